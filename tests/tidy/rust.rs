//! Reads Rust as far as the rules need it: code without comments and strings, the strings, and every path into the crate.

/// A file, taken apart.
pub(crate) struct Rust {
    /// The code, line for line, with comments and the insides of strings left out.
    pub(crate) code: String,
    /// Every string with the line it starts on, as it is written.
    pub(crate) strings: Vec<(usize, String)>,
}

/// A path that starts at `crate`, `super`, `self` or the library's own name, resolved to the crate's root.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    Separator,
    Open,
    Close,
    Comma,
    Other,
}

impl Rust {
    /// Takes a file apart. What does not compile is read as well as it can be.
    pub(crate) fn read(text: &str) -> Self {
        let mut this = Self { code: String::with_capacity(text.len()), strings: Vec::new() };
        let mut rest = text;
        let mut before = ' ';
        let mut line = 1;
        while let Some(first) = rest.chars().next() {
            let taken = taken(rest, before);
            let (piece, after) = rest.split_at(taken.bytes());
            match taken {
                Taken::Plain(_) => this.code.push_str(piece),
                Taken::Skipped(_) => this.blank(piece),
                Taken::Text(_) => {
                    let inside = piece.trim_start_matches(['r', '#']).trim_end_matches('#');
                    this.strings.push((line, inside.trim_matches('"').to_owned()));
                    this.blank(piece);
                }
            }
            line += piece.matches('\n').count();
            before = first;
            rest = after;
        }
        this
    }

    /// Keeps the lines, drops the words.
    fn blank(&mut self, piece: &str) {
        self.code.push(' ');
        self.code.extend(piece.chars().filter(|c| *c == '\n'));
    }

    /// Every path into this crate. `module` is the file's own path in it; `library` its name from outside.
    pub(crate) fn imports(&self, module: &[String], library: &str) -> Vec<Import> {
        let tokens = tokens(&self.code);
        let mut found = Vec::new();
        let mut braces = Vec::new();
        let mut rest = tokens.as_slice();
        while let [(line, token), after @ ..] = rest {
            rest = after;
            match (token, after) {
                (Token::Name(word), [(_, Token::Name(_)), (_, Token::Open), inner @ ..]) if word == "mod" => {
                    braces.push(true);
                    rest = inner;
                }
                (Token::Open, _) => braces.push(false),
                (Token::Close, _) => drop(braces.pop()),
                (Token::Name(word), [(_, Token::Separator), ..])
                    if word == library || matches!(word.as_str(), "crate" | "super" | "self") =>
                {
                    let depth = braces.iter().filter(|is_module| **is_module).count();
                    let mut paths = Vec::new();
                    rest = tail(after, vec![word.clone()], &mut paths);
                    found.extend(paths.iter().map(|path| Import { line: *line, path: resolve(path, module, depth) }));
                }
                _ => {}
            }
        }
        found
    }
}

/// What stands at the front, and how many bytes of it.
enum Taken {
    Plain(usize),
    Skipped(usize),
    Text(usize),
}

impl Taken {
    fn bytes(&self) -> usize {
        match self {
            Self::Plain(bytes) | Self::Skipped(bytes) | Self::Text(bytes) => *bytes,
        }
    }
}

