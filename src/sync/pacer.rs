//! Shares the main thread: rows are taken in a slice at a time, and whatever a person does comes in between.

use crate::api::elapsed_millis;
use futures::channel::oneshot;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageChannel;

/// Milliseconds of work after which others have their turn: half of a frame at 60 a second. Waiting for bytes is none.
const SLICE_MILLIS: f64 = 8.0;

/// One for all regions, so that seven of them together hold the page no longer than one.
#[derive(Clone, Copy)]
pub(super) struct Pacer {
    turns: StoredValue<Turns, LocalStorage>,
}

#[derive(Default)]
struct Turns {
    spent: f64,
    door: Option<Door>,
}

/// A message to ourselves: it comes after whatever the browser has waiting, and, unlike a timer, never late.
struct Door {
    channel: MessageChannel,
    waiting: Rc<RefCell<VecDeque<oneshot::Sender<()>>>>,
    _heard: Closure<dyn FnMut()>,
}

impl Door {
    fn open() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let waiting: Rc<RefCell<VecDeque<oneshot::Sender<()>>>> = Rc::default();
        let heard = Closure::new({
            let waiting = Rc::clone(&waiting);
            move || drop(waiting.borrow_mut().pop_front())
        });
        channel.port1().set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, waiting, _heard: heard })
    }

    fn wait(&self) -> Option<oneshot::Receiver<()>> {
        self.channel.port2().post_message(&JsValue::NULL).ok()?;
        let (turn, mine) = oneshot::channel();
        self.waiting.borrow_mut().push_back(turn);
        Some(mine)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.channel.port1().set_onmessage(None);
        self.channel.port1().close();
    }
}

impl Pacer {
    /// Ends with its owner.
    pub(super) fn new() -> Self {
        Self { turns: StoredValue::new_local(Turns::default()) }
    }

    /// To be awaited between two pieces of work: passes at once while the slice lasts.
    pub(super) async fn step(&self) {
        let mine = self.turns.try_update_value(|turns| {
            if turns.spent < SLICE_MILLIS {
                return None;
            }
            if turns.door.is_none() {
                turns.door = Door::open();
            }
            turns.door.as_ref().and_then(Door::wait)
        });
        let Some(Some(mine)) = mine else { return };
        // The sender only ever goes away: that is the signal.
        let _ = mine.await;
        self.turns.try_update_value(|turns| turns.spent = 0.0);
    }

    /// One piece of work, counted.
    pub(super) fn work<T>(&self, work: impl FnOnce() -> T) -> T {
        let begun = elapsed_millis();
        let value = work();
        self.turns.try_update_value(|turns| turns.spent += elapsed_millis() - begun);
        value
    }
}
