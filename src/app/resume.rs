//! Where the reader was, as it is kept between two sessions: a page of plain data, made from the model and put back
//! into one.
//!
//! Places are kept with the words that stand there, so they are found again at any width and in an edited article.

use serde::{Deserialize, Serialize};

use super::arrangement::MarksBy;
use super::list::Sort;
use super::threads::{Filter, Item};
use super::{App, View};
use crate::align::PassageRef;
use crate::article::Article;
use crate::case::filter;

/// Scalar values of a passage by which it is known again.
const WORDS: usize = 80;
/// The version of the page.
const VERSION: u32 = 1;

/// Where the reader was; what is missing or makes no sense is left as it is at a first start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resume {
    /// The version of the page.
    pub version: u32,
    /// Id of the case.
    pub case: String,
    /// What was shown.
    pub view: String,
    /// Id of the focused article.
    pub focus: String,
    /// Whether the focused pane stood alone.
    pub zoomed: bool,
    /// Ids of the shown articles, from left to right.
    pub order: Vec<String>,
    /// Id of the article that the others were read against.
    pub base: Option<String>,
    /// What was marked where a wording differs.
    pub marks: String,
    /// Whether the rest was muted.
    pub muted: bool,
    /// The rows of threads.
    pub threads: Rows,
    /// The list of annotations.
    pub list: Listed,
    /// The articles.
    pub article: Vec<Pane>,
    /// Marked places.
    pub mark: Vec<Mark>,
}

/// How the rows of threads stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rows {
    /// Which threads were shown.
    pub filter: String,
    /// Whether rows were folded.
    pub folded: bool,
    /// The first passage of each row that was not as the others.
    pub unlike: Vec<Place>,
    /// The same of the row under the cursor, where rows were shown.
    pub current: Option<Place>,
}

/// How the list of annotations stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// The filter.
    pub filter: String,
    /// What it was sorted by.
    pub sort: String,
    /// Whether the order was turned round.
    pub reverse: bool,
    /// Id of the annotation under the cursor.
    pub current: Option<String>,
}

/// How a pane stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pane {
    /// How wide it was beside the others; 0 for as wide as usual.
    pub weight: u16,
    /// The row on which its passage stood.
    pub row: i32,
    /// The passage under its cursor.
    pub at: Place,
}

/// A passage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Id of its article.
    pub article: String,
    /// Its first scalar value in the article's text.
    pub start: usize,
    /// Its first words.
    pub words: String,
    /// The first words of the passage behind it.
    pub next: String,
}

/// A marked place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    /// Its letter.
    pub letter: String,
    /// The passage.
    pub at: Place,
}

impl View {
    /// All views, with the words that the state keeps.
    const NAMES: [(View, &'static str); 4] = [
        (View::Panes, "panes"),
        (View::Synopsis, "synopsis"),
        (View::Coverage, "coverage"),
        (View::Annotations, "annotations"),
    ];
}

pub(super) fn place_of(article: &Article, passage: usize) -> Place {
    let words = |passage: usize| article.passage_text(passage).chars().take(WORDS).collect();
    let start = article.passages.get(passage).map_or(0, |p| p.span.start);
    Place {
        article: article.id.clone(),
        start: article.scalars.to_scalar(&article.text, start),
        words: words(passage),
        next: words(passage + 1),
    }
}

/// Finds the passage of a place: the one that begins with its words, the nearest where there are several; else the
/// one before the words that followed; else what stands in the same place today.
pub(super) fn find(article: &Article, place: &Place) -> usize {
    let byte = article.scalars.to_byte(&article.text, place.start);
    let here = article.passage_at(byte).unwrap_or(0);
    let nearest = |words: &str| {
        let begins = |p: &usize| !words.is_empty() && article.passage_text(*p).starts_with(words);
        if begins(&here) {
            return Some(here);
        }
        (0..article.passages.len()).filter(begins).min_by_key(|p| p.abs_diff(here))
    };
    let before_next = || nearest(&place.next).and_then(|p| p.checked_sub(1));
    nearest(&place.words).or_else(before_next).unwrap_or(here)
}

impl App {
    /// Returns where the reader is.
    pub fn remember(&mut self) -> Resume {
        let id = |a: &usize| self.articles.get(*a).map(|a| a.id.clone());
        let order: Vec<String> = self.arrangement.order.iter().filter_map(id).collect();
        let base = self.arrangement.base.as_ref().and_then(id);
        let focus = id(&self.focus).unwrap_or_default();
        let place = |at: PassageRef| self.articles.get(at.article).map(|a| place_of(a, at.passage));
        let first = |item: &Item| self.telling(*item);
        let row = self.threads.item().filter(|_| self.view.has_rows());
        let current = row.and_then(|row| self.telling(row)).or(self.threads.waiting_row).and_then(place);
        let unlike = self.threads.unlike.iter().filter_map(first).chain(self.threads.waiting.iter().copied());
        let mut unlike: Vec<Place> = unlike.filter_map(place).collect();
        unlike.sort_by(|a, b| (&a.article, a.start).cmp(&(&b.article, b.start)));
        let letters = self.places.letters().into_iter();
        let marks = letters.filter_map(|letter| {
            let place = self.places.marked(letter)?;
            let article = self.articles.get(place.article)?;
            let at = place_of(article, article.passage_at(place.byte)?);
            Some(Mark { letter: letter.to_string(), at })
        });
        let marks = marks.collect();
        let name = View::NAMES.iter().find(|(view, _)| *view == self.view).map_or("", |(_, name)| name);
        Resume {
            version: VERSION,
            case: self.case.id.clone(),
            view: name.to_owned(),
            focus,
            zoomed: self.zoomed,
            order,
            base,
            marks: self.arrangement.marks.name().to_owned(),
            muted: self.arrangement.muted,
            threads: Rows {
                filter: self.threads.filter.name().to_owned(),
                folded: self.threads.folded,
                unlike,
                current,
            },
            list: Listed {
                filter: self.list.filter.clone(),
                sort: self.list.sort.name().to_owned(),
                reverse: self.list.reverse,
                current: self.list.current.clone(),
            },
            article: (0..self.articles.len()).map(|article| self.remember_pane(article)).collect(),
            mark: marks,
        }
    }

