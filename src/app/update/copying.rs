//! Words copied with their source, as one would quote them in a mail.

use crate::app::effect::{Effect, Words};
use crate::app::list::{counted, question};
use crate::app::parts::{LEFT_OUT, joined};
use crate::app::{App, Tone};
use crate::article::{Article, Span};
use crate::case::{Annotation, Stand};

/// Bytes that terminals take at least through their own clipboard sequence: most stop at 75,000 bytes of base64.
const MOST_BYTES: usize = 56_000;

impl App {
    /// Copies the selections of all panes, else the passage under the cursor.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let selections = self.order().into_iter().filter_map(|a| Some((a, self.panes.get(a)?.selection?)));
        let selected: Vec<(usize, Vec<Span>)> = selections.map(|(a, span)| (a, vec![span])).collect();
        let here = self.here();
        if self.articles.get(here.article).is_none() {
            return Vec::new();
        }
        match selected.as_slice() {
            [] => {
                let span = self.passage_span(here.article, here.passage);
                self.copy_words(&[(here.article, vec![span])], "the passage")
            }
            [_] => self.copy_words(&selected, "the selection"),
            many => self.copy_words(many, &format!("{} selections", many.len())),
        }
    }

    /// Copies every article's wording of the row.
    pub(super) fn copy_row(&mut self) -> Vec<Effect> {
        let Some(item) = self.threads.item() else { return Vec::new() };
        let parts = self.order().into_iter().map(|a| (a, self.parts_in(item, a).passages));
        let words: Vec<(usize, Vec<Span>)> = parts.filter(|(_, parts)| !parts.is_empty()).collect();
        match words.len() {
            1 => self.copy_words(&words, "the wording"),
            count => self.copy_words(&words, &format!("{count} wordings")),
        }
    }

    /// Copies the selected annotations, or the one under the cursor: the question, then every article's words.
    pub(super) fn copy_listed(&mut self) -> Vec<Effect> {
        let records: Vec<&Annotation> =
            self.targets().into_iter().filter_map(|a| self.case.annotations.get(a)).collect();
        if records.is_empty() {
            self.say(Tone::Refused, "no annotation here");
            return Vec::new();
        }
        let texts: Vec<String> = records.iter().map(|record| self.listed(record)).collect();
        let quotes = records.iter().flat_map(|r| &r.witnesses).filter_map(|w| w.quote.as_ref());
        let count = quotes.map(|q| q.text.split_whitespace().count()).sum();
        let what = format!("{} ({})", counted(records.len()), counted_words(count));
        self.hand_out(texts.join("\n\n"), what)
    }

    /// Returns an annotation as one would paste it into a mail.
    fn listed(&self, record: &Annotation) -> String {
        let mut lines = vec![format!("{} ({}, {})", question(record), record.kind, record.status.name())];
        let mut silent = Vec::new();
        for witness in &record.witnesses {
            let article = self.articles.iter().find(|a| a.id == witness.article);
            let named = || self.name_of_id(&witness.article);
            match &witness.quote {
                Some(quote) if witness.stand != Stand::Silent => {
                    let from = article.map_or_else(named, |a| source(a, &named()));
                    lines.push(format!("“{}” — {from}", quote.text.replace('\n', " ")));
                }
                _ => silent.push(named()),
            }
        }
        if !silent.is_empty() {
            lines.push(format!("not found: {}", silent.join(", ")));
        }
        if !record.note.is_empty() {
            lines.push(record.note.trim_end().to_owned());
        }
        let text = lines.join("\n");
        // What would command a terminal or a shell that it is pasted into is left out.
        text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
    }

    fn copy_words(&mut self, words: &[(usize, Vec<Span>)], what: &str) -> Vec<Effect> {
        let quotes: Vec<String> = words.iter().map(|(a, parts)| self.quoted(*a, parts)).collect();
        let texts = words.iter().flat_map(|(a, parts)| parts.iter().map(|p| self.articles[*a].slice(*p)));
        let what = format!("{what} ({})", counted_words(texts.map(|t| t.split_whitespace().count()).sum()));
        self.hand_out(quotes.join("\n"), what)
    }

    /// Returns words in quotation marks, with the source behind them.
    fn quoted(&self, article: usize, parts: &[Span]) -> String {
        let text = &self.articles[article];
        let words = joined(text, parts, LEFT_OUT).replace('\n', " ");
        // What would command a terminal or a shell that it is pasted into is left out.
        let words: String = words.chars().filter(|c| !c.is_control()).collect();
        format!("“{words}” — {}", source(text, &self.name(article)))
    }

    fn hand_out(&mut self, text: String, what: String) -> Vec<Effect> {
        self.say(Tone::Done, format!("copying {what}"));
        vec![Effect::Copy(Words { text, what })]
    }

    /// No program took the words: sends them to the terminal, which may or may not put them into its clipboard.
    pub(super) fn copy_by_terminal(&mut self, words: Words) -> Vec<Effect> {
        if words.text.len() > MOST_BYTES {
            let text = format!(
                "{} is too long for the terminal's clipboard: {} KB, and many terminals take no more than {}; copy less, \
                 or install wl-copy, xclip, xsel or pbcopy",
                words.what,
                words.text.len().div_ceil(1000),
                MOST_BYTES / 1000
            );
            self.say(Tone::Wrong, text);
            return Vec::new();
        }
        let text =
            format!("sent {} to the terminal's clipboard (OSC 52); not every terminal takes it", words.what);
        self.say(Tone::Done, text);
        vec![Effect::CopyByTerminal(words.text)]
    }
}

/// Returns `3 words`, or `1 word`.
fn counted_words(count: usize) -> String {
    format!("{count} word{}", if count == 1 { "" } else { "s" })
}

/// Names an article: publication, else its short name, headline, day, address; what it does not say of itself is left out.
fn source(article: &Article, short_name: &str) -> String {
    let metadata = &article.metadata;
    let name = metadata.source.clone().unwrap_or_else(|| short_name.to_owned());
    let title = metadata.title.as_ref().filter(|t| **t != name).map(|t| format!("“{t}”"));
    let day = metadata.published.as_ref().map(|p| p.chars().take_while(|c| *c != 'T').collect::<String>());
    let parts = [Some(name), title, day, metadata.url.clone()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    text.chars().filter(|c| !c.is_control()).collect()
}
