//! One customer's investigations: critical, high, medium, low, then the rest.

use super::body::Body;
use super::change::Changes;
use super::grid::{GridState, Letters};
use super::head::PageHead;
use super::list::List;
use super::views::ViewsBar;
use crate::pages::not_found::NotFoundPage;
use crate::pages::shell::{Side, use_title};
use crate::reactive::{effect, memo};
use crate::route::Route;
use crate::state::{Links, SessionState};
use contract::CustomerId;
use leptos::html::Section;
use leptos::prelude::*;
use trusted_view::view;

/// Whether the analyst may be here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// No such customer, or none that this analyst may know of: the same.
    Unknown,
    /// Something is missing, and the access page says what.
    Shut,
    /// Every gate holds, or may hold.
    Open,
}

/// The Single Customer Investigation View's list.
#[component]
pub(in crate::pages) fn CustomerInvestigationsPage(
    /// From the path.
    customer: CustomerId,
) -> impl IntoView {
    let (session, links) = (SessionState::expect(), Links::expect());
    let gate = memo(move || match session.customer(customer) {
        None => Gate::Unknown,
        Some(customer) if session.standing(&customer).expected() => Gate::Open,
        Some(_) => Gate::Shut,
    });
    effect(move || {
        if gate.get() == Gate::Shut {
            links.replace(&Route::Access(customer));
        }
    });
    move || match gate.get() {
        Gate::Unknown => view! { <NotFoundPage /> }.into_any(),
        Gate::Shut => ().into_any(),
        Gate::Open => view! { <CustomerList customer=customer /> }.into_any(),
    }
}

#[component]
fn CustomerList(customer: CustomerId) -> impl IntoView {
    let list = List::new(Some(customer));
    let changes = Changes::new(list);
    let grid = GridState::new(list, changes);
    let screen = NodeRef::<Section>::new();
    let code = memo(move || list.session.customer(customer).map(|customer| customer.code).unwrap_or_default());
    use_title(move || format!("{} · Investigations ({})", code.get(), list.total()));
    view! {
        <Side customer=customer />
        <section class="screen-main" node_ref=screen>
            <PageHead list=list title="Investigations" />
            <ViewsBar list=list />
            <Body list=list grid=grid changes=changes />
        </section>
        <Letters grid=grid screen=screen />
    }
}
