//! Writes records into their columns and rows.

use super::tables::{Actors, AlertTechniques, Alerts, Investigations, ProductAlerts, Tags, folded, rrn_key};
use super::{Conn, StoredAlert};
use crate::db;
use crate::error::{Error, Result};
use contract::Timestamp;
use contract::extension::Actor;
use contract::idr::{Investigation, ProductAlert};
use sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use serde_json::Value;
use sqlx::Row;

/// Rows written by one statement; keeps well under any database's limit of bound values.
const ROWS: usize = 500;

/// Every column that follows from the public record, but not its name.
pub(super) fn columns(investigation: &Investigation) -> Result<Vec<(Investigations, SimpleExpr)>> {
    let assignee = investigation.assignee.as_ref();
    let micros = |time: Option<Timestamp>| time.map(Timestamp::micros);
    Ok(vec![
        (Investigations::Title, investigation.title.as_str().into()),
        (Investigations::TitleFolded, folded(&investigation.title).into()),
        (Investigations::Source, investigation.source.word().into()),
        (Investigations::Status, investigation.status.word().into()),
        (Investigations::Priority, investigation.priority.word().into()),
        (Investigations::PriorityRank, i64::from(investigation.priority.rank()).into()),
        (Investigations::Disposition, investigation.disposition.word().into()),
        (Investigations::AssigneeName, assignee.map(|person| person.name.clone()).into()),
        (Investigations::AssigneeEmail, assignee.map(|person| person.email.clone()).into()),
        (Investigations::AssigneeKey, assignee.map(|person| folded(&person.email)).into()),
        (Investigations::CreatedTime, investigation.created_time.micros().into()),
        (Investigations::LastAccessed, micros(investigation.last_accessed).into()),
        (Investigations::FirstAlertTime, micros(investigation.first_alert_time).into()),
        (Investigations::LatestAlertTime, micros(investigation.latest_alert_time).into()),
        (Investigations::Responsibility, investigation.responsibility.clone().into()),
        (Investigations::Tags, serde_json::to_string(&investigation.tags)?.into()),
    ])
}

/// A new investigation; answers the number of its row.
pub(super) async fn investigation(
    conn: &mut Conn,
    investigation: &Investigation,
    version: i64,
    alerts: &[StoredAlert],
) -> Result<i64> {
    let detected = alerts.iter().filter(|stored| rule_key(&stored.alert.detection_rule_rrn).is_some());
    let latest_detection = detected.map(|stored| stored.alert.created_time.micros()).max();
    let mut all: Vec<(Investigations, SimpleExpr)> = vec![
        (Investigations::Rrn, investigation.rrn.as_str().into()),
        (Investigations::RrnKey, rrn_key(&investigation.rrn).into()),
        (Investigations::Organization, investigation.organization_id.to_string().into()),
        (Investigations::LatestDetectionTime, latest_detection.into()),
        (Investigations::Version, version.into()),
    ];
    all.extend(columns(investigation)?);
    let (names, values): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let insert = Query::insert()
        .into_table(Investigations::Table)
        .columns(names)
        .values_panic(values)
        .returning_col(Investigations::Seq)
        .to_owned();
    let row = db::row(&mut *conn, &insert).await?;
    let seq = row.ok_or_else(|| Error::internal("a stored investigation got no number"))?.try_get(0)?;
    tags(conn, seq, &investigation.tags).await?;
    Ok(seq)
}

/// Makes `words` the investigation's tags.
pub(super) async fn tags(conn: &mut Conn, investigation: i64, words: &[String]) -> Result<()> {
    let clear =
        Query::delete().from_table(Tags::Table).and_where(Expr::col(Tags::Investigation).eq(investigation)).to_owned();
    db::execute(&mut *conn, &clear).await?;
    let mut keys: Vec<String> = words.iter().map(|word| folded(word)).collect();
    keys.sort_unstable();
    keys.dedup();
    for some in keys.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table(Tags::Table).columns([Tags::Investigation, Tags::TagFolded]);
        for key in some {
            insert.values_panic([investigation.into(), key.as_str().into()]);
        }
        db::execute(&mut *conn, &insert).await?;
    }
    Ok(())
}

