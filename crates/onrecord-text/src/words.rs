//! Words of a language for segmenting texts, and for reading pages and dates.

use std::collections::HashSet;
use std::sync::LazyLock;

use onrecord_knowledge::{Mistake, Pack, Part, each_row, values};

/// Words for splitting a text into tokens and sentences: `text/abbreviations.txt` and `text/tokens.txt`.
#[derive(Debug, Default)]
pub struct TextWords {
    /// Abbreviations whose full stop never ends a sentence, in lower case, without the last full stop.
    pub(crate) inner: HashSet<String>,
    /// Abbreviations whose full stop may also end a sentence.
    pub(crate) last: HashSet<String>,
    /// Abbreviations that are also written in lower case.
    pub(crate) small: HashSet<String>,
    /// Words that begin a new sentence after an abbreviation.
    pub(crate) openers: HashSet<String>,
    /// Letters that form a token together with the apostrophe before them.
    pub(crate) clitics: HashSet<String>,
    /// Letters before and after an apostrophe that form a token together with it.
    pub(crate) negations: Vec<(String, String)>,
    /// Letters of a currency, which are a token of their own before a digit.
    pub(crate) money: HashSet<String>,
    /// Single letters of a currency, which are so only before an amount.
    pub(crate) money_letters: HashSet<String>,
    /// Scales of amounts of money, written out or as letters after the digits.
    pub(crate) money_scales: HashSet<String>,
    /// Single capital letters that are words.
    pub(crate) no_initial: HashSet<String>,
}

impl Part for TextWords {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> TextWords {
        let mut table = pack.table("text/abbreviations.txt", mistakes);
        let mut list = |name| table.list(name, mistakes).into_iter().map(str::to_lowercase).collect();
        let (inner, last, small, openers) = (list("inner"), list("final"), list("small"), list("openers"));
        table.finish(mistakes);
        let mut table = pack.table("text/tokens.txt", mistakes);
        let clitics = table.list("clitics", mistakes).into_iter().map(str::to_lowercase).collect();
        let mut as_written = |name| table.list(name, mistakes).into_iter().map(str::to_owned).collect();
        let (money, money_letters) = (as_written("money"), as_written("money-letters"));
        let money_scales = as_written("money-scales");
        let no_initial = table.list("no-initial", mistakes).into_iter().map(str::to_owned).collect();
        let mut negations = Vec::new();
        each_row(&table.take("negation", mistakes), mistakes, |_, row| {
            let [before, behind] = row.fields()?;
            negations.push((before.to_lowercase(), behind.to_lowercase()));
            Ok(())
        });
        table.finish(mistakes);
        TextWords { inner, last, small, openers, clitics, negations, money, money_letters, money_scales, no_initial }
    }
}

impl TextWords {
    /// Returns the bundled words of English.
    pub fn english() -> &'static TextWords {
        static ENGLISH: LazyLock<TextWords> = LazyLock::new(TextWords::bundled);
        &ENGLISH
    }
}

/// Words in the dates of pages and datelines: `text/dates.txt`.
#[derive(Debug, Default)]
pub struct DateWords {
    /// The names of the months with their numbers, counted from 1.
    pub(crate) months: Vec<(String, i8)>,
    pub(crate) weekdays: Vec<String>,
    /// Abbreviations after a clock time, such as "pm".
    pub(crate) half_days: Vec<String>,
    /// Endings after the number of a day.
    pub(crate) ordinal_endings: HashSet<String>,
    /// Other words that occur beside a date.
    pub(crate) beside: HashSet<String>,
    /// Names of months in other languages, with their numbers.
    pub(crate) other_months: Vec<(String, i8)>,
    /// Weekdays and words that occur beside a date in other languages.
    pub(crate) other_words: HashSet<String>,
    /// Names of time zones, with their offsets from UTC in minutes.
    pub(crate) zones: Vec<(String, i32)>,
}

