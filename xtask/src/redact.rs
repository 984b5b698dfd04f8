//! Takes everything out of a recorded exchange that must not become public, and keeps its shape: the same keys, the
//! same JSON types, the same ids.
//!
//! Three nets, one behind the other: what a field is called ([`fields`]), what a text looks like ([`scan`]), and the
//! secrets that are known beforehand, in every encoding they travel in ([`known`]). What writes files asks
//! [`Redactor::leak`] at the end and refuses on a hit.

mod fields;
mod form;
mod known;
mod numbers;
mod scan;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};
use trunkline_tests::record::{Exchange, Message};

use self::fields::Class;
use self::known::Known;
use self::numbers::Fictional;
use crate::failure::Failure;

/// How much is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Credentials. Enough for an emulator's account, whose people and numbers are invented.
    Secrets,
    /// Also cards, telephone numbers, names, addresses, e-mail and message texts.
    SecretsAndPeople,
}

/// What stands where something was taken out.
const REDACTED: &str = "redacted";

/// Redacts exchanges; the same telephone number becomes the same fictional one in all of them.
pub(crate) struct Redactor {
    scope: Scope,
    known: Known,
    numbers: Fictional,
}

impl Redactor {
    pub(crate) fn new(scope: Scope) -> Self {
        Self {
            scope,
            known: Known::default(),
            numbers: Fictional::default(),
        }
    }

    /// Tells the redactor the account's own login, so that it is found wherever it stands.
    pub(crate) fn knowing_login(mut self, user: &str, password: &str) -> Self {
        self.known.add_login(user, password);
        self
    }

    /// The exchange without what must not be seen.
    ///
    /// # Errors
    ///
    /// When an area code has no fictional number left.
    pub(crate) fn exchange(&mut self, exchange: &Exchange) -> Result<Exchange, Failure> {
        Ok(Exchange {
            operation: exchange.operation.clone(),
            method: exchange.method.clone(),
            target: self.target(&exchange.target)?,
            request: self.message(&exchange.request)?,
            status: exchange.status,
            response: self.message(&exchange.response)?,
        })
    }

