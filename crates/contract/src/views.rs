//! Saved views: one address of the investigations grid, named. Those with typed words live at one region.

use crate::{AnalystId, CustomerId};
use serde::{Deserialize, Serialize};

/// A view as it is kept: own ones, and those that colleagues share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    /// Its name in addresses, unique where it is kept.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The query string of the grid's address, without `?`: ids and words of the contract only, at a region tags and
    /// other words of customers too. Customers that the reader may not know are left out of it.
    pub query: String,
    /// Typed words; always empty at the directory.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The customer whose own list it is of; absent for All Investigations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Who made it.
    pub owner: AnalystId,
    /// Their display name.
    pub owner_name: String,
    /// Colleagues see it too.
    pub shared: bool,
    /// The caller keeps it at hand.
    pub pinned: bool,
    /// What All Investigations opens with for the caller; at most one.
    pub default: bool,
}

/// `GET …/views`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedViews {
    /// Pinned first, then by name.
    pub views: Vec<SavedView>,
}

/// Body of `POST …/views`, and of `PUT …/views/{id}` by its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewView {
    /// What it is called: 1 to 80 characters, unlike the caller's others in the same place.
    pub name: String,
    /// The query string, without `?`: at most 4,000 characters, and nothing but what the grid's address has. The
    /// directory refuses tags, responsibilities and assignees who are not the partner's analysts.
    pub query: String,
    /// Typed words, at most 1,000 characters; refused by the directory.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The customer whose own list it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Colleagues see it too.
    #[serde(default)]
    pub shared: bool,
}

/// Body of `PUT …/views/{id}/marks`: the caller's own marks on a view, theirs or a colleague's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ViewMarks {
    /// Keeps it at hand.
    pub pinned: bool,
    /// Opens All Investigations with it; takes the mark off any other.
    pub default: bool,
}
