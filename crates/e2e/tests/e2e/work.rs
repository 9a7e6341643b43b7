//! Owns how the scenarios work: rows and filters of a list, and what is done to one investigation.

use e2e::{Browser, Result, ensure};
use serde_json::Value;
use thirtyfour::By;

/// The titles in the order of the list, as far as they are drawn.
pub async fn titles(browser: &Browser) -> Result<Vec<String>> {
    browser.texts("main [role=row] a[href*='/investigations/']").await
}

/// What the row with that title says.
pub async fn row(browser: &Browser, title: &str) -> Result<String> {
    browser
        .wait(&format!("a row with {title:?}"), async || {
            let rows = browser.texts("main [role=row]").await?;
            Ok(rows.into_iter().find(|row| row.contains(title)))
        })
        .await
}

/// Chooses a value in the row with that title: `status`, `priority`.
pub async fn set_in_row(browser: &Browser, title: &str, fact: &str, value: &str) -> Result<()> {
    browser
        .wait(&format!("the {fact} of {title:?} to be clicked"), async || {
            for row in browser.find_all("main [role=row]").await? {
                if row.text().await?.contains(title) {
                    row.find(By::Css(format!("button[title='Change {fact}']"))).await?.click().await?;
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await?;
    browser.click("menuitemradio", value).await
}

/// Ticks a value of a facet beside the list.
pub async fn filter(browser: &Browser, facet: &str, value: &str) -> Result<()> {
    browser.control("heading", facet).await?;
    browser.click("checkbox", value).await
}

/// Chooses a value of a fact of the investigation that is open: `status`, `priority`, `disposition`.
pub async fn set(browser: &Browser, fact: &str, value: &str) -> Result<()> {
    browser.click_css(&menu(fact)).await?;
    browser.click("menuitemradio", value).await?;
    shows(browser, fact, value).await
}

/// Waits until a fact of the investigation that is open has that value and nothing waits to be saved.
pub async fn shows(browser: &Browser, fact: &str, value: &str) -> Result<()> {
    browser
        .wait(&format!("the {fact} to be {value}"), async || {
            let told = browser.texts(&menu(fact)).await?;
            ensure!(told.iter().any(|told| told.contains(value)), "it is {told:?}");
            let saved = browser.texts("[aria-labelledby=inv-actions] [role=status]").await?;
            ensure!(saved.iter().any(|saved| saved.starts_with("Up to date")), "it says {saved:?}");
            Ok(Some(()))
        })
        .await
}

/// The button that changes a fact of the investigation that is open.
pub fn menu(fact: &str) -> String {
    format!("[aria-labelledby=inv-actions] button[title='Change {fact}']")
}

/// Writes an internal comment and waits until it stands among the others.
pub async fn comment(browser: &Browser, text: &str) -> Result<()> {
    browser.fill("Comment", text).await?;
    browser.click("button", "Comment internally").await?;
    browser
        .wait("the comment to be saved", async || {
            let said = browser.texts("main li").await?;
            ensure!(said.iter().any(|line| line.contains(text)), "there are {said:?}");
            ensure!(browser.value("Comment").await?.is_empty(), "the box still holds it");
            Ok(Some(()))
        })
        .await
}

/// Closes the investigation that is open, as that disposition.
pub async fn close(browser: &Browser, disposition: &str) -> Result<()> {
    browser.click("button", "Close…").await?;
    browser.control("dialog", "Close").await?;
    browser.click("radio", disposition).await?;
    browser.click("button", &format!("Close as {disposition}")).await?;
    shows(browser, "status", "Closed").await?;
    shows(browser, "disposition", disposition).await
}

/// The browser stores nothing: neither web storage, nor databases, nor caches, nor a cookie that a script can read.
pub async fn nothing_is_kept(browser: &Browser) -> Result<()> {
    let script = "return (async () => ({
        local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
        databases: (await indexedDB.databases()).map((found) => found.name), caches: await caches.keys(),
        workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))()";
    let kept = browser.js(script, vec![]).await?;
    let empty = |value: &Value| match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        other => other.as_u64() == Some(0),
    };
    let places = kept.as_object().map(serde_json::Map::len);
    ensure!(places == Some(6), "the browser answered {kept}");
    ensure!(kept.as_object().is_some_and(|kept| kept.values().all(empty)), "the browser keeps {kept}");
    Ok(())
}
