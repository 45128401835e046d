//! DOCX: the paragraphs of a word processor's document, with what its styles and lists say of them.

use super::archive::Archive;
use super::blocks::Blocks;
use super::read::Content;
use super::xml::{self, Element, Piece};
use super::{Metadata, ReadError, Role, normal};

mod lists;
mod styles;

use lists::Lists;
use styles::Styles;

const KIND: &str = "a DOCX file";
/// Longest row of a table, in bytes, that is one block; longer ones lay out paragraphs.
const ROW: usize = 400;

/// Reads a document.
///
/// # Errors
/// It is damaged, locked or beyond the limits.
pub(super) fn read(bytes: &[u8], repair: bool) -> Result<Content, ReadError> {
    let mut archive = Archive::open(bytes, KIND)?;
    let styles = archive.text("word/styles.xml")?.map(|x| Styles::read(&x)).transpose()?.unwrap_or_default();
    let lists = archive.text("word/numbering.xml")?.map(|x| Lists::read(&x)).transpose()?.unwrap_or_default();
    let mut reader = Reader { blocks: Blocks::new(bytes.len(), repair), styles, lists, ..Reader::default() };
    reader.read(&archive.needed("word/document.xml")?)?;
    // Notes stand behind the text, as their numbers in it say.
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = archive.text(notes)? {
            reader.read(&xml)?;
        }
    }
    let metadata =
        archive.text("docProps/core.xml")?.map(|x| properties(&x)).transpose()?.unwrap_or_default();
    Ok(Content { projection: reader.blocks.finish(), metadata, ..Content::default() })
}

/// Reads what the document says of itself.
fn properties(core: &str) -> Result<Metadata, ReadError> {
    let (mut out, mut text) = (Metadata::default(), String::new());
    xml::read(core, KIND, |piece| {
        match piece {
            Piece::Start(_) => text.clear(),
            Piece::Text(more) => text.push_str(&more),
            Piece::End(name) => {
                let said = Some(normal::folded(&text)).filter(|t| !t.is_empty());
                match name.as_str() {
                    "title" => out.title = said,
                    "creator" => out.author = said,
                    "language" => out.language = said,
                    // When the file or its template was made is not when its text was published.
                    _ => {}
                }
                text.clear();
            }
        }
        Ok(())
    })?;
    Ok(out)
}

#[derive(Default)]
struct Reader {
    blocks: Blocks,
    styles: Styles,
    lists: Lists,
    /// The open paragraph.
    paragraph: Paragraph,
    /// Cells of the open row, each with its paragraphs.
    row: Vec<Vec<Paragraph>>,
    tables: usize,
    /// Open elements of which nothing is text: deleted words, second versions of pictures.
    hidden: usize,
    /// Whether what comes is text, and not a field's instruction.
    in_text: bool,
    /// The number of the open note, which its first paragraph takes.
    note: Option<String>,
}

/// A paragraph and what is said of it.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<(String, usize)>,
}

impl Reader {
    fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        xml::read(xml, KIND, |piece| {
            match piece {
                Piece::Start(element) => self.start(&element),
                Piece::Text(text) if self.in_text && self.hidden == 0 => self.paragraph.text.push_str(&text),
                Piece::Text(_) => {}
                Piece::End(name) => self.end(&name),
            }
            Ok(())
        })
    }

    fn start(&mut self, element: &Element<'_>) {
        let name = element.name();
        if is_hiding(&name) {
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        let value = || element.attribute("val").unwrap_or_default();
        let paragraph = &mut self.paragraph;
        match name.as_str() {
            // A box of text within a paragraph stands before the rest of it.
            "p" => self.end_paragraph(),
            "t" => self.in_text = true,
            "tab" if !paragraph.text.is_empty() => paragraph.text.push(' '),
            "br" | "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('-'),
            "pStyle" => paragraph.style = Some(value()),
            "outlineLvl" => paragraph.outline = value().parse().ok(),
            "ilvl" => paragraph.list.get_or_insert_default().1 = value().parse().unwrap_or(0),
            "numId" => paragraph.list.get_or_insert_default().0 = value(),
            "footnoteReference" | "endnoteReference" => {
                let id = element.attribute("id").unwrap_or_default();
                paragraph.text.extend(["[", &id, "]"]);
            }
            "footnote" | "endnote" => {
                self.note = element.attribute("id").filter(|_| element.attribute("type").is_none());
            }
            "tbl" => {
                self.end_paragraph();
                self.tables += 1;
            }
            "tc" if self.tables == 1 => self.row.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if is_hiding(name) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tr" if self.tables == 1 => self.end_row(),
            "tbl" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        match self.row.last_mut() {
            Some(cell) if self.tables > 0 => cell.push(paragraph),
            _ => self.put(&paragraph),
        }
    }

    /// A row with a short text in each cell is one block; else each paragraph in it is.
    fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.iter_mut().for_each(|cell| cell.retain(|p| !p.text.trim().is_empty()));
        row.retain(|cell| !cell.is_empty());
        let is_short = row.iter().all(|c| c.len() == 1)
            && row.iter().flatten().map(|p| p.text.len()).sum::<usize>() <= ROW;
        if !is_short || row.len() < 2 {
            row.iter().flatten().for_each(|p| self.put(p));
            return;
        }
        for paragraph in row.iter().flatten() {
            self.blocks.cell();
            self.blocks.add(&paragraph.text);
        }
        self.blocks.flush();
    }

    fn put(&mut self, paragraph: &Paragraph) {
        if paragraph.text.trim().is_empty() {
            return;
        }
        let (role, list) = self.styles.role(paragraph.style.as_deref());
        let is_heading = paragraph.outline.is_some_and(|level| level < 9);
        let list = paragraph.list.clone().or(list).filter(|(id, _)| !id.is_empty() && id != "0");
        match (role, list) {
            _ if is_heading => self.blocks.begin(Role::Heading),
            (Role::Text, Some((id, level))) => self.blocks.begin_marked(self.lists.marker(&id, level)),
            (role, _) => self.blocks.begin(role),
        }
        if let Some(note) = self.note.take() {
            self.blocks.mark(format!("[{note}] "));
        }
        self.blocks.add(&paragraph.text);
        self.blocks.end();
    }
}

/// Returns whether nothing in an element is text that stands in the document.
fn is_hiding(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "tabs" | "sectPr" | "pPrChange" | "rPrChange")
}
