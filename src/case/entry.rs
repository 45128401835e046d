//! Articles as the case knows them: made from articles that were read, found again, and read again.

use std::path::{Component, Path, PathBuf};

use super::{ArticleEntry, Case, ReadEntry};
use jiff::Timestamp;

use crate::article::load::{self, Input, LoadError, Source, has_no_file};
use crate::article::names::{self, Candidates};
use crate::article::{self, Article, Extractor, Format, ReadAs, Reading};
use crate::fetch::is_address;

impl ArticleEntry {
    /// Returns what its article can be called.
    pub fn candidates(&self) -> Candidates<'_> {
        let Self { id, label, source, title, url, path, .. } = self;
        let is_file = names::is_file(path, url.as_deref());
        let (label, source, title) = (label.as_deref(), source.as_deref(), title.as_deref());
        Candidates { label, source, title, id, is_file }
    }
}

/// Makes the entry of an article; its path becomes relative to the folder of the case where it can.
pub fn of(article: &Article, case_folder: &Path) -> ArticleEntry {
    let metadata = article.metadata.clone();
    ArticleEntry {
        id: article.id.clone(),
        label: article.label.clone(),
        path: path_of(article, case_folder),
        title: metadata.title,
        source: metadata.source,
        author: metadata.author,
        published: metadata.published,
        language: metadata.language,
        url: metadata.url,
        bytes_sha256: article.bytes_sha256.clone(),
        read: Some(ReadEntry::from(&article.reading)),
        fetched: None,
        previous: Vec::new(),
        gone: false,
    }
}

/// Makes the entry of an article that comes into the case now; of one that came from its address the time is kept.
pub fn of_new(article: &Article, case_folder: &Path, now: Timestamp) -> ArticleEntry {
    let fetched = is_address(&article.path).then_some(now);
    ArticleEntry { fetched, ..of(article, case_folder) }
}

impl From<&Reading> for ReadEntry {
    fn from(reading: &Reading) -> Self {
        Self {
            format: reading.format.name().into(),
            extractor: reading.extractor.map(|e| e.name().into()),
            encoding: reading.encoding.clone(),
            repair: reading.repair,
            projection: reading.projection,
        }
    }
}

impl ReadEntry {
    /// Returns whether bytes were read as it says, as far as it says it.
    pub fn fits(&self, reading: &Reading) -> bool {
        let now = ReadEntry::from(reading);
        (self.format.is_empty() || self.format == now.format)
            && (self.extractor.is_none() || self.extractor == now.extractor)
            && (self.encoding.is_empty() || self.encoding.eq_ignore_ascii_case(&now.encoding))
            && self.repair == now.repair
            && (self.projection == 0 || self.projection == now.projection)
    }
}

/// Returns the address from which an article came; of one that was saved by hand the address only says where it once was.
pub fn address(entry: &ArticleEntry) -> Option<&str> {
    entry.url.as_deref().filter(|url| entry.fetched.is_some() && is_address(url))
}

/// Returns the entry of the article that came from an address.
pub fn at_address<'e>(entries: &'e [ArticleEntry], url: &str) -> Option<&'e ArticleEntry> {
    let page = |url: &str| url.split('#').next().unwrap_or_default().to_owned();
    entries.iter().find(|e| address(e).is_some_and(|own| page(own) == page(url)))
}

/// Returns what to read for an input: of an address that the case knows the bytes that were kept, so that nothing is asked for.
pub fn kept(input: Input, entries: &[ArticleEntry], case_folder: &Path) -> Input {
    let Input::Url(url) = &input else { return input };
    let file = at_address(entries, url).filter(|e| !has_no_file(&e.path)).map(|e| resolve(e, case_folder));
    file.filter(|path| path.is_file()).map_or(input, Input::File)
}

/// Returns an article's path as the case writes it: on every system with slashes.
fn path_of(article: &Article, case_folder: &Path) -> String {
    if has_no_file(&article.path) {
        return article.path.clone();
    }
    let path = relative(Path::new(&article.path), case_folder).to_string_lossy().into_owned();
    // Elsewhere a backslash is a letter like any other.
    if cfg!(windows) { path.replace('\\', "/") } else { path }
}

/// Returns where an entry's file lies.
pub fn resolve(entry: &ArticleEntry, case_folder: &Path) -> PathBuf {
    // `./` before a path says nothing and would stand in every message.
    let folder = if case_folder == Path::new(".") { Path::new("") } else { case_folder };
    folder.join(&entry.path)
}

/// Reads the article of an entry, as the entry says, and names it.
///
/// # Errors
/// The file cannot be read or holds no text.
pub fn load(entry: &ArticleEntry, case_folder: &Path) -> Result<Article, LoadError> {
    let source = load::get(&Input::File(resolve(entry, case_folder)))?;
    read(entry, &source)
}

/// Reads the article of an entry from what was got for it, as the entry says, and names it.
///
/// # Errors
/// The bytes hold no text.
pub fn read(entry: &ArticleEntry, source: &Source) -> Result<Article, LoadError> {
    let mut article = load::article(source, &reading(entry, &source.bytes))?;
    name_after(&mut article, entry);
    Ok(article)
}

/// Gives an article the names that its case has for it.
pub fn name_after(article: &mut Article, known: &ArticleEntry) {
    article.id.clone_from(&known.id);
    article.label.clone_from(&known.label);
    let metadata = &mut article.metadata;
    for (have, case) in [
        (&mut metadata.title, &known.title),
        (&mut metadata.source, &known.source),
        (&mut metadata.author, &known.author),
        (&mut metadata.published, &known.published),
        (&mut metadata.url, &known.url),
    ] {
        if case.is_some() {
            have.clone_from(case);
        }
    }
}

