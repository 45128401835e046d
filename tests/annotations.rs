//! The list of annotations: what is shown in which order, what is selected, changes of many at once, the way to the
//! words and back.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/ferry.rs"]
mod ferry;
#[path = "support/listed.rs"]
mod listed;
mod support;

use listed::listed;
use support::*;
use variorum::app::effect::{Effect, Message};
use variorum::app::{App, Overlay, View, key};
use variorum::case::Status;

/// The questions or kinds of the shown annotations, in their order.
fn kinds(app: &App) -> String {
    app.list.rows.iter().map(|a| &app.case.annotations[*a].kind[..1]).collect()
}

fn under_cursor(app: &App) -> String {
    app.case.annotations[app.list.annotation().unwrap()].kind.clone()
}

fn said(app: &App) -> String {
    app.status.as_ref().map(|s| s.text.clone()).unwrap_or_default()
}

fn filter(app: &mut App, text: &str) {
    press(app, "f Ctrl-u");
    type_text(app, text);
    press(app, "Enter");
}

fn statuses(app: &App) -> Vec<Status> {
    app.case.annotations.iter().map(|a| a.status).collect()
}

#[test]
fn the_order_changes_and_the_cursor_stays_on_its_annotation() {
    let mut app = listed(120, 40);
    press(&mut app, "g g");
    assert_eq!(kinds(&app).len(), 4);
    let place = kinds(&app);
    press(&mut app, "j");
    let kept = under_cursor(&app);
    press(&mut app, "s s");
    for (key, order) in
        [("o", "by status"), ("o", "by kind"), ("o", "newest first"), ("o", "in document order")]
    {
        press(&mut app, key);
        assert_eq!(said(&app), order);
        assert_eq!(under_cursor(&app), kept, "{order}");
        if order == "by status" {
            assert_eq!(app.list.rows.last().map(|a| app.case.annotations[*a].status), Some(Status::Resolved));
        }
    }
    assert_eq!(kinds(&app), place);
    press(&mut app, "O");
    assert_eq!(said(&app), "in document order, last first");
    assert_eq!(kinds(&app), place.chars().rev().collect::<String>());
    assert_eq!(under_cursor(&app), kept);
}

#[test]
fn a_filter_holds_while_it_is_typed_and_is_given_back() {
    let mut app = listed(120, 40);
    press(&mut app, "f");
    type_text(&mut app, "kind:om");
    let drawn = text(&frame(&app));
    assert!(drawn.contains("Tab  omission"), "what could stand there is offered: {drawn}");
    press(&mut app, "Tab");
    assert_eq!(kinds(&app), "o");
    type_text(&mut app, "status:opne");
    assert!(text(&frame(&app)).contains("`opne` is no status; did you mean `open`?"));
    press(&mut app, "Enter");
    assert!(matches!(app.overlays.last(), Some(Overlay::Line(_))), "it stays to be mended");
    press(&mut app, "Esc");
    assert_eq!((kinds(&app).len(), app.list.filter.as_str()), (4, ""));
    filter(&mut app, "-kind:omission hurt,board");
    assert_eq!(said(&app), "0 of 4 annotations");
    assert!(text(&frame(&app)).contains("F shows all again, f changes the filter"));
    filter(&mut app, "on -hurt");
    assert!(text(&frame(&app)).contains("filter on -hurt"));
    press(&mut app, "f Up Up");
    assert!(text(&frame(&app)).contains("filter: -kind:omission hurt,board"));
    press(&mut app, "Ctrl-c F");
    assert_eq!(said(&app), "all 4 annotations");
    filter(&mut app, "tag:nowhere");
    assert!(text(&frame(&app)).contains("no annotation has the tag `nowhere`"));
}

#[test]
fn the_cursor_comes_back_to_its_annotation_when_the_filter_is_taken_off() {
    let mut app = listed(120, 40);
    press(&mut app, "G");
    let kept = under_cursor(&app);
    let other = if kept == "number" { "omission" } else { "number" };
    filter(&mut app, &format!("kind:{other}"));
    assert_eq!(under_cursor(&app), other);
    press(&mut app, "F");
    assert_eq!(under_cursor(&app), kept);
}

