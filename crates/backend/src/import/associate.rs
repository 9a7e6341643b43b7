//! Organisations that are stored but belong to no customer: listed, or made customers of this partner.

use crate::Result;
use crate::db::directory::{DirectoryStore, NewCustomer, StoredCustomer};
use crate::db::region::{OrganizationCount, RegionStore};
use contract::{Association, CustomerId, Licence, Role, Timestamp};
use std::collections::HashSet;
use std::fmt::Write;

/// Makes every unknown organisation of the region a customer: association and licence active, named after its id, open
/// to the partner's administrators with role Admin. One line a customer.
pub async fn unknown(directory: &DirectoryStore, region: &RegionStore, now: Timestamp) -> Result<Vec<String>> {
    let known = directory.customers().await?;
    let mut codes: HashSet<String> = known.iter().map(|customer| customer.code.clone()).collect();
    let administrators: Vec<_> =
        directory.analysts().await?.into_iter().filter(|analyst| analyst.partner_admin && analyst.active).collect();
    let names: Vec<_> = administrators.iter().map(|analyst| analyst.email.as_str()).collect();
    let mut lines = Vec::new();
    for count in strangers(region, &known).await? {
        if let Some(customer) = known.iter().find(|customer| customer.id == count.organization) {
            lines.push(elsewhere(customer, count));
            continue;
        }
        let code = free_code(count.organization, &mut codes);
        let customer = NewCustomer {
            id: count.organization,
            name: format!("Imported {code}"),
            code,
            region: region.region().clone(),
            aliases: Vec::new(),
            tier: None,
            association: Association::Active,
            licence: Licence::Active,
            licence_until: None,
            is_primary: false,
            confidential: false,
        };
        directory.add_customer(&customer).await?;
        // Access first, then the role: half-done can be seen and repeated.
        for analyst in &administrators {
            directory.grant_access(analyst.id, customer.id, None, now).await?;
        }
        let mut tx = region.write().await?;
        for analyst in &administrators {
            region.set_role(&mut tx, analyst.id, customer.id, Some(Role::Admin)).await?;
        }
        tx.commit().await?;
        lines.push(format!(
            "associated {} as {} ({}): {}; access and role Admin for {}",
            customer.id,
            customer.name,
            customer.code,
            amount(count.investigations),
            if names.is_empty() { "nobody, there is no administrator".to_owned() } else { names.join(", ") }
        ));
    }
    Ok(lines)
}

/// The organisations that belong to no customer: every one with `in_full`, else a line with their number if there are any.
pub async fn list(directory: &DirectoryStore, region: &RegionStore, in_full: bool) -> Result<String> {
    let known = directory.customers().await?;
    let strangers = strangers(region, &known).await?;
    let mut text = String::new();
    if in_full {
        for count in &strangers {
            let line = match known.iter().find(|customer| customer.id == count.organization) {
                Some(customer) => elsewhere(customer, *count),
                None => format!("unknown organisation {}: {}", count.organization, amount(count.investigations)),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{line}");
        }
        if strangers.is_empty() {
            text.push_str("no unknown organisations\n");
        }
    } else if !strangers.is_empty() {
        let _ = writeln!(
            text,
            "{} organisations belong to no customer and are visible to nobody: list them with --unknown, make them \
             customers with --associate",
            strangers.len()
        );
    }
    Ok(text)
}

/// Organisations with something stored here that are no customers of this region.
async fn strangers(region: &RegionStore, known: &[StoredCustomer]) -> Result<Vec<OrganizationCount>> {
    let here = known.iter().filter(|customer| customer.region == *region.region());
    let known: HashSet<CustomerId> = here.map(|customer| customer.id).collect();
    let mut counts = region.organizations(&mut *region.read().await?).await?;
    counts.retain(|count| !known.contains(&count.organization));
    Ok(counts)
}

/// `X` and the first digits of the id, as many as it takes to be unlike any other code.
fn free_code(id: CustomerId, codes: &mut HashSet<String>) -> String {
    let digits: String = id.to_string().chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let code = (4..=digits.len())
        .map(|length| format!("X{}", digits.chars().take(length).collect::<String>()))
        .find(|code| !codes.contains(code))
        .unwrap_or(digits);
    codes.insert(code.clone());
    code
}

/// A customer lives in one region only: what another region's database holds of it is shown to nobody.
fn elsewhere(customer: &StoredCustomer, count: OrganizationCount) -> String {
    format!(
        "organisation {} is {} ({}) of region {}: {} here stay visible to nobody",
        customer.id,
        customer.name,
        customer.code,
        customer.region,
        amount(count.investigations)
    )
}

fn amount(investigations: u64) -> String {
    if investigations == 1 { "1 investigation".to_owned() } else { format!("{investigations} investigations") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_derived_and_unlike_the_others() {
        let mut codes = HashSet::from(["X44D8".to_owned()]);
        let id: CustomerId = "44d88612-fea8-a8f3-6de8-2e1278abb02f".parse().unwrap();
        assert_eq!(free_code(id, &mut codes), "X44D88");
        assert_eq!(free_code(id, &mut codes), "X44D886");
    }
}
