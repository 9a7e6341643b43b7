//! Investigation.
use leptos::prelude::*;
use contract::CustomerId;
#[component]
pub(super) fn InvestigationPage(customer: CustomerId, id: String) -> impl IntoView { let _ = (customer, id); }
