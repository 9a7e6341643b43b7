//! Owns how the scenarios use the grid of many rows: ticking, counting, scrolling, and what its rows say.

use crate::support::leading;
use e2e::{Browser, Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::By;

/// Ticks the row with that title.
pub async fn tick(browser: &Browser, title: &str) -> Result<()> {
    browser
        .wait(&format!("the row {title:?} to be ticked"), async || {
            for row in browser.find_all("[role=grid] [role=row]").await? {
                if row.text().await?.contains(title) {
                    row.find(By::Css(".c-check")).await?.click().await?;
                    ensure!(row.attr("aria-selected").await?.as_deref() == Some("true"), "it is not selected");
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
}

/// Ticks every row that answers the question.
pub async fn tick_all(browser: &Browser) -> Result<()> {
    browser.click("checkbox", "Select all").await
}

/// How many rows are selected, as the bar below the grid says.
pub async fn selected(browser: &Browser) -> Result<u64> {
    let told = browser.text(".bulk-bar").await?;
    leading(&told).map(|(count, _)| count).with_context(|| format!("the bar says {told:?}"))
}

/// Scrolls from top to bottom by two screens a frame for `frames` frames, as an analyst never could; after each paint it
/// looks whether every place in the viewport is covered by a row with text. Answers the frames where one was not.
pub async fn blank_frames(browser: &Browser, frames: u32) -> Result<u64> {
    const SCRIPT: &str = "
        const box = document.querySelector('[role=grid]').closest('.grid-scroll');
        const next = () => new Promise((done) => requestAnimationFrame(done));
        const painted = () => new Promise((done) => { const port = new MessageChannel(); port.port1.onmessage = done; port.port2.postMessage(0); });
        let blank = 0;
        for (let frame = 0; frame < frames; frame += 1) {
            await next();
            const room = box.scrollHeight - box.clientHeight;
            box.scrollTop = (frame * 2 * box.clientHeight) % Math.max(room, 1);
            await next();
            await painted();
            const seen = box.getBoundingClientRect();
            const rows = [...box.querySelectorAll('[role=row][aria-rowindex]')].map((row) => [row.getBoundingClientRect(), row.textContent.trim()]);
            const head = Math.max(...rows.filter(([, text]) => text).slice(0, 1).map(([at]) => at.height));
            for (let y = seen.top + 2 * head; y < seen.bottom - 2; y += head / 2) {
                if (!rows.some(([at, text]) => text && at.top <= y && at.bottom >= y)) { blank += 1; break; }
            }
        }
        return blank;";
    let blank =
        browser.js(&format!("return (async (frames) => {{{SCRIPT}}})(...arguments)"), vec![json!(frames)]).await?;
    blank.as_u64().with_context(|| format!("the page answered {blank}"))
}

/// The rows that are drawn, in order, by what identifies them in their links.
pub async fn links(browser: &Browser) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll('[role=grid] [role=row][aria-rowindex] a[href*=\"/investigations/\"]')]
        .filter((link) => link.offsetParent !== null)
        .map((link) => [Number(link.closest('[role=row]').getAttribute('aria-rowindex')), new URL(link.href).pathname])
        .sort((one, other) => one[0] - other[0]).map(([, path]) => path)";
    let told = browser.js(script, vec![]).await?;
    Ok(told.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}
