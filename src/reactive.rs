//! Memos, effects and derived signals as Leptos has them, compiled once for each type of value instead of once for
//! every use.

mod turn;

use leptos::prelude::*;
pub use turn::{answer_events, take_over};

/// See [`Memo::new`].
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    memo_of(Box::new(value))
}

#[inline(never)]
fn memo_of<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| value())
}

/// See [`Signal::derive`].
pub fn derived<T: Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    derived_of(Box::new(value))
}

#[inline(never)]
fn derived_of<T: Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(value)
}

/// See [`Effect::new`].
pub fn effect(run: impl FnMut() + 'static) {
    effect_of(Box::new(run));
}

/// An effect that is given what it returned before.
pub fn effect_after<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    effect(move || {
        let now = run(before.take());
        before = Some(now);
    });
}

fn effect_of(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
