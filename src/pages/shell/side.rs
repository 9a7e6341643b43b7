//! The SIEM's left menu: always the customer in the path.

use crate::components::{Icon, IconName};
use crate::reactive::memo;
use crate::route::{Route, Screen};
use crate::state::{Links, SessionState};
use contract::CustomerId;
use leptos::prelude::*;
use trusted_view::view;

/// What one customer's SIEM offers.
#[component]
pub fn Side(
    /// From the path.
    customer: CustomerId,
) -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let details = memo(move || {
        session.customer(customer).map(|customer| (customer.name, customer.region.to_string())).unwrap_or_default()
    });
    let within = move || {
        matches!(links.route().with(Route::screen), Screen::CustomerInvestigations(_) | Screen::Investigation(..))
    };
    view! {
        <nav
            class="side"
            aria-label=move || format!("{} SIEM", details.get().0)
            data-hue=crate::format::mark::hue_of(&customer.to_string()).to_string()
        >
            <a
                href=links.to(&Route::CustomerInvestigations(customer, Default::default()))
                aria-label="Investigations"
                aria-current=move || within().then_some("page")
            >
                <Icon name=IconName::Case />
                <span>"Investigations"</span>
            </a>
            <div class="group">"Settings"</div>
            <a href=links.to(&Route::Preferences) aria-label="User Preferences">
                <Icon name=IconName::Sliders />
                <span>"User Preferences"</span>
            </a>
            <a href=links.to(&Route::Access(customer)) aria-label="Your access">
                <Icon name=IconName::Shield />
                <span>"Your access"</span>
            </a>
            <div class="foot">
                {move || {
                    let (name, region) = details.get();
                    format!("Everything on this screen belongs to {name}, from region {region}.")
                }}
            </div>
        </nav>
    }
}
