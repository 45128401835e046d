//! One verb that is hedged or denied here, and flat there: "may appeal" and "will appeal", "was not arrested" and "was
//! arrested". Sentences that have only this in common are told by who does it, not by how many words they share.

use std::ops::Range;

use super::finding::Finding;
use super::names::is_name;
use super::pair::Pair;
use super::polarity::said;
use super::quotes::{raw, says};
use super::text::{Text, is_determiner};
use crate::align::SuspectKind;
use crate::align::cues::Cues;

/// Words from an auxiliary or a denial to its verb, and around both, that tell what is done and by whom.
const TO_VERB: usize = 4;
const BEFORE: usize = 5;
const BEHIND: usize = 6;
/// Words around that both must have, and their share.
const SHARED: (usize, f64) = (2, 0.6);

/// Words behind "denied" that tell what is denied; shares of them, and of what stands between their partners, that both have.
const DENIED: usize = 10;
const DENIED_SHARE: (f64, f64) = (0.8, 0.6);
/// Participles that do not end in "ed".
const IRREGULAR: &[&str] =
    &["hurt", "shot", "found", "seen", "told", "sent", "held", "made", "hit", "caught", "taken"];
/// Nouns behind "no" of which none tells nothing of the verb.
const NO_NOUN: &[&str] = &["reports", "report", "plans", "plan", "signs", "claims", "claim"];
/// Verbs of too many uses to tell what is done.
const IDLE: &[&str] = &[
    "used", "made", "done", "given", "taken", "seen", "gone", "known", "clear", "sure", "able", "like",
    "want", "need", "make", "take", "get", "see", "go",
];

/// Words before "whether" in which it is told that something is not decided, and how they begin.
const DECIDES: usize = 4;
const DECIDED: &[&str] =
    &["consider", "decid", "decision", "weigh", "examin", "discuss", "debat", "undecided", "think", "review"];

/// What a decision is worth that is told with one verb alone.
const BARE: f64 = 0.6;
/// Words behind a verb that make it another decision, or one of long ago.
const NARROWER: &[&str] =
    &["since", "already", "only", "when", "during", "until", "mondays", "sundays", "weekends"];

/// A verb with what stands before it: "may appeal".
#[derive(Clone, Copy)]
struct Predicate {
    cue: usize,
    verb: usize,
}

/// Adds what may be here and will be there, and what is not so here and is so there.
pub(super) fn compare(pair: &Pair, out: &mut Vec<Finding>) {
    let back = pair.turned();
    for (pair, back, is_back) in [(pair, &back, false), (&back, pair, true)] {
        let denied = not_and_is(pair).or_else(|| denied_and_stated(pair, back));
        let open = may_and_will(pair).or_else(|| not_excluded_and_denied(pair));
        let found = open.into_iter().chain(denied);
        out.extend(found.map(|finding| if is_back { finding.turned() } else { finding }));
    }
}

/// Returns the verb behind an auxiliary.
fn predicate(text: &Text, cue: usize) -> Option<Predicate> {
    let near = cue + 1..text.words.len().min(cue + 2 + TO_VERB);
    let mut same = near.take_while(|i| text.words[*i].clause == text.words[cue].clause);
    let verb = same.find(|i| text.words[*i].content)?;
    let idle = IDLE.contains(&&*raw(text, verb)) || text.words[verb].name;
    (text.words[verb].quote == 0 && !idle).then_some(Predicate { cue, verb })
}

/// Returns the words of content before a word, in its clause.
fn before(text: &Text, at: usize) -> impl Iterator<Item = usize> {
    let clause = text.words[at].clause;
    (at.saturating_sub(BEFORE)..at)
        .filter(move |i| text.words[*i].clause == clause && !text.words[*i].cues.has(Cues::SAY))
        .filter(|i| text.words[*i].content || text.words[*i].cues.has(Cues::TITLE))
}

