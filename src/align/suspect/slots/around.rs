//! What the words around two facts tell of whether both state one thing.

use std::ops::Range;

use super::{HELD, Slot, are_people, head, same_word};
use crate::align::cues::Cues;
use crate::align::number::{Number, Unit};
use crate::align::suspect::fact::{Fact, Value};
use crate::align::suspect::moment::Grain;
use crate::align::suspect::pair::Pair;
use crate::align::suspect::scene::Scene;
use crate::align::suspect::text::Text;

/// Words on either side of a fact that make its slot, those that count more, and how far off their partners may stand.
const AROUND: usize = 18;
const BESIDE: usize = 3;
const FAR: usize = 8;
const PARTNER: usize = 18;
/// What is taken off where only one of the passages names a year.
const A_YEAR: f64 = 0.12;
/// What values near each other add, and how near; times beyond which two measures are not of one thing.
const NEAR: (f64, f64) = (0.08, 1.4);
const APART: f64 = 6.0;
/// The same in whatever place.
const FAR_APART: f64 = 20.0;
/// Times apart up to which two numbers of people are near each other.
const PEOPLE_NEAR: f64 = 2.0;

/// Returns whether two numbers, near each other, count people by one noun.
fn same_people(scene: &Scene, pair: &Pair, x: (&Slot, &Number), y: (&Slot, &Number)) -> bool {
    let (p, q) = (head(pair.a, x.0, x.1), head(pair.b, y.0, y.1));
    let near = x.1.value.max(y.1.value) <= PEOPLE_NEAR * x.1.value.min(y.1.value);
    // "14 people", "17 were hurt".
    let bare = p.is_empty() && are_people(pair.b, &q) || q.is_empty() && are_people(pair.a, &p);
    let same = || {
        let is_one = |i: usize, j: usize| {
            are_people(pair.a, &[i]) && are_people(pair.b, &[j]) && same_word(scene, pair, i, j)
        };
        p.iter().any(|i| q.iter().any(|j| is_one(*i, *j)))
    };
    near && (bare || same())
}

/// Returns whether a word right beside a measure or a number of people, in its clause, stands right beside the other one too,
/// or another word for the same thing: "fell three metres" and "a fall of ten feet".
pub(super) fn governed(scene: &Scene, pair: &Pair, x: &Slot, y: &Slot) -> bool {
    let told = match (&x.fact.value, &y.fact.value) {
        (Value::Number(m), Value::Number(n)) => match (&m.unit, &n.unit) {
            (Unit::Things(_), Unit::Things(_)) => same_people(scene, pair, (x, m), (y, n)),
            (Unit::Things(_), _) | (_, Unit::Things(_)) => false,
            _ => true,
        },
        (Value::Moment(m), Value::Moment(n)) => m.grain() == Grain::Vague || n.grain() == Grain::Vague,
        _ => false,
    };
    if !told {
        return false;
    }
    let beside = |text: &Text, slot: &Slot| -> Vec<u32> {
        let clause = text.words[slot.words.start].clause;
        let before = slot.words.start.saturating_sub(BESIDE)..slot.words.start;
        let after = slot.words.end..text.words.len().min(slot.words.end + BESIDE);
        let words = before.chain(after).map(|i| &text.words[i]);
        words
            .filter(|w| w.content && w.clause == clause && !w.cues.has(Cues::NUMBER.or(Cues::SAY)))
            .map(|w| w.stem)
            .collect()
    };
    let (p, q) = (beside(pair.a, x), beside(pair.b, y));
    // "Short" and "shorter" are words of one side.
    let same_side = |s: u32, t: u32| {
        let theirs = scene.lexicon.sides(t);
        scene.lexicon.sides(s).iter().any(|x| theirs.iter().any(|y| x.pair == y.pair && x.second == y.second))
    };
    p.iter().any(|s| q.iter().any(|t| scene.alike(*s, *t) || same_side(*s, *t)))
}

