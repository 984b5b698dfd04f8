//! Documents of port orders: checked, sent without credentials, handed over.

use insta::{assert_debug_snapshot, assert_snapshot};
use serde_json::json;
use trunkline_core::{Applied, ErrorKind, Region};
use trunkline_emulator::{Emulator, Fault};
use trunkline_flowroute::Flowroute;
use trunkline_flowroute::porting::{
    CreatePortOrder, CreateUpload, DocumentStatus, GetDocument, PortOrderId, PortStatus, RegisterDocument,
    SignLoa, Subscriber, UploadDocument,
};

use crate::support::carrier::{Answer, Carrier, client, one};
use crate::support::emulated::over_tcp;
use crate::support::{decoded, refused, request};
use trunkline_testkit::Folder;

async fn order(flowroute: &Flowroute, number: &str) -> PortOrderId {
    let subscriber =
        Subscriber::residential("John Doe", "ATT")
            .street("1")
            .city("Seattle", Region::WA, "98101");
    let number: trunkline_core::PhoneNumber = number.parse().unwrap();
    let group = flowroute
        .porting()
        .create(CreatePortOrder::new([number], subscriber))
        .await
        .unwrap();
    group.orders[0].id.clone()
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("create_upload", request(&CreateUpload::new("42361", "bill.pdf")));
    assert_snapshot!(
        "register_document",
        request(&RegisterDocument::new(
            "42361",
            "https://example.com/bill.pdf?filename=bill.pdf"
        ))
    );
    assert_snapshot!("get_document", request(&GetDocument::new("42361", 0)));
    for name in ["", "../bill.pdf", "a?b"] {
        assert!(refused(&CreateUpload::new("42361", name)).contains("filename"));
    }
    assert!(refused(&RegisterDocument::new("42361", "bill.pdf")).contains("url must be"));
}

#[test]
fn documented_answers_decode_and_addresses_are_not_shown() {
    let address = decoded::<CreateUpload>("porting.create_upload");
    let url = address.url.as_ref().unwrap().expose();
    assert!(url.ends_with("X-Amz-Signature=abc"));
    assert_debug_snapshot!("upload_address", address);
    assert_debug_snapshot!(
        "document",
        decoded::<RegisterDocument>("porting.register_document")
    );
}

#[tokio::test]
async fn a_document_is_sent_and_can_be_fetched() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let id = order(&flowroute, "+12064200403").await;
    let (folder, porting) = (Folder::new(), flowroute.porting());
    // More than what is read or sent at once, and what other calls may have.
    let content = [b"%PDF-1.7\n".as_slice(), &vec![b'x'; 3 * 1024 * 1024]].concat();
    let bill = folder.with("Bill of May.PDF", &content);
    let document = porting
        .upload_document(UploadDocument::new(&id, &bill))
        .await
        .unwrap();
    assert_eq!(document.filename.as_deref(), Some("Bill of May.PDF"));
    let document = porting.document(&id, document.id.unwrap()).await.unwrap();
    assert_eq!(document.status, Some(DocumentStatus::Complete));
    let order = porting.get(&id).await.unwrap();
    assert_eq!(order.business_documents[0].status, Some(DocumentStatus::Complete));
    let refused = emulator
        .requests()
        .into_iter()
        .find(|request| request.status >= Some(400));
    assert!(refused.is_none(), "{refused:?}");
}

#[tokio::test]
async fn a_document_corrects_a_rejected_order() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let id = order(&flowroute, "+12064200403").await;
    let (folder, porting) = (Folder::new(), flowroute.porting());
    let loa = porting.loa(&id).await.unwrap();
    porting
        .sign_loa(SignLoa::new(&id, loa, "Sam User", "Agent"))
        .await
        .unwrap();
    let scan = folder.with("scan.jpg", b"\xff\xd8\xff\xe0");
    let early = porting
        .upload_document(UploadDocument::new(&id, &scan))
        .await
        .unwrap_err();
    assert_eq!(early.kind(), ErrorKind::Conflict, "{early}");
    emulator.advance(std::time::Duration::from_secs(6 * 86_400));
    assert_eq!(
        porting.status(&id).await.unwrap().status,
        Some(PortStatus::Rejected)
    );
    porting
        .upload_document(UploadDocument::new(&id, &scan))
        .await
        .unwrap();
    assert_eq!(
        porting.status(&id).await.unwrap().status,
        Some(PortStatus::Pending)
    );
}

#[tokio::test]
async fn what_is_no_document_is_not_sent() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let folder = Folder::new();
    std::fs::create_dir(folder.file("folder.pdf")).unwrap();
    let large = [b"%PDF-".as_slice(), &vec![0; 10 * 1024 * 1024]].concat();
    let cases = [
        (folder.file("missing.pdf"), "No such file"),
        (folder.file("folder.pdf"), "is not a file"),
        (folder.with("large.pdf", &large), "at most 10485760"),
        (folder.with("bill.pdf", b"MZ"), "is not a PDF"),
        (folder.with("bill.exe", b"%PDF-"), "is not a PDF"),
        (folder.with("empty.png", b""), "is not a PDF"),
    ];
    for (path, reason) in cases {
        let error = flowroute
            .porting()
            .upload_document(UploadDocument::new("1", path))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::File, Applied::No),
            "{error}"
        );
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert!(emulator.requests().is_empty());
}

#[tokio::test]
async fn a_lost_upload_is_sent_again_and_one_that_is_refused_says_why() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let id = order(&flowroute, "+12064200403").await;
    let folder = Folder::new();
    let bill = folder.with("bill.pdf", b"%PDF-");
    emulator.fault(Fault::on("files.put").first().commit_then_drop());
    flowroute
        .porting()
        .upload_document(UploadDocument::new(&id, &bill))
        .await
        .unwrap();
    emulator.fault(Fault::on("files.put").refuse(403));
    let error = flowroute
        .porting()
        .upload_document(UploadDocument::new(&id, &bill))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("porting.upload: AccessDenied: Access Denied (403)"),
        "{error}"
    );
    assert_eq!(
        flowroute
            .porting()
            .get(&id)
            .await
            .unwrap()
            .business_documents
            .len(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_registration_is_read_off_the_order() {
    const URL: &str = "https://s3.example.com/42361/bill.pdf?filename=bill.pdf";
    let documents = [
        (json!([{"filename": URL, "status": "uploaded"}]), None),
        (json!([]), Some(Applied::No)),
        (
            json!([{"filename": "bill.pdf", "status": "uploaded"}]),
            Some(Applied::Unknown),
        ),
    ];
    for (documents, expected) in documents {
        let order = one(
            200,
            &json!({"id": "42361", "attributes": {"business_documents": documents}}),
        );
        let carrier = Carrier::default().on("POST", [Answer::Lost]).on("GET", [order]);
        let registered = client(&carrier).porting().register_document("42361", URL).await;
        assert_eq!(
            registered.err().map(|error| error.applied()),
            expected,
            "{documents}"
        );
        assert_eq!(carrier.count("POST"), 1);
    }
}
