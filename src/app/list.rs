//! The list of annotations: which of them are shown, in which order, which are selected, and where the cursor stands.
//!
//! Annotations are remembered by their ids, so that cursor and selection survive sorting, filtering and merges.

use std::sync::Arc;

use ratatui::layout::Rect;
use rustc_hash::FxHashSet;

use super::App;
use super::query::Query;
use crate::case::filter::{self, Filter, Vocabulary};
use crate::case::merge::Renamed;
use crate::case::{Annotation, kind};
use crate::export::{self, Notes};

pub mod preview;

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Where the words stand, article by article.
    #[default]
    Place,
    /// How far the reader got.
    Status,
    /// The sort of disagreement.
    Kind,
    /// When it was changed, the newest first.
    Changed,
}

impl Sort {
    /// All of them, in the order of the key that changes them.
    pub const ALL: [Sort; 4] = [Sort::Place, Sort::Status, Sort::Kind, Sort::Changed];

    /// Returns the word that the palette takes and the state keeps.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Place => "place",
            Sort::Status => "status",
            Sort::Kind => "kind",
            Sort::Changed => "changed",
        }
    }

    /// Returns the sort of that word.
    pub fn from_name(name: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Returns a few words for the head of the list.
    pub fn text(self, reverse: bool) -> &'static str {
        match (self, reverse) {
            (Sort::Place, false) => "in document order",
            (Sort::Place, true) => "in document order, last first",
            (Sort::Status, false) => "by status",
            (Sort::Status, true) => "by status, settled first",
            (Sort::Kind, false) => "by kind",
            (Sort::Kind, true) => "by kind, last first",
            (Sort::Changed, false) => "newest first",
            (Sort::Changed, true) => "oldest first",
        }
    }
}

/// The state of the list.
#[derive(Debug, Default)]
pub struct List {
    /// Indexes of the annotations that are shown, in order.
    pub rows: Vec<usize>,
    /// The row under the cursor.
    pub cursor: usize,
    /// What it is sorted by.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub reverse: bool,
    /// The filter, as typed; always one that can be read.
    pub filter: String,
    /// Filters that were used before, oldest first.
    pub filters_used: Vec<String>,
    /// Ids of the annotations that are selected, also of those that are not shown.
    pub selected: FxHashSet<String>,
    /// Id of the annotation at which a range begins that ends at the cursor.
    pub range: Option<String>,
    /// The first row on the screen while a click has put the cursor; else the cursor's row decides.
    pub pinned: Option<usize>,
    /// The first row of the preview that is shown.
    pub preview_top: usize,
    /// What is searched for in the list.
    pub query: Option<Arc<Query>>,
    /// The rows in which it was found.
    pub hits: Vec<usize>,
    /// Whether the cursor was moved since the list came on the screen.
    pub moved: bool,
    /// Why nothing passes the filter, when the filter asks for what is not there.
    pub advice: Option<String>,
    /// Id of the annotation under the cursor.
    pub current: Option<String>,
    parsed: Filter,
    made: Option<Made>,
}

/// What the rows were made of.
#[derive(Debug)]
struct Made {
    edition: u64,
    sort: Sort,
    reverse: bool,
    filter: String,
    query: Option<Arc<Query>>,
}

/// The rectangles of the view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// Sort, filter and selection in words.
    pub head: Rect,
    /// The names of the columns.
    pub names: Rect,
    /// The rows.
    pub table: Rect,
    /// The annotation under the cursor, its heading included.
    pub preview: Rect,
}

/// Computes the rectangles of the view for that many rows: the table takes what it needs up to a half, and the preview
/// the rest.
pub fn areas(body: Rect, rows: usize) -> Areas {
    let line = |y: u16, height: u16| Rect { y: body.y + y, height, ..body };
    let head = u16::from(body.height >= 8);
    let names = u16::from(body.height >= 6);
    let room = body.height - head - names;
    let preview = match body.height {
        0..=9 => 0,
        _ => room - (room / 2).min(u16::try_from(rows).unwrap_or(u16::MAX).max(4)),
    };
    Areas {
        head: line(0, head),
        names: line(head, names),
        table: line(head + names, room - preview),
        preview: line(body.height - preview, preview),
    }
}

impl List {
    /// Returns the annotation under the cursor.
    pub fn annotation(&self) -> Option<usize> {
        self.rows.get(self.cursor).copied()
    }

