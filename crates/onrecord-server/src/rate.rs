//! Rate limits per address, by token buckets.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Maximum number of addresses per generation. When it is reached, a new generation begins, and addresses not seen
/// since the start of the last one are forgotten, which refills their buckets.
const MAX_ADDRESSES: usize = 10_000;

/// Capacity of a bucket, in seconds of its refill rate.
const BURST_SECONDS: f64 = 4.0;

/// A bucket of requests for each address, refilled at a constant rate.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    per_second: f64,
    buckets: Mutex<Buckets>,
}

/// The buckets of the most recent addresses, in at most two generations.
#[derive(Debug, Default)]
struct Buckets {
    now: HashMap<IpAddr, Bucket>,
    before: HashMap<IpAddr, Bucket>,
}

impl Buckets {
    /// Returns the bucket of `address`, or `new` if it has none.
    fn of(&mut self, address: IpAddr, new: Bucket) -> &mut Bucket {
        if self.now.len() >= MAX_ADDRESSES && !self.now.contains_key(&address) {
            self.before = std::mem::take(&mut self.now);
        }
        let before = &mut self.before;
        self.now.entry(address).or_insert_with(|| before.remove(&address).unwrap_or(new))
    }
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: f64,
    at: Instant,
}

impl RateLimiter {
    pub(crate) fn new(per_second: u32) -> RateLimiter {
        RateLimiter { per_second: f64::from(per_second.max(1)), buckets: Mutex::default() }
    }

    /// Takes one token from the bucket of `address` at time `now`, and returns whether one was left.
    pub(crate) fn allows(&self, address: IpAddr, now: Instant) -> bool {
        let address = client(address);
        let full = self.per_second * BURST_SECONDS;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.of(address, Bucket { level: full, at: now });
        let gained = now.saturating_duration_since(bucket.at).as_secs_f64() * self.per_second;
        *bucket = Bucket { level: (bucket.level + gained).min(full), at: now };
        if bucket.level < 1.0 {
            return false;
        }
        bucket.level -= 1.0;
        true
    }
}

/// Returns the address that identifies a client: an IPv4 address, or the first 64 bits of an IPv6 address.
pub(crate) fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            let [a, b, c, d, ..] = address.segments();
            std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let rate = RateLimiter::new(2);
        let (start, address) = (Instant::now(), IpAddr::from([192, 0, 2, 7]));
        let n_allowed = (0..20).filter(|_| rate.allows(address, start)).count();
        assert_eq!(n_allowed, 8);
        assert!(rate.allows(IpAddr::from([192, 0, 2, 8]), start), "other addresses have buckets of their own");
        let later = start + Duration::from_secs(1);
        assert_eq!((0..20).filter(|_| rate.allows(address, later)).count(), 2);
    }

    /// A large number of addresses neither blocks other clients nor empties their buckets, and not all of them are
    /// stored.
    #[test]
    fn many_addresses_keep_nobody_out() {
        let rate = RateLimiter::new(1);
        let now = Instant::now();
        let regular = IpAddr::from([192, 0, 2, 7]);
        assert_eq!((0..20).filter(|_| rate.allows(regular, now)).count(), 4);
        let n_strangers = u32::try_from(3 * MAX_ADDRESSES).unwrap();
        for n in 0..n_strangers {
            assert!(rate.allows(IpAddr::from((0x0a00_0000 + n).to_be_bytes()), now), "{n}");
            assert!(n % 1000 != 0 || !rate.allows(regular, now), "{n}");
        }
        let buckets = rate.buckets.lock().unwrap();
        assert!(buckets.now.len() + buckets.before.len() <= 2 * MAX_ADDRESSES);
    }

    #[test]
    fn an_ipv6_network_is_one_client() {
        let rate = RateLimiter::new(1);
        let now = Instant::now();
        let address = |last: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
        assert_eq!((0..20).filter(|n| rate.allows(address(*n), now)).count(), 4);
    }
}
