//! What counting came to: groups kept, ordered and cut as the query says.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::{Aggregation, Slices};
use crate::ast::{Calculation, Direction, Having, Query, Sort, SortBy};
use crate::evaluate::cell::{Cell, Task};
use crate::number::Number;
use crate::words::Operator;

/// The answer of a query that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the numbers are, in their order.
    pub calculations: Vec<Calculation>,
    /// The groups; without `groupby(…)` there is one, with no keys.
    pub groups: Vec<Group>,
    /// The intervals of the groups' `slices`.
    pub slices: Option<Slices>,
    /// Events that were counted, those in no group included.
    pub events: u64,
    /// Events without one of the keys: in no group.
    pub without_key: u64,
    /// Events of groups beyond the most that are held.
    pub beyond: u64,
    /// Groups that stood behind the query's limit.
    pub cut: usize,
    /// Intervals are missing, because they took too much memory.
    pub slices_missing: bool,
}

/// A group and its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The values of the keys.
    pub keys: Vec<String>,
    /// One number for each calculation; nothing where there was none to calculate with.
    pub values: Vec<Option<f64>>,
    /// Which of them are estimated.
    pub estimated: Vec<bool>,
    /// The same per interval of time.
    pub slices: Vec<Vec<Option<f64>>>,
}

impl Aggregation {
    /// Ends counting; the query is the one it was started with.
    pub fn finish(self, query: &Query) -> Table {
        let calculations = query.calculations();
        let (tasks, slices) = (self.tasks, self.slices);
        let numbers =
            |cells: &[Cell]| cells.iter().zip(&tasks).map(|(cell, task)| cell.value(task.function)).collect::<Vec<_>>();
        let mut groups: Vec<Group> = self
            .groups
            .into_iter()
            .map(|(keys, cells)| Group {
                keys,
                values: numbers(&cells.total),
                estimated: cells.total.iter().map(|cell| !cell.exact()).collect(),
                slices: slices.map_or_else(Vec::new, |slices| {
                    let empty: Vec<_> = tasks.iter().map(|task| task.cell().value(task.function)).collect();
                    (0..slices.count()).map(|at| cells.slices.get(&at).map_or(empty.clone(), |c| numbers(c))).collect()
                }),
            })
            .collect();
        if groups.is_empty() && query.group_by.is_empty() {
            groups.push(nothing(&tasks, slices));
        }
        groups.retain(|group| query.having.iter().all(|test| stays(group, test, &calculations)));
        groups.sort_by(|one, two| order(one, two, query, &calculations));
        let all = groups.len();
        cut(&mut groups, &query.limit);
        Table {
            calculations,
            cut: all - groups.len(),
            groups,
            slices,
            events: self.events,
            without_key: self.without_key,
            beyond: self.beyond,
            slices_missing: self.lost,
        }
    }
}

/// What no event comes to.
fn nothing(tasks: &[Task], slices: Option<Slices>) -> Group {
    let values: Vec<Option<f64>> = tasks.iter().map(|task| task.cell().value(task.function)).collect();
    let slices = vec![values.clone(); slices.map_or(0, |slices| slices.count())];
    Group { keys: Vec::new(), estimated: vec![false; values.len()], values, slices }
}

fn value(group: &Group, calculation: &Calculation, calculations: &[Calculation]) -> Option<f64> {
    let at = calculations.iter().position(|other| other == calculation)?;
    group.values.get(at).copied().flatten()
}

fn stays(group: &Group, test: &Having, calculations: &[Calculation]) -> bool {
    let bound = Number::read(&test.bound).map(Number::as_f64);
    let (Some(value), Some(bound)) = (value(group, &test.calculation, calculations), bound) else { return false };
    match test.operator {
        Operator::Equal => value == bound,
        Operator::NotEqual => value != bound,
        Operator::Less => value < bound,
        Operator::AtMost => value <= bound,
        Operator::Greater => value > bound,
        Operator::AtLeast => value >= bound,
        Operator::Text { .. } => false,
    }
}

/// As the query says; else, and between equals, the greatest first, then by the keys.
fn order(one: &Group, two: &Group, query: &Query, calculations: &[Calculation]) -> Ordering {
    let first = |group: &Group| group.values.first().copied().flatten();
    let asked = query.sort.iter().map(|sort| by(one, two, sort, query, calculations));
    asked
        .chain([compare(first(two), first(one))])
        .find(|order| order.is_ne())
        .unwrap_or_else(|| keys(&one.keys, &two.keys))
}

fn by(one: &Group, two: &Group, sort: &Sort, query: &Query, calculations: &[Calculation]) -> Ordering {
    let order = match &sort.by {
        SortBy::Value => {
            let first = |group: &Group| group.values.first().copied().flatten();
            compare(first(one), first(two))
        }
        SortBy::Calculation(by) => compare(value(one, by, calculations), value(two, by, calculations)),
        SortBy::Keys => keys(&one.keys, &two.keys),
        SortBy::Key(key) => {
            let at = query.group_by.iter().position(|other| other == key);
            let name = |group: &Group| at.and_then(|at| group.keys.get(at)).cloned().unwrap_or_default();
            spelt(&name(one), &name(two))
        }
    };
    if sort.direction == Direction::Descending { order.reverse() } else { order }
}

fn compare(one: Option<f64>, two: Option<f64>) -> Ordering {
    one.partial_cmp(&two).unwrap_or(Ordering::Equal)
}

fn keys(one: &[String], two: &[String]) -> Ordering {
    one.iter().zip(two).map(|(one, two)| spelt(one, two)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Numbers by size and before texts, texts by their letters.
fn spelt(one: &str, two: &str) -> Ordering {
    match (Number::read(one), Number::read(two)) {
        (Some(a), Some(b)) => a.compare(b).then_with(|| one.cmp(two)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => one.cmp(two),
    }
}

/// One limit is of all groups; several are of the values on each level.
fn cut(groups: &mut Vec<Group>, limits: &[u32]) {
    let most = |limit: &u32| usize::try_from(*limit).unwrap_or(usize::MAX);
    if let [only] = limits {
        groups.truncate(most(only));
        return;
    }
    // For each beginning of keys, which values follow it.
    let mut followers: HashMap<Vec<String>, HashSet<String>> = HashMap::new();
    groups.retain(|group| {
        limits.iter().zip(&group.keys).enumerate().all(|(level, (limit, key))| {
            let start = group.keys.iter().take(level).cloned().collect();
            let seen = followers.entry(start).or_default();
            if seen.contains(key) {
                return true;
            }
            let room = seen.len() < most(limit);
            if room {
                seen.insert(key.clone());
            }
            room
        })
    });
}
