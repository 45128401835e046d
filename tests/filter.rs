//! The filter of annotations: what it means, how it says what it does not understand, and what it offers to type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use proptest::prelude::*;
use variorum::case::filter::{Filter, Vocabulary, complete};
use variorum::case::{Annotation, ArticleEntry, Case, Quote, Severity, Stand, Status, Witness};
use variorum::export::Notes;

fn witness(article: &str, words: &str) -> Witness {
    let quote = Quote { text: words.into(), ..Quote::default() };
    Witness { article: article.into(), quote: Some(quote), ..Witness::default() }
}

fn silent(article: &str) -> Witness {
    Witness { article: article.into(), stand: Stand::Silent, ..Witness::default() }
}

fn case() -> Case {
    let article = |id: &str, label: &str| ArticleEntry {
        id: id.into(),
        label: Some(label.into()),
        ..ArticleEntry::default()
    };
    let annotation = |id: &str, kind: &str, question: &str| Annotation {
        id: format!("a-{id}"),
        kind: kind.into(),
        question: question.into(),
        ..Annotation::default()
    };
    Case {
        articles: vec![
            article("courier", "Courier"),
            article("post", "Valley Post"),
            article("wire", "Wire"),
        ],
        annotations: vec![
            Annotation {
                status: Status::Open,
                severity: Severity::High,
                tags: vec!["casualties".into(), "to call".into()],
                witnesses: vec![witness("courier", "Nine people"), witness("post", "at least twelve")],
                ..annotation("1", "number", "How many were hurt?")
            },
            Annotation {
                status: Status::Checking,
                by: Some("Mira K".into()),
                note: "The café owner saw it — “at ten”.".into(),
                witnesses: vec![witness("post", "on Sunday"), silent("wire")],
                ..annotation("2", "time", "When did it fall?")
            },
            Annotation { status: Status::Resolved, ..annotation("3", "number", "") },
        ],
        ..Case::default()
    }
}

fn words() -> Vocabulary {
    let case = case();
    let name = |id: &str| case.articles.iter().find(|a| a.id == id).and_then(|a| a.label.clone()).unwrap();
    Vocabulary::of(&case, name, |_| Vec::new())
}

fn found(filter: &str) -> String {
    let filter = Filter::parse(filter, &words()).unwrap();
    let case = case();
    let meant = case.annotations.iter().filter(|a| filter.matches(a));
    meant.map(|a| a.id.trim_start_matches("a-").to_owned()).collect()
}

fn refused(filter: &str) -> String {
    Filter::parse(filter, &words()).unwrap_err().to_string()
}

fn offered(filter: &str) -> Vec<String> {
    complete(filter, filter.len(), &words()).choices.into_iter().map(|c| c.value).collect()
}

#[test]
fn each_field_means_what_it_says() {
    for (filter, expected) in [
        ("", "123"),
        ("  ", "123"),
        ("kind:number", "13"),
        ("kind:Number", "13"),
        ("KIND:number,time", "123"),
        ("-kind:number", "2"),
        ("status:open", "1"),
        ("status:open,checking", "12"),
        ("-status:open,checking", "3"),
        ("kind:number status:open", "1"),
        ("severity:high", "1"),
        ("confidence:likely", "123"),
        ("tag:casualties", "1"),
        ("tag:\"to call\"", "1"),
        ("tag:Casualties", "1"),
        ("tag:casual", ""),
        ("article:courier", "1"),
        ("article:\"Valley Post\"", "12"),
        ("article:2", "12"),
        ("article:wire", ""),
        ("silent:wire", "2"),
        ("by:\"mira k\"", "2"),
        ("id:a-3", "3"),
        ("hurt", "1"),
        ("HURT many", "1"),
        ("many hurt", "1"),
        ("\"many hurt\"", ""),
        ("\"many were\"", "1"),
        ("twelve", "1"),
        ("cafe", "2"),
        ("\"it - \\\"at ten\\\"\"", "2"),
        ("-hurt -fall", "3"),
        ("hurt fall", ""),
    ] {
        assert_eq!(found(filter), expected, "{filter}");
    }
}

#[test]
fn a_filter_still_means_its_articles_when_another_of_their_source_is_added() {
    let mut case = case();
    let entry = |id: &str, label: Option<&str>, source: &str| ArticleEntry {
        id: id.into(),
        label: label.map(str::to_owned),
        source: Some(source.into()),
        title: Some(format!("On {id}")),
        ..ArticleEntry::default()
    };
    case.articles = vec![
        entry("courier", Some("Morning"), "Courier"),
        entry("post", None, "Valley Wire"),
        entry("wire", None, "Harbour Post"),
    ];
    let found = |case: &Case, filter: &str| {
        let notes = Notes::new(case, &[]);
        let words = Vocabulary::of(case, |id| notes.name(id), |id| notes.label_and_source(id));
        let filter = Filter::parse(filter, &words).unwrap_or_else(|error| panic!("{filter}: {error}"));
        let meant = case.annotations.iter().filter(|a| filter.matches(a));
        meant.map(|a| a.id.trim_start_matches("a-").to_owned()).collect::<String>()
    };
    assert_eq!(found(&case, "article:\"Valley Wire\""), "12");
    case.articles.push(entry("new", None, "Valley Wire"));
    case.annotations[2].witnesses = vec![witness("new", "twelve"), silent("courier")];
    for (filter, expected) in [
        ("article:\"Valley Wire\"", "123"),
        ("article:\"valley  WIRE\"", "123"),
        ("-article:\"Valley Wire\"", ""),
        ("article:\"On new\"", "3"),
        ("article:4", "3"),
        ("article:morning", "1"),
        ("article:Courier", "1"),
        ("silent:Courier", "3"),
        ("silent:\"Harbour Post\",Morning", "23"),
    ] {
        assert_eq!(found(&case, filter), expected, "{filter}");
    }
    // An id, as it is offered, means one article, whatever others are called; any other word means all that are.
    case.articles[1].source = Some("New".into());
    assert_eq!(found(&case, "article:new"), "3");
    assert_eq!(found(&case, "article:New"), "123");
}

