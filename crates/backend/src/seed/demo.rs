//! The names that demonstrations and end-to-end tests rely on, and the partner they belong to. All of it is invented.
//!
//! Customers of the demo analyst [`INES`] by gate state, in `demo` and in `small` alike:
//! Analyst [`MOST_URGENT`] and most others · Viewer [`VIEWER`] · Admin [`SIEM_ADMIN`] (demo only) · no access
//! [`NO_ACCESS`] · access but no role [`NO_ROLE`] · licence expired [`EXPIRED`] · association pending [`PENDING`] ·
//! association ended [`ENDED`] · confidential and known to her [`CONFIDENTIAL_KNOWN`] · confidential and unknown to her
//! [`CONFIDENTIAL_HIDDEN`] · look-alike names [`MOST_URGENT`] and [`LOOK_ALIKE`].

use super::random::Random;
use contract::{AnalystId, CustomerId};

/// Password of every demo sign-in.
pub const PASSWORD: &str = "quillmoor-demo";
/// Name of the Primary Customer.
pub const PARTNER: &str = "Quillmoor Managed Security";
/// Code of the Primary Customer, which lives in region `us`.
pub const PARTNER_CODE: &str = "QLMR";
/// The demo analyst: most gates hold, some do not.
pub const INES: &str = "ines.duarte@quillmoor.example";
/// The partner's administrator: passes every gate that can be passed.
pub const PRIYA: &str = "priya.raman@quillmoor.example";
/// A colleague who works in most customers.
pub const MIA: &str = "mia.sorensen@quillmoor.example";
/// Reads everywhere, changes nothing.
pub const LENA: &str = "lena.holm@quillmoor.example";
/// A new colleague without access to any customer.
pub const YUKI: &str = "yuki.tanabe@quillmoor.example";

/// Calderhythe Bank: Analyst, three critical ones, first in the Customers view.
pub const MOST_URGENT: &str = "CALD";
/// Calderhythe Brokers: Analyst, in another region, nearly the same name.
pub const LOOK_ALIKE: &str = "CALB";
/// Adelbeck Shipping: Viewer.
pub const VIEWER: &str = "ADLB";
/// Stanmarch Motors: Admin.
pub const SIEM_ADMIN: &str = "STNM";
/// Arkenfell Utilities: no access.
pub const NO_ACCESS: &str = "ARKF";
/// Tidewrack Ferries: access, no role.
pub const NO_ROLE: &str = "TDWR";
/// Hespermoor Care Homes: licence expired.
pub const EXPIRED: &str = "HSPM";
/// Aldermoss Clinics: association pending.
pub const PENDING: &str = "ALDM";
/// Sorrelby Textiles: association ended.
pub const ENDED: &str = "SRLB";
/// Whitlowe Sovereign Fund: confidential, Analyst.
pub const CONFIDENTIAL_KNOWN: &str = "WTLW";
/// Hartsmere Foundation: confidential, no access, so it does not exist for her.
pub const CONFIDENTIAL_HIDDEN: &str = "HRTM";
/// Rookhaven Gaming: Analyst, nothing active.
pub const QUIET: &str = "RKHV";

/// First row of [`MOST_URGENT`] in any default order: critical, open, unassigned, 9 alerts.
pub const FIRST_ROW: &str = "7QK2-LSAS";
/// 400 days old, critical, open, unassigned, of Pellinard Steel (`PLND`).
pub const OLD_CRITICAL: &str = "400D-CRIT";
/// 400 days old, high, open, unassigned, of Pellinard Steel (`PLND`).
pub const OLD_HIGH: &str = "400D-HIGH";
/// Closed a year ago, of Pellinard Steel (`PLND`).
pub const CLOSED_LONG_AGO: &str = "365D-CLSD";
/// Owner of the old ones.
pub const OLD_CUSTOMER: &str = "PLND";
/// Owner of the hostile ones: Tamberlyn Studios.
pub const HOSTILE_CUSTOMER: &str = "TMBR";
/// Title `<img src=x onerror=alert(1)>`, high; an actor, a tag, an alert and a comment of it hold markup too.
pub const HOSTILE_IMAGE: &str = "HSTL-IMG";
/// Title with a `<script>` element.
pub const HOSTILE_SCRIPT: &str = "HSTL-SCRIPT";
/// Title with a right-to-left override.
pub const HOSTILE_RTL: &str = "HSTL-RTL";
/// Title of emoji, joined and flagged ones among them.
pub const HOSTILE_EMOJI: &str = "HSTL-EMOJI";
/// Title with stacked combining marks.
pub const HOSTILE_MARKS: &str = "HSTL-MARKS";
/// Title of 10,000 characters.
pub const HOSTILE_LONG: &str = "HSTL-LONG";
/// Title that a spreadsheet would run.
pub const HOSTILE_FORMULA: &str = "HSTL-SHEET";
/// Priority `UNMAPPED`, status `ESCALATED`, source `HONEYPOT`, disposition `PENDING_REVIEW`.
pub const UNKNOWN_WORDS: &str = "HSTL-WORDS";
/// Everything that may be empty or null is.
pub const EMPTY_EVERYWHERE: &str = "HSTL-EMPTY";

/// The organization_id of the customer with this code; the same in every scale.
pub fn customer_id(code: &str) -> CustomerId {
    CustomerId::from_u128(Random::new(0x0c05, code).uuid())
}

/// The account id of the analyst with this address; the same in every scale.
pub fn analyst_id(email: &str) -> AnalystId {
    AnalystId::from_u128(Random::new(0x0a17, email).uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saved links of demonstrations keep working.
    #[test]
    fn ids_do_not_move() {
        assert_eq!(customer_id(MOST_URGENT).to_string(), "c49374e0-5884-4045-a45e-5695f223d18a");
        assert_eq!(analyst_id(INES).to_string(), "469decd9-d989-4272-8da9-4aeca56b654e");
    }
}
