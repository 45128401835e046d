//! Threads: passages of several articles that make one claim, grown by average linkage.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Alignment, Link, Member, PassageRef, Score, Suspect, Thread, Tie};
use crate::article::{Article, Role};

/// Mean score between two groups, links that do not exist counting as 0, from which they become one.
const JOIN: f64 = 0.4;
/// The same for a passage that stands in a thread already, and its mean over a second one.
const SECOND: f64 = 0.5;
/// The same where the thread has no passage of its article yet.
const NEW: f64 = 0.35;

/// Grows threads over the shown links, and notes in each link where it stands.
///
/// Links are taken from the best down; two groups become one when the mean over all their pairs is high enough and
/// no article would have two passages that are not neighbours. Transitive closure is never taken, and passages that the
/// reader keeps apart never come together.
pub(super) fn grow(articles: &[&Article], links: &mut [Link], ties: &[Tie]) -> Vec<Thread> {
    let mut order: Vec<usize> = (0..links.len()).filter(|l| links[*l].tier.is_shown()).collect();
    order.sort_by_key(|l| (std::cmp::Reverse(links[*l].score), links[*l].a, links[*l].b));
    let mut groups = Groups::default();
    let apart = ties.iter().filter(|t| !t.same).map(|t| (t.a.passage_ref(), t.b.passage_ref()));
    groups.apart = apart.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    for &l in &order {
        groups.add(&links[l]);
    }
    for &l in &order {
        groups.try_join(&links[l]);
    }
    let mut sets: Vec<Vec<PassageRef>> = groups.members.iter().filter(|m| m.len() > 1).cloned().collect();
    add_homes(&mut sets, links, &order, &groups.apart);
    sets.extend(left_over(&sets, links, &order, &groups.apart));
    drop_contained(&mut sets);
    collect(articles, links, sets)
}

/// Adds passages to further threads that tell what they tell too: one claim of several, or a piece of a sentence that stands
/// whole elsewhere. Of an article that a thread does not have yet less is asked, and only its best passage is taken; of equally
/// good ones all, so that no order decides. Nor does what a thread has got by then count.
fn add_homes(
    sets: &mut [Vec<PassageRef>],
    links: &[Link],
    order: &[usize],
    apart: &FxHashSet<(PassageRef, PassageRef)>,
) {
    let mut home: FxHashMap<PassageRef, usize> = FxHashMap::default();
    for (number, set) in sets.iter().enumerate() {
        home.extend(set.iter().map(|m| (*m, number)));
    }
    let mut sums: FxHashMap<(usize, PassageRef), u64> = FxHashMap::default();
    for link in order.iter().map(|l| &links[*l]) {
        let (a, b) = (link.a.passage_ref(), link.b.passage_ref());
        for (one, other) in [(a, b), (b, a)] {
            if let Some(there) = home.get(&other).filter(|there| home.get(&one) != Some(there)) {
                *sums.entry((*there, one)).or_default() += u64::from(link.score.0);
            }
        }
    }
    let mut sums: Vec<((usize, PassageRef), u64)> = sums.into_iter().collect();
    sums.sort_unstable_by_key(|((there, one), sum)| (*there, one.article, std::cmp::Reverse(*sum), *one));
    let mut found: Vec<(usize, std::cmp::Reverse<u64>, PassageRef)> = Vec::new();
    for of_article in sums.chunk_by(|(a, _), (b, _)| (a.0, a.1.article) == (b.0, b.1.article)) {
        let ((there, first), best) = of_article[0];
        let set = &sets[there];
        // Its own article's words have no links to it.
        let others = set.iter().filter(|m| m.article != first.article).count();
        let is_new = others == set.len();
        found.extend(of_article.iter().filter_map(|((_, one), sum)| {
            let mean = *sum as f64 / 10_000.0 / others.max(1) as f64;
            let is_told = mean >= SECOND || is_new && *sum == best && mean >= NEW;
            is_told.then_some((there, std::cmp::Reverse(*sum), *one))
        }));
    }
    // The best first: of two that the reader keeps apart it is the one that gets in.
    found.sort_unstable();
    for (there, _, one) in found {
        if !sets[there].iter().any(|m| apart.contains(&(*m, one))) {
            sets[there].push(one);
        }
    }
}

