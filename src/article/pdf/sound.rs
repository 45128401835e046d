//! What a PDF must not be before its library may follow it: a ring of parts that hold each other.

use pdf_extract::{Dictionary, Document, Object, ObjectId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::ReadError;
use super::KIND;

/// Deepest nesting of parts.
const MAX_DEPTH: usize = 64;

/// Checks that pages have an end upwards, and pictures of pages one downwards.
///
/// # Errors
/// They have none, and a reader would follow them for ever.
pub(super) fn structure(document: &Document) -> Result<(), ReadError> {
    let ring = || ReadError::Broken(KIND, "its parts hold each other".into());
    for (_, page) in document.get_pages() {
        let mut at = document.get_dictionary(page).ok();
        for depth in 0.. {
            let Some(parent) = at.and_then(|d| d.get(b"Parent").ok()) else { break };
            if depth > MAX_DEPTH {
                return Err(ring());
            }
            at = parent.as_reference().ok().and_then(|id| document.get_dictionary(id).ok());
        }
    }
    let mut depths = FxHashMap::default();
    for (&id, object) in &document.objects {
        if object.as_stream().is_ok()
            && depth_of(document, id, &mut depths, &mut FxHashSet::default()).is_none()
        {
            return Err(ring());
        }
    }
    Ok(())
}

/// Returns how deep parts are nested below this one; none when there is no end.
fn depth_of(
    document: &Document,
    id: ObjectId,
    known: &mut FxHashMap<ObjectId, usize>,
    open: &mut FxHashSet<ObjectId>,
) -> Option<usize> {
    if let Some(depth) = known.get(&id) {
        return Some(*depth);
    }
    if open.len() > MAX_DEPTH || !open.insert(id) {
        return None;
    }
    let mut deepest = 0;
    for inner in inner(document, id) {
        deepest = deepest.max(depth_of(document, inner, known, open)? + 1);
    }
    open.remove(&id);
    known.insert(id, deepest);
    (deepest <= MAX_DEPTH).then_some(deepest)
}

/// Returns the parts that a part shows.
fn inner(document: &Document, id: ObjectId) -> Vec<ObjectId> {
    let dictionary = |object: &'_ Object| -> Option<Dictionary> {
        document.dereference(object).ok().and_then(|(_, o)| o.as_dict().ok()).cloned()
    };
    let Some(stream) = document.get_object(id).ok().and_then(|o| o.as_stream().ok()) else {
        return Vec::new();
    };
    let resources = stream.dict.get(b"Resources").ok().and_then(dictionary);
    let shown = resources.as_ref().and_then(|r| r.get(b"XObject").ok()).and_then(dictionary);
    shown.iter().flat_map(|d| d.iter()).filter_map(|(_, o)| o.as_reference().ok()).collect()
}
