//! Any bytes as a case file: what can be read is saved to the byte, and an edit of it is there when it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;

use variorum::case::store::CaseFile;
use variorum::case::{Annotation, Case};

fuzz_target!(|bytes: &[u8]| {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    fs::write(&path, bytes).unwrap();
    let Ok((mut file, case)) = CaseFile::open(&path) else { return };
    if file.read_only().is_some() || file.save(&case).is_err() {
        assert_eq!(fs::read(&path).unwrap(), bytes, "what is not saved is not touched");
        return;
    }
    if file.base() == &case {
        assert_eq!(fs::read(&path).unwrap(), bytes, "what is not changed is not touched");
    }
    let edited = edited(file.base());
    if file.save(&edited).is_err() {
        return;
    }
    let (_, again) = CaseFile::open(&path).unwrap();
    assert_eq!(&again, file.base());
    assert_eq!(again.annotations.len(), edited.annotations.len());
});

/// Changes the first annotation and adds one.
fn edited(case: &Case) -> Case {
    let mut case = case.clone();
    if let Some(first) = case.annotations.first_mut() {
        first.note = "Ask “them”\nagain.\\ \"\"\"".into();
        first.tags.push("new".into());
        first.witnesses.pop();
    }
    case.annotations.push(Annotation { kind: "number".into(), question: "How many?".into(), ..Annotation::default() });
    case
}
