//! Lexemes to a query: the reader that clauses and conditions share, and the order of clauses.

mod clause;
mod condition;
mod value;

pub(crate) use condition::comparison;

use crate::ast::{Filter, Query};
use crate::error::Error;
use crate::lexer::{Kind, Lexeme, Symbol, lex};
use crate::span::{Mark, Span};
use crate::words::{self, Clause};

/// The longest query, in bytes.
pub const LONGEST: usize = 65_536;
/// How deep parentheses and NOTs nest.
pub const DEEPEST: usize = 100;

/// Reads a query. Never panics; takes time linear in the text.
pub fn parse(text: &str) -> Result<Query, Error> {
    if text.len() > LONGEST {
        let start = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let sentence = "A query has at most 65,536 bytes.";
        return Err(Error::says(text, Span::new(start, text.len()), "the end of the query", sentence));
    }
    Parser { text, lexemes: lex(text), at: 0, depth: 0, read: Vec::new() }.query()
}

pub(crate) struct Parser<'t> {
    text: &'t str,
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
    /// The clauses so far, and where each stands.
    read: Vec<(Clause, Span)>,
}

impl<'t> Parser<'t> {
    fn query(mut self) -> Result<Query, Error> {
        let mut query = Query::default();
        if self.unfinished_clause() {
            return Err(self.no_clause());
        }
        if self.peek().kind != Kind::End && self.clause_here().is_none() {
            let start = self.peek().span;
            let condition = self.condition()?;
            let mark = Mark(start.to(self.before()));
            query.filter = Some(Filter { condition, loose: false, mark });
            self.read.push((Clause::Where, mark.0));
            if self.peek().kind != Kind::End && self.clause_here().is_none() {
                return Err(self.after_condition("AND, OR or the end of the query"));
            }
        }
        while self.peek().kind != Kind::End {
            let head = self.peek();
            let Some(clause) = self.clause_here() else {
                return Err(self.no_clause());
            };
            self.in_order(clause)?;
            self.bump();
            self.bump();
            self.clause(clause, head.span, &mut query)?;
            self.read.push((clause, head.span.to(self.before())));
        }
        self.agree(&query)?;
        Ok(query)
    }

    fn in_order(&self, clause: Clause) -> Result<(), Error> {
        let span = self.peek().span;
        let refuse = |parts: &[&str]| Err(Error::says(self.text, span, "another clause", parts.concat()));
        if self.read.iter().any(|(earlier, _)| *earlier == clause) {
            return refuse(&["A query has one ", clause.word(), "(…); this is the second."]);
        }
        match self.read.iter().find(|(earlier, _)| earlier.rank() > clause.rank()) {
            Some((earlier, _)) => refuse(&[
                clause.word(),
                "(…) stands before ",
                earlier.word(),
                "(…). The order is select, where, groupby, calculate, having, then sort, limit and timeslice.",
            ]),
            None => Ok(()),
        }
    }

    /// `groupby user`, `group by user`: meant as a clause, and a condition by its letters.
    fn unfinished_clause(&self) -> bool {
        let (head, next) = (self.peek().word(self.text), self.peek_at(1));
        let meant = Clause::of(head).is_some()
            || (head.eq_ignore_ascii_case("group") && next.word(self.text).eq_ignore_ascii_case("by"));
        meant && matches!(next.kind, Kind::Word | Kind::Text { .. }) && !words::reserved(next.word(self.text))
    }

    fn no_clause(&self) -> Error {
        let head = self.peek();
        let word = head.word(self.text);
        let hint = match word.to_ascii_lowercase().as_str() {
            "group" | "by" => "Grouping is written in one word: groupby(key).",
            "from" => "Logs are chosen beside the query, not in it.",
            _ if Clause::of(word).is_some() => "A clause has its parentheses: where(…).",
            _ => "",
        };
        Error::hinted(self.text, head.span, CLAUSE, hint)
    }

    /// The clause that starts here: its word and an opening parenthesis.
    fn clause_here(&self) -> Option<Clause> {
        let clause = Clause::of(self.peek().word(self.text))?;
        self.peek_at(1).is(Symbol::Open).then_some(clause)
    }

    fn peek(&self) -> Lexeme {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Lexeme {
        let end = Span::new(self.text.len(), self.text.len());
        self.lexemes.get(self.at + ahead).copied().unwrap_or(Lexeme { kind: Kind::End, span: end })
    }

    fn bump(&mut self) -> Lexeme {
        let lexeme = self.peek();
        self.at += 1;
        lexeme
    }

    /// The span of what was read last.
    fn before(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.lexemes.get(at)).map_or(Span::default(), |lexeme| lexeme.span)
    }

    fn eat(&mut self, symbol: Symbol) -> bool {
        let here = self.peek().is(symbol);
        self.at += usize::from(here);
        here
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let here = self.peek().word(self.text).eq_ignore_ascii_case(word);
        self.at += usize::from(here);
        here
    }

    fn expect(&mut self, symbol: Symbol, expected: &'static str) -> Result<Span, Error> {
        if self.eat(symbol) { Ok(self.before()) } else { Err(self.error(expected)) }
    }

    fn error(&self, expected: &'static str) -> Error {
        Error::expected(self.text, self.peek().span, expected)
    }

    fn says(&self, span: Span, expected: &'static str, sentence: &str) -> Error {
        Error::says(self.text, span, expected, sentence)
    }
}

const CLAUSE: &str = "select(…), where(…), groupby(…), calculate(…), having(…), sort(…), limit(…) or timeslice(…)";
