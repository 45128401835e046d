//! The alignment as JSON, for other programs: the schema of `variorum align --format json`.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::{Alignment, Link, Member, PassageRef, Reading, Score, Suspect, Thread};
use crate::article::Article;

/// The name of the format.
pub const FORMAT: &str = "variorum-alignment";
/// Rises only when a meaning changes.
pub const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
struct ArticleJson<'a> {
    id: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<&'a str>,
    sha256: &'a str,
    chars: usize,
    copy_of: Option<&'a str>,
    passages: Vec<PassageJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PassageJson<'a> {
    id: usize,
    block: usize,
    role: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct MemberJson<'a> {
    article: &'a str,
    passage: usize,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct LinkJson<'a> {
    id: usize,
    a: MemberJson<'a>,
    b: MemberJson<'a>,
    relation: &'static str,
    tier: &'static str,
    score: Fixed,
    threads: &'a [usize],
}

#[derive(Debug, Serialize)]
struct ThreadJson<'a> {
    id: usize,
    members: Vec<MemberJson<'a>>,
    silent: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct SuspectJson<'a> {
    id: usize,
    kind: &'static str,
    rule: &'static str,
    score: Fixed,
    threads: &'a [usize],
    readings: Vec<ReadingJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ReadingJson<'a> {
    says: &'a str,
    members: Vec<MemberJson<'a>>,
}

#[derive(Debug, Serialize)]
struct OnlyJson<'a> {
    article: &'a str,
    passage: usize,
}

/// A score as a number with four decimals.
#[derive(Debug)]
struct Fixed(Score);

impl Serialize for Fixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Ten-thousandths divided by ten thousand print as at most four decimals.
        serializer.serialize_f64(f64::from(self.0.0) / 10_000.0)
    }
}

/// Items that one worker prints at a time; articles are large, and go one by one.
const BATCH: usize = 128;

/// Writes an alignment over these articles as one JSON object, on as many workers as there are cores.
///
/// # Errors
/// Those of the output.
pub fn write(out: &mut impl Write, articles: &[&Article], found: &Alignment) -> io::Result<()> {
    let articles_and_links = || {
        rayon::join(
            || list(articles, 1, |n, article| article_json(article, copy_of(articles, found, n))),
            || list(&found.links, BATCH, |n, link| link_json(articles, n, link)),
        )
    };
    let suspects_and_only = || {
        rayon::join(
            || list(&found.suspects, BATCH, |n, suspect| suspect_json(articles, n, suspect)),
            || list(&found.only, BATCH, |_, only| only_json(articles, only)),
        )
    };
    let threads = || list(&found.threads, BATCH, |n, thread| thread_json(articles, n, thread));
    let ((articles, links), (threads, (suspects, only))) =
        rayon::join(articles_and_links, || rayon::join(threads, suspects_and_only));
    write!(out, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION}")?;
    let lists = [
        ("articles", articles),
        ("links", links),
        ("threads", threads),
        ("suspects", suspects),
        ("only", only),
    ];
    for (name, printed) in lists {
        write!(out, ",\"{name}\":[")?;
        for bytes in printed? {
            out.write_all(&bytes)?;
        }
        out.write_all(b"]")?;
    }
    out.write_all(b"}")
}

/// Prints the items of a list with commas between them, each made and printed by some worker.
fn list<'a, T: Sync, J: Serialize>(
    items: &'a [T],
    batch: usize,
    make: impl Fn(usize, &'a T) -> J + Sync,
) -> io::Result<Vec<Vec<u8>>> {
    let print = |(number, batched): (usize, &'a [T])| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for (place, item) in batched.iter().enumerate() {
            if number + place > 0 {
                bytes.push(b',');
            }
            serde_json::to_writer(&mut bytes, &make(number * batch + place, item))?;
        }
        Ok(bytes)
    };
    items.par_chunks(batch).enumerate().map(print).collect()
}

fn copy_of<'a>(articles: &[&'a Article], found: &Alignment, article: usize) -> Option<&'a str> {
    found.copy_of.get(article).copied().flatten().map(|of| articles[of].id.as_str())
}

fn link_json<'a>(articles: &[&'a Article], id: usize, link: &'a Link) -> LinkJson<'a> {
    LinkJson {
        id,
        a: member_json(articles, &link.a, false),
        b: member_json(articles, &link.b, false),
        relation: link.relation.name(),
        tier: link.tier.name(),
        score: Fixed(link.score),
        threads: &link.threads,
    }
}

fn thread_json<'a>(articles: &[&'a Article], id: usize, thread: &Thread) -> ThreadJson<'a> {
    ThreadJson {
        id,
        members: thread.members.iter().map(|m| member_json(articles, m, false)).collect(),
        silent: thread.silent.iter().map(|a| articles[*a].id.as_str()).collect(),
    }
}

fn suspect_json<'a>(articles: &[&'a Article], id: usize, suspect: &'a Suspect) -> SuspectJson<'a> {
    let members = |r: &Reading| r.members.iter().map(|m| member_json(articles, m, true)).collect();
    SuspectJson {
        id,
        kind: suspect.kind.id(),
        rule: suspect.rule,
        score: Fixed(suspect.score),
        threads: &suspect.threads,
        readings: suspect
            .readings
            .iter()
            .map(|r| ReadingJson { says: &r.says, members: members(r) })
            .collect(),
    }
}

fn only_json<'a>(articles: &[&'a Article], only: &PassageRef) -> OnlyJson<'a> {
    OnlyJson { article: &articles[only.article].id, passage: only.passage }
}

fn member_json<'a>(articles: &[&'a Article], member: &Member, with_text: bool) -> MemberJson<'a> {
    let article = articles[member.article];
    let span = article.scalars.to_scalars(&article.text, member.span);
    let text = with_text.then(|| article.slice(member.span));
    MemberJson { article: &article.id, passage: member.passage, start: span.start, end: span.end, text }
}

fn article_json<'a>(article: &'a Article, copy_of: Option<&'a str>) -> ArticleJson<'a> {
    let passages = article.passages.iter().enumerate().map(|(n, p)| {
        let span = article.scalars.to_scalars(&article.text, p.span);
        let role = p.role.name();
        PassageJson {
            id: n,
            block: p.block,
            role,
            start: span.start,
            end: span.end,
            text: article.slice(p.span),
        }
    });
    ArticleJson {
        id: &article.id,
        path: &article.path,
        title: article.metadata.title.as_deref(),
        source: article.metadata.source.as_deref(),
        published: article.metadata.published.as_deref(),
        sha256: &article.bytes_sha256,
        chars: article.scalars.total(),
        copy_of,
        passages: passages.collect(),
    }
}
