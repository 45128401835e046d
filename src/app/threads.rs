//! Threads as rows: which of them the synopsis and the coverage list, in which order, and the cursor that both share.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::index::{Index, whole};
use super::places::Place;
use super::synopsis::Cell;
use super::{App, View};
use crate::align::{Member, PassageRef, Relation};

/// Which threads are shown and walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those that every article has.
    Everywhere,
    /// What one article alone says: passages, not threads.
    OneArticle,
    /// Those with a suspect that is not set aside.
    Conflicting,
    /// Those of one voice: articles that copy each other count as one.
    OneSource,
}

impl Filter {
    /// All filters, in the order of the key that changes them.
    pub const ALL: [Filter; 5] =
        [Filter::All, Filter::Everywhere, Filter::OneArticle, Filter::Conflicting, Filter::OneSource];

    /// Returns the word that the palette takes.
    pub fn name(self) -> &'static str {
        match self {
            Filter::All => "all",
            Filter::Everywhere => "everywhere",
            Filter::OneArticle => "one-article",
            Filter::Conflicting => "conflicting",
            Filter::OneSource => "one-source",
        }
    }

    /// Returns a few words for the head of the screen.
    pub fn text(self) -> &'static str {
        match self {
            Filter::All => "all threads",
            Filter::Everywhere => "in every article",
            Filter::OneArticle => "in one article only",
            Filter::Conflicting => "with a suspect",
            Filter::OneSource => "from one source",
        }
    }
}

/// A row: a thread, or a passage that was found in one article only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// The thread of that index.
    Thread(usize),
    /// A passage without a thread.
    Only(PassageRef),
}

/// The rows and what is known about them.
#[derive(Debug, Default)]
pub struct Threads {
    /// Which threads are shown.
    pub filter: Filter,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Whether rows are folded to one line, but for those in `unlike`.
    pub folded: bool,
    /// Rows that are not as the others.
    pub unlike: FxHashSet<Item>,
    /// The first passages of rows that were not as the others the last time, until there are rows.
    pub waiting: Vec<PassageRef>,
    /// The same of the row under the cursor.
    pub waiting_row: Option<PassageRef>,
    /// The rows, in order.
    pub rows: Vec<Item>,
    /// The suspects of each thread that has any; those set aside are left out.
    pub suspects: FxHashMap<usize, Vec<usize>>,
    /// Passages that an annotation touches.
    pub annotated: FxHashSet<PassageRef>,
    /// Threads and articles that have them word for word.
    pub verbatim: FxHashSet<(usize, usize)>,
    /// Where the cursor stood when the rows came on the screen.
    pub opened_at: Option<Place>,
    /// Whether the cursor was moved since the rows came on the screen.
    pub moved: bool,
    /// Cells of rows that were on the screen, by row and width.
    pub(super) cells: FxHashMap<(Item, u16), Arc<[Cell]>>,
    made: Option<Made>,
}

/// What the rows were made of.
#[derive(Debug, Clone)]
struct Made {
    index: Arc<Index>,
    edition: u64,
    filter: Filter,
    base: usize,
}

impl Threads {
    /// Returns the row under the cursor.
    pub fn item(&self) -> Option<Item> {
        self.rows.get(self.cursor).copied()
    }

    /// Forgets the rows; what waits for new ones goes on waiting.
    pub(super) fn forget(&mut self) {
        self.rows.clear();
        self.unlike.clear();
        self.cells.clear();
        (self.suspects, self.annotated, self.verbatim) = Default::default();
        (self.cursor, self.top, self.made) = (0, 0, None);
    }

    /// Returns whether a row is folded to one line.
    pub fn is_folded(&self, item: Item) -> bool {
        self.folded != self.unlike.contains(&item)
    }
}

impl App {
    /// Makes the rows anew when what they are made of has changed and they are needed.
    pub(crate) fn refresh_threads(&mut self) {
        if !self.view.has_rows() && self.threads.filter == Filter::All {
            return;
        }
        let base = self.base_article();
        let known = self.threads.made.as_ref();
        let same_index = known.is_some_and(|m| Arc::ptr_eq(&m.index, &self.index));
        let fresh =
            known.is_some_and(|m| (m.edition, m.filter, m.base) == (self.edition, self.threads.filter, base));
        if same_index && fresh {
            return;
        }
        let before = self.threads.item().filter(|_| same_index);
        self.gather_facts();
        self.threads.rows = self.rows_of(self.threads.filter);
        self.threads.cells.clear();
        if !same_index {
            self.threads.unlike.clear();
        }
        if self.aligning.is_none() && !self.threads.rows.is_empty() {
            self.resume_folds();
        }
        self.threads.made = Some(Made {
            index: Arc::clone(&self.index),
            edition: self.edition,
            filter: self.threads.filter,
            base,
        });
        let kept = before.and_then(|b| self.threads.rows.iter().position(|i| *i == b));
        let resumed = self.resume_row().or(kept);
        self.threads.cursor = resumed.unwrap_or_else(|| self.row_here());
    }

