//! Server-sent events out of bytes, however they are cut into chunks. Pure.

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// What it is; `message` where the server says nothing.
    pub(super) name: String,
    /// The last id that was told, this event's or an earlier one's.
    pub(super) id: Option<String>,
    /// What it says; lines joined by `\n`.
    pub(super) data: String,
}

/// Reads events as the standard has them: any line end, comments, several lines of data, a byte order mark at the start.
#[derive(Debug, Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// The last byte was a CR: an LF after it belongs to it.
    after_cr: bool,
    begun: bool,
    name: String,
    data: String,
    has_data: bool,
    id: Option<String>,
}

impl Parser {
    /// Takes the next bytes and answers the events that they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            let lf_of_crlf = std::mem::replace(&mut self.after_cr, byte == b'\r') && byte == b'\n';
            match byte {
                b'\n' if lf_of_crlf => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ => self.line.push(byte),
            }
        }
        events
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let line = if std::mem::replace(&mut self.begun, true) { &line } else { line.trim_start_matches('\u{feff}') };
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.has_data = true;
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            // A comment, a wish for a reconnection time, or a field of a later standard.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Event> {
        let (name, data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
        let name = if name.is_empty() { "message".to_owned() } else { name };
        std::mem::take(&mut self.has_data).then(|| Event { name, id: self.id.clone(), data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<Event> {
        Parser::default().push(text.as_bytes())
    }

    fn event(name: &str, id: Option<&str>, data: &str) -> Event {
        Event { name: name.to_owned(), id: id.map(str::to_owned), data: data.to_owned() }
    }

    #[test]
    fn events_are_read_as_the_standard_has_them() {
        assert_eq!(all("event: upsert\nid: s.7\ndata: {}\n\n"), [event("upsert", Some("s.7"), "{}")]);
        assert_eq!(all("\u{feff}data:a\r\n\r\ndata: b\r\rdata:  c\n\n").len(), 3);
        assert_eq!(all("data: a\ndata\ndata: b\n\n"), [event("message", None, "a\n\nb")]);
        assert_eq!(all(": alive\n\nevent: x\n\n"), [], "neither a comment nor an event without data is told");
        assert_eq!(all("id: 1\n\ndata: a\n\n"), [event("message", Some("1"), "a")], "an id stays");
        assert_eq!(all("retry: 5\nid: a\0b\ndata: a\nnews: 1\n\n"), [event("message", None, "a")]);
        assert_eq!(all("data: cut"), []);
        assert_eq!(all("data: cut\n"), [], "without its empty line an event has not been told");
    }

    #[test]
    fn a_name_is_of_one_event_only() {
        assert_eq!(all("event: x\ndata: 1\n\ndata: 2\n\n"), [event("x", None, "1"), event("message", None, "2")]);
    }

    /// As a server writes it.
    fn written(event: &(String, String, Vec<String>), end: &str, comment: bool) -> String {
        let (name, id, data) = event;
        let mut lines = vec![format!("event: {name}"), format!("id: {id}")];
        lines.extend(data.iter().map(|line| format!("data: {line}")));
        if comment {
            lines.insert(1, ": still here".to_owned());
        }
        lines.iter().map(|line| format!("{line}{end}")).chain([end.to_owned()]).collect()
    }

    fn events() -> impl Strategy<Value = Vec<(String, String, Vec<String>)>> {
        let line = "[^\\r\\n\u{0}]{0,12}";
        prop::collection::vec(("[a-z-]{1,8}", "[a-z0-9.]{1,8}", prop::collection::vec(line, 1..4)), 0..6)
    }

    proptest! {
        #[test]
        fn any_chunks_tell_the_same(
            told in events(),
            end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
            comment in any::<bool>(),
            bom in any::<bool>(),
            sizes in prop::collection::vec(1_usize..9, 1..40),
        ) {
            let mut text = if bom { "\u{feff}".to_owned() } else { String::new() };
            text.extend(told.iter().map(|event| written(event, end, comment)));
            let expected: Vec<Event> =
                told.iter().map(|(name, id, data)| event(name, Some(id), &data.join("\n"))).collect();
            let mut parser = Parser::default();
            let mut heard = Vec::new();
            let mut rest = text.as_bytes();
            for size in sizes.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (chunk, after) = rest.split_at((*size).min(rest.len()));
                heard.extend(parser.push(chunk));
                rest = after;
            }
            prop_assert_eq!(heard, expected);
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut parser = Parser::default();
            for chunk in bytes.chunks(7) {
                parser.push(chunk);
            }
        }
    }
}
