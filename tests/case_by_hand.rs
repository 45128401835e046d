//! The case file as people write it by hand: in one line, with comments, in another encoding, with slips.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/case.rs"]
mod support;

use std::fs;

use support::{HEAD, after, assert_has, written};
use variorum::case::store::{CaseFile, StoreError};
use variorum::case::*;

const IN_LINE: &str = r#"
mood = "curious"
# what we read
article = [{ id = "courier", path = "courier.txt", read = { as = "text", pages = 2 }, desk = 4 }] # one so far
kind = [{ id = "engineering", label = "Technical cause", key = "g", since = 2026 }]
annotation = [
  # the first
  { id = "a-00000001", kind = "number", mood = "sure", witness = [{ article = "courier", text = "Nine", span = [1, 5], seen = true }], check = [{ source = "Press desk", by = "phone" }] }, # done
  { id = "a-00000002", kind = "time", rank = 3 },
  # no more
]
aside = [{ kind = "time", why = "print date", witness = [{ article = "courier", text = "Tuesday", span = [12, 19], seen = 1 }] }]
tie = [{ say = "same", why = "quoted" }]

[case]
id = "c-4h2m9q7t"
"#;

#[test]
fn lists_written_in_one_line_lose_nothing_when_something_in_them_changes() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), IN_LINE);
    let text = after(&path, |case| {
        case.articles.push(ArticleEntry {
            id: "post".into(),
            path: "post.md".into(),
            ..ArticleEntry::default()
        });
        case.annotations[0].witnesses[0].says = Some("9".into());
        case.annotations[0].checks[0].found = Some("Nine admitted.".into());
        case.annotations.push(Annotation { id: "a-00000003".into(), ..Annotation::default() });
        case.asides.push(Aside { kind: "number".into(), ..Aside::default() });
        case.ties.push(Tie::default());
    });
    let comments = ["# what we read", "# one so far", "# the first", "# done", "# no more"];
    let keys = [
        "mood = \"curious\"",
        "pages = 2",
        "desk = 4",
        "since = 2026",
        "mood = \"sure\"",
        "seen = true",
        "by = \"phone\"",
        "rank = 3",
        "why = \"print date\"",
        "seen = 1",
        "why = \"quoted\"",
    ];
    assert_has(&text, &comments);
    assert_has(&text, &keys);
    let text = after(&path, |case| drop(case.annotations.remove(1)));
    assert_has(&text, &comments);
    let text = after(&path, |case| case.articles[0].read.as_mut().unwrap().encoding = "utf-8".into());
    assert_has(&text, &["pages = 2"]);
}

#[test]
fn a_comment_on_an_empty_list_survives_the_first_record() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), "annotation = [ # none so far\n]\n[desk]\nshift = \"night\"\n");
    let text = after(&path, |case| {
        case.annotations.push(Annotation { id: "a-00000001".into(), ..Annotation::default() });
    });
    assert_has(&text, &["# none so far", "shift = \"night\""]);
}

#[test]
fn the_head_may_be_written_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), "case = { id = \"c-1\", desk = \"night\" } # ours\n");
    let text = after(&path, |case| case.title = Some("Footbridge".into()));
    assert_has(&text, &["desk = \"night\"", "# ours"]);
}

#[test]
fn a_table_that_says_how_an_article_was_read_keeps_what_is_not_ours() {
    let dir = tempfile::tempdir().unwrap();
    let body = "[[article]]\nid = \"a\"\npath = \"a.txt\"\n[article.read] # by hand\nas = \"text\" # sure\nencoding = \"utf-8\"\nlayout = \"two columns\"\n";
    let path = written(dir.path(), body);
    let text = after(&path, |case| {
        case.articles[0].read.as_mut().unwrap().encoding = "windows-1252".into();
    });
    assert_has(&text, &["# by hand", "\"text\" # sure", "layout = \"two columns\"", "windows-1252"]);
}

