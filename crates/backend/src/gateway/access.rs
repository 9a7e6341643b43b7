//! What the caller of a stream may see, asked again with every read: an answer that lasts must not outlast its gates.

use super::State;
use super::outlet::Broken;
use super::proof::Proof;
use crate::db::region::{Conn, Logged, Scope};
use crate::error::Result;
use contract::stream::Removed;
use contract::{AnalystId, CustomerId, Timestamp};
use std::collections::BTreeSet;

/// How long after its last change a closed investigation stays in the working set, in seconds.
const CLOSED_SECS: i64 = 30 * 24 * 60 * 60;

/// The caller of a stream.
#[derive(Debug, Clone)]
pub(super) struct Access {
    pub(super) state: State,
    pub(super) proof: Proof,
    pub(super) analyst: AnalystId,
}

/// What an entry of the log of changes means to a caller.
#[derive(Debug)]
pub(super) enum Told<'a> {
    /// It is in the working set: its record, as JSON without an end of line.
    Upsert(&'a [u8]),
    /// It was deleted, or left the working set.
    Removal(Removed),
}

/// The first moment whose closed investigations are in the working set at `now`.
pub(super) fn closed_since(now: Timestamp) -> Timestamp {
    now.plus_secs(-CLOSED_SECS)
}

impl Access {
    /// Customers whose first three gates hold now; broken off when the caller is nobody any more.
    pub(super) fn scope(&self) -> Result<Scope, Broken> {
        let entitled = self.state.entitled.borrow().clone().ok_or(Broken::Unread)?;
        let (analyst, _) = self.proof.holder(&entitled, &self.state).ok_or(Broken::Unread)?;
        if analyst.id != self.analyst {
            return Err(Broken::Unread);
        }
        Ok(Scope::new(self.analyst, entitled.open_to(self.analyst).to_vec()))
    }

    /// When the caller's token ends; none for a key.
    pub(super) fn until(&self) -> Option<Timestamp> {
        let entitled = self.state.entitled.borrow().clone()?;
        self.proof.holder(&entitled, &self.state)?.1
    }

    /// Customers of `scope` whose fourth gate holds too.
    pub(super) async fn seen(&self, conn: &mut Conn, scope: &Scope) -> Result<BTreeSet<CustomerId>> {
        let roles = self.state.store.roles_in(conn, scope).await?;
        Ok(roles.into_iter().map(|(customer, _)| customer).collect())
    }

    /// Hands `tell` what each of `logged` means to who sees `scope`, in their order.
    pub(super) async fn told(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        logged: &[Logged],
        mut tell: impl FnMut(&Logged, Told<'_>) -> Result<()>,
    ) -> Result<()> {
        let names: Vec<i64> = logged.iter().map(|entry| entry.investigation).collect();
        let mut lines = Vec::new();
        let closed_since = closed_since(self.state.clock.now());
        let records = self.state.store.records(conn, scope, closed_since, &names, &mut lines).await?;
        let mut records = records.into_iter().peekable();
        for entry in logged {
            let record = records.next_if(|(name, _)| *name == entry.investigation);
            let told = match record.and_then(|(_, place)| lines.get(place)) {
                Some(line) => Told::Upsert(line),
                None => Told::Removal(Removed { organization_id: entry.organization, rrn: entry.rrn.clone() }),
            };
            tell(entry, told)?;
        }
        Ok(())
    }
}
