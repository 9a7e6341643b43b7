//! The one error of both services: a status, a sentence for the caller, and a cause that is logged and never sent.

use crate::http::correlation;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::ErrorBody;
use serde_json::Value;
use std::fmt;

/// What a handler, a store or a command can fail with.
#[derive(Debug)]
pub enum Error {
    /// 400: the request makes no sense; the sentence says what is wrong with it.
    BadRequest(String),
    /// 401: nobody is signed in, or the sign-in failed.
    Unauthorized(String),
    /// 403: access exists, the role or the origin forbids.
    Forbidden(String),
    /// 404: there is no such thing for this caller.
    NotFound(String),
    /// 405.
    MethodNotAllowed,
    /// 409: what is asked contradicts what stands.
    Conflict(String),
    /// 410: what is asked for cannot be told any more.
    Gone(String),
    /// 412: based on an older version; `current` is what stands now.
    Stale {
        /// The investigation as it stands.
        current: Value,
    },
    /// 429.
    TooMany {
        /// Seconds until it is worth trying again.
        retry_after_secs: u64,
    },
    /// 503: this part is not ready, or took too long; nothing was changed.
    Unavailable(String),
    /// 500: the cause is logged with the correlation id.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// What every fallible call here answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An internal error from a sentence.
    pub fn internal(sentence: impl Into<String>) -> Self {
        Self::Internal(sentence.into().into())
    }

    /// An internal error that says what was being done when `cause` happened.
    pub fn caused(doing: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self::internal(format!("{doing}: {cause}"))
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Gone(_) => StatusCode::GONE,
            Self::Stale { .. } => StatusCode::PRECONDITION_FAILED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The sentence for the caller; says nothing about causes inside.
    pub fn message(&self) -> String {
        match self {
            Self::BadRequest(text)
            | Self::Unauthorized(text)
            | Self::Forbidden(text)
            | Self::NotFound(text)
            | Self::Conflict(text)
            | Self::Gone(text)
            | Self::Unavailable(text) => text.clone(),
            Self::MethodNotAllowed => "This address does not take that method.".to_owned(),
            Self::Stale { .. } => "Changed by someone else since you loaded it; nothing was written.".to_owned(),
            Self::TooMany { retry_after_secs } => format!("Too many attempts. Try again in {retry_after_secs} s."),
            Self::Internal(_) => "The server failed; nothing is known to be lost. Try again.".to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(cause) => write!(f, "{cause}"),
            other => f.write_str(&other.message()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Internal(cause) => cause.source(),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        Self::Internal(Box::new(cause))
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(cause: sqlx::migrate::MigrateError) -> Self {
        Self::Internal(Box::new(cause))
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Self::Internal(Box::new(cause))
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Internal(Box::new(cause))
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let correlation_id = correlation::current();
        if let Self::Internal(cause) = &self {
            tracing::error!(%correlation_id, %cause, "a call failed");
        }
        let (status, message) = (self.status(), self.message());
        let (current, retry_after) = match self {
            Self::Stale { current } => (Some(current), None),
            Self::TooMany { retry_after_secs } => (None, Some(retry_after_secs)),
            _ => (None, None),
        };
        let mut response = (status, Json(ErrorBody { message, correlation_id, current })).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
