//! Steps follow what a merge renamed.

use super::Operation;
use crate::case::merge::Renamed;

/// Renames what an operation names.
pub(super) fn rename(operation: &mut Operation, renamed: &Renamed) {
    match operation {
        Operation::AddAnnotation { annotation }
        | Operation::InsertAnnotation { annotation, .. }
        | Operation::WithdrawAnnotation { annotation } => renamed.annotation(annotation),
        Operation::ChangeAnnotation { from, to } => {
            renamed.annotation(from);
            renamed.annotation(to);
        }
        Operation::RemoveAnnotation { id } => renamed.rename_annotation(id),
        Operation::AddAside { aside }
        | Operation::RemoveAside { aside }
        | Operation::InsertAside { aside, .. } => renamed.witnesses(&mut aside.witnesses),
        Operation::AddTie { tie } | Operation::RemoveTie { tie } | Operation::InsertTie { tie, .. } => {
            renamed.witnesses(&mut tie.witnesses);
        }
        Operation::AddArticle { article }
        | Operation::InsertArticle { article, .. }
        | Operation::WithdrawArticle { article } => renamed.rename_article(&mut article.id),
        Operation::RemoveArticle { id } => renamed.rename_article(id),
        Operation::AddKind { kind } | Operation::RemoveKind { kind } => renamed.kind(kind),
        Operation::ChangeArticle { from, to } => {
            renamed.rename_article(&mut from.id);
            renamed.rename_article(&mut to.id);
        }
        Operation::Batch { operations } => operations.iter_mut().for_each(|o| rename(o, renamed)),
    }
}
