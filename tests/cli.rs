//! The command line without a screen: what is printed, what is written, and the exit code.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_variorum");

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder.join("home"))
        .output()
        .unwrap()
}

fn shell(folder: &Path, command: &str) -> Output {
    let command = command.replace("variorum", PROGRAM);
    Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder)
        .env("HOME", folder.join("home"))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a case of one annotation over one article.
fn with_case() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Nine people were hurt.\n").unwrap();
    let case = "format = \"variorum-case\"\nversion = 1\n[[article]]\nid = \"a\"\npath = \"a.txt\"\n[[annotation]]\nid = \"a-00000001\"\nkind = \"number\"\nquestion = \"How many?\"\n";
    fs::write(dir.path().join("variorum.toml"), case).unwrap();
    dir
}

#[test]
fn the_screen_is_not_run_into_a_pipe() {
    for command in ["variorum demo | cat; ls", "variorum a.txt | cat", "variorum | cat"] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), "Nine people were hurt.\n").unwrap();
        let output = shell(dir.path(), command);
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(!printed.contains('\x1b') && !printed.contains("variorum-demo"), "{command}: {printed}");
        assert!(said(&output).contains("terminal"), "{command}: {}", said(&output));
    }
}

#[test]
fn an_export_over_a_link_writes_the_file_behind_it() {
    let dir = with_case();
    let (real, link) = (dir.path().join("real.md"), dir.path().join("link.md"));
    fs::write(&real, "old").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.md", &link).unwrap();
    let refused = run(dir.path(), &["export", "-o", "link.md"]);
    assert!(refused.status.code() == Some(1) && said(&refused).contains("--force"), "{}", said(&refused));
    assert_eq!(fs::read_to_string(&real).unwrap(), "old");
    assert!(run(dir.path(), &["export", "-o", "link.md", "--force"]).status.success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("How many?"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn an_export_into_a_pipe_or_device_leaves_it_what_it_is() {
    let dir = with_case();
    let output = shell(
        dir.path(),
        "mkfifo pipe; (timeout 20 cat pipe >got 2>/dev/null &); variorum export -o pipe --force; test -p pipe && sleep 1 && cat got",
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("How many?"), "{}", said(&output));
    let output = run(dir.path(), &["export", "-o", "/dev/stdout", "--force"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("How many?"), "{}", said(&output));
    let output = run(dir.path(), &["export", "-o", ".", "--force"]);
    assert!(output.status.code() == Some(1) && said(&output).contains("folder"), "{}", said(&output));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    let text = (0..4000)
        .map(|n| format!("Witness {n} said that {n} people were on the bridge.\n\n"))
        .collect::<String>();
    fs::write(dir.path().join("a.txt"), &text).unwrap();
    for format in ["json", "text"] {
        let command =
            format!("{{ variorum align a.txt --format {format}; echo code $? >&2; }} | head -c1 >/dev/null");
        assert_eq!(said(&shell(dir.path(), &command)), "code 0\n", "{format}");
    }
    let records = (0..4000)
        .map(|n| format!("[[annotation]]\nid = \"a-{n:08}\"\nkind = \"number\"\nquestion = \"{n}?\"\n"));
    let case = format!("format = \"variorum-case\"\nversion = 1\n{}", records.collect::<String>());
    fs::write(dir.path().join("many.toml"), case).unwrap();
    let formats = ["html", "csv", "csv-long", "json", "jsonld", "tei"]
        .map(|f| format!("export many.toml --format {f}"));
    let templates = ["org", "text"].map(|t| format!("export many.toml --template {t}"));
    let plain = ["list many.toml", "list many.toml --format json", "export many.toml"].map(str::to_owned);
    for arguments in plain.iter().chain(&formats).chain(&templates) {
        let command = format!("{{ variorum {arguments}; echo code $? >&2; }} | head -c1 >/dev/null");
        assert_eq!(said(&shell(dir.path(), &command)), "code 0\n", "{arguments}");
    }
}

#[test]
fn a_case_is_aligned_by_its_articles_and_never_read_as_one() {
    let dir = with_case();
    let case = fs::read_to_string(dir.path().join("variorum.toml")).unwrap();
    let more = "[[article]]\nid = \"beta\"\npath = \"b.txt\"\n[[article]]\nid = \"c\"\npath = \"c.txt\"\ngone = true\n";
    let text = "Nine people were taken to hospital when the footbridge fell on Sunday.";
    for name in ["a.txt", "b.txt"] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    fs::write(dir.path().join("variorum.toml"), format!("{case}{more}")).unwrap();
    let aligned = |arguments: &[&str]| {
        let output = run(dir.path(), &[&["align", "--format", "json"], arguments].concat());
        let page: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let ids: Vec<String> = page["articles"]
            .as_array()
            .map_or_else(Vec::new, |all| all.iter().map(|a| a["id"].as_str().unwrap().to_owned()).collect());
        (output.status.code(), ids, page["links"].as_array().map_or(0, Vec::len), said(&output))
    };
    let (code, ids, links, _) = aligned(&["variorum.toml"]);
    assert_eq!((code, ids, links), (Some(0), vec!["a".to_owned(), "beta".to_owned()], 1));
    // The reader's ties are obeyed, as on the screen.
    let witness = |id: &str| {
        let end = text.len();
        format!("[[tie.witness]]\narticle = \"{id}\"\ntext = \"{text}\"\nspan = [0, {end}]\n")
    };
    let ends = [witness("a"), witness("beta")].concat();
    let tied = format!("{case}{more}[[tie]]\nsay = \"different\"\n{ends}");
    fs::write(dir.path().join("variorum.toml"), tied).unwrap();
    assert_eq!(aligned(&["variorum.toml"]).2, 0);
    for (arguments, why) in [
        (&["variorum.toml", "a.txt"][..], "variorum.toml is a case file; name it alone"),
        (&["variorum.toml", "--repair"], "variorum.toml says how its articles are read"),
    ] {
        let (code, ids, _, said) = aligned(arguments);
        assert!(code == Some(2) && ids.is_empty() && said.contains(why), "{said}");
    }
}

#[test]
fn inputs_that_cannot_be_read_are_a_failed_job_and_not_a_wrong_use() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["align", "nowhere.txt", "neither.txt"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("nowhere.txt") && said(&output).contains("neither.txt"));
}

#[test]
fn nothing_of_an_article_commands_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let evil = "Nine people\u{1b}]0;owned\u{7} were hurt when the\u{202e} footbridge at Ashcombe gave way on Sunday.\n";
    fs::write(dir.path().join("a.txt"), format!("Bridge \u{1b}[31mfalls\n\n{evil}")).unwrap();
    fs::write(dir.path().join("b.txt"), evil.replace("Nine", "Ten")).unwrap();
    let output = run(dir.path(), &["align", "a.txt", "b.txt"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("people␛]0;owned␇"), "{printed}");
    assert!(!printed.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{printed:?}");
    let output = run(dir.path(), &["align", "--format", "json", "a.txt", "b.txt"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("\\u001b]0;owned\\u0007"), "JSON has its own escapes");
    let output = run(dir.path(), &["align", "no\u{1b}[31mwhere.txt"]);
    assert!(!said(&output).contains('\u{1b}'), "a path that is complained about is text too");
}

#[test]
fn a_case_whose_article_is_a_pipe_is_not_waited_for() {
    let dir = with_case();
    fs::remove_file(dir.path().join("a.txt")).unwrap();
    let output = shell(dir.path(), "mkfifo a.txt; timeout 20 variorum export -o -");
    assert!(output.status.success(), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("How many?"));
}

#[test]
fn a_list_and_an_export_have_only_what_the_filter_means() {
    let dir = with_case();
    let path = dir.path().join("variorum.toml");
    let more = "[[annotation]]\nid = \"a-00000002\"\nkind = \"time\"\nquestion = \"When?\"\nstatus = \"resolved\"\ntags = [\"to call\"]\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + more).unwrap();
    let printed = |arguments: &[&str]| {
        let output = run(dir.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(
        printed(&["list"]),
        "1  open      number  How many?\n2  resolved  time    When?        to call\n"
    );
    assert_eq!(printed(&["list", "--where", "-status:open"]), "2  resolved  time  When?    to call\n");
    assert_eq!(printed(&["list", "variorum.toml", "--where", "tag:\"to call\" many"]), "");
    let json: serde_json::Value =
        serde_json::from_str(&printed(&["list", "--format", "json", "--where", "kind:time"])).unwrap();
    assert_eq!(json["format"], "variorum-annotations");
    assert_eq!(json["annotations"].as_array().unwrap().len(), 1);
    assert_eq!(json["annotations"][0]["tags"][0], "to call");
    let notes = printed(&["export", "--where", "kind:time"]);
    assert!(notes.contains("When?") && !notes.contains("How many?"), "{notes}");
    for (command, filter, expected) in [
        ("list", "knd:time", "--where: `knd:` is no field; did you mean `kind:`?"),
        ("export", "status:opne", "--where: `opne` is no status; did you mean `open`?"),
    ] {
        let output = run(dir.path(), &[command, "--where", filter]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(said(&output), format!("variorum: {expected}\n"));
    }
    let output = run(dir.path(), &["list", "--where", "tag:to-call"]);
    assert!(
        output.status.success() && said(&output).contains("did you mean `to call`?"),
        "{}",
        said(&output)
    );
}

#[test]
fn articles_are_added_to_a_case_once_and_what_cannot_be_added_is_told() {
    let dir = with_case();
    let case = dir.path().join("case.toml");
    let before = fs::read_to_string(dir.path().join("variorum.toml")).unwrap();
    fs::write(&case, format!("# mine\n{before}")).unwrap();
    fs::create_dir(dir.path().join("more")).unwrap();
    fs::write(dir.path().join("more/a.txt"), "Ten people were hurt.\n").unwrap();
    let output = run(dir.path(), &["add", "case.toml", "more/a.txt"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("added a-2  more/a.txt"));
    let output = run(dir.path(), &["add", "case.toml", "./a.txt", "none.txt", "more"]);
    assert_eq!(output.status.code(), Some(1));
    for told in [
        "./a.txt: is in the case already, as a",
        "none.txt: there is no such file",
        "more/a.txt: is in the case already, as a-2",
    ] {
        assert!(said(&output).contains(told), "{}", said(&output));
    }
    let output = shell(dir.path(), "echo 'Six people were hurt.' | variorum add case.toml -");
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(&case).unwrap();
    assert!(text.starts_with("# mine\n") && text.matches("[[article]]").count() == 3, "{text}");
    assert!(text.contains("path = \"articles/stdin.txt\"") && text.contains("a-00000001"), "{text}");
    assert_eq!(fs::read_to_string(dir.path().join("articles/stdin.txt")).unwrap(), "Six people were hurt.\n");
    let output = run(dir.path(), &["add", "nowhere.toml", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("nowhere.toml: there is no such case file"), "{}", said(&output));
}

#[test]
fn an_article_that_was_taken_out_is_not_missed_and_comes_back_when_it_is_added() {
    let dir = with_case();
    let case = dir.path().join("variorum.toml");
    let text = fs::read_to_string(&case).unwrap();
    fs::write(&case, text.replace("path = \"a.txt\"", "path = \"a.txt\"\ngone = true")).unwrap();
    fs::rename(dir.path().join("a.txt"), dir.path().join("b.txt")).unwrap();
    let output = run(dir.path(), &["check"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    fs::rename(dir.path().join("b.txt"), dir.path().join("a.txt")).unwrap();
    let output = run(dir.path(), &["add", "variorum.toml", "a.txt"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(&case).unwrap();
    assert!(!text.contains("gone") && text.matches("[[article]]").count() == 1, "{text}");
}

#[test]
fn a_bad_file_in_a_folder_keeps_none_of_the_good_ones_out_of_a_case() {
    let dir = with_case();
    fs::create_dir(dir.path().join("more")).unwrap();
    fs::write(dir.path().join("more/b.txt"), "Ten people were hurt.\n").unwrap();
    fs::write(dir.path().join("more/c.txt"), b"\0\x01").unwrap();
    fs::write(dir.path().join("more/d.txt"), "Six people were hurt.\n").unwrap();
    let output = run(dir.path(), &["add", "variorum.toml", "more"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("more/c.txt: is a binary file"), "{}", said(&output));
    assert!(said(&output).contains("one input was not added"), "{}", said(&output));
    let text = fs::read_to_string(dir.path().join("variorum.toml")).unwrap();
    assert!(
        text.contains("more/b.txt") && text.contains("more/d.txt") && !text.contains("more/c.txt"),
        "{text}"
    );
    let output = run(dir.path(), &["text", "more"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Ten people were hurt.\nSix people were hurt.\n");
    assert!(said(&output).contains("more/c.txt: is a binary file"), "{}", said(&output));
}

#[test]
fn what_may_be_only_the_beginning_of_a_page_is_told_wherever_it_is_read_and_is_no_failure() {
    let dir = with_case();
    let page = "<html><head><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false}</script></head>\
                <body><article><h1>Bridge falls</h1><p>Ten people were hurt when the footbridge fell on Sunday.</p></article></body></html>";
    fs::write(dir.path().join("page.html"), page).unwrap();
    for arguments in [
        &["text", "page.html"][..],
        &["align", "a.txt", "page.html"],
        &["add", "variorum.toml", "page.html"],
        &["check", "variorum.toml"],
    ] {
        let output = run(dir.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        let told = "page.html: this page says of itself that it is not free";
        assert!(said(&output).contains(told), "{arguments:?}: {}", said(&output));
    }
}
