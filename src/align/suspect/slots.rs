//! Numbers and times that fill the same slot of two passages with values that do not agree.

use std::ops::Range;

use super::fact::{Fact, Value};
use super::finding::{Finding, Said};
use super::moment::Grain;
use super::pair::Pair;
use super::text::{Scene, Text};
use crate::align::number::{Number, Unit, Verdict, is_person};
use crate::align::tokens::fold_word;
use crate::align::{Member, SuspectKind};

/// Facts in a passage beyond which it is a table: nothing tells which of them belong together.
pub(super) const TABLE: usize = 30;
/// Words on either side of a fact that make its slot, those that count more, and how far off their partners may stand.
const AROUND: usize = 14;
const BESIDE: usize = 3;
const FAR: usize = 8;
const PARTNER: usize = 14;
/// Likeness of slots from which facts of the same things, or measures, or facts without a noun, clash.
const SAME_THING: f64 = 0.34;
const MEASURE: f64 = 0.42;
const BARE: f64 = 0.55;
const TIME: f64 = 0.5;
/// What more is asked where both values may be true.
const ROOM: f64 = 0.08;
/// Likeness that is enough where the same sum stands in another currency.
const CURRENCY: f64 = 0.2;
/// What is taken off where only one of the passages names a year, or they name different ones.
const OTHER_YEAR: f64 = 0.3;
/// What values near each other add, and how near; times beyond which two measures are not of one thing.
const NEAR: (f64, f64) = (0.08, 1.4);
const APART: f64 = 6.0;
/// What a word right beside a fact, shared on the same side of its counterpart, adds.
const HELD: f64 = 0.15;
/// Words around a fact elsewhere that must be shared for it to state the same.
const ELSEWHERE: f64 = 0.34;

/// A fact in its passage.
struct Slot<'a> {
    fact: &'a Fact,
    words: Range<usize>,
}

/// A pair of facts that fill the same slot.
struct Filled<'a> {
    x: usize,
    y: usize,
    likeness: f64,
    verdict: Verdict,
    kind: SuspectKind,
    rule: &'static str,
    slots: [&'a Slot<'a>; 2],
}

/// Adds what two passages state of the same slot: agreement as well as clashes.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    let (left, right) = (slots(scene, pair.a), slots(scene, pair.b));
    if left.is_empty() || right.is_empty() || left.len().max(right.len()) > TABLE {
        return;
    }
    let back = pair.turned();
    let mut filled: Vec<Filled> = Vec::new();
    for (x, a) in left.iter().enumerate() {
        for (y, b) in right.iter().enumerate() {
            filled.extend(fill(scene, pair, &back, (x, a), (y, b), (&left, &right)));
        }
    }
    // A number that found its equal is taken, so "9 adults and 3 children" pairs as it should; then the best first.
    filled.sort_by(|p, q| {
        let equal = |f: &Filled| f.verdict == Verdict::Same;
        equal(q).cmp(&equal(p)).then(q.likeness.total_cmp(&p.likeness)).then((p.x, p.y).cmp(&(q.x, q.y)))
    });
    let (mut taken_x, mut taken_y) = (vec![false; left.len()], vec![false; right.len()]);
    for found in &filled {
        if taken_x[found.x] || taken_y[found.y] {
            continue;
        }
        (taken_x[found.x], taken_y[found.y]) = (true, true);
        let clash = found.verdict != Verdict::Same;
        let [x, y] = found.slots;
        if clash
            && (elsewhere(scene, pair.a, x, pair.b.at.article)
                || elsewhere(scene, pair.b, y, pair.a.at.article))
        {
            continue;
        }
        let weight = if found.verdict == Verdict::Room { 0.6 } else { 1.0 };
        out.push(Finding {
            kind: found.kind,
            rule: found.rule,
            clash,
            weight: weight * (0.5 + found.likeness.min(1.0) / 2.0),
            group: None,
            sides: [said(pair.a, x), said(pair.b, y)],
        });
    }
}

fn slots<'a>(scene: &'a Scene, text: &Text) -> Vec<Slot<'a>> {
    let facts = scene.facts[text.unit].iter().map(|fact| Slot { fact, words: text.range(fact.span) });
    facts.filter(|s| !s.words.is_empty()).collect()
}

