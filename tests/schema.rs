//! The JSON Schema of the case file, held against what the program writes and reads, and what it writes held against another
//! reader of TOML.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.
#![allow(clippy::print_stdout, clippy::print_stderr)] // What was measured, and what could not be tested.

#[path = "support/schema.rs"]
mod schema;

use std::fs;
use std::path::Path;
use std::process::Command;

use schema::Schema;
use serde_json::Value;
use variorum::article::ScalarSpan;
use variorum::case::store::CaseFile;
use variorum::case::*;

/// Texts that a careless writer of TOML gets wrong.
const HARD: [&str; 7] = [
    "escape \u{1b}[31m red, bell \u{7}, delete \u{7f}",
    "null \u{0} and \u{1}",
    "\"quoted\" and \"\"\"more\"\"\" and '''single'''",
    "first line\nsecond \\ line\n\n\ttab\n",
    "carriage\r\nreturns\r",
    "emoji 👩‍👩‍👧‍👦 🏳️‍🌈, e\u{301}, \u{202e}right to left\u{2028}separator",
    "# no comment = [[table]]",
];

/// A case in which every key has a value. There is no `..Default` here: a new key breaks this on purpose.
fn everything() -> Case {
    let some = |text: &str| Some(text.to_owned());
    let moment = |text: &str| Some(text.parse().unwrap());
    let witness = |stand, now: &str| Witness {
        article: "courier".into(),
        stand,
        says: some("9"),
        quote: Some(Quote {
            text: HARD[2].into(),
            before: HARD[3].into(),
            after: HARD[5].into(),
            span: ScalarSpan { start: 318, end: 352 },
        }),
        anchor: some("changed"),
        now: some(now),
        near: Some(4),
    };
    let annotation = Annotation {
        id: "a-7k2m9x4d".into(),
        kind: "number".into(),
        question: HARD[0].into(),
        severity: Severity::High,
        confidence: Confidence::Certain,
        status: Status::Checking,
        by: some("mk"),
        created: moment("2026-03-15T09:31:55Z"),
        changed: moment("2026-03-15T10:31:55Z"),
        tags: HARD.map(str::to_owned).to_vec(),
        evidence: vec!["https://ashcombe-hospital.example/statement".into()],
        note: HARD.join("\n"),
        verdict: some(HARD[1]),
        witnesses: vec![witness(Stand::Agrees, HARD[4]), witness(Stand::Silent, "x")],
        checks: vec![Check {
            on: some("2026-03-15"),
            source: HARD[6].into(),
            how: some("primary"),
            found: some(HARD[3]),
        }],
    };
    Case {
        id: "c-4h2m9q7t".into(),
        title: some(HARD[5]),
        created: moment("2026-03-15T09:12:04Z"),
        articles: vec![ArticleEntry {
            id: "courier".into(),
            label: some("Courier"),
            path: "articles/courier.txt".into(),
            title: some(HARD[4]),
            source: some("Ashcombe Courier"),
            author: some("M. K."),
            published: some("2026-03-14T18:40:00Z"),
            language: some("en"),
            url: some("https://courier.example/footbridge"),
            bytes_sha256: "9c01".into(),
            read: Some(ReadEntry {
                format: "text".into(),
                extractor: some("reader"),
                encoding: "utf-8".into(),
                repair: true,
                projection: 1,
            }),
            fetched: moment("2026-03-15T09:00:00Z"),
            previous: vec!["00ff".into()],
            gone: true,
        }],
        kinds: vec![OwnKind { id: "engineering".into(), label: some("Technical cause"), key: Some('g') }],
        annotations: vec![annotation],
        asides: vec![Aside {
            kind: "time".into(),
            by: some("mk"),
            witnesses: vec![witness(Stand::Agrees, "y")],
        }],
        ties: vec![Tie { same: true, by: some("mk"), witnesses: vec![witness(Stand::Agrees, "z")] }],
    }
}

fn written(folder: &Path, case: &Case) -> String {
    let path = folder.join("variorum.toml");
    CaseFile::new(&path).save(case).unwrap();
    fs::read_to_string(&path).unwrap()
}

