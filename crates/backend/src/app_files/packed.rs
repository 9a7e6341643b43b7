//! Hashed files that the build compressed once, so that no visit waits for it: `name.br` beside `name`.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use std::path::{Path, PathBuf};

/// Whether the caller takes brotli. A weight of zero is a refusal.
pub(super) fn wanted(asked: &HeaderMap) -> bool {
    asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
            name.trim().eq_ignore_ascii_case("br") && !refused
        })
    })
}

/// Where the compressed form of a file is.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Says that the body is compressed, so that no layer does it again and no cache gives it to those who cannot read it.
pub(super) fn response(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(value: &str) -> bool {
        wanted(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap())]))
    }

    #[test]
    fn brotli_is_given_to_those_who_take_it() {
        assert!(asks("gzip, deflate, br, zstd") && asks("BR;q=0.1") && asks("br"));
        assert!(!asks("gzip") && !asks("br;q=0, gzip") && !asks("br; q=0.000") && !asks("") && !asks("brotli"));
        assert!(!wanted(&HeaderMap::new()));
        assert_eq!(beside(Path::new("a/b-1.wasm")), PathBuf::from("a/b-1.wasm.br"));
    }
}
