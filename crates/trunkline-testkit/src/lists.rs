//! A carrier's list that behaves well, or in one of the ways in which items get lost.

/// How many items the list has at first: 0, 1, 2 and so on.
pub const ITEMS: usize = 450;

/// How the list behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Manner {
    /// As one would think.
    Plain,
    /// Sends at most 50 items, and says so.
    Clamps,
    /// Sends at most 50 items, and says that it was as many as asked for.
    ClampsUnsaid,
    /// Counts items that it does not show: pages are short.
    HidesSome,
    /// Counts items that it does not show: a page in the middle is empty.
    HidesTheMiddle,
    /// Sends the first page, whatever it is asked for.
    Repeats,
    /// Items that were read are removed before each request.
    Shrinks,
    /// New items are put in front before each request.
    Grows,
    /// Never ends.
    Endless,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Plain,
        Self::Clamps,
        Self::ClampsUnsaid,
        Self::HidesSome,
        Self::HidesTheMiddle,
        Self::Repeats,
        Self::Shrinks,
        Self::Grows,
        Self::Endless,
    ];

    /// Whether the list comes to an end.
    pub fn ends(self) -> bool {
        !matches!(self, Self::Repeats | Self::Endless)
    }

    fn shows(self, item: usize) -> bool {
        match self {
            Self::HidesSome => item % 3 != 1,
            Self::HidesTheMiddle => !(150..430).contains(&item),
            _ => true,
        }
    }
}

/// How one asks for a part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Places {
    /// `limit` and `offset`.
    Offsets,
    /// `limit` and `offset`, without a word on whether there is more.
    Unlinked,
    /// `limit` and `page`, counted from 1.
    Pages,
    /// Not at all: it should come whole.
    Whole,
}

/// The list. It answers queries.
#[derive(Clone, Debug)]
pub struct List {
    manner: Manner,
    places: Places,
    items: Vec<usize>,
    added: usize,
    requests: usize,
}

/// What one request gets.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Part {
    /// The items.
    pub items: Vec<usize>,
    /// The query of the link to this page.
    pub this: String,
    /// The query of the link to the next page.
    pub next: Option<String>,
}

impl List {
    /// A list before its first request.
    pub fn new(manner: Manner, places: Places) -> Self {
        Self {
            manner,
            places,
            items: (0..ITEMS).collect(),
            added: 0,
            requests: 0,
        }
    }

    /// The items that were there, and shown, from the first request until now.
    pub fn constant(&self) -> Vec<usize> {
        let items = self.items.iter().copied();
        items
            .filter(|item| *item < ITEMS && self.manner.shows(*item))
            .collect()
    }

    /// Answers a request.
    pub fn answer(&mut self, query: &str) -> Part {
        if self.requests > 0 {
            self.change();
        }
        self.requests += 1;
        match self.places {
            Places::Offsets | Places::Unlinked => {
                let asked = number(query, "limit", 10);
                let start = number(query, "offset", 0);
                let mut part = self.part(asked, start, |limit, start| {
                    format!("limit={limit}&offset={start}")
                });
                part.next = part.next.filter(|_| self.places == Places::Offsets);
                part
            }
            Places::Pages => {
                let asked = number(query, "limit", 10);
                let start = (number(query, "page", 1) - 1) * self.limit(asked);
                self.part(asked, start, |limit, start| {
                    format!("limit={limit}&page={}", start / limit + 1)
                })
            }
            Places::Whole => {
                let comes_whole = matches!(self.manner, Manner::Plain | Manner::Shrinks | Manner::Grows);
                let most = if comes_whole { usize::MAX } else { 200 };
                self.part(most, 0, |_, start| format!("start={start}"))
            }
        }
    }

    fn change(&mut self) {
        match self.manner {
            Manner::Shrinks => drop(self.items.drain(..5.min(self.items.len()))),
            Manner::Grows => {
                let new = ITEMS + self.added..ITEMS + self.added + 5;
                self.added += 5;
                self.items.splice(0..0, new);
            }
            _ => {}
        }
    }

    /// What is applied of the limit that was asked for.
    fn limit(&self, asked: usize) -> usize {
        match self.manner {
            Manner::Clamps | Manner::ClampsUnsaid => asked.min(50),
            _ => asked,
        }
    }

    fn part(&self, asked: usize, start: usize, link: impl Fn(usize, usize) -> String) -> Part {
        let limit = self.limit(asked);
        let said = if self.manner == Manner::ClampsUnsaid {
            asked
        } else {
            limit
        };
        let start = if self.manner == Manner::Repeats { 0 } else { start };
        let end = start.saturating_add(limit);
        let items: Vec<_> = match self.manner {
            Manner::Endless => (start..end).collect(),
            _ => self.items.iter().copied().skip(start).take(limit).collect(),
        };
        let more = !self.manner.ends() || end < self.items.len();
        Part {
            items: items
                .into_iter()
                .filter(|item| self.manner.shows(*item))
                .collect(),
            this: link(said, start),
            next: more.then(|| link(said, start.saturating_add(said))),
        }
    }
}

fn number(query: &str, name: &str, otherwise: usize) -> usize {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(found, _)| *found == name);
    found.map_or(otherwise, |(_, number)| number.parse().unwrap())
}
