//! Owns a portal's own sign-on: an issuer with a key of its own, whose tokens the directory exchanges for sessions.

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// An issuer of JWTs (EdDSA). Its key is the same in every run, and good for nothing but these scenarios.
pub struct Issuer {
    name: String,
    audience: String,
    key: SigningKey,
    folder: TempDir,
}

const KEY_ID: &str = "portal-1";

impl Issuer {
    /// # Errors
    /// When its key set cannot be written.
    pub fn new(name: &str, audience: &str) -> Result<Self> {
        let issuer = Self {
            name: name.to_owned(),
            audience: audience.to_owned(),
            key: SigningKey::from_bytes(&[7; 32]),
            folder: crate::server::temporary("issuer")?,
        };
        std::fs::write(issuer.jwks(), issuer.key_set().to_string())?;
        Ok(issuer)
    }

    /// The file with its public keys.
    pub fn jwks(&self) -> PathBuf {
        self.folder.path().join("jwks.json")
    }

    /// What `mci serve` has to be told.
    pub fn arguments(&self) -> Vec<String> {
        let jwks = self.jwks().display().to_string();
        ["--issuer", &self.name, "--issuer-jwks", &jwks, "--issuer-audience", &self.audience]
            .map(str::to_owned)
            .to_vec()
    }

    /// A token for the analyst with that e-mail address, good for `life` from now.
    ///
    /// # Errors
    /// When the machine's clock stands before 1970.
    pub fn token(&self, email: &str, life: Duration) -> Result<String> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": KEY_ID });
        let claims = json!({
            "iss": self.name, "aud": self.audience, "sub": email, "email": email,
            "iat": now.as_secs(), "exp": (now + life).as_secs(),
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = self.key.sign(signed.as_bytes());
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes())))
    }

    fn key_set(&self) -> Value {
        let public = URL_SAFE_NO_PAD.encode(self.key.verifying_key().to_bytes());
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": KEY_ID, "x": public }] })
    }
}
