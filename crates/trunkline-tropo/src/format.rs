//! The three formats that requests about applications and addresses may be written in (docs/contracts/tropo.md §1.4).

use std::fmt::Write;

use serde::ser::{Serialize, SerializeMap, Serializer};
use trunkline_core::{Content, EncodeError};

use crate::carrier::JSON;

/// How the body of a request is written. Answers are JSON in any case, because that is what every request accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON, as the carrier's own gem wrote.
    #[default]
    Json,
    /// XML with element names in lower case.
    Xml,
    /// A form.
    Form,
}

/// The members of a request: all of them text, those without value left out.
pub(crate) struct Fields<'a> {
    element: &'static str,
    members: Vec<(&'static str, &'a str)>,
}

impl<'a> Fields<'a> {
    /// No members yet; `element` is what XML calls the whole.
    pub(crate) fn new(element: &'static str) -> Self {
        Self {
            element,
            members: Vec::new(),
        }
    }

    /// Adds a member if there is a value.
    pub(crate) fn with(mut self, name: &'static str, value: Option<&'a str>) -> Self {
        self.members.extend(value.map(|value| (name, value)));
        self
    }

    pub(crate) fn content(&self, format: Format) -> Result<Option<Content>, EncodeError> {
        match format {
            Format::Json => Content::json(JSON, self).map(Some),
            Format::Xml => Ok(Some(Content::new("text/xml", self.xml()?))),
            Format::Form => Ok(Some(Content::new(
                "application/x-www-form-urlencoded",
                self.form(),
            ))),
        }
    }

    fn xml(&self) -> Result<String, EncodeError> {
        let mut xml = format!("<{}>", self.element);
        for (name, value) in &self.members {
            let name = name.to_ascii_lowercase();
            // Writing to a String cannot fail.
            let _ = write!(xml, "<{name}>{}</{name}>", escaped(value)?);
        }
        let _ = write!(xml, "</{}>", self.element);
        Ok(xml)
    }

    fn form(&self) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.members {
            match name.strip_suffix("Url") {
                // Forms alone spell it `voiceURL`.
                Some(kind) => form.append_pair(&format!("{kind}URL"), value),
                None => form.append_pair(name, value),
            };
        }
        form.finish()
    }
}

/// Text between two XML tags. XML has no way to write control characters.
fn escaped(text: &str) -> Result<String, EncodeError> {
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
    {
        return Err(EncodeError::new("a control character cannot be written as XML"));
    }
    Ok(text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;"))
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.members.len()))?;
        for (name, value) in &self.members {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
