//! What the palette can run: every screen offers its own commands while it stands.

use leptos::prelude::*;

/// Something that can be done, by its words.
#[derive(Clone)]
pub struct Command {
    id: u64,
    word: String,
    keys: &'static str,
    when: Option<Signal<bool>>,
    run: Callback<()>,
}

impl Command {
    /// Words and what they do.
    pub fn new(word: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { id: 0, word: word.into(), keys: "", when: None, run: Callback::new(move |()| run()) }
    }

    /// The key that does the same.
    #[must_use]
    pub fn keys(mut self, keys: &'static str) -> Self {
        self.keys = keys;
        self
    }

    /// Only offered while this holds: what makes no sense now is absent.
    #[must_use]
    pub fn when(mut self, holds: impl Into<Signal<bool>>) -> Self {
        self.when = Some(holds.into());
        self
    }

    /// Its words.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Its key, or nothing.
    pub(super) const fn key(&self) -> &'static str {
        self.keys
    }

    /// Whether it makes sense now, tracked.
    pub(super) fn offered(&self) -> bool {
        self.when.is_none_or(|when| when.try_get().unwrap_or_default())
    }

    /// Does it.
    pub(super) fn run(&self) {
        self.run.run(());
    }
}

/// All that is offered, and whether palette and help are open.
#[derive(Clone, Copy)]
pub struct Commands {
    list: RwSignal<Vec<Command>>,
    next: StoredValue<u64>,
    /// Whether the palette is there.
    pub(in crate::pages::shell) palette: RwSignal<bool>,
    /// Whether the list of keys is there.
    pub(in crate::pages::shell) help: RwSignal<bool>,
}

impl Commands {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(1),
            palette: RwSignal::new(false),
            help: RwSignal::new(false),
        }
    }

    /// What makes sense now, tracked, in the order it was offered.
    pub(super) fn now(self) -> Vec<Command> {
        self.list.with(|list| list.iter().filter(|command| command.offered()).cloned().collect())
    }

    fn add(self, mut command: Command) -> u64 {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        command.id = id.unwrap_or_default();
        let id = command.id;
        self.list.try_update(|list| list.push(command));
        id
    }
}

impl Default for Commands {
    fn default() -> Self {
        Self::new()
    }
}

/// Offers a command while the caller's owner stands; outside the frame there is no palette and nothing happens.
pub fn offer(command: Command) {
    let Some(commands) = use_context::<Commands>() else { return };
    let id = commands.add(command);
    on_cleanup(move || {
        commands.list.try_update(|list| list.retain(|command| command.id != id));
    });
}
