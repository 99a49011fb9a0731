//! `cargo xtask run | test | bench`: one place for everything that is not plain cargo.
//!
//! A command sets up what this machine lacks ([`setup`]), builds the page and the app ([`build`]),
//! and then opens the app ([`run`]) or goes through the checks ([`test`]). Every program that is
//! started is shown first ([`program`]), so that any line can be repeated by hand.

mod bench;
mod build;
mod program;
mod run;
mod setup;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [FOLDER]   sets up what is missing, builds Galley and opens it: FOLDER, or the
                           sample site with a publishing repository of its own. Without a
                           display it does an author's day on a virtual screen and keeps
                           screenshots in ./shots
cargo xtask bench [NAME]   measures figures, git, header, photo, preview or repository
                           in an optimised build; pipeline: the real web view; kill: many crashes
cargo xtask test [STEP…]   sets up what is missing and runs all checks, or the ones named here:
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(None),
        ["run", folder] if !folder.starts_with('-') => run::run(Some(folder)),
        ["test", names @ ..] => test::test(names),
        ["bench"] => bench::bench(""),
        ["bench", name] => bench::bench(name),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            test::list();
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!(
                "xtask does not know “{}”; `cargo xtask help` says what it does.",
                words.join(" ")
            );
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            eprintln!("\n{stopped}");
            ExitCode::from(stopped.exit_code())
        }
    }
}
