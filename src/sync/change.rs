//! One change to one investigation: shown at once, based on what was seen, verified, or taken back.

use super::conflict::{Current, same_facts};
use super::{Conflict, CustomerScoped, Sync};
use crate::api::gateway::Versioned;
use crate::api::{ApiError, Problem, Service, gateway};
use contract::Timestamp;
use contract::idr::{Investigation, InvestigationPatch};
use leptos::prelude::*;
use working_set::{LocalChange, Patch, Row};

/// What the analyst saw when they decided.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// A row of a list: guarded by the version it is of, where its region tells versions; else read again before the write.
    Shown(Investigation),
    /// A reading with its version.
    Version(Versioned),
}

impl Basis {
    fn investigation(&self) -> &Investigation {
        match self {
            Self::Shown(investigation) => investigation,
            Self::Version(versioned) => &versioned.investigation,
        }
    }
}

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq)]
pub enum Failed {
    /// Somebody else's came first; both sides are shown.
    Conflict,
    /// Refused or unanswered.
    Error(ApiError),
}

impl Sync {
    /// Makes a change and waits for the verdict. What fails is taken back; a conflict is put up for the analyst's word.
    /// `key` is the same for every try of one decision, so that a retry neither doubles nor accuses.
    pub async fn change(self, basis: Basis, patch: Patch, key: String) -> Result<Versioned, Failed> {
        let seen = basis.investigation().clone();
        let Some(target) = CustomerScoped::of(&seen) else { return Err(Failed::Error(inconsistent(&seen))) };
        let local = self.set.try_update(|set| set.apply_local(target.rrn(), patch.clone())).flatten();
        self.set.tell_now();
        let outcome = self.send(&target, basis, &patch, &key).await;
        match outcome {
            Ok(versioned) => {
                self.confirm(local, &versioned);
                Ok(versioned)
            }
            Err(failed) => {
                self.take_back(local);
                if let Err(conflict) = failed {
                    self.learn(&conflict.now);
                    self.conflict.try_set(Some(*conflict));
                    return Err(Failed::Conflict);
                }
                let error = failed.unwrap_or_else(|_| inconsistent(&seen));
                self.session.note(&error);
                Err(Failed::Error(error))
            }
        }
    }

    /// Takes in what a screen learned of an investigation by itself.
    pub fn learn(&self, investigation: &Investigation) {
        self.set.try_update(|set| {
            let asked = set.asking();
            set.upsert(Row::from(investigation.clone()), asked)
        });
    }

    pub(super) fn customer_name(&self, investigation: &Investigation) -> String {
        let customer = investigation.rrn.customer();
        // The app may have left the page since the change was sent.
        let name = self.set.try_with_untracked(|set| set.customer(customer).map(|names| names.name.clone()));
        name.flatten().unwrap_or_else(|| customer.to_string())
    }

    async fn send(
        &self,
        target: &CustomerScoped,
        basis: Basis,
        patch: &Patch,
        key: &str,
    ) -> Result<Versioned, Result<ApiError, Box<Conflict>>> {
        let api = self.session.api();
        let seen = basis.investigation().clone();
        let clash = |now: Versioned, by: Option<String>, at| {
            Err(Err(Box::new(Conflict {
                target: target.clone(),
                mine: patch.clone(),
                seen: seen.clone(),
                now: now.investigation,
                etag: now.etag,
                changed_by: by,
                changed_time: at,
            })))
        };
        let based_on = match basis {
            Basis::Version(versioned) => versioned,
            Basis::Shown(_) => match self.held_version(&seen) {
                Some(versioned) => versioned,
                None => gateway::investigation(api, target.rrn()).await.map_err(Ok)?,
            },
        };
        if !same_facts(&based_on.investigation, &seen) {
            let (by, at) = self.last_change(target).await;
            return clash(based_on, by, at);
        }
        let body = InvestigationPatch::from(patch);
        match gateway::change(api, target.rrn(), &body, based_on.etag, key).await {
            Ok(versioned) => Ok(versioned),
            Err(ApiError { problem: Problem::Stale(current), service, correlation_id }) => {
                match serde_json::from_value::<Current>(*current) {
                    Ok(current) if current.investigation.rrn == *target.rrn() => {
                        let etag = current.version.map(|version| format!("\"{version}\""));
                        let now = Versioned { investigation: current.investigation, etag };
                        clash(now, current.changed_by, current.changed_time)
                    }
                    _ => {
                        let problem = Problem::Malformed("a conflict without both sides".to_owned());
                        Err(Ok(ApiError { service, problem, correlation_id }))
                    }
                }
            }
            Err(error) => Err(Ok(error)),
        }
    }

    /// The version of what was seen; `None` where the region tells none, or the row is another by now.
    fn held_version(&self, seen: &Investigation) -> Option<Versioned> {
        let told = self.set.try_with_untracked(|set| set.get(&seen.rrn).map(working_set::RowRef::told)).flatten()?;
        let etag = Some(format!("\"{}\"", told.version?));
        let investigation = told.investigation;
        same_facts(&investigation, seen).then_some(Versioned { investigation, etag })
    }

    /// Who made the latest change and when, where the region tells; comments are none.
    async fn last_change(&self, target: &CustomerScoped) -> (Option<String>, Option<Timestamp>) {
        let activity = gateway::activity(self.session.api(), target.rrn()).await;
        let last = activity
            .ok()
            .and_then(|activity| activity.entries.into_iter().find(|entry| !entry.what.starts_with("comment")));
        last.map_or((None, None), |entry| (Some(entry.who), Some(entry.time)))
    }

    fn confirm(&self, local: Option<LocalChange>, versioned: &Versioned) {
        let row = Row { version: version(versioned.etag.as_deref()), ..Row::from(versioned.investigation.clone()) };
        self.set.try_update(|set| match local {
            Some(local) => set.confirm(local, row),
            None => {
                let asked = set.asking();
                set.upsert(row, asked)
            }
        });
    }

    fn take_back(&self, local: Option<LocalChange>) {
        if let Some(local) = local {
            self.set.try_update(|set| set.roll_back(local));
        }
    }
}

/// The number in an entity tag, weak or strong.
pub(super) fn version(etag: Option<&str>) -> Option<u64> {
    let etag = etag?;
    etag.strip_prefix("W/").unwrap_or(etag).trim_matches('"').parse().ok()
}

fn inconsistent(investigation: &Investigation) -> ApiError {
    let answered = investigation.organization_id.to_string();
    let problem = Problem::WrongCustomer { asked: investigation.rrn.customer(), answered };
    ApiError::new(Service::Region(investigation.rrn.region().clone()), problem)
}

/// A key that no other decision has.
pub fn new_key() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
