//! Facts that fill the same slot of passages that are not linked: two articles give a value of the same thing, each in
//! sentences that have little else in common. More is asked of them than of facts in linked passages.

use rustc_hash::FxHashMap;

use super::fact::{Fact, Part, Value};
use super::finding::{Finding, Placed};
use super::linked::Linked;
use super::scene::{Holds, Scene};
use super::tolls;
use super::values;
use crate::align::SuspectKind;
use crate::align::cues::Cues;
use crate::align::number::{Number, Unit, Verdict};

/// Words on either side of a fact that tell what it is of, and those right beside it.
const AROUND: usize = 12;
const BESIDE: usize = 4;
/// Facts beyond which a word around them proposes no pair, and passages in which it stands.
const MOST: usize = 40;
/// What a noun counted in both, or a word right beside both, adds; values that are near each other; a link that is a
/// hint; from what on two facts clash; and what the finding is then worth.
const HEAD: f64 = 0.15;
const GOVERNED: f64 = 0.2;
const NEAR: f64 = 0.15;
const HINT: f64 = 0.1;
/// What large values add that are nearly the same, and how nearly; and two lengths of time that something lasted.
const VERY_NEAR: (f64, f64) = (0.2, 1.1);
const LARGE: f64 = 100.0;
const LASTING: f64 = 0.25;
/// The rule where two tell how long one thing lasted.
const OTHER_LENGTH: &str = "same thing, another length of time";
/// The stem of "lasted".
const LASTED: &str = "last";
const CLASH: f64 = 0.55;
const WORTH: f64 = 0.6;
/// Times apart up to which two values are near, and beyond which they are not of one thing.
const RATIO: (f64, f64) = (1.25, 2.5);

/// A fact with the words around it.
struct Slot<'a> {
    unit: usize,
    article: usize,
    fact: &'a Fact,
    around: Vec<u32>,
    beside: Vec<u32>,
    /// The stems of what is counted.
    things: Vec<u32>,
    /// Whether it is told how long something lasted.
    lasting: bool,
}

impl Slot<'_> {
    /// Returns whether both tell how long something lasted.
    fn is_lasting_like(&self, other: &Slot) -> bool {
        let minutes = |s: &Slot| matches!(&s.fact.value, Value::Number(n) if n.unit == Unit::Minutes);
        self.lasting && other.lasting && minutes(self) && minutes(other)
    }
}

/// Finds facts that clash though their passages are not linked.
pub(super) fn compare(scene: &Scene, linked: &Linked) -> Vec<Placed> {
    let slots = slots(scene);
    if slots.len() < 2 {
        return Vec::new();
    }
    let mut best: FxHashMap<(usize, usize), (f64, usize)> = FxHashMap::default();
    let mut found: Vec<(f64, usize, usize, Compared)> = Vec::new();
    for (x, y) in pairs(scene, &slots) {
        let (a, b) = (&slots[x], &slots[y]);
        let link = linked.link(a.unit, b.unit);
        if link.is_some_and(|l| l.tier.is_shown()) {
            continue;
        }
        let Some(compared) = compared(a, b) else { continue };
        let score = likeness(scene, a, b) + if link.is_some() { HINT } else { 0.0 };
        if score < CLASH {
            continue;
        }
        found.push((score, x, y, compared));
        for (own, article) in [(x, b.article), (y, a.article)] {
            let known = best.entry((own, article)).or_insert((score, 0));
            known.0 = known.0.max(score);
        }
    }
    // Of the facts of an article that may fill a slot, the best alone does.
    found.retain(|(score, x, y, _)| {
        let is_best = |own: usize, other: usize| best[&(own, slots[other].article)].0 <= *score;
        is_best(*x, *y) && is_best(*y, *x)
    });
    let clashing = found.into_iter().filter(|f| f.3.verdict != Verdict::Same);
    let told = |own: &Slot, other: &Slot| values::elsewhere_at_all(scene, own.fact, other.article);
    clashing
        .filter(|(_, x, y, _)| !told(&slots[*x], &slots[*y]) && !told(&slots[*y], &slots[*x]))
        .map(|(score, x, y, compared)| placed(scene, score, [&slots[x], &slots[y]], compared))
        .collect()
}

