//! Changes, one after the other: each based on what the one before it answered, shown at once, kept when it fails.

use super::composer::Composer;
use crate::api::ApiError;
use crate::api::gateway::Versioned;
use crate::state::{Query, Toasts};
use crate::sync::{Basis, Failed, Sync, new_key};
use contract::{Rrn, Visibility};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use working_set::Patch;

/// One decision of the analyst. Its key stays the same however often it is tried.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wish {
    /// What shall change.
    pub(super) patch: Patch,
    /// What shall be said with it, once it is made.
    comment: Option<String>,
    key: String,
}

/// Changes that were not made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unmade {
    wishes: Vec<Wish>,
    /// Why; `None` for those that only stood behind a conflict.
    pub(super) error: Option<ApiError>,
}

type Queue = Rc<RefCell<VecDeque<Wish>>>;

/// The changes of one investigation that wait for their verdict. Copies are the same queue.
#[derive(Clone, Copy)]
pub(super) struct Wishes {
    sync: Sync,
    toasts: Toasts,
    composer: Composer,
    reading: Query<Versioned>,
    /// Not a signal: the page may go while changes wait, and they are still made.
    queue: StoredValue<Queue, LocalStorage>,
    patches: RwSignal<Vec<Patch>>,
    unmade: RwSignal<Option<Unmade>>,
    made: Callback<Versioned>,
}

impl Wishes {
    /// None yet. `made` takes over what a change answered.
    pub(super) fn new(
        reading: Query<Versioned>,
        composer: Composer,
        made: impl Fn(&Versioned) + Send + std::marker::Sync + 'static,
    ) -> Self {
        Self {
            sync: Sync::expect(),
            toasts: Toasts::expect(),
            composer,
            reading,
            queue: StoredValue::new_local(Queue::default()),
            patches: RwSignal::new(Vec::new()),
            unmade: RwSignal::new(None),
            made: Callback::new(move |versioned: Versioned| made(&versioned)),
        }
    }

    /// The changes that are shown already, oldest first.
    pub(super) fn patches(&self) -> Signal<Vec<Patch>> {
        self.patches.into()
    }

    /// Those that failed, until they are tried again or given up.
    pub(super) fn unmade(&self) -> RwSignal<Option<Unmade>> {
        self.unmade
    }

    /// Adds a decision, and what shall be said once it is made.
    pub(super) fn add(&self, patch: Patch, comment: Option<String>) {
        self.line_up(vec![Wish { patch, comment, key: new_key() }]);
    }

    /// The failed ones again, with their own keys.
    pub(super) fn retry(&self) {
        if let Some(unmade) = self.unmade.get_untracked() {
            self.unmade.set(None);
            self.line_up(unmade.wishes);
        }
    }

    fn line_up(&self, wishes: Vec<Wish>) {
        let Some(queue) = self.queue.try_get_value() else { return };
        let Some(basis) = self.reading.signal().with_untracked(|reading| reading.value().cloned()) else { return };
        let idle = queue.borrow().is_empty();
        queue.borrow_mut().extend(wishes);
        self.show(&queue);
        if idle {
            leptos::task::spawn_local((*self).run(queue, basis, self.composer.name()));
        }
    }

    /// Shows what waits. The page may have gone.
    fn show(&self, queue: &Queue) {
        let patches = queue.borrow().iter().map(|wish| wish.patch.clone()).collect();
        self.patches.try_set(patches);
    }

    async fn run(self, queue: Queue, mut basis: Versioned, name: String) {
        let rrn = basis.investigation.rrn.clone();
        loop {
            let Some(wish) = queue.borrow().front().cloned() else { return };
            let outcome = self.sync.change(Basis::Version(basis.clone()), wish.patch.clone(), wish.key.clone()).await;
            match outcome {
                Ok(versioned) => {
                    basis = versioned;
                    self.made.try_run(basis.clone());
                    queue.borrow_mut().pop_front();
                    self.show(&queue);
                    if let Some(comment) = wish.comment {
                        self.composer.post(rrn.clone(), name.clone(), comment, Visibility::Internal);
                    }
                }
                Err(failed) => {
                    let mut wishes: Vec<Wish> = queue.borrow_mut().drain(..).collect();
                    self.show(&queue);
                    let error = match failed {
                        Failed::Error(error) => Some(error),
                        Failed::Conflict => {
                            // The dialog keeps the change; what should be said with it goes back to the box.
                            wishes.remove(0).comment.into_iter().for_each(|text| self.composer.keep(&rrn, &text));
                            None
                        }
                    };
                    if !wishes.is_empty() {
                        self.give_up(Unmade { wishes, error }, &rrn, &name);
                    }
                    return;
                }
            }
        }
    }

    fn give_up(&self, unmade: Unmade, rrn: &Rrn, name: &str) {
        let why = unmade.error.as_ref().map_or_else(|| "Another change came first".to_owned(), ToString::to_string);
        let comments: Vec<String> = unmade.wishes.iter().filter_map(|wish| wish.comment.clone()).collect();
        if self.unmade.try_set(Some(unmade)).is_some() {
            // Nobody is on the page any more to read a banner there.
            comments.iter().for_each(|text| self.composer.keep(rrn, text));
            let text = format!("Not saved at {name}");
            self.toasts.failed(text, format!("{why}. What stood before stands."));
        }
    }
}
