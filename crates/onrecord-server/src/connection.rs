//! Connections that are closed when the client does not read the response in time.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// Maximum time that a connection waits for a client that reads nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes that a client must read per second of waiting: slower than any network connection used for browsing.
const BYTES_PER_SECOND: u64 = 16 * 1024;

/// A connection that fails when its client does not read, or reads too slowly.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    /// Upper limit of `left`.
    patience: Duration,
    /// Time that the client has left to read: waiting reduces it, and reading increases it.
    left: Duration,
    /// When the current wait began, and the timer that ends it.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream) -> Connection {
        Connection { stream, patience: PATIENCE, left: PATIENCE, waiting: None }
    }

    /// Updates the time left after an attempt to write, and fails once it has run out.
    fn watched(&mut self, written: Poll<io::Result<usize>>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Poll::Ready(result) = written else {
            let left = self.left;
            let (_, timer) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
            ready!(timer.as_mut().poll(cx));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        };
        if let Some((since, _)) = self.waiting.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        // Bytes that the system buffers before any wait do not increase the time beyond `patience`.
        let n_written = result.as_ref().map_or(0, |n| *n as u64);
        let gained = Duration::from_micros(n_written * 1_000_000 / BYTES_PER_SECOND);
        self.left = (self.left + gained).min(self.patience);
        Poll::Ready(result)
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watched(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.watched(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Read;

    use tokio::net::TcpListener;

    use super::*;

    const N_BYTES: usize = 50 << 20;

    /// Writes `N_BYTES` to a client that reads only if `reads` is set, and returns the number of bytes that it has
    /// read.
    async fn write(patience: Duration, reads: bool) -> io::Result<u64> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let client = std::net::TcpStream::connect(listener.local_addr()?)?;
        let stream = listener.accept().await?.0;
        let mut connection = Connection { patience, left: patience, ..Connection::new(stream) };
        let reading = std::thread::spawn(move || match reads {
            true => io::copy(&mut (&client).take(N_BYTES as u64), &mut io::sink()).map(|n_read| (n_read, client)),
            false => Ok((0, client)),
        });
        let bytes = vec![b'a'; 1 << 16];
        let mut n_left = N_BYTES;
        while n_left > 0 {
            let piece = &bytes[..n_left.min(bytes.len())];
            n_left -= poll_fn(|cx| Pin::new(&mut connection).poll_write(cx, piece)).await?;
        }
        reading.join().expect("the client does not panic").map(|(n_read, _)| n_read)
    }

    #[tokio::test]
    async fn a_client_that_reads_gets_everything() {
        assert_eq!(write(PATIENCE, true).await.unwrap(), N_BYTES as u64);
    }

    #[tokio::test]
    async fn a_client_that_never_reads_is_left() {
        let error = write(Duration::from_millis(20), false).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
