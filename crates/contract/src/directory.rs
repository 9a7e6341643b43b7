//! What the directory answers under `/api/v1`: who the analyst is, which customers and regions there are, what they chose.

use crate::{AccessState, AnalystId, Association, CustomerId, Licence, RegionCode, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Body of `POST /session`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The analyst's address.
    pub email: String,
    /// Never logged, never stored as it is.
    pub password: String,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn").field("email", &self.email).finish_non_exhaustive()
    }
}

/// A bearer token: opaque to the app, sent but never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// For the one place that writes the header.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// `POST /session/exchange`: a portal's own token.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exchange {
    /// A JWT of an issuer that the directory is configured to trust.
    pub jwt: Secret,
}

/// Everything the app starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Who is signed in.
    pub analyst: Analyst,
    /// What they chose.
    pub preferences: Preferences,
    /// What the Primary Customer may do at all.
    pub partner: Partner,
    /// The Primary Customer first, then its customers by name; confidential ones only where known to the analyst.
    pub customers: Vec<Customer>,
    /// Where data lives.
    pub regions: Vec<Region>,
    /// A token for each region.
    pub tokens: Vec<RegionToken>,
    /// The server's clock, which is the app's.
    pub now: Timestamp,
    /// Bearer for the directory, after an exchange only; cookie sessions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Secret>,
    /// Seconds `access_token` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_expires_in: Option<u64>,
}

/// The signed-in account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Analyst {
    /// Account.
    pub id: AnalystId,
    /// Display name.
    pub name: String,
    /// Address.
    pub email: String,
    /// May grant access, and knows confidential customers.
    pub partner_admin: bool,
}

/// Gate 2's half that concerns the partner itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Partner {
    /// The Primary Customer has partner status.
    pub partner_status: bool,
    /// The Primary Customer's own SIEM licence.
    pub licence: Licence,
}

/// One customer as the Customer Table shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Customer {
    /// organization_id.
    pub id: CustomerId,
    /// Display name.
    pub name: String,
    /// Short code, upper case.
    pub code: String,
    /// Where its data lives.
    pub region: RegionCode,
    /// Other names it is known by.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Service tier, a free word; absent where none is set.
    #[serde(default)]
    pub tier: Option<String>,
    /// Gate 1.
    pub association: Association,
    /// Gate 2.
    pub licence: Licence,
    /// Last day of the licence.
    #[serde(default)]
    pub licence_until: Option<Timestamp>,
    /// Gate 3.
    pub access: AccessState,
    /// The Primary Customer itself.
    #[serde(default)]
    pub primary: bool,
    /// Known only to analysts with access and to administrators.
    #[serde(default)]
    pub confidential: bool,
}

/// One region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its name in words.
    pub name: String,
    /// Origin of its gateway, without a slash at the end.
    pub base_url: String,
}

/// `GET /regions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Regions {
    /// As configured.
    pub regions: Vec<Region>,
}

/// `GET /customers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Customers {
    /// The Primary Customer first, then by name.
    pub customers: Vec<Customer>,
}

/// Body of `POST /session/token`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenRequest {
    /// For which region.
    pub region: RegionCode,
}

/// A token for one region's gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegionToken {
    /// For which region.
    pub region: RegionCode,
    /// Opaque.
    pub token: Secret,
    /// Seconds it holds from now.
    pub expires_in: u64,
}

/// `GET /customers/{id}/gates`: the three gates the directory knows; the role is asked of the region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gates {
    /// The customer as the Customer Table shows it.
    pub customer: Customer,
    /// The partner's half of gate 2.
    pub partner: Partner,
    /// Who can grant access: names of the partner's administrators.
    pub administrators: Vec<String>,
}

/// What the analyst chose; ids only, nothing of a customer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Preferences {
    /// The switch for the `/multi` screens.
    pub multi_customer: bool,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// `compact`, `default` or `comfortable`.
    pub density: String,
    /// IANA name, or `UTC`, or empty for the browser's own.
    pub time_zone: String,
    /// Starred customers.
    pub favourites: Vec<CustomerId>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            multi_customer: true,
            theme: "system".to_owned(),
            density: "default".to_owned(),
            time_zone: "UTC".to_owned(),
            favourites: Vec::new(),
        }
    }
}

/// What a gateway keeps of the directory: its own region's entitlements, and nothing of another's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entitlements {
    /// Grows with every change.
    pub revision: u64,
    /// The Primary Customer's id; its investigations live in its own region.
    pub primary: Option<CustomerId>,
    /// Partner status and SIEM licence of the Primary Customer both hold.
    pub partner_ready: bool,
    /// All of the partner's analysts.
    pub analysts: Vec<EntitledAnalyst>,
    /// This region's customers.
    pub customers: Vec<EntitledCustomer>,
    /// Hashes of live API keys.
    pub api_keys: Vec<EntitledKey>,
    /// Keys that this region's tokens are verified with, offline.
    #[serde(default)]
    pub keys: Vec<VerifyingKey>,
}

/// The public half of a key that signs tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyingKey {
    /// The `kid` in the header of the tokens it signs.
    pub kid: String,
    /// 32 bytes of Ed25519 in base64url without padding.
    pub public_key: String,
}

/// An analyst as a gateway knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntitledAnalyst {
    /// Account.
    pub id: AnalystId,
    /// Display name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Administers the partner.
    pub partner_admin: bool,
    /// Switched off accounts are refused everywhere.
    pub active: bool,
}

/// A customer of this region, and who has access to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntitledCustomer {
    /// organization_id.
    pub id: CustomerId,
    /// Gate 1 holds.
    pub associated: bool,
    /// Gate 2 holds for the customer.
    pub licensed: bool,
    /// Gate 3: analysts with access.
    pub access: Vec<AnalystId>,
}

/// An API key's hash and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntitledKey {
    /// SHA-256 of the key, in hex.
    pub hash: String,
    /// As whom it acts.
    pub analyst: AnalystId,
}
