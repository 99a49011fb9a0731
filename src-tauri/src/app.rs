//! What the shell holds: one desk behind a lock, the settings, the watch.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use galley_core::desk::{Desk, OpenError};
use galley_core::keys::{Code, HostKey, Hosts, Keychain};
use galley_core::library::{self, Watch};
use galley_core::problem;
use galley_core::publish::{self, Refusal, Stop};
use galley_core::repository::{self, Repository};
use galley_core::site::Site;
use galley_core::view::{Opening, Problem, SiteView};
use galley_worker::Workers;
use jiff::Timestamp;
use tauri::{AppHandle, Manager};

use crate::arrivals::Arrivals;
use crate::settings::SettingsFile;
use crate::{news, saver};

/// What the person asked for when the app was started.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The first screen.
    #[default]
    Nothing,
    /// The sample (`--sample`).
    Sample,
    /// The site in a folder.
    Site(PathBuf),
}

impl Wanted {
    /// Reads the words after the program's name; switches of the system's own are passed over.
    pub(crate) fn from_arguments(arguments: impl Iterator<Item = OsString>) -> Wanted {
        for word in arguments.skip(1) {
            match word.to_str() {
                Some("--sample") => return Wanted::Sample,
                Some(switch) if switch.starts_with('-') => {}
                _ => return Wanted::Site(word.into()),
            }
        }
        Wanted::Nothing
    }
}

/// The state that all commands share.
pub(crate) struct App {
    /// Where Galley keeps what is its own.
    pub(crate) data: PathBuf,
    /// What was asked for at the start, until it was opened.
    wanted: Mutex<Wanted>,
    desk: Mutex<Option<Desk>>,
    watch: Mutex<Option<Watch>>,
    /// The folder that was refused last because it has no history.
    refused: Mutex<Option<PathBuf>>,
    settings: Mutex<SettingsFile>,
    /// Tokens and known computers.
    pub(crate) keys: Keychain,
    /// The computer that was refused last because nobody knows it, and the key that it showed.
    stranger: Mutex<Option<(String, HostKey)>>,
    /// The code that waits for being typed in a browser, as long as it is wanted.
    code: Mutex<(Option<Code>, Arc<AtomicBool>)>,
    /// Where sites that are brought from elsewhere go, if the person chose it.
    sites: Mutex<Option<PathBuf>>,
    /// Whether a site is being brought from elsewhere, and still wanted.
    pub(crate) bringing: AtomicBool,
    /// Stops what is being sent.
    sending: Mutex<Stop>,
    pub(crate) saver: saver::Bell,
    pub(crate) journals: saver::Bell,
    pub(crate) arrivals: Arrivals,
    /// Who decodes pictures.
    pub(crate) workers: Workers,
    /// Whether the pictures that are being made ready are still wanted.
    pictures: Mutex<Arc<AtomicBool>>,
    /// The files that were chosen last in the system's file picker.
    chosen: Mutex<Vec<PathBuf>>,
}

