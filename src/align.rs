//! What matches: order-free, many-to-many links between passages of N articles, threads over them, the
//! words that differ, and the disagreements that the program proposes.
//!
//! [`align`] is a pure function of its articles and the reader's ties: no screen, no clock, no order of
//! workers shows in its result.

use crate::article::{Article, Span};

mod book;
mod candidates;
mod chain;
mod context;
mod cues;
pub mod differ;
mod frequency;
pub mod json;
mod judge;
mod language;
mod link;
mod lists;
mod narrow;
mod notice;
pub mod number;
mod pipeline;
mod postings;
mod run;
mod score;
mod suspect;
mod synonyms;
mod table;
mod thirds;
mod thread;
mod tie;
pub mod tokens;

/// A passage of one of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageRef {
    /// Index of the article.
    pub article: usize,
    /// Index of the passage in its article.
    pub passage: usize,
}

/// A part of a passage: the bytes of the article that carry a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Member {
    /// Index of the article.
    pub article: usize,
    /// Index of the passage in its article.
    pub passage: usize,
    /// The bytes of the article's text, within the passage.
    pub span: Span,
}

/// How two linked passages relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// A run of six words or more covers at least half of the content words of the shorter claim.
    Verbatim,
    /// The same claim in other words.
    Paraphrase,
    /// One claim of several.
    Partial,
}

/// How sure the program is of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// Right at least nine times in ten.
    Certain,
    /// Right two times in three.
    Likely,
    /// A hint; not shown.
    Loose,
}

/// A score between 0 and 1, in ten-thousandths, so that sums do not depend on their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Score(pub u32);

/// Two passages of two articles that share a claim; `a` stands in the article with the lower index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The first end.
    pub a: Member,
    /// The second end.
    pub b: Member,
    /// How they relate.
    pub relation: Relation,
    /// How sure it is.
    pub tier: Tier,
    /// What it is ranked by.
    pub score: Score,
    /// Indexes of the threads it belongs to.
    pub threads: Vec<usize>,
}

/// The passages, over two or more articles, that make one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Its members, by article and place.
    pub members: Vec<Member>,
    /// Articles in which no member was found.
    pub silent: Vec<usize>,
}

/// What sort of disagreement is proposed; the ids are those of the built-in kinds of annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SuspectKind {
    /// Counts, sums, measures, ages.
    Number,
    /// Hours, days, years, and what came first.
    Time,
    /// Where.
    Place,
    /// Names, their spelling, offices.
    Who,
    /// What happened: denied, or told as the opposite.
    What,
    /// Who said it.
    Attribution,
    /// The words of a quotation.
    Quotation,
    /// How sure it is said to be.
    Certainty,
}

/// One of the readings of a suspect: what some articles say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The normalised value, as words for the reader.
    pub says: String,
    /// Where it is said.
    pub members: Vec<Member>,
}

/// A disagreement that the program proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// What sort.
    pub kind: SuspectKind,
    /// The rule that fired, in words.
    pub rule: &'static str,
    /// What it is ranked by.
    pub score: Score,
    /// Threads it was found in.
    pub threads: Vec<usize>,
    /// Two or more readings.
    pub readings: Vec<Reading>,
}

impl Suspect {
    /// Returns the members of all readings, reading after reading.
    pub fn members(&self) -> impl DoubleEndedIterator<Item = &Member> {
        self.readings.iter().flat_map(|r| &r.members)
    }
}

/// The reader's own word on two passages; the aligner obeys it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// One end.
    pub a: Member,
    /// The other end.
    pub b: Member,
    /// Whether they are the same claim, or not.
    pub same: bool,
}

/// A named limit that was hit, in words for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice(pub String);

/// All that was found over N articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Links of all tiers, by their ends.
    pub links: Vec<Link>,
    /// Threads over the links of tiers certain and likely, by their first members.
    pub threads: Vec<Thread>,
    /// Suspects, best first.
    pub suspects: Vec<Suspect>,
    /// Passages that no other article has.
    pub only: Vec<PassageRef>,
    /// Per article, the one that it mainly copies.
    pub copy_of: Vec<Option<usize>>,
    /// Per article the English name of its language, where that is sure.
    pub languages: Vec<Option<&'static str>>,
    /// Limits that were hit.
    pub notices: Vec<Notice>,
}

impl Relation {
    /// Returns the relation's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Verbatim => "verbatim",
            Relation::Paraphrase => "paraphrase",
            Relation::Partial => "partial",
        }
    }
}

impl Tier {
    /// Returns the tier's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Certain => "certain",
            Tier::Likely => "likely",
            Tier::Loose => "loose",
        }
    }

    /// Returns whether the screen and the exports use links of this tier.
    pub fn is_shown(self) -> bool {
        self != Tier::Loose
    }
}

