//! What a rule found in two passages, and how findings become suspects.

use std::collections::BTreeMap;

use crate::align::number::Number;
use crate::align::{Member, Reading, Score, Suspect, SuspectKind};
use crate::article::fold;

/// What one of two passages says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub(super) member: Member,
    /// In words for the reader.
    pub(super) says: String,
    /// The number, where it is one: rough and exact ways of saying it are one reading.
    pub(super) number: Option<Number>,
}

/// What a rule found in two passages: that they disagree, or that they say the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    pub(super) kind: SuspectKind,
    pub(super) rule: &'static str,
    pub(super) clash: bool,
    /// How sure it is, from 0 to 1.
    pub(super) weight: f64,
    /// What findings have in common that are one suspect wherever they stand: a name in two spellings.
    pub(super) group: Option<String>,
    pub(super) sides: [Said; 2],
}

impl Finding {
    /// Returns the same finding seen from the other passage.
    pub(super) fn turned(mut self) -> Finding {
        self.sides.reverse();
        self
    }
}

/// A finding with the worth of the link it was found on, and what it tells of passages that have none.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) finding: Finding,
    pub(super) tier: f64,
    /// Whether it makes one claim of two passages, by what they state of it, that no shown link connects.
    pub(super) is_claim: bool,
}

/// Weight of a clash in one and the same sentence, which nothing that is said elsewhere refutes.
const SURE: f64 = 1.0;
/// Likeness from which agreement joins what passages say.
const JOINS: f64 = 0.7;
/// The kinds; of two whose words touch everywhere the earlier says more exactly what differs.
const KINDS: [SuspectKind; 8] = [
    SuspectKind::Number,
    SuspectKind::Time,
    SuspectKind::Attribution,
    SuspectKind::Place,
    SuspectKind::Who,
    SuspectKind::Quotation,
    SuspectKind::What,
    SuspectKind::Certainty,
];

/// Returns every two things of different articles, in order.
pub(super) fn across<T>(list: &[T], article: fn(&T) -> usize) -> impl Iterator<Item = (&T, &T)> {
    let two = list.iter().enumerate().flat_map(|(i, x)| list[i + 1..].iter().map(move |y| (x, y)));
    two.filter(move |(x, y)| article(x) != article(y))
}

/// Makes suspects of findings: those that touch become one, with a reading for each thing said.
pub(super) fn collect(found: Vec<Placed>) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    for kind in KINDS {
        suspects.extend(of_kind(kind, found.iter().filter(|f| f.finding.kind == kind)));
    }
    without_repeated(suspects)
}

/// Leaves out clashes where the same words agree with another passage of the same article.
pub(super) fn without_refuted(found: Vec<Placed>) -> Vec<Placed> {
    let mut agreed: Vec<(SuspectKind, Member, usize)> = Vec::new();
    for f in found.iter().filter(|f| !f.finding.clash) {
        let [a, b] = &f.finding.sides;
        agreed.push((f.finding.kind, a.member, b.member.article));
        agreed.push((f.finding.kind, b.member, a.member.article));
    }
    agreed.sort_unstable();
    let refuted = |f: &Finding| {
        let [a, b] = &f.sides;
        let has = |m: Member, article: usize| agreed.binary_search(&(f.kind, m, article)).is_ok();
        has(a.member, b.member.article) || has(b.member, a.member.article)
    };
    found
        .into_iter()
        .filter(|f| !f.finding.clash || f.finding.weight >= SURE || !refuted(&f.finding))
        .collect()
}

fn of_kind<'f>(kind: SuspectKind, found: impl Iterator<Item = &'f Placed>) -> Vec<Suspect> {
    let found: Vec<&Placed> = found.collect();
    let mut nodes: BTreeMap<Member, usize> = BTreeMap::new();
    let mut said: Vec<&Said> = Vec::new();
    let mut parent: Vec<usize> = Vec::new();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for placed in found.iter().filter(|f| f.finding.clash || f.finding.weight >= JOINS) {
        let ends = placed.finding.sides.each_ref().map(|side| {
            *nodes.entry(side.member).or_insert_with(|| {
                said.push(side);
                parent.push(parent.len());
                parent.len() - 1
            })
        });
        unite(&mut parent, ends[0], ends[1]);
        if let Some(group) = &placed.finding.group {
            let first = *groups.entry(group).or_insert(ends[0]);
            unite(&mut parent, first, ends[0]);
        }
    }
    let mut suspects: BTreeMap<usize, Suspect> = BTreeMap::new();
    for placed in found.iter().filter(|f| f.finding.clash) {
        let root = find(&mut parent, nodes[&placed.finding.sides[0].member]);
        let score = Score((10_000.0 * placed.tier * placed.finding.weight).clamp(0.0, 10_000.0) as u32);
        let rule = placed.finding.rule;
        let suspect = suspects.entry(root).or_insert_with(|| Suspect {
            kind,
            rule,
            score: Score(0),
            threads: Vec::new(),
            readings: Vec::new(),
        });
        if score > suspect.score {
            (suspect.score, suspect.rule) = (score, rule);
        }
    }
    for (member, node) in &nodes {
        let root = find(&mut parent, *node);
        if let Some(suspect) = suspects.get_mut(&root) {
            add(suspect, *member, said[*node], &said, &nodes);
        }
    }
    let mut suspects: Vec<Suspect> = suspects.into_values().collect();
    suspects.iter_mut().for_each(without_doubled);
    suspects.retain(|s| s.readings.len() > 1);
    for suspect in &mut suspects {
        suspect.readings.sort_by(|a, b| a.members.cmp(&b.members));
    }
    suspects
}

