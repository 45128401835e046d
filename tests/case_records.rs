//! The records of a case file: without ids, twice the same, moved, taken out, brought back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/case.rs"]
mod support;

use std::fs;

use proptest::prelude::*;
use support::{HEAD, after, assert_has, written};
use variorum::case::store::CaseFile;

const TWICE: &str = r#"
[[annotation]]
id = "a-00000001"
question = "first" # one

[[annotation]]
id = "a-00000001"
question = "second" # two
mood = "curious"

[[annotation]]
question = "third" # three

[[annotation]]
question = "fourth" # four
"#;

#[test]
fn annotations_with_one_id_or_none_are_all_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), TWICE);
    let (_, case) = CaseFile::open(&path).unwrap();
    let ids: Vec<&str> = case.annotations.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids[0], "a-00000001", "the first keeps its id");
    for (at, id) in ids.iter().enumerate() {
        assert!(id.len() == 10 && !ids[..at].contains(id), "{ids:?}");
    }
    assert_eq!(CaseFile::open(&path).unwrap().1, case, "the new ids are the same each time");
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{HEAD}{TWICE}"), "reading writes nothing");

    let text = after(&path, |case| {
        case.annotations[1].question = "second, edited".into();
        case.annotations[3].kind = "who".into();
    });
    assert_has(
        &text,
        &["\"first\" # one", "\"second, edited\" # two\nmood", "\"third\" # three", "\"fourth\" # four"],
    );
    let (_, now) = CaseFile::open(&path).unwrap();
    let now: Vec<&str> = now.annotations.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(now, ids, "the ids that were given on opening are in the file");
    let text = after(&path, |case| drop(case.annotations.remove(0)));
    assert_has(&text, &["# two\nmood", "# three", "# four"]);
    assert!(!text.contains("# one"));
}

#[test]
fn articles_with_one_id_or_none_are_all_kept() {
    let dir = tempfile::tempdir().unwrap();
    let body = "[[article]]\nid = \"a\"\npath = \"one/a.txt\" # one\n\n[[article]]\nid = \"a\"\npath = \"two/a.txt\" # two\n\n[[article]]\npath = \"three.txt\" # three\n";
    let path = written(dir.path(), body);
    let (_, case) = CaseFile::open(&path).unwrap();
    let ids: Vec<&str> = case.articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["a", "a-2", "three"]);
    let text = after(&path, |case| case.articles[1].label = Some("Two".into()));
    assert_has(
        &text,
        &["\"one/a.txt\" # one", "\"two/a.txt\" # two\nlabel = \"Two\"", "\"three.txt\" # three"],
    );
}

const WITNESSES: &str = r#"
[[annotation]]
id = "a-00000001"
kind = "number"
  [[annotation.witness]]
  article = "courier" # the daily
  text = "Nine"
  span = [1, 5]
  [[annotation.witness]]
  article = "post" # the weekly
  text = "twelve"
  span = [3, 9]
  mood = "curious"
  [[annotation.witness]]
  article = "post" # further down
  text = "a dozen"
  span = [40, 47]
  [[annotation.check]]
  source = "Press desk" # by phone
  [[annotation.check]]
  source = "Hospital" # by mail
"#;

#[test]
fn a_witness_that_is_taken_out_takes_its_own_comments_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), WITNESSES);
    let text = after(&path, |case| {
        case.annotations[0].witnesses.remove(0);
        case.annotations[0].checks.remove(0);
    });
    assert_has(
        &text,
        &[
            "article = \"post\" # the weekly\n  text = \"twelve\"\n  span = [3, 9]\n  mood = \"curious\"",
            "article = \"post\" # further down\n  text = \"a dozen\"",
            "source = \"Hospital\" # by mail",
        ],
    );
    assert!(!text.contains("# the daily") && !text.contains("# by phone"), "{text}");
    let text = after(&path, |case| {
        case.annotations[0].witnesses.reverse();
        case.annotations[0].witnesses[0].says = Some("12".into());
    });
    assert_has(&text, &["# further down\n  text = \"a dozen\"", "# the weekly\n  text = \"twelve\""]);
}

