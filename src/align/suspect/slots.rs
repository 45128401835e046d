//! Numbers and times that fill the same slot of two passages with values that do not agree.

use std::ops::Range;

use super::fact::{Fact, Value};
use super::finding::Finding;
use super::moment::Moment;
use super::pair::Pair;
use super::quotes::raw;
use super::scene::Scene;
use super::text::{Text, is_owner};
use super::tolls::ANYBODY;
use super::values::{bounds, elsewhere, verdict};
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::number::{Number, Unit, Verdict};
use around::{governed, held, nearness, other_year, side};
use when::{are_of_other_times, year_beside};

mod around;
mod when;

/// Facts in a passage beyond which it is a table: nothing tells which of them belong together.
pub(super) const TABLE: usize = 30;
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
/// The same for days of one month, or of the week, so many days apart.
const DAY: f64 = 0.3;
const DAYS: i8 = 2;
/// What more is asked where both values may be true.
const ROOM: f64 = 0.08;
/// Likeness that is enough where the same sum stands in another currency.
const CURRENCY: f64 = 0.2;
/// What a word right beside a fact, shared on the same side of its counterpart, adds.
const HELD: f64 = 0.15;
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
/// Words behind a length of time that tell what it is of.
const BEHIND: usize = 3;

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
        let beside =
            !found.copied && (counted_beside(x, &right, found.y) || counted_beside(y, &left, found.x));
        let year = year_beside(x.fact, y.fact, &right) || year_beside(y.fact, x.fact, &left);
        let sum = adds_up(x.fact, &left, y.fact)
            || adds_up(y.fact, &right, x.fact)
            || leave_each_other(x.fact, &left, y.fact, &right);
        if clash && (beside || year || sum || told(pair.a, x, pair.b) || told(pair.b, y, pair.a)) {
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

/// Returns whether two shares make up a whole: who has 62 per cent leaves the other 38.
pub(super) fn make_a_whole(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Number(p), Value::Number(q)) => {
            let shares = p.unit == Unit::Percent && q.unit == Unit::Percent;
            shares && (p.value + q.value - 100.0).abs() < 0.05 && p.value != q.value
        }
        _ => false,
    }
}

/// Returns whether two lengths of time are of other things, one of them by its possessive: "a three-day strike", "seven days'
/// notice".
fn measure_other_things(scene: &Scene, pair: &Pair, x: &Slot, y: &Slot) -> bool {
    let minutes = |s: &Slot| matches!(&s.fact.value, Value::Number(n) if n.unit == Unit::Minutes);
    let owns = |text: &Text, slot: &Slot| {
        let (written, gap) = (text.slice(slot.words.clone()), text.gap(slot.words.end - 1));
        matches!(gap, "' " | "’ ") || gap == " " && is_owner(written)
    };
    let nouns = |text: &Text, slot: &Slot| -> Vec<u32> {
        let behind = slot.words.end..text.words.len().min(slot.words.end + BEHIND);
        behind.map(|i| text.words[i]).take_while(|w| w.content).map(|w| w.stem).collect()
    };
    let (p, q) = (nouns(pair.a, x), nouns(pair.b, y));
    minutes(x)
        && minutes(y)
        && (owns(pair.a, x) || owns(pair.b, y))
        && !p.is_empty()
        && !q.is_empty()
        && scene.shared(&p, &q) == 0
}

/// Returns whether a count and another one of its passage make the count of the other: "120 passengers and a crew of 14" are "134
/// people".
fn adds_up(own: &Fact, all: &[Slot], other: &Fact) -> bool {
    let Some((part, sum)) = count(own).zip(count(other)) else { return false };
    all.iter().filter_map(|slot| count(slot.fact)).any(|more| more != part && part + more == sum)
}

/// Returns whether two counts make up the whole that both passages name: "ten of the twelve agreed", "two of the 12 did not".
fn leave_each_other(a: &Fact, left: &[Slot], b: &Fact, right: &[Slot]) -> bool {
    let Some((p, q)) = count(a).zip(count(b)) else { return false };
    let names = |all: &[Slot]| all.iter().any(|slot| count(slot.fact) == Some(p + q));
    p != q && names(left) && names(right)
}

