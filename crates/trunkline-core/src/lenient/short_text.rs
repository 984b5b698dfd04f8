//! Text built on the stack: what the values of this crate write through, so that printing and
//! serializing one allocates nothing.

use std::fmt;

/// At most `N` bytes of text. Writing past the end is an error, never a truncation.
#[derive(Clone, Copy)]
pub(crate) struct ShortText<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> ShortText<N> {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; N],
            len: 0,
        }
    }

    /// The text written so far.
    pub(crate) fn as_str(&self) -> &str {
        // Only whole `&str`s and ASCII digits are ever appended, so this is always valid UTF-8.
        self.bytes
            .get(..self.len)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// Appends `number` with leading zeros up to `width` digits.
    ///
    /// # Errors
    /// When the digits do not fit.
    pub(crate) fn push_number(&mut self, mut number: u64, width: usize) -> fmt::Result {
        let mut digits = [b'0'; 20];
        let mut used = 0;
        for slot in digits.iter_mut().rev() {
            if number == 0 && used >= width.max(1) {
                break;
            }
            // `number % 10` is below ten, so the cast keeps it whole.
            *slot = b'0' + (number % 10) as u8;
            number /= 10;
            used += 1;
        }
        self.push_bytes(digits.get(20 - used..).unwrap_or_default())
    }

    fn push_bytes(&mut self, more: &[u8]) -> fmt::Result {
        let end = self.len + more.len();
        let target = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        target.copy_from_slice(more);
        self.len = end;
        Ok(())
    }
}

impl<const N: usize> fmt::Write for ShortText<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_bytes(text.as_bytes())
    }
}

/// The start of `text`, short enough for a one-line error message.
pub(crate) fn excerpt(text: &str) -> Box<str> {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        None => text.into(),
        Some((end, _)) => {
            let mut short = String::with_capacity(end + '…'.len_utf8());
            short.push_str(text.get(..end).unwrap_or_default());
            short.push('…');
            short.into()
        }
    }
}
