//! Owns `manifest.json`: the hashed names of one build, for a portal that loads the app without our page.

use crate::args::Args;
use crate::failure::{Doing, Failure, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files of one build, by their names beside `index.html`.
#[derive(Debug, PartialEq, Eq)]
pub struct Names {
    pub js: String,
    pub wasm: String,
    pub css: Vec<String>,
    /// Other scripts that the page has on their way from its beginning.
    pub early: Vec<String>,
    /// Parts of the wasm that are fetched later.
    pub late: Vec<String>,
}

/// Writes the manifest into the directory that Trunk is about to publish (`TRUNK_STAGING_DIR`).
///
/// # Errors
/// When Trunk did not call this, or its page does not name what it should.
pub fn main(args: Args) -> Result<ExitCode> {
    args.done()?;
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("TRUNK_STAGING_DIR is not set: this command is Trunk's post_build hook"))?;
    write(&staging, &read(&staging)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the manifest of a build into its directory.
///
/// # Errors
/// When it cannot be written.
pub fn write(dir: &Path, names: &Names) -> Result<()> {
    let text = format!("{}\n", json!({ "js": names.js, "wasm": names.wasm, "css": names.css }));
    let file = dir.join("manifest.json");
    std::fs::write(&file, text).doing(|| format!("writing {}", file.display()))
}

/// The names of the build that stands in `dir`.
///
/// # Errors
/// When there is no page, or it names no script, no wasm, no style, or a file that is not there.
pub fn read(dir: &Path) -> Result<Names> {
    let page = dir.join("index.html");
    let html = std::fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    let mut names = names(&html).ok_or_else(|| {
        Failure::new(format!(
            "{} does not name script, wasm and style; see pattern_script in Trunk.toml",
            page.display()
        ))
    })?;
    for name in [&names.js, &names.wasm].into_iter().chain(&names.css).chain(&names.early) {
        if !dir.join(name).is_file() {
            return Err(Failure::new(format!("{} names {name}, which is not beside it", page.display())));
        }
    }
    let there = std::fs::read_dir(dir).doing(|| format!("reading {}", dir.display()))?;
    let there = there.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.late = there.filter(|name| name.ends_with(".wasm") && *name != names.wasm).collect();
    names.late.sort();
    Ok(names)
}

fn names(html: &str) -> Option<Names> {
    let css: Vec<String> = html
        .split('<')
        .filter(|tag| tag.starts_with("link") && attribute(tag, "rel") == Some("stylesheet"))
        .filter_map(|tag| attribute(tag, "href"))
        .map(relative)
        .collect();
    let script = html.split('<').find(|tag| tag.starts_with("script") && tag.contains("data-mci"))?;
    let (js, wasm) = (relative(attribute(script, "data-js")?), relative(attribute(script, "data-wasm")?));
    let early = html
        .split('<')
        .filter(|tag| tag.starts_with("link") && attribute(tag, "rel") == Some("modulepreload"))
        .filter_map(|tag| attribute(tag, "href"))
        .map(relative)
        .filter(|name| *name != js)
        .collect();
    (!css.is_empty()).then_some(Names { js, wasm, css, early, late: Vec::new() })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn relative(address: &str) -> String {
    address.trim_start_matches("./").trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Names, names};

    const PAGE: &str = r#"<html><head><link rel="icon" href="data:,">
        <link rel="stylesheet" href="./mci-1a.css" integrity="sha384-x"/></head>
        <link rel="modulepreload" href="./a-2b.js"/><link rel="modulepreload" href="./l-2b.js"/>
        <body><script type="module" src="boot.js" data-mci data-js="a-2b.js" data-wasm="a-2b_bg.wasm"></script></body>"#;

    #[test]
    fn finds_the_hashed_names() {
        let found = names(PAGE);
        let wanted = Names {
            js: "a-2b.js".into(),
            wasm: "a-2b_bg.wasm".into(),
            css: vec!["mci-1a.css".into()],
            early: vec!["l-2b.js".into()],
            late: Vec::new(),
        };
        assert_eq!(found, Some(wanted));
    }

    #[test]
    fn a_page_without_style_or_script_has_no_names() {
        assert_eq!(names(&PAGE.replace("stylesheet", "preload")), None);
        assert_eq!(names(&PAGE.replace("data-wasm", "data-other")), None);
    }
}
