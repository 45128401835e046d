//! What somebody else wrote into the case file: taken in, told, and asked about where both wrote the same.

use std::sync::Arc;

use crate::app::effect::{Disk, Effect, Merge};
use crate::app::{App, Overlay, Tone};
use crate::case::difference::Difference;
use crate::case::merge::Renamed;

use super::saving::one_line;

impl App {
    /// Takes in what became of the file on the disk.
    pub(super) fn disk_changed(&mut self, disk: Disk) -> Vec<Effect> {
        let was_wrong = std::mem::take(&mut self.disk_is_wrong);
        let again = if was_wrong { "the case file can be read again" } else { "" };
        match disk {
            Disk::TakenIn(merge) => {
                let told = self.take_merge(&merge);
                let told = told.unwrap_or_else(|| "another program wrote it, and says nothing else".into());
                self.tell_disk(Tone::Done, [again, &told]);
            }
            Disk::Readable if was_wrong => self.tell_disk(Tone::Done, [again, "nothing new is in it"]),
            Disk::Readable => {}
            Disk::Broken(why) => {
                self.disk_is_wrong = true;
                self.tell_disk(Tone::Wrong, ["nothing is taken in from another program", &one_line(&why)]);
                return Vec::new();
            }
            Disk::Gone(path) => {
                self.disk_is_wrong = true;
                let gone = format!("{path} is gone from the disk");
                self.tell_disk(
                    Tone::Wrong,
                    [&gone, "the next change that you make writes it anew, with everything"],
                );
                return Vec::new();
            }
        }
        // What could not be saved into a broken file can be now.
        if self.saving.failed.is_some() { self.save() } else { Vec::new() }
    }

    /// Says what happened on the disk; what was refused or is wrong since stays to be read.
    fn tell_disk(&mut self, tone: Tone, parts: [&str; 2]) {
        let told = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("; ");
        self.say(tone, told);
    }

    /// Puts what a merge brought in beside what the reader did since; returns what to say of it, if anything came in.
    pub(super) fn take_merge(&mut self, merge: &Merge) -> Option<String> {
        let before = merge.renamed.apply(&self.case);
        self.case = merge.carry(&self.case);
        self.rename(&merge.renamed);
        self.merges = merge.number;
        self.find_witnesses();
        self.ask_about_clashes(merge);
        let difference = Difference::between(&before, &self.case);
        let told = match merge.clashes.as_slice() {
            [] => difference.told().map(|told| format!("taken in from another program: {told}")),
            ids => Some(format!("changed on disk too, both versions are kept: {}", ids.join(", "))),
        };
        let key =
            |(id, key): &(String, char)| format!("another kind has the key of `{id}`, which has {key} now");
        let told: Vec<String> = told.into_iter().chain(merge.renamed.kinds.iter().map(key)).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// Follows what a merge renamed, so that nothing that is open or can be undone is put on somebody else's record.
    fn rename(&mut self, renamed: &Renamed) {
        self.history.rename(renamed);
        self.list.rename(renamed);
        self.rename_off_screen(renamed);
        self.touched.iter_mut().for_each(|id| renamed.rename_annotation(id));
        for article in &mut self.articles {
            let mut id = article.id.clone();
            renamed.rename_article(&mut id);
            if id != article.id {
                Arc::make_mut(article).id = id;
            }
        }
        self.name_articles();
        for overlay in &mut self.overlays {
            if let Overlay::Dialog(dialog) = overlay {
                dialog.rename(renamed);
            }
        }
        self.change_written(|dialog| dialog.rename(renamed));
    }
}
