//! Owns the scenarios of two people who change the same investigation.

use crate::support::{BANK, FIRST, FIRST_TITLE, INES, PRIYA, Program, accessible, deaf, enter, text};
use crate::work;
use e2e::{Browser, Result, Server, Setup, Suite, ensure};
use serde_json::json;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("conflict::both_sides_are_shown_and_keeping_theirs_keeps_theirs", keep_theirs);
    suite.add("conflict::applying_mine_on_top_changes_only_what_i_changed", mine_on_top);
    suite.add("conflict::a_row_of_a_list_is_guarded_too", from_a_row);
    suite.add("conflict::a_change_made_elsewhere_is_shown_with_who_made_it", news);
}

/// In `small` the most urgent customer lives in eu.
const REGION: &str = "eu";

async fn keep_theirs(browser: &Browser) -> Result<()> {
    let (server, colleague, rrn) = scene(browser, &BANK.investigation(FIRST), false).await?;
    browser.control("heading", FIRST_TITLE).await?;
    work::shows(browser, "status", "Open").await?;
    colleague.change(&rrn, json!({ "status": "WAITING", "priority": "HIGH" })).await?;
    choose(browser, "status", "Investigating").await?;
    both_sides(browser, "Priya Raman", &["Waiting", "Investigating"]).await?;
    let stored = colleague.read(&rrn).await?;
    ensure!(text(&stored, "status") == "WAITING", "overwritten before anybody decided: {stored}");
    browser.click("button", "Keep ").await?;
    work::shows(browser, "status", "Waiting").await?;
    work::shows(browser, "priority", "High").await?;
    stands(&colleague, &rrn, "WAITING", "HIGH").await?;
    drop(server);
    Ok(())
}

async fn mine_on_top(browser: &Browser) -> Result<()> {
    let (server, colleague, rrn) = scene(browser, &BANK.investigation(FIRST), false).await?;
    browser.control("heading", FIRST_TITLE).await?;
    work::shows(browser, "status", "Open").await?;
    colleague.change(&rrn, json!({ "status": "WAITING", "priority": "HIGH" })).await?;
    choose(browser, "status", "Investigating").await?;
    both_sides(browser, "Priya Raman", &["Waiting", "Investigating"]).await?;
    browser.click("button", "Apply mine on top").await?;
    work::shows(browser, "status", "Investigating").await?;
    work::shows(browser, "priority", "High").await?;
    stands(&colleague, &rrn, "INVESTIGATING", "HIGH").await?;
    drop(server);
    Ok(())
}

async fn from_a_row(browser: &Browser) -> Result<()> {
    let (server, colleague, rrn) = scene(browser, &BANK.investigations(), false).await?;
    browser.control("link", FIRST_TITLE).await?;
    colleague.change(&rrn, json!({ "status": "WAITING" })).await?;
    work::set_in_row(browser, FIRST_TITLE, "status", "Investigating").await?;
    both_sides(browser, "Priya Raman", &["Waiting", "Investigating"]).await?;
    browser.click("button", "Apply mine on top").await?;
    browser
        .wait("the row to say so", async || {
            let row = work::row(browser, FIRST_TITLE).await?;
            ensure!(row.contains("Investigating"), "it says {row:?}");
            Ok(Some(()))
        })
        .await?;
    stands(&colleague, &rrn, "INVESTIGATING", "CRITICAL").await?;
    drop(server);
    Ok(())
}

/// Nobody at this screen changes anything: what a colleague does appears, with their name, and a draft stays.
async fn news(browser: &Browser) -> Result<()> {
    let (server, colleague, rrn) = scene(browser, &BANK.investigation(FIRST), true).await?;
    browser.control("heading", FIRST_TITLE).await?;
    work::shows(browser, "status", "Open").await?;
    browser.fill("Comment", "Not sent yet").await?;
    colleague.change(&rrn, json!({ "status": "WAITING" })).await?;
    browser.see("Priya Raman changed this").await?;
    work::shows(browser, "status", "Waiting").await?;
    ensure!(browser.value("Comment").await? == "Not sent yet", "the draft is gone");
    browser.fill("Comment", "").await?;
    drop(server);
    Ok(())
}

/// The demo analyst in the app, a colleague's program beside her; whether she hears at once of what others do.
async fn scene(browser: &Browser, path: &str, hears: bool) -> Result<(Server, Program, String)> {
    let server = Setup::small().start()?;
    let colleague = Program::start(&server, PRIYA, REGION).await?;
    if !hears {
        deaf(browser).await?;
    }
    enter(browser, &server, path, INES).await?;
    Ok((server, colleague, BANK.rrn(REGION, FIRST)))
}

async fn choose(browser: &Browser, fact: &str, value: &str) -> Result<()> {
    browser.click_css(&work::menu(fact)).await?;
    browser.click("menuitemradio", value).await
}

/// The dialog says who came first, as far as the region tells, and shows both values.
async fn both_sides(browser: &Browser, who: &str, values: &[&str]) -> Result<()> {
    let dialog = browser.control("dialog", "").await?.text().await?;
    let title = format!("{who} changed this after you opened it");
    for said in values.iter().chain(&[title.as_str(), FIRST_TITLE, BANK.name, "Now", "Yours"]) {
        ensure!(dialog.contains(said), "the dialog does not say {said:?}:\n{dialog}");
    }
    accessible(browser, "both sides").await
}

async fn stands(colleague: &Program, rrn: &str, status: &str, priority: &str) -> Result<()> {
    let stored = colleague.read(rrn).await?;
    ensure!(text(&stored, "status") == status && text(&stored, "priority") == priority, "stored is {stored}");
    Ok(())
}
