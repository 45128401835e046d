//! Markdown into blocks, with the front matter as metadata.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::project::{Draft, fold};
use super::{Metadata, Role, roles};

/// Reads Markdown: its blocks, and what its front matter says.
pub(super) fn read(text: &str) -> (Vec<Draft>, Metadata) {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.flush();
    roles::settle(&mut reader.drafts);
    (reader.drafts, reader.metadata)
}

#[derive(Default)]
struct Reader {
    drafts: Vec<Draft>,
    metadata: Metadata,
    /// Text of the open block.
    text: String,
    /// Role of the open block; running text when none is set.
    role: Option<Role>,
    /// Markers of the open lists: the next number, or none for bullets.
    lists: Vec<Option<u64>>,
    /// The marker that the next flushed block takes.
    marker: String,
    quotes: usize,
    in_metadata: Option<MetadataBlockKind>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.in_metadata.is_some() => self.text.push_str(&text),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(if self.in_metadata.is_some() { '\n' } else { ' ' }),
            Event::HardBreak | Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::MetadataBlock(kind) => self.in_metadata = Some(kind),
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
            Tag::Item => {
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
            Tag::Image { .. } => {
                self.flush();
                self.role = Some(Role::Caption);
            }
            // The first paragraph of an item belongs to its marker.
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock
                if self.marker.is_empty() =>
            {
                self.flush();
            }
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" · "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(kind) => {
                let text = std::mem::take(&mut self.text);
                self.in_metadata = None;
                front_matter(&text, kind, &mut self.metadata);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::Image => self.flush(),
            _ => {}
        }
    }

    /// Closes the open block.
    fn flush(&mut self) {
        let text = fold(&std::mem::take(&mut self.text));
        let role = self.role.take();
        if text.is_empty() {
            self.role = role.filter(|r| *r == Role::Item);
            return;
        }
        let marker = std::mem::take(&mut self.marker);
        let role = match role {
            Some(role) => role,
            None if self.quotes > 0 => Role::Quotation,
            // A paragraph may be site furniture or a credit, but never a heading: Markdown has marks for those.
            None => match roles::of_line(&text).role {
                found @ (Role::Boilerplate | Role::Caption) => found,
                _ => Role::Text,
            },
        };
        self.drafts.push(Draft { role, marker: marker.len(), text: marker + &text });
    }
}

/// Reads the plain `key: value` lines of YAML, or the `key = "value"` lines of TOML.
fn front_matter(text: &str, kind: MetadataBlockKind, metadata: &mut Metadata) {
    let separator = if kind == MetadataBlockKind::YamlStyle { ':' } else { '=' };
    for line in text.lines() {
        let Some((key, value)) = line.split_once(separator) else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() {
            continue;
        }
        let value = Some(fold(value));
        match key.trim().to_lowercase().as_str() {
            "title" | "headline" => metadata.title = value,
            "source" | "publication" | "publisher" | "site" => metadata.source = value,
            "author" | "authors" | "by" | "byline" => metadata.author = value,
            "date" | "published" => metadata.published = value,
            "lang" | "language" => metadata.language = value,
            "url" | "link" | "canonical" => metadata.url = value,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "---\ntitle: \"Deck gives way\"\nsource: Valley Post\nauthor: M. Ode\ndate: 2026-03-14\n---\n\n# Deck gives way\n\n\
        Nine people *fell* into the [Ash](https://ash.example), police\nsaid.\n\n> We heard a crack.\n\n1. Closed until May\n2. Detour by\n   Mill Lane\n\n\
        - loose\n\n  item\n\n![The deck](deck.jpg)\n";

    #[test]
    fn blocks_and_metadata_of_a_page_are_kept() {
        let (drafts, metadata) = read(PAGE);
        let seen: Vec<(Role, &str)> = drafts.iter().map(|d| (d.role, d.text.as_str())).collect();
        let expected = [
            (Role::Heading, "Deck gives way"),
            (Role::Text, "Nine people fell into the Ash, police said."),
            (Role::Quotation, "We heard a crack."),
            (Role::Item, "1. Closed until May"),
            (Role::Item, "2. Detour by Mill Lane"),
            (Role::Item, "• loose"),
            (Role::Text, "item"),
            (Role::Caption, "The deck"),
        ];
        assert_eq!(seen, expected);
        assert_eq!(metadata.title.as_deref(), Some("Deck gives way"));
        assert_eq!(metadata.source.as_deref(), Some("Valley Post"));
        assert_eq!(metadata.published.as_deref(), Some("2026-03-14"));
    }
}
