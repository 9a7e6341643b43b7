//! The page for every address that shows nothing: unknown, mistyped, or not for this analyst. They look the same.

use crate::components::{Empty, IconName};
use crate::pages::shell::use_title;
use crate::route::Route;
use crate::state::Links;
use leptos::prelude::*;
use trusted_view::view;

/// Not found.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let links = Links::expect();
    use_title(|| "Not found".to_owned());
    view! {
        <div class="screen-scroll grow">
            <div class="page page-narrow">
                <h1 class="sr">"Not found"</h1>
                <Empty
                    icon=IconName::Search
                    title="Nothing is at this address"
                    actions=move || {
                        view! {
                            <a class="btn primary" href=links.to(&Route::CustomerTable(Default::default()))>
                                "Select a customer account"
                            </a>
                            <a class="btn" href=links.to(&Route::Investigations(Default::default()))>
                                "All Investigations"
                            </a>
                        }
                    }
                >
                    "The link may be mistyped, or lead to something you cannot see. Nothing was changed or lost."
                </Empty>
            </div>
        </div>
    }
}
