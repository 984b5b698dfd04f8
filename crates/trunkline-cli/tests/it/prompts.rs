//! What a command line lacks is asked for, on a terminal only.

use crate::assert_transcript;
use crate::support::{Account, words};
use crate::terminal::Terminal;

/// Types an answer to each question, once it is on the screen.
fn talk(account: &Account, line: &str, answers: &[(&str, &str)]) -> String {
    let mut terminal = Terminal::start(account.command(&words(line)), 80, "");
    for (question, answer) in answers {
        terminal.wait_for(question);
        terminal.type_in(answer);
    }
    let (shown, code) = terminal.end();
    format!("$ trunkline {line}\nexit {}\n{shown}", code.unwrap_or(-1))
}

#[test]
fn missing_values_are_asked_for() {
    let account = Account::start();
    let address = [
        ("Label of the address, unique on the account: ", "home\n"),
        ("First name shown to the dispatcher: ", "Janet\n"),
        ("Last name shown to the dispatcher: ", "\nDoe\n"),
        ("House number, letters included: ", "3910\n"),
        ("Street name without the house number: ", "N Vassault\n"),
        ("City: ", "Tacoma\n"),
        ("State, territory or province: ", "Washington\n"),
        ("such as WA\r\n  State, territory or province: ", "WA\n"),
        ("ZIP or postal code: ", "98407\n"),
        ("[y/N] ", "y\n"),
    ];
    assert_transcript!("prompt_e911", talk(&account, "e911 create", &address));
    let numbers = [(
        "reads them from a file or from stdin: ",
        "12012673227 12014845220\n",
    )];
    assert_transcript!(
        "prompt_numbers",
        talk(&account, "numbers show --fields number,state", &numbers)
    );
}

#[test]
fn no_answer_is_the_usual_error() {
    let account = Account::start();
    let text = talk(&account, "cnam create", &[("Caller name: ", "\u{4}")]);
    assert!(
        text.contains("exit 1\n") && text.contains("required arguments were not provided"),
        "{text}"
    );
    // A choice between several is none to ask for.
    let text = talk(&account, "routes unassign 12012673227", &[]);
    assert!(text.contains("<--primary|--failover>"), "{text}");
    for script in ["--json", "--yes", "-qy"] {
        let text = talk(&account, &format!("cnam create {script}"), &[]);
        assert!(
            text.contains("exit 1\n") && !text.contains("Caller name:"),
            "{text}"
        );
    }
    assert_eq!(account.requests(), 0);
}