impl Part for DateWords {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> DateWords {
        let mut table = pack.table("text/dates.txt", mistakes);
        let mut months = Vec::new();
        each_row(&table.take("months", mistakes), mistakes, |_, row| {
            let [number, names] = row.fields()?;
            let number = row.number(number)?;
            months.extend(values(names).map(|name| (name.to_lowercase(), number)));
            Ok(())
        });
        let mut other_months = Vec::new();
        each_row(&table.take("other-months", mistakes), mistakes, |_, row| {
            let [number, names] = row.fields()?;
            let number = row.number(number)?;
            other_months.extend(values(names).map(|name| (name.to_lowercase(), number)));
            Ok(())
        });
        let mut zones = Vec::new();
        each_row(&table.take("zones", mistakes), mistakes, |_, row| {
            let [minutes, names] = row.fields()?;
            let minutes = row.number(minutes)?;
            zones.extend(values(names).map(|name| (name.to_lowercase(), minutes)));
            Ok(())
        });
        let mut list = |name| table.list(name, mistakes).into_iter().map(str::to_lowercase).collect::<Vec<String>>();
        let other_words = list("other-words").into_iter().collect();
        let (weekdays, half_days) = (list("weekdays"), list("half-days"));
        let [ordinal_endings, beside] = ["ordinal-endings", "beside"].map(|name| list(name).into_iter().collect());
        table.finish(mistakes);
        DateWords { months, weekdays, half_days, ordinal_endings, beside, other_months, other_words, zones }
    }
}

impl DateWords {
    /// Returns the bundled words of English.
    pub fn english() -> &'static DateWords {
        static ENGLISH: LazyLock<DateWords> = LazyLock::new(DateWords::bundled);
        &ENGLISH
    }

    /// Returns whether the name of a month or weekday begins with `letters`, which are in lower case.
    pub fn begins_day(&self, letters: &str) -> bool {
        let months = self.months.iter().map(|(name, _)| name);
        months.chain(&self.weekdays).any(|name| name.starts_with(letters))
    }
}

/// Words of pages and feeds that are not part of the article, and words that identify a language: `text/pages.txt`.
#[derive(Debug, Default)]
pub struct PageWords {
    /// Words before the names in a byline.
    pub(crate) by: Vec<String>,
    /// Words between the names of a byline.
    pub(crate) joins: Vec<String>,
    /// First words of lines that are not headlines.
    pub(crate) no_headline: HashSet<String>,
    /// Words within the names of a byline that are written in lower case.
    pub(crate) name_words: HashSet<String>,
    /// Whole paragraphs that are not part of an article.
    pub(crate) lines: HashSet<String>,
    /// Beginnings of links to another article.
    pub(crate) pointers: Vec<String>,
    /// Last words of texts that continue elsewhere.
    pub(crate) continued: Vec<String>,
    /// Last words of a headline that are written with a full stop.
    pub(crate) stops: Vec<String>,
    /// Words that show that a text is in the language.
    pub(crate) markers: Vec<String>,
}

impl Part for PageWords {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> PageWords {
        let mut table = pack.table("text/pages.txt", mistakes);
        let mut list = |name| table.list(name, mistakes).into_iter().map(str::to_owned).collect::<Vec<String>>();
        let [by, joins, pointers, continued, stops, markers] =
            ["by", "joins", "pointers", "continued", "stops", "markers"].map(&mut list);
        let [no_headline, name_words, lines] =
            ["no-headline", "name-words", "lines"].map(|name| list(name).into_iter().collect());
        table.finish(mistakes);
        PageWords { by, joins, no_headline, name_words, lines, pointers, continued, stops, markers }
    }
}

impl PageWords {
    /// Returns the bundled words of English.
    pub fn english() -> &'static PageWords {
        static ENGLISH: LazyLock<PageWords> = LazyLock::new(PageWords::bundled);
        &ENGLISH
    }

    /// Returns the text after a word that begins a byline; `None` if the line begins otherwise.
    pub(crate) fn behind_by<'l>(&self, line: &'l str) -> Option<&'l str> {
        self.by.iter().find_map(|by| line.strip_prefix(by.as_str())?.strip_prefix(' '))
    }
}

