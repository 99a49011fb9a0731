//! Where a command works: the site of a folder, the site that a post belongs to.

use std::path::{Path, PathBuf};

use galley_core::desk::OpenError;
use galley_core::library::Library;
use galley_core::repository::{Repository, StoryFiles};
use galley_core::site::{Generator, Site};
use galley_core::view::State;

use crate::Wrong;

/// A site with its stories, and its repository where it has one.
pub(crate) struct Place {
    pub(crate) site: Site,
    pub(crate) library: Library,
    pub(crate) repository: Option<Repository>,
}

impl Place {
    /// Opens the site in a folder.
    pub(crate) fn of_site(folder: &Path) -> Result<Place, Wrong> {
        let (site, posts) = Site::open(folder).map_err(|error| {
            Wrong::about(&folder.to_string_lossy(), &(&OpenError::Folder(error)).into())
        })?;
        let repository = Repository::open(&site.folder).ok();
        Ok(Place { library: Library::of(&site, posts), repository, site })
    }

    /// Opens the site that a post belongs to, and names the post in it.
    pub(crate) fn of_post(file: &Path) -> Result<(Place, String), Wrong> {
        let shown = file.to_string_lossy().into_owned();
        let not_there =
            || Wrong(format!("{shown}: there is no such file. Name a story’s Markdown file."));
        // A link is named as what it is, and not followed.
        let name = file.file_name().ok_or_else(not_there)?;
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = std::fs::canonicalize(parent.unwrap_or(Path::new(".")));
        let file = parent.map_err(|_| not_there())?.join(name);
        if std::fs::symlink_metadata(&file).map_or(true, |about| about.is_dir()) {
            return Err(not_there());
        }
        let folder = site_of(&file);
        let place = Place::of_site(&folder)?;
        let path = file
            .strip_prefix(&place.site.folder)
            .map_err(|_| not_there())?
            .to_string_lossy()
            .replace('\\', "/");
        if place.library.get(&path).is_none() {
            return Err(Wrong(format!(
                "{shown}: this is no story of the site in {}. Name one that `galley list` shows.",
                place.site.folder.display()
            )));
        }
        Ok((place, path))
    }

    /// The site's own name of a post, which may be gone from the folder by now.
    pub(crate) fn named(&self, file: &Path) -> Result<String, Wrong> {
        if file.exists() {
            return Ok(Self::of_post(file)?.1);
        }
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let inside = absolute.strip_prefix(&self.site.folder).map(Path::to_owned);
        let path = inside.unwrap_or_else(|_| file.to_owned());
        Ok(path.to_string_lossy().replace('\\', "/"))
    }

    /// The repository; a site without one can be read and not be approved.
    pub(crate) fn repository(&self) -> Result<Repository, Wrong> {
        Repository::open(&self.site.folder)
            .map_err(|error| Wrong::about(&self.site.folder.to_string_lossy(), &(&error).into()))
    }

    /// The files of a story.
    pub(crate) fn files(&self, path: &str) -> StoryFiles {
        match self.library.get(path) {
            Some(entry) => entry.files(&self.site),
            None => StoryFiles::new(path, Vec::<String>::new()),
        }
    }

    /// The states of all stories, in the order of the library. Without a repository everything
    /// is being written.
    pub(crate) fn states(&self) -> Vec<State> {
        let entries = self.library.entries();
        let files: Vec<StoryFiles> = entries.iter().map(|entry| entry.files(&self.site)).collect();
        let states = self.repository.as_ref().and_then(|repository| repository.states(&files).ok());
        states.unwrap_or_else(|| vec![State::Writing; entries.len()])
    }
}

/// The nearest folder above a file that a generator builds, or that is a work tree.
fn site_of(file: &Path) -> PathBuf {
    let parent = file.parent().unwrap_or(Path::new("/"));
    parent
        .ancestors()
        .find(|folder| Generator::of(folder) != Generator::Generic || folder.join(".git").exists())
        .unwrap_or(parent)
        .to_owned()
}

/// A state as the command line prints it.
pub(crate) fn state_name(state: State) -> &'static str {
    match state {
        State::Writing => "writing",
        State::Approved => "approved",
        State::Live => "live",
        State::LiveWithChanges => "live-with-changes",
    }
}
