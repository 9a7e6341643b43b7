//! Cuts a query into lexemes. Total: whatever is typed is cut into something, in one pass.

use crate::span::Span;
use crate::words;

/// A mark that is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Open,
    Close,
    ListOpen,
    ListClose,
    Comma,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Quoted; `marks` is how many quotes stand at each end.
    Text {
        marks: usize,
        closed: bool,
    },
    /// Between slashes; `body` is where the closing one stands.
    Regex {
        body: usize,
        closed: bool,
    },
    Symbol(Symbol),
    /// A character that has no meaning here.
    Unknown,
    End,
}

/// A piece of a query; what lies between two is space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

impl Lexeme {
    pub(crate) fn is(self, symbol: Symbol) -> bool {
        self.kind == Kind::Symbol(symbol)
    }

    /// The word it is, or nothing.
    pub(crate) fn word(self, text: &str) -> &str {
        if self.kind == Kind::Word { self.span.of(text) } else { "" }
    }

    /// What is between the quotes or the slashes.
    pub(crate) fn inner(self) -> Span {
        match self.kind {
            Kind::Text { marks, closed } => {
                let end = if closed { self.span.end - marks } else { self.span.end };
                Span::new((self.span.start + marks).min(end), end)
            }
            Kind::Regex { body, .. } => Span::new(self.span.start + 1, body),
            _ => self.span,
        }
    }
}

/// Every lexeme of a query.
pub(crate) fn lex(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = next(text, at) {
        at = lexeme.span.end;
        lexemes.push(lexeme);
    }
    lexemes
}

fn next(text: &str, from: usize) -> Option<Lexeme> {
    let rest = text.get(from..)?;
    let skipped = rest.len() - rest.trim_start().len();
    let start = from + skipped;
    let rest = rest.trim_start();
    let first = rest.chars().next()?;
    let second = rest.get(first.len_utf8()..).and_then(|rest| rest.chars().next());
    let (kind, length) = match first {
        '"' | '\'' => quoted(rest, first),
        '/' => regex(rest, start),
        '(' => (Kind::Symbol(Symbol::Open), 1),
        ')' => (Kind::Symbol(Symbol::Close), 1),
        '[' => (Kind::Symbol(Symbol::ListOpen), 1),
        ']' => (Kind::Symbol(Symbol::ListClose), 1),
        ',' => (Kind::Symbol(Symbol::Comma), 1),
        '=' => (Kind::Symbol(Symbol::Equal), 1),
        '!' if second == Some('=') => (Kind::Symbol(Symbol::NotEqual), 2),
        '<' if second == Some('=') => (Kind::Symbol(Symbol::AtMost), 2),
        '<' => (Kind::Symbol(Symbol::Less), 1),
        '>' if second == Some('=') => (Kind::Symbol(Symbol::AtLeast), 2),
        '>' => (Kind::Symbol(Symbol::Greater), 1),
        '!' => (Kind::Unknown, 1),
        _ if breaks(first) => (Kind::Unknown, first.len_utf8()),
        _ => (Kind::Word, word_length(rest)),
    };
    Some(Lexeme { kind, span: Span::new(start, start + length) })
}

fn breaks(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | '"' | '\'' | '=' | '<' | '>' | '|' | '&' | ';' | '`')
}

fn word_length(rest: &str) -> usize {
    let mut indexed = 0;
    for (at, c) in rest.char_indices() {
        if at < indexed {
            continue;
        }
        let after = rest.get(at..).unwrap_or_default();
        if c == '[' {
            // `args[0]` is a key; `IN[0]` is an operator and a list.
            match index_length(after) {
                Some(length) if at > 0 && !words::reserved(rest.get(..at).unwrap_or_default()) => indexed = at + length,
                _ => return at,
            }
        } else if breaks(c) || after.starts_with("!=") {
            return at;
        }
    }
    rest.len()
}

/// The length of `[12]` or `[*]` at the start.
fn index_length(after: &str) -> Option<usize> {
    let inner = after.strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let length = if digits > 0 { digits } else { usize::from(inner.starts_with('*')) };
    (length > 0 && inner.get(length..)?.starts_with(']')).then_some(length + 2)
}

/// A text ends at the quote it started with; a backslash is a character like any other.
fn quoted(rest: &str, quote: char) -> (Kind, usize) {
    let triple: &str = if quote == '"' { "\"\"\"" } else { "'''" };
    let (mark, marks) = if rest.starts_with(triple) { (triple, 3) } else { (triple.get(..1).unwrap_or_default(), 1) };
    match rest.get(marks..).unwrap_or_default().find(mark) {
        Some(inner) => (Kind::Text { marks, closed: true }, inner + 2 * marks),
        None => (Kind::Text { marks, closed: false }, rest.len()),
    }
}

/// An expression ends at a slash without a backslash before it; letters after it are its flags.
fn regex(rest: &str, start: usize) -> (Kind, usize) {
    let mut escaped = true; // the first slash opens
    for (at, c) in rest.char_indices() {
        if c == '/' && !escaped {
            let flags = rest.get(at + 1..).unwrap_or_default();
            let length = flags.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(flags.len());
            return (Kind::Regex { body: start + at, closed: true }, at + 1 + length);
        }
        escaped = c == '\\' && !escaped;
    }
    (Kind::Regex { body: start + rest.len(), closed: false }, rest.len())
}
