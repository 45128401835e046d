//! Undo and redo: every change is an operation that knows its inverse.

use super::merge::{self, Renamed};
use super::{Annotation, ArticleEntry, Aside, Case, OwnKind, Tie};

mod renaming;

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
    /// Takes back an annotation that was added, unless somebody changed it since.
    WithdrawAnnotation { annotation: Box<Annotation> },
    /// Changes an annotation in what differs between two states of it; what somebody changed beside that stays.
    ChangeAnnotation { from: Box<Annotation>, to: Box<Annotation> },
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
    /// Adds a kind of disagreement.
    AddKind { kind: OwnKind },
    /// Takes a kind back, unless somebody changed it since.
    RemoveKind { kind: OwnKind },
    /// Adds an article, at the end.
    AddArticle { article: Box<ArticleEntry> },
    /// Removes the article of that id.
    RemoveArticle { id: String },
    /// Takes back an article that was added, unless somebody changed its entry since.
    WithdrawArticle { article: Box<ArticleEntry> },
    /// Puts an article back at its place.
    InsertArticle { at: usize, article: Box<ArticleEntry> },
    /// Changes an article's entry in what differs between two states of it; what somebody changed beside that stays.
    ChangeArticle { from: Box<ArticleEntry>, to: Box<ArticleEntry> },
    /// Several changes that are undone together.
    Batch { operations: Vec<Operation> },
}

impl Operation {
    /// Makes the change of an annotation from one state to another.
    pub fn replace(from: Annotation, to: Annotation) -> Operation {
        Operation::ChangeAnnotation { from: Box::new(from), to: Box::new(to) }
    }

    /// Makes the change of an annotation that the reader edited while others may have changed it too.
    ///
    /// Where they changed the same key, what the reader wrote becomes an annotation of its own, under the spare id;
    /// where they deleted it, it is added again.
    pub fn edit(case: &Case, from: Annotation, to: Annotation, spare: String) -> Operation {
        let add = |annotation| Operation::AddAnnotation { annotation: Box::new(annotation) };
        match case.annotations.iter().find(|a| a.id == from.id) {
            Some(present) if merge::annotation(&from, &to, present).is_ok() => Operation::replace(from, to),
            Some(_) => add(Annotation { id: spare, ..to }),
            None => add(to),
        }
    }
}

/// Why a change could not be made; the case is then as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// There is no annotation of that id.
    #[error("the annotation {0} is no longer in the case")]
    NoAnnotation(String),
    /// There is no article of that id.
    #[error("the article {0} is no longer in the case")]
    NoArticle(String),
    /// There is an annotation or a kind of that id already.
    #[error("the case already has `{0}`")]
    TwiceTheId(String),
    /// It is not there any more.
    #[error("what this step changed is no longer in the case")]
    Gone,
    /// Somebody else changed the same thing since; only the reader can say whose word holds.
    #[error("{id} was changed on disk since ({what}), so it stays as it is; once more leaves this step out")]
    Clash {
        /// Id of the annotation or article.
        id: String,
        /// What was changed: the name of a key.
        what: &'static str,
    },
}

impl HistoryError {
    /// Returns whether the step fits the case but for what somebody else changed since.
    pub fn is_clash(&self) -> bool {
        matches!(self, HistoryError::Clash { .. })
    }
}

/// The two ways through what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Undo,
    Redo,
}

