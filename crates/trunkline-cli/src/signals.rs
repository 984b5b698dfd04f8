//! The signals that end a command: Ctrl-C, and on Unix SIGTERM and SIGHUP.

/// The number of SIGINT.
const INTERRUPT: u8 = 2;

/// Waits for a signal and returns its number. Handlers are installed when this is first polled.
#[cfg(unix)]
pub(crate) async fn first() -> u8 {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    const HANG_UP: u8 = 1;
    const TERMINATE: u8 = 15;
    async fn next(stream: Option<Signal>) {
        match stream {
            Some(mut stream) => {
                let _none_if_closed = stream.recv().await;
            }
            // It cannot be handled, so it ends the process by itself.
            None => std::future::pending().await,
        }
    }
    let interrupt = signal(SignalKind::interrupt()).ok();
    let terminate = signal(SignalKind::terminate()).ok();
    let hang_up = (!is_ignored(HANG_UP))
        .then(|| signal(SignalKind::hangup()).ok())
        .flatten();
    tokio::select! {
        () = next(interrupt) => INTERRUPT,
        () = next(terminate) => TERMINATE,
        () = next(hang_up) => HANG_UP,
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
pub(crate) async fn first() -> u8 {
    match tokio::signal::ctrl_c().await {
        Ok(()) => INTERRUPT,
        Err(_) => std::future::pending().await,
    }
}

/// Whether whoever started this process wants the signal ignored, as `nohup` does. Told by Linux only.
#[cfg(unix)]
fn is_ignored(signal: u8) -> bool {
    let mask = std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
            u64::from_str_radix(line.trim(), 16).ok()
        });
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
