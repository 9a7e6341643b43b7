//! What could be typed at the cursor: keys, values, operators, functions, clauses, by what stands before it.

use crate::ast::{Key, Literal};
use crate::lexer::{Kind, Lexeme, lex};
use crate::print::{one_word, quotable};
use crate::span::Span;
use crate::tokens::after;
use crate::walk::{Expect, Role, Walk};
use crate::words::{CLAUSES, Clause, FUNCTIONS, Function, OPERATORS, Operator};

/// What is known of the logs that are asked: of one customer, and of nobody else.
pub trait Vocabulary {
    /// Keys that begin with, or hold, what is typed.
    fn keys(&self, typed: &str) -> Vec<Suggestion>;
    /// Values of a key, likewise.
    fn values(&self, key: &str, typed: &str) -> Vec<Suggestion>;
}

/// A key or a value of the logs, as it is spelt there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The key or value.
    pub text: String,
    /// Something to know of it: how often it is there, of which log.
    pub note: String,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A key of the logs.
    Key,
    /// A value of the logs.
    Value,
    /// What stands between the two.
    Operator,
    /// AND, OR, NOT, a closing parenthesis.
    Joint,
    /// `count`, `NOCASE(`, …
    Function,
    /// `where(`, `groupby(`, …
    Clause,
}

/// Something that could be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub kind: CompletionKind,
    /// What to put in the place of what is replaced.
    pub text: String,
    /// What it means.
    pub note: String,
}

/// What could stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What a completion replaces; empty where nothing is typed yet.
    pub replace: Span,
    /// The best first.
    pub items: Vec<Completion>,
}

/// More than anyone reads.
const MOST: usize = 50;

/// What could be typed at a cursor, a byte of any text.
pub fn complete(text: &str, cursor: usize, vocabulary: &dyn Vocabulary) -> Completions {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let lexemes = lex(text);
    let mut walk = Walk::new(text);
    let mut current = None;
    let mut last = None;
    for (at, lexeme) in lexemes.iter().enumerate() {
        if typed_at(*lexeme, cursor) {
            current = Some(*lexeme);
            break;
        }
        if lexeme.span.end > cursor {
            break;
        }
        last = Some(walk.step(*lexeme, after(&lexemes, at, text.len())));
    }
    let mut replace = Span::new(cursor, cursor);
    let mut typed = "";
    if let Some(lexeme) = current {
        let open = matches!(lexeme.kind, Kind::Text { closed: false, .. });
        replace = Span::new(lexeme.span.start, if open { cursor } else { lexeme.span.end });
        typed = text.get(lexeme.inner().start..cursor).unwrap_or_default();
    }
    let mut found = Found { typed, items: Vec::new() };
    let word = current.is_some_and(|lexeme| lexeme.kind == Kind::Word);
    let calculates = word && matches!(walk.clause, Some(Clause::Calculate | Clause::Having));
    if let Some(sign) = typed.find(':').filter(|_| calculates) {
        // `sum:` is there; its key follows.
        replace.start += sign + 1;
        found.typed = typed.get(sign + 1..).unwrap_or_default();
        found.keys(vocabulary);
    } else {
        found.offer(&walk, last, vocabulary, text);
    }
    found.items.sort_by_key(|item| !begins(plain(&item.text), found.typed));
    found.items.truncate(MOST);
    Completions { replace, items: found.items }
}

/// Whether the cursor is in, or right behind, something that is being typed.
fn typed_at(lexeme: Lexeme, cursor: usize) -> bool {
    let within = lexeme.span.start < cursor && cursor < lexeme.span.end;
    match lexeme.kind {
        Kind::Word | Kind::Text { closed: false, .. } => within || lexeme.span.end == cursor,
        Kind::Text { .. } => within,
        _ => false,
    }
}

struct Found<'t> {
    typed: &'t str,
    items: Vec<Completion>,
}

