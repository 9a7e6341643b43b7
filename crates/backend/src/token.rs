//! Tokens of the regions: signed by the directory, verified offline by a gateway.

use crate::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::directory::{Secret, VerifyingKey};
use contract::{AnalystId, RegionCode, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// How long a token holds, in seconds.
pub const LIFETIME_SECS: i64 = 15 * 60;

/// How far two machines' clocks may differ, in seconds.
const LEEWAY_SECS: i64 = 5;

/// PKCS#8 around an Ed25519 seed, the only form the signer takes.
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// What a token says. Never a list of customers: the gateway knows those from the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Whose.
    pub sub: AnalystId,
    /// For which region's gateway only.
    pub region: RegionCode,
    /// End, in seconds since 1970.
    pub exp: i64,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// Administers the partner.
    pub admin: bool,
    /// Unlike any other token's.
    pub jti: String,
}

/// The private key; can sign, is never printed.
#[derive(Clone)]
pub struct SigningKey {
    seed: [u8; 32],
}

impl SigningKey {
    /// A new one.
    pub fn generate() -> Self {
        Self { seed: crate::random::bytes() }
    }

    /// As it is kept in its file.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.seed)
    }

    /// Reads what `to_text` wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        let seed = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        Some(Self { seed })
    }

    /// The public half, with its id.
    pub fn verifying_key(&self) -> VerifyingKey {
        let public_key =
            URL_SAFE_NO_PAD.encode(ed25519_dalek::SigningKey::from_bytes(&self.seed).verifying_key().as_bytes());
        VerifyingKey { kid: public_key.chars().take(8).collect(), public_key }
    }

    /// Signs a token for `analyst` at `region`, good for 15 minutes from `now`.
    pub fn sign(&self, analyst: AnalystId, admin: bool, region: &RegionCode, now: Timestamp) -> Result<Secret> {
        let iat = now.micros().div_euclid(1_000_000);
        let jti = crate::random::hex::<12>();
        let claims = Claims { sub: analyst, region: region.clone(), exp: iat + LIFETIME_SECS, iat, admin, jti };
        let header = Header { kid: Some(self.verifying_key().kid), ..Header::new(Algorithm::EdDSA) };
        let key = EncodingKey::from_ed_der(&[PKCS8_PREFIX.as_slice(), &self.seed].concat());
        let token =
            jsonwebtoken::encode(&header, &claims, &key).map_err(|cause| Error::caused("signing a token", cause))?;
        Ok(Secret::new(token))
    }
}

/// Reads a token with the keys last received; `None` for a forged, foreign or ended one, without saying which.
pub fn verify(token: &str, keys: &[VerifyingKey], region: &RegionCode, now: Timestamp) -> Option<Claims> {
    let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
    let key = keys.iter().find(|key| key.kid == kid)?;
    let public_key: [u8; 32] = URL_SAFE_NO_PAD.decode(&key.public_key).ok()?.try_into().ok()?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    // The clock is ours, so the end is compared below.
    validation.validate_exp = false;
    let claims =
        jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_ed_der(&public_key), &validation).ok()?.claims;
    let now = now.micros().div_euclid(1_000_000);
    let holds = now < claims.exp + LEEWAY_SECS && claims.iat <= now + LEEWAY_SECS;
    (holds && claims.region == *region).then_some(claims)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hostile_tokens_and_keys_are_refused(token in "[ -~]{0,80}|([A-Za-z0-9_-]{0,30}\\.){2}[A-Za-z0-9_-]{0,30}", key in "[A-Za-z0-9_-]{0,50}") {
            let region: RegionCode = "eu".parse().unwrap();
            let now = Timestamp::from_millis(0);
            let signing = SigningKey::generate();
            let bad = VerifyingKey { kid: signing.verifying_key().kid, public_key: key.clone() };
            prop_assert_eq!(verify(&token, std::slice::from_ref(&signing.verifying_key()), &region, now), None);
            let good = signing.sign(AnalystId::from_u128(1), false, &region, now).unwrap();
            prop_assert!(key == signing.verifying_key().public_key || verify(good.reveal(), &[bad], &region, now).is_none());
            let mut cut = good.reveal().to_owned();
            cut.truncate(cut.len() - 1);
            prop_assert_eq!(verify(&cut, &[signing.verifying_key()], &region, now), None);
        }
    }

    #[test]
    fn a_key_survives_its_file() {
        let key = SigningKey::generate();
        assert_eq!(SigningKey::from_text(&key.to_text()).unwrap().verifying_key(), key.verifying_key());
        assert!(SigningKey::from_text("AAAA").is_none());
    }
}
