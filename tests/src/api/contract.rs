//! The operations that the contracts know, and which of them are offered.

mod flowroute_v1;
mod flowroute_v2;
mod tropo;

pub use self::flowroute_v1::FLOWROUTE_V1;
pub use self::flowroute_v2::FLOWROUTE_V2;
pub use self::tropo::TROPO;

/// An operation of a contract.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The contract's number for it.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Other paths of the same call: of one user, of one type.
    pub also: &'static [&'static str],
    /// Why it is not offered, unless the table has a line for it.
    pub missing: Option<&'static str>,
    /// The handle method that moves a file there. It has no endpoint: another call gives the address.
    pub transfer: Option<&'static str>,
}

const fn offered(id: &'static str, method: &'static str, path: &'static str) -> Known {
    Known {
        id,
        method,
        path,
        also: &[],
        missing: None,
        transfer: None,
    }
}

const fn transferred(
    id: &'static str,
    method: &'static str,
    path: &'static str,
    handle: &'static str,
) -> Known {
    Known {
        transfer: Some(handle),
        ..offered(id, method, path)
    }
}

const fn missing(id: &'static str, method: &'static str, path: &'static str, why: &'static str) -> Known {
    Known {
        missing: Some(why),
        ..offered(id, method, path)
    }
}

impl Known {
    /// The same call is also made at these paths.
    const fn also(self, paths: &'static [&'static str]) -> Self {
        Self { also: paths, ..self }
    }

    /// How many operations of the contract's table it is: `N11–N15` are five. What has no number there is none.
    pub fn operations(&self) -> usize {
        let number = |id: &str| id.trim_start_matches(char::is_alphabetic).parse::<usize>().ok();
        match self.id.split_once('–') {
            Some((first, last)) => match (number(first), number(last)) {
                (Some(first), Some(last)) => last.saturating_sub(first) + 1,
                _ => 0,
            },
            None => usize::from(number(self.id).is_some()),
        }
    }

    /// All its paths.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.path).chain(self.also.iter().copied())
    }
}
