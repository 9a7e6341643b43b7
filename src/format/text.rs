//! Other people's text made safe to look at: no control characters, no hidden reordering, no endless lines.
//!
//! Markup needs nothing: text nodes are inert. Direction does: put a foreign title or name into `<bdi>`, a paragraph into
//! an element with `dir="auto"`, so that right-to-left text turns itself around and not its neighbours.

#[cfg(target_arch = "wasm32")]
mod browser;

use std::borrow::Cow;

/// Longest title that a list puts into the page; the rest is in the details.
pub const LIST_CHARS: usize = 300;

/// Upper case.
pub fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    #[cfg(target_arch = "wasm32")]
    let upper = browser::upper(text);
    #[cfg(not(target_arch = "wasm32"))]
    let upper = text.to_uppercase();
    upper
}

/// One line: controls and line ends become single spaces, characters that reorder text are named instead of obeyed.
pub fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') {
            if !shown.ends_with(' ') && !shown.is_empty() {
                shown.push(' ');
            }
        } else {
            push(&mut shown, letter);
        }
    }
    shown
}

/// Several lines: line ends and tabs stay, everything else as in [`one_line`].
pub fn lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => shown.push('\n'),
            '\n' | '\t' => shown.push(letter),
            _ if letter.is_control() => {}
            _ => push(&mut shown, letter),
        }
    }
    shown
}

/// A title for a list: one line of at most [`LIST_CHARS`], `Untitled` when nothing is left to read.
pub fn title(text: &str) -> String {
    let shown = one_line(text);
    match shown.trim() {
        "" => "Untitled".to_owned(),
        rest => clip(rest, LIST_CHARS).into_owned(),
    }
}

/// At most this many characters, the last one `…` where something was left out.
pub fn clip(text: &str, chars: usize) -> Cow<'_, str> {
    if text.chars().nth(chars).is_none() {
        return Cow::Borrowed(text);
    }
    let mut cut: String = text.chars().take(chars.saturating_sub(1)).collect();
    cut.push('…');
    Cow::Owned(cut)
}

fn push(shown: &mut String, letter: char) {
    match reordering(letter) {
        Some(name) => {
            shown.push('⟦');
            shown.push_str(name);
            shown.push('⟧');
        }
        None => shown.push(letter),
    }
}

/// The name of a character that turns text around: `invoice⟦RLO⟧fdp.exe` is what it is. Plain direction marks stay, they
/// belong to honest Arabic and Hebrew text and end at the `<bdi>`.
fn reordering(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reordering_is_named_not_obeyed() {
        assert_eq!(one_line("invoice\u{202e}fdp.exe"), "invoice⟦RLO⟧fdp.exe");
        assert_eq!(lines("a\u{2067}b\u{2069}"), "a⟦RLI⟧b⟦PDI⟧");
        assert_eq!(one_line("שלום\u{200f}!"), "שלום\u{200f}!");
    }

    #[test]
    fn markup_and_emoji_pass_unchanged() {
        let text = "<img src=x onerror=alert(1)> 👩‍💻 & \"quotes\"";
        assert_eq!(title(text), text);
    }

    #[test]
    fn controls_become_one_space_in_a_line_and_vanish_in_a_paragraph() {
        assert_eq!(one_line("a\r\n\tb\u{0}\u{7}c"), "a b c");
        assert_eq!(lines("a\r\n\tb\u{0}c\rd"), "a\n\tbc\nd");
    }

    #[test]
    fn a_title_is_never_empty_nor_endless() {
        assert_eq!(title(" \n\t "), "Untitled");
        let long = title(&"é".repeat(10_000));
        assert_eq!(long.chars().count(), LIST_CHARS);
        assert!(long.ends_with('…'));
        assert_eq!(clip("abc", 3), "abc");
        assert_eq!(clip("abcd", 3), "ab…");
    }

    proptest! {
        #[test]
        fn no_control_survives(text in any::<String>()) {
            let shown = one_line(&text);
            prop_assert!(!shown.chars().any(|letter| letter.is_control() || reordering(letter).is_some()));
            prop_assert_eq!(one_line(&shown), shown.clone());
            let shown = lines(&text);
            prop_assert!(!shown.chars().any(|letter| reordering(letter).is_some()));
            prop_assert!(!shown.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')));
            prop_assert_eq!(lines(&shown), shown.clone());
        }

        #[test]
        fn clipping_never_grows(text in any::<String>(), chars in 1_usize..50) {
            prop_assert!(clip(&text, chars).chars().count() <= chars);
        }
    }
}
