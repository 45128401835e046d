//! Documents of a word processor.

use super::blocks;
use super::files::docx_of;
use variorum::article::{Format, ReadError, Role, read};

pub(crate) const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="w" xmlns:mc="mc"><w:body>
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Footbridge </w:t></w:r><w:r><w:t>gives way</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Nine &amp; </w:t></w:r><w:del><w:r><w:delText>eight</w:delText><w:t>eight</w:t></w:r></w:del>
<w:ins><w:r><w:t>ten</w:t></w:r></w:ins><w:r><w:br/><w:t>people fell.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Closed</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Detour</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>By boat</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>We heard a crack.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Hurt</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Once.</w:t></mc:Choice><mc:Fallback><w:t>Twice.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>
</w:body></w:document>"#;
pub(crate) const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Zitat"><w:name w:val="Eigenes"/><w:basedOn w:val="Q"/></w:style>
<w:style w:styleId="Q"><w:name w:val="Quote"/><w:basedOn w:val="Zitat"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="4"/>
<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;
const NOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Police figure.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
const CORE: &str = r#"<p xmlns:dc="dc"><dc:title>Deck report</dc:title><dc:creator>M. Ode</dc:creator>
<created>2026-03-14T18:40:00Z</created></p>"#;

pub(crate) fn document(xml: &str) -> Vec<u8> {
    docx_of(&[xml, STYLES, NUMBERING, NOTES, CORE])
}

#[test]
fn a_document_keeps_its_headings_lists_quotations_tables_and_notes() {
    let article = read(&document(DOCUMENT), "deck").unwrap();
    let expected = [
        (Role::Heading, "Footbridge gives way"),
        (Role::Text, "Nine & ten people fell.[2]"),
        (Role::Item, "4. Closed"),
        (Role::Item, "5. Detour"),
        (Role::Item, "• By boat"),
        (Role::Quotation, "We heard a crack."),
        (Role::Text, "Hurt · 9"),
        (Role::Text, "Once."),
        (Role::Text, "[2] Police figure."),
    ];
    assert_eq!(blocks(&article), expected);
    assert_eq!(article.reading.format, Format::Docx);
    assert_eq!(article.metadata.title.as_deref(), Some("Deck report"));
    assert_eq!(article.metadata.author.as_deref(), Some("M. Ode"));
    assert_eq!(article.metadata.published, None, "when a file was made is not when it was published");
}

#[test]
fn a_damaged_document_is_told_and_never_half_read() {
    let cut = DOCUMENT.replace("</w:body>", "</w:broken>");
    assert!(matches!(read(&document(&cut), "deck.docx"), Err(ReadError::Broken("a DOCX file", _))));
    let bytes = document(DOCUMENT);
    let error = read(&bytes[..bytes.len() / 2], "deck.docx").unwrap_err().to_string();
    assert!(error.contains("save it anew"), "{error}");
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    let bomb = format!("<w:document xmlns:w=\"w\">{}</w:document>", " ".repeat(65 << 20));
    let error = read(&document(&bomb), "bomb.docx").unwrap_err().to_string();
    assert!(error.contains("unpacks to more than 64 MB"), "{error}");
}
