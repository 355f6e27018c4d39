//! Removes lines within an article that are not part of it: invitations, credits, links to other articles, dates,
//! buttons, and notices about subscriptions.

use super::render::{Block, Kind};
use crate::dates;
use crate::words::{MarkupWords, PageWords};

/// The maximum number of words of a line that is checked: longer ones are sentences of the article.
const MAX_WORDS: usize = 60;

/// The maximum number of words of a credit or caption, and of a line of buttons.
const MAX_CREDIT_WORDS: usize = 45;
const MAX_TOOL_WORDS: usize = 14;

/// The number of blocks at the beginning and at the end in which dates are expected.
const N_OUTER: usize = 5;

/// The blocks of an article, and what was removed from them.
pub(super) struct Cleaned {
    pub(super) blocks: Vec<Block>,
    /// Whether the page asks for a subscription.
    pub(super) has_wall: bool,
    /// A date in a line of its own.
    pub(super) date: Option<String>,
}

/// Removes blocks that are not part of the article.
pub(super) fn clean(blocks: Vec<Block>) -> Cleaned {
    let blocks = without_sections(blocks);
    let n_blocks = blocks.len();
    let (mut has_wall, mut date) = (false, None);
    let mut kept: Vec<Block> = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        let is_outer = at < N_OUTER || at + N_OUTER > n_blocks;
        if is_outer && is_date(&block) {
            date = date.or(Some(block.text));
        } else if is_wall(&block) {
            has_wall = true;
        } else if !is_beside(&block) && (at + N_OUTER <= n_blocks || !is_tail(&block)) {
            kept.push(block);
        }
    }
    while kept.last().is_some_and(|block| block.kind == Kind::Heading) && kept.len() > 1 {
        kept.pop();
    }
    Cleaned { blocks: kept, has_wall, date }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':'])
}

/// Returns whether a block gives only the date of publication or of a change.
fn is_date(block: &Block) -> bool {
    block.text.len() <= 90 && block.text.lines().count() == 1 && dates::normalise_date(&block.text).is_some()
}

/// Returns whether a block asks for a subscription to read on.
fn is_wall(block: &Block) -> bool {
    let known = MarkupWords::english();
    let line = block.text.to_lowercase();
    if words(&line) > MAX_WORDS || line.contains(['“', '"']) {
        return false;
    }
    let n_signs = known.walls.iter().filter(|wall| line.contains(wall.as_str())).count();
    let begins = known.walls.iter().any(|wall| line.starts_with(wall.as_str()));
    n_signs > 1 || begins || n_signs == 1 && (words(&line) <= 12 || block.linked * 3 > line.len())
}

/// Returns whether a block is not part of the article.
fn is_beside(block: &Block) -> bool {
    let line = block.text.to_lowercase();
    let n_words = words(&line);
    let end = line.trim_end_matches(['.', ':', '…']);
    n_words == 0
        || PageWords::english().lines.contains(end)
        || n_words <= MAX_TOOL_WORDS && is_tools(&line)
        || n_words <= MAX_CREDIT_WORDS && is_credit(&line)
        || n_words <= MAX_WORDS && is_offer(block, &line)
        || is_pointer(block, &line)
}

/// Returns whether a block says only where the article first appeared, as blogs write below entries in their feeds.
fn is_tail(block: &Block) -> bool {
    let line = block.text.to_lowercase();
    let has_tail = MarkupWords::english().tails.iter().any(|tail| line.contains(tail.as_str()));
    has_tail
        && words(&line) <= MAX_CREDIT_WORDS
        && !line.contains(['“', '"'])
        && (block.linked > 0 || words(&line) <= 25)
}

fn is_tools(line: &str) -> bool {
    let tools = &MarkupWords::english().tools;
    let bare =
        |word: &str| word.trim_matches(|c: char| matches!(c, '|' | '·' | '•' | ',' | ':' | '/' | '(' | ')')).to_owned();
    let mut n_named = 0;
    let all = line.split_whitespace().map(bare).filter(|word| !word.is_empty()).all(|word| {
        n_named += usize::from(tools.contains(&word));
        tools.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
    });
    all && n_named > 0 && !ends_sentence(line)
}

