//! Seeded errors: copies of texts in which some passages have one number, name, negation or word of a quotation swapped.

use std::collections::BTreeMap;
use std::path::Path;

use variorum::align::{self, Alignment, Unwatched, number};
use variorum::article::{self, Article, Role, Span};

/// What is swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seed {
    Number,
    Name,
    Negation,
    Quotation,
}

pub const SEEDS: [Seed; 4] = [Seed::Number, Seed::Name, Seed::Negation, Seed::Quotation];

/// Words that a passage has at least to be seeded.
const LEAST: usize = 6;

/// What became of the errors of one sort.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub seeded: usize,
    pub found: usize,
    /// Linked pairs of passages of which neither was touched, and suspects about such passages.
    pub untouched: usize,
    pub alarms: usize,
    pub missed: Vec<String>,
    pub false_alarms: Vec<String>,
}

impl Tally {
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.seeded.max(1) as f64
    }

    pub fn alarm_rate(&self) -> f64 {
        self.alarms as f64 / self.untouched.max(1) as f64
    }

    fn add(&mut self, other: Tally) {
        self.seeded += other.seeded;
        self.found += other.found;
        self.untouched += other.untouched;
        self.alarms += other.alarms;
        self.missed.extend(other.missed);
        self.false_alarms.extend(other.false_alarms);
    }
}

/// Texts that errors are seeded into: our own articles and a gospel.
pub fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    for folder in ["assets/demo", "assets/gold/marathon/articles", "assets/gold/tunnel/articles"] {
        let mut paths: Vec<_> =
            std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        out.extend(paths.iter().map(|p| std::fs::read_to_string(p).unwrap()));
    }
    // A chapter or two at a time, so that there are passages enough and the rest stays short.
    let gospel = std::fs::read_to_string(root.join("tests/seeded/mark.txt")).unwrap();
    let verses: Vec<&str> = gospel.lines().collect();
    out.extend(verses.chunks(60).map(|c| c.join("\n\n")));
    out
}

/// Seeds errors of each sort into each text and tells what became of them.
pub fn run() -> BTreeMap<Seed, Tally> {
    let mut out: BTreeMap<Seed, Tally> = BTreeMap::new();
    let texts = texts();
    for seed in SEEDS {
        for (number, text) in texts.iter().enumerate() {
            for round in 0..2 {
                let mut dice = Dice(1 + number as u64 * 64 + round * 8 + seed as u64);
                out.entry(seed).or_default().add(judge(text, seed, &mut dice));
            }
        }
    }
    out
}

/// SplitMix64: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        (!list.is_empty()).then(|| &list[(self.next() % list.len() as u64) as usize])
    }
}

fn judge(text: &str, seed: Seed, dice: &mut Dice) -> Tally {
    let original = article::read(text.as_bytes(), "original.txt").unwrap();
    let (copy, seeded) = copied(&original, seed, dice);
    let copy = article::read(copy.as_bytes(), "copy.txt").unwrap();
    let found = align::align(&[&original, &copy], &[], &Unwatched);
    tally(&original, &copy, &seeded, &found)
}

/// A swap: the words of the passage before and after.
struct Swap {
    before: String,
    after: String,
    /// Bytes of the new words in the passage.
    place: Span,
}

/// Copies the passages of an article, a block each, and swaps something in every other one that has it.
fn copied(article: &Article, seed: Seed, dice: &mut Dice) -> (String, Vec<Swap>) {
    let words = Vocabulary::of(article);
    let (mut out, mut swaps) = (String::new(), Vec::new());
    for block in &article.blocks {
        let passages = article.passages.iter().enumerate().filter(|(_, p)| block.span.covers(p.span));
        let mut at = block.span.start;
        for (number, passage) in passages {
            out.push_str(&article.text[at..passage.span.start]);
            at = passage.span.end;
            let text = article.passage_text(number);
            // "They said: seven" has too few words to be told from another sentence.
            let long = self::words(text).count() >= LEAST;
            let body = long && matches!(passage.role, Role::Text | Role::Item | Role::Quotation);
            let swapped =
                if body && dice.next().is_multiple_of(2) { swap(text, seed, &words, dice) } else { None };
            match swapped {
                Some((place, new)) => {
                    let after = format!("{}{new}{}", &text[..place.start], &text[place.end..]);
                    let place = Span::new(place.start, place.start + new.len());
                    swaps.push(Swap { before: text.to_owned(), after: after.clone(), place });
                    out.push_str(&after);
                }
                None => out.push_str(text),
            }
        }
        out.push_str(&article.text[at..block.span.end]);
        out.push_str("\n\n");
    }
    (out, swaps)
}

