//! The lines of passim's files: one JSON object each, in plain or gzipped files, or in the folders that Spark writes.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

use super::PassimError;

/// Bytes that a line may have.
const LONGEST: u64 = 64 << 20;
/// The folder of the clusters in the folder that passim writes.
const CLUSTERS: &str = "out.json";

/// What is known of a document, or of a passage of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The document.
    pub id: String,
    /// Its text, or that of the passage.
    pub text: String,
    /// The cluster, in passim's output.
    pub cluster: Option<String>,
    /// First character of the passage in the document.
    pub begin: Option<usize>,
    /// The series of the document.
    pub series: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

impl Record {
    /// Reads a line; none where it has no id or no text.
    pub fn of(line: &[u8]) -> Option<Record> {
        let value: Value = serde_json::from_slice(line).ok()?;
        // Numbers are written as numbers by some and as text by others.
        let word = |name: &str| match value.get(name)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let begin = value.get("begin").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        Some(Record {
            id: word("id")?,
            text: value.get("text")?.as_str()?.to_owned(),
            cluster: word("cluster"),
            begin,
            series: word("series"),
            title: word("title"),
            source: word("source"),
            author: word("author"),
            date: word("date"),
            language: word("language"),
            url: word("url"),
        })
    }
}

/// Lines that were passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub count: usize,
    /// Where the first one stands.
    pub first: Option<String>,
}

impl Skipped {
    /// Says it in a sentence, when there were any.
    pub fn told(&self) -> Option<String> {
        let first = self.first.as_ref()?;
        Some(match self.count {
            1 => format!("{first}: is no record with id and text and is passed over"),
            n => format!("{first}: is no record with id and text; {n} such lines are passed over"),
        })
    }
}

/// Hands on every record of these files, line by line: a collection may be larger than the memory.
///
/// # Errors
/// A file cannot be read, or a folder has none.
pub fn each(
    paths: &[PathBuf],
    mut take: impl FnMut(Record) -> Result<(), PassimError>,
) -> Result<Skipped, PassimError> {
    let mut skipped = Skipped::default();
    for path in paths {
        for file in files_of(path)? {
            let unreadable = |error| PassimError::Unreadable { path: file.clone(), error };
            let mut input = open(&file)?;
            let mut number = 0;
            while let Some(line) = next_line(&mut input).map_err(unreadable)? {
                number += 1;
                if line.iter().all(u8::is_ascii_whitespace) && !line.is_empty() {
                    continue;
                }
                match Record::of(&line) {
                    Some(record) => take(record)?,
                    None => {
                        skipped.count += 1;
                        let at = || format!("{}, line {number}", file.display());
                        skipped.first.get_or_insert_with(at);
                    }
                }
            }
        }
    }
    Ok(skipped)
}

/// Reads a line with its end; one that is too long comes back empty, as no record.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') {
        line.clear();
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

/// Returns the files that a path names: itself, or those in a folder that Spark wrote, by name.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, PassimError> {
    let unreadable = |error| PassimError::Unreadable { path: path.into(), error };
    let found = fs::metadata(path).map_err(unreadable)?;
    if found.is_file() {
        return Ok(vec![path.into()]);
    }
    if !found.is_dir() {
        return Err(PassimError::Special(path.into()));
    }
    let clusters = path.join(CLUSTERS);
    if clusters.is_dir() {
        return files_of(&clusters);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if is_part(&entry.file_name().to_string_lossy()) && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    if files.is_empty() { Err(PassimError::EmptyFolder(path.into())) } else { Ok(files) }
}

/// Returns whether a file of a folder holds lines: Spark's own marks begin with a dot or an underscore.
fn is_part(name: &str) -> bool {
    let name = name.to_lowercase();
    let bare = [".gz", ".bz2"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    !name.starts_with(['.', '_'])
        && (name.starts_with("part-") || bare.ends_with(".json") || bare.ends_with(".jsonl"))
}

/// Opens a file; whether it is packed is told by its first bytes.
fn open(path: &Path) -> Result<Box<dyn BufRead>, PassimError> {
    let unreadable = |error| PassimError::Unreadable { path: path.into(), error };
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(unreadable)?);
    let head = loop {
        match file.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            head => break head.map_err(unreadable)?,
        }
    };
    match head {
        [0x1f, 0x8b, ..] => Ok(Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))),
        [b'B', b'Z', b'h', ..] => Err(PassimError::Packed(path.into())),
        _ => Ok(Box::new(file)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn all(paths: &[PathBuf]) -> (Vec<Record>, Skipped) {
        let mut records = Vec::new();
        let skipped = each(paths, |record| {
            records.push(record);
            Ok(())
        });
        (records, skipped.unwrap())
    }

    #[test]
    fn a_line_with_missing_or_odd_fields_is_read_as_far_as_it_goes() {
        let record = Record::of(
            br#"{"id":7,"text":"x","cluster":-3,"begin":-1,"title":null,"date":"  ","series":["a"]}"#,
        );
        let expected =
            Record { id: "7".into(), text: "x".into(), cluster: Some("-3".into()), ..Record::default() };
        assert_eq!(record, Some(expected));
        for line in [
            "",
            "[]",
            "{}",
            r#"{"id":"a"}"#,
            r#"{"text":"a"}"#,
            r#"{"id":"a","text":3}"#,
            "{\"id\":",
            "\u{fffd}",
        ] {
            assert_eq!(Record::of(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn what_spark_writes_is_read_packed_or_not_and_its_marks_are_not() {
        let dir = tempfile::tempdir().unwrap();
        let parts = dir.path().join("run/out.json");
        fs::create_dir_all(&parts).unwrap();
        fs::write(parts.join("part-00001-x.json"), "{\"id\":\"b\",\"text\":\"x\"}\nbroken\n\n").unwrap();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"{\"id\":\"a\",\"text\":\"x\"}\n").unwrap();
        fs::write(parts.join("part-00000-x.json.gz"), packed.finish().unwrap()).unwrap();
        fs::write(parts.join("_SUCCESS"), "").unwrap();
        fs::write(parts.join(".part-00000.crc"), "\0").unwrap();
        let (records, skipped) = all(&[dir.path().join("run")]);
        assert_eq!(records.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(skipped.count, 1);
        assert!(skipped.told().unwrap().contains("part-00001-x.json, line 2"), "{skipped:?}");
    }

    #[test]
    fn what_is_no_output_of_passim_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let said = |path: PathBuf| each(&[path], |_| Ok(())).unwrap_err().to_string();
        assert!(said(dir.path().into()).contains("out.json"));
        assert!(said(dir.path().join("none")).contains("none: cannot be read"));
        let packed = dir.path().join("a.bz2");
        fs::write(&packed, "BZh91AY").unwrap();
        assert!(said(packed).contains("bunzip2"));
    }
}
