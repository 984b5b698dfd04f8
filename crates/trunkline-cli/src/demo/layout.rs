//! How a step looks to people: on one line if the terminal is wide, else the words first and the exchanges under them.

use super::observe::Exchange;

/// How wide the number and the name are, the spaces behind them included.
const NUMBER: usize = 4;
const NAME: usize = 13;
/// How wide method, target and status are on one line, the spaces behind them included.
const METHOD: usize = 7;
const TARGET: usize = 60;
const STATUS: usize = 5;
/// From this width on everything is on one line.
const ONE_LINE: usize = 136;
/// Wider than this no text is set: nobody likes to read it.
const READABLE: usize = 100;
/// Narrower than this the name gets a line of its own.
const BESIDE_NAME: usize = 64;

/// A piece of a line and what it is, to be painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What it is.
    pub(crate) part: Part,
    /// The text, padded.
    pub(crate) text: String,
}

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The step's number.
    Number,
    /// The step's name.
    Name,
    /// Method and target.
    Request,
    /// The status of a success.
    Success,
    /// Another status, or that no answer came.
    Trouble,
    /// What came out.
    Words,
    /// What is left on the account.
    Money,
    /// Empty space.
    Space,
}

/// One step, as it is shown.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// Its number, from 1.
    pub(crate) step: u32,
    /// Its name.
    pub(crate) name: &'a str,
    /// What went over the wire, in order.
    pub(crate) exchanges: &'a [Exchange],
    /// What came out, in plain words.
    pub(crate) words: &'a str,
    /// What else there is to tell: `balance $99.00`.
    pub(crate) money: Option<&'a str>,
}

type Line = Vec<Piece>;

/// The lines of a step, none wider than `width` unless a single exchange is.
pub(crate) fn lines(row: &Row<'_>, width: usize) -> Vec<Line> {
    if width >= ONE_LINE {
        on_one_line(row, width)
    } else {
        in_two(row, width.min(READABLE))
    }
}

/// Name, exchange and words beside each other; the words are about the step as a whole, so beside its last exchange.
fn on_one_line(row: &Row<'_>, width: usize) -> Vec<Line> {
    let beside = NUMBER + NAME + METHOD + TARGET + STATUS;
    let mut words = wrapped(row, width.saturating_sub(beside)).into_iter();
    let last = row.exchanges.len().saturating_sub(1);
    let mut lines = Vec::new();
    for (index, exchange) in row.exchanges.iter().enumerate() {
        let mut line = if index == 0 {
            head(row)
        } else {
            vec![space(NUMBER + NAME)]
        };
        line.push(piece(
            Part::Request,
            format!("{:<METHOD$}{:<TARGET$}", exchange.method, exchange.target),
        ));
        let (part, status) = status(exchange, "---");
        line.push(piece(part, format!("{status:<STATUS$}")));
        if index == last {
            line.extend(words.next().into_iter().flatten());
        }
        lines.push(line);
    }
    lines.extend(words.map(|words| under(beside, words)));
    lines
}

/// Name and words, then each exchange on a line of its own.
fn in_two(row: &Row<'_>, width: usize) -> Vec<Line> {
    let beside_name = width >= BESIDE_NAME;
    let indent = if beside_name { NUMBER + NAME } else { NUMBER };
    let words = wrapped(row, width.saturating_sub(indent)).into_iter();
    let mut lines = Vec::new();
    if beside_name {
        let mut first = head(row);
        let mut words = words;
        first.extend(words.next().into_iter().flatten());
        lines.push(first);
        lines.extend(words.map(|words| under(indent, words)));
    } else {
        lines.push(head(row));
        lines.extend(words.map(|words| under(indent, words)));
    }
    for exchange in row.exchanges {
        let (part, status) = status(exchange, "no answer");
        let request = piece(
            Part::Request,
            format!("{} {} -> ", exchange.method, exchange.target),
        );
        lines.push(vec![space(indent), request, piece(part, status)]);
    }
    lines
}

fn head(row: &Row<'_>) -> Line {
    let number = NUMBER - 1;
    let name = NAME - 1;
    vec![
        piece(Part::Number, format!("{:>number$} ", row.step)),
        piece(Part::Name, format!("{:<name$} ", row.name)),
    ]
}

fn under(indent: usize, words: Line) -> Line {
    std::iter::once(space(indent)).chain(words).collect()
}

fn status(exchange: &Exchange, none: &str) -> (Part, String) {
    match exchange.status {
        Some(status @ 200..=299) => (Part::Success, status.to_string()),
        Some(status) => (Part::Trouble, status.to_string()),
        None => (Part::Trouble, none.to_owned()),
    }
}

fn piece(part: Part, text: String) -> Piece {
    Piece { part, text }
}

fn space(width: usize) -> Piece {
    piece(Part::Space, " ".repeat(width))
}

/// Text, broken between words so that no line is wider than `width`.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if length(line) + 1 + length(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The words, wrapped; the money at the right end of the last line if it fits there, else on its own.
fn wrapped(row: &Row<'_>, width: usize) -> Vec<Line> {
    let lines = wrap(row.words, width);
    let last = lines.last().map_or(0, |line| length(line));
    let mut lines: Vec<Line> = lines
        .into_iter()
        .map(|text| vec![piece(Part::Words, text)])
        .collect();
    if let Some(money) = row.money {
        let gap = width.saturating_sub(last + length(money));
        let amount = piece(Part::Money, money.to_owned());
        match lines.last_mut() {
            Some(line) if gap >= 2 => line.extend([space(gap), amount]),
            _ => lines.push(vec![space(width.saturating_sub(length(money))), amount]),
        }
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::{Exchange, Row, lines};

    fn shown(width: usize) -> Vec<String> {
        let exchange = |method: &str, status| Exchange {
            method: method.to_owned(),
            target: "/v2/numbers/12064205781".to_owned(),
            status,
        };
        let exchanges = [exchange("POST", None), exchange("GET", Some(200))];
        let words = "reply dropped on purpose after the purchase; asked: it is ours, bought once";
        let row = Row {
            step: 12,
            name: "lost reply",
            exchanges: &exchanges,
            words,
            money: Some("balance $98.00"),
        };
        let lines = lines(&row, width);
        lines
            .iter()
            .map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>())
            .collect()
    }

    #[test]
    fn it_fits_whatever_the_width() {
        for width in [50, 60, 80, 84, 100, 120, 136, 200] {
            let lines = shown(width);
            assert!(
                lines.iter().all(|line| line.trim_end().chars().count() <= width),
                "{width}: {lines:#?}"
            );
            assert!(lines.concat().contains("balance $98.00"), "{width}: {lines:#?}");
        }
    }

    #[test]
    fn each_width_has_its_look() {
        let looks: Vec<String> = [136, 100, 80, 50]
            .iter()
            .map(|width| shown(*width).join("\n"))
            .collect();
        insta::assert_snapshot!("looks", looks.join("\n\n"));
    }
}
