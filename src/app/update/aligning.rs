//! Alignments: asked for, and taken in when they are done.

use std::sync::Arc;

use crate::align::Notice;
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::index::Index;
use crate::case::tied;

impl App {
    /// Asks for an alignment of the present articles and ties.
    pub(crate) fn start_alignment(&mut self) -> Vec<Effect> {
        self.tied = tied::found(&self.articles, &self.case, &self.tie_ends);
        // What an older alignment finds is about other articles.
        self.generation += 1;
        self.aligning = (self.articles.len() > 1).then_some(0.0);
        // One alignment once all articles are whole, not one after the other; what is slow is not waited for.
        let waits = self.is_reading_in_silence() || self.articles.iter().any(|a| !a.is_whole());
        if self.aligning.is_none() || waits {
            return Vec::new();
        }
        let (generation, articles, ties) = (self.generation, self.articles.clone(), self.tied.clone());
        vec![Effect::Align { generation, articles, ties }]
    }

    pub(super) fn take_alignment(&mut self, index: Arc<Index>) {
        self.aligning = None;
        self.suspect = None;
        self.last_suspect = None;
        self.thread = None;
        self.tell_notices(&index.alignment.notices);
        self.index = index;
        self.close_suspects();
        self.level();
    }

    /// Tells what is new of how an alignment came about, behind what is said already: a notice takes no other word away.
    fn tell_notices(&mut self, notices: &[Notice]) {
        let is_new = |notice: &&Notice| !self.loading.noticed.contains(&notice.0);
        let new: Vec<String> = notices.iter().filter(is_new).map(|n| n.0.clone()).collect();
        let Some((first, others)) = new.split_first() else { return };
        let more = if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
        let before = self.status.take();
        self.tell_behind(before, format!("{first}{more}"));
        self.loading.noticed.extend(new);
    }
}
