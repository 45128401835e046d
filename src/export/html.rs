//! One page for a browser, without script and network: the articles side by side with the annotated words and those that
//! differ, the apparatus, and the annotations.

use std::io::Write;

use serde::Serialize;
use unicode_bidi::{Direction, get_base_direction_full};

use super::Notes;
use super::record::Record;
use super::template::{self, Template, TemplateError};
use crate::align::{Alignment, Member, Thread, differ};
use crate::article::{Article, Span, fold, language};
use crate::case::quote;
use pieces::{Mark, Marks, Piece};

mod pieces;

const PAGE: Template<'static> =
    Template { name: "notes.html", source: include_str!("../../assets/templates/notes.html") };
const STYLE: &str = include_str!("../../assets/templates/notes.css");

/// What a page has besides the record.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Leaves the articles' texts out, all but the annotated words.
    pub quotes_only: bool,
    /// What matches between the articles of the notes, for the words that differ.
    pub alignment: Option<&'a Alignment>,
}

#[derive(Debug, Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    record: &'a Record,
    style: &'static str,
    /// A column for each article that is shown.
    columns: Vec<Column<'a>>,
    /// Every wording of what several articles say.
    threads: Vec<Wordings<'a>>,
    /// By annotation and witness, whether the words are marked in a column.
    marked: Vec<Vec<bool>>,
    /// By article of the record, how its words are written.
    scripts: Vec<Script>,
}

/// The language and direction of a text.
#[derive(Debug, Clone, Serialize)]
struct Script {
    id: String,
    lang: String,
    dir: &'static str,
}

#[derive(Debug, Serialize)]
struct Column<'a> {
    id: &'a str,
    script: Script,
    blocks: Vec<Block<'a>>,
}

#[derive(Debug, Serialize)]
struct Block<'a> {
    role: &'static str,
    dir: &'static str,
    pieces: Vec<Piece<'a>>,
}

/// A thread as a list of wordings.
#[derive(Debug, Serialize)]
struct Wordings<'a> {
    wordings: Vec<Wording<'a>>,
    /// Names of the articles in which it was not found.
    silent: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Wording<'a> {
    name: String,
    number: usize,
    script: Script,
    pieces: Vec<Piece<'a>>,
}

/// Writes the page.
///
/// # Errors
/// What `out` returns.
pub fn write(
    out: &mut impl Write,
    notes: &Notes<'_>,
    record: &Record,
    options: &Options<'_>,
) -> Result<(), TemplateError> {
    let texts = !options.quotes_only;
    let threads = options.alignment.filter(|_| texts).map_or(&[][..], |a| &a.threads);
    let mut marks = differing(notes.articles, threads);
    let mut marked = mark_witnesses(notes, &mut marks);
    if !texts {
        marked.iter_mut().flatten().for_each(|is_marked| *is_marked = false);
    }
    let marks: Vec<Marks> = marks.into_iter().map(Marks::new).collect();
    // In the order of the case, which is that of the panes.
    let places = notes.entries().iter().filter_map(|e| notes.articles.iter().position(|a| a.id == e.id));
    let page = Page {
        record,
        style: STYLE,
        marked,
        columns: places.filter(|_| texts).map(|at| column(notes.articles[at], &marks[at])).collect(),
        threads: threads.iter().filter_map(|t| wordings(notes, record, t)).collect(),
        scripts: notes.articles.iter().map(|a| script(a)).collect(),
    };
    template::write(out, PAGE, &page)
}

/// Marks the words of the annotations, and says by annotation and witness which were found.
fn mark_witnesses(notes: &Notes<'_>, marks: &mut [Vec<Mark>]) -> Vec<Vec<bool>> {
    let mut marked = Vec::new();
    for (annotation, record) in notes.case.annotations.iter().enumerate() {
        let mut found = Vec::new();
        for (witness, part) in record.witnesses.iter().enumerate() {
            let place = quote::member(notes.articles, notes.case, part);
            if let Some(place) = place {
                marks[place.article].push(Mark { span: place.span, of: Some((annotation + 1, witness + 1)) });
            }
            found.push(place.is_some());
        }
        marked.push(found);
    }
    marked
}

fn column<'a>(article: &'a Article, marks: &Marks) -> Column<'a> {
    let block = |b: &crate::article::Block| Block {
        role: b.role.name(),
        dir: direction(article.slice(b.span)),
        pieces: pieces::cut(article, b.span, marks),
    };
    Column { id: &article.id, script: script(article), blocks: article.blocks.iter().map(block).collect() }
}

/// Returns by article the words in which the passages of a thread differ from its first one.
fn differing(articles: &[&Article], threads: &[Thread]) -> Vec<Vec<Mark>> {
    let mark = |span: Span| Mark { span, of: None };
    let mut out: Vec<Vec<Mark>> = articles.iter().map(|_| Vec::new()).collect();
    for thread in threads {
        let Some((first, others)) = thread.members.split_first() else { continue };
        for other in others.iter().filter(|m| m.article != first.article) {
            let words = |m: &Member| articles[m.article].slice(m.span);
            let compared = differ::compare(words(first), words(other));
            if !compared.reworded {
                out[first.article].extend(compared.base_only.iter().map(|s| mark(s.shift(first.span.start))));
                out[other.article]
                    .extend(compared.other_only.iter().map(|s| mark(s.shift(other.span.start))));
            }
        }
    }
    out
}

/// Returns a thread's wordings, when they are not all the same.
fn wordings<'a>(notes: &Notes<'a>, record: &Record, thread: &Thread) -> Option<Wordings<'a>> {
    let words = |m: &Member| fold::fold_text(notes.articles[m.article].slice(m.span));
    let first = words(thread.members.first()?);
    if thread.members.iter().all(|m| words(m) == first) {
        return None;
    }
    // What differs from the wordings of another thread is not to be marked here.
    let differing: Vec<Marks> =
        differing(notes.articles, std::slice::from_ref(thread)).into_iter().map(Marks::new).collect();
    let wording = |m: &Member| {
        let article = notes.articles[m.article];
        Wording {
            name: notes.name(&article.id),
            number: record.article(&article.id).map_or(0, |a| a.number),
            script: script(article),
            pieces: pieces::cut(article, m.span, &differing[m.article]),
        }
    };
    let silent = thread.silent.iter().map(|a| notes.name(&notes.articles[*a].id)).collect();
    Some(Wordings { wordings: thread.members.iter().map(wording).collect(), silent })
}

fn script(article: &Article) -> Script {
    Script {
        id: article.id.clone(),
        lang: language::tag(article).unwrap_or_default(),
        dir: direction(&article.text),
    }
}

/// Returns the direction of a text's first letter.
fn direction(text: &str) -> &'static str {
    if get_base_direction_full(text) == Direction::Rtl { "rtl" } else { "ltr" }
}
