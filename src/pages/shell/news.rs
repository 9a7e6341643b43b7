//! Says that critical work came in to whoever looks at another screen; the list of all investigations says it itself.

use crate::reactive::effect;
use crate::route::{Route, Screen};
use crate::state::toasts::Tone;
use crate::state::{Links, Toasts};
use crate::sync::{Arrival, Sync};
use leptos::prelude::*;

/// Follows what comes in while the caller's owner stands. One message at a time: what comes while it stands is counted in.
pub(super) fn tell(screen: Memo<Screen>) {
    let (sync, toasts, links) = (Sync::expect(), Toasts::expect(), Links::expect());
    let arrivals = sync.arrivals();
    // The message that stands, and of how many it speaks.
    let shown = StoredValue::new(None::<(u64, usize)>);
    effect(move || {
        let arrived = arrivals.get();
        let Some(last) = arrived.last().cloned() else { return };
        sync.saw_arrivals();
        if screen.get_untracked() == Screen::Investigations {
            return;
        }
        let standing = |id: u64| toasts.list().with_untracked(|list| list.iter().any(|toast| toast.id == id));
        let before = shown.get_value().filter(|(id, _)| standing(*id));
        if let Some((id, _)) = before {
            toasts.dismiss(id);
        }
        let count = arrived.len() + before.map_or(0, |(_, count)| count);
        let name = sync.with_untracked(|set| set.customer(last.customer).map(|names| names.name.clone()));
        let name = name.unwrap_or_else(|| last.customer.to_string());
        let (text, route) = match count {
            1 => (format!("New critical investigation at {name}"), one(&last)),
            _ => (
                format!("{count} new critical investigations, the last at {name}"),
                Route::Investigations(<_>::default()),
            ),
        };
        let open = ("Open".to_owned(), Callback::new(move |()| links.go(&route)));
        toasts.push(Tone::Warn, text, Some(last.title), Some(open));
        shown.set_value(toasts.list().with_untracked(|list| list.last().map(|toast| (toast.id, count))));
    });
}

fn one(arrival: &Arrival) -> Route {
    Route::Investigation(arrival.customer, arrival.rrn.id().to_owned())
}
