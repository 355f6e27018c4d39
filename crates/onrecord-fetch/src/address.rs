//! Which URLs and IP addresses belong to the public web.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Url;

use crate::{Error, ErrorKind};

/// Returns whether `text` starts like a web address.
///
/// ```
/// assert!(onrecord_fetch::is_address("HTTPS://example.org/feed"));
/// assert!(!onrecord_fetch::is_address("https.txt"));
/// ```
pub fn is_address(text: &str) -> bool {
    let starts = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// Parses a web address.
///
/// # Errors
///
/// If it is not `http` or `https`, has no host, or has a user name or password.
pub(crate) fn parse(text: &str) -> Result<Url, Error> {
    let refused = |message: String| Err(Error::new(ErrorKind::Address, message));
    let url = match Url::parse(text.trim()) {
        Ok(url) => url,
        Err(error) => return refused(format!("expected a web address: {error}")),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return refused(format!("expected http or https, found {:?}", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refused("expected an address without a user name and password".to_owned());
    }
    match url.host_str() {
        Some(host) if !host.is_empty() => Ok(url),
        _ => refused("expected an address with a host, found none".to_owned()),
    }
}

/// Returns whether `ip` is an address of the public internet.
///
/// Follows the special-purpose registries of IANA (RFC 6890): loopback, private, shared (CGNAT), link-local, test,
/// multicast and reserved addresses are not public; of IPv6, only global unicast addresses are. An IPv4 address inside
/// an IPv6 one (mapped, or behind NAT64) counts as that IPv4 address; other tunnels are not public.
///
/// ```
/// use onrecord_fetch::is_public;
///
/// assert!(is_public("93.184.216.34".parse().unwrap()));
/// assert!(!is_public("::ffff:127.0.0.1".parse().unwrap()));
/// ```
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let parts = ip.segments();
    if parts[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [.., a, b, c, d] = ip.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    // 2001::/23 is for Teredo and other IETF protocols, 2002::/16 for 6to4, 2001:db8::/32 and 3fff::/20 for
    // documentation.
    let is_special = matches!(parts, [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..]);
    matches!(parts[0], 0x2000..=0x3fff) && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_and_public_addresses_are_distinguished() {
        let check = |text: &str, expected| assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
        for public in [
            "1.1.1.1",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2606:4700:4700::1111",
            "2a00:1450:4001::200e",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            check(public, true);
        }
        for local in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "::ffff:169.254.169.254",
            "::7f00:1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::a00:1",
            "100::1",
            "2001::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            check(local, false);
        }
    }

    #[test]
    fn web_addresses_are_parsed() {
        let kind = |text: &str| parse(text).map(String::from).map_err(|error| error.to_string());
        assert_eq!(kind(" https://example.org/a?b#c "), Ok("https://example.org/a?b#c".to_owned()));
        // All notations of an IPv4 address are normalized to one.
        assert_eq!(kind("http://0x7f.1/"), Ok("http://127.0.0.1/".to_owned()));
        assert_eq!(kind("http://2130706433/"), Ok("http://127.0.0.1/".to_owned()));
        assert_eq!(kind("file:///etc/passwd"), Err("expected http or https, found \"file\"".to_owned()));
        assert!(kind("http://me:secret@example.org/").unwrap_err().contains("without a user name"));
        assert!(kind("http://").unwrap_err().contains("empty host"));
        assert!(kind("no").unwrap_err().contains("expected a web address"));
    }
}
