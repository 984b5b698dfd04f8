//! A table of the file while it is read: each value that is taken is checked, and what is left over is not known.

use std::collections::BTreeMap;
use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};
use trunkline_core::{AreaCode, Money, PhoneNumber, Region};

use super::source::Source;
use super::word::suggestion;
use super::{Faults, Located, Place};

type Entry<'i> = (Spanned<DeString<'i>>, Spanned<DeValue<'i>>);

/// A table, and what has been taken from it.
pub(super) struct Table<'i, 's> {
    source: &'s Source,
    /// What it is called: `[limits]`, `[[group]]`.
    title: &'static str,
    pub(super) place: Place,
    entries: BTreeMap<String, Entry<'i>>,
    known: Vec<&'static str>,
}

impl<'i, 's> Table<'i, 's> {
    pub(super) fn new(title: &'static str, table: DeTable<'i>, place: Place, source: &'s Source) -> Self {
        let entries = table
            .into_iter()
            .map(|(key, value)| (key.get_ref().to_string(), (key, value)));
        Self {
            source,
            title,
            place,
            entries: entries.collect(),
            known: Vec::new(),
        }
    }

    /// Takes a value; `rule` says what it must be.
    pub(super) fn take<T>(
        &mut self,
        key: &'static str,
        kind: Kind<T>,
        faults: &mut Faults,
    ) -> Option<Located<T>> {
        let (_, value) = self.remove(key)?;
        read(key, &value, kind, self.source, faults)
    }

    /// Takes a value that must be there.
    pub(super) fn required<T>(
        &mut self,
        key: &'static str,
        kind: Kind<T>,
        faults: &mut Faults,
    ) -> Option<Located<T>> {
        if self.has(key).is_none() {
            faults.add(&self.place, format!("{} needs a {key}", self.title));
        }
        self.take(key, kind, faults)
    }

    /// Takes a list, each item of which is read by itself. None if the list as a whole is wrong.
    pub(super) fn list<T: PartialEq>(
        &mut self,
        key: &'static str,
        kind: Kind<T>,
        faults: &mut Faults,
    ) -> Option<Located<Vec<Located<T>>>> {
        let (_, value) = self.remove(key)?;
        let place = self.source.place(&value.span());
        let items = match value.into_inner() {
            DeValue::Array(items) if !items.is_empty() => items,
            other => {
                let rule = kind.rule;
                faults.add(
                    &place,
                    format!("{key} must be a list of {rule}, got {}", got(&other)),
                );
                return None;
            }
        };
        let value = self.items(key, &items, kind, faults);
        Some(Located { value, place })
    }

    fn items<T: PartialEq>(
        &self,
        key: &str,
        items: &DeArray<'_>,
        kind: Kind<T>,
        faults: &mut Faults,
    ) -> Vec<Located<T>> {
        let mut read_items: Vec<Located<T>> = Vec::new();
        for item in items.iter() {
            let Some(item_read) = read(key, item, kind, self.source, faults) else {
                continue;
            };
            if kind.is_once && read_items.iter().any(|known| known.value == item_read.value) {
                faults.add(
                    &item_read.place,
                    format!("{key} has {} twice", got(item.get_ref())),
                );
            }
            read_items.push(item_read);
        }
        read_items
    }

