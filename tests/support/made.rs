//! Articles made by a machine, of which it is known who says the same: for speed, for quality at any length, and for
//! what must hold over long texts.
//!
//! The vocabulary follows Zipf's law, so that chance matches occur as in English. A share of each article is made of
//! passages that other articles hold too, each in an order of its own. The same wish gives the same bytes.
#![allow(unreachable_pub, dead_code)] // Each user takes its part.

use std::collections::BTreeMap;
use std::ops::Range;

use fastrand::Rng;

/// Different words.
const VOCABULARY: usize = 30_000;
/// Share of each article's words that other articles hold too, in hundredths.
const SHARED: usize = 30;

/// What sort of articles are wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wish {
    pub articles: usize,
    pub words: usize,
    pub seed: u64,
}

/// How a holder tells a shared passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// To the letter.
    Verbatim,
    /// About one word in eight changed.
    Edited,
    /// About one word in three changed.
    Heavy,
    /// To the letter, in two pieces over two paragraphs.
    Split,
    /// To the letter, quoted within another sentence.
    Quoted,
}

impl Kind {
    /// Returns the one that is harder to find.
    pub fn harder(self, other: Kind) -> Kind {
        let hard = |k: Kind| match k {
            Kind::Verbatim => 0,
            Kind::Quoted => 1,
            Kind::Edited => 2,
            Kind::Split => 3,
            Kind::Heavy => 4,
        };
        if hard(self) >= hard(other) { self } else { other }
    }

    /// Verbatim and edited tellings are the most common.
    fn drawn(rng: &mut Rng) -> Kind {
        match rng.u32(0..100) {
            0..35 => Kind::Verbatim,
            35..65 => Kind::Edited,
            65..80 => Kind::Heavy,
            80..90 => Kind::Split,
            _ => Kind::Quoted,
        }
    }
}

/// Articles with what is known of them.
#[derive(Debug)]
pub struct Made {
    pub texts: Vec<String>,
    /// Per shared passage, who holds it.
    pub passages: Vec<Vec<Holder>>,
}

/// One telling of a shared passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub article: usize,
    pub kind: Kind,
    /// Its bytes; two runs when it is split.
    pub places: Vec<Range<usize>>,
}

/// Makes articles as wished for.
pub fn make(wish: Wish) -> Made {
    let mut maker = Maker::new(wish);
    let (held, passages) = maker.share_out();
    let mut made = Made { texts: Vec::new(), passages };
    for (article, mut mine) in held.into_iter().enumerate() {
        maker.rng.shuffle(&mut mine);
        let text = maker.write(article, mine, &mut made.passages);
        made.texts.push(text);
    }
    made
}

/// Makes sentences that share nothing but chance.
pub fn sentences(count: usize, seed: u64) -> Vec<String> {
    let mut maker = Maker::new(Wish { articles: 1, words: 0, seed: 1 });
    maker.rng = Rng::with_seed(seed);
    (0..count).map(|_| maker.sentence().join(" ")).collect()
}

type Words = Vec<String>;

/// A telling before it is written: number of the passage, place among its holders, and its words.
struct Telling {
    passage: usize,
    holder: usize,
    pieces: Vec<Words>,
}

/// Something to write: a sentence of the article's own, or a part of a shared passage with what stands around it.
struct Part {
    before: Words,
    words: Words,
    after: Words,
    of: Option<(usize, usize)>,
    paragraph: bool,
}

struct Maker {
    wish: Wish,
    rng: Rng,
    vocabulary: Vec<String>,
    /// Summed weights of the vocabulary.
    weights: Vec<f64>,
}

impl Maker {
    fn new(wish: Wish) -> Maker {
        let mut sum = 0.0;
        let weight = |rank: usize| {
            sum += (rank as f64 + 3.7).powf(-1.07);
            sum
        };
        let weights = (0..VOCABULARY).map(weight).collect();
        let rng = Rng::with_seed(wish.seed ^ ((wish.articles as u64) << 32) ^ wish.words as u64);
        Maker { wish, rng, vocabulary: vocabulary(wish.seed), weights }
    }

