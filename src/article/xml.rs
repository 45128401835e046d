//! XML, as documents in ZIP files have it: a stream of elements and their text.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;

/// One piece of an XML file; prefixes of names are left out.
#[derive(Debug)]
pub(super) enum Piece<'x> {
    /// An element begins.
    Start(Element<'x>),
    /// The element of this name ends.
    End(String),
    /// Text.
    Text(Cow<'x, str>),
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Returns its name without prefix.
    pub(super) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// Returns an attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let attribute = self.0.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
        attribute.normalized_value(XmlVersion::Explicit1_0).ok().map(Cow::into_owned)
    }
}

/// Hands each piece of an XML file on.
///
/// # Errors
/// The file is no sound XML, or `take` says so.
pub(super) fn read(
    xml: &str,
    kind: &'static str,
    mut take: impl FnMut(Piece<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    // An element without content begins and ends like any other.
    reader.config_mut().expand_empty_elements = true;
    loop {
        let event = reader.read_event().map_err(|e| {
            ReadError::Broken(kind, format!("its XML is damaged at byte {}: {e}", reader.error_position()))
        })?;
        match event {
            Event::Start(start) => take(Piece::Start(Element(start)))?,
            Event::End(end) => take(Piece::End(end.local_name().as_ref().to_owned()))?,
            Event::Text(text) => take(Piece::Text(text.xml10_content()))?,
            Event::CData(text) => take(Piece::Text(text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(Cow::Owned(c.to_string())),
                    _ => quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())
                        .map(Cow::Borrowed),
                };
                if let Some(text) = text {
                    take(Piece::Text(text))?;
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
