//! Parameters as the document describes them; `query` and `write` are what reads them.

use utoipa::IntoParams;

/// Which page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters, is never made")]
pub(super) struct PageParams {
    /// Number of the page, from 0
    #[param(default = 0)]
    index: Option<u64>,
    /// Rows a page, 1 to 100
    #[param(default = 20, minimum = 1, maximum = 100)]
    size: Option<u64>,
}

/// What a call without a customer in its path is about.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters, is never made")]
pub(super) struct ReachParams {
    /// `true`: every organisation of this region that the caller sees; else the Primary Customer's own
    #[param(rename = "multi-customer", default = false)]
    multi_customer: Option<bool>,
}

/// What a list of investigations selects. Lists are separated by commas; unknown parameters are ignored.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters, is never made")]
pub(super) struct ListParams {
    /// OPEN, INVESTIGATING, WAITING, CLOSED
    statuses: Option<String>,
    /// MANUAL, HUNT, ALERT, USER, AUTOMATION
    sources: Option<String>,
    /// CRITICAL, HIGH, MEDIUM, LOW, UNSPECIFIED
    priorities: Option<String>,
    /// Address of the assignee, in any case
    #[param(rename = "assignee.email")]
    assignee_email: Option<String>,
    /// Opened after this moment; 28 days ago when absent
    start_time: Option<contract::Timestamp>,
    /// Opened before this moment
    end_time: Option<contract::Timestamp>,
    /// `field,DIR`: created_time, priority, rrn, alerts_most_recent_created_time,
    /// alerts_most_recent_detection_created_time; ASC or DESC
    #[param(default = "priority,DESC")]
    sort: Option<String>,
    /// All must match
    tags: Option<String>,
}

/// Which part of the working set.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters, is never made")]
pub(super) struct WorkingSetParams {
    /// Only these customers, ids separated by commas; 404 when one of them is not seen
    customers: Option<String>,
    /// A cursor: what changed since then instead of everything
    since: Option<String>,
}

/// Where a stream of changes begins.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters, is never made")]
pub(super) struct ChangesParams {
    /// The cursor of a working set, or the id of the last event
    since: String,
}

/// Headers of a write.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes parameters, is never made")]
pub(super) struct WriteParams {
    /// The version that the write is based on, as the ETag had it; absent: the last write wins
    #[param(rename = "If-Match")]
    if_match: Option<String>,
    /// The same for a retry of the same write, which then gets the first answer again; kept for 24 hours
    #[param(rename = "Idempotency-Key")]
    idempotency_key: Option<String>,
}
