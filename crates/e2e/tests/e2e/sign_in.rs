//! Owns the scenarios of signing in.

use crate::support::{INES, accessible, sign_in};
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("sign_in::a_wrong_password_says_so_and_the_right_one_opens_what_was_asked_for", wrong_then_right);
}

/// The address that was opened first is the one that is shown afterwards.
async fn wrong_then_right(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    browser.goto(&server.at("/settings/preferences")).await?;
    browser.control("button", "Sign in").await?;
    accessible(browser, "signing in").await?;
    browser.fill("Email", INES).await?;
    browser.fill("Password", "not this one").await?;
    browser.click("button", "Sign in").await?;
    browser.see("Email or password is wrong.").await?;
    ensure!(browser.value("Email").await? == INES, "the address is gone");
    ensure!(browser.value("Password").await?.is_empty(), "the wrong password is still there");
    accessible(browser, "a wrong password").await?;
    sign_in(browser, INES).await?;
    browser.control("heading", "User Preferences").await?;
    browser.at("is the one asked for", |path| path == "/settings/preferences").await.map(drop)
}
