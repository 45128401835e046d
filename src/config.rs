//! Settings, keys, themes and directories: what the reader set up.
//!
//! Nothing here reads the process's environment but [`environment::Environment::of_process`]; everything else is
//! handed what it needs. A slip in a file never stops the program: it is reported with its place, the item
//! keeps its default, and everything else in the file holds.

use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Deserializer, Serialize, de};

pub mod environment;
mod items;
pub mod place;
pub mod theme;

use place::{Place, Problem, Source};

/// The settings of `config.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Name of the theme: `auto`, a built-in one, or a file of the `themes` folder.
    pub theme: String,
    /// Characters of marks and borders.
    pub glyphs: Characters,
    /// The reader's initials, written into annotations; empty for the name that git knows.
    pub by: String,
    /// Cells that a pane should have at least.
    #[serde(deserialize_with = "within::<10, 400, _>")]
    pub min_pane_width: u16,
    /// Cells of text that a pane should have at most; 0 for no limit.
    #[serde(deserialize_with = "within::<0, 1000, _>")]
    pub max_text_width: u16,
    /// Rows kept between the cursor and the edge of its pane.
    #[serde(deserialize_with = "within::<0, 100, _>")]
    pub margin: u16,
    /// Whether panes move together at first.
    pub scroll_lock: bool,
    /// Whether the apparatus is shown at first.
    pub apparatus: bool,
    /// Share of the screen that the apparatus may take, in per cent.
    #[serde(deserialize_with = "within::<10, 80, _>")]
    pub apparatus_share: u16,
    /// Whether the mouse is the program's at first, and not the terminal's.
    pub mouse: bool,
    /// Whether a thin map of the article stands at the edge of its pane at first.
    pub map: bool,
    /// Whether rows are stretched until they end below each other.
    pub justify: bool,
    /// Whether words are divided at the ends of rows, in languages whose rules are known.
    pub hyphenate: bool,
    /// Who puts text that reads from right to left in order.
    pub bidi: Bidi,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            theme: "auto".into(),
            glyphs: Characters::Auto,
            by: String::new(),
            min_pane_width: 34,
            max_text_width: 80,
            margin: 2,
            scroll_lock: true,
            apparatus: true,
            apparatus_share: 34,
            mouse: true,
            map: true,
            justify: false,
            hyphenate: false,
            bidi: Bidi::Reorder,
        }
    }
}

/// Which characters marks and borders are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Characters {
    /// Unicode where terminal and locale have it.
    Auto,
    /// Unicode.
    Unicode,
    /// ASCII.
    Ascii,
}

/// Who puts text that reads from right to left in the order in which it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bidi {
    /// The program, row by row, for terminals that show what they get from left to right.
    #[default]
    Reorder,
    /// The terminal; it gets the text in the order in which it is written.
    Terminal,
}

/// A wish about a key: `"KEYS" = "ACTION"` in `[keys.CONTEXT]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWish {
    /// Name of the context.
    pub context: String,
    /// The keys, as written.
    pub keys: String,
    /// Name of the action, or `none`.
    pub action: String,
    /// Where the keys stand.
    pub place: Place,
}

/// What a configuration file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// The settings; those that are not in the file, or not well, have their defaults.
    pub config: Config,
    /// The wishes about keys, in the order of the file.
    pub keys: Vec<KeyWish>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Reads a configuration file; one that does not exist says nothing.
    pub fn read(path: &Path) -> Loaded {
        match fs::read(path) {
            Ok(bytes) => Loaded::of(Source::new(path, bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Loaded::default(),
            Err(error) => {
                let problem = Problem::of_file(path, format!("cannot be read ({error}); defaults are used"));
                Loaded { problems: vec![problem], ..Loaded::default() }
            }
        }
    }

    /// Takes in the text of a configuration file.
    pub fn of(source: Source) -> Loaded {
        let mut problems = Vec::new();
        let mut table = items::table(&source, &mut problems);
        let keys = table.remove("keys").map(|v| items::keys(v, &source, &mut problems)).unwrap_or_default();
        let config = items::read(table, &source, &mut problems);
        problems.sort_by_key(|p: &Problem| p.place.as_ref().map(|p| (p.line, p.column)));
        Loaded { config, keys, problems }
    }
}

/// Reads a whole number that has to lie within limits.
fn within<'de, const MIN: u16, const MAX: u16, D: Deserializer<'de>>(value: D) -> Result<u16, D::Error> {
    let number = u16::deserialize(value).ok().filter(|n| (MIN..=MAX).contains(n));
    number.ok_or_else(|| de::Error::custom(format!("expected a whole number from {MIN} to {MAX}")))
}

#[cfg(test)]
mod tests;
