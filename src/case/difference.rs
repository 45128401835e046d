//! What differs between two states of a case, in numbers and words.

use rustc_hash::FxHashMap;

use super::Case;

/// How much of each sort was added, changed and taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    counts: Vec<(&'static str, Count)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    added: usize,
    changed: usize,
    gone: usize,
}

impl Difference {
    /// Holds two states of a case against each other.
    pub fn between(before: &Case, after: &Case) -> Difference {
        let mut counts = vec![
            ("annotation", count(&before.annotations, &after.annotations, |a| a.id.clone())),
            ("article", count(&before.articles, &after.articles, |a| a.id.clone())),
            ("kind", count(&before.kinds, &after.kinds, |k| k.id.clone())),
            ("suspect set aside", count(&before.asides, &after.asides, |a| format!("{a:?}"))),
            ("tie", count(&before.ties, &after.ties, |t| format!("{t:?}"))),
        ];
        let title = Count { changed: usize::from(before.title != after.title), ..Count::default() };
        counts.push(("title", title));
        counts.retain(|(_, count)| *count != Count::default());
        Difference { counts }
    }

    /// Returns it in words, as `2 annotations added, 1 changed`; nothing when there is none.
    pub fn told(&self) -> Option<String> {
        let sorts: Vec<String> = self.counts.iter().map(|(noun, count)| count.told(noun)).collect();
        (!sorts.is_empty()).then(|| sorts.join("; "))
    }
}

impl Count {
    fn told(self, noun: &str) -> String {
        let parts = [(self.added, "added"), (self.changed, "changed"), (self.gone, "deleted")];
        let mut said: Vec<String> = Vec::new();
        for (number, what) in parts.into_iter().filter(|(number, _)| *number > 0) {
            let thing = match (said.is_empty(), number) {
                (false, _) => String::new(),
                (true, 1) => format!(" {noun}"),
                (true, _) => format!(" {}", plural(noun)),
            };
            said.push(format!("{number}{thing} {what}"));
        }
        said.join(", ")
    }
}

fn plural(noun: &str) -> String {
    match noun.split_once(' ') {
        Some((first, rest)) => format!("{first}s {rest}"),
        None => format!("{noun}s"),
    }
}

/// Counts records by a key; those of one key are held against each other in their order.
fn count<T: PartialEq>(before: &[T], after: &[T], key: impl Fn(&T) -> String) -> Count {
    let mut old: FxHashMap<String, Vec<&T>> = FxHashMap::default();
    for record in before.iter().rev() {
        old.entry(key(record)).or_default().push(record);
    }
    let mut out = Count::default();
    for record in after {
        match old.get_mut(&key(record)).and_then(Vec::pop) {
            Some(same) if same == record => {}
            Some(_) => out.changed += 1,
            None => out.added += 1,
        }
    }
    out.gone = old.values().map(Vec::len).sum();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Annotation, Tie};

    #[test]
    fn what_came_in_is_told_in_numbers() {
        let annotation =
            |id: &str, note: &str| Annotation { id: id.into(), note: note.into(), ..Annotation::default() };
        let case = |annotations: Vec<Annotation>| Case { annotations, ..Case::default() };
        let before = case(vec![annotation("a", ""), annotation("b", ""), annotation("c", "")]);
        let mut after =
            case(vec![annotation("a", "x"), annotation("c", ""), annotation("d", ""), annotation("e", "")]);
        after.ties = vec![Tie::default(), Tie::default()];
        let told = |before: &Case, after: &Case| Difference::between(before, after).told();
        let wanted = "2 annotations added, 1 changed, 1 deleted; 2 ties added";
        assert_eq!(told(&before, &after).as_deref(), Some(wanted));
        assert_eq!(told(&after, &after), None);
    }
}
