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
/// The same for everything on one line.
const READABLE_ON_ONE_LINE: usize = 160;
/// How far the rest of an exchange stands in that did not fit on its line.
const CONTINUED: usize = 2;
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

/// The lines of a step, none wider than `width` unless a single word is, none ending in spaces.
pub(crate) fn lines(row: &Row<'_>, width: usize) -> Vec<Line> {
    let mut lines = if width >= ONE_LINE {
        on_one_line(row, width.min(READABLE_ON_ONE_LINE))
    } else {
        in_two(row, width.min(READABLE))
    };
    for last in lines.iter_mut().filter_map(|line| line.last_mut()) {
        last.text.truncate(last.text.trim_end().len());
    }
    lines
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
        lines.extend(exchanged(exchange, indent, width.saturating_sub(indent)));
    }
    lines
}

/// An exchange; if it is wider than `width`, broken before a `/`, `?` or `&` of its target, or before its status.
fn exchanged(exchange: &Exchange, indent: usize, width: usize) -> Vec<Line> {
    let (part, status) = status(exchange, "no answer");
    let request = format!("{} {}", exchange.method, exchange.target);
    let arrow = " -> ";
    let mut texts = vec![String::new()];
    for (text, with) in breakable(&request)
        .zip(std::iter::repeat(0))
        .chain([(arrow, length(&status))])
    {
        let room = width.saturating_sub(if texts.len() == 1 { 0 } else { CONTINUED });
        match texts.last_mut() {
            Some(line) if line.is_empty() || length(line) + length(text) + with <= room => {
                line.push_str(text)
            }
            _ => texts.push(text.trim_start().to_owned()),
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    for text in texts {
        let before = if lines.is_empty() {
            indent
        } else {
            indent + CONTINUED
        };
        lines.push(vec![space(before), piece(Part::Request, text)]);
    }
    if let Some(last) = lines.last_mut() {
        last.push(piece(part, status));
    }
    lines
}

/// A request in pieces that belong together: before each `/`, `?` and `&` a line may end.
fn breakable(request: &str) -> impl Iterator<Item = &str> {
    let mut rest = request;
    std::iter::from_fn(move || {
        let next = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, '/' | '?' | '&'));
        let (piece, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
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
        let exchange = |method: &str, target: &str, status| Exchange {
            method: method.to_owned(),
            target: target.to_owned(),
            status,
        };
        let number = "/v2/numbers/12064205781";
        let long = "/v2/numbers/12064205781/relationships/failover_route";
        let exchanges = [
            exchange("POST", number, None),
            exchange("DELETE", long, Some(204)),
            exchange("GET", number, Some(200)),
        ];
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
        for width in [40, 50, 60, 64, 80, 84, 100, 120, 136, 160, 200] {
            let lines = shown(width);
            assert!(
                lines
                    .iter()
                    .all(|line| line.chars().count() <= width.min(160) && !line.ends_with(' ')),
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
