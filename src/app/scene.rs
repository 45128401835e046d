//! What is on the screen: computed after every update, read by the drawing.

use super::apparatus::{self, Apparatus};
use super::coverage::CoverageScene;
use super::layout::{Layout, Wants, layout};
use super::map::Spot;
use super::marks::{self, Mark};
use super::pane::Wrapped;
use super::rows::Row;
use super::synopsis::SynopsisScene;
use super::{App, View};
use crate::align::PassageRef;
use crate::article::Span;

/// Everything that the drawing of the reading view needs to know.
#[derive(Debug, Default)]
pub struct Scene {
    /// Where things stand.
    pub layout: Layout,
    /// The shown panes, from left to right.
    pub panes: Vec<PaneScene>,
    /// The strip below the panes.
    pub apparatus: Apparatus,
    /// The rows of the synopsis.
    pub synopsis: SynopsisScene,
    /// The map of the coverage.
    pub coverage: CoverageScene,
    /// Articles whose panes are not on the screen, with the number of their matches of the cursor's passage.
    pub elsewhere: Vec<(usize, usize)>,
}

/// What one pane shows.
#[derive(Debug, Default)]
pub struct PaneScene {
    /// Index of the article.
    pub article: usize,
    /// What stands on each row.
    pub rows: Vec<Option<Row>>,
    /// What stands in the gutter of the rows on which a passage starts.
    pub gutters: Vec<Option<Gutter>>,
    /// What is marked in the visible text, in the order in which styles are laid over each other.
    pub marks: Vec<Mark>,
    /// Matches of the cursor's passage above and below the visible rows.
    pub beyond: (usize, usize),
    /// The map of the article, two spots for each cell of it; empty where it is not shown.
    pub map: Vec<Spot>,
}

/// What stands in the gutter beside a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gutter {
    /// Per article, whether it has the passage.
    pub has: Vec<bool>,
    /// Whether a suspect touches the passage.
    pub suspect: bool,
    /// Whether an annotation touches the passage.
    pub annotated: bool,
}

/// Cells of a sentence of usual length.
const SENTENCE: u16 = 160;

impl App {
    /// Computes the scene anew; called at the end of every update.
    pub(crate) fn refresh(&mut self) {
        self.show_focus();
        self.rows.set(self.settings.typesetting());
        self.scene.apparatus = apparatus::of(self);
        self.scene.layout = layout(self.size, self.wants());
        if self.view == View::Panes {
            self.scene.panes = self.pane_scenes();
        }
        self.refresh_threads();
        self.refresh_synopsis();
        self.refresh_coverage();
        self.refresh_list();
    }

    /// Returns the rectangles that the present state asks for.
    pub(crate) fn wants(&self) -> Wants {
        let shown = if self.zoomed { 1 } else { self.arrangement.order.len() };
        // The strip keeps its height while the cursor moves, or every move would shift the text: a heading, and for
        // each article the rows that a sentence of usual length takes at this width.
        let rows = SENTENCE.div_ceil(self.size.width.saturating_sub(24).max(1)).clamp(1, 3);
        let steady = (self.articles.len() as u16).clamp(2, 8) * rows + 1;
        Wants {
            panes: shown,
            focus: if self.zoomed { 0 } else { self.arrangement.place(self.focus) },
            first: self.scene.layout.first,
            min_width: self.settings.min_pane_width,
            max_text: self.settings.max_text_width,
            marks: self.gutter_marks(),
            map: self.settings.map && self.articles.len() > 1,
            apparatus: if self.apparatus && self.articles.len() > 1 { steady } else { 0 },
            apparatus_share: self.settings.apparatus_share,
            weights: if self.zoomed { Vec::new() } else { self.arrangement.weights() },
        }
    }

    /// Returns the cells that the marks of the gutter take: one per article up to eight, else `4/20`.
    pub fn gutter_marks(&self) -> u16 {
        match self.articles.len() {
            0 | 1 => 0,
            n if n <= 8 => n as u16,
            n => 2 * n.to_string().len() as u16 + 1,
        }
    }

