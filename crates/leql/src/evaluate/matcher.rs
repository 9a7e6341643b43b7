//! Whether an event is one of those a query asks for.

use regex::{Regex, RegexBuilder};

use super::event::Event;
use super::find::{Find, wordy};
use super::path::Path;
use super::test::{Equal, Set, Test, Than};
use crate::address::Network;
use crate::ast::{Compare, Expr, Literal, Node, Query, Value, Which};
use crate::error::Error;
use crate::number::Number;
use crate::span::Span;
use crate::words::{How, Of, Operator};

/// The most memory that one expression may take, compiled.
const EXPRESSION: usize = 1 << 20;
/// How deep an expression may nest.
const NESTED: u32 = 50;

/// A query's condition, ready to be asked of events.
#[derive(Debug, Clone)]
pub struct Matcher {
    ask: Ask,
}

#[derive(Debug, Clone)]
enum Ask {
    Everything,
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
    Words(Find),
    Part(Find),
    Regex(Regex),
    Ip(Network),
    Keys(Vec<Path>, Which, Test),
}

impl Matcher {
    /// Makes a query ready; the text is the one it was parsed from, for the places of errors. An expression that the engine
    /// does not know, or that is too large, is refused here.
    pub fn new(query: &Query, text: &str) -> Result<Self, Error> {
        let ask = match &query.filter {
            Some(filter) => Compiler { text, loose: filter.loose }.expr(&filter.condition)?,
            None => Ask::Everything,
        };
        Ok(Self { ask })
    }

    /// Whether the event is asked for.
    pub fn matches(&self, event: &dyn Event) -> bool {
        self.ask.holds(event)
    }
}

impl Ask {
    fn holds(&self, event: &dyn Event) -> bool {
        match self {
            Self::Everything => true,
            Self::All(parts) => parts.iter().all(|part| part.holds(event)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(event)),
            Self::Not(inner) => !inner.holds(event),
            Self::Words(find) => find.within_words(event.text()),
            Self::Part(find) => find.within(event.text()),
            Self::Regex(regex) => regex.is_match(event.text()),
            Self::Ip(network) => addresses(event.text()).any(|address| network.holds(address)),
            Self::Keys(paths, Which::Any, test) => paths.iter().any(|path| test.holds(event, path)),
            Self::Keys(paths, Which::All, test) => paths.iter().all(|path| test.holds(event, path)),
        }
    }
}

/// What could be an address in a text: the longest runs of the characters of one, and such a run without a port or a
/// full stop behind it.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !(c.is_ascii_hexdigit() || matches!(c, '.' | ':')));
    runs.filter(|run| run.len() > 1).flat_map(|run| {
        let bare = run.trim_end_matches(['.', ':']);
        let port = bare.rsplit_once(':').map(|(host, _)| host).filter(|host| host.contains('.') && !host.contains(':'));
        [Some(run), Some(bare).filter(|bare| bare.len() < run.len()), port].into_iter().flatten()
    })
}

struct Compiler<'t> {
    text: &'t str,
    loose: bool,
}

