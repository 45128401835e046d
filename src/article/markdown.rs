//! Markdown into blocks, with the front matter as metadata.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::blocks::Blocks;
use super::project::Projection;
use super::{Metadata, Role, metadata};

/// Reads Markdown: its blocks, and what its front matter says.
pub(super) fn read(text: &str, repair: bool) -> (Projection, Metadata) {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader { blocks: Blocks::new(text.len(), repair), ..Reader::default() };
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    (reader.blocks.finish(), reader.metadata)
}

#[derive(Default)]
struct Reader {
    blocks: Blocks,
    metadata: Metadata,
    inside: Inside,
    /// Text whose lines are not joined: code, HTML, front matter.
    raw: String,
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
            Event::Text(text) | Event::Code(text) | Event::Html(text) => self.add(&text),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.blocks.add("\n"),
            Event::SoftBreak => self.blocks.add("\n"),
            Event::HardBreak => self.blocks.hard_break(),
            Event::FootnoteReference(label) => self.blocks.add(&format!("[{label}]")),
            Event::Rule => self.blocks.flush(),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        match self.inside {
            Inside::Image => self.blocks.add_to_caption(text),
            Inside::Text => self.blocks.add(text),
            Inside::Metadata(_) | Inside::Code | Inside::Html => self.raw.push_str(text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::MetadataBlock(kind) => self.inside = Inside::Metadata(kind),
            Tag::Heading { .. } => self.blocks.begin(Role::Heading),
            Tag::BlockQuote(_) => self.blocks.open(Role::Quotation),
            Tag::List(first) => self.blocks.open_list(first),
            Tag::Item => self.blocks.begin_item(),
            Tag::FootnoteDefinition(label) => self.blocks.mark(format!("[{label}] ")),
            Tag::Image { title, .. } => {
                self.inside = Inside::Image;
                if !title.is_empty() {
                    self.blocks.caption(title.to_string());
                }
                self.blocks.caption(String::new());
            }
            Tag::CodeBlock(_) => {
                self.blocks.flush();
                self.inside = Inside::Code;
            }
            Tag::HtmlBlock => {
                self.blocks.flush();
                self.inside = Inside::Html;
            }
            // The first paragraph of an item belongs to its marker.
            Tag::Paragraph | Tag::TableRow | Tag::TableHead => self.blocks.flush(),
            Tag::TableCell => self.blocks.cell(),
            Tag::Link { dest_url, .. } => self.blocks.open_link(Some(&dest_url)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(kind) => {
                self.inside = Inside::Text;
                metadata::from_front_matter(&std::mem::take(&mut self.raw), kind, &mut self.metadata);
            }
            TagEnd::BlockQuote(_) => self.blocks.close(),
            TagEnd::List(_) => self.blocks.close_list(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                let text = std::mem::take(&mut self.raw);
                let text = if self.inside == Inside::Html { without_tags(&text) } else { text };
                self.inside = Inside::Text;
                self.blocks.lines(&text);
            }
            TagEnd::Image => self.inside = Inside::Text,
            TagEnd::Link => self.blocks.close_link(),
            TagEnd::Item => self.blocks.end(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableRow | TagEnd::TableHead => {
                self.blocks.flush();
            }
            _ => {}
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
        let (page, metadata) = read(PAGE, false);
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
