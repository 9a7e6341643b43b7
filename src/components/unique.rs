//! Ids for wiring labels to controls, unique in the page however many mounts it has.

use std::sync::atomic::{AtomicU32, Ordering};

/// `mci-{what}-{n}`, never the same twice.
pub fn unique_id(what: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("mci-{what}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::unique_id;

    #[test]
    fn no_id_comes_twice() {
        assert_ne!(unique_id("field"), unique_id("field"));
    }
}
