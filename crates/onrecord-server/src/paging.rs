//! Paging of lists: the parameters `page` and `limit`.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::failure::Failure;
use crate::schemas;

/// Entries per page unless `limit` says otherwise.
pub(crate) const DEFAULT_LIMIT: u32 = 20;
/// Maximum number of entries per page.
pub(crate) const MAX_LIMIT: u32 = 200;
/// Last page that can be requested. Later pages take longer to find than earlier ones.
pub(crate) const MAX_PAGE: u32 = 5_000;

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// Number of the page, from 1.
    pub(crate) page: u32,
    /// Entries per page.
    pub(crate) limit: u32,
}

impl Paging {
    /// Parses the parameters `page` and `limit`; an empty one takes its default.
    ///
    /// # Errors
    ///
    /// If one is not a number within its bounds.
    pub(crate) fn parse(page: &str, limit: &str) -> Result<Paging, Failure> {
        let number = |text: &str, name: &str, default, max| match text.parse() {
            _ if text.is_empty() => Ok(default),
            Ok(number) if (1..=max).contains(&number) => Ok(number),
            _ => Err(Failure::bad_request(format!("expected {name} to be a number from 1 to {max}, found {text:?}"))),
        };
        Ok(Paging {
            page: number(page, "page", 1, MAX_PAGE)?,
            limit: number(limit, "limit", DEFAULT_LIMIT, MAX_LIMIT)?,
        })
    }

    /// Returns the number of entries before this page.
    pub(crate) fn skip(self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.limit)
    }
}

/// The parameters of a list that has no filters.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParams {
    /// Maximum number of entries per page.
    #[param(value_type = Limit, inline)]
    limit: String,
    /// Number of the page.
    #[param(value_type = PageNumber, inline)]
    page: String,
}

impl PageParams {
    /// Returns the page that the parameters name.
    pub(crate) fn paging(&self) -> Result<Paging, Failure> {
        Paging::parse(&self.page, &self.limit)
    }
}

schemas::parameters! {
    /// The parameter `limit` of lists.
    Limit = schemas::number_up_to(MAX_LIMIT, DEFAULT_LIMIT);
    /// The parameter `page` of lists.
    PageNumber = schemas::number_up_to(MAX_PAGE, 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbers_within_bounds() {
        let check = |page, limit, expected: Option<(u32, u32)>| {
            let parsed = Paging::parse(page, limit).ok().map(|paging| (paging.page, paging.limit));
            assert_eq!(parsed, expected, "{page:?} {limit:?}");
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