#[test]
fn a_case_in_another_encoding_is_refused_with_its_line_and_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    let mut bytes = format!("{HEAD}[case]\nid = \"c-1\"\ntitle = \"Br").into_bytes();
    bytes.push(0xfc);
    bytes.extend(b"cke\"\n");
    fs::write(&path, &bytes).unwrap();
    let error = CaseFile::open(&path).unwrap_err().to_string();
    assert!(
        error.contains("line 5") && error.contains("UTF-8") && error.contains("variorum.toml"),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);

    // The same when it becomes so while the case is open.
    fs::write(&path, HEAD).unwrap();
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    fs::write(&path, &bytes).unwrap();
    case.title = Some("Brücke".into());
    assert!(stored.save(&case).is_err());
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_date_keeps_the_way_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let body = "[[article]]\nid = \"a\"\npath = \"a.txt\"\npublished = \"2026-03-14 18:40:00Z\"\n";
    let path = written(dir.path(), body);
    let text = after(&path, |case| case.articles[0].label = Some("A".into()));
    assert_has(&text, &["published = \"2026-03-14 18:40:00Z\""]);
    after(&path, |case| case.articles[0].published = Some("2026-03-14 18:40:01Z".into()));
}

#[test]
fn two_kinds_with_one_key_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let own = |id: &str, key: &str| format!("[[kind]]\nid = \"{id}\"\nlabel = \"Own\"\nkey = \"{key}\"\n");
    for body in [own("engineering", "h"), own("certainty", "n"), own("one", "1") + &own("two", "1")] {
        let path = written(dir.path(), &body);
        let error = CaseFile::open(&path).unwrap_err().to_string();
        let named = |id: &str| error.contains(&format!("`{id}`"));
        let both = named("engineering") && named("certainty")
            || named("number") && named("certainty")
            || named("one") && named("two");
        assert!(both && error.contains("variorum.toml"), "{error}");
    }
    let path = written(dir.path(), &own("engineering", "g"));
    assert_eq!(kind::all(&CaseFile::open(&path).unwrap().1.kinds).len(), kind::BUILT_IN.len() + 1);
}

#[test]
fn a_built_in_kind_can_be_given_another_label_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), "[[kind]]\nid = \"cause\"\nlabel = \"Why\"\n");
    let kinds = kind::all(&CaseFile::open(&path).unwrap().1.kinds);
    let cause = kinds.iter().find(|k| k.id == "cause").unwrap();
    assert_eq!((cause.label.as_str(), cause.key), ("Why", 'c'));
    let text = after(&path, |case| case.title = Some("Footbridge".into()));
    assert!(!text.contains("key ="), "{text}");
    let path = written(dir.path(), "[[kind]]\nid = \"engineering\"\nlabel = \"Technical\"\n");
    let error = CaseFile::open(&path).unwrap_err().to_string();
    assert!(error.contains("`engineering`") && error.contains("key"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_case_is_told_and_not_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(matches!(CaseFile::open(&path), Err(StoreError::Unreadable { .. })));
}

#[test]
fn a_comment_on_a_key_survives_the_key() {
    let dir = tempfile::tempdir().unwrap();
    let body = "[[annotation]]\nid = \"a-00000001\"\n# what the desk says\nnote = \"nine\" # by phone\n";
    let path = written(dir.path(), body);
    let text = after(&path, |case| case.annotations[0].note.clear());
    assert_has(&text, &["# what the desk says", "# by phone"]);
}

#[test]
fn each_line_keeps_its_own_end() {
    let dir = tempfile::tempdir().unwrap();
    let body = "[[annotation]]\r\nid = \"a-00000001\"\n# one\r\n\r\n[[annotation]]\nid = \"a-00000002\" # two\r\nnote = \"\"\"\r\nfirst\nsecond\r\n\"\"\"\n";
    let path = written(dir.path(), body);
    let text = after(&path, |case| case.annotations[0].kind = "time".into());
    for line in body.split_inclusive('\n') {
        assert!(text.contains(line), "lost {line:?} in {text:?}");
    }
}
