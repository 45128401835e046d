//! Three versions of a case into one: what both sides started from, ours, and theirs on disk.
//!
//! Records are merged by id and key: what only one side changed is taken from it. Where both changed the same key of
//! an annotation to different things, both versions of it are kept.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Annotation, ArticleEntry, Case, OwnKind, ids};
use crate::article::ids as article_ids;

pub use renamed::Renamed;

mod fields;
mod kinds;
mod renamed;

/// A merged case.
#[derive(Debug, Default, PartialEq)]
pub struct Merged {
    /// The case with what both sides wrote.
    pub case: Case,
    /// Ids of annotations of which both versions are kept; ours stands under a new id beside theirs.
    pub clashes: Vec<String>,
    /// What of ours has another id than before.
    pub renamed: Renamed,
}

/// Merges record by record and key by key.
pub fn three_way(base: &Case, ours: &Case, theirs: &Case) -> Merged {
    let mut renamed = Renamed { articles: strangers(base, ours, theirs), ..Renamed::default() };
    let ours = &renamed.apply(ours);
    let (annotations, beside) = annotations(base, ours, theirs);
    let mut case = Case {
        id: if theirs.id.is_empty() { ours.id.clone() } else { theirs.id.clone() },
        title: if ours.title == base.title { theirs.title.clone() } else { ours.title.clone() },
        created: theirs.created.or(ours.created),
        articles: by_key(&base.articles, &ours.articles, &theirs.articles, |a| a.id.clone(), article),
        kinds: by_key(&base.kinds, &ours.kinds, &theirs.kinds, |k| k.id.clone(), kind),
        // What has no id is known by all that it says.
        asides: by_key(&base.asides, &ours.asides, &theirs.asides, |a| format!("{a:?}"), |_, _, t| t.clone()),
        ties: by_key(&base.ties, &ours.ties, &theirs.ties, |t| format!("{t:?}"), |_, _, t| t.clone()),
        annotations,
    };
    let clashes = beside.iter().map(|(old, _)| old.clone()).collect();
    renamed.annotations = beside;
    renamed.kinds = kinds::give_own_keys(&mut case.kinds, &theirs.kinds);
    Merged { case, clashes, renamed }
}

/// Makes one annotation of three states of it.
///
/// # Errors
/// The key that both sides changed to different things.
pub fn annotation(
    base: &Annotation,
    ours: &Annotation,
    theirs: &Annotation,
) -> Result<Annotation, &'static str> {
    fields::annotation(base, ours, theirs)
}

/// Returns new ids for those of our articles whose id is that of another article on disk.
fn strangers(base: &Case, ours: &Case, theirs: &Case) -> Vec<(String, String)> {
    let find = |case: &'_ Case, id: &str| case.articles.iter().find(|a| a.id == id).cloned();
    let all = [base, ours, theirs].into_iter().flat_map(|c| &c.articles);
    let mut used: FxHashSet<String> = all.map(|a| a.id.clone()).collect();
    let mut out = Vec::new();
    for our in &ours.articles {
        let Some(their) = find(theirs, &our.id).filter(|t| !is_same_article(t, our)) else { continue };
        let before = find(base, &our.id);
        let one_side = before.is_some_and(|b| is_same_article(&b, our) || is_same_article(&b, &their));
        if !one_side {
            out.push((our.id.clone(), article_ids::unused(&our.id, &mut used)));
        }
    }
    out
}

/// Articles are the same by their bytes; one written by hand may have no sum of them.
fn is_same_article(a: &ArticleEntry, b: &ArticleEntry) -> bool {
    let known = !a.bytes_sha256.is_empty() && !b.bytes_sha256.is_empty();
    if known { a.bytes_sha256 == b.bytes_sha256 } else { a.path == b.path }
}

/// Theirs in their order, joined with ours where both have one, then what only we have.
///
/// What one side took out and the other left alone is gone.
fn by_key<T: Clone + PartialEq>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    key: impl Fn(&T) -> String,
    join: impl Fn(Option<&T>, &T, &T) -> T,
) -> Vec<T> {
    let (before, our) = (numbered(base, &key), numbered(ours, &key));
    let their_keys = keys(theirs, &key);
    let mut out = Vec::new();
    for (record, key) in theirs.iter().zip(&their_keys) {
        match (before.get(key), our.get(key)) {
            (before, Some(our)) => out.push(join(before.copied(), our, record)),
            (Some(before), None) if *before == record => {}
            (_, None) => out.push(record.clone()),
        }
    }
    let their_keys: FxHashSet<_> = their_keys.into_iter().collect();
    for (record, key) in ours.iter().zip(keys(ours, &key)) {
        let left_alone = before.get(&key).is_some_and(|before| *before == record);
        if !their_keys.contains(&key) && !left_alone {
            out.push(record.clone());
        }
    }
    out
}

