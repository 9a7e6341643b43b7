//! Owns the scenarios of a session that ends while somebody works.

use crate::support::{BANK, FIRST, FIRST_TITLE, INES, Program, accessible, enter, sign_in};
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("session::one_that_ends_while_a_comment_is_typed_is_begun_again_in_place", ends_while_typing);
}

const DRAFT: &str = "Half a thought about upd_svc.exe";

/// Twelve hours pass between two key presses; the server has ended the session meanwhile.
async fn ends_while_typing(browser: &Browser) -> Result<()> {
    let mut server = Setup::small().start_split()?;
    enter(browser, &server, &BANK.investigation(FIRST), INES).await?;
    browser.control("heading", FIRST_TITLE).await?;
    browser.js("window.sameDocument = true", vec![]).await?;
    browser.fill("Comment", DRAFT).await?;
    browser.see("Kept in this tab").await?;
    server.pass_hours(13)?;

    browser.click("button", "Comment internally").await?;
    browser.control("dialog", "Your session ended").await?;
    browser.see("One draft comment is kept in this tab.").await?;
    let said = browser.visible_text().await?;
    ensure!(said.contains(FIRST_TITLE), "the screen behind the dialog is gone:\n{said}");
    browser.at("is the same", |path| path == BANK.investigation(FIRST)).await?;
    accessible(browser, "signing in again").await?;
    sign_in(browser, INES).await?;
    browser.count("dialog[open]", |count| count == 0).await?;

    ensure!(browser.value("Comment").await? == DRAFT, "the box holds {:?}", browser.value("Comment").await?);
    browser.type_into("Comment", ", and the other half.").await?;
    browser.click("button", "Comment internally").await?;
    let whole = format!("{DRAFT}, and the other half.");
    browser
        .wait("the comment to be saved", async || {
            let said = browser.texts("main li").await?;
            Ok(said.iter().any(|line| line.contains(&whole)).then_some(()))
        })
        .await?;
    let same = browser.js("return window.sameDocument === true", vec![]).await?;
    ensure!(same.as_bool() == Some(true), "the page was loaded anew");
    let program = Program::start(&server, INES, "eu").await?;
    let stored = program.comments(&BANK.rrn("eu", FIRST)).await?;
    let count = stored.iter().filter(|body| body.contains(DRAFT)).count();
    ensure!(count == 1 && stored.contains(&whole), "stored are {stored:?}");
    Ok(())
}
