//! Documents of every format, sound and broken, read as a user's are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use variorum::article::{Article, Role};

#[path = "documents/docx.rs"]
mod docx;
#[path = "documents/epub.rs"]
mod epub;
#[path = "support/files.rs"]
mod files;
#[path = "documents/hostile.rs"]
mod hostile;
#[path = "documents/html.rs"]
mod html;
#[path = "documents/pdf.rs"]
mod pdf;
#[path = "documents/text.rs"]
mod text;

/// Returns the blocks of an article with their roles.
fn blocks(article: &Article) -> Vec<(Role, &str)> {
    article.blocks.iter().map(|b| (b.role, article.slice(b.span))).collect()
}
