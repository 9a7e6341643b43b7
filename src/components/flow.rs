//! Conditions and lists as Leptos has them, compiled once instead of once for every place that uses them.

use crate::reactive::memo;
use leptos::control_flow;
use leptos::prelude::*;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use trusted_view::view;

/// See [`control_flow::Show`].
#[component(transparent)]
pub fn Show<W>(children: ChildrenFn, when: W, #[prop(optional, into)] fallback: ViewFn) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    show(Box::new(when), children, fallback)
}

fn show(when: Box<dyn Fn() -> bool + Send + Sync>, children: ChildrenFn, fallback: ViewFn) -> AnyView {
    let when = memo(when);
    let shown = move || match when.get() {
        true => leptos::either::Either::Left(children()),
        false => leptos::either::Either::Right(fallback.run()),
    };
    shown.into_any()
}

/// See [`control_flow::For`].
#[component(transparent)]
pub fn For<IF, I, T, EF, N, KF, K>(each: IF, key: KF, children: EF) -> impl IntoView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T> + Send + 'static,
    EF: Fn(T) -> N + Send + Clone + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + Clone + 'static,
    K: Eq + Hash + Send + Sync + 'static,
    T: Send + 'static,
{
    let entry = move |item: T| {
        let key = Key(Arc::new(key(&item)));
        let children = children.clone();
        Entry { key, make: Box::new(move || children(item).into_any()) }
    };
    list(Box::new(move || each().into_iter().map(&entry).collect()))
}

/// One of a list, not made yet.
struct Entry {
    key: Key,
    make: Box<dyn FnOnce() -> AnyView + Send>,
}

fn list(each: Box<dyn Fn() -> Vec<Entry> + Send>) -> AnyView {
    view! { <control_flow::For each=each key=|entry| entry.key.clone() children=|entry| (entry.make)() /> }.into_any()
}

/// What tells one of a list from the others, whatever its type.
#[derive(Clone)]
struct Key(Arc<dyn AnyKey>);

trait AnyKey: Send + Sync + 'static {
    fn hash_into(&self, state: &mut dyn Hasher);
    fn same(&self, other: &dyn std::any::Any) -> bool;
    fn value(&self) -> &dyn std::any::Any;
}

impl<K: Eq + Hash + Send + Sync + 'static> AnyKey for K {
    fn hash_into(&self, mut state: &mut dyn Hasher) {
        self.hash(&mut state);
    }

    fn same(&self, other: &dyn std::any::Any) -> bool {
        other.downcast_ref() == Some(self)
    }

    fn value(&self) -> &dyn std::any::Any {
        self
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.0.value())
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash_into(state);
    }
}
