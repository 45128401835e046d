//! `variorum man`: the manual, made from the command line and the table of keys.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::app::action::{ACTIONS, Context};

/// Arguments of `variorum man`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A folder for one page for each command; without it the main page is printed.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  variorum man | man -l -                  read the manual
  variorum man ~/.local/share/man/man1     install all its pages";

/// Prints the main page, or writes all pages into a folder.
pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<()> {
    let mut command = super::Arguments::command();
    command.build();
    let Some(folder) = &arguments.folder else { return Ok(out.write_all(&main_page(command)?)?) };
    fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        let name = format!("variorum-{}", sub.get_name());
        let mut page = Vec::new();
        Man::new(sub.clone()).title(name.to_uppercase()).render(&mut page)?;
        write(folder, &name, &page)?;
    }
    write(folder, "variorum", &main_page(command)?)
}

fn write(folder: &Path, name: &str, page: &[u8]) -> Result<()> {
    let path = folder.join(format!("{name}.1"));
    fs::write(&path, page).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Makes the main page: what clap knows, then the keys, files, and exit codes.
fn main_page(command: clap::Command) -> Result<Vec<u8>> {
    let man = Man::new(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    man.render_subcommands_section(&mut page)?;
    write_keys(&mut page)?;
    page.write_all(TAIL.as_bytes())?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

fn write_keys(page: &mut impl Write) -> Result<()> {
    writeln!(page, ".SH KEYS\nThe default keys; variorum keys prints those of your settings.")?;
    for context in Context::ALL {
        writeln!(page, ".SS {}", escaped(context.title()))?;
        for row in ACTIONS.iter().filter(|r| r.context == *context && !r.keys.is_empty()) {
            let keys: Vec<String> = row.keys.iter().map(|k| format!("\\fB{}\\fR", escaped(k))).collect();
            writeln!(page, ".TP\n{}\n{}", keys.join(", "), escaped(row.text))?;
        }
    }
    Ok(())
}

/// Returns a text that roff prints as it is.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    // A full stop or an apostrophe at the start of a line would be a request.
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

const TAIL: &str = ".SH FILES
.TP
\\fBvariorum.toml\\fR
The case file: made in the current directory at the first annotation, unless another is named.
.TP
\\fBconfig.toml\\fR
Settings, keys and themes; \\fBvariorum config\\fR prints where it stands and what holds.
.SH EXIT STATUS
0 for success, 1 for a failed job, 2 for wrong usage; \\fBvariorum check\\fR ends with 1 when anything needs you.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_roff_would_take_for_a_request_is_printed_as_it_is() {
        assert_eq!(escaped(".a-b\\"), "\\&.a\\-b\\e");
        let page = String::from_utf8(main_page(super::super::Arguments::command()).unwrap()).unwrap();
        for section in [".SH KEYS", ".SH FILES", ".SH SYNOPSIS", ".SS Reading"] {
            assert!(page.contains(section), "{section}");
        }
        let requests = ["TH", "SH", "SS", "TP", "ie", "el", "br", "sp", "RS", "RE", "IP", "nf", "fi", "PP"];
        let known = |line: &&str| requests.iter().any(|r| line.trim_start_matches('.').starts_with(r));
        let strange: Vec<&str> = page.lines().filter(|l| l.starts_with('.') && !known(l)).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
