//! Electronic books.

use super::blocks;
use super::files::zip_of;
use variorum::article::{Format, Role, read};

const CONTAINER: &str = r#"<?xml version="1.0"?><container><rootfiles><rootfile full-path="other" media-type="x"/>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
const PACKAGE: &str = r#"<package xmlns:dc="dc"><metadata><dc:title>The footbridge</dc:title><dc:creator>M. Ode</dc:creator>
<dc:creator>B. Lund</dc:creator><dc:publisher>Valley Press</dc:publisher><dc:date>2026-03-14</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav"/><item id="two" href="text/two%20.xhtml"/><item id="one" href="text/one.xhtml"/>
<item id="ad" href="ad.xhtml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="ad" linear="no"/><itemref idref="two"/><itemref idref="lost"/></spine></package>"#;
pub(crate) const CHAPTER: &str = r#"<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
<body><h1>The deck</h1><p>Nine people fell into the stream.</p><blockquote>We heard a crack.</blockquote></body></html>"#;

pub(crate) fn book(chapter: &str) -> Vec<u8> {
    zip_of(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/nav.xhtml", "<html><body><p>Contents</p></body></html>"),
        ("OEBPS/ad.xhtml", "<html><body><p>Buy more.</p></body></html>"),
        ("OEBPS/text/one.xhtml", chapter),
        ("OEBPS/text/two .xhtml", "<html><body><p>It was closed.</p></body></html>"),
    ])
}

#[test]
fn the_chapters_of_a_book_are_read_in_their_order() {
    let article = read(&book(CHAPTER), "book").unwrap();
    let expected = [
        (Role::Heading, "The deck"),
        (Role::Text, "Nine people fell into the stream."),
        (Role::Quotation, "We heard a crack."),
        (Role::Text, "It was closed."),
    ];
    assert_eq!(blocks(&article), expected);
    assert_eq!(article.reading.format, Format::Epub);
    let said = article.metadata;
    assert_eq!(said.title.as_deref(), Some("The footbridge"));
    assert_eq!(said.author.as_deref(), Some("M. Ode, B. Lund"));
    assert_eq!(said.source.as_deref(), Some("Valley Press"));
    assert_eq!(said.published.as_deref(), Some("2026-03-14"));
    assert_eq!(said.language.as_deref(), Some("en"));
}

#[test]
fn a_book_that_is_locked_or_damaged_is_told() {
    let locked = zip_of(&[("META-INF/container.xml", CONTAINER), ("META-INF/rights.xml", "")]);
    assert!(read(&locked, "a.epub").unwrap_err().to_string().contains("password"));
    let empty = zip_of(&[("META-INF/container.xml", CONTAINER)]);
    let error = read(&empty, "a.epub").unwrap_err().to_string();
    assert!(error.contains("there is no OEBPS/book.opf in it"), "{error}");
}

#[test]
fn a_book_that_unpacks_to_a_flood_is_refused() {
    let flood = format!("<html><body>{}", " ".repeat(65 << 20));
    let error = read(&book(&flood), "a.epub").unwrap_err().to_string();
    assert!(error.contains("unpacks to more than 64 MB"), "{error}");
}
