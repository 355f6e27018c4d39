/// A user's judgement of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is correct.
    Confirmed,
    /// Some of its values are wrong, and the user supplies the correct ones.
    Changed,
    /// It should not be there.
    Rejected,
}

impl Verdict {
    /// All values.
    pub const ALL: [Verdict; 3] = [Verdict::Confirmed, Verdict::Changed, Verdict::Rejected];

    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Confirmed => "confirmed",
            Verdict::Changed => "changed",
            Verdict::Rejected => "rejected",
        }
    }

    /// Returns the value with this name.
    pub fn parse(text: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == text)
    }
}
