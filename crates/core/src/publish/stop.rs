//! Stopping a publication, until it begins to send.
//!
//! Both sides change one word: whoever comes first is right. What was stopped sends nothing, and
//! what is being sent is never said to be stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

const OPEN: u8 = 0;
const STOPPED: u8 = 1;
const SENDING: u8 = 2;

/// Lets somebody stop a publication.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicU8>);

impl Stop {
    /// Stops it. `false`: it is too late, it is being sent.
    pub fn stop(&self) -> bool {
        self.change(OPEN, STOPPED)
    }

    /// Whether it was stopped.
    pub(super) fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Acquire) == STOPPED
    }

    /// From here on it is too late. `false`: it was stopped before.
    pub(super) fn sends(&self) -> bool {
        self.change(OPEN, SENDING)
    }

    /// Nothing of it was taken: it may be stopped again.
    pub(super) fn was_not_taken(&self) {
        self.change(SENDING, OPEN);
    }

    fn change(&self, from: u8, to: u8) -> bool {
        match self.0.compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => true,
            Err(is) => is == to,
        }
    }
}
