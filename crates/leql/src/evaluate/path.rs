//! A key as it is looked up: a path inwards, or a pattern over all paths.

use crate::ast::Key;

/// A key, ready to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    name: String,
    pattern: bool,
}

impl Path {
    /// A key's path. `a[*]` and `a` are the same values, so only a star outside brackets makes a pattern.
    pub fn new(key: &Key) -> Self {
        let name = key.0.replace("[*]", "");
        Self { pattern: name.contains('*'), name }
    }

    /// The key as it is written, without `[*]`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it stands for many keys.
    pub fn is_pattern(&self) -> bool {
        self.pattern
    }

    /// Whether a path is one of those it stands for; a star is any characters.
    pub fn covers(&self, path: &str) -> bool {
        let mut parts = self.name.split('*');
        let Some(rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
        if !self.pattern {
            return rest.is_empty();
        }
        let mut parts: Vec<&str> = parts.collect();
        let last = parts.pop().unwrap_or_default();
        let mut rest = rest;
        // The earliest place of each part is the best one.
        for part in parts {
            match rest.find(part) {
                Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
                None => return false,
            }
        }
        rest.ends_with(last)
    }
}
