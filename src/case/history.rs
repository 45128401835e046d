//! Undo and redo: every change is an operation that knows its inverse.

use super::{Annotation, ArticleEntry, Aside, Case, Tie};

/// Steps that can be undone.
pub const MOST_STEPS: usize = 10_000;

/// A change of the case.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum Operation {
    /// Adds an annotation, at the end.
    AddAnnotation { annotation: Box<Annotation> },
    /// Adds an annotation at a place, as undo of a removal does.
    InsertAnnotation { at: usize, annotation: Box<Annotation> },
    /// Removes the annotation of that id.
    RemoveAnnotation { id: String },
    /// Puts an annotation in the place of the one with its id.
    ReplaceAnnotation { annotation: Box<Annotation> },
    /// Sets a suspect aside.
    AddAside { aside: Aside },
    /// Takes a suspect back; found by what it holds, since a merge may have moved it.
    RemoveAside { aside: Aside },
    /// Puts a suspect that was taken back aside again, at its place.
    InsertAside { at: usize, aside: Aside },
    /// Ties two passages, or keeps them apart.
    AddTie { tie: Tie },
    /// Takes a tie back.
    RemoveTie { tie: Tie },
    /// Puts a tie back at its place.
    InsertTie { at: usize, tie: Tie },
    /// Adds an article, at the end.
    AddArticle { article: Box<ArticleEntry> },
    /// Removes the article of that id.
    RemoveArticle { id: String },
    /// Puts an article back at its place.
    InsertArticle { at: usize, article: Box<ArticleEntry> },
    /// Several changes that are undone together.
    Batch { operations: Vec<Operation> },
}

/// Why a change could not be made; the case is then as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// There is no annotation of that id.
    #[error("the annotation {0} is no longer in the case")]
    NoAnnotation(String),
    /// There is an annotation of that id already.
    #[error("the case already has an annotation {0}")]
    TwiceTheId(String),
    /// It is not there any more.
    #[error("what this step changed is no longer in the case")]
    Gone,
}

/// What was done and undone in this session.
#[derive(Debug, Default)]
pub struct History {
    /// Inverses of what was done, oldest first, with what to call it.
    done: Vec<(Operation, String)>,
    /// Inverses of what was undone, oldest first.
    undone: Vec<(Operation, String)>,
}

impl History {
    /// Makes a change and remembers how to undo it; what was undone before can then not be redone.
    ///
    /// # Errors
    /// The change does not fit the case.
    pub fn apply(
        &mut self,
        case: &mut Case,
        operation: Operation,
        label: String,
    ) -> Result<(), HistoryError> {
        let inverse = apply(case, operation)?;
        self.done.push((inverse, label));
        if self.done.len() > MOST_STEPS {
            self.done.remove(0);
        }
        self.undone.clear();
        Ok(())
    }

    /// Undoes the last change and returns its name; nothing when there is none.
    ///
    /// # Errors
    /// The case no longer holds what the step changed.
    pub fn undo(&mut self, case: &mut Case) -> Result<Option<String>, HistoryError> {
        step(&mut self.done, &mut self.undone, case)
    }

    /// Does again what was undone last and returns its name; nothing when there is none.
    ///
    /// # Errors
    /// The case no longer holds what the step changed.
    pub fn redo(&mut self, case: &mut Case) -> Result<Option<String>, HistoryError> {
        step(&mut self.undone, &mut self.done, case)
    }
}

fn step(
    from: &mut Vec<(Operation, String)>,
    to: &mut Vec<(Operation, String)>,
    case: &mut Case,
) -> Result<Option<String>, HistoryError> {
    let Some((operation, label)) = from.pop() else { return Ok(None) };
    let inverse = apply(case, operation)?;
    to.push((inverse, label.clone()));
    Ok(Some(label))
}

