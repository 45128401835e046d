//! Wraps blocks into rows: which bytes of an article stand on which row of a pane.
//!
//! Every passage starts a row, so that passages which match can stand level; a blank row stands between
//! blocks. Only the blocks that are on the screen are ever wrapped.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::cells;
use crate::article::{Article, Role, Span};

/// A row of text in a pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The bytes of the article that stand on it; empty on a blank row.
    pub span: Span,
    /// Index of the passage.
    pub passage: usize,
    /// Whether the passage starts here.
    pub first: bool,
    /// Cells left free before the text.
    pub indent: u16,
    /// The bytes of an item's marker, drawn within the indent.
    pub marker: Span,
    /// Whether it only keeps two blocks apart.
    pub gap: bool,
}

/// Wraps a block to a width in cells.
///
/// The block's passages are covered completely and in order, but for white space at the ends of rows. A
/// grapheme that is wider than the pane stands alone on its row.
pub fn wrap_block(article: &Article, block: usize, width: u16) -> Vec<Row> {
    let Some(info) = article.blocks.get(block) else { return Vec::new() };
    let mut rows = Vec::new();
    for index in article.passages_of(block) {
        let passage = article.passages[index];
        let start = info.span.start.min(passage.span.start);
        let is_head = rows.is_empty() && passage.role == Role::Item;
        let marker =
            if is_head { marker(article, Span::new(start, passage.span.start)) } else { Span::default() };
        let indent = indent(article, passage.role, marker, width);
        let text = article.slice(passage.span);
        let room = usize::from(width.saturating_sub(indent)).max(1);
        let mut first = true;
        wrap(text, room, &mut |from, to| {
            let span = Span::new(from, to).shift(passage.span.start);
            rows.push(Row {
                span,
                passage: index,
                first,
                indent,
                marker: if first { marker } else { Span::default() },
                gap: false,
            });
            first = false;
        });
    }
    let close = |b: usize| article.blocks.get(b).is_some_and(|b| b.role == Role::Item);
    if block > 0 && !rows.is_empty() && !(close(block) && close(block - 1)) {
        let gap = Row { span: Span::default(), first: false, marker: Span::default(), gap: true, ..rows[0] };
        rows.insert(0, gap);
    }
    rows
}

fn marker(article: &Article, before: Span) -> Span {
    let text = article.slice(before);
    let trimmed = text.trim();
    let start = before.start + (text.len() - text.trim_start().len());
    Span::new(start, start + trimmed.len())
}

/// Items and quotations hang; very narrow panes spend no cell on it.
fn indent(article: &Article, role: Role, marker: Span, width: u16) -> u16 {
    let wanted = match role {
        Role::Item => (cells::text_width(article.slice(marker)) as u16 + 1).max(2),
        Role::Quotation => 2,
        _ => 0,
    };
    if width >= 12 { wanted.min(width / 3) } else { 0 }
}

/// Breaks a text into rows of at most `width` cells and hands each row's byte range to `emit`.
///
/// Break opportunities are those of UAX #14; a word longer than a row is broken between graphemes.
pub fn wrap(text: &str, width: usize, emit: &mut dyn FnMut(usize, usize)) {
    let width = width.max(1);
    let (mut row_start, mut row_width) = (0, 0);
    let mut word_start = 0;
    for (end, opportunity) in linebreaks(text) {
        let word = &text[word_start..end];
        let solid = word.trim_end();
        let (solid_width, full_width) = (cells::text_width(solid), cells::text_width(word));
        if row_width + solid_width > width && row_start < word_start {
            emit_trimmed(text, row_start, word_start, emit);
            (row_start, row_width) = (word_start, 0);
        }
        if row_width + solid_width > width {
            row_start = break_word(text, word_start, word_start + solid.len(), width, emit);
            row_width = cells::text_width(&text[row_start..end]);
        } else {
            row_width += full_width;
        }
        word_start = end;
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            emit_trimmed(text, row_start, end, emit);
            (row_start, row_width) = (end, 0);
        }
    }
    if row_start < text.len() {
        emit_trimmed(text, row_start, text.len(), emit);
    }
}

fn emit_trimmed(text: &str, start: usize, end: usize, emit: &mut dyn FnMut(usize, usize)) {
    let row = &text[start..end];
    let solid = row.trim();
    if !solid.is_empty() {
        let from = start + (row.len() - row.trim_start().len());
        emit(from, from + solid.len());
    }
}

/// Emits all full rows of a word that is wider than a row; returns where the last, open row starts.
fn break_word(
    text: &str,
    start: usize,
    end: usize,
    width: usize,
    emit: &mut dyn FnMut(usize, usize),
) -> usize {
    let (mut row_start, mut used) = (start, 0);
    for (at, grapheme) in text[start..end].grapheme_indices(true) {
        let more = cells::width(grapheme);
        if used > 0 && used + more > width {
            emit(row_start, start + at);
            (row_start, used) = (start + at, 0);
        }
        used += more;
    }
    row_start
}

/// Entries after which the cache starts anew.
const CACHE_LIMIT: usize = 8192;

/// Wrapped blocks by article, width and block.
#[derive(Debug, Default)]
pub struct RowCache {
    blocks: FxHashMap<(usize, u16, usize), Arc<[Row]>>,
}

impl RowCache {
    /// Returns the rows of a block, wrapped to a width in cells.
    pub fn block(
        &mut self,
        articles: &[Arc<Article>],
        article: usize,
        block: usize,
        width: u16,
    ) -> Arc<[Row]> {
        let key = (article, width, block);
        if let Some(rows) = self.blocks.get(&key) {
            return Arc::clone(rows);
        }
        let rows: Arc<[Row]> =
            articles.get(article).map_or_else(Vec::new, |a| wrap_block(a, block, width)).into();
        if self.blocks.len() >= CACHE_LIMIT {
            self.blocks.clear();
        }
        self.blocks.insert(key, Arc::clone(&rows));
        rows
    }

    /// Forgets everything, as after articles were added or reordered.
    pub fn clear(&mut self) {
        self.blocks.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_of(text: &str, width: usize) -> Vec<&str> {
        let mut rows = Vec::new();
        wrap(text, width, &mut |a, b| rows.push(&text[a..b]));
        rows
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(
            rows_of("Nine people were taken to hospital", 12),
            ["Nine people", "were taken", "to hospital"]
        );
        assert_eq!(rows_of("Krankenhausbett", 6), ["Kranke", "nhausb", "ett"]);
        assert_eq!(rows_of("a 記者会見で述べた", 6), ["a 記者", "会見で", "述べた"]);
    }

    proptest! {
        #[test]
        fn no_character_is_lost_or_cut_at_any_width(text in "(\\PC|[ \u{300}\u{200d}👩記\u{5d0}]){0,80}", width in 1usize..200) {
            let (mut at, mut rows) = (0, Vec::new());
            wrap(&text, width, &mut |a, b| rows.push((a, b)));
            for (start, end) in rows {
                prop_assert!(text[at..start].trim().is_empty(), "lost {:?}", &text[at..start]);
                let row = &text[start..end];
                let graphemes: Vec<_> = row.graphemes(true).collect();
                prop_assert!(cells::text_width(row) <= width || graphemes.iter().filter(|g| cells::width(g) > 0).count() == 1);
                at = end;
            }
            prop_assert!(text[at..].trim().is_empty(), "lost {:?}", &text[at..]);
        }
    }
}
