//! Leptos' own keyed `<For>` as a window over the engine: the same rows and actions as every contender's page.

mod list;
mod row;

use contract::directory::Customer;
use contract::{RegionCode, Rrn, Status, Timestamp};
use leptos::prelude::*;
use list::List;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use working_set::{
    Choice, Column, CustomerNames, Direction, Intake, Key, Query, RowId, SortColumn, SortKey, WorkingSet,
};

/// Rows taken in by one call.
const PORTION: usize = 50_000;

/// Everything the page holds.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    pub(crate) set: StoredValue<WorkingSet, LocalStorage>,
    /// Grows when rows changed.
    pub(crate) revision: RwSignal<u64>,
    pub(crate) query: RwSignal<Query>,
    /// Whether every row is marked.
    pub(crate) marked: RwSignal<bool>,
    pub(crate) rows: Memo<Vec<RowId>>,
}

/// What is mounted, and how it is taken off the page.
type Mounted = (Held, Box<dyn FnOnce()>);

thread_local! {
    static HELD: RefCell<Option<Mounted>> = const { RefCell::new(None) };
}

fn held() -> Option<Held> {
    HELD.with_borrow(|held| held.as_ref().map(|(held, _)| *held))
}

/// Draws an empty list into `element`; `now` is in milliseconds since 1970.
#[wasm_bindgen]
pub fn mount(element: web_sys::HtmlElement, now: f64) {
    // Whole milliseconds of this century.
    let now = Timestamp::from_millis(now as i64);
    let made: std::rc::Rc<RefCell<Option<Held>>> = std::rc::Rc::default();
    let making = made.clone();
    let handle = leptos::mount::mount_to(element, move || {
        let set = StoredValue::new_local(WorkingSet::new());
        let revision = RwSignal::new(0_u64);
        let query = RwSignal::new(sorted(false));
        let rows = Memo::new(move |_| {
            revision.track();
            query.with(|query| set.with_value(|set| set.answer(query, now).rows.to_vec()))
        });
        let held = Held { set, revision, query, marked: RwSignal::new(false), rows };
        *making.borrow_mut() = Some(held);
        view! { <List held=held /> }
    });
    let held = made.borrow_mut().take();
    HELD.set(held.map(|held| (held, Box::new(move || drop(handle)) as Box<dyn FnOnce()>)));
}

/// Takes the list off the page.
#[wasm_bindgen]
pub fn unmount() {
    if let Some((_, end)) = HELD.take() {
        end();
    }
}

/// The regions' working sets one after the other, and the session's customers as JSON. Answers how many rows there are.
#[wasm_bindgen]
pub fn load(bytes: &[u8], customers: &str) -> Result<usize, String> {
    let held = held().ok_or("not mounted")?;
    let customers: Vec<Customer> = serde_json::from_str(customers).map_err(|error| error.to_string())?;
    let loaded = held.set.try_update_value(|set| -> Result<usize, String> {
        *set = WorkingSet::new();
        set.set_customers(customers.iter().map(CustomerNames::from).collect());
        for part in regions(bytes) {
            take_in(set, part)?;
        }
        Ok(set.len())
    });
    held.query.set(sorted(false));
    held.marked.set(false);
    held.revision.update(|revision| *revision += 1);
    loaded.unwrap_or_else(|| Err("the page is gone".to_owned()))
}

/// By priority and latest alert, or by title.
#[wasm_bindgen]
pub fn sort(urgent: bool) {
    change(|query| query.sort = sorted(urgent).sort);
}

#[wasm_bindgen]
pub fn search(words: &str) {
    change(|query| words.clone_into(&mut query.text));
}

/// Ids of the customers that are wanted; none for all.
#[wasm_bindgen]
pub fn filter(customers: Vec<String>) {
    change(|query| {
        query.clear(Column::Customer);
        for id in customers.iter().filter_map(|id| id.parse().ok()) {
            query.set(Key::Customer(id), Choice::Included);
        }
    });
}

#[wasm_bindgen]
pub fn mark_all(on: bool) {
    if let Some(held) = held() {
        held.marked.set(on);
    }
}

/// Sets the status of rows: their RRNs, and a word each.
#[wasm_bindgen]
pub fn set_status(rrns: Vec<String>, words: Vec<String>) {
    let Some(held) = held() else { return };
    held.set.update_value(|set| {
        let asked = set.asking();
        for (rrn, word) in rrns.iter().zip(&words) {
            let Ok(rrn) = rrn.parse::<Rrn>() else { continue };
            let Some(mut row) = set.get(&rrn).map(|row| row.to_row()) else { continue };
            row.investigation.status = Status::from_word(word);
            row.version = row.version.map(|version| version + 1);
            _ = set.upsert(row, asked);
        }
    });
    held.revision.update(|revision| *revision += 1);
}

/// How many rows answer.
#[wasm_bindgen]
pub fn shown() -> usize {
    held().map_or(0, |held| held.rows.with_untracked(Vec::len))
}

fn change(edit: impl FnOnce(&mut Query)) {
    if let Some(held) = held() {
        held.query.update(edit);
    }
}

fn sorted(urgent: bool) -> Query {
    let key = |column, direction| SortKey { column, direction };
    let sort = if urgent {
        vec![
            key(SortColumn::Priority, Direction::Descending),
            key(SortColumn::LatestAlert, Direction::Descending),
        ]
    } else {
        vec![key(SortColumn::Title, Direction::Ascending)]
    };
    Query { sort, ..Query::active() }
}

/// Each region's part begins with its header.
fn regions(bytes: &[u8]) -> Vec<&[u8]> {
    const HEADER: &[u8] = b"{\"working_set\"";
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(line) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if line.starts_with(HEADER) {
            starts.push(at);
        }
        at += line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |end| end + 1);
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| bytes.get(*start..end)).collect()
}

fn take_in(set: &mut WorkingSet, bytes: &[u8]) -> Result<(), String> {
    let region = region_of(bytes).ok_or("a working set without a record")?;
    let asked = set.asking();
    let mut intake = Intake::new(region, asked);
    let mut rest = bytes;
    while !rest.is_empty() {
        let taken = set.take_in(&mut intake, rest, PORTION).map_err(|error| error.to_string())?;
        rest = rest.get(taken.bytes..).unwrap_or_default();
    }
    set.finish(intake).map(drop).map_err(|error| error.to_string())
}

/// From the first record's RRN: `rrn:investigation:REGION:…`.
fn region_of(bytes: &[u8]) -> Option<RegionCode> {
    const RRN: &str = "\"rrn:investigation:";
    let record = bytes.split(|byte| *byte == b'\n').nth(1)?;
    let (_, rest) = std::str::from_utf8(record).ok()?.split_once(RRN)?;
    rest.split(':').next()?.parse().ok()
}
