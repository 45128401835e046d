//! A witness's words: taken from an article, and found in it again.

use std::borrow::Borrow;

use super::{Case, Quote, Witness, entry};
use crate::align::Member;
use crate::article::{Article, ScalarSpan, Span};

/// Scalar values of context that are kept on either side.
pub const CONTEXT: usize = 32;

/// Takes words from an article, with their place and what stands around them.
pub fn make(article: &Article, span: Span) -> Quote {
    let before = &article.text[..span.start.min(article.text.len())];
    let after = article.text.get(span.end..).unwrap_or_default();
    let first = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(i, _)| i);
    Quote {
        text: article.slice(span).to_owned(),
        before: before[first..].to_owned(),
        after: after.chars().take(CONTEXT).collect(),
        span: article.scalars.to_scalars(&article.text, span),
    }
}

/// Gives words that were quoted another place and other surroundings; the words stay as they are.
pub fn moved(quote: Quote, article: &Article, span: Span) -> Quote {
    Quote { text: quote.text, ..make(article, span) }
}

/// Finds the words of a witness where the case says they stand: those that it quotes, or what the article says there today, as
/// far as the reader noted it.
///
/// In the same text the place is enough. In another one, what stood around them must stand there too, to the letter:
/// "nine" at the old place may be the "nine" of other words.
pub fn locate_witness(article: &Article, witness: &Witness, is_same: bool) -> Option<Span> {
    let quote = witness.quote.as_ref()?;
    let today = || {
        let text = witness.now.clone()?;
        locate(article, &Quote { text, ..quote.clone() })
    };
    let span = locate(article, quote).or_else(today)?;
    // Words that were lost when it was read another way do not stand where the same words happen to.
    let is_same = is_same && (witness.anchor.is_none() || witness.now.is_some());
    let (before, after) = (&article.text[..span.start], &article.text[span.end..]);
    (is_same || before.ends_with(&quote.before) && after.starts_with(&quote.after)).then_some(span)
}

/// Finds words where the case says they stand; nothing when other words stand there.
pub fn locate(article: &Article, quote: &Quote) -> Option<Span> {
    let ScalarSpan { start, end } = quote.span;
    let span = article.scalars.to_bytes(&article.text, ScalarSpan { start, end: end.max(start) });
    (!span.is_empty() && article.slice(span) == quote.text).then_some(span)
}

/// Returns whether an article's file has the bytes that it had when words were taken from it.
pub fn is_same(case: &Case, article: &Article) -> bool {
    case.articles.iter().find(|e| e.id == article.id).is_some_and(|e| entry::is_as_it_was(e, article))
}

/// Finds the words of a witness in the open articles.
pub fn member<A: Borrow<Article>>(articles: &[A], case: &Case, witness: &Witness) -> Option<Member> {
    let article = articles.iter().position(|a| a.borrow().id == witness.article)?;
    let open = articles[article].borrow();
    let span = locate_witness(open, witness, is_same(case, open))?;
    let passage = open.passage_at(span.start)?;
    Some(Member { article, passage, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    #[test]
    fn words_are_found_again_where_they_stood() {
        let text = "Die Brücke über die „Ach“ ist gesperrt. Neun Menschen fielen — sagt die Polizei.";
        let article = read(text.as_bytes(), "a.txt").unwrap();
        let start = article.text.find("Neun").unwrap();
        let span = Span::new(start, start + "Neun Menschen".len());
        let quote = make(&article, span);
        assert_eq!(
            (quote.text.as_str(), quote.after.as_str()),
            ("Neun Menschen", " fielen — sagt die Polizei.")
        );
        assert_eq!(quote.before.chars().count(), CONTEXT);
        assert_eq!(locate(&article, &quote), Some(span));
        let moved = Quote { span: ScalarSpan { start: 3, end: 16 }, ..quote };
        assert_eq!(locate(&article, &moved), None, "other words stand there");
    }
}
