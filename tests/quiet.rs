//! `--quiet`: scripts hear what ended the job, and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program and returns its exit code and what it said on standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder.join("home"))
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Two articles, an empty one, one of which bytes are missing, and a case.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("a.txt", "Nine people were hurt when the ferry ran aground.\n");
    write("b.txt", "Ten people were hurt when the ferry ran aground.\n");
    write("empty.txt", " \n");
    let head = "format = \"variorum-case\"\nversion = 1\n[[article]]\nid = \"a\"\npath = \"a.txt\"\n";
    write("variorum.toml", &format!("{head}[[annotation]]\nid = \"a-00000001\"\nkind = \"number\"\n"));
    dir
}

#[test]
fn what_does_not_end_the_job_is_not_said_and_the_exit_code_stays() {
    let dir = folder();
    for (line, spoken) in [
        // One of three cannot be read: the last line says so, what is wrong with it is left out.
        ("align a.txt b.txt empty.txt", "variorum: 1 of the inputs could not be read\n"),
        // Advice on a filter that asks for what is not there.
        ("list --where by:nobody", ""),
        ("export --where tag:nowhere", ""),
        ("add variorum.toml a.txt empty.txt", "variorum: variorum.toml: 2 inputs were not added\n"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let (loud, said) = run(dir.path(), &words);
        assert!(said.len() > spoken.len(), "{line}: nothing is left out of {said:?}");
        let quiet: Vec<&str> = words.iter().copied().chain(["--quiet"]).collect();
        assert_eq!(run(dir.path(), &quiet), (loud, spoken.to_owned()), "{line}");
        let before: Vec<&str> = ["--quiet"].into_iter().chain(words).collect();
        assert_eq!(run(dir.path(), &before), (loud, spoken.to_owned()), "{line}");
    }
}

#[test]
fn what_ends_the_job_is_said_all_the_same() {
    let dir = folder();
    for (line, code, said) in [
        ("--quiet list nowhere.toml", 1, "nowhere.toml"),
        ("--quiet list --where kind:", 2, "--where"),
        // None can be read, so what is wrong with the only one is why the job ends.
        ("--quiet align empty.txt", 1, "empty.txt"),
        ("--quiet text empty.txt", 1, "empty.txt"),
        ("--quiet check variorum.toml extra", 2, "extra"),
    ] {
        let (exit, spoken) = run(dir.path(), &line.split(' ').collect::<Vec<_>>());
        assert_eq!(exit, Some(code), "{line}: {spoken}");
        assert!(spoken.contains(said), "{line}: {spoken}");
    }
}