    fn word(&mut self) -> String {
        let total = self.weights[VOCABULARY - 1];
        let drawn = self.rng.f64() * total;
        let at = self.weights.partition_point(|w| *w < drawn).min(VOCABULARY - 1);
        self.vocabulary[at].clone()
    }

    fn words(&mut self, count: usize) -> Words {
        (0..count).map(|_| self.word()).collect()
    }

    fn sentence(&mut self) -> Words {
        let count = self.rng.usize(8..=32);
        let mut words = self.words(count);
        capitalise(&mut words[0]);
        for word in &mut words[4..count - 3] {
            if self.rng.f64() < 0.07 {
                word.push(',');
            }
        }
        words[count - 1].push('.');
        words
    }

    /// Replaces, drops or adds words; `rate` is the share that is touched.
    fn edited(&mut self, words: &[String], rate: f64) -> Words {
        let mut out = Vec::with_capacity(words.len());
        for word in words {
            let drawn = self.rng.f64();
            if drawn < rate * 0.5 {
                out.push(self.word());
            } else if drawn >= rate * 0.75 {
                out.push(word.clone());
                if drawn < rate {
                    out.push(self.word());
                }
            }
        }
        if out.is_empty() { words[..1].to_vec() } else { out }
    }

    fn told(&mut self, words: &[String], kind: Kind) -> Vec<Words> {
        match kind {
            Kind::Verbatim | Kind::Quoted => vec![words.to_vec()],
            Kind::Edited => vec![self.edited(words, 0.12)],
            Kind::Heavy => vec![self.edited(words, 0.35)],
            Kind::Split => {
                let cut = self.rng.usize(words.len() / 3..=2 * words.len() / 3).max(1);
                vec![words[..cut].to_vec(), words[cut..].to_vec()]
            }
        }
    }

    /// Makes shared passages until less than two articles want more.
    fn share_out(&mut self) -> (Vec<Vec<Telling>>, Vec<Vec<Holder>>) {
        let (count, want) = (self.wish.articles, self.wish.words * SHARED / 100);
        let mut have = vec![0usize; count];
        let mut held: Vec<Vec<Telling>> = (0..count).map(|_| Vec::new()).collect();
        let mut passages: Vec<Vec<Holder>> = Vec::new();
        loop {
            let mut open: Vec<usize> = (0..count).filter(|a| have[*a] < want).collect();
            if open.len() < 2 {
                return (held, passages);
            }
            let most = if self.rng.bool() { 2 } else { self.rng.usize(2..=count.max(2)) };
            self.rng.shuffle(&mut open);
            open.truncate(most);
            let sentences = [1, 1, 1, 2, 2, 3][self.rng.usize(0..6)];
            let words: Words = (0..sentences).flat_map(|_| self.sentence()).collect();
            let mut holders = Vec::new();
            for (holder, article) in open.into_iter().enumerate() {
                let kind = if holder == 0 { Kind::Verbatim } else { Kind::drawn(&mut self.rng) };
                let pieces = self.told(&words, kind);
                have[article] += pieces.iter().map(Vec::len).sum::<usize>();
                held[article].push(Telling { passage: passages.len(), holder, pieces });
                holders.push(Holder { article, kind, places: Vec::new() });
            }
            passages.push(holders);
        }
    }

