//! Owns the scenarios of what the app fetches only once it is needed: that it comes, that it is ahead of the analyst, and
//! what is said when it cannot come.

use crate::bulk::preview;
use crate::grid::tick;
use crate::support::{BANK, FIRST, FIRST_TITLE, INES, accessible, complete, enter};
use e2e::{Browser, Context, Key, Result, Server, Setup, Suite, ensure};
use serde_json::json;
use std::fs;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("late::what_opens_later_is_there_without_a_connection", ahead);
    suite.add("late::a_part_that_does_not_come_says_so_and_can_be_asked_for_again", retried);
    suite.add("late::a_page_of_an_older_build_offers_the_new_one", replaced);
}

/// The wasm files that this page has fetched, in their order.
async fn fetched(browser: &Browser) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
        .filter((path) => path.endsWith('.wasm'))";
    let told = browser.js(script, vec![]).await?;
    Ok(told.as_array().into_iter().flatten().filter_map(|path| path.as_str().map(str::to_owned)).collect())
}

async fn block(browser: &Browser, addresses: &[&str]) -> Result<()> {
    browser.devtools("Network.enable", json!({})).await?;
    browser.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await.map(drop)
}

/// Palette, peek, preview and details, with every file of the app out of reach.
async fn ahead(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    enter(browser, &server, "/multi/investigations?priority=CRITICAL", INES).await?;
    complete(browser).await?;
    browser
        .wait("every part to be fetched", async || {
            let files = fetched(browser).await?;
            ensure!(
                files.first().is_some_and(|file| file.contains("_bg.wasm")),
                "the first is not the main module: {files:?}"
            );
            let all = ["case", "places", "tools"].iter().all(|part| files.iter().any(|file| file.contains(part)));
            Ok(all.then_some(()))
        })
        .await?;
    block(browser, &["*.wasm", "*.js"]).await?;
    browser.click("button", "Go to or do anything").await?;
    browser.keys("Theme").await?;
    browser.control("option", "Theme: dark").await?;
    browser.press(Key::Escape).await?;
    tick(browser, FIRST_TITLE).await?;
    preview(browser, "status", "Waiting").await?;
    browser.control("button", "Change 1").await?;
    browser.click("link", FIRST_TITLE).await?;
    browser.see("Activity").await?;
    browser.at("the details", |path| path.contains("/investigations/")).await.map(drop)
}

async fn retried(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    block(browser, &["*/mci-case-*"]).await?;
    enter(browser, &server, &BANK.investigation(FIRST), INES).await?;
    browser.see("This part of the app could not be loaded").await?;
    accessible(browser, "a part that did not come").await?;
    block(browser, &[]).await?;
    browser.click("button", "Retry").await?;
    browser.see(FIRST_TITLE).await?;
    browser.gone("This part of the app could not be loaded").await
}

/// The files of another build stand where this page's stood: as after every deployment.
async fn replaced(browser: &Browser) -> Result<()> {
    let server = Setup::demo().own_app().start()?;
    deploy(&server)?;
    enter(browser, &server, &BANK.investigation(FIRST), INES).await?;
    browser.see("A new version of the app is there").await?;
    accessible(browser, "a page of an older build").await?;
    browser.control("button", "Reload").await.map(drop)
}

/// Takes this build's late parts away and names another build, as far as a page can see it.
fn deploy(server: &Server) -> Result<()> {
    let app = server.data().join("app");
    for entry in fs::read_dir(&app)? {
        let file = entry?.path();
        let name = file.file_name().and_then(|name| name.to_str()).context("a name")?.to_owned();
        if name.contains(".wasm") && !name.contains("_bg.wasm") {
            fs::remove_file(&file)?;
        }
    }
    let manifest = app.join("manifest.json");
    let text = fs::read_to_string(&manifest)?.replace("mci-app-", "mci-app-0");
    fs::write(manifest, text)?;
    Ok(())
}
