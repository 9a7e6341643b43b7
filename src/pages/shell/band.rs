//! The tinted band that says whose data this is, on every screen of one customer.

use crate::components::{CodeTag, CustomerMark, Icon, IconName, MarkSize, RegionTag};
use crate::format::words;
use crate::route::Route;
use crate::state::similar::similar_names;
use crate::state::{Links, SessionState, Standing};
use contract::CustomerId;
use contract::directory::Customer;
use leptos::prelude::*;
use trusted_view::view;

/// Name, mark, code, region, role, and which customer this is not.
#[component]
pub(super) fn IdentityBand(
    /// From the path.
    customer: CustomerId,
) -> impl IntoView {
    let session = SessionState::expect();
    move || session.customer(customer).map(|customer| view! { <Band customer=customer /> })
}

#[component]
fn Band(customer: Customer) -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let id = customer.id;
    let not = move || {
        let session = session.get()?;
        let others = similar_names(&session.customers).remove(&id)?;
        let other = session.customers.iter().find(|customer| others.first() == Some(&customer.id))?;
        Some(format!("{} ({}, {})", other.name, other.code, other.region))
    };
    let for_role = customer.clone();
    let role = move || match session.standing(&for_role) {
        Standing::Works(role) => format!("Your role: {}", words::role(&role)),
        Standing::RoleLoading => "Your role: …".to_owned(),
        _ => "Your role: not known".to_owned(),
    };
    let label = format!("Customer: {}, {}, region {}", customer.name, customer.code, customer.region);
    view! {
        <section class="identity" data-hue=crate::format::mark::hue_of(&id.to_string()).to_string() aria-label=label>
            <span class="who">
                <CustomerMark id=id size=MarkSize::Large />
                <span class="name clip" dir="auto">{customer.name.clone()}</span>
            </span>
            <CodeTag code=customer.code.clone() />
            <RegionTag region=customer.region.clone() />
            {move || {
                not()
                    .map(|other| {
                        view! {
                            <span class="lookalike" title="Similar names: check code, region and mark">
                                <Icon name=IconName::Users small=true />
                                "Not "
                                <span>{other}</span>
                            </span>
                        }
                    })
            }}
            <div class="push">
                {customer
                    .tier
                    .clone()
                    .map(|tier| {
                        view! {
                            <span class="fact tier">
                                <Icon name=IconName::Shield small=true />
                                {tier}
                            </span>
                        }
                    })}
                <span class="fact">
                    <Icon name=IconName::Key small=true />
                    {role}
                </span>
                <a class="btn small" href=links.to(&Route::Investigations(Default::default()))>
                    <Icon name=IconName::ChevronLeft />
                    "All Investigations"
                </a>
            </div>
        </section>
    }
}
