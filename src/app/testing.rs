//! Articles and models for the tests of `app` and `ui`.

use std::sync::Arc;

use crate::article::{self, Article};

/// Makes an article of paragraphs.
pub fn article(id: &str, paragraphs: &[&str]) -> Arc<Article> {
    let mut article =
        article::read(paragraphs.join("\n\n").as_bytes(), &format!("{id}.txt")).expect("a readable article");
    article.id = id.into();
    article.label = Some(id.into());
    Arc::new(article)
}

/// Makes an article of that many paragraphs of one sentence each, all different.
pub fn long_article(id: &str, paragraphs: usize) -> Arc<Article> {
    let text = |n: usize| {
        format!(
            "In paragraph {n} the river rose by {n} centimetres, and {n} volunteers filled sandbags until dawn."
        )
    };
    let paragraphs: Vec<String> = (0..paragraphs).map(text).collect();
    article(id, &paragraphs.iter().map(String::as_str).collect::<Vec<_>>())
}