/// Adds alerts with their evidence.
pub(super) async fn alerts(conn: &mut Conn, investigation: i64, alerts: &[StoredAlert]) -> Result<()> {
    for some in alerts.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table(Alerts::Table).columns([
            Alerts::Investigation,
            Alerts::Id,
            Alerts::Title,
            Alerts::AlertType,
            Alerts::AlertTypeDescription,
            Alerts::AlertSource,
            Alerts::CreatedTime,
            Alerts::FirstEventTime,
            Alerts::LatestEventTime,
            Alerts::Rule,
            Alerts::RuleKey,
            Alerts::Priority,
            Alerts::Category,
            Alerts::Techniques,
            Alerts::Evidence,
        ]);
        for StoredAlert { alert, evidence } in some {
            insert.values_panic([
                investigation.into(),
                alert.id.as_str().into(),
                alert.title.as_str().into(),
                alert.alert_type.as_str().into(),
                alert.alert_type_description.clone().into(),
                alert.alert_source.clone().into(),
                alert.created_time.micros().into(),
                alert.first_event_time.map(Timestamp::micros).into(),
                alert.latest_event_time.map(Timestamp::micros).into(),
                alert.detection_rule_rrn.to_string().into(),
                rule_key(&alert.detection_rule_rrn).into(),
                alert.priority.as_ref().map(|priority| priority.word().to_owned()).into(),
                alert.category.clone().into(),
                serde_json::to_string(&alert.techniques)?.into(),
                serde_json::to_string(evidence)?.into(),
            ]);
        }
        db::execute(&mut *conn, &insert).await?;
    }
    techniques(conn, investigation, alerts).await
}

async fn techniques(conn: &mut Conn, investigation: i64, alerts: &[StoredAlert]) -> Result<()> {
    let mut keys: Vec<(&str, String)> = alerts
        .iter()
        .flat_map(|stored| stored.alert.techniques.iter().map(|code| (stored.alert.id.as_str(), folded(code))))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    for some in keys.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table(AlertTechniques::Table).columns([
            AlertTechniques::Investigation,
            AlertTechniques::Alert,
            AlertTechniques::TechniqueKey,
        ]);
        for (alert, key) in some {
            insert.values_panic([investigation.into(), (*alert).into(), key.as_str().into()]);
        }
        db::execute(&mut *conn, &insert).await?;
    }
    Ok(())
}

/// Takes an alert out, if it is there.
pub(super) async fn drop_alert(conn: &mut Conn, investigation: i64, id: &str) -> Result<()> {
    let techniques = Query::delete()
        .from_table(AlertTechniques::Table)
        .and_where(Expr::col(AlertTechniques::Investigation).eq(investigation))
        .and_where(Expr::col(AlertTechniques::Alert).eq(id))
        .to_owned();
    db::execute(&mut *conn, &techniques).await?;
    let alert = Query::delete()
        .from_table(Alerts::Table)
        .and_where(Expr::col(Alerts::Investigation).eq(investigation))
        .and_where(Expr::col(Alerts::Id).eq(id))
        .to_owned();
    db::execute(conn, &alert).await?;
    Ok(())
}

/// Adds alerts of other products, in this order.
pub(super) async fn product_alerts(conn: &mut Conn, investigation: i64, alerts: &[ProductAlert]) -> Result<()> {
    let columns = [ProductAlerts::Investigation, ProductAlerts::Position, ProductAlerts::Name, ProductAlerts::Kind];
    for (chunk, some) in alerts.chunks(ROWS).enumerate() {
        let mut insert = Query::insert();
        insert.into_table(ProductAlerts::Table).columns(columns);
        for (place, alert) in some.iter().enumerate() {
            let position = place_of(chunk, place);
            insert.values_panic([
                investigation.into(),
                position,
                alert.name.as_str().into(),
                alert.kind.as_str().into(),
            ]);
        }
        db::execute(&mut *conn, &insert).await?;
    }
    Ok(())
}

/// Adds actors, in this order.
pub(super) async fn actors(conn: &mut Conn, investigation: i64, actors: &[Actor]) -> Result<()> {
    for (chunk, some) in actors.chunks(ROWS).enumerate() {
        let mut insert = Query::insert();
        insert.into_table(Actors::Table).columns([
            Actors::Investigation,
            Actors::Position,
            Actors::Kind,
            Actors::Name,
            Actors::NameFolded,
            Actors::Note,
            Actors::AlertCount,
        ]);
        for (place, actor) in some.iter().enumerate() {
            insert.values_panic([
                investigation.into(),
                place_of(chunk, place),
                actor.kind.word().into(),
                actor.name.as_str().into(),
                folded(&actor.name).into(),
                actor.note.clone().into(),
                i64::try_from(actor.alert_count).unwrap_or(i64::MAX).into(),
            ]);
        }
        db::execute(&mut *conn, &insert).await?;
    }
    Ok(())
}

fn place_of(chunk: usize, place: usize) -> SimpleExpr {
    i64::try_from(chunk * ROWS + place).unwrap_or(i64::MAX).into()
}

/// The rule's name in lower case, from any form it has on the wire; none where no rule is named.
fn rule_key(rule: &Value) -> Option<String> {
    let text = match rule {
        Value::String(text) => text,
        Value::Object(members) => {
            ["rule_rrn", "rrn", "detection_rule_rrn"].iter().find_map(|name| members.get(*name)?.as_str())?
        }
        _ => return None,
    };
    (!text.is_empty()).then(|| folded(text))
}
