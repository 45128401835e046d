//! The mouse in the views of rows, the list and the windows: a click goes where it says and changes nothing.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

mod support;

use proptest::prelude::*;
use support::*;
use variorum::app::action::ACTIONS;
use variorum::app::mouse::What::{Drag, Press, Release, Wheel};
use variorum::app::palette::Command;
use variorum::app::{App, Overlay, View};

fn here(app: &App) -> &str {
    let at = app.here();
    app.articles[at.article].passage_text(at.passage)
}

/// Everything that the case holds; no click may change it.
fn case(app: &App) -> String {
    format!("{:?}", app.case)
}

#[test]
fn a_click_on_a_row_and_column_of_the_synopsis_moves_there_and_a_double_click_shows_it() {
    let mut app = demo(200, 50);
    press(&mut app, "F3");
    let scene = &app.scene.synopsis;
    let (row, y) = (scene.rows[2].row, scene.layout.side.y + scene.rows[2].y);
    let (article, x) = (scene.articles[3], scene.layout.columns[3].x + 4);
    click(&mut app, (x, y), 1);
    assert_eq!((app.threads.cursor, app.focus), (row, article));
    let item = app.threads.item();
    click(&mut app, (x, y), 2);
    assert_eq!(app.view, View::Panes);
    assert_eq!(app.threads.item(), item);
    press(&mut app, "F3");
    let cursor = app.threads.cursor;
    point(&mut app, Wheel(1), (x, y));
    assert_eq!(app.threads.cursor, cursor + 1);
}

#[test]
fn a_click_on_the_coverage_moves_there_and_again_to_the_lower_row_of_the_cell() {
    let mut app = demo(200, 50);
    press(&mut app, "F4");
    let (column, y) = (app.scene.coverage.layout.columns[2], app.scene.coverage.layout.side.y + 3);
    click(&mut app, (column.x + 1, y), 1);
    assert_eq!((app.threads.cursor, app.focus), (6, app.scene.coverage.articles[2]));
    click(&mut app, (column.x + 1, y), 1);
    assert_eq!(app.threads.cursor, 7);
    let table = app.scene.coverage.layout.table;
    click(&mut app, (table.x + 4, table.y + 1), 1);
    assert_eq!(app.focus, app.order()[0]);
    click(&mut app, (column.x + 1, y), 2);
    assert_eq!(app.view, View::Panes);
}

#[test]
fn a_click_in_the_list_of_annotations_moves_the_cursor_and_a_double_click_shows_the_words() {
    let mut app = demo(120, 30);
    for _ in 0..5 {
        press(&mut app, "d a Tab Enter");
        if !app.overlays.is_empty() {
            press(&mut app, "Esc j");
        }
    }
    press(&mut app, "F5");
    assert!(app.list.rows.len() >= 3, "{}", text(&frame(&app)));
    let before = case(&app);
    let table = variorum::app::list::areas(
        ratatui::layout::Rect { y: 1, height: app.size.height - 2, ..app.size },
        app.list.rows.len(),
    );
    click(&mut app, (20, table.table.y + 2), 1);
    assert_eq!(app.list.cursor, 2);
    let heading = cell_of(&app, "kind");
    click(&mut app, heading, 1);
    assert_eq!(app.list.sort, variorum::app::list::Sort::Kind);
    click(&mut app, heading, 1);
    assert!(app.list.reverse);
    click(&mut app, (20, table.table.y + 1), 2);
    assert_eq!(app.view, View::Panes);
    assert_eq!(case(&app), before);
}

#[test]
fn a_click_in_the_dialog_picks_what_is_there() {
    let mut app = demo(120, 40);
    press(&mut app, "d a");
    let cell = cell_of(&app, "p Place");
    click(&mut app, cell, 1);
    let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { panic!("closed") };
    assert_eq!(dialog.kind.as_deref(), Some("place"));
    let cell = cell_of(&app, "high");
    click(&mut app, cell, 1);
    let cell = cell_of(&app, "checking");
    click(&mut app, cell, 1);
    let boxed = cell_of(&app, "[x]");
    click(&mut app, (boxed.0 + 1, boxed.1), 1);
    let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { panic!("closed") };
    assert_eq!((dialog.severity.name(), dialog.status.name()), ("high", "checking"));
    assert!(dialog.parts[dialog.part].out);
    // A click into a text puts the caret there.
    let cell = cell_of(&app, "what do they");
    click(&mut app, cell, 1);
    type_text(&mut app, "How manny?");
    let cell = cell_of(&app, "nny?");
    click(&mut app, cell, 1);
    press(&mut app, "Delete");
    let Some(Overlay::Dialog(dialog)) = app.overlays.last() else { panic!("closed") };
    assert_eq!(dialog.question_text(), "How many?");
    click(&mut app, (0, 0), 1);
    assert!(matches!(app.overlays.last(), Some(Overlay::Dialog(_))), "a click beside it loses nothing");
}

#[test]
fn a_click_on_a_hint_does_what_its_key_does() {
    let mut app = demo(120, 40);
    let cell = cell_of(&app, "? help");
    click(&mut app, cell, 1);
    assert!(matches!(app.overlays.last(), Some(Overlay::Help(_))));
    point(&mut app, Wheel(1), (60, 20));
    let Some(Overlay::Help(help)) = app.overlays.last() else { panic!("closed") };
    assert_eq!(help.top, 3);
    click(&mut app, (0, 5), 1);
    assert!(app.overlays.is_empty(), "a click beside the window closes it");
}