fn said(text: &Text, slot: &Slot) -> Said {
    let member = Member { article: text.at.article, passage: text.at.passage, span: slot.fact.span };
    let number = match &slot.fact.value {
        Value::Number(number) => Some(number.clone()),
        Value::Moment(_) => None,
    };
    Said { member, says: text.info.slice(slot.fact.span).to_lowercase(), number }
}

/// Returns how two facts fill one slot, when they do.
fn fill<'a>(
    scene: &Scene,
    pair: &Pair,
    back: &Pair,
    (x, a): (usize, &'a Slot<'a>),
    (y, b): (usize, &'a Slot<'a>),
    all: (&[Slot], &[Slot]),
) -> Option<Filled<'a>> {
    let (verdict, kind, rule) = verdict(&a.fact.value, &b.fact.value)?;
    let one = side(pair, &a.words, &b.words, all.0);
    let other = side(back, &b.words, &a.words, all.1);
    if one.1.min(other.1) == 0 {
        return None;
    }
    let held = held(pair, &a.words, &b.words);
    let likeness = (one.0 + other.0) / 2.0 + held + nearness(&a.fact.value, &b.fact.value, held)?
        - if other_year(a, b, all) { OTHER_YEAR } else { 0.0 };
    let least = match (&a.fact.value, &b.fact.value) {
        (Value::Number(m), Value::Number(n)) => least(scene, pair, (a, m), (b, n), likeness)?,
        _ => TIME,
    };
    let least = match verdict {
        Verdict::Same => least - 0.15,
        Verdict::Room => least + ROOM,
        Verdict::Clash => least,
    };
    // One shared word may be chance, unless the facts stand in the very same words.
    let enough = one.1.min(other.1) >= 2 || held > HELD || verdict == Verdict::Same || least <= CURRENCY;
    (likeness >= least && enough).then_some(Filled { x, y, likeness, verdict, kind, rule, slots: [a, b] })
}

/// Compares two values of one sort.
fn verdict(a: &Value, b: &Value) -> Option<(Verdict, SuspectKind, &'static str)> {
    match (a, b) {
        (Value::Moment(a), Value::Moment(b)) => {
            if a.grain() != b.grain() {
                return None;
            }
            let verdict = a.against(b)?;
            let rule = match (a.grain(), verdict) {
                (_, Verdict::Room) => "time said more loosely",
                (Grain::Clock, _) => "same event, other hour",
                (Grain::Day, _) => "same event, other day",
                (Grain::Year, _) => "same event, other year",
            };
            Some((verdict, SuspectKind::Time, rule))
        }
        (Value::Number(a), Value::Number(b)) => {
            let (verdict, rule) = match (&a.unit, &b.unit) {
                (Unit::Money(p), Unit::Money(q)) if p != q => {
                    let same = a.against(b) == Verdict::Same;
                    return same.then_some((Verdict::Clash, SuspectKind::Number, "same sum, other currency"));
                }
                (Unit::Things(_), Unit::Things(_)) => (a.against(b), "same thing counted, other number"),
                (p, q) if p == q => (a.against(b), "same thing measured, other value"),
                _ => return None,
            };
            let rule = if verdict == Verdict::Room { "other number, though both may be true" } else { rule };
            Some((verdict, SuspectKind::Number, rule))
        }
        _ => None,
    }
}

/// Returns how alike slots must be for two numbers, by what they count; none where they count different things.
fn least(scene: &Scene, pair: &Pair, x: (&Slot, &Number), y: (&Slot, &Number), likeness: f64) -> Option<f64> {
    if !matches!(x.1.unit, Unit::Things(_)) {
        let money = matches!(x.1.unit, Unit::Money(_));
        return Some(if money && x.1.unit != y.1.unit { CURRENCY } else { MEASURE });
    }
    let (p, q) = (head(pair.a, x.0, x.1), head(pair.b, y.0, y.1));
    if p.is_empty() || q.is_empty() {
        return Some(BARE);
    }
    let alike = p.iter().any(|i| q.iter().any(|j| same_word(scene, pair, *i, *j)));
    let person =
        |text: &Text, words: &[usize]| words.iter().any(|i| is_person(&fold_word(text.slice(*i..*i + 1))));
    match () {
        () if alike => Some(SAME_THING),
        () if person(pair.a, &p) && person(pair.b, &q) => Some(SAME_THING + 0.08),
        // Other nouns in the very same place: two names for the same things.
        () if likeness >= BARE + HELD => Some(BARE),
        () => None,
    }
}

