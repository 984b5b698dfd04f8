//! Lists: each rule has its test.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Instant;
use trunkline_core::{Cursor, Error, ErrorKind, LookUp, Match};
use trunkline_testkit::script::{Answer, Carrier, response};
use trunkline_transport::{Client, Items};

use crate::support::fake_list::{ListThings, fake_list, fake_list_after, numbered};

/// Everything that a stream says, errors included.
async fn all(mut items: Items<ListThings>) -> Vec<Result<u32, String>> {
    let mut seen = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(item)) => seen.push(Ok(item)),
            Ok(None) => return seen,
            Err(error) => seen.push(Err(error.to_string())),
        }
    }
}

async fn good(items: Items<ListThings>) -> Vec<u32> {
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
        seen[0].as_ref().unwrap_err().contains("100 empty pages in a row"),
        "{seen:?}"
    );
    assert_eq!(asked.lock().unwrap().len(), 100);
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
            // 1 was three pages ago: that far back nothing is remembered.
            _ => ";1,6",
        }
        .to_owned()
    });
    assert_eq!(
        good(client.list(ListThings::new()).items()).await,
        [1, 2, 3, 4, 5, 1, 6]
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
    // The page is repeated as a whole.
    let listing = client.list(ListThings::new()).resume(cursor);
    assert_eq!(good(listing.clone().items()).await, [2, 3, 4, 5, 6, 7]);
    assert_eq!(listing.page().await.unwrap().items, [2, 3]);
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
    let (client, asked) = fake_list(numbered(10, 2));
    let mut items = client.list(ListThings::new()).read_ahead(3).items();
    assert_eq!(items.try_next().await.unwrap(), Some(0));
    // The page at hand and three more.
    assert_eq!(asked.lock().unwrap().len(), 4);
    let mut seen = vec![0];
    let mut most = 0;
    while let Some(item) = items.try_next().await.unwrap() {
        seen.push(item);
        let pages_used = item as usize / 2 + 1;
        most = most.max(asked.lock().unwrap().len().saturating_sub(pages_used));
    }
    assert_eq!(seen, (0..20).collect::<Vec<_>>());
    assert_eq!(most, 3);
    // Nobody knows the last page before it has come: those behind it were asked for in vain.
    assert!(asked.lock().unwrap().len() <= 13);
}

/// Reads ahead of a carrier that answers with pages of three, however many items were asked for.
#[tokio::test]
async fn a_page_from_a_wrong_place_is_fetched_again() {
    let (client, asked) = fake_list(|at| {
        let at: u32 = at.parse().unwrap();
        let items: Vec<_> = (at..20).take(3).map(|n| n.to_string()).collect();
        let next = if at + 3 < 20 {
            (at + 3).to_string()
        } else {
            String::new()
        };
        format!("{next};{}", items.join(","))
    });
    let mut items = client.list(ListThings::new()).read_ahead(4).items();
    let mut seen = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        seen.push(item);
    }
    assert_eq!(seen, (0..20).collect::<Vec<_>>());
    // The fake's guess, one further, is wrong every time: four in vain for each of seven pages at most.
    assert!(asked.lock().unwrap().len() <= 7 * 5);
}

/// Twenty pages, each of them 20 ms away.
#[tokio::test(start_paused = true)]
async fn pages_are_read_ahead_at_the_same_time() {
    let took = async |pages| {
        let (client, _) = fake_list_after(Duration::from_millis(20), numbered(20, 2));
        let begun = Instant::now();
        let mut items = client.list(ListThings::new()).read_ahead(pages).items();
        let mut count = 0;
        while items.try_next().await.unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, 40);
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
    let (client, _) = fake_list(|at| {
        if at == "3" {
            String::new()
        } else {
            numbered(9, 1)(at)
        }
    });
    let mut pages = client.list(ListThings::new()).read_ahead(5).pages();
    for expected in 0..3 {
        assert_eq!(pages.next_page().await.unwrap().unwrap().items, [expected]);
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
