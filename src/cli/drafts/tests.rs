//! Journals of drafts: whose they are, and what becomes of broken ones.

use super::*;
use crate::app::loading::Loading;
use crate::case::{ArticleEntry, Case};

/// A case of these articles, in a file or not yet.
fn opening(id: &str, articles: &[&str], path: &Path) -> Opening {
    let entry = |id: &&str| ArticleEntry { id: (*id).into(), ..ArticleEntry::default() };
    let case = Case { id: id.into(), articles: articles.iter().map(entry).collect(), ..Case::default() };
    Opening { case, case_path: Some(path.to_owned()), ..Opening::default() }
}

fn draft(note: &str) -> Draft {
    let mut draft = Draft::default();
    draft.now.note = note.into();
    draft
}

fn desk(place: &Drafts, found: Found) -> Desk {
    Desk { place: place.clone(), file: None, left: found.left }
}

/// Finds drafts that are free. A process that another test starts holds all locks for the moment before it is its own program.
fn found(place: &Drafts) -> Found {
    for _ in 0..500 {
        let found = place.find();
        if !found.drafts.is_empty() {
            return found;
        }
        thread::sleep(Duration::from_millis(10));
    }
    place.find()
}

#[test]
fn drafts_of_a_program_that_ended_go_to_the_next_one_and_to_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let (state, path) = (dir.path().join("state"), dir.path().join("variorum.toml"));
    let place = |opening: Opening| Drafts::of(Some(&state), &opening).unwrap();
    let ours = place(opening("c-1", &["a", "b"], &path));
    let mut first = desk(&ours, ours.find());
    first.put(vec![draft("nine\n\u{1b}[31m“ten”")]).unwrap();
    assert!(ours.find().drafts.is_empty(), "the program that writes it is alive");
    drop(first);
    assert!(place(opening("c-2", &["c"], &path)).find().drafts.is_empty(), "another case lay there");
    // The case has no file yet: its id is another at each start, its articles are the same.
    // One of them is still being read.
    let loading = Loading::new(vec!["a".into(), "b".into()], vec!["a".into()]);
    let again = place(Opening { loading, ..opening("c-3", &["b"], &path) });
    let left = found(&again);
    assert_eq!(left.drafts, [draft("nine\n\u{1b}[31m“ten”")]);
    assert!(again.find().drafts.is_empty(), "a third program that starts at the same moment gets nothing");
    let mut second = desk(&again, left);
    second.put(vec![draft("nine"), draft("ten")]).unwrap();
    drop(second);
    assert_eq!(found(&again).drafts.len(), 2, "and what was taken over is there once");
    let mut third = desk(&again, found(&again));
    third.put(Vec::new()).unwrap();
    third.close();
    assert_eq!(fs::read_dir(state.join("drafts")).unwrap().count(), 0, "nothing stays behind");
}

#[test]
fn a_broken_journal_is_told_once_in_a_sentence_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    let place = Drafts::of(Some(dir.path()), &opening("c-1", &[], &path)).unwrap();
    fs::create_dir(&place.folder).unwrap();
    for bytes in [&b"draft = = 3"[..], b"draft = 3", b"\xff\xfe", b"[[draft]]\nnow = 7"] {
        fs::write(place.folder.join(format!("{}-1-0.toml", place.prefix)), bytes).unwrap();
        let found = place.find();
        let [problem] = found.problems.as_slice() else { panic!("{:?}", found.problems) };
        assert!(problem.contains("cannot be read") && !problem.contains('\n'), "{problem}");
        assert!(place.find().problems.is_empty());
        let kept = fs::read(place.folder.join(format!("{}-1-0.broken", place.prefix))).unwrap();
        assert_eq!(kept, bytes);
    }
}
