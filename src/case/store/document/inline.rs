//! Lists of records, written as tables or in one line as arrays; both are the same to TOML.

use toml_edit::{InlineTable, Item, RawString, Table, Value};

use super::comments::{above, of_key, of_raw};

/// Returns the ids in a list, one for each of its records.
pub(super) fn ids(list: Option<&Item>) -> Box<dyn Iterator<Item = Option<&str>> + '_> {
    match list {
        Some(Item::ArrayOfTables(tables)) => {
            Box::new(tables.iter().map(|t| t.get("id").and_then(Item::as_str)))
        }
        Some(Item::Value(Value::Array(array))) => {
            let tables = array.iter().filter_map(Value::as_inline_table);
            Box::new(tables.map(|t| t.get("id").and_then(Value::as_str)))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// Takes the tables out of a list; one that is written in one line is spread out, and its comments come along.
///
/// Returns the tables, and comments that stood in no record.
pub(super) fn take_tables(parent: &mut Table, key: &str, indent: &str) -> (Vec<Table>, Vec<String>) {
    if let Some(tables) = parent.get_mut(key).and_then(Item::as_array_of_tables_mut) {
        return (std::mem::take(tables).into_iter().collect(), Vec::new());
    }
    let mut comments = of_key(parent, key);
    let Some(Item::Value(Value::Array(array))) = parent.remove(key) else { return (Vec::new(), comments) };
    let (behind_last, trailing) = behind(Some(array.trailing()));
    comments.extend(trailing);
    let mut tables: Vec<Table> = Vec::new();
    for value in array {
        let (behind_previous, mut above_it) = behind(value.decor().prefix());
        match tables.last_mut() {
            Some(previous) => above(previous, &behind_previous),
            None => comments.extend(behind_previous),
        }
        above_it.extend(of_raw(value.decor().suffix()));
        let Value::InlineTable(inline) = value else { continue };
        above_it.extend(within(&inline));
        let mut table = inline.into_table();
        table.decor_mut().set_prefix(if indent.is_empty() { "\n" } else { indent });
        if !indent.is_empty() {
            for (mut key, _) in table.iter_mut() {
                key.leaf_decor_mut().set_prefix(indent);
            }
        }
        above(&mut table, &above_it);
        tables.push(table);
    }
    match tables.last_mut() {
        Some(last) => above(last, &behind_last),
        None => comments.extend(behind_last),
    }
    (tables, comments)
}

/// Parts what stands between two records: comments in the line of the first one's comma, and those above the second.
fn behind(raw: Option<&RawString>) -> (Vec<String>, Vec<String>) {
    let text = raw.and_then(RawString::as_str).unwrap_or_default();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (of_raw(Some(&line.into())), of_raw(Some(&rest.into())))
}

/// Returns the comments between the keys of a table in one line.
fn within(table: &InlineTable) -> Vec<String> {
    let mut comments: Vec<String> = table.iter().flat_map(|(key, _)| of_key(table, key)).collect();
    comments.extend(of_raw(Some(table.trailing())));
    comments
}
