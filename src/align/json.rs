//! The alignment as JSON, for other programs: the schema of `variorum align --format json`.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::{Alignment, Member, Reading, Score};
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

/// Items that one worker writes at a time; articles are large, and go one by one.
const BATCH: usize = 512;

/// Writes an alignment over these articles as one JSON object, on as many workers as there are cores.
///
/// # Errors
/// Those of the output.
pub fn write(out: &mut impl Write, articles: &[&Article], found: &Alignment) -> io::Result<()> {
    let id = |a: usize| articles[a].id.as_str();
    let member = |m: &Member, with_text: bool| member_json(articles[m.article], m, with_text);
    write!(out, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION}")?;
    list(out, "articles", articles, 1, |n, a| {
        article_json(a, found.copy_of.get(n).copied().flatten().map(id))
    })?;
    list(out, "links", &found.links, BATCH, |n, l| LinkJson {
        id: n,
        a: member(&l.a, false),
        b: member(&l.b, false),
        relation: l.relation.name(),
        tier: l.tier.name(),
        score: Fixed(l.score),
        threads: &l.threads,
    })?;
    list(out, "threads", &found.threads, BATCH, |n, t| ThreadJson {
        id: n,
        members: t.members.iter().map(|m| member(m, false)).collect(),
        silent: t.silent.iter().map(|a| id(*a)).collect(),
    })?;
    let reading = |r: &'_ Reading| r.members.iter().map(|m| member(m, true)).collect();
    list(out, "suspects", &found.suspects, BATCH, |n, s| SuspectJson {
        id: n,
        kind: s.kind.id(),
        rule: s.rule,
        score: Fixed(s.score),
        threads: &s.threads,
        readings: s.readings.iter().map(|r| ReadingJson { says: &r.says, members: reading(r) }).collect(),
    })?;
    list(out, "only", &found.only, BATCH, |_, o| OnlyJson { article: id(o.article), passage: o.passage })?;
    out.write_all(b"}")
}

/// Writes a field that is a list, each item made and printed by some worker.
fn list<'a, T: Sync, J: Serialize>(
    out: &mut impl Write,
    name: &str,
    items: &'a [T],
    batch: usize,
    make: impl Fn(usize, &'a T) -> J + Sync,
) -> io::Result<()> {
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
    let printed: io::Result<Vec<Vec<u8>>> = items.par_chunks(batch).enumerate().map(print).collect();
    write!(out, ",\"{name}\":[")?;
    for bytes in printed? {
        out.write_all(&bytes)?;
    }
    out.write_all(b"]")
}

fn member_json<'a>(article: &'a Article, member: &Member, with_text: bool) -> MemberJson<'a> {
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
