//! An export as a file: built in slices that never hold a frame, handed to the browser, kept nowhere.

use super::fields::{Field, fields, head, value};
use crate::format::csv::{BYTE_ORDER_MARK, line};
use crate::pages::investigations::chips::chips;
use crate::pages::investigations::columns::shown;
use crate::pages::investigations::list::List;
use crate::pages::parts::coverage_sentence;
use contract::RegionCode;
use js_sys::Array;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, Url};
use working_set::RowId;

/// Rows before the page may have its turn.
const SLICE: usize = 128;
/// Slices between two words on how far it is.
const TOLD: usize = 8;
/// How long the browser may take to begin the download.
const TAKEN: Duration = Duration::from_secs(30);

/// What is told about the rows, before the rows.
#[derive(Debug, Clone)]
pub(super) struct Preamble {
    /// The coverage line.
    pub(super) coverage: String,
    question: String,
}

/// What the list says of itself now.
pub(super) fn preamble(list: List) -> Preamble {
    untrack(|| {
        let zone = list.clock.zone().get();
        let total = list.answer.with(|answer| answer.total);
        let line = list.coverage.with(|coverage| coverage.line(total));
        let coverage = coverage_sentence(&line, list.noun.get(), list.clock.exact(), &zone);
        let mut said: Vec<String> = list.query.with(|query| {
            let one = list.customer().is_some();
            let said = |session: &contract::directory::Session| chips(query, one, &session.customers, &zone);
            let chips = list.session.with_session(said).unwrap_or_default();
            chips.into_iter().map(|chip| format!("{}: {}", chip.field.word(), chip.value)).collect()
        });
        said.extend(list.customer().map(|customer| format!("Customer: {}", list.customer_name(customer))));
        let words = list.query.with(|query| query.words.trim().to_owned());
        said.extend((!words.is_empty()).then(|| format!("Words: {words}")));
        Preamble { coverage, question: said.join("; ") }
    })
}

/// How many of the rows live where; in slices.
pub(super) async fn regions(list: List, rows: &[RowId]) -> BTreeMap<RegionCode, usize> {
    let mut regions: BTreeMap<RegionCode, usize> = BTreeMap::new();
    for some in rows.chunks(SLICE * 8) {
        list.sync.with_untracked(|set| {
            for row in some.iter().filter_map(|row| set.row(*row)) {
                match regions.get_mut(row.region()) {
                    Some(count) => *count += 1,
                    None => _ = regions.insert(row.region().clone(), 1),
                }
            }
        });
        list.sync.breathe().await;
    }
    regions
}

/// The file's parts, and how many rows are in it; `None` when it was cancelled. `told` hears how many rows are done,
/// and says whether to go on.
pub(super) async fn build(
    list: List,
    rows: &[RowId],
    preamble: &Preamble,
    selection: bool,
    mut told: impl FnMut(usize) -> bool,
) -> Option<(Vec<String>, usize)> {
    let columns = untrack(|| list.query.with(|query| shown(query, list.customer().is_some())));
    let fields = fields(&columns);
    let now = list.clock.exact();
    let mut parts = vec![String::new()];
    let mut written = 0;
    for (place, some) in rows.chunks(SLICE).enumerate() {
        let part = list.sync.with_untracked(|set| {
            let mut part = String::new();
            for row in some.iter().filter_map(|row| set.row(*row)) {
                let cells: Vec<String> = fields.iter().map(|field| value(*field, row, now)).collect();
                line(&mut part, cells.iter().map(String::as_str));
                written += 1;
            }
            part
        });
        parts.push(part);
        if place % TOLD == 0 && !told(place * SLICE + some.len()) {
            return None;
        }
        list.sync.breathe().await;
    }
    let scope = if selection { "Selected rows" } else { "Every row of the question" };
    let gone = rows.len() - written;
    let gone = if gone > 0 { format!("; {gone} left the list while the file was written") } else { String::new() };
    let first = top(&fields, preamble, &format!("{written}: {scope}{gone}"), &now.to_string());
    if let Some(part) = parts.first_mut() {
        *part = first;
    }
    Some((parts, written))
}

/// The lines before the rows, as wide as they are: coverage, time, question, number, and the heads.
fn top(fields: &[Field], preamble: &Preamble, rows: &str, now: &str) -> String {
    let mut top = String::from(BYTE_ORDER_MARK);
    let said = [
        ("Coverage", preamble.coverage.as_str()),
        ("Written (UTC)", now),
        ("Question", &preamble.question),
        ("Rows", rows),
    ];
    let rest = fields.len().saturating_sub(2);
    for (name, what) in said {
        line(&mut top, [name, what].into_iter().chain(std::iter::repeat_n("", rest)));
    }
    line(&mut top, fields.iter().map(|field| head(*field)));
    top
}

/// `CALD-investigations-2026-03-17T10-46Z.csv`. Letters that a file's name may not have are left out.
pub(super) fn name(list: List) -> String {
    let code = list.customer().and_then(|id| untrack(|| list.session.customer(id))).map(|customer| customer.code);
    let code: String = code.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    let dash = if code.is_empty() { "" } else { "-" };
    let now = list.clock.exact().to_string();
    let minute = now.get(..16).unwrap_or(&now).replace(':', "-");
    format!("{code}{dash}investigations-{minute}Z.csv")
}

/// Hands the file to the browser and lets go of it. An error names what the browser refused.
pub(super) fn save(parts: Vec<String>, name: &str) -> Result<(), String> {
    let refused = |_: JsValue| "The browser refused to make the file".to_owned();
    let sequence: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    drop(parts);
    let blob = Blob::new_with_str_sequence(&sequence).map_err(refused)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(refused)?;
    let link = web_sys::window().and_then(|window| window.document()).and_then(|page| page.create_element("a").ok());
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let link = link.ok_or_else(|| "The browser refused to make the file".to_owned())?;
    let set = link.set_attribute("href", &url).and_then(|()| link.set_attribute("download", name));
    if set.is_ok() {
        link.click();
    }
    set_timeout(
        move || {
            // Letting go of what is gone already changes nothing.
            _ = Url::revoke_object_url(&url);
        },
        TAKEN,
    );
    set.map_err(refused)
}
