//! One change of a case leaves every line alone that does not hold what was changed, however oddly the file is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use variorum::article::ScalarSpan;
use variorum::case::store::CaseFile;
use variorum::case::*;

/// How a list of records is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Tables,
    /// An array of inline tables, a record a line.
    Lines,
    /// An array of inline tables in one line.
    OneLine,
}

/// How a file is written.
#[derive(Debug, Clone)]
struct Style {
    annotations: Shape,
    articles: Shape,
    witnesses: Shape,
    asides: Shape,
    /// The head as `case.title = …` instead of a table of its own.
    dotted_head: bool,
    /// `read.as = …` instead of an inline table.
    dotted_read: bool,
    /// Comments, blanks and unknown keys between everything.
    odd: bool,
    bom: bool,
    /// Every how-manieth line ends in CRLF.
    crlf: Option<usize>,
    records: usize,
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![Just(Shape::Tables), Just(Shape::Lines), Just(Shape::OneLine)]
}

prop_compose! {
    fn style()(
        shapes in [shape(), shape(), shape(), shape()], flags in any::<[bool; 4]>(),
        crlf in prop::option::of(1usize..4), records in 1usize..4,
    ) -> Style {
        let [annotations, articles, witnesses, asides] = shapes;
        let [dotted_head, dotted_read, odd, bom] = flags;
        Style { annotations, articles, witnesses, asides, dotted_head, dotted_read, odd, bom, crlf, records }
    }
}

/// A file being written; every value has the name of its record and key in it, so that its line can be known.
struct Page<'s> {
    style: &'s Style,
    text: String,
    comments: usize,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        if self.style.odd && self.comments % 3 == 1 {
            writeln!(self.text, "\t# note {} = [[not a table]]", self.comments).unwrap();
        }
        let end = if self.style.odd && self.comments % 4 == 2 { " \t# beside" } else { "" };
        writeln!(self.text, "{line}{end}").unwrap();
        if self.style.odd && self.comments % 5 == 3 {
            self.text.push_str("  \n");
        }
        self.comments += 1;
    }

    /// Writes records; each is its keys with their values, and the list below it.
    fn records(&mut self, name: &str, shape: Shape, records: &[(Vec<(&str, String)>, String)]) {
        let inline = |(keys, below): &(Vec<(&str, String)>, String)| {
            let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            let below = if below.is_empty() { String::new() } else { format!(", {below}") };
            format!("{{ {}{below} }}", keys.join(", "))
        };
        match shape {
            Shape::OneLine => {
                let all: Vec<String> = records.iter().map(inline).collect();
                self.line(&format!("{name} = [{}]", all.join(", ")));
            }
            Shape::Lines => {
                self.line(&format!("{name} = ["));
                for record in records {
                    self.line(&format!("  {},", inline(record)));
                }
                self.line("]");
            }
            Shape::Tables => {
                for (keys, below) in records {
                    self.line(&format!("[[{name}]]"));
                    for (key, value) in keys {
                        self.line(&format!("{key}   =  {value}"));
                    }
                    if !below.is_empty() {
                        self.line(below);
                    }
                }
            }
        }
    }
}