/// A lock that a panicked thread left behind still guards whole values: every change of the desk
/// is made at its end.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    pub(crate) fn new(data: PathBuf, wanted: Wanted) -> App {
        App {
            settings: Mutex::new(SettingsFile::read(&data)),
            wanted: Mutex::new(wanted),
            desk: Mutex::default(),
            watch: Mutex::default(),
            refused: Mutex::default(),
            keys: Keychain::new(Hosts::read(&data.join("hosts"))),
            stranger: Mutex::default(),
            code: Mutex::default(),
            sites: Mutex::default(),
            bringing: AtomicBool::new(false),
            sending: Mutex::default(),
            saver: saver::Bell::default(),
            journals: saver::Bell::default(),
            arrivals: Arrivals::default(),
            workers: Workers::default(),
            pictures: Mutex::new(Arc::new(AtomicBool::new(true))),
            chosen: Mutex::default(),
            data,
        }
    }

    /// Stays true as long as the pictures that are being made ready now are wanted.
    pub(crate) fn wanted_pictures(&self) -> Arc<AtomicBool> {
        lock(&self.pictures).clone()
    }

    /// Gives up the pictures that are being made ready. Those that come later are wanted.
    pub(crate) fn cancel_pictures(&self) {
        let before = std::mem::replace(&mut *lock(&self.pictures), Arc::new(true.into()));
        before.store(false, Ordering::Relaxed);
    }

    /// Something is about to be sent: this stops it, until it is.
    pub(crate) fn begin_sending(&self) -> Stop {
        let stop = Stop::default();
        lock(&self.sending).clone_from(&stop);
        stop
    }

    /// Stops what was begun last.
    pub(crate) fn sending(&self) -> Stop {
        lock(&self.sending).clone()
    }

    /// Remembers the files that were chosen.
    pub(crate) fn set_chosen(&self, files: Vec<PathBuf>) {
        *lock(&self.chosen) = files;
    }

    /// One of the files that were chosen last.
    pub(crate) fn chosen(&self, index: usize) -> Option<PathBuf> {
        lock(&self.chosen).get(index).cloned()
    }

    /// The settings file.
    pub(crate) fn settings(&self) -> MutexGuard<'_, SettingsFile> {
        lock(&self.settings)
    }

    /// Does something with the open site.
    pub(crate) fn with<T, E>(
        &self,
        act: impl FnOnce(&mut Desk) -> Result<T, E>,
    ) -> Result<T, Problem>
    where
        for<'a> Problem: From<&'a E>,
    {
        let mut desk = lock(&self.desk);
        let desk = desk.as_mut().ok_or_else(no_site)?;
        let done = caught(|| act(desk)).ok_or_else(fault)?;
        done.map_err(|error| Problem::from(&error))
    }

    /// Does something with the open site, if one is open.
    pub(crate) fn if_open<T>(&self, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        let mut desk = lock(&self.desk);
        let desk = desk.as_mut()?;
        caught(|| act(desk))
    }

    /// Something was typed: it is to be on disk soon, and saved a little later.
    pub(crate) fn changed(&self) {
        self.journals.ring();
        self.saver.ring();
    }

    /// Takes in what other programs did to these files, or to any; the screen hears of it.
    pub(crate) fn look_outside(&self, handle: &AppHandle, paths: Option<&BTreeSet<String>>) {
        let events = self.if_open(|desk| desk.seen_outside(paths, Timestamp::now()));
        for event in events.unwrap_or_default() {
            news::tell(handle, event);
        }
        // A file that is gone for a moment is looked at again by the thread that saves.
        self.saver.ring();
    }

    /// Looks at the folder where no watch tells of it.
    pub(crate) fn look_unwatched(&self, handle: &AppHandle) {
        if lock(&self.watch).is_none() {
            self.look_outside(handle, None);
        }
    }

    /// Opens a folder and watches it.
    pub(crate) fn open(&self, handle: &AppHandle, folder: &Path, sample: bool) -> Opening {
        let shown = folder.to_string_lossy().into_owned();
        saver::save_everything(handle);
        match Desk::open(folder, &self.data, sample) {
            Ok(mut desk) => {
                let site = desk.site_view();
                let stories = desk.library(Timestamp::now()).stories.len();
                self.settings().opened(&site, stories, sample);
                let root = desk.site().folder.clone();
                *lock(&self.desk) = Some(desk);
                *lock(&self.watch) = watch(handle, &root);
                bring_the_rest(handle, root);
                self.arrivals.look();
                Opening::Opened { site }
            }
            Err(error) => {
                let mut problem = Problem::from(&error);
                if let OpenError::Repository(repository::OpenError::NotARepository { .. }) = error {
                    *lock(&self.refused) = Some(folder.to_owned());
                    if Site::is_none(folder) {
                        problem = problem::no_site(folder);
                    }
                    return Opening::NoHistory { folder: shown, problem };
                }
                Opening::Refused { folder: shown, problem }
            }
        }
    }

    /// The folder that was refused last because it has no history.
    pub(crate) fn take_refused(&self) -> Option<PathBuf> {
        lock(&self.refused).take()
    }

    /// The folder in which a site that is brought gets its own.
    pub(crate) fn sites_folder(&self, handle: &AppHandle) -> PathBuf {
        let usual = || handle.path().document_dir().or_else(|_| handle.path().home_dir());
        lock(&self.sites).clone().or_else(|| usual().ok()).unwrap_or_else(|| self.data.clone())
    }

    /// The person chose another one.
    pub(crate) fn keep_sites_in(&self, folder: PathBuf) {
        *lock(&self.sites) = Some(folder);
    }

    /// Notes which computer was not known.
    pub(crate) fn meet(&self, refusal: &Refusal) {
        if let Refusal::UnknownHost { host, fingerprint } = refusal
            && let Some(key) = HostKey::parse(fingerprint)
        {
            *lock(&self.stranger) = Some((host.clone(), key));
        }
    }

    /// The computer that was not known, and its key.
    pub(crate) fn take_stranger(&self) -> Option<(String, HostKey)> {
        lock(&self.stranger).take()
    }

    /// Gives up the code that waited, and has another one wait, or none.
    pub(crate) fn have_code(&self, code: Option<Code>) {
        let before = std::mem::replace(&mut *lock(&self.code), (code, Arc::new(true.into())));
        before.1.store(false, Ordering::Relaxed);
    }

    /// The code that waits, and whether it still is wanted.
    pub(crate) fn take_code(&self) -> Option<(Code, Arc<AtomicBool>)> {
        let mut waits = lock(&self.code);
        Some((waits.0.take()?, waits.1.clone()))
    }

    /// What was asked for at the start; once.
    pub(crate) fn take_wanted(&self) -> Wanted {
        std::mem::take(&mut lock(&self.wanted))
    }

    /// The open site.
    pub(crate) fn site(&self) -> Option<SiteView> {
        self.if_open(|desk| desk.site_view())
    }

    /// Puts the site away, saved.
    pub(crate) fn close(&self, handle: &AppHandle) {
        saver::save_everything(handle);
        *lock(&self.watch) = None;
        *lock(&self.desk) = None;
    }
}

