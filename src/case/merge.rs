//! Three versions of a case into one: what both sides started from, ours, and theirs on disk.

use super::{Annotation, Case};

/// A merged case.
#[derive(Debug, Default, PartialEq)]
pub struct Merged {
    /// The case with what both sides wrote.
    pub case: Case,
    /// Ids of annotations that both sides changed; ours stands under a new id beside theirs.
    pub clashes: Vec<String>,
}

/// Merges record by record: what only one side changed is taken from it; what both changed is kept twice.
pub fn three_way(base: &Case, ours: &Case, theirs: &Case) -> Merged {
    let mut clashes = Vec::new();
    let annotations = annotations(base, ours, theirs, &mut clashes);
    let pick = |b: &Option<String>, o: &Option<String>, t: &Option<String>| {
        if o == b { t.clone() } else { o.clone() }
    };
    let case = Case {
        id: if theirs.id.is_empty() { ours.id.clone() } else { theirs.id.clone() },
        title: pick(&base.title, &ours.title, &theirs.title),
        created: theirs.created.or(ours.created),
        articles: by_id(&base.articles, &ours.articles, &theirs.articles, |a| a.id.clone()),
        kinds: by_id(&base.kinds, &ours.kinds, &theirs.kinds, |k| k.id.clone()),
        asides: by_id(&base.asides, &ours.asides, &theirs.asides, |a| format!("{a:?}")),
        ties: by_id(&base.ties, &ours.ties, &theirs.ties, |t| format!("{t:?}")),
        annotations,
    };
    Merged { case, clashes }
}

/// Theirs in their order, ours where only we changed them, then what only we have.
fn by_id<T: Clone + PartialEq>(base: &[T], ours: &[T], theirs: &[T], id: impl Fn(&T) -> String) -> Vec<T> {
    let find = |list: &[T], wanted: &str| list.iter().find(|r| id(r) == wanted).cloned();
    let mut out = Vec::new();
    for their in theirs {
        let key = id(their);
        match (find(base, &key), find(ours, &key)) {
            (Some(before), Some(our)) => out.push(if our != before { our } else { their.clone() }),
            // We deleted it and they left it alone; what they changed stays.
            (Some(before), None) if before == *their => {}
            (_, _) => out.push(their.clone()),
        }
    }
    for our in ours {
        let key = id(our);
        let gone = find(base, &key).is_some_and(|before| before == *our);
        if find(theirs, &key).is_none() && !gone {
            out.push(our.clone());
        }
    }
    out
}

fn annotations(base: &Case, ours: &Case, theirs: &Case, clashes: &mut Vec<String>) -> Vec<Annotation> {
    let mut out = by_id(&base.annotations, &ours.annotations, &theirs.annotations, |a| a.id.clone());
    let find = |case: &Case, id: &str| case.annotations.iter().find(|a| a.id == id).cloned();
    for our in &ours.annotations {
        let (before, their) = (find(base, &our.id), find(theirs, &our.id));
        let Some(their) = their.filter(|t| t != our) else { continue };
        if before.as_ref() == Some(our) || before.as_ref() == Some(&their) {
            continue;
        }
        // Both changed it, or two annotations have one id: theirs keeps the id, ours stands beside it.
        clashes.push(our.id.clone());
        if let Some(at) = out.iter().position(|a| a.id == our.id) {
            out[at] = their;
            let mut copy = our.clone();
            while out.iter().any(|a| a.id == copy.id) {
                copy.id.push('x');
            }
            out.insert(at + 1, copy);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotation(id: &str, question: &str) -> Annotation {
        Annotation { id: id.into(), question: question.into(), ..Annotation::default() }
    }

    fn case(annotations: &[(&str, &str)]) -> Case {
        Case { annotations: annotations.iter().map(|(i, q)| annotation(i, q)).collect(), ..Case::default() }
    }

    fn seen(case: &Case) -> Vec<(&str, &str)> {
        case.annotations.iter().map(|a| (a.id.as_str(), a.question.as_str())).collect()
    }

    #[test]
    fn what_either_side_wrote_is_kept() {
        let base = case(&[("a", "old"), ("b", "old"), ("c", "old"), ("d", "old")]);
        let ours = case(&[("a", "ours"), ("b", "old"), ("d", "ours"), ("e", "ours")]);
        let theirs = case(&[("a", "old"), ("b", "theirs"), ("c", "old"), ("d", "theirs"), ("f", "theirs")]);
        let merged = three_way(&base, &ours, &theirs);
        let expected =
            [("a", "ours"), ("b", "theirs"), ("d", "theirs"), ("dx", "ours"), ("f", "theirs"), ("e", "ours")];
        assert_eq!(seen(&merged.case), expected);
        assert_eq!(merged.clashes, ["d"]);
    }
}
