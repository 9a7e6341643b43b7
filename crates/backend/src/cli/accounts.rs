//! `mci customer add`, `mci analyst add`, `mci api-key create`: accounts from the command line.

use crate::clock::Clock;
use crate::data_dir::DataDir;
use crate::db::directory::{DirectoryStore, NewAnalyst, NewCustomer, StoredAnalyst, StoredCustomer};
use crate::db::region::RegionStore;
use crate::{password, random};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use contract::{Association, CustomerId, Licence, RegionCode, Role, Timestamp};
use std::path::PathBuf;

/// `mci customer …`.
#[derive(Debug, Subcommand)]
pub enum CustomerCommand {
    /// Add a customer; prints its id
    Add(CustomerArgs),
}

/// `mci analyst …`.
#[derive(Debug, Subcommand)]
pub enum AnalystCommand {
    /// Add an analyst, or give an existing one access and a role; prints a one-time password for a new one
    Add(AnalystArgs),
}

/// `mci api-key …`.
#[derive(Debug, Subcommand)]
pub enum ApiKeyCommand {
    /// Make a key that acts as an analyst; printed once
    Create(ApiKeyArgs),
    /// End an analyst's keys
    Revoke(ApiKeyArgs),
}

/// Arguments of `mci customer add`.
#[derive(Debug, Args)]
pub struct CustomerArgs {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Its organization_id; a new one when left out
    #[arg(long)]
    id: Option<CustomerId>,
    /// Display name
    #[arg(long)]
    name: String,
    /// Short code, unlike any other customer's
    #[arg(long)]
    code: Option<String>,
    /// Where its data lives
    #[arg(long)]
    region: RegionCode,
    /// Other names
    #[arg(long)]
    alias: Vec<String>,
    /// Service tier, a free word
    #[arg(long)]
    tier: Option<String>,
    /// active, pending or ended
    #[arg(long, default_value = "active", value_parser = known(Association::known))]
    association: Association,
    /// active, expired or none
    #[arg(long, default_value = "active", value_parser = known(Licence::known))]
    licence: Licence,
    /// Last moment of the licence (RFC 3339)
    #[arg(long)]
    licence_until: Option<Timestamp>,
    /// Known only to analysts with access and to administrators
    #[arg(long)]
    confidential: bool,
    /// Give these analysts access at once
    #[arg(long, value_name = "EMAIL")]
    access: Vec<String>,
    /// And this SIEM role, kept in the customer's region: viewer, analyst or admin
    #[arg(long, value_parser = known(Role::known), requires = "access")]
    role: Option<Role>,
}

/// Arguments of `mci analyst add`.
#[derive(Debug, Args)]
pub struct AnalystArgs {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long)]
    email: String,
    /// Display name; the address when left out
    #[arg(long)]
    name: Option<String>,
    /// Administers the partner
    #[arg(long)]
    admin: bool,
    /// No password: signs in through a portal only
    #[arg(long)]
    portal_only: bool,
    /// Customers to give access to, by code or id; `all` for every one
    #[arg(long, value_name = "CODE")]
    access: Vec<String>,
    /// And this SIEM role there, kept in each customer's region: viewer, analyst or admin
    #[arg(long, value_parser = known(Role::known), requires = "access")]
    role: Option<Role>,
}

/// Arguments of `mci api-key create` and `revoke`.
#[derive(Debug, Args)]
pub struct ApiKeyArgs {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Whose
    #[arg(long, value_name = "EMAIL")]
    analyst: String,
    /// What it is for
    #[arg(long)]
    label: Option<String>,
}

pub(super) async fn customer(CustomerCommand::Add(args): CustomerCommand, clock: &Clock) -> anyhow::Result<()> {
    let (data, store) = open(&args.data).await?;
    let code = args.code.clone().unwrap_or_else(|| super::init::code_of(&args.name)).to_uppercase();
    let customer = NewCustomer {
        id: args.id.unwrap_or_else(random::customer_id),
        name: args.name,
        code,
        region: args.region,
        aliases: args.alias,
        tier: args.tier,
        association: args.association,
        licence: args.licence,
        licence_until: args.licence_until,
        is_primary: false,
        confidential: args.confidential,
    };
    if store.customer(customer.id).await?.is_some() {
        bail!("there is a customer {} already", customer.id);
    }
    let mut people = Vec::new();
    for email in &args.access {
        people.push(store.analyst_by_email(email).await?.with_context(|| format!("there is no analyst {email}"))?);
    }
    store.add_customer_audited(&customer, clock.now()).await?;
    for analyst in &people {
        admit(&data, &store, analyst, &customer, args.role.as_ref(), clock).await?;
    }
    println!("{}", customer.id);
    store.close().await;
    Ok(())
}

