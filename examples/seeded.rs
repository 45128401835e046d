//! Seeds errors into our own texts and a gospel and prints what was found: `cargo run --release --example seeded`.
//!
//! With `misses` it also lists what was missed, and false alarms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A tool for developers.
#![allow(missing_docs, unreachable_pub)] // The generator is shared with a test.

#[path = "../tests/support/seeded.rs"]
mod seeded;

fn main() {
    let list = std::env::args().any(|a| a == "misses");
    println!("swapped     seeded  found  recall | untouched pairs  alarms  in 100");
    for (seed, tally) in seeded::run() {
        println!(
            "{:<11} {:>6}  {:>5}  {:>6.3} | {:>15}  {:>6}  {:>6.2}",
            format!("{seed:?}").to_lowercase(),
            tally.seeded,
            tally.found,
            tally.recall(),
            tally.untouched,
            tally.alarms,
            100.0 * tally.alarm_rate()
        );
        if list {
            tally.missed.iter().for_each(|m| println!("  missed {m}"));
            tally.false_alarms.iter().for_each(|m| println!("  false {m}"));
        }
    }
}
