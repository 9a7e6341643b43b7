//! From a region's verdicts to what became of each row. An answer that is not about what was sent is refused whole. Pure.

use super::run::{End, Step};
use crate::api::Problem;
use crate::sync::Conflict;
use contract::bulk::{Bulk, BulkChange, BulkOutcome, BulkVerdict, BulkVerdicts};
use contract::idr::{Investigation, InvestigationPatch};
use std::sync::Arc;

/// The body of a call. Rows without a version are not for it.
pub(super) fn body(steps: &[Arc<Step>], comment: Option<&str>) -> Bulk {
    let change = |step: &Arc<Step>| {
        Some(BulkChange {
            rrn: step.target.rrn().clone(),
            version: step.version?,
            change: InvestigationPatch::from(&step.patch),
            comment: comment.map(str::to_owned),
            key: step.key.clone(),
        })
    };
    Bulk(steps.iter().filter_map(change).collect())
}

/// What became of each row, in the order they were sent; a problem when any verdict is about anything else.
pub(super) fn ends(sent: &[Arc<Step>], answer: BulkVerdicts) -> Result<Vec<End>, Problem> {
    if answer.verdicts.len() != sent.len() {
        let told = answer.verdicts.len();
        return Err(Problem::Malformed(format!("{told} verdicts for {} changes", sent.len())));
    }
    for (step, verdict) in sent.iter().zip(&answer.verdicts) {
        check(step, verdict)?;
    }
    Ok(sent.iter().zip(answer.verdicts).map(|(step, verdict)| end(step, verdict.outcome)).collect())
}

fn check(step: &Step, verdict: &BulkVerdict) -> Result<(), Problem> {
    let told = match &verdict.outcome {
        BulkOutcome::Changed { investigation, .. } => Some(investigation.as_ref()),
        BulkOutcome::Conflict { current } => Some(&current.investigation),
        _ => None,
    };
    let customer = step.target.customer();
    let strange = |investigation: &&Investigation| {
        investigation.organization_id != customer || investigation.rrn.customer() != customer
    };
    let other = if verdict.organization_id == customer { None } else { Some(verdict.organization_id) };
    let other = other.or_else(|| told.filter(strange).map(|investigation| investigation.organization_id));
    if let Some(other) = other {
        return Err(Problem::WrongCustomer { asked: customer, answered: other.to_string() });
    }
    let rrn = step.target.rrn();
    let about = verdict.rrn == *rrn && told.is_none_or(|investigation| investigation.rrn == *rrn);
    if !about {
        return Err(Problem::WrongCustomer { asked: customer, answered: verdict.rrn.to_string() });
    }
    if verdict.key != step.key {
        return Err(Problem::Malformed("a verdict carries another change's key".to_owned()));
    }
    Ok(())
}

fn end(step: &Step, outcome: BulkOutcome) -> End {
    match outcome {
        BulkOutcome::Changed { version, investigation } => End::Changed { now: investigation, version: Some(version) },
        BulkOutcome::AlreadySo { .. } => End::AlreadySo,
        BulkOutcome::Conflict { current } => End::Conflict(Box::new(Conflict {
            target: step.target.clone(),
            mine: step.patch.clone(),
            seen: step.seen.clone(),
            now: current.investigation,
            etag: Some(format!("\"{}\"", current.version)),
            changed_by: current.changed_by,
            changed_time: current.changed_time,
        })),
        BulkOutcome::Forbidden { message } | BulkOutcome::Invalid { message } => End::Refused(message),
        BulkOutcome::NotFound => End::Refused("No longer there for you".to_owned()),
    }
}
