//! `variorum config`: where the settings stand, what they are, and what is wrong with them.

use std::io::Write;

use anyhow::{Result, bail};

use super::setup::Setup;
use super::{Options, complain};
use crate::config::environment::Environment;

/// Prints the path of the configuration and the settings in force.
pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<()> {
    let environment = Environment::of_process();
    let setup = Setup::read(options, &environment)?;
    match environment.config_file() {
        Some(file) => {
            let found = if file.exists() { "" } else { " (not there; the defaults are in force)" };
            writeln!(out, "# {}{found}", file.display())?;
        }
        None => writeln!(out, "# no home directory is known, so no file is read")?,
    }
    write!(out, "{}", toml::to_string(&setup.config)?)?;
    for problem in &setup.problems {
        complain(&problem.to_string());
    }
    match setup.problems.len() {
        0 => Ok(()),
        1 => bail!("the configuration has a problem"),
        n => bail!("the configuration has {n} problems"),
    }
}
