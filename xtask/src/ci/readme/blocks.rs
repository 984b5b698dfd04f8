//! Fenced blocks of a Markdown text, and the commands in them.

/// One fenced block.
#[derive(Debug)]
pub(super) struct Block {
    /// The first word behind the fence, up to a comma: `sh`, `console`, `rust`.
    pub(super) language: String,
    /// The line of its opening fence, counted from 1.
    pub(super) line: usize,
    pub(super) lines: Vec<String>,
}

/// One command, its continuation lines joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) command: String,
    /// What a person typed while it ran, one line each.
    pub(super) typed: String,
}

impl Line {
    fn new(command: &str) -> Self {
        Self {
            command: command.trim().to_owned(),
            typed: String::new(),
        }
    }
}

/// The fenced blocks in order. A longer fence may contain a shorter one.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut fence: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let ticks = line.trim_start().chars().take_while(|c| *c == '`').count();
        match fence {
            Some(open) if ticks >= open && line.trim().len() == ticks => fence = None,
            Some(_) => found.extend_last(line),
            None if ticks >= 3 => {
                let info = line.trim().trim_start_matches('`');
                let language = info.split([',', ' ', '{']).next().unwrap_or_default().to_owned();
                found.push(Block {
                    language,
                    line: index + 1,
                    lines: Vec::new(),
                });
                fence = Some(ticks);
            }
            None => {}
        }
    }
    found
}

trait ExtendLast {
    fn extend_last(&mut self, line: &str);
}

impl ExtendLast for Vec<Block> {
    fn extend_last(&mut self, line: &str) {
        if let Some(block) = self.last_mut() {
            block.lines.push(line.to_owned());
        }
    }
}

/// The commands of an `sh` block: every line but blank ones and comments.
pub(super) fn script(block: &Block) -> Vec<Line> {
    let mut commands = Vec::new();
    let mut open = String::new();
    for line in &block.lines {
        let line = line.trim();
        if open.is_empty() && (line.is_empty() || line.starts_with('#')) {
            continue;
        }
        if let Some(part) = line.strip_suffix('\\') {
            open += part;
            continue;
        }
        commands.push(Line::new(&format!("{open}{line}")));
        open.clear();
    }
    if !open.is_empty() {
        commands.push(Line::new(&open));
    }
    commands
}

/// The commands of a `console` block: its `$ ` lines, with the answers given at `[y/N]` prompts.
pub(super) fn session(block: &Block) -> Vec<Line> {
    let mut commands: Vec<Line> = Vec::new();
    let mut open = false;
    for line in &block.lines {
        let line = line.trim();
        let (text, starts) = match line.strip_prefix("$ ") {
            Some(text) => (text, true),
            None => (line.strip_prefix("> ").unwrap_or(line), false),
        };
        let part = text.strip_suffix('\\');
        match commands.last_mut() {
            _ if starts => commands.push(Line::new(part.unwrap_or(text))),
            Some(command) if open => {
                command.command = format!("{} {}", command.command, part.unwrap_or(text).trim())
            }
            Some(command) => command.typed.extend(answer(line)),
            None => {}
        }
        open = (starts || open) && part.is_some();
    }
    commands
}

fn answer(line: &str) -> Option<String> {
    let (_, typed) = line.split_once("[y/N]")?;
    Some(format!("{}\n", typed.trim()))
}

#[cfg(test)]
mod unit {
    use super::*;

    const TEXT: &str = "# T\n```sh\n# a comment\ncargo test --workspace   # trailing\n\ncargo run \\\n  -- demo\n```\n\
        prose ```inline``` prose\n````markdown\n```sh\nnever\n```\n````\n\
        ```console\n$ trunkline numbers buy 12064205780\n  Buy it? [y/N] y\n  bought.\n$ trunkline \\\n>   version\nx\n```\n\
        ```text\nrm -rf /\n```\n";

    #[test]
    fn blocks_know_their_language_and_line() {
        let found: Vec<_> = blocks(TEXT)
            .into_iter()
            .map(|block| (block.language, block.line))
            .collect();
        assert_eq!(
            found,
            [
                ("sh".into(), 2),
                ("markdown".into(), 10),
                ("console".into(), 15),
                ("text".into(), 23)
            ] as [(String, usize); 4]
        );
    }

    #[test]
    fn a_script_is_its_lines_without_comments() {
        let commands: Vec<_> = script(&blocks(TEXT)[0])
            .into_iter()
            .map(|line| line.command)
            .collect();
        assert_eq!(
            commands,
            ["cargo test --workspace   # trailing", "cargo run -- demo"]
        );
    }

    #[test]
    fn a_session_is_its_prompts_and_what_was_typed() {
        let commands = session(&blocks(TEXT)[2]);
        assert_eq!(commands.len(), 2);
        assert_eq!(commands[0].command, "trunkline numbers buy 12064205780");
        assert_eq!(commands[0].typed, "y\n");
        assert_eq!(commands[1], Line::new("trunkline version"));
    }
}
