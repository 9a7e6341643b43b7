//! What the app's pages may load, whom they may call, and who may frame them.

use crate::{Error, Result};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::collections::BTreeSet;

/// The parts of the policy that are configured.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Where the regions' gateways are; of an address with a path, the origin counts.
    pub region_origins: Vec<String>,
    /// Who may frame the app; nobody when empty.
    pub frame_ancestors: Vec<String>,
    /// Other origins whose pages load the app's files.
    pub embedding_origins: Vec<String>,
}

impl Policy {
    /// The headers of every file. Refused where a configured origin could end its directive and begin another.
    pub fn headers(&self) -> Result<HeaderMap> {
        let sources = || self.region_origins.iter().chain(&self.frame_ancestors).chain(&self.embedding_origins);
        if let Some(bad) = sources().find(|source| !sound(source)) {
            return Err(Error::BadRequest(format!("{bad:?} is not an origin.")));
        }
        let value =
            |text: &str| HeaderValue::from_str(text).map_err(|cause| Error::caused("writing the policy", cause));
        let sharing = if self.embedding_origins.is_empty() { "same-origin" } else { "cross-origin" };
        let headers = [
            (header::CONTENT_SECURITY_POLICY, value(&self.content_security())?),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
            (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(NOTHING)),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static(sharing)),
        ];
        Ok(headers.into_iter().collect())
    }

    fn content_security(&self) -> String {
        let origins: BTreeSet<&str> = self.region_origins.iter().map(|address| origin(address)).collect();
        let regions = origins.iter().fold(String::new(), |all, origin| format!("{all} {origin}"));
        let framed = if self.frame_ancestors.is_empty() { "'none'".to_owned() } else { self.frame_ancestors.join(" ") };
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "manifest-src 'self'",
            &format!("connect-src 'self'{regions}"),
            "base-uri 'self'",
            "form-action 'self'",
            &format!("frame-ancestors {framed}"),
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
        .join("; ")
    }
}

/// Features of the browser that the app never asks for.
const NOTHING: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

/// An address without its path: a source with a path that does not end in `/` allows that very path and nothing below.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |scheme| scheme + 3);
    let end = address.get(host..).and_then(|rest| rest.find('/')).map_or(address.len(), |path| host + path);
    address.get(..end).unwrap_or(address)
}

fn sound(source: &str) -> bool {
    !source.is_empty() && source.bytes().all(|byte| byte.is_ascii_graphic() && !b";,\"".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_cannot_smuggle_a_directive() {
        let policy = Policy { region_origins: vec!["http://a;script-src *".into()], ..Policy::default() };
        assert!(policy.headers().is_err());
    }

    #[test]
    fn regions_below_a_path_can_be_called_everywhere_below_it() {
        let urls = ["https://a.example/us", "https://a.example/eu/", "https://b.example:8443"].map(str::to_owned);
        let csp = Policy { region_origins: urls.to_vec(), ..Policy::default() }.content_security();
        assert!(csp.contains("connect-src 'self' https://a.example https://b.example:8443;"), "{csp}");
    }

    #[test]
    fn regions_can_be_called_and_nobody_frames() {
        let policy = Policy { region_origins: vec!["http://127.0.0.1:8081".into()], ..Policy::default() };
        let headers = policy.headers().unwrap();
        let csp = headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(csp.contains("connect-src 'self' http://127.0.0.1:8081;"), "{csp}");
        assert!(csp.contains("frame-ancestors 'none';") && csp.starts_with("default-src 'none';"), "{csp}");
        assert!(!csp.contains("unsafe-inline") && !csp.contains("'unsafe-eval'"));
    }
}
