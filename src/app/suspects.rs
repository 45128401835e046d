//! Which suspects are still open: neither set aside nor annotated.

use super::App;
use super::witnesses::Located;
use crate::align::Suspect;
use crate::article::Span;
use crate::case::asides;

/// Why a suspect is no longer open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The reader set it aside.
    SetAside,
    /// An annotation has its readings.
    Annotated,
}

impl App {
    /// Finds out anew which suspects are open; called when the case or the alignment changed.
    pub(crate) fn close_suspects(&mut self) {
        let suspects = &self.index.alignment.suspects;
        let witnesses = Witnesses::new(&self.witnessed, self.articles.len());
        self.closed = suspects.iter().map(|suspect| self.closing(suspect, &witnesses)).collect();
    }

    fn closing(&self, suspect: &Suspect, witnesses: &Witnesses) -> Option<Closed> {
        let aside = !self.case.asides.is_empty()
            && asides::is_aside(&self.case, suspect.kind.id(), &self.suspect_words(suspect));
        if aside {
            return Some(Closed::SetAside);
        }
        self.is_annotated(suspect, witnesses).then_some(Closed::Annotated)
    }

    /// Returns whether an annotation is about a suspect: it is of its kind and touches two of its readings, or, of any
    /// kind, has exactly their words.
    fn is_annotated(&self, suspect: &Suspect, witnesses: &Witnesses) -> bool {
        let mut touched: Vec<usize> = Vec::new();
        for reading in &suspect.readings {
            let at = touched.len();
            for member in &reading.members {
                let fits = |w: &&Located| {
                    w.span == member.span || self.case.annotations[w.annotation].kind == suspect.kind.id()
                };
                touched.extend(
                    witnesses.touching(member.article, member.span).filter(fits).map(|w| w.annotation),
                );
            }
            touched[at..].sort_unstable();
            let mut last = None;
            // Each reading counts once.
            let once: Vec<usize> = touched.drain(at..).filter(|a| last.replace(*a) != Some(*a)).collect();
            touched.extend(once);
        }
        touched.sort_unstable();
        touched.windows(2).any(|w| w[0] == w[1])
    }

    /// Returns why a suspect is no longer open, when it is not.
    pub(crate) fn closed(&self, suspect: usize) -> Option<Closed> {
        self.closed.get(suspect).copied().flatten()
    }

    /// Returns whether a suspect is neither set aside nor annotated.
    pub fn is_open(&self, suspect: usize) -> bool {
        self.closed(suspect).is_none()
    }

    /// Returns the numbers of the suspects that are open, best first.
    pub fn open_suspects(&self) -> Vec<usize> {
        (0..self.index.alignment.suspects.len()).filter(|s| self.is_open(*s)).collect()
    }

    /// Returns whether the reader set a suspect aside.
    pub(crate) fn is_set_aside(&self, suspect: usize) -> bool {
        self.closed(suspect) == Some(Closed::SetAside)
    }

    /// Returns the words by which a suspect is known: article and words of each of its members.
    pub(crate) fn suspect_words(&self, suspect: &Suspect) -> Vec<(String, String)> {
        let members = suspect.members();
        let words = members.map(|m| {
            let article = &self.articles[m.article];
            (article.id.clone(), article.slice(m.span).to_owned())
        });
        words.collect()
    }
}

/// The words of all annotations, by article and place, so that those at a place are found without looking at all.
struct Witnesses<'w> {
    /// Per article in order of their starts, each with the last end of those up to it.
    articles: Vec<Vec<(&'w Located, usize)>>,
}

impl<'w> Witnesses<'w> {
    fn new(witnessed: &'w [Located], articles: usize) -> Witnesses<'w> {
        let mut by_article: Vec<Vec<(&Located, usize)>> = vec![Vec::new(); articles];
        for located in witnessed {
            if let Some(list) = by_article.get_mut(located.article) {
                list.push((located, 0));
            }
        }
        for list in &mut by_article {
            list.sort_by_key(|w| (w.0.span, w.0.annotation));
            let mut end = 0;
            for (located, last) in list.iter_mut() {
                end = end.max(located.span.end);
                *last = end;
            }
        }
        Witnesses { articles: by_article }
    }

    /// Returns those that touch a span.
    fn touching(&self, article: usize, span: Span) -> impl Iterator<Item = &'w Located> {
        let list = &self.articles[article];
        let before = list[..list.partition_point(|w| w.0.span.start < span.end)].iter().rev();
        before
            .take_while(move |w| w.1 > span.start)
            .map(|w| w.0)
            .filter(move |w| w.span.overlap(span).is_some())
    }
}
