//! Comments of an investigation; no comment changes its version.

use super::tables::{Comments, comment_key};
use super::{Author, Conn, Found, RegionStore, RowsPage, Scope, activity, rows};
use crate::db;
use crate::error::Result;
use contract::extension::ActivityEntry;
use contract::idr::{Comment, Creator, Investigation};
use contract::{Rrn, Visibility};
use sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// A comment, and the investigation it is about with the caller's role there.
#[derive(Debug, Clone)]
pub struct ScopedComment {
    /// The comment.
    pub comment: Comment,
    /// What it is about.
    pub found: Found,
}

impl RegionStore {
    /// Page `index` (from 0) of `size` of the comments, newest first.
    pub async fn comments(&self, conn: &mut Conn, found: &Found, index: u64, size: u64) -> Result<RowsPage<Comment>> {
        let mut of_it = Query::select();
        of_it.from(Comments::Table).and_where(Expr::col(Comments::Investigation).eq(found.seq));
        let count = of_it.clone().expr_as(Expr::col(Comments::Rrn).count(), "total").to_owned();
        columns(&mut of_it)
            .order_by(Comments::CreatedTime, sea_query::Order::Desc)
            .order_by(Comments::RrnKey, sea_query::Order::Asc)
            .limit(size)
            .offset(rows::offset(index, size));
        let total = match db::row(&mut *conn, &count).await? {
            Some(row) => rows::count(&row, "total")?,
            None => 0,
        };
        let rows = db::rows(conn, &of_it).await?.iter().map(comment).collect::<Result<_>>()?;
        Ok(RowsPage { rows, total })
    }

    /// The comment `rrn` if all four gates hold for its customer.
    pub async fn comment_in(&self, conn: &mut Conn, scope: &Scope, rrn: &str) -> Result<Option<ScopedComment>> {
        let mut select = Query::select();
        columns(&mut select)
            .from(Comments::Table)
            .and_where(Expr::col(Comments::RrnKey).eq(comment_key(rrn)))
            .and_where(scope.holds((Comments::Table, Comments::Organization)));
        let Some(row) = db::row(&mut *conn, &select).await? else { return Ok(None) };
        let comment = comment(&row)?;
        let target: Rrn = rows::parsed(&row, "target")?;
        Ok(self.find_in(conn, scope, &target).await?.map(|found| ScopedComment { comment, found }))
    }

    /// Adds a comment of the author's.
    pub async fn add_comment(&self, conn: &mut Conn, found: &Found, comment: &Comment, by: &Author) -> Result<()> {
        insert(&mut *conn, found, std::slice::from_ref(comment)).await?;
        note(conn, found, added(comment, by)).await
    }

    /// Shows a comment to others than before; a visibility that already stands is no change.
    pub async fn show_comment(
        &self,
        conn: &mut Conn,
        scoped: &mut ScopedComment,
        visibility: Visibility,
        by: &Author,
    ) -> Result<()> {
        let before = std::mem::replace(&mut scoped.comment.visibility, visibility.clone());
        if before == visibility {
            return Ok(());
        }
        let update = Query::update()
            .table(Comments::Table)
            .value(Comments::Visibility, visibility.word())
            .and_where(Expr::col(Comments::RrnKey).eq(comment_key(&scoped.comment.rrn)))
            .to_owned();
        db::execute(&mut *conn, &update).await?;
        let entry = by.entry("comment_visibility", Some(before.to_string()), Some(visibility.to_string()));
        note(conn, &scoped.found, entry).await
    }

    /// Deletes a comment.
    pub async fn delete_comment(&self, conn: &mut Conn, scoped: &ScopedComment, by: &Author) -> Result<()> {
        remove(&mut *conn, &scoped.comment.rrn).await?;
        let entry = by.entry("comment_deleted", Some(scoped.comment.visibility.to_string()), None);
        note(conn, &scoped.found, entry).await
    }
}

/// The entry that tells of a new comment.
pub(super) fn added(comment: &Comment, by: &Author) -> ActivityEntry {
    by.entry("comment", None, Some(comment.visibility.to_string()))
}

/// Records what happened to a comment. It overwrites nobody, so it is never marked as unguarded.
async fn note(conn: &mut Conn, found: &Found, entry: ActivityEntry) -> Result<()> {
    activity::record(conn, found.seq, found.investigation.organization_id, &[entry], false).await
}

/// The comment `rrn`, whoever's it is: for loading only.
pub(super) async fn any(conn: &mut Conn, rrn: &str) -> Result<Option<Comment>> {
    let mut select = Query::select();
    columns(&mut select).from(Comments::Table).and_where(Expr::col(Comments::RrnKey).eq(comment_key(rrn)));
    db::row(conn, &select).await?.as_ref().map(comment).transpose()
}

/// Takes the comment `rrn` out.
pub(super) async fn remove(conn: &mut Conn, rrn: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table(Comments::Table)
        .and_where(Expr::col(Comments::RrnKey).eq(comment_key(rrn)))
        .to_owned();
    db::execute(conn, &delete).await?;
    Ok(())
}

/// Stores comments of one investigation as they are; the target is the investigation's name as first spelt.
pub(super) async fn insert(conn: &mut Conn, found: &Found, comments: &[Comment]) -> Result<()> {
    insert_all(conn, comments.iter().map(|comment| (found.seq, &found.investigation, comment))).await
}

/// Stores comments of any investigations in one statement.
pub(super) async fn insert_all(
    conn: &mut Conn,
    comments: impl Iterator<Item = (i64, &Investigation, &Comment)> + Send,
) -> Result<()> {
    let mut insert = Query::insert();
    insert.into_table(Comments::Table).columns([
        Comments::RrnKey,
        Comments::Rrn,
        Comments::Investigation,
        Comments::Organization,
        Comments::Target,
        Comments::CreatorKind,
        Comments::CreatorName,
        Comments::Body,
        Comments::Visibility,
        Comments::CreatedTime,
    ]);
    let mut any = false;
    for (seq, investigation, comment) in comments {
        any = true;
        let creator = comment.creator.as_ref();
        insert.values_panic([
            comment_key(&comment.rrn).into(),
            comment.rrn.as_str().into(),
            seq.into(),
            investigation.organization_id.to_string().into(),
            investigation.rrn.as_str().into(),
            creator.map(|creator| creator.kind.clone()).into(),
            creator.map(|creator| creator.name.clone()).into(),
            comment.body.clone().into(),
            comment.visibility.word().into(),
            comment.created_time.micros().into(),
        ]);
    }
    if any {
        db::execute(conn, &insert).await?;
    }
    Ok(())
}

fn columns(select: &mut SelectStatement) -> &mut SelectStatement {
    select.columns([
        Comments::Rrn,
        Comments::Target,
        Comments::CreatorKind,
        Comments::CreatorName,
        Comments::Body,
        Comments::Visibility,
        Comments::CreatedTime,
    ])
}

fn comment(row: &SqliteRow) -> Result<Comment> {
    let (kind, name): (Option<String>, Option<String>) = (row.try_get("creator_kind")?, row.try_get("creator_name")?);
    let creator = match (kind, name) {
        (None, None) => None,
        (kind, name) => Some(Creator { kind: kind.unwrap_or_default(), name: name.unwrap_or_default() }),
    };
    Ok(Comment {
        rrn: row.try_get("rrn")?,
        target: row.try_get("target")?,
        creator,
        body: row.try_get("body")?,
        visibility: Visibility::from_word(row.try_get("visibility")?),
        created_time: rows::time(row, "created_time")?,
    })
}
