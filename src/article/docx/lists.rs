//! Lists of a document: bullets, and numbers that only the reader of the file counts.

use rustc_hash::FxHashMap;

use super::super::xml::{self, Piece};
use super::{KIND, ReadError};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has been counted.
#[derive(Default)]
pub(super) struct Lists {
    /// Definition by list.
    defined: FxHashMap<String, String>,
    /// Whether a level has numbers, and its first one, by definition.
    levels: FxHashMap<String, [(bool, u64); LEVELS]>,
    counted: FxHashMap<String, [Option<u64>; LEVELS]>,
}

impl Lists {
    /// Reads the definitions.
    ///
    /// # Errors
    /// Their XML is damaged.
    pub(super) fn read(xml: &str) -> Result<Lists, ReadError> {
        let mut out = Lists::default();
        let (mut definition, mut level, mut list) = (String::new(), 0, String::new());
        xml::read(xml, KIND, |piece| {
            let Piece::Start(element) = piece else { return Ok(()) };
            let value = || element.attribute("val").unwrap_or_default();
            match element.name().as_str() {
                "abstractNum" => definition = element.attribute("abstractNumId").unwrap_or_default(),
                "lvl" => level = element.attribute("ilvl").and_then(|l| l.parse().ok()).unwrap_or(0),
                "num" => list = element.attribute("numId").unwrap_or_default(),
                "abstractNumId" => drop(out.defined.insert(list.clone(), value())),
                name @ ("start" | "numFmt") => {
                    let levels = out.levels.entry(definition.clone()).or_insert([(false, 1); LEVELS]);
                    match levels.get_mut(level) {
                        Some(at) if name == "start" => at.1 = value().parse().unwrap_or(1),
                        Some(at) => at.0 = !matches!(value().as_str(), "bullet" | "none"),
                        None => {}
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// Returns the marker of a list's next item.
    pub(super) fn marker(&mut self, list: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let defined = self.defined.get(list).and_then(|d| self.levels.get(d));
        let Some((true, first)) = defined.map(|levels| levels[level]) else { return "• ".into() };
        let counted = self.counted.entry(list.to_owned()).or_default();
        let number = counted[level].map_or(first, |n| n.saturating_add(1));
        counted[level] = Some(number);
        counted[level + 1..].fill(None);
        format!("{number}. ")
    }
}
