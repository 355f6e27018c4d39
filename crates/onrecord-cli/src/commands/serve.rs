//! `onrecord serve`: pages and an API for a store.

use std::io::Write;
use std::path::{Path, PathBuf};

use onrecord_server::{ErrorKind, Settings, serve};

use super::ALL_READ;
use super::numbers::number;
use super::show::refuse;
use crate::inputs::reason;

/// The variable of the environment that may hold the token.
const TOKEN: &str = "ONRECORD_TOKEN";

/// Characters that a token has at least.
const MIN_TOKEN: usize = 16;

const EXAMPLES: &str = "\
Examples:
  onrecord serve --store news.db
  onrecord serve --store news.db --port 8080
  onrecord serve --store news.db --host 0.0.0.0 --allow-host news.example.org --token-file token.txt

Exit codes:
  0    stopped by Ctrl-C, after requests in hand
  2    wrong usage, or the store or the address could not be opened";

/// Open pages and an HTTP API for a store
///
/// Articles can be added meanwhile. On this machine's own address anybody who can open the pages can correct entries;
/// elsewhere correcting needs a token.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,

    /// The port; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 7777, value_parser = number::<u16>(0, 65_535))]
    port: u16,

    /// A name by which the server is asked, besides addresses and localhost; may be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,

    /// A file whose first line is the token that correcting needs [default: the variable ONRECORD_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,

    /// Requests a second for each address but this machine's own; 0 for any number
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = number::<u32>(0, 4_294_967_295))]
    rate: u32,

    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Serves the store and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let token = match token(args.token_file.as_deref()) {
        Ok(token) => token,
        Err(message) => return refuse(&message),
    };
    let has_token = token.is_some();
    let settings = Settings {
        store: args.store.clone(),
        host: args.host.clone(),
        port: args.port,
        token,
        names: args.allow_host.clone(),
        rate: (args.rate > 0).then_some(args.rate),
    };
    let served = serve(&settings, |address| {
        if args.quiet {
            return;
        }
        let is_own = address.ip().is_loopback();
        // Serving goes on where nobody listens to what it says.
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "onrecord: serving {} on http://{address} (Ctrl-C ends it)", args.store.display());
        if !is_own && !has_token {
            let _ = writeln!(err, "onrecord: others can read; corrections are off, since there is no --token-file");
        }
    });
    match served {
        Ok(()) => ALL_READ,
        Err(error) if error.kind() == ErrorKind::Store => refuse(&format!("{}: {error}", args.store.display())),
        Err(error) => {
            refuse(&format!("{}:{}: {error}; --port and --host choose another address", args.host, args.port))
        }
    }
}

/// Returns the token that writing needs, `None` where none is set.
fn token(file: Option<&Path>) -> Result<Option<String>, String> {
    let (name, text) = match file {
        Some(file) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {}", reason(&error)))?;
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