/// Returns the words of content around a verb, in its clause.
fn around(text: &Text, of: &Predicate) -> Vec<usize> {
    let clause = text.words[of.verb].clause;
    let behind = of.verb..text.words.len().min(of.verb + BEHIND);
    let behind = behind.filter(|i| text.words[*i].clause == clause && text.words[*i].content);
    before(text, of.cue).chain(behind).collect()
}

/// Returns how many words of the first passage have their partners among those of the second.
fn shared(pair: &Pair, mine: &[usize], theirs: &[usize]) -> usize {
    mine.iter().filter(|i| pair.to_b[**i].at().is_some_and(|j| theirs.contains(&j))).count()
}

/// Finds what one passage denies, in so many words, and the other states: "denied that it had been warned".
fn denied_and_stated(pair: &Pair, back: &Pair) -> Option<Finding> {
    let open = Cues::DENYING.or(Cues::HEDGE).or(Cues::CONDITION);
    if pair.b.words.iter().any(|w| w.cues.has(open)) {
        return None;
    }
    let at = (0..pair.a.words.len()).find(|i| {
        pair.a.words[*i].cues.has(Cues::DENIAL)
            && matches!(&*raw(pair.a, *i), "denied" | "denies" | "deny" | "denying")
    })?;
    let goes_on = |i: &usize| !pair.a.gap(*i - 1).contains(['.', ';', ':', '—', '–', '“', '”']);
    let end = (at + 1..pair.a.words.len().min(at + 1 + DENIED)).take_while(goes_on).last()? + 1;
    let (share, count) = pair.covered(at + 1..end);
    let content = || (at + 1..end).filter(|i| pair.a.words[*i].content);
    let partners = || content().filter_map(|i| pair.to_b[i].at());
    let (first, last) = (partners().min()?, partners().max()?);
    // What stands around it over there tells when, and who says so.
    let theirs = back.covered(first..last + 1).0;
    if share < DENIED_SHARE.0 || count <= SHARED.0 || theirs < DENIED_SHARE.1 || last - first > 2 * DENIED {
        return None;
    }
    let x = Predicate { cue: at, verb: content().next_back()? };
    Some(finding(pair, (SuspectKind::What, "said here, denied there", 0.65), &x, first..last + 1))
}

/// Finds what may be here and will be there: the same verb, of the same things.
fn may_and_will(pair: &Pair) -> Option<Finding> {
    let is = |text: &Text, words: &[&str]| -> Vec<Predicate> {
        let may_be =
            |i: &usize| text.words[*i].cues.has(Cues::HEDGE.or(Cues::FIRM)) || says(text, *i, "would");
        let cues = (0..text.words.len()).filter(|i| may_be(i) && words.contains(&&*raw(text, *i)));
        cues.filter_map(|i| predicate(text, i)).collect()
    };
    let is_open = |text: &Text| (0..text.words.len()).any(|i| matches!(&*raw(text, i), "if" | "whether"));
    let (may, will) = (is(pair.a, &["may", "might"]), is(pair.b, &["will", "shall"]));
    if is_open(pair.b)
        || !is(pair.b, &["may", "might"]).is_empty()
        || (0..pair.b.words.len()).any(|i| raw(pair.b, i) == "could")
    {
        return None;
    }
    let (rule, share, x, y) = match likest(pair, &may, &will) {
        Some((share, x, y)) => ("hedged here, flat there", share, x, y),
        None => {
            let mut flat: Vec<Predicate> = will.iter().copied().chain(done(pair.b)).collect();
            let open = considered(pair.a);
            let same = likest(pair, &open, &flat).filter(|(_, x, y)| is_done_to_the_same(pair, x, y));
            flat.extend(is(pair.b, &["would"]));
            let (share, x, y) = same.or_else(|| of_one_name(pair, &open, &flat))?;
            ("not decided here, decided there", share, x, y)
        }
    };
    let weight = 0.4 + share * 0.3;
    Some(finding(pair, (SuspectKind::Certainty, rule, weight), &x, y.cue..y.verb + 1))
}

