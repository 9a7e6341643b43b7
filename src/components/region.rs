//! Short code and region: the machine words that tell look-alikes apart.

use contract::RegionCode;
use leptos::prelude::*;
use trusted_view::view;

/// A customer's short code.
#[component]
pub fn CodeTag(
    /// Upper case, as the directory has it.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    view! { <span class="code">{code}</span> }
}

/// Where data lives; amber, and said in words, when it does not answer.
#[component]
pub fn RegionTag(
    /// Which region.
    region: RegionCode,
    /// It is not answering.
    #[prop(optional, into)]
    down: Signal<bool>,
) -> impl IntoView {
    let title = format!("{region} is not answering");
    view! {
        <span class="region" class:down=down title=move || down.get().then(|| title.clone())>
            {region.to_string()}
            {move || down.get().then(|| view! { <span class="sr">" not answering"</span> })}
        </span>
    }
}
