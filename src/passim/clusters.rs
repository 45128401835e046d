//! The clusters of passim's output: listed with their sizes, and one of them gathered document by document.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::records::{Record, Skipped, each};
use super::{MOST_DOCUMENTS, PassimError};

/// Names of publications that the list shows of a cluster.
const MOST_NAMES: usize = 6;
/// Megabytes of text that a cluster may have.
const MOST_MEGABYTES: u64 = 256;

/// A cluster in the list.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    /// Its name.
    pub id: String,
    /// Its passages.
    pub passages: usize,
    /// Publications, or series, or documents, in order of appearance.
    pub names: Vec<String>,
    /// Documents that it has passages of, by a sum of their ids.
    documents: FxHashSet<u64>,
}

impl Cluster {
    /// Returns of how many documents it has passages.
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    fn take(&mut self, record: &Record) {
        self.passages += 1;
        let mut hasher = FxHasher::default();
        record.id.hash(&mut hasher);
        self.documents.insert(hasher.finish());
        let name = record.source.as_ref().or(record.series.as_ref()).unwrap_or(&record.id);
        if self.names.len() < MOST_NAMES && !self.names.contains(name) {
            self.names.push(name.clone());
        }
    }
}

/// Lists all clusters, those of the most documents first.
///
/// # Errors
/// A file cannot be read, or none holds a cluster.
pub fn list(paths: &[PathBuf]) -> Result<(Vec<Cluster>, Skipped), PassimError> {
    let mut known: FxHashMap<String, Cluster> = FxHashMap::default();
    let skipped = each(paths, |record| {
        if let Some(id) = &record.cluster {
            let new = || Cluster { id: id.clone(), ..Cluster::default() };
            known.entry(id.clone()).or_insert_with(new).take(&record);
        }
        Ok(())
    })?;
    if known.is_empty() {
        return Err(PassimError::NoClusters);
    }
    let mut clusters: Vec<Cluster> = known.into_values().collect();
    // Names are mostly numbers: shorter ones come first.
    clusters.sort_by(|a, b| {
        let sizes = (b.documents(), b.passages).cmp(&(a.documents(), a.passages));
        sizes.then_with(|| a.id.len().cmp(&b.id.len())).then_with(|| a.id.cmp(&b.id))
    });
    Ok((clusters, skipped))
}

/// A passage of a document that was used again.
#[derive(Debug, Clone)]
pub struct Passage {
    /// Its first character in the document's text, where that is known.
    pub begin: Option<usize>,
    /// Its text.
    pub text: String,
}

/// A document with its passages in one cluster.
#[derive(Debug, Clone)]
pub struct Document {
    /// What is known of it.
    pub record: Record,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// All of its text, where it is at hand.
    pub full: Option<String>,
}

impl Document {
    /// Returns its text: all of it, else its passages.
    pub(super) fn text(&self) -> String {
        let passages = || self.passages.iter().map(|p| p.text.trim()).collect::<Vec<_>>().join("\n\n");
        self.full.clone().unwrap_or_else(passages)
    }
}

/// The documents of a cluster, oldest first, and how many more there are than a case takes.
#[derive(Debug)]
pub struct Gathered {
    /// The documents.
    pub documents: Vec<Document>,
    /// Those that are left out.
    pub left_out: usize,
}

/// Gathers the documents of a cluster; the oldest are taken where there are too many.
///
/// # Errors
/// A file cannot be read, there is no such cluster, or it is too large.
pub fn gather(paths: &[PathBuf], cluster: &str) -> Result<Gathered, PassimError> {
    let mut found: BTreeMap<String, Document> = BTreeMap::new();
    let mut bytes = 0;
    each(paths, |record| {
        if record.cluster.as_deref() != Some(cluster) {
            return Ok(());
        }
        bytes += record.text.len() as u64;
        if bytes > MOST_MEGABYTES << 20 {
            return Err(PassimError::TooLarge { cluster: cluster.to_owned(), limit: MOST_MEGABYTES });
        }
        let passage = Passage { begin: record.begin, text: record.text.clone() };
        let new = || Document { record: record.clone(), passages: Vec::new(), full: None };
        found.entry(record.id.clone()).or_insert_with(new).passages.push(passage);
        Ok(())
    })?;
    if found.is_empty() {
        return Err(PassimError::NoSuchCluster(cluster.to_owned()));
    }
    let mut documents: Vec<Document> = found.into_values().collect();
    documents.iter_mut().for_each(|d| d.passages.sort_by_key(|p| p.begin));
    // Those without a date come last; equal ones stay in the order of their ids.
    documents.sort_by_key(|d| (d.record.date.is_none(), d.record.date.clone()));
    let left_out = documents.len().saturating_sub(MOST_DOCUMENTS);
    documents.truncate(MOST_DOCUMENTS);
    Ok(Gathered { documents, left_out })
}

/// Adds to documents all of their text, from the files that passim was given; returns how many have it now.
///
/// # Errors
/// A file cannot be read, or the texts are too large together.
pub fn fill(documents: &mut [Document], cluster: &str, corpus: &[PathBuf]) -> Result<usize, PassimError> {
    let places: FxHashMap<String, usize> =
        documents.iter().enumerate().map(|(at, d)| (d.record.id.clone(), at)).collect();
    let mut bytes = 0;
    each(corpus, |record| {
        let Some(document) = places.get(&record.id).and_then(|at| documents.get_mut(*at)) else {
            return Ok(());
        };
        bytes += record.text.len() as u64;
        if bytes > MOST_MEGABYTES << 20 {
            return Err(PassimError::TooLarge { cluster: cluster.to_owned(), limit: MOST_MEGABYTES });
        }
        document.full.get_or_insert(record.text);
        Ok(())
    })?;
    Ok(documents.iter().filter(|d| d.full.is_some()).count())
}
