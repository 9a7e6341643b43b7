//! Owns the walk from signing in to a closed investigation and on to the next customer, as an analyst goes it.

use crate::support::{BANK, FIRST, FIRST_TITLE, INES, clean_console, complete, enter};
use crate::work;
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("journey::from_signing_in_to_a_closed_investigation_and_the_next_customer", alone);
    suite.add("journey::the_oldest_open_critical_one_is_on_the_first_screen", oldest);
}

/// On the app's own page. Afterwards the browser holds nothing.
async fn alone(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    enter(browser, &server, "/sign-in", INES).await?;
    browser.at("is the Customer Table", |path| path == "/").await?;
    walk(browser, "").await?;
    // Nobody is signed in at first, and nobody configured this page.
    clean_console(browser, &["/api/v1/session - ", "/config.json - "]).await?;
    work::nothing_is_kept(browser).await
}

/// Begins in the Customer Table and ends with the preference ON again. `base` is where the app is mounted.
pub async fn walk(browser: &Browser, base: &str) -> Result<()> {
    into_the_siem(browser, base).await?;
    work_one(browser, base).await?;
    find_it_closed(browser, base).await?;
    next_customer(browser, base).await?;
    switch_off_and_on(browser, base).await
}

/// Customer Table → pinned account → Platform Home → SIEM card → Customers → the most urgent customer's investigations.
async fn into_the_siem(browser: &Browser, base: &str) -> Result<()> {
    browser.control("heading", "Select Customer Account").await?;
    let pinned = browser.texts("tbody tr").await?.into_iter().next().unwrap_or_default();
    ensure!(pinned.contains("Primary Customer"), "the first row is {pinned:?}");
    browser.click("link", "Quillmoor Managed Security").await?;
    browser.at("is Platform Home's", |path| path == format!("{base}/home")).await?;
    browser.click("link", "SIEM (InsightIDR)").await?;
    browser.at("is the Customers view's", |path| path == format!("{base}/multi/customers")).await?;
    complete(browser).await?;
    let most_urgent = browser.texts("tbody tr").await?.into_iter().next().unwrap_or_default();
    ensure!(most_urgent.contains(BANK.name), "the first customer is {most_urgent:?}");
    browser.click("link", &format!("Manage Investigations, {}", BANK.name)).await?;
    browser.at("is the customer's", |path| path == format!("{base}{}", BANK.investigations())).await?;
    browser.find(&format!("[aria-label^='Customer: {}']", BANK.name)).await.map(drop)
}

/// First investigation → assign to me, INVESTIGATING, comment, close as MALICIOUS.
async fn work_one(browser: &Browser, base: &str) -> Result<()> {
    complete(browser).await?;
    let titles = work::titles(browser).await?;
    ensure!(titles.first().is_some_and(|title| title == FIRST_TITLE), "the first rows are {titles:?}");
    browser.click("link", FIRST_TITLE).await?;
    browser.at("is the investigation's", |path| path == format!("{base}{}", BANK.investigation(FIRST))).await?;
    browser.control("heading", FIRST_TITLE).await?;
    browser.click("button", "Assign to me").await?;
    work::shows(browser, "assignee", "You").await?;
    work::set(browser, "status", "Investigating").await?;
    work::comment(browser, "Memory dump confirmed, host isolated.").await?;
    work::close(browser, "Malicious").await
}

/// All Investigations with status Closed shows it.
async fn find_it_closed(browser: &Browser, base: &str) -> Result<()> {
    browser.click("link", "All Investigations").await?;
    browser.at("is All Investigations'", |path| path == format!("{base}/multi/investigations")).await?;
    complete(browser).await?;
    let active = work::titles(browser).await?;
    ensure!(
        !active.is_empty() && !active.contains(&FIRST_TITLE.to_owned()),
        "a closed one is among the active: {active:?}"
    );
    work::filter(browser, "Status", "Closed").await?;
    browser.at("filters", |path| path.contains("status=CLOSED")).await?;
    browser.fill("Search investigations", "lsass").await?;
    browser.control("link", FIRST_TITLE).await?;
    let row = work::row(browser, FIRST_TITLE).await?;
    for said in [BANK.name, "Closed"] {
        ensure!(row.contains(said), "the row says {row:?}, not {said}");
    }
    Ok(())
}

/// Another customer, same screen; then out of the SIEM.
async fn next_customer(browser: &Browser, base: &str) -> Result<()> {
    browser.click("link", "All Investigations").await?;
    go_to(browser, "Go to customer", "calderhythe bro", "Calderhythe Brokers").await?;
    let at = browser.at("is a customer's", |path| path.starts_with(&format!("{base}/customers/"))).await?;
    ensure!(at.ends_with("/investigations") && !at.contains(BANK.id), "the switcher led to {at}");
    browser.find("[aria-label^='Customer: Calderhythe Brokers']").await?;
    browser.see("Not Calderhythe Bank (CALD, us2)").await?;
    go_to(browser, "Calderhythe Brokers", BANK.code, BANK.name).await?;
    browser.at("is the same screen of the other", |path| path == format!("{base}{}", BANK.investigations())).await?;
    browser.click("link", "View Customer Table").await?;
    browser.at("is the Customer Table", |path| path == format!("{base}/")).await?;
    browser.control("heading", "Select Customer Account").await.map(drop)
}

/// Opens the switcher, which says `now`, and takes a customer out of those that the typed words leave.
async fn go_to(browser: &Browser, now: &str, typed: &str, name: &str) -> Result<()> {
    browser.click("button", now).await?;
    browser.control("textbox", "Name, code or alias").await?;
    browser.keys(typed).await?;
    browser.click("option", name).await
}

/// Preferences OFF: the multi-customer screens explain themselves and offer the switch.
async fn switch_off_and_on(browser: &Browser, base: &str) -> Result<()> {
    browser.click("button", "Ines Duarte, account").await?;
    browser.click("menuitem", "User Preferences").await?;
    browser.at("is the preferences'", |path| path == format!("{base}/settings/preferences")).await?;
    browser.click("switch", "Multi Customer Investigations").await?;
    browser.see("Off").await?;
    browser.click("link", "Platform Home").await?;
    browser.see("Multi Customer Investigations is off: this leads to your own account's investigations").await?;
    browser.click("link", "SIEM (InsightIDR)").await?;
    browser.find("[aria-label^='Customer: Quillmoor Managed Security']").await?;
    for screen in ["Customers", "All Investigations"] {
        browser.click("link", screen).await?;
        browser.control("heading", "Multi Customer Investigations is off").await?;
        browser.see("This is your own preference.").await?;
        ensure!(work::titles(browser).await?.is_empty(), "investigations are shown all the same");
    }
    browser.click("button", "Turn it on").await?;
    browser.see(BANK.name).await?;
    browser.at("is the same", |path| path == format!("{base}/multi/investigations")).await.map(drop)
}

/// No age limit hides what has been open for 400 days.
async fn oldest(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    let title = "Furnace controller talks to an unknown network";
    let link = browser.control("link", title).await?;
    let script = "const box = arguments[0].getBoundingClientRect();
        const top = document.elementFromPoint(box.x + 4, box.y + box.height / 2);
        return box.top >= 0 && box.bottom <= innerHeight && (arguments[0].contains(top) || top.contains(arguments[0]));";
    let seen = browser.js(script, vec![link.to_json()?]).await?;
    ensure!(seen.as_bool() == Some(true), "it is below the first screen");
    let row = work::row(browser, title).await?;
    for said in ["Pellinard Steel", "PLND", "Open"] {
        ensure!(row.contains(said), "the row says {row:?}, not {said}");
    }
    Ok(())
}
