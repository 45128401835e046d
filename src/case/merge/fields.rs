//! Three states of one record into one, key by key.

use crate::case::pairs::{Alike, pair};
use crate::case::{Annotation, ArticleEntry, Check, Witness};

/// The key that both sides changed to different things.
type Clash = &'static str;

/// Takes what one side changed.
fn pick<T: Clone + PartialEq>(key: Clash, base: &T, ours: &T, theirs: &T) -> Result<T, Clash> {
    if ours == base || ours == theirs {
        Ok(theirs.clone())
    } else if theirs == base {
        Ok(ours.clone())
    } else {
        Err(key)
    }
}

pub(super) fn annotation(b: &Annotation, o: &Annotation, t: &Annotation) -> Result<Annotation, Clash> {
    Ok(Annotation {
        id: t.id.clone(),
        kind: pick("kind", &b.kind, &o.kind, &t.kind)?,
        question: pick("question", &b.question, &o.question, &t.question)?,
        severity: pick("severity", &b.severity, &o.severity, &t.severity)?,
        confidence: pick("confidence", &b.confidence, &o.confidence, &t.confidence)?,
        status: pick("status", &b.status, &o.status, &t.status)?,
        by: pick("by", &b.by, &o.by, &t.by)?,
        created: pick("created", &b.created, &o.created, &t.created)?,
        // Both sides stamp whatever they change.
        changed: pick("changed", &b.changed, &o.changed, &t.changed).unwrap_or(o.changed.max(t.changed)),
        tags: set(&b.tags, &o.tags, &t.tags),
        evidence: set(&b.evidence, &o.evidence, &t.evidence),
        note: pick("note", &b.note, &o.note, &t.note)?,
        verdict: pick("verdict", &b.verdict, &o.verdict, &t.verdict)?,
        witnesses: sequence("witness", &b.witnesses, &o.witnesses, &t.witnesses, witness)?,
        checks: sequence("check", &b.checks, &o.checks, &t.checks, check)?,
    })
}

fn witness(b: &Witness, o: &Witness, t: &Witness) -> Result<Witness, Clash> {
    Ok(Witness {
        article: pick("witness", &b.article, &o.article, &t.article)?,
        stand: pick("witness", &b.stand, &o.stand, &t.stand)?,
        says: pick("witness", &b.says, &o.says, &t.says)?,
        // Words, context and place belong together.
        quote: pick("witness", &b.quote, &o.quote, &t.quote)?,
        anchor: pick("witness", &b.anchor, &o.anchor, &t.anchor)?,
        now: pick("witness", &b.now, &o.now, &t.now)?,
        near: pick("witness", &b.near, &o.near, &t.near)?,
    })
}

fn check(b: &Check, o: &Check, t: &Check) -> Result<Check, Clash> {
    Ok(Check {
        on: pick("check", &b.on, &o.on, &t.on)?,
        source: pick("check", &b.source, &o.source, &t.source)?,
        how: pick("check", &b.how, &o.how, &t.how)?,
        found: pick("check", &b.found, &o.found, &t.found)?,
    })
}

/// Merges the entry of an article; where both sides changed a key, theirs stands.
pub(super) fn article(b: &ArticleEntry, o: &ArticleEntry, t: &ArticleEntry) -> ArticleEntry {
    entry(b, o, t, false).unwrap_or_else(|_| t.clone())
}

/// Merges the entry of an article; where both sides changed a key, it clashes or theirs stands.
pub(super) fn entry(
    b: &ArticleEntry,
    o: &ArticleEntry,
    t: &ArticleEntry,
    clashes: bool,
) -> Result<ArticleEntry, Clash> {
    fn later<T: Clone + PartialEq>(clashes: bool, key: Clash, b: &T, o: &T, t: &T) -> Result<T, Clash> {
        match pick(key, b, o, t) {
            Err(_) if !clashes => Ok(t.clone()),
            picked => picked,
        }
    }
    Ok(ArticleEntry {
        id: t.id.clone(),
        label: later(clashes, "label", &b.label, &o.label, &t.label)?,
        path: later(clashes, "path", &b.path, &o.path, &t.path)?,
        title: later(clashes, "title", &b.title, &o.title, &t.title)?,
        source: later(clashes, "source", &b.source, &o.source, &t.source)?,
        author: later(clashes, "author", &b.author, &o.author, &t.author)?,
        published: later(clashes, "published", &b.published, &o.published, &t.published)?,
        language: later(clashes, "language", &b.language, &o.language, &t.language)?,
        url: later(clashes, "url", &b.url, &o.url, &t.url)?,
        bytes_sha256: later(clashes, "bytes_sha256", &b.bytes_sha256, &o.bytes_sha256, &t.bytes_sha256)?,
        read: later(clashes, "read", &b.read, &o.read, &t.read)?,
        fetched: later(clashes, "fetched", &b.fetched, &o.fetched, &t.fetched)?,
        previous: set(&b.previous, &o.previous, &t.previous),
        gone: later(clashes, "gone", &b.gone, &o.gone, &t.gone)?,
    })
}

/// Merges words whose order says little: theirs without what we took out, then what we added.
fn set(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    if theirs == base {
        return ours.to_vec();
    }
    let kept = theirs.iter().filter(|w| !base.contains(w) || ours.contains(w));
    let added = ours.iter().filter(|w| !base.contains(w) && !theirs.contains(w));
    kept.chain(added).cloned().collect()
}

/// Merges records without ids: theirs in their order, joined with ours, then what we added.
///
/// It clashes when one side took out what the other changed, or both added the same with something else in it.
fn sequence<T: Alike + Clone>(
    key: Clash,
    base: &[T],
    ours: &[T],
    theirs: &[T],
    join: impl Fn(&T, &T, &T) -> Result<T, Clash>,
) -> Result<Vec<T>, Clash> {
    if ours == base || ours == theirs {
        return Ok(theirs.to_vec());
    }
    if theirs == base {
        return Ok(ours.to_vec());
    }
    let (our_old, their_old) = (pair(base, ours), pair(base, theirs));
    let our_of = |old: usize| our_old.iter().position(|o| *o == Some(old)).map(|at| &ours[at]);
    let mut out = Vec::new();
    for (their, old) in theirs.iter().zip(&their_old) {
        match old.map(|old| (&base[old], our_of(old))) {
            None => out.push(their.clone()),
            Some((base, Some(our))) => out.push(join(base, our, their)?),
            Some((base, None)) if base == their => {}
            Some((_, None)) => return Err(key),
        }
    }
    let taken_out = (0..base.len()).filter(|old| !their_old.contains(&Some(*old)));
    if taken_out.filter_map(|old| Some((old, our_of(old)?))).any(|(old, our)| *our != base[old]) {
        return Err(key);
    }
    let new = |list: &[T], old: &[Option<usize>]| -> Vec<T> {
        list.iter().zip(old).filter(|(_, old)| old.is_none()).map(|(new, _)| new.clone()).collect()
    };
    let their_new = new(theirs, &their_old);
    for our in new(ours, &our_old) {
        if their_new.contains(&our) {
            continue;
        }
        if T::WAYS.first().is_some_and(|alike| their_new.iter().any(|their| alike(their, &our))) {
            return Err(key);
        }
        out.push(our);
    }
    Ok(out)
}
