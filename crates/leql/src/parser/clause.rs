//! What stands between the parentheses of each clause.

use super::Parser;
use super::condition::comparison;
use crate::ast::{
    Calculation, Direction, Filter, Function, Having, Key, Query, Selected, Sort, SortBy, Timeslice, Unit,
};
use crate::error::Error;
use crate::lexer::{Kind, Lexeme, Symbol};
use crate::number::Number;
use crate::span::{Mark, Span};
use crate::words::Clause;

/// Keys of one `groupby(…)`.
const KEYS: usize = 5;
/// Intervals of one `timeslice(…)`.
const SLICES: u32 = 200;
/// The largest `limit(…)`.
const LIMIT: u32 = 1_000_000;
const COMMA: &str = "a comma or )";
const FUNCTION: &str =
    "count, sum:key, average:key, min:key, max:key, unique:key, bytes, standarddeviation:key or percentile(n):key";

impl Parser<'_> {
    /// Reads a clause whose word and opening parenthesis are read already.
    pub(super) fn clause(&mut self, clause: Clause, head: Span, query: &mut Query) -> Result<(), Error> {
        match clause {
            Clause::Select => query.select = self.list(Self::selected)?,
            Clause::Where => query.filter = Some(self.filter(head)?),
            Clause::GroupBy => query.group_by = self.group_by()?,
            Clause::Calculate => query.calculate = self.list(Self::whole_calculation)?,
            Clause::Having => query.having = self.having()?,
            Clause::Sort => query.sort = self.sort()?,
            Clause::Limit => query.limit = self.list(Self::limit)?,
            Clause::Timeslice => query.timeslice = Some(self.timeslice()?),
        }
        Ok(())
    }

    fn list<T>(&mut self, item: fn(&mut Self) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        let mut items = vec![item(self)?];
        while self.eat(Symbol::Comma) {
            items.push(item(self)?);
        }
        self.expect(Symbol::Close, COMMA)?;
        Ok(items)
    }

    fn filter(&mut self, head: Span) -> Result<Filter, Error> {
        let condition = self.condition()?;
        let loose = self.loose_here();
        if loose {
            self.bump();
            self.bump();
        }
        if !self.peek().is(Symbol::Close) {
            return Err(self.after_condition("AND, OR or )"));
        }
        self.bump();
        Ok(Filter { condition, loose, mark: Mark(head.to(self.before())) })
    }

    fn selected(&mut self) -> Result<Selected, Error> {
        let key = self.key()?;
        let alias = if self.eat_word("as") { Some(self.key()?.0) } else { None };
        Ok(Selected { key, alias })
    }

    fn group_by(&mut self) -> Result<Vec<Key>, Error> {
        let start = self.peek().span;
        let keys = self.list(Self::key)?;
        let span = start.to(self.before());
        if keys.len() > KEYS {
            return Err(self.says(span, "at most five keys", "groupby(…) takes at most five keys."));
        }
        let twice = keys.iter().enumerate().any(|(at, key)| keys.iter().take(at).any(|earlier| earlier == key));
        if twice { Err(self.says(span, "different keys", "groupby(…) names a key twice.")) } else { Ok(keys) }
    }

    fn whole_calculation(&mut self) -> Result<Calculation, Error> {
        let head = self.peek();
        if head.kind != Kind::Word {
            return Err(self.error(FUNCTION));
        }
        self.bump();
        self.calculation(head.span)
    }

    /// Reads on from a word, or what is left of one: `count`, `sum:key`, `sum:` and a key, `percentile(95):key`.
    fn calculation(&mut self, head: Span) -> Result<Calculation, Error> {
        let written = head.of(self.text);
        let name = written.split(':').next().unwrap_or_default();
        let named = Span::new(head.start, head.start + name.len());
        let Some(mut function) = Function::of(name) else {
            return Err(Error::expected(self.text, named, FUNCTION));
        };
        let mut rest = Span::new(named.end, head.end);
        if let Function::Percentile(percent) = &mut function {
            if rest.start != rest.end || !self.eat(Symbol::Open) {
                let sentence = "percentile says which: percentile(95):key.";
                return Err(self.says(named, "percentile(n):key", sentence));
            }
            *percent = self.percent()?;
            self.expect(Symbol::Close, ")")?;
        }
        // The colon may stand at the start of the next word.
        if rest.start == rest.end && self.peek().word(self.text).starts_with(':') {
            rest = self.bump().span;
        }
        if rest.start == rest.end {
            if function.needs_key() {
                let sentence = [name, " needs a key: ", function.word(), ":key."].concat();
                return Err(Error::says(self.text, named, "a colon and a key", sentence));
            }
            return Ok(Calculation { function, key: None });
        }
        let key = Span::new(rest.start + 1, rest.end).of(self.text);
        let key = if key.is_empty() { self.key()? } else { Key(key.to_owned()) };
        Ok(Calculation { function, key: Some(key) })
    }

    fn percent(&mut self) -> Result<f64, Error> {
        const BETWEEN: &str = "a number between 0 and 100";
        let lexeme = self.peek();
        match Number::read(lexeme.word(self.text)).map(Number::as_f64) {
            Some(percent) if (0.0..=100.0).contains(&percent) => {
                self.bump();
                Ok(percent.abs())
            }
            _ => Err(self.error(BETWEEN)),
        }
    }

    fn having(&mut self) -> Result<Vec<Having>, Error> {
        let mut tests = Vec::new();
        loop {
            let calculation = self.whole_calculation()?;
            let operator = match self.peek().kind {
                Kind::Symbol(symbol) => comparison(symbol),
                _ => None,
            };
            let Some(operator) = operator else { return Err(self.error("=, !=, <, <=, > or >=")) };
            self.bump();
            let bound = self.peek().word(self.text).to_owned();
            if Number::read(&bound).is_none() {
                return Err(self.error("a number"));
            }
            self.bump();
            tests.push(Having { calculation, operator, bound });
            if self.eat(Symbol::Close) {
                return Ok(tests);
            }
            if !self.eat_word("AND") {
                return Err(self.error("AND or )"));
            }
        }
    }

    fn sort(&mut self) -> Result<Vec<Sort>, Error> {
        const DIRECTION: &str = "asc or desc";
        let mut orders: Vec<Sort> = Vec::new();
        loop {
            let head = self.peek();
            let word = head.word(self.text);
            let (name, target) = word.split_once('#').map_or((word, None), |(name, target)| (name, Some(target)));
            let direction = match name.to_ascii_lowercase().as_str() {
                "asc" => Some(Direction::Ascending),
                "desc" => Some(Direction::Descending),
                _ => None,
            };
            match (direction, orders.last_mut()) {
                (Some(direction), _) => {
                    self.bump();
                    let by = match target {
                        Some(target) => self.target(Span::new(head.span.end - target.len(), head.span.end))?,
                        None => SortBy::Value,
                    };
                    orders.push(Sort { direction, by });
                }
                // `sort(asc, key)`
                (None, Some(last)) if last.by == SortBy::Value => {
                    let start = Span::new(head.span.start, head.span.start);
                    let by = if head.kind == Kind::Word {
                        self.bump();
                        self.target(head.span)?
                    } else {
                        self.target(start)?
                    };
                    last.by = by;
                }
                _ => return Err(Error::hinted(self.text, head.span, DIRECTION, "By a key: sort(asc#key).")),
            }
            if !self.eat(Symbol::Comma) {
                break;
            }
        }
        self.expect(Symbol::Close, COMMA)?;
        Ok(orders)
    }

    /// What stands after `#`: `key`, a function, or the name of a key; quoted, it is always a key.
    fn target(&mut self, written: Span) -> Result<SortBy, Error> {
        let name = written.of(self.text);
        if name.is_empty() {
            return Ok(SortBy::Key(self.key()?));
        }
        if name.eq_ignore_ascii_case("key") {
            return Ok(SortBy::Keys);
        }
        if Function::of(name.split(':').next().unwrap_or_default()).is_some() {
            return Ok(SortBy::Calculation(self.calculation(written)?));
        }
        Ok(SortBy::Key(Key(name.to_owned())))
    }

    fn limit(&mut self) -> Result<u32, Error> {
        match self.peek().word(self.text).parse() {
            Ok(limit) if (1..=LIMIT).contains(&limit) => {
                self.bump();
                Ok(limit)
            }
            _ => Err(self.error("a number from 1 to 1,000,000")),
        }
    }

    fn timeslice(&mut self) -> Result<Timeslice, Error> {
        let head = self.peek();
        let timeslice = self.interval(head).ok_or_else(|| {
            let hint = "30s, 5m, 1h, 1d and 1w are durations.";
            Error::hinted(self.text, head.span, "a number of intervals from 1 to 200, or a duration", hint)
        })?;
        self.bump();
        self.expect(Symbol::Close, ")")?;
        Ok(timeslice)
    }

    fn interval(&self, head: Lexeme) -> Option<Timeslice> {
        let word = head.word(self.text);
        let letter = word.chars().next_back()?;
        let Some((unit, ..)) = Unit::ALL.iter().find(|(_, sign, _)| sign.eq_ignore_ascii_case(&letter)) else {
            return word.parse().ok().filter(|count| (1..=SLICES).contains(count)).map(Timeslice::Slices);
        };
        let count: u32 = word.get(..word.len() - letter.len_utf8())?.parse().ok()?;
        (1..=100_000).contains(&count).then_some(Timeslice::Every(count, *unit))
    }

    /// What no clause can see alone: that sort and having name what is there.
    pub(super) fn agree(&self, query: &Query) -> Result<(), Error> {
        let says = |clause, expected, sentence: String| {
            let at = self.read.iter().find(|(read, _)| *read == clause).map_or(Span::default(), |(_, span)| *span);
            Err(Error::says(self.text, at, expected, sentence))
        };
        let calculations = query.calculations();
        if !query.having.is_empty() && query.group_by.is_empty() {
            return says(
                Clause::Having,
                "groupby(…)",
                "having(…) keeps groups, and there is no groupby(…).".to_owned(),
            );
        }
        for test in &query.having {
            if !calculations.contains(&test.calculation) {
                let name = test.calculation.to_string();
                return says(
                    Clause::Having,
                    "calculate(…)",
                    ["having(…) tests ", &name, ", which calculate(…) does not compute."].concat(),
                );
            }
        }
        for sort in &query.sort {
            let missing = match &sort.by {
                SortBy::Value => None,
                SortBy::Keys => query.group_by.is_empty().then(|| "key".to_owned()),
                SortBy::Key(key) => (!query.group_by.contains(key)).then(|| key.0.clone()),
                SortBy::Calculation(by) => (!calculations.contains(by)).then(|| by.to_string()),
            };
            if let Some(name) = missing {
                let sentence =
                    ["sort(…) names ", &name, ", which is neither in groupby(…) nor in calculate(…)."].concat();
                return says(Clause::Sort, "groupby(…)", sentence);
            }
        }
        if query.limit.len() > query.group_by.len().max(1) {
            return says(
                Clause::Limit,
                "one limit",
                "limit(…) takes one number, or one for each key of groupby(…).".to_owned(),
            );
        }
        Ok(())
    }
}
