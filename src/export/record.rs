//! The whole record of a case as plain data: what the JSON export prints, what templates are given, and what the other
//! formats are made from.
//!
//! The names are a contract, described by `assets/schemas/notes.schema.json`.

use jiff::Timestamp;
use serde::Serialize;

use super::{Notes, fragment, kind_label, question, readings};
use crate::article::{Article, language};
use crate::case::{self, ArticleEntry, Case, Stand, quote};

/// The name of the format.
pub const FORMAT: &str = "variorum-notes";
/// Rises only when a meaning changes.
pub const VERSION: u32 = 1;

/// A case written out.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// When it was written, where that was asked for.
    pub exported: Option<String>,
    /// The comparison itself.
    pub case: Head,
    /// The articles, in the order of the case.
    pub articles: Vec<Source>,
    /// The annotations, in the order of the case.
    pub annotations: Vec<Annotation>,
}

/// What is known of the comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// What it is about; never empty.
    pub title: String,
    /// When it was made.
    pub created: Option<String>,
}

/// What is known of an article.
#[derive(Debug, Clone, Serialize)]
pub struct Source {
    /// Its number on the screen, from 1.
    pub number: usize,
    /// Its id in the case.
    pub id: String,
    /// Its short name.
    pub name: String,
    /// Its path, as the case writes it.
    pub path: String,
    /// The headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag, stated or told by the words.
    pub language: Option<String>,
    /// The address it came from.
    pub url: Option<String>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// Whether its file could be read for this export.
    pub readable: bool,
}

/// A disagreement.
#[derive(Debug, Clone, Serialize)]
pub struct Annotation {
    /// Its number in this export, from 1.
    pub number: usize,
    /// Its id in the case.
    pub id: String,
    /// Id of its kind.
    pub kind: String,
    /// Name of its kind.
    pub kind_label: String,
    /// The reader's question; may be empty.
    pub question: String,
    /// The question, else its first readings.
    pub heading: String,
    /// How much it matters.
    pub severity: &'static str,
    /// How sure the reader is.
    pub confidence: &'static str,
    /// How far the reader got.
    pub status: &'static str,
    /// Who made it.
    pub by: Option<String>,
    /// When it was made.
    pub created: Option<String>,
    /// When it was last edited.
    pub changed: Option<String>,
    /// Free words to find it by.
    pub tags: Vec<String>,
    /// Addresses of evidence.
    pub evidence: Vec<String>,
    /// The reader's text.
    pub note: String,
    /// What the reader concluded.
    pub verdict: Option<String>,
    /// What is said, by whom: the witnesses with words, grouped.
    pub readings: Vec<Reading>,
    /// Names of the articles in which it was not found.
    pub silent: Vec<String>,
    /// Each article's part in it.
    pub witnesses: Vec<Witness>,
    /// What was looked up.
    pub checks: Vec<Check>,
}

/// What some of the witnesses say.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// The reader's normalised reading, else the words.
    pub says: String,
    /// Names of the articles that say it, each once.
    pub names: Vec<String>,
    /// Indexes of the witnesses that say it.
    pub witnesses: Vec<usize>,
}

/// An article's part in an annotation.
#[derive(Debug, Clone, Serialize)]
pub struct Witness {
    /// Id of the article.
    pub article: String,
    /// Short name of the article.
    pub name: String,
    /// `differs`, `agrees` or `silent`.
    pub stand: &'static str,
    /// The reader's normalised reading.
    pub says: Option<String>,
    /// The exact words; none when it is silent.
    pub text: Option<String>,
    /// What stands before them.
    pub before: Option<String>,
    /// What stands after them.
    pub after: Option<String>,
    /// Their first scalar value in the article's text.
    pub start: Option<usize>,
    /// The scalar value after their last.
    pub end: Option<usize>,
    /// The block of the article in which they stand, from 0, where they were found.
    pub block: Option<usize>,
    /// The state in which the words were found again, when not exact.
    pub anchor: Option<String>,
    /// What the article says there today, when not the same.
    pub now: Option<String>,
    /// For a silent witness: the block where it would have been said, from 0.
    pub near: Option<usize>,
    /// The address of the words themselves, where the article has one.
    pub link: Option<String>,
}

/// Something that was looked up.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// The day, as written.
    pub on: Option<String>,
    /// Who or what was asked.
    pub source: String,
    /// `primary` or `secondary`.
    pub how: Option<String>,
    /// What came of it.
    pub found: Option<String>,
}

impl Record {
    /// Makes the record of a case; `exported` is the moment to date it with, if any.
    pub fn new(notes: &Notes<'_>, exported: Option<Timestamp>) -> Record {
        let case = notes.case;
        Record {
            format: FORMAT,
            version: VERSION,
            exported: exported.map(|at| at.to_string()),
            case: Head::of(case),
            articles: notes.entries().iter().enumerate().map(|(at, e)| source(notes, at + 1, e)).collect(),
            annotations: case
                .annotations
                .iter()
                .enumerate()
                .map(|(at, a)| Annotation::of(notes, at + 1, a))
                .collect(),
        }
    }