#[test]
fn what_is_not_understood_is_one_sentence_with_what_to_do() {
    for (filter, expected) in [
        ("knd:number", "`knd:` is no field; did you mean `kind:`?"),
        (
            "http://x",
            "`http:` is no field; put it in quotation marks to look for it; the fields are kind, status, tag, article, silent, severity, confidence, by, id",
        ),
        ("status:opne", "`opne` is no status; did you mean `open`?"),
        ("severity:5", "`5` is no severity; there are low, medium, high"),
        ("kind:nubmer", "`nubmer` is no kind; did you mean `number`?"),
        ("article:curier", "`curier` is no article; did you mean `courier`?"),
        ("article:4", "`4` is no article; there are courier, post, wire"),
        ("status:", "`status:` needs a value behind the colon"),
        ("hurt -", "`-` needs something behind it that is to be left out"),
    ] {
        assert_eq!(refused(filter), expected, "{filter}");
    }
}

#[test]
fn a_tag_that_is_nowhere_is_no_mistake_but_is_told() {
    let advice = |filter: &str| Filter::parse(filter, &words()).unwrap().advice(&words());
    assert_eq!(
        advice("tag:casualty").unwrap(),
        "no annotation has the tag `casualty`; did you mean `casualties`?"
    );
    assert_eq!(advice("tag:zzz").unwrap(), "no annotation has the tag `zzz`");
    assert_eq!(advice("tag:casualties -tag:zzz"), None);
}

#[test]
fn what_could_be_typed_is_offered() {
    assert!(offered("").contains(&"kind:".into()));
    assert_eq!(offered("st"), ["status:"]);
    assert_eq!(offered("-st"), ["status:"]);
    assert_eq!(offered("status:"), ["open", "checking", "resolved", "dismissed"]);
    assert_eq!(offered("status:open,c"), ["checking"]);
    assert_eq!(offered("kind:tim"), ["time"]);
    assert_eq!(offered("tag:"), ["casualties", "\"to call\""]);
    assert_eq!(offered("article:val"), ["post"]);
    assert_eq!(offered("nofield:"), [""; 0]);
    assert_eq!(offered("hurt "), offered(""));
    let put = |text: &str| {
        let found = complete(text, text.len(), &words());
        found.put(text, &found.choices[0])
    };
    assert_eq!(put("-st"), ("-status:".into(), 8));
    assert_eq!(put("status:open,ch"), ("status:open,checking ".into(), 21));
    assert_eq!(put("hurt tag:to"), ("hurt tag:\"to call\" ".into(), 19));
}

fn any_filter() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "(-)?(kind|status|tag|article|silent|severity|confidence|by|id|x)(:)?[a-z\" ,]{0,8}",
        prop::sample::select(vec![
            "status:open",
            "kind:number",
            "tag:\"to call\"",
            "hurt",
            "-fall",
            "article:2"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.join(" "))
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_or_refused_in_one_line(text in any_filter(), at in 0usize..60) {
        match Filter::parse(&text, &words()) {
            Ok(filter) => {
                case().annotations.iter().for_each(|a| assert!(filter.matches(a) || !filter.is_empty()));
                filter.advice(&words());
            }
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
        let found = complete(&text, at, &words());
        for choice in &found.choices {
            let (put, behind) = found.put(&text, choice);
            prop_assert!(put.is_char_boundary(behind));
        }
    }

    #[test]
    fn the_order_of_the_parts_does_not_matter(mut parts in prop::collection::vec(
        prop::sample::select(vec!["status:open", "kind:number,time", "-hurt", "tag:casualties", "twelve", "-article:wire"]), 0..5,
    )) {
        let forward = found(&parts.join(" "));
        parts.reverse();
        prop_assert_eq!(forward, found(&parts.join(" ")));
    }

    #[test]
    fn a_minus_means_all_the_others(part in prop::sample::select(vec![
        "status:open,resolved", "kind:number", "tag:\"to call\"", "hurt", "article:post", "silent:wire", "by:\"Mira K\"",
    ])) {
        let (with, without) = (found(part), found(&format!("-{part}")));
        let mut all: Vec<char> = with.chars().chain(without.chars()).collect();
        all.sort_unstable();
        prop_assert_eq!(all, ['1', '2', '3']);
    }

    #[test]
    fn any_text_in_quotation_marks_is_found_as_it_is(text in "\\PC{0,20}") {
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let filter = Filter::parse(&quoted, &words()).unwrap();
        let annotation = Annotation { question: format!("before {text} after"), ..Annotation::default() };
        prop_assert!(text.is_empty() || filter.matches(&annotation));
    }

    #[test]
    fn any_tag_that_is_offered_is_found(tag in "\\PC{1,12}") {
        prop_assume!(!tag.trim().is_empty());
        let case = Case {
            annotations: vec![Annotation { tags: vec![tag.clone()], ..Annotation::default() }],
            ..Case::default()
        };
        let words = Vocabulary::of(&case, str::to_owned, |_| Vec::new());
        let found = complete("tag:", 4, &words);
        let (text, _) = found.put("tag:", &found.choices[0]);
        prop_assert!(Filter::parse(&text, &words).unwrap().matches(&case.annotations[0]), "{}", text);
    }
}
