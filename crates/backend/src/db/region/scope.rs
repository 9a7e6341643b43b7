//! What a caller may see, as a condition on organisations that stands in every statement, counts included.

use super::tables::Roles;
use contract::{AnalystId, CustomerId};
use sea_query::{Expr, ExprTrait, IntoColumnRef, Query};
use std::collections::BTreeSet;

/// Customers whose gates 1 to 3 hold for an analyst; gate 4, the role, is added in SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    analyst: AnalystId,
    customers: Vec<CustomerId>,
}

impl Scope {
    /// The scope of `analyst` over `customers`, for each of which association, licence and access hold.
    pub fn new(analyst: AnalystId, customers: Vec<CustomerId>) -> Self {
        Self { analyst, customers }
    }

    /// Whose scope it is.
    pub fn analyst(&self) -> AnalystId {
        self.analyst
    }

    /// Customers of gates 1 to 3; a role may still be missing.
    pub fn customers(&self) -> &[CustomerId] {
        &self.customers
    }

    /// The same analyst over one customer only; nothing when that one is not within.
    pub fn only(&self, customer: CustomerId) -> Self {
        let customers = if self.customers.contains(&customer) { vec![customer] } else { Vec::new() };
        Self { analyst: self.analyst, customers }
    }

    /// The same analyst over those of `customers` that are within.
    pub fn among(mut self, customers: &BTreeSet<CustomerId>) -> Self {
        self.customers.retain(|customer| customers.contains(customer));
        self
    }

    /// True for organisations that pass all four gates.
    pub(super) fn holds(&self, organization: impl IntoColumnRef) -> Expr {
        let organization = organization.into_column_ref();
        let with_role = Query::select()
            .column(Roles::Organization)
            .from(Roles::Table)
            .and_where(Expr::col(Roles::Analyst).eq(self.analyst.to_string()))
            .and_where(Expr::col(Roles::Role).is_not_null())
            .to_owned();
        self.gated(organization.clone()).and(Expr::col(organization).in_subquery(with_role))
    }

    /// True for organisations that pass the directory's three gates.
    pub(super) fn gated(&self, organization: impl IntoColumnRef) -> Expr {
        Expr::col(organization).is_in(self.customers.iter().map(ToString::to_string))
    }
}
