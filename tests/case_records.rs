//! The case file as people write it by hand: records without ids, twice the same, in one line, in another encoding.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::fs;
use std::path::{Path, PathBuf};

use variorum::case::store::{CaseFile, StoreError};
use variorum::case::*;

const HEAD: &str = "format = \"variorum-case\"\nversion = 1\n";

fn written(dir: &Path, body: &str) -> PathBuf {
    let path = dir.join("variorum.toml");
    fs::write(&path, format!("{HEAD}{body}")).unwrap();
    path
}

/// Opens a case, changes it, saves it, and returns the file's text once it reads back as what was saved.
fn after(path: &Path, change: impl FnOnce(&mut Case)) -> String {
    let (mut stored, mut case) = CaseFile::open(path).unwrap();
    change(&mut case);
    stored.save(&case).unwrap();
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(CaseFile::open(path).unwrap().1, case, "{text}");
    text
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "lost: {part}\n{text}");
    }
}

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
