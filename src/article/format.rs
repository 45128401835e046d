//! Which format bytes have: told by what they hold, and by the name only where that says nothing.

use std::path::Path;

use super::{ReadError, archive};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// CommonMark with the usual extensions.
    Markdown,
    /// A web page.
    Html,
    /// An electronic book.
    Epub,
    /// A document of a word processor, in Office Open XML.
    Docx,
    /// Printed pages.
    Pdf,
    /// A feed, RSS, Atom or JSON; its newest full entry is the article.
    Feed,
}

/// What chooses the article on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extractor {
    /// The reader view.
    #[default]
    Reader,
    /// Nothing: the whole page is taken.
    Plain,
    /// The slower and surer one; not in every build.
    Best,
}

impl Format {
    const ALL: [Format; 7] =
        [Format::Text, Format::Markdown, Format::Html, Format::Epub, Format::Docx, Format::Pdf, Format::Feed];

    /// Returns the format's name in the case file.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Epub => "epub",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Feed => "feed",
        }
    }

    /// Returns the format of that name, when it can be read.
    pub fn from_name(name: &str) -> Option<Format> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// Returns the ending of a file with these bytes.
    pub fn ending(self, bytes: &[u8]) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Epub => "epub",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Feed if bytes.trim_ascii_start().starts_with(b"{") => "json",
            Format::Feed => "xml",
        }
    }

    /// Returns whether its files declare their encoding in their text.
    pub(super) fn declares_encoding(self) -> bool {
        matches!(self, Format::Html | Format::Feed)
    }
}

impl Extractor {
    /// All extractors, the usual one first.
    pub const ALL: [Extractor; 3] = [Extractor::Reader, Extractor::Plain, Extractor::Best];

    /// Returns the extractor's name in the case file and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Extractor::Reader => "reader",
            Extractor::Plain => "plain",
            Extractor::Best => "best",
        }
    }

    /// Returns what it does, in a few words.
    pub fn text(self) -> &'static str {
        match self {
            Extractor::Reader => "the article that is found on the page",
            Extractor::Plain => "all of the page",
            Extractor::Best => "the article, found more slowly and more surely",
        }
    }

    /// Returns whether this build has it.
    pub fn is_built_in(self) -> bool {
        self != Extractor::Best || cfg!(feature = "best-extraction")
    }

    /// Returns the extractor of that name.
    pub fn from_name(name: &str) -> Option<Extractor> {
        Self::ALL.into_iter().find(|e| e.name() == name)
    }
}

/// Bytes at the beginning in which a PDF's mark may stand.
const PDF_MARK_WITHIN: usize = 1024;
/// Bytes in which a JSON feed names its version.
const JSON_FEED_WITHIN: usize = 4096;

/// Tells formats that are no text by their bytes.
///
/// # Errors
/// They are a ZIP file of something else.
pub(super) fn of_bytes(bytes: &[u8]) -> Result<Option<Format>, ReadError> {
    let head = &bytes[..bytes.len().min(PDF_MARK_WITHIN)];
    if memchr::memmem::find(head, b"%PDF-").is_some_and(|at| at == 0 || head[..at].iter().any(|b| *b < 9)) {
        return Ok(Some(Format::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive::format(bytes).map(Some);
    }
    Ok(None)
}

/// Tells the format of a text by its beginning, then by the ending of its name, then by its first line.
pub(super) fn of_text(text: &str, name: &str) -> Format {
    if let Some(format) = marked_up(text) {
        return format;
    }
    let ending = Path::new(name).extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("md" | "markdown" | "mkd" | "mdown") => Format::Markdown,
        Some("txt" | "text") => Format::Text,
        Some("html" | "htm" | "xhtml" | "shtml") => Format::Html,
        Some("rss" | "atom") => Format::Feed,
        _ if ["---\n", "---\r\n", "+++\n", "+++\r\n", "# "].iter().any(|s| text.starts_with(s)) => {
            Format::Markdown
        }
        _ => Format::Text,
    }
}

/// Tells pages and feeds by their first element, or by what a JSON feed names.
fn marked_up(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        let end = (0..=text.len().min(JSON_FEED_WITHIN)).rev().find(|i| text.is_char_boundary(*i))?;
        return text[..end].replace('\\', "").contains("jsonfeed.org/version/").then_some(Format::Feed);
    }
    match first_element(text)?.as_str() {
        "html" | "head" | "body" => Some(Format::Html),
        "rss" | "feed" | "rdf:rdf" => Some(Format::Feed),
        _ => None,
    }
}

/// Returns the name of the first element in lower case; comments, processing instructions and the document type,
/// which may name it, stand before it.
fn first_element(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let inner = rest.strip_prefix('<')?;
        let end = match inner.as_bytes().first()? {
            b'?' => "?>",
            b'!' if inner.starts_with("!--") => "-->",
            b'!' => {
                let kind: String = inner.chars().take("!doctype html".len()).collect();
                if kind.eq_ignore_ascii_case("!doctype html") {
                    return Some("html".into());
                }
                ">"
            }
            _ => {
                let name: String =
                    inner.chars().take(8).take_while(|c| c.is_alphanumeric() || *c == ':').collect();
                return Some(name.to_lowercase());
            }
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_it_holds_and_not_what_it_is_called() {
        for (text, name, format) in [
            ("<!DOCTYPE html><p>x", "a.txt", Format::Html),
            ("\u{feff} <?xml version=\"1.0\"?>\n<!-- saved -->\n<html>", "-", Format::Html),
            ("<?xml version='1.0'?><rss version=\"2.0\">", "a.xml", Format::Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "a", Format::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "a.json", Format::Feed),
            ("{\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\"}", "a", Format::Feed),
            ("{ a list }", "a", Format::Text),
            ("<b>Nine</b> fell", "a.txt", Format::Text),
            ("<p>Nine fell", "a.htm", Format::Html),
            ("# Nine", "-", Format::Markdown),
            ("# Nine", "a.txt", Format::Text),
            ("<", "a.txt", Format::Text),
            ("<!--", "a.txt", Format::Text),
        ] {
            assert_eq!(of_text(text, name), format, "{text}");
        }
    }

    #[test]
    fn a_name_in_the_case_file_is_read_back() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        for extractor in Extractor::ALL {
            assert_eq!(Extractor::from_name(extractor.name()), Some(extractor));
        }
    }
}
