//! The other side: starts workers, gives them work, ends them.

use std::io::{self, BufReader, BufWriter};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use galley_core::photo::{Edits, Job, Limits, Outcome, Photo, Refusal, Settings, Trouble};

use crate::ARGUMENT;

/// A picture that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(20);

/// How long one may take to be gone once its pipes are closed.
const FAREWELL: Duration = Duration::from_millis(500);

/// How often somebody who waits looks whether the picture is still wanted.
const GLANCE: Duration = Duration::from_millis(50);

/// A worker that has done so many pictures is replaced: nothing that one left behind stays long.
const MOST_JOBS: u32 = 100;

/// Workers, one for each processor.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    longest: Duration,
    state: Mutex<State>,
    /// Rung when a place is free.
    free: Condvar,
}

#[derive(Debug)]
struct State {
    /// How many more may work at the same time.
    places: usize,
    idle: Vec<Worker>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
    jobs: u32,
}

impl Default for Workers {
    fn default() -> Self {
        Workers::of(std::env::current_exe().unwrap_or_default())
    }
}

impl Workers {
    /// Workers that are this program.
    pub fn of(program: PathBuf) -> Workers {
        let places = thread::available_parallelism().map_or(1, usize::from);
        let state = Mutex::new(State { places, idle: Vec::new() });
        Workers { program, longest: LONGEST, state, free: Condvar::new() }
    }

    /// The same, with less patience.
    pub fn within(mut self, longest: Duration) -> Workers {
        self.longest = longest;
        self
    }

    /// Makes a picture fit to be published; see [`galley_core::photo::clean_edited`].
    ///
    /// # Errors
    /// A [`Refusal`] says why it cannot be; [`Refusal::Unfinished`] when the worker came to no end.
    pub fn clean(
        &self,
        bytes: &[u8],
        settings: &Settings,
        edits: &Edits,
        wanted: &AtomicBool,
    ) -> Result<Photo, Refusal> {
        let job = Job::Clean { settings: settings.clone(), edits: edits.clone() };
        match self.run(&job, bytes, &settings.limits, wanted) {
            Outcome::Photo(photo) => Ok(*photo),
            Outcome::Refused(refusal) => Err(refusal),
            Outcome::Thumbnail(_) => Err(Refusal::Unfinished(Trouble::BrokeOff)),
        }
    }

    /// A small picture for a screen; see [`galley_core::photo::thumbnail`].
    ///
    /// # Errors
    /// As [`Workers::clean`].
    pub fn thumbnail(
        &self,
        bytes: &[u8],
        max_width: u32,
        limits: &Limits,
    ) -> Result<Vec<u8>, Refusal> {
        let job = Job::Thumbnail { max_width, limits: *limits };
        match self.run(&job, bytes, limits, &AtomicBool::new(true)) {
            Outcome::Thumbnail(small) => Ok(small),
            Outcome::Refused(refusal) => Err(refusal),
            Outcome::Photo(_) => Err(Refusal::Unfinished(Trouble::BrokeOff)),
        }
    }

    fn run(&self, job: &Job, bytes: &[u8], limits: &Limits, wanted: &AtomicBool) -> Outcome {
        let unfinished = |trouble| Outcome::Refused(Refusal::Unfinished(trouble));
        if let Err(refusal) = limits.check_bytes(bytes.len() as u64) {
            return Outcome::Refused(refusal);
        }
        let Some(_place) = self.place(wanted) else { return unfinished(Trouble::Cancelled) };
        loop {
            let used = self.lock().idle.pop();
            let is_new = used.is_none();
            let Some(mut worker) = used.or_else(|| self.begin().ok()) else {
                return unfinished(Trouble::NotBegun);
            };
            let outcome = worker.work(job, bytes, self.longest, wanted);
            match outcome {
                Ok(outcome) => {
                    if worker.jobs < MOST_JOBS {
                        self.lock().idle.push(worker);
                    } else {
                        worker.end();
                    }
                    return outcome;
                }
                Err(trouble) => {
                    // One that had gone because nobody wanted anything has broken nothing.
                    let had_gone = worker.end() && !is_new;
                    if trouble == Trouble::BrokeOff && had_gone {
                        continue;
                    }
                    return unfinished(trouble);
                }
            }
        }
    }

