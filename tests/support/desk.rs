//! A folder with articles `0.txt`, `1.txt` and so on, with the ids `a0`, `a1` and so on.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use variorum::app::{App, Opening};
use variorum::article::{Article, load};
use variorum::case::{ArticleEntry, Case, entry};

use crate::support::{opened, opening};

pub struct Desk {
    pub dir: TempDir,
}

impl Desk {
    pub fn of(texts: &[&str]) -> Desk {
        let desk = Desk { dir: tempfile::tempdir().unwrap() };
        for (i, text) in texts.iter().enumerate() {
            desk.write(&format!("{i}.txt"), text);
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> Article {
        let mut article = load::load(&load::Input::File(self.path(name))).unwrap();
        article.id = format!("a{}", name.trim_end_matches(".txt"));
        article
    }

    pub fn entry(&self, number: usize) -> ArticleEntry {
        entry::of(&self.read(&format!("{number}.txt")), self.dir.path())
    }

    /// A case of the first of the articles.
    pub fn case(&self, articles: usize) -> Case {
        Case { articles: (0..articles).map(|n| self.entry(n)).collect(), ..Case::default() }
    }

    /// What opens some of the articles, in a case that may have others.
    pub fn opening(&self, numbers: impl IntoIterator<Item = usize>, case: Case) -> Opening {
        let read = |number: usize| Arc::new(self.read(&format!("{number}.txt")));
        let articles = numbers.into_iter().map(read).collect();
        Opening { case_path: Some(self.path("variorum.toml")), ..opening(articles, case) }
    }

    /// The first of the articles in a case, on a screen.
    pub fn open(&self, articles: usize) -> App {
        opened(self.opening(0..articles, self.case(articles)), (120, 40))
    }
}