impl Found<'_> {
    fn offer(&mut self, walk: &Walk<'_>, last: Option<Role>, vocabulary: &dyn Vocabulary, text: &str) {
        if walk.in_condition() {
            return self.condition(walk, vocabulary, text);
        }
        match walk.clause {
            None => self.clauses(walk),
            Some(Clause::Select | Clause::GroupBy) => self.keys(vocabulary),
            Some(Clause::Having) if last == Some(Role::Argument) => self.operators(false),
            Some(Clause::Calculate | Clause::Having) => self.functions(),
            Some(Clause::Sort) => self.words(&[
                ("desc", "greatest first"),
                ("asc", "least first"),
                ("asc#key", "by the keys, from A to Z"),
                ("desc#key", "by the keys, from Z to A"),
            ]),
            Some(Clause::Limit) => {
                self.words(&[("10", "at most 10"), ("100", "at most 100"), ("1000", "at most 1,000")])
            }
            Some(Clause::Timeslice) => self.words(&[
                ("5m", "five minutes each"),
                ("1h", "an hour each"),
                ("1d", "a day each"),
                ("60", "60 intervals over the range"),
            ]),
            Some(Clause::Where) => {}
        }
    }

    fn condition(&mut self, walk: &Walk<'_>, vocabulary: &dyn Vocabulary, text: &str) {
        match walk.expect {
            _ if walk.in_function() => {}
            Expect::Operand => {
                self.keys(vocabulary);
                self.item(CompletionKind::Joint, "NOT", "the opposite");
                self.item(CompletionKind::Function, "NOCASE(", "in any case");
                self.item(CompletionKind::Function, "IP(", "an address of this network, anywhere");
                if walk.clause.is_none() && walk.first {
                    self.clauses(walk);
                }
            }
            Expect::Operator => {
                self.operators(true);
                self.joints(walk);
            }
            Expect::Value | Expect::Item => {
                let key = walk.key.map_or("", |span| span.of(text));
                self.values(vocabulary, key);
                if matches!(walk.operator, Some(Operator::Equal | Operator::NotEqual)) && !walk.in_list() {
                    self.item(CompletionKind::Function, "NOCASE(", "in any case");
                    self.item(CompletionKind::Function, "IP(", "an address of this network");
                    self.item(CompletionKind::Function, "null", "no value");
                }
            }
            Expect::Joint => self.joints(walk),
        }
    }

    fn joints(&mut self, walk: &Walk<'_>) {
        self.item(CompletionKind::Joint, "AND", "both");
        self.item(CompletionKind::Joint, "OR", "one of both");
        self.item(CompletionKind::Joint, "NOT", "and not");
        if walk.depth > 0 {
            self.item(CompletionKind::Joint, ")", "close");
        } else if walk.clause.is_none() {
            self.clauses(walk);
        }
    }

    fn clauses(&mut self, walk: &Walk<'_>) {
        let rank = walk.used.iter().map(|clause| clause.rank()).max().unwrap_or(0);
        // A condition without its word takes the place of `where`.
        let bare = !walk.first && walk.used.is_empty();
        for (clause, word, note) in CLAUSES {
            let later = clause.rank() >= rank && !walk.used.contains(&clause);
            if later && !(bare && clause <= Clause::Where) {
                self.item(CompletionKind::Clause, &[word, "("].concat(), note);
            }
        }
    }

    fn functions(&mut self) {
        for (function, word, _, note) in FUNCTIONS {
            let ending = match function {
                Function::Percentile(_) => "(95):",
                _ if function.needs_key() => ":",
                _ => "",
            };
            self.item(CompletionKind::Function, &[word, ending].concat(), note);
        }
    }

    fn operators(&mut self, words: bool) {
        for (operator, word, note) in OPERATORS {
            if words || !matches!(operator, Operator::Text { .. }) {
                self.item(CompletionKind::Operator, word, note);
            }
        }
    }

    fn words(&mut self, words: &[(&str, &str)]) {
        for (word, note) in words {
            self.item(CompletionKind::Function, word, note);
        }
    }

    fn keys(&mut self, vocabulary: &dyn Vocabulary) {
        for suggestion in vocabulary.keys(self.typed) {
            if self.fits(&suggestion.text) && quotable(&suggestion.text) {
                let text = Key(suggestion.text).to_string();
                self.items.push(Completion { kind: CompletionKind::Key, text, note: suggestion.note });
            }
        }
    }

    fn values(&mut self, vocabulary: &dyn Vocabulary, key: &str) {
        for suggestion in vocabulary.values(key, self.typed) {
            let text = suggestion.text;
            if !self.fits(&text) || !quotable(&text) {
                continue;
            }
            let bare = one_word(&text) && !text.eq_ignore_ascii_case("null");
            let literal = if bare { Literal::Word(text) } else { Literal::Text(text) };
            self.items.push(Completion {
                kind: CompletionKind::Value,
                text: literal.to_string(),
                note: suggestion.note,
            });
        }
    }

    fn item(&mut self, kind: CompletionKind, text: &str, note: &str) {
        if self.fits(text) {
            self.items.push(Completion { kind, text: text.to_owned(), note: note.to_owned() });
        }
    }

    /// Whether something holds what is typed, in any case of its letters.
    fn fits(&self, text: &str) -> bool {
        let (text, typed) = (text.as_bytes(), self.typed.as_bytes());
        typed.is_empty() || text.windows(typed.len()).any(|part| part.eq_ignore_ascii_case(typed))
    }
}

fn begins(text: &str, typed: &str) -> bool {
    text.as_bytes().get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed.as_bytes()))
}

/// Without the quotes it would be inserted with.
fn plain(text: &str) -> &str {
    text.trim_start_matches(['"', '\''])
}
