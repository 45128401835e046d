//! Undo and redo of everything: after any operations, undoing all of them gives the case file back to the byte, and redoing all
//! of them gives the case as it was at the end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.
#![allow(clippy::print_stdout, clippy::print_stderr)] // What was measured, and what could not be tested.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use fastrand::Rng;
use support::*;
use variorum::app::{App, View};
use variorum::article::{self, Article};
use variorum::case::Case;
use variorum::case::store::CaseFile;

/// Steps that are done and undone.
const STEPS: usize = 1000;
/// The case is saved once in so many steps.
const EVERY: usize = 40;
const SIZE: (u16, u16) = (80, 24);

fn articles(changed: bool) -> Vec<Arc<Article>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frames");
    let read = |name: &str| -> Arc<Article> {
        let mut text = fs::read_to_string(folder.join(name)).unwrap();
        if changed && name == "harbour.txt" {
            // Words of annotations, so that what became of them has to be looked at.
            for (old, new) in [
                ("Nine passengers were taken", "Nine passengers were carried"),
                ("a long scrape", "a long, long scrape"),
                ("the radar was working", "the radar was still working"),
                ("Nobody was hurt, the", "Nobody at all was hurt, the"),
            ] {
                text = text.replace(old, new);
            }
        }
        Arc::new(article::read(text.as_bytes(), name).unwrap())
    };
    ["harbour.txt", "adley.md", "coast.txt"].map(read).to_vec()
}

/// Makes a case of a few annotations and has somebody edit it by hand.
fn begun(path: &Path) {
    let mut app = app_over(articles(false), SIZE.0, SIZE.1);
    for keys in ["d a n Enter", "d a t Enter", "j a o Enter", "j j a c Enter", "x", "l j a q Enter"] {
        press(&mut app, keys);
    }
    CaseFile::new(path).save(&app.case).unwrap();
    let text = fs::read_to_string(path).unwrap();
    let text = text
        .replacen("kind = \"number\"", "# of people\nkind   =  'number'  # sure\nmood = \"curious\"", 1)
        .replacen("[[annotation]]", "# --- what we found ---\n\n[[annotation]]", 1)
        .replacen("status = \"open\"", "tags = [\"b\",'a' ]\nstatus = 'open'", 2)
        .replacen("  [[annotation.witness]]", "[[annotation.witness]]\n# their words", 1);
    fs::write(path, format!("\u{feff}# ours\n{text}\n[desk]\nshift = \"night\"\n").replace('\n', "\r\n"))
        .unwrap();
}

fn open(path: &Path) -> (CaseFile, App) {
    let (file, case) = CaseFile::open(path).unwrap();
    (file, opened(opening(articles(true), case), SIZE))
}