fn placed(scene: &Scene, score: f64, sides: [&Slot; 2], compared: Compared) -> Placed {
    let weight = WORTH * score.min(1.0) * if compared.verdict == Verdict::Room { 0.6 } else { 1.0 };
    let finding = Finding {
        kind: compared.kind,
        rule: compared.rule,
        clash: true,
        weight,
        group: None,
        sides: sides.map(|slot| scene.said(slot.unit, slot.fact)),
    };
    // Sentences that tell how long one thing lasted make one claim; others that clash seldom do.
    Placed { finding, tier: 1.0, is_claim: sides[0].is_lasting_like(sides[1]) }
}

fn slots<'a>(scene: &'a Scene) -> Vec<Slot<'a>> {
    let mut out = Vec::new();
    for unit in (0..scene.corpus.units.len()).filter(|u| scene.holds(*u).has(Holds::FACT)) {
        // How many died is compared by its own rule.
        let tolls = scene.holds(unit).has(Holds::TOLL).then(|| scene.text(unit));
        for fact in &scene.facts[unit] {
            let is_toll = || tolls.as_ref().is_some_and(|text| tolls::told(text, fact).is_some());
            let told = match &fact.value {
                // An age is somebody's (see `ages`), and a score of one of many matches.
                Value::Number(n) => match &n.unit {
                    Unit::Things(things) => !things.is_empty(),
                    unit => !matches!(unit, Unit::Age | Unit::Score),
                },
                Value::Moment(m) => m.is_hour(),
                Value::Single => false,
            } && fact.part == Part::Whole
                && !is_toll();
            if told {
                let article = scene.corpus.units[unit].article;
                let without = |reach| -> Vec<u32> {
                    let mut stems = scene.near(unit, fact, reach);
                    stems.retain(|s| !scene.lexicon.cues(*s).has(Cues::SAY));
                    stems.sort_unstable();
                    stems.dedup();
                    stems
                };
                let (around, beside) = (without(AROUND), without(BESIDE));
                let (things, lasting) = (things(scene, unit, fact), is_lasting(scene, unit, fact));
                out.push(Slot { unit, article, fact, around, beside, things, lasting });
            }
        }
    }
    out
}

/// Returns the stems of what a number counts.
fn things(scene: &Scene, unit: usize, fact: &Fact) -> Vec<u32> {
    let Value::Number(Number { unit: Unit::Things(things), .. }) = &fact.value else { return Vec::new() };
    let tokens = scene.corpus.tokens(unit);
    let next = tokens.partition_point(|t| t.span.start < fact.span.end);
    tokens[next..].iter().filter(|t| t.content).take(things.len()).map(|t| t.stem).collect()
}

/// Returns whether a length of time tells how long something lasted: "lasted two hours", "for two hours", "two-hour-long".
fn is_lasting(scene: &Scene, unit: usize, fact: &Fact) -> bool {
    let at = scene.corpus.units[unit];
    let (article, passage) =
        (scene.articles[at.article], scene.articles[at.article].passages[at.passage].span);
    let before = article.text[passage.start..fact.span.start].trim_end();
    let after = article.text[fact.span.end..passage.end].trim_start_matches(['-', ' ']);
    let mut words = before.rsplit(' ');
    let told = match words.next() {
        Some("for" | "lasted" | "lasting" | "lasts" | "took") => true,
        // "A call of two hours": some noun, and no number.
        Some("of") => words.next().is_some_and(|w| w.len() > 2 && w.bytes().all(|b| b.is_ascii_lowercase())),
        _ => false,
    };
    told || after.starts_with("long") && !after.starts_with("longer")
}