pub(super) async fn analyst(AnalystCommand::Add(args): AnalystCommand, clock: &Clock) -> anyhow::Result<()> {
    let (data, store) = open(&args.data).await?;
    let customers = chosen(&store, &args.access).await?;
    let analyst = match store.analyst_by_email(&args.email).await? {
        Some(analyst) if customers.is_empty() => bail!("there is an analyst {} already", analyst.email),
        Some(analyst) => analyst,
        None => {
            let one_time = (!args.portal_only).then(password::one_time);
            let new = NewAnalyst {
                id: random::analyst_id(),
                name: args.name.unwrap_or_else(|| args.email.clone()),
                email: args.email.clone(),
                password_hash: one_time.as_deref().map(password::hash).transpose()?,
                partner_admin: args.admin,
            };
            store.add_analyst(&new, clock.now()).await?;
            if let Some(one_time) = one_time {
                println!("{} signs in with the one-time password {one_time}", args.email);
            }
            store.analyst(new.id).await?.context("the account just added is gone")?
        }
    };
    for customer in &customers {
        admit(&data, &store, &analyst, customer, args.role.as_ref(), clock).await?;
    }
    store.close().await;
    Ok(())
}

pub(super) async fn api_key(command: ApiKeyCommand, clock: &Clock) -> anyhow::Result<()> {
    let (ApiKeyCommand::Create(args) | ApiKeyCommand::Revoke(args)) = &command;
    let (_, store) = open(&args.data).await?;
    let analyst = store.analyst_by_email(&args.analyst).await?;
    let analyst = analyst.with_context(|| format!("there is no analyst {}", args.analyst))?;
    match &command {
        ApiKeyCommand::Create(args) => {
            let label = args.label.as_deref().unwrap_or("program");
            println!("{}", store.add_api_key(analyst.id, label, clock.now()).await?.reveal());
            eprintln!("Shown this once: keep it where the program reads its secrets.");
        }
        ApiKeyCommand::Revoke(args) => {
            println!("{} revoked", store.revoke_api_keys(analyst.id, args.label.as_deref(), clock.now()).await?);
        }
    }
    store.close().await;
    Ok(())
}

async fn open(path: &PathBuf) -> anyhow::Result<(DataDir, DirectoryStore)> {
    let data = DataDir::open(path)?;
    let store = DirectoryStore::open(&data.directory_db()).await?;
    Ok((data, store))
}

/// Access first, then the role in the customer's own region: half-done can be seen and repeated.
async fn admit(
    data: &DataDir,
    store: &DirectoryStore,
    analyst: &StoredAnalyst,
    customer: &StoredCustomer,
    role: Option<&Role>,
    clock: &Clock,
) -> anyhow::Result<()> {
    store.grant_access(analyst.id, customer.id, None, clock.now()).await?;
    let Some(role) = role else { return Ok(()) };
    let region = RegionStore::open(&data.region_db(&customer.region), &customer.region).await?;
    let mut tx = region.write().await?;
    region.set_role(&mut tx, analyst.id, customer.id, Some(role.clone())).await?;
    tx.commit().await.with_context(|| format!("access is given, the role in {} is not", customer.region))?;
    Ok(())
}

async fn chosen(store: &DirectoryStore, words: &[String]) -> anyhow::Result<Vec<StoredCustomer>> {
    if words.iter().any(|word| word.eq_ignore_ascii_case("all")) {
        return Ok(store.customers().await?);
    }
    let mut customers = Vec::new();
    for word in words {
        let found = match word.parse() {
            Ok(id) => store.customer(id).await?,
            Err(_) => store.customer_by_code(word).await?,
        };
        customers.push(found.with_context(|| format!("there is no customer {word}"))?);
    }
    Ok(customers)
}

/// A word of a wire enumeration, known ones only.
fn known<T: Clone + Send + Sync + 'static>(
    read: fn(&str) -> Option<T>,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |word| read(word).ok_or_else(|| format!("{word:?} is not a word that is known here"))
}
