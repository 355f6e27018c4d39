//! The error type that onrecord's crates share.
//!
//! A crate lists its kinds of failure and defines its error type with them:
//!
//! ```
//! #[derive(Debug, Clone, Copy, PartialEq, Eq)]
//! #[non_exhaustive]
//! pub enum ErrorKind {
//!     /// The input holds nothing.
//!     Empty,
//! }
//!
//! pub type Error = onrecord_error::Error<ErrorKind>;
//!
//! let error = Error::new(ErrorKind::Empty, "expected text, found nothing").within("line 3").within("news.jsonl");
//! assert_eq!(error.kind(), ErrorKind::Empty);
//! assert_eq!(error.to_string(), "news.jsonl, line 3: expected text, found nothing");
//! ```
//!
//! Errors of other libraries are never converted by `From`, so that a change of library never changes an interface.

#![forbid(unsafe_code)]

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A failure: its kind for programs, and a message for people.
///
/// A message is in lower case without a full stop, and says what was expected and what was found.
#[derive(Clone)]
pub struct Error<K>(Box<Inner<K>>);

#[derive(Clone)]
struct Inner<K> {
    kind: K,
    context: String,
    message: String,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl<K> Error<K> {
    /// Returns an error without a context.
    pub fn new(kind: K, message: impl Into<String>) -> Self {
        Error::about(kind, "", message)
    }

    /// Returns an error about one input, weight or file, which `context` names.
    pub fn about(kind: K, context: impl Into<String>, message: impl Into<String>) -> Self {
        Error(Box::new(Inner { kind, context: context.into(), message: message.into(), source: None }))
    }

    /// Returns the error with a wider context, which is written before the existing one.
    #[must_use]
    pub fn within(mut self, context: impl fmt::Display) -> Self {
        let inner = std::mem::take(&mut self.0.context);
        self.0.context = if inner.is_empty() { context.to_string() } else { format!("{context}, {inner}") };
        self
    }

    /// Returns the error with the lower-level error that caused it.
    #[must_use]
    pub fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// Returns what kind of failure it is.
    pub fn kind(&self) -> K
    where
        K: Copy,
    {
        self.0.kind
    }

    /// Returns what the failure is about, widest first, such as `news.jsonl, line 3`; empty if there is no context.
    pub fn context(&self) -> &str {
        &self.0.context
    }

    /// Returns what is wrong, without the context.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl<K> fmt::Display for Error<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.context() {
            "" => f.write_str(self.message()),
            context => write!(f, "{context}: {}", self.message()),
        }
    }
}

impl<K: fmt::Debug> fmt::Debug for Error<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Error");
        shown.field("kind", &self.0.kind).field("context", &self.0.context).field("message", &self.0.message);
        shown.field("source", &self.0.source).finish()
    }
}

impl<K: fmt::Debug> StdError for Error<K> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Two errors are equal if they have the same kind, context and message. Their sources are not compared.
impl<K: PartialEq> PartialEq for Error<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind == other.0.kind && self.context() == other.context() && self.message() == other.message()
    }
}

impl<K: Eq> Eq for Error<K> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Kind {
        Read,
        Empty,
    }

    #[test]
    fn contexts_are_named_widest_first() {
        let error = Error::new(Kind::Empty, "expected text");
        assert_eq!((error.to_string().as_str(), error.context()), ("expected text", ""));
        let error = error.within("line 3").within("a.txt");
        assert_eq!(error.to_string(), "a.txt, line 3: expected text");
        assert_eq!((error.context(), error.message()), ("a.txt, line 3", "expected text"));
        assert_eq!(error, Error::about(Kind::Empty, "a.txt, line 3", "expected text"));
        assert_ne!(error, Error::about(Kind::Read, "a.txt, line 3", "expected text"));
    }

    #[test]
    fn sources_are_kept_beside_the_message() {
        let error = Error::new(Kind::Read, "could not be read").caused_by(std::io::Error::other("disk is gone"));
        assert_eq!(error.to_string(), "could not be read");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("disk is gone"));
        assert_eq!(error.clone().kind(), Kind::Read);
        assert!(Error::new(Kind::Read, "x").source().is_none());
    }

    #[test]
    fn errors_go_from_thread_to_thread() {
        fn check<T: Send + Sync + 'static>() {}
        check::<Error<Kind>>();
    }
}
