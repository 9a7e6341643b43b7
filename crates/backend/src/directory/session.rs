//! `POST|GET|DELETE /session`, `POST /session/exchange`, `POST /session/token`.

use super::caller::{ABSOLUTE_SECS, BEARER_SECS, Caller, own_page_only};
use super::cookie;
use super::state::DirectoryState;
use super::view::View;
use crate::db::directory::{SessionKind, StoredAnalyst};
use crate::http::Body;
use crate::{Error, Result, password, token};
use axum::Json;
use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::{Extensions, HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::directory::{Analyst, Exchange, RegionToken, Session, SignIn, TokenRequest};
use contract::{ErrorBody, RegionCode};
use std::net::{IpAddr, SocketAddr};

/// Signs in with address and password and sets the session's cookie. An unknown address, a wrong password and a
/// switched-off account answer alike, in the same time.
#[utoipa::path(post, path = "/session", tag = "directory", request_body = SignIn, responses(
    (status = 200, body = Session, headers(("Set-Cookie" = String))), (status = 400, body = ErrorBody),
    (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub(super) async fn sign_in(
    State(state): State<DirectoryState>,
    Peer(address): Peer,
    OriginalUri(called): OriginalUri,
    headers: HeaderMap,
    Body(SignIn { email, password }): Body<SignIn>,
) -> Result<Response> {
    own_page_only(&Method::POST, &headers)?;
    let account = email.trim().to_lowercase();
    state.inner.attempts.begin(&account, address, state.clock().now())?;
    let analyst = state.store().analyst_by_email(&account).await?.filter(|analyst| analyst.active);
    let hash = analyst.as_ref().and_then(|analyst| analyst.password_hash.clone());
    let permit = state.inner.hashing.acquire().await.map_err(|cause| Error::caused("signing in", cause))?;
    let right = tokio::task::spawn_blocking(move || password::verify(&password, hash.as_deref()));
    let right = right.await.map_err(|cause| Error::caused("verifying a password", cause))?;
    drop(permit);
    let wrong = || Error::Unauthorized("Email or password is wrong.".to_owned());
    let analyst = analyst.filter(|_| right).ok_or_else(wrong)?;
    state.inner.attempts.succeeded(&account, address);
    if let Some(former) = cookie::read(&headers) {
        state.store().end_session(&former).await?;
    }
    let now = state.clock().now();
    let token = state.store().begin_session(analyst.id, SessionKind::Cookie, now, now.plus_secs(ABSOLUTE_SECS)).await?;
    let set = [(header::SET_COOKIE, cookie::set(state.config(), &called, token.reveal()))];
    Ok((set, Json(session_of(&analyst, &state).await?)).into_response())
}

/// Everything the app starts from, with a token for each region.
#[utoipa::path(get, path = "/session", tag = "directory", responses(
    (status = 200, body = Session), (status = 401, body = ErrorBody)))]
pub(super) async fn read(State(state): State<DirectoryState>, caller: Caller) -> Result<Json<Session>> {
    let mut session = session_of(&caller.analyst, &state).await?;
    if caller.session.kind == SessionKind::Bearer {
        let left = caller.session.expires.secs_since(session.now);
        session.access_expires_in = u64::try_from(left).ok();
    }
    Ok(Json(session))
}

/// Signs out: the session is over at once, everywhere it was copied to.
#[utoipa::path(delete, path = "/session", tag = "directory", responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub(super) async fn sign_out(
    State(state): State<DirectoryState>,
    OriginalUri(called): OriginalUri,
    caller: Caller,
) -> Result<Response> {
    state.store().end_session(&caller.token).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie::clear(state.config(), &called))]).into_response())
}

/// Exchanges a portal's own token for a bearer session of an hour; never sets a cookie.
#[utoipa::path(post, path = "/session/exchange", tag = "directory", request_body = Exchange, responses(
    (status = 200, body = Session), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 429, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub(super) async fn exchange(
    State(state): State<DirectoryState>,
    Body(Exchange { jwt }): Body<Exchange>,
) -> Result<Json<Session>> {
    let issuer = state.config().issuer.as_ref();
    let issuer = issuer.ok_or_else(|| Error::NotFound("No portal is configured to sign in from.".to_owned()))?;
    let now = state.clock().now();
    let email = issuer.email(jwt.reveal(), now).await?;
    let analyst = state.store().analyst_by_email(&email).await?.filter(|analyst| analyst.active);
    let analyst = analyst.ok_or_else(|| {
        Error::Unauthorized("Your portal account is not an analyst here. Ask your administrator to add you.".to_owned())
    })?;
    let ends = now.plus_secs(BEARER_SECS);
    let access_token = state.store().begin_session(analyst.id, SessionKind::Bearer, now, ends).await?;
    let mut session = session_of(&analyst, &state).await?;
    session.access_token = Some(access_token);
    session.access_expires_in = u64::try_from(BEARER_SECS).ok();
    Ok(Json(session))
}

/// A fresh token for one region; it holds for 15 minutes.
#[utoipa::path(post, path = "/session/token", tag = "directory", request_body = TokenRequest, responses(
    (status = 200, body = RegionToken), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(super) async fn token(
    State(state): State<DirectoryState>,
    caller: Caller,
    Body(TokenRequest { region }): Body<TokenRequest>,
) -> Result<Json<RegionToken>> {
    if !state.store().regions().await?.iter().any(|known| known.code == region) {
        return Err(Error::NotFound(format!("There is no region {region}.")));
    }
    Ok(Json(region_token(&caller.analyst, &region, &state)?))
}

async fn session_of(analyst: &StoredAnalyst, state: &DirectoryState) -> Result<Session> {
    let view = View::of(analyst, state).await?;
    let regions = state.regions().await?;
    let tokens = regions.iter().map(|region| region_token(analyst, &region.code, state)).collect::<Result<_>>()?;
    let chosen = state.store().preferences(analyst.id).await?.unwrap_or_default();
    Ok(Session {
        analyst: Analyst {
            id: analyst.id,
            name: analyst.name.clone(),
            email: analyst.email.clone(),
            partner_admin: analyst.partner_admin,
        },
        preferences: view.effective(chosen),
        partner: view.partner(),
        customers: view.customers(),
        regions,
        tokens,
        now: view.now,
        access_token: None,
        access_expires_in: None,
    })
}

fn region_token(analyst: &StoredAnalyst, region: &RegionCode, state: &DirectoryState) -> Result<RegionToken> {
    let key = &state.config().signing_key;
    Ok(RegionToken {
        region: region.clone(),
        token: key.sign(analyst.id, analyst.partner_admin, region, state.clock().now())?,
        expires_in: token::LIFETIME_SECS.unsigned_abs(),
    })
}

/// The address a call comes from, where the router is served from a socket.
pub(super) struct Peer(Option<IpAddr>);

impl<S: Sync> axum::extract::FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        let from = |extensions: &Extensions| extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(from(&parts.extensions)))
    }
}
