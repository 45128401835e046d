//! Text of every script in the panes: widths, rows, order, justified rows, hyphens; what is added for the eye is no text.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
mod support;

use std::sync::Arc;

use ferry::{SIZES, compared, ferry, shown};
use proptest::prelude::*;
use support::*;
use unicode_segmentation::UnicodeSegmentation;
use variorum::app::effect::{Effect, Message};
use variorum::app::hyphens::Hyphens;
use variorum::app::placing::{place, visual};
use variorum::app::rows::{RowCache, wrap_block};
use variorum::app::{App, cells};
use variorum::article::{self, Article, Span};
use variorum::config::{Bidi, theme};
use variorum::ui::{Look, Theme, glyphs};

fn read(number: usize, text: &str) -> Option<Arc<Article>> {
    article::read(text.as_bytes(), &format!("{number}.txt")).ok().map(Arc::new)
}

/// The rows of a pane's text, as they are drawn.
fn drawn(app: &App, pane: usize) -> Vec<String> {
    let frame = frame(app);
    let area = app.scene.layout.panes[pane].text;
    let row = |y: u16| {
        let mut line = String::new();
        let mut covered = 0;
        for x in area.left()..area.right() {
            let symbol = frame[(x, y)].symbol();
            if covered == 0 {
                line.push_str(symbol);
            }
            covered = usize::max(covered, cells::text_width(symbol)).saturating_sub(1);
        }
        line
    };
    (area.top()..area.bottom()).map(row).collect()
}

fn two(first: &str, second: &str, width: u16, height: u16) -> App {
    app_over(vec![read(0, first).unwrap(), read(1, second).unwrap()], width, height)
}

const HEBREW: &str = "גשר המעבר נסגר ביום ראשון (12 פצועים), כך מסרה העירייה. החקירה תימשך שבוע.";
const JAPANESE: &str = "日曜日の夜、水車小屋の横の歩道橋が落ちて九人が病院に運ばれた。町は「古い板が原因だ」と発表した。調査は来週まで続く。";
const EMOJI: &str = "The mayor 👩🏽\u{200d}🚒 thanked 👨\u{200d}👩\u{200d}👧 families 🇨🇭 and cafe\u{301} owners ❤\u{fe0f} near the bridge. It was e\u{301}\u{302}\u{323} night.";
const ENGLISH: &str = "The administration extensively reorganised the investigation after considerable disagreement about responsibilities and compensation.";

#[test]
fn hebrew_reads_from_the_right_edge_with_its_numbers_and_brackets() {
    let mut app = two(HEBREW, ENGLISH, 120, 30);
    let rows = drawn(&app, 0);
    // Read from the right: "gesher", with the last letter furthest left.
    assert!(rows[0].ends_with("רשג") || rows[0].trim_end().ends_with("רשג"), "{:?}", rows[0]);
    let all = rows.concat();
    assert!(
        all.contains("(םיעוצפ 12)") || all.contains("12)"),
        "numbers keep their order, brackets turn: {all:?}"
    );
    app.settings.bidi = Bidi::Terminal;
    app.update(Message::Resize(120, 30), now());
    assert!(
        drawn(&app, 0).concat().contains("גשר"),
        "a terminal that orders text itself gets it as it is written"
    );
}

#[test]
fn what_is_selected_in_hebrew_is_marked_where_it_stands() {
    let mut app = two(HEBREW, ENGLISH, 120, 30);
    press(&mut app, "v");
    let word = app.panes[0].selection.unwrap();
    assert_eq!(app.articles[0].slice(word), "גשר");
    let (area, frame) = (app.scene.layout.panes[0].text, frame(&app));
    let marked: String = (area.left()..area.right())
        .filter(|x| frame[(*x, area.y)].style().add_modifier.contains(ratatui::style::Modifier::REVERSED))
        .map(|x| frame[(x, area.y)].symbol().to_owned())
        .collect();
    assert_eq!(marked, "רשג");
}

