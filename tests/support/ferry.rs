//! Three short accounts of a ferry run aground: the articles of the frames.

use std::path::Path;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use variorum::app::App;
use variorum::article::{self, Article};

use super::support::{app_over, frame, text_with_styles};

pub const SIZES: [(u16, u16); 4] = [(200, 50), (120, 40), (80, 24), (20, 5)];

pub fn ferry(width: u16, height: u16) -> App {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frames");
    let read = |(name, label): (&str, &str)| -> Arc<Article> {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let mut article = article::read(&bytes, name).unwrap();
        article.label = Some(label.into());
        Arc::new(article)
    };
    let articles =
        [("harbour.txt", "Harbour Post"), ("adley.md", "Adley News"), ("coast.txt", "Coast")].map(read);
    let mut app = app_over(articles.to_vec(), width, height);
    app.case.title = Some("Ferry aground".into());
    app
}

pub fn shown(name: &str, app: &App) {
    compared(name, &frame(app));
}

pub fn compared(name: &str, frame: &Buffer) {
    insta::with_settings!({ snapshot_path => "../frames/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text_with_styles(frame));
    });
}