    fn gather_facts(&mut self) {
        let alignment = &self.index.alignment;
        let mut suspects: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (number, suspect) in alignment.suspects.iter().enumerate() {
            if !self.is_set_aside(number) {
                // Where two threads disagree, both are touched.
                let members = suspect.members();
                let touched = members.flat_map(|m| self.index.threads(m.passage_ref()));
                let touched = touched.map(|t| *t as usize).chain(suspect.threads.iter().copied());
                for thread in touched.collect::<BTreeSet<usize>>() {
                    suspects.entry(thread).or_default().push(number);
                }
            }
        }
        let links = alignment.links.iter().filter(|l| l.tier.is_shown() && l.relation == Relation::Verbatim);
        let ends = links.flat_map(|l| l.threads.iter().flat_map(|t| [(*t, l.a.article), (*t, l.b.article)]));
        let verbatim = ends.collect();
        let mut annotated = FxHashSet::default();
        for located in &self.witnessed {
            let passages = self.articles.get(located.article).map_or(&[][..], |a| &a.passages);
            let touched = passages.iter().enumerate().skip(located.passage);
            let touched = touched.take_while(|(_, p)| p.span.start < located.span.end);
            annotated.extend(touched.map(|(passage, _)| PassageRef { article: located.article, passage }));
        }
        self.threads.suspects = suspects;
        self.threads.annotated = annotated;
        self.threads.verbatim = verbatim;
    }

    /// Returns the rows that pass a filter: in the order of the base article, then of the others.
    fn rows_of(&self, filter: Filter) -> Vec<Item> {
        let alignment = &self.index.alignment;
        let mut rows: Vec<Item> = match filter {
            Filter::OneArticle => alignment.only.iter().map(|at| Item::Only(*at)).collect(),
            _ => (0..alignment.threads.len()).filter(|t| self.passes(*t)).map(Item::Thread).collect(),
        };
        let base = self.base_article();
        rows.sort_by_cached_key(|item| {
            let members = self.members(*item);
            let in_base = members.iter().find(|m| m.article == base);
            let first = in_base.or(members.first()).map(|m| (m.article, m.span.start));
            (in_base.is_none(), first)
        });
        rows
    }

    /// Returns whether a thread passes the filter.
    pub(crate) fn passes(&self, thread: usize) -> bool {
        let Some(members) = self.index.alignment.threads.get(thread) else { return false };
        match self.threads.filter {
            Filter::All => true,
            Filter::Everywhere => members.silent.is_empty(),
            Filter::OneArticle => false,
            Filter::Conflicting => self.threads.suspects.contains_key(&thread),
            Filter::OneSource => {
                let mut voices = members.members.iter().map(|m| self.voice(m.article));
                let first = voices.next();
                voices.all(|v| Some(v) == first)
            }
        }
    }

    /// Returns the article that an article's words come from: itself, unless it copies another.
    pub(crate) fn voice(&self, article: usize) -> usize {
        let mut voice = article;
        // Of two that copy each other one counts as the source, but longer rings are not ruled out.
        for _ in 0..self.articles.len() {
            match self.index.alignment.copy_of.get(voice).copied().flatten() {
                Some(source) => voice = source,
                None => break,
            }
        }
        voice
    }

    /// Returns the passages of a row, by article and place.
    pub(crate) fn members(&self, item: Item) -> Vec<Member> {
        match item {
            Item::Thread(t) => {
                self.index.alignment.threads.get(t).map_or_else(Vec::new, |t| t.members.clone())
            }
            Item::Only(at) => vec![whole(&self.articles, at)],
        }
    }

    /// Returns the row of the passage under the cursor, or else the nearest one.
    pub(crate) fn row_here(&self) -> usize {
        let here = self.here();
        let rows = &self.threads.rows;
        let threads = self.index.threads(here);
        let walked = self.thread.filter(|t| threads.contains(&(*t as u32)));
        let wanted = walked.or_else(|| self.index.main_thread(here)).map(Item::Thread);
        let exact = |item: Option<Item>| item.and_then(|i| rows.iter().position(|r| *r == i));
        if let Some(row) = exact(wanted).or_else(|| exact(Some(Item::Only(here)))) {
            return row;
        }
        let distance = |item: &Item| {
            let members = self.members(*item);
            let own = members.iter().filter(|m| m.article == here.article);
            own.map(|m| m.passage.abs_diff(here.passage)).min().unwrap_or(usize::MAX)
        };
        rows.iter().enumerate().min_by_key(|(_, item)| distance(item)).map_or(0, |(row, _)| row)
    }

    /// Brings the rows onto the screen, with the cursor on the row of the passage under the cursor.
    pub(crate) fn open_rows(&mut self) {
        self.refresh_threads();
        self.threads.cursor = self.row_here();
        self.threads.moved = false;
        self.threads.opened_at = Some(self.place());
    }

    /// Puts the cursors of all panes on the passages of the row, once the cursor was moved.
    pub(crate) fn stand_on_row(&mut self) {
        self.threads.moved = true;
        let Some(item) = self.threads.item() else { return };
        for member in self.members(item).into_iter().rev() {
            self.panes[member.article].cursor = member.passage;
        }
        self.thread = if let Item::Thread(thread) = item { Some(thread) } else { None };
        let suspects = self.thread.and_then(|t| self.threads.suspects.get(&t));
        let here = self.here();
        let has = |s: &&usize| self.is_open(**s) && self.index.suspects(here).contains(&(**s as u32));
        self.suspect = suspects.and_then(|s| s.iter().find(has)).copied();
    }

    /// Leaves the rows for the articles; where the focused article is silent, another takes the focus.
    pub(crate) fn leave_rows(&mut self) {
        if let Some(item) = self.threads.item().filter(|_| self.threads.moved) {
            self.focus_on_row(item);
        }
    }

    /// Focuses the first article that has a row, unless the focused one has it.
    pub(crate) fn focus_on_row(&mut self, item: Item) {
        let members = self.members(item);
        if let Some(first) = members.first().filter(|_| !members.iter().any(|m| m.article == self.focus)) {
            self.focus = first.article;
        }
        self.stand_on_row();
    }
}

impl View {
    /// Returns whether it lists threads as rows.
    pub fn has_rows(self) -> bool {
        matches!(self, View::Synopsis | View::Coverage)
    }
}
