//! A case written into its document: only what differs is touched, the rest keeps its place, comments and order.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::{FORMAT, VERSION};
use crate::case::{Annotation, ArticleEntry, Aside, Case, Check, Kind, Tie, Witness};

/// A record's keys in the order of the file; none where a key is not written.
type Fields = Vec<(&'static str, Option<Value>)>;

/// Something that stands in the file as a table.
trait Record: PartialEq {
    /// Returns its own keys.
    fn fields(&self) -> Fields;

    /// Writes what differs in its tables below.
    fn update_children(_old: Option<&Self>, _new: &Self, _table: &mut Table) {}
}

/// Changes in a document what differs between two cases.
pub(super) fn update(document: &mut DocumentMut, old: &Case, new: &Case) {
    if !document.contains_key("format") {
        document["format"] = value(FORMAT);
        document["version"] = value(VERSION as i64);
    }
    update_head(document, old, new);
    list(document.as_table_mut(), "article", &old.articles, &new.articles, |a| a.id.clone(), "");
    list(document.as_table_mut(), "kind", &old.kinds, &new.kinds, |k| k.id.clone(), "");
    list(document.as_table_mut(), "annotation", &old.annotations, &new.annotations, |a| a.id.clone(), "");
    list(document.as_table_mut(), "aside", &old.asides, &new.asides, whole, "");
    list(document.as_table_mut(), "tie", &old.ties, &new.ties, whole, "");
}

/// What has no id is known by all that it says.
fn whole<T: std::fmt::Debug>(record: &T) -> String {
    format!("{record:?}")
}

fn update_head(document: &mut DocumentMut, old: &Case, new: &Case) {
    let fields = |case: &Case| -> Fields {
        vec![
            ("id", Some(case.id.clone()).filter(|i| !i.is_empty()).map(Value::from)),
            ("title", case.title.clone().map(Value::from)),
            ("created", case.created.and_then(|c| moment(&c.to_string()))),
        ]
    };
    if fields(old).iter().map(shown).ne(fields(new).iter().map(shown)) || !document.contains_key("case") {
        let head = document.entry("case").or_insert_with(|| Item::Table(Table::new()));
        if let Some(table) = head.as_table_mut() {
            set_fields(table, Some(fields(old)), fields(new), "");
        }
    }
}

/// Brings a list of tables from its old to its new state, record by record.
fn list<T: Record>(
    parent: &mut Table,
    key: &str,
    old: &[T],
    new: &[T],
    id: impl Fn(&T) -> String,
    indent: &str,
) {
    if old == new {
        return;
    }
    if !parent.get(key).is_some_and(Item::is_array_of_tables) {
        parent.insert(key, Item::ArrayOfTables(ArrayOfTables::new()));
    }
    let Some(tables) = parent.get_mut(key).and_then(Item::as_array_of_tables_mut) else { return };
    // The tables stand for the old records, one by one; what is gone is taken out from the end.
    for at in (0..old.len()).rev() {
        if !new.iter().any(|n| id(n) == id(&old[at])) {
            remove(tables, at);
        }
    }
    let mut known: Vec<&T> = old.iter().filter(|o| new.iter().any(|n| id(n) == id(o))).collect();
    for record in new {
        match known.iter().position(|k| id(k) == id(record)) {
            Some(at) => {
                if let Some(table) = tables.get_mut(at)
                    && known[at] != record
                {
                    set_fields(table, Some(known[at].fields()), record.fields(), indent);
                    T::update_children(Some(known[at]), record, table);
                }
            }
            None => {
                let mut table = Table::new();
                if !indent.is_empty() {
                    table.decor_mut().set_prefix(indent);
                } else {
                    table.decor_mut().set_prefix("\n");
                }
                set_fields(&mut table, None, record.fields(), indent);
                T::update_children(None, record, &mut table);
                tables.push(table);
                known.push(record);
            }
        }
    }
    restore_order(
        tables,
        &known.iter().map(|k| id(k)).collect::<Vec<_>>(),
        &new.iter().map(&id).collect::<Vec<_>>(),
    );
    if tables.is_empty() {
        parent.remove(key);
    }
}

/// Puts records back into the order of the case, as undo of a removal asks for.
fn restore_order(tables: &mut ArrayOfTables, known: &[String], wanted: &[String]) {
    if known == wanted || tables.len() != wanted.len() {
        return;
    }
    let mut sorted: Vec<(usize, Table)> = tables
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let place = wanted.iter().position(|w| Some(w) == known.get(i)).unwrap_or(usize::MAX);
            (place, t.clone())
        })
        .collect();
    // Each place in the file keeps its number; only the records trade places.
    let places: Vec<_> = sorted.iter().map(|(_, t)| t.position()).collect();
    sorted.sort_by_key(|(place, _)| *place);
    tables.clear();
    for ((_, mut table), place) in sorted.into_iter().zip(places) {
        unplace(&mut table);
        table.set_position(place);
        tables.push(table);
    }
}

