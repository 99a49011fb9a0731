//! A site: a folder that a static site generator builds, plus its profile.
//!
//! 1. [`House`] is what people of the site said about it; it comes before all that is learned.
//! 2. [`generator`] says by marker files which generator builds the folder, and `configuration`
//!    reads what that one is told.
//! 3. [`schema`] reads what other editors and Astro know of the fields.
//! 4. [`find`] walks the folder and tells posts from other pages.
//! 5. [`learn`] reads the newest fifty posts: what the site does beats what its generator's
//!    documentation says. `names` has the names that fields go by, `places` finds where new posts
//!    go, `pictures` where pictures lie.
//! 6. `templates` reads what the site's own picture templates take.
//! 7. The [`Profile`] is the outcome: folders, file names, keys, figure form.
//!
//! Opening a site reads only. Nothing is ever written into it before somebody writes a story, or
//! says that it keeps its stories otherwise.

mod authors;
mod configuration;
pub(crate) mod data_file;
mod find;
mod generator;
pub(crate) mod house;
mod inherited;
mod language;
mod learn;
mod names;
mod origin;
mod pictures;
mod places;
mod profile;
mod schema;
mod templates;
mod zone;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

pub use authors::PenName;
pub(crate) use authors::pen_names;
pub use find::{Sections, folder_of, is_post_name, section};
pub(crate) use generator::ELEVENTY;
pub use generator::Generator;
pub use house::{House, HouseError, HouseSaveError, PATH as HOUSE_PATH, Setting, row_keys};
pub use inherited::Inherited;
pub(crate) use inherited::each_data_file;
pub(crate) use names::{name_in, people};
pub use profile::{Featured, Keys, Limits, Place, PostPath, PreviewOfSite, Profile, Sizes};
pub use schema::{Kind, SchemaField};

use crate::files::{At, PathError};
use crate::metadata::{Fields, Value};
use crate::post::Post;

use configuration::Configuration;
use schema::Schema;

/// A folder with a profile.
#[derive(Debug, Clone)]
pub struct Site {
    /// The folder, absolute.
    pub folder: PathBuf,
    /// Its name: from its configuration, else the folder's.
    pub name: String,
    /// How it wants its posts.
    pub profile: Profile,
    /// The profile as it was learned, without what people said.
    pub learned: Profile,
    /// What people said.
    pub house: House,
    /// Which files are posts.
    pub sections: Sections,
    /// Whether Jekyll is told to build what lies in `_drafts`.
    shows_drafts: bool,
}

impl Site {
    /// Reads a folder: generator, posts, profile. The posts that were read come along, so that
    /// the first list costs no second reading.
    pub fn open(folder: &Path) -> Result<(Site, Vec<Post>), PathError> {
        let folder = fs::canonicalize(folder).at(folder)?;
        fs::read_dir(&folder).at(&folder)?;
        let mut house = House::read(&folder);
        let generator = house.generator().unwrap_or_else(|| Generator::of(&folder));
        let configuration = Configuration::read(&folder);
        let schema = Schema::read(&folder);
        let (sections, posts) =
            Sections::find(&folder, generator, &configuration, &schema, house.said());
        let learned = learn::profile(&folder, generator, &sections, &posts, &configuration, schema);
        let mut profile = learned.clone();
        house.apply(&mut profile);
        let name = configuration.text(&["title", "name"]).unwrap_or_else(|| {
            folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        });
        let shows_drafts = configuration.main.as_ref().is_some_and(|all| {
            all.get("show_drafts").and_then(serde_json::Value::as_bool) == Some(true)
        });
        Ok((Site { folder, name, profile, learned, house, sections, shows_drafts }, posts))
    }

    /// Whether a folder is no site: nothing builds it, and nothing in it is a story.
    pub fn is_none(folder: &Path) -> bool {
        Site::open(folder).is_ok_and(|(site, posts)| {
            site.profile.generator == Generator::Generic && posts.is_empty()
        })
    }

    /// Whether the generator builds nothing of a file that lies there: Jekyll takes what stands in
    /// `_drafts` only where it is told to.
    pub fn leaves_out(&self, path: &str) -> bool {
        let waits = path.rsplit('/').skip(1).any(|folder| folder == "_drafts");
        self.profile.generator == Generator::Jekyll && waits && !self.shows_drafts
    }

    /// Whether the generator builds no page of a post because its fields say so: `draft: true`, and
    /// `published: false` in Jekyll.
    pub fn holds_back(&self, fields: &Fields) -> bool {
        let says = |key: &str, yes: bool| fields.get(&key.into()) == Some(&Value::Bool(yes));
        match self.profile.generator {
            Generator::Jekyll => says("published", false),
            Generator::Generic => false,
            _ => says("draft", true),
        }
    }

    /// The public address as people read it: no scheme, no slash at the end.
    pub fn shown_address(&self) -> Option<String> {
        let (_, rest) = self.profile.address.as_deref()?.split_once("://")?;
        Some(rest.trim_end_matches('/').to_owned())
    }
}

/// The generator's own configuration as one value.
pub(crate) fn configuration(folder: &Path) -> Option<serde_json::Value> {
    Configuration::read(folder).main
}

/// A part of Hugo's configuration that has a file of its own: `config/_default/markup.yaml`.
pub(crate) fn configuration_part(folder: &Path, name: &str) -> Option<serde_json::Value> {
    configuration::part(folder, name)
}

/// What the generator asks of the fields of posts, so that it builds nothing without.
pub(crate) fn asked(folder: &Path, generator: Generator) -> Vec<SchemaField> {
    if generator == Generator::Astro { schema::asked(folder) } else { Vec::new() }
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
