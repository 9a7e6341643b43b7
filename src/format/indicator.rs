//! Indicators made harmless for pasting: `hxxps://evil[.]example/a`, `10[.]0[.]0[.]1`, `mia[@]evil[.]example`.

/// Breaks an address, URL, domain or mail address so that no program turns it into a link; anything else stays as it is.
/// Doing it twice changes nothing.
pub fn defang(indicator: &str) -> String {
    let plain = refang(indicator);
    match plain.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => {
            let (authority, tail) = split_authority(rest);
            format!("{}://{}{tail}", broken_scheme(scheme), broken(authority))
        }
        _ if is_ipv6(&plain) => plain.replace(':', "[:]"),
        _ if is_bare_address(&plain) => {
            let (authority, tail) = split_authority(&plain);
            format!("{}{tail}", broken(authority))
        }
        _ => indicator.to_owned(),
    }
}

/// Undoes the brackets until none are left, so that what was broken before is not broken twice.
fn refang(indicator: &str) -> String {
    let mut plain = indicator.to_owned();
    loop {
        let next = plain.replace("[.]", ".").replace("[@]", "@").replace("[:]", ":");
        if next == plain {
            return plain;
        }
        plain = next;
    }
}

fn broken(authority: &str) -> String {
    authority.replace('.', "[.]").replace('@', "[@]")
}

fn broken_scheme(scheme: &str) -> &str {
    match scheme {
        _ if scheme.eq_ignore_ascii_case("http") => "hxxp",
        _ if scheme.eq_ignore_ascii_case("https") => "hxxps",
        _ if scheme.eq_ignore_ascii_case("ftp") => "fxp",
        other => other,
    }
}

fn is_scheme(scheme: &str) -> bool {
    !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
}

/// Host and port, then path, query and fragment.
fn split_authority(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()))
}

fn is_ipv6(text: &str) -> bool {
    text.matches(':').count() >= 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'))
}

/// A domain, an IPv4 address or a mail address, with or without port and path.
fn is_bare_address(text: &str) -> bool {
    let (authority, _) = split_authority(text);
    let host = match authority.split_once('@') {
        Some((user, host)) if !user.is_empty() && !user.contains(char::is_whitespace) => host,
        Some(_) => return false,
        None => authority,
    };
    let host = match host.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        Some(_) => return false,
        None => host,
    };
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    host.contains('.') && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_broken_and_the_rest_is_left_alone() {
        let cases = [
            ("https://evil.example/a.exe?q=1.2", "hxxps://evil[.]example/a.exe?q=1.2"),
            ("HTTP://10.0.0.1:8080", "hxxp://10[.]0[.]0[.]1:8080"),
            ("hxxp://evil[.]example", "hxxp://evil[.]example"),
            ("evil.example", "evil[.]example"),
            ("evil[.]example", "evil[.]example"),
            ("10.0.0.0/8", "10[.]0[.]0[.]0/8"),
            ("mia@evil.example", "mia[@]evil[.]example"),
            ("2001:db8::1", "2001[:]db8[:][:]1"),
            ("https://user:pw@evil.example/", "hxxps://user:pw[@]evil[.]example/"),
            ("FIN-DC02", "FIN-DC02"),
            ("C:\\Windows\\Temp\\d9.tmp", "C:\\Windows\\Temp\\d9.tmp"),
            ("a sentence. And another", "a sentence. And another"),
            ("", ""),
        ];
        for (indicator, expected) in cases {
            assert_eq!(defang(indicator), expected, "{indicator:?}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = defang(&text);
            prop_assert_eq!(defang(&once), once);
        }

        #[test]
        fn twice_is_once_on_what_looks_like_addresses(text in "(h[tx]{2}ps?://)?[a-z0-9.:@/\\[\\]-]{0,24}") {
            let once = defang(&text);
            prop_assert_eq!(defang(&once), once);
        }

        #[test]
        fn no_link_is_left(host in "[a-z]{1,8}\\.example", path in "[a-z/]{0,8}") {
            let url = format!("https://{host}/{path}");
            let broken = defang(&url);
            prop_assert!(!broken.contains("https:") && !broken.contains(&host));
        }
    }
}
