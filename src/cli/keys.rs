//! `variorum keys`: the table of keys, computed from the keymap.

use std::io::Write;

use anyhow::Result;

use crate::app::action::Context;
use crate::app::help;
use crate::app::keymap::Keymap;

/// Prints all keys and what they do.
pub(super) fn run(out: &mut impl Write) -> Result<()> {
    let keymap = Keymap::defaults();
    for context in Context::ALL {
        writeln!(out, "{} [keys.{}]", context.title(), context.name())?;
        for (keys, text) in help::rows(&keymap, *context) {
            writeln!(out, "  {keys:<24} {text}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
