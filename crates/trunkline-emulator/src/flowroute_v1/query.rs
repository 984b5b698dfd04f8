//! Query parameters, pages, and the relative links between them (docs/contracts/flowroute-v1.md §1.3, §2.1).

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::errors::{invalid, usual};
use crate::api::Call;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

const USUAL_LIMIT: u64 = 10;
const MOST: u64 = 200;

/// A parameter; of a repeated one the last, and a blank one counts as absent (assumed).
pub(super) fn text<'a>(call: &Call<'a>, name: &str) -> Option<&'a str> {
    let request = call.request;
    let last = request.query.iter().rev().find(|(key, _)| key == name);
    last.map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

/// One to `most` digits (assumed: anything else is refused).
pub(super) fn digits<'a>(call: &Call<'a>, name: &str, most: usize) -> Result<Option<&'a str>, Problem> {
    let Some(value) = text(call, name) else {
        return Ok(None);
    };
    if value.len() <= most && value.bytes().all(|b| b.is_ascii_digit()) {
        Ok(Some(value))
    } else {
        Err(invalid(format!("{name} must be 1 to {most} digits.")))
    }
}

fn whole(call: &Call<'_>, name: &str) -> Result<Option<i64>, Problem> {
    let number = text(call, name).map(|value| {
        let number = value.trim().parse();
        number.map_err(|_| invalid(format!("{name} must be a whole number.")))
    });
    number.transpose()
}

/// A window on a list: `limit` items, `page` counted from 1.
#[derive(Clone, Copy)]
pub(super) struct PageNumber {
    limit: u64,
    page: u64,
}

impl PageNumber {
    /// Reads `limit` and `page`. A limit of 0 breaks the service: most lists answer 500, which `zero` is the problem for.
    pub(super) fn read(call: &Call<'_>, zero: fn() -> Problem) -> Result<Self, Problem> {
        let limit = match whole(call, "limit")?.map(u64::try_from) {
            None => USUAL_LIMIT,
            Some(Ok(0)) => return Err(zero()),
            Some(Ok(limit)) if limit <= MOST => limit,
            Some(_) => return Err(wrong_limit()),
        };
        let page = match whole(call, "page")?.map(u64::try_from) {
            None => 1,
            Some(Ok(page)) if page > 0 => page,
            Some(_) => return Err(invalid("page must be at least 1.")),
        };
        Ok(Self { limit, page })
    }

    pub(super) fn limit(&self) -> usize {
        usize::try_from(self.limit).unwrap_or(usize::MAX)
    }

    /// How many items come before the window.
    pub(super) fn offset(&self) -> u64 {
        (self.page - 1).saturating_mul(self.limit)
    }

    /// The items in the window, and whether more follow.
    pub(super) fn of<T>(&self, items: impl IntoIterator<Item = T>) -> (Vec<T>, bool) {
        let skipped = usize::try_from(self.offset()).unwrap_or(usize::MAX);
        let mut rest = items.into_iter().skip(skipped);
        let taken: Vec<T> = rest.by_ref().take(self.limit()).collect();
        let more = rest.next().is_some();
        (taken, more)
    }
}

/// A limit of 0 on the list of routes, and any other that is out of range.
pub(super) fn wrong_limit() -> Problem {
    invalid(format!("limit must be 1 to {MOST}."))
}

/// A limit of 0 everywhere else (docs/contracts/flowroute-v1.md §1.4).
pub(super) fn broken_limit() -> Problem {
    usual(500)
}

/// A list in the making: its path, and the filters that links echo as they were given.
pub(super) struct ListAnswer<'a> {
    path: &'static str,
    page: PageNumber,
    filters: Vec<(&'static str, &'a str)>,
}

impl<'a> ListAnswer<'a> {
    pub(super) fn new(path: &'static str, page: PageNumber) -> Self {
        Self {
            path,
            page,
            filters: Vec::new(),
        }
    }

    /// Echoes a filter that was given; the order of the calls is that of the links.
    pub(super) fn filter(mut self, name: &'static str, value: Option<&'a str>) -> Self {
        self.filters.extend(value.map(|value| (name, value)));
        self
    }

    /// The answer: `items` under `member`, or an empty object if there are none.
    pub(super) fn answer(&self, member: &str, items: Map<String, Value>, more: bool) -> Answer {
        if items.is_empty() {
            return Answer::json(200, JSON, &json!({}));
        }
        let mut links = Map::new();
        if self.page.page > 1 {
            links.insert("prev".to_owned(), self.link(self.page.page - 1));
        }
        if more {
            links.insert("next".to_owned(), self.link(self.page.page + 1));
        }
        let mut document = Map::new();
        document.insert(member.to_owned(), Value::Object(items));
        if !links.is_empty() {
            document.insert("links".to_owned(), Value::Object(links));
        }
        Answer::json(200, JSON, &Value::Object(document))
    }

    fn link(&self, page: u64) -> Value {
        let mut link = format!("{}?", self.path);
        for (name, value) in &self.filters {
            let value: Cow<'_, str> = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            link.push_str(&format!("{name}={value}&"));
        }
        link.push_str(&format!("limit={}&page={page}", self.page.limit));
        Value::from(link)
    }
}
