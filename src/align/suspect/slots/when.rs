//! What the words around two times tell of whether both are of one thing: what is done and what is to come, what happened and
//! what was said of it.

use super::Slot;
use crate::align::suspect::fact::{Fact, Value};
use crate::align::suspect::moment::{Grain, Moment};
use crate::align::suspect::pair::Pair;
use crate::align::suspect::quotes::raw;
use crate::align::suspect::text::Text;

/// Words that tell of what is done, besides verbs in "ed".
const DONE: &[&str] = &[
    "was", "were", "had", "has", "have", "since", "began", "came", "went", "took", "held", "met", "left",
    "said",
];

/// Words with which a time is still to come, whatever verb stands beside them: "is scheduled for", "was adjourned until".
const TO_COME: &[&str] = &[
    "to",
    "until",
    "scheduled",
    "planned",
    "expected",
    "set",
    "due",
    "adjourned",
    "postponed",
    "delayed",
    "moved",
    "called",
    "announced",
    "would",
];
/// What stands before a participle that tells what was done; and words in "ed" that are none.
const AUXILIARY: &[&str] = &["was", "were", "been", "had", "has", "have"];
const NO_VERB: &[&str] = &["hundred", "united", "speed", "indeed"];
/// Words between a verb of saying and the day on which it was said, and how many.
const SAYING: (&[&str], usize) = (
    &[
        "late",
        "early",
        "on",
        "at",
        "in",
        "a",
        "the",
        "news",
        "conference",
        "briefing",
        "statement",
        "interview",
        "reporters",
        "journalists",
        "press",
    ],
    6,
);

/// Returns whether one of two times is of what is done and the other of what is to come, or one is of what was said and the
/// other of what happened.
pub(super) fn are_of_other_times(pair: &Pair, x: &Slot, y: &Slot) -> bool {
    is_done_and_to_come(pair, x, y) || is_of_saying(pair.a, x) != is_of_saying(pair.b, y)
}

/// Returns whether one of two times is of what is done, and the other of what is to come: "freed on Saturday", "will be freed
/// on 27 June".
fn is_done_and_to_come(pair: &Pair, x: &Slot, y: &Slot) -> bool {
    let tells = |text: &Text, slot: &Slot, is_it: &dyn Fn(usize) -> bool| {
        let clause = text.words[slot.words.start].clause;
        let mut before = (0..slot.words.start).rev().take_while(|i| text.words[*i].clause == clause);
        matches!(slot.fact.value, Value::Moment(_)) && before.any(is_it)
    };
    let ahead = |text: &Text, slot: &Slot| tells(text, slot, &|i| matches!(&*raw(text, i), "will" | "shall"));
    let done = |text: &Text, slot: &Slot| {
        // "Freed", "was freed", not "the rebuilt pier" or "damaged goods".
        let verb = |i: usize| i > 0 && (text.words[i - 1].content || AUXILIARY.contains(&&*raw(text, i - 1)));
        let past = |i: usize| {
            let word = raw(text, i);
            DONE.contains(&&*word)
                || word.len() > 4 && word.ends_with("ed") && !NO_VERB.contains(&&*word) && verb(i)
        };
        tells(text, slot, &past) && !tells(text, slot, &|i| TO_COME.contains(&&*raw(text, i)))
    };
    ahead(pair.a, x) && done(pair.b, y) || done(pair.a, x) && ahead(pair.b, y)
}

/// Returns whether a time tells when something was said: "said late Tuesday", "told reporters on Monday".
fn is_of_saying(text: &Text, slot: &Slot) -> bool {
    if !matches!(&slot.fact.value, Value::Moment(m) if m.is_day()) {
        return false;
    }
    let near = (slot.words.start.saturating_sub(SAYING.1)..slot.words.start).rev();
    let mut before = near.take_while(|i| text.words[*i].clause == text.words[slot.words.start].clause);
    let told = before.find(|i| !SAYING.0.contains(&&*raw(text, *i)));
    // "They were told on Friday" is what happened.
    let passive = |i: usize| i > 0 && matches!(&*raw(text, i - 1), "was" | "were" | "been" | "be");
    told.is_some_and(|i| {
        matches!(&*raw(text, i), "said" | "told" | "added" | "wrote" | "tweeted") && !passive(i)
    })
}

/// Returns whether a passage names the year of a time by itself: "married in 2003" has "January 2003", whatever else it dates.
pub(super) fn year_beside(fact: &Fact, other: &Fact, all: &[Slot]) -> bool {
    let moment = |fact: &Fact| if let Value::Moment(m) = fact.value { Some(m) } else { None };
    let Some(year) = moment(fact).filter(|m| m.grain() == Grain::Day).and_then(|m| m.year()) else {
        return false;
    };
    // Two full dates of one year are compared.
    if moment(other).and_then(|m| m.year()) == Some(year) {
        return false;
    }
    let is_it = |m: Moment| m.grain() == Grain::Year && m.year() == Some(year);
    all.iter().filter_map(|slot| moment(slot.fact)).any(is_it)
}
