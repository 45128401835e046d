//! Passages made ready for comparison: words with their cues, clauses and quotations.

use std::ops::Range;

use crate::align::cues::Cues;
use crate::align::{Member, PassageRef};
use crate::article::{Article, Role, Span, quoting};

/// A word of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its bytes in the article.
    pub(super) span: Span,
    pub(super) stem: u32,
    /// Whether it carries content.
    pub(super) content: bool,
    pub(super) cues: Cues,
    /// Whether it is written like a name.
    pub(super) name: bool,
    /// Number of its clause in the passage.
    pub(super) clause: u16,
    /// Number of its quotation in the article, counted from 1; 0 outside of quotations.
    pub(super) quote: u32,
}

/// A passage made ready.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) info: &'a Article,
    pub(super) at: PassageRef,
    pub(super) unit: usize,
    pub(super) words: Vec<Word>,
}

impl Text<'_> {
    /// Returns the words that a span of the article touches.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|w| w.span.end <= span.start);
        let end = self.words.partition_point(|w| w.span.start < span.end);
        start..end.max(start)
    }

    /// Returns a run of words as a member; the run must not be empty.
    pub(super) fn member(&self, words: Range<usize>) -> Member {
        let span = self.words[words.start].span.join(self.words[words.end - 1].span);
        Member { article: self.at.article, passage: self.at.passage, span }
    }

    /// Returns the words of a span of the article.
    pub(super) fn slice(&self, words: Range<usize>) -> &str {
        self.info.slice(self.member(words).span)
    }

    /// Returns what stands between a word and the next one.
    pub(super) fn gap(&self, word: usize) -> &str {
        match (self.words.get(word), self.words.get(word + 1)) {
            (Some(a), Some(b)) => self.info.slice(Span::new(a.span.end, b.span.start)),
            _ => "",
        }
    }
}

/// Returns whether a word is the possessive of one: "Ana's".
pub(super) fn is_of_one_owner(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

/// Returns whether a word is a possessive: "Ana's", "the workers'".
pub(super) fn is_owner(word: &str) -> bool {
    is_of_one_owner(word) || word.ends_with("s'") || word.ends_with("s’")
}

/// Returns whether a word opens a noun: "the", "her".
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "its" | "his" | "her" | "our" | "their")
}

/// Returns whether whoever stands behind a verb of saying hears it: "told".
pub(super) fn has_hearer(verb: &str) -> bool {
    matches!(verb, "told" | "tell" | "tells")
}

/// Finds the quotations of an article: between marks within a block, or to the block's end; block quotations whole.
pub(super) fn quotations(article: &Article) -> Vec<Span> {
    let mut out = Vec::new();
    for block in &article.blocks {
        if block.role == Role::Quotation {
            out.push(block.span);
            continue;
        }
        let text = article.slice(block.span);
        if !text.contains(quoting::opens) {
            continue;
        }
        let (mut open, mut start) = (None, block.span.start);
        for (at, c) in text.char_indices() {
            let at = block.span.start + at;
            let was_open = open.is_some();
            open = quoting::behind(open, c);
            match (was_open, open.is_some()) {
                (false, true) => start = at + c.len_utf8(),
                (true, false) => out.push(Span::new(start, at)),
                _ => {}
            }
        }
        if open.is_some() {
            out.push(Span::new(start, block.span.end));
        }
    }
    out.retain(|q| !q.is_empty());
    out
}
