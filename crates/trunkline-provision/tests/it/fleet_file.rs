//! Every rule of a fleet file has a file that breaks it, and the line on which it does.

use trunkline_provision::{Faults, Fleet};
use trunkline_testkit::Folder;

/// Reads a fleet file, with a list beside it, and names it `fleet.toml` in the faults.
fn read(text: &str, list: &str) -> Result<Fleet, String> {
    let folder = Folder::new();
    folder.with("list.csv", list.as_bytes());
    let path = folder.with("fleet.toml", text.as_bytes());
    let named = |faults: Faults| faults.to_string().replace(path.to_str().unwrap(), "fleet.toml");
    Fleet::read(&path).map_err(named)
}

/// A group of any numbers to which lines are added: they begin at line 5.
fn group(lines: &str) -> String {
    format!("[[group]]\nname = \"sea\"\ncount = 2\narea_codes = [\"206\"]\n{lines}\n")
}

#[test]
fn a_sound_file_is_read() {
    let text = r#"
[limits]
setup = "$60.00"
monthly = "75"

[[group]]
name = "seattle"
count = 40
area_codes = ["206", "425", "253"]
rate_centers = ["SEATTLE"]
regions = ["wa"]
contains = ["555", "777"]
max_setup = "$1.00"
max_monthly = "$1.25"
route = "main office"
failover = "branch office"
e911 = "HQ Seattle"
caller_name = "ACME"
messaging = true
alias = "sea-{n:03}"
substitutes = true
release_surplus = true

[[group]]
name = "front"
numbers = ["+1 206 420 5780", "12064205781"]
alias = "front-{n}"

[[group]]
name = "stores"
numbers_csv = "list.csv"
route = "main office"
"#;
    let list = "number,alias,messaging\n12064205782,\"Store, Kent\",yes\n\n12064205783,,\n";
    let fleet = read(text, list).unwrap();
    assert_eq!(fleet.groups().collect::<Vec<_>>(), ["seattle", "front", "stores"]);
    assert_eq!(fleet.limits().setup.unwrap().to_string(), "$60.00");
    assert_eq!(fleet.limits().monthly.unwrap().to_string(), "$75.00");

    // The digest is of the file and of its list.
    assert_eq!(fleet.digest(), read(text, list).unwrap().digest());
    assert_ne!(
        fleet.digest(),
        read(text, &list.replace("yes", "no")).unwrap().digest()
    );
    assert_ne!(
        fleet.digest(),
        read(&text.replace("60", "61"), list).unwrap().digest()
    );
}

