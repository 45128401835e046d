//! What `variorum align` prints for people and for shells.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").output().unwrap()
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Three accounts of one thing: the third copies the first but for a number.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let texts = [
        (
            "echo.txt",
            "Kiln fire in Dorrow\n\nNine potters were taken to hospital after the kiln burst on Friday.\n\nThe fire chief praised the neighbours who brought water in buckets.\n",
        ),
        (
            "post.txt",
            "Potters hurt\n\nThe kiln of the Dorrow pottery burst on Friday.\n\nIts owner had asked for a new lining in May.\n",
        ),
        (
            "wire.txt",
            "Kiln fire in Dorrow\n\nTwelve potters were taken to hospital after the kiln burst on Friday.\n\nThe fire chief praised the neighbours who brought water in buckets.\n",
        ),
    ];
    for (name, text) in texts {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

#[test]
fn the_page_says_each_wording_once_and_marks_what_differs() {
    let dir = folder();
    let page = printed(dir.path(), &["align", "."]);
    assert!(page.starts_with("3 articles · "), "{page}");
    let suspect = page.split("\n\n").find(|p| p.starts_with("suspect 1 · number")).unwrap();
    assert!(suspect.contains("*Nine* potters") && suspect.contains("*Twelve* potters"), "{suspect}");
    let chief: Vec<&str> =
        page.lines().filter(|l| l.contains("The fire chief")).map(str::trim_start).collect();
    assert!(chief.len() == 1 && chief[0].starts_with("1, 3 "), "{chief:?}");
    assert!(page.contains("only in 2 post"), "{page}");
    assert!(!page.contains('\x1b'), "no colours in a pipe");
    assert_eq!(page, printed(dir.path(), &["align", "."]), "the same each time");
    let coloured = printed(dir.path(), &["align", ".", "--color", "always"]);
    assert!(coloured.contains("\x1b[1;33mNine\x1b[0m potters") && !coloured.contains("*Nine*"), "{coloured}");
    let narrow = printed(dir.path(), &["align", ".", "--width", "50"]);
    assert!(narrow.lines().filter(|l| l.starts_with("  ")).all(|l| l.chars().count() <= 50), "{narrow}");
}

#[test]
fn one_sort_of_finding_is_printed_alone_in_both_formats() {
    let dir = folder();
    for (only, here, gone) in [
        ("suspects", "suspect 1", "thread 1"),
        ("threads", "thread 1", "suspect 1"),
        ("only", "only in", "thread 1"),
    ] {
        let page = printed(dir.path(), &["align", ".", "--only", only]);
        assert!(page.contains(here) && !page.contains(gone), "{only}: {page}");
        let json = printed(dir.path(), &["align", ".", "--only", only, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        for list in ["suspects", "threads", "only"] {
            let is_empty = json[list].as_array().unwrap().is_empty();
            assert_eq!(is_empty, list != only, "{only}: {list}");
        }
    }
}

#[test]
fn two_of_the_articles_are_named_by_number_id_or_path() {
    let dir = folder();
    for pair in [["1", "3"], ["echo", "wire"], ["./echo.txt", "3"]] {
        let page = printed(dir.path(), &["align", ".", "--between", pair[0], pair[1]]);
        assert!(page.starts_with("2 articles · ") && !page.contains("post"), "{pair:?}: {page}");
        assert!(page.contains("*Nine* potters"), "{page}");
    }
    for (pair, told) in [(["1", "7"], "there is no article 7"), (["echo", "1"], "one article")] {
        let output = run(dir.path(), &["align", ".", "--between", pair[0], pair[1]]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(told), "{output:?}");
    }
}

#[test]
fn every_shell_gets_completions_of_every_command() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(dir.path(), &["completions", shell]);
        for word in ["align", "export", "between", "theme"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let script = dir.path().join("completions.bash");
    std::fs::write(&script, printed(dir.path(), &["completions", "bash"])).unwrap();
    if let Ok(checked) = Command::new("bash").arg("-n").arg(&script).output() {
        assert!(checked.status.success(), "{checked:?}");
    }
}

#[test]
fn the_manual_has_a_page_for_each_command_and_the_keys() {
    let dir = tempfile::tempdir().unwrap();
    printed(dir.path(), &["man", "pages"]);
    let pages = dir.path().join("pages");
    for command in ["align", "export", "list", "check", "text", "demo"] {
        let page = std::fs::read_to_string(pages.join(format!("variorum-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
    let main = printed(dir.path(), &["man"]);
    assert_eq!(main, std::fs::read_to_string(pages.join("variorum.1")).unwrap());
    assert!(main.contains(".SH KEYS") && main.contains("\\fBF5\\fR"));
}
