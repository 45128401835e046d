//! What matches: order-free, many-to-many links between passages of N articles, threads over them, the
//! words that differ, and the disagreements that the program proposes.
//!
//! [`align`] is a pure function of its articles and the reader's ties: no screen, no clock, no order of
//! workers shows in its result.

use crate::article::Span;

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
    /// Counts, sums, measures.
    Number,
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
        }
    }
}

impl Member {
    /// Returns the passage it is a part of.
    pub fn passage_ref(self) -> PassageRef {
        PassageRef { article: self.article, passage: self.passage }
    }
}
