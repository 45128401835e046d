//! Blocks into one text: each is folded as it is written, blocks are parted by one newline.

use std::borrow::Cow;

use super::lines::{self, LineEnd};
use super::normal::push_folded;
use super::repair::{self, Change};
use super::{Block, Link, Role, Span, roles};

/// A block while its role is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) role: Role,
    pub(super) span: Span,
    /// Bytes of an item's marker and the blank behind it; passages start after them.
    pub(super) marker: usize,
}

/// The projected text and its blocks; complete once the roles are settled.
#[derive(Debug, Default)]
pub(super) struct Projection {
    pub(super) text: String,
    pub(super) drafts: Vec<Draft>,
    /// Where words of it lead, in order.
    pub(super) links: Vec<Link>,
    /// What was mended; none when the text is to stay as it is.
    pub(super) mended: Option<Vec<Change>>,
}

impl Projection {
    /// Makes an empty projection with room for so many bytes; `repair` says to mend damaged text.
    pub(super) fn new(bytes: usize, repair: bool) -> Self {
        Self { text: String::with_capacity(bytes), mended: repair.then(Vec::new), ..Self::default() }
    }

    /// Appends a block of the lines given, joined as the lines of a paragraph; nothing when they hold nothing.
    ///
    /// `hyphenates` says that words are broken at the ends of lines.
    pub(super) fn push<'a>(
        &mut self,
        role: Role,
        marker: &str,
        lines: impl IntoIterator<Item = &'a str>,
        hyphenates: bool,
    ) {
        let end = self.text.len();
        if end > 0 {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(marker);
        let body = self.text.len();
        let mut ended = LineEnd::Word;
        for line in lines {
            let line = &*mend(line, self.drafts.len(), &mut self.mended);
            lines::append(&mut self.text, body, line, ended);
            ended = LineEnd::of(line, hyphenates);
        }
        if self.text.len() == body {
            self.text.truncate(end);
            return;
        }
        self.drafts.push(Draft { role, span: Span::new(start, self.text.len()), marker: body - start });
    }

    /// Appends a block of one line, whose role its own look decides.
    fn push_line(&mut self, line: &str) {
        let end = self.text.len();
        if end > 0 {
            self.text.push('\n');
        }
        let start = self.text.len();
        push_folded(&mut self.text, &mend(line, self.drafts.len(), &mut self.mended));
        if self.text.len() == start {
            self.text.truncate(end);
            return;
        }
        self.drafts.push(Draft { role: Role::Text, span: Span::new(start, self.text.len()), marker: 0 });
    }

    /// Returns a block's text.
    pub(super) fn slice(&self, draft: Draft) -> &str {
        self.text.get(draft.span.range()).unwrap_or_default()
    }

    /// Returns the blocks, and the spans of their bodies without the markers of items.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (Block, Span)> {
        self.drafts
            .iter()
            .map(|d| (Block { role: d.role, span: d.span }, Span::new(d.span.start + d.marker, d.span.end)))
    }
}

/// Mends a line, when that was asked for.
fn mend<'l>(line: &'l str, block: usize, mended: &mut Option<Vec<Change>>) -> Cow<'l, str> {
    mended.as_mut().map_or(Cow::Borrowed(line), |changes| repair::mend(line, block, changes))
}

/// Projects plain text.
pub(super) fn plain(text: &str, repair: bool) -> Projection {
    // One blank more than lines; folding only shortens.
    let mut out = Projection::new(text.len() + 1, repair);
    let lines = lines::split(text);
    match lines::wrap_width(&lines) {
        None => lines.iter().for_each(|line| out.push_line(line)),
        Some(wrap) => {
            for paragraph in wrap.paragraphs(&lines) {
                out.push(Role::Text, "", paragraph.iter().copied(), wrap.hyphenates);
            }
        }
    }
    roles::settle_plain(&mut out);
    out
}
