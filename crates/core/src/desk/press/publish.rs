//! Stories are sent, and taken back.
//!
//! Both run without the desk's lock on a repository of their own, so that nobody has to stop writing.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::desk::{Desk, files_of, is_house};
use crate::keys;
use crate::keys::device::is_client;
use crate::library::Library;
use crate::post::Post;
use crate::problem;
use crate::publish::{self, Errand, Page, Publication, PublishError, TakeBack};
use crate::repository::{self, Repository, StoryFiles};
use crate::site::{House, Site};
use crate::view;

/// A publish that is ready to run without the desk.
#[derive(Debug)]
pub struct Sending {
    site: PathBuf,
    stories: Vec<StoryFiles>,
}

impl Sending {
    /// Sends. Calls back at each step.
    pub fn run(&self, errand: Errand<'_>) -> Result<Publication, SendingError> {
        let repository = Repository::open(&self.site)?;
        Ok(publish::publish(&repository, &self.stories, errand)?)
    }
}

/// A taking-back that is ready to run without the desk.
#[derive(Debug)]
pub struct TakingBack {
    site: Site,
    library: Library,
    posts: Vec<String>,
    /// Where those stories are here.
    here: Vec<String>,
    anyway: bool,
}

impl TakingBack {
    /// Takes the stories back: readers get what they had before. Calls back at each step.
    pub fn run(&self, errand: Errand<'_>) -> Result<Publication, SendingError> {
        let repository = Repository::open(&self.site.folder)?;
        let what = TakeBack {
            posts: &self.posts,
            files: &|path| files_of(&self.site, &self.library, path),
            used_elsewhere: &|post, path| self.library.used_elsewhere(&self.site, post, path),
            shows: &|post, text, file| self.library.shows(&self.site, post, text, file),
            anyway: self.anyway,
        };
        let outcome = publish::undo(&repository, &what, errand)?;
        let here = |post: String| match self.posts.iter().position(|known| *known == post) {
            Some(at) => self.here[at].clone(),
            None => post,
        };
        Ok(match outcome {
            Publication::Sent { commit, paths } => {
                Publication::Sent { commit, paths: paths.into_iter().map(here).collect() }
            }
            other => other,
        })
    }
}

/// Why nothing could be sent.
#[derive(Debug, thiserror::Error)]
pub enum SendingError {
    /// The site's history cannot be used.
    #[error(transparent)]
    Open(#[from] repository::OpenError),
    /// It failed on this computer.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

impl Desk {
    /// The computer that stories are sent to, as keys are filed. `None` for a folder of this one.
    pub fn publishing_host(&self) -> Option<String> {
        keys::host_of(&self.repository.destination()?.address)
    }

    /// The client by whose codes people sign in where stories are sent, if the newsroom named one.
    pub fn signing_client(&self) -> Option<String> {
        let house = House::read(&self.site.folder);
        house.table("signing")?.get("client")?.as_str().filter(|c| is_client(c)).map(str::to_owned)
    }

    /// Whether stories are sent to a computer that asks for a token.
    pub fn sends_by_token(&self) -> bool {
        self.repository.destination().is_some_and(|there| there.address.starts_with("https://"))
    }

    /// What keeps one of these stories from readers, although it was approved.
    pub fn may_not_be_sent(&self, paths: &[String], now: Timestamp) -> Option<view::Problem> {
        let read = |path: &&String| !self.is_gone(path) && !is_house(path);
        paths.iter().filter(read).find_map(|path| {
            let found = self.checking_file(path).check(now).findings;
            problem::may_not_be_shown(&self.title_of(path), &found)
        })
    }

    /// Prepares to send these stories.
    pub fn sending(&self, paths: &[String]) -> Sending {
        let files = |path: &String| {
            let mut files = self.files(path);
            // A page that stays as it is keeps the picture that it shows.
            files.earlier.retain(|file| !self.still_shown(file, paths));
            files
        };
        Sending { site: self.site.folder.clone(), stories: paths.iter().map(files).collect() }
    }

    /// The pages of these stories, as readers should see them: to be looked at after they were
    /// sent. None where the site's address is not known, or where it is made up.
    pub fn pages(&self, paths: &[String]) -> Vec<Page> {
        if self.sample {
            return Vec::new();
        }
        let page = |path: &String| {
            let bytes = self.repository.approved_text(path)?;
            let post = Post::from_bytes(path, bytes, None);
            let before = self.repository.live_text(path).unwrap_or_default();
            let before = Post::from_bytes(path, before, None);
            Page::of(&self.site, &post, &before)
        };
        paths.iter().filter(|path| !is_house(path)).filter_map(page).collect()
    }

    /// Prepares to take these stories back from readers; none: all of the last publication.
    /// `anyway`: although somebody published them again since.
    pub fn taking_back(&self, paths: &[String], anyway: bool) -> TakingBack {
        TakingBack {
            site: self.site.clone(),
            library: self.library.clone(),
            posts: paths.iter().map(|path| self.place_off_site(path)).collect(),
            here: paths.to_vec(),
            anyway,
        }
    }

    /// Takes in that something was sent, and what arrived with that.
    pub fn sent(&mut self) -> Result<(), repository::OpenError> {
        self.arrived()?;
        // A trail that could not be shortened is read again with the next start.
        let _ = self.forget_trail();
        Ok(())
    }
}
