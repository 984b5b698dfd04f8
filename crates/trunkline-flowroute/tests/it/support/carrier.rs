//! A carrier that answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};
use trunkline_flowroute::{Credentials, Flowroute};

/// One answer.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Status and body.
    Is(u16, Value),
    /// The connection breaks after the request was sent.
    Lost,
}

/// A page of a list; more pages follow if `next`.
pub(crate) fn page(items: &[Value], next: bool) -> Answer {
    let links = if next {
        json!({"next": "https://example.com/never-followed"})
    } else {
        json!({})
    };
    Answer::Is(200, json!({"data": items, "links": links}))
}

/// One resource.
pub(crate) fn one(status: u16, resource: &Value) -> Answer {
    Answer::Is(status, json!({"data": resource}))
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Carrier(Arc<Mutex<Script>>);

#[derive(Debug, Default)]
struct Script {
    answers: Vec<(String, VecDeque<Answer>)>,
    asked: Vec<String>,
}

impl Carrier {
    /// Answers requests whose method and target start with `start` like this, one after the other; the last answer is
    /// repeated. Earlier lines win.
    pub(crate) fn on(self, start: &str, answers: impl IntoIterator<Item = Answer>) -> Self {
        self.0
            .lock()
            .unwrap()
            .answers
            .push((start.to_owned(), answers.into_iter().collect()));
        self
    }

    /// From now on answers the requests that one of the lines is about like this.
    pub(crate) fn now(&self, start: &str, answer: Answer) {
        let mut script = self.0.lock().unwrap();
        let (_, answers) = script.answers.iter_mut().find(|(line, _)| line == start).unwrap();
        *answers = VecDeque::from([answer]);
    }

    /// The client of this carrier.
    pub(crate) fn client(&self) -> Flowroute {
        let carrier = self.clone();
        let service = tower::service_fn(move |request: Request<Bytes>| {
            let answer = carrier.answer(&request);
            async move { answer }
        });
        Flowroute::builder(Credentials::new("key", "secret"))
            .service(service)
            .build()
            .unwrap()
    }

    /// How many requests with this start came.
    pub(crate) fn count(&self, start: &str) -> usize {
        self.0
            .lock()
            .unwrap()
            .asked
            .iter()
            .filter(|line| line.starts_with(start))
            .count()
    }

    fn answer(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, std::io::Error> {
        let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
        let mut script = self.0.lock().unwrap();
        script.asked.push(line.clone());
        let (_, answers) = script
            .answers
            .iter_mut()
            .find(|(start, _)| line.starts_with(start))
            .unwrap_or_else(|| panic!("nobody expects {line}"));
        let answer = if answers.len() > 1 {
            answers.pop_front().unwrap()
        } else {
            answers[0].clone()
        };
        match answer {
            Answer::Is(status, body) => {
                let body = if body.is_null() {
                    String::new()
                } else {
                    body.to_string()
                };
                Ok(Response::builder().status(status).body(body.into()).unwrap())
            }
            Answer::Lost => Err(std::io::ErrorKind::ConnectionReset.into()),
        }
    }
}
