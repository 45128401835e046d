//! Alignments: asked for, and taken in.

use crate::app::effect::Effect;
use crate::app::{App, Tone};

impl App {
    /// Asks for an alignment of the present articles and ties.
    pub(crate) fn start_alignment(&mut self) -> Vec<Effect> {
        self.tied = self.case.ties.clone();
        if self.articles.len() < 2 {
            return Vec::new();
        }
        self.generation += 1;
        self.aligning = Some(0.0);
        let ties = self
            .case
            .ties
            .iter()
            .filter_map(|tie| crate::case::quote::tie(&self.articles, &self.case, tie))
            .collect();
        vec![Effect::Align { generation: self.generation, articles: self.articles.clone(), ties }]
    }

    pub(super) fn take_alignment(&mut self, index: std::sync::Arc<crate::app::index::Index>) {
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
