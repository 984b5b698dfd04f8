//! Messages: exact requests, documented answers, rules.

use crate::support::{decoded, refused, request};
use insta::{assert_debug_snapshot, assert_snapshot};
use proptest::prelude::*;
use trunkline_core::{PhoneNumber, Timestamp};
use trunkline_flowroute::messages::{
    CallbackType, DeleteCallback, Encoding, GetCallback, GetMedia, GetMessage, GetProvisioning, ListMessages,
    MessageParty, MessagesVersion, ProvisionMessaging, ProvisionStatus, Segments, SendMessage, SetCallback,
};

fn ours() -> PhoneNumber {
    "+12012673227".parse().unwrap()
}

fn theirs() -> PhoneNumber {
    "+12065551234".parse().unwrap()
}

#[test]
fn requests_are_exact() {
    assert_snapshot!(
        "send_sms",
        request(&SendMessage::sms(ours(), theirs(), "hello there"))
    );
    assert_snapshot!(
        "send_mms",
        request(
            &SendMessage::mms(ours(), theirs())
                .text("look")
                .media("https://example.com/a.png")
                .media("https://example.com/b.png")
                .dlr_callback("https://example.com/dlr")
        )
    );
    assert_snapshot!(
        "send_mms_of_text",
        request(&SendMessage::mms(ours(), theirs()).text("a long text in one piece"))
    );
    assert_snapshot!(
        "list_days",
        request(&ListMessages::since("2017-12-01").until("2018-01-08"))
    );
    assert_snapshot!(
        "get",
        request(&GetMessage::new("mdr2-39cadeace66e11e7aff806cd7f24ba2d"))
    );
    let since = ListMessages::since(Timestamp::from("2017-12-01T00:00:00Z"));
    assert_snapshot!("list", request(&since));
    assert_snapshot!(
        "list_all_parameters",
        request(
            &since
                .until(Timestamp::from("2018-01-08T12:30:15.25Z"))
                .limit(2)
                .offset(4)
        )
    );
}

#[test]
fn requests_of_v2_2_have_its_path_and_its_numbers() {
    let version = MessagesVersion::V2_2;
    let id = "mdr2-39cadeace66e11e7aff806cd7f24ba2d";
    let since = ListMessages::since(Timestamp::from("2017-12-01T00:00:00Z"));
    let requests = [
        request(&SendMessage::sms(ours(), theirs(), "hello there").version(version)),
        request(&GetMessage::new(id).version(version)),
        request(&since.version(version)),
        request(&SetCallback::new(CallbackType::Sms, "https://example.com/sms").version(version)),
        request(&GetMedia::new("39cadeac-1")),
    ];
    assert_snapshot!("v2_2", requests.join("\n"));
}

#[test]
fn requests_of_callbacks_and_provisioning_are_exact() {
    let set = CallbackType::ALL.map(|kind| request(&SetCallback::new(kind, "https://example.com/hook")));
    assert_snapshot!("set_callback", set.join("\n"));
    let kind: CallbackType = "sms_dlr".parse().unwrap();
    assert_eq!(kind, CallbackType::SmsReceipts);
    let both = [
        request(&GetCallback::new(kind)),
        request(&DeleteCallback::new(kind)),
    ];
    assert_snapshot!("get_and_delete_callback", both.join("\n"));
    let provision = [
        request(&ProvisionMessaging::enable([ours()])),
        request(
            &ProvisionMessaging::disable([ours(), theirs()])
                .callback("https://example.com/prov")
                .email(true),
        ),
        request(&GetProvisioning::new("1a0c6e0e-6d1f-4f52-9ff5-0a4f0f3f1b22")),
    ];
    assert_snapshot!("provision", provision.join("\n"));
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("callback", decoded::<GetCallback>("messages.get_callback"));
    assert_debug_snapshot!("media", decoded::<GetMedia>("messages.get_media"));
    let one = decoded::<ProvisionMessaging>("message_provision.create");
    assert_eq!(one.of(theirs()), Some(&ProvisionStatus::Processing));
    assert_debug_snapshot!("provisioning", one);
    let many = decoded::<GetProvisioning>("message_provision.get");
    assert_eq!(many.of(theirs()), Some(&ProvisionStatus::Completed));
    assert_eq!(many.of(ours()), None);
    assert_debug_snapshot!("provisioning_of_many", many);
    assert_debug_snapshot!("sent", decoded::<SendMessage>("messages.send"));
    assert_debug_snapshot!("sent_v2_2", decoded::<SendMessage>("messages.send.v2_2"));
    assert_debug_snapshot!("listed", decoded::<ListMessages>("messages.list"));
    assert_debug_snapshot!("looked_up", decoded::<GetMessage>("messages.get"));
    assert_debug_snapshot!("mms", decoded::<GetMessage>("messages.get.mms"));
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    let sms = |text: &str| SendMessage::sms(ours(), theirs(), text);
    let mms = || SendMessage::mms(ours(), theirs());
    let eleven = (0..11).fold(mms(), |m, i| m.media(format!("https://example.com/{i}.png")));
    let lines = [
        refused(&sms("")),
        refused(&sms(&"x".repeat(2049))),
        refused(&mms()),
        refused(&mms().text("")),
        refused(&mms().media("example.com/a.png")),
        refused(&eleven),
        refused(&sms("hi").dlr_callback("not a url")),
        refused(&GetMessage::new("sms_callback")),
        refused(&ListMessages::since(Timestamp::from("yesterday"))),
        refused(&ListMessages::since("2017-12")),
        refused(&ListMessages::since("2018-01-08").until("2018-01-08")),
        refused(
            &ListMessages::since(Timestamp::from("2018-01-08T00:00:00Z"))
                .until(Timestamp::from("2018-01-07T00:00:00Z")),
        ),
        refused(&ListMessages::since(Timestamp::from("2018-01-08T00:00:00Z")).limit(0)),
        refused(&SetCallback::new(CallbackType::Sms, "example.com/sms")),
        refused(&ProvisionMessaging::enable([])),
        refused(&ProvisionMessaging::enable([ours()]).callback("not a url")),
        "fax".parse::<CallbackType>().unwrap_err().to_string(),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn a_party_that_is_no_number_is_kept() {
    assert_eq!(MessageParty::from("12065551234").number(), Some(theirs()));
    assert_eq!(MessageParty::from("+12065551234").number(), Some(theirs()));
    assert_eq!(MessageParty::from("2065551234").number(), Some(theirs()));
    assert_eq!(MessageParty::from("24365"), MessageParty::Other("24365".into()));
}

#[test]
fn segments_follow_the_vendors_table() {
    let count = |text: String| Segments::of(&text).count;
    assert_eq!(count(String::new()), 1);
    assert_eq!(count("x".repeat(160)), 1);
    assert_eq!(count("x".repeat(161)), 2);
    assert_eq!(count("x".repeat(281)), 3);
    assert_eq!(count("ж".repeat(70)), 1);
    assert_eq!(count("ж".repeat(71)), 2);
    assert_eq!(count("😀".repeat(35)), 1);
    assert_eq!(count("😀".repeat(36)), 2);
    assert_eq!(Segments::of("£5 für Ågot").encoding, Encoding::Basic);
    assert_eq!(Segments::of("“smart”").encoding, Encoding::Ucs2);
}

proptest! {
    #[test]
    fn a_longer_text_never_takes_fewer_segments(text in ".{0,400}", more in ".{0,50}") {
        let longer = text.clone() + &more;
        prop_assert!(Segments::of(&longer).count >= Segments::of(&text).count);
    }
}