impl SuspectKind {
    /// Returns the id of the kind of annotation it would become.
    pub fn id(self) -> &'static str {
        match self {
            SuspectKind::Number => "number",
            SuspectKind::Time => "time",
            SuspectKind::Place => "place",
            SuspectKind::Who => "who",
            SuspectKind::What => "what",
            SuspectKind::Attribution => "attribution",
            SuspectKind::Quotation => "quotation",
            SuspectKind::Certainty => "certainty",
        }
    }
}

impl Link {
    /// Returns the passages that it connects.
    pub fn ends(&self) -> (PassageRef, PassageRef) {
        (self.a.passage_ref(), self.b.passage_ref())
    }
}

impl Member {
    /// Returns the passage it is a part of.
    pub fn passage_ref(self) -> PassageRef {
        PassageRef { article: self.article, passage: self.passage }
    }
}

/// Watches an alignment from outside: hears how far it is, and may stop it.
pub trait Watch: Sync {
    /// Hears the share that is done, from 0 to 1.
    fn progress(&self, done: f32);

    /// Returns whether to stop; the result is then incomplete and to be dropped.
    fn cancelled(&self) -> bool;
}

/// Watches nothing.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _done: f32) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// Aligns articles, many to many and in any order; the reader's ties are obeyed.
///
/// Neither the number of workers nor the order of the articles changes what is found; another order of articles
/// changes only the order of the lists.
pub fn align(articles: &[&Article], ties: &[Tie], watch: &dyn Watch) -> Alignment {
    // Everything is computed in an order that depends on the articles' contents alone, and numbered back at the end.
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|a, b| articles[*a].text.cmp(&articles[*b].text).then(a.cmp(b)));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let sorted: Vec<&Article> = order.iter().map(|a| articles[*a]).collect();
    let moved = |m: Member, to: &[usize]| Member { article: to[m.article], ..m };
    let ties: Vec<Tie> =
        ties.iter().map(|t| Tie { a: moved(t.a, &place), b: moved(t.b, &place), same: t.same }).collect();
    let mut found = pipeline::run(&sorted, &ties, watch);
    renumber(&mut found, &order, articles);
    found
}

/// Gives the articles their own numbers back and puts all lists into the order of the articles.
fn renumber(found: &mut Alignment, order: &[usize], articles: &[&Article]) {
    let back = |m: &mut Member| m.article = order[m.article];
    for link in &mut found.links {
        back(&mut link.a);
        back(&mut link.b);
        if link.b < link.a {
            std::mem::swap(&mut link.a, &mut link.b);
        }
    }
    found.links.sort_by_key(|l| (l.a, l.b));
    for thread in &mut found.threads {
        thread.members.iter_mut().for_each(back);
        thread.members.sort_unstable();
        thread.silent =
            (0..articles.len()).filter(|a| !thread.members.iter().any(|m| m.article == *a)).collect();
    }
    let mut by_member: Vec<usize> = (0..found.threads.len()).collect();
    by_member.sort_by(|a, b| found.threads[*a].members.cmp(&found.threads[*b].members));
    let mut number = vec![0; by_member.len()];
    for (new, old) in by_member.iter().enumerate() {
        number[*old] = new;
    }
    found.threads.sort_by(|a, b| a.members.cmp(&b.members));
    let renumbered = |threads: &mut Vec<usize>| {
        threads.iter_mut().for_each(|t| *t = number[*t]);
        threads.sort_unstable();
    };
    found.links.iter_mut().for_each(|l| renumbered(&mut l.threads));
    for suspect in &mut found.suspects {
        renumbered(&mut suspect.threads);
        for reading in &mut suspect.readings {
            reading.members.iter_mut().for_each(back);
            reading.members.sort_unstable();
        }
        suspect.readings.sort_by(|a, b| a.members.cmp(&b.members));
    }
    found.suspects.sort_by(|a, b| {
        let first = |s: &Suspect| s.readings.first().and_then(|r| r.members.first().copied());
        b.score.cmp(&a.score).then(first(a).cmp(&first(b)))
    });
    for only in &mut found.only {
        only.article = order[only.article];
    }
    found.only.sort_unstable();
    let mut languages = vec![None; articles.len()];
    for (article, language) in found.languages.iter().enumerate() {
        languages[order[article]] = *language;
    }
    found.languages = languages;
    let mut copy_of = vec![None; articles.len()];
    for (copy, source) in found.copy_of.iter().enumerate() {
        copy_of[order[copy]] = source.map(|s| order[s]);
    }
    found.copy_of = copy_of;
}
