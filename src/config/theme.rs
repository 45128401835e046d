//! Themes: a style for every meaning, as data that knows no terminal library.
//!
//! A theme is a TOML file: `inherits` names a built-in theme that it starts from, `[styles]` gives meanings a style:
//! `differs = { fg = "magenta", bg = 236, modifiers = ["bold"] }`. A colour is a name of the terminal's own palette, a
//! number from 0 to 255, or `"#rrggbb"`. What a style does not say it has from the theme below.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::environment::Environment;
use super::items;
use super::place::{Problem, Source, nearest};

mod color;

pub use color::{Ansi, Color};

macro_rules! meanings {
    ($($(#[$doc:meta])+ $name:ident,)+) => {
        /// Something for every meaning that is drawn in a style of its own.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Meanings<S> { $($(#[$doc])+ pub $name: S,)+ }

        impl<S> Meanings<S> {
            /// Turns the thing of every meaning into another.
            pub fn map<T>(&self, mut turn: impl FnMut(&S) -> T) -> Meanings<T> {
                Meanings { $($name: turn(&self.$name),)+ }
            }

            /// Joins the things of two for every meaning.
            pub fn join<T>(&self, other: &Meanings<S>, mut join: impl FnMut(&S, &S) -> T) -> Meanings<T> {
                Meanings { $($name: join(&self.$name, &other.$name),)+ }
            }

            /// Returns the thing of every meaning with the meaning's name.
            pub fn named(&self) -> Vec<(&'static str, &S)> {
                vec![$((stringify!($name), &self.$name),)+]
            }
        }
    };
}

meanings! {
    /// The text of articles, and everything else.
    text,
    /// What is there but not looked for.
    muted,
    /// A heading of an article.
    heading,
    /// What is no part of an article's account: promotion, credits, captions.
    boilerplate,
    /// A quotation that stands by itself.
    quotation,
    /// The passage under the cursor.
    cursor,
    /// A passage that matches it.
    matching,
    /// Words of a match that the passage under the cursor has not.
    differs,
    /// The words of the suspect that is looked at.
    suspect,
    /// The words of an annotation.
    annotation,
    /// Damaged characters.
    damage,
    /// What the search found.
    found,
    /// What the reader selected.
    selection,
    /// Headings of the program's own.
    title,
    /// The head of a pane.
    head,
    /// The head of the focused pane.
    head_focused,
    /// Lines between panes.
    border,
    /// The frame of a window over the panes.
    border_focused,
    /// The inside of such a window.
    window,
    /// An article that has the passage.
    gutter_on,
    /// An article in which it was not found.
    gutter_off,
    /// An article that has a thread word for word, on the map.
    heat_high,
    /// An article that has it in words of its own.
    heat_low,
    /// The status line.
    status,
    /// A key in hints.
    hint_key,
    /// A message that something was done.
    done,
    /// A message that something could not be done.
    refused,
    /// A message that something is wrong.
    wrong,
    /// An article that is silent.
    silent,
    /// The line under the cursor in lists and dialogs.
    picked,
}

/// A style; what it leaves open shows through from below.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StyleData {
    /// Colour of the characters.
    pub fg: Option<Color>,
    /// Colour behind them.
    pub bg: Option<Color>,
    /// What else is done to them.
    pub modifiers: Option<Vec<Modifier>>,
}

impl StyleData {
    fn over(&self, below: &StyleData) -> StyleData {
        StyleData {
            fg: self.fg.or(below.fg),
            bg: self.bg.or(below.bg),
            modifiers: self.modifiers.clone().or_else(|| below.modifiers.clone()),
        }
    }
}

/// What is done to characters beside colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // They are named as terminals name them.
pub enum Modifier {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
    CrossedOut,
}

/// The styles of a theme.
pub type Styles = Meanings<StyleData>;

/// The themes that come with the program; each but the first inherits from one before it.
const BUILT_IN: &[(&str, &str)] = &[
    ("mono", include_str!("../../assets/themes/mono.toml")),
    ("ansi", include_str!("../../assets/themes/ansi.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
];

/// Returns the names of the themes that come with the program.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// Returns the built-in theme that suits the terminal, from what the environment tells; it asks the terminal nothing.
///
/// Without certain knowledge of the background the theme uses the terminal's own palette, which its owner made readable.
pub fn automatic(environment: &Environment) -> &'static str {
    match environment.is_dark() {
        _ if environment.no_color || environment.term == "dumb" => "mono",
        Some(true) if environment.has_palette() => "dark",
        Some(false) if environment.has_palette() => "light",
        _ => "ansi",
    }
}

/// Returns the styles of a built-in theme.
pub fn built_in(name: &str) -> Option<Styles> {
    let at = BUILT_IN.iter().position(|(n, _)| *n == name)?;
    let (name, text) = BUILT_IN[at];
    // A test shows that they are free of problems.
    Some(read(&Source::new(Path::new(name), text), &BUILT_IN[..at], &mut Vec::new()))
}

/// Returns the styles of the theme of that name: `auto`, a built-in one, or a file of the folder `themes`.
///
/// # Errors
/// There is no such theme; the sentence names those that there are.
pub fn find(name: &str, environment: &Environment) -> Result<(Styles, Vec<Problem>), String> {
    let name = if name == "auto" { automatic(environment) } else { name };
    if let Some(styles) = built_in(name) {
        return Ok((styles, Vec::new()));
    }
    let folder = environment.config_dir.as_ref().map(|d| d.join("themes"));
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
    let path = folder.as_ref().filter(|_| plain).map(|f| f.join(format!("{name}.toml")));
    match path.map(|p| (fs::read(&p), p)) {
        Some((Ok(bytes), path)) => {
            let mut problems = Vec::new();
            let styles = read(&Source::new(&path, bytes), BUILT_IN, &mut problems);
            Ok((styles, problems))
        }
        _ => Err(missing(name, folder.as_deref())),
    }
}

fn missing(name: &str, folder: Option<&Path>) -> String {
    let own = folder.map(|f| format!("; your own are files such as {}", f.join("NAME.toml").display()));
    let all: Vec<&str> = std::iter::once("auto").chain(names()).collect();
    match nearest(name, all.iter().copied()) {
        Some(near) => format!("`{name}` is no theme; did you mean `{near}`?"),
        None => format!("`{name}` is no theme; there are {}{}", all.join(", "), own.unwrap_or_default()),
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Head {
    inherits: String,
}

impl Default for Head {
    fn default() -> Self {
        Head { inherits: "ansi".into() }
    }
}

/// Reads a theme over those that it may inherit from.
fn read(source: &Source, below: &[(&str, &str)], problems: &mut Vec<Problem>) -> Styles {
    let mut table = items::table(source, problems);
    let styles = table.remove("styles").map(|v| items::sub_table("styles", v, source, problems));
    let inherited = table.get("inherits").map(toml::Spanned::span);
    let head: Head = items::read(table, source, problems);
    let own: Styles = items::read(styles.unwrap_or_default(), source, problems);
    let Some(at) = below.iter().position(|(name, _)| *name == head.inherits) else {
        if let Some(span) = inherited {
            let names = below.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(", ");
            problems.push(source.problem(span, format!("a theme can inherit from {names}")));
        }
        return own;
    };
    let (name, text) = below[at];
    let parent = read(&Source::new(Path::new(name), text), &below[..at], problems);
    own.join(&parent, StyleData::over)
}

#[cfg(test)]
mod tests;
