//! The thread that lets others' stories in: when a site is opened, when the window comes to the
//! front, and every few minutes. It never holds the desk while it asks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use galley_core::desk::{Desk, SendingError};
use galley_core::problem;
use galley_core::publish::Arrival;
use galley_core::view::{Arrived, Event, Problem};
use jiff::Timestamp;
use tauri::{AppHandle, Manager};

use crate::app::App;
use crate::commands::press;
use crate::news;
use crate::saver::Bell;

/// How long until others' stories are looked for again.
const PAUSE: Duration = Duration::from_secs(180);
/// How long until stories that wait for a connection are tried again.
const RETRY: Duration = Duration::from_secs(20);
/// How long at least, however often the window comes to the front.
const SHORTEST: Duration = Duration::from_secs(20);

/// Rung when it is time to look.
#[derive(Default)]
pub(crate) struct Arrivals {
    bell: Bell,
    sending: AtomicBool,
    /// Held while a server is asked, or sent to: one thing after the other.
    asking: Mutex<()>,
}

impl Arrivals {
    /// Looks soon.
    pub(crate) fn look(&self) {
        self.bell.ring();
    }

    /// While something is sent nothing is looked for: sending does that too.
    pub(crate) fn while_sending<T>(&self, send: impl FnOnce() -> T) -> T {
        self.sending.store(true, Ordering::Release);
        let asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = send();
        drop(asking);
        self.sending.store(false, Ordering::Release);
        sent
    }
}

/// Starts the thread.
pub(crate) fn begin(handle: &AppHandle) {
    let handle = handle.clone();
    std::thread::spawn(move || {
        let app = handle.state::<App>();
        let sending = || app.arrivals.sending.load(Ordering::Acquire);
        let mut looked = Instant::now();
        loop {
            let rung = app.arrivals.bell.wait(Some(RETRY));
            let waits = app.if_open(|desk| !desk.outbox().is_empty()).unwrap_or(false);
            if waits && !sending() {
                // What is refused stays approved, and the screen says why, wherever somebody is.
                let _ = press::send_waiting(&handle);
            }
            if rung || looked.elapsed() >= PAUSE {
                looked = Instant::now();
                if !sending()
                    && let Some(Ok(arrived)) = look(&handle, false)
                {
                    news::tell(&handle, Event::Arrived { arrived });
                }
                std::thread::sleep(SHORTEST);
            }
        }
    });
}

/// Looks for others' stories and takes them in; nothing where there is nowhere to look.
pub(crate) fn look(handle: &AppHandle, anyway: bool) -> Option<Result<Arrived, Problem>> {
    let app = handle.state::<App>();
    let arriving =
        app.if_open(|desk| desk.site_view().can_publish.then(|| desk.arriving(anyway)))??;
    // While something is sent nothing is looked for.
    let asking = match app.arrivals.asking.try_lock() {
        Ok(asking) => asking,
        Err(TryLockError::Poisoned(asking)) => asking.into_inner(),
        Err(TryLockError::WouldBlock) => return None,
    };
    let arrived = arriving.run(Timestamp::now(), &app.keys);
    drop(asking);
    let arrival = match arrived {
        Ok(arrival) => arrival,
        // Something is being sent, or another program is at work: later.
        Err(SendingError::Publish(galley_core::publish::PublishError::Busy)) => return None,
        Err(error) => return Some(Err(Problem::from(&error))),
    };
    Some(match arrival {
        Arrival::InStep { paths } => take_in(handle, &app)
            .map(|()| Arrived::InStep { stories: u32::try_from(paths.len()).unwrap_or(u32::MAX) }),
        Arrival::Apart { path } => Ok(Arrived::Not { problem: problem::apart(path.as_deref()) }),
        Arrival::ManyGone { count } => Ok(Arrived::Not { problem: problem::many_gone(count) }),
        Arrival::Refused(refusal) => Ok(Arrived::Not { problem: problem::refusal(&refusal) }),
    })
}

/// The desk takes in what arrived, and the screen hears of it.
fn take_in(handle: &AppHandle, app: &App) -> Result<(), Problem> {
    app.with(Desk::arrived)?;
    app.look_outside(handle, None);
    news::tell(handle, Event::Library);
    Ok(())
}
