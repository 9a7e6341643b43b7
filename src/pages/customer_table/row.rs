//! One customer's row. The whole row is the link: to its investigations, or to what is missing.

use super::rows::TableRow;
use crate::api::directory;
use crate::components::{Badge, BadgeTone, CodeTag, CustomerMark, Icon, IconName, RegionTag};
use crate::format::{words, zone};
use crate::reactive::memo;
use crate::route::Route;
use crate::state::{Clock, Links, SessionState, Standing, Toasts};
use contract::directory::Customer;
use contract::{CustomerId, Licence};
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

/// A row of the Customer Table.
#[component]
pub(super) fn CustomerRow(
    /// Its facts.
    row: TableRow,
    /// The favourite that a stronger line follows.
    last_favourite: Memo<Option<CustomerId>>,
) -> impl IntoView {
    let links = Links::expect();
    let clock = Clock::expect();
    let TableRow { customer, standing, similar, .. } = row;
    let id = customer.id;
    let target = match (&standing, customer.primary) {
        (_, true) => Route::Home,
        (standing, false) if standing.expected() => Route::CustomerInvestigations(id, Default::default()),
        _ => Route::Access(id),
    };
    let class = if customer.primary { "linked pinned" } else { "linked" };
    let star = if customer.primary {
        view! {
            <span class="star pin" title="Pinned: your Primary Customer">
                <Icon name=IconName::Pin />
            </span>
        }
        .into_any()
    } else {
        view! { <Star id=id name=customer.name.clone() /> }.into_any()
    };
    let licence = customer.clone();
    view! {
        <tr class=class class:last-fav=move || last_favourite.get() == Some(id)>
            <td class="c-star">{star}</td>
            <th scope="row">
                <span class="cust">
                    <CustomerMark id=id />
                    <a class="name-link clip" dir="auto" href=links.to(&target)>
                        {customer.name.clone()}
                    </a>
                    {customer.primary.then(|| view! { <Badge text="Primary Customer" tone=BadgeTone::Accent /> })}
                    {similar
                        .then(|| {
                            view! {
                                <Badge
                                    text="Similar name"
                                    tone=BadgeTone::Warn
                                    icon=IconName::Users
                                    title="Similar names: check code, region and mark"
                                />
                            }
                        })}
                    {customer.confidential.then(|| view! { <Badge text="Confidential" icon=IconName::Lock /> })}
                </span>
            </th>
            <td>
                <CodeTag code=customer.code.clone() />
            </td>
            <td>
                <RegionTag region=customer.region.clone() />
            </td>
            <td class="muted w-wide clip" dir="auto">
                {if customer.primary { "Partner account".to_owned() } else { customer.aliases.join(", ") }}
            </td>
            <td class="soft">{customer.tier.clone().unwrap_or_else(|| "–".to_owned())}</td>
            <td class="soft">{move || licence_words(&licence, &clock.zone().get())}</td>
            <td>
                <Access standing=standing customer=customer />
            </td>
        </tr>
    }
}

fn licence_words(customer: &Customer, zone: &str) -> String {
    match (&customer.licence, customer.licence_until) {
        (Licence::Active, _) if customer.primary => "Partner licence, active".to_owned(),
        (Licence::Active, Some(until)) => format!("Valid to {}", zone::day(until, zone)),
        (Licence::Expired, Some(until)) => format!("Expired {}", zone::day(until, zone)),
        (licence, _) => words::licence(licence).to_owned(),
    }
}

#[component]
fn Access(standing: Standing, customer: Customer) -> impl IntoView {
    let links = Links::expect();
    let (icon, text) = match &standing {
        Standing::Works(role) => (IconName::CheckCircle, words::role(role).to_owned()),
        Standing::RoleLoading => (IconName::Clock, "Role …".to_owned()),
        Standing::RoleUnknown => (IconName::Warn, format!("Role unknown, {} not answering", customer.region)),
        Standing::NoRole => (IconName::Lock, "Access, no role".to_owned()),
        Standing::NoAccess => (IconName::Lock, "No access".to_owned()),
        Standing::Unlicensed(licence) => {
            (IconName::Lock, format!("Licence {}", words::licence(licence).to_lowercase()))
        }
        Standing::PartnerUnlicensed => (IconName::Lock, "No partner licence".to_owned()),
        Standing::NotAssociated(tie) => {
            (IconName::Clock, format!("Association {}", words::association(tie).to_lowercase()))
        }
    };
    let works = matches!(standing, Standing::Works(_));
    let why = !works && standing != Standing::RoleLoading;
    view! {
        <span class="row access-cell">
            <span class=if works { "access-state yes" } else { "access-state no" }>
                <Icon name=icon />
                {text}
                {why
                    .then(|| {
                        view! {
                            <span class="sep">"·"</span>
                            <a
                                class="link"
                                aria-label=format!("Why? {}", customer.name)
                                href=links.to(&Route::Access(customer.id))
                            >
                                "Why?"
                            </a>
                        }
                    })}
            </span>
            {customer
                .primary
                .then(|| {
                    view! {
                        <a class="btn primary small push" href=links.to(&Route::Home)>
                            "Platform Home"
                        </a>
                    }
                })}
        </span>
    }
}

#[component]
fn Star(id: CustomerId, name: String) -> impl IntoView {
    let session = SessionState::expect();
    let toasts = Toasts::expect();
    let button = NodeRef::<html::Button>::new();
    let favourite = memo(move || session.preferences().favourites.contains(&id));
    let label = move || match favourite.get() {
        true => format!("Remove {name} from favourites"),
        false => format!("Add {name} to favourites"),
    };
    let toggle = move |_| {
        let mut wanted = session.preferences();
        wanted.favourites.retain(|favourite| *favourite != id);
        if !favourite.get_untracked() {
            wanted.favourites.push(id);
        }
        leptos::task::spawn_local(async move {
            match directory::save_preferences(session.api(), wanted).await {
                Ok(saved) => {
                    session.saved(saved);
                    // The row moves to or from the favourites; a moved button loses the focus.
                    request_animation_frame(move || {
                        if let Some(button) = button.try_get_untracked().flatten() {
                            let _ = button.focus();
                        }
                    });
                }
                Err(error) => {
                    session.note(&error);
                    toasts.failed("Your favourites were not saved", error.to_string());
                }
            }
        });
    };
    view! {
        <button
            class="star"
            node_ref=button
            aria-pressed=move || if favourite.get() { "true" } else { "false" }
            aria-label=label
            on:click=toggle
        >
            <Icon name=IconName::Star />
        </button>
    }
}
