//! Runs the command on a terminal of its own.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A command that runs on a terminal.
pub(crate) struct Terminal {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    shown: String,
}

impl Terminal {
    /// Starts the command on a dumb terminal (or that of its environment) of this width, on which `typed` has been typed before.
    pub(crate) fn start(mut command: Command, width: u16, typed: &str) -> Self {
        let main = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&main).unwrap();
        unlockpt(&main).unwrap();
        let path = ptsname(&main, Vec::new()).unwrap();
        let end = File::options()
            .read(true)
            .write(true)
            .open(path.to_str().unwrap())
            .unwrap();
        let size = Winsize {
            ws_col: width,
            ws_row: 40,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(end.as_fd(), size).unwrap();
        let mut keyboard = File::from(main.try_clone().unwrap());
        keyboard.write_all(typed.as_bytes()).unwrap();
        let copy = || end.try_clone().unwrap();
        if command.get_envs().all(|(name, _)| name != "TERM") {
            command.env("TERM", "dumb");
        }
        let child = command
            .stdin(copy())
            .stdout(copy())
            .stderr(copy())
            .spawn()
            .unwrap();
        drop(end);
        Self {
            child,
            keyboard,
            screen: reader(main),
            shown: String::new(),
        }
    }

    /// Waits until this text is on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.shown.contains(text) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.shown.push_str(&String::from_utf8_lossy(&bytes)),
                Err(_) => panic!("{text:?} did not come: {}", self.shown),
            }
        }
    }

    /// Waits until the terminal does not show what is typed.
    pub(crate) fn wait_until_silent(&self) {
        let deadline = Instant::now() + PATIENCE;
        let echoes = || {
            tcgetattr(&self.keyboard)
                .unwrap()
                .local_modes
                .contains(LocalModes::ECHO)
        };
        while echoes() {
            assert!(Instant::now() < deadline, "what is typed is still shown");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Types a text.
    pub(crate) fn type_in(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
    }

    /// Waits for the end: everything that was on the screen, and the exit code.
    pub(crate) fn end(mut self) -> (String, Option<i32>) {
        let status: ExitStatus = self.child.wait().unwrap();
        while let Ok(bytes) = self.screen.recv_timeout(PATIENCE) {
            self.shown.push_str(&String::from_utf8_lossy(&bytes));
        }
        (self.shown.replace("\r\n", "\n"), status.code())
    }
}

/// Reads the screen until the last program has left the terminal.
fn reader(screen: OwnedFd) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    let mut screen = File::from(screen);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        // Linux reports the end as an error.
        while let Ok(length @ 1..) = screen.read(&mut buffer) {
            if send.send(buffer[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    receive
}

/// Everything that the command shows on a terminal of this width.
pub(crate) fn screen(command: Command, width: u16) -> String {
    let (shown, code) = Terminal::start(command, width, "").end();
    format!("width {width}, exit {}\n{shown}", code.unwrap_or(-1))
}