    /// The name of a known secret that `text` still contains, in whichever encoding.
    pub(crate) fn leak(&self, text: &str) -> Option<&'static str> {
        self.known.found_in(text)
    }

    fn message(&mut self, message: &Message) -> Result<Message, Failure> {
        let body = self.body(message.header("content-type").unwrap_or_default(), &message.body)?;
        let mut headers = Vec::new();
        for (name, value) in &message.headers {
            let value = match fields::header(name) {
                // What is sent is the redacted body, and its length would tell how long the other was.
                fields::Header::Length => body.len().to_string(),
                fields::Header::Plain => self.text(value)?,
                fields::Header::Scheme => scheme(value),
                fields::Header::Hidden => REDACTED.to_owned(),
            };
            headers.push((name.clone(), value));
        }
        Ok(Message { headers, body })
    }

    fn body(&mut self, content_type: &str, body: &str) -> Result<String, Failure> {
        if let Ok(value) = serde_json::from_str::<Value>(body) {
            let redacted = self.json("", value, None)?;
            return Ok(redacted.to_string());
        }
        if content_type.starts_with("application/x-www-form-urlencoded") {
            return self.form(body);
        }
        self.text(body)
    }

    fn target(&mut self, target: &str) -> Result<String, Failure> {
        let Some((path, query)) = target.split_once('?') else {
            return self.path(target);
        };
        Ok(format!("{}?{}", self.path(path)?, self.form(query)?))
    }

    fn path(&mut self, path: &str) -> Result<String, Failure> {
        let segments: Result<Vec<String>, Failure> = path
            .split('/')
            .map(|segment| form::decoded(segment, |text| self.text(text), form::encode_segment))
            .collect();
        Ok(segments?.join("/"))
    }

    /// `key=value&…`, each value by its key; what need not change is left exactly as it was written.
    fn form(&mut self, pairs: &str) -> Result<String, Failure> {
        let redacted: Result<Vec<String>, Failure> = pairs.split('&').map(|pair| self.pair(pair)).collect();
        Ok(redacted?.join("&"))
    }

    fn pair(&mut self, pair: &str) -> Result<String, Failure> {
        let Some((key, value)) = pair.split_once('=') else {
            return self.text(pair);
        };
        let class = fields::class(&form::decode(key));
        let value = form::decoded(value, |text| self.leaf(class, text), form::encode_value)?;
        let key = form::decoded(key, |text| self.text(text), form::encode_value)?;
        Ok(format!("{key}={value}"))
    }

    /// `forced` is the class of an outer key whose whole value must go.
    fn json(&mut self, key: &str, value: Value, forced: Option<Class>) -> Result<Value, Failure> {
        let class = forced.unwrap_or_else(|| fields::class(key));
        Ok(match value {
            Value::Object(map) => Value::Object(self.object(map, forced_within(class))?),
            Value::Array(items) => {
                let items: Result<_, Failure> = items
                    .into_iter()
                    .map(|item| self.json(key, item, forced_within(class)))
                    .collect();
                Value::Array(items?)
            }
            Value::String(text) => Value::String(self.leaf(class, &text)?),
            Value::Number(number) => self.number(class, &number.to_string())?,
            other => other,
        })
    }

    fn object(
        &mut self,
        map: Map<String, Value>,
        forced: Option<Class>,
    ) -> Result<Map<String, Value>, Failure> {
        // A CNAM record calls the name it shows plainly `value`, as routes call their host.
        let of_cnam = map.get("type").and_then(Value::as_str) == Some("cnam");
        let mut redacted = Map::new();
        for (key, value) in map {
            let value = match (value, &*key) {
                (Value::Object(attributes), "attributes") if of_cnam => Value::Object(self.cnam(attributes)?),
                (value, key) => self.json(key, value, forced)?,
            };
            redacted.insert(self.text(&key)?, value);
        }
        Ok(redacted)
    }

    fn cnam(&mut self, attributes: Map<String, Value>) -> Result<Map<String, Value>, Failure> {
        let mut redacted = Map::new();
        for (key, value) in attributes {
            let forced = (key == "value").then_some(Class::Name("EXAMPLE"));
            redacted.insert(key.clone(), self.json(&key, value, forced)?);
        }
        Ok(redacted)
    }

    /// A number stays a number; 0 where its field hides it.
    fn number(&mut self, class: Class, digits: &str) -> Result<Value, Failure> {
        let text = if self.replacement(class).is_some() {
            "0".to_owned()
        } else {
            self.leaf(class, digits)?
        };
        let number = serde_json::from_str(&text);
        number.map_err(|_| Failure::new(format!("a number was redacted to `{text}`, which is none")))
    }

    /// One text, by the class of its field. An empty one tells nothing and stays.
    fn leaf(&mut self, class: Class, text: &str) -> Result<String, Failure> {
        if text.is_empty() {
            return Ok(String::new());
        }
        match self.replacement(class) {
            Some(replacement) => Ok(replacement.to_owned()),
            None if class == Class::Id => self.scanned(text, scan::Cards::Keep),
            None => self.scanned(text, scan::Cards::Hide),
        }
    }

    fn replacement(&self, class: Class) -> Option<&'static str> {
        match class {
            Class::Secret => Some(REDACTED),
            Class::Name(replacement) if self.scope == Scope::SecretsAndPeople => Some(replacement),
            _ => None,
        }
    }

    fn text(&mut self, text: &str) -> Result<String, Failure> {
        self.scanned(text, scan::Cards::Hide)
    }

    fn scanned(&mut self, text: &str, cards: scan::Cards) -> Result<String, Failure> {
        let text = scan::secrets(&self.known.hidden(text));
        if self.scope == Scope::Secrets {
            return Ok(text);
        }
        let text = scan::emails(&text);
        let text = if cards == scan::Cards::Hide {
            scan::cards(&text)
        } else {
            text
        };
        scan::phones(&text, &mut self.numbers)
    }
}

/// A secret's whole inside is secret; a name's or address's inside is judged field by field.
fn forced_within(class: Class) -> Option<Class> {
    (class == Class::Secret).then_some(Class::Secret)
}

/// `Basic QWxh…` keeps its first word, which tells a reader how the call is authorized.
fn scheme(value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, _)) => format!("{scheme} {REDACTED}"),
        None => REDACTED.to_owned(),
    }
}
