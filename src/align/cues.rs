//! What words do to a claim: deny it, hedge it, say it; and which words cannot both be true of one thing.

use std::sync::LazyLock;

use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::number;
use super::tokens::{Corpus, fold_word, is_stopword};

/// A set of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cues(u32);

impl Cues {
    pub(super) const NEGATION: Cues = Cues(1);
    pub(super) const DENIAL: Cues = Cues(1 << 1);
    /// What turns a claim into its denial.
    pub(super) const DENYING: Cues = Cues::NEGATION.or(Cues::DENIAL);
    pub(super) const HEDGE: Cues = Cues(1 << 2);
    pub(super) const EFFORT: Cues = Cues(1 << 3);
    pub(super) const FIRM: Cues = Cues(1 << 4);
    pub(super) const SAY: Cues = Cues(1 << 5);
    pub(super) const TITLE: Cues = Cues(1 << 6);
    pub(super) const JOINT: Cues = Cues(1 << 7);
    pub(super) const PLACE: Cues = Cues(1 << 8);
    pub(super) const NUMBER: Cues = Cues(1 << 9);
    pub(super) const TIME: Cues = Cues(1 << 10);
    pub(super) const PART: Cues = Cues(1 << 11);
    pub(super) const AND: Cues = Cues(1 << 12);
    pub(super) const PERSON: Cues = Cues(1 << 13);
    pub(super) const ORDER: Cues = Cues(1 << 14);
    pub(super) const HEARSAY: Cues = Cues(1 << 15);
    pub(super) const EVENT: Cues = Cues(1 << 16);
    pub(super) const BEGINS: Cues = Cues(1 << 17);
    pub(super) const HELD: Cues = Cues(1 << 18);
    pub(super) const CONDITION: Cues = Cues(1 << 19);
    pub(super) const DEED: Cues = Cues(1 << 20);
    pub(super) const ASSENT: Cues = Cues(1 << 21);
    pub(super) const CEASE: Cues = Cues(1 << 22);
    pub(super) const LENGTH: Cues = Cues(1 << 23);
    pub(super) const ORDINAL: Cues = Cues(1 << 24);
    pub(super) const SPEAK: Cues = Cues(1 << 25);
    pub(super) const TOLL: Cues = Cues(1 << 26);
    pub(super) const OFFICE: Cues = Cues(1 << 27);
    pub(super) const OPEN: Cues = Cues(1 << 28);
    pub(super) const SOURCE: Cues = Cues(1 << 29);

    /// Returns whether any of the cues is in the set.
    pub(super) fn has(self, other: Cues) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns both sets as one.
    pub(super) const fn or(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }
}

/// One side of a pair of opposites: the number of the pair, which side, and the kind of disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) pair: u16,
    pub(super) second: bool,
    pub(super) kind: super::SuspectKind,
}

const LISTS: &[(&str, Cues)] = &[
    ("negation", Cues::NEGATION),
    ("denial", Cues::DENIAL),
    ("hedge", Cues::HEDGE),
    ("effort", Cues::EFFORT),
    ("firm", Cues::FIRM),
    ("say", Cues::SAY),
    ("source", Cues::SOURCE),
    ("title", Cues::TITLE),
    ("joint", Cues::JOINT),
    ("place", Cues::PLACE),
    ("part", Cues::PART),
    ("and", Cues::AND),
    ("order", Cues::ORDER),
    ("hearsay", Cues::HEARSAY),
    ("time", Cues::TIME),
    ("event", Cues::EVENT),
    ("begins", Cues::BEGINS),
    ("held", Cues::HELD),
    ("condition", Cues::CONDITION),
    ("assent", Cues::ASSENT),
    ("cease", Cues::CEASE),
    ("length", Cues::LENGTH),
    ("ordinal", Cues::ORDINAL),
    ("speak", Cues::SPEAK),
    ("open", Cues::OPEN),
];

/// Cues by word, and those that any word of a stem may have.
struct Words {
    exact: FxHashMap<&'static str, Cues>,
    stems: FxHashMap<String, Cues>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { exact: FxHashMap::default(), stems: FxHashMap::default() };
    for (name, list) in lines(include_str!("../../assets/cues.txt")) {
        let cue = LISTS.iter().find(|l| l.0 == name).map_or(Cues::default(), |l| l.1);
        for word in list.split_whitespace() {
            words.add(word, cue);
        }
    }
    let persons = include_str!("../../assets/persons.txt").lines().filter(|l| !l.starts_with('#'));
    for word in persons.flat_map(str::split_whitespace) {
        words.add(word, Cues::PERSON);
    }
    for (lists, cue) in [(DEEDS, Cues::DEED), (TOLLS, Cues::TOLL), (OFFICES, Cues::OFFICE)] {
        for (_, list) in lines(lists) {
            list.split([' ', ',', '/'])
                .filter(|w| !w.is_empty() && !is_stopword(w))
                .for_each(|word| words.add(word, cue));
        }
    }
    words
});

