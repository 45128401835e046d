//! New ids of what is ours, where a merge found the old ones taken.

use crate::case::{Annotation, Case, OwnKind, Witness};

/// Old and new ids of what is ours, and new keys of our kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renamed {
    /// Articles.
    pub articles: Vec<(String, String)>,
    /// Annotations.
    pub annotations: Vec<(String, String)>,
    /// Ids of kinds whose key another kind has, and the keys that they have instead.
    pub kinds: Vec<(String, char)>,
}

impl Renamed {
    /// Returns whether every id and key is what it was.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.annotations.is_empty() && self.kinds.is_empty()
    }

    /// Returns a version of ours, made before the merge, with the new ids.
    pub fn apply(&self, case: &Case) -> Case {
        let mut case = case.clone();
        if self.is_empty() {
            return case;
        }
        case.articles.iter_mut().for_each(|a| self.rename_article(&mut a.id));
        case.annotations.iter_mut().for_each(|a| self.annotation(a));
        case.asides.iter_mut().for_each(|a| self.witnesses(&mut a.witnesses));
        case.ties.iter_mut().for_each(|t| self.witnesses(&mut t.witnesses));
        case.kinds.iter_mut().for_each(|k| self.kind(k));
        case
    }

    /// Gives an annotation its new id, and its witnesses the new ids of their articles.
    pub fn annotation(&self, annotation: &mut Annotation) {
        self.rename_annotation(&mut annotation.id);
        self.witnesses(&mut annotation.witnesses);
    }

    /// Gives witnesses the new ids of their articles.
    pub fn witnesses(&self, witnesses: &mut [Witness]) {
        witnesses.iter_mut().for_each(|w| self.rename_article(&mut w.article));
    }

    /// Gives a kind its new key.
    pub fn kind(&self, kind: &mut OwnKind) {
        if let Some((_, key)) = self.kinds.iter().find(|(id, _)| *id == kind.id) {
            kind.key = Some(*key);
        }
    }

    /// Replaces the id of an annotation.
    pub fn rename_annotation(&self, id: &mut String) {
        replace(&self.annotations, id);
    }

    /// Replaces the id of an article.
    pub fn rename_article(&self, id: &mut String) {
        replace(&self.articles, id);
    }
}

fn replace(names: &[(String, String)], id: &mut String) {
    if let Some((_, new)) = names.iter().find(|(old, _)| old == id) {
        id.clone_from(new);
    }
}
