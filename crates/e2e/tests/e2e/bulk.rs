//! Owns the scenarios of many investigations changed at once: what is skipped and why, verdicts, Undo, lost answers.

use crate::grid::{selected, tick, tick_all};
use crate::support::{BANK, FIRST, FIRST_TITLE, INES, PRIYA, Program, accessible, complete, deaf, enter, escape, text};
use crate::work;
use e2e::{Browser, Context, Result, Setup, Suite, ensure};
use serde_json::{Value, json};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("bulk::a_mixture_of_customers_changes_where_it_may_and_says_why_not_elsewhere", mixture);
    suite.add("bulk::undo_refuses_a_row_that_somebody_changed_since", undo_refused);
    suite.add("bulk::an_answer_that_is_lost_neither_doubles_nor_accuses", lost_answer);
    suite.add("bulk::ten_thousand_rows_are_the_most_and_that_is_said", the_most);
}

/// A named critical investigation of the demo data.
struct Known {
    region: &'static str,
    customer: &'static str,
    id: &'static str,
    title: &'static str,
}

const DIRECTORY: Known = Known {
    region: "us2",
    customer: "Kestrelwyn Energy",
    id: "4WEN-DRSR",
    title: "Directory replication requested by a workstation",
};
const WEB_SHELL: Known = Known {
    region: "au",
    customer: "Merrowdale Hotels",
    id: "9XPL-WEBS",
    title: "Web shell pattern in upload directory",
};
const BREAK_GLASS: Known = Known {
    region: "us2",
    customer: "Wexmarsh Telecom",
    id: "2GLA-BRKG",
    title: "Break-glass account used outside a change window",
};
const BACKUP: Known = Known {
    region: "us",
    customer: "Adelbeck Shipping",
    id: "5SHP-BKUP",
    title: "Backup catalogue deleted from the console",
};

impl Known {
    /// Its RRN, read from the region's own list.
    async fn rrn(&self, program: &Program) -> Result<String> {
        let search = json!({ "search": [{ "field": "title", "operator": "CONTAINS", "value": self.title }] });
        let path = "/idr/v2/investigations/_search?multi-customer=true";
        let found = program.call(reqwest::Method::POST, path, Some(search)).await?;
        let rrn = found.pointer("/data/0/rrn").and_then(Value::as_str);
        let rrn = rrn.with_context(|| format!("{} does not have {}", self.region, self.title))?;
        ensure!(rrn.ends_with(self.id), "the search found {rrn}");
        Ok(rrn.to_owned())
    }
}

/// Five customers: one where she is Viewer, one whose investigation a colleague changes after it was loaded.
async fn mixture(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    let us2 = Program::start(&server, PRIYA, "us2").await?;
    let au = Program::start(&server, PRIYA, "au").await?;
    let us = Program::start(&server, PRIYA, "us").await?;
    deaf(browser).await?;
    enter(browser, &server, "/multi/investigations?priority=CRITICAL", INES).await?;
    for title in [FIRST_TITLE, DIRECTORY.title, WEB_SHELL.title, BREAK_GLASS.title, BACKUP.title] {
        tick(browser, title).await?;
    }
    ensure!(selected(browser).await? == 5, "the bar says {:?}", browser.text(".bulk-bar").await?);
    let replicated = DIRECTORY.rrn(&us2).await?;
    us2.change(&replicated, json!({ "status": "WAITING" })).await?;

    let preview = preview(browser, "status", "Investigating").await?;
    for said in
        ["4 of 5 change", "skipped: ", "Viewer", BACKUP.customer, BANK.name, "4 Open → Investigating, in 4 customers"]
    {
        ensure!(preview.contains(said), "the preview does not say {said:?}:\n{preview}");
    }
    comment(browser, "Taken by the night shift.").await?;
    accessible(browser, "the preview").await?;
    browser.click("button", "Change 4").await?;
    let told = result(browser, "3 of 4 set to Investigating").await?;
    for said in ["Changed by Priya Raman", DIRECTORY.title] {
        ensure!(told.contains(said), "the result does not say {said:?}:\n{told}");
    }
    ensure!(!told.contains(FIRST_TITLE), "what was changed stands among the failures:\n{told}");
    accessible(browser, "the result").await?;
    ensure!(selected(browser).await? == 1, "the failure is not the one that is still selected");

    for (program, rrn) in
        [(&us2, BANK.rrn("us2", FIRST)), (&au, WEB_SHELL.rrn(&au).await?), (&us2, BREAK_GLASS.rrn(&us2).await?)]
    {
        let stored = program.read(&rrn).await?;
        ensure!(text(&stored, "status") == "INVESTIGATING", "stored is {stored}");
        let comments = program.comments(&rrn).await?;
        let written = comments.iter().filter(|comment| *comment == "Taken by the night shift.").count();
        ensure!(written == 1, "the comment was written {written} times at {rrn}");
    }
    for (program, rrn, status) in [(&us2, replicated, "WAITING"), (&us, BACKUP.rrn(&us).await?, "OPEN")] {
        let stored = program.read(&rrn).await?;
        ensure!(text(&stored, "status") == status, "stored is {stored}");
        ensure!(!program.comments(&rrn).await?.contains(&"Taken by the night shift.".to_owned()), "a comment at {rrn}");
    }
    work::nothing_is_kept(browser).await
}

