//! Work with passim (github.com/dasmiq/passim), which finds passages that were used again among millions of pages: articles
//! written as its input, and a cluster of its output made into a case.
//!
//! `records` reads its lines, `clusters` lists and gathers them, `place` finds a passage in the text as this program reads
//! it, `same` says which sentences of two passages are the same, [`make`] puts the case together.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::align::PassageRef;
use crate::article::{Article, Format, ReadAs, Role, Span, ids, read_as};
use crate::case::{Case, Stand, Tie, Witness, entry, quote};

pub mod clusters;
mod place;
pub mod records;
mod same;

use clusters::Document;

/// Documents of a cluster that one case takes: more stand beside each other on no screen.
pub const MOST_DOCUMENTS: usize = 50;

/// Why there is no case.
#[derive(Debug, thiserror::Error)]
pub enum PassimError {
    /// A file cannot be read.
    #[error("{path}: cannot be read ({error})")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// A folder holds nothing of passim's.
    #[error("{0}: holds no lines of passim; name its out.json folder, or one of the part files in it")]
    EmptyFolder(PathBuf),
    /// It is neither file nor folder.
    #[error("{0}: is a pipe, socket or device; save what it gives to a file")]
    Special(PathBuf),
    /// Another way of packing.
    #[error("{0}: is packed with bzip2; unpack it first, as with bunzip2")]
    Packed(PathBuf),
    /// There is nothing of a cluster in it.
    #[error(
        "no line belongs to a cluster; name what passim wrote into out.json, not its input and not align.json"
    )]
    NoClusters,
    /// There is no such cluster.
    #[error("there is no cluster {0}; --list shows which there are")]
    NoSuchCluster(String),
    /// The cluster is too large for a case.
    #[error(
        "cluster {cluster} has more than {limit} MB of text, which is more than a case can show; take a smaller one"
    )]
    TooLarge {
        /// The cluster.
        cluster: String,
        /// The limit.
        limit: u64,
    },
    /// None of its documents is left.
    #[error("cluster {0} has no two documents with text, so there is nothing to compare")]
    TooFew(String),
}

/// An article as passim takes it.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    id: &'a str,
    /// Passim looks for nothing within one series.
    series: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: String,
}

impl<'a> Line<'a> {
    /// Makes the line of an article: its own words, without what surrounds them on a page, a blank line between blocks.
    pub fn of(article: &'a Article, by_source: bool) -> Line<'a> {
        let about = &article.metadata;
        let own = article.blocks.iter().filter(|b| b.role != Role::Boilerplate);
        let blocks: Vec<&str> = own.map(|b| article.slice(b.span)).collect();
        Line {
            id: &article.id,
            series: about.source.as_deref().filter(|_| by_source).unwrap_or(&article.id),
            title: about.title.as_deref(),
            source: about.source.as_deref(),
            author: about.author.as_deref(),
            date: about.published.as_deref(),
            language: about.language.as_deref(),
            url: about.url.as_deref(),
            text: blocks.join("\n\n"),
        }
    }
}

/// A case made of a cluster, with the files of its articles.
#[derive(Debug)]
pub struct Made {
    /// The case, with its ties.
    pub case: Case,
    /// The files, by their paths relative to the case.
    pub files: Vec<(String, String)>,
    /// What was left out, one sentence each.
    pub notices: Vec<String>,
}

/// A document as an article, with the places of its passages.
struct Read {
    article: Article,
    spans: Vec<Span>,
}

/// Makes a case of the documents of a cluster, which has this name; id and moment are handed in.
///
/// # Errors
/// Fewer than two of the documents have text.
pub fn make(
    cluster: &str,
    documents: Vec<Document>,
    id: String,
    now: Timestamp,
) -> Result<Made, PassimError> {
    let mut notices = Vec::new();
    let mut used = FxHashSet::default();
    let (mut files, mut read) = (Vec::new(), Vec::new());
    for document in documents {
        let path = format!("articles/{}.txt", ids::unused(&ids::slug(&document.record.id), &mut used));
        let text = document.text();
        let how = ReadAs { format: Some(Format::Text), encoding: Some("utf-8".into()), ..ReadAs::default() };
        match read_as(text.as_bytes(), &path, &how) {
            Ok(article) => {
                read.push(placed(article, &document, &mut notices));
                files.push((path, text));
            }
            Err(error) => notices.push(format!("the document {} {error}", document.record.id)),
        }
    }
    if read.len() < 2 {
        return Err(PassimError::TooFew(cluster.to_owned()));
    }
    let (pairs, cut) = same::pairs(&read);
    notices.extend(cut);
    let case = Case {
        id,
        title: Some(format!("passim cluster {cluster}")),
        created: Some(now),
        articles: read.iter().map(|r| entry::of(&r.article, Path::new(""))).collect(),
        ties: pairs.into_iter().map(|pair| tie(&read, pair)).collect(),
        ..Case::default()
    };
    Ok(Made { case, files, notices })
}

/// Names an article after its document and finds the passages in it.
fn placed(mut article: Article, document: &Document, notices: &mut Vec<String>) -> Read {
    let record = &document.record;
    let about = &mut article.metadata;
    about.title = record.title.clone().or(about.title.take());
    about.source = record.source.clone().or_else(|| record.series.clone()).or(about.source.take());
    about.published = record.date.clone().or(about.published.take());
    about.author = record.author.clone().or(about.author.take());
    about.language = record.language.clone().or(about.language.take());
    about.url = record.url.clone().or(about.url.take());
    let found = document.passages.iter().filter_map(|passage| {
        let raw = document.full.as_deref().and_then(|full| Some((full, passage.begin?)));
        place::find(&article.text, &passage.text, raw)
    });
    let spans: Vec<Span> = found.collect();
    match document.passages.len() - spans.len() {
        0 => {}
        1 => notices.push(format!("a passage of the document {} is not in its text", record.id)),
        n => notices.push(format!("{n} passages of the document {} are not in its text", record.id)),
    }
    Read { article, spans }
}

/// Ties two passages as the same claim.
fn tie(read: &[Read], pair: [PassageRef; 2]) -> Tie {
    let witness = |at: PassageRef| {
        let article = &read[at.article].article;
        let quote = Some(quote::make(article, article.passages[at.passage].span));
        Witness { article: article.id.clone(), stand: Stand::Differs, quote, ..Witness::default() }
    };
    Tie { same: true, by: Some("passim".into()), witnesses: pair.map(witness).to_vec() }
}
