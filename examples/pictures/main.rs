//! Draws the pictures and the tour of README and docs from the real program, in a terminal of its own.
//!
//! usage: cargo build && cargo run --example pictures [-- FOLDER]
//!
//! Writes `panes.svg`, `synopsis.svg`, `coverage.svg`, `annotations.svg`, the tour as one moving picture, `tour.svg`, and as a
//! recording for terminals, `tour.cast` (asciicast, version 2), into FOLDER, docs/pictures by default. What is shown is the
//! bundled demo; what is typed stands in `tour.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // A tool for developers.

use std::error::Error;
use std::path::{Path, PathBuf};

mod cast;
#[path = "../../tests/support/pty.rs"]
mod pty;
mod svg;
mod tour;

use pty::Session;

/// Columns and rows of the terminal.
const SIZE: (u16, u16) = (120, 34);

/// A screen as it was, with what the reader is told about it.
struct Frame {
    screen: vt100::Screen,
    caption: &'static str,
    seconds: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let folder = std::env::args().nth(1).map_or(folder, PathBuf::from);
    let program = program()?;
    let home = tempfile::tempdir()?;
    let arguments = ["demo", "footbridge", "--theme", "dark", "--glyphs", "unicode"];
    let mut session =
        Session::start(program.to_str().ok_or("a path that is no text")?, &arguments, home.path(), SIZE);
    let mut frames = Vec::new();
    for step in tour::STEPS {
        session.send(step.keys);
        session.wait_for(step.shows);
        session.settle();
        if let Some(name) = step.picture {
            std::fs::write(folder.join(name).with_extension("svg"), svg::still(&session.screen()))?;
        }
        frames.push(Frame { screen: session.screen(), caption: step.caption, seconds: step.seconds });
    }
    // The first closes the help.
    session.send("qq");
    session.exit();
    std::fs::write(folder.join("tour.svg"), svg::moving(&frames))?;
    std::fs::write(folder.join("tour.cast"), cast::of(&frames)?)?;
    Ok(())
}

/// Returns the program that was built with this example.
fn program() -> Result<PathBuf, Box<dyn Error>> {
    let own = std::env::current_exe()?;
    let folder = own.ancestors().nth(2).ok_or("an example stands in a folder of the target")?;
    let program = folder.join("variorum").with_extension(std::env::consts::EXE_EXTENSION);
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!("there is no {}: cargo build first", program.display()).into())
    }
}
