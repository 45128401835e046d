//! Variorum reads several articles about one event side by side.
//!
//! The modules stand on floors; each uses only those below it:
//!
//! | floor | module | what it does |
//! |---|---|---|
//! | shell | [`cli`], [`terminal`] | arguments, exit codes, the terminal taken and given back |
//! | 5 | [`ui`] | draws the model; reads, never writes |
//! | 5 | [`linear`] | the same model line by line: reads commands, prints sentences |
//! | 4 | [`app`] | the model of the screen: key → action → update → effect |
//! | 3 | [`case`], [`export`], [`passim`] | what the reader writes: annotations, the case file, notes for others; clusters of passim as cases |
//! | 2 | [`align`] | what matches: links, threads, differing words, suspects |
//! | 1 | [`article`] | what is read: bytes → blocks → passages |
//! | 0 | [`files`], [`fetch`], [`config`] | files on disk, replaced whole; pages from the network; settings, keys, themes, directories |
//!
//! Nothing below `app` knows ratatui or crossterm, and nothing but `cli` and `terminal` knows the
//! process it runs in: settings, themes and the clock are handed in.

pub mod align;
pub mod app;
pub mod article;
pub mod case;
pub mod cli;
pub mod config;
pub mod export;
pub mod fetch;
pub mod files;
pub mod linear;
pub mod passim;
pub mod terminal;
pub mod ui;
