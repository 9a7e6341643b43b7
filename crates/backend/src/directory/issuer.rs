//! The portal that embeds the app: whose tokens the directory takes, and with which keys they are verified.

use crate::http::client;
use crate::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::Timestamp;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::Mutex;

/// Fetched keys are used this long, in seconds.
const FRESH_SECS: i64 = 600;
/// A token with an unknown key makes the keys be fetched again, at most this often, in seconds.
const REFETCH_SECS: i64 = 30;
/// How far the issuer's clock may differ, in seconds.
const LEEWAY_SECS: i64 = 30;
/// Never a shared secret: whoever can verify must not be able to sign.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Where the issuer's keys come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// A JWKS file.
    File(PathBuf),
    /// Its address.
    Url(String),
}

impl FromStr for KeySource {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = text.starts_with("https://") || text.starts_with("http://");
        Ok(if url { Self::Url(text.to_owned()) } else { Self::File(text.into()) })
    }
}

/// One trusted issuer.
#[derive(Debug, Clone)]
pub struct IssuerConfig {
    /// Its `iss`.
    pub issuer: String,
    /// The `aud` its tokens must name.
    pub audience: String,
    /// Its keys.
    pub keys: KeySource,
}

/// Verifies a portal's tokens.
pub struct Issuer {
    config: IssuerConfig,
    client: reqwest::Client,
    cached: Mutex<Option<(JwkSet, Timestamp)>>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    exp: i64,
    nbf: Option<i64>,
    email: Option<String>,
    email_verified: Option<bool>,
}

impl Issuer {
    /// Trusts this issuer; its keys are read at the first exchange.
    pub fn new(config: IssuerConfig) -> Result<Self> {
        Ok(Self { config, client: client(Duration::from_secs(10))?, cached: Mutex::new(None) })
    }

    /// The address in a token that holds at `now`; anything else is refused without saying which check it failed.
    pub async fn email(&self, jwt: &str, now: Timestamp) -> Result<String> {
        let refused =
            || Error::Unauthorized("The portal's sign-on was not accepted. Sign in to the portal again.".to_owned());
        let header = jsonwebtoken::decode_header(jwt).map_err(|_| refused())?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(refused());
        }
        let jwk = self.key(header.kid.as_deref(), now).await?.ok_or_else(refused)?;
        let key = DecodingKey::from_jwk(&jwk).map_err(|_| refused())?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[&self.config.issuer]);
        validation.set_audience(&[&self.config.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Moments are compared below, with our clock.
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(jwt, &key, &validation).map_err(|_| refused())?.claims;
        let now = now.micros().div_euclid(1_000_000);
        let begun = claims.nbf.is_none_or(|nbf| nbf <= now.saturating_add(LEEWAY_SECS));
        if !begun || now >= claims.exp.saturating_add(LEEWAY_SECS) || claims.email_verified == Some(false) {
            return Err(refused());
        }
        claims.email.ok_or_else(refused)
    }

    /// The key with this id, or the only one; fetched when nothing fresh is at hand.
    async fn key(&self, kid: Option<&str>, now: Timestamp) -> Result<Option<Jwk>> {
        let mut cached = self.cached.lock().await;
        let known = cached.as_ref().and_then(|(set, _)| find(set, kid));
        let age = cached.as_ref().map(|(_, fetched)| now.secs_since(*fetched));
        let good_for = if known.is_some() { FRESH_SECS } else { REFETCH_SECS };
        if age.is_some_and(|age| age < good_for) {
            return Ok(known);
        }
        match self.fetch().await {
            Ok(set) => {
                let found = find(&set, kid);
                *cached = Some((set, now));
                Ok(found)
            }
            // An issuer that is away does not lock out the portal whose key is known.
            Err(cause) if known.is_some() => {
                tracing::warn!(%cause, "the issuer's keys could not be renewed");
                Ok(known)
            }
            Err(cause) => {
                tracing::error!(%cause, "the issuer's keys could not be read");
                Err(Error::Unavailable("The portal's keys cannot be read at the moment. Try again.".to_owned()))
            }
        }
    }

    async fn fetch(&self) -> Result<JwkSet> {
        let doing = "reading the issuer's keys";
        match &self.config.keys {
            KeySource::File(file) => Ok(serde_json::from_slice(&tokio::fs::read(file).await?)?),
            KeySource::Url(url) => {
                let answer = self.client.get(url).send().await.and_then(reqwest::Response::error_for_status);
                let answer = answer.map_err(|cause| Error::caused(doing, cause))?;
                answer.json().await.map_err(|cause| Error::caused(doing, cause))
            }
        }
    }
}

fn find(set: &JwkSet, kid: Option<&str>) -> Option<Jwk> {
    let found = match (kid, set.keys.as_slice()) {
        (Some(kid), _) => set.find(kid),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    found.filter(|jwk| sound(jwk)).cloned()
}

/// The verifier takes the first 32 bytes of an Ed25519 key for granted.
fn sound(jwk: &Jwk) -> bool {
    match &jwk.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) => URL_SAFE_NO_PAD.decode(&pair.x).is_ok_and(|bytes| bytes.len() == 32),
        AlgorithmParameters::OctetKey(_) => false,
        _ => true,
    }
}
