//! Owns the scenarios of what memory does not hold, of addresses that restore any state, and of what is written nowhere.

use crate::grid::links;
use crate::support::{INES, complete, coverage, enter};
use crate::work;
use e2e::{Browser, Context, Result, Setup, Suite, ensure};
use std::fs;
use std::path::Path;

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("history::what_was_closed_a_year_ago_is_found", a_year_ago);
    suite.add("history::an_address_opens_the_same_rows_in_a_fresh_browser", same_rows);
    suite.add("history::typed_words_and_customers_data_are_kept_nowhere_else", kept_nowhere);
}

/// Of the demo data.
const CLOSED_LONG_AGO: &str = "Supplier invoice changed after approval";

async fn a_year_ago(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    browser.fill("Search investigations", "supplier invoice").await?;
    browser.gone(CLOSED_LONG_AGO).await?;
    work::filter(browser, "Status", "Closed").await?;
    browser.control("link", CLOSED_LONG_AGO).await?;
    let line = coverage(browser, "to say how much history was read", |line| line.contains("history: ")).await?;
    ensure!(line.contains(" loaded"), "it says {line:?}");
    let row = work::row(browser, CLOSED_LONG_AGO).await?;
    ensure!(row.contains("Closed") && row.contains("PLND"), "the row says {row:?}");
    Ok(())
}

/// Filters in and out, words, order, group, columns and the open row.
const STATE: &str = "/multi/investigations?region=us2&region=eu&not_priority=LOW&group=customer&sort=-created\
    &columns=priority,title:420,customer,age#q=account";

async fn same_rows(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start()?;
    enter(browser, &server, STATE, INES).await?;
    complete(browser).await?;
    let shown = links(browser).await?;
    ensure!(shown.len() > 3, "the state has {} rows", shown.len());
    let heads = browser.texts("[role=grid] [role=columnheader]").await?;
    browser.reset().await?;
    enter(browser, &server, STATE, INES).await?;
    complete(browser).await?;
    ensure!(links(browser).await? == shown, "other rows in a fresh browser");
    ensure!(browser.texts("[role=grid] [role=columnheader]").await? == heads, "other columns in a fresh browser");
    ensure!(browser.value("Search investigations").await? == "account", "the words are gone");
    Ok(())
}

/// Words that stand in no seeded text.
const TYPED: &str = "zwischenspeicher";

async fn kept_nowhere(browser: &Browser) -> Result<()> {
    let server = Setup::demo().start_split()?;
    enter(browser, &server, "/multi/investigations", INES).await?;
    complete(browser).await?;
    browser.fill("Search investigations", TYPED).await?;
    browser.at("has the words in the fragment", |path| path.contains(TYPED)).await?;
    work::filter(browser, "Status", "Closed").await?;
    coverage(browser, "to have read what was closed", |line| line.contains("history: ")).await?;
    browser.reload().await?;
    complete(browser).await?;
    work::nothing_is_kept(browser).await?;
    let log = server.log();
    ensure!(!log.is_empty(), "the servers wrote no log at all");
    ensure!(!log.to_lowercase().contains(TYPED), "a server wrote the words down:\n{log}");
    let directory = files(server.data())?;
    let directory: Vec<_> = directory.iter().filter(|file| name(file).starts_with("directory")).collect();
    ensure!(!directory.is_empty(), "no database of the directory in {}", server.data().display());
    for file in directory {
        let bytes = fs::read(file).with_context(|| file.display().to_string())?;
        let found = bytes.windows(TYPED.len()).any(|part| part.eq_ignore_ascii_case(TYPED.as_bytes()));
        ensure!(!found, "{} holds typed words", file.display());
    }
    Ok(())
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}
