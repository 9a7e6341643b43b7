//! Owns the scenarios of text that attacks its reader: it is shown as text, and nothing else happens.

use crate::support::{INES, STUDIOS, complete, enter};
use crate::work;
use e2e::{Browser, Result, Setup, Suite, ensure};
use serde_json::Value;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("hostile::markup_direction_marks_emoji_and_length_are_inert_in_lists", lists);
    suite.add("hostile::markup_direction_marks_emoji_and_length_are_inert_in_details", details);
}

const IMAGE: &str = "<img src=x onerror=alert(1)>";
/// The last one's status, priority and source are words that nobody knows.
const IDS: [&str; 9] = [
    "HSTL-IMG",
    "HSTL-SCRIPT",
    "HSTL-RTL",
    "HSTL-EMOJI",
    "HSTL-MARKS",
    "HSTL-LONG",
    "HSTL-SHEET",
    "HSTL-EMPTY",
    "HSTL-WORDS",
];

async fn lists(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, &STUDIOS.investigations(), INES).await?;
    watch(browser).await?;
    complete(browser).await?;
    for id in IDS {
        browser.find(&format!("a[href$='/investigations/{id}']")).await?;
    }
    let titles = work::titles(browser).await?;
    for said in [IMAGE, "<script>alert('title')</script>", "🔥🚨 Sign-in by", "=HYPERLINK("] {
        ensure!(titles.iter().any(|title| title.contains(said)), "{said:?} is not written out: {titles:?}");
    }
    unharmed(browser).await?;
    rows_are_even(browser).await?;
    browser.goto(&server.at("/multi/investigations#q=HSTL")).await?;
    watch(browser).await?;
    complete(browser).await?;
    browser.see(IMAGE).await?;
    unharmed(browser).await?;
    rows_are_even(browser).await
}

async fn details(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, &STUDIOS.investigations(), INES).await?;
    for id in IDS {
        browser.goto(&server.at(&STUDIOS.investigation(id))).await?;
        watch(browser).await?;
        browser.control("button", "Comment internally").await?;
        browser.see("Up to date").await?;
        browser.count("main h1", |count| count == 1).await?;
        unharmed(browser).await?;
    }
    browser.goto(&server.at(&STUDIOS.investigation("HSTL-IMG"))).await?;
    browser.control("heading", IMAGE).await?;
    browser
        .wait("every attacked text to be written out", async || {
            let text = browser.visible_text().await?;
            let count = text.matches("onerror=alert(1)").count();
            ensure!(count >= 4, "it is to be read {count} times");
            Ok(Some(()))
        })
        .await?;
    browser.goto(&server.at(&STUDIOS.investigation("HSTL-LONG"))).await?;
    watch(browser).await?;
    browser.click("button", "Show all 10,000 characters").await?;
    let heading = browser.text("main h1").await?;
    ensure!(heading.chars().count() >= 10_000, "the title has {} characters", heading.chars().count());
    unharmed(browser).await
}

/// From here on a dialog, a script or a request that the text asks for would be noticed.
async fn watch(browser: &Browser) -> Result<()> {
    let script = "window.attacks = []; for (const name of ['alert', 'confirm', 'prompt']) window[name] = (...said) => attacks.push([name, said])";
    browser.js(script, vec![]).await.map(drop)
}

/// Nothing ran, no element came in, nothing is wider than the window.
async fn unharmed(browser: &Browser) -> Result<()> {
    let script = "return {
        attacks: window.attacks,
        elements: document.querySelectorAll('.mci img, .mci script, .mci iframe, .mci [onerror], .mci [onload], .mci a[href^=\"javascript:\"], .mci a[href*=attacker]').length,
        asked: performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.endsWith('/x') || name.includes('attacker')),
        wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }";
    let found = browser.js(script, vec![]).await?;
    let empty = |name: &str| found.get(name).and_then(Value::as_array).is_some_and(Vec::is_empty);
    ensure!(empty("attacks") && empty("asked"), "it ran: {found}");
    ensure!(found.get("elements").and_then(Value::as_u64) == Some(0), "elements came in: {found}");
    ensure!(
        found.get("wider").and_then(Value::as_i64).is_some_and(|wider| wider <= 0),
        "the page is too wide: {found}"
    );
    Ok(())
}

/// However long or tall a title is, every row is as high as every other and ends inside the list.
async fn rows_are_even(browser: &Browser) -> Result<()> {
    let script = "const rows = [...document.querySelectorAll('main [role=row]:has(a[href*=\"/investigations/\"])')].map((row) => row.getBoundingClientRect());
        return { count: rows.length, heights: [...new Set(rows.map((row) => Math.round(row.height)))], out: rows.filter((row) => row.right > innerWidth + 1).length }";
    let found = browser.js(script, vec![]).await?;
    ensure!(
        found.get("count").and_then(Value::as_u64).is_some_and(|count| count >= IDS.len() as u64),
        "too few rows: {found}"
    );
    ensure!(
        found.get("heights").and_then(Value::as_array).is_some_and(|heights| heights.len() == 1),
        "uneven rows: {found}"
    );
    ensure!(found.get("out").and_then(Value::as_u64) == Some(0), "rows stick out: {found}");
    Ok(())
}
