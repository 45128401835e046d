//! The worker that searches: all articles, the focused one first, each handed in when it is done.
//!
//! Long articles take longer than a key may wait, and a search changes with every character that is typed: a newer
//! search cancels the older one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::effect::Message;
use super::query::Query;
use super::search::Hits;
use super::worker::{Post, guarded};
use super::{Status, Tone};
use crate::article::Article;

/// Hits that are kept of one article.
const MOST_HITS: usize = 100_000;

/// Searches on a worker.
pub struct Searcher {
    post: Post,
    cancel: Arc<AtomicBool>,
}

impl Searcher {
    /// Makes a searcher that sends its results to `post`.
    pub fn new(post: Post) -> Searcher {
        Searcher { post, cancel: Arc::default() }
    }

    /// Starts a search over all articles, from the one with index `first` on.
    ///
    /// # Errors
    /// The operating system gives no further thread.
    pub fn start(
        &mut self,
        generation: u64,
        query: Arc<Query>,
        articles: Vec<Arc<Article>>,
        first: usize,
    ) -> std::io::Result<()> {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let (post, cancel) = (Arc::clone(&self.post), Arc::clone(&self.cancel));
        let work = move || {
            for step in 0..articles.len() {
                let article = (first + step) % articles.len();
                let look = || look_through(&articles[article], &query, &|| cancel.load(Ordering::Relaxed));
                let hits = match guarded(look) {
                    Ok(Some(hits)) => hits,
                    Ok(None) => return,
                    // The article counts as looked through, or the reader would wait for it for ever.
                    Err(error) => {
                        let text = format!("the search broke off ({error})");
                        post(Message::Told(Status { text, tone: Tone::Wrong }));
                        Hits { done: true, ..Hits::default() }
                    }
                };
                if !post(Message::Found { generation, article, hits }) {
                    return;
                }
            }
        };
        thread::Builder::new().name("search".into()).spawn(work).map(drop)
    }
}

/// Finds all hits in an article, block by block; nothing when it was cancelled.
///
/// A block is searched by itself: nothing is found over the end of a paragraph.
pub fn look_through(article: &Article, query: &Query, cancelled: &dyn Fn() -> bool) -> Option<Hits> {
    let mut hits = Hits { done: true, ..Hits::default() };
    for block in &article.blocks {
        if cancelled() {
            return None;
        }
        for span in query.find(article.slice(block.span)) {
            if hits.spans.len() == MOST_HITS {
                hits.cut = true;
                return Some(hits);
            }
            hits.spans.push(span.shift(block.span.start));
        }
    }
    Some(hits)
}
