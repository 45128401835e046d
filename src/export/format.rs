//! The formats by their names: the one place where each is written.

use std::io::Write;

use super::html;
use super::record::Record;
use super::template::{self, BUNDLED, TemplateError};
use super::{Notes, csv, json, jsonld, markdown};

macro_rules! formats {
    ($($variant:ident $name:literal $ending:literal $text:literal)+) => {
        /// A format of the notes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // The table's texts say what each is.
        pub enum Format { $($variant),+ }

        impl Format {
            /// All formats.
            pub const ALL: &'static [Format] = &[$(Format::$variant),+];

            /// Returns its name.
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name),+ }
            }

            /// Returns the ending of its files.
            pub fn ending(self) -> &'static str {
                match self { $(Format::$variant => $ending),+ }
            }

            /// Returns what it is.
            pub fn text(self) -> &'static str {
                match self { $(Format::$variant => $text),+ }
            }
        }
    };
}

formats! {
    Md "md" "md" "Markdown, as GitHub reads it"
    Html "html" "html" "a page for a browser: the articles side by side, the annotations"
    Csv "csv" "csv" "a table with a row per annotation"
    CsvLong "csv-long" "csv" "a table with a row per witness"
    Json "json" "json" "all of the record, for programs"
    Jsonld "jsonld" "jsonld" "annotations of the W3C"
    Tei "tei" "xml" "a critical apparatus in TEI P5"
    Org "org" "org" "an outline for Org mode"
    Text "text" "txt" "plain text"
    ClaimReview "claimreview" "json" "ClaimReview, without ratings"
}

impl Format {
    /// Returns the format of a name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// Writes the notes as somebody wants them.
    ///
    /// # Errors
    /// What `out` returns.
    pub fn write(
        self,
        out: &mut impl Write,
        notes: &Notes<'_>,
        record: &Record,
        wishes: &Wishes<'_>,
    ) -> Result<(), TemplateError> {
        match self {
            Format::Md => markdown::write(out, record, wishes.flavor)?,
            Format::Html => html::write(out, notes, record, &wishes.page)?,
            Format::Csv => csv::write_wide(out, record, wishes.bom)?,
            Format::CsvLong => csv::write_long(out, record, wishes.bom)?,
            Format::Json => json::write(out, record)?,
            Format::Jsonld => jsonld::write(out, record, wishes.texts)?,
            Format::Tei => template::write(out, template::TEI, record)?,
            Format::Org | Format::Text | Format::ClaimReview => {
                for (_, bundled) in BUNDLED.iter().filter(|(name, _)| *name == self.name()) {
                    template::write(out, *bundled, record)?;
                }
            }
        }
        Ok(())
    }
}

/// What can be wanted of a format beside itself; each is heard by one or two of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes<'a> {
    /// Whose Markdown.
    pub flavor: markdown::Flavor,
    /// What the page has besides the record.
    pub page: html::Options<'a>,
    /// Whether a table begins with a byte order mark.
    pub bom: bool,
    /// The address of the articles' plain texts, where they are written beside the annotations of the W3C.
    pub texts: Option<&'a str>,
}