/// Returns how an entry says its bytes are to be read.
///
/// Format, extractor and repair hold whatever became of the file; the encoding only for the very bytes that it was
/// found for.
pub fn reading(entry: &ArticleEntry, bytes: &[u8]) -> ReadAs {
    let Some(read) = &entry.read else { return ReadAs::default() };
    let same = entry.bytes_sha256.is_empty() || article::sha256(bytes) == entry.bytes_sha256;
    let encoding = Some(read.encoding.clone()).filter(|e| same && !e.is_empty());
    let extractor = read.extractor.as_deref().and_then(Extractor::from_name);
    let format = Format::from_name(&read.format);
    ReadAs { format, encoding, extractor, repair: read.repair, ..ReadAs::default() }
}

/// Returns whether the file of an entry has other bytes than when it came into the case.
pub fn has_changed(entry: &ArticleEntry, article: &Article) -> bool {
    !entry.bytes_sha256.is_empty() && entry.bytes_sha256 != article.bytes_sha256
}

/// Returns whether an article has the text that it had when words were taken from it: its bytes have not changed, were not got
/// anew since, and are read as the case says.
pub fn is_as_it_was(entry: &ArticleEntry, article: &Article) -> bool {
    let is_read_so = entry.read.as_ref().is_none_or(|read| read.fits(&article.reading));
    !has_changed(entry, article) && entry.previous.is_empty() && is_read_so
}

/// Returns for each article its entry in the case: first by place or address, then those left by their bytes.
///
/// No entry is taken twice, so that a copy of an article is another article.
pub fn find_all(case: &Case, articles: &[Article], case_folder: &Path) -> Vec<Option<usize>> {
    let places: Vec<Option<PathBuf>> =
        case.articles.iter().map(|e| absolute(&resolve(e, case_folder))).collect();
    let mut found = vec![None; articles.len()];
    let mut taken = vec![false; case.articles.len()];
    let mut take = |at: usize, is_it: &dyn Fn(usize) -> bool| {
        let free = (0..taken.len()).find(|entry| !taken[*entry] && is_it(*entry));
        if let (None, Some(entry)) = (found[at], free) {
            found[at] = Some(entry);
            taken[entry] = true;
        }
    };
    for (at, article) in articles.iter().enumerate().filter(|(_, a)| !has_no_file(&a.path)) {
        let here = absolute(Path::new(&article.path));
        take(at, &|entry| here.is_some() && places[entry] == here);
    }
    for (at, article) in articles.iter().enumerate().filter(|(_, a)| is_address(&a.path)) {
        let known = at_address(&case.articles, &article.path).map(|e| &e.id);
        take(at, &|entry| known == Some(&case.articles[entry].id));
    }
    for (at, article) in articles.iter().enumerate() {
        take(at, &|entry| case.articles[entry].bytes_sha256 == article.bytes_sha256);
    }
    found
}

fn absolute(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// Returns a path as seen from a folder; where there is no such way, the path itself.
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
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
        let copy = dir.path().join("copy.txt");
        fs::write(&copy, "A text.").unwrap();
        let found = |paths: &[&Path]| {
            let articles: Vec<Article> = paths.iter().map(|p| article(p)).collect();
            find_all(&case, &articles, &folder)
        };
        assert_eq!(found(&[&far]), [Some(1)], "the place comes before the bytes");
        assert_eq!(
            found(&[&copy, &far, Path::new("-")]),
            [Some(0), Some(1), None],
            "each entry is taken once"
        );
        assert_eq!(found(&[&copy, &near, &far]), [None, Some(0), Some(1)], "a copy is another article");
    }

    #[cfg(unix)]
    #[test]
    fn a_backslash_in_a_name_is_a_letter() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a\\b.txt");
        fs::write(&path, "A text.").unwrap();
        let article = read(b"A text.", &path.to_string_lossy()).unwrap();
        let entry = of(&article, dir.path());
        assert_eq!(entry.path, "a\\b.txt");
        assert!(resolve(&entry, dir.path()).exists());
    }

    #[test]
    fn the_same_bytes_read_another_way_are_never_called_changed() {
        let page = b"<!doctype html><html><body><p>Nine fell\xc3\x82 .</p></body></html>";
        let how = ReadAs { extractor: Some(Extractor::Plain), repair: true, ..ReadAs::default() };
        let article = article::read_as(page, "a.html", &how).unwrap();
        let entry = of(&article, Path::new("."));
        assert_eq!(reading(&entry, page).extractor, Some(Extractor::Plain));
        assert!(reading(&entry, page).repair);
        assert_eq!(article::read_as(page, "a.html", &reading(&entry, page)).unwrap().text, "Nine fell .");
        let again = article::read(page, "a.html").unwrap();
        assert_eq!(again.text, "Nine fellÂ .");
        assert!(!has_changed(&entry, &again));
    }

    #[test]
    fn the_reader_s_choice_of_format_and_encoding_survives_reopening() {
        let bytes = b"# not a heading \xe4";
        let entry = ArticleEntry {
            bytes_sha256: article::sha256(bytes),
            read: Some(ReadEntry {
                format: "text".into(),
                encoding: "windows-1251".into(),
                ..ReadEntry::default()
            }),
            ..ArticleEntry::default()
        };
        let read = article::read_as(bytes, "a.md", &reading(&entry, bytes)).unwrap();
        assert_eq!(read.text, "# not a heading д");
        let how = reading(&entry, "# now in UTF-8: ä".as_bytes());
        assert_eq!((how.format, how.encoding), (Some(Format::Text), None), "other bytes, other encoding");
        let newer = ReadEntry { format: "scroll".into(), ..ReadEntry::default() };
        assert_eq!(reading(&ArticleEntry { read: Some(newer), ..entry }, bytes), ReadAs::default());
    }
}
