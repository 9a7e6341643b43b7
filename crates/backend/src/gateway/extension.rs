//! What the public dialect lacks: summary, roles, assignees, actors, evidence, activity.

use super::answer::{ActivityAnswer, ActivityAnswerEntry, Capabilities, ReadErrors, Validated};
use super::assignment;
use super::body::Object;
use super::call::{Call, unknown};
use crate::error::{Error, Result};
use axum::Json;
use contract::extension::{Actors, Assignees, AssigneesRequest, CustomerRole, Evidence, Roles, Summary};
use std::collections::{BTreeMap, BTreeSet};

/// Customers that one question about assignees may name.
const MOST_CUSTOMERS: usize = 1_000;

/// Whether the token or the key is good
#[utoipa::path(get, path = "/validate", tag = "extension", operation_id = "validate", responses((status = 200, body = Validated), ReadErrors))]
pub(super) async fn validate(_call: Call) -> Json<Validated> {
    Json(Validated { message: "Authorized" })
}

/// Whether the extension is here
#[utoipa::path(get, path = "/mci/v1", tag = "extension", operation_id = "get_capabilities", responses((status = 200, body = Capabilities), ReadErrors))]
pub(super) async fn capabilities(_call: Call) -> Json<Capabilities> {
    Json(Capabilities { version: 1, working_set: true, changes: true })
}

/// Active work of every customer that the caller sees
#[utoipa::path(get, path = "/mci/v1/summary", tag = "extension", operation_id = "get_summary", responses((status = 200, body = Summary), ReadErrors))]
pub(super) async fn summary(call: Call) -> Result<Json<Summary>> {
    Ok(Json(call.state.store.summary(&call.everything(), call.state.clock.now()).await?))
}

/// The caller's role in every customer with access; null for none
#[utoipa::path(get, path = "/mci/v1/roles", tag = "extension", operation_id = "list_roles", responses((status = 200, body = Roles), ReadErrors))]
pub(super) async fn roles(call: Call) -> Result<Json<Roles>> {
    let scope = call.everything();
    let mut tx = call.state.store.read().await?;
    let mut held: BTreeMap<_, _> = call.state.store.roles_in(&mut tx, &scope).await?.into_iter().collect();
    let mut customers = scope.customers().to_vec();
    customers.sort_unstable();
    let roles = customers.into_iter().map(|id| CustomerRole { organization_id: id, role: held.remove(&id) });
    Ok(Json(Roles { roles: roles.collect() }))
}

/// Who can be given work of these customers, with the reason for anyone who cannot
#[utoipa::path(post, path = "/mci/v1/assignees", tag = "extension", operation_id = "list_assignees", request_body = AssigneesRequest,
    responses((status = 200, body = Assignees), ReadErrors))]
pub(super) async fn assignees(call: Call, Object(request): Object<AssigneesRequest>) -> Result<Json<Assignees>> {
    let wanted: BTreeSet<_> = request.customers.into_iter().collect();
    if wanted.len() > MOST_CUSTOMERS {
        return Err(Error::BadRequest(format!("customers takes at most {MOST_CUSTOMERS} ids.")));
    }
    let mut tx = call.state.store.read().await?;
    let seen = call.state.store.roles_in(&mut tx, &call.everything()).await?;
    let seen: BTreeSet<_> = seen.into_iter().map(|(customer, _)| customer).collect();
    if !wanted.is_subset(&seen) {
        return Err(unknown());
    }
    let customers: Vec<_> = wanted.into_iter().collect();
    let assignees = assignment::options(&call.state, &call.entitled, &mut tx, &customers).await?;
    Ok(Json(Assignees { assignees }))
}

/// Users, assets and addresses of an investigation, most alerts first
#[utoipa::path(get, path = "/investigations/{rrn}/actors", tag = "extension", operation_id = "list_actors",
    params(("rrn" = String, Path, description = "RRN, percent-encoded")),
    responses((status = 200, body = Actors), ReadErrors))]
pub(super) async fn actors(call: Call) -> Result<Json<Actors>> {
    let mut tx = call.state.store.read().await?;
    let found = call.find(&mut tx, &call.everything(), call.segment("rrn")?).await?;
    let actors = call.state.store.actors(&mut tx, &found).await?;
    let investigation = found.investigation;
    Ok(Json(Actors { organization_id: investigation.organization_id, rrn: investigation.rrn, actors }))
}

/// Events behind one alert, oldest first
#[utoipa::path(get, path = "/investigations/{rrn}/alerts/{alert}/evidence", tag = "extension", operation_id = "get_evidence",
    params(("rrn" = String, Path, description = "RRN, percent-encoded"), ("alert" = String, Path)),
    responses((status = 200, body = Evidence), ReadErrors))]
pub(super) async fn evidence(call: Call) -> Result<Json<Evidence>> {
    let alert = call.segment("alert")?;
    let mut tx = call.state.store.read().await?;
    let found = call.find(&mut tx, &call.everything(), call.segment("rrn")?).await?;
    let events = call.state.store.evidence(&mut tx, &found, alert).await?.ok_or_else(unknown)?;
    let investigation = found.investigation;
    let organization_id = investigation.organization_id;
    Ok(Json(Evidence { organization_id, rrn: investigation.rrn, alert: alert.to_owned(), events }))
}

/// Who changed what and when, latest first
#[utoipa::path(get, path = "/investigations/{rrn}/activity", tag = "extension", operation_id = "list_activity",
    params(("rrn" = String, Path, description = "RRN, percent-encoded")),
    responses((status = 200, body = ActivityAnswer), ReadErrors))]
pub(super) async fn activity(call: Call) -> Result<Json<ActivityAnswer>> {
    let mut tx = call.state.store.read().await?;
    let found = call.find(&mut tx, &call.everything(), call.segment("rrn")?).await?;
    let logged = call.state.store.activity(&mut tx, &found).await?;
    let entries = logged.into_iter().map(|one| ActivityAnswerEntry { entry: one.entry, unguarded: one.unguarded });
    let (organization_id, rrn) = (found.investigation.organization_id, found.investigation.rrn);
    Ok(Json(ActivityAnswer { organization_id, rrn, entries: entries.collect() }))
}
