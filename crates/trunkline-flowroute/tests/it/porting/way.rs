//! The way of port orders through the emulator: split, signed, submitted, rejected, corrected, completed.

use std::time::Duration;

use trunkline_core::{ErrorKind, PhoneNumber, Region};
use trunkline_emulator::Emulator;
use trunkline_flowroute::Flowroute;
use trunkline_flowroute::numbers::GetNumber;
use trunkline_flowroute::porting::{
    ChangePortNumbers, CreatePortOrder, ListPortOrders, PortGroupStatus, PortNumbersAdded, PortOrderId,
    PortPresets, PortStatus, SignLoa, Subscriber, UpdatePortOrder,
};

use crate::support::emulated::in_process;

const DAY: Duration = Duration::from_secs(86_400);

fn numbers<const N: usize>(texts: [&str; N]) -> Vec<PhoneNumber> {
    texts.map(|text| text.parse().unwrap()).to_vec()
}

fn order(texts: &[&str]) -> CreatePortOrder {
    let numbers: Vec<PhoneNumber> = texts.iter().map(|text| text.parse().unwrap()).collect();
    let subscriber = Subscriber::residential("John Doe", "ATT")
        .street("1218 3rd Ave")
        .city("Seattle", Region::WA, "98101");
    CreatePortOrder::new(numbers, subscriber)
}

async fn one_order(flowroute: &Flowroute, texts: &[&str]) -> PortOrderId {
    let group = flowroute.porting().create(order(texts)).await.unwrap();
    assert_eq!(group.orders.len(), 1);
    group.orders[0].id.clone()
}

async fn sign(flowroute: &Flowroute, id: &PortOrderId) {
    let porting = flowroute.porting();
    let loa = porting.loa(id).await.unwrap();
    porting
        .sign_loa(SignLoa::new(id, loa, "Sam User", "Agent"))
        .await
        .unwrap();
}

async fn status(flowroute: &Flowroute, id: &PortOrderId) -> PortStatus {
    flowroute.porting().status(id).await.unwrap().status.unwrap()
}

/// The statuses that an order goes through from now on, day by day, until it stands still for a fortnight.
async fn way(emulator: &Emulator, flowroute: &Flowroute, id: &PortOrderId) -> Vec<(u32, PortStatus)> {
    let mut way = vec![(0, status(flowroute, id).await)];
    for day in 1..=21 {
        emulator.advance(DAY);
        let now = status(flowroute, id).await;
        if way.last().unwrap().1 != now {
            way.push((day, now));
        }
    }
    way
}

