//! How two values stand to each other, and whether an article states one elsewhere.

use super::fact::{Fact, Value};
use super::moment::Grain;
use super::scene::Scene;
use crate::align::SuspectKind;
use crate::align::number::{Unit, Verdict};

/// Words around a fact elsewhere that are looked at.
const NEARBY: usize = 6;

/// Compares two values of one sort.
pub(super) fn verdict(a: &Value, b: &Value) -> Option<(Verdict, SuspectKind, &'static str)> {
    match (a, b) {
        (Value::Moment(a), Value::Moment(b)) => {
            let vague = a.grain() == Grain::Vague || b.grain() == Grain::Vague;
            if a.grain() != b.grain() && !vague {
                return None;
            }
            let verdict = a.against(b)?;
            let rule = match (a.grain(), verdict) {
                (_, Verdict::Room) => "time said more loosely",
                (Grain::Vague, _) if b.grain() == Grain::Vague => "same event, sooner here than there",
                _ if vague => "same event, a day here and none there",
                (Grain::Clock, _) => "same event, other hour",
                (Grain::Day, _) => "same event, other day",
                (Grain::Year | Grain::Vague, _) => "same event, other year",
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
            let verdict =
                if verdict == Verdict::Room && a.is_near_bound(b) { Verdict::Same } else { verdict };
            let rule = if verdict == Verdict::Room { "other number, though both may be true" } else { rule };
            Some((verdict, SuspectKind::Number, rule))
        }
        (Value::Single, Value::Number(n)) | (Value::Number(n), Value::Single) => {
            let several = matches!(n.unit, Unit::Things(_)) && n.value >= 2.0;
            several.then_some((Verdict::Clash, SuspectKind::Number, "one here, several there"))
        }
        (Value::Single, Value::Single) => Some((Verdict::Same, SuspectKind::Number, "one in both")),
        _ => None,
    }
}

/// Returns whether two facts say the same; strictly, if "more than three" is not "three".
fn is_same(a: &Fact, b: &Fact, strictly: bool) -> bool {
    let same = verdict(&a.value, &b.value).is_some_and(|v| v.0 == Verdict::Same);
    same && !(strictly && bounds(a, b))
}

/// Returns whether one fact is a number, and the other the same number as a bound that excludes it.
pub(super) fn bounds(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Number(p), Value::Number(q)) => p.is_bounded_by(q),
        _ => false,
    }
}

/// Returns whether an article states the same value of anything, anywhere.
pub(super) fn elsewhere_at_all(scene: &Scene, fact: &Fact, article: usize) -> bool {
    scene.like(article, &fact.value).any(|(_, other)| is_same(fact, other, false))
}

/// Returns whether an article states the same value of the same thing anywhere: with such a share of the words around it.
///
/// `closely` asks for the share of all words around the fact, farther off too, and leaves out the passage `but`; `strictly` tells a
/// number from the same number as a bound.
pub(super) fn elsewhere(
    scene: &Scene,
    (unit, fact): (usize, &Fact),
    (article, but): (usize, usize),
    (share, closely, strictly): (f64, bool, bool),
) -> bool {
    let reach = if closely { 2 * NEARBY } else { NEARBY };
    let around = scene.near(unit, fact, reach);
    scene.like(article, &fact.value).any(|(unit, other)| {
        let same = is_same(fact, other, strictly);
        // Another number of the same sentence is no other place.
        same && !(closely && unit == but) && {
            let there = scene.near(unit, other, reach);
            let shared = around.iter().filter(|s| there.contains(s)).count();
            let all = if closely { around.len() } else { around.len().min(there.len()) };
            shared as f64 >= share * all.max(1) as f64
        }
    })
}