    /// Takes a table.
    pub(super) fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Located<DeTable<'i>>> {
        let (name, value) = self.remove(key)?;
        let place = self.source.place(&name.span());
        match value.into_inner() {
            DeValue::Table(value) => Some(Located { value, place }),
            other => {
                faults.add(
                    &place,
                    format!("{key} must be a table, [{key}], got {}", got(&other)),
                );
                None
            }
        }
    }

    /// Takes tables, `[[key]]`.
    pub(super) fn tables(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Located<DeTable<'i>>> {
        let Some((name, value)) = self.remove(key) else {
            return Vec::new();
        };
        let place = self.source.place(&name.span());
        let DeValue::Array(items) = value.into_inner() else {
            faults.add(&place, format!("{key} must be written [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            let place = self.source.place(&item.span());
            match item.into_inner() {
                DeValue::Table(value) => tables.push(Located { value, place }),
                _ => faults.add(&place, format!("{key} must be written [[{key}]]")),
            }
        }
        tables
    }

    /// Where a key stands, if it does.
    pub(super) fn has(&self, key: &str) -> Option<Place> {
        let (name, _) = self.entries.get(key)?;
        Some(self.source.place(&name.span()))
    }

    /// Names what nobody has taken.
    pub(super) fn finish(self, faults: &mut Faults) {
        for (name, (key, _)) in &self.entries {
            let title = self.title;
            let meant = suggestion(name, self.known.iter().copied());
            faults.add(
                &self.source.place(&key.span()),
                format!("{title} has no key {name:?}{meant}"),
            );
        }
    }

    fn remove(&mut self, key: &'static str) -> Option<Entry<'i>> {
        self.known.push(key);
        self.entries.remove(key)
    }
}

/// A kind of value: what it must be, and how it is read.
pub(super) struct Kind<T> {
    rule: &'static str,
    read: fn(&DeValue<'_>) -> Option<T>,
    /// Whether a list may have each only once, which is seen by comparing all.
    is_once: bool,
}

impl<T> Clone for Kind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kind<T> {}

fn read<T>(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    kind: Kind<T>,
    source: &Source,
    faults: &mut Faults,
) -> Option<Located<T>> {
    let place = source.place(&value.span());
    match (kind.read)(value.get_ref()) {
        Some(value) => Some(Located { value, place }),
        None => {
            let (rule, got) = (kind.rule, got(value.get_ref()));
            faults.add(&place, format!("{key} must be {rule}, got {got}"));
            None
        }
    }
}

/// What stands there, in short.
fn got(value: &DeValue<'_>) -> String {
    const SHOWN: usize = 40;
    let quoted = |text: &dyn Display| {
        let text = text.to_string();
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
            None => format!("{text:?}"),
        }
    };
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(items) if items.is_empty() => "an empty list".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// Text with something in it.
pub(super) const TEXT: Kind<String> = Kind {
    rule: "text in quotes, and not empty",
    read: |value| {
        text(value)
            .map(str::to_owned)
            .filter(|text| !text.trim().is_empty())
    },
    is_once: true,
};

/// The name of a group.
pub(super) const NAME: Kind<String> = Kind {
    rule: "1 to 40 letters, digits, hyphens and underscores",
    read: |value| {
        let is_plain = |text: &&str| {
            text.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        let name = text(value).filter(|text| (1..=40).contains(&text.len()));
        name.filter(is_plain).map(str::to_owned)
    },
    is_once: true,
};

/// An amount of money. A number without quotes may be a binary fraction to whoever else reads the file.
pub(super) const MONEY: Kind<Money> = Kind {
    rule: "an amount of money such as \"$1.00\"",
    read: |value| text(value).and_then(money),
    is_once: true,
};

/// How many numbers.
pub(super) const COUNT: Kind<u32> = Kind {
    rule: "a whole number from 1 to 1000000",
    read: |value| match value {
        DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|count| (1..=1_000_000).contains(count)),
        _ => None,
    },
    is_once: true,
};

/// A switch.
pub(super) const SWITCH: Kind<bool> = Kind {
    rule: "true or false",
    read: |value| match value {
        DeValue::Boolean(value) => Some(*value),
        _ => None,
    },
    is_once: true,
};

/// A pattern of aliases.
pub(super) const PATTERN: Kind<super::Pattern> = Kind {
    rule: "text with one place for the number of the member, such as \"sea-{n:03}\"",
    read: |value| text(value).and_then(|text| super::Pattern::parse(text).ok()),
    is_once: true,
};

/// An area code.
pub(super) const AREA_CODE: Kind<AreaCode> = Kind {
    rule: "area codes in quotes, such as \"206\"",
    read: |value| text(value).and_then(|text| text.parse().ok()),
    is_once: true,
};

/// A state or province.
pub(super) const REGION: Kind<Region> = Kind {
    rule: "states or provinces by their two letters, such as \"WA\"",
    read: |value| text(value).map(Region::from).filter(Region::is_known),
    is_once: true,
};

/// Digits in a row.
pub(super) const DIGITS: Kind<String> = Kind {
    rule: "1 to 10 digits in quotes, such as \"555\"",
    read: |value| {
        let digits = text(value).filter(|text| (1..=10).contains(&text.len()));
        digits
            .filter(|text| text.bytes().all(|c| c.is_ascii_digit()))
            .map(str::to_owned)
    },
    is_once: true,
};

/// A telephone number. Whether it is there twice is seen when all lists are known.
pub(super) const NUMBER: Kind<PhoneNumber> = Kind {
    rule: "telephone numbers in quotes, such as \"+12064205780\"",
    read: |value| text(value).and_then(|text| text.parse().ok()),
    is_once: false,
};

/// An amount that is not negative.
pub(super) fn money(text: &str) -> Option<Money> {
    Money::parse(text).ok().filter(|amount| !amount.is_negative())
}

fn text<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    match value {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}
