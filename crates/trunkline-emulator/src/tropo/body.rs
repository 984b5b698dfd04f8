//! Request bodies in three formats, read into one flat list of members (docs/contracts/tropo.md §1.4).

use serde_json::Value;

use super::answer::problem;
use crate::api::Call;
use crate::money;
use crate::wire::Problem;

/// The members of a body. Not to be kept: there may be secrets among them.
pub(super) struct Fields(Vec<(String, Value)>);

impl Fields {
    /// Reads the body; no body has no members. Without a content type a body counts as JSON.
    pub(super) fn of(call: &Call<'_>) -> Result<Self, Problem> {
        let body = call.request.body.trim_ascii();
        if body.is_empty() {
            return Ok(Self(Vec::new()));
        }
        match call.request.media_type().as_deref() {
            None | Some("application/json" | "text/json") => json(body),
            Some("text/xml" | "application/xml") => xml(body),
            Some("application/x-www-form-urlencoded") => {
                let pairs = form_urlencoded::parse(body).into_owned();
                Ok(Self(
                    pairs.map(|(name, value)| (name, Value::from(value))).collect(),
                ))
            }
            Some(_) => Err(problem(415, "the content type is not supported")),
        }
    }

    /// A member by its name; XML has names in lower case and forms have `voiceURL`, so case does not matter.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let exact = self.0.iter().find(|(key, _)| key == name);
        let found = exact.or_else(|| self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| value)
    }

    /// A member as text; numbers and booleans are taken by their text, null and structures are not there.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    pub(super) fn is_null(&self, name: &str) -> bool {
        self.get(name).is_some_and(Value::is_null)
    }

    /// A text that has to be there, and not be blank.
    pub(super) fn required(&self, name: &str) -> Result<String, Problem> {
        let text = self.text(name).filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| problem(400, format!("{name} is a required parameter")))
    }

    /// An amount of dollars in nanodollars, given as number or text.
    pub(super) fn amount(&self, name: &str) -> Result<Option<i64>, Problem> {
        let Some(text) = self.text(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let amount = money::parse(text.trim()).filter(|amount| *amount >= 0);
        amount
            .map(Some)
            .ok_or_else(|| problem(400, format!("{name} must be an amount")))
    }

    pub(super) fn required_amount(&self, name: &str) -> Result<i64, Problem> {
        let amount = self.amount(name)?;
        amount.ok_or_else(|| problem(400, format!("{name} is a required parameter")))
    }

    /// A count, given as number or text.
    pub(super) fn count(&self, name: &str) -> Result<Option<u64>, Problem> {
        let Some(text) = self.text(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let count = text.trim().parse().ok();
        count
            .map(Some)
            .ok_or_else(|| problem(400, format!("{name} must be a whole number from 0")))
    }

    /// Yes or no, given as boolean or text.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Problem> {
        match self.text(name).as_deref() {
            None | Some("") => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(problem(400, format!("{name} must be true or false"))),
        }
    }
}

fn json(body: &[u8]) -> Result<Fields, Problem> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(Fields(members.into_iter().collect())),
        Ok(_) => Err(problem(400, "the request body must be an object")),
        Err(_) => Err(problem(400, "the request body is not valid JSON")),
    }
}

fn xml(body: &[u8]) -> Result<Fields, Problem> {
    let fields = std::str::from_utf8(body).ok().and_then(elements);
    fields
        .map(Fields)
        .ok_or_else(|| problem(400, "the request body is not valid XML"))
}

/// The elements within the one root element, each with nothing but text in it. No attributes, comments or CDATA: the
/// requests of this API have none.
fn elements(text: &str) -> Option<Vec<(String, Value)>> {
    let text = text.trim_start_matches('\u{feff}');
    let text = match text.strip_prefix("<?") {
        Some(rest) => rest.split_once("?>")?.1.trim_start(),
        None => text,
    };
    let (root, mut rest, empty) = opening(text)?;
    let mut found = Vec::new();
    if empty {
        return rest.trim().is_empty().then_some(found);
    }
    let end = format!("</{root}>");
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(end.as_str()) {
            return after.trim().is_empty().then_some(found);
        }
        let (name, after, empty) = opening(rest)?;
        if empty {
            found.push((name.to_owned(), Value::from("")));
            rest = after;
            continue;
        }
        let (inner, after) = after.split_once('<')?;
        rest = after.strip_prefix('/')?.strip_prefix(name)?.strip_prefix('>')?;
        found.push((name.to_owned(), Value::from(unescaped(inner)?)));
    }
}

/// `<name>` or `<name/>`: the name, what follows, and whether the element is over.
fn opening(text: &str) -> Option<(&str, &str, bool)> {
    let (tag, rest) = text.strip_prefix('<')?.split_once('>')?;
    let (name, empty) = match tag.strip_suffix('/') {
        Some(name) => (name.trim_end(), true),
        None => (tag.trim_end(), false),
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    (!name.is_empty() && name.bytes().all(plain)).then_some((name, rest, empty))
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    out.push_str(pieces.next()?);
    for piece in pieces {
        let (entity, rest) = piece.split_once(';')?;
        let character = match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        };
        out.push(character);
        out.push_str(rest);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_of_the_python_client() {
        let text = "<?xml version=\"1.0\"?>\n<application><name>a &amp; b&#33;</name> <voiceurl>http://x</voiceurl>\
                    <messagingurl/></application>\n";
        let fields = Fields(elements(text).unwrap());
        assert_eq!(fields.text("name").as_deref(), Some("a & b!"));
        assert_eq!(fields.text("voiceUrl").as_deref(), Some("http://x"));
        assert_eq!(fields.text("messagingUrl").as_deref(), Some(""));
    }

    #[test]
    fn what_is_not_such_xml_is_refused() {
        for text in [
            "",
            "x",
            "<a>",
            "<a><b>1</a></b>",
            "<a><b>1</b></a>x",
            "<a b='c'/>",
            "<a><b>&no;</b></a>",
            "<a><b><c>1</c></b></a>",
        ] {
            assert_eq!(elements(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_decimals() {
        let fields = Fields(vec![
            ("a".to_owned(), serde_json::json!(13.5)),
            ("b".to_owned(), serde_json::json!("10.00")),
            ("c".to_owned(), serde_json::json!(1e300)),
            ("d".to_owned(), serde_json::json!(-1)),
        ]);
        assert_eq!(fields.amount("a").unwrap(), Some(13_500_000_000));
        assert_eq!(fields.amount("b").unwrap(), Some(10_000_000_000));
        assert_eq!(fields.amount("none").unwrap(), None);
        assert!(fields.amount("c").is_err() && fields.amount("d").is_err());
    }
}
