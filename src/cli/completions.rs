//! `variorum completions SHELL`: what a shell needs to complete the command line, made from the command line itself.

use std::io::Write;

use anyhow::Result;
use clap::{CommandFactory, ValueEnum};
use clap_complete::generate;
use clap_complete::shells::{Bash, Elvish, Fish, PowerShell, Zsh};

/// Arguments of `variorum completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Target,
}

const EXAMPLES: &str = "Examples:
  variorum completions bash > ~/.local/share/bash-completion/completions/variorum
  variorum completions zsh > ~/.zfunc/_variorum            with ~/.zfunc in fpath
  variorum completions fish > ~/.config/fish/completions/variorum.fish";

/// A shell whose completions can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)] // They are named after what they are.
enum Target {
    Bash,
    Zsh,
    Fish,
    Elvish,
    #[value(name = "powershell")]
    PowerShell,
}

/// Prints the completions for a shell.
pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<()> {
    let mut command = super::Arguments::command();
    // The generators take no error of the output, so they write to memory.
    let mut bytes = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    match arguments.shell {
        Target::Bash => generate(Bash, &mut command, name, &mut bytes),
        Target::Zsh => generate(Zsh, &mut command, name, &mut bytes),
        Target::Fish => generate(Fish, &mut command, name, &mut bytes),
        Target::Elvish => generate(Elvish, &mut command, name, &mut bytes),
        Target::PowerShell => generate(PowerShell, &mut command, name, &mut bytes),
    }
    Ok(out.write_all(&bytes)?)
}
