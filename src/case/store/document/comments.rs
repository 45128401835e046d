//! The reader's comments, where what they stand beside moves or goes.

use toml_edit::{Decor, Item, RawString, Table, TableLike, Value};

/// Returns the comments in what stands between keys and values.
pub(super) fn of_raw(raw: Option<&RawString>) -> Vec<String> {
    let lines = raw.and_then(RawString::as_str).unwrap_or_default().lines();
    lines.map(str::trim).filter(|l| l.starts_with('#')).map(str::to_owned).collect()
}

/// Returns the comments above something.
pub(super) fn of_prefix(decor: &Decor) -> Vec<String> {
    of_raw(decor.prefix())
}

/// Returns the comments above and behind something.
pub(super) fn of_decor(decor: &Decor) -> Vec<String> {
    let mut comments = of_raw(decor.prefix());
    comments.extend(of_raw(decor.suffix()));
    comments
}

/// Returns the comments above and behind a key and its value.
pub(super) fn of_key(table: &dyn TableLike, key: &str) -> Vec<String> {
    let mut comments = table.key(key).map(|k| of_decor(k.leaf_decor())).unwrap_or_default();
    if let Some(Item::Value(value)) = table.get(key) {
        comments.extend(of_decor(value.decor()));
    }
    comments
}

/// Takes a key out; its comments stay in their place, above what comes next. Returns them where nothing does.
pub(super) fn take_key(table: &mut dyn TableLike, key: &str) -> Vec<String> {
    let comments = of_key(table, key);
    let at = table.iter().position(|(k, _)| k == key);
    let above_it = table.key(key).and_then(|k| k.leaf_decor().prefix()).and_then(RawString::as_str);
    let mut lines = above_it.unwrap_or_default().to_owned();
    let behind =
        table.get(key).and_then(Item::as_value).map_or_else(Vec::new, |v| of_raw(v.decor().suffix()));
    // The blanks behind the last line end stood before the key.
    let indent = lines.rfind('\n').map_or(0, |at| at + 1);
    let indent = lines.split_off(indent);
    behind.iter().for_each(|comment| lines.extend([&indent, comment, "\n"]));
    table.remove(key);
    if lines.is_empty() {
        return comments;
    }
    let next = at.and_then(|at| table.iter_mut().nth(at));
    let join =
        |old: Option<&RawString>| format!("{lines}{}", old.and_then(RawString::as_str).unwrap_or_default());
    match next {
        Some((_, Item::Value(Value::InlineTable(inner)))) if inner.is_dotted() => comments,
        Some((mut key, Item::Value(_))) => {
            let decor = key.leaf_decor_mut();
            decor.set_prefix(join(decor.prefix()));
            Vec::new()
        }
        Some((_, Item::ArrayOfTables(tables))) if !tables.is_empty() => {
            if let Some(first) = tables.get_mut(0) {
                let prefix = join(first.decor().prefix());
                first.decor_mut().set_prefix(prefix);
            }
            Vec::new()
        }
        _ => comments,
    }
}

/// Puts comments above the head of a table, below those that are there.
pub(super) fn above(table: &mut Table, comments: &[String]) {
    if comments.is_empty() {
        return;
    }
    let prefix = table.decor().prefix().and_then(RawString::as_str).unwrap_or("\n");
    let line = prefix.rfind('\n').map_or(0, |at| at + 1);
    let (before, indent) = prefix.split_at(line);
    let lines: String = comments.iter().map(|c| format!("{indent}{c}\n")).collect();
    let prefix = format!("{before}{lines}{indent}");
    table.decor_mut().set_prefix(prefix);
}
