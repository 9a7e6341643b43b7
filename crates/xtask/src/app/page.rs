//! Owns the one page of a build: the source's `index.html` with the names of this build in the place of what Trunk reads.

use crate::failure::{Failure, Result};

/// The page that loads these files; `early` are scripts that are on their way before they are asked for.
///
/// # Errors
/// When the source has no head to write into.
pub fn write(source: &str, css: &str, js: &str, wasm: &str, early: &[&str]) -> Result<String> {
    let kept: String =
        source.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]).collect();
    let scripts: String =
        early.iter().map(|name| format!("    <link rel=\"modulepreload\" href=\"{name}\" />\n")).collect();
    // No inline script, so the strictest policy serves the page: boot.js finds the names on its own tag.
    let head = format!(
        "    <link rel=\"stylesheet\" href=\"{css}\" />\n\
         \x20   <script type=\"module\" src=\"boot.js\" data-mci data-js=\"{js}\" data-wasm=\"{wasm}\"></script>\n{scripts}\
         \x20   <link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin />\n  </head>"
    );
    match kept.matches("  </head>").count() {
        1 => Ok(kept.replacen("  </head>", &head, 1)),
        _ => Err(Failure::new("index.html has no one place for </head>")),
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn the_names_stand_where_the_tools_lines_were() {
        let source =
            "<html>\n  <head>\n    <link data-trunk rel=\"rust\" />\n  </head>\n  <body>\n  </body>\n</html>\n";
        let page = write(source, "s.css", "a.js", "a.wasm", &["a.js", "l.js"]).unwrap();
        assert!(!page.contains("data-trunk") && page.contains("<link rel=\"stylesheet\" href=\"s.css\" />"), "{page}");
        assert!(
            page.contains("modulepreload\" href=\"l.js\"") && page.contains("data-js=\"a.js\" data-wasm=\"a.wasm\"")
        );
        assert!(write("<html></html>", "s.css", "a.js", "a.wasm", &[]).is_err());
    }
}