/// Returns how many things or people a fact counts.
fn count(fact: &Fact) -> Option<f64> {
    match &fact.value {
        Value::Number(n) if matches!(n.unit, Unit::Things(_)) => Some(n.value),
        _ => None,
    }
}

/// Returns whether another count of the other passage than its counterpart is the same number: "21 ships, and Corra 13" has
/// the 13 of "its 13 ships".
fn counted_beside(own: &Slot, all: &[Slot], counterpart: usize) -> bool {
    count(own.fact)
        .is_some_and(|n| all.iter().enumerate().any(|(i, s)| i != counterpart && count(s.fact) == Some(n)))
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
    if !copied && make_a_whole(a.fact, b.fact) {
        return None;
    }
    let held = held(pair, &a.words, &b.words);
    if measure_other_things(scene, pair, a, b) || !copied && are_of_other_times(pair, a, b) {
        return None;
    }
    // In a sentence about another year it is another thing that is counted.
    let other_year = other_year(a, b, all)?;
    if copied && held > HELD {
        let slots = [a, b];
        return Some(Filled { x, y, likeness: 1.0 + held, verdict, kind, rule, copied, slots });
    }
    let one = side(pair, a, b, all.0);
    let other = side(back, b, a, all.1);
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
        (Value::Number(n), Value::Single) => several(scene, (pair.a, a, n), (pair.b, b))?,
        (Value::Single, Value::Number(n)) => several(scene, (pair.b, b, n), (pair.a, a))?,
        (Value::Moment(m), Value::Moment(n))
            if only(Moment::is_hour, a, all.0)
                && only(Moment::is_hour, b, all.1)
                && m.minutes_apart(n).is_some_and(|apart| apart <= HOURS) =>
        {
            HOUR
        }
        (Value::Moment(m), Value::Moment(n))
            if only(Moment::is_day, a, all.0)
                && only(Moment::is_day, b, all.1)
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
    // How often, what tells the verb.
    let times =
        |n: &Number| matches!(&n.unit, Unit::Things(things) if things.first().is_some_and(|w| w == "times"));
    if times(x.1) && times(y.1) {
        return Some(BARE);
    }
    let (p, q) = (head(pair.a, x.0, x.1), head(pair.b, y.0, y.1));
    if p.is_empty() || q.is_empty() {
        // "Injured 14 people", "17 were hurt".
        let people = are_people(pair.a, &p) || are_people(pair.b, &q);
        return Some(if people && governed(scene, pair, x.0, y.0) { PEOPLE } else { BARE });
    }
    let alike = p.iter().any(|i| q.iter().any(|j| same_word(scene, pair, *i, *j)));
    match () {
        () if alike => Some(SAME_THING),
        () if are_people(pair.a, &p) && are_people(pair.b, &q) => Some(PEOPLE),
        // Other nouns in the very same place: two names for the same things.
        () if likeness >= BARE + HELD => Some(BARE),
        () => None,
    }
}

fn same_word(scene: &Scene, pair: &Pair, i: usize, j: usize) -> bool {
    scene.alike(pair.a.words[i].stem, pair.b.words[j].stem)
}

/// Returns whether one of some words is a noun for people.
fn are_people(text: &Text, words: &[usize]) -> bool {
    words.iter().any(|i| text.words[*i].cues.has(Cues::PERSON))
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

/// Returns how alike the slots of one person and of several must be; none where others than people are counted, or people of
/// another sort: "a driver" is none of "two children".
fn several(scene: &Scene, many: (&Text, &Slot, &Number), one: (&Text, &Slot)) -> Option<f64> {
    let nouns = head(many.0, many.1, many.2);
    let single = one.1.words.end.checked_sub(1)?;
    let anybody = |text: &Text, at: usize| {
        ANYBODY.contains(&&*raw(text, at))
            || matches!(&*raw(text, at), "man" | "men" | "woman" | "women" | "person")
    };
    let alike = |i: &usize| {
        let stems = (many.0.words[*i].stem, one.0.words[single].stem);
        anybody(many.0, *i) || scene.alike(stems.0, stems.1)
    };
    let told = nouns.is_empty() || anybody(one.0, single) || nouns.iter().any(alike);
    (told && are_people(many.0, &nouns)).then_some(SINGLE)
}
