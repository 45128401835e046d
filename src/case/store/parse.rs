//! Bytes into a case.

use std::path::Path;

use super::{FORMAT, StoreError, Text};
use crate::case::{Case, ids, kind, wire};

/// Reads a case and the version that the file says; records without an id of their own get one.
pub(super) fn case(path: &Path, bytes: &[u8]) -> Result<(Case, u64), StoreError> {
    let text = Text::of(path, bytes)?;
    let broken = |error| StoreError::Broken { path: path.into(), error: Box::new(error) };
    // A TOML file that is no case deserves a better answer than "missing field".
    let table: toml::Table = text.body.parse().map_err(broken)?;
    if table.get("format").and_then(|f| f.as_str()) != Some(FORMAT) {
        return Err(StoreError::NotACase { path: path.into() });
    }
    let file: wire::File = toml::from_str(&text.body).map_err(broken)?;
    debug_assert_eq!(file.format, FORMAT);
    kind::check(&file.kinds).map_err(|error| StoreError::Kinds { path: path.into(), error })?;
    let mut case = Case {
        id: file.case.id,
        title: file.case.title,
        created: file.case.created,
        articles: file.articles,
        kinds: file.kinds,
        annotations: file.annotations,
        asides: file.asides,
        ties: file.ties,
    };
    ids::complete(&mut case);
    Ok((case, file.version))
}

/// Returns the ids that several records of one sort have in the file, with the name of the sort, in order.
pub(super) fn repeated_ids(path: &Path, bytes: &[u8]) -> Vec<(&'static str, String)> {
    let table: Option<toml::Table> = Text::of(path, bytes).ok().and_then(|text| text.body.parse().ok());
    let mut out = Vec::new();
    for sort in ["article", "annotation"] {
        let records = table.as_ref().and_then(|t| t.get(sort)?.as_array());
        let id = |record: &toml::Value| record.get("id").and_then(|id| id.as_str()).map(str::to_owned);
        let mut ids: Vec<String> = records.into_iter().flatten().filter_map(id).collect();
        ids.sort_unstable();
        let repeated = ids.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        out.extend(repeated.map(|same| (sort, same[0].clone())));
    }
    out
}
