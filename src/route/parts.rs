//! The pieces of an address: base path, path, query string and fragment, escaped and unescaped exactly once.

/// An address below the base path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Starts with `/`.
    pub path: String,
    /// Without `?`, as it stands in the address bar.
    pub search: String,
    /// Without `#`, as it stands in the address bar.
    pub fragment: String,
}

impl Address {
    /// A path alone.
    pub fn path(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// Name and value pairs of the query string.
    pub fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.search.as_bytes()).into_owned()
    }

    /// The typed words: `q` of the fragment.
    pub fn words(&self) -> String {
        form_urlencoded::parse(self.fragment.as_bytes())
            .find(|(name, _)| name == "q")
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    }

    /// With these pairs as query string and these words in the fragment.
    pub fn with<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, String)>, words: &str) -> Self {
        let mut search = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs {
            search.append_pair(name, &value);
        }
        let fragment = if words.is_empty() {
            String::new()
        } else {
            form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish()
        };
        Self { path: path.to_owned(), search: search.finish(), fragment }
    }
}

/// Where the app lives on its origin: empty, or `/portal/mci` without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BasePath(String);

impl BasePath {
    /// Takes a path in any spelling: `/`, `portal/`, `/portal/mci/`.
    pub fn new(path: &str) -> Self {
        let trimmed = path.trim_matches('/');
        Self(if trimmed.is_empty() { String::new() } else { format!("/{trimmed}") })
    }

    /// Empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What lies below the base; `None` when the path is somebody else's. `/portal/mcix` is not below `/portal/mci`.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.0.as_str())?;
        if rest.is_empty() {
            Some("/")
        } else if rest.starts_with('/') {
            Some(rest)
        } else {
            None
        }
    }

    /// The whole address, ready for a link.
    pub fn join(&self, address: &Address) -> String {
        let mut out = format!("{}{}", self.0, address.path);
        if !address.search.is_empty() {
            out.push('?');
            out.push_str(&address.search);
        }
        if !address.fragment.is_empty() {
            out.push('#');
            out.push_str(&address.fragment);
        }
        out
    }
}

/// Puts a filter's value in, or takes it out when it is there.
pub fn flip<T: PartialEq>(list: &mut Vec<T>, item: T) {
    let before = list.len();
    list.retain(|other| *other != item);
    if list.len() == before {
        list.push(item);
    }
}

/// Escapes a path segment.
pub(super) fn encode(segment: &str) -> String {
    // `+` means a plus in a path, unlike in a query string.
    form_urlencoded::byte_serialize(segment.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Unescapes a path segment once; `None` when that is not text.
pub(super) fn decode(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}
