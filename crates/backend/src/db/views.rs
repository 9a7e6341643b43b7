//! Saved views as both kinds of database keep them, in tables of the same shape.

use crate::error::{Error, Result};
use contract::views::{NewView, ViewMarks};
use contract::{AnalystId, CustomerId};
use sea_query::{Condition, Expr, ExprTrait, Iden, OnConflict, Query, SelectStatement};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// Views.
#[derive(Iden, Clone, Copy)]
enum Views {
    Table,
    Id,
    Owner,
    Name,
    NameFolded,
    Query,
    Words,
    Customer,
    Shared,
    MadeKey,
    MadeHash,
}

/// What each analyst marked.
#[derive(Iden, Clone, Copy)]
enum ViewMarksTable {
    #[iden = "view_marks"]
    Table,
    Analyst,
    View,
    Pinned,
    IsDefault,
}

/// A view, with the marks of whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredView {
    /// Its id.
    pub id: String,
    /// Who made it.
    pub owner: AnalystId,
    /// What it is called.
    pub name: String,
    /// The query string.
    pub query: String,
    /// Typed words; none in the directory.
    pub words: String,
    /// The customer whose list it is of.
    pub customer: Option<CustomerId>,
    /// Colleagues see it too.
    pub shared: bool,
    /// Marks of whoever asked.
    pub marks: ViewMarks,
}

/// The analyst's own views, and every shared one.
pub async fn visible(conn: &mut SqliteConnection, analyst: AnalystId) -> Result<Vec<StoredView>> {
    super::rows(conn, &select(analyst)).await?.iter().map(view).collect()
}

/// One of those.
pub async fn find(conn: &mut SqliteConnection, analyst: AnalystId, id: &str) -> Result<Option<StoredView>> {
    let one = select(analyst).and_where(Expr::col((Views::Table, Views::Id)).eq(id)).to_owned();
    super::row(conn, &one).await?.as_ref().map(view).transpose()
}

/// The view that `owner` made with this key, and the hash of what it was made from.
pub async fn made_with(conn: &mut SqliteConnection, owner: AnalystId, key: &str) -> Result<Option<(String, String)>> {
    let select = Query::select()
        .columns([Views::Id, Views::MadeHash])
        .from(Views::Table)
        .and_where(Expr::col(Views::Owner).eq(owner.to_string()))
        .and_where(Expr::col(Views::MadeKey).eq(key))
        .to_owned();
    match super::row(conn, &select).await? {
        Some(row) => Ok(Some((row.try_get("id")?, row.try_get("made_hash")?))),
        None => Ok(None),
    }
}

/// How many views `owner` has.
pub async fn count(conn: &mut SqliteConnection, owner: AnalystId) -> Result<u64> {
    let select = Query::select()
        .expr_as(Expr::col(Views::Id).count(), "total")
        .from(Views::Table)
        .and_where(Expr::col(Views::Owner).eq(owner.to_string()))
        .to_owned();
    let total: i64 = super::row(conn, &select).await?.map(|row| row.try_get("total")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(total).unwrap_or_default())
}

/// Whether another view of `owner`'s than `id` has this name, in any case.
pub async fn is_named(conn: &mut SqliteConnection, owner: AnalystId, name: &str, id: &str) -> Result<bool> {
    let select = Query::select()
        .column(Views::Id)
        .from(Views::Table)
        .and_where(Expr::col(Views::Owner).eq(owner.to_string()))
        .and_where(Expr::col(Views::NameFolded).eq(name.to_lowercase()))
        .and_where(Expr::col(Views::Id).ne(id))
        .to_owned();
    Ok(super::row(conn, &select).await?.is_some())
}

/// Keeps a new view; `made` is the key of the request and the hash of what it asked for.
pub async fn insert(
    conn: &mut SqliteConnection,
    id: &str,
    owner: AnalystId,
    new: &NewView,
    made: Option<(&str, &str)>,
) -> Result<()> {
    let (key, hash) = made.unzip();
    let insert = Query::insert()
        .into_table(Views::Table)
        .columns([
            Views::Id,
            Views::Owner,
            Views::Name,
            Views::NameFolded,
            Views::Query,
            Views::Words,
            Views::Customer,
            Views::Shared,
            Views::MadeKey,
            Views::MadeHash,
        ])
        .values_panic([
            id.into(),
            owner.to_string().into(),
            new.name.as_str().into(),
            new.name.to_lowercase().into(),
            new.query.as_str().into(),
            new.words.as_str().into(),
            new.customer.map(|customer| customer.to_string()).into(),
            new.shared.into(),
            key.map(str::to_owned).into(),
            hash.map(str::to_owned).into(),
        ])
        .to_owned();
    super::execute(conn, &insert).await?;
    Ok(())
}

