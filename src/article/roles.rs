//! What a block is: heading, item, caption, site furniture or text.
//!
//! Words that give a line away are data (`assets/boilerplate.txt`, `captions.txt`, `bylines.txt`); the rest is
//! told by a line's look and by what stands around it.

use rustc_hash::FxHashSet;

use super::project::{Draft, Projection};
use super::{Role, fold};

use look::Look;
use patterns::Kind;

mod look;
mod patterns;

pub(super) use look::marker;

/// Headlines of other stories that an article's body may have; where there are more they are its own headings.
const TEASERS: usize = 2;
/// Longest heading in the body of plain text, in words, when its words have no capitals.
const QUIET_HEADING: usize = 10;

/// Gives the blocks of plain text their roles, which nothing but their look tells.
pub(super) fn settle_plain(p: &mut Projection) {
    let mut looks: Vec<Look> = p.drafts.iter().map(|d| Look::of(p.slice(*d))).collect();
    look::confirm_items(&mut looks);
    for (draft, look) in p.drafts.iter_mut().zip(&looks) {
        draft.marker = look.marker;
        draft.role = match look.kind {
            Some(Kind::Boilerplate) => Role::Boilerplate,
            _ if look.marker > 0 => Role::Item,
            Some(Kind::Caption) => Role::Caption,
            _ => Role::Text,
        };
    }
    // The head is all that stands above the first running text.
    let body = looks.iter().zip(&p.drafts).position(|(l, d)| is_body(l, *d)).unwrap_or(looks.len());
    let mut seen = FxHashSet::default();
    settle_head(p, &looks[..body], &mut seen);
    settle_body(p, &looks, body, &mut seen);
}

/// Corrects the roles of blocks that a format marks: a repeated headline, captions and site furniture by their words.
pub(super) fn settle_marked(p: &mut Projection) {
    let mut seen = FxHashSet::default();
    let mut in_body = false;
    for i in 0..p.drafts.len() {
        let text = p.slice(p.drafts[i]);
        let role = match (p.drafts[i].role, patterns::kind_of(text)) {
            (Role::Heading, _) if !seen.insert(fold::fold_text(text)) => Role::Boilerplate,
            (Role::Text, Some(Kind::Caption)) => Role::Caption,
            (Role::Text, Some(Kind::Byline)) if !in_body && Look::of(text).is_open() => Role::Boilerplate,
            (Role::Text | Role::Item, Some(Kind::Boilerplate)) => Role::Boilerplate,
            (Role::Text, _) if seen.contains(&fold::fold_text(text)) => Role::Boilerplate,
            (role, _) => role,
        };
        in_body |= role == Role::Text;
        p.drafts[i].role = role;
    }
}

/// Running text: a sentence that ends, or an item.
fn is_body(look: &Look, draft: Draft) -> bool {
    matches!(draft.role, Role::Text | Role::Item) && !look.may_head() && look.kind != Some(Kind::Byline)
}

/// Headline, subheadings, byline, date, and what a page's menu left behind.
fn settle_head(p: &mut Projection, looks: &[Look], seen: &mut FxHashSet<String>) {
    let has_headline = looks.iter().any(|l| l.may_head() && l.words > 2);
    let menu = |i: usize| looks.get(i).is_some_and(|l| l.may_head() && l.words <= 2);
    for (i, look) in looks.iter().enumerate() {
        let draft = p.drafts[i];
        if draft.role != Role::Text {
            continue;
        }
        let is_menu = has_headline && menu(i) && (menu(i + 1) || i > 0 && menu(i - 1));
        let repeated = !seen.insert(fold::fold_text(p.slice(draft)));
        p.drafts[i].role = match look.kind {
            Some(_) => Role::Boilerplate,
            None if is_menu || repeated => Role::Boilerplate,
            None => Role::Heading,
        };
    }
}

fn settle_body(p: &mut Projection, looks: &[Look], body: usize, seen: &mut FxHashSet<String>) {
    let teasers = looks[body..].iter().filter(|l| l.may_head() && l.is_teaser()).count();
    for i in body..looks.len() {
        let (draft, look) = (p.drafts[i], &looks[i]);
        if draft.role != Role::Text || !look.is_short() {
            continue;
        }
        let folded = fold::fold_text(p.slice(draft));
        let crowd = (1..3).all(|n| looks.get(i + n).is_some_and(Look::may_head))
            || (1..3).all(|n| i.checked_sub(n).and_then(|i| looks.get(i)).is_some_and(Look::may_head))
            || i > 0 && [i + 1, i - 1].iter().all(|n| looks.get(*n).is_some_and(Look::may_head));
        let next = p.drafts[i + 1..].iter().map(|d| d.role).find(|r| *r != Role::Caption);
        p.drafts[i].role = match next {
            _ if seen.contains(&folded) => Role::Boilerplate,
            _ if !look.may_head() => Role::Text,
            // A line that ends in the middle of a credit is a part of it.
            Some(Role::Boilerplate) if look.ends_in_between => Role::Boilerplate,
            _ if look.is_teaser() && teasers <= TEASERS => Role::Boilerplate,
            // Lines of a poem, a table or a list of names head nothing, nor does a last line.
            None => Role::Text,
            _ if crowd => Role::Text,
            _ if look.words > QUIET_HEADING && !look.is_titled => Role::Text,
            Some(_) => {
                seen.insert(folded);
                Role::Heading
            }
        };
    }
}
