//! Numbers and times that fill the same slot of two passages with values that do not agree.

use std::ops::Range;

use super::fact::{Fact, Value};
use super::finding::Finding;
use super::moment::{Grain, Moment};
use super::pair::Pair;
use super::scene::Scene;
use super::text::Text;
use super::values::{bounds, elsewhere, verdict};
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::number::{Number, Unit, Verdict};

/// Facts in a passage beyond which it is a table: nothing tells which of them belong together.
pub(super) const TABLE: usize = 30;
/// Words on either side of a fact that make its slot, those that count more, and how far off their partners may stand.
const AROUND: usize = 18;
const BESIDE: usize = 3;
const FAR: usize = 8;
const PARTNER: usize = 18;
/// Likeness of slots from which facts of the same things, of people by other nouns, measures, or facts without a noun
/// clash.
const SAME_THING: f64 = 0.34;
const PEOPLE: f64 = 0.45;
const MEASURE: f64 = 0.42;
const BARE: f64 = 0.55;
const TIME: f64 = 0.5;
/// The same for hours of the day so many minutes apart, where neither passage names another.
const HOUR: f64 = 0.2;
const HOURS: i32 = 75;
/// The same for dates of one month so many days apart.
const DAY: f64 = 0.3;
const DAYS: i8 = 2;
/// What more is asked where both values may be true.
const ROOM: f64 = 0.08;
/// Likeness that is enough where the same sum stands in another currency.
const CURRENCY: f64 = 0.2;
/// What is taken off where only one of the passages names a year.
const A_YEAR: f64 = 0.12;
/// What values near each other add, and how near; times beyond which two measures are not of one thing.
const NEAR: (f64, f64) = (0.08, 1.4);
const APART: f64 = 6.0;
/// What a word right beside a fact, shared on the same side of its counterpart, adds.
const HELD: f64 = 0.15;
/// Times apart up to which two numbers of people are near each other.
const PEOPLE_NEAR: f64 = 2.0;
/// What a word right beside both facts adds, on whichever side.
const GOVERNED: f64 = 0.25;
/// Likeness from which one person here and several there clash.
const SINGLE: f64 = 0.5;
/// Words around a fact elsewhere that must be shared for it to state the same.
const ELSEWHERE: f64 = 0.34;
/// The same where the two passages are one sentence, but for a word or two: then more than some of the words.
const SAID_AGAIN: f64 = 0.7;
/// Share of the words of both passages from which they are one sentence.
const COPIED: f64 = 0.8;

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
    /// Whether the passages are one sentence, and the facts stand in the same place of it.
    copied: bool,
    slots: [&'a Slot<'a>; 2],
}

/// Adds what two passages state of the same slot: agreement as well as clashes.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    let (left, right) = (slots(scene, pair.a), slots(scene, pair.b));
    if left.is_empty() || right.is_empty() || left.len().max(right.len()) > TABLE {
        return;
    }
    let back = pair.turned();
    let copied = pair.is_copied(COPIED);
    let mut filled: Vec<Filled> = Vec::new();
    for (x, a) in left.iter().enumerate() {
        for (y, b) in right.iter().enumerate() {
            let found = fill(scene, (pair, &back), (x, a), (y, b), (&left, &right), copied);
            filled.extend(found);
        }
    }
    // A number that found its equal is taken, so "9 adults and 3 children" pairs as it should; then the best first.
    filled.sort_by(|p, q| {
        let equal = |f: &Filled| f.verdict == Verdict::Same || bounds(f.slots[0].fact, f.slots[1].fact);
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
        let strictly = bounds(x.fact, y.fact);
        let share = if found.copied { (SAID_AGAIN, true, strictly) } else { (ELSEWHERE, false, strictly) };
        let told = |own: &Text, slot: &Slot, other: &Text| {
            elsewhere(scene, (own.unit, slot.fact), (other.at.article, other.unit), share)
        };
        if clash && (told(pair.a, x, pair.b) || told(pair.b, y, pair.a)) {
            continue;
        }
        let weight = if found.verdict == Verdict::Room { 0.6 } else { 1.0 };
        out.push(Finding {
            kind: found.kind,
            rule: found.rule,
            clash,
            weight: weight * (0.5 + found.likeness.min(1.0) / 2.0),
            group: None,
            sides: [scene.said(pair.a.unit, x.fact), scene.said(pair.b.unit, y.fact)],
        });
    }
}

fn slots<'a>(scene: &'a Scene, text: &Text) -> Vec<Slot<'a>> {
    let facts = scene.facts[text.unit].iter().map(|fact| Slot { fact, words: text.range(fact.span) });
    facts.filter(|s| !s.words.is_empty()).collect()
}

/// Compares two facts; a number and the same number as a bound that excludes it leave room.
fn compared(a: &Fact, b: &Fact) -> Option<(Verdict, SuspectKind, &'static str)> {
    if bounds(a, b) {
        return Some((Verdict::Room, SuspectKind::Number, "more or less than that here, just that there"));
    }
    verdict(&a.value, &b.value)
}

