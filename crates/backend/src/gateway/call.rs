//! One call: who asks, within what reach, for what. No handler runs without it, so no handler runs without the gates.

use super::State;
use super::access::Access;
use super::entitled::Entitled;
use super::proof::Proof;
use super::query::Query;
use crate::db::region::{Author, Conn, Found, Scope};
use crate::error::{Error, Result};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use contract::directory::EntitledAnalyst;
use contract::{CustomerId, Rrn};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The segment that fixes a call to one customer.
pub(super) const CUSTOMER: &str = "organization_id";

/// An authenticated call.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) state: State,
    /// The caller: an active account.
    pub(super) analyst: EntitledAnalyst,
    pub(super) entitled: Arc<Entitled>,
    pub(super) query: Query,
    pub(super) segments: BTreeMap<String, String>,
    fixed: Option<CustomerId>,
    proof: Proof,
}

impl FromRequestParts<State> for Call {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self> {
        let entitled = state.entitled.borrow().clone();
        let entitled = entitled.ok_or_else(|| {
            Error::Unavailable("This region has not heard from the directory yet. Try again in a moment.".to_owned())
        })?;
        let proof = Proof::read(&parts.headers);
        let proven = proof.and_then(|proof| Some((proof.holder(&entitled, state)?.0.clone(), proof)));
        let (analyst, proof) = proven.ok_or_else(|| {
            Error::Unauthorized("A valid token of this region or an API key is needed. Sign in again.".to_owned())
        })?;
        let segments = match RawPathParams::from_request_parts(parts, state).await {
            Ok(segments) => segments.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            Err(_) => return Err(unknown()),
        };
        let query = Query::parse(parts.uri.query().unwrap_or_default())?;
        let mut call = Self { state: state.clone(), analyst, entitled, query, segments, fixed: None, proof };
        if let Some(customer) = call.segments.get(CUSTOMER) {
            call.fixed = Some(customer.parse().map_err(|_| unknown())?);
        }
        Ok(call)
    }
}

impl Call {
    /// A variable segment of the path, decoded.
    pub(super) fn segment(&self, name: &str) -> Result<&str> {
        self.segments.get(name).map(String::as_str).ok_or_else(unknown)
    }

    /// What an `/idr` call is about: the customer in the path; else with `multi-customer=true` all of this region; else
    /// the Primary Customer, if it lives here.
    pub(super) fn scope(&self) -> Result<Scope> {
        let all = self.everything();
        if self.fixed.is_some() || self.query.multi_customer()? {
            return Ok(all);
        }
        Ok(match self.entitled.primary() {
            Some(primary) => all.only(primary),
            None => Scope::new(self.analyst.id, Vec::new()),
        })
    }

    /// What a call of the extension is about: the customer in the path, else all of this region.
    pub(super) fn everything(&self) -> Scope {
        let all = Scope::new(self.analyst.id, self.entitled.open_to(self.analyst.id).to_vec());
        match self.fixed {
            Some(customer) => all.only(customer),
            None => all,
        }
    }

    /// The caller of a stream, for as long as it lasts.
    pub(super) fn access(&self) -> Access {
        Access { state: self.state.clone(), proof: self.proof.clone(), analyst: self.analyst.id }
    }

    /// Refuses a customer in the path that the caller does not see. Lists ask this: without it, theirs would be an
    /// empty list instead of a 404.
    pub(super) async fn must_see_customer(&self, scope: &Scope) -> Result<()> {
        if self.fixed.is_none() {
            return Ok(());
        }
        let mut tx = self.state.store.read().await?;
        let seen = self.state.store.roles_in(&mut tx, scope).await?;
        if seen.is_empty() { Err(unknown()) } else { Ok(()) }
    }

    /// The investigation that `text` names: an RRN of this region, or the last segment of one where the call is about
    /// one customer. Anything else names nothing here.
    pub(super) fn named(&self, scope: &Scope, text: &str) -> Result<Rrn> {
        if let Ok(rrn) = text.parse::<Rrn>() {
            return if rrn.region() == self.state.store.region() { Ok(rrn) } else { Err(unknown()) };
        }
        match scope.customers() {
            [one] if self.is_of_one_customer()? => {
                Rrn::new(self.state.store.region(), *one, text).map_err(|_| unknown())
            }
            _ => Err(unknown()),
        }
    }

    /// The investigation that `text` names, if all four gates hold.
    pub(super) async fn find(&self, conn: &mut Conn, scope: &Scope, text: &str) -> Result<Found> {
        let rrn = self.named(scope, text)?;
        self.state.store.find_in(conn, scope, &rrn).await?.ok_or_else(unknown)
    }

    /// The caller, now, as the author of what is done; `unguarded` where no version was named.
    pub(super) fn author(&self, unguarded: bool) -> Author {
        Author {
            name: self.analyst.name.clone(),
            email: Some(self.analyst.email.clone()),
            time: self.state.clock.now(),
            unguarded,
        }
    }

    fn is_of_one_customer(&self) -> Result<bool> {
        Ok(self.fixed.is_some() || !self.query.multi_customer()?)
    }
}

/// The one answer for what does not exist and for what the caller may not see.
pub(super) fn unknown() -> Error {
    Error::NotFound("There is no such thing here, or you have no access to it.".to_owned())
}

/// SHA-256 in lower-case hex, the form in which the directory hands out keys.
pub(super) fn hash(text: impl AsRef<[u8]>) -> String {
    crate::random::to_hex(&Sha256::digest(text))
}