/// Reads the lists, which is done at the latest when a word is looked up.
pub(super) fn read_lists() {
    LazyLock::force(&WORDS);
    LazyLock::force(&OPPOSITES);
}

impl Words {
    fn add(&mut self, word: &'static str, cue: Cues) {
        for known in [self.exact.entry(word).or_default(), self.stems.entry(stem(word)).or_default()] {
            *known = known.or(cue);
        }
    }
}

/// Words for deeds that one does and another does not, a deed a line.
const DEEDS: &str = include_str!("../../assets/deeds.txt");

/// The deed that a word stands for, by number.
static DEED_OF: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let lists = lines(DEEDS).enumerate();
    lists.flat_map(|(number, (_, list))| list.split_whitespace().map(move |w| (w, number as u16))).collect()
});

/// Returns the deed that a word stands for, by number.
pub(super) fn deed(word: &str) -> Option<u16> {
    DEED_OF.get(&*fold_word(word)).copied()
}

/// What becomes of people: the rule that tells of two numbers of them, and the words for it.
const TOLLS: &str = include_str!("../../assets/tolls.txt");

/// Offices and ranks, a service a line.
pub(super) const OFFICES: &str = include_str!("../../assets/offices.txt");

/// What becomes of people by a word, as the rule that tells of two numbers of them.
static TOLL_OF: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lines(TOLLS).flat_map(|(rule, list)| list.split_whitespace().map(move |w| (w, rule))).collect()
});

/// Returns what a word tells has become of people, as the rule that tells of two numbers of them.
pub(super) fn toll(word: &str) -> Option<&'static str> {
    TOLL_OF.get(&*fold_word(word)).copied()
}

static OPPOSITES: LazyLock<FxHashMap<String, Vec<Side>>> = LazyLock::new(|| {
    use super::SuspectKind::{Place, Time, What};
    let mut words: FxHashMap<String, Vec<Side>> = FxHashMap::default();
    for (pair, (kind, list)) in lines(include_str!("../../assets/antonyms.txt")).enumerate() {
        let kind = match kind {
            "time" => Time,
            "place" => Place,
            _ => What,
        };
        for (number, side) in list.split('|').enumerate() {
            for word in side.split_whitespace() {
                let sides = words.entry(stem(word)).or_default();
                let side = Side { pair: pair as u16, second: number == 1, kind };
                if !sides.contains(&side) {
                    sides.push(side);
                }
            }
        }
    }
    words
});

pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(':'))
}

fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(&fold_word(word)).into_owned()
}

/// The cues and opposites of every stem of a corpus.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    cues: Vec<Cues>,
    sides: Vec<&'static [Side]>,
}

impl Lexicon {
    /// Looks up the stems of a corpus.
    pub(super) fn new(corpus: &Corpus) -> Lexicon {
        let stems = (0..corpus.stems() as u32).into_par_iter();
        let cues = |s: u32| {
            let text = corpus.text(s);
            let known = WORDS.stems.get(text).copied().unwrap_or_default();
            let is_number = number::is_number_word(text) || text.ends_with(|c: char| c.is_ascii_digit());
            let digits = text.contains(|c: char| c.is_ascii_digit());
            if is_number || digits { known.or(Cues::NUMBER).or(Cues::TIME) } else { known }
        };
        Lexicon {
            cues: stems.clone().map(cues).collect(),
            sides: stems.map(|s| OPPOSITES.get(corpus.text(s)).map_or(&[][..], Vec::as_slice)).collect(),
        }
    }

    /// Returns the cues that some word of a stem may have.
    pub(super) fn cues(&self, stem: u32) -> Cues {
        self.cues.get(stem as usize).copied().unwrap_or_default()
    }

    /// Returns the cues of a word itself: "reports" is not "reportedly".
    pub(super) fn cues_of_word(&self, stem: u32, word: &str) -> Cues {
        let by_stem = self.cues(stem);
        if by_stem == Cues::default() {
            return by_stem;
        }
        let exact = WORDS.exact.get(&*fold_word(word)).copied().unwrap_or_default();
        if by_stem.has(Cues::NUMBER) { exact.or(Cues::NUMBER).or(Cues::TIME) } else { exact }
    }

    /// Returns the sides of opposites on which a stem stands.
    pub(super) fn sides(&self, stem: u32) -> &'static [Side] {
        self.sides.get(stem as usize).copied().unwrap_or_default()
    }
}
