//! The records of a case as the file has them: which keys, in which order, how their values are written.

use toml_edit::{Array, Value};

use super::{Fields, Parent, Record};
use crate::case::{Annotation, ArticleEntry, Aside, Check, OwnKind, Tie, Witness};

fn text(content: &str) -> Option<Value> {
    (!content.is_empty()).then(|| long_text(content))
}

/// Writes words of an article on one line, whatever line ends they have.
fn words(content: &str) -> Option<Value> {
    (!content.is_empty()).then(|| one_line(content))
}

/// Writes text as a basic string: JSON escapes what TOML does, and where it does not the text is written as it comes.
fn one_line(content: &str) -> Value {
    let escaped = serde_json::to_string(content).ok().and_then(|json| json.parse::<Value>().ok());
    escaped.filter(|v| v.as_str() == Some(content)).unwrap_or_else(|| Value::from(content))
}

/// Writes text with line ends as a block of lines, where that is the same text read back.
fn long_text(content: &str) -> Value {
    if content.contains('\n')
        && !content.contains(['\r', '\\'])
        && !content.contains("\"\"\"")
        && !content.ends_with('"')
        && !content.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
        && let Ok(parsed) = format!("\"\"\"\n{content}\"\"\"").parse::<Value>()
        && parsed.as_str() == Some(content)
    {
        return parsed;
    }
    Value::from(content)
}

fn optional(content: &Option<String>) -> Option<Value> {
    content.as_deref().map(long_text)
}

fn strings(list: &[String]) -> Option<Value> {
    (!list.is_empty()).then(|| Value::Array(list.iter().collect::<Array>()))
}

/// Writes a moment or day as a date of TOML where it is read back as it stands, else as a string.
pub(super) fn moment(content: &str) -> Option<Value> {
    let date = content.parse::<toml_edit::Datetime>().ok().filter(|d| d.to_string() == content);
    Some(date.map_or_else(|| Value::from(content), Value::from))
}

fn stamp(at: Option<jiff::Timestamp>) -> Option<Value> {
    at.and_then(|t| moment(&t.to_string()))
}

impl Record for ArticleEntry {
    fn fields(&self) -> Fields {
        let read = self.read.as_ref().map(|read| {
            let mut table = toml_edit::InlineTable::new();
            table.insert("as", read.format.as_str().into());
            if let Some(extractor) = &read.extractor {
                table.insert("extractor", extractor.as_str().into());
            }
            table.insert("encoding", read.encoding.as_str().into());
            table.insert("repair", read.repair.into());
            table.insert("projection", i64::from(read.projection).into());
            Value::InlineTable(table)
        });
        vec![
            ("id", text(&self.id)),
            ("label", optional(&self.label)),
            ("path", text(&self.path)),
            ("title", optional(&self.title)),
            ("source", optional(&self.source)),
            ("author", optional(&self.author)),
            ("published", self.published.as_deref().and_then(moment)),
            ("language", optional(&self.language)),
            ("url", optional(&self.url)),
            ("bytes_sha256", text(&self.bytes_sha256)),
            ("read", read),
            ("fetched", stamp(self.fetched)),
            ("previous", strings(&self.previous)),
            ("gone", self.gone.then(|| true.into())),
        ]
    }

    fn id(&self) -> Option<&str> {
        Some(&self.id)
    }
}

impl Record for OwnKind {
    fn fields(&self) -> Fields {
        let key = self.key.map(|k| Value::from(k.to_string()));
        vec![("id", text(&self.id)), ("label", optional(&self.label)), ("key", key)]
    }
}

impl Record for Annotation {
    fn fields(&self) -> Fields {
        vec![
            ("id", text(&self.id)),
            ("kind", text(&self.kind)),
            ("question", text(&self.question)),
            ("severity", Some(self.severity.name().into())),
            ("confidence", Some(self.confidence.name().into())),
            ("status", Some(self.status.name().into())),
            ("by", optional(&self.by)),
            ("created", stamp(self.created)),
            ("changed", stamp(self.changed)),
            ("tags", strings(&self.tags)),
            ("evidence", strings(&self.evidence)),
            ("note", text(&self.note)),
            ("verdict", optional(&self.verdict)),
        ]
    }

    fn id(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn update_children(old: Option<&Self>, new: &Self, table: &mut Parent<'_>) {
        table.below("witness", old.map_or(&[], |o| &o.witnesses), &new.witnesses);
        table.below("check", old.map_or(&[], |o| &o.checks), &new.checks);
    }
}

impl Record for Witness {
    fn fields(&self) -> Fields {
        let quote = self.quote.as_ref();
        let span = quote
            .map(|q| Value::Array([q.span.start as i64, q.span.end as i64].into_iter().collect::<Array>()));
        vec![
            ("article", text(&self.article)),
            ("stand", (self.stand != Default::default()).then(|| self.stand.name().into())),
            ("says", optional(&self.says)),
            ("text", quote.map(|q| one_line(&q.text))),
            ("before", quote.and_then(|q| words(&q.before))),
            ("after", quote.and_then(|q| words(&q.after))),
            ("span", span),
            ("anchor", optional(&self.anchor)),
            ("now", optional(&self.now)),
            ("near", self.near.map(|n| Value::from(n as i64))),
        ]
    }
}

impl Record for Check {
    fn fields(&self) -> Fields {
        vec![
            ("on", self.on.as_deref().and_then(moment)),
            ("source", text(&self.source)),
            ("how", optional(&self.how)),
            ("found", optional(&self.found)),
        ]
    }
}

impl Record for Aside {
    fn fields(&self) -> Fields {
        vec![("kind", text(&self.kind)), ("by", optional(&self.by))]
    }

    fn update_children(old: Option<&Self>, new: &Self, table: &mut Parent<'_>) {
        table.below("witness", old.map_or(&[], |o| &o.witnesses), &new.witnesses);
    }
}

impl Record for Tie {
    fn fields(&self) -> Fields {
        vec![("say", Some(if self.same { "same" } else { "different" }.into())), ("by", optional(&self.by))]
    }

    fn update_children(old: Option<&Self>, new: &Self, table: &mut Parent<'_>) {
        table.below("witness", old.map_or(&[], |o| &o.witnesses), &new.witnesses);
    }
}
