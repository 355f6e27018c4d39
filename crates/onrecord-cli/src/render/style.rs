//! How the text form looks.

/// The narrowest page, in columns; narrower terminals wrap its lines themselves.
pub(crate) const MIN_WIDTH: usize = 40;

/// How the text form looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// Width of the page in columns, at least [`MIN_WIDTH`].
    pub(crate) width: usize,
    /// Whether ANSI colors are written.
    pub(crate) color: bool,
    /// Whether the symbols of the text form may be outside ASCII. The words of the article are never changed.
    pub(crate) unicode: bool,
}
