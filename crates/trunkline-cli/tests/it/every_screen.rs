//! Every verb that shows something, on terminals of three widths.

use crate::assert_transcript;
use crate::support::{Account, words};
use crate::terminal::screen;

/// What there is to see.
const BEFORE: &str = r#"
routes create "main office" sip.example.com
routes create "branch office in the old harbor" 203.0.113.7:5060
routes assign 12012673227 --primary "main office" --failover "branch office in the old harbor"
numbers update 12012673227 --alias "front desk of the office"
e911 create --label home --first-name Janet --last-name Doe --street-number 3910 --street-name "N Vassault" --city Tacoma --state WA --zip 98407 -y
e911 assign 12012673227 home -y
callbacks set sms https://example.com/hooks/5e1f60d2-0000-1111-2222-333344445555
cdrs create --from 2025-12-01 --to 2026-01-01
port start 12064204444 --alias "move 7" --provider ATT --billing-name "John Doe" --street "1218 3rd Ave" --city Seattle --state WA --zip 98101
tropo apps create demo --voice-url https://example.com/voice/very/long/path/index.json
"#;

const SHOWN: &str = r#"
numbers list
numbers list --details
numbers search -n 3
numbers show 12012673227
numbers show 12012673227 12014845220
numbers area-codes -n 2
numbers exchanges -n 2
numbers tiers
routes list
routes show "main office"
e911 list
e911 show home
e911 numbers home
e911 validate --label home --first-name Janet --last-name Doe --street-number 3910 --street-name "N Vassault" --city Tacoma --state WA --zip 98407
cnam list
cnam show 22790
messages list --since 2017-01-01 --until 2030-01-01 -n 2
messages show mdr2-39cadeace66e11e7aff806cd7f24ba2d
callbacks show
port check 14254664444 18827833439
port list
port show 42361
cdrs list
cdrs show 38647
v1 search --area-code 206 -n 2
v1 area-codes -n 2
v1 exchanges -n 2
v1 list
v1 show 12012673227
v1 routes
tropo apps list
tropo apps show 105838
tropo addresses list 108016
tropo users show emulator
tropo users check-name nobody
tropo payments balance emulator
tropo payments method emulator
tropo invitations list
tropo whitelist list
tropo catalog countries
tropo catalog features
profiles list
e911 create --help
port start --help
numbers update 12012673227
numbers show 12065550100
routes assign 12012673227 --primary attic
numbers release 12065550100 -y
"#;

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}

#[test]
fn every_screen_fits_its_terminal() {
    let account = Account::start();
    for line in lines(BEFORE) {
        let done = account.run(&words(line));
        assert!(done.contains("\nexit 0\n"), "{done}");
    }
    for width in [120, 80, 60] {
        let mut shown = String::new();
        for line in lines(SHOWN) {
            let arguments = [&words(line)[..], &["--absolute-times"]].concat();
            let text = screen(account.command(&arguments), width);
            for row in text.lines() {
                // An ID or a URL is never broken, and the terminal shows all of it.
                let (columns, word) = (
                    row.chars().count(),
                    row.rsplit(' ').next().unwrap().chars().count(),
                );
                assert!(
                    columns <= usize::from(width) || word + 22 > usize::from(width),
                    "{line}: {row}"
                );
            }
            shown.push_str(&format!("$ trunkline {line}\n{text}\n"));
        }
        assert_transcript!(format!("screens_{width}"), shown);
    }
}
