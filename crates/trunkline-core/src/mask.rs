//! Hiding what the caller has sent in confidence, should the answer repeat it.

use bytes::Bytes;
use http::Response;

use crate::{Problem, Refusal};

/// What stands in place of a secret.
const HIDDEN: &str = "***";
/// Shorter ones stand in too many words, and are hidden where they stand alone. The security code of a card has three digits.
const SHORTEST: usize = 3;
/// As many digits in a row are a card's.
const CARD: usize = 12;
/// How much of a body is looked through; far more than an error keeps of it.
const LOOKED_THROUGH: usize = 16 * 1024;

/// The secrets of one request, to be taken out of whatever is shown of its answer.
#[derive(Clone, Default)]
pub struct Mask {
    /// In all the forms in which an answer may repeat them.
    secrets: Vec<String>,
    cards: bool,
}

impl Mask {
    /// Hides nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Hides `secret`: as it is, and as JSON, HTML and URLs write it. One of less than three bytes is hidden only where it stands
    /// alone, not within a word or a number.
    pub fn hide(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        let json = serde_json::Value::from(secret).to_string();
        let forms = [
            secret.to_owned(),
            json.trim_matches('"').to_owned(),
            secret.replace('/', "\\/"),
            html(secret),
            percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string(),
        ];
        self.secrets.extend(forms);
        // A secret may be part of a longer one.
        self.secrets.sort_by_key(|form| std::cmp::Reverse(form.len()));
        self.secrets.dedup();
    }

    /// Hides whatever looks like the number of a card as well.
    #[must_use]
    pub fn hide_cards(mut self) -> Self {
        self.cards = true;
        self
    }

    /// The text without them.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.secrets {
            if !text.contains(secret.as_str()) {
                continue;
            }
            text = match secret.len() {
                ..SHORTEST => without_word(&text, secret),
                _ => text.replace(secret.as_str(), HIDDEN),
            };
        }
        if self.cards { without_cards(&text) } else { text }
    }

    /// The carrier's words without them.
    #[must_use]
    pub fn refusal(&self, mut refusal: Refusal) -> Refusal {
        let texts = refusal.problems.iter_mut().flat_map(
            |Problem {
                 field,
                 title,
                 detail,
                 id,
             }| [field, title, detail, id],
        );
        for text in texts.flatten() {
            *text = self.apply(text);
        }
        refusal
    }

    /// The response without them, for what an error keeps of it: the beginning of the body, and where a redirect leads.
    #[must_use]
    pub fn response(&self, response: &Response<Bytes>) -> Response<Bytes> {
        let body = response.body();
        let head = body.get(..LOOKED_THROUGH).unwrap_or(body);
        let mut masked = Response::new(Bytes::from(self.apply(&String::from_utf8_lossy(head))));
        *masked.status_mut() = response.status();
        for (name, value) in response.headers() {
            let text = self.apply(&String::from_utf8_lossy(value.as_bytes()));
            if let Ok(value) = http::HeaderValue::from_str(&text) {
                masked.headers_mut().append(name, value);
            }
        }
        masked
    }
}

impl std::fmt::Debug for Mask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mask").finish_non_exhaustive()
    }
}

/// The text without `secret` where no letter or digit touches it.
fn without_word(text: &str, secret: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split(secret).peekable();
    while let Some(part) = parts.next() {
        shown.push_str(part);
        if let Some(next) = parts.peek() {
            let touches = part.ends_with(char::is_alphanumeric) || next.starts_with(char::is_alphanumeric);
            shown.push_str(if touches { secret } else { HIDDEN });
        }
    }
    shown
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// Long rows of digits, also in groups, are left out.
fn without_cards(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut row = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() || (!row.is_empty() && matches!(c, ' ' | '-')) {
            row.push(c);
        } else {
            end_row(&mut row, &mut shown);
            shown.push(c);
        }
    }
    end_row(&mut row, &mut shown);
    shown
}

fn end_row(row: &mut String, shown: &mut String) {
    let digits = row.bytes().filter(u8::is_ascii_digit).count();
    if digits < CARD {
        shown.push_str(row);
    } else {
        shown.push_str(HIDDEN);
        let rest = row.trim_end_matches(|c: char| !c.is_ascii_digit());
        shown.push_str(row.get(rest.len()..).unwrap_or_default());
    }
    row.clear();
}
