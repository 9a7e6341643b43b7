//! The session's cookie: read from and written to headers.

use super::state::DirectoryConfig;
use axum::http::{HeaderMap, Uri, header};

/// Its name.
const NAME: &str = "mci_session";

/// The token in the request's cookies.
pub(super) fn read(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).map(|(_, value)| value.to_owned())
}

/// `Set-Cookie` that hands the token over until the browser closes; the server ends it earlier.
pub(super) fn set(config: &DirectoryConfig, called: &Uri, token: &str) -> String {
    format!("{NAME}={token}; {}", attributes(config, called))
}

/// `Set-Cookie` that takes it away.
pub(super) fn clear(config: &DirectoryConfig, called: &Uri) -> String {
    format!("{NAME}=; Max-Age=0; {}", attributes(config, called))
}

/// For the app's own path where the call came below it; a call at the root needs a cookie for the root.
fn attributes(config: &DirectoryConfig, called: &Uri) -> String {
    let secure = if config.secure_cookie { "; Secure" } else { "" };
    let below = called.path().starts_with(&config.base_path);
    let path = if below { config.base_path.as_str() } else { "/" };
    format!("Path={path}; HttpOnly; SameSite=Strict{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn headers(line: &str) -> HeaderMap {
        let value = HeaderValue::from_str(line).ok();
        value.map(|value| (header::COOKIE, value)).into_iter().collect()
    }

    #[test]
    fn the_session_is_found_among_other_cookies() {
        assert_eq!(read(&headers("a=1; mci_session=xyz; b=2")).as_deref(), Some("xyz"));
        assert_eq!(read(&headers("xmci_session=xyz; mci_session2=a")), None);
    }

    proptest! {
        #[test]
        fn hostile_cookies_never_panic(line in "\\PC{0,60}", token in "[0-9a-f]{1,64}") {
            let _ = read(&headers(&line));
            let found = read(&headers(&format!("a={token}x; mci_session={token}")));
            prop_assert_eq!(found, Some(token));
        }
    }
}
