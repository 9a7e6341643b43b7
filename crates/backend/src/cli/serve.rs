//! `mci serve`, `mci directory`, `mci region`: from arguments to services that listen.

mod args;
mod listen;

pub use args::{DirectoryArgs, RegionArgs, ServeArgs};

use crate::app_files::{AppFiles, Policy};
use crate::clock::Clock;
use crate::data_dir::DataDir;
use crate::db::directory::DirectoryStore;
use crate::db::region::RegionStore;
use crate::directory::{self, DirectoryConfig, DirectoryState, Issuer};
use crate::gateway::{Gateway, GatewayConfig};
use crate::http::loopback_origins;
use anyhow::Context;
use args::SiteArgs;
use contract::RegionCode;
use listen::{Listener, Listeners};
use std::collections::HashMap;
use std::net::IpAddr;

/// Directory and regions in one process, each with a port and a database of its own.
pub(super) async fn all(args: ServeArgs, clock: Clock) -> anyhow::Result<()> {
    let data = DataDir::open(&args.data)?;
    let store = DirectoryStore::open(&data.directory_db()).await?;
    let mut listeners = Listeners::new();
    let front = Listener::bind(args.bind, args.port).await?;
    let mut origins = own_origins(args.bind, front.port());
    origins.extend(args.site.allow_origin.iter().cloned());
    let mut urls: HashMap<RegionCode, String> = args.site.region_urls().collect();
    let mut gateways = Vec::new();
    for (position, region) in (1_u16..).zip(store.regions().await?) {
        // Port 0 is any free one, for every region too.
        let port =
            if args.port == 0 { 0 } else { args.port.checked_add(position).context("no port is left for a region")? };
        let listener = Listener::bind(args.bind, port).await.with_context(|| format!("region {}", region.code))?;
        urls.entry(region.code.clone()).or_insert_with(|| listener.url());
        let config = GatewayConfig {
            store: RegionStore::open(&data.region_db(&region.code), &region.code).await?,
            secret: data.region_secret(&region.code)?,
            region: region.code,
            clock: clock.clone(),
            directory_url: front.url(),
            allowed_origins: origins.clone(),
        };
        gateways.push((listener, config));
    }
    let announced = front.url();
    listeners.serve(front, site(&data, store, &args.site, urls, clock)?);
    for (listener, config) in gateways {
        let (router, task) = Gateway::start(config).await?;
        listeners.serve(listener, router);
        listeners.keep(task);
    }
    println!("listening on {announced}");
    listeners.until_stopped().await
}

/// The directory alone; its regions run elsewhere.
pub(super) async fn directory(args: DirectoryArgs, clock: Clock) -> anyhow::Result<()> {
    let data = DataDir::open(&args.data)?;
    let store = DirectoryStore::open(&data.directory_db()).await?;
    let urls: HashMap<RegionCode, String> = args.site.region_urls().collect();
    for region in store.regions().await? {
        let code = region.code;
        anyhow::ensure!(urls.contains_key(&code), "say where region {code} is: --region-url {code}=http://HOST:PORT");
    }
    let mut listeners = Listeners::new();
    let listener = Listener::bind(args.bind, args.port).await?;
    let announced = listener.url();
    listeners.serve(listener, site(&data, store, &args.site, urls, clock)?);
    println!("listening on {announced}");
    listeners.until_stopped().await
}

/// One region's gateway alone.
pub(super) async fn region(args: RegionArgs, clock: Clock) -> anyhow::Result<()> {
    let data = DataDir::region_only(&args.data);
    let secret = data.region_secret(&args.region)?;
    let store = RegionStore::open(&data.region_db(&args.region), &args.region).await?;
    let mut listeners = Listeners::new();
    let listener = Listener::bind(args.bind, args.port).await?;
    let directory_url = args.directory.trim_end_matches('/').to_owned();
    let mut allowed_origins = args.allow_origin;
    allowed_origins.extend(same_machine(&directory_url));
    let announced = listener.url();
    let config = GatewayConfig { region: args.region, store, clock, directory_url, secret, allowed_origins };
    let (router, task) = Gateway::start(config).await?;
    listeners.serve(listener, router);
    listeners.keep(task);
    println!("listening on {announced}");
    listeners.until_stopped().await
}

fn site(
    data: &DataDir,
    store: DirectoryStore,
    args: &SiteArgs,
    region_urls: HashMap<RegionCode, String>,
    clock: Clock,
) -> anyhow::Result<axum::Router> {
    let base_path = directory::base_path(&args.base_path)?;
    let mut region_origins: Vec<String> = region_urls.values().cloned().collect();
    region_origins.sort();
    let policy = Policy {
        region_origins,
        frame_ancestors: args.frame_ancestors.clone(),
        embedding_origins: args.allow_origin.clone(),
    };
    let app = args.app.clone().map(|folder| AppFiles { folder, base_path: base_path.clone(), policy });
    let mut region_secrets = HashMap::new();
    for region in region_urls.keys() {
        region_secrets.insert(region.clone(), data.region_secret(region)?);
    }
    let state = DirectoryState::new(DirectoryConfig {
        store,
        clock,
        signing_key: data.signing_key()?,
        region_urls,
        region_secrets,
        base_path,
        secure_cookie: args.secure_cookie,
        issuer: args.issuer().map(Issuer::new).transpose()?,
    });
    Ok(directory::site(state, app, &args.allow_origin)?)
}

/// Under which origins a browser may know the directory.
fn own_origins(bind: IpAddr, port: u16) -> Vec<String> {
    let mut origins = loopback_origins(port);
    if !bind.is_loopback() && !bind.is_unspecified() {
        origins.push(format!("http://{}", std::net::SocketAddr::new(bind, port)));
    }
    origins
}

/// The origin itself, and for one on this machine its other name.
fn same_machine(origin: &str) -> Vec<String> {
    let mut origins = vec![origin.to_owned()];
    for (one, other) in [("//127.0.0.1", "//localhost"), ("//localhost", "//127.0.0.1")] {
        if origin.contains(one) {
            origins.push(origin.replacen(one, other, 1));
        }
    }
    origins
}
