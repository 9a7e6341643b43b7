//! The shape of a file: its first line, and its length.

use super::Finding;

/// Longer files are two files.
const LONGEST: usize = 400;

/// Whether a file must open with a line that says what it owns.
pub(crate) fn has_header(path: &str) -> bool {
    [".rs", ".css", ".js"].iter().any(|end| path.ends_with(end))
}

/// Whether a file's length is ours to keep. Lock files, fixtures and golden JSON have another end.
pub(crate) fn has_length(path: &str) -> bool {
    has_header(path) || path.ends_with(".sql")
}

/// The first line is a comment of at least two words.
pub(crate) fn header(path: &str, text: &str) -> Vec<Finding> {
    let first = text.lines().next().unwrap_or_default();
    let marks: &[&str] = match path.rsplit('.').next() {
        Some("rs") => &["//! "],
        Some("css") => &["/* "],
        _ => &["// ", "/* ", "/** "],
    };
    let said = marks.iter().find_map(|mark| first.strip_prefix(mark)).unwrap_or_default();
    let words = said.trim_end_matches("*/").split_whitespace().count();
    if words >= 2 {
        return Vec::new();
    }
    let mark = marks.first().copied().unwrap_or_default();
    vec![Finding::new(path, 1, format!("the first line says what the file owns, after `{}`", mark.trim_end()))]
}

/// At most 400 lines.
pub(crate) fn length(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    if lines <= LONGEST {
        return Vec::new();
    }
    vec![Finding::new(
        path,
        LONGEST + 1,
        format!("{lines} lines: a file has at most {LONGEST}; split it by what it owns"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_does_not_say_what_it_owns_is_found() {
        for (path, text) in [
            ("src/a.rs", "use std::fmt;\n"),
            ("src/a.rs", "// Only a comment here.\n"),
            ("src/a.rs", "//! Later.\n"),
            ("style/a.css", ".a { color: red; }\n"),
            ("public/a.js", "const a = 1;\n"),
            ("src/empty.rs", ""),
        ] {
            assert_eq!(header(path, text).len(), 1, "{path}: {text}");
        }
        assert!(header("src/a.rs", "//! Owns what a means.\n").is_empty());
        assert!(header("style/a.css", "/* a.css: what a looks like. */\n").is_empty());
        assert!(header("public/a.js", "// Owns what a does.\n").is_empty());
    }

    #[test]
    fn a_long_file_is_found() {
        assert!(length("src/a.rs", &"x\n".repeat(LONGEST)).is_empty());
        assert_eq!(length("src/a.rs", &"x\n".repeat(LONGEST + 1)).len(), 1);
        assert!(has_length("crates/backend/migrations/region/0001_region.sql"));
        assert!(!has_length("Cargo.lock") && !has_length("crates/contract/golden/session.json"));
    }
}
