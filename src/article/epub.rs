//! EPUB: the chapters of a book in their order, each read as a page.

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use super::archive::Archive;
use super::blocks::Blocks;
use super::read::Content;
use super::xml::{self, Piece};
use super::{Metadata, ReadError, html, metadata, normal};

const KIND: &str = "an EPUB file";
/// The media type of a book's package.
const PACKAGE: &str = "application/oebps-package+xml";

/// Reads a book.
///
/// # Errors
/// It is damaged, locked or beyond the limits.
pub(super) fn read(bytes: &[u8], repair: bool) -> Result<Content, ReadError> {
    let mut archive = Archive::open(bytes, KIND)?;
    if archive.has("META-INF/rights.xml") {
        return Err(ReadError::Locked(KIND));
    }
    let package_path = package_path(&archive.needed("META-INF/container.xml")?)?;
    let package = Package::read(&archive.needed(&package_path)?)?;
    let folder = package_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut blocks = Blocks::new(bytes.len(), repair);
    for chapter in package.chapters() {
        if let Some(page) = archive.text(&path_of(folder, chapter))? {
            let document = html::parse(&with_ends(&page))?;
            html::walk::walk(&html::body(&document), &mut blocks);
        }
    }
    Ok(Content { projection: blocks.finish(), metadata: package.metadata, ..Content::default() })
}

/// Returns the path of the book's package, which lists its parts.
fn package_path(container: &str) -> Result<String, ReadError> {
    let mut path = None;
    xml::read(container, KIND, |piece| {
        if let Piece::Start(element) = piece
            && element.name() == "rootfile"
            && path.is_none()
            && element.attribute("media-type").is_none_or(|t| t == PACKAGE)
        {
            path = element.attribute("full-path");
        }
        Ok(())
    })?;
    path.ok_or_else(|| ReadError::Broken(KIND, "it does not say where its parts are".into()))
}

/// What a book says of its parts and of itself.
#[derive(Default)]
struct Package {
    metadata: Metadata,
    /// Paths by id, with what else they are.
    parts: FxHashMap<String, (String, String)>,
    /// Ids in the order of reading.
    spine: Vec<String>,
}

impl Package {
    fn read(opf: &str) -> Result<Package, ReadError> {
        let mut package = Package::default();
        let mut text = String::new();
        xml::read(opf, KIND, |piece| {
            match piece {
                Piece::Start(element) => {
                    text.clear();
                    package.start(&element);
                }
                Piece::Text(more) => text.push_str(&more),
                Piece::End(name) => {
                    package.end(&name, &normal::folded(&text));
                    text.clear();
                }
            }
            Ok(())
        })?;
        Ok(package)
    }

    fn start(&mut self, element: &xml::Element<'_>) {
        let attribute = |name| element.attribute(name).unwrap_or_default();
        match element.name().as_str() {
            "item" => {
                self.parts.insert(attribute("id"), (attribute("href"), attribute("properties")));
            }
            "itemref" if attribute("linear") != "no" => self.spine.push(attribute("idref")),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let metadata = &mut self.metadata;
        match (name, &mut metadata.author) {
            ("title", _) => drop(metadata.title.get_or_insert(text.into())),
            ("creator", Some(authors)) => authors.extend([", ", text]),
            ("creator", author) => *author = Some(text.into()),
            ("publisher", _) => drop(metadata.source.get_or_insert(text.into())),
            ("date", _) => {
                metadata.published = metadata.published.take().or_else(|| metadata::timestamp(text))
            }
            ("language", _) => drop(metadata.language.get_or_insert(text.into())),
            _ => {}
        }
    }

    /// Returns the paths of the chapters in order; the table of contents is none.
    fn chapters(&self) -> impl Iterator<Item = &str> {
        let parts = self.spine.iter().filter_map(|id| self.parts.get(id));
        parts.filter(|(_, what)| !what.split(' ').any(|w| w == "nav")).map(|(path, _)| path.as_str())
    }
}

/// Returns the path of a part within the archive: `%20` and the like read, `..` followed.
fn path_of(folder: &str, href: &str) -> String {
    let href = percent_decode_str(href.split('#').next().unwrap_or_default()).decode_utf8_lossy();
    let mut path: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Gives elements that XML closes in one go (`<title/>`) an end of their own: in HTML they would stay open.
fn with_ends(page: &str) -> String {
    const OPEN_IN_HTML: [&str; 9] = ["br", "hr", "img", "input", "link", "meta", "col", "wbr", "area"];
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("/>") {
        let (before, after) = rest.split_at(at);
        let name = before.rfind('<').map_or("", |open| &before[open + 1..]);
        let name = name.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let is_element = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['>', '"']);
        out.push_str(before);
        if is_element && !OPEN_IN_HTML.contains(&name.to_lowercase().as_str()) {
            out.extend(["></", name, ">"]);
        } else {
            out.push_str("/>");
        }
        rest = &after[2..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_wherever_the_package_stands() {
        assert_eq!(path_of("OEBPS", "../text/chapter%201.xhtml#top"), "text/chapter 1.xhtml");
        assert_eq!(path_of("", "a%zz.xhtml"), "a%zz.xhtml");
        assert_eq!(path_of("", "a%+1.xhtml"), "a%+1.xhtml");
        assert_eq!(path_of("a/b", "../../../c"), "c");
    }

    #[test]
    fn an_empty_element_swallows_nothing_behind_it() {
        let page = "<head><title/></head><p>1 /> 2<br/><a id=\"x\"/>Nine</p>";
        assert_eq!(with_ends(page), "<head><title></title></head><p>1 /> 2<br/><a id=\"x\"></a>Nine</p>");
    }
}
