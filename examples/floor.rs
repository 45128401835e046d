//! The least that a ratatui program does to show articles in columns: the floor that speed is measured against.
//!
//! usage: cargo run --release --example floor -- FILE...
//!
//! It reads the files, wraps the rows that are on the screen, and draws equal columns; `j` and `k` scroll them all,
//! `q` quits. No alignment, no marks, no saving.

use std::error::Error;
use std::io::{BufWriter, stdout};

use crossterm::event::{self, Event, KeyCode, KeyEventKind};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

fn main() -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> =
        std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let result = run(&texts);
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()?;
    result
}

fn run(texts: &[String]) -> Result<(), Box<dyn Error>> {
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 17, stdout())))?;
    let mut top = 0usize;
    loop {
        terminal.draw(|frame| {
            let columns = Layout::horizontal(texts.iter().map(|_| Constraint::Fill(1))).split(frame.area());
            for (text, area) in texts.iter().zip(columns.iter()) {
                let rows = rows(text, usize::from(area.width.saturating_sub(1)).max(1));
                let rows: Vec<Line<'_>> =
                    rows.skip(top).take(usize::from(area.height)).map(Line::from).collect();
                frame.render_widget(Paragraph::new(rows), *area);
            }
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Char('q') => return Ok(()),
                _ if key.kind == KeyEventKind::Release => {}
                KeyCode::Char('j') => top += 1,
                KeyCode::Char('k') => top = top.saturating_sub(1),
                _ => {}
            }
        }
    }
}

/// Wraps a text greedily at blanks, row by row and only as far as rows are asked for.
fn rows(text: &str, width: usize) -> impl Iterator<Item = &str> {
    text.lines().flat_map(move |line| {
        let mut rest = line;
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            let mut end = 0;
            for word in rest.split_inclusive(' ') {
                if end > 0 && rest[..end + word.trim_end().len()].width() > width {
                    break;
                }
                end += word.len();
            }
            let row = &rest[..end];
            rest = &rest[end..];
            done = rest.is_empty();
            Some(row.trim_end())
        })
    })
}
