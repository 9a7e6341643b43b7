//! `mci init`: a data directory with its keys, the partner, its regions and its first administrator.

use crate::clock::Clock;
use crate::data_dir::DataDir;
use crate::db::directory::{DirectoryStore, NewAnalyst, NewCustomer, NewPartner};
use crate::{password, random};
use anyhow::Context;
use contract::{Association, Licence, RegionCode};
use std::path::PathBuf;
use std::str::FromStr;

/// Arguments of `mci init`.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// Where everything is kept; made when absent
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Name of the partner, the Primary Customer
    #[arg(long)]
    pub partner: String,
    /// Its short code; the first letters of its name when left out
    #[arg(long)]
    pub code: Option<String>,
    /// Address of its first administrator
    #[arg(long, value_name = "EMAIL")]
    pub admin: String,
    /// Name of its first administrator; the address when left out
    #[arg(long)]
    pub admin_name: Option<String>,
    /// Regions, the partner's home first
    #[arg(long, value_name = "CODE:NAME,…", value_delimiter = ',', default_value = "us:United States")]
    pub regions: Vec<RegionArg>,
    /// Leave out the partner's status and licence
    #[arg(long)]
    pub unlicensed: bool,
}

/// `eu:Europe`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionArg {
    /// Its code.
    pub code: RegionCode,
    /// Its name in words.
    pub name: String,
}

impl FromStr for RegionArg {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (code, name) = text.split_once(':').unwrap_or((text, text));
        let code = code.trim().parse().map_err(|cause| format!("{cause}"))?;
        Ok(Self { code, name: name.trim().to_owned() })
    }
}

pub(super) async fn run(args: &InitArgs, clock: &Clock) -> anyhow::Result<()> {
    // Whatever can be wrong with the words is said before anything is made.
    anyhow::ensure!(args.admin.contains('@'), "{:?} is not an e-mail address", args.admin);
    let home = args.regions.first().context("name at least one region")?.code.clone();
    let data = DataDir::create(&args.data)?;
    let store = DirectoryStore::open(&data.directory_db()).await?;
    for region in &args.regions {
        store.add_region(&region.code, &region.name).await?;
        data.region_secret(&region.code)?;
    }
    let primary = random::customer_id();
    let licence = if args.unlicensed { Licence::Missing } else { Licence::Active };
    store
        .create_partner(&NewPartner {
            name: args.partner.clone(),
            primary_customer: primary,
            partner_status: !args.unlicensed,
            licence: licence.clone(),
        })
        .await?;
    let account = NewCustomer {
        id: primary,
        name: args.partner.clone(),
        code: args.code.clone().unwrap_or_else(|| code_of(&args.partner)).to_uppercase(),
        region: home,
        aliases: Vec::new(),
        tier: None,
        association: Association::Active,
        licence,
        licence_until: None,
        is_primary: true,
        confidential: false,
    };
    store.add_customer_audited(&account, clock.now()).await?;
    let one_time = password::one_time();
    let admin = NewAnalyst {
        id: random::analyst_id(),
        name: args.admin_name.clone().unwrap_or_else(|| args.admin.clone()),
        email: args.admin.clone(),
        password_hash: Some(password::hash(&one_time)?),
        partner_admin: true,
    };
    let now = clock.now();
    store.add_analyst(&admin, now).await?;
    store.grant_access(admin.id, primary, None, now).await?;
    println!("{} is ready in {}.", args.partner, data.root().display());
    println!("Sign in as {} with the one-time password {one_time}", args.admin);
    store.close().await;
    Ok(())
}

/// Up to four letters or digits that begin a name, upper case.
pub(super) fn code_of(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).take(4).collect::<String>().to_uppercase()
}