/// Writes a case in a style.
fn file(style: &Style) -> String {
    let mut page = Page { style, text: String::new(), comments: 0 };
    page.line("format = 'variorum-case'");
    page.line("version = 1");
    page.line("mood = { \"a key\" = 1, list = [1,2, 3] }");
    if style.dotted_head {
        page.line("case.id = \"c-1\"");
        page.line("case.title = 'head-title'");
        page.line("case.mine = 1979-05-27");
    }
    let articles: Vec<_> = (0..style.records).map(|n| (article(n, style), String::new())).collect();
    let annotations: Vec<_> = (0..style.records).map(|n| annotation(n, style)).collect();
    let asides: Vec<_> = (0..style.records)
        .map(|n| (vec![("kind", format!("\"s{n}-kind\"")), ("why", format!("\"s{n}-why\""))], String::new()))
        .collect();
    // What is written in line belongs to the root and has to come before the first table.
    let mut lists = [
        ("article", style.articles, articles),
        ("annotation", style.annotations, annotations),
        ("aside", style.asides, asides),
    ];
    lists.sort_by_key(|(_, shape, _)| *shape == Shape::Tables);
    for (at, (name, shape, records)) in lists.iter().enumerate() {
        let tables = *shape == Shape::Tables;
        let first = tables && lists[..at].iter().all(|(_, shape, _)| *shape != Shape::Tables);
        if first && !style.dotted_head {
            head(&mut page);
        }
        page.records(name, *shape, records);
    }
    if !style.dotted_head && lists.iter().all(|(_, shape, _)| *shape != Shape::Tables) {
        head(&mut page);
    }
    page.line("[desk.\"a.b\"]");
    page.line("shift = \"night\"");
    page.line("# the end");
    let mut text = page.text;
    if let Some(every) = style.crlf {
        let lines = text.split_inclusive('\n').enumerate();
        text =
            lines.map(|(i, l)| if i % every == 0 { l.replace('\n', "\r\n") } else { l.to_owned() }).collect();
    }
    if style.bom { format!("\u{feff}{text}") } else { text }
}

fn head(page: &mut Page<'_>) {
    page.line("[case]");
    page.line("id = \"c-1\"");
    page.line("title = 'head-title'");
    page.line("mine = 1979-05-27");
}

fn article(n: usize, style: &Style) -> Vec<(&'static str, String)> {
    let mut keys = vec![
        ("id", format!("\"a{n}\"")),
        ("path", format!("\"a{n}.txt\"")),
        ("label", format!("'p{n}-label'")),
        ("rating", "4".into()),
    ];
    if style.dotted_read {
        keys.extend([
            ("read.as", format!("\"text\"   # p{n}-as").split("   #").next().unwrap().to_owned()),
            ("read.encoding", format!("\"p{n}-encoding\"")),
            ("read.pages", "7".into()),
        ]);
    } else {
        keys.push(("read", format!("{{as = \"text\",encoding = \"p{n}-encoding\", pages = 7}}")));
    }
    keys
}

