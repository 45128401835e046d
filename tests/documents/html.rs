//! Web pages.

use super::blocks;
use variorum::article::{Extractor, Format, ReadAs, Role, read, read_as};

pub(crate) const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Footbridge gives way - Valley Post</title>
<meta property="og:site_name" content="Valley Post"><link rel="canonical" href="https://post.example/deck">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Person","@id":"#p","name":"Maria Ode"},
{"@type":["NewsArticle"],"headline":"Footbridge gives way","author":[{"@id":"#p"}],"datePublished":"2026-03-14T18:40:00Z"}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>Footbridge <em>gives</em> way</h1><p class="byline">By Maria Ode, Chief Reporter</p>
<p>Nine people were taken to hospital on Saturday after the deck of the footbridge fell
into the stream, the council said.</p>
<figure><img src="deck.jpg" alt="x"><figcaption>The deck on Sunday morning, seen from the <b>mill</b><span>Credit: B. Lund</span></figcaption></figure>
<h2>Warned twice</h2>
<p>An inspection had been put off twice, according to the minutes of the council, which the Post has seen and read in full.</p>
<blockquote><p>We heard a crack, and then everybody was in the water, said a walker who stood on the bank.</p></blockquote>
<ul><li>The bridge is closed until May.</li><li>A ferry runs from the mill.</li></ul>
<table><tr><th>Day</th><th>Hurt</th></tr><tr><td>Saturday</td><td>9</td></tr></table>
<p>The bridge was built in 1974 and was last painted in 2003, when some of its bolts were replaced by new ones.<br>It is owned by the county.</p>
<script>alert(1)</script><p style="display: none">Hidden words</p>
</article></main><footer>Copyright</footer></body></html>"##;

#[test]
fn a_page_is_read_as_its_article_with_headline_byline_and_roles() {
    let article = read(PAGE.as_bytes(), "saved.txt").unwrap();
    let expected = [
        (Role::Heading, "Footbridge gives way"),
        (Role::Boilerplate, "By Maria Ode, Chief Reporter"),
        (
            Role::Text,
            "Nine people were taken to hospital on Saturday after the deck of the footbridge fell into the stream, the council said.",
        ),
        (Role::Caption, "The deck on Sunday morning, seen from the mill Credit: B. Lund"),
        (Role::Heading, "Warned twice"),
        (
            Role::Text,
            "An inspection had been put off twice, according to the minutes of the council, which the Post has seen and read in full.",
        ),
        (
            Role::Quotation,
            "We heard a crack, and then everybody was in the water, said a walker who stood on the bank.",
        ),
        (Role::Item, "• The bridge is closed until May."),
        (Role::Item, "• A ferry runs from the mill."),
        (Role::Text, "Day · Hurt"),
        (Role::Text, "Saturday · 9"),
        (
            Role::Text,
            "The bridge was built in 1974 and was last painted in 2003, when some of its bolts were replaced by new ones. It is owned by the county.",
        ),
    ];
    assert_eq!(blocks(&article), expected);
    assert_eq!((article.reading.format, article.reading.extractor), (Format::Html, Some(Extractor::Reader)));
    let said = article.metadata;
    assert_eq!(said.title.as_deref(), Some("Footbridge gives way"));
    assert_eq!(said.source.as_deref(), Some("Valley Post"));
    assert_eq!(said.author.as_deref(), Some("Maria Ode"));
    assert_eq!(said.published.as_deref(), Some("2026-03-14T18:40:00Z"));
    assert_eq!(said.language.as_deref(), Some("en"));
    assert_eq!(said.url.as_deref(), Some("https://post.example/deck"));
}

#[test]
fn the_whole_page_is_a_choice_away() {
    let how = ReadAs { extractor: Some(Extractor::Plain), ..ReadAs::default() };
    let article = read_as(PAGE.as_bytes(), "saved.html", &how).unwrap();
    let seen = blocks(&article);
    assert_eq!(seen[0], (Role::Boilerplate, "Home"));
    assert!(seen.contains(&(Role::Text, "Copyright")) || seen.contains(&(Role::Boilerplate, "Copyright")));
    assert!(!article.text.contains("Hidden") && !article.text.contains("alert"));
    assert_eq!(article.reading.extractor, Some(Extractor::Plain));
}

