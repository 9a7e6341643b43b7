//! Conditions: AND, OR, NOT, parentheses, keywords, keys and operators.

use super::{DEEPEST, Parser};
use crate::ast::{Compare, Expr, Key, Literal, Node, Operator, Value, Which};
use crate::error::Error;
use crate::lexer::{Kind, Symbol};
use crate::span::{Mark, Span};
use crate::words::{self, Clause, Joint};

const OPERAND: &str = "a key, a word to search for, NOT or (";

impl Parser<'_> {
    /// What `where(…)` holds; OR binds loosest.
    pub(super) fn condition(&mut self) -> Result<Expr, Error> {
        let mut parts = vec![self.all()?];
        while self.joint() == Some(Joint::Or) {
            self.bump();
            parts.push(self.all()?);
        }
        Ok(joined(parts, Node::Or))
    }

    fn all(&mut self) -> Result<Expr, Error> {
        let mut parts = vec![self.one()?];
        loop {
            match self.joint() {
                Some(Joint::And) => {
                    self.bump();
                    parts.push(self.one()?);
                }
                // `a NOT b` is `a AND NOT b`.
                Some(Joint::Not) => parts.push(self.one()?),
                _ => return Ok(joined(parts, Node::And)),
            }
        }
    }

    fn one(&mut self) -> Result<Expr, Error> {
        let start = self.peek();
        let nested = start.is(Symbol::Open) || self.joint() == Some(Joint::Not);
        if !nested {
            return self.operand();
        }
        if self.depth == DEEPEST {
            return Err(self.says(start.span, "fewer parentheses", "Parentheses and NOTs nest at most 100 deep."));
        }
        self.depth += 1;
        self.bump();
        let expr = if start.is(Symbol::Open) {
            let inner = self.condition()?;
            if !self.peek().is(Symbol::Close) {
                return Err(self.after_condition("AND, OR or )"));
            }
            self.bump();
            inner.node
        } else {
            Node::Not(Box::new(self.one()?))
        };
        self.depth -= 1;
        Ok(Expr { node: expr, mark: Mark(start.span.to(self.before())) })
    }

    fn operand(&mut self) -> Result<Expr, Error> {
        let start = self.peek();
        let node = match start.kind {
            Kind::Regex { .. } => Node::Keyword(self.value()?),
            Kind::Text { .. } => self.key_or_keyword()?,
            Kind::Word if self.peek_at(1).is(Symbol::Open) => match start.word(self.text).to_ascii_uppercase().as_str()
            {
                "NOCASE" | "IP" => Node::Keyword(self.value()?),
                "ANY" => self.several(Which::Any)?,
                "ALL" => self.several(Which::All)?,
                _ => return Err(self.no_function()),
            },
            Kind::Word if words::reserved(start.word(self.text)) => {
                let hint = "Put it in quotes if it is a key or a word to search for.";
                return Err(Error::hinted(self.text, start.span, OPERAND, hint));
            }
            Kind::Word => self.key_or_keyword()?,
            _ => return Err(self.no_operand()),
        };
        Ok(Expr { node, mark: Mark(start.span.to(self.before())) })
    }

    fn no_function(&self) -> Error {
        let head = self.peek();
        let hint = match Clause::of(head.word(self.text)) {
            Some(Clause::Where) => "One where(…) holds everything; parentheses inside need no word.",
            Some(_) => "Close the clause before this one with ) first.",
            None => "The functions are NOCASE(…), IP(…), ANY(…) and ALL(…).",
        };
        Error::hinted(self.text, head.span, OPERAND, hint)
    }

    fn no_operand(&self) -> Error {
        let hint = match self.peek().span.of(self.text) {
            "!" => "Write NOT.",
            "&" | "|" => "Write AND or OR.",
            _ => "",
        };
        Error::hinted(self.text, self.peek().span, OPERAND, hint)
    }

    /// `key = …`, `key, key = …`, or only a word.
    fn key_or_keyword(&mut self) -> Result<Node, Error> {
        let first = self.bump();
        let mut keys = vec![self.key_of(first)?];
        let comma = self.peek().span;
        while self.peek().is(Symbol::Comma) && !self.loose_here() {
            self.bump();
            keys.push(self.key()?);
        }
        let several = keys.len() > 1;
        match self.operator()? {
            Some((operator, negated)) => self.compare(keys, Which::Any, operator, negated),
            None if several => {
                let hint = "Several keys need an operator; words are joined with AND or OR.";
                Err(Error::hinted(self.text, comma, "an operator", hint))
            }
            None if first.word(self.text) == "*" => {
                let hint = "Everything is found by an empty query.";
                Err(Error::hinted(self.text, first.span, OPERAND, hint))
            }
            None => {
                let word = first.inner().of(self.text).to_owned();
                let literal = if first.kind == Kind::Word { Literal::Word(word) } else { Literal::Text(word) };
                Ok(Node::Keyword(Value { literal, mark: Mark(first.span) }))
            }
        }
    }

    /// `ANY(key, key) = …`
    fn several(&mut self, which: Which) -> Result<Node, Error> {
        self.bump();
        self.bump();
        let keys = self.keys()?;
        match self.operator()? {
            Some((operator, negated)) => self.compare(keys, which, operator, negated),
            None => Err(self.error("an operator")),
        }
    }

    /// Keys up to the closing parenthesis.
    pub(super) fn keys(&mut self) -> Result<Vec<Key>, Error> {
        let mut keys = vec![self.key()?];
        while self.eat(Symbol::Comma) {
            keys.push(self.key()?);
        }
        self.expect(Symbol::Close, "a comma or )")?;
        Ok(keys)
    }

    pub(super) fn key(&mut self) -> Result<Key, Error> {
        let lexeme = self.peek();
        if words::reserved(lexeme.word(self.text)) {
            return Err(Error::hinted(self.text, lexeme.span, "a key", "Put it in quotes if it is a key."));
        }
        self.bump();
        self.key_of(lexeme)
    }

    fn key_of(&self, lexeme: crate::lexer::Lexeme) -> Result<Key, Error> {
        match lexeme.kind {
            Kind::Word => {}
            Kind::Text { closed, .. } => self.closed(lexeme, closed)?,
            _ => return Err(Error::expected(self.text, lexeme.span, "a key")),
        }
        Ok(Key(lexeme.inner().of(self.text).to_owned()))
    }

    /// `=`, `CONTAINS`, `NOT IN`, …; whether it is negated.
    fn operator(&mut self) -> Result<Option<(Operator, bool)>, Error> {
        let negated = self.joint() == Some(Joint::Not);
        let lexeme = self.peek_at(usize::from(negated));
        let operator = match lexeme.kind {
            Kind::Symbol(symbol) if !negated => comparison(symbol),
            Kind::Word => Operator::of_word(lexeme.word(self.text)),
            _ => None,
        };
        if let Some(operator) = operator {
            self.at += 1 + usize::from(negated);
            return Ok(Some((operator, negated)));
        }
        let word = lexeme.word(self.text);
        let hint = match word.to_ascii_uppercase().as_str() {
            "ENDS-WITH" | "IENDS-WITH" => "An expression finds an end: key = /end$/.",
            "LIKE" | "MATCHES" | "RLIKE" => "An expression is written key = /…/.",
            "STARTSWITH" | "STARTS_WITH" => "It is written STARTS-WITH.",
            "IS" | "EQUALS" | "EQ" => "Write =.",
            _ => return Ok(None),
        };
        Err(Error::hinted(self.text, lexeme.span, "an operator", hint))
    }

    fn compare(&mut self, keys: Vec<Key>, which: Which, operator: Operator, negated: bool) -> Result<Node, Error> {
        let start = self.peek().span;
        let values = self.values(operator)?;
        let compare = Node::Compare(Compare { keys, which, operator, values });
        if !negated {
            return Ok(compare);
        }
        Ok(Node::Not(Box::new(Expr { node: compare, mark: Mark(start.to(self.before())) })))
    }

    fn joint(&self) -> Option<Joint> {
        Joint::of(self.peek().word(self.text))
    }

    /// Whether `, loose)` stands here.
    pub(super) fn loose_here(&self) -> bool {
        self.peek().is(Symbol::Comma)
            && self.peek_at(1).word(self.text).eq_ignore_ascii_case("loose")
            && self.peek_at(2).is(Symbol::Close)
    }

    /// Something that does not go on with a condition.
    pub(super) fn after_condition(&self, expected: &'static str) -> Error {
        let lexeme = self.peek();
        let before = Span::new(self.before().end, lexeme.span.start);
        let hint = match lexeme.kind {
            Kind::Word | Kind::Text { .. } if before.start == before.end => {
                "A value with spaces or quotes in it stands in quotes."
            }
            Kind::Word | Kind::Text { .. } => {
                "Words that follow each other stand in quotes, or have AND or OR between them."
            }
            Kind::Symbol(Symbol::Equal | Symbol::Less | Symbol::Greater) => {
                "A value with such a character stands in quotes."
            }
            Kind::Symbol(Symbol::Comma) => "Conditions are joined with AND or OR.",
            Kind::Symbol(Symbol::Close) => "There is one ) too many.",
            Kind::Unknown if matches!(lexeme.span.of(self.text), "&" | "|") => {
                "Write AND or OR; a value with it stands in quotes."
            }
            Kind::Unknown => "A value with such a character stands in quotes.",
            _ => "",
        };
        let clause = Clause::of(lexeme.word(self.text)).is_some();
        let hint = if clause { "A clause has its parentheses: where(…)." } else { hint };
        Error::hinted(self.text, lexeme.span, expected, hint)
    }
}

/// The operator of a sign.
pub(crate) fn comparison(symbol: Symbol) -> Option<Operator> {
    Some(match symbol {
        Symbol::Equal => Operator::Equal,
        Symbol::NotEqual => Operator::NotEqual,
        Symbol::Less => Operator::Less,
        Symbol::AtMost => Operator::AtMost,
        Symbol::Greater => Operator::Greater,
        Symbol::AtLeast => Operator::AtLeast,
        _ => return None,
    })
}

fn joined(mut parts: Vec<Expr>, node: fn(Vec<Expr>) -> Node) -> Expr {
    if parts.len() > 1 {
        let (start, end) = (parts.first().map(|part| part.mark), parts.last().map(|part| part.mark));
        let mark = Mark(start.unwrap_or_default().0.to(end.unwrap_or_default().0));
        return Expr { node: node(parts), mark };
    }
    // There is always one: every caller starts with it.
    parts.pop().unwrap_or_else(|| Expr::new(node(Vec::new())))
}