fn annotation(n: usize, style: &Style) -> (Vec<(&'static str, String)>, String) {
    let keys = vec![
        ("id", format!("\"a-0000000{n}\"")),
        ("kind", format!("'r{n}-kind'")),
        ("rank", "0x1F".into()),
        ("question", format!("'''r{n}-question'''")),
        ("status", "\"open\"".into()),
        ("tags", format!("[\"r{n}-tags\",  'b' ]")),
        ("note", format!("\"\"\"r{n}-note\"\"\"")),
        ("created", "2026-03-15T09:31:55Z".into()),
        ("verdict", format!("\"r{n}-verdict\"")),
    ];
    let inline = style.witnesses != Shape::Tables || style.annotations != Shape::Tables;
    let witness = |w: usize| match inline {
        true => {
            format!(
                "{{ article = \"a0\", says = 'r{n}w{w}-says', text = \"r{n}w{w}-text\", span = [1, 5], seen = true }}"
            )
        }
        false => format!(
            "  [[annotation.witness]]\n    article = \"a0\"\n  says = 'r{n}w{w}-says' # said\n\n  text = \"r{n}w{w}-text\"\n  span = [1,5]\n  seen = true"
        ),
    };
    let below = match (inline, style.witnesses == Shape::Lines && style.annotations == Shape::Tables) {
        (true, true) => format!("witness = [\n  {}, # r\n  {}\n]", witness(0), witness(1)),
        (true, false) => format!("witness = [{}, {}]", witness(0), witness(1)),
        (false, _) => format!("{}\n{}", witness(0), witness(1)),
    };
    (keys, below)
}

/// A change, and what stands in the lines that it may touch.
fn change(case: &mut Case, which: usize, at: usize, text: &str) -> Vec<String> {
    let n = at % case.annotations.len();
    let record = &mut case.annotations[n];
    let touched = |key: &str| vec![format!("r{n}-{key}")];
    match which {
        0 => record.kind = text.into(),
        1 => record.question = text.into(),
        2 => record.note = text.into(),
        3 => record.tags.push(text.into()),
        4 => record.verdict = Some(text.into()),
        5 => record.verdict = None,
        6 => record.question.clear(),
        7 => record.witnesses[1].says = Some(text.into()),
        8 => record.witnesses[0].stand = Stand::Agrees,
        9 => record.evidence.push(text.into()),
        10 => {
            let quote =
                Quote { text: text.into(), span: ScalarSpan { start: 2, end: 3 }, ..Quote::default() };
            record.witnesses.push(Witness { article: "a0".into(), quote: Some(quote), ..Witness::default() });
        }
        11 => record.checks.push(Check { source: text.into(), ..Check::default() }),
        12 => {
            let article = at % case.articles.len();
            case.articles[article].label = Some(text.into());
            return vec![format!("p{article}-label")];
        }
        13 => {
            let article = at % case.articles.len();
            case.articles[article].read.as_mut().unwrap().encoding = text.into();
            return vec![format!("p{article}-encoding")];
        }
        14 => {
            case.title = Some(text.into());
            return vec!["head-title".into()];
        }
        15 => {
            let id = "a-new00000".into();
            case.annotations.push(Annotation { id, question: text.into(), ..Annotation::default() });
            return Vec::new();
        }
        16 => {
            case.asides.push(Aside { kind: text.into(), ..Aside::default() });
            return Vec::new();
        }
        _ => {
            case.ties.push(Tie::default());
            return Vec::new();
        }
    }
    let keys = ["kind", "question", "note", "tags", "verdict", "verdict", "question"];
    match which {
        7 => vec![format!("r{n}w1-says")],
        // New keys and records below stand in lines of their own, but in the line of what is written in one.
        8 => vec![format!("r{n}w0-says")],
        9..=11 => vec![format!("r{n}w1-says"), format!("r{n}-question")],
        _ => touched(keys[which]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn one_change_leaves_all_unrelated_lines_as_they_are(
        style in style(), which in 0usize..18, at in 0usize..4, text in "[a-zé“ ]{1,12}|[\\PC\\n\"'\\\\]{1,9}",
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("variorum.toml");
        let old = file(&style);
        fs::write(&path, &old).unwrap();
        let (mut stored, mut case) = CaseFile::open(&path).unwrap_or_else(|e| panic!("{e}\n{old}"));
        let touched = change(&mut case, which, at, &text);
        stored.save(&case).unwrap();
        let new = fs::read_to_string(&path).unwrap();
        prop_assert_eq!(&CaseFile::open(&path).unwrap().1, &case);

        // A list in one line is one line for all its records.
        let lists = [("article = [", style.articles), ("annotation = [", style.annotations), ("aside = [", style.asides)];
        let list = match which { 12 | 13 => 0, 14 | 17 => 9, 16 => 2, _ => 1 };
        let is_touched = |line: &str| {
            let in_list = lists.get(list).is_some_and(|(begin, shape)| *shape == Shape::OneLine && line.starts_with(begin));
            in_list || touched.iter().any(|t| line.contains(t.as_str()))
                // The bracket that closes a list, where a record is added at its end.
                || matches!(which, 10 | 15 | 16) && line.starts_with(']')
        };
        let mut rest = new.split_inclusive('\n');
        for line in old.split_inclusive('\n').filter(|l| !is_touched(l)) {
            prop_assert!(rest.any(|l| l == line), "lost, or out of order: {line:?}\n--- old\n{old}\n--- new\n{new}");
        }
        prop_assert_eq!(new.starts_with('\u{feff}'), style.bom);
        // Undone, the file is what it was, to the byte.
        let (_, before) = CaseFile::open(&{ fs::write(dir.path().join("old.toml"), &old).unwrap(); dir.path().join("old.toml") }).unwrap();
        stored.save(&before).unwrap();
        prop_assert_eq!(fs::read_to_string(&path).unwrap(), old);
    }
}
