//! A line to a computer that is cut after so many bytes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// What happens after it was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    /// The next connection is as good as any.
    Mended,
    /// There is none any more.
    Down,
}

/// The line. It ends with the test's process.
pub(crate) struct Line {
    pub(crate) port: u16,
    state: Arc<Passed>,
}

struct Passed {
    bytes: AtomicUsize,
    /// How many may pass, in both directions together.
    cut: AtomicUsize,
    mends: AtomicBool,
    is_cut: AtomicBool,
}

impl Line {
    /// A line to a port of this computer, which lets everything pass.
    pub(crate) fn to(port: u16) -> Line {
        let listener = TcpListener::bind("localhost:0").unwrap();
        let own = listener.local_addr().unwrap().port();
        let state = Arc::new(Passed {
            bytes: AtomicUsize::new(0),
            cut: AtomicUsize::new(usize::MAX),
            mends: AtomicBool::new(true),
            is_cut: AtomicBool::new(false),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for here in listener.incoming().flatten() {
                if shared.is_cut.load(Ordering::SeqCst) && !shared.mends.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(there) = TcpStream::connect(("localhost", port)) else { continue };
                for (from, to) in [(&here, &there), (&there, &here)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let shared = Arc::clone(&shared);
                    thread::spawn(move || pass(from, to, &shared));
                }
            }
        });
        Line { port: own, state }
    }

    /// From now on it is cut after so many bytes.
    pub(crate) fn cut(&self, at: usize, after: After) {
        self.state.is_cut.store(false, Ordering::SeqCst);
        self.state.mends.store(after == After::Mended, Ordering::SeqCst);
        self.state.bytes.store(0, Ordering::SeqCst);
        self.state.cut.store(at, Ordering::SeqCst);
    }

    /// How many bytes passed since then.
    pub(crate) fn passed(&self) -> usize {
        self.state.bytes.load(Ordering::SeqCst)
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, state: &Passed) {
    let mut buffer = [0; 512];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let before = state.bytes.fetch_add(count, Ordering::SeqCst);
        let cut = state.cut.load(Ordering::SeqCst);
        let may = cut.saturating_sub(before).min(count);
        let hit = may < count && !state.is_cut.swap(true, Ordering::SeqCst);
        let whole = may == count || (state.mends.load(Ordering::SeqCst) && !hit);
        let sent = to.write_all(&buffer[..if whole { count } else { may }]);
        if sent.is_err() || !whole {
            let _ = from.shutdown(Shutdown::Both);
            let _ = to.shutdown(Shutdown::Both);
            return;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
