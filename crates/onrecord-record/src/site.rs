//! The site of an address: its host without prefixes such as `www.` and `m.`.

/// Prefixes of host names under which a site serves the same articles.
const FORMS: [&str; 6] = ["www.", "m.", "amp.", "rss.", "feed.", "feeds."];

/// Returns the host of a web address, in lower case and without a port; `None` for anything else.
///
/// ```
/// use onrecord_record::host_of;
///
/// assert_eq!(host_of("https://WWW.Example.org:8080/news?a=b").as_deref(), Some("www.example.org"));
/// assert_eq!(host_of("urn:news:1"), None);
/// ```
pub fn host_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    // Browsers read a backslash as a slash (https://url.spec.whatwg.org/#authority-state).
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.find(']') {
        Some(end) => &host[..=end],
        None => host.split(':').next()?,
    };
    let host = host.trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Returns the site of `host`: the host without prefixes such as `www.` and `m.`, which lead to the same articles.
///
/// ```
/// use onrecord_record::site_of;
///
/// assert_eq!(site_of("feeds.example.org"), "example.org");
/// assert_eq!(site_of("m.example.org"), site_of("www.example.org"));
/// assert_ne!(site_of("news.example.org"), site_of("example.org"));
/// ```
pub fn site_of(host: &str) -> &str {
    let rest = FORMS.iter().find_map(|form| host.strip_prefix(form));
    rest.filter(|rest| rest.contains('.')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_as_browsers_read_them() {
        for (address, expected) in [
            ("http://example.org", Some("example.org")),
            (" https://example.org./a ", Some("example.org")),
            ("https://user:word@example.org:80?x", Some("example.org")),
            ("https://good.example@evil.example/", Some("evil.example")),
            ("https://evil.example\\@good.example/", Some("evil.example")),
            ("https://[2001:DB8::1]:443/", Some("[2001:db8::1]")),
            ("https://:80/", None),
            ("https:///a", None),
            ("ftp://example.org/", None),
            ("/news/1", None),
            ("", None),
        ] {
            assert_eq!(host_of(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn a_form_alone_is_a_host() {
        for host in ["www.org", "m.org", "feeds.org", "localhost", ""] {
            assert_eq!(site_of(host), host);
        }
    }
}
