//! How far stories are, as readers would say: what the generator leaves out, nobody reads.

use std::collections::HashSet;

use super::Library;
use crate::repository::{Repository, Standing, StatusError, StoryFiles};
use crate::site::Site;
use crate::view::State;

/// How far each story has come, in the order given. A story that was sent, and lies where the
/// generator builds nothing (Jekyll's `_drafts`) or says itself that it is a draft, is being written.
///
/// # Errors
/// When the history cannot be read.
pub fn standings(
    repository: &Repository,
    site: &Site,
    library: &Library,
    stories: &[StoryFiles],
) -> Result<Vec<Standing>, StatusError> {
    let mut standings = repository.standings(stories)?;
    let held = library.entries().iter().filter(|entry| entry.held);
    let held: HashSet<&str> = held.map(|entry| entry.path.as_str()).collect();
    for (standing, story) in standings.iter_mut().zip(stories) {
        // What readers have of it is held back too: nothing of it differs.
        if standing.state == State::Live && held.contains(story.post.as_str()) {
            *standing = Standing { state: State::Writing, with_readers: false };
        }
        if !site.leaves_out(&story.post) {
            continue;
        }
        // Readers may have it still from the place that it lay in before.
        let elsewhere = story.earlier.iter().any(|path| !site.leaves_out(path));
        match standing.state {
            State::Live => *standing = Standing { state: State::Writing, with_readers: false },
            State::LiveWithChanges if !elsewhere => {
                *standing = Standing { state: State::Writing, with_readers: false };
            }
            _ => standing.with_readers &= elsewhere,
        }
    }
    Ok(standings)
}
