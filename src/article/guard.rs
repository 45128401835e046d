//! Faults in readers of formats: a file may break its reader, but neither the program nor the screen.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs work that may panic; then nothing is printed and the error holds what the panic said.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    silence();
    let before = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

/// Puts a hook before the present one that keeps guarded threads silent.
fn silence() {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.try_with(Cell::get).unwrap_or(false) {
                report(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_a_reader_is_an_error_and_the_next_file_is_read() {
        let broken: Result<(), String> = quietly(|| panic!("bad table"));
        assert_eq!(broken, Err("bad table".into()));
        assert_eq!(quietly(|| 7), Ok(7));
        assert!(!GUARDED.get());
    }
}