#[test]
fn a_click_in_the_palette_and_in_the_list_of_articles_goes_where_it_says() {
    let mut app = demo(120, 40);
    press(&mut app, ":");
    type_text(&mut app, "synop");
    let cell = cell_of(&app, "view-synopsis");
    click(&mut app, cell, 1);
    assert_eq!(app.view, View::Synopsis);
    press(&mut app, "F2 gl");
    let cell = cell_of(&app, "3 Bulletin");
    let row = (cell.0, cell.1);
    click(&mut app, row, 2);
    assert!(app.overlays.is_empty());
}

#[test]
fn no_click_changes_or_deletes_anything() {
    let mut app = demo(120, 40);
    press(&mut app, "d a Tab Enter");
    let before = case(&app);
    press(&mut app, "X");
    let yes = cell_of(&app, "y yes");
    click(&mut app, yes, 2);
    assert_eq!(case(&app), before);
    assert!(said(&app).contains("press y"), "{}", said(&app));
    let no = cell_of(&app, "n no");
    click(&mut app, no, 1);
    assert!(app.overlays.is_empty());
    press(&mut app, "d");
    let aside = cell_of(&app, "x set aside");
    click(&mut app, aside, 1);
    assert_eq!(case(&app), before);
}

/// Everything that can be typed into the palette: the names of all actions, and all commands with something to take.
fn lines() -> Vec<String> {
    let argument = |command: &Command| match command {
        Command::Status => "resolved",
        Command::NewKind => "g Technical cause",
        Command::Encoding => "utf-16le",
        Command::Extract => "plain",
        Command::Kind => "number",
        Command::Add | Command::Locate => "assets/demo/wire.txt",
        _ => "2",
    };
    let commands = Command::ALL.iter().map(|c| format!("{} {}", c.name(), argument(c)));
    ACTIONS.iter().map(|row| row.name.to_owned()).chain(commands).collect()
}

#[test]
fn whatever_is_typed_into_the_palette_a_click_on_its_rows_and_hints_changes_no_annotation() {
    for view in ["F2 d", "F3", "F5 *"] {
        let mut app = demo(120, 40);
        press(&mut app, "d a Tab Enter d a Tab Enter Esc d");
        let before = case(&app);
        for line in lines() {
            while let Some(open) = app.overlays.last() {
                let close = if open.dialog().is_some() { "Ctrl-x" } else { "Ctrl-c" };
                press(&mut app, close);
            }
            press(&mut app, view);
            press(&mut app, ":");
            type_text(&mut app, &line);
            let Some(Overlay::Palette(palette)) = app.overlays.last() else { panic!("{line}") };
            let Some(entry) = palette.entries.first().cloned() else { continue };
            let row = cell_of(&app, &entry.name.chars().take(20).collect::<String>());
            click(&mut app, row, 2);
            assert_eq!(case(&app), before, "{view}: a click on {line}");
            if let Some(Overlay::Palette(_)) = app.overlays.last() {
                let hint = text(&frame(&app)).lines().position(|l| l.contains("Enter do it"));
                if hint.is_some() {
                    let cell = cell_of(&app, "Enter do it");
                    click(&mut app, cell, 1);
                }
            }
            assert_eq!(case(&app), before, "{view}: a click on the hint of {line}");
        }
    }
}

#[test]
fn a_click_on_a_row_of_the_palette_that_would_change_the_case_chooses_it_for_a_key() {
    let mut app = demo(120, 40);
    press(&mut app, ":");
    type_text(&mut app, "remo");
    let row = cell_of(&app, "remove");
    click(&mut app, row, 1);
    assert!(said(&app).contains("a click changes nothing"), "{}", said(&app));
    assert_eq!(app.articles.len(), 6);
    press(&mut app, "Enter");
    assert_eq!(app.articles.len(), 5);
}

#[test]
fn no_click_writes_tags_or_notes() {
    let mut app = demo(120, 40);
    press(&mut app, "d a Tab Enter F5 +");
    type_text(&mut app, "hurt");
    let before = case(&app);
    let keep = cell_of(&app, "Enter keep");
    click(&mut app, keep, 1);
    assert_eq!(case(&app), before);
    press(&mut app, "Enter");
    assert_ne!(case(&app), before);
    command(&mut app, "export md notes.md");
    let write = cell_of(&app, "Enter write");
    click(&mut app, write, 1);
    assert!(said(&app).contains("a click changes nothing"), "{}", said(&app));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Clicks, drags and the wheel anywhere, in every view and window: nothing in the case changes, nothing breaks.
    #[test]
    fn wherever_one_clicks_the_case_stays_as_it_is(
        steps in prop::collection::vec(
            (prop_oneof![
                Just("F2"), Just("F3"), Just("F4"), Just("F5"), Just("?"), Just("gl"), Just(":"), Just("z"), Just("v"), Just("d"),
                Just("Esc"), Just("X"), Just("/")
            ], prop::sample::select(lines()), prop::collection::vec((0u8..4, 0u16..130, 0u16..45, 0i64..700), 1..12)), 1..12),
    ) {
        let mut app = demo(120, 40);
        press(&mut app, "d a Tab Enter");
        let before = case(&app);
        let mut time = 0;
        for (keys, line, events) in steps {
            press(&mut app, keys);
            if matches!(app.overlays.last(), Some(Overlay::Palette(_))) {
                type_text(&mut app, &line);
            }
            for (what, x, y, wait) in events {
                time += wait;
                let what = [Press, Drag, Release, Wheel(1 - 2 * i32::from(x % 2))][usize::from(what)];
                point_at(&mut app, what, (x, y), time);
                frame(&app);
            }
            // A dialog that a click opened is left as it came, so that nothing is saved from it by a click on a hint.
            if matches!(app.overlays.last(), Some(Overlay::Dialog(_))) {
                press(&mut app, "Ctrl-x");
            }
        }
        prop_assert_eq!(case(&app), before);
    }
}
