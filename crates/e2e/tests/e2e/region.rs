//! Owns the scenarios of a region whose process stops and comes back.

use crate::support::{BANK, INES, complete, coverage, enter, leading};
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("region::a_stopped_one_is_said_and_no_bare_total_stands_until_it_is_back", stops_and_returns);
    suite.add("region::one_that_was_never_there_leaves_the_others_workable", never_there);
}

/// In `small`, two of the three regions go on.
const STOPPED: &str = "eu";

async fn stops_and_returns(browser: &Browser) -> Result<()> {
    let mut server = Setup::small().start_split()?;
    enter(browser, &server, "/multi/customers", INES).await?;
    complete(browser).await?;
    browser.js("window.sameDocument = true", vec![]).await?;
    server.stop_region(STOPPED)?;
    for screen in ["Customers", "All Investigations"] {
        browser.click("link", screen).await?;
        silent(browser).await?;
        no_bare_total(browser).await?;
    }
    server.start_region(STOPPED)?;
    browser.click("button", "Retry").await?;
    complete(browser).await?;
    browser.click("link", "Customers").await?;
    browser.see(BANK.name).await?;
    let line = complete(browser).await?;
    ensure!(!line.contains("not answering"), "the coverage line says {line:?}");
    let same = browser.js("return window.sameDocument === true", vec![]).await?;
    ensure!(same.as_bool() == Some(true), "it took a reload");
    Ok(())
}

async fn never_there(browser: &Browser) -> Result<()> {
    let mut server = Setup::small().start_split()?;
    server.stop_region(STOPPED)?;
    enter(browser, &server, "/", INES).await?;
    browser.see(&format!("Role unknown, {STOPPED} not answering")).await?;
    browser.goto(&server.at("/home")).await?;
    silent(browser).await?;
    let figures = browser.texts(".stats .value").await?;
    ensure!(!figures.is_empty(), "no figures at all");
    ensure!(figures.iter().all(|figure| figure.contains('+')), "a bare total stands: {figures:?}");
    browser.goto(&server.at("/multi/customers")).await?;
    silent(browser).await?;
    no_bare_total(browser).await?;
    browser.see(", counts unknown").await?;
    browser.goto(&server.at(&BANK.investigations())).await?;
    browser.see("None known").await?;
    let text = browser.visible_text().await?;
    ensure!(!text.contains("No active investigations"), "a silent region is taken for an empty one:\n{text}");
    Ok(())
}

/// The line names the region, since when, and offers to ask again.
async fn silent(browser: &Browser) -> Result<String> {
    let line = coverage(browser, "to name the region", |line| line.contains(&format!("{STOPPED} not answering since")))
        .await?;
    ensure!(line.contains("Retry"), "nothing to do about it: {line:?}");
    Ok(line)
}

/// The coverage line and every sum carry `+`.
async fn no_bare_total(browser: &Browser) -> Result<()> {
    // The regions that answer are counted a moment after the silent one is told of.
    let total = browser
        .wait("a total of what is known", async || {
            let total = browser.text(".coverage .total").await?;
            Ok(leading(&total).is_some().then_some(total))
        })
        .await?;
    ensure!(leading(&total).is_some_and(|(count, more)| count > 0 && more), "the total is {total:?}");
    let sums = browser.texts("tfoot td.num").await?;
    let bare: Vec<_> = sums.iter().filter(|sum| !sum.is_empty() && !sum.contains('+')).collect();
    ensure!(bare.is_empty(), "bare sums {bare:?} among {sums:?}");
    Ok(())
}