/// Returns the two of which most words around are shared, of those that have one verb, with that share.
fn likest(pair: &Pair, open: &[Predicate], flat: &[Predicate]) -> Option<(f64, Predicate, Predicate)> {
    let likeness = |x: &Predicate, y: &Predicate| {
        if pair.to_b[x.verb].at() != Some(y.verb) {
            return None;
        }
        let (mine, theirs) = (around(pair.a, x), around(pair.b, y));
        let shared = shared(pair, &mine, &theirs);
        let share = shared as f64 / mine.len().min(theirs.len()).max(1) as f64;
        (shared >= SHARED.0 && share >= SHARED.1).then_some(share)
    };
    let pairs = open.iter().flat_map(|x| flat.iter().map(move |y| (x, y)));
    let found = pairs.filter_map(|(x, y)| likeness(x, y).map(|share| (share, *x, *y)));
    found.max_by(|p, q| p.0.total_cmp(&q.0))
}

/// Returns what is not decided here and decided there of somebody whom both name: "was considering whether to appeal", "would appeal
/// against the verdict".
fn of_one_name(pair: &Pair, open: &[Predicate], flat: &[Predicate]) -> Option<(f64, Predicate, Predicate)> {
    let named = (0..pair.a.words.len()).any(|i| is_name(pair.a, i) && pair.to_b[i].at().is_some());
    let is_bare = |x: &Predicate| {
        let next = pair.a.words.get(x.verb + 1);
        next.is_none_or(|next| next.clause != pair.a.words[x.verb].clause)
    };
    let bare = open.iter().filter(|x| named && is_bare(x));
    let pairs = bare.flat_map(|x| flat.iter().map(move |y| (*x, *y)));
    let mut same = pairs.filter(|(x, y)| pair.to_b[x.verb].at() == Some(y.verb));
    same.next().map(|(x, y)| (BARE, x, y))
}

/// Returns what is not decided: "are considering whether to open", "have not decided whether they will open".
fn considered(text: &Text) -> Vec<Predicate> {
    let decides = |i: usize| {
        (i.saturating_sub(DECIDES)..i).any(|k| {
            let word = raw(text, k);
            DECIDED.iter().any(|stem| word.starts_with(stem))
        })
    };
    let cues = (0..text.words.len()).filter(|i| raw(text, *i) == "whether" && decides(*i));
    cues.filter_map(|i| predicate(text, i)).collect()
}

/// Finds what is not ruled out here, and denied there: "has not ruled out going to court", "will not go to court".
fn not_excluded_and_denied(pair: &Pair) -> Option<Finding> {
    let is_out = |text: &Text, i: usize| raw(text, i).starts_with("rul") && says(text, i + 1, "out");
    if (0..pair.b.words.len()).any(|i| is_out(pair.b, i)) {
        return None;
    }
    let at = (0..pair.a.words.len()).find(|i| {
        let denied = (i.saturating_sub(TO_VERB)..*i).any(|k| pair.a.words[k].cues.has(Cues::DENYING));
        is_out(pair.a, *i) && denied
    })?;
    let told = |text: &Text, from: usize| -> Vec<usize> {
        let from = from + usize::from(says(text, from, "that"));
        let clause = text.words[from - 1].clause;
        let near =
            (from..text.words.len().min(from + BEHIND)).take_while(|i| text.words[*i].clause == clause);
        // Who does it is told in other words.
        near.filter(|i| text.words[*i].content && !text.words[*i].cues.has(Cues::PERSON)).collect()
    };
    let mine = told(pair.a, at + 2);
    (0..pair.b.words.len()).filter(|j| is_not_so(pair.b, *j)).find_map(|j| {
        let theirs = told(pair.b, j + 1);
        let shared = shared(pair, &mine, &theirs);
        let x = Predicate { cue: at, verb: *mine.last()? };
        let all = shared == mine.len() && shared == theirs.len();
        (shared > 0 && all && !is_of_others(pair, at, j)).then(|| {
            let what = (SuspectKind::Certainty, "not ruled out here, denied there", 0.55);
            finding(pair, what, &x, j..theirs[theirs.len() - 1] + 1)
        })
    })
}

