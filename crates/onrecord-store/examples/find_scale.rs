//! Measures how long queries take on a large store of synthetic copies:
//!
//!     find_scale RECORDS.jsonl STORE.db N_ARTICLES
//!
//! fills STORE.db with copies of the records up to N_ARTICLES (unless it has that many already) and runs common queries. Next
//! to the wall time it prints the mean processor time (Linux only), which other programs affect less. In each copy, about a
//! third of the words of at least four letters are replaced by others of the same length and case, consistently in text,
//! names and places, so that spans stay valid. Articles are spread over three years.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use onrecord_record::{Record, json};
use onrecord_store::{Criteria, List, Order, Provenance, SqliteStore, Storage};

/// Number of runs of each query; the first run is also the first on its connection.
const N_RUNS: usize = 15;

/// The maximum time that a query may take.
const TARGET_MS: f64 = 50.0;

type AnyError = Box<dyn std::error::Error>;

fn main() -> Result<(), AnyError> {
    let args: Vec<String> = std::env::args().collect();
    let [_, records, path, n_articles] = &args[..] else {
        return Err("expected RECORDS.jsonl STORE.db N_ARTICLES".into());
    };
    let path = Path::new(path);
    let records: Vec<Record> = std::fs::read_to_string(records)?.lines().map(json::parse).collect::<Result<_, _>>()?;
    fill(path, &records, n_articles.parse()?)?;
    let store = SqliteStore::open_read_only(path)?;
    let stats = store.stats()?;
    let n_bytes = std::fs::metadata(path)?.len();
    say(&format!(
        "{} articles, {} statements, {} events, {} actors; {} bytes an article",
        stats.n_articles,
        stats.n_statements,
        stats.n_events,
        stats.n_actors,
        n_bytes / stats.n_articles.max(1)
    ));
    drop(store);
    let mut slow = 0;
    for (name, list, order, skip, criteria) in queries() {
        let (times, cpu, n_found) = timed(path, list, order, skip, &criteria)?;
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let worst = times.iter().copied().max().unwrap_or_default();
        let median = median(&times[1..]);
        slow += usize::from(ms(median) > TARGET_MS);
        let mark = if ms(worst) > TARGET_MS { " !" } else { "" };
        say(&format!(
            "{:10} {name:44} {n_found:3} found  first {:7.1}  median {:7.1}  cpu {:7.1}  worst {:7.1} ms{mark}",
            list.as_str(),
            ms(times[0]),
            ms(median),
            ms(cpu),
            ms(worst)
        ));
    }
    say(&format!("{slow} queries with a median above {TARGET_MS} ms"));
    Ok(())
}

#[allow(clippy::print_stdout)]
fn say(line: &str) {
    println!("{line}");
}

type Timed = (Vec<Duration>, Duration, usize);

fn timed(path: &Path, list: List, order: Order, skip: u64, criteria: &Criteria) -> Result<Timed, AnyError> {
    // Uses a new connection, as a command does, so that nothing is cached.
    let store = SqliteStore::open_read_only(path)?;
    let query = criteria.query(list)?;
    let mut n_found = 0;
    let mut times = Vec::new();
    let used_before = used();
    for _ in 0..N_RUNS {
        let began = Instant::now();
        n_found = store.find(&query, order, 20, skip)?.found.len();
        times.push(began.elapsed());
    }
    // The system counts in ticks of several milliseconds, so that a single run would often count as zero.
    Ok((times, (used() - used_before) / N_RUNS as u32, n_found))
}