fn json(text: &str) -> Value {
    schema::json(&toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn every_key_that_is_written_is_in_the_schema_and_every_key_of_the_schema_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let page = json(&written(dir.path(), &everything()));
    let schema = Schema::read();
    let mut known = schema.keys();
    for key in schema::keys(&page) {
        assert!(known.remove(&key), "{key} is written but not in the schema");
    }
    assert!(known.is_empty(), "in the schema but not written: {known:?}");
}

#[test]
fn every_key_of_the_schema_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let text = written(dir.path(), &everything());
    let table: toml::Table = text.parse().unwrap();
    let whole = everything();
    for key in Schema::read().keys() {
        let mut without = toml::Value::Table(table.clone());
        schema::remove(&mut without, &key);
        let path = dir.path().join("without.toml");
        fs::write(&path, without.to_string()).unwrap();
        // What is missing is either missed, or changes what was read.
        let same = CaseFile::open(&path).is_ok_and(|(_, case)| case == whole);
        let unread = same && !["format", "version"].contains(&key.as_str());
        assert!(!unread, "{key} is in the schema, but nobody reads it");
    }
}

#[test]
fn files_that_the_program_writes_and_reads_are_valid_and_slips_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let schema = Schema::read();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ferry = fs::read_to_string(root.join("tests/export/ferry/variorum.toml")).unwrap();
    let empty = written(dir.path(), &Case { id: "c-1".into(), ..Case::default() });
    for text in [written(&dir.path().join("."), &everything()), ferry, empty] {
        assert_eq!(schema.problems(&json(&text)), [""; 0], "{text}");
    }
    let head = "format = \"variorum-case\"\nversion = 1\n";
    for (slip, at) in [
        ("format = \"other\"\nversion = 1\n".to_owned(), "/format"),
        ("format = \"variorum-case\"\n".to_owned(), "version"),
        (format!("{head}[[annotation]]\nseverity = \"hgh\"\n"), "/annotation/0/severity"),
        (format!("{head}[[annotation]]\ntags = \"x\"\n"), "/annotation/0/tags"),
        (format!("{head}[[annotation]]\nwitness = [{{ span = [1] }}]\n"), "/annotation/0/witness/0/span"),
        (format!("{head}[[tie]]\nby = \"x\"\n"), "say"),
        (format!("{head}[[article]]\nread = {{ repair = \"no\" }}\n"), "/article/0/read/repair"),
        (format!("{head}[[kind]]\nid = \"x\"\nkey = \"xy\"\n"), "/kind/0/key"),
    ] {
        let problems = schema.problems(&json(&slip));
        assert!(problems.iter().any(|p| p.contains(at)), "{slip}{problems:?}");
        let path = dir.path().join("slip.toml");
        fs::write(&path, &slip).unwrap();
        assert!(CaseFile::open(&path).is_err(), "the program reads what the schema refuses: {slip}");
    }
}

const PYTHON: &str = "
import json, sys, tomllib
def plain(value):
    if isinstance(value, dict): return {key: plain(v) for key, v in value.items()}
    if isinstance(value, list): return [plain(v) for v in value]
    return value if isinstance(value, (str, bool, int, float)) else value.isoformat().replace('+00:00', 'Z')
json.dump(plain(tomllib.load(open(sys.argv[1], 'rb'))), sys.stdout)
";

/// Returns whether there is a Python with `tomllib`.
fn has_python() -> bool {
    let version = Command::new("python3").args(["-c", "import tomllib"]).output();
    version.is_ok_and(|output| output.status.success())
}

#[test]
fn python_reads_what_the_program_writes() {
    if !has_python() {
        eprintln!("NOT TESTED: there is no python3 of version 3.11 or later here, so tomllib read nothing");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    let text = written(dir.path(), &everything());
    let output = Command::new("python3").args(["-c", PYTHON]).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read, json(&text));
    assert_eq!(read["annotation"][0]["note"], HARD.join("\n"));
    assert_eq!(read["annotation"][0]["tags"], Value::from(HARD.to_vec()));
}