#[tokio::test]
async fn two_carriers_two_orders_and_the_presets_at_the_end() {
    let (emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let wanted = ["+12064204444", "+12064204445", "+12066204446"];
    let presets = PortPresets::new()
        .alias("ported")
        .primary_route("83834")
        .cnam("22790")
        .e911("22120");
    let group = porting.create(order(&wanted).presets(presets)).await.unwrap();
    let counts: Vec<usize> = group.orders.iter().map(|order| order.numbers.len()).collect();
    assert_eq!(counts, [2, 1], "split by losing carrier");
    let seen = porting.group(&group.id).await.unwrap();
    assert_eq!(seen.status, Some(PortGroupStatus::RequiresAction));

    for order in &group.orders {
        sign(&flowroute, &order.id).await;
    }
    assert_eq!(
        porting.group(&group.id).await.unwrap().status,
        Some(PortGroupStatus::InProgress)
    );
    // From a Thursday, with a holiday on Monday: a business day to look it through, two for the losing carrier, at least
    // five for its notice.
    let way = way(&emulator, &flowroute, &group.orders[0].id).await;
    let expected = [
        (0, PortStatus::Processing),
        (1, PortStatus::Submitted),
        (6, PortStatus::Accepted),
        (14, PortStatus::Completed),
    ];
    assert_eq!(way, expected);
    assert_eq!(
        porting.group(&group.id).await.unwrap().status,
        Some(PortGroupStatus::Completed)
    );
    for number in numbers(wanted) {
        let owned = flowroute.numbers().get(GetNumber::new(number)).await.unwrap();
        assert_eq!(owned.alias.as_deref(), Some("ported"));
        let relations = format!("{owned:?}");
        for id in ["83834", "22790", "22120"] {
            assert!(relations.contains(id), "{id} is not on {number}");
        }
    }
    assert!(
        emulator.audit().violations().is_empty(),
        "{:?}",
        emulator.audit().violations()
    );
    // 7.50 for each number of each order, once, besides what the emergency addresses and the months cost.
    assert_eq!(port_charges(&emulator), ["15.00", "7.50"]);
}

#[tokio::test]
async fn a_wished_day_later_than_the_notice_is_kept_but_for_weekends_and_holidays() {
    let (emulator, flowroute) = in_process();
    // 2026-02-01 is a Sunday; 2026-02-14 a Saturday, and Monday is Washington's Birthday.
    let wishes = [
        ("+12064204444", "2026-02-01", "2026-02-02"),
        ("+12064204445", "2026-02-14", "2026-02-17"),
    ];
    for (number, wished, agreed) in wishes {
        let wish = order(&[number]).desired_completion_date(wished);
        let group = flowroute.porting().create(wish).await.unwrap();
        let id = &group.orders[0].id;
        sign(&flowroute, id).await;
        emulator.advance(7 * DAY);
        let order = flowroute.porting().get(id).await.unwrap();
        assert_eq!(order.status, Some(PortStatus::Accepted));
        assert_eq!(order.desired_completion_date.as_deref(), Some(agreed));
        assert_eq!(order.comments[0].text, format!("FOC date: {agreed}"));
    }
}

/// What a rejection wants.
type Correction = fn(&PortOrderId) -> UpdatePortOrder;

#[tokio::test]
async fn a_rejection_says_why_and_can_be_corrected() {
    let (emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let bill = |id: &PortOrderId| {
        UpdatePortOrder::new(id).business_documents(["https://example.com/bill.pdf".to_owned()])
    };
    let cases: [(&str, &str, Correction); 3] = [
        ("+12064200401", "The PIN does not match the account.", |id| {
            UpdatePortOrder::new(id).pin("0401")
        }),
        ("+12064200402", "The account number does not match.", |id| {
            UpdatePortOrder::new(id).provider_account("0402")
        }),
        ("+12064200403", "A copy of the latest bill is required.", bill),
    ];
    for (number, reason, correction) in cases {
        let id = one_order(&flowroute, &[number]).await;
        sign(&flowroute, &id).await;
        emulator.advance(6 * DAY);
        let rejected = porting.get(&id).await.unwrap();
        assert_eq!(rejected.status, Some(PortStatus::Rejected));
        assert_eq!(rejected.comments[0].text, reason);
        let again = SignLoa::new(&id, porting.loa(&id).await.unwrap(), "Sam User", "Agent");
        let refused = porting.sign_loa(again).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Conflict, "it is not corrected");
        let corrected = porting.update(correction(&id)).await.unwrap();
        assert_eq!(corrected.status, Some(PortStatus::Pending));
        sign(&flowroute, &id).await;
        emulator.advance(21 * DAY);
        assert_eq!(status(&flowroute, &id).await, PortStatus::Completed, "{number}");
    }
    assert_eq!(port_charges(&emulator), ["7.50"; 3], "each once");
    assert!(emulator.audit().violations().is_empty());
}

#[tokio::test]
async fn orders_that_nobody_looks_after_end_by_themselves() {
    let (emulator, flowroute) = in_process();
    let unsigned = one_order(&flowroute, &["+12064204444"]).await;
    let refused = one_order(&flowroute, &["+12064200404"]).await;
    let stopped = one_order(&flowroute, &["+12064200500"]).await;
    let looked_at = one_order(&flowroute, &["+12064200409"]).await;
    for id in [&refused, &stopped, &looked_at] {
        sign(&flowroute, id).await;
    }
    emulator.advance(44 * DAY);
    assert_eq!(status(&flowroute, &unsigned).await, PortStatus::Pending);
    assert_eq!(status(&flowroute, &refused).await, PortStatus::Rejected);
    assert_eq!(status(&flowroute, &stopped).await, PortStatus::HardCanceled);
    assert_eq!(status(&flowroute, &looked_at).await, PortStatus::Completed);
    emulator.advance(7 * DAY);
    assert_eq!(status(&flowroute, &unsigned).await, PortStatus::Cancelled);
    assert_eq!(status(&flowroute, &refused).await, PortStatus::Abandoned);
}

#[tokio::test]
async fn a_number_that_needs_a_look_is_reviewed() {
    let (emulator, flowroute) = in_process();
    let id = one_order(&flowroute, &["+12064200409"]).await;
    sign(&flowroute, &id).await;
    let way: Vec<_> = way(&emulator, &flowroute, &id)
        .await
        .into_iter()
        .map(|(_, status)| status)
        .collect();
    assert_eq!(
        way,
        [
            PortStatus::Processing,
            PortStatus::Submitted,
            PortStatus::Review,
            PortStatus::Accepted,
            PortStatus::Completed
        ]
    );
}

#[tokio::test]
async fn only_pending_and_rejected_orders_can_be_canceled() {
    let (emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let pending = one_order(&flowroute, &["+12064204444"]).await;
    let state = porting.cancel(&pending).await.unwrap();
    assert_eq!(state.status, Some(PortStatus::Cancelled));
    assert_eq!(
        porting.cancel(&pending).await.unwrap_err().kind(),
        ErrorKind::Conflict
    );

    let rejected = one_order(&flowroute, &["+12064200404"]).await;
    sign(&flowroute, &rejected).await;
    assert_eq!(
        porting.cancel(&rejected).await.unwrap_err().kind(),
        ErrorKind::Conflict
    );
    emulator.advance(6 * DAY);
    assert_eq!(
        porting.cancel(&rejected).await.unwrap().status,
        Some(PortStatus::Abandoned)
    );
    assert_eq!(porting.cancel("1").await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_canceled_order_is_not_overtaken_by_what_was_planned_for_it() {
    let (emulator, flowroute) = in_process();
    let id = one_order(&flowroute, &["+12064200401"]).await;
    sign(&flowroute, &id).await;
    emulator.advance(6 * DAY);
    flowroute.porting().cancel(&id).await.unwrap();
    emulator.advance(100 * DAY);
    assert_eq!(status(&flowroute, &id).await, PortStatus::Abandoned);
}

#[tokio::test]
async fn numbers_come_and_go_while_an_order_is_pending() {
    let (_emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let group = porting.create(order(&["+12064204444"])).await.unwrap();
    let id = &group.orders[0].id;
    let change = ChangePortNumbers::new(id)
        .add(numbers(["+12064204445"]))
        .remove(numbers(["+12064204444"]));
    let changed = porting.change_numbers(change).await.unwrap();
    assert_eq!(changed.numbers, numbers(["+12064204445"]));
    let other = ChangePortNumbers::new(id).add(numbers(["+12066204445"]));
    assert_eq!(
        porting.change_numbers(other).await.unwrap_err().kind(),
        ErrorKind::Rejected,
        "another carrier's"
    );
    let last = ChangePortNumbers::new(id).remove(numbers(["+12064204445"]));
    assert_eq!(
        porting.change_numbers(last).await.unwrap_err().kind(),
        ErrorKind::Rejected
    );

    let added = porting
        .add_numbers(&group.id, numbers(["+12066204445"]))
        .await
        .unwrap();
    let PortNumbersAdded::Order(added) = added else {
        panic!("{added:?}")
    };
    assert_ne!(added.id, *id, "a further order for the other carrier");
    porting
        .add_numbers(&group.id, numbers(["+12066204445", "+12064204446"]))
        .await
        .unwrap();
    assert_eq!(
        porting.get(id).await.unwrap().numbers,
        numbers(["+12064204445", "+12064204446"])
    );
    assert_eq!(porting.group(&group.id).await.unwrap().orders.len(), 2);
    assert_eq!(
        porting
            .add_numbers("1", numbers(["+12066204445"]))
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::NotFound
    );
}

#[tokio::test]
async fn what_cannot_come_here_is_refused() {
    let (_emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    for number in ["+12125551212", "+12012673227"] {
        let error = porting.create(order(&[number])).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Rejected, "{error}");
        assert!(error.to_string().contains("is not portable"), "{error}");
    }
    let presets = PortPresets::new().primary_route("1");
    let error = porting
        .create(order(&["+12064204444"]).presets(presets))
        .await
        .unwrap_err();
    assert_eq!(error.problems()[0].field.as_deref(), Some("primary_route_id"));
}

#[tokio::test]
async fn a_number_is_on_its_way_once() {
    let (_emulator, flowroute) = in_process();
    let first = one_order(&flowroute, &["+12064204444"]).await;
    let second = one_order(&flowroute, &["+12064204444"]).await;
    sign(&flowroute, &first).await;
    let porting = flowroute.porting();
    let again = SignLoa::new(&second, porting.loa(&second).await.unwrap(), "Sam User", "Agent");
    assert_eq!(
        porting.sign_loa(again).await.unwrap_err().kind(),
        ErrorKind::Rejected
    );
    assert_eq!(status(&flowroute, &second).await, PortStatus::Pending);
}

#[tokio::test]
async fn an_order_that_the_balance_does_not_cover_is_rejected() {
    let (emulator, flowroute) = in_process();
    let many: Vec<String> = (0..14)
        .map(|line| format!("+1206420{:04}", 4440 + line))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let id = one_order(&flowroute, &many).await;
    sign(&flowroute, &id).await;
    emulator.advance(2 * DAY);
    let order = flowroute.porting().get(&id).await.unwrap();
    assert_eq!(order.status, Some(PortStatus::Rejected));
    assert!(order.comments[0].text.contains("Insufficient funds"));
    assert_eq!(emulator.audit().charged_nanodollars(), 0);
}

#[tokio::test]
async fn lists_are_filtered_and_paged_and_may_be_empty() {
    let (_emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let all = async |list: ListPortOrders| {
        let mut items = porting.list(list).items();
        let mut count = 0;
        while items.try_next().await.unwrap().is_some() {
            count += 1;
        }
        count
    };
    assert_eq!(all(ListPortOrders::new()).await, 0);
    for line in 0..5 {
        porting
            .create(order(&[&format!("+1206420{}", 4440 + line)]).alias("a"))
            .await
            .unwrap();
    }
    let first: PhoneNumber = "+12064204440".parse().unwrap();
    assert_eq!(
        all(ListPortOrders::new().limit(5)).await,
        5,
        "a last page that is full"
    );
    assert_eq!(all(ListPortOrders::new().limit(2)).await, 5);
    assert_eq!(all(ListPortOrders::new().number(first)).await, 1);
    assert_eq!(all(ListPortOrders::new().status(PortStatus::Completed)).await, 0);
    assert_eq!(
        all(ListPortOrders::new().alias("a").created_after("2026-01-15")).await,
        5
    );
    assert_eq!(all(ListPortOrders::new().created_before("2026-01-15")).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_creation_whose_reply_is_lost_is_made_once() {
    let (emulator, flowroute) = in_process();
    let fault = trunkline_emulator::Fault::on("porting.create")
        .first()
        .commit_then_drop();
    emulator.fault(fault);
    let wanted = order(&["+12064204444", "+12066204445"]).alias("move 7");
    let group = flowroute.porting().create(wanted).await.unwrap();
    assert_eq!(group.orders.len(), 2);
    let orders = emulator.state()["porting"]["orders"].as_object().unwrap().len();
    assert_eq!(orders, 2);
}

/// What was charged for porting numbers in.
fn port_charges(emulator: &Emulator) -> Vec<String> {
    let audit = emulator.audit().to_json();
    let charges = audit["charges"].as_array().unwrap().iter();
    charges
        .filter(|charge| charge["what"] == "port_in")
        .map(|charge| charge["amount"].as_str().unwrap().to_owned())
        .collect()
}
