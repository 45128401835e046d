//! Markdown into blocks, with the front matter as metadata.

use pulldown_cmark::{CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::project::Projection;
use super::{Metadata, Role, metadata, roles};

/// Reads Markdown: its blocks, and what its front matter says.
pub(super) fn read(text: &str) -> (Projection, Metadata) {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::default();
    reader.out.text.reserve(text.len());
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.flush();
    roles::settle_marked(&mut reader.out);
    (reader.out, reader.metadata)
}

#[derive(Default)]
struct Reader {
    out: Projection,
    metadata: Metadata,
    /// Text of the open block, its lines parted by newlines.
    text: String,
    /// Role of the open block; running text when none is set.
    role: Option<Role>,
    /// Markers of the open lists: the next number, or none for bullets.
    lists: Vec<Option<u64>>,
    /// The marker that the next block takes.
    marker: String,
    quotes: usize,
    inside: Inside,
    /// Texts of the pictures in the open block; they follow it as captions.
    captions: Vec<String>,
}

/// What the events that come belong to, where they are not running text.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Text,
    Metadata(MetadataBlockKind),
    /// Its lines are blocks.
    Code,
    Html,
    Image,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::Html(text) => self.text.push_str(&text),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.text.push('\n'),
            Event::SoftBreak => self.text.push('\n'),
            // Behind a finished sentence a hard break parts blocks, elsewhere only lines.
            Event::HardBreak
                if self.text.ends_with(['.', '!', '?', ':', '…', '”', '"']) && self.role.is_none() =>
            {
                self.flush()
            }
            Event::HardBreak => self.text.push('\n'),
            Event::FootnoteReference(label) => self.text.extend(["[", &label, "]"]),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn add(&mut self, text: &CowStr<'_>) {
        match (self.inside, self.captions.last_mut()) {
            (Inside::Image, Some(caption)) => caption.push_str(text),
            _ => self.text.push_str(text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::MetadataBlock(kind) => self.inside = Inside::Metadata(kind),
            Tag::Heading { .. } => {
                self.flush();
                self.role = Some(Role::Heading);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.marker = format!("[{label}] ");
            }
            Tag::Image { title, .. } => {
                self.inside = Inside::Image;
                self.captions.extend((!title.is_empty()).then(|| title.to_string()));
                self.captions.push(String::new());
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.inside = Inside::Code;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.inside = Inside::Html;
            }
            // The first paragraph of an item belongs to its marker.
            Tag::Paragraph | Tag::TableRow | Tag::TableHead => self.flush(),
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" · "),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.flush();
        self.marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".into(),
        };
        self.role = Some(Role::Item);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(kind) => {
                self.inside = Inside::Text;
                metadata::from_front_matter(&std::mem::take(&mut self.text), kind, &mut self.metadata);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                let text = std::mem::take(&mut self.text);
                let text = if self.inside == Inside::Html { without_tags(&text) } else { text };
                self.inside = Inside::Text;
                for line in text.lines() {
                    self.text.push_str(line);
                    self.flush();
                }
            }
            TagEnd::Image => self.inside = Inside::Text,
            TagEnd::Item => {
                self.flush();
                // An item without words leaves nothing behind for the next block.
                self.marker.clear();
                self.role = None;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableRow | TagEnd::TableHead => self.flush(),
            _ => {}
        }
    }

    /// Closes the open block; one that holds nothing keeps its role and marker for what follows.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            let standing = if self.quotes > 0 { Role::Quotation } else { Role::Text };
            let role = self.role.take().unwrap_or(standing);
            self.out.push(role, &std::mem::take(&mut self.marker), text.split('\n'), false);
        }
        for caption in std::mem::take(&mut self.captions) {
            self.out.push(Role::Caption, "", caption.split('\n'), false);
        }
    }
}

/// Returns the text of a piece of HTML: tags, comments, scripts and styles left out.
fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let lower = rest.get(..8).unwrap_or(rest).to_ascii_lowercase();
        let end = match () {
            () if lower.starts_with("<!--") => "-->",
            () if lower.starts_with("<script") => "</script>",
            () if lower.starts_with("<style") => "</style>",
            () => ">",
        };
        rest = rest.find(end).map_or("", |i| &rest[i + end.len()..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "---\ntitle: \"Deck gives way\"\nsource: Valley Post\n---\n\n# Deck gives way\n\n\
        Nine people *fell* into the [Ash](https://ash.example), ![map](m.png) police\nsaid.\n\n> We heard a crack.\n\n\
        1. Closed until May\n2. Detour by\n   Mill Lane\n   - nested\n\n- loose\n\n  item\n\n![The deck](deck.jpg \"Seen from below\")\n\n\
        <div class=\"x\">Kept bare<script>alert(1)</script></div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    code one\n    two\n\nSee.[^1]\n\n[^1]: A note.\n";

    #[test]
    fn blocks_and_metadata_of_a_page_are_kept() {
        let (page, metadata) = read(PAGE);
        let seen: Vec<(Role, &str)> = page.drafts.iter().map(|d| (d.role, page.slice(*d))).collect();
        let expected = [
            (Role::Heading, "Deck gives way"),
            (Role::Text, "Nine people fell into the Ash, police said."),
            (Role::Caption, "map"),
            (Role::Quotation, "We heard a crack."),
            (Role::Item, "1. Closed until May"),
            (Role::Item, "2. Detour by Mill Lane"),
            (Role::Item, "• nested"),
            (Role::Item, "• loose"),
            (Role::Text, "item"),
            (Role::Caption, "Seen from below"),
            (Role::Caption, "The deck"),
            (Role::Text, "Kept bare"),
            (Role::Text, "a · b"),
            (Role::Text, "1 · 2"),
            (Role::Text, "code one"),
            (Role::Text, "two"),
            (Role::Text, "See.[1]"),
            (Role::Text, "[1] A note."),
        ];
        assert_eq!(seen, expected);
        assert_eq!(metadata.title.as_deref(), Some("Deck gives way"));
        assert_eq!(metadata.source.as_deref(), Some("Valley Post"));
    }
}
