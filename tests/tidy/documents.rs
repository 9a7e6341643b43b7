//! The documents are true: every folder is on the map, and what they name is there.

use super::{Finding, Tree};

/// The map.
pub(crate) const MAP: &str = "ARCHITECTURE.md";
/// How a path of ours begins.
const ROOTS: [&str; 9] = ["src/", "crates/", "style/", "public/", "tests/", "docs/", "tools/", ".ci/", ".cargo/"];

/// Every folder stands on the map, with its whole path: `src/route/`.
pub(crate) fn folders(map: &str, folders: &[String]) -> Vec<Finding> {
    folders
        .iter()
        .filter(|folder| !map.contains(&format!("`{folder}/`")))
        .map(|folder| Finding::new(MAP, 1, format!("the map names every folder: `{folder}/` is missing")))
        .collect()
}

/// Paths in backticks and links to files lead somewhere.
pub(crate) fn names(path: &str, text: &str) -> Vec<Finding> {
    let here = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    let mut in_block = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        }
        if in_block {
            continue;
        }
        let quoted = line.split('`').skip(1).step_by(2).filter(|word| is_path(word)).map(str::to_owned);
        let beside = |target: &str| if here.is_empty() { target.to_owned() } else { format!("{here}/{target}") };
        // A crate's own page may count from the crate's folder.
        let quoted = quoted.filter(|name| !Tree::holds(&beside(name)));
        for name in quoted.chain(links(line).map(beside)).filter(|name| !Tree::holds(name)) {
            found.push(Finding::new(path, at + 1, format!("`{name}` is not there")));
        }
    }
    found
}

fn is_path(word: &str) -> bool {
    ROOTS.iter().any(|root| word.starts_with(root)) && !word.contains(['*', '{', ' ', '…', '<'])
}

/// Targets inside the repository; pictures are made later than words.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', '#']).next().unwrap_or_default();
        let elsewhere = target.is_empty() || target.contains("://") || target.ends_with(".png");
        (!elsewhere).then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_on_the_map_is_found() {
        let there = ["src/route".to_owned(), "src/attic".to_owned()];
        let found = folders("`src/route/` addresses", &there);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|finding| finding.rule.contains("`src/attic/`")));
    }

    #[test]
    fn a_name_without_a_file_is_found() {
        let text =
            "See `src/attic.rs`, `tests/tidy.rs`, `style/*.css`.\n[gone](docs/gone.md) [here](tests/tidy.rs#x)\n";
        let found = names("README.md", text);
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(names("docs/a.md", "[up](../tests/tidy.rs)"), []);
        assert_eq!(names("README.md", "```text\n`src/attic.rs`\n```"), []);
    }
}