#[test]
fn names_and_questions_in_hebrew_read_from_the_right_in_every_window() {
    let mut hebrew = article::read(HEBREW.as_bytes(), "0.txt").unwrap();
    hebrew.metadata.source = Some("הארץ".into());
    let mut app = app_over(vec![Arc::new(hebrew), read(1, ENGLISH).unwrap()], 120, 30);
    let has = |app: &App, words: &str| {
        let lines = text(&frame(app));
        assert!(
            lines.contains(words) && !lines.contains(&words.graphemes(true).rev().collect::<String>()),
            "{lines}"
        );
    };
    has(&app, "1 ץראה");
    press(&mut app, "g l");
    has(&app, "1 ץראה");
    press(&mut app, "Esc a");
    has(&app, "1 ץראה");
    press(&mut app, "n כ מ ה Enter F5");
    has(&app, "המכ");
}

#[test]
fn numbers_stay_beside_the_names_they_belong_to() {
    for (line, shown) in [
        ("1 אבג, 3 דהו", "1 גבא, 3 והד"),
        ("“אבג” → “דהו”", "“גבא” → “והד”"),
        ("2 “אבג” · 4 “דהו”", "2 “גבא” · 4 “והד”"),
        ("4 אבג   123 words  30 %", "4 גבא   123 words  30 %"),
        ("אבג דהו (12).", ".(12) והד גבא"),
    ] {
        assert_eq!(visual(line, Bidi::Reorder), shown);
        assert_eq!(visual(line, Bidi::Terminal), line);
    }
}

#[test]
fn an_override_cannot_turn_words_round() {
    let app = two("Nine \u{202e}people were hurt\u{202c} on Sunday by the mill.", ENGLISH, 120, 30);
    let all = drawn(&app, 0).concat();
    assert!(all.contains("Nine ←people were hurt↔ on"), "{all}");
}

#[test]
fn japanese_is_broken_between_characters_but_not_before_a_full_stop() {
    for width in [30, 44, 60, 97] {
        let app = two(JAPANESE, ENGLISH, width, 30);
        let rows = drawn(&app, 0);
        let text: Vec<&str> = rows.iter().map(|r| r.trim()).filter(|r| !r.is_empty()).collect();
        assert!(text.iter().all(|r| !r.starts_with(['。', '、', '」'])), "{text:?}");
        assert!(text.iter().all(|r| !r.ends_with('「')), "{text:?}");
        assert_eq!(text.concat().replace(' ', ""), JAPANESE, "{width}");
    }
}

#[test]
fn what_cannot_be_seen_is_shown_as_a_sign_or_not_at_all() {
    let app = two("The foot\u{ad}bridge C\u{7}D fell into the river on Sunday.", ENGLISH, 120, 30);
    let all = drawn(&app, 0).concat();
    assert!(all.contains("footbridge C␇D") && !all.contains('\u{7}'), "{all:?}");
    assert_eq!(cells::symbol("\u{301}"), "◌\u{301}", "a mark with nothing below it");
    assert_eq!(cells::symbol("\u{200d}"), "·", "a joiner with nothing to join");
}

#[test]
fn a_hyphen_is_never_selected_found_or_copied() {
    let mut app = two(ENGLISH, JAPANESE, 80, 30);
    app.settings.hyphenate = true;
    app.settings.justify = true;
    app.update(Message::Resize(80, 30), now());
    let rows = drawn(&app, 0);
    assert!(rows.iter().filter(|r| r.trim_end().ends_with('-')).count() > 0, "{rows:?}");
    press(&mut app, "V Esc");
    assert_eq!(app.articles[0].slice(app.panes[0].selection.unwrap()), ENGLISH);
    let copied = app.act(variorum::app::action::Action::Copy, None, now());
    let words = format!("{copied:?}");
    assert!(matches!(&copied[..], [Effect::Copy(_), ..]) && words.contains(ENGLISH), "{words}");
    press(&mut app, "Esc Esc /");
    type_text(&mut app, "responsibilities and");
    press(&mut app, "Enter");
    assert_eq!(app.search.hits[0].spans.len(), 1, "found across a hyphen and a stretched blank");
}

