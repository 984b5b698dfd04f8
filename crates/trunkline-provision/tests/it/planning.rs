//! Plans: what is bought, changed, kept and released, and when there is none.

use proptest::prelude::*;
use trunkline_core::{Money, Timestamp};
use trunkline_provision::{Action, Change, Fleet, PlanFile, PlanWriter, Planned, Slot, Totals, plan};
use trunkline_testkit::Folder;

use crate::account::{Account, offer};

/// Plans, and reads the plan file.
async fn planned(text: &str, list: &str, account: &Account) -> Result<(Planned, Vec<Slot>), String> {
    let folder = Folder::new();
    folder.with("list.csv", list.as_bytes());
    let path = folder.with("fleet.toml", text.as_bytes());
    let named = |text: String| text.replace(path.to_str().unwrap(), "fleet.toml");
    let fleet = Fleet::read(&path).map_err(|faults| named(faults.to_string()))?;
    let file = folder.file("fleet.plan");
    let writer = PlanWriter::create(&file).unwrap();
    let at = Timestamp::from("2026-11-21T10:00:00Z");
    let planned = plan(&fleet, account, at, writer).await;
    let planned = match planned {
        Ok(planned) => planned,
        Err(error) => {
            let mut names = folder.names();
            names.sort();
            assert_eq!(
                names,
                ["fleet.toml", "list.csv"],
                "a plan that failed leaves nothing"
            );
            return Err(named(error.to_string()));
        }
    };
    let read = PlanFile::open(&file).unwrap();
    assert_eq!(*read.plan(), planned.plan);
    assert_eq!(read.totals(), planned.totals());
    let slots = read.slots().unwrap().map(Result::unwrap).collect();
    Ok((planned, slots))
}

/// The slots in short: `sea-001 +12064205780 buy`.
fn short(slots: &[Slot]) -> Vec<String> {
    let action = |slot: &Slot| match slot.action {
        Action::Keep => "change",
        Action::Buy { .. } => "buy",
        Action::Release => "release",
    };
    let short = |slot: &Slot| {
        format!(
            "{} {} {} {}",
            slot.name,
            slot.number,
            action(slot),
            slot.changes.len()
        )
    };
    slots.iter().map(short).collect()
}

const SEATTLE: &str = r#"[[group]]
name = "seattle"
count = 4
area_codes = ["206", "425"]
max_setup = "$1.00"
route = "main office"
failover = "branch office"
e911 = "hq seattle"
caller_name = "ACME"
messaging = true
alias = "sea-{n:03}"
substitutes = true
"#;

fn stock() -> Vec<trunkline_provision::Offer> {
    vec![
        offer(14252000001, 100, 125),
        offer(14252000002, 100, 125),
        offer(12062000001, 100, 125),
        offer(12062000002, 200, 125),
        offer(12062000003, 50, 100),
        offer(12532000001, 100, 125),
    ]
}

#[tokio::test]
async fn a_group_is_bought_in_its_order_within_its_ceilings() {
    let account = Account::with_stock(stock());
    let (first, slots) = planned(SEATTLE, "", &account).await.unwrap();
    let expected = [
        "sea-001 +12062000001 buy 6",
        "sea-002 +12062000003 buy 6",
        "sea-003 +14252000001 buy 6",
        "sea-004 +14252000002 buy 6",
    ];
    assert_eq!(short(&slots), expected);
    let totals = first.totals();
    assert_eq!((totals.buy, totals.writes), (4, 24));
    assert_eq!(
        (totals.setup, totals.monthly),
        (Money::from_cents(350), Money::from_cents(475))
    );
    // What stands in for a number never costs more than it does.
    let Action::Buy {
        substitutes,
        max_setup,
        max_monthly,
        ..
    } = &slots[1].action
    else {
        panic!("{:?}", slots[1]);
    };
    assert_eq!(substitutes.len(), 2);
    assert_eq!(
        (*max_setup, *max_monthly),
        (Money::from_cents(50), Money::from_cents(100))
    );
    // A group becomes recognizable before anything else is set.
    assert_eq!(slots[0].changes[0], Change::Alias("sea-001".to_owned()));

    account.apply(&slots).await;
    let (again, slots) = planned(SEATTLE, "", &account).await.unwrap();
    assert!(again.totals().is_nothing() && slots.is_empty(), "{slots:?}");
    assert_eq!(again.groups[0].keep, 4);
    assert_eq!(again.groups[0].monthly(), Money::from_cents(475));
}

