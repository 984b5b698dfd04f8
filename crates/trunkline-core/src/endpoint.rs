//! One call, one type.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Request, Response, Uri};

use crate::{
    Applied, Attempts, Content, DecodeError, EncodeError, Error, Operation, Path, Query, Refusal,
    ValidationError,
};

/// One of a carrier's calls, as data: it compiles to an [`http::Request`] and reads an [`http::Response`], without any I/O.
///
/// Implement it for your own calls too: a client's `send` takes any endpoint through the same layers.
pub trait Endpoint {
    /// Name, effect and carrier.
    const OPERATION: Operation;
    /// The HTTP method.
    const METHOD: Method;
    /// What a success yields.
    type Output;

    /// The path below the client's base URL.
    fn path(&self, path: &mut Path);

    /// The query; none by default.
    fn query(&self, query: &mut Query) {
        let _ = query;
    }

    /// The body; none by default.
    ///
    /// # Errors
    /// [`EncodeError`] if it cannot be written.
    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Ok(None)
    }

    /// Reads a success (any 2xx).
    ///
    /// # Errors
    /// [`DecodeError`] if it cannot be read.
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError>;

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

    /// What to read when the outcome is unknown.
    fn recovery_hint(&self) -> Option<String> {
        None
    }

    /// What a refusal means when an earlier attempt of the same call may have been acted upon: a repeated DELETE that
    /// answers 404 has done its work. By default a refusal is a refusal.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        let _ = refusal;
        None
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
        let attempts = response
            .extensions()
            .get::<Attempts>()
            .copied()
            .unwrap_or_default();
        if response.status().is_success() {
            return Self::read(&response)
                .map_err(|e| Error::decode(&Self::OPERATION, &response, e).with_attempts(attempts));
        }
        let refusal = (Self::OPERATION.carrier.refusal)(&Self::OPERATION, &response);
        if attempts.maybe_applied
            && let Some(output) = Self::already_applied(&refusal)
        {
            return Ok(output);
        }
        let error = Error::refused(&Self::OPERATION, &response, refusal).with_attempts(attempts);
        // An earlier attempt may have been carried out, whatever this one was told.
        Err(if attempts.maybe_applied {
            error.with_applied(Applied::Unknown)
        } else {
            error
        })
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
    request.extensions_mut().insert(E::OPERATION);
    Ok(request)
}

fn header(text: &'static str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_str(text).map_err(|e| EncodeError::new(format!("{text:?} is no header value: {e}")))
}