/// Undo is a guarded change like any other: what a colleague did meanwhile stands.
async fn undo_refused(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    let us2 = Program::start(&server, PRIYA, "us2").await?;
    deaf(browser).await?;
    enter(browser, &server, "/multi/investigations?priority=CRITICAL", INES).await?;
    for title in [FIRST_TITLE, DIRECTORY.title, BREAK_GLASS.title] {
        tick(browser, title).await?;
    }
    preview(browser, "status", "Waiting").await?;
    browser.click("button", "Change 3").await?;
    result(browser, "3 set to Waiting").await?;
    let replicated = DIRECTORY.rrn(&us2).await?;
    us2.change(&replicated, json!({ "priority": "HIGH" })).await?;
    browser.click("button", "Undo").await?;
    let told = result(browser, "2 of 3 ").await?;
    ensure!(told.contains(DIRECTORY.title), "the refused row is not named:\n{told}");
    let stored = us2.read(&replicated).await?;
    ensure!(text(&stored, "status") == "WAITING" && text(&stored, "priority") == "HIGH", "stored is {stored}");
    for rrn in [BANK.rrn("us2", FIRST), BREAK_GLASS.rrn(&us2).await?] {
        let stored = us2.read(&rrn).await?;
        ensure!(text(&stored, "status") == "OPEN", "stored is {stored}");
    }
    Ok(())
}

/// The region has written everything, but the browser never hears of it the first time.
async fn lost_answer(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    let us2 = Program::start(&server, PRIYA, "us2").await?;
    enter(browser, &server, "/multi/investigations?priority=CRITICAL", INES).await?;
    complete(browser).await?;
    let lose = "const real = window.fetch;
        window.bulkCalls = [];
        window.fetch = async (input, init) => {
            const url = String(input.url ?? input);
            const reply = await real.call(window, input, init);
            if (!url.endsWith('/mci/v1/bulk')) return reply;
            window.bulkCalls.push(reply.status);
            if (window.bulkCalls.length === 1) throw new TypeError('the answer was lost');
            return reply;
        };";
    browser.js(lose, vec![]).await?;
    for title in [FIRST_TITLE, DIRECTORY.title] {
        tick(browser, title).await?;
    }
    preview(browser, "status", "Investigating").await?;
    comment(browser, "Once only.").await?;
    browser.click("button", "Change 2").await?;
    let told = result(browser, "2 set to Investigating").await?;
    ensure!(!told.contains("Changed by"), "somebody is accused:\n{told}");
    let calls = browser.js("return window.bulkCalls", vec![]).await?;
    ensure!(calls == json!([200, 200]), "the region answered {calls}");
    for rrn in [BANK.rrn("us2", FIRST), DIRECTORY.rrn(&us2).await?] {
        ensure!(us2.comments(&rrn).await?.iter().filter(|comment| *comment == "Once only.").count() == 1, "at {rrn}");
        let activity = us2.get(&format!("/mci/v1/investigations/{}/activity", escape(&rrn))).await?;
        let entries = activity.get("entries").and_then(Value::as_array).context("no activity")?;
        let taken = entries.iter().filter(|entry| text(entry, "to") == "INVESTIGATING").count();
        ensure!(taken == 1, "the change stands {taken} times in {activity}");
    }
    Ok(())
}

/// More than can be selected: the analyst is told, not silently given less.
async fn the_most(browser: &Browser) -> Result<()> {
    let server = Setup::wide(10_100).start()?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    tick_all(browser).await?;
    ensure!(selected(browser).await? == 10_000, "the bar says {:?}", browser.text(".bulk-bar").await?);
    browser.see("of 10,100, the most at a time").await?;
    let preview = preview(browser, "priority", "Low").await?;
    let number = preview.split(" of 10,000 change").next().and_then(|before| before.split_whitespace().last());
    let number = number.with_context(|| format!("no number of changes in {preview}"))?.to_owned();
    browser.click("button", &format!("Change {number}")).await?;
    browser
        .wait_for(std::time::Duration::from_secs(60), "every change to be made", async || {
            let told = browser.texts(".preview.result").await?.join(" ");
            ensure!(told.contains(&format!("{number} set to priority Low")), "it says {told}");
            Ok(Some(()))
        })
        .await?;
    drop(server);
    Ok(())
}

/// Opens the menu of the bar, chooses, and answers what the preview says.
pub async fn preview(browser: &Browser, fact: &str, value: &str) -> Result<String> {
    browser.click_css(&format!(".bulk-bar button[title='Set the {fact} of the selected']")).await?;
    browser.click("menuitem", value).await?;
    browser.text(".preview[role=dialog]").await
}

/// Writes the comment that goes with every change.
async fn comment(browser: &Browser, text: &str) -> Result<()> {
    browser.click("button", "Add a comment").await?;
    browser.fill("Internal comment on each", text).await
}

/// Waits until the result says that, and answers all of it.
async fn result(browser: &Browser, wanted: &str) -> Result<String> {
    browser
        .wait(&format!("the result to say {wanted:?}"), async || {
            let told = browser.texts(".preview.result").await?.join(" ");
            ensure!(told.contains(wanted), "it says {told}");
            Ok(Some(told))
        })
        .await
}
