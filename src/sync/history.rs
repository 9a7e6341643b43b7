//! Closed investigations older than memory reaches: searched for while a question asks for them, newest first.

use super::Sync;
use super::pause::backoff_secs;
use crate::api::{ApiError, Problem, Service, gateway};
use contract::idr::{SearchCriterion, SearchRequest, SearchSort};
use contract::{CustomerId, RegionCode, Timestamp};
use futures::future::AbortHandle;
use leptos::prelude::*;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use working_set::{Filter, Query, Row, TimeRange};

const PAGE: u64 = 100;
/// Rows of history held per region at most; what lies beyond is said by the coverage line.
const ROWS: u64 = 10_000;

/// What of history a question asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Beyond {
    created: TimeRange,
    customers: Filter<CustomerId>,
    regions: Filter<RegionCode>,
}

impl Beyond {
    /// `None` for a question that closed investigations cannot answer.
    pub(super) fn of(query: &Query) -> Option<Self> {
        let (created, customers, regions) = (query.created, query.customers.clone(), query.regions.clone());
        query.admits_closed().then_some(Self { created, customers, regions })
    }

    /// Whether a region holds less than the question means. What was opened later can only have been closed later.
    fn reaches_before(&self, region: &RegionCode, closed_since: Timestamp) -> bool {
        let asked = self.regions.choice(region);
        let included = self.regions.include.is_empty() || asked == working_set::Choice::Included;
        included
            && asked != working_set::Choice::Excluded
            && self.created.from.is_none_or(|from| from < closed_since)
    }
}

/// One search on its way or done, of one region.
struct Search {
    what: Beyond,
    closed_since: Timestamp,
    handle: AbortHandle,
}

/// Everything that is searched for.
#[derive(Clone, Copy)]
pub(super) struct History {
    wanted: RwSignal<Option<Beyond>>,
    asked: StoredValue<u64>,
    searches: StoredValue<HashMap<RegionCode, Search>>,
}

impl History {
    pub(super) fn new() -> Self {
        Self { wanted: RwSignal::new(None), asked: StoredValue::new(0), searches: StoredValue::new(HashMap::new()) }
    }

    /// True while closed investigations are asked for.
    pub(super) fn wants_closed(&self) -> bool {
        self.wanted.try_with_untracked(Option::is_some).unwrap_or_default()
    }

    /// The same, tracked.
    pub(super) fn asks(&self) -> bool {
        self.wanted.with(Option::is_some)
    }

    /// While the caller's owner stands, this is asked for.
    pub(super) fn want(&self, beyond: Option<Beyond>) {
        let (wanted, asked) = (self.wanted, self.asked);
        if wanted.try_with_untracked(|before| *before != beyond) == Some(true) {
            wanted.set(beyond);
        }
        let mine = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        on_cleanup(move || {
            leptos::task::spawn_local(async move {
                // A question that takes this one's place has said so by now.
                if asked.try_get_value() == mine {
                    wanted.try_set(None);
                }
            });
        });
    }

    /// Starts and ends searches as questions and regions come and go.
    pub(super) fn follow(&self, sync: Sync) {
        let this = *self;
        Effect::new(move || {
            let wanted = this.wanted.get();
            let held = sync.regions.closed_since();
            this.searches.update_value(|searches| {
                searches.retain(|region, search| {
                    let stays = wanted.as_ref() == Some(&search.what) && held.get(region) == Some(&search.closed_since);
                    if !stays {
                        search.end(sync, region);
                    }
                    stays
                });
                for (region, closed_since) in held {
                    let beyond = wanted.as_ref().filter(|beyond| beyond.reaches_before(&region, closed_since));
                    if let Some(beyond) = beyond
                        && !searches.contains_key(&region)
                    {
                        searches.insert(region.clone(), Search::start(sync, region, beyond.clone(), closed_since));
                    }
                }
            });
        });
        on_cleanup(move || {
            this.searches.try_update_value(|searches| searches.drain().for_each(|(_, search)| search.handle.abort()));
        });
    }
}

impl Search {
    fn start(sync: Sync, region: RegionCode, what: Beyond, closed_since: Timestamp) -> Self {
        let (searching, handle) = futures::future::abortable(search(sync, region, what.clone()));
        // Aborted: nobody asks any more.
        leptos::task::spawn_local(async move {
            let _ = searching.await;
        });
        Self { what, closed_since, handle }
    }

