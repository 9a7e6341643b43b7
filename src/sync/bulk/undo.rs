//! One row's change with a way back: guarded by the version that the change made, never over what somebody did since.

use crate::api::gateway::Versioned;
use crate::state::toasts::Tone;
use crate::sync::{Basis, Failed, Sync, new_key};
use contract::idr::Investigation;
use leptos::prelude::*;
use working_set::Patch;

/// What the server told of a change.
#[derive(Debug, Clone)]
struct Made {
    after: Versioned,
    back: Patch,
    name: String,
}

impl Sync {
    /// Makes a change from a row and says how it went, with Undo; a passing failure offers the same try again. `done` is
    /// what is said when it is made: `Set to Waiting at Adelbeck Shipping`.
    pub fn change_row(self, seen: Investigation, patch: Patch, done: String) {
        self.make(seen, patch, done, new_key());
    }

    fn make(self, seen: Investigation, patch: Patch, done: String, key: String) {
        leptos::task::spawn_local(async move {
            let name = self.customer_name(&seen);
            match self.change(Basis::Shown(seen.clone()), patch.clone(), key.clone()).await {
                Ok(after) => {
                    let made = Made { after, back: patch.inverse_on(&seen), name };
                    let undo = Callback::new(move |()| self.take_back_change(made.clone(), new_key()));
                    self.toasts.push(Tone::Done, done, None, Some(("Undo".to_owned(), undo)));
                }
                // Both sides are on screen.
                Err(Failed::Conflict) => {}
                Err(Failed::Error(error)) => {
                    let retry = error.passing().then(|| {
                        let again =
                            Callback::new(move |()| self.make(seen.clone(), patch.clone(), done.clone(), key.clone()));
                        ("Retry".to_owned(), again)
                    });
                    let detail = format!("{error}. What stood before stands.");
                    self.toasts.push(Tone::Failed, format!("Not saved at {name}"), Some(detail), retry);
                }
            }
        });
    }

    fn take_back_change(self, made: Made, key: String) {
        leptos::task::spawn_local(async move {
            let basis = Basis::Version(made.after.clone());
            match self.change(basis, made.back.clone(), key.clone()).await {
                Ok(_) => self.toasts.done(format!("Undone at {}", made.name)),
                Err(Failed::Conflict) => {
                    // Taking back is no decision to fight over: theirs stands, and both sides are one click away.
                    let conflict = self.conflict.try_update(Option::take).flatten();
                    let who = conflict.as_ref().and_then(|conflict| conflict.changed_by.clone());
                    let who = who.unwrap_or_else(|| "Somebody".to_owned());
                    let compare = conflict.map(|conflict| {
                        let show = Callback::new(move |()| self.conflict.set(Some(conflict.clone())));
                        ("Compare".to_owned(), show)
                    });
                    let detail = format!("{who} changed it since. Theirs stands.");
                    self.toasts.push(Tone::Warn, format!("Not undone at {}", made.name), Some(detail), compare);
                }
                Err(Failed::Error(error)) => {
                    let detail = format!("{error}. The change still stands.");
                    let text = format!("Not undone at {}", made.name);
                    let retry = error.passing().then(|| {
                        let again = Callback::new(move |()| self.take_back_change(made.clone(), key.clone()));
                        ("Retry".to_owned(), again)
                    });
                    self.toasts.push(Tone::Failed, text, Some(detail), retry);
                }
            }
        });
    }
}
