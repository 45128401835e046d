//! Any bytes as what passim writes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;

use variorum::passim::clusters;

fuzz_target!(|bytes: &[u8]| {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out.json");
    fs::write(&path, bytes).unwrap();
    let paths = [path];
    let Ok((found, _)) = clusters::list(&paths) else { return };
    for cluster in found.iter().take(3) {
        let mut documents = clusters::gather(&paths, &cluster.id).unwrap().documents;
        assert!(!documents.is_empty());
        clusters::fill(&mut documents, &cluster.id, &paths).unwrap();
    }
});
