//! A case written into its document: only what differs is touched, the rest keeps its place, comments and order.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use super::{FORMAT, VERSION};
use crate::case::pairs::{Alike, pair};
use crate::case::{Annotation, Case};

use comments::{above, of_prefix, take_key};
use records::moment;

mod array;
mod comments;
mod inline;
mod records;

/// A record's keys in the order of the file; none where a key is not written.
type Fields = Vec<(&'static str, Option<Value>)>;

/// Something that stands in the file as a table.
trait Record: Alike + Clone {
    /// Returns its own keys.
    fn fields(&self) -> Fields;

    /// Returns its id, when other records name it by one.
    fn id(&self) -> Option<&str> {
        None
    }

    /// Writes what differs in its tables below.
    fn update_children(_old: Option<&Self>, _new: &Self, _table: &mut Parent<'_>) {}
}

/// The table of a record that has tables below it.
enum Parent<'t> {
    Table(&'t mut Table),
    Inline(&'t mut InlineTable),
}

impl Parent<'_> {
    /// Brings the records below to their new state; what is taken out takes its comments along.
    fn below<T: Record>(&mut self, key: &str, old: &[T], new: &[T]) {
        match self {
            Parent::Table(table) => drop(list(table, key, old, new, "  ", &mut Vec::new())),
            Parent::Inline(table) => array::below(table, key, old, new),
        }
    }
}

/// Annotations that were taken out, with their tables: undo brings back what was not ours in them too.
#[derive(Debug, Clone, Default)]
pub(super) struct Removed(Vec<(Annotation, Table)>);

/// Changes in a document what differs between two cases; the first must be what the document says.
pub(super) fn update(document: &mut DocumentMut, old: &Case, new: &Case, removed: &mut Removed) {
    if !document.contains_key("format") {
        document["format"] = value(FORMAT);
        document["version"] = value(VERSION as i64);
    }
    update_head(document, old, new);
    let root = document.as_table_mut();
    let mut left = Vec::new();
    left.extend(list(root, "article", &old.articles, &new.articles, "", &mut Vec::new()));
    left.extend(list(root, "kind", &old.kinds, &new.kinds, "", &mut Vec::new()));
    left.extend(list(root, "annotation", &old.annotations, &new.annotations, "", &mut removed.0));
    left.extend(list(root, "aside", &old.asides, &new.asides, "", &mut Vec::new()));
    left.extend(list(root, "tie", &old.ties, &new.ties, "", &mut Vec::new()));
    if !left.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{trailing}\n{}\n", left.join("\n")));
    }
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
        let lost = head.as_table_like_mut().map(|t| set_fields(t, Some(fields(old)), fields(new), ""));
        if let (Some(table), Some(lost)) = (head.as_table_mut(), lost) {
            above(table, &lost);
        }
    }
}

/// Brings a list of tables from its old to its new state, record by record.
///
/// What is taken out is put into `removed`, and taken from there when it comes back. Returns comments that have no
/// table left to stand above.
fn list<T: Record>(
    parent: &mut Table,
    key: &str,
    old: &[T],
    new: &[T],
    indent: &str,
    removed: &mut Vec<(T, Table)>,
) -> Vec<String> {
    if old == new && inline::ids(parent.get(key)).zip(old).all(|(has, record)| has == record.id()) {
        return Vec::new();
    }
    if let Some(array) = array::of(parent, key, old.len()).filter(|_| !new.is_empty()) {
        array::edit(array, old, new, removed);
        return Vec::new();
    }
    let (tables, mut heading) = inline::take_tables(parent, key, indent);
    // The tables stand for the old records, one by one.
    let mut known: Vec<Option<Table>> = tables.into_iter().map(Some).collect();
    let pairs = pair(old, new);
    let mut tables = Vec::with_capacity(new.len());
    for (record, old_at) in new.iter().zip(&pairs) {
        let kept = old_at.and_then(|at| Some((&old[at], known.get_mut(at)?.take()?)));
        tables.push(match kept {
            Some((before, mut table)) => {
                write(&mut table, Some(before), record, indent);
                table
            }
            None => new_table(record, indent, removed),
        });
    }
    keep_places(&mut tables, &pairs);
    for (at, table) in known.into_iter().enumerate() {
        let Some(mut table) = table else { continue };
        // A comment above the first record heads the whole list and stays.
        if at == 0 && indent.is_empty() {
            heading.extend(of_prefix(table.decor()));
            table.decor_mut().set_prefix("\n");
        }
        removed.extend(old.get(at).map(|record| (record.clone(), table)));
    }
    if let Some(first) = tables.first_mut() {
        above(first, &std::mem::take(&mut heading));
    }
    put_tables(parent, key, tables);
    heading
}