/// Does something at random, with the keys that a reader presses; returns its name.
fn act(app: &mut App, rng: &mut Rng) -> &'static str {
    press(app, "Ctrl-c");
    while !app.overlays.is_empty() || app.view != View::Panes {
        press(app, "Ctrl-c");
    }
    for _ in 0..rng.usize(0..4) {
        press(app, rng.choice(["j", "k", "l", "h", "d", "r", "t", "g g"]).unwrap());
    }
    if rng.usize(0..15) == 0 {
        // What is undone and then followed by something else cannot be redone, and must not come back.
        press(app, "u u");
    }
    let words = format!("word{}", rng.u32(..));
    // Annotations whose words have changed are the oldest ones; later they may be deleted.
    let is_early = steps(app) < 12 && rng.bool();
    match if is_early { 19 } else { rng.usize(0..20) } {
        0..=3 => {
            press(app, "a");
            press(app, rng.choice(["n", "t", "p", "w", "x", "c"]).unwrap());
            type_text(app, &words);
            press(app, "Ctrl-s");
            "annotate"
        }
        4..=6 => {
            press(app, "r e");
            for _ in 0..rng.usize(0..8) {
                press(app, "Tab");
                if rng.bool() && app.context().is_text() {
                    type_text(app, &words);
                } else if rng.bool() {
                    press(app, rng.choice(["Right", "Left"]).unwrap());
                }
            }
            press(app, "Ctrl-s");
            "edit fields"
        }
        7 => {
            press(app, "r e Shift-Tab");
            press(app, rng.choice(["n", "t", "p", "w", "."]).unwrap());
            press(app, "Ctrl-s");
            "another kind"
        }
        8..=9 => {
            press(app, "r e Tab");
            for _ in 0..3 {
                press(app, rng.choice(["j", "x", "s", "[", "]", "{", "(", ")"]).unwrap());
            }
            press(app, "Ctrl-s");
            "edit witnesses"
        }
        10 => {
            press(app, "r X");
            press(app, "y");
            "delete"
        }
        11..=12 => {
            press(app, "F5");
            press(app, rng.choice(["*", "g g v j j", "G Space", "j"]).unwrap());
            press(app, rng.choice(["s", "S", "3 s"]).unwrap());
            "status of many"
        }
        13 => {
            press(app, "F5 g g v j j");
            press(app, rng.choice(["+", "+", "-"]).unwrap());
            type_text(app, rng.choice(["one", "two", "a, b"]).unwrap());
            press(app, "Enter");
            "tags of many"
        }
        14 => {
            press(app, "F5 G v k");
            press(app, "X y");
            "delete many"
        }
        15 => {
            press(app, "x");
            "set aside"
        }
        16 => {
            press(app, rng.choice(["+", "-"]).unwrap());
            press(app, "y");
            "tie"
        }
        17..=18 => {
            press(app, "A");
            press(app, "Enter");
            "attach"
        }
        _ => {
            press(app, "g w");
            press(app, rng.choice(["Enter Enter", "Enter j Enter", "j Enter Enter"]).unwrap());
            "changed words"
        }
    }
}

fn steps(app: &App) -> usize {
    app.history.steps().0.len()
}

fn save(file: &mut CaseFile, app: &App) -> Case {
    file.save(&app.case).unwrap();
    app.case.clone()
}

fn undo_and_redo(seed: u64, wanted: usize) -> BTreeMap<&'static str, usize> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("variorum.toml");
    begun(&path);
    let start = fs::read(&path).unwrap();
    let (mut file, mut app) = open(&path);
    let first = app.case.clone();
    let mut rng = Rng::with_seed(seed);
    let mut did: BTreeMap<&'static str, usize> = BTreeMap::new();
    while steps(&app) < wanted {
        let before = steps(&app);
        let name = act(&mut app, &mut rng);
        let after = steps(&app);
        *did.entry(name).or_default() += after.saturating_sub(before);
        if before / EVERY != after / EVERY {
            save(&mut file, &app);
        }
    }
    let end = save(&mut file, &app);
    let last = fs::read(&path).unwrap();

    while steps(&app) > 0 {
        press(&mut app, "Ctrl-c Ctrl-l u");
        if steps(&app).is_multiple_of(EVERY) {
            save(&mut file, &app);
            assert_eq!(CaseFile::open(&path).unwrap().1, app.case);
        }
    }
    assert_eq!(app.case, first);
    assert!(fs::read(&path).unwrap() == start, "not to the byte:\n{}", fs::read_to_string(&path).unwrap());

    while !app.history.steps().1.is_empty() {
        press(&mut app, "Ctrl-r");
        if steps(&app).is_multiple_of(EVERY) {
            save(&mut file, &app);
        }
    }
    assert_eq!(app.case, end);
    save(&mut file, &app);
    assert_eq!(CaseFile::open(&path).unwrap().1, end);
    let again = fs::read(&path).unwrap();
    println!("seed {seed}: {did:?}; redone to the byte: {}", again == last);
    did
}

#[test]
fn a_thousand_steps_undone_give_the_file_back_to_the_byte_and_redone_the_case() {
    let did = undo_and_redo(7, STEPS);
    let never: Vec<_> = did.iter().filter(|(_, count)| **count == 0).collect();
    assert!(never.is_empty() && did.len() == 12, "never tried: {never:?} of {did:?}");
}

#[test]
fn a_few_steps_of_many_sorts_undone_give_the_file_back_to_the_byte() {
    for seed in 100..106 {
        undo_and_redo(seed, 25);
    }
}
