//! Kinds of both sides into one list in which each has a key of its own.

use crate::case::{OwnKind, kind};

/// Gives kinds of ours whose key a kind of theirs has another one; returns which, with their new keys.
pub(super) fn give_own_keys(kinds: &mut [OwnKind], theirs: &[OwnKind]) -> Vec<(String, char)> {
    let mut given = Vec::new();
    // Each turn settles one kind, so there are never more turns than kinds.
    for _ in 0..kinds.len() {
        let all = kind::all(kinds);
        let has_twin = |own: &OwnKind| {
            let key = all.iter().find(|k| k.id == own.id).map(|k| k.key);
            all.iter().any(|k| k.id != own.id && Some(k.key) == key)
        };
        // What they wrote is on the disk and stays as it is.
        let Some(at) = kinds.iter().position(|own| !theirs.contains(own) && has_twin(own)) else { break };
        let letters = kinds[at].label.as_deref().unwrap_or(&kinds[at].id).to_lowercase();
        let wanted = letters.chars().filter(|c| c.is_alphanumeric()).chain('a'..='z').chain('0'..='9');
        let mut wanted = wanted.chain('A'..='Z');
        let Some(key) = wanted.find(|key| all.iter().all(|k| k.key != *key)) else { break };
        kinds[at].key = Some(key);
        given.retain(|(id, _)| *id != kinds[at].id);
        given.push((kinds[at].id.clone(), key));
    }
    given
}