/// Writes a record into its table.
fn write<T: Record>(table: &mut Table, before: Option<&T>, record: &T, indent: &str) {
    if before != Some(record) {
        let lost = set_fields(table, before.map(T::fields), record.fields(), indent);
        above(table, &lost);
        T::update_children(before, record, &mut Parent::Table(table));
    }
    if let Some(id) = record.id().filter(|id| table.get("id").and_then(Item::as_str) != Some(id)) {
        table.insert("id", value(id));
    }
}

/// Makes the table of a record, or brings back the one that was taken out with it.
fn new_table<T: Record>(record: &T, indent: &str, removed: &mut Vec<(T, Table)>) -> Table {
    let back = removed.iter().rposition(|(r, _)| r.id().is_some() && r.id() == record.id());
    let mut table = match back {
        Some(at) => {
            let (before, mut table) = removed.remove(at);
            unplace(&mut table);
            write(&mut table, Some(&before), record, indent);
            table
        }
        None => {
            let mut table = Table::new();
            table.decor_mut().set_prefix(if indent.is_empty() { "\n" } else { indent });
            write(&mut table, None, record, indent);
            table
        }
    };
    table.set_position(None);
    table
}

/// Sees to it that tables are written in their order: each place in the file stays, the records trade places, and a
/// new one stands before the one that it comes before.
fn keep_places(tables: &mut [Table], pairs: &[Option<usize>]) {
    let kept: Vec<usize> = (0..tables.len()).filter(|at| pairs[*at].is_some()).collect();
    if !kept.is_sorted_by_key(|at| pairs[*at]) {
        let mut places: Vec<Option<isize>> = kept.iter().map(|at| tables[*at].position()).collect();
        places.sort_unstable();
        for (at, place) in kept.iter().zip(places) {
            unplace(&mut tables[*at]);
            tables[*at].set_position(place);
        }
    }
    let mut next = None;
    for (at, table) in tables.iter_mut().enumerate().rev() {
        match pairs[at] {
            Some(_) => next = table.position(),
            None => table.set_position(next),
        }
    }
}

/// Lets tables below follow their parent instead of standing where they stood.
fn unplace(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(child) => unplace(child),
            Item::ArrayOfTables(children) => children.iter_mut().for_each(unplace),
            _ => {}
        }
    }
}

fn put_tables(parent: &mut Table, key: &str, tables: Vec<Table>) {
    if tables.is_empty() {
        parent.remove(key);
        return;
    }
    if !parent.get(key).is_some_and(Item::is_array_of_tables) {
        parent.insert(key, Item::ArrayOfTables(ArrayOfTables::new()));
    }
    if let Some(list) = parent.get_mut(key).and_then(Item::as_array_of_tables_mut) {
        tables.into_iter().for_each(|table| list.push(table));
    }
}

/// Sets the keys that differ; comments behind a value stay where they are. Returns those of keys that are gone.
fn set_fields(table: &mut dyn TableLike, old: Option<Fields>, new: Fields, indent: &str) -> Vec<String> {
    let mut lost = Vec::new();
    for (at, (key, wanted)) in new.into_iter().enumerate() {
        let before = old.as_ref().and_then(|o| o.get(at)).and_then(|(_, v)| v.clone());
        if old.is_some() && shown(&(key, before.clone())) == shown(&(key, wanted.clone())) {
            continue;
        }
        match (wanted, table.get_mut(key)) {
            (None, _) => lost.extend(take_key(table, key)),
            (Some(Value::InlineTable(wanted)), Some(present)) if present.is_table_like() => {
                set_inside(present, before.as_ref(), &wanted);
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
    lost
}

/// Sets the keys of a table within a record, whichever way it is written.
fn set_inside(present: &mut Item, before: Option<&Value>, wanted: &toml_edit::InlineTable) {
    let before = before.and_then(Value::as_inline_table);
    let gone = before.into_iter().flatten().map(|(key, _)| key).filter(|key| !wanted.contains_key(key));
    let keys: Vec<String> = gone.chain(wanted.iter().map(|(key, _)| key)).map(str::to_owned).collect();
    let Some(table) = present.as_table_like_mut() else { return };
    for key in keys {
        let (was, is) = (before.and_then(|b| b.get(&key)), wanted.get(&key));
        match (is, table.get_mut(&key)) {
            (Some(is), Some(_)) if was.is_some_and(|w| plain(w) == plain(is)) => {}
            (Some(is), Some(Item::Value(present))) => {
                let mut is = is.clone();
                *is.decor_mut() = present.decor().clone();
                *present = is;
            }
            (Some(is), _) => drop(table.insert(&key, value(is.clone()))),
            (None, _) => drop(table.remove(&key)),
        }
    }
}

fn shown(field: &(&'static str, Option<Value>)) -> Option<String> {
    field.1.as_ref().map(plain)
}

fn plain(value: &Value) -> String {
    value.to_string().trim().to_owned()
}
