//! The turn in which signals are answered: effects run within the event that changed what they follow, not after it.

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::ev;
use leptos::prelude::{on_cleanup, window_event_listener};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

thread_local! {
    static TASKS: RefCell<Tasks> = RefCell::default();
    /// What is to be gone on with, first come, first served.
    static READY: RefCell<VecDeque<Arc<Ready>>> = RefCell::default();
    /// A turn is under way: what becomes ready in it is taken up by it.
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    /// A turn comes after the present script in any case.
    static AWAITED: Cell<bool> = const { Cell::new(false) };
}

/// Everything that waits.
#[derive(Default)]
struct Tasks {
    places: Vec<Option<Task>>,
    free: Vec<usize>,
}

struct Task {
    future: PinnedLocalFuture<()>,
    waker: Waker,
}

/// A place whose task is to be gone on with. A late word for a task that is gone wakes its successor for nothing, which a
/// future has to bear.
struct Ready {
    place: usize,
    queued: AtomicBool,
}

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, Ordering::Relaxed) {
            READY.with_borrow_mut(|ready| ready.push_back(self));
            await_turn();
        }
    }
}

/// The executor of signals and futures alike.
struct Turns;

impl CustomExecutor for Turns {
    fn spawn(&self, future: PinnedFuture<()>) {
        self.spawn_local(future);
    }

    fn spawn_local(&self, future: PinnedLocalFuture<()>) {
        let place = TASKS.with_borrow_mut(|tasks| {
            tasks.free.pop().unwrap_or_else(|| {
                tasks.places.push(None);
                tasks.places.len() - 1
            })
        });
        let ready = Arc::new(Ready { place, queued: AtomicBool::new(false) });
        put(place, Some(Task { future, waker: Arc::clone(&ready).into() }));
        ready.wake();
    }

    fn poll_local(&self) {
        run();
    }
}

/// Takes the place of the framework's own executor, which goes on only after the script that changed something has ended.
/// To be called before anything is mounted; once is enough.
pub fn take_over() {
    // Set already by an earlier mount: there is one for all.
    let _ = Executor::init_custom_executor(Turns);
}

/// Answers what the analyst does before their event is over, while the caller's owner stands. To be called after the
/// router has its own listeners: it comes last.
pub fn answer_events() {
    // A box whose click was prevented gets its old tick back when the event is over, so it is answered after that.
    let click = window_event_listener(ev::click, |event| {
        if !event.default_prevented() {
            run();
        }
    });
    let input = window_event_listener(ev::input, |_| run());
    let change = window_event_listener(ev::change, |_| run());
    let key = window_event_listener(ev::keydown, |_| run());
    let address = window_event_listener(ev::popstate, |_| run());
    on_cleanup(move || {
        for listener in [click, input, change, key, address] {
            listener.remove();
        }
    });
}

fn await_turn() {
    if !RUNNING.get() && !AWAITED.replace(true) {
        wasm_bindgen_futures::spawn_local(async {
            AWAITED.set(false);
            run();
        });
    }
}

/// Goes on with everything that is ready, and with what becomes ready by that.
fn run() {
    if RUNNING.replace(true) {
        return;
    }
    while let Some(ready) = READY.with_borrow_mut(VecDeque::pop_front) {
        ready.queued.store(false, Ordering::Relaxed);
        // Out of its place while it runs: it may begin others. A task that is gone has none.
        let Some(mut task) = TASKS.with_borrow_mut(|tasks| tasks.places.get_mut(ready.place).and_then(Option::take))
        else {
            continue;
        };
        match task.future.as_mut().poll(&mut Context::from_waker(&task.waker)) {
            Poll::Pending => put(ready.place, Some(task)),
            Poll::Ready(()) => {
                // Dropped before its place is given away: what it held may begin others.
                drop(task);
                TASKS.with_borrow_mut(|tasks| tasks.free.push(ready.place));
            }
        }
    }
    RUNNING.set(false);
}

fn put(place: usize, task: Option<Task>) {
    TASKS.with_borrow_mut(|tasks| {
        if let Some(at) = tasks.places.get_mut(place) {
            *at = task;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt;
    use futures::channel::{mpsc, oneshot};
    use std::rc::Rc;

    /// Where no page is, nobody waits for the end of a script.
    fn spawn(future: impl Future<Output = ()> + 'static) {
        AWAITED.set(true);
        Turns.spawn_local(Box::pin(future));
    }

    #[test]
    fn what_is_ready_runs_in_order_and_what_waits_goes_on_when_it_is_told() {
        let said = Rc::new(RefCell::new(Vec::new()));
        let (tell, told) = oneshot::channel::<&str>();
        let (mut send, mut sent) = mpsc::unbounded::<&str>();
        let log = Rc::clone(&said);
        spawn(async move {
            log.borrow_mut().push("first");
            if let Ok(word) = told.await {
                log.borrow_mut().push(word);
            }
        });
        let log = Rc::clone(&said);
        spawn(async move {
            while let Some(word) = sent.next().await {
                log.borrow_mut().push(word);
            }
            let log = Rc::clone(&log);
            spawn(async move { log.borrow_mut().push("begun by another") });
        });
        run();
        assert_eq!(*said.borrow(), ["first"]);
        send.start_send("news").unwrap();
        tell.send("told").unwrap();
        run();
        assert_eq!(*said.borrow(), ["first", "news", "told"]);
        drop(send);
        run();
        assert_eq!(said.borrow().last(), Some(&"begun by another"));
        assert!(READY.with_borrow(VecDeque::is_empty));
        assert_eq!(TASKS.with_borrow(|tasks| tasks.free.len()), TASKS.with_borrow(|tasks| tasks.places.len()));
    }

    #[test]
    fn a_turn_within_a_turn_is_the_same_turn() {
        let order = Rc::new(RefCell::new(Vec::new()));
        let (one, other) = (Rc::clone(&order), Rc::clone(&order));
        spawn(async move {
            let inner = Rc::clone(&one);
            spawn(async move { inner.borrow_mut().push(2) });
            run();
            one.borrow_mut().push(1);
        });
        run();
        assert_eq!(*other.borrow(), [1, 2]);
    }
}