#[tokio::test]
async fn only_what_differs_is_changed() {
    for (lists_settings, asked) in [(false, 2), (true, 0)] {
        let mut account = Account::with_stock(stock());
        account.lists_settings = lists_settings;
        account.owns(12069999001, "sea-002");
        account.owns(12069999002, "front desk");
        account.owns(12069999003, "sea-007");
        let text = SEATTLE.replace("count = 4", "count = 2");
        let (first, slots) = planned(&text, "", &account).await.unwrap();
        assert_eq!(
            short(&slots),
            ["sea-002 +12069999001 change 5", "sea-007 +12069999003 change 5"]
        );
        assert_eq!(first.plan.basis.owned, 3);
        assert_eq!(
            account.state().asked,
            asked,
            "settings that are not told are read"
        );
        account.apply(&slots[..1]).await;
        let (_, slots) = planned(&text, "", &account).await.unwrap();
        assert_eq!(short(&slots), ["sea-007 +12069999003 change 5"]);
    }
}

#[tokio::test]
async fn surplus_is_released_only_if_the_file_says_so() {
    let account = Account::with_stock(stock());
    for n in 1..=3 {
        account.owns(12069999000 + n, &format!("sea-{n:03}"));
    }
    let text = "[[group]]\nname = \"sea\"\ncount = 2\nregions = [\"WA\"]\n";
    let (kept, slots) = planned(text, "", &account).await.unwrap();
    assert_eq!(
        (short(&slots).len(), kept.groups[0].keep, kept.groups[0].surplus),
        (0, 2, 1)
    );
    let text = format!("{text}release_surplus = true\n");
    let (_, slots) = planned(&text, "", &account).await.unwrap();
    assert_eq!(short(&slots), ["sea-003 +12069999003 release 0"]);
}

#[tokio::test]
async fn lists_are_kept_bought_and_named() {
    let account = Account::with_stock(stock());
    account.owns(12062000009, "old");
    let text = "[[group]]\nname = \"front\"\nnumbers_csv = \"list.csv\"\nroute = \"main office\"\nalias = \"front-{n}\"\n\
                [[group]]\nname = \"back\"\nnumbers = [\"12062000003\"]\n\
                [[group]]\nname = \"any\"\ncount = 1\narea_codes = [\"206\"]\n";
    let list = "number,alias,messaging\n12062000009,desk,on\n12062000001,,\n";
    let (_, slots) = planned(text, list, &account).await.unwrap();
    let expected = [
        "desk +12062000009 change 3",
        "front-2 +12062000001 buy 2",
        "back-001 +12062000003 buy 0",
        // Listed numbers are not in stock for other groups.
        "any-001 +12062000002 buy 1",
    ];
    assert_eq!(short(&slots), expected);
    account.apply(&slots).await;
    let (again, _) = planned(text, list, &account).await.unwrap();
    assert!(again.totals().is_nothing());
}