    /// Waits for a place among those who work; none when the picture is not wanted any more.
    fn place(&self, wanted: &AtomicBool) -> Option<Place<'_>> {
        let mut state = self.lock();
        while state.places == 0 {
            if !wanted.load(Ordering::Relaxed) {
                return None;
            }
            let waited = self.free.wait_timeout(state, GLANCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.places -= 1;
        Some(Place(self))
    }

    fn begin(&self) -> io::Result<Worker> {
        let mut command = Command::new(&self.program);
        command.arg(ARGUMENT).env_clear().current_dir(std::env::temp_dir());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt;
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            command.creation_flags(CREATE_NO_WINDOW);
        }
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (input, output) = (BufWriter::new(input), BufReader::new(output));
        Ok(Worker { child, input, output, jobs: 0 })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for worker in self.lock().idle.drain(..) {
            worker.end();
        }
    }
}

/// A place among those who work, given back when it is dropped.
struct Place<'a>(&'a Workers);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.lock().places += 1;
        self.0.free.notify_one();
    }
}

impl Worker {
    /// One picture. After an error the worker is of no more use.
    fn work(
        &mut self,
        job: &Job,
        bytes: &[u8],
        longest: Duration,
        wanted: &AtomicBool,
    ) -> Result<Outcome, Trouble> {
        self.jobs += 1;
        let (child, input, output) = (&mut self.child, &mut self.input, &mut self.output);
        let end = Instant::now() + longest;
        thread::scope(|threads| {
            let (send, receive) = mpsc::channel();
            threads.spawn(move || {
                let answer = job.write(input, bytes).and_then(|()| Outcome::read(output));
                // Nobody listens any more when the time is over.
                let _ = send.send(answer);
            });
            loop {
                match receive.recv_timeout(GLANCE) {
                    Ok(Ok(Some(outcome))) => return Ok(outcome),
                    Ok(_) | Err(RecvTimeoutError::Disconnected) => return Err(Trouble::BrokeOff),
                    Err(RecvTimeoutError::Timeout) => {}
                }
                let trouble = if Instant::now() >= end {
                    Trouble::TookTooLong
                } else if !wanted.load(Ordering::Relaxed) {
                    Trouble::Cancelled
                } else {
                    continue;
                };
                // Its pipes break, and the thread that waits for them ends.
                let _ = child.kill();
                return Err(trouble);
            }
        })
    }

    /// Ends it; whether it had ended by itself, and well.
    fn end(mut self) -> bool {
        drop((self.input, self.output));
        // Without input it ends by itself, and its pipes are closed a moment before it is gone. One
        // that hangs is made to.
        let begun = Instant::now();
        let well = loop {
            match self.child.try_wait() {
                Ok(None) if begun.elapsed() < FAREWELL => thread::sleep(Duration::from_millis(2)),
                ended => break matches!(ended, Ok(Some(status)) if status.success()),
            }
        };
        // One that has ended already is not there to be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
        well
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_worker_that_goes_just_now_has_gone_well() {
        let folder = tempfile::tempdir().unwrap();
        for (script, well, why) in [
            ("exec <&- >&-; sleep 0.1", true, "its pipes close before it is gone"),
            ("exec <&- >&-; sleep 0.1; exit 1", false, "it broke"),
            ("exec sleep 60 <&- >&-", false, "it hangs"),
        ] {
            let program = folder.path().join("worker");
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            let mut worker = Workers::of(program).begin().unwrap();
            assert_eq!(worker.output.read(&mut [0]).unwrap(), 0, "its pipe is closed");
            assert_eq!(worker.end(), well, "{why}");
        }
    }
}