/// Words in the markup of pages, and in lines beside articles: `text/markup.txt` and `text/beside.txt`.
#[derive(Debug, Default)]
pub(crate) struct MarkupWords {
    /// Words in the classes of texts that are not by the author.
    pub(crate) voices: HashSet<String>,
    /// Words on buttons below comments.
    pub(crate) replies: HashSet<String>,
    /// Words in the classes of notices about cookies and privacy.
    pub(crate) consents: HashSet<String>,
    /// Words in the classes of boxes that are not part of an article.
    pub(crate) boxes: HashSet<String>,
    /// Words in the classes of captions, credits and galleries.
    pub(crate) pictures: HashSet<String>,
    /// Words in the classes of lines with authors, times and buttons.
    pub(crate) heads: HashSet<String>,
    /// Words that negate the meaning of a class.
    pub(crate) not_words: HashSet<String>,
    /// Words in the class of the name of the author.
    pub(crate) author_words: HashSet<String>,
    /// Words in the class of a time of publication.
    pub(crate) date_words: HashSet<String>,
    /// Words in the class of the time of a change.
    pub(crate) later_words: HashSet<String>,
    /// Words that lines of buttons consist of.
    pub(crate) tools: HashSet<String>,
    /// Beginnings of the headings of sections that are not part of an article.
    pub(crate) sections: Vec<String>,
    /// Beginnings of lines that invite readers to something.
    pub(crate) offers: Vec<String>,
    /// What such lines invite readers to.
    pub(crate) channels: Vec<String>,
    /// Words in notices about subscriptions.
    pub(crate) walls: Vec<String>,
    /// Words in notices that a page needs scripts.
    pub(crate) scripts: Vec<String>,
    /// Beginnings of credits.
    pub(crate) credit_first: Vec<String>,
    /// Ends of credits.
    pub(crate) credit_last: Vec<String>,
    /// Words for the role of an author.
    pub(crate) roles: HashSet<String>,
    /// Words that precede such a role.
    pub(crate) role_beside: HashSet<String>,
    /// Words of a byline that are not names, the longest first.
    pub(crate) no_name: Vec<String>,
    /// Words after the name of an author.
    pub(crate) behind_name: HashSet<String>,
    /// Texts that feeds and blogs add below an entry.
    pub(crate) tails: Vec<String>,
    /// Types of blocks that contain text, in the data of scripts.
    pub(crate) blocks: HashSet<String>,
}

impl Part for MarkupWords {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> MarkupWords {
        let mut table = pack.table("text/markup.txt", mistakes);
        let mut set = |name| table.list(name, mistakes).into_iter().map(str::to_owned).collect::<HashSet<String>>();
        let [voices, consents, boxes, pictures, heads] =
            ["voices", "consents", "boxes", "pictures", "heads"].map(&mut set);
        let [not_words, author_words, date_words, later_words, blocks] =
            ["not-words", "author-words", "date-words", "later-words", "blocks"].map(&mut set);
        table.finish(mistakes);
        let mut table = pack.table("text/beside.txt", mistakes);
        let mut list = |name| table.list(name, mistakes).into_iter().map(str::to_owned).collect::<Vec<String>>();
        let mut no_name = list("no-name");
        no_name.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let [sections, offers, channels, walls, scripts] =
            ["sections", "offers", "channels", "walls", "scripts"].map(&mut list);
        let [credit_first, credit_last, tails] = ["credit-first", "credit-last", "tails"].map(&mut list);
        let [tools, replies, roles, role_beside, behind_name] =
            ["tools", "replies", "roles", "role-beside", "behind-name"].map(|name| list(name).into_iter().collect());
        table.finish(mistakes);
        MarkupWords {
            voices,
            replies,
            consents,
            boxes,
            pictures,
            heads,
            not_words,
            author_words,
            date_words,
            later_words,
            tools,
            sections,
            offers,
            channels,
            walls,
            scripts,
            credit_first,
            credit_last,
            roles,
            role_beside,
            no_name,
            behind_name,
            tails,
            blocks,
        }
    }
}

impl MarkupWords {
    /// Returns the bundled words of English.
    pub(crate) fn english() -> &'static MarkupWords {
        static ENGLISH: LazyLock<MarkupWords> = LazyLock::new(MarkupWords::bundled);
        &ENGLISH
    }
}
