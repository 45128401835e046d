//! Whom a command prints for.

use clap::ValueEnum;

/// Whom a command prints for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}
