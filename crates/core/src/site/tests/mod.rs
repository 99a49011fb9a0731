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

/// A pipe under the name of a configuration would be waited for, a device read without end.
#[cfg(unix)]
#[test]
fn what_is_no_file_under_the_name_of_a_configuration_holds_nobody_up() {
    const POST: &str = "---\ntitle: Tide\ndate: 2024-05-01\n---\nIt rose.\n";
    for name in [
        "package.json",
        "config.toml",
        "hugo.toml",
        "_config.yml",
        "Gemfile",
        ".eleventy.js",
        "_plugins/a.rb",
        "posts/posts.11tydata.js",
        "src/content.config.ts",
        "src/pages/[...slug].astro",
    ] {
        for pipe in [true, false] {
            let place = tempfile::tempdir().unwrap();
            let site = place.path().join("site");
            let file = site.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            // Each generator looks at files of its own.
            let generator = match name {
                "_config.yml" | "hugo.toml" | "config.toml" | ".eleventy.js" | "package.json" => {
                    None
                }
                "Gemfile" | "_plugins/a.rb" => Some("_config.yml"),
                _ if name.starts_with("src/") => Some("astro.config.mjs"),
                _ => Some("eleventy.config.js"),
            };
            if let Some(configuration) = generator {
                fs::write(site.join(configuration), "").unwrap();
            }
            fs::create_dir_all(site.join("_posts")).unwrap();
            fs::write(site.join("_posts/2024-05-01-tide.md"), POST).unwrap();
            if pipe {
                let made = std::process::Command::new("mkfifo").arg(&file).status().unwrap();
                assert!(made.success());
            } else {
                std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
            }
            git2::Repository::init(&site).unwrap();
            let (done, opened) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                let desk = crate::desk::Desk::open(&site, &place.path().join("data"), false);
                done.send(desk.map(drop).map_err(|error| error.to_string())).unwrap();
            });
            let opened = opened.recv_timeout(std::time::Duration::from_secs(20));
            assert_eq!(opened, Ok(Ok(())), "{name}, {}", if pipe { "a pipe" } else { "a device" });
        }
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
