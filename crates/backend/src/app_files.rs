//! Serves the built app: hashed assets for ever, everything else checked again; every page address answers the one page,
//! with the place it is mounted at written in; a policy that lets nothing foreign run.

mod name;
mod packed;
mod policy;

pub use policy::Policy;

use crate::random::to_hex;
use crate::{Error, Result};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing};
use name::FileName;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::Arc;

/// As it stands in the built `index.html`.
const BASE_PLACEHOLDER: &str = r#"<base href="/">"#;
const FOREVER: &str = "public, max-age=31536000, immutable";

/// A built app and where it is mounted.
#[derive(Debug, Clone)]
pub struct AppFiles {
    /// The folder that the build wrote.
    pub folder: PathBuf,
    /// Where it is mounted, with a slash at both ends.
    pub base_path: String,
    /// What pages may load and who may frame them.
    pub policy: Policy,
}

impl AppFiles {
    /// Answers everything below the mount point; to be nested there. Refused where the folder holds no built app.
    pub fn router(self) -> Result<Router> {
        let index = self.folder.join("index.html");
        if !index.is_file() {
            return Err(Error::NotFound(format!(
                "There is no built app in {}: index.html is missing.",
                self.folder.display()
            )));
        }
        let headers = self.policy.headers()?;
        let add = move |request: Request, next: Next| {
            let headers = headers.clone();
            async move {
                let mut response = next.run(request).await;
                response.headers_mut().extend(headers);
                response
            }
        };
        Ok(Router::new().fallback(routing::any(serve)).layer(middleware::from_fn(add)).with_state(Arc::new(self)))
    }
}

async fn serve(State(app): State<Arc<AppFiles>>, request: Request) -> Result<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::MethodNotAllowed);
    }
    let nothing = || Error::NotFound("There is no such file in the app.".to_owned());
    let name = FileName::of(request.uri().path()).ok_or_else(nothing)?;
    if name.is_hashed()
        && packed::wanted(request.headers())
        && let Some(bytes) = read(packed::beside(&app.folder.join(name.path()))).await?
    {
        return Ok(packed::response(file(&name, bytes, request.headers())));
    }
    if !name.is_page()
        && let Some(bytes) = read(app.folder.join(name.path())).await?
    {
        return Ok(file(&name, bytes, request.headers()));
    }
    // A missing script must not be answered with a page: the browser would report the wrong fault.
    if name.is_asset() && !wants_page(request.headers()) {
        return Err(nothing());
    }
    let page = tokio::fs::read_to_string(app.folder.join("index.html")).await?;
    let base = format!(r#"<base href="{}">"#, app.base_path);
    let page = page.replace(r#"<base href="/" />"#, BASE_PLACEHOLDER).replacen(BASE_PLACEHOLDER, &base, 1);
    Ok(file(&FileName::page(), page.into_bytes(), request.headers()))
}

async fn read(path: PathBuf) -> Result<Option<Vec<u8>>> {
    match tokio::fs::read(path).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => Err(cause.into()),
        // Missing, a folder, or no name the file system takes.
        Err(_) => Ok(None),
    }
}

fn file(name: &FileName, bytes: Vec<u8>, asked: &HeaderMap) -> Response {
    let media = HeaderValue::from_static(name.media_type());
    if name.is_hashed() {
        let headers = [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, HeaderValue::from_static(FOREVER))];
        return (headers, bytes).into_response();
    }
    let tag = format!("\"{}\"", to_hex(Sha256::digest(&bytes).get(..12).unwrap_or_default()));
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))),
    ];
    if same {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, media)], Body::from(bytes)).into_response()
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}