    fn remember_pane(&mut self, article: usize) -> Pane {
        let passage = self.panes.get(article).map_or(0, |p| p.cursor);
        let start = self.passage_span(article, passage).start;
        let row = self.with_pane(article, |pane, wrapped, _| pane.row_of(wrapped, start)).unwrap_or(0);
        Pane { weight: self.arrangement.weight(article), row, at: place_of(&self.articles[article], passage) }
    }

    /// Goes back to where the reader was; what is not there any more is passed over.
    pub fn resume(&mut self, page: &Resume) {
        let index = |id: &str| self.articles.iter().position(|a| a.id == id);
        let known = |id: &str| page.article.iter().any(|p| p.at.article == id);
        let mut order: Vec<usize> = page.order.iter().filter_map(|id| index(id)).collect();
        if page.version > VERSION || order.is_empty() {
            return;
        }
        // Articles that came in since are shown behind the others.
        order.extend((0..self.articles.len()).filter(|a| !known(&self.articles[*a].id)));
        let mut seen = vec![false; self.articles.len()];
        order.retain(|a| !std::mem::replace(&mut seen[*a], true));
        let base = page.base.as_deref().and_then(index);
        let focus = index(&page.focus).filter(|f| order.contains(f)).or(order.first().copied());
        let passages = |at: &Place| {
            let article = index(&at.article)?;
            Some(PassageRef { article, passage: find(&self.articles[article], at) })
        };
        let panes: Vec<(&Pane, PassageRef)> =
            page.article.iter().filter_map(|pane| Some((pane, passages(&pane.at)?))).collect();
        self.threads.waiting = page.threads.unlike.iter().filter_map(passages).collect();
        self.threads.waiting_row = page.threads.current.as_ref().and_then(passages);
        let marks: Vec<(char, PassageRef)> = page
            .mark
            .iter()
            .filter_map(|mark| Some((mark.letter.chars().next()?, passages(&mark.at)?)))
            .collect();

        self.arrangement.order = order;
        self.arrangement.base = base;
        self.arrangement.muted = page.muted;
        let named = MarksBy::ALL.into_iter().find(|m| m.name() == page.marks);
        self.arrangement.marks = named.unwrap_or_default();
        self.zoomed = page.zoomed;
        self.focus = focus.unwrap_or(0);
        (self.last_focus, self.came_from) = (self.focus, None);
        for (pane, at) in panes.iter().filter(|(pane, _)| pane.weight != 0) {
            self.arrangement.set_weight(at.article, pane.weight);
        }
        // Widths decide on heights, so the rows come once all panes have theirs.
        for (pane, at) in panes {
            let (_, height) = self.text_size(at.article);
            let row = pane.row.clamp(0, i32::from(height.max(1)) - 1);
            self.put_level(at.article, at.passage, row);
        }
        self.keep_cursor_visible();
        for (letter, at) in marks {
            let byte = self.passage_span(at.article, at.passage).start;
            self.places.mark(letter, super::places::Place { article: at.article, byte, row: 0 });
        }
        self.resume_views(page);
    }

    fn resume_views(&mut self, page: &Resume) {
        let filter = Filter::ALL.into_iter().find(|f| f.name() == page.threads.filter);
        self.threads.filter = filter.unwrap_or_default();
        self.threads.folded = page.threads.folded;
        let list = &page.list;
        if filter::Filter::parse(&list.filter, &self.vocabulary()).is_ok() {
            self.list.filter.clone_from(&list.filter);
        }
        self.list.sort = Sort::from_name(&list.sort).unwrap_or_default();
        self.list.reverse = list.reverse;
        self.list.current.clone_from(&list.current);
        let view = View::NAMES.iter().find(|(_, name)| *name == page.view);
        self.view = view.map_or(View::Panes, |(view, _)| *view);
        if self.view.has_rows() {
            self.open_rows();
        }
    }

    /// Folds the rows of the last time, once there are rows.
    pub(super) fn resume_folds(&mut self) {
        for at in std::mem::take(&mut self.threads.waiting) {
            let threads = self.index.threads(at).iter().map(|t| Item::Thread(*t as usize));
            let is_told = |item: &Item| self.telling(*item) == Some(at);
            let item = threads.chain([Item::Only(at)]).find(is_told);
            self.threads.unlike.extend(item);
        }
    }

    /// Returns the row under the cursor of the last time, once there are rows.
    pub(super) fn resume_row(&mut self) -> Option<usize> {
        if self.aligning.is_some() || self.threads.rows.is_empty() {
            return None;
        }
        let at = self.threads.waiting_row.take()?;
        self.threads.rows.iter().position(|row| self.telling(*row) == Some(at))
    }

    /// Returns the first passage of a row that stands in no other one, else its first: a passage can stand in two threads.
    fn telling(&self, item: Item) -> Option<PassageRef> {
        let members = self.members(item);
        let own = members.iter().map(|m| m.passage_ref()).find(|at| self.index.threads(*at).len() < 2);
        own.or(members.first().map(|m| m.passage_ref()))
    }
}
