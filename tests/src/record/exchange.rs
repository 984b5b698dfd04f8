//! One request with its response, the recording of an operation, and the file it becomes.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};

/// One call as it went over the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The operation, as in `flowroute.v2.numbers.purchase`.
    pub operation: String,
    /// The HTTP method.
    pub method: String,
    /// Path and query, without host.
    pub target: String,
    /// What was sent.
    pub request: Message,
    /// The HTTP status.
    pub status: u16,
    /// What was answered.
    pub response: Message,
}

/// Headers and body of one direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, empty if there was none.
    pub body: String,
}

/// All that went over the wire for one operation: the call itself, and what was looked up for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The operation, as in `flowroute.v2.numbers.purchase`.
    pub operation: String,
    /// In the order in which they were made.
    pub exchanges: Vec<Exchange>,
}

impl Message {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON, if it is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    fn to_value(&self, mut members: Map<String, Value>) -> Value {
        if !self.headers.is_empty() {
            let headers = self
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)));
            members.insert("headers".to_owned(), Value::Object(headers.collect()));
        }
        if let Some(value) = self.json() {
            members.insert("json".to_owned(), value);
        } else if !self.body.is_empty() {
            members.insert("text".to_owned(), json!(self.body));
        }
        Value::Object(members)
    }

    fn from_value(value: &Value) -> Option<Self> {
        let mut headers = Vec::new();
        if let Some(members) = value.get("headers") {
            for (name, value) in members.as_object()? {
                headers.push((name.clone(), value.as_str()?.to_owned()));
            }
        }
        let body = match (value.get("json"), value.get("text")) {
            (Some(json), _) => json.to_string(),
            (None, Some(text)) => text.as_str()?.to_owned(),
            (None, None) => String::new(),
        };
        Some(Self { headers, body })
    }
}

impl Exchange {
    /// The answer, to be decoded.
    pub fn answer(&self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from(self.response.body.clone()));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        response
    }

    /// The same with every `from` as `to`: an address of the service, wherever it was told.
    #[must_use]
    pub fn moved(mut self, from: &str, to: &str) -> Self {
        for message in [&mut self.request, &mut self.response] {
            message.body = message.body.replace(from, to);
            for (_, value) in &mut message.headers {
                *value = value.replace(from, to);
            }
        }
        self
    }

    /// As it stands in a file.
    pub fn to_value(&self) -> Value {
        let members = |value: Value| value.as_object().cloned().unwrap_or_default();
        json!({
            "operation": self.operation,
            "request": self.request.to_value(members(json!({"method": self.method, "target": self.target}))),
            "response": self.response.to_value(members(json!({"status": self.status}))),
        })
    }

    fn from_value(value: &Value) -> Option<Self> {
        let (request, response) = (value.get("request")?, value.get("response")?);
        let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
        Some(Self {
            operation: text(value, "operation")?,
            method: text(request, "method")?,
            target: text(request, "target")?,
            request: Message::from_value(request)?,
            status: response.get("status")?.as_u64()?.try_into().ok()?,
            response: Message::from_value(response)?,
        })
    }
}

impl Recording {
    /// The call itself.
    pub fn main(&self) -> Option<&Exchange> {
        self.exchanges
            .iter()
            .find(|exchange| exchange.operation == self.operation)
    }

    /// The file's contents: indented, members in alphabetical order.
    pub fn to_json(&self) -> String {
        let exchanges: Vec<Value> = self.exchanges.iter().map(Exchange::to_value).collect();
        format!(
            "{:#}\n",
            json!({"operation": self.operation, "exchanges": exchanges})
        )
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    pub fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let exchanges = value.get("exchanges")?.as_array()?;
        Some(Self {
            operation: value.get("operation")?.as_str()?.to_owned(),
            exchanges: exchanges
                .iter()
                .map(Exchange::from_value)
                .collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(header: Option<(&str, &str)>, body: &str) -> Message {
        let headers = header.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Message {
            headers: headers.into_iter().collect(),
            body: body.to_owned(),
        }
    }

    fn recording(body: &str) -> Recording {
        let exchange = Exchange {
            operation: "a.b".to_owned(),
            method: "POST".to_owned(),
            target: "/x?y=1".to_owned(),
            request: message(Some(("accept", "*/*")), ""),
            status: 502,
            response: message(None, body),
        };
        Recording {
            operation: "a.b".to_owned(),
            exchanges: vec![exchange],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for body in ["", "<html>", r#"{"a":[1,null,"x"],"b":1}"#, "[]", "null"] {
            let recording = recording(body);
            assert_eq!(
                Recording::from_json(&recording.to_json()),
                Some(recording),
                "{body}"
            );
        }
    }

    #[test]
    fn json_bodies_stand_as_json_and_others_as_text() {
        let written =
            |body| -> Value { serde_json::from_str(&recording(body).to_json()).unwrap_or_default() };
        assert_eq!(
            written("{\"b\":1}").pointer("/exchanges/0/response/json/b"),
            Some(&json!(1))
        );
        assert_eq!(
            written("<html>").pointer("/exchanges/0/response/text"),
            Some(&json!("<html>"))
        );
        assert_eq!(
            written("").pointer("/exchanges/0/response"),
            Some(&json!({"status": 502}))
        );
    }

    #[test]
    fn an_address_is_moved_wherever_it_stands() {
        let mut exchange = Exchange {
            response: message(Some(("location", "http://h:1/a")), "see http://h:1/b"),
            ..Exchange::default()
        };
        exchange = exchange.moved("http://h:1", "https://x");
        assert_eq!(
            exchange.response,
            message(Some(("location", "https://x/a")), "see https://x/b")
        );
    }
}
