//! Goes through the lexemes of any text, finished or not, and says what each is and what may follow: what highlighting
//! and completion share.

use crate::lexer::{Kind, Lexeme, Symbol};
use crate::span::Span;
use crate::words::{Clause, Joint, Operator};

/// What may follow, within a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expect {
    /// A key, a word, NOT, a parenthesis.
    Operand,
    /// An operator, or what follows a condition.
    Operator,
    /// A value.
    Value,
    /// A value of a list.
    Item,
    /// AND, OR, the end.
    Joint,
}

/// What a lexeme is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Clause,
    Function,
    Joint,
    Operator,
    Key,
    /// A word or a text that is looked for.
    Keyword,
    Value,
    /// `count`, `asc`, `30m`: what stands in a clause without conditions.
    Argument,
    Punctuation,
    Unknown,
}

/// Where the walk is.
#[derive(Clone, Debug)]
pub(crate) struct Walk<'t> {
    text: &'t str,
    pub(crate) clause: Option<Clause>,
    pub(crate) used: Vec<Clause>,
    pub(crate) expect: Expect,
    /// The key that was named last.
    pub(crate) key: Option<Span>,
    /// How many parentheses are open.
    pub(crate) depth: usize,
    /// The operator whose value is expected.
    pub(crate) operator: Option<Operator>,
    /// The parenthesis to be closed belongs to a function, or to a list, or to keys.
    within: Within,
    /// Whether nothing stood before.
    pub(crate) first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Nothing,
    Function,
    List,
    /// A function among the items of a list.
    ListFunction,
    Keys,
}

