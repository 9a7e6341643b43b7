//! Commands that every screen has: screens to go to, how the app looks, signing out.

use super::command::{Command, Commands, offer};
use crate::api::directory;
use crate::app::Settings;
use crate::pages::shell::account::sign_out;
use crate::reactive::memo;
use crate::route::Route;
use crate::state::{Drafts, Links, SessionState, Toasts};
use contract::directory::Preferences;
use leptos::prelude::*;

/// Offers them while the frame stands.
pub(super) fn offer_usual(commands: Commands) {
    let (links, session) = (Links::expect(), SessionState::expect());
    let (toasts, drafts) = (Toasts::expect(), Drafts::expect());
    let multi = memo(move || session.preferences().multi_customer);
    let go = |word: &str, route: Route| Command::new(format!("Go to {word}"), move || links.go(&route));
    offer(go("All Investigations", Route::Investigations(Default::default())).when(multi));
    offer(go("Customers", Route::Customers(Default::default())).when(multi));
    offer(go("Customer Table", Route::CustomerTable(Default::default())));
    offer(go("Platform Home", Route::Home));
    offer(go("User Preferences", Route::Preferences));
    offer(Command::new("Keyboard shortcuts", move || commands.help.set(true)).keys("?"));
    if Settings::expect().with(|config| config.theme.is_none()) {
        for (word, value) in [("light", "light"), ("dark", "dark"), ("as the system", "system")] {
            let wear = move || save(session, toasts, move |preferences| preferences.theme = value.to_owned());
            offer(Command::new(format!("Theme: {word}"), wear));
        }
    }
    for (word, value) in [("compact", "compact"), ("default", "default"), ("comfortable", "comfortable")] {
        let space = move || save(session, toasts, move |preferences| preferences.density = value.to_owned());
        offer(Command::new(format!("Density: {word}"), space));
    }
    if !session.embedded() {
        offer(Command::new("Sign out", move || sign_out(session, links, drafts, toasts)));
    }
}

fn save(session: SessionState, toasts: Toasts, edit: impl FnOnce(&mut Preferences) + 'static) {
    let mut wanted = untrack(|| session.preferences());
    edit(&mut wanted);
    leptos::task::spawn_local(async move {
        match directory::save_preferences(session.api(), wanted).await {
            Ok(saved) => session.saved(saved),
            Err(error) => {
                session.note(&error);
                toasts.failed("Your preferences were not saved", error.to_string());
            }
        }
    });
}
