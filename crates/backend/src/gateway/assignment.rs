//! Who can take which customer's work: all four gates, and a role that changes.

use super::State;
use super::entitled::Entitled;
use crate::db::region::Conn;
use crate::error::{Error, Result};
use contract::directory::EntitledAnalyst;
use contract::extension::{AssigneeOption, AssigneeRefusal};
use contract::idr::{Assignee, Investigation};
use contract::{AnalystId, CustomerId, Role};
use std::collections::HashMap;

/// Every active analyst, by name, with what they can take of `customers` and why not the rest.
pub(super) async fn options(
    state: &State,
    entitled: &Entitled,
    conn: &mut Conn,
    customers: &[CustomerId],
) -> Result<Vec<AssigneeOption>> {
    let roles = Roles::read(state, conn, customers).await?;
    let mut options: Vec<AssigneeOption> = entitled
        .analysts()
        .map(|analyst| {
            let (mut can, mut cannot) = (Vec::new(), Vec::new());
            for customer in customers {
                match roles.refusal(entitled, analyst, *customer) {
                    None => can.push(*customer),
                    Some(reason) => cannot.push(AssigneeRefusal { organization_id: *customer, reason }),
                }
            }
            AssigneeOption { id: analyst.id, name: analyst.name.clone(), email: analyst.email.clone(), can, cannot }
        })
        .collect();
    options.sort_by_cached_key(|option| (option.name.to_lowercase(), option.email.clone()));
    Ok(options)
}

/// Roles in some customers.
#[derive(Debug)]
pub(super) struct Roles(HashMap<(AnalystId, CustomerId), Role>);

impl Roles {
    /// Everyone's roles in `customers`.
    pub(super) async fn read(state: &State, conn: &mut Conn, customers: &[CustomerId]) -> Result<Self> {
        let rows = state.store.roles_of(conn, customers).await?;
        Ok(Self(rows.into_iter().map(|(analyst, customer, role)| ((analyst, customer), role)).collect()))
    }

    /// Whom an address means as assignee of `now`. Who has the work already keeps it, whatever became of their role;
    /// anyone else must be able to take it, or it is a 400 with the reason.
    pub(super) fn assignee(&self, entitled: &Entitled, now: &Investigation, email: &str) -> Result<Assignee> {
        let present = now.assignee.as_ref();
        if let Some(present) = present.filter(|present| present.email.to_lowercase() == email.to_lowercase()) {
            return Ok(present.clone());
        }
        let customer = now.organization_id;
        let said: String = email.chars().take(254).collect();
        let Some(analyst) = entitled.analyst_by_email(email) else {
            return Err(Error::BadRequest(format!(
                "Nobody with the address {said:?} can be given work; nothing was changed."
            )));
        };
        match self.refusal(entitled, analyst, customer) {
            None => Ok(Assignee { name: analyst.name.clone(), email: analyst.email.clone() }),
            Some(reason) => Err(Error::BadRequest(format!(
                "{} cannot take work of {customer}: {reason}. Nothing was changed.",
                analyst.name
            ))),
        }
    }

    /// Why someone cannot take work of `customer`, as a short phrase; none when they can.
    fn refusal(&self, entitled: &Entitled, analyst: &EntitledAnalyst, customer: CustomerId) -> Option<String> {
        if !entitled.open_to(analyst.id).contains(&customer) {
            return Some("no access".to_owned());
        }
        match self.0.get(&(analyst.id, customer)) {
            None => Some("no role".to_owned()),
            Some(role) if role.may_change() => None,
            Some(Role::Viewer) => Some("Viewer".to_owned()),
            Some(other) => Some(other.to_string()),
        }
    }
}
