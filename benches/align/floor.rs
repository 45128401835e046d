//! The floor: what any program must do that looks at every word.

use std::path::Path;

use rustc_hash::FxHashMap;

/// Reads the files, splits them at blanks and numbers every word once; prints how many there are.
pub(crate) fn run(files: &[&str]) {
    let texts: Vec<String> = files.iter().map(|f| std::fs::read_to_string(f).unwrap()).collect();
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut words: Vec<u32> = Vec::new();
    for text in &texts {
        for word in text.split_whitespace() {
            let next = numbers.len() as u32;
            words.push(*numbers.entry(word).or_insert(next));
        }
    }
    println!("{} {}", words.len(), numbers.len());
}

/// Returns how many words a file has.
pub(crate) fn words(file: &Path) -> usize {
    std::fs::read_to_string(file).unwrap().split_whitespace().count()
}
