//! The cells of an export: the shown columns, and what a row is not itself without. Pure.

use crate::format::words;
use crate::pages::investigations::columns::look;
use crate::route::{ColumnAt, GridColumn};
use contract::Timestamp;
use working_set::RowRef;

/// A column of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// As the grid has it.
    Shown(GridColumn),
    /// The customer's short code.
    Code,
    /// The whole resource name.
    Rrn,
}

/// The file's columns: those shown, then whose each row is, where it lives, which it is, and since when.
pub(super) fn fields(shown: &[ColumnAt]) -> Vec<Field> {
    let mut fields: Vec<Field> = shown.iter().map(|at| Field::Shown(at.column)).collect();
    let always = [
        Field::Shown(GridColumn::Customer),
        Field::Code,
        Field::Shown(GridColumn::Region),
        Field::Rrn,
        Field::Shown(GridColumn::Created),
    ];
    for field in always {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// The word over a column; units and zone are part of it.
pub(super) fn head(field: Field) -> &'static str {
    match field {
        Field::Code => "Customer code",
        Field::Rrn => "RRN",
        Field::Shown(GridColumn::Age) => "Age (hours)",
        Field::Shown(GridColumn::Created) => "Created (UTC)",
        Field::Shown(GridColumn::Latest) => "Latest alert (UTC)",
        Field::Shown(GridColumn::Assignee) => "Assignee",
        Field::Shown(column) => look(column).word,
    }
}

/// What a row has there; empty where nothing is told.
pub(super) fn value(field: Field, row: RowRef<'_>, now: Timestamp) -> String {
    let names = row.customer_names();
    match field {
        Field::Code => names.map(|names| names.code.clone()).unwrap_or_default(),
        Field::Rrn => row.rrn().to_string(),
        Field::Shown(column) => match column {
            GridColumn::Priority => words::priority(row.priority()).to_owned(),
            GridColumn::Title => row.title().to_owned(),
            GridColumn::Customer => names.map_or_else(|| row.customer().to_string(), |names| names.name.clone()),
            GridColumn::Region => row.region().to_string(),
            GridColumn::Status => words::status(row.status()).to_owned(),
            GridColumn::Assignee => {
                row.assignee().map_or_else(String::new, |person| match (person.name, person.email) {
                    ("", email) => email.to_owned(),
                    (name, "") => name.to_owned(),
                    (name, email) => format!("{name} <{email}>"),
                })
            }
            GridColumn::Age => (row.age_secs(now) / 3_600).to_string(),
            GridColumn::Created => row.created().to_string(),
            GridColumn::Latest => row.latest_alert().map(|at| at.to_string()).unwrap_or_default(),
            GridColumn::Alerts => row.alert_count().map(|number| number.to_string()).unwrap_or_default(),
            GridColumn::Actors => row.actors().map(|(_, name)| name).collect::<Vec<_>>().join("; "),
            GridColumn::Source => words::source(row.source()).to_owned(),
            GridColumn::Tags => row.tags().collect::<Vec<_>>().join("; "),
            GridColumn::Disposition => words::disposition(row.disposition()).to_owned(),
            GridColumn::Responsibility => row.responsibility().unwrap_or_default().to_owned(),
            GridColumn::Id => row.rrn().id().to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_where_and_which_is_always_there_and_nothing_twice() {
        let all: Vec<ColumnAt> =
            GridColumn::ALL.into_iter().map(|(column, _)| ColumnAt { column, width: None }).collect();
        for shown in [all.as_slice(), &[]] {
            let fields = fields(shown);
            let mut heads: Vec<&str> = fields.iter().map(|field| head(*field)).collect();
            for wanted in ["Customer", "Customer code", "Region", "RRN", "Created (UTC)"] {
                assert!(heads.contains(&wanted), "{wanted} in {heads:?}");
            }
            let count = heads.len();
            heads.sort_unstable();
            heads.dedup();
            assert_eq!(heads.len(), count);
        }
    }
}