fn same_word(scene: &Scene, pair: &Pair, i: usize, j: usize) -> bool {
    let (a, b) = (pair.a.words[i].stem, pair.b.words[j].stem);
    a == b || scene.synonyms.groups(a).iter().any(|g| scene.synonyms.groups(b).contains(g))
}

/// Returns the words that say what a number counts.
fn head(text: &Text, slot: &Slot, number: &Number) -> Vec<usize> {
    let Unit::Things(things) = &number.unit else { return Vec::new() };
    (slot.words.end..text.words.len()).filter(|i| text.words[*i].content).take(things.len()).collect()
}

/// Returns what share of the words around a fact stands around the other one, and how many words.
fn side(pair: &Pair, x: &Range<usize>, y: &Range<usize>, facts: &[Slot]) -> (f64, usize) {
    let distance = |word: usize, range: &Range<usize>| match word {
        w if w < range.start => range.start - w,
        w => (w + 1).saturating_sub(range.end),
    };
    let words = &pair.a.words;
    let clause = words[x.start].clause;
    let from = x.start.saturating_sub(AROUND);
    let (mut all, mut shared, mut count) = (0.0, 0.0, 0);
    let to = (x.end + AROUND).min(words.len());
    for (i, word) in words.iter().enumerate().take(to).skip(from) {
        let is_fact = facts.iter().any(|f| f.words.contains(&i));
        let people = is_person(&fold_word(pair.a.slice(i..i + 1)));
        if !word.content || is_fact || people || word.cues.has(super::cues::Cues::SAY) {
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

/// Returns what the words right beside two facts add, where they are shared.
fn held(pair: &Pair, x: &Range<usize>, y: &Range<usize>) -> f64 {
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

/// Returns whether an article states the same value of the same thing anywhere.
fn elsewhere(scene: &Scene, text: &Text, slot: &Slot, article: usize) -> bool {
    let around = scene.around(text.unit, slot.fact);
    scene.like(article, &slot.fact.value).any(|(unit, other)| {
        let same = verdict(&slot.fact.value, &other.value).is_some_and(|v| v.0 == Verdict::Same);
        same && {
            let there = scene.around(unit, other);
            let shared = around.iter().filter(|s| there.contains(s)).count();
            shared as f64 >= ELSEWHERE * around.len().min(there.len()).max(1) as f64
        }
    })
}

/// Returns what values near each other add; none where two measures are too far apart to be of one thing.
fn nearness(a: &Value, b: &Value, held: f64) -> Option<f64> {
    let (Value::Number(a), Value::Number(b)) = (a, b) else { return Some(0.0) };
    let ratio = a.value.max(b.value) / a.value.min(b.value).max(1e-9);
    match &a.unit {
        Unit::Things(_) if a.value.min(b.value) < 20.0 => Some(0.0),
        Unit::Things(_) | Unit::Age => Some(if ratio <= NEAR.1 { NEAR.0 } else { 0.0 }),
        _ if ratio > APART && held <= HELD => None,
        _ => Some(if ratio <= NEAR.1 { NEAR.0 } else { 0.0 }),
    }
}

/// Returns whether one of the passages tells of a year that the other does not name.
fn other_year(a: &Slot, b: &Slot, all: (&[Slot], &[Slot])) -> bool {
    let years = |slots: &[Slot]| -> Vec<i16> {
        slots
            .iter()
            .filter_map(|s| if let Value::Moment(m) = &s.fact.value { m.year() } else { None })
            .collect()
    };
    let is_year = |slot: &Slot| matches!(&slot.fact.value, Value::Moment(m) if m.grain() == Grain::Year);
    let (x, y) = (years(all.0), years(all.1));
    let common = x.iter().any(|year| y.contains(year));
    !(is_year(a) || is_year(b) || common || x.is_empty() && y.is_empty())
}