    /// Returns the article of that id, when the case has it.
    pub fn article(&self, id: &str) -> Option<&Source> {
        self.articles.iter().find(|a| a.id == id)
    }
}

impl Head {
    fn of(case: &Case) -> Head {
        let title = case.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
        Head {
            id: case.id.clone(),
            title: title.unwrap_or("Notes on the accounts").to_owned(),
            created: case.created.map(|at| at.to_string()),
        }
    }
}

/// Joins what the case knows of an article with what its document says of itself; the case comes first.
fn source(notes: &Notes<'_>, number: usize, entry: &ArticleEntry) -> Source {
    let article = notes.article(&entry.id);
    let known = |case: &Option<String>, pick: fn(&Article) -> &Option<String>| {
        let own = || article.and_then(|a| pick(a).clone());
        case.clone().or_else(own).filter(|text| !text.trim().is_empty())
    };
    let sha256 = Some(entry.bytes_sha256.clone()).filter(|s| !s.is_empty());
    Source {
        number,
        id: entry.id.clone(),
        name: notes.name(&entry.id),
        path: entry.path.clone(),
        title: known(&entry.title, |a| &a.metadata.title),
        source: known(&entry.source, |a| &a.metadata.source),
        author: known(&entry.author, |a| &a.metadata.author),
        published: known(&entry.published, |a| &a.metadata.published),
        language: entry.language.clone().or_else(|| article.and_then(language::tag)),
        url: known(&entry.url, |a| &a.metadata.url),
        sha256: sha256.or_else(|| article.map(|a| a.bytes_sha256.clone())),
        readable: article.is_some(),
    }
}

impl Annotation {
    fn of(notes: &Notes<'_>, number: usize, annotation: &case::Annotation) -> Annotation {
        let witnesses: Vec<Witness> = annotation.witnesses.iter().map(|w| witness(notes, w)).collect();
        let at = |one: &case::Witness| annotation.witnesses.iter().position(|w| std::ptr::eq(w, one));
        let silent = annotation.witnesses.iter().filter(|w| w.stand == Stand::Silent);
        Annotation {
            number,
            id: annotation.id.clone(),
            kind: annotation.kind.clone(),
            kind_label: kind_label(notes.case, annotation),
            question: annotation.question.clone(),
            heading: question(annotation),
            severity: annotation.severity.name(),
            confidence: annotation.confidence.name(),
            status: annotation.status.name(),
            by: annotation.by.clone(),
            created: annotation.created.map(|at| at.to_string()),
            changed: annotation.changed.map(|at| at.to_string()),
            tags: annotation.tags.clone(),
            evidence: annotation.evidence.clone(),
            note: annotation.note.clone(),
            verdict: annotation.verdict.clone().filter(|v| !v.trim().is_empty()),
            readings: readings(annotation)
                .into_iter()
                .map(|r| Reading {
                    says: r.says,
                    names: each_once(r.witnesses.iter().map(|w| notes.name(&w.article))),
                    witnesses: r.witnesses.iter().filter_map(|w| at(w)).collect(),
                })
                .collect(),
            silent: each_once(silent.map(|w| notes.name(&w.article))),
            witnesses,
            checks: annotation.checks.iter().map(check).collect(),
        }
    }
}

fn witness(notes: &Notes<'_>, witness: &case::Witness) -> Witness {
    let entry = notes.entries().iter().find(|e| e.id == witness.article);
    let quote = witness.quote.as_ref();
    let place = quote::member(notes.articles, notes.case, witness);
    let block = place.map(|p| {
        let blocks = &notes.articles[p.article].blocks;
        blocks.partition_point(|b| b.span.end <= p.span.start)
    });
    let url = entry.and_then(|e| e.url.as_deref());
    let side = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    Witness {
        article: witness.article.clone(),
        name: notes.name(&witness.article),
        stand: witness.stand.name(),
        says: witness.says.clone().filter(|s| !s.trim().is_empty()),
        text: quote.map(|q| q.text.clone()),
        before: quote.and_then(|q| side(&q.before)),
        after: quote.and_then(|q| side(&q.after)),
        start: quote.map(|q| q.span.start),
        end: quote.map(|q| q.span.end),
        block,
        anchor: witness.anchor.clone(),
        now: witness.now.clone(),
        near: witness.near,
        link: url.zip(quote).and_then(|(url, quote)| fragment::of(url, quote)),
    }
}

fn check(check: &case::Check) -> Check {
    Check {
        on: check.on.clone(),
        source: check.source.clone(),
        how: check.how.clone(),
        found: check.found.clone(),
    }
}

impl Check {
    /// Returns what there is of it: source, way, day and finding.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let parts =
            [Some(self.source.as_str()), self.how.as_deref(), self.on.as_deref(), self.found.as_deref()];
        parts.into_iter().flatten().filter(|p| !p.trim().is_empty())
    }
}

impl Source {
    /// Returns the name of the file in which its plain text is written beside an export.
    pub fn text_name(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        format!("{}-{}.txt", self.number, self.id.chars().map(plain).collect::<String>())
    }
}

/// Drops names that stand there already.
fn each_once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}
