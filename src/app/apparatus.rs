//! The apparatus: every article's wording of the passage under the cursor.

use super::App;
use super::arrangement::MarksBy;
use super::index::{Match, whole};
use super::{list, marks};
use crate::align::{Member, PassageRef, Suspect};
use crate::article::Span;
use crate::case::Annotation;

/// What stands beside a wording in which no words are marked, since nearly all of them are others.
const REWORDED: &str = "(reworded)";

/// What the strip says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Apparatus {
    /// What it is about: a suspect, a thread, a passage found only here.
    pub title: String,
    /// Why the suspect is one: its rule, in words; empty where it is about something else.
    pub reason: &'static str,
    /// The annotation under the cursor: its question, kind and status, and how many more there are.
    pub annotation: Option<String>,
    /// The first line of its note; empty without one.
    pub note: String,
    /// Articles in which nothing was found.
    pub silent: Vec<usize>,
    /// The wordings, the cursor's first.
    pub entries: Vec<Entry>,
}

/// One wording and the articles that have it.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The articles, in order.
    pub articles: Vec<usize>,
    /// What it says, normalised; where no suspect says it, that it is reworded, or nothing.
    pub says: String,
    /// The passage whose words are shown, from the first of the articles.
    pub passage: Member,
    /// The words that are marked.
    pub marked: Vec<Span>,
    /// The part that is compared with the passage under the cursor, where it is; what stands around it is another claim.
    pub compared: Option<Span>,
}

/// Returns the apparatus of the present state.
pub fn of(app: &App) -> Apparatus {
    if app.articles.len() < 2 {
        return Apparatus::default();
    }
    let here = app.here();
    let is_shown = |s: &usize| app.index.suspects(here).contains(&(*s as u32)) && !app.is_set_aside(*s);
    let suspect = app.suspect.filter(is_shown);
    let mut out = match suspect {
        Some(suspect) => of_suspect(app, suspect),
        None => Apparatus { title: title(app, here), ..Apparatus::default() },
    };
    annotate(app, &mut out);
    add_wordings(app, here, suspect.and_then(|s| app.index.alignment.suspects.get(s)), &mut out);
    let named = |a: usize| out.entries.iter().any(|e| e.articles.contains(&a));
    out.silent = (0..app.articles.len()).filter(|&a| !named(a)).collect();
    if app.aligning.is_some() && out.entries.len() < 2 {
        out.silent.clear();
    }
    out
}

/// Adds the annotation under the cursor.
fn annotate(app: &App, out: &mut Apparatus) {
    let found = app.annotations_here();
    let Some(annotation) = found.first().and_then(|a| app.case.annotations.get(*a)) else { return };
    let more = match found.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let Annotation { kind, status, note, .. } = annotation;
    out.annotation = Some(format!("{} ({kind}, {}){more}", list::question(annotation), status.name()));
    out.note = note.lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim().to_owned();
}

fn title(app: &App, here: PassageRef) -> String {
    let threads = app.index.alignment.threads.len();
    match app
        .thread
        .filter(|t| app.index.threads(here).contains(&(*t as u32)))
        .or(app.index.main_thread(here))
    {
        Some(thread) => format!("thread {} of {threads}", thread + 1),
        None if app.aligning.is_some() => "aligning".into(),
        None if app.index.is_shared(here) => "also said elsewhere".into(),
        None => "only here".into(),
    }
}

fn of_suspect(app: &App, number: usize) -> Apparatus {
    let suspects = &app.index.alignment.suspects;
    let mut out = Apparatus::default();
    let Some(suspect) = suspects.get(number) else { return out };
    out.title = format!("{}? {} of {}", suspect.kind.id(), number + 1, suspects.len());
    out.reason = suspect.rule;
    for reading in &suspect.readings {
        for member in &reading.members {
            let passage = whole(&app.articles, member.passage_ref());
            push(app, &mut out.entries, (member.article, &reading.says, passage), vec![member.span], None);
        }
    }
    out
}

/// Adds the cursor's passage and the best match of each article that is not in the strip yet; what matches only another
/// passage of the suspect stands there without marks, since it is not compared with the cursor's.
fn add_wordings(app: &App, here: PassageRef, suspect: Option<&Suspect>, out: &mut Apparatus) {
    let has = |out: &Apparatus, a: usize| out.entries.iter().any(|e| e.articles.contains(&a));
    let matches = app.index.telling(here, suspect);
    let elsewhere = app.index.telling_anywhere(suspect);
    if !has(out, here.article) {
        let marked = marks::differing_here(app, &matches);
        push(app, &mut out.entries, (here.article, "", whole(&app.articles, here)), marked, None);
    }
    for article in 0..app.articles.len() {
        if has(out, article) {
            continue;
        }
        let in_it = |m: &&Match| m.there.article == article;
        if let Some(found) = matches.iter().find(in_it) {
            let passage = whole(&app.articles, found.there.passage_ref());
            let marked = marks::differing(app, &matches, found);
            let is_off = app.arrangement.marks == MarksBy::Off;
            let says = if !is_off && marks::is_reworded(app, &matches, found) { REWORDED } else { "" };
            // Words that are reworded as a whole are not compared one by one.
            let compared = (!is_off && says.is_empty()).then_some(found.there.span);
            push(app, &mut out.entries, (article, says, passage), marked, compared);
        } else if let Some(found) = elsewhere.iter().find(in_it) {
            let passage = whole(&app.articles, found.there.passage_ref());
            push(app, &mut out.entries, (article, "", passage), Vec::new(), None);
        }
    }
}

/// Adds a wording, or the article to the entry that has the same words.
fn push(
    app: &App,
    entries: &mut Vec<Entry>,
    (article, says, passage): (usize, &str, Member),
    marked: Vec<Span>,
    compared: Option<Span>,
) {
    let words = |m: Member| app.articles[m.article].slice(m.span);
    match entries.iter_mut().find(|e| e.says == says && words(e.passage) == words(passage)) {
        Some(entry) => {
            if !entry.articles.contains(&article) {
                entry.articles.push(article);
            }
        }
        None => entries.push(Entry { articles: vec![article], says: says.into(), passage, marked, compared }),
    }
}
