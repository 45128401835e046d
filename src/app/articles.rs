//! The window of the articles: a list of them, and what is known about the one under the cursor.

use super::App;
use super::index::Share;

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
        out.push(("read as", found.reading.summary()));
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
            out.push(("damaged", format!("{damage} place{}", if damage == 1 { "" } else { "s" })));
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
