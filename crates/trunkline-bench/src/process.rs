//! Runs the server in a process of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use futures_util::future::{Either, select};

use crate::{Failure, server};

/// The subcommand that runs the server.
pub const SERVE: &str = "serve";

/// The server's process. It ends when this value is dropped, and when this program ends in any other way.
#[derive(Debug)]
pub struct Server {
    child: Child,
    base_url: String,
}

impl Server {
    /// Starts `program`, a [`trunkline-bench`](crate) binary, as a server that answers after `delay`.
    ///
    /// # Errors
    /// If it does not start, or does not print its address.
    pub fn start(program: impl AsRef<std::ffi::OsStr>, delay: Duration) -> Result<Self, Failure> {
        // The pipe to its stdin closes when this program ends, however it ends; the server waits for that.
        let mut child = Command::new(program)
            .args([SERVE, "--delay", &delay.as_millis().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().ok_or("the server has no stdout")?;
        let mut server = Self {
            child,
            base_url: String::new(),
        };
        BufReader::new(stdout).read_line(&mut server.base_url)?;
        server.base_url.truncate(server.base_url.trim_end().len());
        if server.base_url.is_empty() {
            return Err("the server ended before it listened".into());
        }
        Ok(server)
    }

    /// Starts this program once more, as the server.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_current_exe(delay: Duration) -> Result<Self, Failure> {
        Self::start(env::current_exe()?, delay)
    }

    /// The server's base URL.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; either way there is nothing left to do about it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the server, which answers after `delay`: prints its base URL, and ends when stdin does.
///
/// # Errors
/// If it cannot listen.
pub fn run_server(delay: Duration) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let listener = runtime.block_on(server::listen())?;
    let mut stdout = std::io::stdout();
    writeln!(stdout, "http://{}", listener.local_addr()?)?;
    stdout.flush()?;
    let (gone, is_gone) = tokio::sync::oneshot::channel::<()>();
    thread::spawn(move || {
        // Nothing is ever written to it: only its end matters.
        let _ = std::io::stdin().read(&mut [0]);
        drop(gone);
    });
    let serving = runtime.spawn(server::serve(listener, delay));
    match runtime.block_on(select(serving, is_gone)) {
        Either::Left((ended, _)) => Ok(ended??),
        Either::Right(_) => Ok(()),
    }
}
