//! The screens beside the investigations, which are a late part of the app.

use super::access::AccessPage;
use super::customer_table::CustomerTablePage;
use super::customers::CustomersPage;
use super::home::HomePage;
use super::not_found::NotFoundPage;
use super::preferences::PreferencesPage;
use crate::late::late_fn;
use crate::route::Screen;
use leptos::prelude::*;
use trusted_view::view;

late_fn!(places: /// One of them.
    pub(super) fn place(screen: Screen) -> AnyView {
        match screen {
            Screen::CustomerTable => view! { <CustomerTablePage /> }.into_any(),
            Screen::Home => view! { <HomePage /> }.into_any(),
            Screen::Customers => view! { <CustomersPage /> }.into_any(),
            Screen::Preferences => view! { <PreferencesPage /> }.into_any(),
            Screen::Access(customer) => view! { <AccessPage customer=customer /> }.into_any(),
            _ => view! { <NotFoundPage /> }.into_any(),
        }
    }
);
