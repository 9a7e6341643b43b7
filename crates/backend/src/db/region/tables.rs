//! Names of the region's tables and columns, and the keys under which names of different spelling are one.

use contract::Rrn;
use sea_query::Iden;

/// Investigations.
#[derive(Iden, Clone, Copy)]
pub(super) enum Investigations {
    Table,
    Seq,
    Rrn,
    RrnKey,
    Organization,
    Title,
    TitleFolded,
    Source,
    Status,
    Priority,
    PriorityRank,
    Disposition,
    AssigneeName,
    AssigneeEmail,
    AssigneeKey,
    CreatedTime,
    LastAccessed,
    FirstAlertTime,
    LatestAlertTime,
    LatestDetectionTime,
    Responsibility,
    Tags,
    Version,
}

/// Tags in lower case, one a row.
#[derive(Iden, Clone, Copy)]
pub(super) enum Tags {
    Table,
    Investigation,
    TagFolded,
}

/// Alerts.
#[derive(Iden, Clone, Copy)]
pub(super) enum Alerts {
    Table,
    Investigation,
    Id,
    Title,
    AlertType,
    AlertTypeDescription,
    AlertSource,
    CreatedTime,
    FirstEventTime,
    LatestEventTime,
    Rule,
    RuleKey,
    Priority,
    Category,
    Techniques,
    Evidence,
}

/// ATT&CK techniques of alerts, one a row.
#[derive(Iden, Clone, Copy)]
pub(super) enum AlertTechniques {
    Table,
    Investigation,
    Alert,
    TechniqueKey,
}

/// Alerts of other products.
#[derive(Iden, Clone, Copy)]
pub(super) enum ProductAlerts {
    Table,
    Investigation,
    Position,
    Name,
    Kind,
}

/// Users, assets and addresses.
#[derive(Iden, Clone, Copy)]
pub(super) enum Actors {
    Table,
    Investigation,
    Position,
    Kind,
    Name,
    NameFolded,
    Note,
    AlertCount,
}

/// Comments.
#[derive(Iden, Clone, Copy)]
pub(super) enum Comments {
    Table,
    RrnKey,
    Rrn,
    Investigation,
    Organization,
    Target,
    CreatorKind,
    CreatorName,
    Body,
    Visibility,
    CreatedTime,
}

/// Who did what.
#[derive(Iden, Clone, Copy)]
pub(super) enum Activity {
    Table,
    Seq,
    Investigation,
    Organization,
    Time,
    Who,
    Email,
    What,
    Before,
    After,
    Unguarded,
}

/// SIEM roles: gate 4.
#[derive(Iden, Clone, Copy)]
pub(super) enum Roles {
    Table,
    Analyst,
    Organization,
    Role,
    Version,
}

/// Verdicts of recent writes.
#[derive(Iden, Clone, Copy)]
pub(super) enum Idempotency {
    Table,
    Analyst,
    Key,
    Organization,
    Time,
    RequestHash,
    Status,
    Etag,
    Body,
}

/// What the database knows of itself.
#[derive(Iden, Clone, Copy)]
pub(super) enum Meta {
    Table,
    Key,
    Value,
}

/// One key for every spelling of an investigation's name: `us1` is `us`, the organisation in lower case.
pub fn rrn_key(rrn: &Rrn) -> String {
    format!("{}:{}:{}", rrn.region(), rrn.customer(), rrn.id())
}

/// One key for every spelling of a comment's name: a region `us1` in its third place is `us`.
pub(super) fn comment_key(rrn: &str) -> String {
    let mut parts = rrn.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(scheme), Some(kind), Some(region), Some(rest)) if region.eq_ignore_ascii_case("us1") => {
            format!("{scheme}:{kind}:us:{rest}")
        }
        _ => rrn.to_owned(),
    }
}

/// The form in which texts are compared.
pub(super) fn folded(text: &str) -> String {
    text.to_lowercase()
}
