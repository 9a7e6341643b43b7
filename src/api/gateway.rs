//! Calls to one regional gateway, one function each. What is about one customer is asked in its fixed form, and an
//! answer that names another customer is refused.

use super::{Api, ApiError, Call, Endpoint, Problem, Reply, Service, Streamed};
use contract::bulk::{Bulk, BulkVerdicts};
use contract::extension::{Activity, Actors, Assignees, AssigneesRequest, Evidence, Roles};
use contract::idr::{Alert, Comment, Investigation, InvestigationPatch, NewComment, SearchRequest};
use contract::{Answer, CustomerId, RegionCode, Rrn};
use std::time::Duration;

/// An investigation and the version its facts are of.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned {
    /// The facts.
    pub investigation: Investigation,
    /// The version's tag, to base a change on; absent on a gateway that tells none.
    pub etag: Option<String>,
}

fn region(rrn: &Rrn) -> Service {
    Service::Region(rrn.region().clone())
}

/// The caller's roles in this region.
pub async fn roles(api: Api, code: RegionCode) -> Result<Roles, ApiError> {
    api.send(Call::get(Service::Region(code), Endpoint::roles())).await?.read()
}

/// One page of every visible customer's investigations with these statuses; all, when empty.
pub async fn page(
    api: Api,
    code: RegionCode,
    statuses: &str,
    index: u64,
    size: u64,
) -> Result<Answer<Investigation>, ApiError> {
    api.send(Call::get(Service::Region(code), Endpoint::all_investigations(statuses, index, size))).await?.read()
}

/// The head of a working set may take as long as counting takes.
const COUNTING: Duration = Duration::from_secs(15);
/// A connection that gives no head by then is given back, so that ordinary requests get through.
const CONNECTING: Duration = Duration::from_secs(5);

/// Every active investigation and what closed lately, as lines of [`contract::stream::Line`].
pub async fn working_set(api: Api, code: RegionCode) -> Result<Streamed, ApiError> {
    api.open(Call::get(Service::Region(code), Endpoint::working_set()), COUNTING).await
}

/// What became different since a cursor; [`Problem::Gone`] where it is too old or another store's.
pub async fn working_set_since(api: Api, code: RegionCode, cursor: &str) -> Result<Streamed, ApiError> {
    api.open(Call::get(Service::Region(code), Endpoint::working_set_since(cursor)), COUNTING).await
}

/// The working set of these customers alone.
pub async fn working_set_of(api: Api, code: RegionCode, customers: &[CustomerId]) -> Result<Streamed, ApiError> {
    api.open(Call::get(Service::Region(code), Endpoint::working_set_of(customers)), COUNTING).await
}

/// Changes from a cursor on, as server-sent events, until dropped. [`Problem::TimedOut`] when no connection was free.
pub async fn changes(api: Api, code: RegionCode, cursor: &str) -> Result<Streamed, ApiError> {
    api.open(Call::get(Service::Region(code), Endpoint::changes(cursor)), CONNECTING).await
}

/// One page of what a search finds, of every visible customer.
pub async fn search(
    api: Api,
    code: RegionCode,
    body: &SearchRequest,
    index: u64,
    size: u64,
) -> Result<Answer<Investigation>, ApiError> {
    api.send(Call::write(Service::Region(code), "POST", Endpoint::search(index, size), body)).await?.read()
}

/// Many changes of one region in one call. Whoever sends them verifies each verdict against what was sent.
pub async fn bulk(api: Api, code: RegionCode, changes: &Bulk) -> Result<BulkVerdicts, ApiError> {
    api.send(Call::write(Service::Region(code), "POST", Endpoint::bulk(), changes)).await?.read()
}

/// Who can be given work of these customers, all of this region.
pub async fn assignees(api: Api, code: RegionCode, customers: Vec<CustomerId>) -> Result<Assignees, ApiError> {
    let body = AssigneesRequest { customers };
    api.send(Call::write(Service::Region(code), "POST", Endpoint::assignees(), &body)).await?.read()
}

