//! Investigations in a grid: of every customer, or of one. The address says which, and how they are narrowed and ordered.

mod assign;
mod body;
mod bulk;
mod change;
mod chips;
mod close;
mod columns;
mod customer;
mod edit;
mod empty;
mod export;
mod grid;
mod head;
mod list;
mod peek;
mod question;
mod rail;
mod search;
mod selection;
mod toolbar;
mod views;

use crate::pages::parts::MultiOff;
use crate::pages::shell::use_title;
use crate::reactive::memo;
use crate::state::SessionState;
use body::Body;
use change::Changes;
pub(super) use customer::CustomerInvestigationsPage;
use grid::{GridState, Letters};
use head::PageHead;
use leptos::html::Section;
use leptos::prelude::*;
use list::List;
use rail::Rail;
use trusted_view::view;
use views::ViewsBar;

/// All Investigations: one grid of every customer's and region's, the Primary Customer's own included.
#[component]
pub(super) fn AllInvestigationsPage() -> impl IntoView {
    let session = SessionState::expect();
    let on = memo(move || session.preferences().multi_customer);
    move || match on.get() {
        true => view! { <AllInvestigations /> }.into_any(),
        false => {
            use_title(|| "All Investigations".to_owned());
            view! { <MultiOff /> }.into_any()
        }
    }
}

#[component]
fn AllInvestigations() -> impl IntoView {
    let list = List::new(None);
    let changes = Changes::new(list);
    let grid = GridState::new(list, changes);
    let screen = NodeRef::<Section>::new();
    use_title(move || format!("All Investigations ({})", list.total()));
    view! {
        <section class="screen-main" node_ref=screen>
            <PageHead list=list title="All Investigations" />
            <ViewsBar list=list />
            <div class="panes ruled-top">
                <Rail list=list />
                <Body list=list grid=grid changes=changes />
            </div>
        </section>
        <Letters grid=grid screen=screen />
    }
}
