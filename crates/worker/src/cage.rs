//! What a worker may not do. Each limit is set by the worker itself, before it reads anything.
//!
//! - Memory: what the program takes by itself, and [`MEMORY`] more.
//! - Time: [`SECONDS`] of processor time for each picture.
//! - Files: none can be opened, and none can be written to. What is open stays: the two pipes.
//! - All else: of the system's calls only those in [`ALLOWED`] are left, so that there is no
//!   network, no other program and no other process (Linux).

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
    libc::SYS_tgkill,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_prlimit64,
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
    // Where no filter can be made for the processor, the other limits hold.
    let Ok(processor) = TargetArch::try_from(std::env::consts::ARCH) else { return Ok(()) };
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let calls = ALLOWED.iter().chain(ALSO).map(|&call| (call, Vec::new())).collect();
    let filter = SeccompFilter::new(calls, refused, SeccompAction::Allow, processor);
    let program: BpfProgram = filter.and_then(TryInto::try_into).map_err(io::Error::other)?;
    apply_filter(&program).map_err(io::Error::other)
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