/// Returns the key of each record, with the number of records before it that have the same.
fn keys<T>(list: &[T], key: impl Fn(&T) -> String) -> Vec<(String, usize)> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut number = |key: String| {
        let count = counts.entry(key.clone()).or_insert(0);
        *count += 1;
        (key, *count)
    };
    list.iter().map(|record| number(key(record))).collect()
}

fn numbered<T>(list: &[T], key: impl Fn(&T) -> String) -> FxHashMap<(String, usize), &T> {
    keys(list, key).into_iter().zip(list).collect()
}

/// Makes one entry of three states of it, whatever they are.
///
/// An article is described by whoever changed the description; where both did, the disk has the later word.
fn article(base: Option<&ArticleEntry>, ours: &ArticleEntry, theirs: &ArticleEntry) -> ArticleEntry {
    let none = ArticleEntry::default();
    fields::article(base.unwrap_or(&none), ours, theirs)
}

/// Makes one entry of three states of it.
///
/// # Errors
/// The key that both sides changed to different things.
pub(super) fn entry(
    base: &ArticleEntry,
    ours: &ArticleEntry,
    theirs: &ArticleEntry,
) -> Result<ArticleEntry, &'static str> {
    fields::entry(base, ours, theirs, true)
}

fn kind(base: Option<&OwnKind>, ours: &OwnKind, theirs: &OwnKind) -> OwnKind {
    if base == Some(theirs) { ours.clone() } else { theirs.clone() }
}

/// Merges the annotations; returns them with the old and new ids of ours that stand beside theirs.
fn annotations(base: &Case, ours: &Case, theirs: &Case) -> (Vec<Annotation>, Vec<(String, String)>) {
    let by_id = |case: &'_ Case| -> FxHashMap<String, usize> {
        case.annotations.iter().enumerate().map(|(at, a)| (a.id.clone(), at)).collect()
    };
    let (in_base, in_ours, in_theirs) = (by_id(base), by_id(ours), by_id(theirs));
    let mut used: FxHashSet<String> =
        in_base.keys().chain(in_ours.keys()).chain(in_theirs.keys()).cloned().collect();
    let (mut out, mut beside) = (Vec::new(), Vec::new());
    for their in &theirs.annotations {
        let before = in_base.get(&their.id).map(|at| &base.annotations[*at]);
        let our = in_ours.get(&their.id).map(|at| &ours.annotations[*at]);
        let joined = match (before, our) {
            (_, Some(our)) if our == their => Ok(their.clone()),
            (Some(before), Some(our)) => annotation(before, our, their).map_err(|_| our),
            // Two annotations that got one id by chance.
            (None, Some(our)) => Err(our),
            (Some(before), None) if before == their => continue,
            (_, None) => Ok(their.clone()),
        };
        match joined {
            Ok(record) => out.push(record),
            Err(our) => {
                let id = ids::of_content(our, |id| used.contains(id));
                used.insert(id.clone());
                beside.push((our.id.clone(), id.clone()));
                out.extend([their.clone(), Annotation { id, ..our.clone() }]);
            }
        }
    }
    for our in ours.annotations.iter().filter(|a| !in_theirs.contains_key(&a.id)) {
        let before = in_base.get(&our.id).map(|at| &base.annotations[*at]);
        if before != Some(our) {
            out.push(our.clone());
        }
    }
    (out, beside)
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

    #[test]
    fn what_either_side_wrote_is_kept() {
        let base = case(&[("a", "old"), ("b", "old"), ("c", "old"), ("d", "old")]);
        let ours = case(&[("a", "ours"), ("b", "old"), ("d", "ours"), ("e", "ours")]);
        let theirs = case(&[("a", "old"), ("b", "theirs"), ("c", "old"), ("d", "theirs"), ("f", "theirs")]);
        let merged = three_way(&base, &ours, &theirs);
        let [(old, new)] = merged.renamed.annotations.as_slice() else { panic!("{:?}", merged.renamed) };
        assert_eq!((merged.clashes.as_slice(), old.as_str()), (["d".to_owned()].as_slice(), "d"));
        let expected =
            [("a", "ours"), ("b", "theirs"), ("d", "theirs"), (new, "ours"), ("f", "theirs"), ("e", "ours")];
        assert_eq!(merged.case, case(&expected));
    }

    #[test]
    fn an_edit_of_what_a_merge_renamed_follows_it_under_its_new_name() {
        let (base, sent) = (case(&[("d", "old")]), case(&[("d", "ours")]));
        let merged = three_way(&base, &sent, &case(&[("d", "theirs")]));
        let typed_on = case(&[("d", "ours, longer"), ("e", "new")]);
        let (sent, typed_on) = (merged.renamed.apply(&sent), merged.renamed.apply(&typed_on));
        let now = three_way(&sent, &typed_on, &merged.case).case;
        let said: Vec<&str> = now.annotations.iter().map(|a| a.question.as_str()).collect();
        assert_eq!(said, ["theirs", "ours, longer", "new"]);
    }
}
