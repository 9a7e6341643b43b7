//! Reads one line of JSON from left to right as our regions write it; whatever is spelt otherwise is left to serde.

use memchr::memchr2;
use std::borrow::Cow;

/// A place in a line without control characters. Every read gives `None` where serde has to look itself.
pub(super) struct Cursor<'a> {
    line: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(line: &'a [u8]) -> Self {
        Self { line, at: 0 }
    }

    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.line.get(self.at) {
                Some(b' ') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Goes past a byte if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Goes past `null` if it is next.
    pub(super) fn null(&mut self) -> Option<()> {
        (self.peek()? == b'n' && self.follows(0, b"null")).then(|| self.at += 4)
    }

    /// True at the end of the line.
    pub(super) fn done(&mut self) -> bool {
        self.peek().is_none()
    }

    /// True when `word` stands so many bytes further.
    fn follows(&self, skip: usize, word: &[u8]) -> bool {
        let from = self.at + skip;
        self.line.get(from..from + word.len()).is_some_and(|here| same(here, word))
    }

    /// Goes past a string that is one of `words`, spelt without escapes; its place among them.
    pub(super) fn one_of<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Option<usize> {
        if self.peek()? != b'"' {
            return None;
        }
        for (place, word) in words.enumerate() {
            if self.line.get(self.at + 1 + word.len()) == Some(&b'"') && self.follows(1, word.as_bytes()) {
                self.at += word.len() + 2;
                return Some(place);
            }
        }
        None
    }

    /// Goes past a string of exactly `len` bytes that `read` knows; it must refuse quotes and backslashes.
    pub(super) fn of_len<T>(&mut self, len: usize, read: impl FnOnce(&'a [u8]) -> Option<T>) -> Option<T> {
        if self.peek()? != b'"' || self.line.get(self.at + 1 + len) != Some(&b'"') {
            return None;
        }
        let read = read(self.line.get(self.at + 1..self.at + 1 + len)?)?;
        self.at += len + 2;
        Some(read)
    }

    /// A string without escapes.
    pub(super) fn plain(&mut self) -> Option<&'a str> {
        match self.string()? {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// A string.
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        self.eat(b'"')?;
        let start = self.at;
        let rest = self.line.get(start..)?;
        let mut len = memchr2(b'"', b'\\', rest)?;
        if rest.get(len) == Some(&b'"') {
            self.at = start + len + 1;
            return std::str::from_utf8(rest.get(..len)?).ok().map(Cow::Borrowed);
        }
        while rest.get(len)? == &b'\\' {
            len += 2;
            len += memchr2(b'"', b'\\', rest.get(len..)?)?;
        }
        self.at = start + len + 1;
        serde_json::from_slice(self.line.get(start - 1..self.at)?).ok().map(Cow::Owned)
    }
    /// A string or null.
    pub(super) fn string_or_null(&mut self) -> Option<Option<Cow<'a, str>>> {
        if self.null().is_some() { Some(None) } else { self.string().map(Some) }
    }

    /// A whole number of at most 18 digits.
    pub(super) fn number(&mut self) -> Option<u64> {
        self.peek()?;
        let digits = self.line.get(self.at..)?.iter().take_while(|byte| byte.is_ascii_digit());
        let (mut number, mut len) = (0, 0);
        for digit in digits {
            number = number * 10 + u64::from(digit - b'0');
            len += 1;
            if len > 18 {
                return None;
            }
        }
        let zeros = len > 1 && self.line.get(self.at) == Some(&b'0');
        self.at += len;
        let ends = matches!(self.peek(), Some(b',' | b'}'));
        (len > 0 && !zeros && ends).then_some(number)
    }

    /// The members of an object, each of them one of `members` and there at most once: `member` is given its place
    /// among them, with the cursor at its value. Returns which there were, as bits.
    ///
    /// A region writes them in one order, so the next one is guessed first.
    pub(super) fn object(
        &mut self,
        members: &[&str],
        mut member: impl FnMut(&mut Self, usize) -> Option<()>,
    ) -> Option<u32> {
        self.eat(b'{')?;
        let (mut seen, mut guess) = (0, 0);
        if self.eat(b'}').is_some() {
            return Some(seen);
        }
        loop {
            self.peek()?;
            let place = self.guessed(members, guess).or_else(|| self.named(members))?;
            if seen & (1 << place) != 0 {
                return None;
            }
            seen |= 1 << place;
            guess = place + 1;
            member(self, place)?;
            if self.eat(b',').is_none() {
                self.eat(b'}')?;
                return Some(seen);
            }
        }
    }

    fn guessed(&mut self, members: &[&str], guess: usize) -> Option<usize> {
        let next = members.get(guess)?;
        self.follows(0, next.as_bytes()).then(|| {
            self.at += next.len();
            guess
        })
    }

    fn named(&mut self, members: &[&str]) -> Option<usize> {
        let key = self.plain()?;
        self.eat(b':')?;
        let bare = |member: &str| member.strip_prefix('"').and_then(|rest| rest.strip_suffix("\":")) == Some(key);
        members.iter().position(|member| bare(member))
    }

    /// The items of an array, with the cursor at each.
    pub(super) fn array(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(b'[')?;
        if self.eat(b']').is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.eat(b',').is_none() {
                return self.eat(b']');
            }
        }
    }
}

/// Whether two texts of one length are the same: in wasm a comparison of bytes that is called costs more than it does.
pub(super) fn same(one: &[u8], two: &[u8]) -> bool {
    let eight =
        |text: &[u8], at: usize| text.get(at..).and_then(|rest| rest.first_chunk().copied()).map(u64::from_le_bytes);
    if one.len() != two.len() {
        return false;
    }
    let Some(last) = one.len().checked_sub(8) else {
        return one.iter().zip(two).all(|(one, two)| one == two);
    };
    let mut at = 0;
    while at < last {
        if eight(one, at) != eight(two, at) {
            return false;
        }
        at += 8;
    }
    eight(one, last) == eight(two, last)
}
