//! The window of the articles: a list of them, and what is known about the one under the cursor.

use ratatui::layout::Rect;

use super::action::Action;
use super::index::Share;
use super::{App, Overlay, rows, window};
use crate::article::{Article, Format};
use crate::case::entry;

/// The window of the articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Articles {
    /// Index of the line under the cursor.
    pub cursor: usize,
    /// Whether the details have the whole window.
    pub details: bool,
    /// The first line of the details that is shown.
    pub top: usize,
}

/// Where the parts of the window stand.
#[derive(Debug)]
pub struct Placed {
    /// The window.
    pub window: Rect,
    /// Rows of the list that there are, whether they fit or not.
    pub list_rows: u16,
    /// The details as lines: a label before the first line of each.
    pub details: Vec<(&'static str, String)>,
}

impl Placed {
    /// Returns the area of the details; empty where the list has all the room.
    pub fn rest(&self) -> Rect {
        let inside = window::inside(self.window);
        let list = self.list_rows.min(inside.height);
        let top = (list + u16::from(list > 0)).min(inside.height);
        Rect { y: inside.y + top, height: inside.height - top, ..inside }
    }
}

/// Returns the cells of the labels before the details.
pub fn label_width(width: u16) -> u16 {
    if width < 40 { 0 } else { 13 }
}

impl App {
    /// Returns where the parts of the window stand; nothing when its line went.
    pub fn articles_window(&self, window: Articles) -> Option<Placed> {
        if window.cursor >= self.listed_lines() {
            return None;
        }
        let screen = self.size;
        let width = screen.width.saturating_sub(4).clamp(1, 110).max(screen.width.min(40));
        let details = self.wrapped_details(window.cursor, width.saturating_sub(4).max(1));
        let list_rows = if window.details { 0 } else { self.listed_lines() as u16 };
        let wanted = list_rows + if list_rows > 0 { 1 } else { 0 } + details.len() as u16 + 2;
        Some(Placed { window: window::centred(screen, width, wanted), list_rows, details })
    }

    fn wrapped_details(&self, line: usize, width: u16) -> Vec<(&'static str, String)> {
        let room = usize::from(width.saturating_sub(label_width(width))).max(1);
        let mut out = Vec::new();
        for (label, value) in self.details_of_line(line) {
            let mut label = label;
            rows::wrap(&value, room, &mut |a, b| {
                out.push((label, value[a..b].to_owned()));
                label = "";
            });
        }
        out
    }

    /// Scrolls the details in the window of the articles, as far as there are lines that are not seen.
    pub(super) fn scroll_details(&mut self, by: isize) {
        let Some(Overlay::Articles(window)) = self.overlays.last() else { return };
        let (top, placed) = (window.top, self.articles_window(*window));
        let Some(placed) = placed else { return };
        let top = window::scrolled(top, by, placed.details.len(), placed.rest().height);
        if let Some(Overlay::Articles(window)) = self.overlays.last_mut() {
            window.top = top;
        }
    }

    /// Returns all articles as the window lists them: the shown ones from left to right, then the hidden ones.
    pub fn listed_articles(&self) -> Vec<usize> {
        let hidden = (0..self.articles.len()).filter(|a| self.arrangement.is_hidden(*a));
        self.arrangement.order.iter().copied().chain(hidden).collect()
    }

    /// Returns how many lines the window lists.
    pub fn listed_lines(&self) -> usize {
        self.articles.len() + self.missing.len()
    }

    /// Returns what is known about what stands on a line of the window.
    pub fn details_of_line(&self, line: usize) -> Vec<(&'static str, String)> {
        let Some((id, why)) = self.missing_at(line) else {
            return self.listed_articles().get(line).map_or_else(Vec::new, |a| self.details(*a));
        };
        let entry = self.case.articles.iter().find(|e| e.id == *id);
        let words = self.case.annotations.iter().flat_map(|a| &a.witnesses).filter(|w| w.article == *id);
        let title = entry.and_then(|e| e.title.clone());
        let mut out = vec![("name", self.name_of_id(id))];
        out.extend(title.map(|title| ("title", title)));
        out.push(("missing", why.clone()));
        out.push(("witnesses", words.count().to_string()));
        out.push(("to do", self.hint_of(Action::ArticleGo, "asks where its file is now")));
        out
    }

    /// Returns the missing article on a line of the window: those stand below the others.
    pub fn missing_at(&self, line: usize) -> Option<&(String, String)> {
        self.missing.get(line.checked_sub(self.articles.len())?)
    }

    /// Says how the bytes of an article's file are to those that the case knows.
    fn bytes_of(&self, article: &Article) -> &'static str {
        match self.case.articles.iter().find(|e| e.id == article.id) {
            _ if !article.is_whole() => "still being read",
            None => "the article is not in the case",
            Some(known) if entry::has_changed(known, article) => "other ones than when it came into the case",
            Some(known) if !known.previous.is_empty() => "other ones than at first; read anew since",
            Some(_) => "the same as when it came into the case",
        }
    }

    /// Returns what is known about an article: what it says of itself, how it was read, what stands elsewhere.
    pub fn details(&self, article: usize) -> Vec<(&'static str, String)> {
        let Some(found) = self.articles.get(article) else { return Vec::new() };
        let metadata = &found.metadata;
        let mut out = vec![("name", format!("{} {}", article + 1, self.name(article)))];
        let own = [
            ("title", &metadata.title),
            ("source", &metadata.source),
            ("author", &metadata.author),
            ("published", &metadata.published),
            ("language", &metadata.language),
            ("address", &metadata.url),
        ];
        out.extend(own.into_iter().filter_map(|(label, value)| Some((label, value.clone()?))));
        out.push(("file", found.path.clone()));
        out.push(("bytes", self.bytes_of(found).to_owned()));
        let other = self.hint_of(Action::ExtractOtherwise, "reads it another way");
        let summary = found.reading.summary();
        out.push((
            "read as",
            if found.reading.format == Format::Html { format!("{summary}; {other}") } else { summary },
        ));
        out.extend(found.notice.iter().map(|notice| ("note", notice.clone())));
        let share = self.index.share(article);
        if self.articles.len() > 1 && self.aligning.is_none() {
            let passages = found.passages.len();
            out.push(("length", format!("{} words in {passages} passages", share.words)));
            let percent = |part| Share::percent(part, share.words);
            out.push(("elsewhere", format!("{} % of its words", percent(share.elsewhere))));
            out.push(("only here", format!("{} % of its words", percent(share.only_here))));
        }
        if let Some(source) = self.copy_of(article) {
            out.push(("copy of", format!("{} {}", source + 1, self.name(source))));
        }
        let damage = found.damage.len();
        if damage > 0 {
            let mend = self.hint_of(Action::Repair, "mends what can be mended");
            out.push(("damaged", format!("{}; {mend}", places(damage))));
        }
        if !found.mended.is_empty() {
            let back = self.hint_of(Action::Repair, "takes it back");
            out.push(("mended", format!("{}; {back}", places(found.mended.len()))));
        }
        let annotations: Vec<usize> = {
            let mut found: Vec<usize> =
                self.witnessed.iter().filter(|w| w.article == article).map(|w| w.annotation).collect();
            found.dedup();
            found
        };
        out.push(("annotations", annotations.len().to_string()));
        out
    }
}

/// Counts places of a text.
pub(super) fn places(count: usize) -> String {
    format!("{count} place{}", if count == 1 { "" } else { "s" })
}
