//! Reads gzip data with several members, some of which may be damaged.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// The first bytes of a gzip member (RFC 1952). The third is the only compression method that exists.
pub(in crate::input) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// The data of all members in sequence, or the input itself if it is not compressed.
#[derive(Debug)]
pub(super) struct Members<R>(State<R>);

#[derive(Debug)]
enum State<R> {
    Plain(R),
    Between(R),
    Inside(Box<GzDecoder<R>>),
    /// A placeholder while the state changes.
    Gone,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(input: R, is_compressed: bool) -> Self {
        Members(if is_compressed { State::Between(input) } else { State::Plain(input) })
    }

    /// Skips to the start of the next member after an error, and returns whether there is one. Uncompressed input stays
    /// at its position.
    pub(super) fn resync(&mut self) -> io::Result<bool> {
        let mut input = match std::mem::replace(&mut self.0, State::Gone) {
            State::Inside(decoder) => decoder.into_inner(),
            State::Between(input) => input,
            other => {
                self.0 = other;
                return Ok(false);
            }
        };
        let found = seek_magic(&mut input);
        self.0 = State::Between(input);
        found
    }
}

/// Skips to the next bytes that could begin a member.
fn seek_magic(input: &mut impl BufRead) -> io::Result<bool> {
    // The decoder reads the magic bytes itself, so they are not consumed here: a candidate starts at the first of them.
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        match buffer.iter().position(|&byte| byte == MAGIC[0]) {
            // At the end of the buffer the next bytes are not visible, so the decoder decides.
            Some(at) if MAGIC.starts_with(&buffer[at..buffer.len().min(at + 3)]) => {
                input.consume(at);
                return Ok(true);
            }
            Some(at) => input.consume(at + 1),
            None => {
                let length = buffer.len();
                input.consume(length);
            }
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.0, State::Gone) {
                State::Plain(mut input) => {
                    let read = input.read(buffer);
                    self.0 = State::Plain(input);
                    return read;
                }
                State::Between(mut input) => {
                    let is_end = match input.fill_buf() {
                        Ok(ahead) => ahead.is_empty(),
                        Err(error) => {
                            self.0 = State::Between(input);
                            return Err(error);
                        }
                    };
                    if is_end {
                        self.0 = State::Between(input);
                        return Ok(0);
                    }
                    self.0 = State::Inside(Box::new(GzDecoder::new(input)));
                }
                State::Inside(mut decoder) => {
                    let read = decoder.read(buffer);
                    if matches!(read, Ok(0)) && !buffer.is_empty() {
                        self.0 = State::Between(decoder.into_inner());
                        continue;
                    }
                    self.0 = State::Inside(decoder);
                    return read;
                }
                State::Gone => return Ok(0),
            }
        }
    }
}
