//! Owns the scenarios of programs at the public API, beside people in the app.

use crate::support::{BANK, FIRST, FIRST_TITLE, INES, PRIYA, Program, UTILITIES, enter, escape, investigation, text};
use e2e::{Browser, Context, Result, Setup, Suite, ensure, root};
use reqwest::Method;
use serde_json::{Value, json};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("program::a_client_of_the_public_api_lists_opens_changes_and_comments", public_client);
    suite.add("program::an_imported_answer_of_the_public_api_is_workable", imported);
}

/// In `small` the most urgent customer lives in eu.
const REGION: &str = "eu";

async fn public_client(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    let program = Program::start(&server, INES, REGION).await?;
    let rrn = BANK.rrn(REGION, FIRST);

    let page = program.get("/idr/v2/investigations?multi-customer=true&size=100&statuses=OPEN,INVESTIGATING").await?;
    let data = page.get("data").and_then(Value::as_array).context("a page without data")?;
    ensure!(data.iter().any(|row| text(row, "rrn") == rrn), "the list does not have {rrn}");
    let total = page.pointer("/metadata/total_data").and_then(Value::as_u64);
    ensure!(total == Some(data.len() as u64), "total_data is {total:?} of {}", data.len());
    ensure!(data.iter().all(|row| text(row, "organization_id") != UTILITIES.id), "a customer without access is listed");

    let opened = program.read(&rrn).await?;
    ensure!(text(&opened, "title") == FIRST_TITLE && text(&opened, "status") == "OPEN", "opened is {opened}");
    let found = json!({ "search": [{ "field": "title", "operator": "CONTAINS", "value": "lsass" }] });
    let found = program.call(Method::POST, "/idr/v2/investigations/_search?multi-customer=true", Some(found)).await?;
    ensure!(found.pointer("/data/0/rrn").and_then(Value::as_str) == Some(&rrn), "the search found {found}");

    let status = format!("/idr/v2/investigations/{}/status/INVESTIGATING?multi-customer=true", escape(&rrn));
    let changed = program.call(Method::PUT, &status, None).await?;
    ensure!(text(&changed, "status") == "INVESTIGATING", "the change answered {changed}");
    let assignee = json!({ "assignee": { "email": INES }, "priority": "HIGH" });
    let changed = program.change(&rrn, assignee).await?;
    ensure!(text(&changed, "priority") == "HIGH", "the change answered {changed}");
    ensure!(changed.pointer("/assignee/email") == Some(&json!(INES)), "the change answered {changed}");

    let comment = json!({ "target": rrn, "body": "Written by a program." });
    program.call(Method::POST, "/idr/v1/comments?multi-customer=true", Some(comment)).await?;
    ensure!(program.comments(&rrn).await?.first().map(String::as_str) == Some("Written by a program."));

    let (hidden, _) = program.try_call(Method::GET, &investigation(&UTILITIES.rrn("au", "8UTL-TURB")), None).await?;
    ensure!(hidden == 404, "another region's investigation without access answered {hidden}");

    enter(browser, &server, &BANK.investigation(FIRST), INES).await?;
    browser.control("heading", FIRST_TITLE).await?;
    for said in ["Investigating", "High", "Ines Duarte", "Written by a program."] {
        browser.see(said).await?;
    }
    Ok(())
}

/// What anyone saved of their own SIEM becomes a customer's work, changed and commented on like any other.
async fn imported(browser: &Browser) -> Result<()> {
    const ORGANIZATION: &str = "44d88612-fea8-a8f3-6de8-2e1278abb02f";
    const TITLE: &str = "Suspicious authentication: Multiple country ingress";
    let server = Setup::small().start()?;
    let fixture = |name: &str| root().join("crates/backend/tests/fixtures").join(name).display().to_string();
    let page = fixture("investigations-page.json");
    let told = server.mci(&["import", "--region", "us", "--associate", &page])?;
    ensure!(told.contains("3 created"), "the import said {told}");
    let rrn = format!("rrn:investigation:us:{ORGANIZATION}:investigation:XK7P2M9QTR");
    let again = server.mci(&["import", "--region", "us", "--associate", &page])?;
    ensure!(again.contains("3 unchanged"), "the second import said {again}");
    server.mci(&["import", "--region", "us", "--investigation", &rrn, &fixture("alerts-page.json")])?;
    let later = server.mci(&["import", "--region", "us", "--associate", &page])?;
    ensure!(later.contains("3 unchanged"), "its alerts made the same answer news: {later}");

    enter(browser, &server, "/", PRIYA).await?;
    browser.click("link", "Imported X44D8").await?;
    browser.click("link", TITLE).await?;
    browser.at("is the investigation's", |path| path.ends_with("/investigations/XK7P2M9QTR")).await?;
    browser.control("heading", TITLE).await?;
    crate::work::set(browser, "status", "Investigating").await?;
    crate::work::comment(browser, "Taken over from the saved answer.").await?;

    let program = Program::start(&server, PRIYA, "us").await?;
    let stored = program.read(&rrn).await?;
    ensure!(text(&stored, "status") == "INVESTIGATING", "stored is {stored}");
    ensure!(program.comments(&rrn).await?.contains(&"Taken over from the saved answer.".to_owned()));
    Ok(())
}