#[test]
fn justified_rows_end_below_each_other() {
    let text = "They said that the old planks had been wet for many years and that no one had looked at them since the flood of that \
                spring, when the mill was closed and the path along the stream was under water for nine days or more.";
    let article = read(0, text).unwrap();
    for width in [24, 31, 40, 57] {
        let rows = wrap_block(&article, 0, width, true, None);
        let last = |row| place(&article, row, width, Bidi::Reorder).graphemes.last().map(|g| g.x + g.width);
        for row in &rows[..rows.len() - 1] {
            assert_eq!(last(row), Some(width), "{}", article.slice(row.span));
        }
        assert!(last(&rows[rows.len() - 1]).unwrap() <= width);
    }
}

#[test]
fn the_actions_set_the_text_anew_and_say_so() {
    let mut app = two(ENGLISH, JAPANESE, 80, 30);
    let before = drawn(&app, 0);
    app.act(variorum::app::action::Action::Hyphenate, None, now());
    app.update(Message::Resize(80, 30), now());
    assert_ne!(drawn(&app, 0), before);
    let said = app.status.as_ref().unwrap().text.clone();
    assert_eq!(said, "words are divided, but not in 2: no rules for the language");
    app.act(variorum::app::action::Action::Hyphenate, None, now());
    app.update(Message::Resize(80, 30), now());
    assert_eq!(drawn(&app, 0), before);
}

#[test]
fn scripts_of_every_direction_at_every_size() {
    for (width, height) in SIZES {
        let articles = [HEBREW, JAPANESE, EMOJI].iter().enumerate().map(|(i, t)| read(i, t).unwrap());
        let app = app_over(articles.collect(), width, height);
        shown(&format!("scripts_{width}x{height}"), &app);
    }
}

#[test]
fn a_justified_and_hyphenated_page_with_and_without_colour() {
    let mut app = ferry(120, 40);
    app.settings.justify = true;
    app.settings.hyphenate = true;
    press(&mut app, "d v e e");
    shown("justified_120x40", &app);
    let look = Look { theme: Theme::of(&theme::built_in("mono").unwrap()), glyphs: glyphs::ASCII };
    compared("mono_justified_120x40", &frame_with(&app, &look));
}

