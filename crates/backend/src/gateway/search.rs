//! ⟶ Reads the body of a search: which field takes which operator, and what each criterion means.

use super::query::{bad_word, direction, ordered, period, sort_key};
use crate::db::region::{Criterion, Sort};
use crate::error::{Error, Result};
use contract::idr::{SearchCriterion, SearchRequest};
use contract::{ActorKind, Priority, Source, Status, Timestamp};
use serde_json::Value;

/// Criteria of one search, and members of one IN.
const LIMITS: (usize, usize) = (50, 1_000);
/// Bytes of a text that is searched for; the database refuses patterns of more than 50,000.
const LONGEST: usize = 10_000;

/// What a search selects, and in which order. `person` turns an assignee's id into the address it is stored under.
pub(super) fn read(
    request: SearchRequest,
    now: Timestamp,
    person: impl Fn(&str) -> String,
) -> Result<(Vec<Criterion>, Vec<Sort>)> {
    if request.search.len() > LIMITS.0 {
        return Err(Error::BadRequest(format!("search takes at most {} criteria.", LIMITS.0)));
    }
    let mut criteria = period(request.start_time, request.end_time, now);
    for criterion in &request.search {
        criteria.push(meaning(criterion, &person)?);
    }
    let sort = request.sort.iter().map(|sort| {
        let order =
            direction(&sort.order).ok_or_else(|| Error::BadRequest("sort: order must be ASC or DESC.".to_owned()));
        Ok((sort_key(&sort.field)?, order?))
    });
    Ok((criteria, ordered(sort.collect::<Result<_>>()?)?))
}

fn meaning(criterion: &SearchCriterion, person: impl Fn(&str) -> String) -> Result<Criterion> {
    let field = criterion.field.to_ascii_lowercase();
    match field.as_str() {
        "title" => Ok(Criterion::TitleContains(part(criterion)?)),
        "actor_asset_hostname" => Ok(Criterion::ActorContains(ActorKind::Asset, part(criterion)?)),
        "actor_user_name" => Ok(Criterion::ActorContains(ActorKind::User, part(criterion)?)),
        "alert_mitre_t_codes" => Ok(Criterion::Technique(members(criterion)?)),
        "alert_rule_rrn" => Ok(Criterion::Rule(members(criterion)?)),
        "assignee_id" => Ok(Criterion::Assignee(members(criterion)?.iter().map(|id| person(id)).collect())),
        "organization_id" => Ok(Criterion::Organization(parsed(criterion)?)),
        "rrn" => Ok(Criterion::Rrn(parsed(criterion)?)),
        "source" => Ok(Criterion::Source(words(criterion, Source::known, Source::KNOWN)?)),
        "status" => Ok(Criterion::Status(words(criterion, Status::known, Status::KNOWN)?)),
        "priority" => Ok(Criterion::Priority(words(criterion, Priority::known, Priority::KNOWN)?)),
        _ => Err(Error::BadRequest(
            "search: field must be title, actor_asset_hostname, actor_user_name, alert_mitre_t_codes, alert_rule_rrn, \
             assignee_id, organization_id, source, status, priority or rrn."
                .to_owned(),
        )),
    }
}

/// The text of a CONTAINS.
fn part(criterion: &SearchCriterion) -> Result<String> {
    if !criterion.operator.eq_ignore_ascii_case("CONTAINS") {
        return Err(bad(criterion, "takes CONTAINS only"));
    }
    word(criterion, &criterion.value)
}

/// The values of an EQUALS or an IN.
fn members(criterion: &SearchCriterion) -> Result<Vec<String>> {
    match (criterion.operator.to_ascii_uppercase().as_str(), &criterion.value) {
        ("EQUALS", value) => Ok(vec![word(criterion, value)?]),
        ("IN", Value::Array(values)) if (1..=LIMITS.1).contains(&values.len()) => {
            values.iter().map(|value| word(criterion, value)).collect()
        }
        ("IN", _) => Err(bad(criterion, "takes an array of 1 to 1000 texts with IN")),
        _ => Err(bad(criterion, "takes EQUALS or IN")),
    }
}

fn word(criterion: &SearchCriterion, value: &Value) -> Result<String> {
    match value {
        Value::String(text) if text.is_empty() => Err(bad(criterion, "has an empty value")),
        Value::String(text) if text.len() > LONGEST => Err(bad(criterion, "has a value of more than 10000 bytes")),
        Value::String(text) => Ok(text.clone()),
        _ => Err(bad(criterion, "has a value that is no text")),
    }
}

fn words<T: ToString>(criterion: &SearchCriterion, known: impl Fn(&str) -> Option<T>, all: &[T]) -> Result<Vec<T>> {
    let members = members(criterion)?;
    members.iter().map(|word| known(word.trim()).ok_or_else(|| bad_word("search", word, all))).collect()
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(criterion: &SearchCriterion) -> Result<Vec<T>> {
    let read = |text: &String| text.trim().parse().map_err(|cause| Error::BadRequest(format!("search: {cause}.")));
    members(criterion)?.iter().map(read).collect()
}

fn bad(criterion: &SearchCriterion, what: &str) -> Error {
    let field: String = criterion.field.chars().take(64).collect();
    Error::BadRequest(format!("search: {field} {what}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn meaning_of(field: &str, operator: &str, value: Value) -> Result<Criterion> {
        let criterion = SearchCriterion { field: field.to_owned(), operator: operator.to_owned(), value };
        meaning(&criterion, |id| format!("{id}@example"))
    }

    #[test]
    fn each_field_takes_its_operators() {
        assert_eq!(meaning_of("title", "contains", json!("x")).unwrap(), Criterion::TitleContains("x".to_owned()));
        assert_eq!(meaning_of("STATUS", "in", json!(["open"])).unwrap(), Criterion::Status(vec![Status::Open]));
        assert_eq!(
            meaning_of("assignee_id", "EQUALS", json!("a")).unwrap(),
            Criterion::Assignee(vec!["a@example".to_owned()])
        );
        for (field, operator, value) in [
            ("title", "EQUALS", json!("x")),
            ("title", "CONTAINS", json!("")),
            ("title", "CONTAINS", json!(3)),
            ("title", "CONTAINS", json!("x".repeat(10_001))),
            ("status", "CONTAINS", json!("OPEN")),
            ("status", "IN", json!("OPEN")),
            ("status", "IN", json!([])),
            ("status", "EQUALS", json!("OPNE")),
            ("status", "EQUALS", json!(["OPEN"])),
            ("rrn", "EQUALS", json!("rrn:nothing")),
            ("organization_id", "IN", json!(["x"])),
            ("1=1; --", "EQUALS", json!("x")),
        ] {
            assert!(matches!(meaning_of(field, operator, value), Err(Error::BadRequest(_))), "{field} {operator}");
        }
    }

    proptest! {
        #[test]
        fn hostile_criteria_never_panic(field in "\\PC{0,20}", operator in "\\PC{0,10}", value in "\\PC{0,20}") {
            let _ = meaning_of(&field, &operator, json!(value));
            let _ = meaning_of("title", "CONTAINS", json!(value));
            let _ = meaning_of("rrn", "IN", json!([value]));
        }
    }
}