/// Returns whether two words are told of others: content stands before each, and none of it before both.
fn is_of_others(pair: &Pair, i: usize, j: usize) -> bool {
    let subject = |text: &Text, at: usize| -> Vec<usize> {
        let is_one = |k: &usize| {
            let word = &text.words[*k];
            let decides = DECIDED.iter().any(|stem| raw(text, *k).starts_with(stem));
            word.content && !word.cues.has(Cues::SAY.or(Cues::TIME).or(Cues::DENYING)) && !decides
        };
        (0..at).filter(is_one).collect()
    };
    let (mine, theirs) = (subject(pair.a, i), subject(pair.b, j));
    !mine.is_empty() && !theirs.is_empty() && shared(pair, &mine, &theirs) == 0
}

/// Returns whether a word tells that something is not so, or will not be: "would not", "nobody is to be"; "no evidence" does not.
fn is_not_so(text: &Text, at: usize) -> bool {
    let is_one = |i: usize, list: &[&str]| i < text.words.len() && list.contains(&&*raw(text, i));
    let before = |list: &[&str]| at.checked_sub(1).is_some_and(|i| is_one(i, list));
    text.words[at].quote == 0
        && match &*raw(text, at) {
            "not" | "never" => before(&["will", "would", "is", "are", "was", "were", "shall"]),
            "nobody" => is_one(at + 1, &["will", "would", "is", "are"]),
            _ => false,
        }
}

/// Returns whether two verbs have one object: "charge the ferry company" has another than "charged the ferry's captain".
fn is_done_to_the_same(pair: &Pair, x: &Predicate, y: &Predicate) -> bool {
    let object = |text: &Text, verb: usize| -> Vec<usize> {
        let open = |i: &usize| text.words[*i].content || is_determiner(&raw(text, *i));
        let behind = (verb + 1..text.words.len().min(verb + BEHIND)).take_while(open);
        behind.filter(|i| text.words[*i].content).collect()
    };
    let (mine, theirs) = (object(pair.a, x.verb), object(pair.b, y.verb));
    let shared = shared(pair, &mine, &theirs);
    let narrower = (y.verb..pair.b.words.len()).any(|i| NARROWER.contains(&&*raw(pair.b, i)));
    let others = is_of_others(pair, x.cue, y.cue);
    !mine.is_empty() && shared == mine.len().max(theirs.len()) && !narrower && !others
}

/// Returns what is told as done: "has opened".
fn done(text: &Text) -> Vec<Predicate> {
    let has = (0..text.words.len()).filter(|i| matches!(&*raw(text, *i), "has" | "have" | "had"));
    has.filter_map(|i| predicate(text, i)).filter(|p| p.verb - p.cue <= 2).collect()
}

/// Finds what is not so here and is so there: the same verb, of the same people or things.
fn not_and_is(pair: &Pair) -> Option<Finding> {
    if pair.b.words.iter().any(|w| w.cues.has(Cues::DENYING.or(Cues::CONDITION))) {
        return None;
    }
    // "Who may have released it, has opened an inquiry": what is hedged is something else.
    let is_flat = |j: usize| {
        let near = j.saturating_sub(BEFORE)..j;
        !near.into_iter().any(|k| {
            pair.b.words[k].clause == pair.b.words[j].clause && pair.b.words[k].cues.has(Cues::HEDGE)
        })
    };
    let denials = (0..pair.a.words.len()).filter(|i| is_denial(pair.a, *i));
    denials.filter_map(|i| denied(pair, i)).find_map(|x| {
        let y = (0..pair.b.words.len()).find(|j| is_flat(*j) && is_what_is_denied(pair, &x, *j))?;
        is_of_one(pair, &x, y).then(|| {
            let start = y - usize::from(y > 0 && !pair.b.words[y - 1].content && pair.b.gap(y - 1) == " ");
            finding(pair, (SuspectKind::What, "said here, denied there", 0.6), &x, start..y + 1)
        })
    })
}