impl Compiler<'_> {
    fn expr(&self, expr: &Expr) -> Result<Ask, Error> {
        let all = |parts: &[Expr]| parts.iter().map(|part| self.expr(part)).collect::<Result<_, _>>();
        Ok(match &expr.node {
            Node::And(parts) => Ask::All(all(parts)?),
            Node::Or(parts) => Ask::Any(all(parts)?),
            Node::Not(inner) => Ask::Not(Box::new(self.expr(inner)?)),
            Node::Keyword(value) => self.keyword(value)?,
            Node::Compare(compare) => {
                Ask::Keys(compare.keys.iter().map(Path::new).collect(), compare.which, self.test(compare)?)
            }
        })
    }

    fn keyword(&self, value: &Value) -> Result<Ask, Error> {
        let words = |text: &str, fold| {
            let find = Find::new(text, fold);
            if self.loose { Ask::Part(find) } else { Ask::Words(find) }
        };
        Ok(match &value.literal {
            Literal::Word(text) | Literal::Text(text) => words(text, false),
            Literal::NoCase(text) => words(text, true),
            Literal::Regex { pattern, fold } => Ask::Regex(self.regex(pattern, *fold, value.mark.0)?),
            Literal::Ip(network) => Ask::Ip(*network),
            Literal::Null => words("null", false),
        })
    }

    fn test(&self, compare: &Compare) -> Result<Test, Error> {
        let one = compare.values.first();
        let finds = |any_case: bool| -> Vec<Find> {
            compare
                .values
                .iter()
                .filter_map(|value| match &value.literal {
                    Literal::Word(text) | Literal::Text(text) => Some(Find::new(text, any_case)),
                    Literal::NoCase(text) => Some(Find::new(text, true)),
                    _ => None,
                })
                .collect()
        };
        let order = |fits| match one.map(|value| &value.literal) {
            Some(Literal::Word(text)) => {
                let than = Number::read(text).map_or_else(|| Than::Text(text.clone()), Than::Number);
                Test::Order(than, fits)
            }
            Some(Literal::Text(text)) => Test::Order(Than::Text(text.clone()), fits),
            _ => Test::Order(Than::Text(String::new()), [false; 3]),
        };
        Ok(match (compare.operator, one) {
            (Operator::Equal, Some(value)) if value.literal == Literal::Null => Test::Missing,
            (Operator::NotEqual, Some(value)) if value.literal == Literal::Null => Test::There,
            (Operator::Equal, Some(value)) => Test::Equal(self.equal(value, false)?),
            (Operator::NotEqual, Some(value)) => Test::NotEqual(self.equal(value, false)?),
            (Operator::Less, _) => order([true, false, false]),
            (Operator::AtMost, _) => order([true, true, false]),
            (Operator::Greater, _) => order([false, false, true]),
            (Operator::AtLeast, _) => order([false, true, true]),
            (Operator::Text { how: How::In, fold, .. }, _) => Test::Equal(Equal::Set(self.set(&compare.values, fold)?)),
            (Operator::Text { how: How::Contains, fold, of }, _) => Test::Contains(finds(fold), of == Of::All),
            (Operator::Text { fold, of, .. }, _) => Test::Starts(finds(fold), of == Of::All),
            // The parser gives every comparison a value.
            (Operator::Equal | Operator::NotEqual, None) => Test::Contains(Vec::new(), false),
        })
    }

    fn equal(&self, value: &Value, any_case: bool) -> Result<Equal, Error> {
        let text = |text: &str, fold: bool| {
            let find = Find::new(text, fold);
            if self.loose { Equal::Part(find) } else { Equal::Text(find) }
        };
        Ok(match &value.literal {
            Literal::Word(word) => match Number::read(word) {
                Some(number) => Equal::Number(number, word.clone()),
                None => text(word, any_case),
            },
            Literal::Text(written) => text(written, any_case),
            Literal::NoCase(written) => text(written, true),
            Literal::Regex { pattern, fold } => Equal::Regex(self.regex(pattern, *fold || any_case, value.mark.0)?),
            Literal::Ip(network) => Equal::Ip(*network),
            Literal::Null => text("null", any_case),
        })
    }

    /// Many values are looked up in a table, unless parts of values count.
    fn set(&self, values: &[Value], any_case: bool) -> Result<Set, Error> {
        let mut set = Set::default();
        for value in values {
            match &value.literal {
                Literal::Word(text) | Literal::Text(text)
                    if !self.loose && (matches!(value.literal, Literal::Text(_)) || Number::read(text).is_none()) =>
                {
                    if any_case {
                        set.folded.insert(super::fold::fold(text).into_owned());
                    } else {
                        set.texts.insert(text.clone());
                    }
                }
                _ => set.others.push(self.equal(value, any_case)?),
            }
        }
        Ok(set)
    }

    /// Compiles an expression; `at` is its first slash.
    fn regex(&self, pattern: &str, fold: bool, at: Span) -> Result<Regex, Error> {
        if let Err(error) = regex_syntax::ParserBuilder::new().nest_limit(NESTED).build().parse(pattern) {
            let (span, kind) = match &error {
                regex_syntax::Error::Parse(error) => (*error.span(), error.kind().to_string()),
                regex_syntax::Error::Translate(error) => (*error.span(), error.kind().to_string()),
                _ => return Err(Error::says(self.text, at, EXPECTED, "The expression is not one the engine knows.")),
            };
            let start = at.start + 1;
            let span = Span::new(start + span.start.offset, start + span.end.offset);
            let sentence = ["The expression is wrong here: ", &kind, "."].concat();
            return Err(Error::says(self.text, span, EXPECTED, sentence));
        }
        RegexBuilder::new(pattern)
            .case_insensitive(fold)
            .size_limit(EXPRESSION)
            .dfa_size_limit(EXPRESSION)
            .nest_limit(NESTED)
            .build()
            .map_err(|_| {
                Error::says(self.text, at, EXPECTED, "The expression is too large: repeat less, or fewer characters.")
            })
    }
}

const EXPECTED: &str = "an expression without look-around or back-references";

/// The words a text is cut into, as an index does.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !wordy(c)).filter(|word| !word.is_empty())
}