fn is_credit(line: &str) -> bool {
    let known = MarkupWords::english();
    let line = line.trim_start_matches(['(', '[', ' ']);
    let end = line.trim_end_matches(['.', ')', ']', ' ']);
    let last: &str = end.char_indices().rev().nth(45).map_or(end, |(at, _)| &end[at..]);
    // A name can follow the word for a photograph.
    let is_named = known.credit_first.iter().any(|word| word.ends_with(':') && last.contains(word.as_str()));
    known.credit_first.iter().any(|word| line.starts_with(word.as_str()))
        || is_named && !line.contains(['“', '"'])
        || known.credit_last.iter().any(|word| end.ends_with(word.trim_end_matches(')')))
}

/// Returns whether a block invites readers to a newsletter, an app, a social network or the like.
fn is_offer(block: &Block, line: &str) -> bool {
    let known = MarkupWords::english();
    if line.contains(['“', '"']) {
        return false;
    }
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
    let begins = known.offers.iter().any(|offer| line.starts_with(offer.as_str()));
    let n_channels = known.channels.iter().filter(|channel| line.contains(channel.as_str())).count();
    let is_marked = block.linked > 0 || block.emphasised * 2 > block.text.len();
    begins && (n_channels > 0 && (is_marked || words(line) <= 25) || n_channels > 1)
        || n_channels > 2
        || n_channels > 1 && is_marked && words(line) <= 30
}

/// Returns whether a block is a link to another article.
fn is_pointer(block: &Block, line: &str) -> bool {
    let length = block.text.len();
    let is_linked = block.linked * 10 >= length * 8;
    let points = PageWords::english()
        .pointers
        .iter()
        .any(|pointer| line.trim_start_matches(['[', '•', '►', '>', '-', ' ']).starts_with(pointer.as_str()));
    points && block.linked * 2 > length
        || is_linked && block.kind != Kind::Heading && words(line) >= 3 && !ends_sentence(line)
        || is_linked && line.starts_with('[')
        || is_linked && words(line) <= 2 && block.kind == Kind::Item
}

/// Removes sections of links with their headings, and everything after the heading of such a section at the end.
fn without_sections(mut blocks: Vec<Block>) -> Vec<Block> {
    let total: usize = blocks.iter().map(|block| block.text.len()).sum();
    let mut tail = 0;
    let mut cut = blocks.len();
    let mut has_wall = false;
    for (at, block) in blocks.iter().enumerate().rev() {
        tail += block.text.len();
        has_wall |= is_wall(block);
        // The offers of a subscription can be longer than the visible part of an article.
        let is_too_much = if has_wall { tail * 4 > total * 3 } else { tail * 2 > total };
        if is_too_much {
            break;
        }
        if begins_section(block) {
            cut = at;
        }
    }
    blocks.truncate(cut);
    remove_pull_quotes(&mut blocks);
    let mut kept: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let run = blocks[at..].iter().take_while(|block| block.kind == Kind::Item).count();
        if run == 0 {
            kept.push(blocks[at].clone());
            at += 1;
            continue;
        }
        let items = &blocks[at..at + run];
        let (linked, length) =
            items.iter().fold((0, 0), |(linked, length), item| (linked + item.linked, length + item.text.len()));
        if linked * 10 >= length * 8 {
            // The heading of the list is removed with it.
            if kept.last().is_some_and(|block| block.kind == Kind::Heading || begins_section(block)) {
                kept.pop();
            }
        } else {
            kept.extend(items.iter().cloned());
        }
        at += run;
    }
    kept
}

