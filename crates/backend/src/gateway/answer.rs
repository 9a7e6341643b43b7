//! Shapes of answers: pages, errors as the document describes them, records that name their customer.

use super::query::PageRequest;
use crate::db::region::RowsPage;
use contract::extension::ActivityEntry;
use contract::idr::Comment;
use contract::stream::{CustomerTurn, Heartbeat, Record, Removed};
use contract::{CustomerId, ErrorBody, Page, PageMetadata, Rrn};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// `GET /validate`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Validated {
    /// `Authorized`.
    pub(super) message: &'static str,
}

/// `GET /mci/v1`: the extension is here.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Capabilities {
    /// Version of the extension.
    pub(super) version: u32,
    /// `GET /mci/v1/working-set` is here.
    pub(super) working_set: bool,
    /// `GET /mci/v1/changes` is here.
    pub(super) changes: bool,
}

/// The data of an event of `GET /mci/v1/changes`, by the event's name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes events, is never made")]
pub(super) enum ChangeData {
    /// `upsert`
    Upsert(Box<Record>),
    /// `removal`
    Removal(Removed),
    /// `customer-opened` and `customer-closed`
    Turn(CustomerTurn),
    /// `heartbeat`
    Heartbeat(Heartbeat),
}

/// A comment after a write, with its customer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CommentAnswer {
    /// The comment.
    #[serde(flatten)]
    pub(super) comment: Comment,
    /// Whose.
    pub(super) organization_id: CustomerId,
}

/// What was done to one investigation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityAnswer {
    /// Whose.
    pub(super) organization_id: CustomerId,
    /// Which investigation.
    pub(super) rrn: Rrn,
    /// Latest first.
    pub(super) entries: Vec<ActivityAnswerEntry>,
}

/// One entry, and whether it was guarded.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityAnswerEntry {
    /// What was done.
    #[serde(flatten)]
    pub(super) entry: ActivityEntry,
    /// Present and true where the writer named no version, so that the last write won.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) unguarded: bool,
}

/// A page as the public dialect writes it.
pub(super) fn page<T>(rows: RowsPage<T>, asked: PageRequest) -> Page<T> {
    let metadata = PageMetadata {
        index: asked.index,
        size: asked.size,
        total_pages: rows.total.div_ceil(asked.size.max(1)),
        total_data: rows.total,
    };
    Page { data: rows.rows, metadata }
}

/// What every read can be refused with.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers, is never made")]
pub(super) enum ReadErrors {
    /// A parameter is not as expected
    #[response(status = 400)]
    BadRequest(ErrorBody),
    /// No valid token of this region, and no API key
    #[response(status = 401)]
    Unauthorized(ErrorBody),
    /// No such thing, or no access to it
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// The directory has not been heard yet
    #[response(status = 503)]
    Unavailable(ErrorBody),
}

/// What every write can be refused with, beyond what reads can.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers, is never made")]
pub(super) enum WriteErrors {
    /// The body, a word or a header is not as expected
    #[response(status = 400)]
    BadRequest(ErrorBody),
    /// No valid token of this region, and no API key
    #[response(status = 401)]
    Unauthorized(ErrorBody),
    /// Access exists, the role only reads
    #[response(status = 403)]
    Forbidden(ErrorBody),
    /// No such thing, or no access to it
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// The idempotency key was used for another request
    #[response(status = 409)]
    Conflict(ErrorBody),
    /// If-Match names another version; `current` is what stands: `{investigation, version, changed_by, changed_time}`
    #[response(status = 412)]
    Stale(ErrorBody),
    /// The directory has not been heard yet
    #[response(status = 503)]
    Unavailable(ErrorBody),
}
