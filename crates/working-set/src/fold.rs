//! Text as the search compares it: lower case, without diacritics, without marks that cannot be seen.

/// Folds a text: `Ångström` and `angstrom` become the same, so do `ＡＢＣ` and `abc`, `ß` and `ss`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// Appends the folded text.
pub(crate) fn fold_into(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
        return;
    }
    for letter in text.chars() {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
        } else {
            push(folded, letter);
        }
    }
}

/// The words of a search, folded; a row answers when it holds all of them.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}

fn push(folded: &mut String, letter: char) {
    if unseen(letter) {
        return;
    }
    if let Some(base) = latin(letter) {
        folded.push_str(base);
        return;
    }
    if let ('\u{ff01}'..='\u{ff5e}', Some(narrow)) = (letter, char::from_u32(u32::from(letter).wrapping_sub(0xfee0))) {
        folded.push(narrow.to_ascii_lowercase());
        return;
    }
    for lower in letter.to_lowercase().filter(|lower| !unseen(*lower)) {
        match latin(lower) {
            Some(base) => folded.push_str(base),
            None => folded.push(if lower == 'ς' { 'σ' } else { lower }),
        }
    }
}

/// Combining accents, soft hyphens, joiners and direction marks: in a title they hide what is written.
fn unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Base letters of Latin letters with marks: Latin-1, Extended-A, the used part of Extended-B, Extended Additional.
#[rustfmt::skip]
fn latin(letter: char) -> Option<&'static str> {
    Some(match u32::from(letter) {
        0xc0..=0xc5 | 0xe0..=0xe5 | 0x100..=0x105 | 0x1cd..=0x1ce | 0x1fa..=0x1fb | 0x200..=0x203 | 0x226..=0x227
            | 0x1e00..=0x1e01 | 0x1e9a | 0x1ea0..=0x1eb7 => "a",
        0xc6 | 0xe6 | 0x1fc..=0x1fd => "ae",
        0x1e02..=0x1e07 => "b",
        0xc7 | 0xe7 | 0x106..=0x10d | 0x1e08..=0x1e09 => "c",
        0xd0 | 0xf0 | 0x10e..=0x111 | 0x1e0a..=0x1e13 => "d",
        0xc8..=0xcb | 0xe8..=0xeb | 0x112..=0x11b | 0x204..=0x207 | 0x228..=0x229 | 0x1e14..=0x1e1d | 0x1eb8..=0x1ec7 => "e",
        0x1e1e..=0x1e1f => "f",
        0x11c..=0x123 | 0x1e6..=0x1e7 | 0x1e20..=0x1e21 => "g",
        0x124..=0x127 | 0x21e..=0x21f | 0x1e22..=0x1e2b | 0x1e96 => "h",
        0xcc..=0xcf | 0xec..=0xef | 0x128..=0x131 | 0x1cf..=0x1d0 | 0x208..=0x20b | 0x1e2c..=0x1e2f | 0x1ec8..=0x1ecb => "i",
        0x132..=0x133 => "ij",
        0x134..=0x135 => "j",
        0x136..=0x138 | 0x1e8..=0x1e9 | 0x1e30..=0x1e35 => "k",
        0x139..=0x142 | 0x1e36..=0x1e3d => "l",
        0x1e3e..=0x1e43 => "m",
        0xd1 | 0xf1 | 0x143..=0x14b | 0x1f8..=0x1f9 | 0x1e44..=0x1e4b => "n",
        0xd2..=0xd6 | 0xd8 | 0xf2..=0xf6 | 0xf8 | 0x14c..=0x151 | 0x1a0..=0x1a1 | 0x1d1..=0x1d2 | 0x1ea..=0x1ed
            | 0x1fe..=0x1ff | 0x20c..=0x20f | 0x22a..=0x231 | 0x1e4c..=0x1e53 | 0x1ecc..=0x1ee3 => "o",
        0x152..=0x153 => "oe",
        0x1e54..=0x1e57 => "p",
        0x154..=0x159 | 0x210..=0x213 | 0x1e58..=0x1e5f => "r",
        0x15a..=0x161 | 0x17f | 0x218..=0x219 | 0x1e60..=0x1e69 | 0x1e9b => "s",
        0xdf | 0x1e9e => "ss",
        0x162..=0x167 | 0x21a..=0x21b | 0x1e6a..=0x1e71 | 0x1e97 => "t",
        0xde | 0xfe => "th",
        0xd9..=0xdc | 0xf9..=0xfc | 0x168..=0x173 | 0x1af..=0x1b0 | 0x1d3..=0x1dc | 0x214..=0x217 | 0x1e72..=0x1e7b
            | 0x1ee4..=0x1ef1 => "u",
        0x1e7c..=0x1e7f => "v",
        0x174..=0x175 | 0x1e80..=0x1e89 | 0x1e98 => "w",
        0x1e8a..=0x1e8d => "x",
        0xdd | 0xfd | 0xff | 0x176..=0x178 | 0x232..=0x233 | 0x1e8e..=0x1e8f | 0x1e99 | 0x1ef2..=0x1ef9 => "y",
        0x179..=0x17e | 0x1e90..=0x1e95 => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_marks_and_width_make_no_difference() {
        for (text, folded) in [
            ("Ångström", "angstrom"),
            ("A\u{30a}ngstro\u{308}m", "angstrom"),
            ("ŁÓDŹ", "lodz"),
            ("Straße STRASSE ẞ", "strasse strasse ss"),
            ("Ærø Œuvre Þór", "aero oeuvre thor"),
            ("İstanbul ISTANBUL ı", "istanbul istanbul i"),
            ("Nguyễn Thị Đào", "nguyen thi dao"),
            ("ＦＩＮ－ＤＣ０２", "fin-dc02"),
            ("Ünïcødé Żółć Ţăruș", "unicode zolc tarus"),
            ("pay\u{ad}roll g\u{202e}pne\u{200b}.exe", "payroll gpne.exe"),
            ("ΟΔΥΣΣΕΥΣ Одесса 東京", "οδυσσευσ одесса 東京"),
            ("\u{212b}\u{212a}", "ak"),
            ("×÷", "×÷"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(words("  Ransom\tnoté \u{200b} "), ["ransom", "note"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn upper_and_lower_case_of_latin_fold_alike(text in "[a-zA-Zà-öø-þĀ-ıĳ-ňŊ-ŷŹ-žḀ-ẕẠ-ỹ ]{0,20}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
            prop_assert_eq!(fold(&text.to_lowercase()), fold(&text));
            prop_assert!(fold(&text).is_ascii());
        }
    }
}
