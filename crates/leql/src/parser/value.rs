//! Values: words, texts, numbers, lists, NOCASE, IP, null and expressions; and which of them an operator takes.

use super::Parser;
use crate::address::Network;
use crate::ast::{Literal, Operator, Value};
use crate::error::Error;
use crate::lexer::{Kind, Lexeme, Symbol};
use crate::span::{Mark, Span};
use crate::words::{self, How};

const VALUE: &str = "a value";
const LIST: &str = "a list: [one, two]";

impl Parser<'_> {
    /// What follows an operator.
    pub(super) fn values(&mut self, operator: Operator) -> Result<Vec<Value>, Error> {
        let start = self.peek();
        if !operator.takes_list() {
            if start.is(Symbol::ListOpen) {
                return Err(self.no_list(operator, start.span));
            }
            let value = self.value()?;
            self.fits(operator, &value)?;
            return Ok(vec![value]);
        }
        let close = match start.kind {
            Kind::Symbol(Symbol::ListOpen) => Symbol::ListClose,
            Kind::Symbol(Symbol::Open) => Symbol::Close,
            _ => return Err(self.error(LIST)),
        };
        self.bump();
        let mut values = Vec::new();
        loop {
            let value = self.value()?;
            self.fits(operator, &value)?;
            values.push(value);
            if !self.eat(Symbol::Comma) {
                break;
            }
        }
        let expected = if close == Symbol::Close { "a comma or )" } else { "a comma or ]" };
        self.expect(close, expected)?;
        Ok(values)
    }

    fn no_list(&self, operator: Operator, span: Span) -> Error {
        let hint = match operator {
            Operator::Text { how: How::Contains, .. } => "CONTAINS-ANY and CONTAINS-ALL take a list.",
            Operator::Text { .. } => "STARTS-WITH-ANY takes a list.",
            _ => "IN takes a list.",
        };
        Error::hinted(self.text, span, "one value", hint)
    }

    /// One value.
    pub(super) fn value(&mut self) -> Result<Value, Error> {
        let lexeme = self.peek();
        let literal = match lexeme.kind {
            Kind::Text { closed, .. } => {
                self.closed(lexeme, closed)?;
                self.bump();
                Literal::Text(lexeme.inner().of(self.text).to_owned())
            }
            Kind::Regex { body, closed } => {
                self.bump();
                self.regex(lexeme, body, closed)?
            }
            Kind::Word if self.peek_at(1).is(Symbol::Open) => self.function(lexeme)?,
            Kind::Word => {
                let word = lexeme.word(self.text);
                if words::reserved(word) {
                    let hint = "Put it in quotes if it is a value.";
                    return Err(Error::hinted(self.text, lexeme.span, VALUE, hint));
                }
                self.bump();
                if word.eq_ignore_ascii_case("null") { Literal::Null } else { Literal::Word(word.to_owned()) }
            }
            _ => return Err(self.no_value(lexeme)),
        };
        Ok(Value { literal, mark: Mark(lexeme.span.to(self.before())) })
    }

    fn no_value(&self, lexeme: Lexeme) -> Error {
        let hint = match lexeme.kind {
            Kind::Symbol(Symbol::Equal) => "One = is enough.",
            Kind::Symbol(Symbol::Greater) => "\"Is not\" is written !=.",
            Kind::Unknown => "A value with such a character stands in quotes.",
            _ => "",
        };
        Error::hinted(self.text, lexeme.span, VALUE, hint)
    }

    /// `NOCASE(…)` and `IP(…)`.
    fn function(&mut self, head: Lexeme) -> Result<Literal, Error> {
        let name = head.word(self.text);
        let nocase = name.eq_ignore_ascii_case("NOCASE");
        if !nocase && !name.eq_ignore_ascii_case("IP") {
            let hint = "The functions of values are NOCASE(…) and IP(…).";
            return Err(Error::hinted(self.text, head.span, VALUE, hint));
        }
        self.bump();
        self.bump();
        let inner = self.peek();
        match inner.kind {
            Kind::Word => {}
            Kind::Text { closed, .. } => self.closed(inner, closed)?,
            _ => return Err(self.error(if nocase { "a text" } else { "an address or a network" })),
        }
        self.bump();
        let text = inner.inner().of(self.text);
        let literal = if nocase {
            Literal::NoCase(text.to_owned())
        } else {
            let hint = "IP(…) holds an address or a network: IP(10.0.0.0/8), IP(2001:db8::/32).";
            Literal::Ip(
                Network::read(text)
                    .ok_or_else(|| Error::hinted(self.text, inner.span, "an address or a network", hint))?,
            )
        };
        self.expect(Symbol::Close, ")")?;
        Ok(literal)
    }

    fn regex(&self, lexeme: Lexeme, body: usize, closed: bool) -> Result<Literal, Error> {
        let pattern = lexeme.inner().of(self.text);
        let flags = Span::new((body + 1).min(lexeme.span.end), lexeme.span.end);
        let says = |span, expected, sentence| Err(self.says(span, expected, sentence));
        if !closed {
            let start = Span::new(lexeme.span.start, lexeme.span.start + 1);
            return says(
                start,
                "a closing /",
                "The expression that starts here has no closing /. A path stands in quotes.",
            );
        }
        match flags.of(self.text) {
            _ if pattern.is_empty() => says(lexeme.span, "an expression", "There is nothing between the slashes."),
            "" | "i" | "I" => Ok(Literal::Regex { pattern: pattern.to_owned(), fold: !flags.of(self.text).is_empty() }),
            _ => says(flags, "i", "After an expression only i may stand: /…/i. A path stands in quotes."),
        }
    }

    /// A text that was begun must end.
    pub(super) fn closed(&self, lexeme: Lexeme, closed: bool) -> Result<(), Error> {
        let Kind::Text { marks, .. } = lexeme.kind else { return Ok(()) };
        if closed {
            return Ok(());
        }
        let quote = Span::new(lexeme.span.start, lexeme.span.start + marks);
        let sentence = ["The text that starts here has no closing ", quote.of(self.text), "."].concat();
        Err(Error::says(self.text, quote, "a closing quote", sentence))
    }

    /// Which values an operator takes.
    fn fits(&self, operator: Operator, value: &Value) -> Result<(), Error> {
        use Literal::{NoCase, Null, Text, Word};
        let (fits, expected, sentence) = match operator {
            Operator::Equal | Operator::NotEqual => return Ok(()),
            Operator::Text { how: How::In, .. } => {
                (!matches!(value.literal, Null), VALUE, "null stands after = and != only.")
            }
            Operator::Text { .. } => (
                matches!(value.literal, Word(_) | Text(_) | NoCase(_)),
                "a text",
                "This operator takes a text. Expressions, IP(…) and null stand after = and !=.",
            ),
            _ => (
                matches!(value.literal, Word(_) | Text(_)),
                "a number or a text",
                "Less and greater take a number or a text.",
            ),
        };
        if fits { Ok(()) } else { Err(self.says(value.mark.0, expected, sentence)) }
    }
}
