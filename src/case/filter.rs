//! The filter of annotations: `kind:number status:open,checking -tag:dull article:courier "exact words"`.
//!
//! Parts stand beside each other and must all hold; `-` before one turns it round, a comma between values means
//! either. What has no field is looked for in questions, words and notes. Screen and command line read it here.

use super::{Annotation, Confidence, Severity, Stand, Status};
use crate::article::fold;

pub use complete::{Choice, Completion, complete};
pub use vocabulary::Vocabulary;

use token::{Token, tokens};

mod complete;
mod token;
mod vocabulary;

macro_rules! fields {
    ($($variant:ident $name:literal $text:literal)+) => {
        /// What of an annotation can be asked for by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // The table's `text` says what each asks.
        pub enum Field { $($variant),+ }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Field] = &[$(Field::$variant),+];

            /// Returns the word before the colon.
            pub fn name(self) -> &'static str {
                match self { $(Field::$variant => $name),+ }
            }

            /// Returns what is asked, in a few words.
            pub fn text(self) -> &'static str {
                match self { $(Field::$variant => $text),+ }
            }
        }
    };
}

fields! {
    Kind "kind" "the sort of disagreement"
    Status "status" "how far it got"
    Tag "tag" "a tag that it has"
    Article "article" "an article whose words are in it"
    Silent "silent" "an article in which it was not found"
    Severity "severity" "how much it matters"
    Confidence "confidence" "how sure it is"
    By "by" "who wrote it"
    Id "id" "its id in the case file"
}

/// Which annotations are meant; the empty filter means all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    not: bool,
    test: Test,
}

/// One of the values has to fit; texts are folded.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Kind(Vec<String>),
    Status(Vec<Status>),
    Severity(Vec<Severity>),
    Confidence(Vec<Confidence>),
    Tag(Vec<String>),
    Article(Vec<String>),
    Silent(Vec<String>),
    By(Vec<String>),
    Id(Vec<String>),
    Words(String),
}

/// Why a filter cannot be understood; each is one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// There is no such field.
    #[error("`{name}:` is no field; {more}", more = meant_field(.name))]
    Field {
        /// What stands before the colon.
        name: String,
    },
    /// The field has no such value.
    #[error("`{value}` is no {name}; {more}", name = .field.name(), more = meant(.value, .values))]
    Value {
        /// The field.
        field: Field,
        /// What stands behind the colon.
        value: String,
        /// What could stand there.
        values: Vec<String>,
    },
    /// Nothing stands behind the colon.
    #[error("`{name}:` needs a value behind the colon", name = .0.name())]
    NoValue(Field),
    /// Nothing stands behind the minus.
    #[error("`-` needs something behind it that is to be left out")]
    NoTerm,
}

fn meant_field(name: &str) -> String {
    let names: Vec<String> = Field::ALL.iter().map(|f| f.name().to_owned()).collect();
    match nearest(name, &names) {
        Some(near) => format!("did you mean `{near}:`?"),
        None => format!("put it in quotation marks to look for it; the fields are {}", names.join(", ")),
    }
}

/// Suggests the likeliest value, or names those that there are.
fn meant(value: &str, values: &[String]) -> String {
    match nearest(value, values) {
        Some(near) => format!("did you mean `{near}`?"),
        None if values.is_empty() => "there is none".into(),
        None => format!("there are {}", values.join(", ")),
    }
}

/// Returns the word that is most like a misspelt one, when one is like it at all.
fn nearest<'a>(word: &str, words: &'a [String]) -> Option<&'a str> {
    let word = fold::plain(word);
    let alike = |other: &str| strsim::jaro_winkler(&word, &fold::plain(other));
    let scored = words.iter().map(|w| (alike(w), w.as_str())).filter(|(score, _)| *score >= 0.75);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, word)| word)
}

impl Filter {
    /// Reads a filter; the words of the case say which kinds and articles there are.
    ///
    /// # Errors
    /// An unknown field, or an unknown value of a field that has only certain ones.
    pub fn parse(text: &str, words: &Vocabulary) -> Result<Filter, FilterError> {
        let terms = tokens(text).iter().map(|token| Term::read(token, words)).collect::<Result<_, _>>()?;
        Ok(Filter { terms })
    }

    /// Returns whether it means all annotations.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns whether an annotation is meant.
    pub fn matches(&self, annotation: &Annotation) -> bool {
        self.terms.iter().all(|term| term.test.holds(annotation) != term.not)
    }

