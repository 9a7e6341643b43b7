//! The coverage line as facts: total · customers answered · what is missing and since when · one action · who is left out.

use super::{Coverage, Failure, Progress, Reason, Refusal, Total};
use contract::{CustomerId, RegionCode, Timestamp};

/// Which of the six forms the line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "128 active · all 43 customers · live, 10:46 UTC"
    Live,
    /// "128+ active · 41 of 43 customers · eu not answering since 10:31 · Retry"
    NotAnswering,
    /// "128 active · all 43 customers · au as of 10:19, 27 min old · Refresh au"
    Stale,
    /// "96+ active · 38 of 43 customers · 5 refused, your role there changed · Show the 5"
    Refused,
    /// "64+ active · 26 of 43 customers so far"
    Loading,
    /// "None known · 0 of 43 customers · no region is answering · Retry all"
    NoneAnswering,
}

/// One thing the line says between the customers and the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Everything is in and followed.
    Live {
        /// The moment for which all rows are true; `None` when no customer is expected.
        as_of: Option<Timestamp>,
    },
    /// No region answers.
    NoRegionAnswers {
        /// The first failure of all.
        since: Option<Timestamp>,
    },
    /// A region does not answer.
    NotAnswering {
        /// Which.
        region: RegionCode,
        /// Whose rows are missing.
        customers: Vec<CustomerId>,
        /// Since when.
        since: Option<Timestamp>,
        /// How it failed last.
        why: Failure,
        /// When it is asked again.
        next_try: Option<Timestamp>,
    },
    /// Customers are refused.
    Refused {
        /// Whose rows are missing.
        customers: Vec<CustomerId>,
        /// Where.
        region: RegionCode,
        /// The reason.
        why: Refusal,
    },
    /// Rows are on their way.
    Loading {
        /// Regions still loading.
        regions: Vec<RegionCode>,
        /// Customers still loading.
        customers: usize,
    },
    /// A region's rows are old.
    Stale {
        /// Which.
        region: RegionCode,
        /// The moment they were true.
        as_of: Timestamp,
    },
    /// The question reaches closed investigations that memory does not hold.
    ClosedPartly {
        /// Held are those closed since then; `None`: only those seen being closed.
        since: Option<Timestamp>,
    },
    /// The question names customers that the analyst cannot see.
    Unseen {
        /// Which.
        customers: Vec<CustomerId>,
    },
}

/// The one thing to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Ask these regions again.
    Retry(Vec<RegionCode>),
    /// Ask every region again.
    RetryAll,
    /// Bring these up to date.
    Refresh(Vec<RegionCode>),
    /// Show these customers and why.
    Show(Vec<CustomerId>),
}

/// The coverage line; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its form.
    pub form: Form,
    /// The count, with what it is worth.
    pub total: Total,
    /// Customers that answered.
    pub answered: usize,
    /// Customers that should.
    pub expected: usize,
    /// What is to be said, most pressing first; never empty.
    pub facts: Vec<Fact>,
    /// What to do about it.
    pub action: Option<Action>,
    /// Customers left out for want of access or role: "3 without access · Why?".
    pub without: usize,
    /// While rows are on their way: "12,400 of 100,213 loaded".
    pub progress: Option<Progress>,
    /// While a question reaches back: "history: 300 of 4,120 loaded".
    pub history: Option<Progress>,
}

impl Line {
    pub(super) fn new(coverage: &Coverage, total: Total) -> Self {
        let form = form(coverage);
        Self {
            form,
            total,
            answered: coverage.answered,
            expected: coverage.expected,
            facts: facts(coverage, form),
            action: action(coverage, form),
            without: coverage.without(),
            progress: coverage.progress,
            history: coverage.history,
        }
    }
}

fn form(coverage: &Coverage) -> Form {
    let any = |test: fn(&Reason) -> bool| coverage.gaps.iter().any(|gap| test(&gap.reason));
    let failing = any(|reason| matches!(reason, Reason::Failing { .. }));
    if coverage.answered == 0 && failing && coverage.gaps.iter().all(|gap| matches!(gap.reason, Reason::Failing { .. }))
    {
        Form::NoneAnswering
    } else if failing {
        Form::NotAnswering
    } else if any(|reason| matches!(reason, Reason::Refused { .. })) {
        Form::Refused
    } else if coverage.loading() {
        Form::Loading
    } else if !coverage.stale.is_empty() {
        Form::Stale
    } else {
        Form::Live
    }
}

fn facts(coverage: &Coverage, form: Form) -> Vec<Fact> {
    let mut facts = Vec::new();
    match form {
        Form::Live => facts.push(Fact::Live { as_of: coverage.as_of }),
        Form::NoneAnswering => {
            facts.push(Fact::NoRegionAnswers { since: coverage.gaps.iter().filter_map(|gap| gap.since).min() });
        }
        _ => facts.extend(coverage.gaps.iter().filter_map(|gap| {
            let (region, customers) = (gap.region.clone(), gap.customers.clone());
            match gap.reason.clone() {
                Reason::Failing { why, next_try } => {
                    Some(Fact::NotAnswering { region, customers, since: gap.since, why, next_try })
                }
                Reason::Refused { why } => Some(Fact::Refused { customers, region, why }),
                Reason::Loading { .. } => None,
            }
        })),
    }
    if coverage.loading() {
        let loading = coverage.gaps.iter().filter(|gap| matches!(gap.reason, Reason::Loading { .. }));
        let customers = loading.clone().map(|gap| gap.customers.len()).sum();
        facts.push(Fact::Loading { regions: loading.map(|gap| gap.region.clone()).collect(), customers });
    }
    let stale = coverage.stale.iter().map(|stale| Fact::Stale { region: stale.region.clone(), as_of: stale.as_of });
    facts.extend(stale);
    if let super::ClosedReach::Partly { since } = coverage.closed {
        facts.push(Fact::ClosedPartly { since });
    }
    if !coverage.unseen.is_empty() {
        facts.push(Fact::Unseen { customers: coverage.unseen.clone() });
    }
    facts
}

fn action(coverage: &Coverage, form: Form) -> Option<Action> {
    let regions = |test: fn(&Reason) -> bool| {
        let mut regions: Vec<RegionCode> =
            coverage.gaps.iter().filter(|gap| test(&gap.reason)).map(|gap| gap.region.clone()).collect();
        regions.dedup();
        regions
    };
    match form {
        Form::NoneAnswering => Some(Action::RetryAll),
        Form::NotAnswering => Some(Action::Retry(regions(|reason| matches!(reason, Reason::Failing { .. })))),
        Form::Refused => {
            let refused = coverage.gaps.iter().filter(|gap| matches!(gap.reason, Reason::Refused { .. }));
            Some(Action::Show(refused.flat_map(|gap| gap.customers.iter().copied()).collect()))
        }
        Form::Stale => Some(Action::Refresh(coverage.stale.iter().map(|stale| stale.region.clone()).collect())),
        Form::Loading | Form::Live => None,
    }
}