#[test]
fn what_is_selected_survives_order_and_filter_and_is_changed_in_one_step() {
    let mut app = listed(120, 40);
    let before = app.case.clone();
    press(&mut app, "g g Space Space");
    assert_eq!(said(&app), "2 selected");
    let chosen: Vec<String> = {
        let mut ids: Vec<String> = app.list.selected.iter().cloned().collect();
        ids.sort();
        ids
    };
    press(&mut app, "o o O");
    filter(&mut app, "kind:cause");
    assert_eq!(app.count_selected().0, 2);
    press(&mut app, "F 3 s");
    assert!(said(&app).starts_with("status: resolved, 2 annotations"), "{}", said(&app));
    let changed: Vec<&String> =
        app.case.annotations.iter().filter(|a| a.status == Status::Resolved).map(|a| &a.id).collect();
    assert!(changed.len() == 2 && changed.iter().all(|id| chosen.contains(id)));
    press(&mut app, "u");
    assert_eq!(app.case, before, "one step takes all of it back");
    press(&mut app, "Ctrl-r");
    assert_eq!(statuses(&app).iter().filter(|s| **s == Status::Resolved).count(), 2);
}

#[test]
fn a_range_is_selected_up_to_the_cursor() {
    let mut app = listed(120, 40);
    press(&mut app, "g g j v j");
    assert_eq!(app.count_selected(), (2, 0));
    press(&mut app, "j k v G");
    assert_eq!(app.count_selected(), (2, 0), "the range is kept and no longer follows");
    press(&mut app, "Esc");
    assert_eq!(app.view, View::Annotations, "the selection goes first");
    assert_eq!(app.count_selected(), (0, 0));
    press(&mut app, "*");
    assert_eq!(app.count_selected(), (4, 0));
    press(&mut app, "*");
    assert_eq!(app.count_selected(), (0, 0));
    press(&mut app, "g g 3 Space");
    assert_eq!(app.count_selected(), (3, 0));
    press(&mut app, "Esc Esc");
    assert_eq!(app.view, View::Panes);
}

#[test]
fn what_a_change_sends_out_of_sight_is_not_changed_again() {
    let mut app = listed(120, 40);
    filter(&mut app, "status:open");
    press(&mut app, "g g Space Space");
    press(&mut app, "s");
    assert_eq!((kinds(&app).len(), app.count_selected()), (2, (0, 0)));
    press(&mut app, "s");
    let mut found = statuses(&app);
    found.sort();
    assert_eq!(found, [Status::Open, Status::Checking, Status::Checking, Status::Checking]);
}

#[test]
fn tags_are_added_and_taken_away_and_no_tag_comes_twice() {
    let mut app = listed(120, 40);
    press(&mut app, "* +");
    type_text(&mut app, "to check, Casualties");
    press(&mut app, "Enter");
    assert!(said(&app).starts_with("tagged to check, Casualties, 4 annotations"), "{}", said(&app));
    press(&mut app, "+");
    type_text(&mut app, "cas");
    press(&mut app, "Tab");
    press(&mut app, "Enter");
    assert_eq!(said(&app), "nothing to change: tagged Casualties already");
    assert!(app.case.annotations.iter().all(|a| a.tags == ["to check", "Casualties"]));
    press(&mut app, "-");
    type_text(&mut app, "casualties");
    press(&mut app, "Enter");
    assert!(app.case.annotations.iter().all(|a| a.tags == ["to check"]));
    press(&mut app, "-");
    type_text(&mut app, "nosuch");
    press(&mut app, "Enter");
    assert_eq!(said(&app), "none of them has the tag `nosuch`");
    press(&mut app, "u u");
    assert!(app.case.annotations.iter().all(|a| a.tags.is_empty()));
    press(&mut app, "-");
    assert_eq!(said(&app), "none of them has tags");
}

#[test]
fn several_are_deleted_after_one_question_and_come_back_in_one_step() {
    let mut app = listed(120, 40);
    let before = app.case.clone();
    press(&mut app, "* X");
    let drawn = text(&frame(&app));
    assert!(drawn.contains("Delete 4 annotations?"), "{drawn}");
    press(&mut app, "n X y");
    assert!(app.case.annotations.is_empty());
    assert!(text(&frame(&app)).contains("No annotations yet."));
    press(&mut app, "s + X Space v Enter e J /");
    press(&mut app, "Esc u");
    assert_eq!(app.case, before);
    filter(&mut app, "kind:number");
    press(&mut app, "* F");
    filter(&mut app, "kind:omission");
    press(&mut app, "* X");
    let drawn = text(&frame(&app));
    assert!(drawn.contains("Delete 2 annotations, 1 of them not shown by the filter?"), "{drawn}");
}