/// Removes short blocks whose words are repeated in another block (pull quotes).
fn remove_pull_quotes(blocks: &mut Vec<Block>) {
    /// The minimum number of letters of a quotation, and the maximum number of blocks of an article that are searched
    /// for it.
    const MIN_LETTERS: usize = 20;
    const MAX_BLOCKS: usize = 500;
    if blocks.len() > MAX_BLOCKS {
        return;
    }
    let letters: Vec<String> = blocks.iter().map(|block| letters(&block.text)).collect();
    let is_quote = |at: usize| {
        let own = &letters[at];
        own.len() >= MIN_LETTERS
            && words(&blocks[at].text) <= MAX_CREDIT_WORDS
            && letters
                .iter()
                .enumerate()
                .any(|(other, text)| other != at && text.len() > own.len() && text.contains(own.as_str()))
    };
    let mut quotes: Vec<bool> = (0..blocks.len()).map(is_quote).collect();
    let mut quotes = quotes.drain(..);
    blocks.retain(|_| quotes.next() != Some(true));
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns whether a block is the heading of a section that is not part of the article.
fn begins_section(block: &Block) -> bool {
    let line = block.text.to_lowercase();
    let is_heading = block.kind == Kind::Heading || block.emphasised * 10 >= block.text.len() * 9;
    // "8 comments"
    let line = line.trim_matches(|c: char| !c.is_alphabetic());
    let begins = MarkupWords::english().sections.iter().any(|section| {
        line.strip_prefix(section.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    begins && words(line) <= 7 && (is_heading || words(line) <= 4) && !block.text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(text: &str, linked: usize) -> bool {
        let block = Block { text: text.to_owned(), linked, ..Block::default() };
        !is_beside(&block) && !is_wall(&block)
    }

    #[test]
    fn lines_that_are_no_part_of_the_article_go() {
        for (text, linked) in [
            ("Sign up for our weekly briefing and get the best of it in your inbox.", 10),
            ("Follow us on Facebook and Instagram.", 9),
            ("Download our app from the App Store or Google Play.", 0),
            ("Share | Print | Text size", 0),
            ("5 min read", 0),
            ("The bridge at Osk in 2019. Photo: Jon Abt/AP", 0),
            ("(Lena Abt / Getty Images)", 0),
            ("Image source, Getty Images", 0),
            ("[Read also: Ten things about the bridge]", 36),
            ("Bridge at Osk closed after flood", 32),
            ("To continue reading, subscribe for €1 a month.", 0),
            ("Already a subscriber? Log in", 6),
            ("Got a story for us? Email our newsdesk at news@post.example.", 17),
            ("ADVERTISEMENT", 0),
        ] {
            assert!(!stays(text, linked), "{text}");
        }
    }

    #[test]
    fn sentences_stay() {
        for (text, linked) in [
            ("“Sign up for the army,” he told them.", 0),
            ("Follow the money, the prosecutor said.", 0),
            ("The company said that its newsletter had 40,000 readers.", 0),
            ("Share prices fell.", 0),
            ("The union rejected the offer, a spokeswoman told Reuters.", 0),
            ("She wrote on Facebook that she would resign.", 8),
            ("The ministry published the whole report on Monday.", 49),
            ("He bought a subscription in May.", 0),
            ("Join the queue, they said, and wait.", 0),
        ] {
            assert!(stays(text, linked), "{text}");
        }
    }

    #[test]
    fn sections_of_links_go_with_their_headings() {
        let block =
            |text: &str, linked: usize, kind: Kind| Block { text: text.to_owned(), linked, kind, emphasised: 0 };
        let line = "It rained all day on the roofs of Osk, and the river rose.";
        let article =
            [block(line, 0, Kind::Paragraph), block("Two dead", 0, Kind::Item), block(line, 0, Kind::Paragraph)];
        let links = [block("More about rain", 0, Kind::Heading), block("Bridge closed", 13, Kind::Item)];
        let tail = [block("8 comments", 0, Kind::Heading), block("A bridge was closed on Monday.", 0, Kind::Paragraph)];
        let all = [&article[..2], &links, &article[2..], &tail].concat();
        assert_eq!(clean(all).blocks, article);
    }
}