/// What came of it, or nothing where it panicked. A fault of Galley's own ends neither the thread
/// that saves nor a command for whose answer the screen waits.
fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(act)).ok()
}

/// Galley itself did something wrong.
fn fault() -> Problem {
    Problem {
        code: "fault".to_owned(),
        sentence: "Galley stumbled over a fault of its own, and did not do this.".to_owned(),
        hint: "What you wrote is safe. If it happens again, close Galley and open it anew."
            .to_owned(),
    }
}

/// Nobody has opened a site yet.
fn no_site() -> Problem {
    Problem {
        code: "no-site".to_owned(),
        sentence: "No site is open.".to_owned(),
        hint: "Open one from the first screen.".to_owned(),
    }
}

/// A site that was brought by its address came without its older history: that follows here. It
/// is tried again whenever the site is opened, until all of it came.
fn bring_the_rest(handle: &AppHandle, site: PathBuf) {
    let handle = handle.clone();
    std::thread::spawn(move || {
        if let Ok(repository) = Repository::open(&site) {
            let _ = publish::the_rest(&repository, &handle.state::<App>().keys);
        }
    });
}

/// Watches a folder; what other programs do reaches desk and screen. A folder that cannot be
/// watched is looked at again when the window comes to the front.
fn watch(handle: &AppHandle, folder: &Path) -> Option<Watch> {
    let handle = handle.clone();
    library::watch(folder, move |paths| {
        handle.state::<App>().look_outside(&handle, paths.as_ref());
    })
    .ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use galley_core::desk::WritingError;
    use galley_core::view::Person;

    use super::*;

    #[test]
    fn after_a_fault_the_command_is_answered_and_the_site_goes_on() {
        let (site, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let who = Person { name: "Nora".to_owned(), email: "nora@example.org".to_owned() };
        Repository::begin(site.path(), &who, Timestamp::now()).unwrap();
        let app = App::new(data.path().to_owned(), Wanted::Nothing);
        *lock(&app.desk) = Some(Desk::open(site.path(), data.path(), false).unwrap());
        let problem = app.with(|_| -> Result<(), WritingError> { panic!("a fault") });
        assert_eq!(problem.unwrap_err().code, "fault");
        assert_eq!(app.if_open(|_| panic!("another, in the thread that saves")), None::<()>);
        let after = app.with(|desk| Ok::<_, WritingError>(desk.site_view().folder));
        assert_eq!(after.unwrap(), site.path().to_string_lossy());
    }
}