#[test]
fn nothing_is_changed_where_nothing_can_be_written() {
    let mut app = listed(120, 40);
    app.read_only = Some("the file is newer than this program".into());
    let before = app.case.clone();
    for keys in ["s", "3 s", "+", "-", "X", "e"] {
        press(&mut app, keys);
        assert!(app.overlays.is_empty() && said(&app).starts_with("nothing can be written"), "{keys}");
    }
    assert_eq!(app.case, before);
}

#[test]
fn enter_leads_to_the_words_and_the_list_comes_back_where_it_was() {
    let mut app = listed(120, 40);
    for row in 0..4 {
        press(&mut app, &format!("F5 g g {}", "j ".repeat(row)).trim_end().replace("  ", " "));
        let annotation = app.list.annotation().unwrap();
        press(&mut app, "Enter");
        assert_eq!(app.view, View::Panes);
        let here = app.here();
        let touched = app.witnessed.iter().any(|w| {
            w.annotation == annotation && w.article == here.article && {
                let passage = app.articles[w.article].passages[here.passage].span;
                w.span.overlap(passage).is_some()
            }
        });
        assert!(touched, "the cursor stands on its words");
        press(&mut app, "F5");
        assert_eq!(app.list.annotation(), Some(annotation), "and comes back");
        press(&mut app, "F2 Ctrl-o");
    }
}

#[test]
fn a_view_without_annotations_keeps_the_place_of_one_that_was_only_looked_at() {
    let mut app = listed(120, 40);
    press(&mut app, "Esc g 1 g g");
    let place = app.here();
    press(&mut app, "F5 Esc");
    assert_eq!(app.here(), place, "nobody moved in the list");
    press(&mut app, "F5 G F3");
    let record = app.list.annotation().unwrap();
    assert!(
        app.witnessed
            .iter()
            .any(|w| w.annotation == record && w.article == app.focus && w.passage == app.here().passage)
    );
}

#[test]
fn the_search_finds_questions_words_and_notes() {
    let mut app = listed(120, 40);
    press(&mut app, "g g e Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab");
    type_text(&mut app, "The coast guard counts heads.");
    press(&mut app, "Ctrl-s");
    assert!(app.case.annotations.iter().any(|a| !a.note.is_empty()), "{:?}", app.overlays);
    press(&mut app, "G /");
    let from = app.list.cursor;
    type_text(&mut app, "counts heads");
    assert_eq!(app.list.cursor, 0);
    press(&mut app, "Esc");
    assert_eq!((app.list.cursor, app.list.query.is_some()), (from, false), "it is given back");
    press(&mut app, "/");
    type_text(&mut app, "on board");
    press(&mut app, "Enter");
    assert!(said(&app).starts_with("“on board” 1 of "), "{}", said(&app));
    let first = app.list.cursor;
    let all = app.list.hits.len();
    for _ in 0..all {
        press(&mut app, "n");
    }
    assert_eq!(app.list.cursor, first, "round and round");
    press(&mut app, "N n");
    assert_eq!(app.list.cursor, first);
    press(&mut app, "/");
    type_text(&mut app, "nowhere at all");
    press(&mut app, "Enter");
    assert_eq!(said(&app), "“nowhere at all” not found");
    press(&mut app, "F2 n");
    assert!(!said(&app).contains("annotation"), "the articles have their own search: {}", said(&app));
}

#[test]
fn a_long_note_is_read_to_its_end() {
    let mut app = listed(80, 24);
    press(&mut app, "g g e Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab");
    for line in 0..30 {
        type_text(&mut app, &format!("line {line}"));
        press(&mut app, "Enter");
    }
    press(&mut app, "Ctrl-s");
    assert!(!text(&frame(&app)).contains("line 29"));
    press(&mut app, "9 9 J");
    assert!(text(&frame(&app)).contains("line 29"));
    press(&mut app, "3 K");
    assert!(!text(&frame(&app)).contains("line 29"), "the end is where it stops");
}

