//! The repository's own text files and folders, without what tools put there.

use std::fs;
use std::path::Path;

/// A text file.
pub(crate) struct File {
    /// From the repository's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Everything that is written by people.
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    /// Every folder below the rooms, from the root, without a closing `/`.
    pub(crate) folders: Vec<String>,
}

/// What tools make, wherever it stands.
const MADE: [&str; 4] = [".git", "target", "node_modules", "proptest-regressions"];
/// What tools make in the root.
const MADE_IN_ROOT: [&str; 3] = ["dist", "data", "data.unfinished"];
/// The folders whose folders are rooms.
const ROOMS: [&str; 8] = ["src", "crates", "style", "public", "tests", "docs", "tools", ".ci"];

impl Tree {
    /// From the disk.
    pub(crate) fn read() -> Self {
        let mut tree = Self { files: Vec::new(), folders: Vec::new() };
        tree.enter(Path::new(env!("CARGO_MANIFEST_DIR")), "");
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        tree.folders.sort();
        tree
    }

    /// Whether a file or folder of that path is there.
    pub(crate) fn holds(path: &str) -> bool {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists()
    }

    fn enter(&mut self, folder: &Path, below: &str) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if MADE.contains(&name.as_str()) || (below.is_empty() && MADE_IN_ROOT.contains(&name.as_str())) {
                continue;
            }
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            if entry.path().is_dir() {
                let room = path.split('/').next().unwrap_or_default();
                if ROOMS.contains(&room) {
                    self.folders.push(path.clone());
                }
                self.enter(&entry.path(), &path);
            } else if let Ok(text) = fs::read_to_string(entry.path()) {
                self.files.push(File { path, text });
            }
        }
    }
}

#[test]
fn the_walk_finds_this_file_and_nothing_that_tools_made() {
    let tree = Tree::read();
    assert!(tree.files.iter().any(|file| file.path == "tests/tidy/tree.rs"));
    assert!(tree.folders.iter().any(|folder| folder == "tests/tidy"));
    assert!(!tree.files.iter().any(|file| file.path.starts_with("target/") || file.path.starts_with(".git/")));
}
