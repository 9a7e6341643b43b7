//! Who calls: a cookie session or a bearer session, still good; and whether a write with a cookie comes from our own page.

use super::cookie;
use super::state::DirectoryState;
use crate::db::directory::{SessionKind, StoredAnalyst, StoredSession};
use crate::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use contract::Timestamp;

/// A session unused for this long is over, in seconds.
pub(super) const IDLE_SECS: i64 = 12 * 3_600;
/// A session is over after this long however much it is used, in seconds.
pub(super) const ABSOLUTE_SECS: i64 = 24 * 3_600;
/// A bearer session is over after this long; the portal hands over another token, in seconds.
pub(super) const BEARER_SECS: i64 = 3_600;
/// A session's last use is noted at most this often, in seconds.
const NOTED_EVERY_SECS: i64 = 60;

/// The signed-in analyst.
pub(super) struct Caller {
    pub(super) analyst: StoredAnalyst,
    pub(super) session: StoredSession,
    pub(super) token: String,
}

impl FromRequestParts<DirectoryState> for Caller {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &DirectoryState) -> Result<Self> {
        let nobody = || Error::Unauthorized("Sign in first.".to_owned());
        let (token, kind) = match bearer(&parts.headers) {
            Some(token) => (token, SessionKind::Bearer),
            None => (cookie::read(&parts.headers).ok_or_else(nobody)?, SessionKind::Cookie),
        };
        let over = || Error::Unauthorized("Your session has ended. Sign in again.".to_owned());
        let session = state.store().session(&token).await?.filter(|session| session.kind == kind).ok_or_else(over)?;
        let now = state.clock().now();
        if !holds(&session, now) {
            state.store().end_session(&token).await?;
            return Err(over());
        }
        let analyst =
            state.store().analyst(session.analyst).await?.filter(|analyst| analyst.active).ok_or_else(over)?;
        if kind == SessionKind::Cookie {
            own_page_only(&parts.method, &parts.headers)?;
        }
        if now.secs_since(session.seen) >= NOTED_EVERY_SECS {
            state.store().touch_session(&token, now).await?;
        }
        Ok(Self { analyst, session, token })
    }
}

/// Neither idle nor old.
fn holds(session: &StoredSession, now: Timestamp) -> bool {
    now < session.expires && now.secs_since(session.seen) < IDLE_SECS
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// A write that a cookie speaks for must come from a page of ours: browsers say so in `Sec-Fetch-Site`, older ones and
/// plain HTTP in `Origin`; and its body must be JSON, which no form can send. Programs send neither header.
pub(super) fn own_page_only(method: &Method, headers: &HeaderMap) -> Result<()> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text("host")
        }
        (None, None) => true,
    };
    if !own {
        return Err(Error::Forbidden("This call must come from the app's own page.".to_owned()));
    }
    let media = text("content-type").map(|value| value.split(';').next().unwrap_or_default().trim());
    let json = media.is_some_and(|media| media.eq_ignore_ascii_case("application/json"));
    if json || *method == Method::DELETE {
        return Ok(());
    }
    Err(Error::BadRequest("Send JSON with Content-Type: application/json.".to_owned()))
}