/// What is wrong with a file, and what is said of it.
#[test]
fn each_fault_is_named_with_its_line_and_rule() {
    let money = "an amount of money such as \"$1.00\"";
    let text = "text in quotes, and not empty";
    let two = |more: &str| {
        format!(
            "{}[[group]]\nname = \"b\"\n{more}\n",
            group("").trim_end().to_owned() + "\n"
        )
    };
    let cases: Vec<(String, String)> = vec![
        // The file as a whole.
        (String::new(), "1: a fleet needs at least one [[group]]".into()),
        (group("x = ["), "5: this is not TOML: unclosed array, expected `]`".into()),
        (group("count = 3"), "5: this is not TOML: duplicate key".into()),
        (format!("limit = 1\n{}", group("")), "1: the file has no key \"limit\"; did you mean limits?".into()),
        ("[group]\nname = \"sea\"\n".into(), "1: group must be written [[group]]".into()),
        ("group = [\"sea\"]\n".into(), "1: group must be written [[group]]".into()),
        (format!("limits = 1\n{}", group("")), "1: limits must be a table, [limits], got 1".into()),
        // Limits and ceilings.
        (format!("[limits]\nsetup = 60\n{}", group("")), format!("2: setup must be {money}, got 60")),
        (format!("[limits]\nmonthly = 7.5\n{}", group("")), format!("2: monthly must be {money}, got 7.5")),
        (format!("[limits]\nsetup = \"-1\"\n{}", group("")), format!("2: setup must be {money}, got \"-1\"")),
        (format!("[limits]\nmonth = \"1\"\n{}", group("")), "2: [limits] has no key \"month\"; did you mean monthly?".into()),
        (group("max_setup = \"cheap\""), format!("5: max_setup must be {money}, got \"cheap\"")),
        (group("max_monthly = 1.25"), format!("5: max_monthly must be {money}, got 1.25")),
        (
            format!("[limits]\nsetup = \"$1\"\n{}", group("max_setup = \"$1.01\"")),
            "7: max_setup is $1.01 for one number, more than the $1.00 that setup allows for all (at fleet.toml:2)".into(),
        ),
        (
            format!("[limits]\nmonthly = \"$1\"\n{}", group("max_monthly = \"$2\"")),
            "7: max_monthly is $2.00 for one number, more than the $1.00 that monthly allows for all (at fleet.toml:2)".into(),
        ),
        // Who belongs to a group.
        ("[[group]]\ncount = 1\narea_codes = [\"206\"]\n".into(), "1: [[group]] needs a name".into()),
        (group("").replace("\"sea\"", "\"a b\""), "2: name must be 1 to 40 letters, digits, hyphens and underscores, got \"a b\"".into()),
        (two("count = 1\nregions = [\"WA\"]").replace("\"b\"", "\"sea\""), "6: the name sea is taken by the group at fleet.toml:2".into()),
        ("[[group]]\nname = \"sea\"\n".into(), "1: [[group]] must say its count, numbers or numbers_csv".into()),
        (group("numbers = [\"12064205780\"]"), "5: [[group]] has count already; numbers cannot be said as well".into()),
        (group("").replace("= 2", "= 0"), "3: count must be a whole number from 1 to 1000000, got 0".into()),
        (group("").replace("= 2", "= \"2\""), "3: count must be a whole number from 1 to 1000000, got \"2\"".into()),
        (group("").replace("= 2", "= 1000001"), "3: count must be a whole number from 1 to 1000000, got 1000001".into()),
        (
            "[[group]]\nname = \"sea\"\ncount = 1\n".into(),
            "1: [[group]] must say where its numbers come from: area_codes, rate_centers, regions or contains".into(),
        ),
        ("[[group]]\nname = \"a\"\nnumbers = [\"12064205780\"]\nsubstitutes = true\n".into(), "4: substitutes can be said only together with count".into()),
        ("[[group]]\nname = \"a\"\nnumbers = [\"12064205780\"]\nregions = [\"WA\"]\n".into(), "4: regions can be said only together with count".into()),
        (group("area_code = [\"206\"]"), "5: [[group]] has no key \"area_code\"; did you mean area_codes?".into()),
        (group("zebra = 1"), "5: [[group]] has no key \"zebra\"".into()),
        // Where numbers come from.
        (group("").replace("[\"206\"]", "[\n  \"206\",\n  \"911\",\n]"), "6: area_codes must be area codes in quotes, such as \"206\", got \"911\"".into()),
        (group("").replace("\"206\"", "206"), "4: area_codes must be area codes in quotes, such as \"206\", got 206".into()),
        (group("").replace("\"206\"", ""), "4: area_codes must be a list of area codes in quotes, such as \"206\", got an empty list".into()),
        (group("").replace("[\"206\"]", "\"206\""), "4: area_codes must be a list of area codes in quotes, such as \"206\", got \"206\"".into()),
        (group("").replace("\"206\"", "\"206\", \"206\""), "4: area_codes has \"206\" twice".into()),
        (group("regions = [\"XX\"]"), "5: regions must be states or provinces by their two letters, such as \"WA\", got \"XX\"".into()),
        (group("contains = [\"5x\"]"), "5: contains must be 1 to 10 digits in quotes, such as \"555\", got \"5x\"".into()),
        (group("rate_centers = [1]"), format!("5: rate_centers must be {text}, got 1")),
        (
            group(&format!("contains = [{}]", (100..1101).map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(","))),
            "1: the lists of [[group]] make 1001 searches, more than 1000".into(),
        ),
        // How numbers are set up.
        (group("route = \"\""), format!("5: route must be {text}, got \"\"")),
        (group("failover = 1"), format!("5: failover must be {text}, got 1")),
        (group("e911 = true"), format!("5: e911 must be {text}, got true")),
        (group("caller_name = []"), format!("5: caller_name must be {text}, got an empty list")),
        (group("messaging = \"yes\""), "5: messaging must be true or false, got \"yes\"".into()),
        (group("substitutes = 1"), "5: substitutes must be true or false, got 1".into()),
        (group("release_surplus = 1"), "5: release_surplus must be true or false, got 1".into()),
        (
            group("alias = \"sea\""),
            "5: alias must be text with one place for the number of the member, such as \"sea-{n:03}\", got \"sea\"".into(),
        ),
        (
            two("count = 1\nregions = [\"WA\"]\nalias = \"sea-{n}\""),
            "5: the alias sea-{n} may be the same as sea-{n:03} of the group sea at fleet.toml:1".into(),
        ),
        // Lists of numbers.
        ("[[group]]\nname = \"a\"\nnumbers = [\n\"12064205780\",\n\"123\"]\n".into(), "5: numbers must be telephone numbers in quotes, such as \"+12064205780\", got \"123\"".into()),
        (
            "[[group]]\nname = \"a\"\nnumbers = [\"12064205780\"]\n[[group]]\nname = \"b\"\nnumbers = [\n\"(206) 420-5780\"]\n".into(),
            "7: +12064205780 is already at fleet.toml:3".into(),
        ),
        (
            two("numbers = [\"12064205780\"]\nalias = \"sea-{n:03}\""),
            "7: the alias \"sea-001\" belongs to the group sea, whose aliases are sea-{n:03}".into(),
        ),
        (
            "[[group]]\nname = \"a\"\nnumbers_csv = \"none.csv\"\n".into(),
            "3: numbers_csv: cannot read none.csv: No such file or directory (os error 2)".into(),
        ),
    ];
    for (file, fault) in cases {
        let faults = read(&file, "").unwrap_err();
        let expected = format!("fleet.toml:{fault}");
        let is_it = if fault.ends_with(": ") {
            faults.starts_with(&expected)
        } else {
            faults == expected
        };
        assert!(is_it, "{file}\nexpected  {expected}\ngot       {faults}");
    }
}

