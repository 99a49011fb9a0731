//! Small sites as they are met, and what has to be learned of them.
#![allow(clippy::unwrap_used)]

mod cms;
mod fields;
mod house;
mod saves;
mod sections;

use std::fs;

use tempfile::TempDir;

use super::{Generator, Site};
use crate::post::Post;
use crate::story::Story;

/// A site of these files, in a folder that lives as long as it does.
struct Small {
    folder: TempDir,
    site: Site,
    posts: Vec<Post>,
}

/// Writes the files, then opens the folder.
fn small(files: &[(&str, &str)]) -> Small {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let (site, posts) = Site::open(folder.path()).unwrap();
    Small { folder, site, posts }
}

impl Small {
    /// The paths that are listed, in order.
    fn listed(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.posts.iter().map(|post| post.path.as_str()).collect();
        paths.sort();
        paths
    }

    /// The fields of a post.
    fn story(&self, path: &str) -> Story {
        let post = self.posts.iter().find(|post| post.path == path);
        Story::of(post.unwrap_or_else(|| panic!("{path} is listed")), &self.site.profile)
    }

    /// As after a change of its files.
    fn again(self) -> Small {
        let (site, posts) = Site::open(self.folder.path()).unwrap();
        Small { folder: self.folder, site, posts }
    }
}

#[test]
fn zola_is_known_by_its_own_key_where_its_theme_is_not_here() {
    const POST: &str = "+++\ntitle = \"Tide\"\ndate = 2024-05-01\n+++\n\nIt rose.\n";
    for (configuration, generator, why) in [
        ("base_url = \"https://a.example\"\ntheme = \"ink\"\n", Generator::Zola, "Zola’s key"),
        ("baseURL = \"https://a.example\"\ntheme = \"ink\"\n", Generator::Hugo, "Hugo’s"),
        (
            "baseURL = \"https://a.example\"\n[params]\nbase_url = \"x\"\n",
            Generator::Hugo,
            "a parameter that a theme of Hugo’s has",
        ),
    ] {
        let site = small(&[("config.toml", configuration), ("content/news/tide.md", POST)]);
        assert_eq!(site.site.profile.generator, generator, "{why}");
    }
}
