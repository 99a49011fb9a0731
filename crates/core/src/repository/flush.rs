//! libgit2 flushes what it writes to the disk.
//!
//! Off by default, and then a power cut leaves a repository whose HEAD names a commit that
//! was never written: the flush of the post commits the file system's journal, and with it
//! the rename of objects whose bytes are still in memory.

use std::sync::Once;

static ONCE: Once = Once::new();

/// Turns on flushing and time limits, once. Call before a repository is opened.
pub(crate) fn to_disk() {
    ONCE.call_once(|| {
        libgit2_sys::init();
        // git2 has no safe call for this option.
        // SAFETY: libgit2 is initialised; the option takes one int; `Once` keeps other
        // threads of ours out until it is set.
        #[allow(unsafe_code)]
        unsafe {
            libgit2_sys::git_libgit2_opts(libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as _, 1);
            // A refusal leaves libgit2's own limits, which are longer, in place.
            let _ = git2::opts::set_server_connect_timeout_in_milliseconds(10_000);
            let _ = git2::opts::set_server_timeout_in_milliseconds(30_000);
        }
        git2::opts::strict_hash_verification(true);
        git2::opts::strict_object_creation(true);
    });
}
