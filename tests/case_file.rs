//! The case file: what a reader would lose if saving were careless.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use variorum::article::ScalarSpan;
use variorum::case::store::{CaseFile, StoreError};
use variorum::case::*;

fn annotation(id: &str) -> Annotation {
    let quote = |text: &str| {
        Some(Quote {
            text: text.into(),
            before: "the deck ".into(),
            after: ", he said".into(),
            span: ScalarSpan { start: 3, end: 9 },
        })
    };
    Annotation {
        id: id.into(),
        kind: "number".into(),
        question: "How many were hurt?".into(),
        created: Some("2026-03-15T09:31:55Z".parse().unwrap()),
        tags: vec!["casualties".into()],
        note: "The Courier counts people taken to hospital.\nThe Post counts all.".into(),
        witnesses: vec![
            Witness {
                article: "courier".into(),
                says: Some("9".into()),
                quote: quote("Nine people"),
                ..Witness::default()
            },
            Witness { article: "bulletin".into(), stand: Stand::Silent, ..Witness::default() },
        ],
        checks: vec![Check {
            on: Some("2026-03-15".into()),
            source: "Press desk".into(),
            ..Check::default()
        }],
        ..Annotation::default()
    }
}

fn file(dir: &Path) -> PathBuf {
    dir.join("variorum.toml")
}

const BY_HAND: &str = r#"# Our case about the bridge
format  = "variorum-case"   # do not touch
version = 1
mood    = "curious"

[case]
id      = "c-4h2m9q7t"
created = 2026-03-15T09:12:04Z  # a Sunday

[[article]]
id   = "courier"     # the daily
path = "articles/courier.txt"
x_desk = { rating = 4 }

# --- what we found ---
[[annotation]]
id       = "a-00000001"
kind     = "number"   # of people
question = "How many?"
  [[annotation.witness]]
  article = "courier" # here
  text    = "Nine people"
  span    = [318, 329]

[[annotation]]
id   = "a-00000002"
kind = "time"

[desk]
shift = "night"
"#;

#[test]
fn how_an_article_was_read_is_remembered() {
    let dir = tempfile::tempdir().unwrap();
    let read = ReadEntry {
        format: "text".into(),
        encoding: "windows-1252".into(),
        projection: 1,
        ..ReadEntry::default()
    };
    let published = Some("2026-03-14T18:40:00Z".into());
    let entry = ArticleEntry {
        id: "a".into(),
        path: "a.txt".into(),
        published,
        read: Some(read),
        ..ArticleEntry::default()
    };
    let case = Case { id: "c-1".into(), articles: vec![entry], ..Case::default() };
    CaseFile::new(&file(dir.path())).save(&case).unwrap();
    assert_eq!(CaseFile::open(&file(dir.path())).unwrap().1, case);
}

#[test]
fn everything_written_by_hand_survives_a_change() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    fs::write(&path, BY_HAND).unwrap();
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    case.annotations[0].kind = "scope".into();
    case.annotations[1].status = Status::Resolved;
    case.annotations.push(annotation("a-00000003"));
    stored.save(&case).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    for line in BY_HAND.lines().filter(|l| !l.starts_with("kind     =")) {
        assert!(text.lines().any(|l| l == line), "lost: {line}\n{text}");
    }
    assert!(text.contains("kind     = \"scope\"   # of people"), "{text}");
    assert!(
        text.contains(
            "note = \"\"\"\nThe Courier counts people taken to hospital.\nThe Post counts all.\"\"\""
        ),
        "{text}"
    );
    assert!(
        text.contains("\n  [[annotation.witness]]\n  article = \"bulletin\"\n  stand = \"silent\"\n"),
        "{text}"
    );
    assert_eq!(CaseFile::open(&path).unwrap().1, case);
}

#[test]
fn the_comment_over_the_first_annotation_survives_its_removal() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    fs::write(&path, BY_HAND).unwrap();
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    let first = case.annotations.remove(0);
    stored.save(&case).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("# --- what we found ---"));
    case.annotations.insert(0, first);
    stored.save(&case).unwrap();
    assert_eq!(CaseFile::open(&path).unwrap().1, case, "undo of a removal puts it back in its place");
}

#[test]
fn line_ends_and_byte_order_mark_survive() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    fs::write(&path, format!("\u{feff}{}", BY_HAND.replace('\n', "\r\n"))).unwrap();
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    case.annotations.push(annotation("a-00000003"));
    stored.save(&case).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(CaseFile::open(&path).unwrap().1, case);
}

#[cfg(unix)]
#[test]
fn link_and_mode_survive() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir().unwrap();
    let real = dir.path().join("real.toml");
    fs::write(&real, BY_HAND).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, file(dir.path())).unwrap();
    let (mut stored, mut case) = CaseFile::open(&file(dir.path())).unwrap();
    case.annotations.clear();
    stored.save(&case).unwrap();
    assert!(fs::symlink_metadata(file(dir.path())).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(CaseFile::open(&real).unwrap().1.annotations.is_empty());
}

