//! Changes made outside, seen within a second.
//!
//! The system's notices are paired (an atomic save is one event) and handed on as site-relative
//! paths. When notices were lost, everything counts as changed. The store of the repository is
//! not watched, except for its references: another program may have approved or fetched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::RecursiveMode;
use notify_debouncer_full::{DebounceEventResult, new_debouncer};

/// A running watch; dropping it ends it.
pub struct Watch {
    _debouncer: Box<dyn Send>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// Why a folder cannot be watched.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct WatchError {
    /// The folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: notify::Error,
}

/// What was seen.
pub type Seen = Option<BTreeSet<String>>;

/// Watches a site. `seen` is called, on a thread of the watch, with the site-relative paths that
/// changed, or with `None` when anything may have.
pub fn watch(folder: &Path, seen: impl Fn(Seen) + Send + 'static) -> Result<Watch, WatchError> {
    let root = folder.to_owned();
    let failed = |source| WatchError { path: folder.to_owned(), source };
    let handler = move |result: DebounceEventResult| match result {
        Err(_) => seen(None),
        Ok(events) => {
            if events.iter().any(|event| event.need_rescan()) {
                return seen(None);
            }
            let paths: BTreeSet<String> = events
                .iter()
                .filter(|event| !event.kind.is_access())
                .flat_map(|event| &event.paths)
                .filter_map(|path| path.strip_prefix(&root).ok())
                .map(|path| path.to_string_lossy().replace('\\', "/"))
                .filter(|path| is_ours(path))
                .collect();
            if !paths.is_empty() {
                seen(Some(paths));
            }
        }
    };
    let mut debouncer = new_debouncer(Duration::from_millis(200), None, handler).map_err(failed)?;
    debouncer.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
    Ok(Watch { _debouncer: Box::new(debouncer) })
}

/// Whether a change of that path can matter to a screen.
fn is_ours(path: &str) -> bool {
    match path.strip_prefix(".git/") {
        Some(inner) => {
            (inner == "HEAD" || inner == "packed-refs" || inner.starts_with("refs/"))
                && !inner.ends_with(".lock")
        }
        None => path != ".git" && !path.ends_with(".tmp"),
    }
}
