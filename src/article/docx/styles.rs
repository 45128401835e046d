//! What a document's styles make of a paragraph.

use rustc_hash::FxHashMap;

use super::super::xml::{self, Piece};
use super::{KIND, ReadError, Role};

/// Styles that one can be based on in a row; a ring of them ends here.
const MOST: usize = 20;

/// The paragraph styles of a document, by id.
#[derive(Default)]
pub(super) struct Styles(FxHashMap<String, Style>);

#[derive(Default)]
struct Style {
    /// Its name in lower case; built-in styles have English names in every language.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<(String, usize)>,
}

impl Styles {
    /// Reads the styles.
    ///
    /// # Errors
    /// Their XML is damaged.
    pub(super) fn read(xml: &str) -> Result<Styles, ReadError> {
        let mut out = Styles::default();
        let mut open: Option<(String, Style)> = None;
        xml::read(xml, KIND, |piece| {
            match piece {
                Piece::Start(element) if element.name() == "style" => {
                    open = element.attribute("styleId").map(|id| (id, Style::default()));
                }
                Piece::Start(element) => {
                    let Some((_, style)) = &mut open else { return Ok(()) };
                    let value = element.attribute("val");
                    match element.name().as_str() {
                        "name" => style.name = value.unwrap_or_default().to_lowercase(),
                        "basedOn" => style.based_on = value,
                        "outlineLvl" => style.outline = value.and_then(|v| v.parse().ok()),
                        "ilvl" => {
                            let level = value.and_then(|v| v.parse().ok()).unwrap_or(0);
                            style.list.get_or_insert_default().1 = level;
                        }
                        "numId" => style.list.get_or_insert_default().0 = value.unwrap_or_default(),
                        _ => {}
                    }
                }
                Piece::End(name) if name == "style" => out.0.extend(open.take()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// Returns the role that a style gives, and the list that it puts its paragraphs into.
    pub(super) fn role(&self, id: Option<&str>) -> (Role, Option<(String, usize)>) {
        let mut list = None;
        let mut next = id;
        for _ in 0..MOST {
            let Some(style) = next.and_then(|id| self.0.get(id)) else { break };
            list = list.or_else(|| style.list.clone());
            let role = match style.name.as_str() {
                name if name.starts_with("heading ") || matches!(name, "title" | "subtitle") => {
                    Some(Role::Heading)
                }
                "quote" | "intense quote" | "block text" => Some(Role::Quotation),
                "caption" => Some(Role::Caption),
                "author" | "date" => Some(Role::Boilerplate),
                _ if style.outline.is_some_and(|level| level < 9) => Some(Role::Heading),
                _ => None,
            };
            if let Some(role) = role {
                return (role, list);
            }
            next = style.based_on.as_deref();
        }
        (Role::Text, list)
    }
}
