//! Owns the scenarios of addresses that lead to a customer whom the analyst cannot see.

use crate::support::{FERRIES, FOUNDATION, INES, Seeded, UTILITIES, complete, enter};
use e2e::{Browser, Result, Setup, Suite, ensure};

/// Adds them.
pub fn add(suite: &mut Suite) {
    suite.add("access::an_address_without_access_names_the_customer_and_what_is_missing", without_access);
    suite.add("access::a_confidential_customer_and_one_that_does_not_exist_look_the_same", confidential);
    suite.add("access::the_coverage_line_leads_to_who_is_left_out", left_out);
}

/// Wherever it is opened from: the investigations, one investigation, or the access page itself.
async fn without_access(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, &UTILITIES.investigations(), INES).await?;
    for path in [UTILITIES.investigations(), UTILITIES.investigation("8UTL-TURB"), access(&UTILITIES)] {
        browser.goto(&server.at(&path)).await?;
        explained(browser, &UTILITIES, &format!("Access to {}", UTILITIES.name)).await?;
        browser.see("Nobody has given it to you. Priya Raman can give it.").await?;
        browser.see(&format!("A SIEM role in {}", UTILITIES.name)).await?;
        ensure!(
            !browser.visible_text().await?.contains("Turbine"),
            "{path} shows a title of a customer without access"
        );
    }
    for path in [FERRIES.investigations(), access(&FERRIES)] {
        browser.goto(&server.at(&path)).await?;
        explained(browser, &FERRIES, &format!("A SIEM role in {}", FERRIES.name)).await?;
        browser.see("You have access, but no role in the customer's SIEM. Priya Raman can give it.").await?;
    }
    Ok(())
}

/// Text and title of what is there say nothing about whether the customer exists.
async fn confidential(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, "/home", INES).await?;
    let nobody = Seeded { id: "00000000-0000-4000-8000-000000000001", name: "", code: "" };
    let pages: [fn(&Seeded) -> String; 3] = [access, Seeded::investigations, |it| it.investigation("3FND-BRCH")];
    for page in pages {
        let mut seen = Vec::new();
        for customer in [nobody, FOUNDATION] {
            browser.goto(&server.at(&page(&customer))).await?;
            browser.see("Nothing is at this address").await?;
            seen.push((browser.title().await?, browser.visible_text().await?));
        }
        ensure!(seen.first() == seen.last(), "{} is not like any other: {seen:#?}", page(&FOUNDATION));
    }
    browser.goto(&server.at("/")).await?;
    browser.see("Select Customer Account").await?;
    browser.see(UTILITIES.name).await?;
    let table = browser.visible_text().await?;
    ensure!(!table.contains("Hartsmere") && !table.contains("HRTM"), "the Customer Table names it:\n{table}");
    Ok(())
}

async fn left_out(browser: &Browser) -> Result<()> {
    let server = Setup::small().start()?;
    enter(browser, &server, "/multi/customers", INES).await?;
    let line = complete(browser).await?;
    ensure!(line.contains("without access Why?"), "the coverage line says {line:?}");
    browser.click("link", "Why?").await?;
    browser.at("is the Customer Table, narrowed", |path| path == "/?access=missing").await?;
    browser.see(UTILITIES.name).await?;
    browser.click("link", &format!("Why? {}", UTILITIES.name)).await?;
    explained(browser, &UTILITIES, &format!("Access to {}", UTILITIES.name)).await
}

/// The page that names the customer, with this need among the missing ones.
async fn explained(browser: &Browser, customer: &Seeded, missing: &str) -> Result<()> {
    browser.control("heading", &format!("What you need to see {}", customer.name)).await?;
    browser.see(customer.code).await?;
    browser
        .wait(&format!("`{missing}` to be named as missing"), async || {
            let needs = browser.texts("li").await?;
            ensure!(needs.iter().any(|need| need.starts_with(missing) && need.contains("Missing")), "{needs:?}");
            Ok(Some(()))
        })
        .await?;
    let title = browser.title().await?;
    ensure!(title.contains(customer.name), "the title is {title:?}");
    Ok(())
}

fn access(customer: &Seeded) -> String {
    format!("/access/{}", customer.id)
}
