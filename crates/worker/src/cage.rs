//! What a worker may not do. Each limit is set by the worker itself, before it reads anything.
//!
//! - Memory: what the program takes by itself, and [`MEMORY`] more.
//! - Time: [`SECONDS`] of processor time for each picture.
//! - Files: none can be opened, and none can be written to. What is open stays: the two pipes.
//! - All else: of the system's calls only those in [`ALLOWED`] are left, so that there is no
//!   network, no other program and no other process (Linux). Those that can name a process may
//!   name this one alone.

use std::io;

/// Bytes of memory beyond what the program takes by itself: a picture of 108 million pixels, in
/// coefficients and in pixels, and what its copies take.
#[cfg(unix)]
const MEMORY: u64 = 1536 * 1024 * 1024;

/// Seconds of processor time for one picture.
#[cfg(unix)]
const SECONDS: u64 = 20;

/// Seconds of processor time for all pictures of one worker.
#[cfg(unix)]
const MOST_SECONDS: u64 = 600;

/// Gives up what is not needed.
#[cfg(unix)]
pub(crate) fn close() -> io::Result<()> {
    use rustix::process::Resource;
    limit(Resource::Core, 0, 0)?;
    limit(Resource::Fsize, 0, 0)?;
    if let Some(own) = own_memory() {
        limit(Resource::As, own + MEMORY, own + MEMORY)?;
    }
    next_job()?;
    #[cfg(target_os = "linux")]
    forbid_calls()?;
    Ok(())
}

/// Begins to count the time of another picture.
#[cfg(unix)]
pub(crate) fn next_job() -> io::Result<()> {
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let used = u64::try_from(used).unwrap_or_default();
    limit(rustix::process::Resource::Cpu, (used + SECONDS + 1).min(MOST_SECONDS), MOST_SECONDS)
}

/// Waits until there is something to read; false when there is not for so long.
#[cfg(unix)]
pub(crate) fn wait_for(input: &impl std::os::fd::AsFd, milliseconds: i32) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut polled = [PollFd::new(input, PollFlags::IN)];
    let patience = Timespec { tv_sec: i64::from(milliseconds / 1000), tv_nsec: 0 };
    poll(&mut polled, Some(&patience)).is_ok_and(|ready| ready > 0)
}

#[cfg(unix)]
fn limit(resource: rustix::process::Resource, soft: u64, hard: u64) -> io::Result<()> {
    let limit = rustix::process::Rlimit { current: Some(soft), maximum: Some(hard) };
    Ok(rustix::process::setrlimit(resource, limit)?)
}

/// Bytes of memory that are mapped already, where the system tells.
#[cfg(unix)]
fn own_memory() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_whitespace().next()?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Calls that decoding, memory and threads need.
#[cfg(target_os = "linux")]
const ALLOWED: &[libc::c_long] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_ppoll,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_clone,
    libc::SYS_clone3,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_prctl,
    libc::SYS_gettid,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Older calls for the same, on the processors that have them.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
const ALSO: &[libc::c_long] = &[libc::SYS_poll];
#[cfg(all(target_os = "linux", not(target_arch = "x86_64")))]
const ALSO: &[libc::c_long] = &[];

#[cfg(target_os = "linux")]
fn forbid_calls() -> io::Result<()> {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter};
    use std::collections::BTreeMap;
    // Where no filter can be made for the processor, the other limits hold.
    let Ok(processor) = TargetArch::try_from(std::env::consts::ARCH) else { return Ok(()) };
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let mut calls: BTreeMap<_, _> =
        ALLOWED.iter().chain(ALSO).map(|&call| (call, Vec::new())).collect();
    let own = u64::from(std::process::id());
    calls.insert(libc::SYS_tgkill, vec![first_is(own)?]); // how a program breaks off
    calls.insert(libc::SYS_prlimit64, vec![first_is(0)?]); // 0 stands for whoever asks
    let filter = SeccompFilter::new(calls, refused, SeccompAction::Allow, processor);
    let program: BpfProgram = filter.and_then(TryInto::try_into).map_err(io::Error::other)?;
    apply_filter(&program).map_err(io::Error::other)
}

/// A call whose first argument is this one.
#[cfg(target_os = "linux")]
fn first_is(value: u64) -> io::Result<seccompiler::SeccompRule> {
    use seccompiler::{SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};
    let condition = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value);
    let rule = condition.and_then(|condition| SeccompRule::new(vec![condition]));
    rule.map_err(io::Error::other)
}

#[cfg(not(unix))]
pub(crate) fn close() -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn next_job() -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn wait_for<T>(_input: &T, _milliseconds: i32) -> bool {
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::process::{Resource, getppid, getrlimit, prlimit};

    /// A filter holds for the thread that asks for it.
    #[test]
    fn a_worker_asks_for_limits_of_its_own_and_of_nobody_else() {
        let parent = getppid();
        let there = || prlimit(parent, Resource::Nofile, getrlimit(Resource::Nofile));
        assert!(there().is_ok(), "nothing else stands in the way");
        let refused = std::thread::spawn(move || {
            forbid_calls().map_err(|_| "the filter")?;
            let own = getrlimit(Resource::Nofile);
            if own.current.is_none() {
                return Err("its own");
            }
            prlimit(parent, Resource::Nofile, own).map(|_| ()).map_err(|_| "the parent’s")
        });
        assert_eq!(refused.join().ok(), Some(Err("the parent’s")));
    }
}
