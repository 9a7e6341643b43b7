//! What is typed after `mci serve`, `mci directory`, `mci region`.

use crate::directory::{IssuerConfig, KeySource};
use clap::Args;
use contract::RegionCode;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// Arguments of `mci serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// The directory's and the app's port; the regions take those after it. 0 is any free one
    #[arg(long, default_value_t = 8080)]
    pub(super) port: u16,
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) bind: IpAddr,
    #[command(flatten)]
    pub(super) site: SiteArgs,
}

/// Arguments of `mci directory`.
#[derive(Debug, Args)]
pub struct DirectoryArgs {
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// 0 is any free one
    #[arg(long, default_value_t = 8080)]
    pub(super) port: u16,
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) bind: IpAddr,
    #[command(flatten)]
    pub(super) site: SiteArgs,
}

/// Arguments of `mci region`.
#[derive(Debug, Args)]
pub struct RegionArgs {
    /// Holds regions/CODE/region.db and regions/CODE/secret
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Which region
    #[arg(long, value_name = "CODE")]
    pub(super) region: RegionCode,
    /// 0 is any free one
    #[arg(long)]
    pub(super) port: u16,
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) bind: IpAddr,
    /// Origin of the directory
    #[arg(long, value_name = "URL")]
    pub(super) directory: String,
    /// Other origins whose pages may call, as a browser spells them
    #[arg(long, value_name = "ORIGIN")]
    pub(super) allow_origin: Vec<String>,
}

/// What concerns the directory's own address.
#[derive(Debug, Args)]
pub(super) struct SiteArgs {
    /// The folder of the built app; without it only the calls are served
    #[arg(long, value_name = "DIR")]
    pub(super) app: Option<PathBuf>,
    /// Where the app is mounted
    #[arg(long, default_value = "/")]
    pub(super) base_path: String,
    /// Who may frame the app; nobody when left out
    #[arg(long, value_name = "ORIGIN")]
    pub(super) frame_ancestors: Vec<String>,
    /// Portals whose pages embed the app and call, as a browser spells their origins
    #[arg(long, value_name = "ORIGIN")]
    pub(super) allow_origin: Vec<String>,
    /// The session's cookie travels over TLS only: for a directory behind https
    #[arg(long)]
    pub(super) secure_cookie: bool,
    /// Where browsers find a region's gateway
    #[arg(long, value_name = "CODE=URL")]
    region_url: Vec<RegionUrl>,
    /// The `iss` of a portal's tokens
    #[arg(long, requires_all = ["issuer_jwks", "issuer_audience"])]
    issuer: Option<String>,
    /// Its keys
    #[arg(long, value_name = "FILE|URL", requires = "issuer")]
    issuer_jwks: Option<KeySource>,
    /// The `aud` they must name
    #[arg(long, requires = "issuer")]
    issuer_audience: Option<String>,
}

impl SiteArgs {
    pub(super) fn region_urls(&self) -> impl Iterator<Item = (RegionCode, String)> {
        self.region_url.iter().map(|region| (region.code.clone(), region.url.clone()))
    }

    pub(super) fn issuer(&self) -> Option<IssuerConfig> {
        Some(IssuerConfig {
            issuer: self.issuer.clone()?,
            audience: self.issuer_audience.clone()?,
            keys: self.issuer_jwks.clone()?,
        })
    }
}

/// `eu=https://eu.mci.example`.
#[derive(Debug, Clone)]
struct RegionUrl {
    code: RegionCode,
    url: String,
}

impl FromStr for RegionUrl {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (code, url) = text.split_once('=').ok_or("expected CODE=URL")?;
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err("expected CODE=URL with http:// or https://".to_owned());
        }
        let code = code.parse().map_err(|cause| format!("{cause}"))?;
        Ok(Self { code, url: url.trim_end_matches('/').to_owned() })
    }
}
