//! What the tests of the screen share: the demo as a model, keys by their notation, frames as text.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // Each test file uses its part.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use tempfile::TempDir;
use variorum::align::{self, Unwatched};
use variorum::app::dialog::Dialog;
use variorum::app::effect::{Effect, Message, SaveReport};
use variorum::app::index::Index;
use variorum::app::key::{self, Code, Key, Named};
use variorum::app::mouse::{Mouse, What};
use variorum::app::{App, Opening, Overlay, reader, searcher};
use variorum::article::{self, Article};
use variorum::case::store::WaitingRoom;
use variorum::case::{Case, entry};
use variorum::ui::{self, Look, Theme, glyphs};

/// The bundled articles with their short names, in the order of the demo's case.
pub fn demo_articles() -> Vec<Arc<Article>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
    let names = [
        ("courier.txt", "Courier"),
        ("post.md", "Post"),
        ("bulletin.txt", "Bulletin"),
        ("radio.md", "Radio"),
        ("trumpet.txt", "Trumpet"),
        ("wire.txt", "Wire"),
    ];
    let read = |(name, label): (&str, &str)| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let mut article = article::read(&bytes, name).unwrap();
        article.label = Some(label.into());
        Arc::new(article)
    };
    names.into_iter().map(read).collect()
}

/// A model over these articles, aligned, with a case that can be written.
pub fn app_over(articles: Vec<Arc<Article>>, width: u16, height: u16) -> App {
    let case = Case {
        title: Some("Footbridge gives way".into()),
        articles: articles.iter().map(|a| entry::of(a, Path::new(""))).collect(),
        ..Case::default()
    };
    opened(opening(articles, case), (width, height))
}

/// What a model of these articles and a case that can be written opens with.
pub fn opening(articles: Vec<Arc<Article>>, case: Case) -> Opening {
    let case_path = Some("variorum.toml".into());
    Opening { articles, case, case_path, locked: true, apparatus: true, ..Opening::default() }
}

/// Opens a model and aligns its articles.
pub fn opened(opening: Opening, (width, height): (u16, u16)) -> App {
    let (mut app, effects) = App::new(opening, Rect::new(0, 0, width, height));
    carry_out(&mut app, effects);
    app
}

/// The demo as a model.
pub fn demo(width: u16, height: u16) -> App {
    app_over(demo_articles(), width, height)
}

/// Does what the shell would do, at once; saves succeed.
pub fn carry_out(app: &mut App, effects: Vec<Effect>) {
    for effect in effects {
        let message = match effect {
            Effect::Align { generation, articles, ties } => {
                let borrowed: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
                let found = align::align(&borrowed, &ties, &Unwatched);
                Message::Aligned { generation, index: Arc::new(Index::new(&articles, found)) }
            }
            Effect::Search { generation, query, articles, .. } => {
                for (article, text) in articles.iter().enumerate() {
                    let hits = searcher::look_through(text, &query, &|| false).unwrap();
                    app.update(Message::Found { generation, article, hits }, now());
                }
                continue;
            }
            Effect::Read(request) => reader::answer(&request, room()),
            Effect::Save(version) => saved(version.number),
            _ => continue,
        };
        let more = app.update(message, now());
        carry_out(app, more);
    }
}

/// Where articles without a file wait, in all tests of a process.
pub fn room() -> &'static WaitingRoom {
    static ROOM: OnceLock<(TempDir, WaitingRoom)> = OnceLock::new();
    let room = ROOM.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let room = WaitingRoom::new(Some(dir.path()));
        (dir, room)
    });
    &room.1
}

/// The answer to a save that worked.
pub fn saved(number: u64) -> Message {
    Message::Saved { number, result: Ok(SaveReport { text: "saved variorum.toml".into(), merge: None }) }
}

/// The answer to a save that did not.
pub fn not_saved(number: u64) -> Message {
    Message::Saved { number, result: Err("variorum.toml: the disk is full; make room".into()) }
}

/// Types a line into the palette and does it.
pub fn command(app: &mut App, line: &str) {
    press(app, ":");
    type_text(app, line);
    press(app, "Enter");
}

/// What the status line says.
pub fn said(app: &App) -> &str {
    app.status.as_ref().map_or("", |s| s.text.as_str())
}

/// The dialog that is open.
pub fn dialog(app: &App) -> &Dialog {
    match app.overlays.last() {
        Some(Overlay::Dialog(dialog)) => dialog,
        other => panic!("no dialog but {other:?}"),
    }
}

/// The words of one of the parts of the open dialog.
pub fn words_of_part(app: &App, part: usize) -> String {
    let part = &dialog(app).parts[part];
    app.articles[part.article.unwrap()].slice(part.span.unwrap()).to_owned()
}

/// What must hold of the panes whatever was done.
pub fn assert_panes(app: &App) {
    assert!(app.focus < app.articles.len());
    for (pane, article) in app.panes.iter().zip(&app.articles) {
        assert!(pane.cursor < article.passages.len());
        if let Some(span) = pane.selection {
            assert!(article.text.get(span.range()).is_some_and(|t| !t.is_empty()), "{span:?}");
        }
    }
}

/// The time at which all tests happen.
pub fn now() -> Timestamp {
    "2026-03-15T09:31:55Z".parse().unwrap()
}

/// Presses keys, written as in the configuration.
pub fn press(app: &mut App, notation: &str) {
    for key in key::parse(notation).unwrap() {
        press_key(app, key);
    }
}

