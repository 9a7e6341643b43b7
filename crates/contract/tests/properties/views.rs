//! Random saved views.

use crate::leaves::*;
use contract::views::*;
use proptest::prelude::*;

fn view() -> impl Strategy<Value = SavedView> {
    let texts = (text(), text(), text(), text(), text());
    let marks = (any::<bool>(), any::<bool>(), any::<bool>());
    (texts, maybe(customer()), analyst(), marks).prop_map(|(texts, customer, owner, marks)| SavedView {
        id: texts.0,
        name: texts.1,
        query: texts.2,
        words: texts.3,
        customer,
        owner,
        owner_name: texts.4,
        shared: marks.0,
        pinned: marks.1,
        default: marks.2,
    })
}

fn new_view() -> impl Strategy<Value = NewView> {
    (text(), text(), text(), maybe(customer()), any::<bool>())
        .prop_map(|(name, query, words, customer, shared)| NewView { name, query, words, customer, shared })
}

fn marks() -> impl Strategy<Value = ViewMarks> {
    (any::<bool>(), any::<bool>()).prop_map(|(pinned, default)| ViewMarks { pinned, default })
}

crate::round_trips! {
    a_view(view()), some_views(several(view()).prop_map(|views| SavedViews { views })), a_new_view(new_view()),
    some_marks(marks()),
}