/// Returns threads for the passages that fit none as a whole: each stands with its best match, which then stands in
/// two. Matches that are equally good stand there together, so that no order of articles decides between them.
fn left_over(
    sets: &[Vec<PassageRef>],
    links: &[Link],
    order: &[usize],
    apart: &FxHashSet<(PassageRef, PassageRef)>,
) -> Vec<Vec<PassageRef>> {
    let placed: FxHashSet<PassageRef> = sets.iter().flatten().copied().collect();
    let mut best: FxHashMap<PassageRef, (Score, Vec<PassageRef>)> = FxHashMap::default();
    // From the best link down, so the first score that a passage meets is its best.
    for link in order.iter().map(|l| &links[*l]) {
        let (a, b) = (link.a.passage_ref(), link.b.passage_ref());
        for (one, other) in [(a, b), (b, a)].into_iter().filter(|(one, _)| !placed.contains(one)) {
            let (score, partners) = best.entry(one).or_insert_with(|| (link.score, Vec::new()));
            if *score == link.score && !partners.iter().any(|p| apart.contains(&(*p, other))) {
                partners.push(other);
            }
        }
    }
    let mut out: Vec<Vec<PassageRef>> = Vec::new();
    for (one, (_, mut set)) in best {
        set.push(one);
        set.sort_unstable();
        out.push(set);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Drops what is contained in another thread, and puts the rest and all passages in order.
fn drop_contained(sets: &mut Vec<Vec<PassageRef>>) {
    sets.iter_mut().for_each(|s| s.sort_unstable());
    sets.sort_unstable();
    sets.dedup();
    let mut of: FxHashMap<PassageRef, Vec<usize>> = FxHashMap::default();
    for (number, set) in sets.iter().enumerate() {
        set.iter().for_each(|m| of.entry(*m).or_default().push(number));
    }
    let has_all =
        |other: &[PassageRef], set: &[PassageRef]| set.iter().all(|m| other.binary_search(m).is_ok());
    let is_contained = |set: &Vec<PassageRef>| {
        let rivals = set.first().into_iter().flat_map(|m| &of[m]).map(|number| &sets[*number]);
        rivals.into_iter().any(|other| other.len() > set.len() && has_all(other, set))
    };
    let keep: Vec<bool> = sets.iter().map(|set| !is_contained(set)).collect();
    let mut keep = keep.into_iter();
    sets.retain(|_| keep.next().unwrap_or(true));
}

/// Passages in groups, with the sums of the scores between any two groups that are linked.
#[derive(Default)]
struct Groups {
    of: FxHashMap<PassageRef, usize>,
    members: Vec<Vec<PassageRef>>,
    between: Vec<FxHashMap<usize, u64>>,
    /// Pairs that the reader keeps apart, either way round.
    apart: FxHashSet<(PassageRef, PassageRef)>,
}

impl Groups {
    fn group(&mut self, at: PassageRef) -> usize {
        let next = self.members.len();
        let group = *self.of.entry(at).or_insert(next);
        if group == next {
            self.members.push(vec![at]);
            self.between.push(FxHashMap::default());
        }
        group
    }

    fn add(&mut self, link: &Link) {
        let (a, b) = (self.group(link.a.passage_ref()), self.group(link.b.passage_ref()));
        *self.between[a].entry(b).or_default() += u64::from(link.score.0);
        *self.between[b].entry(a).or_default() += u64::from(link.score.0);
    }

    fn try_join(&mut self, link: &Link) {
        let (a, b) = (self.of[&link.a.passage_ref()], self.of[&link.b.passage_ref()]);
        if a == b {
            return;
        }
        let sum = self.between[a].get(&b).copied().unwrap_or(0) as f64 / 10_000.0;
        let pairs = (self.members[a].len() * self.members[b].len()) as f64;
        if sum / pairs < JOIN || !self.may_stand_together(a, b) {
            return;
        }
        let (keep, gone) = if self.members[a].len() >= self.members[b].len() { (a, b) } else { (b, a) };
        for member in std::mem::take(&mut self.members[gone]) {
            self.of.insert(member, keep);
            self.members[keep].push(member);
        }
        for (other, sum) in std::mem::take(&mut self.between[gone]) {
            self.between[other].remove(&gone);
            if other != keep {
                *self.between[keep].entry(other).or_default() += sum;
                *self.between[other].entry(keep).or_default() += sum;
            }
        }
    }

    /// Two passages of one article belong together only when they are neighbours: a claim over two sentences.
    fn may_stand_together(&self, a: usize, b: usize) -> bool {
        let denied = |x: &PassageRef| self.members[b].iter().any(|y| self.apart.contains(&(*x, *y)));
        if !self.apart.is_empty() && self.members[a].iter().any(denied) {
            return false;
        }
        let mut all: Vec<PassageRef> = self.members[a].iter().chain(&self.members[b]).copied().collect();
        all.sort_unstable();
        all.windows(2).all(|w| w[0].article != w[1].article || w[1].passage - w[0].passage == 1)
    }
}

fn collect(articles: &[&Article], links: &mut [Link], sets: Vec<Vec<PassageRef>>) -> Vec<Thread> {
    let mut numbers: FxHashMap<PassageRef, Vec<usize>> = FxHashMap::default();
    for (number, member) in sets.iter().enumerate().flat_map(|(n, set)| set.iter().map(move |m| (n, *m))) {
        numbers.entry(member).or_default().push(number);
    }
    let mut spans: FxHashMap<(usize, PassageRef), Member> = FxHashMap::default();
    for link in links.iter_mut().filter(|l| l.tier.is_shown()) {
        let ends = [link.a, link.b];
        let [a, b] = ends.map(|e| numbers.get(&e.passage_ref()).map_or(&[][..], Vec::as_slice));
        link.threads = a.iter().filter(|n| b.contains(n)).copied().collect();
        for (number, end) in link.threads.iter().flat_map(|n| ends.map(|e| (*n, e))) {
            let whole = spans.entry((number, end.passage_ref())).or_insert(end);
            whole.span = whole.span.join(end.span);
        }
    }
    let thread = |(number, set): (usize, Vec<PassageRef>)| {
        let members: Vec<Member> = set.iter().filter_map(|m| spans.get(&(number, *m)).copied()).collect();
        let silent = (0..articles.len()).filter(|a| !members.iter().any(|m| m.article == *a)).collect();
        Thread { members, silent }
    };
    sets.into_iter().enumerate().map(thread).collect()
}

/// Notes in each suspect the threads in which passages of its readings are linked.
pub(super) fn note(suspects: &mut [Suspect], links: &[Link]) {
    let passages =
        |suspect: &Suspect| -> Vec<PassageRef> { suspect.members().map(|m| m.passage_ref()).collect() };
    let named: FxHashSet<PassageRef> = suspects.iter().flat_map(passages).collect();
    let mut beside: FxHashMap<PassageRef, Vec<&Link>> = FxHashMap::default();
    for link in links.iter().filter(|l| l.tier.is_shown()) {
        let (a, b) = link.ends();
        if named.contains(&a) && named.contains(&b) {
            beside.entry(a).or_default().push(link);
        }
    }
    for suspect in suspects {
        let own = passages(suspect);
        let of_passage = own.iter().flat_map(|at| beside.get(at).into_iter().flatten());
        let within = of_passage.filter(|link| own.contains(&link.b.passage_ref()));
        suspect.threads = within.flat_map(|link| link.threads.iter().copied()).collect();
        suspect.threads.sort_unstable();
        suspect.threads.dedup();
    }
}

/// Returns the passages without any shown link, site furniture left out.
pub(super) fn only(articles: &[&Article], alignment: &Alignment) -> Vec<PassageRef> {
    let mut linked: Vec<Vec<bool>> = articles.iter().map(|a| vec![false; a.passages.len()]).collect();
    for link in alignment.links.iter().filter(|l| l.tier.is_shown()) {
        for end in [link.a, link.b] {
            linked[end.article][end.passage] = true;
        }
    }
    let mut out = Vec::new();
    for (article, info) in articles.iter().enumerate() {
        for (passage, text) in info.passages.iter().enumerate() {
            if !linked[article][passage] && !matches!(text.role, Role::Boilerplate | Role::Caption) {
                out.push(PassageRef { article, passage });
            }
        }
    }
    out
}

/// Returns per article the one that it mainly copies: more than half of its words stand verbatim there.
///
/// Of two that copy each other the one with the lower index counts as the source.
pub(super) fn copies(articles: &[&Article], links: &[Link]) -> Vec<Option<usize>> {
    let mut covered: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let mut seen: FxHashMap<(usize, PassageRef), usize> = FxHashMap::default();
    for link in links.iter().filter(|l| l.relation == super::Relation::Verbatim && l.tier.is_shown()) {
        for (copy, source) in [(link.a, link.b), (link.b, link.a)] {
            let longest = seen.entry((source.article, copy.passage_ref())).or_default();
            let more = copy.span.len().saturating_sub(*longest);
            *longest += more;
            *covered.entry((copy.article, source.article)).or_default() += more;
        }
    }
    let share = |copy: usize, source: usize| {
        let all: usize = articles[copy]
            .passages
            .iter()
            .filter(|p| p.role != Role::Boilerplate)
            .map(|p| p.span.len())
            .sum();
        covered.get(&(copy, source)).copied().unwrap_or(0) as f64 / all.max(1) as f64
    };
    let mut out: Vec<Option<usize>> = vec![None; articles.len()];
    for copy in 0..articles.len() {
        let sources = (0..articles.len()).filter(|s| *s != copy && out[*s] != Some(copy));
        // The one that has more of the other beside its own words is the copy; equal ones by index.
        let is_copy = |(part, s): &(f64, usize)| *part > 0.5 && (*s < copy || *part > share(*s, copy));
        let copied = sources.map(|s| (share(copy, s), s)).filter(is_copy);
        let best = copied.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        out[copy] = best.map(|b| b.1);
    }
    out
}
