//! Customers view.
use leptos::prelude::*;
#[component]
pub(super) fn CustomersPage() -> impl IntoView {}