/// Returns the pairs of facts of two articles that share a word that few facts have around them, each once.
fn pairs(scene: &Scene, slots: &[Slot]) -> Vec<(usize, usize)> {
    let mut by_stem: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (number, slot) in slots.iter().enumerate() {
        for stem in slot.around.iter().filter(|s| scene.corpus.frequency(**s) > 1) {
            by_stem.entry(*stem).or_default().push(number);
        }
    }
    let mut out = Vec::new();
    for list in by_stem.values().filter(|l| l.len() <= MOST) {
        for (i, x) in list.iter().enumerate() {
            for y in &list[i + 1..] {
                if slots[*x].article != slots[*y].article {
                    out.push((*x, *y));
                }
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// How two values stand to each other.
struct Compared {
    verdict: Verdict,
    kind: SuspectKind,
    rule: &'static str,
}

fn compared(x: &Slot, y: &Slot) -> Option<Compared> {
    let (a, b) = (&x.fact.value, &y.fact.value);
    let (verdict, kind, _) = values::verdict(a, b)?;
    let rule = match (a, b) {
        (Value::Number(m), Value::Number(n)) => {
            far_apart(m, n)?;
            match &m.unit {
                Unit::Things(_) => "same thing counted, other number, in sentences that are not linked",
                _ if x.is_lasting_like(y) => OTHER_LENGTH,
                _ => "same thing measured, other value, in sentences that are not linked",
            }
        }
        _ => "same event, other hour, in sentences that are not linked",
    };
    Some(Compared { verdict, kind, rule })
}

/// Returns none where two numbers are too far apart to be of one thing.
fn far_apart(a: &Number, b: &Number) -> Option<f64> {
    let ratio = a.value.max(b.value) / a.value.min(b.value).max(1e-9);
    (ratio <= RATIO.1).then_some(ratio)
}

/// Returns how alike the slots of two facts are: the rarity of what stands around both, of what stands around either.
fn likeness(scene: &Scene, a: &Slot, b: &Slot) -> f64 {
    let rarity = |s: u32| f64::from(scene.corpus.rarity(scene.corpus.frequency(s)));
    let shared = |x: &[u32], y: &[u32]| -> (f64, usize) {
        let with = x.iter().filter(|s| y.iter().any(|t| scene.alike(**s, *t)));
        with.fold((0.0, 0), |(sum, n), s| (sum + rarity(*s), n + 1))
    };
    let all = |x: &[u32]| x.iter().map(|s| rarity(*s)).sum::<f64>();
    let ((p, m), (q, n)) = (shared(&a.around, &b.around), shared(&b.around, &a.around));
    let (x, y) = (all(&a.around), all(&b.around));
    let lasting = a.is_lasting_like(b);
    // What lasted must have one name: "the call" and "a phone call", not "the talks" and "the meeting".
    let named = || a.around.iter().any(|s| b.around.contains(s) && scene.corpus.text(*s) != LASTED);
    if x + y <= 0.0 || m.min(n) == 0 || lasting && !named() {
        return 0.0;
    }
    let mut few = lasting;
    let free = |s: &&u32| !a.things.contains(s) && !b.things.contains(s);
    let governed =
        a.beside.iter().filter(free).any(|s| b.beside.iter().filter(free).any(|t| scene.alike(*s, *t)));
    let extra = match (&a.fact.value, &b.fact.value) {
        (Value::Number(m), Value::Number(n)) => {
            let near = far_apart(m, n).is_some_and(|r| r <= RATIO.0);
            let counted = match (&m.unit, &n.unit) {
                (Unit::Things(s), Unit::Things(t)) => match s.iter().any(|w| t.contains(w)) {
                    true => HEAD,
                    false => return 0.0,
                },
                _ => 0.0,
            };
            let exact = m.value.min(n.value) >= LARGE && far_apart(m, n).is_some_and(|r| r <= VERY_NEAR.1);
            let very_near = if exact && counted > 0.0 { VERY_NEAR.0 } else { 0.0 };
            few |= very_near > 0.0;
            counted + very_near + if near { NEAR } else { 0.0 } + if lasting { LASTING } else { 0.0 }
        }
        _ => 0.0,
    };
    // One word in common may be chance, unless the values themselves speak.
    if m.min(n) < 2 && !few {
        return 0.0;
    }
    (p + q) / (x + y) + extra + if governed { GOVERNED } else { 0.0 }
}