    /// Returns the first row on the screen, with the cursor in the middle where there is room to scroll.
    pub fn first_row(&self, height: usize) -> usize {
        let last = self.rows.len().saturating_sub(height);
        let middle = self.cursor.saturating_sub(height / 2);
        let pinned = self.pinned.filter(|top| (*top..top + height).contains(&self.cursor));
        pinned.unwrap_or(middle).min(last)
    }

    /// Returns whether annotations are selected.
    pub fn has_selection(&self) -> bool {
        !self.selected.is_empty() || self.range.is_some()
    }

    /// Follows what a merge renamed.
    pub(super) fn rename(&mut self, renamed: &Renamed) {
        let ids = std::mem::take(&mut self.selected).into_iter();
        self.selected = ids
            .map(|mut id| {
                renamed.rename_annotation(&mut id);
                id
            })
            .collect();
        self.range.iter_mut().chain(&mut self.current).for_each(|id| renamed.rename_annotation(id));
    }
}

impl App {
    /// Returns the words that a filter can use.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        let articles: Vec<&crate::article::Article> = self.articles.iter().map(AsRef::as_ref).collect();
        let notes = Notes::new(&self.case, &articles);
        Vocabulary::of(&self.case, |id| notes.name(id), |id| notes.label_and_source(id))
    }

    /// Makes the rows anew when what they are made of has changed and they are on the screen.
    pub(crate) fn refresh_list(&mut self) {
        if self.view != super::View::Annotations {
            return;
        }
        let same_query = |a: &Option<Arc<Query>>, b: &Option<Arc<Query>>| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        let list = &self.list;
        let fresh = list.made.as_ref().is_some_and(|m| {
            (m.edition, m.sort, m.reverse) == (self.edition, list.sort, list.reverse)
                && m.filter == list.filter
                && same_query(&m.query, &list.query)
        });
        if !fresh {
            self.make_list();
        }
    }

    fn make_list(&mut self) {
        let words = self.vocabulary();
        // What it named may have gone from the case since; it then goes on meaning what it meant.
        if let Ok(parsed) = Filter::parse(&self.list.filter, &words) {
            self.list.parsed = parsed;
        }
        let annotations = &self.case.annotations;
        let parsed = &self.list.parsed;
        let mut rows: Vec<usize> = (0..annotations.len())
            .filter(|a| annotations.get(*a).is_some_and(|r| parsed.matches(r)))
            .collect();
        self.sort_list(&mut rows);
        let annotations = &self.case.annotations;
        let id = |row: usize| annotations.get(row).map(|a| a.id.as_str());
        let kept = rows.iter().position(|a| id(*a) == self.list.current.as_deref());
        let cursor = kept.unwrap_or(self.list.cursor).min(rows.len().saturating_sub(1));
        let query = self.list.query.clone();
        let hits = query.as_ref().map_or_else(Vec::new, |query| {
            let has = |row: &usize| {
                rows.get(*row).and_then(|a| annotations.get(*a)).is_some_and(|a| found_in(query, a))
            };
            (0..rows.len()).filter(has).collect()
        });
        let ids: FxHashSet<&str> = annotations.iter().map(|a| a.id.as_str()).collect();
        self.list.selected.retain(|id| ids.contains(id.as_str()));
        if self.list.range.as_deref().is_some_and(|id| !ids.contains(id)) {
            self.list.range = None;
        }
        // Where the filter hides the one under the cursor, taking the filter off leads back to it.
        if kept.is_some() || self.list.filter.is_empty() || self.list.current.is_none() {
            self.list.current = rows.get(cursor).and_then(|a| id(*a)).map(str::to_owned);
        }
        self.list.advice = if rows.is_empty() { self.list.parsed.advice(&words) } else { None };
        (self.list.cursor, self.list.rows, self.list.hits) = (cursor, rows, hits);
        self.list.made = Some(Made {
            edition: self.edition,
            sort: self.list.sort,
            reverse: self.list.reverse,
            filter: self.list.filter.clone(),
            query,
        });
    }

    fn sort_list(&self, rows: &mut [usize]) {
        let mut places = vec![None; self.case.annotations.len()];
        for located in &self.witnessed {
            let here = Some((located.article, located.span.start));
            if let Some(place) = places.get_mut(located.annotation) {
                *place = match *place {
                    Some(there) => here.min(Some(there)),
                    None => here,
                };
            }
        }
        // Words that were not found come behind all others, and silence alone behind those.
        let place = |a: &usize| (places[*a].is_none(), places[*a], *a);
        let record = |a: &usize| self.case.annotations.get(*a);
        let kinds = kind::all(&self.case.kinds);
        let kind = |a: &usize| record(a).and_then(|r| kinds.iter().position(|k| k.id == r.kind));
        match self.list.sort {
            Sort::Place => rows.sort_by_cached_key(place),
            Sort::Status => rows.sort_by_cached_key(|a| (record(a).map(|r| r.status), place(a))),
            Sort::Kind => rows.sort_by_cached_key(|a| (kind(a).is_none(), kind(a), place(a))),
            Sort::Changed => {
                let changed = |a: &usize| record(a).and_then(|r| r.changed.or(r.created));
                rows.sort_by_cached_key(|a| (std::cmp::Reverse(changed(a)), place(a)));
            }
        }
        if self.list.reverse {
            rows.reverse();
        }
    }

    /// Returns the rows of a range that is being selected.
    fn range(&self) -> Option<std::ops::RangeInclusive<usize>> {
        let begun = self.list.range.as_deref()?;
        let id = |a: &usize| self.case.annotations.get(*a).map(|r| r.id.as_str());
        let from = self.list.rows.iter().position(|a| id(a) == Some(begun))?;
        Some(from.min(self.list.cursor)..=from.max(self.list.cursor))
    }

    /// Returns whether the annotation of a row is selected.
    pub fn is_selected(&self, row: usize) -> bool {
        let record = self.list.rows.get(row).and_then(|a| self.case.annotations.get(*a));
        self.range().is_some_and(|range| range.contains(&row))
            || record.is_some_and(|r| self.list.selected.contains(&r.id))
    }

    /// Returns how many annotations are selected, and how many of them are not shown.
    pub fn count_selected(&self) -> (usize, usize) {
        let id = |a: &usize| self.case.annotations.get(*a).map(|r| r.id.as_str());
        let rows: FxHashSet<&str> = self.list.rows.iter().filter_map(id).collect();
        let range = self.range().and_then(|r| self.list.rows.get(r)).unwrap_or_default();
        let in_range = range.iter().filter_map(id).filter(|id| !self.list.selected.contains(*id)).count();
        let shown = in_range + self.list.selected.iter().filter(|id| rows.contains(id.as_str())).count();
        let hidden = self.list.selected.iter().filter(|id| !rows.contains(id.as_str())).count();
        (shown + hidden, hidden)
    }

    /// Makes a range that is being selected a part of the selection.
    pub(crate) fn keep_range(&mut self) {
        if let Some(range) = self.range() {
            let rows = self.list.rows.get(range).unwrap_or_default();
            let ids = rows.iter().filter_map(|a| self.case.annotations.get(*a)).map(|r| r.id.clone());
            self.list.selected.extend(ids);
        }
        self.list.range = None;
    }

    /// Returns the annotations that a change is about, by index: the selected ones, else the one under the cursor.
    pub(crate) fn targets(&self) -> Vec<usize> {
        let range = self.range().and_then(|r| self.list.rows.get(r)).unwrap_or_default();
        let chosen = |a: &usize| {
            range.contains(a)
                || self.case.annotations.get(*a).is_some_and(|r| self.list.selected.contains(&r.id))
        };
        if !self.list.has_selection() {
            return self.list.annotation().into_iter().collect();
        }
        (0..self.case.annotations.len()).filter(chosen).collect()
    }
}

/// Returns whether a search finds something in the question, words or notes of an annotation.
fn found_in(query: &Query, annotation: &Annotation) -> bool {
    filter::texts(annotation).any(|text| query.find(text).next().is_some())
}

/// Returns the question of an annotation for a line of the screen.
pub fn question(annotation: &Annotation) -> String {
    export::question_or_readings(annotation).unwrap_or_else(|| "—".to_owned())
}

/// Returns `3 annotations`, or `1 annotation`.
pub(crate) fn counted(count: usize) -> String {
    format!("{count} annotation{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_stays_on_the_screen_at_any_size() {
        for (height, rows) in (0..60).flat_map(|h| [0, 1, 5, 5000].map(|r| (h, r))) {
            let body = Rect { x: 0, y: 1, width: 80, height };
            let found = areas(body, rows);
            let sum = found.head.height + found.names.height + found.table.height + found.preview.height;
            assert_eq!(sum, height);
            assert!(height == 0 || found.table.height > 0, "{height} {rows}");
            assert_eq!(found.preview.bottom(), body.bottom());
        }
    }
}
