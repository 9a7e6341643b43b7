//! The top bar: where home is, the Multi-Customer Navigation, the way to another customer, the account.

use super::account::Account;
use super::help::HelpButton;
use super::palette::{Commands, PaletteTrigger};
use super::switcher::Switcher;
use crate::components::{Icon, IconName};
use crate::pages::sign_in::Glyph;
use crate::reactive::{derived, memo};
use crate::route::{Route, Screen};
use crate::state::{Links, SessionState};
use leptos::prelude::*;
use trusted_view::view;

/// The top bar of every screen.
#[component]
pub(super) fn TopBar(
    /// The screen below it.
    screen: Memo<Screen>,
    /// What palette and help offer.
    commands: Commands,
) -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let partner = memo(move || session.primary().map(|customer| customer.name).unwrap_or_default());
    let navigation = move || match screen.get() {
        Screen::CustomerTable | Screen::SignIn | Screen::NotFound => ().into_any(),
        Screen::Home | Screen::Preferences | Screen::Access(_) => view! { <AccountNav screen=screen /> }.into_any(),
        _ => view! {
            <span class="slash" aria-hidden="true">"/"</span>
            <Switcher screen=screen />
            <MultiNav screen=screen />
        }
        .into_any(),
    };
    view! {
        <header class="topbar">
            <a
                class="brand"
                href=links.to(&Route::CustomerTable(Default::default()))
                aria-label=move || format!("{}, Customer Table", partner.get())
            >
                <Glyph class="brand-glyph" />
                <span class="clip">{partner}</span>
            </a>
            {navigation}
            <div class="tools">
                <PaletteTrigger commands=commands />
                <HelpButton commands=commands />
                <Account />
            </div>
        </header>
    }
}

#[component]
fn NavLink(to: Route, icon: IconName, word: &'static str, current: Signal<bool>) -> impl IntoView {
    let links = Links::expect();
    view! {
        <a href=links.to(&to) aria-current=move || current.get().then_some("page")>
            <Icon name=icon />
            <span>{word}</span>
        </a>
    }
}

#[component]
fn AccountNav(screen: Memo<Screen>) -> impl IntoView {
    let at = move |wanted: Screen| derived(move || screen.get() == wanted);
    view! {
        <nav class="multi-nav" aria-label="Account">
            <NavLink to=Route::Home icon=IconName::Home word="Platform Home" current=at(Screen::Home) />
            <NavLink
                to=Route::CustomerTable(Default::default())
                icon=IconName::Table
                word="Customer Table"
                current=at(Screen::CustomerTable)
            />
        </nav>
    }
}

#[component]
fn MultiNav(screen: Memo<Screen>) -> impl IntoView {
    let links = Links::expect();
    let at = move |wanted: Screen| derived(move || screen.get() == wanted);
    view! {
        <nav class="multi-nav" aria-label="Multi-Customer Navigation">
            <NavLink
                to=Route::Customers(Default::default())
                icon=IconName::Customers
                word="Customers"
                current=at(Screen::Customers)
            />
            <NavLink
                to=Route::Investigations(Default::default())
                icon=IconName::List
                word="All Investigations"
                current=at(Screen::Investigations)
            />
            <span class="sep" aria-hidden="true"></span>
            <a class="leave" href=links.to(&Route::CustomerTable(Default::default()))>
                <Icon name=IconName::Leave />
                <span>"View Customer Table"</span>
            </a>
        </nav>
    }
}