/// Returns whether a word of the second passage is the verb that the first denies: "not clear" does not deny that somebody
/// "cleared" it, but "no arrests" that anybody was "arrested".
fn is_what_is_denied(pair: &Pair, denied: &Predicate, at: usize) -> bool {
    let (verb, word) = (raw(pair.a, denied.verb), raw(pair.b, at));
    let form = || match &*raw(pair.a, denied.cue) {
        "no" => word.ends_with("ed") && !NO_NOUN.contains(&&*verb) && verb != word,
        _ => verb == word,
    };
    pair.b.words[at].stem == pair.a.words[denied.verb].stem
        && pair.b.words[at].quote == 0
        && (pair.a.words[denied.cue].cues.has(Cues::DENIAL) || form())
}

/// Returns what a word denies: the verb behind it; behind "nobody" and "nor" the first participle of the clause, if both have it.
fn denied(pair: &Pair, cue: usize) -> Option<Predicate> {
    if !is_of_all(pair.a, cue) {
        return predicate(pair.a, cue);
    }
    let clause = pair.a.words[cue].clause;
    let near = cue + 1..pair.a.words.len().min(cue + 1 + BEHIND);
    let mut near = near.take_while(|i| pair.a.words[*i].clause == clause && raw(pair.a, *i) != "of");
    let is_verb = |i: &usize| raw(pair.a, *i).ends_with("ed") || IRREGULAR.contains(&&*raw(pair.a, *i));
    let verb = near.find(is_verb).filter(|i| pair.to_b[*i].at().is_some())?;
    Some(Predicate { cue, verb })
}

/// Returns whether a word denies for all: "nobody has been arrested", "nor was one arrested".
fn is_of_all(text: &Text, at: usize) -> bool {
    matches!(&*raw(text, at), "nobody" | "nor" | "none")
}

/// Returns whether a word denies what follows: "not", "declined to"; not "not only", and not "did not want to".
fn is_denial(text: &Text, at: usize) -> bool {
    if !text.words[at].cues.has(Cues::DENYING) {
        return false;
    }
    let next = text.words.get(at + 1).map(|_| raw(text, at + 1)).unwrap_or_default();
    match &*raw(text, at) {
        "not" | "never" => !matches!(&*next, "only" | "just" | "least" | "yet" | "all" | "every" | "to"),
        "declined" | "refused" | "failed" => next == "to",
        "no" | "nobody" | "nor" | "none" => text.words[at].quote == 0,
        _ => false,
    }
}

/// Returns whether one and the same is told to do, or not to do, what the verb says.
fn is_of_one(pair: &Pair, denied: &Predicate, stated: usize) -> bool {
    let mine: Vec<usize> = before(pair.a, denied.cue).collect();
    // "Skipper Tennick, 58, was arrested": who it is stands in a clause before.
    let mut theirs: Vec<usize> = before(pair.b, stated).collect();
    if theirs.is_empty() {
        theirs.extend(stated.saturating_sub(BEFORE)..stated);
    }
    let no = raw(pair.a, denied.cue) == "no";
    let one = no || mine.is_empty() || shared(pair, &mine, &theirs) > 0;
    // "She was not arrested, but her deputy was arrested."
    let verb = pair.a.words[denied.verb].stem;
    let both = (0..pair.a.words.len()).any(|i| i != denied.verb && pair.a.words[i].stem == verb);
    let other = theirs.iter().any(|j| pair.to_a[*j].at().is_some());
    let names = (0..pair.a.words.len())
        .filter(|i| is_name(pair.a, *i) || pair.a.words[*i].cues.has(Cues::TITLE))
        .filter(|i| pair.to_b[*i].at().is_some())
        .count();
    let all = no || is_of_all(pair.a, denied.cue);
    let shared = pair.covered(0..pair.a.words.len()).1;
    one && other && !both && (all || names > 0) && shared >= SHARED.0 + usize::from(!all)
}

fn finding(
    pair: &Pair,
    (kind, rule, weight): (SuspectKind, &'static str, f64),
    x: &Predicate,
    there: Range<usize>,
) -> Finding {
    let sides = [said(pair.a, x.cue..x.verb + 1), said(pair.b, there)];
    Finding { kind, rule, clash: true, weight, group: None, sides }
}
