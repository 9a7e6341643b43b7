//! Closed investigations older than memory reaches: searched for while a question asks for them, newest first.

use super::Sync;
use super::load::gone;
use super::pause::backoff_secs;
use super::subset::{foreign, misplaced};
use crate::api::{ApiError, gateway};
use crate::reactive::effect;
use contract::idr::{SearchCriterion, SearchRequest, SearchSort};
use contract::{CustomerId, RegionCode, Timestamp};
use futures::future::AbortHandle;
use leptos::prelude::*;
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;
use working_set::{Choice, Filter, Query, Row, TimeRange, WorkingSet};

const PAGE: u64 = 100;
/// Rows of history held per region at most; what lies beyond is said by the coverage line.
const ROWS: u64 = 10_000;
/// Rows of everyone's that are worth waiting for when some customers are asked for.
const MUCH: u64 = 1_000;

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
        let included = self.regions.include.is_empty() || asked == Choice::Included;
        included && asked != Choice::Excluded && self.created.from.is_none_or(|from| from < closed_since)
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
        effect(move || {
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
        sync.set.try_update(|set| {
            set.forget_history(region);
            set.ledger_mut().history_off(region);
        });
    }
}

/// Searches until everything asked for is in, or as much of it as memory holds.
async fn search(sync: Sync, region: RegionCode, what: Beyond) {
    let Some(customers) = here(sync, &region, &what) else { return };
    // Of everyone, so that every count beside the question's own is of the same rows, unless that is far too much.
    let everyones = request(&what, &[]);
    let Some(total) = patiently(sync, async || page(sync, &region, &everyones, 0, 1).await).await else { return };
    let narrow = !customers.is_empty() && total.total > MUCH;
    let body = if narrow { request(&what, &customers) } else { everyones };
    let (mut index, mut loaded) = (0, 0);
    while index * PAGE < ROWS {
        let Some(page) = patiently(sync, async || page(sync, &region, &body, index, PAGE).await).await else { return };
        index += 1;
        loaded += page.came;
        // A gateway that tells no total has more as long as pages are full.
        let last = page.came < PAGE || index * PAGE >= page.total;
        sync.set.try_update(|set| {
            let ledger = set.ledger_mut();
            ledger.history(&region, loaded, page.total.max(loaded));
            if last && !narrow {
                ledger.history_reaches(&region, what.created);
            }
        });
        if last {
            return;
        }
    }
}

/// Asks until it is answered; `None` when asking again is no use.
async fn patiently<T>(sync: Sync, mut ask: impl AsyncFnMut() -> Result<T, ApiError>) -> Option<T> {
    let mut failures = 0;
    loop {
        match ask().await {
            Ok(answer) => return Some(answer),
            Err(error) => {
                sync.session.note(&error);
                if !error.passing() {
                    return None;
                }
                failures += 1;
                let wait = backoff_secs(failures, None, js_sys::Math::random());
                sync.presence.pause(Duration::from_secs(wait)).await;
            }
        }
    }
}

/// What one page brought.
struct Page {
    came: u64,
    total: u64,
}

/// Asks for one page and takes it in.
async fn page(sync: Sync, region: &RegionCode, body: &SearchRequest, index: u64, size: u64) -> Result<Page, ApiError> {
    let asked = sync.set.try_update(WorkingSet::asking).ok_or_else(|| gone(region))?;
    let answer = gateway::search(sync.session.api(), region.clone(), body, index, size).await?;
    if let Some(error) = foreign(sync, region, &answer.data) {
        return Err(error);
    }
    let came = answer.data.len() as u64;
    let total = answer.metadata.map_or(index * size + came + u64::from(came == size), |metadata| metadata.total_data);
    let taken = sync.set.try_update(|set| set.ingest_history(answer.data.into_iter().map(Row::from), asked));
    match taken.and_then(|taken| taken.misplaced.into_iter().next()) {
        Some(row) => Err(misplaced(region, row.rrn.customer(), row.organization_id.to_string())),
        None => Ok(Page { came, total }),
    }
}

/// The customers of this region that are asked for, empty for all; `None` where none of those asked for is here.
fn here(sync: Sync, region: &RegionCode, what: &Beyond) -> Option<Vec<CustomerId>> {
    let asked = &what.customers.include;
    let here: Vec<CustomerId> = sync.set.try_with_untracked(|set| {
        asked.iter().filter(|id| set.ledger().region_of(**id) == Some(region)).copied().collect()
    })?;
    (asked.is_empty() || !here.is_empty()).then_some(here)
}

fn request(what: &Beyond, customers: &[CustomerId]) -> SearchRequest {
    let mut search = vec![criterion("status", "EQUALS", json!("CLOSED"))];
    if !customers.is_empty() {
        let ids: Vec<String> = customers.iter().map(CustomerId::to_string).collect();
        search.push(criterion("organization_id", "IN", json!(ids)));
    }
    // Both bounds are exclusive on the wire; the question's start is not.
    let before = |from: Timestamp| Timestamp::from_millis(from.millis() - 1);
    SearchRequest {
        search,
        sort: vec![SearchSort { field: "created_time".to_owned(), order: "DESC".to_owned() }],
        start_time: Some(what.created.from.map_or_else(Timestamp::default, before)),
        end_time: what.created.until,
    }
}

fn criterion(field: &str, operator: &str, value: serde_json::Value) -> SearchCriterion {
    SearchCriterion { field: field.to_owned(), operator: operator.to_owned(), value }
}
