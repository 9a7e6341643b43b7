//! A write transaction that tells this process when it was kept.

use super::Conn;
use crate::error::Result;
use sqlx::{Sqlite, Transaction};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use tokio::sync::watch;

/// A write transaction; nothing is kept unless it is committed.
#[derive(Debug)]
pub struct WriteTx {
    tx: Transaction<'static, Sqlite>,
    written: Arc<watch::Sender<()>>,
}

impl WriteTx {
    pub(super) fn new(tx: Transaction<'static, Sqlite>, written: Arc<watch::Sender<()>>) -> Self {
        Self { tx, written }
    }

    /// Keeps what was written, and says so to whoever waits for news.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        self.written.send_replace(());
        Ok(())
    }

    /// Keeps nothing of what was written.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }
}

impl Deref for WriteTx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.tx
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.tx
    }
}
