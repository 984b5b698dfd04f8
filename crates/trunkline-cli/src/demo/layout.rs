//! Lays out a step for people: its name and summary, then its HTTP exchanges.

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use super::exchange::HttpExchange;
use crate::output::Output;

/// The widths of the number and of the name, with the space behind each.
const NUMBER: usize = 4;
const NAME: usize = 13;
/// Below this width the name has a line of its own.
const MIN_BESIDE_NAME: usize = 64;
/// The width beyond which text is hard to read.
const MAX_WIDTH: usize = 100;

/// One step.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// Its number, from 1.
    pub(crate) step: u32,
    /// Its name.
    pub(crate) name: &'a str,
    /// Its result.
    pub(crate) summary: &'a str,
    /// The balance, if the step has changed it.
    pub(crate) balance: Option<&'a str>,
    /// The HTTP exchanges, in order.
    pub(crate) exchanges: &'a [HttpExchange],
}

/// The lines of a step, each at most as wide as the output, unless a single word is wider.
pub(crate) fn lines(row: &Row<'_>, output: &Output) -> Vec<String> {
    let width = output.width().min(MAX_WIDTH);
    let is_narrow = width < MIN_BESIDE_NAME;
    let margin = " ".repeat(if is_narrow { NUMBER } else { NUMBER + NAME });
    let number = output.style().dim(&format!("{:>1$}", row.step, NUMBER - 1));
    let head = format!("{number} {}", output.style().bold(row.name));
    let gap = margin.len().saturating_sub(display_width(&head));
    let (mut lines, first) = match is_narrow {
        true => (vec![head], margin.clone()),
        false => (Vec::new(), format!("{head}{:gap$}", "")),
    };
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let summary = options.clone().initial_indent(&first).subsequent_indent(&margin);
    lines.extend(wrap(row.summary, summary).into_iter().map(String::from));
    if let Some(balance) = row.balance {
        add_at_the_right(&mut lines, &output.style().bold(balance), width);
    }
    let continued = format!("{margin}  ");
    let request = options
        .initial_indent(&margin)
        .subsequent_indent(&continued)
        .word_separator(WordSeparator::Custom(request_parts));
    for exchange in row.exchanges {
        let text = colored(exchange, output);
        lines.extend(wrap(&text, &request).into_iter().map(String::from));
    }
    lines
}

/// Adds `text` to the last line if there is room for it, or else as a line of its own.
fn add_at_the_right(lines: &mut Vec<String>, text: &str, width: usize) {
    let room = width.saturating_sub(display_width(text));
    let last = lines.last_mut().filter(|line| display_width(line) + 2 <= room);
    match last {
        Some(line) => {
            let gap = room - display_width(line);
            line.push_str(&format!("{:gap$}{text}", ""));
        }
        None => lines.push(format!("{:room$}{text}", "")),
    }
}

fn colored(exchange: &HttpExchange, output: &Output) -> String {
    let request = output
        .style()
        .dim(&format!("{} {} ->", exchange.method, exchange.target));
    let status = exchange.status_text();
    let status = match exchange.status {
        Some(200..=299) => output.style().success(&status),
        _ => output.style().error(&status),
    };
    format!("{request} {status}")
}

/// The parts between which a request may be broken: before `/`, `?`, `&` and the arrow.
fn request_parts(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut rest = line;
    Box::new(std::iter::from_fn(move || {
        let is_break = |(at, c): &(usize, char)| {
            matches!(c, '/' | '?' | '&') || rest.get(*at..).is_some_and(|rest| rest.starts_with("->"))
        };
        let next = rest.char_indices().skip(1).find(is_break);
        let (part, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = after;
        (!part.is_empty()).then(|| Word::from(part))
    }))
}

#[cfg(test)]
mod tests {
    use super::super::exchange::{delete, get, lost_post};
    use super::{Row, lines};
    use crate::output::{Format, Output};

    fn shown(width: usize) -> Vec<String> {
        let number = "/v2/numbers/12064205781";
        let exchanges = [
            lost_post(number),
            delete(format!("{number}/relationships/failover_route"), 204),
            get(number),
        ];
        let row = Row {
            step: 12,
            name: "lost reply",
            exchanges: &exchanges,
            summary: "reply dropped on purpose after the purchase; asked: it is ours, bought once",
            balance: Some("balance $98.00"),
        };
        let output = Output::to(
            Box::new(std::io::sink()),
            Box::new(std::io::sink()),
            Format::Text,
            width,
        );
        lines(&row, &output)
    }

    #[test]
    fn lines_are_not_wider_than_the_output() {
        for width in [40, 50, 60, 64, 80, 84, 100, 120, 136, 160, 200] {
            let lines = shown(width);
            assert!(
                lines
                    .iter()
                    .all(|line| line.chars().count() <= width.min(100) && !line.ends_with(' ')),
                "{width}: {lines:#?}"
            );
            assert!(lines.concat().contains("balance $98.00"), "{width}: {lines:#?}");
        }
    }

    #[test]
    fn each_width_has_its_layout() {
        let layouts: Vec<String> = [100, 80, 50]
            .iter()
            .map(|width| shown(*width).join("\n"))
            .collect();
        insta::assert_snapshot!("layouts", layouts.join("\n\n"));
    }
}
