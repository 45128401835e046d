//! Suspects: disagreements that the program proposes. Precision comes first; a missed one costs less than trust.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::number::{self, Number, Unit};
use super::tokens::{fold_word, is_stopword, words};
use super::{Alignment, Member, PassageRef, Reading, Score, Suspect, SuspectKind, Tier};
use crate::article::Article;

/// Share of the words around two numbers that must be the same for them to fill the same slot.
const SLOT: f64 = 0.2;
/// Words on either side of a number that make its slot.
const AROUND: usize = 6;

static PERSONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/persons.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// A number of a passage with the content words around it.
struct Slot {
    member: Member,
    number: Number,
    around: Vec<String>,
}

/// Finds numbers that fill the same slot of linked passages with values that cannot both be true.
pub(super) fn numbers(articles: &[&Article], alignment: &Alignment) -> Vec<Suspect> {
    let slots: Vec<Vec<Vec<Slot>>> = articles.iter().enumerate().map(|(i, a)| slots_of(i, a)).collect();
    let slots_at = |at: PassageRef| slots[at.article][at.passage].as_slice();
    let mut found: Vec<Suspect> = Vec::new();
    for link in alignment.links.iter().filter(|l| l.tier.is_shown()) {
        let (left, right) = (slots_at(link.a.passage_ref()), slots_at(link.b.passage_ref()));
        for (x, y, overlap) in clashes(left, right) {
            if states_it(&slots[link.b.article], x) || states_it(&slots[link.a.article], y) {
                continue;
            }
            let tier = if link.tier == Tier::Certain { 1.0 } else { 0.8 };
            let score = Score((10_000.0 * tier * (0.5 + overlap / 2.0)) as u32);
            add(articles, &mut found, x, y, score, &link.threads);
        }
    }
    for suspect in &mut found {
        suspect.readings.sort_by_key(|r| r.members.first().copied());
    }
    found
}

fn slots_of(article: usize, info: &Article) -> Vec<Vec<Slot>> {
    let passages = info.passages.iter().enumerate().map(|(passage, p)| {
        let text = info.slice(p.span);
        let all: Vec<(usize, String)> = words(text).map(|(s, w)| (s.start, fold_word(w))).collect();
        let slot = |number: Number| {
            let at = all.partition_point(|(start, _)| *start < number.span.start);
            let end = all.partition_point(|(start, _)| *start < number.span.end);
            let near =
                all[at.saturating_sub(AROUND)..at].iter().chain(&all[end..(end + AROUND).min(all.len())]);
            let content = near
                .map(|(_, w)| w)
                .filter(|w| !is_stopword(w) && !w.starts_with(|c: char| c.is_ascii_digit()));
            let around = content.map(|w| stem(w)).collect();
            let member = Member { article, passage, span: number.span.shift(p.span.start) };
            Slot { member, number, around }
        };
        number::find(text).into_iter().map(slot).collect()
    });
    passages.collect()
}

/// A light stem: what follows a number is a noun, and its plural is all that matters here.
fn stem(word: &str) -> String {
    let bare = word.strip_suffix("es").filter(|w| w.ends_with(['s', 'x', 'h'])).or(word.strip_suffix('s'));
    bare.filter(|w| w.len() > 2).unwrap_or(word).to_owned()
}

/// Pairs the numbers of two passages that count the same thing but do not agree; each number stands in one pair.
fn clashes<'a>(left: &'a [Slot], right: &'a [Slot]) -> Vec<(&'a Slot, &'a Slot, f64)> {
    let mut pairs = Vec::new();
    for x in left {
        for y in right {
            if let Some(overlap) = same_slot(x, y) {
                pairs.push((x, y, overlap));
            }
        }
    }
    // Best pairs first; a number that found its equal is taken, so "9 adults and 3 children" pairs as it should.
    pairs.sort_by(|p, q| q.2.total_cmp(&p.2).then((p.0.member, p.1.member).cmp(&(q.0.member, q.1.member))));
    let agreeing = |x: &Slot, y: &Slot| x.number.agrees(&y.number);
    let mut taken: Vec<Member> = Vec::new();
    for (x, y, _) in pairs.iter().filter(|(x, y, _)| agreeing(x, y)) {
        taken.extend([x.member, y.member]);
    }
    pairs.retain(|(x, y, _)| {
        let free = !taken.contains(&x.member) && !taken.contains(&y.member);
        if free {
            taken.extend([x.member, y.member]);
        }
        free
    });
    pairs
}

/// Returns how alike the slots of two numbers are, when they measure the same thing.
fn same_slot(x: &Slot, y: &Slot) -> Option<f64> {
    let shared = x.around.iter().filter(|w| y.around.contains(w)).count() as f64;
    let overlap = shared / x.around.len().min(y.around.len()).max(1) as f64;
    let same_unit = match (&x.number.unit, &y.number.unit) {
        (Unit::Things(a), Unit::Things(b)) => {
            let noun = a.iter().any(|w| !is_stopword(w) && b.iter().any(|v| stem(v) == stem(w)));
            let is_person = |list: &[String]| list.iter().any(|w| PERSONS.contains(w.as_str()));
            noun || (is_person(a) && is_person(b) && overlap >= SLOT)
        }
        (Unit::Year, Unit::Year) => overlap >= 0.5,
        (a, b) => a == b && overlap >= SLOT,
    };
    (same_unit && shared > 0.0).then_some(overlap)
}

/// Returns whether an article states the same value of the same thing anywhere.
fn states_it(article: &[Vec<Slot>], value: &Slot) -> bool {
    article
        .iter()
        .flatten()
        .any(|other| same_slot(value, other).is_some() && value.number.agrees(&other.number))
}

/// Adds a clash as a suspect, or its readings to a suspect that has one of them.
fn add(articles: &[&Article], found: &mut Vec<Suspect>, x: &Slot, y: &Slot, score: Score, threads: &[usize]) {
    let touches = |s: &Suspect| {
        s.readings.iter().any(|r| r.members.contains(&x.member) || r.members.contains(&y.member))
    };
    let at = found.iter().position(touches).unwrap_or_else(|| {
        let rule = "same thing counted, other value";
        found.push(Suspect {
            kind: SuspectKind::Number,
            rule,
            score,
            threads: Vec::new(),
            readings: Vec::new(),
        });
        found.len() - 1
    });
    let suspect = &mut found[at];
    suspect.score = suspect.score.max(score);
    for slot in [x, y] {
        let says = articles[slot.member.article].slice(slot.member.span).to_lowercase();
        if suspect.readings.iter().any(|r| r.members.contains(&slot.member)) {
            continue;
        }
        match suspect.readings.iter_mut().find(|r| r.says == says) {
            Some(reading) => reading.members.push(slot.member),
            None => suspect.readings.push(Reading { says, members: vec![slot.member] }),
        }
    }
    for thread in threads {
        if !suspect.threads.contains(thread) {
            suspect.threads.push(*thread);
        }
    }
}
