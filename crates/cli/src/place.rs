//! Where a command works: the site of a folder, the site that a post belongs to.

use std::path::{Path, PathBuf};

use galley_core::desk::OpenError;
use galley_core::library::{self, Library};
use galley_core::repository::{self, Repository, StoryFiles};
use galley_core::site::{Generator, Site};
use galley_core::view::{Problem, State};

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
        let found = absolute(file)?;
        let place = Place::of_site(&site_of(&found))?;
        let path = place.story(file, &found)?;
        Ok((place, path))
    }

    /// Opens the site that a folder is, or is a part of: then with where it lies in it, `posts/a/`.
    pub(crate) fn of_folder(folder: &Path) -> Result<(Place, String), Wrong> {
        let whole = || Ok((Place::of_site(folder)?, String::new()));
        let Ok(found) = std::fs::canonicalize(folder) else { return whole() };
        if Generator::of(&found) != Generator::Generic {
            return whole();
        }
        let built = |above: &&Path| Generator::of(above) != Generator::Generic;
        let Some(site) = found.ancestors().skip(1).find(built) else { return whole() };
        let inside =
            found.strip_prefix(site).unwrap_or(&found).to_string_lossy().replace('\\', "/");
        Ok((Place::of_site(site)?, format!("{inside}/")))
    }

    /// Opens the sites that posts belong to, each once, and names the posts in them.
    pub(crate) fn of_posts(files: &[PathBuf]) -> Result<Vec<(Place, Vec<String>)>, Wrong> {
        let mut places: Vec<(PathBuf, Place, Vec<String>)> = Vec::new();
        for file in files {
            let found = absolute(file)?;
            let folder = site_of(&found);
            let at = match places.iter().position(|(known, _, _)| *known == folder) {
                Some(at) => at,
                None => {
                    let place = Place::of_site(&folder)?;
                    places.push((folder, place, Vec::new()));
                    places.len() - 1
                }
            };
            let (_, place, paths) = &mut places[at];
            paths.push(place.story(file, &found)?);
        }
        Ok(places.into_iter().map(|(_, place, paths)| (place, paths)).collect())
    }

    /// The site's own name of a story, given where its file lies.
    fn story(&self, file: &Path, found: &Path) -> Result<String, Wrong> {
        let path = found
            .strip_prefix(&self.site.folder)
            .map_err(|_| not_there(file))?
            .to_string_lossy()
            .replace('\\', "/");
        if self.library.get(&path).is_none() {
            return Err(Wrong(format!(
                "{}: this is no story of the site in {}. Name one that `galley list` shows.",
                file.display(),
                self.site.folder.display()
            )));
        }
        Ok(path)
    }

    /// The site's own name of a post, which may be gone from the folder by now.
    pub(crate) fn named(&self, file: &Path) -> Result<String, Wrong> {
        if file.exists() {
            return Ok(Self::of_post(file)?.1);
        }
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let inside = absolute.strip_prefix(&self.site.folder).map(Path::to_owned);
        let path = inside.unwrap_or_else(|_| file.to_owned());
        let path = path.to_string_lossy().replace('\\', "/");
        // A mistyped name is none of a story that is gone.
        let known = |there: &Repository| there.knows(&path) || there.was_unpublished(&path);
        match self.repository.as_ref().is_none_or(known) {
            true => Ok(path),
            false => Err(not_there(file)),
        }
    }

    /// The repository; a site without one can be read and not be approved.
    pub(crate) fn repository(&self) -> Result<Repository, Wrong> {
        Repository::open(&self.site.folder).map_err(|error| {
            let mut problem = Problem::from(&error);
            if matches!(error, repository::OpenError::NotARepository { .. }) {
                // The window has a button for it.
                problem.hint =
                    "Open the folder in Galley, which can begin to keep them.".to_owned();
            }
            Wrong::about(&self.site.folder.to_string_lossy(), &problem)
        })
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
        let told =
            |repository| library::standings(repository, &self.site, &self.library, &files).ok();
        let told = self.repository.as_ref().and_then(told);
        let states = told.map(|all| all.into_iter().map(|standing| standing.state).collect());
        states.unwrap_or_else(|| vec![State::Writing; entries.len()])
    }
}

fn not_there(file: &Path) -> Wrong {
    Wrong(format!("{}: there is no such file. Name a story’s Markdown file.", file.display()))
}

/// Where a post's file lies. A link is named as what it is, and not followed.
fn absolute(file: &Path) -> Result<PathBuf, Wrong> {
    let name = file.file_name().ok_or_else(|| not_there(file))?;
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = std::fs::canonicalize(parent.unwrap_or(Path::new(".")));
    let found = parent.map_err(|_| not_there(file))?.join(name);
    match std::fs::symlink_metadata(&found) {
        Ok(about) if about.is_dir() => Err(Wrong(format!(
            "{}: this is a folder. Name a story’s Markdown file.",
            file.display()
        ))),
        Ok(_) => Ok(found),
        Err(_) => Err(not_there(file)),
    }
}

/// The nearest folder above a file that a generator builds, or that is a work tree. A folder of
/// Jekyll's that has no configuration may be a part of the site around it: `en/_posts`.
fn site_of(file: &Path) -> PathBuf {
    let parent = file.parent().unwrap_or(Path::new("/"));
    let is_site = |folder: &&Path| {
        Generator::of(folder) != Generator::Generic || folder.join(".git").exists()
    };
    let Some(nearest) = parent.ancestors().find(is_site) else { return parent.to_owned() };
    let configured = |folder: &Path| {
        ["_config.yml", "_config.yaml", "_config.toml"]
            .iter()
            .any(|name| folder.join(name).exists())
    };
    if Generator::of(nearest) != Generator::Jekyll
        || configured(nearest)
        || nearest.join(".git").exists()
    {
        return nearest.to_owned();
    }
    let around = nearest.ancestors().skip(1).find(|folder| configured(folder));
    around.unwrap_or(nearest).to_owned()
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
