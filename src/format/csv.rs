//! Tables as RFC 4180 text that no spreadsheet takes for a formula.

/// What a file begins with, so that spreadsheets read it as UTF-8.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// First letters that make a spreadsheet calculate, full-width ones included.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Writes one line of cells. A cell that would be a formula gets an apostrophe before it, which spreadsheets do not show.
pub fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, text) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, text: &str) {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if !text.contains([',', '"', '\r', '\n']) {
        out.push_str(guard);
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(guard);
    for (place, piece) in text.split('"').enumerate() {
        if place > 0 {
            out.push_str("\"\"");
        }
        out.push_str(piece);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads RFC 4180 as it is written, every line with its end.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut lines, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match (quoted, letter) {
                (true, '"') if letters.peek() == Some(&'"') => {
                    letters.next();
                    cell.push('"');
                }
                (true, '"') => quoted = false,
                (true, letter) => cell.push(letter),
                (false, '"') => {
                    assert!(cell.is_empty(), "a quote inside a bare cell");
                    quoted = true;
                }
                (false, ',') => line.push(std::mem::take(&mut cell)),
                (false, '\r') => {
                    assert_eq!(letters.next(), Some('\n'), "a line ends with both");
                    line.push(std::mem::take(&mut cell));
                    lines.push(std::mem::take(&mut line));
                }
                (false, letter) => cell.push(letter),
            }
        }
        assert!(!quoted && line.is_empty() && cell.is_empty(), "cut off");
        lines
    }

    fn written(rows: &[Vec<String>]) -> String {
        let mut out = String::new();
        for row in rows {
            line(&mut out, row.iter().map(String::as_str));
        }
        out
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let row = ["a", "b,c", "say \"no\"", "two\r\nlines", ""].map(str::to_owned).to_vec();
        assert_eq!(written(&[row]), "a,\"b,c\",\"say \"\"no\"\"\",\"two\r\nlines\",\r\n");
    }

    #[test]
    fn what_whoever_triggered_an_alert_wrote_calculates_nothing() {
        let hostile = [
            "=HYPERLINK(\"https://evil.example\",\"x\")",
            "+1",
            "-1+cmd|'/C calc'!A0",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
        ];
        for text in hostile {
            let read = read(&written(&[vec![text.to_owned()]]));
            assert_eq!(read[0][0], format!("'{text}"));
        }
    }

    proptest! {
        #[test]
        fn any_table_reads_back_and_no_cell_is_a_formula(
            rows in prop::collection::vec(prop::collection::vec("([=+@\t\r\n,\"'-]|\\PC){0,12}", 1..6), 0..8)
        ) {
            let back = read(&written(&rows));
            prop_assert_eq!(back.len(), rows.len());
            for (row, back) in rows.iter().zip(back) {
                prop_assert_eq!(row.len(), back.len());
                for (text, back) in row.iter().zip(back) {
                    prop_assert!(!back.starts_with(FORMULA));
                    let same = back == *text || back.strip_prefix('\'') == Some(text.as_str());
                    prop_assert!(same, "{:?} became {:?}", text, back);
                }
            }
        }
    }
}
