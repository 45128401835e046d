//! The reader's comments, where what they stand beside moves or goes.

use toml_edit::{Decor, Item, RawString, Table, TableLike};

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