    /// Writes an article and notes where the shared passages stand.
    fn write(&mut self, article: usize, tellings: Vec<Telling>, passages: &mut [Vec<Holder>]) -> String {
        let parts = self.parts(tellings, passages);
        let mut text = String::with_capacity(self.wish.words * 8);
        let (mut in_paragraph, mut most) = (0, self.rng.usize(1..=4));
        for part in parts {
            if !text.is_empty() {
                let ends = part.paragraph || in_paragraph >= most;
                text.push_str(if ends { "\n\n" } else { " " });
                if ends {
                    (in_paragraph, most) = (0, self.rng.usize(1..=4));
                }
            }
            in_paragraph += 1;
            push(&mut text, &part.before);
            let start = text.len() + usize::from(!part.before.is_empty());
            if start > text.len() {
                text.push(' ');
            }
            push(&mut text, &part.words);
            if let Some((passage, holder)) = part.of {
                debug_assert_eq!(passages[passage][holder].article, article);
                passages[passage][holder].places.push(start..text.len());
            }
            if !part.after.is_empty() {
                text.push(' ');
                push(&mut text, &part.after);
            }
        }
        text.push('\n');
        text
    }

    /// Spreads tellings evenly among sentences of the article's own.
    fn parts(&mut self, tellings: Vec<Telling>, passages: &[Vec<Holder>]) -> Vec<Part> {
        let shared: usize = tellings.iter().flat_map(|t| &t.pieces).map(Vec::len).sum();
        let mut own: Vec<Words> = Vec::new();
        let mut left = self.wish.words.saturating_sub(shared);
        while left > 0 {
            let mut sentence = self.sentence();
            sentence.truncate(left);
            left -= sentence.len();
            own.push(sentence);
        }
        let mut at: BTreeMap<usize, Vec<Telling>> = BTreeMap::new();
        for telling in tellings {
            at.entry(self.rng.usize(0..=own.len())).or_default().push(telling);
        }
        let plain =
            |words: Words| Part { before: Vec::new(), words, after: Vec::new(), of: None, paragraph: false };
        let mut own: Vec<Option<Words>> = own.into_iter().map(Some).collect();
        own.push(None);
        let mut out = Vec::new();
        for (place, sentence) in own.into_iter().enumerate() {
            for telling in at.remove(&place).unwrap_or_default() {
                let of = Some((telling.passage, telling.holder));
                let quoted = passages[telling.passage][telling.holder].kind == Kind::Quoted;
                for (number, words) in telling.pieces.into_iter().enumerate() {
                    let (mut before, mut after) = (Vec::new(), Vec::new());
                    if quoted {
                        let (lead, tail) = (self.rng.usize(3..=7), self.rng.usize(2..=5));
                        before = self.words(lead);
                        before.push("“".to_owned());
                        after = vec!["”".to_owned()];
                        after.extend(self.words(tail));
                    }
                    out.push(Part { before, words, after, of, paragraph: number > 0 });
                }
            }
            out.extend(sentence.map(plain));
        }
        out
    }
}

fn push(text: &mut String, words: &[String]) {
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

fn capitalise(word: &mut String) {
    let high: String = word.chars().take(1).flat_map(char::to_uppercase).collect();
    let first = word.chars().next().map_or(0, char::len_utf8);
    word.replace_range(..first, &high);
}

/// Makes words of syllables, the first ones short, as the common words of a language are.
fn vocabulary(seed: u64) -> Vec<String> {
    let onsets: Vec<&str> =
        "b c d f g h j k l m n p r s t v w z br ch cl cr dr fl gr pl pr sh sl sp st th tr"
            .split(' ')
            .collect();
    let vowels: Vec<&str> = "a e i o u ai ea io ou".split(' ').collect();
    let codas = ["", "", "n", "s", "d", "t", "r", "l"];
    let mut rng = Rng::with_seed(seed);
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::with_capacity(VOCABULARY);
    while out.len() < VOCABULARY {
        let long = usize::from(out.len() > 60) + usize::from(out.len() > 3_000 && rng.f64() < 0.7);
        let syllables = 1 + long + usize::from(rng.f64() < 0.25);
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(onsets[rng.usize(0..onsets.len())]);
            word.push_str(vowels[rng.usize(0..vowels.len())]);
        }
        word.push_str(codas[rng.usize(0..codas.len())]);
        if seen.insert(word.clone()) {
            out.push(word);
        }
    }
    out
}
