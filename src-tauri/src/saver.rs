//! The threads that save: one sleeps until something was changed, then until it is due, and looks
//! again at files that were gone a moment ago; one forces to disk what is not saved yet. The desk is
//! free while either of them waits for the disk.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use galley_core::desk::{Begun, Desk, Saving};
use galley_core::view::{Event, Problem};
use jiff::Timestamp;
use tauri::{AppHandle, Manager};

use crate::app::App;
use crate::news;

/// Rung after each change.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell {
    /// Something was changed.
    pub(crate) fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_one();
    }

    /// Waits until it is rung, or so long; whether it was rung.
    pub(crate) fn wait(&self, longest: Option<Duration>) -> bool {
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        while !*rung {
            rung = match longest {
                None => self.changed.wait(rung).unwrap_or_else(PoisonError::into_inner),
                Some(time) => {
                    let waited = self.changed.wait_timeout(rung, time);
                    let (rung, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
                    if timeout.timed_out() {
                        return false;
                    }
                    rung
                }
            };
        }
        *rung = false;
        true
    }
}

/// How long the disk rests after a journal was forced to it. With this much, what was typed is on
/// disk within a second of its key, and a disk that is slow is not asked for every one.
const REST: Duration = Duration::from_millis(300);

/// Starts both threads.
pub(crate) fn begin(handle: &AppHandle) {
    sync_journals(handle.clone());
    let handle = handle.clone();
    std::thread::spawn(move || {
        let app = handle.state::<App>();
        let mut next: Option<Timestamp> = None;
        loop {
            let wait = next.map(|at| {
                let left = at.duration_since(Timestamp::now());
                Duration::try_from(left).unwrap_or_default().max(Duration::from_millis(5))
            });
            app.saver.wait(wait);
            let now = Timestamp::now();
            let due = app.if_open(|desk| desk.due(now).0);
            for path in due.unwrap_or_default() {
                save(&handle, path);
            }
            for event in app.if_open(|desk| desk.see_again(now)).unwrap_or_default() {
                news::tell(&handle, event);
            }
            next = app.if_open(|desk| desk.due(Timestamp::now()).1).flatten();
        }
    });
}

/// Forces what was typed to disk, saved or not.
fn sync_journals(handle: AppHandle) {
    std::thread::spawn(move || {
        let app = handle.state::<App>();
        loop {
            app.journals.wait(None);
            for journal in app.if_open(Desk::unsynced).unwrap_or_default() {
                // A disk that refuses will refuse the save as well, which is told.
                let _ = journal.sync();
            }
            std::thread::sleep(REST);
        }
    });
}

/// Saves one story and says what came of it. While it is being written the desk is free.
pub(crate) fn save(handle: &AppHandle, path: String) {
    let app = handle.state::<App>();
    let Some(begun) = app.if_open(|desk| desk.begin_save(&path)) else { return };
    let saving = begun.and_then(|begun| match begun {
        Begun::Not(saving) => Ok(saving),
        Begun::Save(save) => {
            let written = save.write(Timestamp::now());
            let finish = |desk: &mut Desk| desk.finish_save(save, written, Timestamp::now());
            let saving = app.if_open(finish).unwrap_or(Ok(Saving::Nothing));
            // Who wanted to save meanwhile was not waited for.
            app.saver.ring();
            saving
        }
    });
    let event = match saving {
        Ok(Saving::Saved { version, state }) => Event::Saved { path, version, state },
        Ok(Saving::Outside) => Event::Outside { path },
        Ok(Saving::Nothing) => return,
        Err(error) => Event::NotSaved { path, problem: Problem::from(&error) },
    };
    news::tell(handle, event);
}

/// Saves whatever is open: the app ends, or another site is opened. What cannot be saved stays in
/// the journal.
pub(crate) fn save_everything(handle: &AppHandle) {
    let app = handle.state::<App>();
    app.if_open(|desk| {
        for path in desk.open_stories() {
            let now = Timestamp::now();
            let _ = desk.save(&path, now).and_then(|_| desk.keep_as_left(&path, now));
        }
        for journal in desk.unsynced() {
            let _ = journal.sync();
        }
    });
}