    /// Says which tag or name asked for is nowhere in the case, with the likeliest that is: such a filter is no
    /// mistake, but seldom what was meant.
    pub fn advice(&self, words: &Vocabulary) -> Option<String> {
        self.terms.iter().filter(|t| !t.not).find_map(|term| {
            let (values, known, what) = match &term.test {
                Test::Tag(values) => (values, &words.tags, "has the tag"),
                Test::By(values) => (values, &words.by, "is by"),
                _ => return None,
            };
            let missing = values.iter().find(|v| !known.iter().any(|k| fold::plain(k) == **v))?;
            let near = nearest(missing, known).map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
            Some(format!("no annotation {what} `{missing}`{near}"))
        })
    }
}

impl Term {
    fn read(token: &Token, words: &Vocabulary) -> Result<Term, FilterError> {
        let Some(name) = &token.field else {
            let folded = fold::plain(&token.values.concat());
            if folded.trim().is_empty() && !token.quoted {
                return Err(FilterError::NoTerm);
            }
            return Ok(Term { not: token.not, test: Test::Words(folded) });
        };
        let field = Field::ALL.iter().copied().find(|f| f.name() == fold::plain(name));
        let field = field.ok_or_else(|| FilterError::Field { name: name.clone() })?;
        let values: Vec<&str> = token.values.iter().map(|v| v.trim()).filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            return Err(FilterError::NoValue(field));
        }
        let folded = || values.iter().map(|v| fold::plain(v)).collect();
        let test = match field {
            Field::Tag => Test::Tag(folded()),
            Field::By => Test::By(folded()),
            Field::Id => Test::Id(folded()),
            Field::Kind => Test::Kind(each(field, &values, words, |v| words.kind(v))?),
            Field::Article => Test::Article(each(field, &values, words, |v| words.articles(v))?.concat()),
            Field::Silent => Test::Silent(each(field, &values, words, |v| words.articles(v))?.concat()),
            Field::Status => {
                Test::Status(each(field, &values, words, |v| Status::from_name(&fold::plain(v)))?)
            }
            Field::Severity => {
                Test::Severity(each(field, &values, words, |v| Severity::from_name(&fold::plain(v)))?)
            }
            Field::Confidence => {
                Test::Confidence(each(field, &values, words, |v| Confidence::from_name(&fold::plain(v)))?)
            }
        };
        Ok(Term { not: token.not, test })
    }
}

/// Reads each value of a field that has only certain ones.
fn each<T>(
    field: Field,
    values: &[&str],
    words: &Vocabulary,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, FilterError> {
    let unknown = |value: &str| FilterError::Value {
        field,
        value: value.to_owned(),
        values: words.values(field).into_iter().map(|c| c.value).collect(),
    };
    values.iter().map(|v| read(v).ok_or_else(|| unknown(v))).collect()
}

impl Test {
    fn holds(&self, annotation: &Annotation) -> bool {
        let has = |values: &[String], word: &str| values.iter().any(|v| *v == fold::plain(word));
        let by_article = |ids: &[String], silent: bool| {
            let parts = annotation.witnesses.iter().filter(|w| (w.stand == Stand::Silent) == silent);
            parts.into_iter().any(|w| ids.contains(&w.article))
        };
        match self {
            Test::Kind(ids) => ids.contains(&annotation.kind),
            Test::Status(values) => values.contains(&annotation.status),
            Test::Severity(values) => values.contains(&annotation.severity),
            Test::Confidence(values) => values.contains(&annotation.confidence),
            Test::Tag(values) => annotation.tags.iter().any(|tag| has(values, tag)),
            Test::Article(ids) => by_article(ids, false),
            Test::Silent(ids) => by_article(ids, true),
            Test::By(values) => annotation.by.as_deref().is_some_and(|by| has(values, by)),
            Test::Id(values) => has(values, &annotation.id),
            Test::Words(folded) => texts(annotation).any(|text| fold::plain(text).contains(folded.as_str())),
        }
    }
}

/// Returns a filter without the part that is being typed at a byte of it: what it means so far.
pub fn without_part_at(text: &str, at: usize) -> String {
    let parts = tokens(text);
    let part = parts.iter().find(|t| t.bytes.start <= at && at <= t.bytes.end);
    part.map_or_else(|| text.to_owned(), |t| format!("{}{}", &text[..t.bytes.start], &text[t.bytes.end..]))
}

/// Returns the texts of an annotation that are looked through for words: question, words and readings, note, verdict,
/// and what was looked up.
pub fn texts(annotation: &Annotation) -> impl Iterator<Item = &str> {
    let own = [annotation.question.as_str(), annotation.note.as_str()].into_iter();
    let own = own.chain(annotation.verdict.as_deref());
    let said = annotation.witnesses.iter().flat_map(|w| {
        let words = w.quote.as_ref().map(|q| q.text.as_str());
        words.into_iter().chain(w.says.as_deref())
    });
    let checks = annotation.checks.iter();
    let checks = checks.flat_map(|c| std::iter::once(c.source.as_str()).chain(c.found.as_deref()));
    own.chain(said).chain(checks).filter(|text| !text.is_empty())
}