    /// Returns the article that a pane of the layout shows.
    pub fn article_in(&self, slot: usize) -> usize {
        if self.zoomed {
            return self.focus;
        }
        self.arrangement.order.get(self.scene.layout.first + slot).copied().unwrap_or(self.focus)
    }

    /// Returns the size of the text of an article's pane in cells, as if it were shown when it is not.
    pub(crate) fn text_size(&self, article: usize) -> (u16, u16) {
        let focus = if self.zoomed { 0 } else { self.arrangement.place(article) };
        let layout = layout(self.size, Wants { focus, ..self.wants() });
        let slot = focus.saturating_sub(layout.first);
        layout.panes.get(slot).map_or((1, 1), |p| (p.text.width.max(1), p.text.height))
    }

    /// Runs something with an article's pane and its wrapped text.
    pub(crate) fn with_pane<T>(
        &mut self,
        article: usize,
        run: impl FnOnce(&mut super::Pane, &mut Wrapped<'_>, u16) -> T,
    ) -> Option<T> {
        let (width, height) = self.text_size(article);
        let mut wrapped = Wrapped { articles: &self.articles, article, width, cache: &mut self.rows };
        self.panes.get_mut(article).map(|pane| run(pane, &mut wrapped, height))
    }

    fn pane_scenes(&mut self) -> Vec<PaneScene> {
        let here = self.here();
        let matches = self.index.matches(here);
        let slots = self.scene.layout.panes.len();
        let mut scenes = Vec::with_capacity(slots);
        for slot in 0..slots {
            let article = self.article_in(slot);
            let size = self.scene.layout.panes[slot].text;
            let mut wrapped = Wrapped {
                articles: &self.articles,
                article,
                width: size.width.max(1),
                cache: &mut self.rows,
            };
            let Some(pane) = self.panes.get_mut(article) else { continue };
            let rows = wrapped.visible(pane.anchor, pane.at, size.height);
            pane.settle(&rows);
            let window = window(&rows);
            let beyond = beyond(&matches, article, window);
            let gutters = rows.iter().map(|r| r.filter(|r| r.first).map(|r| self.gutter(article, r.passage)));
            let gutters = gutters.collect();
            let marks = marks::of(self, article, window, &matches);
            let map = self.scene.layout.panes[slot].map;
            let map =
                if map.is_empty() { Vec::new() } else { self.map(article, map.height, window, &matches) };
            scenes.push(PaneScene { article, rows, gutters, marks, beyond, map });
        }
        self.scene.elsewhere = elsewhere(&matches, &scenes);
        scenes
    }

    fn gutter(&self, article: usize, passage: usize) -> Gutter {
        let at = PassageRef { article, passage };
        let mut has = vec![false; self.articles.len()];
        for found in self.index.matches(at) {
            has[found.there.article] = true;
        }
        if has.contains(&true) {
            has[article] = true;
        }
        let span = self.articles[article].passages[passage].span;
        let annotated = self.witnessed.iter().any(|w| w.article == article && w.span.overlap(span).is_some());
        let suspect = self.index.suspects(at).iter().any(|&s| self.is_open(s as usize));
        Gutter { has, suspect, annotated }
    }
}

/// Returns the bytes between the first and the last visible row.
fn window(rows: &[Option<Row>]) -> Span {
    let text = || rows.iter().flatten().filter(|r| !r.gap);
    match (text().next(), text().next_back()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    }
}

fn beyond(matches: &[super::index::Match], article: usize, window: Span) -> (usize, usize) {
    let there = || matches.iter().map(|m| m.there).filter(|m| m.article == article);
    let above = there().filter(|m| m.span.end <= window.start).count();
    (above, there().filter(|m| m.span.start >= window.end).count())
}

/// Counts the matches in articles whose panes are not on the screen, by article.
fn elsewhere(matches: &[super::index::Match], panes: &[PaneScene]) -> Vec<(usize, usize)> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    let off = matches.iter().map(|m| m.there.article).filter(|a| panes.iter().all(|p| p.article != *a));
    for article in off {
        match counts.iter_mut().find(|(known, _)| *known == article) {
            Some((_, count)) => *count += 1,
            None => counts.push((article, 1)),
        }
    }
    counts.sort_unstable();
    counts
}
