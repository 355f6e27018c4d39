//! `onrecord serve`: serves pages and an HTTP API for a store.

use std::io::Write;
use std::path::{Path, PathBuf};

use onrecord_server::{ErrorKind, Settings, serve};

use super::numbers::number;
use crate::exit_code::SUCCESS;
use crate::input::read_error;
use crate::report::fail;

/// The environment variable that may hold the token.
const TOKEN: &str = "ONRECORD_TOKEN";

/// The minimum number of characters in a token.
const MIN_TOKEN: usize = 16;

const EXAMPLES: &str = "\
Examples:
  onrecord serve --store news.db
  onrecord serve --store news.db --port 8080
  onrecord serve --store news.db --host 0.0.0.0 --allow-host news.example.org --token-file token.txt

Exit codes:
  0    stopped by Ctrl-C, after answering open requests
  2    wrong usage, or the store or the address could not be opened";

/// Serve web pages and an HTTP API for a store
///
/// Articles can be added to the store while the server runs. On a local address, anybody who can open the pages can
/// correct entries; on other addresses, and for requests that come through a proxy, corrections need a token.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,

    #[command(flatten)]
    port: PortArg,

    /// Also accept requests to this host name, besides IP addresses and localhost; can be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,

    /// File whose first line is the token for corrections [default: the environment variable ONRECORD_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,

    /// Treat all requests as sent by a proxy on this machine: clients are taken from X-Forwarded-For, and corrections
    /// always need a token
    #[arg(long)]
    behind_proxy: bool,

    /// Maximum number of requests per second from each client that is not on this machine; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = number::<u32>(0, 4_294_967_295))]
    rate: u32,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// The port.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct PortArg {
    /// Port to listen on; 0 for any free port
    #[arg(long, value_name = "PORT", default_value_t = 7777, value_parser = number::<u16>(0, 65_535))]
    port: u16,
}

impl Args {
    /// Returns the options of a server for this machine only.
    pub(super) fn local(store: PathBuf, port: PortArg, quiet: bool) -> Args {
        let host = "127.0.0.1".to_owned();
        Args { store, host, port, allow_host: vec![], token_file: None, rate: 0, behind_proxy: false, quiet }
    }
}

/// Serves the store and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let token = match token(args.token_file.as_deref()) {
        Ok(token) => token,
        Err(message) => return fail(&message),
    };
    let has_token = token.is_some();
    let settings = Settings {
        store: args.store.clone(),
        host: args.host.clone(),
        port: args.port.port,
        token,
        allowed_hosts: args.allow_host.clone(),
        behind_proxy: args.behind_proxy,
        rate: (args.rate > 0).then_some(args.rate),
    };
    let served = serve(&settings, |address| {
        if args.quiet {
            return;
        }
        let is_own = address.ip().is_loopback();
        // The server keeps running even if these messages cannot be written.
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "onrecord: serving {} on http://{address} (press Ctrl-C to stop)", args.store.display());
        if (!is_own || args.behind_proxy) && !has_token {
            let _ = writeln!(err, "onrecord: anybody can read; corrections are off without --token-file");
        }
    });
    match served {
        Ok(()) => SUCCESS,
        Err(error) if error.kind() == ErrorKind::Store => fail(&format!("{}: {error}", args.store.display())),
        Err(error) => {
            fail(&format!("{}:{}: {error}; choose another address with --port or --host", args.host, args.port.port))
        }
    }
}

/// Returns the token for corrections, or `None` if none is set.
fn token(file: Option<&Path>) -> Result<Option<String>, String> {
    let (name, text) = match file {
        Some(file) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {}", read_error(&error)))?;
            (name, text)
        }
        None => match std::env::var(TOKEN) {
            Ok(text) => (TOKEN.to_owned(), text),
            Err(std::env::VarError::NotPresent) => return Ok(None),
            Err(error) => return Err(format!("{TOKEN}: {error}")),
        },
    };
    let token = text.lines().next().unwrap_or("").trim();
    if token.len() < MIN_TOKEN {
        return Err(format!("{name}: expected a token of at least {MIN_TOKEN} characters, found {}", token.len()));
    }
    Ok(Some(token.to_owned()))
}
