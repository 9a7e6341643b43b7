//! What each analyst chose.

use super::DirectoryStore;
use super::tables::{Preferences, json};
use crate::{Result, db};
use contract::AnalystId;
use contract::directory;
use sea_query::{Expr, ExprTrait, OnConflict, Query};

impl DirectoryStore {
    /// What this analyst chose; none for one who has chosen nothing yet.
    pub async fn preferences(&self, analyst: AnalystId) -> Result<Option<directory::Preferences>> {
        let statement = Query::select()
            .column(Preferences::Body)
            .from(Preferences::Table)
            .and_where(Expr::col(Preferences::Analyst).eq(analyst.to_string()))
            .to_owned();
        db::row(&self.pool, &statement).await?.as_ref().map(|row| json(row, "body")).transpose()
    }

    /// Keeps the choice as it is; whoever calls has checked it.
    pub async fn set_preferences(&self, analyst: AnalystId, chosen: &directory::Preferences) -> Result<()> {
        let statement = Query::insert()
            .into_table(Preferences::Table)
            .columns([Preferences::Analyst, Preferences::Body])
            .values_panic([analyst.to_string().into(), serde_json::to_string(chosen)?.into()])
            .on_conflict(OnConflict::column(Preferences::Analyst).update_column(Preferences::Body).to_owned())
            .to_owned();
        db::execute(&self.pool, &statement).await?;
        Ok(())
    }
}
