//! What a program shows whose `main` returns our error: this test is such a program, and starts itself.

use std::process::Command;

use trunkline::flowroute::{Credentials, Flowroute, numbers::SearchNumbers};

const AS_PROGRAM: &str = "as-program";

#[tokio::main(flavor = "current_thread")]
async fn program() -> Result<(), trunkline::Error> {
    let flowroute = Flowroute::builder(Credentials::new("key", "planted-secret")).build()?;
    let too_many = SearchNumbers::new().limit(9999);
    flowroute.numbers().search(too_many).page().await?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().any(|argument| argument == AS_PROGRAM) {
        return Ok(program()?);
    }
    let output = Command::new(std::env::current_exe()?).arg(AS_PROGRAM).output()?;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr)?,
        "Error: flowroute numbers.search: limit must be 1 to 200, got 9999; nothing was sent\n"
    );
    Ok(())
}
