//! Lists of records that are written as arrays of inline tables: changed where they stand, so that the lines about what changed
//! stay to the letter.

use toml_edit::{Array, Decor, InlineTable, Item, RawString, Table, TableLike, Value};

use super::{Parent, Record, set_fields};
use crate::case::pairs::pair;

/// Returns the array of a list that is written as one, when it stands for so many records.
pub(super) fn of<'t>(parent: &'t mut dyn TableLike, key: &str, records: usize) -> Option<&'t mut Array> {
    let array = parent.get_mut(key).and_then(Item::as_array_mut)?;
    let stands = records > 0 && array.len() == records && array.iter().all(Value::is_inline_table);
    stands.then_some(array)
}

/// Brings a list below an inline table from its old to its new state.
pub(super) fn below<T: Record>(parent: &mut InlineTable, key: &str, old: &[T], new: &[T]) {
    if old == new {
        return;
    }
    if new.is_empty() {
        parent.remove(key);
        return;
    }
    if of(parent, key, old.len()).is_none() {
        parent.insert(key, Value::Array(Array::new()));
    }
    if let Some(array) = parent.get_mut(key).and_then(Value::as_array_mut) {
        edit(array, old, new, &mut Vec::new());
    }
}

/// Brings an array from its old to its new state, record by record; what is taken out is put into `removed`, and taken from
/// there when it comes back.
pub(super) fn edit<T: Record>(array: &mut Array, old: &[T], new: &[T], removed: &mut Vec<(T, Table)>) {
    let (has_comma, mut trailing) = (array.trailing_comma(), raw(Some(array.trailing())));
    let between = array.get(1).or(array.get(0)).map_or_else(String::new, |v| gap(&raw(v.decor().prefix())));
    let mut known: Vec<Option<Value>> = array.iter().cloned().map(Some).collect();
    array.clear();
    let pairs = pair(old, new);
    let last = known.len().checked_sub(1);
    let mut values: Vec<Value> = Vec::new();
    for (at, (record, old_at)) in new.iter().zip(&pairs).enumerate() {
        let kept = old_at.and_then(|at| Some((&old[at], known.get_mut(at)?.take()?)));
        if let Some((before, Value::InlineTable(mut table))) = kept {
            write(&mut table, Some(before), record);
            values.push(Value::InlineTable(table));
            continue;
        }
        let mut table = match removed.iter().rposition(|(r, _)| r.id().is_some() && r.id() == record.id()) {
            Some(back) => {
                let (before, table) = removed.remove(back);
                let mut table = table.into_inline_table();
                write(&mut table, Some(&before), record);
                table
            }
            None => {
                let mut table = InlineTable::new();
                write(&mut table, None, record);
                table
            }
        };
        let is_behind_last = last.is_some() && pairs[..at].contains(&last);
        *table.decor_mut() = match is_behind_last {
            // What stands behind the comma of the last record, as a comment in its line, stays there.
            true if has_comma => {
                let (line, rest) = parted(&trailing);
                let prefix = format!("{line}{}", if between.contains('\n') { &between } else { " " });
                trailing = rest;
                Decor::new(prefix, "")
            }
            true => Decor::new(if between.is_empty() { " " } else { &between }, take_suffix(&mut values)),
            false if at == 0 => Decor::new(if between.contains('\n') { &between } else { "" }, ""),
            false => Decor::new(if between.is_empty() { " " } else { &between }, ""),
        };
        values.push(Value::InlineTable(table));
    }
    // The first record of what was written in one line had no blank before it.
    if let [first, second, ..] = values.as_mut_slice()
        && pairs.first().is_some_and(Option::is_none)
        && raw(second.decor().prefix()).is_empty()
        && raw(first.decor().prefix()).is_empty()
    {
        second.decor_mut().set_prefix(" ");
    }
    take_out(known, old, &pairs, &mut values, &mut trailing, removed);
    values.into_iter().for_each(|value| array.push_formatted(value));
    array.set_trailing_comma(has_comma && !new.is_empty());
    array.set_trailing(trailing);
}

/// Keeps the tables of the records that are gone, and puts the comments about them where the next record stands.
fn take_out<T: Record>(
    known: Vec<Option<Value>>,
    old: &[T],
    pairs: &[Option<usize>],
    values: &mut [Value],
    trailing: &mut String,
    removed: &mut Vec<(T, Table)>,
) {
    for (at, value) in known.into_iter().enumerate().rev() {
        let Some(Value::InlineTable(table)) = value else { continue };
        let about = format!("{}{}", raw(table.decor().prefix()), raw(table.decor().suffix()));
        let next = pairs.iter().position(|old| old.is_some_and(|old| old > at));
        match next.and_then(|next| values.get_mut(next)) {
            _ if !about.contains('#') => {}
            Some(next) => {
                let prefix = format!("{}{}", about.trim_end_matches([' ', '\t']), raw(next.decor().prefix()));
                next.decor_mut().set_prefix(one_break(&about, &prefix));
            }
            None => {
                *trailing = one_break(&about, &format!("{}{trailing}", about.trim_end_matches([' ', '\t'])))
            }
        }
        removed.extend(old.get(at).map(|record| (record.clone(), table.into_table())));
    }
}

/// Leaves one line end where a line that is gone had a second one.
fn one_break(about: &str, joined: &str) -> String {
    let at = about.trim_end_matches([' ', '\t']).len();
    match (joined.get(..at), joined.get(at..)) {
        (Some(before), Some(behind)) if before.ends_with('\n') && behind.starts_with('\n') => {
            format!("{before}{}", &behind[1..])
        }
        _ => joined.to_owned(),
    }
}

/// Writes a record into its inline table.
fn write<T: Record>(table: &mut InlineTable, before: Option<&T>, record: &T) {
    if before != Some(record) {
        let end = table.iter().last().map(|(_, value)| raw(value.decor().suffix())).unwrap_or_default();
        let count = table.len();
        set_fields(table, before.map(T::fields), record.fields(), "");
        T::update_children(before, record, &mut Parent::Inline(table));
        if table.len() > count && count > 0 && end.trim().is_empty() {
            move_end(table, count, &end);
        }
    }
    if let Some(id) = record.id().filter(|id| table.get("id").and_then(Value::as_str) != Some(id)) {
        table.insert("id", id.into());
    }
}

/// Moves the blank before the closing brace behind the keys that were added.
fn move_end(table: &mut InlineTable, count: usize, end: &str) {
    if let Some((_, value)) = table.iter_mut().nth(count - 1) {
        value.decor_mut().set_suffix("");
    }
    if let Some((_, value)) = table.iter_mut().last() {
        value.decor_mut().set_suffix(end);
    }
}

fn raw(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// Returns what stands before a record without comments: a line end with the indent, or a blank.
fn gap(prefix: &str) -> String {
    prefix.rfind('\n').map_or_else(|| prefix.to_owned(), |at| prefix[at..].to_owned())
}

/// Parts what stands behind the last comma into all but the line of the closing bracket, and that.
fn parted(trailing: &str) -> (String, String) {
    match trailing.rfind('\n') {
        Some(at) => (trailing[..at].to_owned(), trailing[at..].to_owned()),
        None => (String::new(), trailing.to_owned()),
    }
}

/// Takes what stands between the last record and the closing bracket, unless there is a comment in it.
fn take_suffix(values: &mut [Value]) -> String {
    let Some(last) = values.last_mut() else { return String::new() };
    let suffix = raw(last.decor().suffix());
    if suffix.contains('#') {
        return String::new();
    }
    last.decor_mut().set_suffix("");
    suffix
}