impl<'t> Walk<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            clause: None,
            used: Vec::new(),
            expect: Expect::Operand,
            key: None,
            depth: 0,
            operator: None,
            within: Within::Nothing,
            first: true,
        }
    }

    /// Whether a condition stands here: in `where(…)`, or before any clause.
    pub(crate) fn in_condition(&self) -> bool {
        self.clause == Some(Clause::Where) || (self.clause.is_none() && self.used.is_empty())
    }

    /// Whether a list of values is open.
    pub(crate) fn in_list(&self) -> bool {
        self.within == Within::List
    }

    /// Whether the parentheses of a function are open.
    pub(crate) fn in_function(&self) -> bool {
        matches!(self.within, Within::Function | Within::ListFunction)
    }

    /// Takes the next lexeme; `after` are the two that follow it.
    pub(crate) fn step(&mut self, lexeme: Lexeme, after: [Lexeme; 2]) -> Role {
        let role = match lexeme.kind {
            Kind::Symbol(symbol) => self.symbol(symbol),
            Kind::Word => self.word(lexeme, after),
            Kind::Text { .. } | Kind::Regex { .. } => self.operand(lexeme, after),
            Kind::Unknown | Kind::End => Role::Unknown,
        };
        self.first = false;
        role
    }

    fn symbol(&mut self, symbol: Symbol) -> Role {
        match symbol {
            Symbol::Open => self.open(),
            Symbol::Close => self.close(),
            Symbol::ListOpen => {
                (self.within, self.expect) = (Within::List, Expect::Item);
                Role::Punctuation
            }
            Symbol::ListClose => {
                (self.within, self.expect) = (Within::Nothing, Expect::Joint);
                Role::Punctuation
            }
            Symbol::Comma => {
                let keys = self.within == Within::Nothing && self.expect == Expect::Operator;
                if keys {
                    self.expect = Expect::Operand;
                }
                Role::Punctuation
            }
            _ => {
                self.expect = Expect::Value;
                self.operator = super::parser::comparison(symbol);
                Role::Operator
            }
        }
    }

    fn open(&mut self) -> Role {
        if self.within == Within::Nothing
            && matches!(self.expect, Expect::Value)
            && self.operator.is_some_and(Operator::takes_list)
        {
            (self.within, self.expect) = (Within::List, Expect::Item);
        } else if self.within == Within::Nothing {
            self.depth += 1;
        }
        Role::Punctuation
    }

    fn close(&mut self) -> Role {
        match self.within {
            Within::ListFunction => {
                self.within = Within::List;
                return Role::Punctuation;
            }
            Within::Keys => self.expect = Expect::Operator,
            Within::Function | Within::List => self.expect = Expect::Joint,
            Within::Nothing => {
                self.depth = self.depth.saturating_sub(1);
                self.expect = Expect::Joint;
                if self.depth == 0 {
                    self.clause = None;
                }
            }
        }
        self.within = Within::Nothing;
        Role::Punctuation
    }

    fn word(&mut self, lexeme: Lexeme, after: [Lexeme; 2]) -> Role {
        let word = lexeme.word(self.text);
        let opens = after[0].is(Symbol::Open);
        if opens
            && self.depth == 0
            && let Some(clause) = Clause::of(word)
        {
            self.clause = Some(clause);
            self.used.push(clause);
            (self.expect, self.key, self.within) = (Expect::Operand, None, Within::Nothing);
            return Role::Clause;
        }
        if !self.in_condition() {
            return self.argument(word, opens);
        }
        let waits = matches!(self.expect, Expect::Value | Expect::Item);
        match (Joint::of(word), Operator::of_word(word)) {
            (Some(Joint::Not), _) if self.expect == Expect::Operator => {
                // `key NOT IN`, or `word NOT word`: the key is kept until it is known.
                if !self.operator_follows(after[0]) {
                    self.expect = Expect::Operand;
                }
                Role::Joint
            }
            (Some(_), _) if !waits => {
                self.expect = Expect::Operand;
                Role::Joint
            }
            (_, Some(operator)) if !waits => {
                (self.expect, self.operator) = (Expect::Value, Some(operator));
                Role::Operator
            }
            _ if opens && (waits || self.expect == Expect::Operand) => self.function(word),
            _ => self.operand(lexeme, after),
        }
    }

    fn function(&mut self, word: &str) -> Role {
        let keys = ["ANY", "ALL"].iter().any(|name| name.eq_ignore_ascii_case(word));
        let known = keys || ["NOCASE", "IP"].iter().any(|name| name.eq_ignore_ascii_case(word));
        if !known {
            return Role::Unknown;
        }
        self.within = match self.within {
            Within::List => Within::ListFunction,
            _ if keys => Within::Keys,
            _ => Within::Function,
        };
        Role::Function
    }

    fn operand(&mut self, lexeme: Lexeme, after: [Lexeme; 2]) -> Role {
        if !self.in_condition() {
            let word = lexeme.word(self.text);
            return self.argument(word, false);
        }
        match self.expect {
            Expect::Value => {
                if self.within != Within::Function {
                    self.expect = Expect::Joint;
                }
                Role::Value
            }
            Expect::Item => Role::Value,
            _ if self.within == Within::Function => Role::Keyword,
            _ if self.within == Within::Keys => {
                self.key = Some(lexeme.inner());
                Role::Key
            }
            _ => {
                let keys = after[0].is(Symbol::Comma)
                    && !after[1].word(self.text).eq_ignore_ascii_case("loose")
                    && self.expect == Expect::Operand;
                self.expect = Expect::Operator;
                self.key = Some(lexeme.inner());
                let key = keys || self.operator_follows(after[0]) || self.negated(after);
                if key { Role::Key } else { Role::Keyword }
            }
        }
    }

    fn negated(&self, after: [Lexeme; 2]) -> bool {
        Joint::of(after[0].word(self.text)) == Some(Joint::Not) && Operator::of_word(after[1].word(self.text)).is_some()
    }

    fn operator_follows(&self, after: Lexeme) -> bool {
        match after.kind {
            Kind::Symbol(symbol) => super::parser::comparison(symbol).is_some(),
            _ => Operator::of_word(after.word(self.text)).is_some(),
        }
    }

    fn argument(&mut self, word: &str, opens: bool) -> Role {
        match self.clause {
            Some(Clause::Select | Clause::GroupBy) if word.eq_ignore_ascii_case("as") => Role::Joint,
            Some(Clause::Select | Clause::GroupBy) => Role::Key,
            Some(Clause::Having) if Joint::of(word) == Some(Joint::And) => Role::Joint,
            Some(Clause::Calculate | Clause::Having) if opens => {
                self.within = Within::Function;
                Role::Function
            }
            Some(_) => Role::Argument,
            None => Role::Unknown,
        }
    }
}
