//! Screens of a terminal as SVG: a rectangle for each coloured ground, a text for each run of one style.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

use crate::Frame;

/// Width and height of a cell, and of the line with what is said.
const CELL: (f32, f32) = (8.4, 18.0);
const CAPTION: f32 = 34.0;
const GROUND: &str = "#16181d";
const TEXT: &str = "#d7dae0";
/// The sixteen colours that a terminal has by name.
const NAMED: [&str; 16] = [
    "#16181d", "#e06c75", "#8bc58b", "#e5c07b", "#6fa8e0", "#c78bd0", "#61b8c9", "#d7dae0", "#7d8590",
    "#ef8a92", "#a6d9a6", "#f0d399", "#8fbff0", "#d9a8e0", "#84cfdd", "#ffffff",
];

/// Draws one screen.
pub(crate) fn still(screen: &Screen) -> String {
    let (rows, columns) = size(screen);
    let (width, height) = (f32::from(columns) * CELL.0, f32::from(rows) * CELL.1);
    let mut out = head(width, height);
    for (y, row) in (0..rows).map(|y| (y, line(screen, y))) {
        let _ = writeln!(out, "<g transform=\"translate(0 {})\">{row}</g>", f32::from(y) * CELL.1);
    }
    out.push_str("</svg>\n");
    out
}

/// Draws screens one after the other, for ever; a line that is the same in several is drawn once.
pub(crate) fn moving(frames: &[Frame]) -> String {
    let Some(first) = frames.first() else { return String::new() };
    let (rows, columns) = size(&first.screen);
    let (width, height) = (f32::from(columns) * CELL.0, f32::from(rows) * CELL.1);
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups = String::new();
    let all: f32 = frames.iter().map(|f| f.seconds).sum();
    let mut at = 0.0;
    let mut style = String::new();
    for (n, frame) in frames.iter().enumerate() {
        let (from, to) = (at / all * 100.0, (at + frame.seconds) / all * 100.0);
        at += frame.seconds;
        let before = if n > 0 { "0%{visibility:hidden}" } else { "" };
        let _ = writeln!(
            style,
            "@keyframes k{n}{{{before}{from:.2}%{{visibility:visible}}{to:.2}%{{visibility:hidden}}100%{{visibility:hidden}}}}\
             #f{n}{{visibility:hidden;animation:k{n} {all}s step-end infinite}}"
        );
        let _ = writeln!(groups, "<g id=\"f{n}\">");
        for y in 0..rows {
            let row = line(&frame.screen, y);
            if row.is_empty() {
                continue;
            }
            let next = numbers.len();
            let number = *numbers.entry(row).or_insert(next);
            let _ = writeln!(groups, "<use href=\"#r{number}\" y=\"{}\"/>", f32::from(y) * CELL.1);
        }
        let base = height + CAPTION * 0.65;
        let caption = escaped(frame.caption);
        let _ = writeln!(
            groups,
            "<text x=\"{}\" y=\"{base}\" fill=\"#e5c07b\" font-size=\"15\" text-anchor=\"middle\">{caption}</text></g>",
            width / 2.0
        );
    }
    let mut out = head(width, height + CAPTION);
    let _ = writeln!(out, "<style>{style}</style>\n<defs>");
    let mut rows: Vec<(usize, String)> = numbers.into_iter().map(|(row, number)| (number, row)).collect();
    rows.sort_unstable();
    for (number, row) in rows {
        let _ = writeln!(out, "<g id=\"r{number}\">{row}</g>");
    }
    out + "</defs>\n" + &groups + "</svg>\n"
}

/// Returns rows and columns.
fn size(screen: &Screen) -> (u16, u16) {
    let (rows, columns) = screen.size();
    (rows.get(), columns.get())
}

fn head(width: f32, height: f32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"ui-monospace, 'DejaVu Sans \
         Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"{GROUND}\"/>\n"
    )
}

/// Draws one line of a screen, at the top.
fn line(screen: &Screen, y: u16) -> String {
    let columns = size(screen).1;
    let mut out = String::new();
    let mut x = 0;
    while x < columns {
        let Some(first) = screen.cell(y, x) else { break };
        let (start, mut text) = (x, String::new());
        while let Some(cell) = screen.cell(y, x).filter(|c| look(c) == look(first)) {
            match cell.contents() {
                _ if cell.is_wide_continuation() => {}
                "" => text.push(' '),
                words => text.push_str(words),
            }
            x += 1;
        }
        run(&mut out, first, &text, start, x - start);
    }
    out
}

type Look = (Color, Color, bool, bool, bool, bool, bool);

fn look(cell: &Cell) -> Look {
    let faces = (cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse());
    (cell.fgcolor(), cell.bgcolor(), faces.0, faces.1, faces.2, faces.3, faces.4)
}

fn run(out: &mut String, cell: &Cell, text: &str, x: u16, cells: u16) {
    let (left, width) = (f32::from(x) * CELL.0, f32::from(cells) * CELL.0);
    let (mut fore, mut ground) = (colour(cell.fgcolor(), TEXT), colour(cell.bgcolor(), GROUND));
    if cell.inverse() {
        std::mem::swap(&mut fore, &mut ground);
    }
    if ground != GROUND {
        let _ = write!(
            out,
            "<rect x=\"{left:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{ground}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (has, css) in [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.7\""),
    ] {
        if has {
            style.push_str(css);
        }
    }
    let (text, base) = (escaped(text), CELL.1 * 0.74);
    let _ = write!(
        out,
        "<text x=\"{left:.1}\" y=\"{base:.1}\" fill=\"{fore}\" textLength=\"{width:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\"{style} xml:space=\"preserve\">{text}</text>"
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn colour(color: Color, default: &str) -> String {
    match color {
        Color::Default => default.to_owned(),
        Color::Idx(named @ 0..16) => NAMED[usize::from(named)].to_owned(),
        // The cube of 6 x 6 x 6 colours, and the greys.
        Color::Idx(cube @ 16..232) => {
            let part = |by: u8| match (cube - 16) / by % 6 {
                0 => 0,
                step => 55 + 40 * step,
            };
            format!("#{:02x}{:02x}{:02x}", part(36), part(6), part(1))
        }
        Color::Idx(grey) => {
            let grey = 8 + 10 * (grey - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}
