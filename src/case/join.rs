//! Annotations put together, and parted by what their witnesses say; nothing that was written is lost in either.

use super::{Annotation, Stand, Status, Witness};
use crate::article::fold;

/// Returns an annotation with what others have beside it: their witnesses, tags, evidence, checks, and what they say in
/// words. Where both say something in the same place, the other's goes into the note.
pub fn join(into: &Annotation, others: &[&Annotation]) -> Annotation {
    let mut joined = into.clone();
    for other in others {
        let kept = other.witnesses.iter().filter_map(|witness| add_witness(&mut joined.witnesses, witness));
        let mut told: Vec<String> = kept.collect();
        add_new(&mut joined.tags, &other.tags, |a, b| fold::plain(a) == fold::plain(b));
        add_new(&mut joined.evidence, &other.evidence, |a, b| a == b);
        add_new(&mut joined.checks, &other.checks, |a, b| a == b);
        joined.severity = joined.severity.max(other.severity);
        if other.kind != joined.kind {
            told.push(format!("also noted as: {}", other.kind));
        }
        told.extend(judged(other, &joined));
        if joined.question.trim().is_empty() {
            joined.question.clone_from(&other.question);
        } else if !other.question.trim().is_empty() && other.question != joined.question {
            told.push(other.question.clone());
        }
        match (&joined.verdict, &other.verdict) {
            (None, verdict) => joined.verdict.clone_from(verdict),
            (Some(own), Some(verdict)) if own != verdict => told.push(verdict.clone()),
            _ => {}
        }
        if other.note != joined.note {
            told.push(other.note.clone());
        }
        let pieces = std::iter::once(joined.note.as_str()).chain(told.iter().map(String::as_str));
        let pieces: Vec<&str> = pieces.map(str::trim_end).filter(|p| !p.trim().is_empty()).collect();
        joined.note = pieces.join("\n\n");
    }
    joined
}

/// Says of an annotation how far its reader got, how sure they are and who they are, where the other one has something else.
fn judged(other: &Annotation, joined: &Annotation) -> Option<String> {
    let mut said = Vec::new();
    if other.status != joined.status {
        said.push(format!("status {}", other.status.name()));
    }
    if other.confidence != joined.confidence {
        said.push(format!("confidence {}", other.confidence.name()));
    }
    said.extend(other.by.as_ref().filter(|_| other.by != joined.by).map(|by| format!("by {by}")));
    (!said.is_empty()).then(|| format!("what was put in here had {}", said.join(", ")))
}

fn add_new<T: Clone>(own: &mut Vec<T>, others: &[T], same: impl Fn(&T, &T) -> bool) {
    for other in others {
        if !own.iter().any(|known| same(known, other)) {
            own.push(other.clone());
        }
    }
}

/// Adds a witness: words in the place of a silence of the same article, a silence only where the article has no words.
/// Returns how it stands and what it says where the same words are there already and stand or say otherwise.
fn add_witness(witnesses: &mut Vec<Witness>, new: &Witness) -> Option<String> {
    let is_own = |w: &Witness| w.article == new.article;
    if new.stand == Stand::Silent {
        if !witnesses.iter().any(is_own) {
            witnesses.push(new.clone());
        }
        return None;
    }
    let same = |w: &Witness| {
        let (a, b) = (w.quote.as_ref(), new.quote.as_ref());
        is_own(w) && a.map(|q| (&q.text, q.span)) == b.map(|q| (&q.text, q.span))
    };
    if let Some(own) = witnesses.iter_mut().find(|w| same(w)) {
        let mut said = new.says.clone().filter(|s| !s.trim().is_empty() && own.says.as_ref() != Some(s));
        if own.says.as_ref().is_none_or(|says| says.trim().is_empty()) {
            own.says = said.take().or(own.says.take());
        }
        let stand = (own.stand != new.stand).then(|| new.stand.name().to_owned());
        let told: Vec<String> = stand.into_iter().chain(said).collect();
        return (!told.is_empty()).then(|| format!("{}: {}", new.article, told.join(", ")));
    }
    match witnesses.iter().position(|w| is_own(w) && w.stand == Stand::Silent) {
        Some(at) => witnesses[at] = new.clone(),
        None => {
            let at = witnesses.iter().rposition(is_own).map_or(witnesses.len(), |last| last + 1);
            witnesses.insert(at, new.clone());
        }
    }
    None
}

