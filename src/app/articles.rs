//! The window of the articles: a list of them, and what is known about the one under the cursor.

use super::App;
use super::action::Action;
use super::index::Share;
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

impl App {
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
