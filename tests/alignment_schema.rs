//! What `variorum align --format json` prints is what its schema says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/held.rs"]
mod held;

use std::path::Path;
use std::process::Command;

use held::held_against_schema;
use serde_json::Value;

fn aligned(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["align", "--format", "json"])
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_script_finds_in_the_alignment_what_the_schema_promises_and_nothing_else() {
    let found = aligned(&["."]);
    held_against_schema("alignment.schema.json", &found);
    for list in ["articles", "links", "threads", "suspects", "only"] {
        assert!(!found[list].as_array().unwrap().is_empty(), "no {list} were held against it");
    }
    let reading = &found["suspects"][0]["readings"][0];
    assert!(reading["members"][0]["text"].is_string());
    assert!(found["articles"].as_array().unwrap().iter().any(|a| a["copy_of"].is_null()));
}

#[test]
fn a_part_of_the_alignment_has_the_same_shape() {
    for only in ["suspects", "threads", "only"] {
        let found = aligned(&["--only", only, "."]);
        held_against_schema("alignment.schema.json", &found);
        assert!(!found[only].as_array().unwrap().is_empty() && found["links"].as_array().unwrap().is_empty());
    }
    held_against_schema("alignment.schema.json", &aligned(&["--between", "courier", "post", "."]));
}
