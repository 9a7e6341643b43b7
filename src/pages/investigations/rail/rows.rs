//! The values of a facet as rows that stay: what changes is which value a row stands for, so that a keystroke that brings
//! others to the front writes a few words and makes nothing anew.

use super::entry::EntryRow;
use crate::components::flow::For;
use crate::pages::investigations::list::List;
use crate::reactive::memo;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{Choice, Entry, Key};

/// Which row has the focus, and for which value: that one does not move.
pub(super) type Held = StoredValue<Option<(usize, Key)>>;

/// The rows.
#[component]
pub(super) fn Rows(
    /// The list they narrow.
    list: List,
    /// What they stand for, in order.
    entries: Memo<Vec<Entry>>,
    /// Where to say which has the focus.
    held: Held,
) -> impl IntoView {
    let count = memo(move || entries.with(Vec::len));
    let row = move |place: usize| {
        let entry = memo(move || entries.with(|entries| entries.get(place).cloned()));
        view! { <EntryRow list=list place=place entry=entry held=held /> }
    };
    view! { <For each=move || 0..count.get() key=|place| *place children=row /> }
}

/// The first values, every chosen one wherever it stands, and the one with the focus where it stood.
pub(super) fn kept<'a>(
    entries: impl Iterator<Item = &'a Entry> + Clone,
    room: usize,
    held: Option<&(usize, Key)>,
) -> Vec<Entry> {
    let shown = entries.clone().enumerate().filter(|(place, entry)| *place < room || entry.choice != Choice::Free);
    let mut shown: Vec<&Entry> = shown.map(|(_, entry)| entry).collect();
    if let Some((place, key)) = held {
        let own = match shown.iter().position(|entry| entry.key == *key) {
            Some(at) => Some(shown.remove(at)),
            None => entries.into_iter().find(|entry| entry.key == *key),
        };
        if let Some(own) = own {
            shown.insert((*place).min(shown.len()), own);
        }
    }
    shown.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{CustomerId, Priority, Source};
    use working_set::{Facets, Query, WorkingSet};

    /// Priorities stand in a column whether or not a row has them.
    fn entries(query: &Query) -> Vec<Entry> {
        let set = WorkingSet::new();
        let facets: Facets = set.facets(query, contract::Timestamp::FIRST);
        facets.column(working_set::Column::Priority).to_vec()
    }

    fn keys(entries: &[Entry]) -> Vec<&Key> {
        entries.iter().map(|entry| &entry.key).collect()
    }

    #[test]
    fn the_first_and_the_chosen_are_shown() {
        let all = entries(&Query::default());
        assert_eq!(kept(all.iter(), 2, None), all.get(..2).unwrap());
        let last = all.last().unwrap().key.clone();
        let Key::Priority(priority) = last.clone() else { panic!("{last:?}") };
        let query = Query { priorities: working_set::Filter::only([priority]), ..Query::default() };
        let chosen = kept(entries(&query).iter(), 2, None).last().map(|entry| entry.key.clone());
        assert_eq!(chosen, Some(last));
    }

    #[test]
    fn the_one_with_the_focus_stays_where_it_is() {
        let all = entries(&Query::default());
        let third = all.get(2).unwrap().key.clone();
        let shown = kept(all.iter(), 2, Some(&(0, third.clone())));
        assert_eq!(keys(&shown).first(), Some(&&third));
        assert_eq!(shown.len(), 3, "nothing is pushed out for it");
        let first = all.first().unwrap().key.clone();
        let shown = kept(all.iter(), 3, Some(&(2, first.clone())));
        assert_eq!(keys(&shown).get(2), Some(&&first));
        for gone in [Key::Customer(CustomerId::from_u128(1)), Key::Source(Source::Alert)] {
            assert_eq!(kept(all.iter(), 3, Some(&(1, gone))), all.get(..3).unwrap(), "what is gone holds no place");
        }
        assert!(matches!(first, Key::Priority(Priority::Critical)));
    }
}
