//! No file knows the machine it was written on: no paths of one person's disk, no mirrors of package registries.

use super::Finding;

/// Whether a file is written by people, lock files aside.
pub(crate) fn is_written(path: &str) -> bool {
    !is_lock(path)
}

/// Whether a tool wrote it to pin versions.
pub(crate) fn is_lock(path: &str) -> bool {
    path.ends_with("Cargo.lock") || path.ends_with("package-lock.json")
}

/// Put together here, so that this file does not find itself.
fn needles() -> Vec<String> {
    let pairs = [
        ("/ro", "ot/"),
        ("/tmp/", "bash"),
        ("/wo", "rk/"),
        ("../", "shared"),
        ("crates", ".io"),
        ("npm", "js."),
        ("py", "pi."),
        ("arti", "factory"),
        ("j", "frog"),
    ];
    pairs.iter().map(|(a, b)| format!("{a}{b}")).collect()
}

/// Someone's own folder: `/home` is a screen of ours too, so a person and something of theirs must follow.
fn persons_folder(line: &str) -> Option<String> {
    let folders = [("/ho", "me/"), ("/Us", "ers/")].map(|(a, b)| format!("{a}{b}"));
    folders.into_iter().find(|folder| {
        line.match_indices(folder.as_str()).any(|(at, _)| {
            let inside = line.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric()));
            let after = line.get(at + folder.len()..).unwrap_or_default();
            let name = after.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap_or_default();
            !inside && !name.is_empty() && after.get(name.len()..).is_some_and(|rest| rest.starts_with('/'))
        })
    })
}

/// Nothing of one machine.
pub(crate) fn text(path: &str, text: &str) -> Vec<Finding> {
    let needles = needles();
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let found = needles.iter().find(|needle| line.contains(needle.as_str())).cloned();
            let needle = found.or_else(|| persons_folder(line))?;
            Some(Finding::new(
                path,
                at + 1,
                format!("`{needle}` belongs to one machine or one network, not to the project"),
            ))
        })
        .collect()
}

/// Lock files pin versions and hashes; where they were fetched from is the reader's choice.
pub(crate) fn lock(path: &str, text: &str) -> Vec<Finding> {
    let index = format!("github.com/rust-lang/{}{}-index", "crates", ".io");
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| {
            let line = line.trim_start();
            (line.starts_with("source = ") && !line.contains(&index)) || line.starts_with("\"resolved\"")
        })
        .map(|(at, _)| Finding::new(path, at + 1, "a lock file names no mirror"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_or_host_of_one_machine_is_found() {
        for needle in needles() {
            assert_eq!(text("docs/a.md", &format!("see {needle}x")).len(), 1, "{needle}");
        }
        for folder in [("/ho", "me/mia/data"), ("/Us", "ers/mia/data")] {
            assert_eq!(text("docs/a.md", &format!("cd {}{}", folder.0, folder.1)).len(), 1);
        }
        assert_eq!(text("docs/a.md", "src/pages/home/card.rs \"/home/x\""), []);
        assert_eq!(text("docs/a.md", "a fresh /tmp folder, `/home`, 127.0.0.1:8080"), []);
    }

    #[test]
    fn a_mirror_in_a_lock_file_is_found() {
        assert_eq!(lock("Cargo.lock", "source = \"registry+https://mirror.example/index\"").len(), 1);
        assert_eq!(lock("package-lock.json", "  \"resolved\": \"https://mirror.example/a.tgz\",").len(), 1);
        assert_eq!(
            lock(
                "Cargo.lock",
                &format!("source = \"registry+https://github.com/rust-lang/{}{}-index\"", "crates", ".io")
            ),
            []
        );
    }
}
