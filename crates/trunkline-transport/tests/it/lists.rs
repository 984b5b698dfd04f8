//! Lists: each rule has its test.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Instant;
use trunkline_core::{Cursor, Error, ErrorKind, ListEndpoint, LookUp, Match};
use trunkline_testkit::script::{Answer, Carrier, response};
use trunkline_transport::{Client, Items, Listing};

use crate::support::fake_list::{
    CountThings, ListThings, WholeThings, fake_list, fake_list_after, numbered, part,
};

/// Everything that a stream says, errors included.
async fn all<E: ListEndpoint<Item = u32>>(mut items: Items<E>) -> Vec<Result<u32, String>> {
    let mut seen = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(item)) => seen.push(Ok(item)),
            Ok(None) => return seen,
            Err(error) => seen.push(Err(error.to_string())),
        }
    }
}

async fn good<E: ListEndpoint<Item = u32>>(items: Items<E>) -> Vec<u32> {
    all(items).await.into_iter().map(|item| item.unwrap()).collect()
}

#[tokio::test]
async fn one_page_is_as_long_as_the_request_says() {
    let (client, asked) = fake_list(numbered(3, 2));
    let page = client.list(ListThings::new()).page().await.unwrap();
    assert_eq!(page.items, [0, 1]);
    assert_eq!(*asked.lock().unwrap(), ["at=0"]);
}

#[tokio::test]
async fn items_come_in_order_from_full_pages() {
    let (client, asked) = fake_list(numbered(3, 2));
    assert_eq!(
        good(client.list(ListThings::new()).items()).await,
        [0, 1, 2, 3, 4, 5]
    );
    assert_eq!(
        *asked.lock().unwrap(),
        ["at=0&limit=200", "at=1&limit=200", "at=2&limit=200"]
    );
}

#[tokio::test]
async fn pages_come_in_order() {
    let (client, _) = fake_list(numbered(3, 2));
    let mut pages = client.list(ListThings::new()).pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.next_page().await.unwrap() {
        seen.push(page.items);
    }
    assert_eq!(seen, [[0, 1], [2, 3], [4, 5]]);
    assert_eq!(pages.cursor(), None);
    assert!(pages.next_page().await.unwrap().is_none());
}

