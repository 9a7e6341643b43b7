//! Owns the scenarios of accessibility: no screen breaks a rule of WCAG A and AA, in either theme.

use crate::support::{BANK, FIRST, INES, STUDIOS, UTILITIES, accessible, enter};
use crate::work;
use e2e::{Browser, Key, Result, Server, Setup, Suite, ensure};
use serde_json::json;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("looks::no_screen_breaks_an_accessibility_rule_in_light", async |browser| {
        every_screen(browser, "light").await
    });
    suite.add("looks::no_screen_breaks_an_accessibility_rule_in_dark", async |browser| {
        every_screen(browser, "dark").await
    });
}

async fn every_screen(browser: &Browser, theme: &str) -> Result<()> {
    let server = Setup::small().start()?;
    system_theme(browser, theme).await?;
    browser.goto(&server.at("/sign-in")).await?;
    browser.control("button", "Sign in").await?;
    accessible(browser, "the sign-in").await?;
    enter(browser, &server, "/", INES).await?;
    let screens = [
        ("/".to_owned(), "Select Customer Account"),
        ("/home".to_owned(), "active"),
        ("/multi/customers".to_owned(), "Manage Investigations"),
        ("/multi/investigations".to_owned(), BANK.name),
        (BANK.investigations(), "LSASS memory read by unsigned process"),
        (BANK.investigation(FIRST), "Up to date"),
        (STUDIOS.investigation("HSTL-IMG"), "Up to date"),
        (format!("/access/{}", UTILITIES.id), "Missing"),
        ("/settings/preferences".to_owned(), "Profile Preferences"),
        ("/nowhere".to_owned(), "Nothing is at this address"),
    ];
    let mut broken = Vec::new();
    for (path, shows) in screens {
        browser.goto(&server.at(&path)).await?;
        browser.see(shows).await?;
        broken.extend(accessible(browser, &path).await.err().map(|error| error.to_string()));
    }
    broken.extend(what_opens(browser, &server).await?);
    ensure!(broken.is_empty(), "{theme}: {}", broken.join("\n"));
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await.map(drop)
}

/// Lists, dialogs and states that a screen has besides itself.
async fn what_opens(browser: &Browser, server: &Server) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let mut check = async |what: &str| {
        broken.extend(accessible(browser, what).await.err().map(|error| error.to_string()));
        browser.press(Key::Escape).await
    };
    browser.goto(&server.at("/multi/investigations")).await?;
    browser.click("button", "Go to customer").await?;
    browser.control("option", BANK.name).await?;
    check("the switcher").await?;
    browser.click("button", "Ines Duarte, account").await?;
    browser.control("menuitem", "Sign out").await?;
    check("the account's menu").await?;
    browser.click_css("main [role=row] button[title='Change status']").await?;
    browser.control("menuitemradio", "Investigating").await?;
    check("a row's statuses").await?;
    browser.fill("Search investigations", "nothing is called so").await?;
    browser.see("Show all active").await?;
    check("a list without rows").await?;
    browser.goto(&server.at(&BANK.investigation(FIRST))).await?;
    browser.see("Up to date").await?;
    browser.click_css(&work::menu("assignee")).await?;
    browser.control("option", "ID You").await?;
    check("who can take it").await?;
    browser.click("button", "Close…").await?;
    browser.control("radio", "Malicious").await?;
    check("closing").await?;
    browser.goto(&server.at("/settings/preferences")).await?;
    browser.click("switch", "Multi Customer Investigations").await?;
    browser.see("Saved ").await?;
    browser.goto(&server.at("/multi/customers")).await?;
    browser.see("Multi Customer Investigations is off").await?;
    check("the switch that is off").await?;
    Ok(broken)
}

/// What the operating system asks for; the analyst's preference is to follow it.
async fn system_theme(browser: &Browser, theme: &str) -> Result<()> {
    let features = json!([{ "name": "prefers-color-scheme", "value": theme }]);
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop)
}
