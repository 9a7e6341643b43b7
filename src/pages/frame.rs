//! Which screen an address shows, and whether anybody may see it yet.

use super::investigation::investigation_page;
use super::investigations::{AllInvestigationsPage, CustomerInvestigationsPage};
use super::not_found::NotFoundPage;
use super::places::place;
use super::shell::Shell;
use super::sign_in::SignInPage;
use crate::app::Settings;
use crate::late::{Part, fetch_ahead, late};
use crate::reactive::{effect, memo};
use crate::route::{Route, Screen};
use crate::state::{FirstScreen, Links, Phase, SessionState};
use crate::sync::Sync;
use leptos::prelude::*;
use trusted_view::view;

/// Everything inside the mount element.
#[component]
pub fn Frame() -> impl IntoView {
    let session = SessionState::expect();
    let links = Links::new(Settings::expect().with(|config| config.base_path.clone()));
    provide_context(links);
    provide_context(Sync::start(session));
    let phase = session.phase();
    // Working or interrupted, the same screen stays: signing in again happens in place.
    let inside = memo(move || matches!(phase.get(), Phase::Ready | Phase::Ended));
    let screen = memo(move || links.route().with(Route::screen));
    effect(move || {
        if inside.get() && screen.get() == Screen::SignIn {
            links.replace(&Route::CustomerTable(Default::default()));
        }
    });
    let first_screen = FirstScreen::expect();
    effect(move || {
        // A list says so itself, when its rows are there.
        if !matches!(screen.get(), Screen::Investigations | Screen::CustomerInvestigations(_)) {
            first_screen.drawn();
        }
    });
    // On its way while the session is asked for.
    if let Some(part) = screen.with_untracked(part) {
        part.want();
    }
    fetch_ahead();
    view! {
        {move || match inside.get() {
            true => view! { <Shell screen=screen>{move || draw(screen.get())}</Shell> }.into_any(),
            false => view! { <SignInPage /> }.into_any(),
        }}
    }
}

/// The part of the app that a screen is in; none where it is in the first.
const fn part(screen: &Screen) -> Option<Part> {
    match screen {
        Screen::SignIn | Screen::Investigations | Screen::CustomerInvestigations(_) | Screen::NotFound => None,
        Screen::Investigation(..) => Some(Part::Case),
        Screen::CustomerTable | Screen::Home | Screen::Customers | Screen::Preferences | Screen::Access(_) => {
            Some(Part::Places)
        }
    }
}

fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::SignIn => ().into_any(),
        Screen::Investigations => view! { <AllInvestigationsPage /> }.into_any(),
        Screen::CustomerInvestigations(customer) => {
            view! { <CustomerInvestigationsPage customer=customer /> }.into_any()
        }
        Screen::Investigation(customer, id) => late(investigation_page, move || (customer, id.clone())),
        Screen::NotFound => view! { <NotFoundPage /> }.into_any(),
        other => late(place, move || (other.clone(),)),
    }
}