#[test]
fn a_page_without_an_article_is_shown_whole_and_that_is_said() {
    let article = read(b"<html><body><div>Nine fell.</div></body></html>", "a.html").unwrap();
    assert_eq!(article.text, "Nine fell.");
}

#[cfg(feature = "best-extraction")]
#[test]
fn the_slower_extractor_finds_the_same_article_with_its_head() {
    let how = ReadAs { extractor: Some(Extractor::Best), ..ReadAs::default() };
    let article = read_as(PAGE.as_bytes(), "a.html", &how).unwrap();
    let seen = blocks(&article);
    // Headline and byline stand above the text, in either order.
    let (head, body) = seen.split_at(2);
    assert!(head.contains(&(Role::Heading, "Footbridge gives way")), "{seen:?}");
    assert!(head.iter().any(|(_, text)| text.contains("Maria Ode")), "{seen:?}");
    assert!(body[0].1.starts_with("Nine people were taken"), "{seen:?}");
    let is_there = |start: &str| seen.iter().any(|(_, text)| text.starts_with(start));
    assert!(is_there("The bridge was built in 1974"), "{seen:?}");
    assert!(
        !article.text.contains("Hidden") && !article.text.contains("alert") && !is_there("Sport"),
        "{seen:?}"
    );
    assert_eq!(article.reading.extractor, Some(Extractor::Best));
}

#[cfg(not(feature = "best-extraction"))]
#[test]
fn an_extractor_that_is_not_built_in_is_told_in_one_sentence() {
    let how = ReadAs { extractor: Some(Extractor::Best), ..ReadAs::default() };
    let error = read_as(PAGE.as_bytes(), "a.html", &how).unwrap_err().to_string();
    assert!(error.contains("--extract reader") && error.matches(". ").count() == 0, "{error}");
}

#[test]
fn pages_that_grow_without_end_are_refused() {
    let deep = format!("<html><body>{}x", "<div>".repeat(100_000));
    let error = read(deep.as_bytes(), "a.html").unwrap_err().to_string();
    assert!(error.contains("nests"), "{error}");
    let wide: String = (0..400).map(|n| format!("<b a={n}>")).collect();
    let wide = format!("<html><body><p>{wide}</p>{}", "<p>x".repeat(100_000));
    let error = read(wide.as_bytes(), "a.html").map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("more than"), "{error}");
}

#[test]
fn lines_of_code_and_verses_stay_apart() {
    let how = ReadAs { extractor: Some(Extractor::Plain), ..ReadAs::default() };
    let page = "<html><body><pre>one\n  two</pre>verse one<br>verse two<br><br>next <q>said</q><ol start=3><li>c<li><p>d</p><p>e</p></ol>";
    let article = read_as(page.as_bytes(), "a.html", &how).unwrap();
    assert_eq!(article.text, "one\ntwo\nverse one verse two\nnext “said”\n3. c\n4. d\ne");
}

#[test]
fn the_headline_on_the_page_is_the_title_and_not_the_short_one_of_the_window() {
    let page = |h1: &str| {
        let text = "Nine potters were taken to hospital after the kiln of the pottery burst on Friday, the fire brigade said.";
        format!(
            "<!doctype html><title>Kiln fire – The Dorrow Echo</title><meta property=og:site_name content='The Dorrow Echo'>\
             <body><article><h1>{h1}</h1><p>{text}</p><p>{text}</p></article></body>"
        )
    };
    let headings = |h1: &str| {
        let article = read(page(h1).as_bytes(), "page.html").unwrap();
        let title = article.metadata.title.clone().unwrap();
        let all = blocks(&article).into_iter().filter(|b| b.0 == Role::Heading);
        (title, all.map(|b| b.1.to_owned()).collect::<Vec<_>>())
    };
    let (title, shown) = headings("Nine hurt in kiln fire");
    assert_eq!(
        (title.as_str(), shown),
        ("Nine hurt in kiln fire", vec!["Nine hurt in kiln fire".to_owned()])
    );
    // Where the page's first heading is the name of the site, the window knows better.
    assert_eq!(headings("The Dorrow Echo").0, "Kiln fire");
}