/// Returns the processor time of this thread; zero if the system does not report it.
fn used() -> Duration {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(statistics.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn fill(path: &Path, records: &[Record], n_articles: u64) -> Result<(), AnyError> {
    let mut store = SqliteStore::create(path)?;
    let words = Vocabulary::of(records);
    let began = Instant::now();
    let first = store.stats()?.n_articles;
    let mut batch = Vec::new();
    for number in first..n_articles {
        batch.push(words.copy(&records[(number % records.len() as u64) as usize], number));
        if batch.len() == 500 || number + 1 == n_articles {
            store.keep(&batch, Provenance { reader: "find_scale", time: "2025-01-01T00:00:00Z" })?;
            batch.clear();
        }
    }
    if first < n_articles {
        let rate = (n_articles - first) as f64 / began.elapsed().as_secs_f64();
        say(&format!("{} articles kept, {rate:.0} a second", n_articles - first));
    }
    Ok(())
}

/// The words of all records, by length and by whether they begin with a capital letter.
struct Vocabulary(BTreeMap<(usize, bool), Vec<String>>);

impl Vocabulary {
    fn of(records: &[Record]) -> Vocabulary {
        let mut words: BTreeMap<(usize, bool), Vec<String>> = BTreeMap::new();
        for record in records {
            for word in record.document.text.split(|c: char| !c.is_ascii_alphabetic()) {
                if let Some(key) = key(word) {
                    // Duplicates are kept, so that common words stay common.
                    words.entry(key).or_default().push(word.to_owned());
                }
            }
        }
        Vocabulary(words)
    }

    fn copy(&self, record: &Record, number: u64) -> Record {
        let mut copy = record.clone();
        let document = &mut copy.document;
        document.id = format!("copy-{number}");
        document.url = Some(format!("https://example.org/{number}"));
        let day = mixed(number, "day") % (3 * 336);
        let (year, month) = (2022 + day / 336, day / 28 % 12 + 1);
        document.published = Some(format!("{year}-{month:02}-{:02}", day % 28 + 1));
        document.title = document.title.as_ref().map(|title| self.changed(title, number));
        document.text = self.changed(&document.text, number);
        for actor in &mut copy.actors {
            actor.name = self.changed(&actor.name, number);
        }
        for place in &mut copy.places {
            place.name = self.changed(&place.name, number);
        }
        copy
    }

    fn changed(&self, text: &str, number: u64) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            out.push_str(self.other(word, number).unwrap_or(word));
            let end = tail.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(tail.len());
            out.push_str(&tail[..end]);
            rest = &tail[end..];
        }
        out
    }

    fn other(&self, word: &str, number: u64) -> Option<&str> {
        let mix = mixed(number, word);
        let others = self.0.get(&key(word)?)?;
        mix.is_multiple_of(3).then(|| others[(mix / 3) as usize % others.len()].as_str())
    }
}

fn key(word: &str) -> Option<(usize, bool)> {
    (word.len() >= 4).then(|| (word.len(), word.starts_with(|c: char| c.is_ascii_uppercase())))
}

/// Returns a pseudorandom number: FNV-1a with the finalizer of splitmix64.
fn mixed(number: u64, word: &str) -> u64 {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = number.to_le_bytes().into_iter().chain(word.bytes()).fold(0xcbf2_9ce4_8422_2325, fnv);
    let z = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 27)
}

