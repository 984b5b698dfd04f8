//! Colors, by meaning only.

use anstyle::{AnsiColor, Style as Ansi};

/// Which streams are colored.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    out: bool,
    err: bool,
}

impl Style {
    /// Colors on these streams, if they are allowed.
    pub(super) fn new(out: bool, err: bool) -> Self {
        let is_allowed = may_color();
        Self {
            out: is_allowed && out,
            err: is_allowed && err,
        }
    }

    /// Text for stdout, dimmed.
    pub(crate) fn dim(self, text: &str) -> String {
        painted(self.out, Ansi::new().dimmed(), text)
    }

    /// Text for stdout, in bold.
    pub(crate) fn bold(self, text: &str) -> String {
        painted(self.out, Ansi::new().bold(), text)
    }

    /// Text for stdout, in green.
    pub(crate) fn success(self, text: &str) -> String {
        painted(self.out, AnsiColor::Green.on_default(), text)
    }

    /// Text for stdout, in red.
    pub(crate) fn error(self, text: &str) -> String {
        painted(self.out, AnsiColor::Red.on_default().bold(), text)
    }

    pub(super) fn warning(self, text: &str) -> String {
        painted(self.err, AnsiColor::Yellow.on_default().bold(), text)
    }

    pub(super) fn failure(self, text: &str) -> String {
        painted(self.err, AnsiColor::Red.on_default().bold(), text)
    }

    pub(super) fn hint(self, text: &str) -> String {
        painted(self.err, AnsiColor::Cyan.on_default().bold(), text)
    }
}

/// Whether `NO_COLOR` and `TERM=dumb` allow colors.
pub(crate) fn may_color() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn painted(is_colored: bool, style: Ansi, text: &str) -> String {
    if is_colored {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