#[test]
fn the_beginning_of_a_page_that_is_not_free_is_never_taken_for_all_of_it() {
    let page = |head: &str, text: &str| {
        let page = format!(
            "<!doctype html><html><head>{head}</head><body><article><h1>Deck falls</h1>{text}</article></body></html>"
        );
        read(page.as_bytes(), "deck.html").unwrap()
    };
    let data = |said: &str| {
        format!("<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",{said}}}</script>")
    };
    let sentence =
        "Nine walkers were taken to hospital after the deck of the footbridge fell, the council said. ";
    let text = |times: usize, end: &str| format!("<p>{}{end}</p>", sentence.repeat(times));
    let closed = [
        data("\"isAccessibleForFree\":false"),
        data("\"hasPart\":{\"@type\":\"WebPageElement\",\"isAccessibleForFree\":\"False\"}"),
        "<meta property=\"article:content_tier\" content=\"locked\">".to_owned(),
        "<meta property=\"article:content_tier\" content=\"metered\">".to_owned(),
        "<meta itemprop=\"isAccessibleForFree\" content=\"false\">".to_owned(),
    ];
    for head in &closed {
        let article = page(head, &text(6, ""));
        assert!(article.text.contains("Nine walkers"), "it is read all the same");
        let told = article.told().unwrap_or_default();
        assert!(told.starts_with("deck.html: ") && told.contains("not free"), "{head}: {told}");
        assert!(told.contains("log in with a browser") && told.contains("paste"), "{told}");
        assert_eq!(page(head, &text(30, "")).notice, None, "{head}: who is logged in has all of it");
        assert!(page(head, &text(30, "The mayor said that…")).notice.is_some(), "{head}: it breaks off");
    }
    let free = [
        data("\"isAccessibleForFree\":true"),
        "<meta property=\"article:content_tier\" content=\"free\">".to_owned(),
        String::new(),
    ];
    for head in &free {
        assert_eq!(page(head, &text(6, "")).notice, None, "{head}");
        assert_eq!(page(head, &text(30, "The mayor said that…")).notice, None, "{head}");
    }
}

#[test]
fn whether_a_page_is_free_is_what_its_own_article_says() {
    let text =
        "Nine walkers were taken to hospital after the deck of the footbridge fell, the council said. "
            .repeat(6);
    let is_closed = |objects: &[&str]| {
        let head: String =
            objects.iter().map(|o| format!("<script type=\"application/ld+json\">{o}</script>")).collect();
        let page =
            format!("<head>{head}</head><body><article><h1>Deck falls</h1><p>{text}</p></article></body>");
        read(page.as_bytes(), "deck.html").unwrap().notice.is_some()
    };
    let web = r#"{"@type":"WebPage","isAccessibleForFree":true}"#;
    let own = |said: &str| {
        format!(r#"{{"@type":"NewsArticle","headline":"Deck falls","url":"https://wire.test/deck"{said}}}"#)
    };
    let (free, closed, silent) =
        (own(r#","isAccessibleForFree":true"#), own(r#","isAccessibleForFree":false"#), own(""));
    let teaser = r#"{"@type":"NewsArticle","headline":"Why decks fall","url":"https://wire.test/why","isAccessibleForFree":false}"#;
    let elsewhere = r#"{"@type":"NewsArticle","isAccessibleForFree":false}"#;
    // A page that anybody may open can hold an article that goes on for subscribers only.
    assert!(is_closed(&[web, &closed]), "in two scripts");
    assert!(is_closed(&[&format!("[{web},{closed}]")]), "in one");
    // What is sold beside it says nothing of the article.
    assert!(!is_closed(&[&free, teaser]));
    assert!(!is_closed(&[&silent, teaser, web]));
    assert!(!is_closed(&[&silent, teaser]));
    // Where the article says nothing, another object about it is believed.
    assert!(is_closed(&[&silent, elsewhere]));
}
