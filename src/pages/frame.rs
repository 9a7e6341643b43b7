//! Which screen an address shows, and whether anybody may see it yet.

use super::access::AccessPage;
use super::customer_table::CustomerTablePage;
use super::customers::CustomersPage;
use super::home::HomePage;
use super::investigation::InvestigationPage;
use super::investigations::{AllInvestigationsPage, CustomerInvestigationsPage};
use super::not_found::NotFoundPage;
use super::preferences::PreferencesPage;
use super::shell::Shell;
use super::sign_in::SignInPage;
use crate::app::Settings;
use crate::components::Sprite;
use crate::route::{Route, Screen};
use crate::state::{Links, Phase, SessionState};
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
    let inside = Memo::new(move |_| matches!(phase.get(), Phase::Ready | Phase::Ended));
    let screen = Memo::new(move |_| links.route().with(Route::screen));
    Effect::new(move || {
        if inside.get() && screen.get() == Screen::SignIn {
            links.replace(&Route::CustomerTable(Default::default()));
        }
    });
    view! {
        <Sprite />
        {move || match inside.get() {
            true => view! { <Shell screen=screen>{move || draw(screen.get())}</Shell> }.into_any(),
            false => view! { <SignInPage /> }.into_any(),
        }}
    }
}

fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::SignIn => ().into_any(),
        Screen::CustomerTable => view! { <CustomerTablePage /> }.into_any(),
        Screen::Home => view! { <HomePage /> }.into_any(),
        Screen::Customers => view! { <CustomersPage /> }.into_any(),
        Screen::Investigations => view! { <AllInvestigationsPage /> }.into_any(),
        Screen::CustomerInvestigations(customer) => {
            view! { <CustomerInvestigationsPage customer=customer /> }.into_any()
        }
        Screen::Investigation(customer, id) => view! { <InvestigationPage customer=customer id=id /> }.into_any(),
        Screen::Preferences => view! { <PreferencesPage /> }.into_any(),
        Screen::Access(customer) => view! { <AccessPage customer=customer /> }.into_any(),
        Screen::NotFound => view! { <NotFoundPage /> }.into_any(),
    }
}