fn taken(rest: &str, before: char) -> Taken {
    let in_word = before.is_alphanumeric() || before == '_';
    if rest.starts_with("//") {
        return Taken::Skipped(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Taken::Skipped(block_comment(rest));
    }
    if rest.starts_with('"') {
        return Taken::Text(quoted(rest));
    }
    if let Some(bytes) = raw_string(rest).filter(|_| !in_word || matches!(before, 'b' | 'c')) {
        return Taken::Text(bytes);
    }
    if rest.starts_with('\'') && !in_word {
        return character(rest);
    }
    Taken::Plain(rest.chars().next().map_or(0, char::len_utf8))
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(ahead) = rest.get(at..).filter(|ahead| !ahead.is_empty()) {
        let step = match () {
            () if ahead.starts_with("/*") => {
                depth += 1;
                2
            }
            () if ahead.starts_with("*/") => {
                depth -= 1;
                2
            }
            () => ahead.chars().next().map_or(1, char::len_utf8),
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

/// From the opening quote to the closing one.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#` and so on.
fn raw_string(rest: &str) -> Option<usize> {
    let opened = rest.strip_prefix('r')?;
    let inside = opened.trim_start_matches('#');
    let hashes = opened.len() - inside.len();
    let body = inside.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close).map_or(body.len(), |at| at + close.len());
    Some(rest.len() - body.len() + end)
}

/// A character, or else the tick of a lifetime.
fn character(rest: &str) -> Taken {
    let mut chars = rest.chars().skip(1);
    let (first, second) = (chars.next(), chars.next());
    match first {
        Some('\\') => {
            let body = rest.get(3..).unwrap_or_default();
            Taken::Skipped(body.find('\'').map_or(rest.len(), |at| at + 4))
        }
        Some(c) if second == Some('\'') => Taken::Skipped(2 + c.len_utf8()),
        _ => Taken::Plain(1),
    }
}

fn tokens(code: &str) -> Vec<(usize, Token)> {
    let mut out = Vec::new();
    for (at, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let word = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
            let (token, bytes) = match first {
                _ if word > 0 => {
                    (Some(Token::Name(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())), word)
                }
                ':' if rest.starts_with("::") => (Some(Token::Separator), 2),
                '{' => (Some(Token::Open), 1),
                '}' => (Some(Token::Close), 1),
                ',' => (Some(Token::Comma), 1),
                c if c.is_whitespace() => (None, c.len_utf8()),
                c => (Some(Token::Other), c.len_utf8()),
            };
            out.extend(token.map(|token| (at + 1, token)));
            rest = rest.get(bytes..).unwrap_or_default();
        }
    }
    out
}

/// Follows `::name` and `::{…}` to every path that starts with `prefix`; answers what comes after.
fn tail<'a>(tokens: &'a [(usize, Token)], prefix: Vec<String>, out: &mut Vec<Vec<String>>) -> &'a [(usize, Token)] {
    match tokens {
        [(_, Token::Separator), (_, Token::Name(name)), rest @ ..] => {
            let longer = prefix.into_iter().chain([name.clone()]).collect();
            tail(rest, longer, out)
        }
        [(_, Token::Separator), (_, Token::Open), rest @ ..] => {
            let mut rest = rest;
            loop {
                match rest {
                    [(_, Token::Close), after @ ..] => return after,
                    [(_, Token::Name(name)), after @ ..] if name != "as" => {
                        rest = tail(after, prefix.iter().cloned().chain([name.clone()]).collect(), out);
                    }
                    // `as other` renames, it imports nothing.
                    [(_, Token::Name(_)), _, after @ ..] | [_, after @ ..] => rest = after,
                    [] => return rest,
                }
            }
        }
        _ => {
            out.push(prefix);
            tokens
        }
    }
}

/// `super` and `self` away; `depth` modules stand around the path inside the file.
fn resolve(path: &[String], module: &[String], depth: usize) -> Vec<String> {
    let ups = path.iter().take_while(|word| *word == "super").count();
    let own = path.first().is_some_and(|word| word == "super" || word == "self");
    let kept = if own { module.len().saturating_sub(ups.saturating_sub(depth)) } else { 0 };
    module.iter().take(kept).chain(path.iter().skip(ups.max(1))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(text: &str, module: &str) -> Vec<String> {
        let module: Vec<String> = module.split('/').map(str::to_owned).collect();
        Rust::read(text).imports(&module, "mci_app").into_iter().map(|found| found.path.join("/")).collect()
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        let read = Rust::read(
            "a // crate::x\nb /* crate::y /* z */\n */ \"crate::z\" 'q' '\\'' 'life r#\"raw \"q\" text\"# c",
        );
        assert_eq!(read.code.split_whitespace().collect::<Vec<_>>(), ["a", "b", "'life", "c"]);
        assert_eq!(read.strings, [(3, "crate::z".to_owned()), (3, "raw \"q\" text".to_owned())]);
        assert_eq!(read.code.lines().count(), 3);
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_string() {
        assert_eq!(Rust::read(r#"f("a\"b", 'c') "d""#).strings.len(), 2);
    }

    #[test]
    fn paths_are_found_alone_in_groups_and_in_expressions() {
        let text = "use crate::{api::Api, state::{Clock as C, Toasts}};\nlet x = crate::route::Route::Home;";
        assert_eq!(imports(text, "pages/home"), ["api/Api", "state/Clock", "state/Toasts", "route/Route/Home"]);
        assert_eq!(imports("mci_app::host::start();", "main"), ["host/start"]);
    }

    #[test]
    fn super_is_resolved_and_modules_inside_the_file_count() {
        assert_eq!(imports("use super::access::Page;", "pages/frame"), ["pages/access/Page"]);
        assert_eq!(imports("use super::super::access::Page;", "pages/home/card"), ["pages/access/Page"]);
        assert_eq!(imports("fn f() {}\nmod tests { use super::helper; }", "pages/home"), ["pages/home/helper"]);
        assert_eq!(imports("mod tests { use super::super::access::X; }", "pages/home"), ["pages/access/X"]);
    }
}
