//! The articles in the inputs.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use onrecord_batch::decompressed;
use onrecord_batch::pipeline::{Failure, PipelineItem};
use onrecord_record::Origin;
use onrecord_text::{Document, Format, InputOptions, read_input};

use crate::article::Article;
use crate::input::{Input, InputKind, read_error};
use crate::web::Web;

/// Returns the articles of `inputs` in order. They are read lazily, one by one.
pub(crate) fn documents(
    inputs: Vec<Input>,
    options: InputOptions,
) -> impl Iterator<Item = PipelineItem<Document>> + Send {
    // Without a store, no article is known.
    articles(inputs, options, Web::new()).filter_map(|PipelineItem { input, part, bytes, size, result }| {
        let result = match result {
            Ok(Article::New(document)) => Ok(*document),
            Ok(Article::Known(_)) => return None,
            Err(failure) => Err(failure),
        };
        Some(PipelineItem { input, part, bytes, size, result })
    })
}

/// Returns the articles of `inputs` as [`documents`] does, and the feed entries whose articles `web` already knows.
pub(crate) fn articles(
    inputs: Vec<Input>,
    options: InputOptions,
    web: Web,
) -> impl Iterator<Item = PipelineItem<Article>> + Send {
    let n_bytes = Arc::new(AtomicU64::new(0));
    let web = Arc::new(web);
    inputs.into_iter().enumerate().flat_map(move |(idx, input)| {
        let bytes = Arc::clone(&n_bytes);
        let found: Box<dyn Iterator<Item = Result<Article, String>> + Send> = match &input.kind {
            InputKind::Web(address) => web.articles(address, &options, &bytes),
            _ => match open(&input, &options, &bytes) {
                Err(reason) => Box::new(std::iter::once(Err(format!("{}: {reason}", input.name)))),
                Ok((opened, is_compressed)) => {
                    let mut options = options.clone();
                    if is_compressed {
                        options.format = options.format.or_else(|| format_in_gzip(&input.name));
                    }
                    let documents = read_input(&input.name, BufReader::with_capacity(1 << 16, opened), &options);
                    let path = input.path();
                    Box::new(documents.map(move |found| match found {
                        Ok(document) => Ok(Article::New(Box::new(at_path(document, &path)))),
                        Err(error) => Err(error.to_string()),
                    }))
                }
            },
        };
        found.map(move |found| PipelineItem {
            input: idx,
            part: match &found {
                Ok(Article::New(document)) => document.info().origin.as_ref().and_then(|origin| origin.part.clone()),
                _ => None,
            },
            bytes: bytes.load(Ordering::Relaxed),
            size: match &found {
                Ok(Article::New(document)) => document.text().len(),
                _ => 0,
            },
            result: found.map_err(Failure::Input),
        })
    })
}

/// Opens standard input or a file and returns its content, and whether it was compressed. `n_bytes` counts the bytes
/// read.
fn open(
    input: &Input,
    options: &InputOptions,
    n_bytes: &Arc<AtomicU64>,
) -> Result<(Box<dyn Read + Send>, bool), String> {
    let counted = Box::new(CountingReader { inner: input.open()?, n_bytes: Arc::clone(n_bytes) });
    // The reader of web archives needs the compressed bytes to find the next record after a damaged one.
    if options.format == Some(Format::Warc) || input.name.to_ascii_lowercase().ends_with(".warc.gz") {
        return Ok((counted, false));
    }
    decompressed(counted).map_err(|error| read_error(&error))
}

/// Returns the format that the name of a compressed input implies, such as `news.jsonl.gz`, for the formats that cannot
/// always be detected from the content.
fn format_in_gzip(name: &str) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    match name.strip_suffix(".gz")?.rsplit_once('.')?.1 {
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        _ => None,
    }
}

/// Returns the document with `path` as the path of its origin. Messages show a name without control characters instead.
fn at_path(document: Document, path: &str) -> Document {
    let part = document.info().origin.as_ref().and_then(|origin| origin.part.clone());
    document.with_origin(Origin { path: path.to_owned(), part })
}

/// A reader that counts the bytes read.
struct CountingReader {
    inner: Box<dyn Read + Send>,
    n_bytes: Arc<AtomicU64>,
}

impl Read for CountingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_bytes.fetch_add(n_read as u64, Ordering::Relaxed);
        Ok(n_read)
    }
}
