//! Who a caller is: a token of this region or an API key, asked again for as long as a stream lasts.

use super::State;
use super::call::hash;
use super::entitled::Entitled;
use axum::http::{HeaderMap, header};
use contract::Timestamp;
use contract::directory::{EntitledAnalyst, Secret};

/// What a caller shows.
#[derive(Debug, Clone)]
pub(super) enum Proof {
    /// A token.
    Token(Secret),
    /// The hash of an API key.
    Key(String),
}

impl Proof {
    /// What stands in the headers of a call.
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        match text(header::AUTHORIZATION.as_str()) {
            Some(authorization) => {
                let (scheme, token) = authorization.trim().split_once(' ')?;
                scheme.eq_ignore_ascii_case("bearer").then(|| Self::Token(Secret::new(token.trim().to_owned())))
            }
            None => text("x-api-key").map(|key| Self::Key(hash(key.trim()))),
        }
    }

    /// Whom it proves by what the directory says now, and until when; none when it does not, or no longer.
    pub(super) fn holder<'a>(
        &self,
        entitled: &'a Entitled,
        state: &State,
    ) -> Option<(&'a EntitledAnalyst, Option<Timestamp>)> {
        match self {
            Self::Token(token) => {
                let (region, now) = (state.store.region(), state.clock.now());
                let claims = crate::token::verify(token.reveal(), entitled.verifying(), region, now)?;
                let end = Timestamp::from_micros(claims.exp.saturating_mul(1_000_000));
                Some((entitled.analyst(claims.sub)?, Some(end)))
            }
            Self::Key(hash) => Some((entitled.key_owner(hash)?, None)),
        }
    }
}
