//! Reads one saved answer: which kind it is, its rows, and what is wrong with those that cannot be taken.

use contract::Rrn;
use contract::idr::{Alert, Comment, Investigation};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::fmt;

/// The largest file that is taken, in bytes.
pub const MOST_BYTES: u64 = 64 << 20;

/// Why a file as a whole cannot be taken, as a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its number in the file, from 1.
    pub row: usize,
    /// Why, as a phrase.
    pub reason: String,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// Its number in the file, from 1.
    pub row: usize,
    /// What it says.
    pub record: T,
}

/// Rows of one kind, those that could be read and those that could not.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows<T> {
    /// In the order of the file.
    pub good: Vec<Row<T>>,
    /// With reason and place.
    pub refused: Vec<Refused>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A list, a search's answer, a bare array or one of them.
    Investigations(Rows<Investigation>),
    /// Alerts; which investigation they belong to is not in the file.
    Alerts(Rows<Alert>),
    /// Comments, each with its target.
    Comments(Rows<Comment>),
    /// A page without rows, of any kind.
    Nothing,
}

impl Content {
    /// The kind in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Investigations(_) => "investigations",
            Self::Alerts(_) => "alerts",
            Self::Comments(_) => "comments",
            Self::Nothing => "rows",
        }
    }
}

/// Reads a saved answer. With `alerts_expected` the rows are alerts of an investigation that was named beside the file.
///
/// # Errors
/// When it is no JSON, no list or record, or of no kind that is known; nothing of it can be taken then.
pub fn read(bytes: &[u8], alerts_expected: bool) -> Result<Content, Unreadable> {
    // Windows tools save with a byte-order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|cause| {
        Unreadable(format!("it is not complete JSON at {}:{}: {cause}", cause.line(), cause.column()))
    })?;
    let rows = rows_of(value)?;
    let Some(kind) = rows.iter().find_map(kind_of) else {
        if rows.is_empty() {
            return Ok(Content::Nothing);
        }
        return Err(Unreadable(
            "its rows are neither investigations, alerts nor comments of the public API".to_owned(),
        ));
    };
    match (kind, alerts_expected) {
        (Kind::Alert, false) => Err(Unreadable(
            "it holds alerts, which do not say whose they are: name their investigation with --investigation RRN"
                .to_owned(),
        )),
        (Kind::Alert, true) => Ok(Content::Alerts(decode(rows))),
        (Kind::Investigation, true) | (Kind::Comment, true) => Err(Unreadable(
            "it holds no alerts, but --investigation was given: leave that out for this file".to_owned(),
        )),
        (Kind::Investigation, false) => Ok(Content::Investigations(checked(decode(rows)))),
        (Kind::Comment, false) => Ok(Content::Comments(decode(rows))),
    }
}

/// The rows of a page of either dialect, of a bare array, or the one record that the file is.
fn rows_of(value: Value) -> Result<Vec<Value>, Unreadable> {
    match value {
        Value::Array(rows) => Ok(rows),
        Value::Object(mut object) => match object.remove("data").or_else(|| object.remove("items")) {
            Some(Value::Array(rows)) => Ok(rows),
            // Some tools save the answer with its envelope: {"data": {…one record…}}.
            Some(record @ Value::Object(_)) => Ok(vec![record]),
            Some(_) => Err(Unreadable("its `data` is neither a list nor a record".to_owned())),
            None if object.contains_key("message") && object.contains_key("correlation_id") => {
                let said = object.get("message").and_then(Value::as_str).unwrap_or_default();
                Err(Unreadable(format!("it is an error answer of the API, which said {said:?}")))
            }
            None => Ok(vec![Value::Object(object)]),
        },
        _ => Err(Unreadable("it is JSON, but neither a page, a list nor a record".to_owned())),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Investigation,
    Alert,
    Comment,
}

fn kind_of(row: &Value) -> Option<Kind> {
    let row = row.as_object()?;
    let has = |name: &str| row.contains_key(name);
    let named = |start: &str| text(row, "rrn").is_some_and(|rrn| rrn.starts_with(start));
    if named("rrn:investigation:") || (has("organization_id") && has("disposition")) {
        Some(Kind::Investigation)
    } else if has("target") && (has("body") || has("visibility") || has("creator")) {
        Some(Kind::Comment)
    } else if has("alert_type") || has("detection_rule_rrn") || has("first_event_time") {
        Some(Kind::Alert)
    } else {
        None
    }
}

fn text<'a>(row: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    row.get(name).and_then(Value::as_str)
}

/// Each row by itself, so that one bad row does not hide the others.
fn decode<T: DeserializeOwned>(rows: Vec<Value>) -> Rows<T> {
    let mut decoded = Rows { good: Vec::new(), refused: Vec::new() };
    for (row, value) in (1..).zip(rows) {
        match serde_json::from_value(value) {
            Ok(record) => decoded.good.push(Row { row, record }),
            Err(cause) => decoded.refused.push(Refused { row, reason: cause.to_string() }),
        }
    }
    decoded
}

/// An investigation whose name is another organisation's than it says is nobody's.
fn checked(rows: Rows<Investigation>) -> Rows<Investigation> {
    let mut checked = Rows { good: Vec::new(), refused: rows.refused };
    for Row { row, record } in rows.good {
        if record.rrn.customer() == record.organization_id {
            checked.good.push(Row { row, record });
        } else {
            let reason = format!("{} does not name its organization_id {}", record.rrn, record.organization_id);
            checked.refused.push(Refused { row, reason });
        }
    }
    checked.refused.sort_by_key(|refused| refused.row);
    checked
}

/// Why an RRN cannot be stored in `region`.
pub(super) fn elsewhere(rrn: &Rrn, region: &contract::RegionCode) -> Option<String> {
    (rrn.region() != region).then(|| format!("{rrn} is of region {}, this import is for region {region}", rrn.region()))
}
