//! Words copied with their source, as one would quote them in a mail.

use crate::app::effect::{Effect, Words};
use crate::app::{App, Tone};
use crate::article::{Article, Span};

/// Bytes that terminals take at least through their own clipboard sequence: most stop at 75,000 bytes of base64.
const MOST_BYTES: usize = 56_000;

impl App {
    /// Copies the selections of all panes, else the passage under the cursor.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let selected: Vec<(usize, Span)> =
            self.order().into_iter().filter_map(|a| Some((a, self.panes.get(a)?.selection?))).collect();
        let here = self.here();
        if self.articles.get(here.article).is_none() {
            return Vec::new();
        }
        match selected.as_slice() {
            [] => {
                let span = self.passage_span(here.article, here.passage);
                self.copy_words(&[(here.article, span)], "the passage")
            }
            [_] => self.copy_words(&selected, "the selection"),
            many => self.copy_words(many, &format!("{} selections", many.len())),
        }
    }

    /// Copies every article's wording of the row.
    pub(super) fn copy_row(&mut self) -> Vec<Effect> {
        let Some(item) = self.threads.item() else { return Vec::new() };
        let words: Vec<(usize, Span)> =
            self.order().into_iter().filter_map(|a| Some((a, self.part_in(item, a)?.1))).collect();
        match words.len() {
            1 => self.copy_words(&words, "the wording"),
            count => self.copy_words(&words, &format!("{count} wordings")),
        }
    }

    fn copy_words(&mut self, words: &[(usize, Span)], what: &str) -> Vec<Effect> {
        let quotes: Vec<String> = words.iter().map(|(a, span)| quoted(&self.articles[*a], *span)).collect();
        self.say(Tone::Done, format!("copying {what}"));
        vec![Effect::Copy(Words { text: quotes.join("\n"), what: what.to_owned() })]
    }

    /// No program took the words: sends them to the terminal, which may or may not put them into its clipboard.
    pub(super) fn copy_by_terminal(&mut self, words: Words) -> Vec<Effect> {
        if words.text.len() > MOST_BYTES {
            let text = format!(
                "{} is too long for the terminal's clipboard; install wl-copy, xclip or pbcopy",
                words.what
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

/// Returns words in quotation marks, with the source behind them.
fn quoted(article: &Article, span: Span) -> String {
    let words = article.slice(span).replace('\n', " ");
    // What would command a terminal or a shell that it is pasted into is left out.
    let words: String = words.chars().filter(|c| !c.is_control()).collect();
    format!("“{words}” — {}", source(article))
}

/// Names an article: publication, headline, day, address; what it does not say of itself is left out.
fn source(article: &Article) -> String {
    let metadata = &article.metadata;
    let name = metadata.source.clone().unwrap_or_else(|| article.short_name());
    let title = metadata.title.as_ref().filter(|t| **t != name).map(|t| format!("“{t}”"));
    let day = metadata.published.as_ref().map(|p| p.chars().take_while(|c| *c != 'T').collect::<String>());
    let parts = [Some(name), title, day, metadata.url.clone()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    text.chars().filter(|c| !c.is_control()).collect()
}
