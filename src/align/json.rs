//! The alignment as JSON, for other programs: the schema of `variorum align --format json`.

use serde::{Serialize, Serializer};

use super::{Alignment, Member, Score};
use crate::article::Article;

/// The name of the format.
pub const FORMAT: &str = "variorum-alignment";
/// Rises only when a meaning changes.
pub const VERSION: u32 = 1;

/// An alignment that can be written as JSON.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    format: &'static str,
    version: u32,
    articles: Vec<ArticleJson<'a>>,
    links: Vec<LinkJson<'a>>,
    threads: Vec<ThreadJson<'a>>,
    suspects: Vec<SuspectJson<'a>>,
    only: Vec<OnlyJson<'a>>,
}

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

impl<'a> Document<'a> {
    /// Makes the document of an alignment over these articles.
    pub fn new(articles: &[&'a Article], alignment: &'a Alignment) -> Document<'a> {
        let id = |a: usize| articles[a].id.as_str();
        let member = |m: &Member, with_text: bool| {
            let article = articles[m.article];
            let span = article.scalars.to_scalars(&article.text, m.span);
            let text = with_text.then(|| article.slice(m.span));
            MemberJson { article: &article.id, passage: m.passage, start: span.start, end: span.end, text }
        };
        Document {
            format: FORMAT,
            version: VERSION,
            articles: articles
                .iter()
                .enumerate()
                .map(|(i, a)| article_json(a, alignment.copy_of.get(i).copied().flatten().map(id)))
                .collect(),
            links: alignment
                .links
                .iter()
                .enumerate()
                .map(|(n, l)| LinkJson {
                    id: n,
                    a: member(&l.a, false),
                    b: member(&l.b, false),
                    relation: l.relation.name(),
                    tier: l.tier.name(),
                    score: Fixed(l.score),
                    threads: &l.threads,
                })
                .collect(),
            threads: alignment
                .threads
                .iter()
                .enumerate()
                .map(|(n, t)| ThreadJson {
                    id: n,
                    members: t.members.iter().map(|m| member(m, false)).collect(),
                    silent: t.silent.iter().map(|a| id(*a)).collect(),
                })
                .collect(),
            suspects: alignment
                .suspects
                .iter()
                .enumerate()
                .map(|(n, s)| SuspectJson {
                    id: n,
                    kind: s.kind.id(),
                    rule: s.rule,
                    score: Fixed(s.score),
                    threads: &s.threads,
                    readings: s
                        .readings
                        .iter()
                        .map(|r| ReadingJson {
                            says: &r.says,
                            members: r.members.iter().map(|m| member(m, true)).collect(),
                        })
                        .collect(),
                })
                .collect(),
            only: alignment
                .only
                .iter()
                .map(|o| OnlyJson { article: id(o.article), passage: o.passage })
                .collect(),
        }
    }
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