#[tokio::test]
async fn what_cannot_be_is_said_with_its_line() {
    let with = |line: &str| SEATTLE.replace("count = 4", &format!("count = 4\n{line}"));
    let cases = [
        (
            SEATTLE.replace("main office", "main ofice"),
            "fleet.toml:6: the account has no route called \"main ofice\"; did you mean \"main office\"?",
        ),
        (
            SEATTLE.replace("ACME", "ZZZZ"),
            "fleet.toml:9: the account has no caller name called \"ZZZZ\"",
        ),
        (
            SEATTLE.replace("main office", "TWICE"),
            "fleet.toml:6: the account has several routes called \"TWICE\"; say one of the ids 3, 4, 5",
        ),
        (
            SEATTLE.replace("main office", "twice"),
            "fleet.toml:6: the account has several routes called \"twice\"; say one of the ids 3, 4, 5",
        ),
        (
            SEATTLE.replace("count = 4", "count = 5"),
            "fleet.toml:3: count: the group seattle lacks 5 numbers, and only 4 are for sale within its ceilings (1 cost more)",
        ),
        (
            format!("[limits]\nsetup = \"$3.49\"\n{SEATTLE}"),
            "fleet.toml:2: setup allows $3.49, but the numbers to buy cost $3.50 at once",
        ),
        (
            format!("[limits]\nmonthly = \"$4.74\"\n{SEATTLE}"),
            "fleet.toml:2: monthly allows $4.74, but the fleet would cost $4.75 a month: $0.00 for what it has, $4.75 for what is \
             bought",
        ),
        (
            "[[group]]\nname = \"a\"\nnumbers = [\n\"12065550142\",\n\"12062000002\"]\nmax_setup = \"1\"\n"
                .to_owned(),
            "fleet.toml:4: +12065550142 is neither on the account nor for sale\n\
             fleet.toml:5: +12062000002 costs $2.00 at once and $1.25 a month, more than its group allows",
        ),
    ];
    for (text, fault) in cases {
        let account = Account::with_stock(stock());
        assert_eq!(planned(&text, "", &account).await.unwrap_err(), fault);
    }
    // An id, and the exact letters of a name, are one.
    for route in ["3", "Twice"] {
        let account = Account::with_stock(stock());
        assert!(
            planned(&SEATTLE.replace("main office", route), "", &account)
                .await
                .is_ok()
        );
    }
    let account = Account::with_stock(stock());
    account.owns(12069999001, "sea-001");
    account.owns(12069999002, "sea-001");
    assert_eq!(
        planned(&with(""), "", &account).await.unwrap_err(),
        "fleet.toml:1: +12069999001 and +12069999002 both have the alias \"sea-001\"; give one of them another"
    );
}

#[tokio::test]
async fn what_the_fleet_costs_already_counts() {
    let account = Account::with_stock(stock());
    account.owns(12069999001, "sea-001");
    let limited = |limit| format!("[limits]\nmonthly = \"{limit}\"\n{SEATTLE}");
    let (bounded, _) = planned(&limited("$4.75"), "", &account).await.unwrap();
    assert_eq!(bounded.plan.limits.monthly, Some(Money::from_cents(350)));
    assert_eq!(bounded.plan.limits.setup, Some(bounded.totals().setup));
    assert!(planned(&limited("$4.74"), "", &account).await.is_err());
}

/// Numbers for sale with their prices in dollars, numbers owned with their places, and what the fleet's two groups want.
type World = (Vec<(u64, i64, i64)>, Vec<(u64, u32)>, [u32; 2], i64, bool);

