//! The columns of a grid: their words, their places in the style sheet, which are shown, and edits of that. Pure.

use crate::route::{ColumnAt, GridColumn, InvestigationsQuery, SortColumn};

/// Narrowest and widest that a column gets by hand, in pixels.
const WIDTHS: (u16, u16) = (56, 960);

/// How a column is named and styled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Class of its cells, and of its track in the style sheet: `--c-prio` for `c-prio`.
    pub(super) class: &'static str,
    /// Word in its head.
    pub(super) word: &'static str,
    /// What it is, where the word is short; may be empty.
    pub(super) hint: &'static str,
    /// What it orders by.
    pub(super) sort: Option<SortColumn>,
}

/// The look of a column.
pub(super) const fn look(column: GridColumn) -> Look {
    let (class, word, hint, sort) = match column {
        GridColumn::Priority => ("c-prio", "Priority", "", Some(SortColumn::Priority)),
        GridColumn::Title => ("c-title", "Investigation", "", Some(SortColumn::Title)),
        GridColumn::Customer => ("c-cust", "Customer", "", Some(SortColumn::Customer)),
        GridColumn::Region => ("c-region", "Region", "", Some(SortColumn::Region)),
        GridColumn::Status => ("c-status", "Status", "", Some(SortColumn::Status)),
        GridColumn::Assignee => ("c-who", "Assignee", "", Some(SortColumn::Assignee)),
        GridColumn::Age => ("c-age", "Age", "Time since it was created", Some(SortColumn::Created)),
        GridColumn::Created => ("c-created", "Created", "", Some(SortColumn::Created)),
        GridColumn::Latest => ("c-latest", "Latest", "Time since the latest alert", Some(SortColumn::Latest)),
        GridColumn::Alerts => ("c-alerts", "Alerts", "", Some(SortColumn::Alerts)),
        GridColumn::Actors => ("c-actors", "Actors", "", None),
        GridColumn::Source => ("c-source", "Source", "", None),
        GridColumn::Tags => ("c-tags", "Tags", "", None),
        GridColumn::Disposition => ("c-disp", "Disposition", "", None),
        GridColumn::Responsibility => ("c-resp", "Responsibility", "", None),
        GridColumn::Id => ("c-id", "Id", "Last part of its resource name", None),
    };
    Look { class, word, hint, sort }
}

/// Shown while nobody chose otherwise, in this order.
const DEFAULT: [GridColumn; 8] = [
    GridColumn::Priority,
    GridColumn::Title,
    GridColumn::Customer,
    GridColumn::Status,
    GridColumn::Assignee,
    GridColumn::Alerts,
    GridColumn::Latest,
    GridColumn::Age,
];

/// Every column that a list can show: one customer's own says nowhere whose it is.
pub(super) fn offered(one_customer: bool) -> impl Iterator<Item = GridColumn> {
    let all = GridColumn::ALL.into_iter().map(|(column, _)| column);
    all.filter(move |column| !one_customer || !matches!(column, GridColumn::Customer | GridColumn::Region))
}

/// The columns shown, first first; the title is always among them.
pub(super) fn shown(query: &InvestigationsQuery, one_customer: bool) -> Vec<ColumnAt> {
    let fits = |column: GridColumn| offered(one_customer).any(|offered| offered == column);
    let mut columns: Vec<ColumnAt> = match query.columns.as_slice() {
        [] => DEFAULT.into_iter().map(|column| ColumnAt { column, width: None }).collect(),
        chosen => chosen.to_vec(),
    };
    columns.retain(|at| fits(at.column));
    if !columns.iter().any(|at| at.column == GridColumn::Title) {
        columns.insert(0, ColumnAt { column: GridColumn::Title, width: None });
    }
    columns
}

/// Edits the columns; what equals the default set is not said in the address.
fn edit(query: &mut InvestigationsQuery, one_customer: bool, change: impl FnOnce(&mut Vec<ColumnAt>)) {
    let mut columns = shown(query, one_customer);
    change(&mut columns);
    let default = shown(&InvestigationsQuery::default(), one_customer);
    query.columns = if columns == default { Vec::new() } else { columns };
}

/// Shows a column, at the end, or hides it. The title stays.
pub(super) fn toggle(query: &mut InvestigationsQuery, one_customer: bool, column: GridColumn) {
    edit(query, one_customer, |columns| {
        if columns.iter().any(|at| at.column == column) {
            columns.retain(|at| at.column != column || column == GridColumn::Title);
        } else {
            columns.push(ColumnAt { column, width: None });
        }
    });
}

