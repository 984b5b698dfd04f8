//! Callbacks, provisioning, media and prices, against the emulator.

use std::time::Duration;

use trunkline_core::{Applied, ErrorKind, PhoneNumber};
use trunkline_emulator::Emulator;
use trunkline_flowroute::messages::{
    CallbackType, DeleteCallback, DownloadMedia, GetCallback, GetMedia, GetMessage, MessagesVersion,
    ProvisionMessaging, ProvisionStatus, SendMessage, SetCallback,
};
use trunkline_flowroute::numbers::ProvisionId;

use crate::support::emulated::{for_sale, in_process, over_tcp};

fn owned() -> PhoneNumber {
    "+12012673227".parse().unwrap()
}

fn other() -> PhoneNumber {
    "+12065551234".parse().unwrap()
}

#[tokio::test]
async fn a_callback_of_the_account_is_set_shown_and_removed() {
    let (_emulator, flowroute) = in_process();
    let messages = flowroute.messages();
    for kind in CallbackType::ALL {
        assert_eq!(messages.callback(kind).await.unwrap(), None);
        let set = SetCallback::new(kind, "https://example.com/hook").version(MessagesVersion::V2_2);
        messages.set_callback(set).await.unwrap();
        let shown = messages.callback(kind).await.unwrap().unwrap();
        assert_eq!(shown.url.as_deref(), Some("https://example.com/hook"));
        messages.delete_callback(kind).await.unwrap();
        assert_eq!(messages.callback(GetCallback::new(kind)).await.unwrap(), None);
        messages.delete_callback(DeleteCallback::new(kind)).await.unwrap();
    }
}

#[tokio::test]
async fn a_callback_of_a_number_needs_the_number() {
    let (emulator, flowroute) = in_process();
    let numbers = flowroute.numbers();
    let url = "https://example.com/hook";
    numbers
        .set_callback(owned(), CallbackType::Sms, url)
        .await
        .unwrap();
    let error = numbers
        .set_callback(other(), CallbackType::Sms, url)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotFound, Applied::No)
    );
    let callbacks = &emulator.state()["numbers"]["12012673227"]["callbacks"];
    assert_eq!(callbacks["sms_callback"]["url"], url);
}

#[tokio::test]
async fn numbers_are_enabled_for_messages() {
    let (emulator, flowroute) = in_process();
    let bought = for_sale(&flowroute).await;
    flowroute.numbers().purchase(bought).await.unwrap();
    let messages = flowroute.messages();
    let enable = ProvisionMessaging::enable([bought, other()]);
    let task = messages.provision(enable).await.unwrap();
    assert_eq!(task.of(bought), Some(&ProvisionStatus::Processing));
    assert_eq!(task.of(other()), Some(&ProvisionStatus::Failed));
    emulator.advance(Duration::from_secs(1));
    let task = messages.provisioning(&task.id).await.unwrap();
    assert_eq!(task.of(bought), Some(&ProvisionStatus::Completed));
    messages
        .send(SendMessage::sms(bought, other(), "hello"))
        .await
        .unwrap();

    let shown = flowroute
        .numbers()
        .details([bought, owned(), other()])
        .await
        .unwrap();
    let shown: Vec<_> = shown.iter().map(|owned| owned.number).collect();
    assert_eq!(shown, [bought, owned()]);
    let error = messages
        .provisioning(ProvisionId::from("none"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

/// Makes an MMS come in with a file of so many bytes; the id of the file.
async fn receive_file(emulator: &Emulator, bytes: usize) -> String {
    let body = format!(r#"{{"from":"12065551234","to":"12012673227","media":[{{"bytes":{bytes}}}]}}"#);
    let url = format!("{}/messages/inbound", emulator.admin_url());
    let request = http::Request::post(url).body(body.into()).unwrap();
    let answer = tower::ServiceExt::oneshot(emulator.service(), request)
        .await
        .unwrap();
    let received: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    received["media"][0].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_of_an_mms_goes_to_disk_without_credentials() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let messages = flowroute.messages();
    let id = receive_file(&emulator, 5_000_000).await;
    let file = messages.media(GetMedia::new(id)).await.unwrap();
    let folder = std::env::temp_dir().join(format!("trunkline-media-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("image.png");
    // The emulator refuses whoever sends credentials there.
    let fetched = messages.download(DownloadMedia::new(&file, &path)).await.unwrap();
    assert_eq!(fetched, 5_000_000);
    let bytes = std::fs::read(&path).unwrap();
    let whole = served(&emulator, file.url.as_deref().unwrap()).await;
    assert!(bytes == whole, "the copy differs");
    let again = messages
        .download(DownloadMedia::new(&file, &path))
        .await
        .unwrap_err();
    assert_eq!((again.kind(), again.applied()), (ErrorKind::File, Applied::No));

    let mut gone = file.clone();
    gone.url = gone.url.map(|url| format!("{url}0"));
    let other = folder.join("gone.png");
    let error = messages
        .download(DownloadMedia::new(&gone, &other))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    gone.url = None;
    let error = messages
        .download(DownloadMedia::new(&gone, &other))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert!(!other.exists());
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What the emulator serves, without our client.
async fn served(emulator: &Emulator, url: &str) -> Vec<u8> {
    let request = http::Request::get(url).body(bytes::Bytes::new()).unwrap();
    let answer = tower::ServiceExt::oneshot(emulator.service(), request)
        .await
        .unwrap();
    answer.body().to_vec()
}

#[tokio::test]
async fn v2_2_tells_the_price_that_is_charged() {
    let (emulator, flowroute) = in_process();
    let message = SendMessage::sms(owned(), other(), "x".repeat(161)).version(MessagesVersion::V2_2);
    let sent = flowroute.messages().send(message).await.unwrap();
    let price = sent.price.unwrap();
    assert_eq!(price.segment_count, Some(2));
    assert_eq!(price.charged_cost, "0.0120".parse().ok());
    assert_eq!(emulator.audit().charged_nanodollars(), 12_000_000);
    let get = GetMessage::new(&sent.id).version(MessagesVersion::V2_2);
    assert_eq!(
        flowroute.messages().get(get).await.unwrap().amount,
        price.charged_cost
    );
}
