//! Labels before a colon at the head of a paragraph.

use ahash::AHashMap;

use crate::Error;

use super::lines::lines;

/// What a label at the head of a paragraph ("REED: ...") stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Somebody's name, or whatever is not in the file.
    Name,
    /// Somebody who is not named ("Q", "CALLER").
    Unnamed,
    /// A remark of the paper ("NOTE").
    NoTurn,
}

/// The labels of `turns.txt`.
#[derive(Debug, Default)]
pub(super) struct Labels(AHashMap<&'static str, Label>);

impl Labels {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Labels, Error> {
        let mut read = AHashMap::new();
        for line in lines(file, text) {
            let label = match line.head {
                "unnamed" => Label::Unnamed,
                "no turn" => Label::NoTurn,
                head => return Err(line.error(format_args!("unknown head [{head}]"))),
            };
            read.extend(line.text.split(',').map(str::trim).filter(|l| !l.is_empty()).map(|l| (l, label)));
        }
        Ok(Labels(read))
    }

    pub(super) fn kind(&self, label: &str) -> Label {
        let lower = label.to_lowercase();
        let plain = lower.trim_end_matches(|c: char| c.is_numeric() || c == ' ' || c == '.');
        self.0.get(plain).copied().unwrap_or(Label::Name)
    }
}
