//! Compressed data in several members, of which some may be damaged.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// How a member of gzip begins (RFC 1952); the third byte is the only method there is.
pub(in crate::input) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// The data of all members, one after the other; or the input as it is, where it is not compressed.
#[derive(Debug)]
pub(super) struct Members<R>(State<R>);

#[derive(Debug)]
enum State<R> {
    Plain(R),
    Between(R),
    Inside(Box<GzDecoder<R>>),
    /// Only while the state changes.
    Gone,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(input: R, is_compressed: bool) -> Self {
        Members(if is_compressed { State::Between(input) } else { State::Plain(input) })
    }

    /// Goes to the beginning of the next member after an error; false where there is none. Input that is not compressed goes on
    /// where it is, which is its end.
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

/// Reads up to the next bytes that may begin a member.
fn seek_magic(input: &mut impl BufRead) -> io::Result<bool> {
    // The decoder reads the magic itself, so that it must not be consumed here: the first byte of it is a candidate.
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        match buffer.iter().position(|&byte| byte == MAGIC[0]) {
            // At the end of the buffer the next bytes are not seen; the decoder finds out.
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
