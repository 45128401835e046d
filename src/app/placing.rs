//! Where the graphemes of a row stand: the one way from the bytes of an article to the cells of a pane.
//!
//! Everything that is added for the eye, a hyphen or the blanks of a justified row, has cells but no bytes, so that no
//! selection, mark or copy can ever hold it.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiDataSource, BidiInfo, HardcodedBidiData, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::cells;
use super::rows::Row;
use crate::article::{Article, Span};
use crate::config::Bidi;

/// A row with the place of each of its graphemes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// The graphemes that take cells, in the order of the text.
    pub graphemes: Vec<Grapheme>,
    /// Where a hyphen stands that is no part of the text.
    pub hyphen: Option<u16>,
    /// Where the marker of an item stands.
    pub marker: u16,
}

/// A grapheme on its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grapheme {
    /// The bytes of the article.
    pub span: Span,
    /// Its first cell, counted from the left edge of the text.
    pub x: u16,
    /// How many it takes; a stretched blank takes more than one.
    pub width: u16,
    /// What is drawn instead, where it reads from right to left and has another face then.
    pub mirrored: Option<char>,
    /// Whether it is wider than the pane, so that only a sign can stand for it.
    pub cut: bool,
}

impl Placed {
    /// Returns the first cell of the grapheme that holds a byte, or of the next one that takes a cell.
    pub fn x_of(&self, byte: usize) -> Option<u16> {
        self.graphemes.iter().find(|g| g.span.end > byte).map(|g| g.x)
    }

    /// Returns the bytes that stand on a cell.
    pub fn at(&self, x: u16) -> Option<Span> {
        self.graphemes.iter().find(|g| (g.x..g.x + g.width).contains(&x)).map(|g| g.span)
    }
}

/// Places the graphemes of a row of text within a width.
pub fn place(article: &Article, row: &Row, width: u16, bidi: Bidi) -> Placed {
    let text = article.slice(row.span);
    let room = width.saturating_sub(row.indent).max(1);
    let mut graphemes = Vec::with_capacity(text.len());
    for (at, symbol) in text.grapheme_indices(true) {
        let wide = cells::width(symbol) as u16;
        let span = Span::new(at, at + symbol.len()).shift(row.span.start);
        if wide > 0 {
            let cut = wide > room;
            graphemes.push(Grapheme { span, x: 0, width: if cut { 1 } else { wide }, mirrored: None, cut });
        }
    }
    stretch(article, &mut graphemes, row.fill);
    let total: u16 = graphemes.iter().map(|g| g.width).sum();
    let hyphen = u16::from(row.hyphen);
    let mut x = if row.rtl { room.saturating_sub(total) } else { row.indent };
    let end = x + total;
    match levels(article, row, &graphemes, bidi) {
        Some(levels) => {
            for index in BidiInfo::reorder_visual(&levels) {
                graphemes[index].x = x;
                x += graphemes[index].width;
                if levels[index].is_rtl() {
                    graphemes[index].mirrored = mirrored(article.slice(graphemes[index].span));
                }
            }
        }
        None => {
            for grapheme in &mut graphemes {
                grapheme.x = x;
                x += grapheme.width;
            }
        }
    }
    let hyphen_at = if row.rtl { end.saturating_sub(total + hyphen) } else { end };
    let marker = cells::text_width(article.slice(row.marker)) as u16;
    Placed {
        graphemes,
        hyphen: row.hyphen.then_some(hyphen_at),
        marker: if row.rtl { width.saturating_sub(marker) } else { 0 },
    }
}

/// Returns a line in the order in which it is read from left to right on the screen.
///
/// Words that begin with a letter from right to left are one text of an article or of the reader and run that way as a whole.
/// All other lines are the program's own, with such words in them: they run from left to right, and so do their numbers, and
/// whatever stands between two names or two quotations keeps them in their order.
pub fn visual(text: &str, bidi: Bidi) -> Cow<'_, str> {
    if bidi == Bidi::Terminal || !has_rtl(text) {
        return Cow::Borrowed(text);
    }
    let opening = ['“', '„', '«', '‘', '"', '\'', '(', '['];
    let first = text.trim_start_matches(opening).chars().next();
    let is_one = !BETWEEN.iter().any(|between| text.contains(between));
    let runs_left = is_one && first.is_some_and(|c| is_rtl(HardcodedBidiData.bidi_class(c)));
    let (base, obeyed) = match runs_left {
        true => (Level::rtl(), without_formatting(text)),
        false => (Level::ltr(), parted(&without_formatting(text))),
    };
    let info = BidiInfo::new(&obeyed, Some(base));
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let levels: Vec<Level> = graphemes.iter().map(|(at, _)| info.levels[*at]).collect();
    let order = BidiInfo::reorder_visual(&levels).into_iter();
    let symbol = |index: usize| {
        let own = graphemes[index].1;
        let other = mirrored(own).filter(|_| levels[index].is_rtl());
        other.map_or_else(|| own.to_owned(), String::from)
    };
    Cow::Owned(order.map(symbol).collect())
}