fn queries() -> Vec<(&'static str, List, Order, u64, Criteria)> {
    use List::{Actors, Articles, Events, Statements};
    use Order::{Newest, Oldest, Relevance};
    let mut all = Vec::new();
    let mut add = |name, list, order, skip, change: fn(&mut Criteria)| {
        let mut criteria = Criteria::default();
        change(&mut criteria);
        all.push((name, list, order, skip, criteria));
    };
    add("everything", Statements, Newest, 0, |_| ());
    add("everything, page 500", Statements, Newest, 10_000, |_| ());
    add("tax", Statements, Newest, 0, |q| q.words = Some("tax".into()));
    add("tax, oldest", Statements, Oldest, 0, |q| q.words = Some("tax".into()));
    add("tax, by relevance", Statements, Relevance, 0, |q| q.words = Some("tax".into()));
    add("president, by relevance", Statements, Relevance, 0, |q| q.words = Some("president".into()));
    add("president campaign", Statements, Newest, 0, |q| q.words = Some("president campaign".into()));
    add("\"white house\"", Statements, Newest, 0, |q| q.words = Some("\"white house\"".into()));
    add("elect*", Statements, Newest, 0, |q| q.words = Some("elect*".into()));
    add("tax OR trade", Statements, Newest, 0, |q| q.words = Some("tax OR trade".into()));
    add("nothing has it", Statements, Newest, 0, |q| q.words = Some("zyzzyva".into()));
    add("--speaker Trump", Statements, Newest, 0, |q| q.speaker = Some("Trump".into()));
    add("--speaker Clinton --since 2024", Statements, Newest, 0, |q| {
        (q.speaker, q.since) = (Some("Clinton".into()), Some("2024".into()));
    });
    add("tax --speaker Trump", Statements, Newest, 0, |q| {
        (q.words, q.speaker) = (Some("tax".into()), Some("Trump".into()));
    });
    add("tax --speaker Trump, by relevance", Statements, Relevance, 0, |q| {
        (q.words, q.speaker) = (Some("tax".into()), Some("Trump".into()));
    });
    add("--about Clinton", Statements, Newest, 0, |q| q.about = Some("Clinton".into()));
    add("--actor Sanders", Statements, Newest, 0, |q| q.actor = Some("Sanders".into()));
    add("--country RUS", Statements, Newest, 0, |q| q.country = Some("RUS".into()));
    add("--country USA", Statements, Newest, 0, |q| q.country = Some("USA".into()));
    add("--country USA --speaker Trump --since 2024", Statements, Newest, 0, |q| {
        (q.country, q.speaker) = (Some("USA".into()), Some("Trump".into()));
        q.since = Some("2024".into());
    });
    add("--speaker \"Donald Trump\"", Statements, Newest, 0, |q| q.speaker = Some("\"Donald Trump\"".into()));
    add("--speaker Donald Trump (two words)", Statements, Newest, 0, |q| q.speaker = Some("Donald Trump".into()));
    add("--place Washington", Statements, Newest, 0, |q| q.place = Some("Washington".into()));
    add("--type direct --since 2023-06 --until 2023-06", Statements, Newest, 0, |q| {
        (q.of_type, q.since, q.until) = (Some("direct".into()), Some("2023-06".into()), Some("2023-06".into()));
    });
    add("everything", Events, Newest, 0, |_| ());
    add("--type CONSULT", Events, Newest, 0, |q| q.of_type = Some("CONSULT".into()));
    add("--type PROTEST --status planned", Events, Newest, 0, |q| {
        (q.of_type, q.status) = (Some("PROTEST".into()), Some("planned".into()));
    });
    add("--actor Trump", Events, Newest, 0, |q| q.actor = Some("Trump".into()));
    add("--actor Trump --recipient Clinton", Events, Newest, 0, |q| {
        (q.actor, q.recipient) = (Some("Trump".into()), Some("Clinton".into()));
    });
    add("--country USA --since 2023", Events, Newest, 0, |q| {
        (q.country, q.since) = (Some("USA".into()), Some("2023".into()));
    });
    add("vote", Events, Newest, 0, |q| q.words = Some("vote".into()));
    add("Trump", Actors, Relevance, 0, |q| q.words = Some("Trump".into()));
    add("Trump, newest", Actors, Newest, 0, |q| q.words = Some("Trump".into()));
    add("--type person --country RUS", Actors, Relevance, 0, |q| {
        (q.of_type, q.country) = (Some("person".into()), Some("RUS".into()));
    });
    add("everything", Actors, Relevance, 0, |_| ());
    add("everything, newest", Actors, Newest, 0, |_| ());
    add("--since 2024-03 --until 2024-03", Actors, Relevance, 0, |q| {
        (q.since, q.until) = (Some("2024-03".into()), Some("2024-03".into()));
    });
    add("--since 2024", Actors, Relevance, 0, |q| q.since = Some("2024".into()));
    add("everything", Articles, Newest, 0, |_| ());
    add("tax", Articles, Newest, 0, |q| q.words = Some("tax".into()));
    add("tax, by relevance", Articles, Relevance, 0, |q| q.words = Some("tax".into()));
    add("\"supreme court\" --since 2024-03", Articles, Newest, 0, |q| {
        (q.words, q.since) = (Some("\"supreme court\"".into()), Some("2024-03".into()));
    });
    add("--speaker Clinton", Articles, Newest, 0, |q| q.speaker = Some("Clinton".into()));
    add("tax --speaker Clinton", Articles, Newest, 0, |q| {
        (q.words, q.speaker) = (Some("tax".into()), Some("Clinton".into()));
    });
    add("--country USA", Articles, Newest, 0, |q| q.country = Some("USA".into()));
    add("--place Moscow", Articles, Newest, 0, |q| q.place = Some("Moscow".into()));
    add("--country RUS", Articles, Newest, 0, |q| q.country = Some("RUS".into()));
    all
}
