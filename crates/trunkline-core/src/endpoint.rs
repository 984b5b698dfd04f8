//! One call as data: the [`Endpoint`] trait.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Request, Response, Uri};
use secrecy::SecretString;

use crate::{
    Body, DecodeError, EncodeError, Error, LookUp, Operation, Path, Query, Reader, Refusal, ValidationError,
};

/// One of a carrier's calls, as data: it compiles to an [`http::Request`] and reads an [`http::Response`], without any I/O.
///
/// [`endpoint!`](crate::endpoint) implements it from a few lines that read like the carrier's documentation. Implement it for
/// your own calls too: a client's `send` takes any endpoint through the same layers and keeps the same promises.
pub trait Endpoint: Send + Sync {
    /// Name, effect and carrier.
    const OPERATION: Operation;
    /// The HTTP method.
    const METHOD: Method;
    /// The path below the client's base URL, with the names of its variables: `/v2/numbers/{number}`.
    const PATH: &'static str;
    /// What a success yields.
    type Output: Send;

    /// Writes the path.
    fn path(&self, path: &mut Path);

    /// Writes the query; none by default.
    fn query(&self, query: &mut Query) {
        let _ = query;
    }

    /// The body; none by default.
    ///
    /// # Errors
    /// [`EncodeError`] if it cannot be written.
    fn body(&self) -> Body {
        Ok(None)
    }

    /// Reads the body of a success (any 2xx).
    ///
    /// # Errors
    /// [`DecodeError`] if it cannot be read.
    fn parse(response: &Response<Bytes>) -> Result<Self::Output, DecodeError>;

    /// Whether a success that could be read is the answer to *this* request: the record of the number asked for.
    ///
    /// # Errors
    /// [`DecodeError`] if it is about something else.
    fn check(&self, output: &Self::Output) -> Result<(), DecodeError> {
        let _ = output;
        Ok(())
    }

    /// Checks the request against the contract before anything is sent.
    ///
    /// # Errors
    /// [`ValidationError`] with the field and the rule.
    fn validate(&self) -> Result<(), ValidationError> {
        Ok(())
    }

    /// What the call is about, for the error line: the number, the record.
    fn subject(&self) -> Option<String> {
        None
    }

    /// What the carrier's rate limits count this request as, if its kinds have limits of their own: an SMS and an MMS. Begins
    /// with the operation's name.
    fn rate_class(&self) -> &'static str {
        Self::OPERATION.rate_class
    }

    /// What to read when the outcome is unknown, for people.
    fn recovery_hint(&self) -> Option<String> {
        None
    }

    /// What the request holds in confidence: passwords, card numbers, tokens. Should the carrier repeat them in a refusal, they
    /// are taken out of it before anybody sees it.
    fn secrets(&self) -> Vec<SecretString> {
        Vec::new()
    }

    /// What a refusal means when an earlier attempt of the same call may have been acted upon: a repeated DELETE that is
    /// answered with 404 has done its work. By default a refusal is a refusal.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        let _ = refusal;
        None
    }

    /// What a refusal says when it is this call's way to answer: a list without matches that comes as a 404. By default a
    /// refusal is a refusal.
    fn answer_in(refusal: &Refusal) -> Option<Self::Output> {
        let _ = refusal;
        None
    }

    /// Whether the carrier refuses in the same way when the caller has done this already, so that only
    /// [`look_up`](Self::look_up) tells the two apart: "not for sale" is also what the number's owner is told.
    fn refused_if_applied(refusal: &Error) -> bool {
        let _ = refusal;
        false
    }

    /// Asks the carrier what became of a call whose reply was lost. The client repeats it until the result is definite; nothing
    /// is ever sent again. Only what proves that *this very call* was carried out is [`LookUp::Found`].
    ///
    /// # Errors
    /// If the carrier cannot be asked.
    fn look_up<R: Reader>(
        &self,
        reader: &R,
    ) -> impl Future<Output = Result<LookUp<Self::Output>, Error>> + Send {
        let _ = reader;
        std::future::ready(Ok(LookUp::Unsupported))
    }

    /// Validates and builds the request, relative to the base URL, with the [`Operation`] in its extensions.
    ///
    /// # Errors
    /// [`crate::ErrorKind::InvalidInput`] if a value breaks a rule; nothing was sent.
    fn request(&self) -> Result<Request<Bytes>, Error> {
        self.validate()
            .map_err(|e| Error::invalid(&Self::OPERATION, e).with_subject(self.subject()))?;
        build(self).map_err(|e| Error::encode(&Self::OPERATION, e).with_subject(self.subject()))
    }

    /// Reads a whole response: a success, or the refusal by the carrier's rules.
    ///
    /// # Errors
    /// Whatever the status and the body say; see [`Error::kind`] and [`Error::applied`].
    fn decode(response: Response<Bytes>) -> Result<Self::Output, Error> {
        let operation = &Self::OPERATION;
        if response.status().is_success() {
            return Self::parse(&response).map_err(|e| Error::unreadable(operation, &response, e));
        }
        let refusal = operation.refusal(response.status(), response.headers(), response.body());
        if let Some(output) = Self::answer_in(&refusal) {
            return Ok(output);
        }
        let applied = refusal.evidence.verdict(operation.effect).applied;
        Err(Error::refused(operation, &response, refusal).with_applied(applied))
    }
}

