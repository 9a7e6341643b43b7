//! Owns the scenarios of what others do while somebody works: bursts, order that does not move, tabs, other programs.

use crate::grid::{blank_frames, links};
use crate::support::{BANK, FIRST, FIRST_TITLE, INES, PRIYA, Program, complete, enter, text};
use crate::work;
use e2e::{Browser, Context, Key, Result, Setup, Suite, WebElement, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::By;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("live::a_change_made_elsewhere_stands_in_the_row_without_a_reload", arrives);
    suite.add("live::a_burst_of_changes_neither_moves_an_open_menu_nor_blanks_a_row", burst);
    suite.add("live::seven_regions_and_six_tabs_are_all_usable", six_tabs);
    suite.add("live::a_program_on_the_same_data_is_noticed", other_process);
}

/// Well under the ten seconds of a poll.
async fn arrives(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    let colleague = Program::start(&server, PRIYA, "eu").await?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    browser.control("link", FIRST_TITLE).await?;
    colleague.change(&BANK.rrn("eu", FIRST), json!({ "status": "WAITING" })).await?;
    browser
        .wait_for(std::time::Duration::from_secs(5), "the row to say so", async || {
            let row = work::row(browser, FIRST_TITLE).await?;
            ensure!(row.contains("Waiting"), "it says {row:?}");
            Ok(Some(()))
        })
        .await
}

/// A thousand changes of priority turn the default order upside down while a menu is open, and again while scrolling.
async fn burst(browser: &Browser) -> Result<()> {
    let server = Setup::wide(3_000).start()?;
    let colleague = Program::start(&server, PRIYA, "us").await?;
    let other = Program::start(&server, PRIYA, "eu").await?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    let first = links(browser).await?;
    ensure!(first.len() > 5, "only {} rows are drawn", first.len());

    browser.click_css("[role=grid] [role=row] button[title='Change status']").await?;
    browser.control("menuitemradio", "Waiting").await?;
    let some = |records: Vec<Value>| -> Vec<Value> {
        records.into_iter().filter(|record| text(record, "status") != "CLOSED").take(500).collect()
    };
    let (ours, theirs) = (some(colleague.working_set().await?), some(other.working_set().await?));
    ensure!(ours.len() + theirs.len() > 700, "there are {} and {}", ours.len(), theirs.len());
    let low = json!({ "priority": "LOW", "title": "Turned upside down" });
    let (one, two) = tokio::join!(colleague.change_all(&ours, &low), other.change_all(&theirs, &low));
    one.and(two)?;
    browser.see("Turned upside down").await?;
    browser.control("menuitemradio", "Waiting").await.context("the menu was closed by what others did")?;
    ensure!(links(browser).await? == first, "rows moved below an open menu");
    browser.press(Key::Escape).await?;

    let (ours, theirs) = (some(colleague.working_set().await?), some(other.working_set().await?));
    let high = json!({ "priority": "HIGH" });
    let (blank, one, two) =
        tokio::join!(blank_frames(browser, 240), colleague.change_all(&ours, &high), other.change_all(&theirs, &high));
    one.and(two)?;
    ensure!(blank? == 0, "blank rows while scrolling through a burst");
    work::nothing_is_kept(browser).await
}

/// Every tab holds a stream of every region; over HTTP/1.1 a browser has six connections for each of them in all.
async fn six_tabs(browser: &Browser) -> Result<()> {
    let server = Setup::wide(700).start()?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    let mut tabs = vec![browser.tab().await?];
    for _ in 1..6 {
        tabs.push(browser.new_tab().await?);
        browser.goto(&server.at("/multi/investigations")).await?;
        complete(browser).await?;
    }
    let open = open_rows(browser).await?;
    for (number, tab) in tabs.iter().enumerate() {
        browser.switch(tab).await?;
        complete(browser).await?;
        let link = open.get(number).context("too few open rows")?;
        row_of(browser, link).await?.find(By::Css("button[title='Change status']")).await?.click().await?;
        browser.click("menuitemradio", "Waiting").await?;
        browser
            .wait(&format!("tab {number} to save"), async || {
                let saved = browser.texts("[role=status]").await?.join(" ");
                ensure!(saved.contains("Waiting"), "the page says {saved:?}");
                Ok(Some(()))
            })
            .await?;
    }
    Ok(())
}

/// The links of the drawn rows whose status is Open.
async fn open_rows(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[role=grid] [role=row][aria-selected]')]
        .filter((row) => row.offsetParent !== null && row.querySelector('button[title=\"Change status\"]').textContent.includes('Open'))
        .map((row) => row.querySelector('a[href*=\"/investigations/\"]').getAttribute('href'))";
    let told = browser.js(script, vec![]).await?;
    Ok(told.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The drawn row with that link.
async fn row_of(browser: &Browser, link: &str) -> Result<WebElement> {
    for row in browser.find_all("[role=grid] [role=row][aria-selected]").await? {
        if row.find(By::Css("a[href*='/investigations/']")).await?.attr("href").await?.as_deref() == Some(link) {
            return Ok(row);
        }
    }
    bail!("no row is drawn with {link}")
}

/// `mci import` writes beside the running server.
async fn other_process(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, "/multi/investigations", PRIYA).await?;
    complete(browser).await?;
    let page = e2e::root().join("crates/backend/tests/fixtures/investigations-page.json");
    server.mci(&["import", "--region", "us", "--associate", &page.display().to_string()])?;
    browser.see("Suspicious authentication: Multiple country ingress").await.map(drop)
}