#[test]
fn each_fault_of_a_list_is_named_with_its_line_and_rule() {
    let file = "[[group]]\nname = \"a\"\nnumbers_csv = \"list.csv\"\n";
    for (list, fault) in [
        (
            "",
            "1: a list begins with its columns, such as number,alias,route",
        ),
        (
            "alias\n",
            "1: a list begins with its columns, such as number,alias,route",
        ),
        (
            "number,aliass\n",
            "1: there is no column \"aliass\"; did you mean alias?",
        ),
        ("number,number\n", "1: the column number is there twice"),
        ("number,alias\n", "1: the list has no numbers"),
        (
            "number,alias\n\n12064205780\n",
            "3: the row has 1 cells, the heading has 2",
        ),
        (
            "number\n12064205780\n12\n",
            "3: number must be a telephone number, got \"12\": ",
        ),
        (
            "number,alias\n12064205780,\"x\n",
            "2: a quote has no end on this line",
        ),
        (
            "number,messaging\n12064205780,maybe\n",
            "2: messaging must be true or false, got \"maybe\"",
        ),
        (
            "number\n12064205780\n\n+12064205780\n",
            "4: +12064205780 is already at list.csv:2",
        ),
        (
            "number,alias\n12064205780,x\n12064205781,x\n",
            "3: the alias \"x\" is already at list.csv:2",
        ),
    ] {
        let faults = read(file, list).unwrap_err();
        assert!(
            faults.starts_with(&format!("list.csv:{fault}")),
            "{list}\n{fault}\n{faults}"
        );
    }
}

#[test]
fn all_faults_are_named_at_once() {
    let file = "[limits]\nsetup = 1\n\n[[group]]\nname = \"a\"\ncount = 0\nmax_setup = \"cheap\"\n\n[[group]]\nnumbers_csv = \"list.csv\"\n";
    let list = "number\n1\n2\n";
    let lines = [
        "fleet.toml:2: setup must be an amount of money such as \"$1.00\", got 1",
        "fleet.toml:4: [[group]] must say where its numbers come from: area_codes, rate_centers, regions or contains",
        "fleet.toml:6: count must be a whole number from 1 to 1000000, got 0",
        "fleet.toml:7: max_setup must be an amount of money such as \"$1.00\", got \"cheap\"",
        "fleet.toml:9: [[group]] needs a name",
        "list.csv:2: number must be a telephone number, got \"1\": 1 digit; a NANP number has 10, or 11 with the leading 1; \
         other countries' numbers start with +",
        "list.csv:3: number must be a telephone number, got \"2\": 1 digit; a NANP number has 10, or 11 with the leading 1; \
         other countries' numbers start with +",
    ];
    assert_eq!(read(file, list).unwrap_err(), lines.join("\n"));
}

#[test]
fn faults_beyond_a_hundred_are_counted() {
    let file = "[[group]]\nname = \"a\"\nnumbers_csv = \"list.csv\"\n";
    let list = format!("number\n{}", "1\n".repeat(250));
    let faults = read(file, &list).unwrap_err();
    assert_eq!(faults.lines().count(), 101);
    assert_eq!(faults.lines().last(), Some("and 150 more"));
}
