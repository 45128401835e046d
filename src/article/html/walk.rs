//! From a page's elements to blocks: what browsers show as a block is one.

use dom_query::NodeRef;

use super::super::blocks::Blocks;
use super::super::{Role, fold, normal};

/// Blocks at the start of an article among which its headline and byline may be.
const HEAD: usize = 6;
/// Bytes of a headline or byline after which it is neither and no more of it is read.
const LINE: usize = 500;

/// What an element does to the blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Its text belongs to the block around it.
    Inline,
    /// It begins and ends a block.
    Block,
    Heading,
    Item,
    /// A list; numbered when its name says so.
    List,
    Quotation,
    Caption,
    /// What leads elsewhere: menus.
    Menu,
    /// Its lines are blocks.
    Lines,
    Cell,
    /// A quotation within a line; browsers show its marks.
    Quoted,
    LineEnd,
    Link,
    /// Nothing of it is text.
    Skipped,
}

fn kind_of(name: &str) -> Kind {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "li" => Kind::Item,
        "ul" | "ol" | "menu" => Kind::List,
        "blockquote" => Kind::Quotation,
        "figcaption" | "caption" => Kind::Caption,
        "nav" => Kind::Menu,
        "pre" | "xmp" | "listing" | "plaintext" => Kind::Lines,
        "td" | "th" => Kind::Cell,
        "q" => Kind::Quoted,
        "br" => Kind::LineEnd,
        "a" => Kind::Link,
        "address" | "article" | "aside" | "body" | "center" | "dd" | "details" | "dialog" | "dir" | "div"
        | "dl" | "dt" | "fieldset" | "figure" | "footer" | "form" | "header" | "hgroup" | "hr" | "html"
        | "legend" | "main" | "optgroup" | "option" | "p" | "search" | "section" | "summary" | "table"
        | "tbody" | "tfoot" | "thead" | "tr" => Kind::Block,
        "applet" | "audio" | "button" | "canvas" | "datalist" | "embed" | "frameset" | "head" | "iframe"
        | "input" | "link" | "map" | "meta" | "noembed" | "noframes" | "noscript" | "object" | "progress"
        | "rp" | "rt" | "script" | "select" | "style" | "svg" | "template" | "textarea" | "title"
        | "video" => Kind::Skipped,
        _ => Kind::Inline,
    }
}

/// Walks through an element and adds its text to the blocks. It follows the tree without recursion.
pub(in crate::article) fn walk(root: &NodeRef<'_>, blocks: &mut Blocks) {
    walk_while(root, blocks, |_| true);
}

/// Walks through an element as long as the blocks are not enough.
fn walk_while(root: &NodeRef<'_>, blocks: &mut Blocks, goes_on: impl Fn(&Blocks) -> bool) {
    let mut walker = Walker { blocks, verbatim: 0, captions: 0 };
    let mut at = *root;
    while goes_on(walker.blocks) {
        let inner = if walker.enter(&at) { at.first_child() } else { None };
        if let Some(inner) = inner {
            at = inner;
            continue;
        }
        loop {
            walker.leave(&at);
            if at.id == root.id {
                walker.blocks.flush();
                return;
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            match at.parent() {
                Some(parent) => at = parent,
                None => return,
            }
        }
    }
}

struct Walker<'b> {
    blocks: &'b mut Blocks,
    /// Open elements whose lines are blocks.
    verbatim: usize,
    /// Open captions.
    captions: usize,
}

