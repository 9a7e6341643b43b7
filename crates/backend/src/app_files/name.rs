//! From a request's path to a file below the app's folder, never beside it; and what kind of file that is.

use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// A path inside the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileName {
    path: PathBuf,
}

impl FileName {
    /// Reads a request's path; none for one that would leave the folder or that no file can have.
    pub(super) fn of(path: &str) -> Option<Self> {
        let mut inside = PathBuf::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let segment = percent_decode_str(segment).decode_utf8().ok()?;
            if segment.starts_with('.') || segment.contains(['/', '\\', '\0']) {
                return None;
            }
            // An investigation's name in an address has colons; it is a page and never a file.
            if segment.contains(':') {
                return Some(Self::page());
            }
            inside.push(&*segment);
        }
        Some(Self { path: inside })
    }

    /// The one page.
    pub(super) fn page() -> Self {
        Self { path: PathBuf::from("index.html") }
    }

    /// Below the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Answered with the one page whatever is on the disk.
    pub(super) fn is_page(&self) -> bool {
        self.path.as_os_str().is_empty() || self.path == Path::new("index.html")
    }

    /// Named like something that pages load.
    pub(super) fn is_asset(&self) -> bool {
        !self.is_page() && self.known_type().is_some()
    }

    /// Its name holds a hash of its content: a dash, then at least 12 hex digits.
    pub(super) fn is_hashed(&self) -> bool {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let digits = |part: &str| part.bytes().take_while(u8::is_ascii_hexdigit).count();
        name.split('-').skip(1).any(|part| digits(part) >= 12)
    }

    /// For `Content-Type`.
    pub(super) fn media_type(&self) -> &'static str {
        self.known_type().unwrap_or("application/octet-stream")
    }

    fn known_type(&self) -> Option<&'static str> {
        Some(match self.path.extension()?.to_str()? {
            "html" => "text/html; charset=utf-8",
            "js" | "mjs" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "wasm" => "application/wasm",
            "json" | "map" => "application/json",
            "webmanifest" => "application/manifest+json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "ico" => "image/x-icon",
            "woff2" => "font/woff2",
            "txt" => "text/plain; charset=utf-8",
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Component;

    #[test]
    fn names_are_told_apart() {
        let name = |path: &str| FileName::of(path).unwrap();
        assert!(name("/").is_page() && name("/index.html").is_page());
        assert!(name("/mci-app-1a2b3c4d5e6f7a8b_bg.wasm").is_hashed());
        assert!(name("/tokens-0123456789abcdef.css").is_hashed());
        assert!(!name("/boot.js").is_hashed() && name("/boot.js").is_asset());
        assert!(!name("/multi/customers").is_asset());
        assert!(!name("/customers/7b0e1a2c-0000-4000-8000-000000000001/investigations/a.b").is_asset());
        assert!(name("/x/rrn:investigation:eu:o:investigation:1").is_page());
        assert_eq!(FileName::of("/../signing.key"), None);
        assert_eq!(FileName::of("/%2e%2e/signing.key"), None);
        assert_eq!(FileName::of("/a%2f..%2fb"), None);
        assert_eq!(FileName::of("/.env"), None);
    }

    proptest! {
        #[test]
        fn no_path_leaves_the_folder(path in "(/|\\.|%2e|%2f|%5c|:|[a-z]|\\PC){0,40}") {
            if let Some(name) = FileName::of(&path) {
                prop_assert!(name.path().components().all(|part| matches!(part, Component::Normal(_))), "{path}");
            }
        }
    }
}
