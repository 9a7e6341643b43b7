//! Investigations.
use leptos::prelude::*;
use contract::CustomerId;
#[component]
pub(super) fn AllInvestigationsPage() -> impl IntoView {}
#[component]
pub(super) fn CustomerInvestigationsPage(customer: CustomerId) -> impl IntoView { let _ = customer; }
