//! A site: a folder that a static site generator builds, plus its profile.
//!
//! 1. [`generator`] says by marker files which generator builds the folder.
//! 2. [`find`] walks the folder and tells posts from other pages.
//! 3. [`learn`] reads the newest fifty posts: what the site does beats what its generator's
//!    documentation says.
//! 4. The [`Profile`] is the outcome: folders, file names, keys, figure form.
//!
//! Opening a site reads only. Nothing is ever written into it before somebody writes a story.

mod find;
mod generator;
mod learn;
mod profile;

use std::fs;
use std::path::{Path, PathBuf};

pub use find::{belongs, candidates, is_post_name, posts, section};
pub use generator::Generator;
pub use profile::{Keys, PostPath, Profile};

use crate::files::{At, PathError};
use crate::metadata::{self, Value};
use crate::post::Post;

/// A folder with a profile.
#[derive(Debug, Clone)]
pub struct Site {
    /// The folder, absolute.
    pub folder: PathBuf,
    /// Its name: from its configuration, else the folder's.
    pub name: String,
    /// Its public address, with scheme, where the configuration names one.
    pub address: Option<String>,
    /// How it wants its posts.
    pub profile: Profile,
}

impl Site {
    /// Reads a folder: generator, posts, profile. The posts that were read come along, so that
    /// the first list costs no second reading.
    pub fn open(folder: &Path) -> Result<(Site, Vec<Post>), PathError> {
        let folder = fs::canonicalize(folder).at(folder)?;
        fs::read_dir(&folder).at(&folder)?;
        let generator = Generator::of(&folder);
        let posts = find::posts(&folder, generator);
        let configuration = configuration(&folder);
        let text = |keys: &[&str]| {
            keys.iter().find_map(|key| configuration.as_ref()?.get(&(*key).into())?.text())
        };
        let profile = learn::profile(&folder, generator, &posts, text(&["timeZone", "timezone"]));
        let name = text(&["title", "name"]).unwrap_or_else(|| {
            folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        });
        let address = text(&["baseURL", "baseurl", "base_url", "url"])
            .filter(|address| address.starts_with("http"))
            .map(|address| address.trim_end_matches('/').to_owned());
        Ok((Site { folder, name, address, profile }, posts))
    }

    /// The public address as people read it: no scheme, no slash at the end.
    pub fn shown_address(&self) -> Option<String> {
        let address = self.address.as_deref()?;
        let (_, rest) = address.split_once("://")?;
        Some(rest.trim_end_matches('/').to_owned())
    }
}

/// The site's own configuration, as fields. A file that cannot be read counts as none: the
/// generator will say so, and a name is all that is wanted from it.
pub(crate) fn configuration(folder: &Path) -> Option<metadata::Fields> {
    const FILES: [(&str, &str, &str); 11] = [
        ("hugo.toml", "+++\n", "\n+++\n"),
        ("hugo.yaml", "---\n", "\n---\n"),
        ("config/_default/hugo.toml", "+++\n", "\n+++\n"),
        ("zola.toml", "+++\n", "\n+++\n"),
        ("config.toml", "+++\n", "\n+++\n"),
        ("config.yaml", "---\n", "\n---\n"),
        ("_config.yml", "---\n", "\n---\n"),
        ("_config.yaml", "---\n", "\n---\n"),
        ("_data/site.yaml", "---\n", "\n---\n"),
        ("data/site.yaml", "---\n", "\n---\n"),
        ("_data/metadata.yaml", "---\n", "\n---\n"),
    ];
    FILES.iter().find_map(|(name, open, close)| {
        let text = fs::read_to_string(folder.join(name)).ok()?;
        let text = text.trim_start_matches('\u{feff}').trim_start_matches("---\n");
        metadata::read(&format!("{open}{text}{close}")).ok()
    })
}

impl Value {
    /// The text of a scalar; nothing for lists, maps and null.
    pub fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) | Value::Date(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(yes) => Some(yes.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}
