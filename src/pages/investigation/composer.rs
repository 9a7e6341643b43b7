//! Comments: those that are there, and the one being written, which is never lost.

use crate::api::{ApiError, gateway};
use crate::format::text;
use crate::state::toasts::Tone;
use crate::state::{Drafts, Query, SessionState, Toasts, query};
use crate::sync::new_key;
use contract::extension::Activity;
use contract::idr::{Comment, NewComment};
use contract::{Rrn, Visibility};
use leptos::prelude::*;

/// Comments asked for at a time; the most that a region gives.
const PAGE: u64 = 100;

/// What is known of a list that comes in pages.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed<T> {
    /// Newest first.
    pub(super) rows: Vec<T>,
    /// How many there are, where the region tells.
    pub(super) total: Option<u64>,
    /// There are older ones.
    pub(super) more: bool,
}

/// A comment that was sent. Sent again as it is, it keeps its key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Attempt {
    text: String,
    /// Who shall see it.
    pub(super) visibility: Visibility,
    key: String,
}

/// The comments of one investigation. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Composer {
    session: SessionState,
    drafts: Drafts,
    toasts: Toasts,
    rrn: StoredValue<Rrn>,
    name: Memo<String>,
    comments: Query<Listed<Comment>>,
    pages: RwSignal<u64>,
    activity: Query<Activity>,
    sending: RwSignal<Option<Visibility>>,
    failed: RwSignal<Option<(Attempt, ApiError)>>,
}

impl Composer {
    pub(super) fn new(rrn: &Rrn, name: Memo<String>, activity: Query<Activity>) -> Self {
        let session = SessionState::expect();
        let api = session.api();
        let pages = RwSignal::new(1_u64);
        let of = rrn.clone();
        let comments = query(
            session,
            move || of.clone(),
            move |rrn| async move {
                let mut listed = Listed { rows: Vec::new(), total: None, more: true };
                for index in 0..pages.try_get_untracked().unwrap_or(1) {
                    let answer = gateway::comments(api, &rrn, index, PAGE).await?;
                    listed.take(answer, PAGE);
                    if !listed.more {
                        break;
                    }
                }
                Ok(listed)
            },
        );
        Self {
            session,
            drafts: Drafts::expect(),
            toasts: Toasts::expect(),
            rrn: StoredValue::new(rrn.clone()),
            name,
            comments,
            pages,
            activity,
            sending: RwSignal::new(None),
            failed: RwSignal::new(None),
        }
    }

    /// Those that are there.
    pub(super) fn comments(&self) -> Query<Listed<Comment>> {
        self.comments
    }

    /// Asks for older ones too.
    pub(super) fn earlier(&self) {
        self.pages.update(|pages| *pages += 1);
        self.comments.reload();
    }

    /// The customer's name, once.
    pub(super) fn name(&self) -> String {
        self.name.try_get_untracked().unwrap_or_default()
    }

    /// Who shall see the comment that is on its way.
    pub(super) fn sending(&self) -> Signal<Option<Visibility>> {
        self.sending.into()
    }

    /// The comment that did not arrive, and why.
    pub(super) fn failed(&self) -> RwSignal<Option<(Attempt, ApiError)>> {
        self.failed
    }

    /// The text in the box, tracked.
    pub(super) fn draft(&self) -> String {
        self.rrn.with_value(|rrn| self.drafts.get(rrn))
    }

    /// Takes over what was typed.
    pub(super) fn write(&self, text: String) {
        self.rrn.with_value(|rrn| self.drafts.set(rrn, text));
    }

    /// Sends what is in the box. The same text for the same readers keeps the key of a try that failed.
    pub(super) fn send(&self, visibility: Visibility) {
        let text = untrack(|| self.draft()).trim().to_owned();
        if text.is_empty() || self.sending.with_untracked(Option::is_some) {
            return;
        }
        let tried = self.failed.get_untracked().map(|(attempt, _)| attempt);
        match tried.filter(|attempt| attempt.text == text && attempt.visibility == visibility) {
            Some(attempt) => self.attempt(self.rrn.get_value(), self.name(), attempt),
            None => self.post(self.rrn.get_value(), self.name(), text, visibility),
        }
    }

    /// The failed one again, or what the box holds by now.
    pub(super) fn retry(&self) {
        let Some((attempt, _)) = self.failed.get_untracked() else { return };
        if untrack(|| self.draft()).contains(&attempt.text) {
            self.attempt(self.rrn.get_value(), self.name(), attempt);
        } else {
            self.send(attempt.visibility);
        }
    }

    /// Sends a text that need not be in the box; when it does not arrive, it is put there. Works without the page too.
    pub(super) fn post(&self, rrn: Rrn, name: String, text: String, visibility: Visibility) {
        self.attempt(rrn, name, Attempt { text, visibility, key: new_key() });
    }