/// Parts an annotation: what `goes` says of its witnesses (by their number) stands in a new one of that id, the rest
/// stays. Silences, tags and evidence are said of both; note, checks and verdict stay where they are.
///
/// Nothing when one of the two would have no words.
pub fn split(whole: &Annotation, id: String, goes: &[usize]) -> Option<(Annotation, Annotation)> {
    let part = |goes_there: bool| -> Vec<Witness> {
        let own = |(i, w): &(usize, &Witness)| w.quote.is_none() || goes.contains(i) == goes_there;
        whole.witnesses.iter().enumerate().filter(own).map(|(_, w)| w.clone()).collect()
    };
    let (rest, new) = (part(false), part(true));
    let has_words = |witnesses: &[Witness]| witnesses.iter().any(|w| w.quote.is_some());
    if !has_words(&rest) || !has_words(&new) {
        return None;
    }
    let new = Annotation {
        id,
        status: Status::default(),
        note: String::new(),
        checks: Vec::new(),
        verdict: None,
        changed: None,
        witnesses: new,
        ..whole.clone()
    };
    Some((Annotation { witnesses: rest, ..whole.clone() }, new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ScalarSpan;
    use crate::case::{Check, Confidence, Quote, Severity};

    fn words(article: &str, text: &str, start: usize) -> Witness {
        let span = ScalarSpan { start, end: start + text.len() };
        let quote = Quote { text: text.into(), span, ..Quote::default() };
        Witness { article: article.into(), quote: Some(quote), ..Witness::default() }
    }

    fn silent(article: &str) -> Witness {
        Witness { article: article.into(), stand: Stand::Silent, ..Witness::default() }
    }

    #[test]
    fn nothing_that_was_written_is_lost_when_annotations_are_put_together() {
        let first = Annotation {
            id: "a-1".into(),
            question: "How many were hurt?".into(),
            tags: vec!["Hurt".into()],
            witnesses: vec![words("courier", "Nine", 3), silent("post")],
            ..Annotation::default()
        };
        let second = Annotation {
            id: "a-2".into(),
            question: "How many went to hospital?".into(),
            note: "Ask again.\n".into(),
            severity: Severity::High,
            tags: vec!["hurt".into(), "hospital".into()],
            evidence: vec!["https://one.example".into()],
            checks: vec![Check { source: "desk".into(), ..Check::default() }],
            verdict: Some("nine".into()),
            witnesses: vec![
                words("courier", "Nine", 3),
                words("post", "ten", 9),
                silent("wire"),
                silent("courier"),
            ],
            ..Annotation::default()
        };
        let joined = join(&first, &[&second]);
        assert_eq!((joined.id.as_str(), joined.question.as_str()), ("a-1", "How many were hurt?"));
        assert_eq!(joined.note, "How many went to hospital?\n\nAsk again.");
        assert_eq!(joined.tags, ["Hurt", "hospital"]);
        assert_eq!((joined.severity, joined.checks.len(), joined.evidence.len()), (Severity::High, 1, 1));
        assert_eq!(joined.verdict.as_deref(), Some("nine"));
        assert_eq!(joined.witnesses, [words("courier", "Nine", 3), words("post", "ten", 9), silent("wire")]);
        // What the same words were said to say is kept as well.
        let says = |text: &str| {
            let witness = Witness { says: Some(text.into()), ..words("courier", "Nine", 3) };
            Annotation { witnesses: vec![witness], ..Annotation::default() }
        };
        let joined = join(&first, &[&says("9"), &says("about 9")]);
        assert_eq!(
            (joined.witnesses[0].says.as_deref(), joined.note.as_str()),
            (Some("9"), "courier: about 9")
        );
    }

    #[test]
    fn how_far_how_sure_and_who_somebody_was_is_kept_when_annotations_are_put_together() {
        let agrees = Witness { stand: Stand::Agrees, ..words("courier", "Nine", 3) };
        let first = Annotation { witnesses: vec![words("courier", "Nine", 3)], ..Annotation::default() };
        let second = Annotation {
            status: Status::Resolved,
            confidence: Confidence::Certain,
            by: Some("mk".into()),
            witnesses: vec![agrees],
            ..Annotation::default()
        };
        let note = join(&first, &[&second]).note;
        assert_eq!(
            note,
            "courier: agrees\n\nwhat was put in here had status resolved, confidence certain, by mk"
        );
        assert_eq!(join(&first, &[&first]).note, "", "what both have needs no word");
    }

    #[test]
    fn what_is_parted_has_words_on_both_sides_and_silences_too() {
        let whole = Annotation {
            id: "a-1".into(),
            note: "stays".into(),
            witnesses: vec![words("a", "nine", 0), words("b", "ten", 5), silent("c"), words("d", "ten", 1)],
            ..Annotation::default()
        };
        let (rest, new) = split(&whole, "a-2".into(), &[1, 3]).unwrap();
        assert_eq!(rest.witnesses, [words("a", "nine", 0), silent("c")]);
        assert_eq!(new.witnesses, [words("b", "ten", 5), silent("c"), words("d", "ten", 1)]);
        assert_eq!((rest.note.as_str(), new.note.as_str(), new.id.as_str()), ("stays", "", "a-2"));
        assert_eq!(split(&whole, "a-2".into(), &[0, 1, 3]), None);
        assert_eq!(split(&whole, "a-2".into(), &[]), None);
    }
}
