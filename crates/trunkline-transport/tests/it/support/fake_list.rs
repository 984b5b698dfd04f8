//! A list whose pages are what a function says.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use trunkline_core::{
    Cursor, DecodeError, Links, Operation, Page, Paging, Query, SinglePage, Unreadable, ValidationError,
    endpoint,
};
use trunkline_transport::{Client, RetryPolicy};

use super::calls::CARRIER;

endpoint! {
    /// The things from a place on.
    #[derive(Default)]
    pub(crate) struct ListThings {}
    optional in at: Place {}

    OPERATION = Operation::read(&CARRIER, "acme.things.list");
    GET "/things" -> Page<u32>: page;
    list(at: Place) u32, key u32 = |item| Some(*item);

    fn query(&self, query: &mut Query) {
        query.push("at", &self.at.at).push_some("limit", self.at.full.then_some(200));
    }
}

/// A place in the list: what the link to the next page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) at: String,
    full: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            at: "0".to_owned(),
            full: false,
        }
    }
}

impl Paging for Place {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.at.as_str())
    }

    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        if cursor.as_str().starts_with('?') {
            return Err(ValidationError::new("cursor", "is not one of this list"));
        }
        self.at = cursor.as_str().to_owned();
        Ok(())
    }

    fn advance(&mut self, _: usize, links: &Links) -> bool {
        if let Some(next) = &links.next {
            self.at.clone_from(next);
        }
        links.next.is_some()
    }

    fn prefer_full_pages(&mut self) {
        self.full = true;
    }
}

endpoint! {
    /// The things from a number on, which are counted.
    #[derive(Default)]
    pub(crate) struct CountThings {}
    optional in part: Part {
        /// How many at most.
        limit(u64)
    }

    OPERATION = Operation::read(&CARRIER, "acme.things.count");
    GET "/things" -> Page<u32>: page;
    list(part: Part) u32, key u32 = |item| Some(*item);

    fn query(&self, query: &mut Query) {
        query.push("at", self.part.at).push_some("limit", self.part.limit);
    }
}

/// A part of the list: `limit` items from one on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    at: u64,
    limit: Option<u64>,
}

impl Paging for Part {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.at.to_string())
    }

    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        let at = cursor.as_str().parse();
        self.at = at.map_err(|_| ValidationError::new("cursor", "is not one of this list"))?;
        Ok(())
    }

    fn advance(&mut self, _: usize, links: &Links) -> bool {
        self.at += self.limit.unwrap_or(1);
        links.next.is_some()
    }

    fn prefer_full_pages(&mut self) {
        self.limit.get_or_insert(200);
    }

    fn window(&self) -> Option<Range<u64>> {
        Some(self.at..self.at + self.limit?)
    }

    fn seek(&mut self, item: u64) {
        self.at = item;
    }
}

endpoint! {
    /// The things, all of them.
    #[derive(Default)]
    pub(crate) struct WholeThings {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&CARRIER, "acme.things.all");
    GET "/things" -> Page<u32>: page;
    list(paging: SinglePage) u32, key u32 = |item| Some(*item);
}

/// At most `size` things from `at` on, of so many; they are numbered through.
pub(crate) fn part(at: &str, total: u32, size: usize) -> String {
    let at: u32 = at.parse().unwrap();
    let items: Vec<_> = (at..total).take(size).map(|n| n.to_string()).collect();
    let more = at as usize + items.len() < total as usize;
    format!("{};{}", if more { "more" } else { "" }, items.join(","))
}

/// `NEXT;ITEM,ITEM,…`, where NEXT is empty on the last page.
fn page(response: &Response<Bytes>) -> Result<Page<u32>, DecodeError> {
    let text = std::str::from_utf8(response.body()).map_err(|e| DecodeError::new(e.to_string()))?;
    let (next, items) = text
        .split_once(';')
        .ok_or_else(|| DecodeError::new("no semicolon"))?;
    let mut links = Links::default();
    links.next = (!next.is_empty()).then(|| next.into());
    let mut page = Page::new(Vec::new(), links);
    for (index, item) in items.split(',').filter(|i| !i.is_empty()).enumerate() {
        match item.parse() {
            Ok(number) => page.items.push(number),
            Err(_) => page
                .unreadable
                .push(Unreadable::new(index, item, DecodeError::new("no number"))),
        }
    }
    Ok(page)
}

/// The queries that were asked, in their order.
pub(crate) type Asked = Arc<Mutex<Vec<String>>>;

/// A client of a list whose page at a place is what `page` says; an empty answer is a 404.
pub(crate) fn fake_list(page: impl Fn(&str) -> String + Clone + Send + Sync + 'static) -> (Client, Asked) {
    fake_list_after(Duration::ZERO, page)
}

/// As [`fake_list`], each page after this long.
pub(crate) fn fake_list_after(
    delay: Duration,
    page: impl Fn(&str) -> String + Clone + Send + Sync + 'static,
) -> (Client, Asked) {
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    let service = tower::service_fn(move |request: Request<Bytes>| {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let at = query
            .split('&')
            .find_map(|p| p.strip_prefix("at="))
            .unwrap_or_default()
            .to_owned();
        log.lock().unwrap().push(query);
        let text = page(&at);
        async move {
            tokio::time::sleep(delay).await;
            let status = if text.is_empty() { 404 } else { 200 };
            Ok::<_, std::convert::Infallible>(
                Response::builder()
                    .status(status)
                    .body(Bytes::from(text))
                    .unwrap(),
            )
        }
    });
    let client = Client::builder("https://api.example.com")
        .retry(RetryPolicy::none())
        .service(service)
        .build()
        .unwrap();
    (client, asked)
}

/// `pages` pages of `size` items, numbered through.
pub(crate) fn numbered(pages: u32, size: u32) -> impl Fn(&str) -> String + Clone + Send + Sync + 'static {
    move |at| {
        let number: u32 = at.parse().unwrap();
        let items: Vec<_> = (number * size..(number + 1) * size)
            .map(|n| n.to_string())
            .collect();
        let next = if number + 1 < pages {
            (number + 1).to_string()
        } else {
            String::new()
        };
        format!("{next};{}", items.join(","))
    }
}