#[test]
fn the_palette_lists_sorts_and_sets_a_status() {
    let mut app = listed(120, 40);
    press(&mut app, "Esc : l i s t");
    press(&mut app, "Space");
    type_text(&mut app, "kind:time");
    press(&mut app, "Enter");
    assert_eq!((app.view, kinds(&app).as_str()), (View::Annotations, "t"));
    press(&mut app, ":");
    type_text(&mut app, "status resolved");
    press(&mut app, "Enter");
    assert_eq!(statuses(&app).iter().filter(|s| **s == Status::Resolved).count(), 1);
    press(&mut app, ":");
    type_text(&mut app, "sort kind");
    press(&mut app, "Enter");
    assert_eq!(said(&app), "by kind");
}

#[test]
fn five_thousand_annotations_are_all_there() {
    let mut app = listed(120, 40);
    let template = app.case.annotations[0].clone();
    for number in 0..5000 {
        let mut record = template.clone();
        record.id = format!("a-{number:08}");
        record.question = format!("question number {number}");
        app.case.annotations.push(record);
    }
    press(&mut app, "s u");
    press(&mut app, "F2 F5 G");
    filter(&mut app, "\"number 4999\"");
    assert_eq!(app.list.rows.len(), 1);
    press(&mut app, "F * 2 s");
    assert!(said(&app).contains("5004 annotations"), "{}", said(&app));
    press(&mut app, "u");
    assert!(app.case.annotations.iter().all(|a| a.status == Status::Open));
}

#[test]
fn a_renamed_annotation_stays_selected_and_under_the_cursor() {
    let mut app = listed(120, 40);
    press(&mut app, "g g Space k");
    let id = app.case.annotations[app.list.annotation().unwrap()].id.clone();
    assert!(app.list.selected.contains(&id));
    // Somebody else wrote another annotation under the same id; ours gets a new one.
    let press_s = key::parse("3 s").unwrap();
    let effects: Vec<Effect> =
        press_s.into_iter().flat_map(|k| app.update(Message::Key(event(k)), now())).collect();
    let Some(Effect::Save(version)) = effects.into_iter().last() else { panic!("no save") };
    let sent = version.case.clone();
    let mut merged = sent.clone();
    let at = merged.annotations.iter().position(|a| a.id == id).unwrap();
    merged.annotations[at].id = "a-new00001".into();
    let mut renamed = variorum::case::merge::Renamed::default();
    renamed.annotations.push((id.clone(), "a-new00001".into()));
    let merge = variorum::app::effect::Merge { number: 1, sent, merged, clashes: Vec::new(), renamed };
    let report = variorum::app::effect::SaveReport { text: "saved".into(), merge: Some(Box::new(merge)) };
    app.update(Message::Saved { number: version.number, result: Ok(report) }, now());
    assert!(app.list.selected.contains("a-new00001") && !app.list.selected.contains(&id));
    assert_eq!(app.list.current.as_deref(), Some("a-new00001"));
}

#[test]
fn a_status_set_in_the_articles_leaves_the_selection_of_the_list_alone() {
    let mut app = listed(120, 40);
    filter(&mut app, "kind:time,cause");
    press(&mut app, "*");
    let selected = app.list.selected.clone();
    assert_eq!(selected.len(), 2);
    // The rows of the list are not made anew while the articles are shown.
    press(&mut app, "F2 gg r X y");
    assert_eq!(app.case.annotations.len(), 3);
    press(&mut app, "gg r :");
    type_text(&mut app, "status checking");
    press(&mut app, "Enter");
    assert_eq!(statuses(&app).iter().filter(|s| **s == Status::Checking).count(), 1, "{}", said(&app));
    assert_eq!(app.list.selected, selected);
}

#[test]
fn a_range_that_a_filter_would_hide_stays_selected() {
    for keys in ["f", "F"] {
        let mut app = listed(120, 40);
        press(&mut app, "g g v j j");
        press(&mut app, keys);
        let status = app.list.selected.len();
        assert_eq!((status, app.list.range.is_some()), (3, false), "{keys}");
    }
}
