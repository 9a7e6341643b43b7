//! Bodies: one JSON object, read from bytes whatever the content type says.

use super::State;
use crate::error::{Error, Result};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The object in a body.
#[derive(Debug)]
pub(super) struct Object<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<State> for Object<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &State) -> Result<Self> {
        object(&bytes(request, state).await?).map(Self)
    }
}

/// The body, within the limit of the service.
pub(super) async fn bytes(request: Request, state: &State) -> Result<Bytes> {
    let read = Bytes::from_request(request, state).await;
    read.map_err(|_| Error::BadRequest("The body could not be read, or is larger than 1 MiB.".to_owned()))
}

/// Reads an object; an array is refused, although its members could be taken for the object's in order.
pub(super) fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let bad = |cause: serde_json::Error| Error::BadRequest(format!("The body is not as expected: {cause}."));
    let value: Value = serde_json::from_slice(bytes).map_err(bad)?;
    if !value.is_object() {
        return Err(Error::BadRequest("The body must be a JSON object.".to_owned()));
    }
    serde_json::from_value(value).map_err(bad)
}
