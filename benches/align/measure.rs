//! What a process costs: wall time, CPU time and peak memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Costs in seconds and bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
    pub(crate) peak: u64,
}

/// Measures a process; none when there is no such program or it fails.
///
/// A small process of its own starts it and asks what its only child used: peak memory is counted over all children.
pub(crate) fn process(program: &Path, arguments: &[String]) -> Option<Cost> {
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own).arg("--once").arg(program).args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<f64> = text.split_whitespace().map(|f| f.parse().unwrap()).collect();
    let [wall, cpu, peak] = figures.as_slice() else { return None };
    Some(Cost { wall: *wall, cpu: *cpu, peak: *peak as u64 })
}

/// Runs a program to its end and prints what it cost, or nothing when it failed.
pub(crate) fn once(program: &str, arguments: &[&str]) {
    let start = Instant::now();
    let ended = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let wall = start.elapsed().as_secs_f64();
    if !ended.is_ok_and(|s| s.success()) {
        return;
    }
    let (cpu, peak) = used_by_child();
    println!("{wall} {cpu} {peak}");
}

/// Returns the CPU seconds and the most memory that the only child had.
#[cfg(unix)]
fn used_by_child() -> (f64, i64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let cpu = used.user_time().num_microseconds() + used.system_time().num_microseconds();
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    (cpu as f64 / 1e6, used.max_rss() * unit)
}

/// Elsewhere only the wall clock is read.
#[cfg(not(unix))]
fn used_by_child() -> (f64, i64) {
    (f64::NAN, 0)
}

/// Returns the medians of what several runs cost.
pub(crate) fn median(costs: &[Cost]) -> Option<Cost> {
    let middle = |of: &dyn Fn(&Cost) -> f64| {
        let mut all: Vec<f64> = costs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    Some(Cost {
        wall: middle(&|c| c.wall)?,
        cpu: middle(&|c| c.cpu)?,
        peak: middle(&|c| c.peak as f64)? as u64,
    })
}