/// Moves a column by so many places; the ends stay.
pub(super) fn shift(query: &mut InvestigationsQuery, one_customer: bool, column: GridColumn, by: isize) {
    edit(query, one_customer, |columns| {
        if let Some(from) = columns.iter().position(|at| at.column == column) {
            let to = from.saturating_add_signed(by).min(columns.len() - 1);
            let at = columns.remove(from);
            columns.insert(to, at);
        }
    });
}

/// Moves a column to where another stands.
pub(super) fn put(query: &mut InvestigationsQuery, one_customer: bool, column: GridColumn, onto: GridColumn) {
    edit(query, one_customer, |columns| {
        let place = |wanted: GridColumn| columns.iter().position(|at| at.column == wanted);
        if let (Some(from), Some(to)) = (place(column), place(onto)) {
            let at = columns.remove(from);
            columns.insert(to, at);
        }
    });
}

/// Makes a column so many pixels wide, within reason; `None` gives it its own width again.
pub(super) fn widen(query: &mut InvestigationsQuery, one_customer: bool, column: GridColumn, width: Option<f64>) {
    let width = width.map(|width| width.round().clamp(f64::from(WIDTHS.0), f64::from(WIDTHS.1)) as u16);
    edit(query, one_customer, |columns| {
        if let Some(at) = columns.iter_mut().find(|at| at.column == column) {
            at.width = width;
        }
    });
}

/// The tracks of a row for the style sheet: check box, columns, end.
pub(super) fn tracks(columns: &[ColumnAt]) -> String {
    let mut tracks = "var(--c-check)".to_owned();
    for at in columns {
        match at.width {
            Some(width) => tracks.push_str(&format!(" {width}px")),
            None => tracks.push_str(&format!(" var(--{})", look(at.column).class)),
        }
    }
    tracks.push_str(" var(--c-end)");
    tracks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &InvestigationsQuery, one: bool) -> Vec<&'static str> {
        shown(query, one).iter().map(|at| look(at.column).word).collect()
    }

    #[test]
    fn the_default_set_needs_no_words_in_the_address() {
        let mut query = InvestigationsQuery::default();
        assert_eq!(words(&query, false).len(), 8);
        assert!(!words(&query, true).contains(&"Customer"));
        toggle(&mut query, false, GridColumn::Tags);
        assert_eq!(words(&query, false).last(), Some(&"Tags"));
        toggle(&mut query, false, GridColumn::Tags);
        assert!(query.columns.is_empty());
    }

    #[test]
    fn the_title_is_always_there() {
        let mut query = InvestigationsQuery::default();
        toggle(&mut query, false, GridColumn::Title);
        assert!(words(&query, false).contains(&"Investigation"));
        query.columns = vec![ColumnAt { column: GridColumn::Age, width: None }];
        assert_eq!(words(&query, false), ["Investigation", "Age"]);
    }

    #[test]
    fn columns_move_and_stay_at_the_ends() {
        let mut query = InvestigationsQuery::default();
        shift(&mut query, false, GridColumn::Priority, -1);
        assert!(query.columns.is_empty());
        shift(&mut query, false, GridColumn::Priority, 1);
        assert_eq!(words(&query, false).get(..2), Some(["Investigation", "Priority"].as_slice()));
        put(&mut query, false, GridColumn::Age, GridColumn::Title);
        assert_eq!(words(&query, false).first(), Some(&"Age"));
        shift(&mut query, false, GridColumn::Age, 100);
        assert_eq!(words(&query, false).last(), Some(&"Age"));
    }

    #[test]
    fn widths_stay_within_reason_and_become_tracks() {
        let mut query = InvestigationsQuery::default();
        widen(&mut query, false, GridColumn::Title, Some(5.0));
        widen(&mut query, false, GridColumn::Customer, Some(f64::INFINITY));
        let tracks = tracks(&shown(&query, false));
        assert!(tracks.starts_with("var(--c-check) var(--c-prio) 56px 960px "), "{tracks}");
        assert!(tracks.ends_with(" var(--c-age) var(--c-end)"));
        widen(&mut query, false, GridColumn::Title, None);
        widen(&mut query, false, GridColumn::Customer, None);
        assert!(query.columns.is_empty());
    }
}