/// Makes a change and returns its inverse.
fn apply(case: &mut Case, operation: Operation) -> Result<Operation, HistoryError> {
    Ok(match operation {
        Operation::AddAnnotation { annotation } => {
            let at = case.annotations.len();
            apply(case, Operation::InsertAnnotation { at, annotation })?
        }
        Operation::InsertAnnotation { at, annotation } => {
            let id = annotation.id.clone();
            if case.annotations.iter().any(|a| a.id == id) {
                return Err(HistoryError::TwiceTheId(id));
            }
            insert(&mut case.annotations, at, *annotation);
            Operation::RemoveAnnotation { id }
        }
        Operation::RemoveAnnotation { id } => {
            let at =
                case.annotations.iter().position(|a| a.id == id).ok_or(HistoryError::NoAnnotation(id))?;
            Operation::InsertAnnotation { at, annotation: Box::new(case.annotations.remove(at)) }
        }
        Operation::ReplaceAnnotation { annotation } => {
            let found = case.annotations.iter_mut().find(|a| a.id == annotation.id);
            let present = found.ok_or_else(|| HistoryError::NoAnnotation(annotation.id.clone()))?;
            Operation::ReplaceAnnotation { annotation: Box::new(std::mem::replace(present, *annotation)) }
        }
        Operation::AddAside { aside } => {
            let at = case.asides.len();
            apply(case, Operation::InsertAside { at, aside })?
        }
        Operation::InsertAside { at, aside } => {
            insert(&mut case.asides, at, aside.clone());
            Operation::RemoveAside { aside }
        }
        Operation::RemoveAside { aside } => {
            let at = take(&mut case.asides, |a| *a == aside)?.0;
            Operation::InsertAside { at, aside }
        }
        Operation::AddTie { tie } => {
            let at = case.ties.len();
            apply(case, Operation::InsertTie { at, tie })?
        }
        Operation::InsertTie { at, tie } => {
            insert(&mut case.ties, at, tie.clone());
            Operation::RemoveTie { tie }
        }
        Operation::RemoveTie { tie } => {
            let at = take(&mut case.ties, |t| *t == tie)?.0;
            Operation::InsertTie { at, tie }
        }
        Operation::AddArticle { article } => {
            let at = case.articles.len();
            apply(case, Operation::InsertArticle { at, article })?
        }
        Operation::InsertArticle { at, article } => {
            let id = article.id.clone();
            insert(&mut case.articles, at, *article);
            Operation::RemoveArticle { id }
        }
        Operation::RemoveArticle { id } => {
            let (at, article) = take(&mut case.articles, |a| a.id == id)?;
            Operation::InsertArticle { at, article: Box::new(article) }
        }
        Operation::Batch { operations } => batch(case, operations)?,
    })
}

/// Makes all changes of a batch, or none of them.
fn batch(case: &mut Case, operations: Vec<Operation>) -> Result<Operation, HistoryError> {
    let before = case.clone();
    let mut inverses = Vec::with_capacity(operations.len());
    for operation in operations {
        match apply(case, operation) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                *case = before;
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Operation::Batch { operations: inverses })
}

fn insert<T>(list: &mut Vec<T>, at: usize, item: T) {
    list.insert(at.min(list.len()), item);
}

/// Takes the last item that fits out of a list and returns it with its place.
fn take<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> Result<(usize, T), HistoryError> {
    let at = list.iter().rposition(fits).ok_or(HistoryError::Gone)?;
    Ok((at, list.remove(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_operation() -> impl Strategy<Value = Operation> {
        let annotation = |id: u8, q: String| {
            Box::new(Annotation { id: format!("a-{id}"), question: q, ..Annotation::default() })
        };
        let leaf = prop_oneof![
            (any::<u8>(), "[a-z]{3}")
                .prop_map(move |(i, q)| Operation::AddAnnotation { annotation: annotation(i, q) }),
            (0u8..20).prop_map(|i| Operation::RemoveAnnotation { id: format!("a-{i}") }),
            (0u8..20, "[a-z]{3}")
                .prop_map(move |(i, q)| Operation::ReplaceAnnotation { annotation: annotation(i, q) }),
            "[a-c]".prop_map(|kind| Operation::AddAside { aside: Aside { kind, ..Aside::default() } }),
            "[a-c]".prop_map(|kind| Operation::RemoveAside { aside: Aside { kind, ..Aside::default() } }),
            any::<bool>().prop_map(|same| Operation::AddTie { tie: Tie { same, ..Tie::default() } }),
            any::<bool>().prop_map(|same| Operation::RemoveTie { tie: Tie { same, ..Tie::default() } }),
        ];
        leaf.prop_recursive(2, 12, 4, |inner| {
            prop::collection::vec(inner, 0..4).prop_map(|operations| Operation::Batch { operations })
        })
    }

    proptest! {
        #[test]
        fn undoing_everything_leads_back_to_the_start(operations in prop::collection::vec(any_operation(), 0..60)) {
            let start = Case::default();
            let (mut case, mut history) = (start.clone(), History::default());
            for operation in operations {
                let before = case.clone();
                if history.apply(&mut case, operation, "step".into()).is_err() {
                    prop_assert_eq!(&case, &before, "a change that fails changes nothing");
                }
            }
            let end = case.clone();
            while history.undo(&mut case).unwrap().is_some() {}
            prop_assert_eq!(&case, &start);
            while history.redo(&mut case).unwrap().is_some() {}
            prop_assert_eq!(&case, &end);
        }
    }
}
