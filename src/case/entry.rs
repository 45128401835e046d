//! Articles as the case knows them: made from articles that were read, found again, and read again.

use std::path::{Component, Path, PathBuf};

use super::{ArticleEntry, Case, ReadEntry};
use crate::article::Article;

/// Makes the entry of an article; its path becomes relative to the folder of the case where it can.
pub fn of(article: &Article, case_folder: &Path) -> ArticleEntry {
    let metadata = article.metadata.clone();
    ArticleEntry {
        id: article.id.clone(),
        label: article.label.clone(),
        path: relative(Path::new(&article.path), case_folder).to_string_lossy().replace('\\', "/"),
        title: metadata.title,
        source: metadata.source,
        author: metadata.author,
        published: metadata.published,
        language: metadata.language,
        url: metadata.url,
        bytes_sha256: article.bytes_sha256.clone(),
        read: Some(ReadEntry {
            format: article.reading.format.name().into(),
            extractor: None,
            encoding: article.reading.encoding.clone(),
            repair: article.reading.repair,
            projection: article.reading.projection,
        }),
    }
}

/// Returns where an entry's file lies.
pub fn resolve(entry: &ArticleEntry, case_folder: &Path) -> PathBuf {
    case_folder.join(&entry.path)
}

/// Returns the article of the case that was read: the one at the same place, else the one with the same bytes.
pub fn find(case: &Case, article: &Article, case_folder: &Path) -> Option<usize> {
    let here = absolute(Path::new(&article.path));
    let by_path =
        case.articles.iter().position(|e| here.is_some() && absolute(&resolve(e, case_folder)) == here);
    by_path.or_else(|| case.articles.iter().position(|e| e.bytes_sha256 == article.bytes_sha256))
}

fn absolute(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// Returns a path as seen from a folder; where there is no such way, the path itself.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Some(path_real), Some(folder_real)) = (absolute(path), absolute(folder)) else { return path.into() };
    let (to, from): (Vec<_>, Vec<_>) = (path_real.components().collect(), folder_real.components().collect());
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    // On systems with drives two paths may have nothing in common.
    if shared == 0 {
        return path_real;
    }
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use std::fs;

    #[test]
    fn a_case_that_moves_with_its_folder_finds_its_articles() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("case/articles")).unwrap();
        fs::create_dir_all(dir.path().join("elsewhere")).unwrap();
        let near = dir.path().join("case/articles/a.txt");
        let far = dir.path().join("elsewhere/b.txt");
        for path in [&near, &far] {
            fs::write(path, "A text.").unwrap();
        }
        let folder = dir.path().join("case");
        let article = |path: &Path| read(b"A text.", &path.to_string_lossy()).unwrap();
        assert_eq!(of(&article(&near), &folder).path, "articles/a.txt");
        assert_eq!(of(&article(&far), &folder).path, "../elsewhere/b.txt");
        let case = Case {
            articles: vec![of(&article(&near), &folder), of(&article(&far), &folder)],
            ..Case::default()
        };
        assert_eq!(find(&case, &article(&far), &folder), Some(1), "the place comes before the bytes");
        assert_eq!(find(&case, &read(b"A text.", "-").unwrap(), &folder), Some(0));
    }
}
