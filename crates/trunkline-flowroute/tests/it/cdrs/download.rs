//! Exports from the request to the file, against the emulator; lost replies; broken downloads.

use std::io::Read;
use std::time::Duration;

use serde_json::json;
use trunkline_core::{Applied, ErrorKind};
use trunkline_emulator::{Emulator, Fault};
use trunkline_flowroute::Flowroute;
use trunkline_flowroute::cdrs::{
    CdrExportId, CdrExportStatus, CreateCdrExport, DownloadCdrs, ListCdrExports,
};

use crate::support::carrier::{Answer, Carrier, client, page};
use crate::support::emulated::over_tcp;
use trunkline_testkit::Folder;

fn week() -> CreateCdrExport {
    CreateCdrExport::new("2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z")
}

async fn made(emulator: &Emulator, flowroute: &Flowroute, request: CreateCdrExport) -> CdrExportId {
    let export = flowroute.cdrs().create(request).await.unwrap();
    assert_eq!(export.status, Some(CdrExportStatus::Processing));
    emulator.advance(Duration::from_secs(1));
    export.id
}

/// What is in a file of stored blocks, as the emulator packs it.
fn unpacked(path: &std::path::Path) -> String {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    let (mut at, mut text) = (10, Vec::new());
    loop {
        let length = usize::from(u16::from_le_bytes([bytes[at + 1], bytes[at + 2]]));
        text.extend(&bytes[at + 5..at + 5 + length]);
        if bytes[at] == 1 {
            return String::from_utf8(text).unwrap();
        }
        at += 5 + length;
    }
}

#[tokio::test]
async fn an_export_is_made_listed_and_downloaded() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let (folder, cdrs) = (Folder::new(), flowroute.cdrs());
    let pending = cdrs.create(week()).await.unwrap().id;
    let file = folder.file("week.csv.gz");
    let early = cdrs
        .download(DownloadCdrs::new(&pending, &file))
        .await
        .unwrap_err();
    assert!(
        early.kind() == ErrorKind::Conflict && early.to_string().contains("is not ready"),
        "{early}"
    );
    emulator.advance(Duration::from_secs(1));
    let export = cdrs.get(&pending).await.unwrap();
    assert_eq!(
        (export.status, export.num_calls),
        (Some(CdrExportStatus::Completed), Some(336))
    );
    let bytes = cdrs.download(DownloadCdrs::new(&pending, &file)).await.unwrap();
    assert_eq!(bytes, std::fs::metadata(&file).unwrap().len());
    let text = unpacked(&file);
    assert!(
        text.starts_with("direction,start_time,end_time,destination,"),
        "{text:.100}"
    );
    assert_eq!(text.lines().count(), 337);

    let some = made(
        &emulator,
        &flowroute,
        week().number_aliases(["Home Phone".to_owned()]),
    )
    .await;
    let some = cdrs.get(&some).await.unwrap().num_calls.unwrap();
    assert!((1..336).contains(&some), "{some}");
    let list = cdrs.list(ListCdrExports::new()).page().await.unwrap();
    assert_eq!(list.items.len(), 2);

    emulator.advance(Duration::from_secs(4 * 86_400));
    let late = cdrs
        .download(DownloadCdrs::new(&pending, folder.file("late")))
        .await
        .unwrap_err();
    assert!(
        late.kind() == ErrorKind::Conflict && late.to_string().contains("has expired"),
        "{late}"
    );
    assert_eq!(folder.names(), ["week.csv.gz"]);
}

#[tokio::test]
async fn a_download_that_breaks_is_taken_up_again() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let (folder, id) = (Folder::new(), made(&emulator, &flowroute, week()).await);
    let whole = folder.file("whole");
    flowroute
        .cdrs()
        .download(DownloadCdrs::new(&id, &whole))
        .await
        .unwrap();
    emulator.fault(Fault::on("files.get").first().commit_then_cut_body(20_000));
    let broken = folder.file("broken");
    flowroute
        .cdrs()
        .download(DownloadCdrs::new(&id, &broken))
        .await
        .unwrap();
    assert!(
        std::fs::read(whole).unwrap() == std::fs::read(broken).unwrap(),
        "it is another file"
    );
    let statuses: Vec<_> = emulator
        .requests()
        .into_iter()
        .filter(|request| request.operation == Some("flowroute.v2.files.get"))
        .map(|request| request.status)
        .collect();
    assert_eq!(statuses, [Some(200), Some(200), Some(206)]);
}

#[tokio::test]
async fn an_address_that_is_refused_is_asked_for_anew_once() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let (folder, id) = (Folder::new(), made(&emulator, &flowroute, week()).await);
    emulator.fault(Fault::on("files.get").first().refuse(403));
    flowroute
        .cdrs()
        .download(DownloadCdrs::new(&id, folder.file("a")))
        .await
        .unwrap();
    emulator.clear_faults();
    emulator.fault(Fault::on("files.get").refuse(403));
    let error = flowroute
        .cdrs()
        .download(DownloadCdrs::new(&id, folder.file("b")))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
    assert_eq!(folder.names(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_lost_creation_is_settled_by_the_list() {
    let export = |start: &str| {
        let filters =
            json!({"start_call_start_time": start, "start_call_end_time": "2026-01-08T00:00:00+00:00"});
        json!({"data": {"id": 203_485, "attributes": {"filter_parameters": filters}}})
    };
    let cases = [
        ("2026-01-01T00:00:00+00:00", Applied::Unknown),
        ("2025-12-01T00:00:00+00:00", Applied::No),
    ];
    for (start, applied) in cases {
        let carrier = Carrier::default()
            .on("POST", [Answer::Lost])
            .on("GET", [page(&[export(start)], false)]);
        let error = client(&carrier).cdrs().create(week()).await.unwrap_err();
        assert_eq!((error.applied(), carrier.count("POST")), (applied, 1), "{error}");
    }
}
