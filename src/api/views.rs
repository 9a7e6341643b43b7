//! Calls about saved views: at the directory, or at the one region where a view with words is kept.

use super::{Api, ApiError, Call, Endpoint, Service};
use contract::views::{NewView, SavedView, SavedViews, ViewMarks};

/// The caller's own views there, and those that colleagues share.
pub async fn list(api: Api, at: Service) -> Result<SavedViews, ApiError> {
    let endpoint = Endpoint::views(&at);
    api.send(Call::get(at, endpoint)).await?.read()
}

/// Keeps a new one and answers what is kept; sent again with the same key, it is kept once.
pub async fn save(api: Api, at: Service, key: &str, view: &NewView) -> Result<SavedView, ApiError> {
    let endpoint = Endpoint::views(&at);
    api.send(Call::write(at, "POST", endpoint, view).once(key)).await?.read()
}

/// Puts another in its place; its owner's right alone.
pub async fn replace(api: Api, at: Service, id: &str, view: &NewView) -> Result<SavedView, ApiError> {
    let endpoint = Endpoint::view(&at, id);
    api.send(Call::write(at, "PUT", endpoint, view)).await?.read()
}

/// Sets the caller's own marks on a view, theirs or a colleague's.
pub async fn mark(api: Api, at: Service, id: &str, marks: ViewMarks) -> Result<(), ApiError> {
    let endpoint = Endpoint::view_marks(&at, id);
    api.send(Call::write(at, "PUT", endpoint, &marks)).await.map(|_| ())
}

/// Removes one; its owner's right alone.
pub async fn remove(api: Api, at: Service, id: &str) -> Result<(), ApiError> {
    let endpoint = Endpoint::view(&at, id);
    api.send(Call::bare(at, "DELETE", endpoint)).await.map(|_| ())
}