/// Leaves words out that stand within longer ones: of another reading, since they cannot say both, or of their own, which
/// says it once.
fn without_doubled(suspect: &mut Suspect) {
    let all: Vec<Member> = suspect.members().copied().collect();
    for reading in &mut suspect.readings {
        let own = reading.members.clone();
        let others = || all.iter().filter(|o| !own.contains(o));
        let is_longer = |o: &Member, m: &Member| (o.span.len(), m.span.start) > (m.span.len(), o.span.start);
        reading.members.retain(|m| !others().any(|o| touches(*o, *m) && is_longer(o, m)));
        let mut from_the_longest = std::mem::take(&mut reading.members);
        from_the_longest.sort_by_key(|m| (std::cmp::Reverse(m.span.len()), *m));
        for member in from_the_longest {
            if !reading.members.iter().any(|m| touches(*m, member)) {
                reading.members.push(member);
            }
        }
        reading.members.sort_unstable();
    }
    suspect.readings.retain(|r| !r.members.is_empty());
}

/// Adds what a member says to the reading that says the same, or as a new one.
fn add(suspect: &mut Suspect, member: Member, said: &Said, all: &[&Said], nodes: &BTreeMap<Member, usize>) {
    let says = |reading: &Reading| {
        // All of them: "forty" says the same as "at least forty" and as "up to forty", which do not.
        reading.members.iter().all(|m| {
            let other = all[nodes[m]];
            let same_words = || match suspect.kind {
                // "14 March" and "March 14".
                SuspectKind::Time => in_any_order(&said.says) == in_any_order(&other.says),
                _ => fold::fold_text(&said.says) == fold::fold_text(&other.says),
            };
            match (&said.number, &other.number) {
                (Some(a), Some(b)) => a.says_the_same(b) || same_words(),
                _ => same_words(),
            }
        })
    };
    match suspect.readings.iter_mut().find(|r| says(r)) {
        Some(reading) => reading.members.push(member),
        None => suspect.readings.push(Reading { says: said.says.clone(), members: vec![member] }),
    }
}

fn in_any_order(says: &str) -> Vec<String> {
    let folded = fold::fold_text(says);
    let mut words: Vec<String> = folded.split_whitespace().map(|w| w.trim_matches(',').to_owned()).collect();
    words.sort_unstable();
    words
}

/// Leaves out a suspect whose every word lies within another's that says more exactly what differs.
fn without_repeated(suspects: Vec<Suspect>) -> Vec<Suspect> {
    let members = |s: &Suspect| s.members().copied().collect::<Vec<_>>();
    let mut by_place: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, suspect) in suspects.iter().enumerate() {
        for member in members(suspect) {
            by_place.entry((member.article, member.passage)).or_default().push(number);
        }
    }
    let repeated = |number: usize| {
        let own = members(&suspects[number]);
        let covers = |other: usize| other < number && tells_apart(&suspects[number], &suspects[other]);
        let beside = own.first().and_then(|m| by_place.get(&(m.article, m.passage)));
        beside.is_some_and(|b| b.iter().any(|o| covers(*o)))
    };
    let keep: Vec<bool> = (0..suspects.len()).map(|n| !repeated(n)).collect();
    suspects.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(s, _)| s).collect()
}

/// Returns whether every word of a suspect lies within another's, and the two of one reading are not of one there.
fn tells_apart(own: &Suspect, other: &Suspect) -> bool {
    let at = |m: &Member| other.readings.iter().position(|r| r.members.iter().any(|t| touches(*m, *t)));
    let places: Option<Vec<usize>> = own.members().map(at).collect();
    places.is_some_and(|places| places.iter().any(|p| *p != places[0]))
}

fn touches(a: Member, b: Member) -> bool {
    (a.article, a.passage) == (b.article, b.passage) && a.span.overlap(b.span).is_some()
}

fn find(parent: &mut [usize], node: usize) -> usize {
    let mut root = node;
    while parent[root] != root {
        parent[root] = parent[parent[root]];
        root = parent[root];
    }
    root
}

fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(parent, a), find(parent, b));
    let (low, high) = (a.min(b), a.max(b));
    parent[high] = low;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    #[test]
    fn no_words_stand_in_a_suspect_twice() {
        let member = |article, start, end| Member { article, passage: 0, span: Span::new(start, end) };
        let reading = |members: &[Member]| Reading { says: "1,200".into(), members: members.to_vec() };
        let mut suspect = Suspect {
            kind: SuspectKind::Number,
            rule: "same thing counted, other number",
            score: Score(7_000),
            threads: Vec::new(),
            readings: vec![
                reading(&[member(0, 3, 7)]),
                reading(&[member(1, 5, 16), member(1, 11, 16), member(2, 1, 4)]),
            ],
        };
        without_doubled(&mut suspect);
        let left: Vec<&[Member]> = suspect.readings.iter().map(|r| r.members.as_slice()).collect();
        assert_eq!(left, [&[member(0, 3, 7)][..], &[member(1, 5, 16), member(2, 1, 4)]]);
    }
}
