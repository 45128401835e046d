//! How fast the alignment is, beside the least that any program over the same text must do, and how much it finds.
//!
//! usage: cargo bench --bench align [-- [--sets small|usual|big] [--texts FOLDER] [--runs N]]
//!
//! The floor reads the files, splits them at blanks and numbers every word once, on one worker; `wc -w` stands beside it
//! where there is one. Both, and `variorum align --format json`, run as processes of their own in turns, so that all
//! start cold and what else the machine does strikes all alike; the table has medians and their ratios. `big` adds
//! articles of a million words, `--texts` a set of the files of a folder. The articles are made here
//! (`tests/support/made.rs`) and it is known what they share, so the second table says what was found: no ratio is
//! bought with quality unseen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(missing_docs)] // A tool for developers.

use std::path::{Path, PathBuf};

mod floor;
mod found;
#[path = "../../tests/support/made.rs"]
mod made;
mod measure;
mod sets;

use measure::{Cost, median};
use sets::Set;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--floor", files @ ..] => floor::run(files),
        ["--once", program, rest @ ..] => measure::once(program, rest),
        _ => compare(&Wanted::of(&words)),
    }
}

/// What to measure.
struct Wanted {
    sets: sets::Size,
    texts: Option<PathBuf>,
    runs: Option<usize>,
}

impl Wanted {
    fn of(words: &[&str]) -> Wanted {
        let mut wanted = Wanted { sets: sets::Size::Usual, texts: None, runs: None };
        let mut rest = words.iter();
        while let Some(name) = rest.next() {
            let value = rest.next().unwrap_or_else(|| panic!("{name} wants a value"));
            match *name {
                "--sets" => wanted.sets = sets::Size::of(value),
                "--texts" => wanted.texts = Some(PathBuf::from(value)),
                "--runs" => wanted.runs = Some(value.parse().expect("--runs wants a number")),
                _ => panic!("{name} is not known; see the head of benches/align/main.rs"),
            }
        }
        wanted
    }
}

fn compare(wanted: &Wanted) {
    let folder = tempfile::tempdir().unwrap();
    let sets = sets::wanted(wanted.sets, wanted.texts.as_deref(), folder.path());
    println!("{} cores, {} sets\n", std::thread::available_parallelism().unwrap(), sets.len());
    println!(
        "| set | words | floor, ms | wc -w, ms | align, ms | × floor | × floor, CPU | × wc | peak, MB | bytes per byte |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let costs: Vec<Costs> = sets.iter().map(|set| Costs::of(set, wanted.runs)).collect();
    println!();
    growth(&sets, &costs);
    println!(
        "\nOpening the last article when the others are open, against opening all (reading and aligning, one process):\n"
    );
    println!("| set | all, ms | one more, ms | share |");
    println!("|---|---:|---:|---:|");
    for set in &sets {
        reopen(set);
    }
    println!("\nLinks of tiers certain and likely against what is known of the made articles:\n");
    println!("| set | known | precision | recall | verbatim | quoted | edited | split | heavy |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for set in &sets {
        if let Some(made) = &set.made {
            println!("| {} | {} |", set.name, found::judge(made));
        }
    }
}

/// What the programs cost on one set.
struct Costs {
    align: Cost,
}

impl Costs {
    /// Measures in turns and prints a row.
    fn of(set: &Set, runs: Option<usize>) -> Costs {
        let own = std::env::current_exe().unwrap();
        let files: Vec<&str> = set.files.iter().map(|f| f.to_str().unwrap()).collect();
        let with =
            |first: &[&str]| -> Vec<String> { first.iter().chain(&files).map(|a| (*a).to_owned()).collect() };
        let contenders: [(&Path, Vec<String>); 3] = [
            (&own, with(&["--floor"])),
            (Path::new("wc"), with(&["-w"])),
            (Path::new(env!("CARGO_BIN_EXE_variorum")), with(&["align", "--format", "json"])),
        ];
        let mut costs: [Vec<Cost>; 3] = Default::default();
        for _ in 0..runs.unwrap_or(set.runs()) {
            for ((program, arguments), costs) in contenders.iter().zip(&mut costs) {
                costs.extend(measure::process(program, arguments));
            }
        }
        let [floor, wc, align] = costs.map(|c| median(&c));
        let (floor, align) = (floor.expect("the floor runs"), align.expect("variorum aligns"));
        let words: usize = set.files.iter().map(|f| floor::words(f)).sum();
        let bytes: u64 = set.files.iter().map(|f| std::fs::metadata(f).unwrap().len()).sum();
        let wc_time = wc.map_or("-".to_owned(), |w| format!("{:.1}", w.wall * 1e3));
        let wc_ratio = wc.map_or("-".to_owned(), |w| format!("{:.1}", align.wall / w.wall));
        println!(
            "| {} | {words} | {:.1} | {wc_time} | {:.1} | {:.1} | {:.1} | {wc_ratio} | {:.0} | {:.1} |",
            set.name,
            floor.wall * 1e3,
            align.wall * 1e3,
            align.wall / floor.wall,
            align.cpu / floor.cpu,
            align.peak as f64 / 1e6,
            align.peak as f64 / bytes as f64,
        );
        Costs { align }
    }
}

/// Prints by which power of the words the time grows, over the sets of two articles.
fn growth(sets: &[Set], costs: &[Costs]) {
    let pairs: Vec<(f64, &Cost)> = sets
        .iter()
        .zip(costs)
        .filter_map(|(s, c)| {
            s.made.as_ref().filter(|m| m.texts.len() == 2).map(|_| (s.words() as f64, &c.align))
        })
        .collect();
    let (Some((few, low)), Some((many, high))) = (pairs.first(), pairs.last()) else { return };
    if many > few {
        let exponent = |a: f64, b: f64| (b / a).ln() / (many / few).ln();
        println!(
            "From {few} to {many} words in two articles the time grows with the power {:.2}, CPU time with {:.2}.",
            exponent(low.wall, high.wall),
            exponent(low.cpu, high.cpu)
        );
    }
}

/// Measures opening one more article through the library.
fn reopen(set: &Set) {
    let (all, more) = sets::reopen(set);
    println!("| {} | {:.1} | {:.1} | {:.2} |", set.name, all * 1e3, more * 1e3, more / all);
}