fn worlds() -> impl Strategy<Value = World> {
    let stock = proptest::collection::btree_map(0_u64..60, (0_i64..4, 1_i64..4), 0..40);
    let owned = proptest::collection::btree_map(100_u64..130, 1_u32..30, 0..15);
    (stock, owned, [1_u32..12, 1_u32..12], 1_i64..4, any::<bool>()).prop_map(
        |(stock, owned, counts, ceiling, release)| {
            let stock = stock.into_iter().map(|(n, (setup, monthly))| (n, setup, monthly));
            // No alias twice.
            let mut aliases = std::collections::HashSet::new();
            let owned = owned.into_iter().filter(|(_, n)| aliases.insert(*n));
            (stock.collect(), owned.collect(), counts, ceiling, release)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_plan_adds_up_keeps_its_ceilings_and_is_done_once((stock, owned, [a, b], ceiling, release) in worlds()) {
        let digits = |n: u64| if n.is_multiple_of(3) { 12062000000 + n } else { 14252000000 + n };
        let offers = stock.iter().map(|(n, setup, monthly)| offer(digits(*n), setup * 100, monthly * 100));
        let account = Account::with_stock(offers.collect());
        for (n, alias) in &owned {
            account.owns(digits(*n), &format!("a-{alias:03}"));
        }
        let text = format!(
            "[[group]]\nname = \"a\"\ncount = {a}\narea_codes = [\"206\", \"425\"]\nmax_setup = \"{ceiling}\"\nroute = \"1\"\n\
             release_surplus = {release}\n[[group]]\nname = \"b\"\ncount = {b}\narea_codes = [\"425\"]\nmax_monthly = \"{ceiling}\"\n"
        );
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let Ok((plan, slots)) = planned(&text, "", &account).await else {
                return Ok(());
            };
            let mut sum = Totals::default();
            let mut numbers = std::collections::HashSet::new();
            let mut names = std::collections::HashSet::new();
            let most = Money::from_cents(ceiling * 100);
            for slot in &slots {
                sum.add(slot);
                prop_assert!(numbers.insert(slot.number), "{} twice", slot.number);
                prop_assert!(names.insert(&slot.name), "{} twice", slot.name);
                if let Action::Buy { setup, monthly, .. } = slot.action {
                    prop_assert!(if slot.group == "a" { setup <= most } else { monthly <= most }, "{slot:?}");
                    prop_assert!(!account.state().owned.contains_key(&slot.number));
                }
            }
            prop_assert_eq!(sum, plan.totals());
            account.apply(&slots).await;
            let (again, left) = planned(&text, "", &account).await.unwrap();
            prop_assert!(again.totals().is_nothing() && left.is_empty(), "{left:?}");
            let counts: Vec<u64> = again.groups.iter().map(|group| group.keep).collect();
            prop_assert_eq!(counts, vec![u64::from(a), u64::from(b)]);
            Ok(())
        })?;
    }
}

#[test]
fn a_plan_file_that_was_cut_or_edited_is_refused() {
    let folder = Folder::new();
    let account = Account::with_stock(stock());
    let fleet = Fleet::read(&folder.with("fleet.toml", SEATTLE.as_bytes())).unwrap();
    let path = folder.file("fleet.plan");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let writer = PlanWriter::create(&path).unwrap();
    let at = Timestamp::from("2026-11-21T10:00:00Z");
    runtime.block_on(plan(&fleet, &account, at, writer)).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let shorter = |lines: usize| {
        text.lines()
            .take(lines)
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let cases = [
        (shorter(3), ":4: there are 2 of its 4 slots; plan again"),
        (
            shorter(0),
            ":1: this is no line of a plan (EOF while parsing a value at line 1 column 0); plan again",
        ),
        (text.trim_end().to_owned(), ":5: the line has no end; plan again"),
        (
            text.replace("\"0.50\"", "\"0.05\""),
            ":6: it was changed after it was written; plan again",
        ),
        (
            text.replacen("3.50", "9.50", 1),
            ":6: it was changed after it was written; plan again",
        ),
        (
            text.replacen(":1", ":2", 1),
            ":1: this is form 2 of a plan, and this program reads 1; plan again",
        ),
        (
            format!("{text}{}", text.lines().last().unwrap()),
            ":6: the line has no end; plan again",
        ),
    ];
    for (text, problem) in cases {
        std::fs::write(&path, text).unwrap();
        let error = PlanFile::open(&path).unwrap_err().to_string();
        assert_eq!(error.strip_prefix(path.to_str().unwrap()), Some(problem));
    }
}