/// Returns how two facts fill one slot, when they do.
fn fill<'a>(
    scene: &Scene,
    (pair, back): (&Pair, &Pair),
    (x, a): (usize, &'a Slot<'a>),
    (y, b): (usize, &'a Slot<'a>),
    all: (&[Slot], &[Slot]),
    copied: bool,
) -> Option<Filled<'a>> {
    if a.fact.part != b.fact.part {
        return None;
    }
    let (verdict, kind, rule) = compared(a.fact, b.fact)?;
    let held = held(pair, &a.words, &b.words);
    // In a sentence about another year it is another thing that is counted.
    let other_year = other_year(a, b, all)?;
    if copied && held > HELD {
        let slots = [a, b];
        return Some(Filled { x, y, likeness: 1.0 + held, verdict, kind, rule, copied, slots });
    }
    let one = side(pair, &a.words, &b.words, all.0);
    let other = side(back, &b.words, &a.words, all.1);
    if one.1.min(other.1) == 0 {
        return None;
    }
    let governed = governed(scene, pair, a, b);
    let likeness = (one.0 + other.0) / 2.0
        + held
        + nearness(&a.fact.value, &b.fact.value, held.max(if governed { 2.0 * HELD } else { 0.0 }))?
        + if governed { GOVERNED } else { 0.0 }
        - other_year;
    let least = match (&a.fact.value, &b.fact.value) {
        (Value::Number(m), Value::Number(n)) => least(scene, pair, (a, m), (b, n), likeness)?,
        (Value::Number(n), Value::Single) => several(pair.a, a, n)?,
        (Value::Single, Value::Number(n)) => several(pair.b, b, n)?,
        (Value::Moment(m), Value::Moment(n))
            if only(Moment::is_hour, a, all.0)
                && only(Moment::is_hour, b, all.1)
                && m.minutes_apart(n).is_some_and(|apart| apart <= HOURS) =>
        {
            HOUR
        }
        (Value::Moment(m), Value::Moment(n))
            if only(Moment::is_date, a, all.0)
                && only(Moment::is_date, b, all.1)
                && m.days_apart(n).is_some_and(|apart| apart <= DAYS) =>
        {
            DAY
        }
        _ => TIME,
    };
    let least = match verdict {
        Verdict::Same => least - 0.15,
        Verdict::Room => least + ROOM,
        Verdict::Clash => least,
    };
    // One shared word may be chance, unless the facts stand in the very same words.
    let enough =
        one.1.min(other.1) >= 2 || governed || held > HELD || verdict == Verdict::Same || least <= CURRENCY;
    (likeness >= least && enough).then_some(Filled {
        x,
        y,
        likeness,
        verdict,
        kind,
        rule,
        copied: false,
        slots: [a, b],
    })
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
    let person = |text: &Text, words: &[usize]| words.iter().any(|i| text.words[*i].cues.has(Cues::PERSON));
    match () {
        () if alike => Some(SAME_THING),
        () if person(pair.a, &p) && person(pair.b, &q) => Some(PEOPLE),
        // Other nouns in the very same place: two names for the same things.
        () if likeness >= BARE + HELD => Some(BARE),
        () => None,
    }
}

fn same_word(scene: &Scene, pair: &Pair, i: usize, j: usize) -> bool {
    scene.alike(pair.a.words[i].stem, pair.b.words[j].stem)
}

/// Returns the words that say what a number counts.
fn head(text: &Text, slot: &Slot, number: &Number) -> Vec<usize> {
    let Unit::Things(things) = &number.unit else { return Vec::new() };
    (slot.words.end..text.words.len()).filter(|i| text.words[*i].content).take(things.len()).collect()
}

/// Returns whether a fact is of a sort of times, and its passage names no other.
fn only(is_of_sort: fn(&Moment) -> bool, slot: &Slot, all: &[Slot]) -> bool {
    let is_one = |s: &Slot| matches!(&s.fact.value, Value::Moment(m) if is_of_sort(m));
    is_one(slot) && all.iter().filter(|s| is_one(s)).count() == 1
}

/// Returns how alike the slots of one person and of several must be; none where others than people are counted.
fn several(text: &Text, slot: &Slot, number: &Number) -> Option<f64> {
    let people = head(text, slot, number).iter().any(|i| text.words[*i].cues.has(Cues::PERSON));
    people.then_some(SINGLE)
}

/// Returns whether two numbers, near each other, count people by one noun.
fn same_people(scene: &Scene, pair: &Pair, x: (&Slot, &Number), y: (&Slot, &Number)) -> bool {
    let (p, q) = (head(pair.a, x.0, x.1), head(pair.b, y.0, y.1));
    let near = x.1.value.max(y.1.value) <= PEOPLE_NEAR * x.1.value.min(y.1.value);
    near && p
        .iter()
        .any(|i| pair.a.words[*i].cues.has(Cues::PERSON) && q.iter().any(|j| same_word(scene, pair, *i, *j)))
}

/// Returns whether a word right beside a measure or a number of people, in its clause, stands right beside the other one too,
/// or another word for the same thing: "fell three metres" and "a fall of ten feet".
fn governed(scene: &Scene, pair: &Pair, x: &Slot, y: &Slot) -> bool {
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
        if !word.content || is_fact || word.cues.has(Cues::SAY.or(Cues::PERSON)) {
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

/// Returns what is taken off where one of the passages names a year and the other none; nothing can be said of passages
/// that name different ones.
fn other_year(a: &Slot, b: &Slot, all: (&[Slot], &[Slot])) -> Option<f64> {
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
