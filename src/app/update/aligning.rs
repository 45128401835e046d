//! Alignments: asked for, and taken in when they are done.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::index::Index;
use crate::app::{App, Tone};
use crate::case::quote;

impl App {
    /// Asks for an alignment of the present articles and ties.
    pub(crate) fn start_alignment(&mut self) -> Vec<Effect> {
        self.tied = self.case.ties.clone();
        // What an older alignment finds is about other articles.
        self.generation += 1;
        self.aligning = (self.articles.len() > 1).then_some(0.0);
        // One alignment once all articles are whole, not one after the other; what is slow is not waited for.
        let waits = self.is_reading_in_silence() || self.articles.iter().any(|a| !a.is_whole());
        if self.aligning.is_none() || waits {
            return Vec::new();
        }
        let ties =
            self.case.ties.iter().filter_map(|tie| quote::tie(&self.articles, &self.case, tie)).collect();
        vec![Effect::Align { generation: self.generation, articles: self.articles.clone(), ties }]
    }

    pub(super) fn take_alignment(&mut self, index: Arc<Index>) {
        self.aligning = None;
        self.suspect = None;
        self.last_suspect = None;
        self.thread = None;
        if let Some((first, others)) = index.alignment.notices.split_first() {
            let more =
                if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
            self.say(Tone::Wrong, format!("{}{more}", first.0));
        }
        self.index = index;
        self.close_suspects();
        self.level();
    }
}
