//! Blocks that a format marks, gathered piece by piece: headings, items, quotations, captions.

use super::links::Links;
use super::project::Projection;
use super::{Role, Span, links, roles};

/// What parts the cells of a table's row.
const CELL: &str = " · ";

/// Gathers text into blocks; each block gets the role of what it stands in.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    out: Projection,
    /// Text of the open block, its lines parted by newlines.
    text: String,
    /// Role of the next block alone, if it has one.
    role: Option<Role>,
    /// Roles of what is open around the next block; the innermost counts.
    standing: Vec<Role>,
    /// Open lists: the next number, or none for bullets.
    lists: Vec<Option<u64>>,
    /// The marker that the next block takes.
    marker: String,
    /// Texts of the pictures in the open block; they follow it as captions.
    captions: Vec<String>,
    /// Links of the open block.
    links: Links,
    /// Letters and digits of the open block that stand in links.
    linked: usize,
    /// Of each block, whether all of it is a link.
    is_link: Vec<bool>,
}

impl Blocks {
    /// Makes room for a text of so many bytes; `repair` says to mend damaged text.
    pub(super) fn new(bytes: usize, repair: bool) -> Self {
        Self { out: Projection::new(bytes, repair), ..Self::default() }
    }

    /// Adds text to the open block; a newline in it ends a line.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
        if self.links.is_open() {
            self.linked += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
    }

    /// Makes links relative to the address of the document.
    pub(super) fn relative_to(&mut self, address: Option<&str>) {
        self.links.relative_to(address);
    }

    /// Opens a link that leads somewhere.
    pub(super) fn open_link(&mut self, target: Option<&str>) {
        self.links.begin(self.text.len(), target);
    }

    /// Closes the innermost link.
    pub(super) fn close_link(&mut self) {
        self.links.end(&self.text);
    }

    /// Adds a caption that follows the open block.
    pub(super) fn caption(&mut self, text: String) {
        self.captions.push(text);
    }

    /// Adds to the caption that was begun last.
    pub(super) fn add_to_caption(&mut self, text: &str) {
        if let Some(caption) = self.captions.last_mut() {
            caption.push_str(text);
        }
    }

    /// Parts a cell from the one before it in its row.
    pub(super) fn cell(&mut self) {
        if !self.text.trim().is_empty() {
            self.text.push_str(CELL);
        }
    }

    /// Parts what follows from the text before it, where nothing does.
    pub(super) fn part(&mut self) {
        if self.text.ends_with(|c: char| c.is_alphanumeric() || ".!?…:;,)”\"’".contains(c)) {
            self.text.push(' ');
        }
    }

    /// Ends a line; the second end in a row ends the block.
    pub(super) fn end_line(&mut self) {
        if self.text.ends_with('\n') {
            self.flush();
        } else {
            self.text.push('\n');
        }
    }

    /// Ends a line; behind a finished sentence that ends the block as well.
    pub(super) fn hard_break(&mut self) {
        if self.text.ends_with(['.', '!', '?', ':', '…', '”', '"']) && self.role.is_none() {
            self.flush();
        } else {
            self.text.push('\n');
        }
    }

    /// Begins a block with a role of its own.
    pub(super) fn begin(&mut self, role: Role) {
        self.flush();
        self.role = Some(role);
    }

    /// Ends a block with a role of its own; one without words leaves nothing behind for the next.
    pub(super) fn end(&mut self) {
        self.flush();
        self.role = None;
        self.marker.clear();
    }

    /// Opens something that gives its role to the blocks in it.
    pub(super) fn open(&mut self, role: Role) {
        self.flush();
        self.standing.push(role);
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        self.flush();
        self.standing.pop();
    }

    /// Opens a list, with its first number or with bullets.
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.flush();
        self.lists.push(first);
    }

    /// Closes the innermost list.
    pub(super) fn close_list(&mut self) {
        self.flush();
        self.lists.pop();
    }

    /// Begins an item of the innermost list.
    pub(super) fn begin_item(&mut self) {
        self.flush();
        if self.standing.last() == Some(&Role::Boilerplate) {
            return;
        }
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "• ".into(),
        };
        self.begin_marked(marker);
    }

    /// Begins an item that has a marker of its own.
    pub(super) fn begin_marked(&mut self, marker: String) {
        self.begin(Role::Item);
        self.marker = marker;
    }

    /// Lets the next block begin with a marker.
    pub(super) fn mark(&mut self, marker: String) {
        self.flush();
        self.marker = marker;
    }

    /// Adds text of which every line is a block.
    pub(super) fn lines(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(line);
            self.flush();
        }
    }

    /// Returns how many blocks there are, the open one left out.
    pub(super) fn count(&self) -> usize {
        self.out.drafts.len()
    }

    /// Returns how many bytes of text there are, the open block's among them.
    pub(super) fn bytes(&self) -> usize {
        self.out.text.len() + self.text.len()
    }

    /// Closes the open block; one that holds nothing keeps its role and marker for what follows.
    pub(super) fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = self.links.take(&text);
        if !text.trim().is_empty() {
            let standing = self.standing.last().copied().unwrap_or(Role::Text);
            let role = self.role.take().unwrap_or(standing);
            self.out.push(role, &std::mem::take(&mut self.marker), text.split('\n'), false);
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            let is_link = letters > 0 && letters == self.linked;
            self.is_link.resize(self.out.drafts.len(), is_link);
            if let Some(draft) = self.out.drafts.last() {
                let body = Span::new(draft.span.start + draft.marker, draft.span.end);
                links::place(&self.out.text, body, linked, &mut self.out.links);
            }
        }
        self.linked = 0;
        for caption in std::mem::take(&mut self.captions) {
            self.out.push(Role::Caption, "", caption.split('\n'), false);
        }
    }

    /// Closes the last block and settles the roles.
    pub(super) fn finish(mut self) -> Projection {
        self.flush();
        roles::settle_marked(&mut self.out);
        self.out
    }

    /// Closes the last block and settles the roles as a page's links tell them: what is a link and nothing else
    /// leads away from the article.
    pub(super) fn finish_page(mut self) -> Projection {
        self.flush();
        self.is_link.resize(self.out.drafts.len(), false);
        for at in 0..self.out.drafts.len() {
            let draft = self.out.drafts[at];
            let leads_away = match draft.role {
                Role::Text | Role::Item => {
                    self.is_link[at] || !self.out.slice(draft).contains(char::is_alphabetic)
                }
                Role::Heading => self.is_link[at] && self.is_link.get(at + 1) == Some(&true),
                _ => false,
            };
            if leads_away {
                self.out.drafts[at].role = Role::Boilerplate;
            }
        }
        roles::settle_marked(&mut self.out);
        self.out
    }
}