/// What was done and undone in this session.
#[derive(Debug, Default)]
pub struct History {
    /// Inverses of what was done, oldest first, with what to call it.
    done: Vec<(Operation, String)>,
    /// Inverses of what was undone, oldest first.
    undone: Vec<(Operation, String)>,
    /// The way whose next step was refused because of a clash; asked for again, it is left out.
    refused: Option<Way>,
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
        self.refused = None;
        Ok(())
    }

    /// Undoes the last change and returns its name; nothing when there is none.
    ///
    /// Only what the step itself changed is undone. A step that clashes with what somebody else wrote since stays
    /// and can be asked about; undoing once more leaves it out and goes on to the one before.
    ///
    /// # Errors
    /// The case no longer holds what the step changed, or somebody else changed the same thing since.
    pub fn undo(&mut self, case: &mut Case) -> Result<Option<String>, HistoryError> {
        self.step(Way::Undo, case)
    }

    /// Does again what was undone last and returns its name; nothing when there is none.
    ///
    /// # Errors
    /// As for [`History::undo`].
    pub fn redo(&mut self, case: &mut Case) -> Result<Option<String>, HistoryError> {
        self.step(Way::Redo, case)
    }

    /// Returns what was done, oldest first, and what was undone, in the order in which redo would do it.
    pub fn steps(&self) -> (Vec<&str>, Vec<&str>) {
        let done = self.done.iter().map(|(_, label)| label.as_str()).collect();
        (done, self.undone.iter().rev().map(|(_, label)| label.as_str()).collect())
    }

    /// Returns whether older steps may have been forgotten.
    pub fn is_full(&self) -> bool {
        self.done.len() + self.undone.len() >= MOST_STEPS
    }

    /// Follows what a merge renamed.
    pub fn rename(&mut self, renamed: &Renamed) {
        if !renamed.is_empty() {
            let steps = self.done.iter_mut().chain(&mut self.undone);
            steps.for_each(|(operation, _)| renaming::rename(operation, renamed));
        }
    }

    fn step(&mut self, way: Way, case: &mut Case) -> Result<Option<String>, HistoryError> {
        let (from, to) = match way {
            Way::Undo => (&mut self.done, &mut self.undone),
            Way::Redo => (&mut self.undone, &mut self.done),
        };
        let mut leave_out = self.refused.take() == Some(way);
        while let Some((operation, label)) = from.pop() {
            match apply(case, operation.clone()) {
                Ok(inverse) => {
                    to.push((inverse, label.clone()));
                    return Ok(Some(label));
                }
                Err(error) if error.is_clash() && leave_out => leave_out = false,
                Err(error) => {
                    if error.is_clash() {
                        from.push((operation, label));
                        self.refused = Some(way);
                    }
                    return Err(error);
                }
            }
        }
        Ok(None)
    }
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
            insert(&mut case.annotations, at, (*annotation).clone());
            Operation::WithdrawAnnotation { annotation }
        }
        Operation::RemoveAnnotation { id } => remove_annotation(case, &id)?,
        Operation::WithdrawAnnotation { annotation } => {
            if *present(case, &annotation.id)? != *annotation {
                return Err(HistoryError::Clash { id: annotation.id, what: "what it holds" });
            }
            remove_annotation(case, &annotation.id)?
        }
        Operation::ChangeAnnotation { from, to } => {
            let present = present(case, &from.id)?;
            let now = merge::annotation(&from, &to, present);
            let now = now.map_err(|what| HistoryError::Clash { id: from.id.clone(), what })?;
            Operation::replace(now.clone(), std::mem::replace(present, now))
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
        Operation::AddKind { kind } => {
            if case.kinds.iter().any(|k| k.id == kind.id) {
                return Err(HistoryError::TwiceTheId(kind.id));
            }
            case.kinds.push(kind.clone());
            Operation::RemoveKind { kind }
        }
        Operation::RemoveKind { kind } => {
            take(&mut case.kinds, |k| *k == kind)?;
            Operation::AddKind { kind }
        }
        Operation::AddArticle { article } => {
            let at = case.articles.len();
            apply(case, Operation::InsertArticle { at, article })?
        }
        Operation::InsertArticle { at, article } => {
            insert(&mut case.articles, at, (*article).clone());
            Operation::WithdrawArticle { article }
        }
        Operation::RemoveArticle { id } => {
            let (at, article) = take(&mut case.articles, |a| a.id == id)?;
            Operation::InsertArticle { at, article: Box::new(article) }
        }
        Operation::WithdrawArticle { article } => {
            let changed = case.articles.iter().any(|a| a.id == article.id && *a != *article);
            if changed {
                return Err(HistoryError::Clash { id: article.id, what: "article" });
            }
            apply(case, Operation::RemoveArticle { id: article.id })?
        }
        Operation::ChangeArticle { from, to } => {
            let present = case.articles.iter_mut().find(|a| a.id == from.id);
            let present = present.ok_or_else(|| HistoryError::NoArticle(from.id.clone()))?;
            let now = merge::entry(&from, &to, present);
            let now = now.map_err(|what| HistoryError::Clash { id: from.id.clone(), what })?;
            let before = std::mem::replace(present, now.clone());
            Operation::ChangeArticle { from: Box::new(now), to: Box::new(before) }
        }
        Operation::Batch { operations } => batch(case, operations)?,
    })
}

fn present<'c>(case: &'c mut Case, id: &str) -> Result<&'c mut Annotation, HistoryError> {
    let found = case.annotations.iter_mut().find(|a| a.id == id);
    found.ok_or_else(|| HistoryError::NoAnnotation(id.to_owned()))
}

fn remove_annotation(case: &mut Case, id: &str) -> Result<Operation, HistoryError> {
    let at = case.annotations.iter().position(|a| a.id == id);
    let at = at.ok_or_else(|| HistoryError::NoAnnotation(id.to_owned()))?;
    Ok(Operation::InsertAnnotation { at, annotation: Box::new(case.annotations.remove(at)) })
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
        let tag = |from: Box<Annotation>, tag: String| {
            let to = Annotation { tags: vec![tag], ..(*from).clone() };
            Operation::ChangeAnnotation { from, to: Box::new(to) }
        };
        let leaf = prop_oneof![
            (any::<u8>(), "[a-z]{3}")
                .prop_map(move |(i, q)| Operation::AddAnnotation { annotation: annotation(i, q) }),
            (0u8..20).prop_map(|i| Operation::RemoveAnnotation { id: format!("a-{i}") }),
            (0u8..20, "[a-z]{3}").prop_map(move |(i, q)| tag(annotation(i, q.clone()), q)),
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
