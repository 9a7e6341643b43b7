//! One text in another: anywhere, at its start, as whole words; in its case or in any.

use memchr::memmem::Finder;

use super::fold::fold;

/// A text that is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Find {
    text: String,
    finder: Finder<'static>,
    fold: bool,
}

impl Find {
    pub(crate) fn new(text: &str, any_case: bool) -> Self {
        let text = if any_case { fold(text).into_owned() } else { text.to_owned() };
        Self { finder: Finder::new(text.as_bytes()).into_owned(), text, fold: any_case }
    }

    pub(crate) fn is(&self, other: &str) -> bool {
        if !self.fold {
            return self.text == other;
        }
        if other.is_ascii() { self.text.eq_ignore_ascii_case(other) } else { self.text == fold(other) }
    }

    pub(crate) fn starts(&self, other: &str) -> bool {
        if !self.fold {
            return other.starts_with(&self.text);
        }
        match other.as_bytes().get(..self.text.len()) {
            Some(start) if other.is_ascii() => self.text.as_bytes().eq_ignore_ascii_case(start),
            None if other.is_ascii() => false,
            _ => fold(other).starts_with(&self.text),
        }
    }

    pub(crate) fn within(&self, other: &str) -> bool {
        if self.fold {
            self.finder.find(fold(other).as_bytes()).is_some()
        } else {
            self.finder.find(other.as_bytes()).is_some()
        }
    }

    /// Within, and not as a part of a longer word: an end that is a letter or a digit does not touch another.
    pub(crate) fn within_words(&self, other: &str) -> bool {
        if self.fold { self.between_words(&fold(other)) } else { self.between_words(other) }
    }

    fn between_words(&self, text: &str) -> bool {
        let (first, last) =
            (self.text.chars().next().is_some_and(wordy), self.text.chars().next_back().is_some_and(wordy));
        let mut from = 0;
        // Places may overlap: `a-a` is twice in `ba-a-a`, and only the second is free.
        while let Some(found) = text.as_bytes().get(from..).and_then(|rest| self.finder.find(rest)) {
            let at = from + found;
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + self.text.len()..).and_then(|after| after.chars().next());
            let goes_on = first && before.is_some_and(wordy) || last && after.is_some_and(wordy);
            if !goes_on {
                return true;
            }
            from = at + 1;
        }
        false
    }
}

/// What a word is made of.
pub(crate) fn wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