/// What the program puts between two texts that are not its own.
const BETWEEN: [&str; 4] = [" → ", " · ", "  ", "”, "];

/// Returns a line of the program's own with letters from left to right, as long in bytes, in the place of its numbers, of what
/// stands between two texts, and of quotation marks.
fn parted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = '\0';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_gap = c == ' ' && (before == ' ' || chars.peek() == Some(&' '));
        let parts =
            c.is_ascii_digit() || is_gap || matches!(c, ',' | ';' | ':' | '·' | '→' | '“' | '”' | '…');
        out.push(match c.len_utf8() {
            1 if parts => 'a',
            2 if parts => 'à',
            3 if parts => 'ऄ',
            _ => c,
        });
        before = c;
    }
    out
}

/// Gives the cells that a justified row is short of to its blanks, as evenly as whole cells can be.
fn stretch(article: &Article, graphemes: &mut [Grapheme], fill: u16) {
    if fill == 0 {
        return;
    }
    let blanks: Vec<usize> =
        (0..graphemes.len()).filter(|i| article.slice(graphemes[*i].span) == " ").collect();
    let (fill, count) = (u32::from(fill), blanks.len() as u32);
    let before = |nth: u32| (2 * nth * fill + count) / (2 * count);
    for (nth, index) in (0..).zip(blanks) {
        graphemes[index].width += (before(nth + 1) - before(nth)) as u16;
    }
}

/// Returns whether a text has anything that reads from right to left.
pub fn has_rtl(text: &str) -> bool {
    let rtl = |c: char| c >= '\u{590}' && is_rtl(HardcodedBidiData.bidi_class(c));
    !text.is_ascii() && text.chars().any(rtl)
}

fn is_rtl(class: BidiClass) -> bool {
    matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN)
}

/// Returns whether a paragraph reads from right to left: its first letter says so (rules P2 and P3 of UAX #9).
pub fn reads_rtl(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let classes = text.chars().map(|c| HardcodedBidiData.bidi_class(c));
    classes.into_iter().find(|c| matches!(c, BidiClass::L | BidiClass::R | BidiClass::AL)).is_some_and(is_rtl)
}

/// Returns the level of each grapheme of a row; nothing where all stand as they are written.
///
/// Levels are found over the whole passage, as UAX #9 wants, and put in order row by row. Overrides, embeddings and
/// isolates are shown as signs and are not obeyed: no article can make its words stand in another order than they are in.
fn levels(article: &Article, row: &Row, graphemes: &[Grapheme], bidi: Bidi) -> Option<Vec<Level>> {
    let passage = article.passages.get(row.passage)?.span;
    let text = article.slice(passage);
    if bidi == Bidi::Terminal || !(row.rtl || has_rtl(text)) {
        return None;
    }
    let obeyed = without_formatting(text);
    let base = if row.rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&obeyed, Some(base));
    let of =
        |g: &Grapheme| g.span.start.checked_sub(passage.start).and_then(|at| info.levels.get(at).copied());
    Some(graphemes.iter().map(|g| of(g).unwrap_or(base)).collect())
}

/// Returns a text of as many bytes in which nothing embeds, overrides or isolates.
fn without_formatting(text: &str) -> String {
    let is_formatting = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if is_formatting(c) { '\u{200b}' } else { c }).collect()
}

/// Returns the face that a bracket has where it reads from right to left.
fn mirrored(symbol: &str) -> Option<char> {
    const PAIRS: [(char, char); 9] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
        ('「', '」'),
    ];
    let mut chars = symbol.chars();
    let only = chars.next().filter(|_| chars.next().is_none())?;
    let other = |(a, b): &(char, char)| {
        if *a == only {
            Some(*b)
        } else if *b == only {
            Some(*a)
        } else {
            None
        }
    };
    PAIRS.iter().find_map(other)
}
