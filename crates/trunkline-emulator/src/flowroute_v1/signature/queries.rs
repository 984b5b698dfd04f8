//! The query as the signed text ends with it, in the form of the contract and in those of the vendor's clients (docs/contracts/flowroute-v1.md §1.2).

use percent_encoding::percent_decode;

use super::distinct;
use crate::store::v1::Signatures;

/// Decoded name and value.
type Pair = (Vec<u8>, Vec<u8>);

/// How a client writes the query it signs.
struct Form {
    order: Order,
    repeated: Repeated,
    /// Whether parameters without a value stay.
    blanks: bool,
    spelling: Spelling,
}

enum Order {
    /// By name; equal names as they came.
    Names,
    /// By the text of name and value.
    Pairs,
    AsSent,
}

enum Repeated {
    All,
    Last,
    /// Values joined with commas.
    Joined,
}

enum Spelling {
    /// Form-encoded; letters, digits and these stay as they are.
    Escaped(&'static [u8]),
    /// As it reads.
    Decoded,
}

/// The rules of the contract, which are those of the Ruby client.
const DOCUMENTED: Form = Form {
    order: Order::Names,
    repeated: Repeated::All,
    blanks: true,
    spelling: Spelling::Escaped(b"-._*"),
};

/// The other clients.
const SEEN: &[Form] = &[
    // Ruby again, but younger: `~` is literal.
    Form {
        spelling: Spelling::Escaped(b"-._*~"),
        ..DOCUMENTED
    },
    // Python 2.
    Form {
        repeated: Repeated::Last,
        blanks: false,
        spelling: Spelling::Escaped(b"-._"),
        ..DOCUMENTED
    },
    // The same, ported to Python 3.
    Form {
        repeated: Repeated::Last,
        blanks: false,
        spelling: Spelling::Escaped(b"-._~"),
        ..DOCUMENTED
    },
    // PHP.
    Form {
        order: Order::AsSent,
        repeated: Repeated::Last,
        blanks: true,
        spelling: Spelling::Escaped(b"-._"),
    },
    // Node.
    Form {
        repeated: Repeated::Joined,
        spelling: Spelling::Decoded,
        ..DOCUMENTED
    },
    // .NET.
    Form {
        order: Order::Pairs,
        spelling: Spelling::Decoded,
        ..DOCUMENTED
    },
];

/// Every text a query may have been signed as: the documented one first.
pub(super) fn candidates(raw: &str, signatures: Signatures) -> Vec<Vec<u8>> {
    let pairs: Vec<Pair> = raw
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(pair)
        .collect();
    let documented = DOCUMENTED.write(&pairs);
    if signatures == Signatures::Strict {
        return vec![documented];
    }
    let mut pieces: Vec<&str> = raw.split('&').collect();
    pieces.sort_unstable();
    let as_they_are = [raw.as_bytes().to_vec(), pieces.join("&").into_bytes()];
    let seen = SEEN.iter().map(|form| form.write(&pairs));
    distinct(std::iter::once(documented).chain(as_they_are).chain(seen))
}

fn pair(piece: &str) -> Pair {
    let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
    (decoded(name), decoded(value))
}

fn decoded(text: &str) -> Vec<u8> {
    percent_decode(text.replace('+', " ").as_bytes()).collect()
}

impl Form {
    fn write(&self, pairs: &[Pair]) -> Vec<u8> {
        let mut pairs: Vec<Pair> = pairs
            .iter()
            .filter(|(_, value)| self.blanks || !value.is_empty())
            .cloned()
            .collect();
        pairs = self.repeated.merge(pairs);
        match self.order {
            // Stable, which keeps the order of repeated names.
            Order::Names => pairs.sort_by(|(a, _), (b, _)| a.cmp(b)),
            Order::Pairs => pairs.sort_by_cached_key(|(name, value)| [name.as_slice(), b"=", value].concat()),
            Order::AsSent => {}
        }
        let written = pairs.iter().map(|(name, value)| {
            let mut text = self.spelling.spell(name);
            text.push(b'=');
            text.extend(self.spelling.spell(value));
            text
        });
        written.collect::<Vec<_>>().join(&b'&')
    }
}

impl Repeated {
    fn merge(&self, pairs: Vec<Pair>) -> Vec<Pair> {
        if matches!(self, Self::All) {
            return pairs;
        }
        let mut merged: Vec<Pair> = Vec::with_capacity(pairs.len());
        for (name, value) in pairs {
            match merged.iter_mut().find(|(known, _)| *known == name) {
                None => merged.push((name, value)),
                Some((_, kept)) if matches!(self, Self::Last) => *kept = value,
                Some((_, kept)) => {
                    kept.push(b',');
                    kept.extend(value);
                }
            }
        }
        merged
    }
}

impl Spelling {
    fn spell(&self, text: &[u8]) -> Vec<u8> {
        let Self::Escaped(literal) = self else {
            return text.to_vec();
        };
        let mut spelled = Vec::with_capacity(text.len());
        for byte in text {
            match byte {
                b' ' => spelled.push(b'+'),
                byte if byte.is_ascii_alphanumeric() || literal.contains(byte) => spelled.push(*byte),
                byte => spelled.extend(format!("%{byte:02X}").into_bytes()),
            }
        }
        spelled
    }
}
