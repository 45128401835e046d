//! Every format of `variorum export`, made from a case with every field and with texts that mean harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/held.rs"]
mod held;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use held::held_against_schema;
use regex::Regex;
use serde_json::Value;
use variorum::case::Case;
use variorum::case::store::CaseFile;

/// What is written, by the arguments that ask for it.
const FORMATS: [(&str, &[&str]); 12] = [
    ("gfm.md", &[]),
    ("pandoc.md", &["--flavor", "pandoc"]),
    ("obsidian.md", &["--flavor", "obsidian"]),
    ("html", &["--format", "html"]),
    ("csv", &["--format", "csv"]),
    ("long.csv", &["--format", "csv-long"]),
    ("json", &["--format", "json"]),
    ("jsonld", &["--format", "jsonld"]),
    ("tei.xml", &["--format", "tei"]),
    ("org", &["--template", "org"]),
    ("txt", &["--format", "template", "--template", "text"]),
    ("claimreview.json", &["--template", "claimreview"]),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/rich")
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.arg("export").args(arguments).current_dir(folder()).output().unwrap()
}

fn exported(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn case() -> Case {
    CaseFile::open(&folder().join("variorum.toml")).unwrap().1
}

fn all<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    let found = Regex::new(pattern).unwrap();
    found.captures_iter(text).map(|c| c.get(1).unwrap().as_str()).collect()
}

#[test]
fn the_documents_are_those_that_were_read_by_a_person() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("export/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, arguments) in FORMATS {
        let mut text = exported(arguments).replace("\r\n", "\n");
        // The style is looked at in a browser.
        if let (Some(start), Some(end)) = (text.find("<style>"), text.find("</style>")) {
            text.replace_range(start + 7..end, "");
        }
        settings.bind(|| insta::assert_snapshot!(format!("rich.{name}"), text));
    }
}

#[test]
fn the_same_case_gives_the_same_bytes_in_every_format() {
    for (name, arguments) in FORMATS {
        assert_eq!(exported(arguments), exported(arguments), "{name}");
    }
}

#[test]
fn no_format_passes_on_what_commands_a_terminal_or_turns_text_round() {
    for (name, arguments) in FORMATS {
        let text = exported(arguments);
        let text = if name.ends_with("csv") { text.replace("\r\n", "\n") } else { text };
        let bad = text.chars().find(|c| *c != '\n' && variorum::article::visible(*c).is_some());
        // What Org needs to take brackets for brackets.
        assert!(bad.is_none_or(|c| name == "org" && c == '\u{200b}'), "{name}: {bad:?}");
        assert!(text.contains("red") && text.contains("override"), "{name}: the words themselves are there");
    }
}

#[test]
fn nothing_of_the_record_is_left_out_where_a_format_can_hold_it() {
    let everywhere = [
        "How many people jumped?",
        "at least 14",
        "少なくとも14人",
        "אחד עשר בני אדם",
        "Harbour office, by phone",
        "Harbour log, page 12",
        "Fourteen: the log names each.",
        "agrees",
        "Almanac",
        "two",
        "primary",
        "checking",
        "certain",
        "high",
        "mk",
        "2026-05-05",
        "2026-05-06",
        "נותרה על המפרש",
    ];
    for (name, arguments) in FORMATS.iter().filter(|(name, _)| *name != "claimreview.json") {
        let text = exported(arguments).replace("\\:", ":").replace('\\', "");
        // Org writes states in capitals.
        let folded = text.to_lowercase();
        for words in everywhere {
            assert!(folded.contains(&words.to_lowercase()), "{name} has lost {words}");
        }
        // Tables with a column per article have no place for what is known of the article.
        if *name != "csv" {
            for words in ["Ines Harrow", "Harbour Herald", "herald.example/lantern", "00766394fc79de70"] {
                assert!(text.contains(words), "{name} has lost {words}");
            }
        }
    }
}

#[test]
fn no_rating_is_made_up() {
    let text = exported(&["--template", "claimreview"]);
    assert!(!text.to_lowercase().contains("rating"));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["@graph"].as_array().unwrap().len(), 8, "one for each reading");
}

#[test]
fn a_table_has_a_column_per_article_and_no_cell_that_is_computed() {
    let read = |text: &str| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    for (format, rows, columns) in [("csv", 5, 20), ("csv-long", 15, 36)] {
        let text = exported(&["--format", format]);
        assert!(text.ends_with("\r\n"), "RFC 4180");
        let table = read(&text);
        assert_eq!((table.len(), table[0].len()), (rows, columns), "{format}");
        let computed = table.iter().flatten().find(|c| c.starts_with(['=', '+', '-', '@', '\t', '\r']));
        assert_eq!(computed, None, "{format}");
        assert!(table.iter().flatten().any(|c| c.starts_with("'-2+3")), "{format}");
        assert_eq!(exported(&["--format", format, "--bom"]), format!("\u{feff}{text}"));
    }
}