impl<E: Endpoint> Endpoint for &E {
    const OPERATION: Operation = E::OPERATION;
    const METHOD: Method = E::METHOD;
    const PATH: &'static str = E::PATH;
    type Output = E::Output;

    fn path(&self, path: &mut Path) {
        E::path(self, path);
    }

    fn query(&self, query: &mut Query) {
        E::query(self, query);
    }

    fn body(&self) -> Body {
        E::body(self)
    }

    fn parse(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        E::parse(response)
    }

    fn check(&self, output: &Self::Output) -> Result<(), DecodeError> {
        E::check(self, output)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        E::validate(self)
    }

    fn subject(&self) -> Option<String> {
        E::subject(self)
    }

    fn rate_class(&self) -> &'static str {
        E::rate_class(self)
    }

    fn recovery_hint(&self) -> Option<String> {
        E::recovery_hint(self)
    }

    fn secrets(&self) -> Vec<SecretString> {
        E::secrets(self)
    }

    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        E::already_applied(refusal)
    }

    fn answer_in(refusal: &Refusal) -> Option<Self::Output> {
        E::answer_in(refusal)
    }

    fn refused_if_applied(refusal: &Error) -> bool {
        E::refused_if_applied(refusal)
    }

    fn look_up<R: Reader>(
        &self,
        reader: &R,
    ) -> impl Future<Output = Result<LookUp<Self::Output>, Error>> + Send {
        E::look_up(self, reader)
    }
}

fn build<E: Endpoint + ?Sized>(endpoint: &E) -> Result<Request<Bytes>, EncodeError> {
    let mut path = Path::default();
    endpoint.path(&mut path);
    let mut target = path
        .finish()
        .ok_or_else(|| EncodeError::new("a part of the path is empty"))?;
    let mut query = Query::default();
    endpoint.query(&mut query);
    if !query.as_str().is_empty() {
        target.push('?');
        target.push_str(query.as_str());
    }
    let target = PathAndQuery::from_maybe_shared(target).map_err(|e| EncodeError::new(e.to_string()))?;

    let content = endpoint.body()?;
    let mut request = Request::new(Bytes::new());
    // Room for what the transport adds as well.
    *request.headers_mut() = HeaderMap::with_capacity(6);
    *request.method_mut() = E::METHOD;
    *request.uri_mut() = Uri::from(target);
    request
        .headers_mut()
        .insert(ACCEPT, header(E::OPERATION.carrier.accept)?);
    if let Some(content) = content {
        request
            .headers_mut()
            .insert(CONTENT_TYPE, header(content.media_type)?);
        *request.body_mut() = content.bytes;
    }
    request.extensions_mut().insert(Operation {
        rate_class: endpoint.rate_class(),
        ..E::OPERATION
    });
    Ok(request)
}

fn header(text: &'static str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
        .map_err(|e| EncodeError::new(format!("{text:?} is no header value: {e}")))
}
