//! Which part of a list is asked for.

use crate::failure::Failure;

/// Entries of a page unless another number is asked for.
pub(crate) const PAGE: u32 = 20;
/// Entries of a page at most.
pub(crate) const MAX_PAGE: u32 = 200;
/// The last page that is shown: finding pages far back costs more and more.
pub(crate) const LAST_PAGE: u32 = 5_000;

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The number of the page, from 1 on.
    pub(crate) page: u32,
    /// How many entries a page has.
    pub(crate) limit: u32,
}

impl Paging {
    /// Returns the part that `page` and `limit` write; the first one where they are empty.
    pub(crate) fn of(page: &str, limit: &str) -> Result<Paging, Failure> {
        let number = |text: &str, name: &str, default, max| match text.parse() {
            _ if text.is_empty() => Ok(default),
            Ok(number) if (1..=max).contains(&number) => Ok(number),
            _ => Err(Failure::bad_request(format!("expected {name} to be a number from 1 to {max}, found {text:?}"))),
        };
        Ok(Paging { page: number(page, "page", 1, LAST_PAGE)?, limit: number(limit, "limit", PAGE, MAX_PAGE)? })
    }

    /// Returns how many entries come before the page.
    pub(crate) fn skip(self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbers_in_bounds() {
        let check = |page, limit, expected: Option<(u32, u32)>| {
            let found = Paging::of(page, limit).ok().map(|paging| (paging.page, paging.limit));
            assert_eq!(found, expected, "{page:?} {limit:?}");
        };
        check("", "", Some((1, 20)));
        check("3", "200", Some((3, 200)));
        check("0", "", None);
        check("1", "201", None);
        check("-1", "", None);
        check("x", "", None);
        check("99999999999999999999", "", None);
    }
}
