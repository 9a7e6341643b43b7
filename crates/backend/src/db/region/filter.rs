//! Pages of investigations: criteria that must all hold, an order without ties, and a total that counts what is seen only.

use super::tables::{Actors, AlertTechniques, Alerts, Investigations, Tags, folded, rrn_key};
use super::{RegionStore, Scope, rows};
use crate::db;
use crate::error::Result;
use contract::idr::Investigation;
use contract::{ActorKind, CustomerId, Priority, Rrn, Source, Status, Timestamp};
use sea_query::{Expr, ExprTrait, Iden, LikeExpr, NullOrdering, Query, SelectStatement};

/// One thing that must hold; a list means any of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Criterion {
    /// Status is one of these.
    Status(Vec<Status>),
    /// Source is one of these.
    Source(Vec<Source>),
    /// Priority is one of these.
    Priority(Vec<Priority>),
    /// Assigned to one of these addresses, in any case.
    Assignee(Vec<String>),
    /// Of one of these customers.
    Organization(Vec<CustomerId>),
    /// One of these investigations.
    Rrn(Vec<Rrn>),
    /// Title contains this, in any case.
    TitleContains(String),
    /// An actor of this kind has a name that contains this, in any case.
    ActorContains(ActorKind, String),
    /// An alert carries one of these ATT&CK techniques, in any case.
    Technique(Vec<String>),
    /// An alert was raised by one of these rules, in any case.
    Rule(Vec<String>),
    /// Carries this tag, in any case.
    Tag(String),
    /// Opened after this moment.
    After(Timestamp),
    /// Opened before this moment.
    Before(Timestamp),
}

/// What to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// When it was opened.
    Created,
    /// How urgent it is.
    Priority,
    /// Its name.
    Rrn,
    /// Its latest alert.
    LatestAlert,
    /// Its latest alert that a detection rule raised.
    LatestDetection,
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smallest or oldest first.
    Ascending,
    /// Largest, latest or most urgent first.
    Descending,
}

/// One key of an order.
pub type Sort = (SortKey, Order);

/// A page and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsPage<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Rows on all pages together.
    pub total: u64,
}

impl RegionStore {
    /// Page `index` (from 0) of `size` of what `scope` sees and `criteria` select. After `sort` come the latest opened,
    /// then names, so that no two pages disagree on ties.
    pub async fn page(
        &self,
        scope: &Scope,
        criteria: &[Criterion],
        sort: &[Sort],
        index: u64,
        size: u64,
    ) -> Result<RowsPage<Investigation>> {
        let mut wanted = Query::select();
        wanted
            .from(Investigations::Table)
            .and_where(scope.holds((Investigations::Table, Investigations::Organization)));
        for criterion in criteria {
            wanted.and_where(condition(criterion));
        }
        let count = wanted.clone().expr_as(Expr::col(Investigations::Seq).count(), "total").to_owned();
        // The names of the page's rows come first, from narrow rows: sorting whole ones costs four times as much.
        order(&mut wanted, sort);
        wanted.column(Investigations::Seq).limit(size).offset(rows::offset(index, size));
        let mut page = Query::select();
        page.columns(rows::INVESTIGATION)
            .from(Investigations::Table)
            .and_where(Expr::col(Investigations::Seq).in_subquery(wanted));
        order(&mut page, sort);

        let mut tx = self.read().await?;
        let total = match db::row(&mut *tx, &count).await? {
            Some(row) => rows::count(&row, "total")?,
            None => 0,
        };
        let rows = db::rows(&mut *tx, &page).await?.iter().map(rows::investigation).collect::<Result<_>>()?;
        Ok(RowsPage { rows, total })
    }
}

fn order(select: &mut SelectStatement, sort: &[Sort]) {
    for (key, order) in sort {
        let column = match key {
            SortKey::Created => Investigations::CreatedTime,
            SortKey::Priority => Investigations::PriorityRank,
            SortKey::Rrn => Investigations::RrnKey,
            SortKey::LatestAlert => Investigations::LatestAlertTime,
            SortKey::LatestDetection => Investigations::LatestDetectionTime,
        };
        let order = match order {
            Order::Ascending => sea_query::Order::Asc,
            Order::Descending => sea_query::Order::Desc,
        };
        if matches!(key, SortKey::LatestAlert | SortKey::LatestDetection) {
            select.order_by_with_nulls(column, order, NullOrdering::Last);
        } else {
            select.order_by(column, order);
        }
    }
    select
        .order_by(Investigations::CreatedTime, sea_query::Order::Desc)
        .order_by(Investigations::RrnKey, sea_query::Order::Asc);
}

fn condition(criterion: &Criterion) -> Expr {
    let one_of = |column: Investigations, words: Vec<String>| Expr::col(column).is_in(words);
    match criterion {
        Criterion::Status(wanted) => one_of(Investigations::Status, words(wanted)),
        Criterion::Source(wanted) => one_of(Investigations::Source, words(wanted)),
        Criterion::Priority(wanted) => one_of(Investigations::Priority, words(wanted)),
        Criterion::Assignee(emails) => one_of(Investigations::AssigneeKey, lowered(emails)),
        Criterion::Organization(ids) => one_of(Investigations::Organization, words(ids)),
        Criterion::Rrn(rrns) => one_of(Investigations::RrnKey, rrns.iter().map(rrn_key).collect()),
        Criterion::TitleContains(part) => Expr::col(Investigations::TitleFolded).like(containing(part)),
        Criterion::ActorContains(kind, part) => Expr::col(Investigations::Seq).in_subquery(
            Query::select()
                .column(Actors::Investigation)
                .from(Actors::Table)
                .and_where(Expr::col(Actors::Kind).eq(kind.word()))
                .and_where(Expr::col(Actors::NameFolded).like(containing(part)))
                .to_owned(),
        ),
        Criterion::Technique(ids) => {
            within(AlertTechniques::Table, AlertTechniques::Investigation, AlertTechniques::TechniqueKey, lowered(ids))
        }
        Criterion::Rule(rules) => within(Alerts::Table, Alerts::Investigation, Alerts::RuleKey, lowered(rules)),
        Criterion::Tag(tag) => within(Tags::Table, Tags::Investigation, Tags::TagFolded, vec![folded(tag)]),
        Criterion::After(moment) => Expr::col(Investigations::CreatedTime).gt(moment.micros()),
        Criterion::Before(moment) => Expr::col(Investigations::CreatedTime).lt(moment.micros()),
    }
}

/// Investigations with a row in `table` whose `key` is one of `values`.
fn within<T: Iden + Copy + 'static>(table: T, investigation: T, key: T, values: Vec<String>) -> Expr {
    let rows = Query::select().column(investigation).from(table).and_where(Expr::col(key).is_in(values)).to_owned();
    Expr::col(Investigations::Seq).in_subquery(rows)
}

fn words<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn lowered(values: &[String]) -> Vec<String> {
    values.iter().map(|value| folded(value)).collect()
}

/// A pattern for texts that contain `part` literally.
fn containing(part: &str) -> LikeExpr {
    let mut pattern = String::with_capacity(part.len() + 2);
    pattern.push('%');
    for letter in folded(part).chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