/// Refuses an answer about anything else than was asked.
fn verified(rrn: &Rrn, reply: &Reply) -> Result<Versioned, ApiError> {
    let investigation: Investigation = reply.read()?;
    if investigation.rrn != *rrn || investigation.organization_id != rrn.customer() {
        return Err(mismatch(rrn, investigation.organization_id.to_string()));
    }
    Ok(Versioned { investigation, etag: reply.etag.clone() })
}

fn mismatch(rrn: &Rrn, answered: String) -> ApiError {
    ApiError::new(region(rrn), Problem::WrongCustomer { asked: rrn.customer(), answered })
}

/// One investigation as it stands.
pub async fn investigation(api: Api, rrn: &Rrn) -> Result<Versioned, ApiError> {
    let reply = api.send(Call::get(region(rrn), Endpoint::investigation(rrn))).await?;
    verified(rrn, &reply)
}

/// Changes one investigation, guarded by the version it was based on; `key` makes a retry harmless.
pub async fn change(
    api: Api,
    rrn: &Rrn,
    patch: &InvestigationPatch,
    etag: Option<String>,
    key: &str,
) -> Result<Versioned, ApiError> {
    let call = Call::write(region(rrn), "PATCH", Endpoint::investigation(rrn), patch).based_on(etag).once(key);
    let reply = api.send(call).await?;
    verified(rrn, &reply)
}

/// Alerts, newest first.
pub async fn alerts(api: Api, rrn: &Rrn, index: u64, size: u64) -> Result<Answer<Alert>, ApiError> {
    api.send(Call::get(region(rrn), Endpoint::alerts(rrn, index, size))).await?.read()
}

/// Comments, newest first.
pub async fn comments(api: Api, rrn: &Rrn, index: u64, size: u64) -> Result<Answer<Comment>, ApiError> {
    let answer: Answer<Comment> =
        api.send(Call::get(region(rrn), Endpoint::comments(rrn, index, size))).await?.read()?;
    match answer.data.iter().find(|comment| !about(rrn, comment)) {
        Some(comment) => Err(mismatch(rrn, comment.target.clone())),
        None => Ok(answer),
    }
}

fn about(rrn: &Rrn, comment: &Comment) -> bool {
    comment.target.parse::<Rrn>().is_ok_and(|target| target == *rrn)
}

/// Adds a comment.
pub async fn comment(api: Api, rrn: &Rrn, comment: &NewComment, key: &str) -> Result<Comment, ApiError> {
    let endpoint = Endpoint::new_comment(rrn.customer());
    let reply = api.send(Call::write(region(rrn), "POST", endpoint, comment).once(key)).await?;
    let comment: Comment = reply.read()?;
    if about(rrn, &comment) { Ok(comment) } else { Err(mismatch(rrn, comment.target)) }
}

/// Users, assets and addresses.
pub async fn actors(api: Api, rrn: &Rrn) -> Result<Actors, ApiError> {
    let answer: Actors = api.send(Call::get(region(rrn), Endpoint::actors(rrn))).await?.read()?;
    if answer.rrn == *rrn { Ok(answer) } else { Err(mismatch(rrn, answer.rrn.to_string())) }
}

/// Who changed what and when, latest first.
pub async fn activity(api: Api, rrn: &Rrn) -> Result<Activity, ApiError> {
    let answer: Activity = api.send(Call::get(region(rrn), Endpoint::activity(rrn))).await?.read()?;
    if answer.rrn == *rrn { Ok(answer) } else { Err(mismatch(rrn, answer.rrn.to_string())) }
}

/// The events behind one alert.
pub async fn evidence(api: Api, rrn: &Rrn, alert: &str) -> Result<Evidence, ApiError> {
    let answer: Evidence = api.send(Call::get(region(rrn), Endpoint::evidence(rrn, alert))).await?.read()?;
    if answer.rrn == *rrn { Ok(answer) } else { Err(mismatch(rrn, answer.rrn.to_string())) }
}
