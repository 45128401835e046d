//! The README: its table of keys is the program's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use variorum::app::action::Context;
use variorum::app::{help, keymap::Keymap};

const BEGIN: &str = "<!-- keys: begin -->";
const END: &str = "<!-- keys: end -->";

fn table() -> String {
    let keymap = Keymap::defaults();
    let mut out = String::new();
    for context in [
        Context::Reading,
        Context::Select,
        Context::Rows,
        Context::List,
        Context::Line,
        Context::Dialog,
        Context::Search,
        Context::Palette,
        Context::Articles,
        Context::Pick,
        Context::Global,
    ] {
        write!(out, "\n**{}**\n\n| keys | does |\n|---|---|\n", context.title()).unwrap();
        for (keys, text) in help::rows(&keymap, context) {
            let keys: Vec<String> =
                keys.split("  ").map(|k| format!("`{}`", k.replace('|', "\\|"))).collect();
            writeln!(out, "| {} | {text} |", keys.join(" ")).unwrap();
        }
    }
    out
}

/// Run with `UPDATE_README=1` to write the table anew.
#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README has the mark where the table begins");
    let (present, after) = rest.split_once(END).expect("the README has the mark where the table ends");
    let wanted = format!("\n{}\n", table().trim_end());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
    } else {
        assert_eq!(present, wanted, "run `UPDATE_README=1 cargo test --test readme`");
    }
}

#[test]
fn every_file_that_the_readme_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for link in
        readme.split("](").skip(1).filter_map(|l| l.split(')').next()).filter(|l| !l.starts_with("http"))
    {
        assert!(root.join(link).exists(), "{link}");
    }
}
