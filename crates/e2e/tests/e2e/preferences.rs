//! Owns the scenarios of the analyst's own switches.

use crate::support::{INES, enter};
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("preferences::the_switch_of_an_unlicensed_partner_says_what_is_missing", unlicensed);
    suite.add("preferences::the_switch_of_a_partner_without_customers_says_what_is_missing", empty);
    suite.add("preferences::theme_density_and_zone_take_effect_and_stay", looks);
}

async fn unlicensed(browser: &Browser) -> Result<()> {
    refused(browser, "unlicensed", &["does not have partner status"]).await
}

async fn empty(browser: &Browser) -> Result<()> {
    refused(browser, "empty", &["no associated customer with a valid SIEM licence"]).await
}

/// The switch stays off and says why; the screens that need it say so too.
async fn refused(browser: &Browser, partner: &'static str, reasons: &[&str]) -> Result<()> {
    let server = Setup::small().partner(partner).start()?;
    enter(browser, &server, "/settings/preferences", INES).await?;
    stands(browser, false).await?;
    browser.click("switch", "Multi Customer Investigations").await?;
    says_why(browser, "Multi Customer Investigations cannot be switched on", reasons).await?;
    stands(browser, false).await?;
    browser.reload().await?;
    stands(browser, false).await?;
    browser.goto(&server.at("/multi/customers")).await?;
    browser.see("Multi Customer Investigations is off").await?;
    browser.click("button", "Turn it on").await?;
    says_why(browser, "It stays off", reasons).await?;
    browser.at("is the same", |path| path == "/multi/customers").await.map(drop)
}

/// The message's own text names each of the reasons.
async fn says_why(browser: &Browser, message: &str, reasons: &[&str]) -> Result<()> {
    browser.see(message).await?;
    let text = browser.visible_text().await?;
    let (_, after) = text.split_once(message).unwrap_or_default();
    for reason in reasons {
        ensure!(after.contains(reason), "{message:?} is followed by no {reason:?} but by {after:?}");
    }
    Ok(())
}

async fn stands(browser: &Browser, on: bool) -> Result<()> {
    let switch = browser.control("switch", "Multi Customer Investigations").await?;
    let checked = switch.prop("checked").await?.is_some_and(|checked| checked == "true");
    ensure!(checked == on, "the switch says {checked}");
    Ok(())
}

async fn looks(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, "/settings/preferences", INES).await?;
    browser.click("radio", "Dark").await?;
    browser.find(".mci[data-theme=dark]").await?;
    let dark = background(browser).await?;
    browser.click("radio", "Light").await?;
    browser.find(".mci[data-theme=light]").await?;
    ensure!(background(browser).await? != dark, "both themes have the background {dark}");
    browser.click("radio", "Compact").await?;
    browser.find(".mci[data-density=compact]").await?;
    browser.click("button", "UTC").await?;
    browser.keys("Asia/Tok").await?;
    browser.click("option", "Asia/Tokyo").await?;
    browser.control("button", "Asia/Tokyo").await?;
    browser.see("Saved ").await?;
    browser.reload().await?;
    browser.find(".mci[data-theme=light][data-density=compact]").await?;
    browser.control("button", "Asia/Tokyo").await.map(drop)
}

async fn background(browser: &Browser) -> Result<String> {
    let told = browser.js("return getComputedStyle(document.querySelector('.mci')).backgroundColor", vec![]).await?;
    Ok(told.as_str().unwrap_or_default().to_owned())
}
