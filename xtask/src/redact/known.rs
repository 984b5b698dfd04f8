//! The secrets known beforehand, in every spelling they travel in.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::{REDACTED, form};

/// Known secrets; empty for an emulator.
#[derive(Default)]
pub(super) struct Known {
    /// Spelling and what it is, longest first, so that no spelling is broken up by one inside it.
    spellings: Vec<(String, &'static str)>,
}

impl Known {
    pub(super) fn add_login(&mut self, user: &str, password: &str) {
        self.add(user, "the access key");
        self.add(password, "the secret key");
        self.add(&format!("{user}:{password}"), "the login");
        self.spellings
            .sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
        self.spellings.dedup();
    }

    fn add(&mut self, secret: &str, name: &'static str) {
        if secret.is_empty() {
            return;
        }
        let in_json = serde_json::Value::from(secret).to_string();
        let spellings = [
            secret.to_owned(),
            in_json.trim_matches('"').to_owned(),
            form::encode_value(secret),
            form::encode_segment(secret),
            secret
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;"),
            STANDARD.encode(secret).trim_end_matches('=').to_owned(),
            URL_SAFE.encode(secret).trim_end_matches('=').to_owned(),
        ];
        self.spellings.extend(spellings.map(|spelling| (spelling, name)));
    }

    /// The text with every spelling of every secret replaced.
    pub(super) fn hidden(&self, text: &str) -> String {
        self.spellings
            .iter()
            .fold(text.to_owned(), |text, (spelling, _)| {
                text.replace(spelling, REDACTED)
            })
    }

    /// The name of a secret that is still in there.
    pub(super) fn found_in(&self, text: &str) -> Option<&'static str> {
        self.spellings
            .iter()
            .find(|(spelling, _)| text.contains(spelling))
            .map(|(_, name)| *name)
    }
}
