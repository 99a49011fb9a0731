//! Pictures are decoded in a process of their own.
//!
//! A picture comes from anybody, and decoders are where files break programs. So a program starts
//! itself again with one hidden argument, and that process
//!
//! 1. gives up what it does not need, before it has read a byte ([`cage`]): files, network, other
//!    programs, memory and time beyond a limit;
//! 2. takes one [`Job`] after the other from its standard input and answers each on its standard
//!    output ([`serve_if_asked`]).
//!
//! The program itself ([`Workers`]) keeps one of them for each processor, ends one whose time is
//! over, and replaces one that broke: then one picture has no answer, and a reason. A worker goes
//! by itself when nobody has wanted anything for a while.
//!
//! The program that uses this calls [`serve_if_asked`] before anything else.

mod cage;
mod workers;

use std::io::{self, BufWriter, Write};

use galley_core::photo::Job;

pub use workers::Workers;

/// The word that makes a program a worker.
pub const ARGUMENT: &str = "--picture-worker";

/// A worker without work for so long goes.
const PATIENCE_MS: i32 = 10_000;

/// Serves as a worker if that is what this process was started for, and ends with it.
pub fn serve_if_asked() {
    if std::env::args_os().nth(1).is_some_and(|word| word == ARGUMENT) {
        std::process::exit(match serve() {
            Ok(()) => 0,
            Err(_) => 1,
        });
    }
}

fn serve() -> io::Result<()> {
    cage::close()?;
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    while cage::wait_for(&input, PATIENCE_MS) {
        let Some((job, bytes)) = Job::read(&mut input)? else { break };
        cage::next_job()?;
        job.run(&bytes).write(&mut output)?;
        output.flush()?;
    }
    Ok(())
}
