//! `variorum check` says in one line each what in a case needs its reader, and says it with its exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use variorum::article::{self, Span};
use variorum::case::store::CaseFile;
use variorum::case::{Annotation, Case, Tie, Witness, entry, quote};

const TEXT: &str = "The deck dropped into the stream at noon. Nine people were taken to hospital by boat.\n\nThe path is closed.\n";

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.arg("check").args(arguments).current_dir(folder).output().unwrap()
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect()
}

/// A case over `courier.txt` with one annotation of words in it.
fn with_case(change: impl FnOnce(&mut Case)) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("courier.txt");
    fs::write(&path, TEXT).unwrap();
    let article = article::read(TEXT.as_bytes(), &path.to_string_lossy()).unwrap();
    let start = article.text.find("Nine people").unwrap();
    let words = Span::new(start, start + "Nine people were taken to hospital".len());
    let witness = Witness {
        article: article.id.clone(),
        quote: Some(quote::make(&article, words)),
        ..Witness::default()
    };
    let annotation = Annotation {
        id: "a-00000001".into(),
        kind: "number".into(),
        witnesses: vec![witness],
        ..Annotation::default()
    };
    let mut case = Case {
        id: "c-00000001".into(),
        articles: vec![entry::of(&article, dir.path())],
        annotations: vec![annotation],
        ..Case::default()
    };
    change(&mut case);
    CaseFile::new(&dir.path().join("variorum.toml")).save(&case).unwrap();
    dir
}

#[test]
fn a_case_that_is_whole_needs_nobody() {
    let dir = with_case(|_| {});
    let output = check(dir.path(), &[]);
    assert!(output.status.success());
    assert_eq!((output.stdout.len(), output.stderr.len()), (0, 0));
}

#[test]
fn other_words_and_a_changed_article_are_told_in_a_line_each() {
    let dir = with_case(|_| {});
    fs::write(dir.path().join("courier.txt"), TEXT.replace("Nine people", "Twelve people")).unwrap();
    let output = check(dir.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        lines(&output),
        [
            "courier.txt: has changed since it came into the case",
            "annotation a-00000001: courier.txt says “Twelve people were taken to hospital” now, not “Nine people were \
             taken to hospital”",
        ]
    );
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "variorum: variorum.toml: 2 things need you\n");
    fs::write(dir.path().join("courier.txt"), "Something else altogether.\n").unwrap();
    let told = lines(&check(dir.path(), &[]));
    assert!(told[1].ends_with("is not found in courier.txt any more"), "{told:?}");
}

#[test]
fn what_is_missing_damaged_or_unknown_is_told() {
    let dir = with_case(|case| {
        case.annotations[0].kind = "colour".into();
        let stranger = Witness { article: "gazette".into(), ..Witness::default() };
        case.annotations[0].witnesses.push(stranger);
    });
    let path = dir.path().join("variorum.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n[[annotation]]\nid = \"a-00000001\"\nkind = \"time\"\n")).unwrap();
    fs::remove_file(dir.path().join("courier.txt")).unwrap();
    let output = check(dir.path(), &["variorum.toml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let needs: Vec<&str> =
        json["needs"].as_array().unwrap().iter().map(|n| n["what"].as_str().unwrap()).collect();
    assert_eq!(needs, ["missing", "duplicate-id", "unknown-kind", "unknown-article"]);
    assert_eq!(json["format"], "variorum-check");
    assert!(json["articles"][0]["encoding"].is_null());
}

#[test]
fn a_text_with_broken_characters_is_told_with_its_words() {
    let dir = with_case(|_| {});
    let broken = "The deck fell.\n\nIt was the cityâ€™s bridge.\n";
    fs::write(dir.path().join("post.txt"), broken).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.args(["check", "--case", "variorum.toml"]).current_dir(dir.path());
    let refused = command.output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let text = fs::read_to_string(dir.path().join("variorum.toml")).unwrap();
    let more = "[[article]]\nid = \"post\"\npath = \"post.txt\"\n";
    fs::write(
        dir.path().join("variorum.toml"),
        text.replacen("[[annotation]]", &format!("{more}\n[[annotation]]"), 1),
    )
    .unwrap();
    let told = lines(&check(dir.path(), &[]));
    assert_eq!(
        told,
        [
            "post.txt: characters were broken on their way in one place, the first in “It was the cityâ€™s bridge.”"
        ]
    );
}

#[test]
fn a_tie_that_no_longer_holds_is_told() {
    let dir = with_case(|case| {
        let words = case.annotations.remove(0).witnesses.remove(0);
        case.ties.push(Tie { same: false, witnesses: vec![words], ..Tie::default() });
    });
    assert!(check(dir.path(), &[]).status.success());
    let path = dir.path().join("courier.txt");
    fs::write(&path, format!("New.\n\n{TEXT}")).unwrap();
    let told = lines(&check(dir.path(), &[]));
    assert_eq!(told, ["courier.txt: has changed since it came into the case"], "it surely stands elsewhere");
    fs::write(&path, TEXT.replace("Nine people were taken to hospital by boat. ", "")).unwrap();
    let told = lines(&check(dir.path(), &[]));
    let gone = TEXT.replace("Nine people were taken to hospital by boat.", "It rained.");
    fs::write(&path, gone).unwrap();
    let told = [told, lines(&check(dir.path(), &[]))].concat();
    let tie = "a tie (not the same) no longer holds: “Nine people were taken to hospital” is not surely found in courier.txt";
    assert!(told.iter().any(|line| line.starts_with(tie)), "{told:?}");
}