#[test]
fn of_two_asides_that_are_the_same_one_can_be_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let aside = "[[aside]]\nkind = \"time\"\n  [[aside.witness]]\n  article = \"a\"\n  text = \"Tuesday\"\n";
    let path = written(dir.path(), &format!("{aside}\n{aside}mood = \"curious\"\n"));
    let text = after(&path, |case| case.asides.push(case.asides[0].clone()));
    assert_eq!(text.matches("[[aside]]").count(), 3);
    let text = after(&path, |case| drop(case.asides.pop()));
    assert_eq!(text.matches("[[aside]]").count(), 2);
    assert_has(&text, &["mood = \"curious\""]);
}

#[test]
fn a_case_that_vanished_is_written_again_with_all_that_was_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), WITNESSES);
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    case.annotations[0].kind = "scope".into();
    stored.save(&case).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_has(
        &text,
        &["# the daily", "# the weekly", "mood = \"curious\"", "# by mail", "kind = \"scope\""],
    );
    assert_eq!(CaseFile::open(&path).unwrap().1, case);
}

#[test]
fn undo_of_a_deletion_brings_back_what_was_written_beside_the_annotation() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), &format!("# what we found{WITNESSES}"));
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    let record = case.annotations.remove(0);
    stored.save(&case).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("# what we found") && !text.contains("# the daily"), "{text}");
    case.annotations.push(record);
    stored.save(&case).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_has(&text, &["# the daily", "mood = \"curious\"", "# by mail"]);
    assert_eq!(text.matches("# what we found").count(), 1, "{text}");
    assert_eq!(CaseFile::open(&path).unwrap().1, case);
}

/// Marks of the reader's own in a file: each must stay with the record that it was written for.
fn assert_marks(text: &str) {
    let file: toml::Table = text.parse().unwrap();
    let records = file.get("annotation").and_then(|a| a.as_array()).cloned().unwrap_or_default();
    for record in &records {
        assert_eq!(record["mark"], record["id"], "{text}");
        assert_eq!(record["desk"]["mark"], record["id"], "{text}");
        for witness in record.get("witness").and_then(|w| w.as_array()).into_iter().flatten() {
            assert_eq!(witness["mark"], witness["text"], "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_the_reader_wrote_beside_a_record_stays_with_it(
        steps in prop::collection::vec((0usize..6, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12),
        in_line in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut body = String::new();
        for at in 0..4 {
            let id = format!("a-0000000{at}");
            body += &match in_line {
                false => format!("[[annotation]] # {id}\nid = \"{id}\"\nmark = \"{id}\"\n[annotation.desk]\nmark = \"{id}\"\n"),
                true => format!("[[annotation]] # {id}\nid = \"{id}\"\nmark = \"{id}\"\ndesk = {{ mark = \"{id}\" }}\nwitness = ["),
            };
            for word in ["one", "two", "two", "three"] {
                body += &match in_line {
                    false => format!("[[annotation.witness]]\narticle = \"a\"\ntext = \"{word}\"\nmark = \"{word}\"\n"),
                    true => format!("{{ article = \"a\", text = \"{word}\", mark = \"{word}\" }}, "),
                };
            }
            body += if in_line { "]\n" } else { "" };
        }
        let path = written(dir.path(), &body);
        let (mut stored, mut case) = CaseFile::open(&path).unwrap();
        let mut gone = Vec::new();
        for (step, first, second) in steps {
            let count = case.annotations.len();
            if count == 0 {
                break;
            }
            let (at, to) = (first.index(count), second.index(count));
            let witnesses = &mut case.annotations[at].witnesses;
            match step {
                0 => gone.push(case.annotations.remove(at)),
                1 => case.annotations.swap(at, to),
                2 if !witnesses.is_empty() => drop(witnesses.remove(second.index(witnesses.len()))),
                3 => witnesses.reverse(),
                4 => case.annotations[at].note.push('x'),
                _ => case.annotations.extend(gone.pop()),
            }
            if second.index(2) == 0 {
                stored.save(&case).unwrap();
            }
        }
        stored.save(&case).unwrap();
        assert_marks(&fs::read_to_string(&path).unwrap());
        prop_assert_eq!(CaseFile::open(&path).unwrap().1, case);
    }
}