/// The names and the common words of an article.
struct Vocabulary {
    names: Vec<String>,
    common: Vec<String>,
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    out.into_iter()
}

impl Vocabulary {
    fn of(article: &Article) -> Vocabulary {
        let mut high: BTreeMap<&str, usize> = BTreeMap::new();
        let mut low: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, passage) in article.passages.iter().enumerate() {
            if passage.role == Role::Heading {
                continue;
            }
            let text = article.passage_text(number);
            for (at, word) in words(text).filter(|(_, w)| !w.contains(['’', '\''])) {
                let inside = text[..at].ends_with(' ')
                    && text[..at].trim_end().ends_with(|c: char| c.is_lowercase() || c == ',');
                match word.chars().next() {
                    Some(c) if c.is_uppercase() && inside => *high.entry(word).or_default() += 1,
                    Some(c) if c.is_lowercase() => *low.entry(word).or_default() += 1,
                    _ => {}
                }
            }
        }
        let letters = |w: &str| w.chars().all(char::is_alphabetic);
        // Days, months and titles are no names.
        const NO_NAMES: &[&str] = &[
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "January",
            "February",
            "March",
            "April",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
            "President",
            "Prime",
            "Minister",
            "Insp",
            "Inspector",
        ];
        let is_name = |w: &str| {
            !NO_NAMES.contains(&w)
                && w.len() >= 4
                && letters(w)
                && !low.contains_key(w.to_lowercase().as_str())
        };
        let names = high.iter().filter(|(w, n)| is_name(w) && **n >= 2).map(|(w, _)| (*w).to_owned());
        let common = low.keys().filter(|w| w.len() >= 5 && letters(w)).map(|w| (*w).to_owned());
        Vocabulary { names: names.collect(), common: common.collect() }
    }
}

/// Returns what to put where in a passage.
fn swap(text: &str, seed: Seed, words: &Vocabulary, dice: &mut Dice) -> Option<(Span, String)> {
    match seed {
        Seed::Number => swap_number(text, dice),
        Seed::Name => swap_name(text, words, dice),
        Seed::Negation => swap_negation(text, dice),
        Seed::Quotation => swap_quoted(text, words, dice),
    }
}

const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "sixty",
];

fn swap_number(text: &str, dice: &mut Dice) -> Option<(Span, String)> {
    let found = number::find(text);
    let spans = found
        .iter()
        .flat_map(|n| words(&text[n.span.range()]).map(|(at, w)| (n.span.start + at, w)).collect::<Vec<_>>());
    let mut can: Vec<(Span, String)> = Vec::new();
    for (at, word) in spans {
        let span = Span::new(at, at + word.len());
        if let Ok(value) = word.parse::<u64>() {
            // A whole number by itself, not a part of "3.5", "1,200" or "10:40".
            let alone = !text[..at].ends_with([',', '.', ':'])
                && !text[span.end..].starts_with([',', '.', ':'])
                || text[span.end..].starts_with(". ")
                || text[span.end..].starts_with(", ");
            // Years and ages stay years and ages: none of a thousand years hence.
            let room = if (1500..2100).contains(&value) { 40 } else { value / 2 + 1 };
            if alone && value > 1 {
                can.push((span, (value - (1 + dice.next() % room).min(value - 1)).to_string()));
            }
        } else if text[..at].ends_with(" to ") || text[span.end..].starts_with(" to ") {
            // "Five to eleven" is an hour.
        } else if let Some(own) = NUMBERS.iter().position(|n| *n == word.to_lowercase()) {
            let others: Vec<&str> = NUMBERS.iter().copied().filter(|n| *n != NUMBERS[own]).collect();
            let new = *dice.pick(&others)?;
            let high = word.starts_with(char::is_uppercase);
            can.push((
                span,
                if high { format!("{}{}", new[..1].to_uppercase(), &new[1..]) } else { new.to_owned() },
            ));
        }
    }
    dice.pick(&can).cloned()
}

