//! Owns the scenarios of signing in.

use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("sign_in::the_page_loads", the_page_loads);
}

async fn the_page_loads(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    browser.goto(&server.at("/sign-in")).await?;
    browser.control("textbox", "Password").await?;
    browser.control("button", "Sign in").await?;
    let violations = browser.axe().await?;
    ensure!(violations.is_empty(), "{violations:#?}");
    Ok(())
}
