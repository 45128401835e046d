//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    variorum::cli::run()
}
