//! The frame around every screen: top bar, the customer's identity band, messages, and signing in again in place.

mod account;
mod again;
mod band;
mod conflict;
mod help;
mod news;
mod palette;
mod side;
mod switcher;
mod toaster;
mod topbar;

pub use palette::{Command, offer};
pub use side::Side;

use crate::app::Settings;
use crate::late::late_above;
use crate::reactive::{answer_events, effect_after};
use crate::route::Screen;
use crate::state::SessionState;
use again::SignInAgain;
use band::IdentityBand;
use conflict::conflict_dialog;
use help::Help;
use leptos::html::Main;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use palette::{Commands, Palette};
use std::time::Duration;
use toaster::Toaster;
use topbar::TopBar;
use trusted_view::view;

/// A title that changes is written when it has not changed for so long.
const TITLE_REST: Duration = Duration::from_millis(300);

/// Top bar, band, screen.
#[component]
pub fn Shell(
    /// Which screen it frames.
    screen: Memo<Screen>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<Main>::new();
    let commands = Commands::new();
    provide_context(commands);
    news::tell(screen);
    answer_events();
    // A new screen takes the focus, so that a keyboard or screen reader starts where the news is.
    effect_after(move |before: Option<Screen>| {
        let now = screen.get();
        if before.is_some_and(|before| before != now)
            && let Some(main) = main.get_untracked()
        {
            let _ = main.focus();
        }
        now
    });
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    let conflict = crate::sync::Sync::expect().conflict();
    view! {
        <div class="app can-flow">
            <button class="skip-link" on:click=skip>"Skip to content"</button>
            <TopBar screen=screen commands=commands />
            {move || screen.with(Screen::customer).map(|customer| view! { <IdentityBand customer=customer /> })}
            <main class="screen" id="main" tabindex="-1" node_ref=main>
                {children()}
            </main>
        </div>
        <Toaster />
        {late_above(conflict_dialog, move || conflict.with(Option::is_some), || ())}
        <Palette commands=commands />
        <Help commands=commands />
        <SignInAgain />
    }
}

/// Writes the document's title while the caller's screen stands, where the title is ours to write.
pub fn use_title(title: impl Fn() -> String + Send + Sync + 'static) {
    let session = SessionState::expect();
    let owned = Settings::expect().with(|config| config.owns_title);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    effect_after(move |before: Option<()>| {
        let title = title();
        let partner = session.primary().map(|customer| customer.name);
        let write = move || {
            document().set_title(&match &partner {
                Some(partner) => format!("{title} · {partner}"),
                None => title.clone(),
            });
        };
        stop();
        match before {
            _ if !owned => {}
            None => write(),
            // A count in a title that changes with every key is written when the keys rest: the browser redraws its tab.
            Some(()) => waiting.set_value(set_timeout_with_handle(write, TITLE_REST).ok()),
        }
    });
}