/// Lets tables below follow their parent instead of standing where they stood.
fn unplace(table: &mut Table) {
    for (_, item) in table.iter_mut() {
        if let Some(children) = item.as_array_of_tables_mut() {
            children.iter_mut().for_each(|c| c.set_position(None));
        }
    }
}

/// Removes a table; a comment above the first one heads the section and moves to the next.
fn remove(tables: &mut ArrayOfTables, at: usize) {
    let heading = tables.get(at).and_then(|t| t.decor().prefix().cloned()).filter(|_| at == 0);
    tables.remove(at);
    let commented = heading.as_ref().and_then(|h| h.as_str()).is_some_and(|h| h.contains('#'));
    if let (Some(heading), Some(next), true) = (heading, tables.get_mut(0), commented)
        && next.decor().prefix().and_then(|p| p.as_str()).is_none_or(|p| !p.contains('#'))
    {
        next.decor_mut().set_prefix(heading);
    }
}

/// Sets the keys that differ; comments behind a value stay where they are.
fn set_fields(table: &mut Table, old: Option<Fields>, new: Fields, indent: &str) {
    for (at, (key, wanted)) in new.into_iter().enumerate() {
        let before = old.as_ref().and_then(|o| o.get(at)).and_then(|(_, v)| v.clone());
        if old.is_some() && shown(&(key, before)) == shown(&(key, wanted.clone())) {
            continue;
        }
        match (wanted, table.get_mut(key)) {
            (None, _) => {
                table.remove(key);
            }
            (Some(mut wanted), Some(Item::Value(present))) => {
                *wanted.decor_mut() = present.decor().clone();
                *present = wanted;
            }
            (Some(wanted), _) => {
                table.insert(key, value(wanted));
                if let Some(mut key) = table.key_mut(key)
                    && !indent.is_empty()
                {
                    key.leaf_decor_mut().set_prefix(indent);
                }
            }
        }
    }
}

fn shown(field: &(&'static str, Option<Value>)) -> Option<String> {
    field.1.as_ref().map(|v| v.to_string().trim().to_owned())
}

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

/// Writes a moment or day as a date of TOML where it is one, else as a string.
fn moment(content: &str) -> Option<Value> {
    content.parse::<toml_edit::Datetime>().map(Value::from).ok().or_else(|| Some(Value::from(content)))
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
        ]
    }
}

impl Record for Kind {
    fn fields(&self) -> Fields {
        vec![("id", text(&self.id)), ("label", text(&self.label)), ("key", text(&self.key.to_string()))]
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

    fn update_children(old: Option<&Self>, new: &Self, table: &mut Table) {
        by_place(table, "witness", old.map_or(&[], |o| &o.witnesses), &new.witnesses);
        by_place(table, "check", old.map_or(&[], |o| &o.checks), &new.checks);
    }
}

/// Brings a list of tables below a record to its new state; they have no ids, so they are known by their place.
fn by_place<T: Record + Clone>(table: &mut Table, key: &str, old: &[T], new: &[T]) {
    if old == new {
        return;
    }
    if !table.get(key).is_some_and(Item::is_array_of_tables) {
        table.insert(key, Item::ArrayOfTables(ArrayOfTables::new()));
    }
    let Some(tables) = table.get_mut(key).and_then(Item::as_array_of_tables_mut) else { return };
    while tables.len() > new.len() {
        tables.remove(tables.len() - 1);
    }
    for (at, record) in new.iter().enumerate() {
        if at < tables.len() {
            if let (Some(child), Some(before)) = (tables.get_mut(at), old.get(at)) {
                set_fields(child, Some(before.fields()), record.fields(), "  ");
            }
        } else {
            let mut child = Table::new();
            child.decor_mut().set_prefix("  ");
            set_fields(&mut child, None, record.fields(), "  ");
            tables.push(child);
        }
    }
    if tables.is_empty() {
        table.remove(key);
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

    fn update_children(old: Option<&Self>, new: &Self, table: &mut Table) {
        by_place(table, "witness", old.map_or(&[], |o| &o.witnesses), &new.witnesses);
    }
}

impl Record for Tie {
    fn fields(&self) -> Fields {
        vec![("say", Some(if self.same { "same" } else { "different" }.into())), ("by", optional(&self.by))]
    }

    fn update_children(old: Option<&Self>, new: &Self, table: &mut Table) {
        by_place(table, "witness", old.map_or(&[], |o| &o.witnesses), &new.witnesses);
    }
}
