//! Owns the scenarios of the app as a guest in a foreign portal's page, under the portal's own policy and sign-on.

use crate::journey::walk;
use crate::support::{INES, accessible, clean_console, gateways};
use crate::work;
use e2e::{Browser, Issuer, Portal, Reply, Result, Server, Setup, Suite, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("portal::the_same_walk_runs_in_a_shadow_root_of_a_foreign_page", same_walk);
    suite.add("portal::its_own_links_work_before_during_and_after_and_unmounting_frees", own_links);
}

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Quillmoor Portal</title>
    <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/portal/portal.css\">
    <script type=\"module\" src=\"/portal/portal.js\"></script></head><body><nav aria-label=\"Portal\">
    <a href=\"/portal/reports\">Reports</a> <a href=\"/portal/mci-help\">Help</a> <a data-soft href=\"/portal/news\">News</a>
    <a data-soft href=\"/portal/mci/\">Investigations</a></nav><h1 id=\"where\"></h1><div id=\"slot\"></div></body></html>";
/// A host's own rules, which must stay outside.
const STYLE: &str =
    "#slot { height: 820px } a, button, input { font-size: 40px !important; letter-spacing: 9px !important }";

/// A portal with one signed-in analyst, and the backend that trusts it.
struct Stage {
    portal: Portal,
    _server: Server,
    /// Its key set is read at the first exchange.
    _issuer: Issuer,
}

async fn stage(setup: Setup) -> Result<Stage> {
    let (listener, origin) = Portal::reserve().await?;
    let issuer = Issuer::new("https://portal.example", "mci")?;
    let server = setup.args(issuer.arguments()).args(["--allow-origin", &origin]).start()?;
    let (url, token) = (json!(server.url()), json!(issuer.token(INES, Duration::from_secs(600))?));
    let sign_on = format!("export const server = {url};\nexport const token = {token};\n");
    let replies = BTreeMap::from([
        ("/portal/*".to_owned(), Reply::html(PAGE)),
        ("/portal/portal.js".to_owned(), Reply::script(include_str!("portal.js"))),
        ("/portal/sign-on.js".to_owned(), Reply::script(sign_on)),
        ("/portal/portal.css".to_owned(), Reply::text("text/css; charset=utf-8", STYLE)),
    ]);
    let policy = format!(
        "default-src 'none'; script-src 'self' {0} 'wasm-unsafe-eval'; style-src 'self' {0}; img-src data:; \
         connect-src {0} {1}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        server.url(),
        gateways(&server).await?.into_values().collect::<Vec<_>>().join(" ")
    );
    let portal = Portal::serve((listener, origin), &policy, replies);
    Ok(Stage { portal, _server: server, _issuer: issuer })
}

async fn same_walk(browser: &Browser) -> Result<()> {
    let Stage { portal, .. } = &stage(Setup::demo()).await?;
    browser.goto(&portal.at("/portal/mci/")).await?;
    browser.see("Portal at /portal/mci/").await?;
    browser.look_inside(Some("#slot"));
    walk(browser, "/portal/mci").await?;
    clean_console(browser, &[]).await?;
    accessible(browser, "in a portal").await?;
    browser.look_inside(None);
    ensure!(browser.title().await? == "Quillmoor Portal", "the portal's title is {:?}", browser.title().await?);
    work::nothing_is_kept(browser).await?;
    let cookies = browser.devtools("Network.getAllCookies", json!({})).await?;
    ensure!(cookies.get("cookies") == Some(&json!([])), "there are {cookies}");
    Ok(())
}

async fn own_links(browser: &Browser) -> Result<()> {
    let Stage { portal, .. } = &stage(Setup::small()).await?;
    browser.goto(&portal.at("/portal/news")).await?;
    let mut held = Vec::new();
    for time in 1..=5 {
        browser.click("link", "Investigations").await?;
        inside(browser).await?;
        browser.click("link", "News").await?;
        browser.at("is the portal's", |path| path == "/portal/news").await?;
        browser.see("Portal at /portal/news").await?;
        browser.wait("the app to be gone", async || Ok(elements(browser).await?.eq(&0).then_some(()))).await?;
        held.push((time, listeners(browser).await?));
    }
    let (early, late) = (held.get(1).map(|held| held.1), held.last().map(|held| held.1));
    ensure!(late <= early, "mounting and unmounting leaves listeners behind: {held:?}");
    really_loads(browser, "Reports", "/portal/reports").await?;

    browser.click("link", "Investigations").await?;
    inside(browser).await?;
    really_loads(browser, "Help", "/portal/mci-help").await?;
    browser.click("link", "Investigations").await?;
    inside(browser).await?;
    browser.click("link", "News").await?;
    browser.see("Portal at /portal/news").await?;
    browser.back().await?;
    browser.at("is the app's", |path| path == "/portal/mci/").await?;
    inside(browser).await?;
    really_loads(browser, "Reports", "/portal/reports").await?;
    clean_console(browser, &[]).await
}

/// The app is at work in its shadow root, in its own type size.
async fn inside(browser: &Browser) -> Result<()> {
    browser.look_inside(Some("#slot"));
    browser.control("heading", "Select Customer Account").await?;
    browser.control("link", "Calderhythe Bank").await?;
    browser.look_inside(None);
    let size = "return getComputedStyle(document.querySelector('#slot').shadowRoot.querySelector('tbody a')).fontSize";
    let size = browser.js(size, vec![]).await?;
    ensure!(size != json!("40px"), "the portal's rules reach inside");
    Ok(())
}

/// The portal answers that address with a page of its own; nobody takes the click away.
async fn really_loads(browser: &Browser, link: &str, path: &str) -> Result<()> {
    browser.js("window.sameDocument = true", vec![]).await?;
    browser.click("link", link).await?;
    browser.see(&format!("Portal at {path}")).await?;
    let same = browser.js("return window.sameDocument === true", vec![]).await?;
    ensure!(same.as_bool() == Some(false), "{link} was not loaded");
    Ok(())
}

/// What is left in the shadow root.
async fn elements(browser: &Browser) -> Result<u64> {
    let count =
        browser.js("return document.querySelector('#slot').shadowRoot.querySelectorAll('*').length", vec![]).await?;
    Ok(count.as_u64().unwrap_or(u64::MAX))
}

/// Event listeners that the browser holds after it has tidied up.
async fn listeners(browser: &Browser) -> Result<u64> {
    browser.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let counters = browser.devtools("Memory.getDOMCounters", json!({})).await?;
    Ok(counters.get("jsEventListeners").and_then(Value::as_u64).unwrap_or(u64::MAX))
}
