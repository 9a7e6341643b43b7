//! Owns the scenarios of the address bar: what it says, what it keeps, and what never leaves it.

use crate::support::{BANK, INES, complete, enter};
use crate::work;
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("address::a_reload_keeps_screen_filters_and_words_and_no_server_sees_the_words", reload);
    suite.add("address::back_and_forward_step_through_filters_and_screens", back_and_forward);
    suite.add("address::two_tabs_on_two_customers_do_not_mix", two_tabs);
}

/// Typed with what an address could trip over.
const WORDS: &str = "lsass & memory #1%";

async fn reload(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    work::filter(browser, "Priority", "Critical").await?;
    browser.at("says so", |path| path == "/multi/investigations?priority=CRITICAL").await?;
    browser.fill("Search investigations", WORDS).await?;
    browser.at("has the words in the fragment", |path| path.contains("#q=lsass")).await?;
    browser.fill("Search investigations", "lsass").await?;
    let before = browser
        .at("has the words in the fragment", |path| path == "/multi/investigations?priority=CRITICAL#q=lsass")
        .await?;
    browser.control("link", "LSASS memory read by unsigned process").await?;
    let shown = work::titles(browser).await?;
    unseen_by_servers(browser).await?;

    browser.reload().await?;
    browser.control("link", "LSASS memory read by unsigned process").await?;
    complete(browser).await?;
    browser.at("is as before", |path| path == before).await?;
    ensure!(browser.value("Search investigations").await? == "lsass", "the words are gone");
    let again = work::titles(browser).await?;
    ensure!(shown == again, "before the reload {shown:?}, after it {again:?}");
    unseen_by_servers(browser).await?;
    ensure!(!server.log().to_lowercase().contains("lsass"), "a server wrote the words down:\n{}", server.log());
    work::nothing_is_kept(browser).await
}

/// No request of this page has the typed words in its address.
async fn unseen_by_servers(browser: &Browser) -> Result<()> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let told = browser.js(script, vec![]).await?;
    let asked: Vec<String> =
        told.as_array().into_iter().flatten().filter_map(|name| Some(name.as_str()?.to_lowercase())).collect();
    ensure!(asked.iter().any(|name| name.contains("/mci/v1/working-set")), "no request was seen at all: {asked:?}");
    ensure!(asked.iter().all(|name| !name.contains("lsass")), "the words left the browser: {asked:?}");
    Ok(())
}

async fn back_and_forward(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, "/multi/customers", INES).await?;
    complete(browser).await?;
    browser.click("link", "All Investigations").await?;
    browser.at("is All Investigations'", |path| path == "/multi/investigations").await?;
    complete(browser).await?;
    work::filter(browser, "Priority", "High").await?;
    browser.at("has one filter", |path| path == "/multi/investigations?priority=HIGH").await?;
    work::filter(browser, "Region", "eu").await?;
    let both =
        browser.at("has two filters", |path| path.contains("region=eu") && path.contains("priority=HIGH")).await?;
    let narrow = work::titles(browser).await?;
    browser.click("link", "Customers").await?;
    browser.at("is the Customers view's", |path| path == "/multi/customers").await?;
    browser.back().await?;
    browser.at("is the list's again", |path| path == both).await?;
    list(browser, &narrow).await?;
    browser.back().await?;
    browser.at("has one filter again", |path| path == "/multi/investigations?priority=HIGH").await?;
    browser.wait("more rows", async || Ok((work::titles(browser).await?.len() > narrow.len()).then_some(()))).await?;
    browser.forward().await?;
    browser.at("has two filters again", |path| path == both).await?;
    list(browser, &narrow).await?;
    browser.forward().await?;
    browser.at("is the Customers view's again", |path| path == "/multi/customers").await?;
    browser.control("heading", "Customers").await.map(drop)
}

async fn list(browser: &Browser, wanted: &[String]) -> Result<()> {
    browser
        .wait("the same rows", async || {
            let shown = work::titles(browser).await?;
            ensure!(shown == wanted, "there are {shown:?}");
            Ok(Some(()))
        })
        .await
}

/// Each tab stays with its customer, whatever the other one does.
async fn two_tabs(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, &BANK.investigations(), INES).await?;
    only_of(browser, BANK.name, "Calderhythe Brokers").await?;
    let bank = browser.tab().await?;
    let other = browser.new_tab().await?;
    browser.goto(&server.at("/")).await?;
    browser.click("link", "Calderhythe Brokers").await?;
    let brokers_at = browser.at("is a customer's", |path| path.ends_with("/investigations")).await?;
    only_of(browser, "Calderhythe Brokers", BANK.name).await?;
    let brokers_rows = work::titles(browser).await?;

    browser.switch(&bank).await?;
    browser.at("is the bank's", |path| path == BANK.investigations()).await?;
    only_of(browser, BANK.name, "Calderhythe Brokers").await?;
    work::set_in_row(browser, "LSASS memory", "status", "Investigating").await?;
    browser.see("Set to Investigating at Calderhythe Bank").await?;
    browser.reload().await?;
    only_of(browser, BANK.name, "Calderhythe Brokers").await?;

    browser.switch(&other).await?;
    browser.at("is the brokers'", |path| path == brokers_at).await?;
    only_of(browser, "Calderhythe Brokers", BANK.name).await?;
    list(browser, &brokers_rows).await
}

/// Band, menu and rows belong to one customer; the other one is named only by the warning about similar names.
async fn only_of(browser: &Browser, name: &str, other: &str) -> Result<()> {
    browser.find(&format!("[aria-label^='Customer: {name}']")).await?;
    browser.control("navigation", &format!("{name} SIEM")).await?;
    complete(browser).await?;
    ensure!(!work::titles(browser).await?.is_empty(), "{name} has no rows");
    let script = "return [...document.querySelectorAll('main a[href]')].map((link) => link.getAttribute('href'))";
    let links = browser.js(script, vec![]).await?;
    let here = browser.at("is a customer's", |path| path.starts_with("/customers/")).await?;
    let mine = here.split('/').nth(2).unwrap_or_default();
    let strange = |href: &str| href.starts_with("/customers/") && !href.contains(mine);
    let strangers: Vec<_> =
        links.as_array().into_iter().flatten().filter_map(|link| link.as_str()).filter(|href| strange(href)).collect();
    ensure!(strangers.is_empty(), "on {name}'s screen stand links into another customer: {strangers:?}");
    let text = browser.text("main").await?;
    ensure!(!text.contains(other), "{name}'s screen names {other}:\n{text}");
    Ok(())
}
