//! An alignment for people: the articles, where they disagree, what they share, and what only one of them has.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Finding;
use crate::align::{Member, Suspect, Thread, differ};
use crate::app::index::{Index, Share};
use crate::app::{cells, rows};
use crate::article::{Article, Span, fold, visible_text};

/// Cells before the words of an article, at most.
const MOST_NAME: usize = 20;
/// Cells that words get at least, however narrow the page is.
const LEAST_WORDS: usize = 20;

/// How differing words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// By asterisks around them.
    Asterisks,
    /// By bold letters of another colour, for a terminal.
    Colour,
}

/// A page of text about an alignment.
pub(super) struct Page<'a> {
    pub(super) articles: &'a [&'a Article],
    pub(super) index: &'a Index,
    pub(super) marks: Marks,
    /// Cells of a line.
    pub(super) width: usize,
}

impl Page<'_> {
    /// Prints all of it, or only one sort of finding.
    pub(super) fn print(&self, out: &mut impl Write, only: Option<Finding>) -> io::Result<()> {
        let found = &self.index.alignment;
        let wants = |what: Finding| only.is_none_or(|o| o == what);
        if only.is_none() {
            self.head(out)?;
        }
        if wants(Finding::Suspects) {
            for (number, suspect) in found.suspects.iter().enumerate() {
                self.suspect(out, number, suspect)?;
            }
        }
        if wants(Finding::Threads) {
            for (number, thread) in found.threads.iter().enumerate() {
                self.thread(out, number, thread)?;
            }
        }
        if wants(Finding::Alone) {
            for article in 0..self.articles.len() {
                self.only(out, article)?;
            }
        }
        Ok(())
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        let found = &self.index.alignment;
        let counts = [
            (self.articles.len(), "article", "articles"),
            (found.threads.len(), "thread", "threads"),
            (found.suspects.len(), "suspect", "suspects"),
            (found.only.len(), "passage found once", "passages found once"),
        ];
        let counts = counts.map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }));
        writeln!(out, "{}\n", counts.join(" · "))?;
        for (number, article) in self.articles.iter().enumerate() {
            let title = article.metadata.title.as_deref().unwrap_or("(no title)");
            self.words(out, &self.name(number), title, &[])?;
            let share = self.index.share(number);
            let percent = |part| Share::percent(part, share.words);
            let copies = found.copy_of.get(number).copied().flatten();
            let copies = copies.map_or_else(String::new, |c| format!(" · mostly a copy of {}", self.name(c)));
            let text = format!(
                "{} words · {} % of them stand elsewhere, {} % only here{copies}",
                share.words,
                percent(share.elsewhere),
                percent(share.only_here)
            );
            self.words(out, "", &text, &[])?;
        }
        for notice in &found.notices {
            writeln!(out)?;
            self.words(out, "notice", &notice.0, &[])?;
        }
        Ok(())
    }

    fn suspect(&self, out: &mut impl Write, number: usize, suspect: &Suspect) -> io::Result<()> {
        self.title(out, &format!("suspect {} · {} · {}", number + 1, suspect.kind.id(), suspect.rule))?;
        for reading in &suspect.readings {
            writeln!(out, "  {}", visible_text(&reading.says.replace('\n', " ")))?;
            for group in self.grouped(&reading.members) {
                let first = group[0];
                let passage = self.articles[first.article].passages[first.passage].span;
                let marked = first
                    .span
                    .overlap(passage)
                    .map(|s| Span::new(s.start - passage.start, s.end - passage.start));
                self.wording(out, &group, marked.as_slice())?;
            }
        }
        Ok(())
    }

    fn thread(&self, out: &mut impl Write, number: usize, thread: &Thread) -> io::Result<()> {
        let silent: Vec<String> = thread.silent.iter().map(|a| self.name(*a)).collect();
        let silent =
            if silent.is_empty() { String::new() } else { format!(" · not found: {}", silent.join(", ")) };
        self.title(out, &format!("thread {}{silent}", number + 1))?;
        let groups = self.grouped(&thread.members);
        let text = |m: &Member| self.articles[m.article].passage_text(m.passage);
        let base = groups.first().map_or("", |g| text(&g[0]));
        for (at, group) in groups.iter().enumerate() {
            let compared = differ::compare(base, text(&group[0]));
            // Where hardly a word is the same, marks would only be in the way.
            let marked = if at == 0 || compared.reworded { Vec::new() } else { compared.other_only };
            self.wording(out, group, &marked)?;
        }
        Ok(())
    }

    fn only(&self, out: &mut impl Write, article: usize) -> io::Result<()> {
        let found = self.index.alignment.only.iter().filter(|at| at.article == article);
        let passages: Vec<usize> = found.map(|at| at.passage).collect();
        if passages.is_empty() {
            return Ok(());
        }
        let all = self.articles[article].passages.len();
        self.title(out, &format!("only in {} · {} of {all} passages", self.name(article), passages.len()))?;
        for passage in passages {
            self.words(out, "", self.articles[article].passage_text(passage), &[])?;
        }
        Ok(())
    }

    fn title(&self, out: &mut impl Write, text: &str) -> io::Result<()> {
        match self.marks {
            Marks::Colour => writeln!(out, "\n{BOLD}{}{PLAIN}", visible_text(text)),
            Marks::Asterisks => writeln!(out, "\n{}", visible_text(text)),
        }
    }

    /// Puts those together that have the same words, in order of first appearance.
    fn grouped(&self, members: &[Member]) -> Vec<Vec<Member>> {
        let mut groups: Vec<(String, Vec<Member>)> = Vec::new();
        for member in members {
            let folded = fold::fold_text(self.articles[member.article].passage_text(member.passage));
            match groups.iter_mut().find(|(words, _)| *words == folded) {
                Some((_, group)) => group.push(*member),
                None => groups.push((folded, vec![*member])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// Prints one wording with the names of all who have it.
    fn wording(&self, out: &mut impl Write, group: &[Member], marked: &[Span]) -> io::Result<()> {
        let mut numbers: Vec<usize> = group.iter().map(|m| m.article).collect();
        numbers.dedup();
        let names: Vec<String> = match numbers.as_slice() {
            [one] => vec![self.name(*one)],
            many => many.iter().map(|a| (a + 1).to_string()).collect(),
        };
        let text = self.articles[group[0].article].passage_text(group[0].passage);
        self.words(out, &names.join(", "), text, marked)
    }

    fn name(&self, article: usize) -> String {
        format!("{} {}", article + 1, self.articles[article].id)
    }

    /// Prints words behind a name, wrapped, with some of them marked; nothing reaches a terminal but as text.
    fn words(&self, out: &mut impl Write, name: &str, text: &str, marked: &[Span]) -> io::Result<()> {
        let longest = (0..self.articles.len()).map(|a| cells::text_width(&self.name(a))).max().unwrap_or(0);
        let column = longest.clamp(6, MOST_NAME);
        let name = cells::fit(&visible_text(name), column);
        let (text, marked) = match self.marks {
            Marks::Asterisks => (starred(text, marked), &[][..]),
            Marks::Colour => (Cow::Borrowed(text), marked),
        };
        let mut lines: Vec<Span> = Vec::new();
        let room = self.width.saturating_sub(column + 4).max(LEAST_WORDS);
        rows::wrap(&text, room, &mut |start, end| lines.push(Span::new(start, end)));
        for (at, line) in lines.iter().enumerate() {
            let lead = if at == 0 { name.as_str() } else { "" };
            let gap = " ".repeat(column - cells::text_width(lead) + 2);
            writeln!(out, "  {lead}{gap}{}", coloured(&text, *line, marked).trim_end())?;
        }
        Ok(())
    }
}

const BOLD: &str = "\x1b[1m";
const MARKED: &str = "\x1b[1;33m";
const PLAIN: &str = "\x1b[0m";

/// Returns a text with asterisks around the marked words.
fn starred<'t>(text: &'t str, marked: &[Span]) -> Cow<'t, str> {
    if marked.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut at = 0;
    for span in marked {
        out.push_str(&text[at..span.start]);
        out.push('*');
        out.push_str(&text[span.range()]);
        out.push('*');
        at = span.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Returns a line of a text with its marked words in another colour.
fn coloured(text: &str, line: Span, marked: &[Span]) -> String {
    let mut out = String::new();
    let mut at = line.start;
    for span in marked.iter().filter_map(|m| m.overlap(line)).filter(|s| s.start < s.end) {
        out.push_str(&visible_text(&text[at..span.start]));
        out.push_str(MARKED);
        out.push_str(&visible_text(&text[span.range()]));
        out.push_str(PLAIN);
        at = span.end;
    }
    out.push_str(&visible_text(&text[at..line.end]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_words_are_marked_with_and_without_colour() {
        let text = "nine people\u{1b} were hurt";
        let marked = [Span::new(0, 4), Span::new(18, 22)];
        assert_eq!(starred(text, &marked), "*nine* people\u{1b} were *hurt*");
        let line = coloured(text, Span::new(0, 17), &marked);
        assert_eq!(line, format!("{MARKED}nine{PLAIN} people\u{241b} were"));
        assert_eq!(coloured(text, Span::new(18, 22), &marked), format!("{MARKED}hurt{PLAIN}"));
    }
}
