//! Where links of a document lead: gathered while its blocks are, and found again in the normalised text.

use url::Url;

use super::{Link, Span, normal};

/// Longest address that is kept, in bytes.
const LONGEST: usize = 2000;

/// The links of the open block.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The address of the document, to which others are relative.
    base: Option<Url>,
    /// Open links: where their words begin in the open block, and where they lead.
    open: Vec<(usize, Option<String>)>,
    /// Words and addresses of those that are closed.
    closed: Vec<(String, String)>,
}

impl Links {
    /// Makes links relative to an address.
    pub(super) fn relative_to(&mut self, address: Option<&str>) {
        self.base = address.and_then(|a| Url::parse(a).ok());
    }

    /// Returns whether a link is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Opens a link at a byte of the open block.
    pub(super) fn begin(&mut self, at: usize, target: Option<&str>) {
        let target = target.and_then(|t| self.address(t));
        self.open.push((at, target));
    }

    /// Closes the innermost link; `text` is the open block.
    pub(super) fn end(&mut self, text: &str) {
        if let Some((start, Some(target))) = self.open.pop() {
            self.close(text, start, target);
        }
    }

    /// Ends the open block; links that go on into the next one begin there anew.
    pub(super) fn take(&mut self, text: &str) -> Vec<(String, String)> {
        let open: Vec<(usize, Option<String>)> = self.open.clone();
        for (start, target) in open {
            if let Some(target) = target {
                self.close(text, start, target);
            }
        }
        self.open.iter_mut().for_each(|(start, _)| *start = 0);
        std::mem::take(&mut self.closed)
    }

    fn close(&mut self, text: &str, start: usize, target: String) {
        let words = normal::folded(&text.get(start..).unwrap_or_default().replace('\n', " "));
        if !words.is_empty() {
            self.closed.push((words, target));
        }
    }

    /// Returns the whole address of a target; what is no page has none.
    fn address(&self, target: &str) -> Option<String> {
        let target = target.trim();
        let address = Url::parse(target).ok().or_else(|| self.base.as_ref()?.join(target).ok())?;
        let is_page = matches!(address.scheme(), "http" | "https") && !target.starts_with('#');
        Some(String::from(address)).filter(|a| is_page && a.len() <= LONGEST)
    }
}

/// Finds words of links, in their order, in a part of the text.
pub(super) fn place(text: &str, part: Span, links: Vec<(String, String)>, out: &mut Vec<Link>) {
    let mut at = part.start;
    for (words, url) in links {
        let Some(found) = text.get(at..part.end).and_then(|rest| rest.find(&words)) else { continue };
        let span = Span::new(at + found, at + found + words.len());
        at = span.end;
        out.push(Link { span, url });
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, read};

    fn links(article: &Article) -> Vec<(&str, &str)> {
        article.links.iter().map(|l| (article.slice(l.span), l.url.as_str())).collect()
    }

    #[test]
    fn a_link_keeps_its_words_and_its_whole_address() {
        let page = "<!doctype html><link rel=canonical href=https://echo.example/a/b><body><article><h1>Kiln fire in Dorrow</h1>\
            <p>The <a href=/chief>fire   chief</a> praised the <a href='https://n.example/?a=1&amp;b=2'>neighbours</a>, and the\
            chief's <a href='javascript:alert(1)'>button</a> and <a href=#top>the top</a> lead to no page at all, it was said.</p>\
            <p>The fire chief spoke at length to everybody who had come to the square on that evening.</p></article>";
        let article = read(page.as_bytes(), "page.html").unwrap();
        let expected =
            [("fire chief", "https://echo.example/chief"), ("neighbours", "https://n.example/?a=1&b=2")];
        assert_eq!(links(&article), expected);
        let text = "# Kiln fire\n\nThe [fire *chief*](https://echo.example/chief) praised [them](them.html) <https://x.example/>.\n";
        let article = read(text.as_bytes(), "a.md").unwrap();
        assert_eq!(
            links(&article),
            [("fire chief", "https://echo.example/chief"), ("https://x.example/", "https://x.example/")]
        );
    }
}