/// Puts `new` in the place of the view `id`; marks stay.
pub async fn replace(conn: &mut SqliteConnection, id: &str, new: &NewView) -> Result<()> {
    let update = Query::update()
        .table(Views::Table)
        .value(Views::Name, new.name.as_str())
        .value(Views::NameFolded, new.name.to_lowercase())
        .value(Views::Query, new.query.as_str())
        .value(Views::Words, new.words.as_str())
        .value(Views::Customer, new.customer.map(|customer| customer.to_string()))
        .value(Views::Shared, new.shared)
        .and_where(Expr::col(Views::Id).eq(id))
        .to_owned();
    super::execute(conn, &update).await?;
    Ok(())
}

/// Deletes the view `id` and everybody's marks on it.
pub async fn remove(conn: &mut SqliteConnection, id: &str) -> Result<()> {
    let delete = Query::delete().from_table(Views::Table).and_where(Expr::col(Views::Id).eq(id)).to_owned();
    super::execute(conn, &delete).await?;
    Ok(())
}

/// Sets the analyst's marks on the view `id`; a default takes the mark off all others of theirs.
pub async fn mark(conn: &mut SqliteConnection, analyst: AnalystId, id: &str, marks: ViewMarks) -> Result<()> {
    if marks.default {
        let others = Query::update()
            .table(ViewMarksTable::Table)
            .value(ViewMarksTable::IsDefault, false)
            .and_where(Expr::col(ViewMarksTable::Analyst).eq(analyst.to_string()))
            .to_owned();
        super::execute(&mut *conn, &others).await?;
    }
    let columns = [ViewMarksTable::Pinned, ViewMarksTable::IsDefault];
    let insert = Query::insert()
        .into_table(ViewMarksTable::Table)
        .columns([ViewMarksTable::Analyst, ViewMarksTable::View].into_iter().chain(columns))
        .values_panic([analyst.to_string().into(), id.into(), marks.pinned.into(), marks.default.into()])
        .on_conflict(
            OnConflict::columns([ViewMarksTable::Analyst, ViewMarksTable::View]).update_columns(columns).to_owned(),
        )
        .to_owned();
    super::execute(conn, &insert).await?;
    Ok(())
}

fn select(analyst: AnalystId) -> SelectStatement {
    let views = [Views::Id, Views::Owner, Views::Name, Views::Query, Views::Words, Views::Customer, Views::Shared];
    let marks = [ViewMarksTable::Pinned, ViewMarksTable::IsDefault];
    let theirs = Expr::col((ViewMarksTable::Table, ViewMarksTable::View))
        .equals((Views::Table, Views::Id))
        .and(Expr::col((ViewMarksTable::Table, ViewMarksTable::Analyst)).eq(analyst.to_string()));
    Query::select()
        .columns(views.map(|column| (Views::Table, column)))
        .columns(marks.map(|column| (ViewMarksTable::Table, column)))
        .from(Views::Table)
        .left_join(ViewMarksTable::Table, theirs)
        .cond_where(
            Condition::any()
                .add(Expr::col((Views::Table, Views::Owner)).eq(analyst.to_string()))
                .add(Expr::col((Views::Table, Views::Shared)).eq(true)),
        )
        .to_owned()
}

fn view(row: &SqliteRow) -> Result<StoredView> {
    let bad = |cause: contract::BadId| Error::caused("reading a stored view", cause);
    let marked = |column: &str| row.try_get::<Option<bool>, _>(column).map(Option::unwrap_or_default);
    Ok(StoredView {
        id: row.try_get("id")?,
        owner: row.try_get::<&str, _>("owner")?.parse().map_err(bad)?,
        name: row.try_get("name")?,
        query: row.try_get("query")?,
        words: row.try_get("words")?,
        customer: row.try_get::<Option<&str>, _>("customer")?.map(|id| id.parse().map_err(bad)).transpose()?,
        shared: row.try_get("shared")?,
        marks: ViewMarks { pinned: marked("pinned")?, default: marked("is_default")? },
    })
}