fn swap_name(text: &str, vocabulary: &Vocabulary, dice: &mut Dice) -> Option<(Span, String)> {
    let inside = |at: usize| {
        text[..at].ends_with(' ') && text[..at].trim_end().ends_with(|c: char| c.is_lowercase() || c == ',')
    };
    let can: Vec<(usize, &str)> =
        words(text).filter(|(at, w)| inside(*at) && vocabulary.names.iter().any(|n| n == w)).collect();
    let (at, old) = *dice.pick(&can)?;
    let others: Vec<&String> = vocabulary
        .names
        .iter()
        .filter(|n| !text.contains(n.as_str()) && !old.starts_with(n.get(..3).unwrap_or(n)))
        .collect();
    Some((Span::new(at, at + old.len()), (*dice.pick(&others)?).clone()))
}

const AUXILIARIES: &[&str] =
    &["is", "are", "was", "were", "will", "can", "could", "has", "have", "had", "would", "should", "must"];

/// Puts "not" behind an auxiliary, or takes it away.
fn swap_negation(text: &str, dice: &mut Dice) -> Option<(Span, String)> {
    let list: Vec<(usize, &str)> = words(text).collect();
    let mut can = Vec::new();
    for pair in list.windows(2) {
        let ((at, word), (next, following)) = (pair[0], pair[1]);
        let end = at + word.len();
        let close = text[end..next] == *" ";
        if !AUXILIARIES.contains(&word) || !close || text.contains('?') {
            continue;
        }
        match following {
            "not" => can.push((Span::new(at, next + 3), word.to_owned())),
            w if w.starts_with(char::is_lowercase) => can.push((Span::new(at, end), format!("{word} not"))),
            _ => {}
        }
    }
    dice.pick(&can).cloned()
}

/// Replaces a word of a quotation of five words or more.
fn swap_quoted(text: &str, vocabulary: &Vocabulary, dice: &mut Dice) -> Option<(Span, String)> {
    let start = text.find('“')? + '“'.len_utf8();
    let end = text[start..].find('”').map(|e| start + e)?;
    let quote: Vec<(usize, &str)> = words(&text[start..end]).map(|(at, w)| (start + at, w)).collect();
    if quote.len() < 5 {
        return None;
    }
    let can: Vec<&(usize, &str)> =
        quote.iter().filter(|(_, w)| vocabulary.common.iter().any(|c| c == w)).collect();
    let (at, old) = **dice.pick(&can)?;
    let others: Vec<&String> =
        vocabulary.common.iter().filter(|w| !w.starts_with(old.get(..3).unwrap_or(old))).collect();
    Some((Span::new(at, at + old.len()), (*dice.pick(&others)?).clone()))
}

fn tally(original: &Article, copy: &Article, swaps: &[Swap], found: &Alignment) -> Tally {
    // The copy's text is folded as any article's, so passages are found by their words.
    let folded = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let touched = |article: usize, passage: usize| {
        let text = folded([original, copy][article].passage_text(passage));
        swaps.iter().any(|s| {
            let whole = folded(if article == 0 { &s.before } else { &s.after });
            whole.contains(&text) || text.contains(&whole)
        })
    };
    let mut out = Tally { seeded: swaps.len(), ..Tally::default() };
    let members = |s: &align::Suspect| s.members().copied().collect::<Vec<_>>();
    for swap in swaps {
        let hit = found.suspects.iter().any(|s| {
            members(s).iter().any(|m| {
                let start = copy.passages[m.passage].span.start;
                let own = copy.passage_text(m.passage) == swap.after;
                m.article == 1 && own && m.span.overlap(swap.place.shift(start)).is_some()
            })
        });
        out.found += usize::from(hit);
        if !hit {
            out.missed.push(format!("{} | {}", swap.before, swap.after));
        }
    }
    for link in found.links.iter().filter(|l| l.tier.is_shown()) {
        out.untouched += usize::from(!touched(0, link.a.passage) && !touched(1, link.b.passage));
    }
    for suspect in &found.suspects {
        if !members(suspect).iter().any(|m| touched(m.article, m.passage)) {
            out.alarms += 1;
            let says: Vec<&str> = suspect.readings.iter().map(|r| r.says.as_str()).collect();
            out.false_alarms.push(format!("{} {says:?}", suspect.rule));
        }
    }
    out
}