#[test]
fn a_slip_is_shown_with_its_line_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    for (slip, said) in [
        (BY_HAND.replace("question = \"How many?\"", "question = \"How many?"), "line 19"),
        (BY_HAND.replace("kind = \"time\"", "kind = \"time\"\nseverity = \"hgh\""), "low"),
        (BY_HAND.replace("created = 2026-03-15T09:12:04Z", "created = \"yesterday\""), "yesterday"),
    ] {
        fs::write(&path, &slip).unwrap();
        let error = CaseFile::open(&path).unwrap_err().to_string();
        assert!(error.contains(said) && error.contains("variorum.toml"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), slip);
    }
    fs::write(&path, "[package]\nname = \"x\"\n").unwrap();
    assert!(matches!(CaseFile::open(&path), Err(StoreError::NotACase { .. })));
}

#[test]
fn a_file_of_a_newer_program_is_read_but_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    let newer = BY_HAND.replace("version = 1", "version = 2");
    fs::write(&path, &newer).unwrap();
    let (mut stored, case) = CaseFile::open(&path).unwrap();
    assert_eq!(case.annotations.len(), 2);
    assert!(stored.read_only().is_some());
    assert!(matches!(stored.save(&case), Err(StoreError::ReadOnly { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn an_edit_made_meanwhile_in_an_editor_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    fs::write(&path, BY_HAND).unwrap();
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    fs::write(&path, BY_HAND.replace("kind = \"time\"", "kind = \"place\" # looked it up")).unwrap();
    case.annotations.push(annotation("a-00000003"));
    let saved = stored.save(&case).unwrap();
    let (_, now) = CaseFile::open(&path).unwrap();
    assert_eq!(
        now.annotations.iter().map(|a| a.kind.as_str()).collect::<Vec<_>>(),
        ["number", "place", "number"]
    );
    assert_eq!(saved.merged, Some(now));
    assert!(fs::read_to_string(&path).unwrap().contains("# looked it up"));
}

#[test]
fn a_broken_edit_made_meanwhile_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path());
    fs::write(&path, BY_HAND).unwrap();
    let (mut stored, mut case) = CaseFile::open(&path).unwrap();
    fs::write(&path, "format = \"variorum-case\nversion").unwrap();
    case.annotations.clear();
    assert!(matches!(stored.save(&case), Err(StoreError::Broken { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "format = \"variorum-case\nversion");
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,12}", "(\\PC|[\"'\\\\\n\t\r\u{1b}\u{0}]){0,20}"]
}

prop_compose! {
    fn any_annotation()(
        kind in "[a-z]{1,8}", question in any_text(), note in any_text(), says in any::<Option<u8>>(),
        text in any_text(), tags in prop::collection::vec("[a-z]{1,5}", 0..3), severity in 0usize..3, silent in any::<bool>(),
    ) -> Annotation {
        let quote = (!silent).then(|| Quote { text, ..Quote::default() });
        let witness = Witness { article: "a".into(), says: says.map(|s| s.to_string()), quote, stand: if silent { Stand::Silent } else { Stand::Agrees }, ..Witness::default() };
        Annotation { kind, question, note, tags, severity: Severity::ALL[severity], witnesses: vec![witness], ..Annotation::default() }
    }
}

fn cases(annotations: Vec<Annotation>) -> Case {
    let annotations =
        annotations.into_iter().enumerate().map(|(i, a)| Annotation { id: format!("a-{i}"), ..a });
    Case { id: "c-1".into(), annotations: annotations.collect(), ..Case::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_saved_is_read_back(first in prop::collection::vec(any_annotation(), 0..4), second in prop::collection::vec(any_annotation(), 0..4), crlf in any::<bool>()) {
        let dir = tempfile::tempdir().unwrap();
        let path = file(dir.path());
        let mut stored = CaseFile::new(&path);
        for annotations in [first, second] {
            let case = cases(annotations);
            stored.save(&case).unwrap();
            prop_assert_eq!(&CaseFile::open(&path).unwrap().1, &case);
            if crlf {
                // An editor on another system.
                let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n").replace('\n', "\r\n");
                fs::write(&path, text).unwrap();
                prop_assert_eq!(&CaseFile::open(&path).unwrap().1, &case);
            }
        }
    }

    #[test]
    fn one_edit_leaves_all_other_lines_alone(at in 0usize..2, status in 0usize..4, question in any_text()) {
        let dir = tempfile::tempdir().unwrap();
        let path = file(dir.path());
        fs::write(&path, BY_HAND).unwrap();
        let (mut stored, mut case) = CaseFile::open(&path).unwrap();
        case.annotations[at].status = Status::ALL[status];
        case.annotations[at].question = question;
        stored.save(&case).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let touched = |l: &&str| l.starts_with("question");
        for line in BY_HAND.lines().filter(|l| !touched(l)) {
            prop_assert!(text.lines().any(|l| l == line), "lost {line:?} in\n{text}");
        }
        prop_assert_eq!(CaseFile::open(&path).unwrap().1, case);
    }
}
