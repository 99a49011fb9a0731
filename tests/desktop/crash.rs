//! What happens to the text when something dies.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::app::App;

const STORY: &str = "content/posts/boil-notice-lifted/index.md";

/// The page runs in a process of its own. When that dies, the window comes back with the story
/// that was open and with every word, within three seconds.
#[test]
fn the_window_comes_back_when_its_page_dies() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    app.write("Typed before the page died. ");
    app.until_page_shows("Typed before the page died.");
    let file = app.sample().join(STORY);
    app.kill_the_page();
    let begun = Instant::now();
    let typed = || {
        let text = fs::read_to_string(&file).unwrap_or_default();
        text.contains("Typed before the page died.").then_some(())
    };
    app.wait_outside("the text is saved although the page is dead", typed);
    // The driver's session died with the page: the app is asked from outside, by the window that
    // it shows.
    app.wait_outside("a new page runs", || app.has_a_page().then_some(()));
    assert!(begun.elapsed() < Duration::from_secs(3), "it took {:?}", begun.elapsed());
}

impl App {
    fn page_processes(&self) -> Vec<String> {
        let group = self.group().to_string();
        let found = Command::new("pgrep").args(["-g", &group, "-f", "WebKitWebProcess"]).output();
        let found = found.map(|found| found.stdout).unwrap_or_default();
        String::from_utf8_lossy(&found).lines().map(str::to_owned).collect()
    }

    fn kill_the_page(&self) {
        for process in self.page_processes() {
            let killed = Command::new("kill").args(["-KILL", &process]).status();
            assert!(killed.is_ok_and(|status| status.success()), "the page could be killed");
        }
    }

    fn has_a_page(&self) -> bool {
        !self.page_processes().is_empty()
    }

    fn wait_outside<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain until {what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
