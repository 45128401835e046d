//! `variorum keys`: the table of keys, computed from the live keymap.

use std::io::Write;

use anyhow::Result;

use super::Options;
use super::setup::Setup;
use crate::app::action::{ACTIONS, Context};
use crate::config::environment::Environment;

/// Prints all keys, what they do, and the actions' names; actions without a key come too.
pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<()> {
    let setup = Setup::read(options, &Environment::of_process())?;
    for problem in &setup.problems {
        options.tell(&problem.to_string());
    }
    for context in Context::ALL {
        writeln!(out, "{} [keys.{}]", context.title(), context.name())?;
        for row in ACTIONS.iter().filter(|r| r.context == *context) {
            let keys = setup.keymap.keys_of(row.action).join("  ");
            writeln!(out, "  {keys:<24} {:<24} {}", row.name, row.text)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
