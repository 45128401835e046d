//! Selecting words: spans that begin and end at words.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, Span};

/// Words are being selected in the focused pane: one end stands, the other moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selecting {
    /// The word that stands.
    pub anchor: Span,
    /// The word that moves.
    pub head: Span,
}

impl Selecting {
    /// Returns what is selected: from the first to the last of the two words.
    pub fn span(self) -> Span {
        self.anchor.join(self.head)
    }
}

/// Returns the words of a span, without the blanks and marks between them.
///
/// Words are those of UAX #29, joined where only a mark and no blank stands between them (`10.30`, `well-known`).
pub fn words(article: &Article, within: Span) -> Vec<Span> {
    let text = article.slice(within);
    let mut words: Vec<Span> = Vec::new();
    let mut glued = false;
    for (at, piece) in text.split_word_bound_indices() {
        let span = Span::new(at, at + piece.len()).shift(within.start);
        let is_word = piece.chars().any(char::is_alphanumeric);
        let is_blank = piece.chars().all(char::is_whitespace);
        match words.last_mut() {
            Some(last) if is_word && glued => *last = last.join(span),
            _ if is_word => words.push(span),
            _ => {}
        }
        // Hyphens and apostrophes hold a word together; commas, dashes and quotation marks do not.
        glued = !is_blank && (is_word && glued || matches!(piece, "-" | "'" | "’" | "‑" | "/" | "&"));
        if is_word {
            glued = false;
        }
    }
    words
}

/// Returns the word at a byte of the article, or the nearest one in its passage.
pub fn word_at(article: &Article, byte: usize) -> Option<Span> {
    let passage = article.passages.get(article.passage_at(byte)?)?;
    let words = words(article, passage.span);
    let next = words.partition_point(|w| w.end <= byte);
    words.get(next).or(words.last()).copied()
}

/// Returns the word after a span, across passages.
pub fn word_after(article: &Article, span: Span) -> Option<Span> {
    let mut passage = article.passage_at(span.end.saturating_sub(1))?;
    while let Some(p) = article.passages.get(passage) {
        if let Some(word) = words(article, p.span).into_iter().find(|w| w.start >= span.end) {
            return Some(word);
        }
        passage += 1;
    }
    None
}

/// Returns the word before a span, across passages.
pub fn word_before(article: &Article, span: Span) -> Option<Span> {
    let mut passage = article.passage_at(span.start)?;
    loop {
        let words = words(article, article.passages.get(passage)?.span);
        if let Some(word) = words.into_iter().rev().find(|w| w.end <= span.start) {
            return Some(word);
        }
        passage = passage.checked_sub(1)?;
    }
}

/// Returns the span with a word more (`by` > 0) or less at its end; never less than a word.
pub fn resize_end(article: &Article, span: Span, more: bool) -> Span {
    if more {
        return word_after(article, span).map_or(span, |w| span.join(w));
    }
    let words = words(article, span);
    match words.len() {
        0 | 1 => span,
        n => Span::new(span.start, words[n - 2].end),
    }
}

/// Returns the span with a word more or less at its start; never less than a word.
pub fn resize_start(article: &Article, span: Span, more: bool) -> Span {
    if more {
        return word_before(article, span).map_or(span, |w| span.join(w));
    }
    match words(article, span).get(1) {
        Some(second) => Span::new(second.start, span.end),
        None => span,
    }
}

/// Returns the span widened to the whole of each passage that it touches.
pub fn sentences(article: &Article, span: Span) -> Span {
    let touched = article.passages.iter().map(|p| p.span).filter(|p| p.overlap(span).is_some());
    touched.fold(span, Span::join)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::article;

    fn texts<'a>(article: &'a Article, spans: &[Span]) -> Vec<&'a str> {
        spans.iter().map(|s| article.slice(*s)).collect()
    }

    #[test]
    fn a_word_is_what_a_reader_would_select() {
        let article = article("a", &["At 10.30 the well-known bridge’s deck—“rotten”, he said—fell."]);
        let words = words(&article, article.passages[0].span);
        let expected =
            ["At", "10.30", "the", "well-known", "bridge’s", "deck", "rotten", "he", "said", "fell"];
        assert_eq!(texts(&article, &words), expected);
    }

    #[test]
    fn a_selection_grows_and_shrinks_by_whole_words_across_passages() {
        let article = article("a", &["Nine fell. Two swam."]);
        let nine = word_at(&article, 0).unwrap();
        let wider = resize_end(&article, resize_end(&article, nine, true), true);
        assert_eq!(article.slice(wider), "Nine fell. Two");
        assert_eq!(article.slice(resize_end(&article, wider, false)), "Nine fell");
        assert_eq!(article.slice(resize_start(&article, wider, false)), "fell. Two");
        assert_eq!(resize_end(&article, nine, false), nine);
        assert_eq!(article.slice(sentences(&article, nine)), "Nine fell.");
        assert_eq!(article.slice(sentences(&article, wider)), "Nine fell. Two swam.");
    }
}
