//! Wraps blocks into rows: which bytes of an article stand on which row of a pane.
//!
//! Every passage starts a row, so that passages which match can stand level; a blank row stands between
//! blocks. Only the blocks that are on the screen are ever wrapped.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::hyphens::Hyphens;
use super::{cells, placing, wrap};
use crate::article::{Article, Role, Span};

pub use super::wrap::wrap;

/// A row of text in a pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    /// Cells that its blanks take more than one each, so that it ends where the others do.
    pub fill: u16,
    /// Whether a hyphen stands behind it that is no part of the text.
    pub hyphen: bool,
    /// Whether its paragraph reads from right to left.
    pub rtl: bool,
}

/// How the text of a pane is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Typesetting {
    /// Whether rows are stretched until they end below each other.
    pub justify: bool,
    /// Whether words are divided with a hyphen, in languages whose rules are known.
    pub hyphenate: bool,
}

/// Cells that a blank of a justified row grows by at most; a row that needs more stays as it is.
const STRETCH: u16 = 3;

/// Wraps a block to a width in cells.
///
/// The block's passages are covered completely and in order, but for white space at the ends of rows. A
/// grapheme that is wider than the pane stands alone on its row.
pub fn wrap_block(
    article: &Article,
    block: usize,
    width: u16,
    justify: bool,
    hyphens: Option<Hyphens>,
) -> Vec<Row> {
    let Some(info) = article.blocks.get(block) else { return Vec::new() };
    let mut rows = Vec::new();
    let rtl = placing::reads_rtl(article.slice(info.span));
    let passages = article.passages_of(block);
    let start = article.passages.get(passages.start).map_or(info.span.start, |p| p.span.start);
    let is_item = info.role == Role::Item && start > info.span.start;
    let marker = if is_item { marker(article, Span::new(info.span.start, start)) } else { Span::default() };
    // All sentences of an item hang below the first.
    let indent = indent(article, info.role, marker, width);
    for index in passages {
        let passage = article.passages[index];
        let text = article.slice(passage.span);
        let room = width.saturating_sub(indent).max(1);
        let running = matches!(passage.role, Role::Text | Role::Item | Role::Quotation);
        let mut first = true;
        wrap::wrap_with(text, usize::from(room), hyphens.filter(|_| running), &mut |piece| {
            let justified = justify && running && !piece.last;
            let marker = if rows.is_empty() { marker } else { Span::default() };
            rows.push(Row {
                span: Span::new(piece.start, piece.end).shift(passage.span.start),
                passage: index,
                first,
                indent,
                marker,
                gap: false,
                fill: if justified { fill(&text[piece.start..piece.end], piece.hyphen, room) } else { 0 },
                hyphen: piece.hyphen,
                rtl,
            });
            first = false;
        });
    }
    let close = |b: usize| article.blocks.get(b).is_some_and(|b| b.role == Role::Item);
    if block > 0 && !rows.is_empty() && !(close(block) && close(block - 1)) {
        let gap = Row {
            span: Span::default(),
            first: false,
            marker: Span::default(),
            gap: true,
            fill: 0,
            hyphen: false,
            ..rows[0]
        };
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

/// Returns how many cells a row is short of, when its blanks can take them.
fn fill(row: &str, hyphen: bool, room: u16) -> u16 {
    let used = cells::text_width(row) as u16 + u16::from(hyphen);
    let blanks = row.matches(' ').count() as u16;
    Some(room.saturating_sub(used)).filter(|short| *short <= blanks * STRETCH).unwrap_or(0)
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

/// Entries after which the cache starts anew.
const CACHE_LIMIT: usize = 8192;

/// Wrapped blocks by article, width and block.
#[derive(Debug, Default)]
pub struct RowCache {
    blocks: FxHashMap<(usize, u16, usize), Arc<[Row]>>,
    typesetting: Typesetting,
    hyphens: FxHashMap<usize, Option<Hyphens>>,
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
        let hyphens = self.hyphens_of(articles, article);
        let justify = self.typesetting.justify;
        let rows: Arc<[Row]> = articles
            .get(article)
            .map_or_else(Vec::new, |a| wrap_block(a, block, width, justify, hyphens))
            .into();
        if self.blocks.len() >= CACHE_LIMIT {
            self.blocks.clear();
        }
        self.blocks.insert(key, Arc::clone(&rows));
        rows
    }

    /// Returns the patterns by which the words of an article are divided, when they are to be.
    fn hyphens_of(&mut self, articles: &[Arc<Article>], article: usize) -> Option<Hyphens> {
        if !self.typesetting.hyphenate {
            return None;
        }
        let found = || articles.get(article).and_then(|a| Hyphens::of(a));
        *self.hyphens.entry(article).or_insert_with(found)
    }

    /// Sets text in another way from now on.
    pub fn set(&mut self, typesetting: Typesetting) {
        if self.typesetting != typesetting {
            self.typesetting = typesetting;
            self.clear();
        }
    }

    /// Forgets everything, as after articles were added or reordered.
    pub fn clear(&mut self) {
        self.blocks.clear();
        self.hyphens.clear();
    }
}
