//! Stands in for the multi-customer screens while the analyst's own switch is off: says so, and offers the switch.

use crate::api::{ApiError, directory};
use crate::app::Settings;
use crate::components::{Banner, Empty, IconName, Tone};
use crate::reactive::memo;
use crate::route::Route;
use crate::state::{Links, SessionState};
use leptos::prelude::*;
use trusted_view::view;

/// "Multi Customer Investigations is off".
#[component]
pub fn MultiOff() -> impl IntoView {
    let (links, session) = (Links::expect(), SessionState::expect());
    let refused = RwSignal::new(None::<ApiError>);
    let label = Settings::expect().with(|config| config.product_label.clone());
    let primary = memo(move || session.primary());
    let turn_on = move |_| {
        let mut wanted = session.preferences();
        wanted.multi_customer = true;
        leptos::task::spawn_local(async move {
            match directory::save_preferences(session.api(), wanted).await {
                Ok(saved) => session.saved(saved),
                Err(error) => {
                    session.note(&error);
                    refused.try_set(Some(error));
                }
            }
        });
    };
    let own = move || {
        primary.get().map(|primary| {
            let label = label.clone();
            view! {
                <a class="btn" href=links.to(&Route::CustomerInvestigations(primary.id, Default::default()))>
                    {format!("Open {}’s {label}", primary.name)}
                </a>
            }
        })
    };
    view! {
        <div class="screen-scroll grow">
            <div class="page page-narrow">
                <h1 class="sr">"Multi Customer Investigations is off"</h1>
                <Empty
                    icon=IconName::Customers
                    title="Multi Customer Investigations is off"
                    card=true
                    actions=move || {
                        view! {
                            <button class="btn primary" on:click=turn_on>
                                "Turn it on"
                            </button>
                            {own}
                        }
                    }
                >
                    "This is your own preference. Turn it on to see the investigations of all customers here."
                </Empty>
                {move || {
                    refused
                        .get()
                        .map(|error| {
                            view! {
                                <Banner tone=Tone::Danger title="It stays off">
                                    {error.to_string()}
                                </Banner>
                            }
                        })
                }}
            </div>
        </div>
    }
}
