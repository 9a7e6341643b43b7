//! Colours stand in `style/tokens.css`; every other file takes them from there.

use super::Finding;

/// Where literals belong.
const TOKENS: &str = "style/tokens.css";
/// Darkening by a share of black is a mixture, not a colour of its own.
const MAY: [(&str, &str); 1] = [("style/controls.css", "color-mix(in srgb, var(--accent-solid) 88%, black)")];
const FUNCTIONS: [&str; 10] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];
const NAMES: [&str; 16] = [
    "black", "white", "red", "green", "blue", "yellow", "orange", "purple", "gray", "grey", "silver", "navy", "teal",
    "maroon", "pink", "brown",
];

/// Every literal colour, line by line.
pub(crate) fn literals(path: &str, text: &str) -> Vec<Finding> {
    if path == TOKENS {
        return Vec::new();
    }
    let text = MAY
        .iter()
        .filter(|(file, _)| *file == path)
        .fold(without_comments(text), |text, (_, may)| text.replace(may, "-"));
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let literal = hex(line).or_else(|| function(line)).or_else(|| name(line))?;
            Some(Finding::new(path, at + 1, format!("`{literal}`: a colour stands in {TOKENS} only; use its token")))
        })
        .collect()
}

/// Comments become spaces, lines stay.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        out.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `#abc`, `#aabbcc` and their forms with alpha; a selector of an id is followed by something else.
fn hex(line: &str) -> Option<String> {
    line.split('#').skip(1).find_map(|rest| {
        let digits: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect();
        let is_colour = matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit());
        is_colour.then(|| format!("#{digits}"))
    })
}

fn function(line: &str) -> Option<String> {
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    FUNCTIONS.iter().find_map(|name| {
        let (at, _) = line
            .match_indices(name)
            .find(|(at, _)| !line.get(..*at).and_then(|before| before.chars().next_back()).is_some_and(joins))?;
        Some(line.get(at..)?.split_inclusive(')').next()?.to_owned())
    })
}

fn name(line: &str) -> Option<String> {
    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    words.find(|word| NAMES.contains(word)).map(str::to_owned)
}

#[test]
fn a_literal_colour_is_found() {
    for bad in [
        ".a { color: #fff; }",
        ".a { color: #12ab9f80; }",
        ".a { background: rgb(0 0 0 / 40%); }",
        ".a { border-color: oklch(60% .1 240); }",
        ".a { color: white; }",
        "/* one\n two */ .a { color: red; }",
    ] {
        assert_eq!(literals("style/grid.css", bad).len(), 1, "{bad}");
        assert_eq!(literals(TOKENS, bad).len(), 0, "{bad}");
    }
}

#[test]
fn tokens_and_words_that_only_look_like_colours_pass() {
    for good in [
        ".a { color: var(--fg); white-space: nowrap; }",
        ".a { background: color-mix(in srgb, currentColor 14%, transparent); }",
        "/* #fff was here */ #address { color: inherit; }",
        ".a { fill: url(#shape-circle); }",
    ] {
        assert_eq!(literals("style/grid.css", good), [], "{good}");
    }
}