/// Text of letters, marks, joiners, controls, blanks and line ends of all kinds.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,9}[ .,]",
        2 => "[\u{5d0}-\u{5ea}\u{627}-\u{64a}]{1,7} ",
        2 => "[一-丐。、「」ぁ-ん]{1,9}",
        2 => prop::sample::select(vec!["👩\u{200d}👧", "🇨🇭", "👍🏽", "e\u{301}", "❤\u{fe0f}", "\u{ad}", "\u{200b}", "\u{202e}", "\u{2067}", "\u{600}x", "\n\n", "- ", "\u{a0}", "\u{301}", "\u{7}", "\u{2029}", "(12) ", "ﷺ", "각", "नि"])
            .prop_map(str::to_owned),
        1 => "\\PC{1,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn at_any_width_all_text_is_there_whole_in_order_and_within_its_pane(
        text in any_text(), width in 1u16..=200, justify: bool, hyphenate: bool, terminal: bool,
    ) {
        let Some(article) = read(0, &text) else { return Ok(()) };
        let hyphens = Hyphens::of_tag("en").filter(|_| hyphenate);
        let bidi = if terminal { Bidi::Terminal } else { Bidi::Reorder };
        for (index, passage) in article.passages.iter().enumerate() {
            let rows = wrap_block(&article, passage.block, width, justify, hyphens);
            let own: Vec<_> = rows.iter().filter(|r| !r.gap && r.passage == index).collect();
            let words = article.slice(passage.span);
            let edges: Vec<usize> = words.grapheme_indices(true).map(|(at, _)| at + passage.span.start).chain([passage.span.end]).collect();
            let mut at = passage.span.start;
            for row in own {
                let lost = article.slice(Span::new(at, row.span.start));
                prop_assert!(lost.trim().is_empty(), "lost {lost:?}");
                prop_assert!(edges.contains(&row.span.start) && edges.contains(&row.span.end), "a grapheme is cut: {row:?}");
                at = row.span.end;
                let placed = place(&article, row, width, bidi);
                let mut taken = vec![false; usize::from(width)];
                let mut byte = row.span.start;
                for g in &placed.graphemes {
                    prop_assert!(g.span.start >= byte, "out of order");
                    let skipped = article.slice(Span::new(byte, g.span.start));
                    prop_assert_eq!(cells::text_width(skipped), 0, "{:?}", skipped);
                    byte = g.span.end;
                    prop_assert!(g.x + g.width <= width, "{g:?} of {row:?} is wider than {width}");
                    for x in g.x..g.x + g.width {
                        prop_assert!(!std::mem::replace(&mut taken[usize::from(x)], true), "two graphemes on a cell");
                    }
                    prop_assert_eq!(placed.at(g.x), Some(g.span));
                    prop_assert_eq!(placed.x_of(g.span.start), Some(g.x));
                }
                if let Some(hyphen) = placed.hyphen {
                    prop_assert!(hyphen < width && !taken[usize::from(hyphen)], "no room for the hyphen of {row:?}");
                }
            }
            let lost = article.slice(Span::new(at, passage.span.end));
            prop_assert!(lost.trim().is_empty(), "lost {lost:?}");
        }
    }

    #[test]
    fn rows_are_the_same_whatever_was_drawn_before(
        texts in prop::collection::vec(any_text(), 2), before in prop::collection::vec((0usize..2, 0usize..9, 1u16..=200), 0..40), width in 1u16..=200,
    ) {
        let articles: Vec<_> = texts.iter().enumerate().filter_map(|(i, t)| read(i, t)).collect();
        let mut cache = RowCache::default();
        for (article, block, width) in before {
            cache.block(&articles, article, block, width);
        }
        for (index, article) in articles.iter().enumerate() {
            for block in 0..article.blocks.len() {
                let rows = cache.block(&articles, index, block, width);
                prop_assert_eq!(&rows[..], &wrap_block(article, block, width, false, None)[..]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_spills_over_the_edge_of_a_pane(
        texts in prop::collection::vec(any_text(), 3), width in 1u16..=200, height in 1u16..40,
        keys in prop::collection::vec(prop::sample::select(vec!["j", "k", "l", "G", "V", "g m", "Ctrl-d", "z", "f", "t"]), 0..6),
    ) {
        let articles: Vec<_> = texts.iter().enumerate().filter_map(|(i, t)| read(i, t)).collect();
        if articles.is_empty() {
            return Ok(());
        }
        let mut app = app_over(articles, width, height);
        for key in keys {
            press(&mut app, key);
        }
        let frame = frame(&app);
        for pane in &app.scene.layout.panes {
            for y in pane.border.rows().map(|r| r.y) {
                if pane.border.width > 0 {
                    prop_assert_eq!(frame[(pane.border.x, y)].symbol(), "│");
                }
            }
        }
        for cell in frame.content() {
            prop_assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
        }
    }
}

#[test]
fn all_sentences_of_an_item_hang_below_the_first() {
    let text = "The council said:\n\n10. The bridge is closed. It will open in May, when the planks have been changed.\n\n11. The mill stays open. It has \
                another path.\n\n12. The stream is low.";
    let article = read(0, text).unwrap();
    let items = (0..article.blocks.len()).filter(|b| article.blocks[*b].role == article::Role::Item);
    let mut seen = 0;
    for block in items {
        let rows: Vec<_> =
            wrap_block(&article, block, 40, false, None).into_iter().filter(|r| !r.gap).collect();
        assert!(rows.iter().all(|r| r.indent == 4), "{rows:?}");
        let markers: Vec<&str> =
            rows.iter().map(|r| article.slice(r.marker)).filter(|m| !m.is_empty()).collect();
        assert_eq!(markers.len(), 1, "{markers:?}");
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn a_window_that_shrank_a_moment_ago_is_drawn_on_as_far_as_it_goes() {
    let app = demo(120, 40);
    for (width, height) in [(1, 1), (34, 12), (120, 3), (7, 40)] {
        let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(width, height)).unwrap();
        let look = Look { theme: Theme::ansi(), glyphs: glyphs::UNICODE };
        terminal.draw(|frame| variorum::ui::draw(&app, &look, frame)).unwrap();
    }
}