#[test]
fn the_json_is_as_its_schema_says() {
    let value: Value = serde_json::from_str(&exported(&["--format", "json", "--dated"])).unwrap();
    held_against_schema("notes.schema.json", &value);
    assert_eq!(value["annotations"][0]["witnesses"][4]["near"], 1);
    assert!(value["exported"].is_string());
}

#[test]
fn the_web_annotations_give_back_the_very_quotes() {
    let dir = tempfile::tempdir().unwrap();
    let (texts, file) = (dir.path().join("my texts"), dir.path().join("notes.jsonld"));
    let arguments = ["--format", "jsonld", "--texts", texts.to_str().unwrap(), "-o", file.to_str().unwrap()];
    exported(&arguments);
    let value: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(value["total"], 4);
    let mut positions = 0;
    for (item, known) in value["first"]["items"].as_array().unwrap().iter().zip(&case().annotations) {
        let said: Vec<_> = known.witnesses.iter().filter_map(|w| w.quote.as_ref()).collect();
        for (target, quote) in item["target"].as_array().unwrap().iter().zip(said) {
            let selectors = target["selector"].as_array().unwrap();
            assert_eq!(selectors[0]["exact"], quote.text);
            assert_eq!(selectors[0]["prefix"].as_str().unwrap_or_default(), quote.before);
            assert_eq!(selectors[0]["suffix"].as_str().unwrap_or_default(), quote.after);
            let Some(position) = selectors.get(1) else { continue };
            positions += 1;
            let source = target["source"]["id"].as_str().unwrap().replace("%20", " ");
            let text = fs::read_to_string(dir.path().join(source)).unwrap();
            let (start, end) = (position["start"].as_u64().unwrap(), position["end"].as_u64().unwrap());
            let there: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(there, quote.text);
        }
    }
    assert_eq!(positions, 10, "all but those that the article no longer has");
    assert!(refused(&arguments, 1).contains("--force"), "texts are not overwritten either");
    let without = exported(&["--format", "jsonld"]);
    assert!(!without.contains("TextPositionSelector"), "offsets mean nothing on a web page");
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    for arguments in [&["--format", "html"][..], &["--format", "html", "--quotes-only"]] {
        let page = exported(arguments);
        let ids = all(r#"\bid="([^"]+)""#, &page);
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{arguments:?}");
        for target in all(r##"href="#([^"]+)""##, &page) {
            assert!(ids.contains(&target), "{arguments:?}: {target}");
        }
    }
    let page = exported(&["--format", "html"]);
    assert_eq!(all(r#"(in the account above)"#, &page).len(), 11, "all words are found, those of today too");
}

#[test]
fn the_page_has_no_script_and_asks_the_network_for_nothing() {
    let page = exported(&["--format", "html"]);
    for wrong in
        ["<script", "src=", "url(", "@import", "<link", "<iframe", "onload", "javascript:", "<b>evening"]
    {
        assert!(!page.contains(wrong), "{wrong}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains(r#"lang="he" dir="rtl""#) && page.contains(r#"lang="ja" dir="ltr""#));
}

#[test]
fn a_page_of_quotes_has_no_other_words_of_the_articles() {
    let page = exported(&["--format", "html", "--quotes-only"]);
    assert!(page.contains("At least fourteen people"));
    for words in ["The boat was insured", "had been inspected in March", "Tide tables are"] {
        assert!(!page.contains(words), "{words}");
    }
}

#[test]
fn the_apparatus_of_tei_has_one_name_for_a_thing() {
    let text = exported(&["--format", "tei"]);
    let ids = all(r#"xml:id="([^"]+)""#, &text);
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    let refs = all(r##"(?:wit|resp|ana|target)="#([^"]+)""##, &text);
    assert!(refs.len() > 30);
    for target in refs {
        assert!(ids.contains(&target), "{target}");
    }
}

#[test]
fn a_template_of_one_s_own_gets_the_record() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mine.html");
    fs::write(&path, "{% for a in articles %}<p>{{ a.name }}</p>\n{% endfor %}").unwrap();
    let mine = path.to_str().unwrap();
    let text = exported(&["--template", mine]);
    assert!(text.contains("<p>=Gazette | &lt;b&gt;evening&lt;/b&gt;</p>"), "{text}");
    fs::write(&path, "one\n{{ cases.title }}").unwrap();
    let slip = refused(&["--template", mine], 1);
    assert!(slip.contains("mine.html: line 2") && slip.contains("`cases.title`"), "{slip}");
    assert!(refused(&["--template", "orgg"], 1).contains("one of org, text, claimreview"));
}

#[test]
fn options_that_mean_nothing_together_are_refused() {
    for (arguments, named) in [
        (&["--format", "html", "--flavor", "pandoc"][..], "--flavor"),
        (&["--format", "csv", "--template", "org"], "--template"),
        (&["--quotes-only"], "--quotes-only"),
        (&["--bom"], "--bom"),
        (&["--texts", "x"], "--texts"),
        (&["--format", "template"], "org, text, claimreview"),
    ] {
        let said = refused(arguments, 2);
        assert!(said.contains(named), "{said}");
    }
}
