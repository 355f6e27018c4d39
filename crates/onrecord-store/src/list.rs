/// The lists that can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Statements: who said what.
    Statements,
    /// Events: who did what to whom.
    Events,
    /// Actors, each a name with its kind, over all articles.
    Actors,
    /// Articles.
    Articles,
}

impl List {
    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            List::Statements => "statements",
            List::Events => "events",
            List::Actors => "actors",
            List::Articles => "articles",
        }
    }
}