    /// Puts a text into the box of an investigation, after what is there. Works without the page too.
    pub(super) fn keep(&self, rrn: &Rrn, text: &str) {
        let draft = untrack(|| self.drafts.get(rrn));
        if !draft.contains(text) {
            let both =
                if draft.trim().is_empty() { text.to_owned() } else { format!("{}\n\n{text}", draft.trim_end()) };
            self.drafts.set(rrn, both);
        }
    }

    fn attempt(&self, rrn: Rrn, name: String, attempt: Attempt) {
        self.failed.try_set(None);
        self.sending.try_set(Some(attempt.visibility.clone()));
        leptos::task::spawn_local((*self).deliver(rrn, name, attempt));
    }

    /// The page may go while this waits for the region: what is not saved then stays in the box.
    async fn deliver(self, rrn: Rrn, name: String, attempt: Attempt) {
        let (text, visibility) = (attempt.text.clone(), attempt.visibility.clone());
        let body = NewComment { target: rrn.clone(), body: text.clone(), visibility: Some(visibility.clone()) };
        let outcome = gateway::comment(self.session.api(), &rrn, &body, &attempt.key).await;
        self.sending.try_set(None);
        match outcome {
            Ok(comment) => {
                let draft = untrack(|| self.drafts.get(&rrn));
                self.drafts.set(&rrn, remaining(&draft, &text));
                if visibility == Visibility::Internal && comment.visibility != Visibility::Internal {
                    let detail = "The region took it as a comment for the customer, not as an internal one.".to_owned();
                    self.toasts.push(Tone::Failed, format!("{name} can see your comment"), Some(detail), None);
                }
                self.comments.reload();
                self.activity.reload();
            }
            Err(error) => {
                self.session.note(&error);
                self.keep(&rrn, &text);
                if self.failed.try_set(Some((attempt, error.clone()))).is_some() {
                    let kept = format!("{error}. Nothing is lost: the text is still in the box.");
                    self.toasts.failed(not_saved(&name), kept);
                }
            }
        }
    }
}

impl<T> Listed<T> {
    /// Takes one more page in.
    pub(super) fn take(&mut self, answer: contract::Answer<T>, size: u64) {
        let rows = answer.data.len() as u64;
        self.rows.extend(answer.data);
        self.total = answer.metadata.map(|metadata| metadata.total_data);
        let known = self.rows.len() as u64;
        self.more = rows > 0 && self.total.map_or(rows >= size, |total| known < total);
    }

    /// As written beside a heading: `9`, or `100+` when older ones are not counted.
    pub(super) fn count(&self) -> String {
        let known = self.rows.len() as u64;
        crate::format::count::known(self.total.unwrap_or(known).max(known), self.total.is_some() || !self.more)
    }

    /// How many are not here; `None` when nobody tells, or none are missing.
    pub(super) fn earlier(&self) -> Option<u64> {
        self.total.map(|total| total.saturating_sub(self.rows.len() as u64)).filter(|missing| *missing > 0)
    }
}

/// The sentence above a comment that did not arrive.
pub(super) fn not_saved(name: &str) -> String {
    format!("Your comment at {} was not saved", text::one_line(name))
}

/// What is left in the box when `sent` has arrived: what was typed meanwhile, or everything where it was changed.
fn remaining(draft: &str, sent: &str) -> String {
    let trimmed = draft.trim();
    match (trimmed.strip_prefix(sent), trimmed.strip_suffix(sent)) {
        (Some(rest), _) => rest.trim_start().to_owned(),
        (None, Some(rest)) => rest.trim_end().to_owned(),
        (None, None) => draft.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Answer, PageMetadata};

    #[test]
    fn what_was_typed_while_a_comment_travelled_stays() {
        assert_eq!(remaining("hello\n", "hello"), "");
        assert_eq!(remaining("hello and more", "hello"), "and more");
        assert_eq!(remaining("first\n\nhello", "hello"), "first");
        assert_eq!(remaining("changed", "hello"), "changed");
    }

    #[test]
    fn a_list_knows_what_it_lacks() {
        let page = |rows: &[u8], total: Option<u64>| Answer {
            data: rows.to_vec(),
            metadata: total.map(|total_data| PageMetadata { index: 0, size: 2, total_pages: 2, total_data }),
        };
        let mut listed = Listed { rows: Vec::new(), total: None, more: true };
        listed.take(page(&[9, 8], Some(3)), 2);
        assert_eq!((listed.count().as_str(), listed.earlier(), listed.more), ("3", Some(1), true));
        listed.take(page(&[7], Some(3)), 2);
        assert_eq!((listed.rows.as_slice(), listed.earlier(), listed.more), ([9, 8, 7].as_slice(), None, false));
        let mut silent = Listed { rows: Vec::new(), total: None, more: true };
        silent.take(page(&[9, 8], None), 2);
        assert_eq!((silent.count().as_str(), silent.earlier(), silent.more), ("2+", None, true));
        silent.take(page(&[], None), 2);
        assert_eq!((silent.count().as_str(), silent.more), ("2", false));
    }
}