/// Types a text, character by character.
pub fn type_text(app: &mut App, text: &str) {
    for c in text.chars() {
        press_key(app, Key::char(c));
    }
}

pub fn press_key(app: &mut App, key: Key) {
    let effects = app.update(Message::Key(event(key)), now());
    carry_out(app, effects);
}

/// Does something with the mouse on a cell, a second after what was done with it before.
pub fn point(app: &mut App, what: What, (x, y): (u16, u16)) {
    static CLOCK: AtomicI64 = AtomicI64::new(0);
    let at = CLOCK.fetch_add(1000, Ordering::Relaxed);
    point_at(app, what, (x, y), at);
}

/// Does something with the mouse on a cell at a time in milliseconds.
pub fn point_at(app: &mut App, what: What, (x, y): (u16, u16), at: i64) {
    let look = Look { theme: Theme::ansi(), glyphs: glyphs::UNICODE };
    let mouse = Mouse { what, x, y, at: Timestamp::from_millisecond(at).unwrap(), target: None };
    let message = ui::aimed(app, &look, Message::Mouse(mouse));
    let effects = app.update(message, now());
    carry_out(app, effects);
}

/// Presses and releases so many times at once.
pub fn click(app: &mut App, cell: (u16, u16), times: usize) {
    static CLOCK: AtomicI64 = AtomicI64::new(0);
    let at = CLOCK.fetch_add(10_000, Ordering::Relaxed);
    for i in 0..times {
        point_at(app, What::Press, cell, at + 100 * i as i64);
        point_at(app, What::Release, cell, at + 100 * i as i64);
    }
}

/// The first cell below the heads of the panes at which a text is drawn.
pub fn cell_of(app: &App, wanted: &str) -> (u16, u16) {
    let buffer = frame(app);
    for y in 2..buffer.area.height {
        for x in 0..buffer.area.width {
            let line: String = (x..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            if line.starts_with(wanted) {
                return (x, y);
            }
        }
    }
    panic!("{wanted:?} is not on the screen\n{}", text(&buffer));
}

/// The terminal's event of a key.
pub fn event(key: Key) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    let code = match key.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Digit => KeyCode::Char('3'),
        Code::Letter => KeyCode::Char('c'),
        Code::F(n) => KeyCode::F(n),
        Code::Named(named) => match named {
            Named::Enter => KeyCode::Enter,
            Named::Esc => KeyCode::Esc,
            Named::Tab => KeyCode::Tab,
            Named::BackTab => KeyCode::BackTab,
            Named::Backspace => KeyCode::Backspace,
            Named::Delete => KeyCode::Delete,
            Named::Up | Named::ShiftUp => KeyCode::Up,
            Named::Down | Named::ShiftDown => KeyCode::Down,
            Named::Left | Named::ShiftLeft => KeyCode::Left,
            Named::Right | Named::ShiftRight => KeyCode::Right,
            Named::PageUp => KeyCode::PageUp,
            Named::PageDown => KeyCode::PageDown,
            Named::Home => KeyCode::Home,
            Named::End => KeyCode::End,
        },
    };
    let shifted = [Named::ShiftUp, Named::ShiftDown, Named::ShiftLeft, Named::ShiftRight];
    if matches!(key.code, Code::Named(n) if shifted.contains(&n)) {
        modifiers |= KeyModifiers::SHIFT;
    }
    KeyEvent::new(code, modifiers)
}

/// Draws the model as the program would.
pub fn frame(app: &App) -> Buffer {
    frame_with(app, &Look { theme: Theme::ansi(), glyphs: glyphs::UNICODE })
}

pub fn frame_with(app: &App, look: &Look) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(app.size.width, app.size.height)).unwrap();
    terminal.draw(|f| ui::draw(app, look, f)).unwrap();
    terminal.backend().buffer().clone()
}

/// The characters of a frame.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut covered = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if covered == 0 {
                line.push_str(symbol);
            }
            covered = usize::max(covered, variorum::app::cells::text_width(symbol)).saturating_sub(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The characters of a frame, and below them a letter for the style of each cell, with what the letters mean.
pub fn text_with_styles(buffer: &Buffer) -> String {
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut rows = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        for x in 0..buffer.area.width {
            let name = describe(buffer[(x, y)].style());
            let next = char::from(b'a' + (letters.len() % 26) as u8);
            let letter = *letters.entry(name.clone()).or_insert_with(|| {
                order.push(name.clone());
                if name == "plain" { '.' } else { next }
            });
            line.push(letter);
        }
        writeln!(rows, "{}", line.trim_end_matches('.')).unwrap();
    }
    let legend: Vec<String> = order.iter().map(|n| format!("{} {n}", letters[n])).collect();
    format!("{}\n{rows}\n{}\n", text(buffer), legend.join("\n"))
}

fn describe(style: Style) -> String {
    let mut parts = Vec::new();
    if let Some(color) = style.fg.filter(|c| *c != ratatui::style::Color::Reset) {
        parts.push(format!("{color}").to_lowercase());
    }
    if let Some(color) = style.bg.filter(|c| *c != ratatui::style::Color::Reset) {
        parts.push(format!("on {color}").to_lowercase());
    }
    let set = Modifier::all().iter_names().filter(|(_, m)| style.add_modifier.contains(*m));
    parts.extend(set.map(|(name, _)| name.to_lowercase()));
    if parts.is_empty() { "plain".into() } else { parts.join(" ") }
}
