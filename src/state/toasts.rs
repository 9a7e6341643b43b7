//! Short messages: what happened, to which customer, and the way back. Failures stay until they are dismissed.

use leptos::prelude::*;
use std::time::Duration;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Done,
    /// Partly done, or worth a look.
    Warn,
    /// Not done.
    Failed,
}

/// One message.
#[derive(Clone)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u64,
    /// How it is meant.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
    /// A second, quieter one.
    pub detail: Option<String>,
    /// What can be done about it.
    pub action: Option<(String, Callback<()>)>,
}

/// All that are shown.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

const SHOWN: Duration = Duration::from_secs(8);

impl Toasts {
    /// None yet.
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// From context.
    #[expect(clippy::expect_used, reason = "a missing provider is a mistake in app.rs that every test would hit")]
    pub fn expect() -> Self {
        use_context().expect("App provides Toasts")
    }

    /// All of them, oldest first.
    pub fn list(&self) -> Signal<Vec<Toast>> {
        self.list.into()
    }

    /// Says that something is done; leaves by itself.
    pub fn done(&self, text: impl Into<String>) {
        self.push(Tone::Done, text.into(), None, None);
    }

    /// Says that something is not done; stays.
    pub fn failed(&self, text: impl Into<String>, detail: impl Into<String>) {
        self.push(Tone::Failed, text.into(), Some(detail.into()), None);
    }

    /// Says anything.
    pub fn push(&self, tone: Tone, text: String, detail: Option<String>, action: Option<(String, Callback<()>)>) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(id) = id else { return };
        let toasts = *self;
        self.list.try_update(|list| list.push(Toast { id, tone, text, detail, action }));
        if tone == Tone::Done {
            set_timeout(move || toasts.dismiss(id), SHOWN);
        }
    }

    /// Takes one away.
    pub fn dismiss(&self, id: u64) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}
