//! The parser of web pages, with limits: some small pages grow into endless trees.

use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use super::super::ReadError;

/// Largest page, in bytes.
const MAX_BYTES: usize = 64 << 20;
/// Most elements, texts and comments of a page.
const MAX_NODES: usize = 1_000_000;
/// Deepest nesting; browsers stop at half of it.
const MAX_DEPTH: usize = 1024;
/// Bytes that are parsed between two looks at the tree.
const STEP: usize = 4096;

/// Parses a page.
///
/// # Errors
/// It is beyond the limits.
pub(in crate::article) fn parse(html: &str) -> Result<Document, ReadError> {
    if html.len() > MAX_BYTES {
        return Err(ReadError::Limit(format!("is a page of more than {} MB", MAX_BYTES >> 20)));
    }
    // Without scripts, so that what `noscript` holds is read as a part of the page.
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let end = (STEP..rest.len()).find(|i| rest.is_char_boundary(*i)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        parser.process(StrTendril::from_slice(piece));
        within_limits(&parser.tokenizer.sink.sink)?;
    }
    Ok(parser.finish())
}

fn within_limits(document: &Document) -> Result<(), ReadError> {
    // The last children of last children are the elements that are open.
    let mut open = document.root().last_child();
    let mut depth = 0;
    while let Some(node) = open.filter(|_| depth <= MAX_DEPTH) {
        depth += 1;
        open = node.last_child();
    }
    if depth > MAX_DEPTH {
        return Err(ReadError::Limit(format!("nests its elements more than {MAX_DEPTH} deep")));
    }
    if document.tree.len() > MAX_NODES {
        return Err(ReadError::Limit(format!("is a page of more than {MAX_NODES} elements")));
    }
    Ok(())
}
