//! Tells every stream of a gateway at once that there is something to read, whoever wrote it.

use crate::db::region::{Latest, RegionStore, Watcher};
use crate::error::Result;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

/// How often writes of other processes are looked for.
const LOOK: Duration = Duration::from_millis(500);
/// How often what is too old is forgotten.
const FORGET: Duration = Duration::from_secs(60 * 60);

/// Where the log of changes and the roles stand; none until the first look.
pub(super) type Beat = Option<(i64, i64)>;

/// Beats for as long as somebody listens.
pub(super) async fn keep(store: RegionStore, beats: watch::Sender<Beat>) {
    let mut written = store.written();
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut forget = tokio::time::interval(FORGET);
    let mut watcher = None;
    loop {
        tokio::select! {
            () = beats.closed() => break,
            _ = written.changed() => {}
            _ = look.tick() => {}
            _ = forget.tick() => {
                if let Err(cause) = store.forget_old_changes().await {
                    tracing::warn!(region = %store.region(), %cause, "old changes were not forgotten; trying again in an hour");
                }
            }
        }
        match seen(&store, &mut watcher).await {
            Ok(Some(latest)) => {
                let beat = Some((latest.seq(), latest.roles));
                beats.send_if_modified(|last| std::mem::replace(last, beat) != beat);
            }
            Ok(None) => {}
            Err(cause) => {
                watcher = None;
                tracing::warn!(region = %store.region(), %cause, "cannot see what changes; trying again");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
    if let Some(watcher) = watcher {
        watcher.close().await;
    }
}

async fn seen(store: &RegionStore, watcher: &mut Option<Watcher>) -> Result<Option<Latest>> {
    match watcher {
        Some(watcher) => watcher.look().await,
        None => watcher.insert(store.watcher().await?).look().await,
    }
}