    fn end(&self, sync: Sync, region: &RegionCode) {
        self.handle.abort();
        sync.set.try_update(|set| set.ledger_mut().holds_closed_since(region, Some(self.closed_since)));
    }
}

/// Searches until everything asked for is in, or as much of it as memory holds.
async fn search(sync: Sync, region: RegionCode, what: Beyond) {
    let Some(body) = request(sync, &region, &what) else { return };
    let mut failures = 0;
    let mut index = 0;
    let mut loaded = HashSet::new();
    while index * PAGE < ROWS {
        match page(sync, &region, &body, index, &mut loaded).await {
            Ok(total) => {
                failures = 0;
                index += 1;
                if index * PAGE >= total {
                    let from = what.created.from.unwrap_or(Timestamp::FIRST);
                    sync.set.try_update(|set| set.ledger_mut().holds_closed_since(&region, Some(from)));
                    return;
                }
            }
            Err(error) => {
                sync.session.note(&error);
                if !error.passing() {
                    return;
                }
                failures += 1;
                let wait = backoff_secs(failures, None, js_sys::Math::random());
                sync.presence.pause(Duration::from_secs(wait)).await;
            }
        }
    }
}

/// Takes one page in; how many there are in all.
async fn page(
    sync: Sync,
    region: &RegionCode,
    body: &SearchRequest,
    index: u64,
    loaded: &mut HashSet<contract::Rrn>,
) -> Result<u64, ApiError> {
    let refused = |problem| ApiError::new(Service::Region(region.clone()), problem);
    let asked = sync.set.try_update(working_set::WorkingSet::asking);
    let asked = asked.ok_or_else(|| refused(Problem::Unreachable))?;
    let answer = gateway::search(sync.session.api(), region.clone(), body, index, PAGE).await?;
    let came = answer.data.len() as u64;
    // A gateway that tells no total has more as long as pages are full.
    let total = answer.metadata.map_or(index * PAGE + came + u64::from(came == PAGE), |metadata| metadata.total_data);
    if let Some(row) = answer.data.iter().find(|row| !super::subset::belongs(sync, region, row)) {
        return Err(super::subset::misplaced(region, row.rrn.customer(), row.rrn.to_string()));
    }
    loaded.extend(answer.data.iter().map(|investigation| investigation.rrn.clone()));
    let taken = sync.set.try_update(|set| set.ingest(answer.data.into_iter().map(Row::from), asked));
    match taken.and_then(|taken| taken.misplaced.into_iter().next()) {
        Some(row) => Err(super::subset::misplaced(region, row.rrn.customer(), row.organization_id.to_string())),
        None if came == 0 => Ok(0),
        None => Ok(total),
    }
}

/// What is sent; `None` where none of the customers asked for is this region's.
fn request(sync: Sync, region: &RegionCode, what: &Beyond) -> Option<SearchRequest> {
    let mut search = vec![criterion("status", "EQUALS", json!("CLOSED"))];
    if !what.customers.include.is_empty() {
        let here = |id: &&CustomerId| {
            sync.set.try_with_untracked(|set| set.ledger().region_of(**id) == Some(region)).unwrap_or_default()
        };
        let ids: Vec<String> = what.customers.include.iter().filter(here).map(CustomerId::to_string).collect();
        if ids.is_empty() {
            return None;
        }
        search.push(criterion("organization_id", "IN", json!(ids)));
    }
    Some(SearchRequest {
        search,
        sort: vec![SearchSort { field: "created_time".to_owned(), order: "DESC".to_owned() }],
        // Both bounds are exclusive on the wire; the question's start is not.
        start_time: Some(what.created.from.map_or_else(Timestamp::default, |from| before(from))),
        end_time: what.created.until,
    })
}

fn criterion(field: &str, operator: &str, value: serde_json::Value) -> SearchCriterion {
    SearchCriterion { field: field.to_owned(), operator: operator.to_owned(), value }
}

fn before(moment: Timestamp) -> Timestamp {
    Timestamp::from_millis(moment.millis() - 1)
}
