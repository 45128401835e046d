//! Articles to passim and its clusters back: held against a run of passim on texts of our own, which are in `tests/passim`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use variorum::align::{Alignment, Unwatched, align};
use variorum::article::Article;
use variorum::case::store::CaseFile;
use variorum::case::{Case, entry, tied};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passim").join(name)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .arg("passim")
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder.join("home"))
        .output()
        .unwrap()
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(!output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Opens a case that was made.
fn opened(folder: &Path) -> (Case, Vec<Article>) {
    let (_, case) = CaseFile::open(&folder.join("variorum.toml")).unwrap();
    let articles = case.articles.iter().map(|known| entry::load(known, folder).unwrap()).collect();
    (case, articles)
}

/// Aligns a case as the screen does.
fn aligned(case: &Case, articles: &[Article]) -> Alignment {
    let borrowed: Vec<&Article> = articles.iter().collect();
    let ties = tied::find(&borrowed, case);
    assert_eq!(ties.len(), case.ties.len());
    align(&borrowed, &ties, &Unwatched)
}

/// Returns the ids of the articles in the largest thread in which these words stand.
fn thread_of(found: &Alignment, articles: &[Article], words: &str) -> Vec<String> {
    let says = |m: &variorum::align::Member| articles[m.article].passage_text(m.passage).contains(words);
    let with_them = found.threads.iter().filter(|t| t.members.iter().any(says));
    let thread = with_them.max_by_key(|t| t.members.len()).expect(words);
    thread.members.iter().map(|m| articles[m.article].id.clone()).collect()
}

#[test]
fn what_is_written_is_what_passim_was_given() {
    let dir = tempfile::tempdir().unwrap();
    let articles = data("articles");
    let written = done(dir.path(), &["write", articles.to_str().unwrap()]);
    assert_eq!(written, fs::read_to_string(data("in.json")).unwrap());
    let path = dir.path().join("in.json");
    done(dir.path(), &["write", articles.to_str().unwrap(), "-o", "in.json"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
    assert!(refused(dir.path(), &["write", articles.to_str().unwrap(), "-o", "in.json"]).contains("--force"));
    let by_source = done(dir.path(), &["write", "--by-source", articles.to_str().unwrap()]);
    let first: Value = serde_json::from_str(by_source.lines().next().unwrap()).unwrap();
    assert_eq!(first["series"], "The Cottage Almanac");
}

#[test]
fn a_cluster_opens_with_its_reprints_in_one_thread() {
    let dir = tempfile::tempdir().unwrap();
    let (out, corpus) = (data("out"), data("in.json"));
    for (cluster, names, words) in [
        ("0", ["herald", "gazette", "observer"], "herring boats"),
        ("3", ["herald", "gazette", "mercury"], "Aldous Finch"),
    ] {
        let arguments = [
            "read",
            out.to_str().unwrap(),
            "--corpus",
            corpus.to_str().unwrap(),
            "--cluster",
            cluster,
            "--into",
            cluster,
        ];
        let said = done(dir.path(), &arguments);
        assert!(said.contains("3 articles"), "{said}");
        let (case, articles) = opened(&dir.path().join(cluster));
        assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), names, "the oldest first");
        assert_eq!(case.articles[0].source.as_deref(), Some("Stenness Herald"));
        assert!(articles[0].text.contains("will begin to run on Monday"), "the articles are whole");
        assert!(case.ties.len() >= 2 && case.ties.iter().all(|t| t.same), "{:?}", case.ties);
        assert_eq!(thread_of(&aligned(&case, &articles), &articles, words), names);
        // A second one is not mixed into it.
        assert!(refused(dir.path(), &arguments).contains("new folder"));
    }
}

#[test]
fn without_what_passim_was_given_the_articles_are_the_passages() {
    let dir = tempfile::tempdir().unwrap();
    let out = data("out");
    done(dir.path(), &["read", out.to_str().unwrap(), "--into", "case"]);
    let (case, articles) = opened(&dir.path().join("case"));
    assert!(articles.iter().all(|a| a.text.len() < 300), "only what was used again");
    assert_eq!(thread_of(&aligned(&case, &articles), &articles, "herring boats").len(), 3);
}

#[test]
fn the_clusters_are_listed_with_their_sizes_and_sources() {
    let dir = tempfile::tempdir().unwrap();
    let listed = done(dir.path(), &["read", data("out").to_str().unwrap(), "--list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "{listed}");
    assert!(lines[0].starts_with('0') && lines[0].contains("3 documents"), "{listed}");
    assert!(lines[0].contains("Stenness Herald") && lines[2].contains("2 documents"), "{listed}");
    // Input of passim has no clusters.
    assert!(refused(dir.path(), &["read", data("in.json").to_str().unwrap(), "--list"]).contains("out.json"));
    let missing =
        refused(dir.path(), &["read", data("out").to_str().unwrap(), "--into", "x", "--cluster", "77"]);
    assert!(missing.contains("--list") && !dir.path().join("x").exists(), "{missing}");
}

/// Words as a scanner reads them: another line end, letters that are none, other blanks.
const SCAN: &str = "STENNESS.\n\nThe price of wool has fallen again at Aldermoor\nand little was sold. For three nights the great\nlamp on Hallow Breakwater has been  dark, and no\nfewer than eleven herring boats have lain outside\nthe bar. The bridge at Tarn is open to carts, and\nthe miller has raised his toll by one penny again.\n";
const CLEAN: &str = "A word before. For three nights the great lamp on Hallow Breakwater has been dark, and no fewer than eleven herring boats have lain outside the bar. A word after.";

fn write_lines(path: &Path, lines: &[Value]) {
    let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
    fs::write(path, text).unwrap();
}

#[test]
fn places_hold_in_texts_with_other_line_ends_and_blanks() {
    let dir = tempfile::tempdir().unwrap();
    let clean = &CLEAN[15..148];
    let begin = SCAN.find("For three").unwrap();
    let end = SCAN.find(" The bridge").unwrap();
    let scan: String = SCAN.chars().skip(begin).take(end - begin).collect();
    write_lines(
        &dir.path().join("out.json"),
        &[
            json!({"cluster": 3, "id": "https://paper.example/1?p=2", "begin": begin, "end": end, "text": scan}),
            json!({"cluster": 3, "id": "https://paper.example/1?p=3", "begin": 15, "end": 148, "text": clean}),
        ],
    );
    write_lines(
        &dir.path().join("in.json"),
        &[
            json!({"id": "https://paper.example/1?p=2", "text": SCAN}),
            json!({"id": "unrelated", "text": "Wool has fallen."}),
            json!({"id": "https://paper.example/1?p=3", "text": CLEAN}),
        ],
    );
    done(dir.path(), &["read", "out.json", "--corpus", "in.json", "--into", "case"]);
    let (case, articles) = opened(&dir.path().join("case"));
    assert_eq!(case.ties.len(), 1, "{:?}", case.ties);
    let found = aligned(&case, &articles);
    assert_eq!(thread_of(&found, &articles, "eleven herring boats").len(), 2);
    assert!(case.ties[0].witnesses.iter().all(|w| w.quote.as_ref().unwrap().text.starts_with("For three")));
}

#[test]
fn lines_that_are_broken_lack_fields_or_lie_about_places_harm_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let good = |id: &str| json!({"cluster": "x", "id": id, "begin": 0, "end": 99, "text": CLEAN});
    let mut text = String::from("{\"broken\n[1]\n{\"cluster\":\"x\",\"text\":\"no id\"}\n");
    for line in [
        good("../../escape"),
        good("a\u{1b}[31m"),
        json!({"cluster": "x", "id": 5, "text": CLEAN}),
        json!({"cluster": "x", "id": "far", "begin": 99_999_999, "end": 3, "text": CLEAN, "title": ["no text"]}),
        json!({"cluster": "x", "id": "other", "begin": 0, "end": 5, "text": "words that the corpus has not"}),
        json!({"cluster": "x", "id": "empty", "begin": 0, "end": 0, "text": " "}),
        json!({"id": "without a cluster", "text": CLEAN}),
    ] {
        text.push_str(&format!("{line}\n"));
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    fs::write(dir.path().join("out.json.gz"), packed.finish().unwrap()).unwrap();
    write_lines(
        &dir.path().join("in.json"),
        &[json!({"id": "far", "text": CLEAN}), json!({"id": "other", "text": CLEAN})],
    );
    let arguments = ["read", "out.json.gz", "--corpus", "in.json", "--into", "deep/case"];
    let output = run(dir.path(), &arguments);
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    for words in
        ["out.json.gz, line 1: ", "3 such lines", "the document other is not", "document empty holds no text"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains('\u{1b}'));
    let (case, articles) = opened(&dir.path().join("deep/case"));
    assert_eq!(articles.len(), 5);
    assert!(
        case.articles.iter().all(|a| a.path.starts_with("articles/") && !a.path.contains("..")),
        "{case:?}"
    );
    let found = aligned(&case, &articles);
    assert!(thread_of(&found, &articles, "herring boats").len() >= 4);
    // Without notices the same comes out.
    fs::remove_dir_all(dir.path().join("deep")).unwrap();
    let quiet: Vec<&str> = arguments.iter().copied().chain(["--quiet"]).collect();
    let output = run(dir.path(), &quiet);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn of_a_cluster_that_is_too_large_the_oldest_are_taken() {
    let dir = tempfile::tempdir().unwrap();
    let line = |n: usize| json!({"cluster": 1, "id": format!("d{n}"), "date": format!("18{:02}", 99 - n), "begin": 0, "text": CLEAN});
    let lines: Vec<Value> = (0..60).map(line).collect();
    write_lines(&dir.path().join("out.json"), &lines);
    let output = run(dir.path(), &["read", "out.json", "--into", "case"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("60 documents") && told.contains("oldest 50"), "{told}");
    let (case, _) = opened(&dir.path().join("case"));
    assert_eq!((case.articles.len(), case.articles[0].id.as_str()), (50, "d59"));
    // As few ties as hold them together.
    assert!(case.ties.len() <= 3 * 49, "{}", case.ties.len());
}
