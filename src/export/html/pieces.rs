//! A text cut where marks begin and end.

use serde::Serialize;

use crate::article::{Article, Link, Span};

/// Bytes of an article to mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) span: Span,
    /// The numbers of annotation and witness, from 1; none for words that differ.
    pub(super) of: Option<(usize, usize)>,
}

/// The marks of an article by their place.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    sorted: Vec<Mark>,
    longest: usize,
}

impl Marks {
    pub(super) fn new(mut marks: Vec<Mark>) -> Marks {
        marks.sort_unstable();
        let longest = marks.iter().map(|m| m.span.len()).max().unwrap_or(0);
        Marks { sorted: marks, longest }
    }

    /// Returns those that have bytes within a part of the article.
    pub(super) fn over(&self, part: Span) -> impl Iterator<Item = &Mark> {
        let first = self.sorted.partition_point(|m| m.span.start + self.longest <= part.start);
        let near = self.sorted[first..].iter().take_while(move |m| m.span.start < part.end);
        near.filter(move |m| m.span.overlap(part).is_some())
    }
}

/// A part of a text under the same marks from its first to its last byte.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'a> {
    text: &'a str,
    /// The page to which the words lead.
    link: Option<&'a str>,
    /// Whether the words stand in an annotation.
    annotated: bool,
    /// Whether another article has other words here.
    differs: bool,
    /// Annotations and witnesses whose words begin here.
    begins: Vec<(usize, usize)>,
    /// Those whose words end here.
    ends: Vec<(usize, usize)>,
}

/// Cuts a part of an article.
pub(super) fn cut<'a>(article: &'a Article, part: Span, marks: &Marks) -> Vec<Piece<'a>> {
    let here: Vec<&Mark> = marks.over(part).collect();
    let links = links_over(article, part);
    let marked = here.iter().map(|m| m.span).chain(links.iter().map(|l| l.span));
    let edges = marked.flat_map(|span| [span.start, span.end]).filter(|at| part.contains(*at));
    let mut edges: Vec<usize> = edges.chain([part.start, part.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let spans = edges.windows(2).map(|pair| Span::new(pair[0], pair[1]));
    spans.map(|span| piece(article, span, &here, links)).collect()
}

/// Returns the links that have bytes within a part of the article.
fn links_over(article: &Article, part: Span) -> &[Link] {
    let first = article.links.partition_point(|l| l.span.end <= part.start);
    let end = article.links.partition_point(|l| l.span.start < part.end);
    article.links.get(first..end).unwrap_or_default()
}

fn piece<'a>(article: &'a Article, span: Span, marks: &[&Mark], links: &'a [Link]) -> Piece<'a> {
    let over = || marks.iter().filter(|m| m.span.covers(span));
    let that = |test: fn(Span, Span) -> bool| {
        over().filter(|m| test(m.span, span)).filter_map(|m| m.of).collect::<Vec<_>>()
    };
    Piece {
        text: article.slice(span),
        link: links.iter().find(|l| l.span.covers(span)).map(|l| l.url.as_str()),
        annotated: over().any(|m| m.of.is_some()),
        differs: over().any(|m| m.of.is_none()),
        begins: that(|mark, piece| mark.start == piece.start),
        ends: that(|mark, piece| mark.end == piece.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    #[test]
    fn words_under_several_marks_lead_to_each_annotation_once() {
        let article = read(b"Nine people fell in.\n\nNobody died.", "a.txt").unwrap();
        let text = article.text.as_str();
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let across = Span::new(span("fell").start, span("Nobody").end);
        let marks = Marks::new(vec![
            Mark { span: span("Nine people"), of: Some((1, 1)) },
            Mark { span: across, of: Some((2, 1)) },
            Mark { span: span("people fell"), of: None },
        ]);
        let all: Vec<Piece<'_>> = article.blocks.iter().flat_map(|b| cut(&article, b.span, &marks)).collect();
        let texts: Vec<&str> = all.iter().map(|p| p.text).collect();
        assert_eq!(texts, ["Nine ", "people", " ", "fell", " in.", "Nobody", " died."]);
        let begun: Vec<_> = all.iter().flat_map(|p| &p.begins).collect();
        let ended: Vec<_> = all.iter().flat_map(|p| &p.ends).collect();
        assert_eq!((begun, ended), (vec![&(1, 1), &(2, 1)], vec![&(1, 1), &(2, 1)]));
        assert!(all[1].annotated && all[1].differs && !all[2].annotated && all[5].annotated);
    }
}
