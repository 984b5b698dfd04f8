//! Clocks that run and clocks that stand still.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use trunkline_emulator::{Clock, Emulator};
use trunkline_testkit::flowroute::{Lab, ids};

fn lab(clock: &str) -> Lab {
    let clock: Clock = clock.parse().unwrap();
    Lab::of(Emulator::builder().clock(clock).build().unwrap())
}

async fn now(lab: &Lab) -> Timestamp {
    let clock = lab.control("GET", "clock", None).await.json();
    clock["now"].as_str().unwrap().parse().unwrap()
}

/// Seconds between the virtual and the real now.
async fn ahead(lab: &Lab) -> i64 {
    now(lab).await.duration_since(Timestamp::now()).as_secs()
}

async fn send(lab: &Lab) -> String {
    let text = json!({"from": "12012673227", "to": "12065550142", "body": "hi"});
    let sent = lab.with("POST", "/v2.1/messages", text).await;
    sent.json()["data"]["id"].as_str().unwrap().to_owned()
}

/// The newest messages since so many hours ago by the real clock.
async fn since(lab: &Lab, hours: i64) -> Vec<String> {
    let start = Timestamp::now() - SignedDuration::from_hours(hours);
    let path = format!(
        "/v2.1/messages?limit=1&start_date={}",
        start.strftime("%Y-%m-%dT%H:%M:%SZ")
    );
    ids(&lab.get(&path).await.json())
}

#[tokio::test]
async fn a_message_is_found_however_far_back_one_looks() {
    for clock in ["running", "frozen"] {
        let lab = lab(clock);
        let sent = send(&lab).await;
        for hours in [1, 47, 49, 24 * 30, 24 * 365] {
            assert_eq!(since(&lab, hours).await, [sent.as_str()], "{clock}, {hours} h");
        }
        let windows = [
            ("2017-12-22T00:00:00Z", "2017-12-23"),
            ("2017-12-01", "2018-01-01"),
        ];
        for (start, end) in windows {
            let path = format!("/v2.1/messages?start_date={start}&end_date={end}");
            assert!(!ids(&lab.get(&path).await.json()).contains(&sent), "{clock}");
        }
    }
}

#[tokio::test]
async fn an_end_by_the_real_clock_is_moved_as_its_start_is() {
    let lab = lab("frozen");
    let sent = send(&lab).await;
    let at = |hours: i64| {
        let at = Timestamp::now() - SignedDuration::from_hours(hours);
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    };
    let window = |from: i64, to: i64| format!("/v2.1/messages?start_date={}&end_date={}", at(from), at(to));
    assert_eq!(ids(&lab.get(&window(2, 1)).await.json()).len(), 0);
    assert_eq!(ids(&lab.get(&window(2, -1)).await.json()), [sent]);
}

#[tokio::test(start_paused = true)]
async fn things_happen_by_themselves_while_the_clock_runs() {
    let (running, frozen) = (lab("running"), lab("frozen"));
    for (lab, expected) in [(&running, "delivered"), (&frozen, "pending")] {
        let sent = send(lab).await;
        tokio::time::advance(Duration::from_secs(10)).await;
        let shown = lab.get(&format!("/v2.1/messages/{sent}")).await.json();
        assert_eq!(shown["data"]["attributes"]["status"], expected);
    }
}

#[tokio::test]
async fn clocks_start_where_they_are_told() {
    let frozen = "2026-01-15T12:00:00Z".parse().unwrap();
    assert_eq!(now(&lab("frozen")).await, frozen);
    assert_eq!(now(&Lab::new()).await, frozen);
    assert_eq!(
        now(&lab("frozen@2030-02-03T04:05:06Z")).await.to_string(),
        "2030-02-03T04:05:06Z"
    );
    assert!((-5..=0).contains(&ahead(&lab("running")).await));
    for wrong in [
        "",
        "slow",
        "frozen@",
        "frozen@yesterday",
        "frozen@1969-12-31T23:59:59Z",
    ] {
        assert!(wrong.parse::<Clock>().is_err(), "{wrong}");
    }
    for text in ["running", "frozen@2026-01-15T12:00:00Z"] {
        assert_eq!(text.parse::<Clock>().unwrap().to_string(), text);
    }
}

#[tokio::test]
async fn a_reset_goes_back_to_the_start() {
    let frozen = lab("frozen@2030-01-01T00:00:00Z");
    let begin = frozen.emulator.state();
    frozen
        .control("POST", "clock/advance", Some(json!({"seconds": 90})))
        .await;
    frozen.control("POST", "reset", None).await;
    assert_eq!(frozen.emulator.state(), begin);
    let running = lab("running");
    running
        .control("POST", "clock/advance", Some(json!({"seconds": 7200})))
        .await;
    assert!((7190..=7200).contains(&ahead(&running).await));
    running.control("POST", "reset", None).await;
    assert!((-5..=0).contains(&ahead(&running).await));
}

#[tokio::test]
async fn a_state_of_old_starts_where_all_clocks_did() {
    let lab = Lab::new();
    let mut state = lab.emulator.state();
    state.as_object_mut().unwrap().remove("started");
    assert_eq!(lab.control("PUT", "state", Some(state.clone())).await.status, 204);
    state["started"] = json!(1_768_478_400_000_000_i64);
    assert_eq!(lab.emulator.state(), state);
}

#[tokio::test]
async fn a_saved_state_catches_up_with_a_running_clock() {
    let folder = std::env::temp_dir().join(format!("trunkline-clock-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("state.json");
    let start = |clock: &str| {
        let builder = Emulator::builder()
            .state_file(&path)
            .clock(clock.parse().unwrap());
        Lab::of(builder.build().unwrap())
    };
    drop(start("frozen"));
    let lab = start("running");
    assert!((-5..=0).contains(&ahead(&lab).await));
    // Months have passed since January.
    assert!(lab.emulator.audit().charged_nanodollars() > 0);
    drop(lab);
    std::fs::remove_dir_all(&folder).unwrap();
}
