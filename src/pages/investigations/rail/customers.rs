//! The customer facet: every customer by its work, found by name, code or alias; searched ones that cannot be seen say why.

use super::fold::Fold;
use super::rows::{Held, Rows, kept};
use super::section::{Find, SHORT, ShowMore};
use crate::components::flow::{For, Show};
use crate::components::{CustomerMark, MarkSize};
use crate::format::text::one_line;
use crate::pages::investigations::list::List;
use crate::reactive::{derived, memo};
use crate::route::Route;
use contract::CustomerId;
use contract::directory::Customer;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Column, Entry, Facets, Key, fold};

/// Which customers.
#[component]
pub(super) fn CustomerSection(
    /// The list it narrows.
    list: List,
    /// The counts.
    facets: RwSignal<Facets>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let room = RwSignal::new(SHORT);
    let found = memo(move || {
        let words = fold(typed.read().trim());
        list.session
            .with_session(|session| {
                let customers = session.customers.iter().filter(|customer| matches(customer, &words));
                customers.map(|customer| (customer.id, list.session.standing(customer).expected())).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let searching = memo(move || !typed.read().trim().is_empty());
    let held = Held::new(None);
    let entries = memo(move || {
        let found = searching.get().then(|| found.get());
        let fits = |entry: &Entry| match entry.key {
            Key::Customer(id) => found.as_ref().is_none_or(|found| found.contains(&(id, true))),
            _ => false,
        };
        facets.with(|facets| {
            let entries = facets.column(Column::Customer).iter().filter(|entry| fits(entry));
            held.with_value(|held| kept(entries, room.get(), held.as_ref()))
        })
    });
    let count = memo(move || match searching.get() {
        true => found.with(|found| found.iter().filter(|(_, seen)| *seen).count()),
        false => facets.with(|facets| facets.column(Column::Customer).len()),
    });
    let barred = memo(move || {
        let found = found.get();
        found.into_iter().filter(|(_, seen)| searching.get() && !seen).map(|(id, _)| id).collect::<Vec<_>>()
    });
    view! {
        <Fold list=list facets=facets column=Column::Customer title="Customer" expanded=true>
            <Find label="Find a customer" placeholder="Name, code or alias" typed=typed />
            <Rows list=list entries=entries held=held />
            <For each=move || barred.get() key=|id| *id let:id>
                <Barred list=list id=id />
            </For>
            <Show when=move || searching.get() && entries.with(Vec::is_empty) && barred.with(Vec::is_empty)>
                <p class="more muted" role="status">
                    "No customer of that name"
                </p>
            </Show>
            <ShowMore count=count room=room shown=derived(move || entries.with(Vec::len)) />
        </Fold>
    }
}

/// A customer that the analyst cannot see: greyed, with the reason in the place of the count.
#[component]
fn Barred(list: List, id: CustomerId) -> impl IntoView {
    let name = memo(move || list.session.customer(id).map(|customer| one_line(&customer.name)).unwrap_or_default());
    view! {
        <div class="facet-row barred" title=move || format!("You cannot see the investigations of {}", name.get())>
            <span class="check" aria-hidden="true"></span>
            <CustomerMark id=id size=MarkSize::Small />
            <bdi class="clip">{name}</bdi>
            <a
                class="link n"
                href=list.href(&Route::Access(id))
                aria-label=move || format!("Why can’t I see {}?", name.get())
            >
                "Why?"
            </a>
        </div>
    }
}

/// Whether name, code or an alias contains the folded words; everything contains nothing.
fn matches(customer: &Customer, words: &str) -> bool {
    let names = [&customer.name, &customer.code].into_iter().chain(&customer.aliases);
    words.is_empty() || names.into_iter().any(|name| fold(name).contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_found_by_any_of_its_names() {
        let wire = serde_json::json!({
            "id": CustomerId::from_u128(5), "name": "Sørlandet Bank", "code": "SRLB", "region": "us2", "aliases": ["Nordlys"],
            "association": "ACTIVE", "licence": "ACTIVE", "access": "GRANTED"
        });
        let customer: Customer = serde_json::from_value(wire).unwrap();
        for words in ["", "bank", "srl", "nordl"] {
            assert!(matches(&customer, words), "{words}");
        }
        assert!(!matches(&customer, "calder"));
    }
}