impl Walker<'_> {
    /// Takes in the beginning of a node and returns whether what is in it counts.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.text(&node.text());
            return false;
        }
        let kind = kind(node);
        match kind {
            Kind::Skipped => return false,
            // Credits of pictures follow their captions without a blank, and pages show them apart.
            Kind::Inline if self.captions > 0 && is_part(node) => self.blocks.part(),
            Kind::Inline => {}
            Kind::Block => self.blocks.flush(),
            Kind::Heading => self.blocks.begin(Role::Heading),
            Kind::Item => self.blocks.begin_item(),
            Kind::List => {
                let start = node.attr("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
                self.blocks.open_list(node.has_name("ol").then_some(start));
            }
            Kind::Quotation => self.blocks.open(Role::Quotation),
            Kind::Caption => {
                self.blocks.open(Role::Caption);
                self.captions += 1;
            }
            Kind::Menu => self.blocks.open(Role::Boilerplate),
            Kind::Lines => {
                self.blocks.flush();
                self.verbatim += 1;
            }
            Kind::Cell => self.blocks.cell(),
            Kind::Quoted => self.blocks.add("“"),
            Kind::Link => self.blocks.open_link(node.attr("href").as_deref()),
            Kind::LineEnd if self.verbatim > 0 => self.blocks.flush(),
            Kind::LineEnd => self.blocks.end_line(),
        }
        true
    }

    fn text(&mut self, text: &str) {
        if self.verbatim == 0 {
            self.blocks.add(&text.replace(['\n', '\r'], " "));
            return;
        }
        let mut lines = text.split('\n');
        self.blocks.add(lines.next().unwrap_or_default());
        for line in lines {
            self.blocks.flush();
            self.blocks.add(line);
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        if !node.is_element() {
            return;
        }
        match kind(node) {
            Kind::Block => self.blocks.flush(),
            Kind::Heading | Kind::Item => self.blocks.end(),
            Kind::List => self.blocks.close_list(),
            Kind::Quotation | Kind::Menu => self.blocks.close(),
            Kind::Caption => {
                self.blocks.close();
                self.captions = self.captions.saturating_sub(1);
            }
            Kind::Lines => {
                self.blocks.flush();
                self.verbatim = self.verbatim.saturating_sub(1);
            }
            Kind::Quoted => self.blocks.add("”"),
            Kind::Link => self.blocks.close_link(),
            Kind::Inline | Kind::Cell | Kind::LineEnd | Kind::Skipped => {}
        }
    }
}

/// Returns whether an element is a part of a line and not an emphasis in it.
fn is_part(node: &NodeRef<'_>) -> bool {
    ["span", "cite", "small", "time"].iter().any(|name| node.has_name(name))
}

/// Returns what an element does; nothing of a hidden one is text.
fn kind(node: &NodeRef<'_>) -> Kind {
    let Some(element) = node.element_ref() else {
        return if node.is_document() || node.is_fragment() { Kind::Block } else { Kind::Skipped };
    };
    let kind = kind_of(&element.name.local);
    let is_hidden = element.attrs.iter().any(|a| match a.name.local.as_ref() {
        "hidden" => true,
        "style" => is_hiding(&a.value),
        _ => false,
    });
    if is_hidden { Kind::Skipped } else { kind }
}

fn is_hiding(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.to_ascii_lowercase().contains("display:none")
}

/// Returns the text of the first blocks of an element.
pub(super) fn start_of(node: &NodeRef<'_>) -> String {
    text_of(node, |blocks| blocks.count() < HEAD)
}

fn text_of(node: &NodeRef<'_>, goes_on: impl Fn(&Blocks) -> bool) -> String {
    let mut blocks = Blocks::default();
    walk_while(node, &mut blocks, goes_on);
    blocks.finish().text
}

/// Returns the text of an element as one line.
pub(in crate::article) fn line_of(node: &NodeRef<'_>) -> String {
    text_of(node, |_| true).replace('\n', " ")
}

/// Returns the same for a line that is a headline or byline only when it is short; a long one ends early.
pub(super) fn short_line_of(node: &NodeRef<'_>) -> String {
    text_of(node, |blocks| blocks.bytes() < LINE).replace('\n', " ")
}

/// Returns whether one of the first blocks of a text is this line.
pub(super) fn begins_with(text: &str, line: &str) -> bool {
    let line = key(line);
    text.lines().take(3).any(|l| key(l) == line)
}

/// Returns whether a block of a text holds this line.
pub(super) fn holds(text: &str, line: &str) -> bool {
    let line = key(line);
    text.lines().any(|l| key(l).contains(&line))
}

/// A line without what differs between two showings of it: case, marks, blanks.
pub(super) fn key(line: &str) -> String {
    fold::fold_text(&normal::folded(line)).chars().filter(|c| c.is_alphanumeric()).collect()
}