/// Returns what share of the words around a fact stands around the other one, and how many words.
pub(super) fn side(pair: &Pair, own: &Slot, other: &Slot, facts: &[Slot]) -> (f64, usize) {
    let (x, y) = (&own.words, &other.words);
    let distance = |word: usize, range: &Range<usize>| match word {
        w if w < range.start => range.start - w,
        w => (w + 1).saturating_sub(range.end),
    };
    let words = &pair.a.words;
    let clause = words[x.start].clause;
    let from = x.start.saturating_sub(AROUND);
    let (mut all, mut shared, mut count) = (0.0, 0.0, 0);
    // People around a number of people are those who are counted.
    let idle = if counts_things(own.fact) { Cues::SAY.or(Cues::PERSON) } else { Cues::SAY };
    let to = (x.end + AROUND).min(words.len());
    for (i, word) in words.iter().enumerate().take(to).skip(from) {
        let is_fact = facts.iter().any(|f| f.words.contains(&i));
        if !word.content || is_fact || word.cues.has(idle) {
            continue;
        }
        let near = match distance(i, x) {
            d if d <= BESIDE => 1.5,
            d if d <= FAR => 1.0,
            _ => 0.5,
        };
        let weight = near * if words[i].clause == clause { 1.0 } else { 0.6 };
        all += weight;
        let partner = pair.to_b[i].at().filter(|j| distance(*j, y) <= PARTNER);
        if partner.is_some() {
            shared += weight * pair.to_b[i].worth();
            count += 1;
        }
    }
    (if all > 0.0 { shared / all } else { 0.0 }, count)
}

fn counts_things(fact: &Fact) -> bool {
    match &fact.value {
        Value::Number(number) => matches!(number.unit, Unit::Things(_)),
        Value::Single => true,
        Value::Moment(_) => false,
    }
}

/// Returns what the words right beside two facts add, where they are shared.
pub(super) fn held(pair: &Pair, x: &Range<usize>, y: &Range<usize>) -> f64 {
    let same = |i: Option<usize>, j: Option<usize>| match (i, j) {
        (Some(i), Some(j)) => pair.to_b.get(i).is_some_and(|m| m.in_order() == Some(j)),
        (None, None) => true,
        _ => false,
    };
    let before = same(x.start.checked_sub(1), y.start.checked_sub(1));
    let (ends_x, ends_y) = (x.end == pair.to_b.len(), y.end == pair.to_a.len());
    let after = if ends_x || ends_y { ends_x && ends_y } else { same(Some(x.end), Some(y.end)) };
    HELD * (f64::from(u8::from(before)) + f64::from(u8::from(after)))
}

/// Returns what values near each other add; none where two measures are too far apart to be of one thing.
pub(super) fn nearness(a: &Value, b: &Value, held: f64) -> Option<f64> {
    let (Value::Number(a), Value::Number(b)) = (a, b) else { return Some(0.0) };
    let ratio = a.value.max(b.value) / a.value.min(b.value).max(1e-9);
    match &a.unit {
        Unit::Things(_) if a.value.min(b.value) < 20.0 => Some(0.0),
        Unit::Things(_) | Unit::Age => Some(if ratio <= NEAR.1 { NEAR.0 } else { 0.0 }),
        _ if ratio > FAR_APART || ratio > APART && held <= HELD => None,
        _ => Some(if ratio <= NEAR.1 { NEAR.0 } else { 0.0 }),
    }
}

/// Returns what is taken off where one of the passages names a year and the other none; nothing can be said of passages
/// that name different ones.
pub(super) fn other_year(a: &Slot, b: &Slot, all: (&[Slot], &[Slot])) -> Option<f64> {
    let years = |slots: &[Slot]| -> Vec<i16> {
        slots
            .iter()
            .filter_map(|s| if let Value::Moment(m) = &s.fact.value { m.year() } else { None })
            .collect()
    };
    let is_year = |slot: &Slot| matches!(&slot.fact.value, Value::Moment(m) if m.grain() == Grain::Year);
    let (x, y) = (years(all.0), years(all.1));
    let common = x.iter().any(|year| y.contains(year));
    match () {
        () if is_year(a) || is_year(b) || common || x.is_empty() && y.is_empty() => Some(0.0),
        () if x.is_empty() || y.is_empty() => Some(A_YEAR),
        () => None,
    }
}
