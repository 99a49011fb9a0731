//! Looks at the pages of stories that were sent, until readers can see them.

use std::time::{Duration, Instant};

use galley_core::publish::Page;
use galley_core::view::Event;
use jiff::Timestamp;
use tauri::AppHandle;

use crate::news;

/// How long a site may take to build its pages.
const PATIENCE: Duration = Duration::from_secs(20 * 60);
/// The first look comes after this; each next one after half as much again, up to `LONGEST`.
const FIRST: Duration = Duration::from_secs(3);
const LONGEST: Duration = Duration::from_secs(30);

/// Looks from time to time, on a thread of its own, and says what was seen.
pub(crate) fn watch(handle: &AppHandle, mut pages: Vec<Page>) {
    if pages.is_empty() {
        return;
    }
    let handle = handle.clone();
    std::thread::spawn(move || {
        let begun = Instant::now();
        let mut pause = FIRST;
        while !pages.is_empty() && begun.elapsed() < PATIENCE {
            std::thread::sleep(pause);
            pause = (pause * 3 / 2).min(LONGEST);
            pages.retain(|page| match page.look() {
                Some(address) => {
                    let (path, at) = (page.path.clone(), Timestamp::now().to_string());
                    news::tell(&handle, Event::Seen { path, at, address });
                    false
                }
                None => true,
            });
        }
        for page in pages {
            news::tell(&handle, Event::NotSeen { path: page.path });
        }
    });
}
