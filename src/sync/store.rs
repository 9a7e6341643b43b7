//! Where the working set is kept: writes are many, readers run once a frame.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Window;
use working_set::WorkingSet;

/// Readers of a page that is not drawn run after this long.
const UNDRAWN_MILLIS: i32 = 200;

/// The working set with a revision that grows at most once a frame.
#[derive(Clone, Copy)]
pub(super) struct Store {
    set: StoredValue<WorkingSet>,
    revision: RwSignal<u64>,
    frame: StoredValue<Frame, LocalStorage>,
}

/// The frame that tells the readers. Its callback is made once: a burst of changes makes no garbage.
#[derive(Default)]
struct Frame {
    callback: Option<Closure<dyn FnMut()>>,
    waiting: Option<(i32, i32)>,
}

impl Frame {
    fn cancel(&mut self) {
        if let (Some((frame, timer)), Some(window)) = (self.waiting.take(), web_sys::window()) {
            // What cannot be cancelled finds nothing waiting.
            let _ = window.cancel_animation_frame(frame);
            window.clear_timeout_with_handle(timer);
        }
    }

    /// The next frame, or a moment later where none is drawn.
    fn ask(&mut self) {
        let (None, Some(callback), Some(window)) = (self.waiting, &self.callback, web_sys::window()) else { return };
        self.waiting = request(&window, callback.as_ref().unchecked_ref());
    }
}

fn request(window: &Window, callback: &js_sys::Function) -> Option<(i32, i32)> {
    let frame = window.request_animation_frame(callback).ok()?;
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, UNDRAWN_MILLIS).ok()?;
    Some((frame, timer))
}

impl Store {
    /// An empty one. Ends with its owner.
    pub(super) fn new() -> Self {
        let frame = StoredValue::new_local(Frame::default());
        let revision = RwSignal::new(0_u64);
        let callback = Closure::new(move || {
            frame.try_update_value(Frame::cancel);
            revision.try_update(|revision| *revision += 1);
        });
        frame.update_value(|frame| frame.callback = Some(callback));
        on_cleanup(move || {
            frame.try_update_value(Frame::cancel);
        });
        Self { set: StoredValue::new(WorkingSet::new()), revision, frame }
    }

    /// Reads, tracked: the reader runs again in the frame after something became different.
    pub(super) fn with<T>(&self, read: impl FnOnce(&WorkingSet) -> T) -> T {
        self.revision.track();
        self.set.with_value(read)
    }

    /// Reads once.
    pub(super) fn with_untracked<T>(&self, read: impl FnOnce(&WorkingSet) -> T) -> T {
        self.set.with_value(read)
    }

    /// Reads once; `None` when the app has left the page.
    pub(super) fn try_with_untracked<T>(&self, read: impl FnOnce(&WorkingSet) -> T) -> Option<T> {
        self.set.try_with_value(read)
    }

    /// Writes; `None` when the app has left the page.
    pub(super) fn try_update<T>(&self, write: impl FnOnce(&mut WorkingSet) -> T) -> Option<T> {
        let (before, value, after) = self.set.try_update_value(|set| {
            let before = set.revision();
            let value = write(set);
            (before, value, set.revision())
        })?;
        if before != after {
            self.tell();
        }
        Some(value)
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        self.set.try_update_value(|set| *set = WorkingSet::new());
        self.tell();
    }

    /// Has the readers run now: a person waits for what they changed themselves.
    pub(super) fn tell_now(&self) {
        let waited = self.frame.try_update_value(|frame| {
            let waited = frame.waiting.is_some();
            frame.cancel();
            waited
        });
        if waited == Some(true) {
            self.revision.try_update(|revision| *revision += 1);
        }
    }

    fn tell(&self) {
        self.frame.try_update_value(Frame::ask);
    }
}
