//! Two programs at one case: keys of kinds, names and articles, where careless merging or undo would lose somebody's word.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use std::fs;
use std::path::Path;

use support::*;
use variorum::app::App;
use variorum::app::effect::{Disk, Effect, Merge, Message, SaveReport, Version};
use variorum::app::key;
use variorum::case::store::{CaseFile, Saved};
use variorum::case::{OwnKind, kind};

/// A program at a case: its model, and the file as it knows it.
struct Program {
    app: App,
    file: CaseFile,
    merges: u64,
}

impl Program {
    fn new(path: &Path) -> Program {
        let (file, case) = CaseFile::open(path).unwrap();
        Program { app: opened(opening(demo_articles(), case), (120, 40)), file, merges: 0 }
    }

    fn press(&mut self, notation: &str) {
        for key in key::parse(notation).unwrap() {
            let effects = self.app.update(Message::Key(event(key)), now());
            self.carry_out(effects);
        }
    }

    fn command(&mut self, line: &str) {
        press(&mut self.app, ":");
        type_text(&mut self.app, line);
        self.press("Enter");
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save(version) => {
                    let Version { case, number, .. } = *version;
                    let result = self.file.save(&case).map_err(|error| error.to_string());
                    let result = result.map(|saved| {
                        let merge = self.merged(case, saved);
                        SaveReport { text: "saved".into(), merge }
                    });
                    let more = self.app.update(Message::Saved { number, result }, now());
                    self.carry_out(more);
                }
                other => carry_out(&mut self.app, vec![other]),
            }
        }
    }

    fn merged(&mut self, sent: variorum::case::Case, saved: Saved) -> Option<Box<Merge>> {
        let merged = saved.merged?;
        self.merges += 1;
        let (clashes, renamed) = (saved.clashes, saved.renamed);
        Some(Box::new(Merge { number: self.merges, sent, merged, clashes, renamed }))
    }

    /// What happens every two seconds.
    fn look(&mut self) {
        let sent = self.app.case.clone();
        if let Some(saved) = self.file.take_in(&sent).unwrap() {
            let merge = self.merged(sent, saved).unwrap();
            let effects = self.app.update(Message::Disk(Disk::TakenIn(merge)), now());
            self.carry_out(effects);
        }
    }
}

/// Two programs at a case of the demo's articles.
fn two(folder: &Path) -> (Program, Program) {
    let path = folder.join("variorum.toml");
    let mut begun = demo(120, 40);
    press(&mut begun, "d a n Enter");
    CaseFile::new(&path).save(&begun.case).unwrap();
    (Program::new(&path), Program::new(&path))
}

fn keys(kinds: &[OwnKind]) -> Vec<(String, char)> {
    kind::check(kinds).unwrap();
    kinds.iter().map(|k| (k.id.clone(), k.key.unwrap())).collect()
}

#[test]
fn kinds_that_two_programs_add_with_one_key_are_both_kept_and_everything_after_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = two(folder.path());
    one.command("new-kind g Technical cause");
    two.command("new-kind g Guilt");
    assert!(two.app.saving.failed.is_none(), "{:?}", two.app.saving.failed);
    assert_eq!(keys(&two.app.case.kinds), [("technical-cause".into(), 'g'), ("guilt".into(), 'u')]);
    assert!(
        said(&two.app).contains("another kind has the key of `guilt`, which has u now"),
        "{}",
        said(&two.app)
    );
    two.press("j a u Enter");
    assert!(two.app.saving.failed.is_none(), "{:?}", two.app.saving.failed);
    one.look();
    assert_eq!(keys(&one.app.case.kinds), keys(&two.app.case.kinds));
    assert_eq!(one.app.case.annotations.last().unwrap().kind, "guilt");
    // The step is undone as if the key had always been that.
    two.press("u u");
    assert_eq!(keys(&two.app.case.kinds), [("technical-cause".into(), 'g')], "{}", said(&two.app));
    let text = fs::read_to_string(folder.path().join("variorum.toml")).unwrap();
    assert!(text.contains("technical-cause") && !text.contains("guilt"), "{text}");
}

#[test]
fn a_name_that_another_program_gave_since_is_not_said_to_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = two(folder.path());
    one.command("rename Alpha");
    two.look();
    two.command("rename Beta");
    one.look();
    assert_eq!(one.app.case.articles[0].label.as_deref(), Some("Beta"));
    one.press("u");
    assert_eq!(one.app.case.articles[0].label.as_deref(), Some("Beta"));
    assert!(said(&one.app).contains("was changed on disk since (label)"), "{}", said(&one.app));
    one.press("u");
    assert_eq!(said(&one.app), "nothing to undo", "once more leaves it out");
    two.press("u");
    assert_eq!(two.app.case.articles[0].label.as_deref(), Some("Alpha"));
}