#[tokio::test]
async fn nothing_is_fetched_before_it_is_asked_for() {
    let (client, asked) = fake_list(numbered(3, 2));
    let mut items = client.list(ListThings::new()).items();
    assert_eq!(asked.lock().unwrap().len(), 0);
    items.try_next().await.unwrap();
    items.try_next().await.unwrap();
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_empty_page_does_not_end_the_list() {
    let (client, _) = fake_list(|at| match at {
        "0" => "1;".to_owned(),
        "1" => "2;7".to_owned(),
        "2" => "3;".to_owned(),
        _ => ";8".to_owned(),
    });
    assert_eq!(good(client.list(ListThings::new()).items()).await, [7, 8]);
}

#[tokio::test]
async fn empty_pages_without_end_are_an_error() {
    let (client, asked) = fake_list(|at| format!("{};", at.parse::<u32>().unwrap() + 1));
    let seen = all(client.list(ListThings::new()).items()).await;
    assert_eq!(seen.len(), 1);
    assert!(
        seen[0]
            .as_ref()
            .unwrap_err()
            .contains("25 pages in a row brought nothing new"),
        "{seen:?}"
    );
    assert_eq!(asked.lock().unwrap().len(), 25);
}

#[tokio::test]
async fn a_list_that_does_not_advance_is_an_error() {
    let (client, asked) = fake_list(|at| match at {
        "0" => "1;10".to_owned(),
        _ => "1;11".to_owned(),
    });
    let mut items = client.list(ListThings::new()).items();
    for expected in [10, 11] {
        assert_eq!(items.try_next().await.unwrap(), Some(expected));
    }
    let error = items.try_next().await.unwrap_err();
    assert!(
        error.to_string().contains("the page behind 1 is itself"),
        "{error}"
    );
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(asked.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_failed_call_is_the_last_item_and_says_where_to_go_on() {
    let (client, _) = fake_list(|at| {
        if at == "2" {
            String::new()
        } else {
            numbered(4, 2)(at)
        }
    });
    let listing = client.list(ListThings::new());
    let mut items = listing.clone().items();
    for expected in 0..4 {
        assert_eq!(items.try_next().await.unwrap(), Some(expected));
    }
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(items.cursor(), Some(Cursor::new("2")));

    let mut pages = listing.pages();
    pages.next_page().await.unwrap();
    assert_eq!(pages.cursor(), Some(Cursor::new("1")));
    pages.next_page().await.unwrap();
    assert!(pages.next_page().await.is_err());
    assert!(pages.next_page().await.unwrap().is_none());
    assert_eq!(pages.cursor(), Some(Cursor::new("2")));
}

#[tokio::test]
async fn an_unreadable_item_is_an_error_in_its_place_and_ends_nothing() {
    let (client, _) = fake_list(|at| {
        if at == "0" {
            "1;5,x,6,y".to_owned()
        } else {
            ";z,7".to_owned()
        }
    });
    let mut items = client.list(ListThings::new()).items();
    let mut seen: Vec<Result<u32, Error>> = Vec::new();
    loop {
        match items.try_next().await {
            Ok(None) => break,
            Ok(Some(item)) => seen.push(Ok(item)),
            Err(error) => seen.push(Err(error)),
        }
    }
    let kinds: Vec<_> = seen
        .iter()
        .map(|s| s.as_ref().map(|n| *n).map_err(Error::kind))
        .collect();
    let bad = Err(ErrorKind::Decode);
    assert_eq!(kinds, [Ok(5), bad, Ok(6), bad, bad, Ok(7)]);
    let line = seen[1].as_ref().unwrap_err().to_string();
    assert_eq!(
        line,
        "acme things.list: item 1 of the page at 0 cannot be read: no number"
    );
}

#[tokio::test]
async fn an_item_that_was_moved_to_the_next_pages_comes_once() {
    let (client, _) = fake_list(|at| {
        match at {
            "0" => "1;1,2,3",
            "1" => "2;3,4,4",
            "2" => "3;2,5",
            _ => ";1,6",
        }
        .to_owned()
    });
    assert_eq!(
        good(client.list(ListThings::new()).items()).await,
        [1, 2, 3, 4, 5, 6]
    );
}

#[tokio::test]
async fn no_page_is_fetched_once_there_are_enough_items() {
    for (most, calls) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (100, 3)] {
        let (client, asked) = fake_list(numbered(3, 2));
        let seen = good(client.list(ListThings::new()).take(most).items()).await;
        assert_eq!(seen, (0..6).take(most).collect::<Vec<_>>());
        assert_eq!(asked.lock().unwrap().len(), calls, "at most {most} items");

        let (client, asked) = fake_list(numbered(3, 2));
        let mut pages = client.list(ListThings::new()).take(most).pages();
        let mut seen = Vec::new();
        while let Some(page) = pages.next_page().await.unwrap() {
            seen.extend(page.items);
        }
        assert_eq!(seen, (0..6).take(most).collect::<Vec<_>>());
        assert_eq!(
            asked.lock().unwrap().len(),
            calls,
            "at most {most} items, by page"
        );
    }
}

#[tokio::test]
async fn doubles_do_not_count_as_items() {
    let (client, _) = fake_list(|at| {
        if at == "0" {
            "1;1,2".to_owned()
        } else {
            ";2,3".to_owned()
        }
    });
    assert_eq!(
        good(client.list(ListThings::new()).take(3).items()).await,
        [1, 2, 3]
    );
}

#[tokio::test]
async fn a_list_is_taken_up_again_where_a_cursor_says() {
    let (client, _) = fake_list(numbered(4, 2));
    let mut items = client.list(ListThings::new()).items();
    assert_eq!(items.cursor(), Some(Cursor::new("0")));
    for _ in 0..3 {
        items.try_next().await.unwrap();
    }
    let cursor = items.cursor().unwrap();
    drop(items);
    let listing = client.list(ListThings::new()).resume(cursor);
    assert_eq!(good(listing.clone().items()).await, [3, 4, 5, 6, 7]);
    assert_eq!(listing.page().await.unwrap().items, [3]);
    let mut pages = listing.pages();
    assert_eq!(pages.next_page().await.unwrap().unwrap().items, [3]);
    assert_eq!(pages.next_page().await.unwrap().unwrap().items, [4, 5]);
}

/// Stopped after any number of items, whatever they were, a list goes on with the next one.
#[tokio::test]
async fn a_cursor_is_the_place_of_an_item() {
    async fn each<E: ListEndpoint<Item = u32>>(list: impl Fn() -> Listing<E>) {
        let whole = all(list().items()).await;
        for stop in 0..=whole.len() {
            for read_ahead in [0, 2] {
                let mut items = list().read_ahead(read_ahead).items();
                for item in &whole[..stop] {
                    let next = items.try_next().await.map_err(|error| error.to_string());
                    assert_eq!(&next.transpose().unwrap(), item);
                }
                let rest = match items.cursor() {
                    Some(cursor) => all(list().resume(Cursor::from(cursor.to_string())).items()).await,
                    None => Vec::new(),
                };
                assert_eq!(rest, whole[stop..], "stopped after {stop}");
            }
            let good = whole.iter().filter(|item| item.is_ok()).count();
            let mut taken = list().take(stop.min(good)).items();
            let mut count = 0;
            while let Ok(Some(_)) | Err(_) = taken.try_next().await {
                count += 1;
            }
            if let Some(cursor) = taken.cursor() {
                assert_eq!(
                    all(list().resume(cursor).items()).await,
                    whole[count..],
                    "took {stop}"
                );
            }
        }
    }
    let (client, _) = fake_list(|at| match at {
        "0" => "1;1,x,2,3,y".to_owned(),
        "1" => "2;z,4".to_owned(),
        "2" => "3;".to_owned(),
        _ => ";5,6,q".to_owned(),
    });
    each(|| client.list(ListThings::new())).await;
    let (client, _) = fake_list(|at| part(at, 11, 4));
    each(|| client.list(CountThings::new().limit(4_u64))).await;
    each(|| client.list(CountThings::new())).await;
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused_before_anything_is_sent() {
    let (client, asked) = fake_list(numbered(4, 2));
    let listing = client.list(ListThings::new()).resume(Cursor::new("?"));
    assert_eq!(listing.page().await.unwrap_err().kind(), ErrorKind::InvalidInput);
    let mut items = listing.items();
    assert_eq!(items.try_next().await.unwrap_err().field(), Some("cursor"));
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(asked.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn reading_ahead_is_bounded_and_keeps_the_order() {
    let (client, asked) = fake_list(|at| part(at, 31, 4));
    let list = client.list(CountThings::new().limit(4_u64));
    let mut items = list.read_ahead(3).items();
    assert_eq!(items.try_next().await.unwrap(), Some(0));
    // The page at hand and three more; each has an item in common with the one before.
    assert_eq!(
        *asked.lock().unwrap(),
        ["at=0&limit=4", "at=3&limit=4", "at=6&limit=4", "at=9&limit=4"]
    );
    let mut seen = vec![0];
    let mut most = 0;
    while let Some(item) = items.try_next().await.unwrap() {
        seen.push(item);
        let pages_used = (item as usize).saturating_sub(1) / 3 + 1;
        most = most.max(asked.lock().unwrap().len().saturating_sub(pages_used));
    }
    assert_eq!(seen, (0..31).collect::<Vec<_>>());
    assert_eq!(most, 3);
    // Nobody knows the last page before it has come: those behind it were asked for in vain.
    assert!(asked.lock().unwrap().len() <= 13);
}

/// Reads ahead of a carrier whose pages are of any length.
#[tokio::test]
async fn a_page_from_a_wrong_place_is_fetched_again() {
    let (client, asked) = fake_list(|at| part(at, 90, 3 + at.parse::<usize>().unwrap() % 7));
    let items = client
        .list(CountThings::new().limit(10_u64))
        .read_ahead(4)
        .items();
    assert_eq!(good(items).await, (0..90).collect::<Vec<_>>());
    let asked = asked.lock().unwrap().len();
    assert!(asked <= 5 * 45, "{asked}");
}

/// Asked for 200 items a page, the carrier sends 5 and does not say that this is its limit.
#[tokio::test(start_paused = true)]
async fn the_length_of_pages_is_learned() {
    let (client, asked) = fake_list_after(Duration::from_millis(20), |at| part(at, 161, 5));
    let begun = Instant::now();
    let items = client.list(CountThings::new()).read_ahead(8).items();
    assert_eq!(good(items).await, (0..161).collect::<Vec<_>>());
    let asked = asked.lock().unwrap().len();
    assert!(asked <= 40 + 8, "{asked}");
    assert!(
        begun.elapsed() <= Duration::from_millis(20 * 8),
        "{:?}",
        begun.elapsed()
    );
}

/// Twenty pages, each of them 20 ms away.
#[tokio::test(start_paused = true)]
async fn pages_are_read_ahead_at_the_same_time() {
    let took = async |pages| {
        let (client, _) = fake_list_after(Duration::from_millis(20), |at| part(at, 61, 4));
        let begun = Instant::now();
        let items = client
            .list(CountThings::new().limit(4_u64))
            .read_ahead(pages)
            .items();
        assert_eq!(good(items).await.len(), 61);
        begun.elapsed()
    };
    let one_by_one = took(0).await;
    assert_eq!(one_by_one, Duration::from_millis(20 * 20));
    assert!(took(8).await * 5 <= one_by_one);
}

#[tokio::test]
async fn an_item_is_found_on_any_page() {
    let (client, asked) = fake_list(numbered(5, 2));
    let found = client
        .list(ListThings::new())
        .find(|item| Match::from(*item == 5))
        .await;
    assert_eq!(found.unwrap(), LookUp::Found(5));
    assert_eq!(asked.lock().unwrap().len(), 3);
    let found = client
        .list(ListThings::new())
        .find(|item| Match::from(*item == 50))
        .await;
    assert_eq!(found.unwrap(), LookUp::NotFound);
}

#[tokio::test]
async fn pages_read_ahead_come_before_a_later_failure() {
    let (client, _) = fake_list(|at| if at == "3" { String::new() } else { part(at, 9, 2) });
    let mut pages = client.list(CountThings::new().limit(2_u64)).read_ahead(5).pages();
    for expected in [vec![0, 1], vec![2], vec![3]] {
        assert_eq!(pages.next_page().await.unwrap().unwrap().items, expected);
    }
    assert_eq!(pages.next_page().await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn links_are_never_followed() {
    let (client, asked) = fake_list(|at| {
        if at == "0" {
            "http://evil.example/steal;1".to_owned()
        } else {
            ";2".to_owned()
        }
    });
    // This list takes a link for a cursor; even then only the configured host is asked.
    assert_eq!(good(client.list(ListThings::new()).items()).await, [1, 2]);
    assert_eq!(
        asked.lock().unwrap()[1],
        "at=http%3A%2F%2Fevil.example%2Fsteal&limit=200"
    );
}

#[tokio::test]
async fn twenty_thousand_items() {
    let (client, asked) = fake_list(numbered(2000, 10));
    let mut items = client.list(ListThings::new()).items();
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!((count, asked.lock().unwrap().len()), (20_000, 2000));
}

#[tokio::test]
async fn a_wait_that_is_dropped_loses_nothing() {
    let script = Carrier::new([
        Answer::After(Duration::from_millis(1), response(200, "1;1,2")),
        Answer::new(200, ";3"),
    ]);
    let client = Client::builder("https://api.example.com")
        .service(script.clone())
        .build()
        .unwrap();
    let mut items = client.list(ListThings::new()).items();
    // Polled once and dropped, ten times.
    for _ in 0..10 {
        let mut wait = std::pin::pin!(items.try_next());
        assert!(
            wait.as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
                .is_pending()
        );
    }
    assert_eq!(good(items).await, [1, 2, 3]);
    assert_eq!(script.count(""), 2);
}

#[tokio::test]
async fn the_streams_are_streams_that_can_be_sent_and_moved() {
    fn check<S: Stream + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let (client, _) = fake_list(numbered(1, 1));
    drop(check(client.list(ListThings::new()).pages()));
    let mut items = check(client.list(ListThings::new()).items());
    let first =
        std::future::poll_fn(|cx: &mut Context<'_>| -> Poll<_> { Pin::new(&mut items).poll_next(cx) }).await;
    assert_eq!(first.unwrap().unwrap(), 0);
}

#[tokio::test]
async fn a_list_without_end_ends_with_an_error() {
    let endless = |at: &str| part(at, u32::MAX, 1);
    let (client, asked) = fake_list(endless);
    let seen = all(client.list(CountThings::new()).max_pages(7).items()).await;
    let error = seen.last().unwrap().as_ref().unwrap_err();
    assert!(error.contains("the list does not end after 7 pages"), "{error}");
    assert_eq!((seen.len(), asked.lock().unwrap().len()), (8, 7));

    assert_eq!(Listing::<CountThings>::MAX_PAGES, 10_000);

    let mut items = client.list(CountThings::new()).max_pages(7).items();
    let error = loop {
        if let Err(error) = items.try_next().await {
            break error;
        }
    };
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    // What was read is not lost: it goes on from there.
    let list = client.list(CountThings::new()).resume(items.cursor().unwrap());
    assert_eq!(good(list.take(2).items()).await, [7, 8]);
}

#[tokio::test]
async fn more_than_a_whole_is_an_error() {
    let (client, _) = fake_list(|_| "more;1,2".to_owned());
    let list = || client.list(WholeThings::new());
    assert_eq!(list().page().await.unwrap_err().kind(), ErrorKind::Incomplete);
    let seen = all(list().items()).await;
    assert_eq!(seen[..2], [Ok(1), Ok(2)]);
    let error = seen[2].as_ref().unwrap_err();
    assert!(
        error.contains("the carrier has a next page of the list"),
        "{error}"
    );
    let found = list().find(|item| Match::from(*item == 3)).await.unwrap();
    assert!(matches!(found, LookUp::Inconclusive(_)), "{found:?}");
    assert_eq!(
        list().find(|item| Match::from(*item == 2)).await.unwrap(),
        LookUp::Found(2)
    );
}

/// Of a page of rubbish the first hundred items are told one by one.
#[tokio::test]
async fn unreadable_items_without_end_are_counted() {
    let (client, _) = fake_list(|_| format!(";{}7", "x,".repeat(100_000)));
    let seen = all(client.list(ListThings::new()).items()).await;
    assert_eq!(seen.len(), 102);
    assert_eq!(seen.iter().filter(|item| item.is_ok()).count(), 1);
    let last = seen.last().unwrap().as_ref().unwrap_err();
    assert_eq!(
        last,
        "acme things.list: 99900 more items of the page at 0 cannot be read"
    );
    let page = client.list(ListThings::new()).page().await.unwrap();
    assert_eq!(
        (page.unreadable.len(), page.unreadable.count(), page.sent()),
        (100, 100_000, 100_001)
    );
}
