//! Draws the demo as the program shows it and writes the picture as SVG, for README and docs.
//!
//! usage: cargo run --example picture -- FILE.svg [KEYS [WIDTH HEIGHT]]
//!
//! The keys are pressed first, written as in `config.toml`; the frame is the one that the program would draw.

use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use variorum::align::{self, Unwatched};
use variorum::app::effect::{Effect, Message};
use variorum::app::index::Index;
use variorum::app::{App, Opening, action::Action, key, keymap};
use variorum::article::{self, Article};
use variorum::case::Case;
use variorum::ui::{self, Look, Theme, glyphs};

const CELL: (f32, f32) = (8.4, 18.0);
const DEMO: &[(&str, &str)] = &[
    ("courier.txt", "Courier"),
    ("post.md", "Post"),
    ("bulletin.txt", "Bulletin"),
    ("radio.md", "Radio"),
    ("trumpet.txt", "Trumpet"),
    ("wire.txt", "Wire"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("usage: picture FILE.svg [KEYS [WIDTH HEIGHT]]")?;
    let size = |i: usize, default: u16| arguments.get(i).map_or(Ok(default), |a| a.parse());
    let (width, height) = (size(2, 160)?, size(3, 44)?);
    let mut app = demo(width, height)?;
    let keymap = keymap::Keymap::defaults();
    let mut pressed = Vec::new();
    for key in key::parse(arguments.get(1).map_or("d", String::as_str))? {
        pressed.push(key);
        match keymap.look_up(app.context(), &pressed) {
            keymap::Lookup::Found(action, count) => {
                act(&mut app, action, count);
                pressed.clear();
            }
            keymap::Lookup::Prefix => {}
            keymap::Lookup::Nothing => pressed.clear(),
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height))?;
    let look = Look { theme: Theme::ansi(), glyphs: glyphs::UNICODE };
    terminal.draw(|frame| ui::draw(&app, &look, frame))?;
    std::fs::write(path, svg(terminal.backend().buffer()))?;
    Ok(())
}

fn demo(width: u16, height: u16) -> Result<App, Box<dyn Error>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
    let mut articles = Vec::new();
    for (name, label) in DEMO {
        let mut article = article::read(&std::fs::read(folder.join(name))?, name)?;
        article.label = Some((*label).into());
        articles.push(Arc::new(article));
    }
    let case = Case { title: Some("Footbridge gives way".into()), ..Case::default() };
    let case_path = Some("variorum.toml".into());
    let opening = Opening { articles, case, case_path, locked: true, apparatus: true, ..Opening::default() };
    let (mut app, effects) = App::new(opening, Rect::new(0, 0, width, height));
    carry_out(&mut app, effects);
    Ok(app)
}

fn act(app: &mut App, action: Action, count: Option<usize>) {
    let effects = app.act(action, count, Timestamp::UNIX_EPOCH);
    carry_out(app, effects);
    // An empty message brings the scene up to date.
    app.update(Message::Resize(app.size.width, app.size.height), Timestamp::UNIX_EPOCH);
}

fn carry_out(app: &mut App, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::Align { generation, articles, ties } = effect {
            let borrowed: Vec<&Article> = articles.iter().map(Arc::as_ref).collect();
            let index = Arc::new(Index::new(&articles, align::align(&borrowed, &ties, &Unwatched)));
            app.update(Message::Aligned { generation, index }, Timestamp::UNIX_EPOCH);
        }
    }
}

/// Writes a frame as SVG: a rectangle for each coloured ground, a text for each run of one style.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f32::from(buffer.area.width) * CELL.0, f32::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"ui-monospace, \
         'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" \
         fill=\"#16181d\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let first = &buffer[(x, y)];
            let mut text = String::new();
            let start = x;
            while x < buffer.area.width && same_style(first, &buffer[(x, y)]) {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            run(&mut out, first, &text, start, x - start, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn same_style(a: &Cell, b: &Cell) -> bool {
    (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier)
}

fn run(out: &mut String, cell: &Cell, text: &str, x: u16, cells: u16, y: u16) {
    let (left, top) = (f32::from(x) * CELL.0, f32::from(y) * CELL.1);
    let width = f32::from(cells) * CELL.0;
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let (mut fore, mut ground) = (colour(cell.fg, "#d7dae0"), colour(cell.bg, "#16181d"));
    if reversed {
        std::mem::swap(&mut fore, &mut ground);
    }
    if reversed || cell.bg != Color::Reset {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{ground}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, css) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
        (Modifier::DIM, " opacity=\"0.7\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(css);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let base = top + CELL.1 * 0.74;
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{base:.1}\" fill=\"{fore}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\"\
         {style} xml:space=\"preserve\">{text}</text>"
    );
}

fn colour(color: Color, default: &str) -> String {
    match color {
        Color::DarkGray => "#7d8590".into(),
        Color::Green => "#8bc58b".into(),
        Color::Yellow => "#e5c07b".into(),
        Color::Red => "#e06c75".into(),
        Color::Cyan => "#61b8c9".into(),
        Color::Magenta => "#c78bd0".into(),
        Color::Blue => "#6fa8e0".into(),
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => default.into(),
    }
}
