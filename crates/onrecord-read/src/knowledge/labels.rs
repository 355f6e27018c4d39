//! Speaker labels before a colon at the start of a paragraph.

use ahash::AHashMap;

use onrecord_knowledge::{Mistake, Pack, Part, Text};

/// The meaning of a label at the start of a paragraph ("REED: ...").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A person's name, or any label that is not in the file.
    Name,
    /// An unnamed speaker ("Q", "CALLER").
    Unnamed,
    /// A note by the editors ("NOTE").
    NoTurn,
}

/// The labels of `statements/turns.txt`.
#[derive(Debug, Default)]
pub(super) struct Labels(AHashMap<Text, Label>);

impl Part for Labels {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Labels {
        let mut table = pack.table("statements/turns.txt", mistakes);
        let mut read = AHashMap::new();
        for (name, label) in [("unnamed", Label::Unnamed), ("no-turn", Label::NoTurn)] {
            let words: Vec<Text> = table.words(name, mistakes);
            read.extend(words.into_iter().map(|word| (word, label)));
        }
        table.finish(mistakes);
        Labels(read)
    }
}

impl Labels {
    pub(super) fn kind(&self, label: &str) -> Label {
        let lower = label.to_lowercase();
        let plain = lower.trim_end_matches(|c: char| c.is_numeric() || c == ' ' || c == '.');
        self.0.get(plain).copied().unwrap_or(Label::Name)
    }
}
