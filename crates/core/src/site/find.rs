//! Which files are posts?
//!
//! 1. The generator, its configuration and the site's other editor name the folders of content;
//!    every Markdown file below them may be a post.
//! 2. Some are none by their place: sections' own pages, files beside a bundle's text.
//! 3. The others are read. A *section* is the folder that posts share; it holds posts when it is
//!    called so (`posts`, `news`), or when a good part of its files has a date. Folders of pages,
//!    people and documents, and files directly below the content folder, hold none, as long as
//!    there is another section with posts.
//! 4. Every file in a section of posts is one: a draft without a date, a file whose fields
//!    cannot be read. None of them may vanish from the list.
//! 5. What a person said of a folder or file comes before all of this.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use ignore::WalkBuilder;

use super::Generator;
use super::configuration::Configuration;
use super::language::{self, Languages};
use super::names::{self, Field};
use super::schema::Schema;
use crate::post::{Post, folder};

/// Folders of the site itself that hold no posts whatever lies in them.
const NEVER: [&str; 8] =
    ["public", "_site", "dist", "themes", "vendor", "layouts", "resources", "archetypes"];

/// And these wherever they are.
const NEVER_ANYWHERE: [&str; 4] = ["node_modules", "_includes", "_layouts", "_data"];

/// File stems that are about a project or a section, not posts of it.
const PROJECT: [&str; 8] = [
    "readme",
    "license",
    "licence",
    "changelog",
    "contributing",
    "code_of_conduct",
    "security",
    "_index",
];

/// What folders of posts are called.
const POSTS: [&str; 25] = [
    "_posts",
    "_drafts",
    "posts",
    "post",
    "blog",
    "blogs",
    "news",
    "article",
    "articles",
    "_articles",
    "_news",
    "_stories",
    "_blog",
    "story",
    "stories",
    "drafts",
    "weblog",
    "essays",
    "journal",
    "opinion",
    "editorials",
    "interviews",
    "dispatches",
    "entries",
    "blogposts",
];

/// What folders are called that hold dated files and no posts.
const OTHERS: [&str; 46] = [
    "pages",
    "_pages",
    "page",
    "authors",
    "author",
    "_authors",
    "people",
    "_people",
    "team",
    "_team",
    "staff",
    "_staff",
    "members",
    "docs",
    "_docs",
    "documentation",
    "legal",
    "homepage",
    "widgets",
    "headless",
    "snippets",
    "partials",
    "project",
    "projects",
    "_projects",
    "portfolio",
    "_portfolio",
    "talks",
    "publication",
    "publications",
    "events",
    "_events",
    "event",
    "gallery",
    "products",
    "services",
    "testimonials",
    "jobs",
    "careers",
    "faq",
    "faqs",
    "glossary",
    "tags",
    "categories",
    "series",
    "examples",
];

/// What pages are called that stand directly below the content folder.
const PAGES: [&str; 40] = [
    "index",
    "about",
    "about-us",
    "about-me",
    "contact",
    "contact-us",
    "contacts",
    "privacy",
    "privacy-policy",
    "search",
    "archive",
    "archives",
    "imprint",
    "impressum",
    "datenschutz",
    "legal",
    "terms",
    "terms-of-service",
    "team",
    "staff",
    "people",
    "donate",
    "support",
    "subscribe",
    "newsletter",
    "404",
    "home",
    "tags",
    "categories",
    "cookies",
    "faq",
    "masthead",
    "jobs",
    "colophon",
    "now",
    "uses",
    "links",
    "projects",
    "thanks",
    "sitemap",
];

/// What pages are called that a section of posts itself has.
const LISTINGS: [&str; 8] =
    ["index", "archive", "archives", "tags", "categories", "feed", "404", "search"];

/// Of how many files in a folder with a name that says nothing one must have a date.
const ONE_IN: usize = 3;

/// How many dated files directly below the content folder are posts and not pages.
const MANY: usize = 5;

/// Whether a file name can be a post's.
pub fn is_post_name(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let lower = stem.to_lowercase();
    // Editors' and sync programs' leavings are nobody's story.
    let leaving =
        lower.starts_with('.') || lower.starts_with("~$") || lower.contains("conflicted copy");
    matches!(end.to_lowercase().as_str(), "md" | "markdown" | "mdx")
        && !PROJECT.contains(&lower.as_str())
        && !lower.starts_with("_index.")
        && !leaving
}

/// What a person said about folders and files: whether they hold posts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// All folders with posts; none leaves it to Galley.
    pub(super) folders: Vec<String>,
    /// Folders and files that are posts all the same.
    pub(super) stories: Vec<String>,
    /// Folders and files that are none.
    pub(super) pages: Vec<String>,
}

impl Said {
    /// What was said about a file; the more exact word counts.
    fn of(&self, path: &str) -> Option<bool> {
        let longest = |places: &[String]| {
            places.iter().filter(|place| lies_in(path, place)).map(String::len).max()
        };
        match (longest(&self.stories), longest(&self.pages)) {
            (None, None) if self.folders.is_empty() => None,
            (None, None) => longest(&self.folders).is_none().then_some(false),
            (story, page) => Some(story >= page),
        }
    }

    /// Whether a person called a folder around this file one of posts.
    fn is_in_folder(&self, path: &str) -> bool {
        self.folders.iter().any(|folder| lies_in(path, folder))
    }
}

/// Whether a path is a folder's, or in it.
fn lies_in(path: &str, place: &str) -> bool {
    let place = place.trim_end_matches('/');
    path == place
        || place.is_empty()
        || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
}

/// Where a site's posts are, as it was found when the site was opened.
#[derive(Debug, Clone, Default)]
pub struct Sections {
    generator: Option<Generator>,
    /// Folders that are walked; an empty name is the whole site.
    roots: Vec<String>,
    languages: Languages,
    posts: BTreeSet<String>,
    others: BTreeSet<String>,
    said: Said,
}

impl Sections {
    /// Finds the posts of a site, and where they are.
    pub(super) fn find(
        site: &Path,
        generator: Generator,
        configuration: &Configuration,
        schema: &Schema,
        said: Said,
    ) -> (Sections, Vec<Post>) {
        let mut sections = Sections {
            generator: Some(generator),
            roots: roots(site, generator, configuration, &schema.folders()),
            said,
            ..Sections::default()
        };
        let paths = sections.candidates(site);
        sections.languages = Languages::of(configuration, &paths);
        let read = Post::read_all(site, &paths);
        sections.judge(&read, &configuration.main_sections(), schema);
        let posts = read.into_iter().filter(|post| sections.has(post)).collect();
        (sections, posts)
    }

    /// Files that may be posts, by their paths alone.
    pub fn candidates(&self, site: &Path) -> Vec<String> {
        let mut paths: Vec<String> =
            self.roots.iter().flat_map(|root| markdown_files(site, root)).collect();
        for place in self.said.stories.iter().chain(&self.said.folders) {
            if site.join(place).is_dir() {
                paths.extend(markdown_files(site, place));
            } else if site.join(place).is_file() {
                paths.push(place.clone());
            }
        }
        if self.generator == Some(Generator::Astro) {
            // Astro leaves out files that begin so; folders only where a collection has no loader.
            paths.retain(|path| !path.rsplit('/').next().is_some_and(|name| name.starts_with('_')));
        }
        paths.sort();
        paths.dedup();
        let by_place = pages_by_place(&paths, self.generator);
        paths.retain(|path| match self.said.of(path) {
            Some(said) => said,
            None if by_place.contains(path) => false,
            None => self.said.is_in_folder(path) || !self.others.contains(section(path)),
        });
        paths
    }

    /// Whether a candidate is a post, once it was read.
    pub fn has(&self, post: &Post) -> bool {
        if let Some(said) = self.said.of(&post.path) {
            return said;
        }
        // Jekyll reads nothing in `_posts` that has no day in its name.
        let in_posts = post.folder().split('/').any(|folder| folder == "_posts");
        if in_posts && self.generator == Some(Generator::Jekyll) && post.date_in_name().is_none() {
            return false;
        }
        let (section, stem) = (section(&post.path), stem(&post.path));
        if self.said.is_in_folder(&post.path) {
            return is_dated(post) || !LISTINGS.contains(&stem);
        }
        if self.others.contains(section) {
            return false;
        }
        if self.is_root(section) {
            return self.posts.contains(section) && !PAGES.contains(&stem);
        }
        if self.posts.contains(section) {
            return is_dated(post) || !LISTINGS.contains(&stem);
        }
        // A section that came while the site was open.
        self.name_of(section).unwrap_or_else(|| is_dated(post))
    }

    /// Tells sections of posts from others.
    fn judge(&mut self, read: &[Post], main: &[String], schema: &Schema) {
        let collections = schema.folders();
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        let mut said: BTreeSet<&str> = BTreeSet::new();
        for post in read {
            if self.said.is_in_folder(&post.path) {
                said.insert(section(&post.path));
            }
            let page = PAGES.contains(&stem(&post.path));
            counts.entry(section(&post.path)).or_default().add(post, page);
        }
        let mut posts: BTreeSet<String> = BTreeSet::new();
        let mut dated_in_named = 0;
        for (section, count) in &counts {
            if said.contains(section) {
                posts.insert((*section).to_owned());
                continue;
            }
            if self.is_root(section) {
                continue;
            }
            let listed = collections.iter().any(|folder| lies_in(section, folder))
                || main.iter().any(|name| section.split('/').any(|part| part == name));
            let other = schema.others.iter().any(|folder| lies_in(section, folder));
            let said = listed.then_some(true).or(other.then_some(false));
            let named = self.name_of(section).or(said);
            let by_dates = || main.is_empty() && count.dated * ONE_IN >= count.files;
            if named.unwrap_or_else(|| count.dated > 0 && by_dates()) {
                posts.insert((*section).to_owned());
                if named.is_some() {
                    dated_in_named += count.dated;
                }
            }
        }
        for (section, count) in &counts {
            // Where posts have a folder called so, what lies above it are pages.
            let enough = count.dated >= MANY && count.dated > 2 * dated_in_named;
            let only = posts.is_empty() && count.dated > 0;
            if self.is_root(section) && (enough || only) {
                posts.insert((*section).to_owned());
            }
        }
        if posts.is_empty() {
            // Nothing tells: where there is a date, else everything.
            let dated = counts.iter().filter(|(_, count)| count.dated > 0);
            posts = dated.map(|(section, _)| (*section).to_owned()).collect();
            if posts.is_empty() {
                posts = counts.keys().map(|section| (*section).to_owned()).collect();
            }
        }
        let others = counts.keys().filter(|section| !posts.contains(**section));
        self.others = others.map(|section| (*section).to_owned()).collect();
        self.posts = posts;
    }

    /// What the name of a section says: posts, no posts, or nothing.
    fn name_of(&self, section: &str) -> Option<bool> {
        let is_one_of = |names: &[&str]| {
            section.split('/').any(|part| names.contains(&part.to_lowercase().as_str()))
        };
        if is_one_of(&POSTS) {
            return Some(true);
        }
        is_one_of(&OTHERS).then_some(false)
    }

    /// Whether a section is a content folder itself, or that of a language.
    fn is_root(&self, section: &str) -> bool {
        // Every folder of a collection is one that somebody chose for it.
        if self.generator == Some(Generator::Jekyll) {
            return false;
        }
        let anywhere =
            matches!(self.generator, Some(Generator::Eleventy | Generator::Generic) | None);
        self.roots.iter().any(|root| {
            let Some(rest) = section.strip_prefix(root.as_str()) else { return false };
            match rest.trim_start_matches('/') {
                "" => self.name_of(section) != Some(true),
                "src" | "content" | "src/content" | "site" | "source" if anywhere => true,
                rest => self.languages.has(rest) && self.name_of(section) != Some(true),
            }
        })
    }

    /// The sections that hold posts.
    pub fn of_posts(&self) -> impl Iterator<Item = &str> {
        self.posts.iter().map(String::as_str)
    }

    /// The sections that hold none.
    pub fn of_pages(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(String::as_str)
    }

    /// The sections with posts that were found; nothing where a person named them.
    pub fn found(&self) -> Option<&BTreeSet<String>> {
        self.said.folders.is_empty().then_some(&self.posts)
    }

    /// Files and folders that a person called stories.
    pub fn said_stories(&self) -> &[String] {
        &self.said.stories
    }

    /// Files and folders that a person called no stories.
    pub fn said_pages(&self) -> &[String] {
        &self.said.pages
    }

    /// Whether a file would be a story if nobody had said anything of it alone.
    pub fn would_have(&self, site: &Path, path: &str) -> bool {
        let mut alone = self.clone();
        alone.said.stories.retain(|file| file != path);
        alone.said.pages.retain(|file| file != path);
        let candidate = alone.candidates(site).iter().any(|file| file == path);
        candidate && alone.has(&Post::read(site, path))
    }

    /// All files that could be posts and stand where none are, sorted.
    pub fn pages(&self, site: &Path) -> Vec<String> {
        let open = Sections { roots: self.roots.clone(), ..Sections::default() };
        open.candidates(site)
    }

    /// The language that a file is in, where the site has several.
    pub fn language<'a>(&self, path: &'a str) -> Option<&'a str> {
        self.languages.in_path(path)
    }
}

#[derive(Debug, Default)]
struct Count {
    files: usize,
    /// Those with a date that are not called like a page.
    dated: usize,
}

impl Count {
    fn add(&mut self, post: &Post, page: bool) {
        // A file that cannot be read says nothing about its folder.
        if post.fields.is_ok() || post.date_in_name().is_some() {
            self.files += 1;
            self.dated += usize::from(!page && is_dated(post));
        }
    }
}

/// Files that are no posts whatever they hold: in Hugo and Zola those beside the text of a bundle;
/// elsewhere an `index` with others beside it, which lists them.
fn pages_by_place(paths: &[String], generator: Option<Generator>) -> HashSet<String> {
    let bundles_only = matches!(generator, Some(Generator::Hugo | Generator::Zola));
    let mut beside: HashMap<&str, (usize, usize)> = HashMap::new();
    for path in paths {
        let (index, other) = beside.entry(folder(path)).or_default();
        if is_index(path) { *index += 1 } else { *other += 1 }
    }
    let is_page = |path: &&String| {
        let (index, other) = beside.get(folder(path)).copied().unwrap_or_default();
        if index == 0 {
            false
        } else if bundles_only {
            !is_index(path) || folder(path).is_empty()
        } else {
            is_index(path) && (other > 0 || folder(path).is_empty())
        }
    };
    paths.iter().filter(is_page).cloned().collect()
}

fn is_index(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with("index."))
}

/// The name of a file without its ending and language; of a bundle, its folder's.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = match folder(path).rsplit('/').next() {
        Some(bundle) if is_index(path) && !bundle.is_empty() => return bundle,
        _ => name,
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match language::in_name(path) {
        Some(code) => stem.strip_suffix(code).map_or(stem, |stem| stem.trim_end_matches('.')),
        None => stem,
    }
}

/// The folder that a post's file lies in, or its bundle does.
pub fn folder_of(path: &str) -> &str {
    let own = folder(path);
    if is_index(path) { folder(own) } else { own }
}

/// The folder that a post shares with its neighbours: the one that it lies in, without the folders
/// of years, months and days.
pub fn section(path: &str) -> &str {
    let mut section = folder_of(path);
    while let Some((parent, name)) = section.rsplit_once('/') {
        let number = name.bytes().all(|byte| byte.is_ascii_digit());
        if !number || !(1..=4).contains(&name.len()) || name.len() == 3 {
            break;
        }
        section = parent;
    }
    section
}

fn roots(
    site: &Path,
    generator: Generator,
    configuration: &Configuration,
    collections: &[String],
) -> Vec<String> {
    let mut roots: Vec<String> = match generator {
        Generator::Jekyll => {
            let (source, collections) = configuration.collections();
            let mut roots = folders_of_posts(site, &source);
            roots.extend(collections);
            roots
        }
        _ => generator.content_folders().iter().map(|name| (*name).to_owned()).collect(),
    };
    if generator == Generator::Hugo {
        roots.extend(configuration.content_folders());
    }
    roots.extend(collections.iter().cloned());
    let is_inside = |root: &String| {
        let path = Path::new(root);
        path.components().all(|part| matches!(part, std::path::Component::Normal(_)))
            && site.join(path).is_dir()
    };
    roots.retain(|root| is_inside(root));
    roots.sort();
    roots.dedup();
    let all = roots.clone();
    roots.retain(|root| !all.iter().any(|other| other != root && lies_in(root, other)));
    let fixed = !matches!(generator, Generator::Eleventy | Generator::Generic);
    if roots.is_empty() || !fixed { vec![String::new()] } else { roots }
}

/// Jekyll takes every folder `_posts` and `_drafts`, also inside those of categories.
fn folders_of_posts(site: &Path, source: &str) -> Vec<String> {
    const DEEPEST: usize = 4;
    let walk = WalkBuilder::new(site.join(source))
        .max_depth(Some(DEEPEST))
        .parents(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.file_type().is_some_and(|kind| kind.is_dir())
                && !NEVER_ANYWHERE.contains(&name.as_ref())
        })
        .build();
    walk.flatten()
        .filter(|entry| matches!(entry.file_name().to_str(), Some("_posts" | "_drafts")))
        .filter_map(|entry| relative(site, entry.path()))
        .filter(|path| !NEVER.contains(&path.split('/').next().unwrap_or_default()))
        .collect()
}

/// Site-relative paths, with `/`, of the Markdown files below a folder. Links are not followed.
fn markdown_files(site: &Path, root: &str) -> Vec<String> {
    let top = site.to_owned();
    WalkBuilder::new(site.join(root))
        .hidden(true)
        .parents(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(move |entry| {
            let name = entry.file_name().to_string_lossy();
            let at_top = entry.path().parent() == Some(top.as_path());
            let left_out =
                NEVER_ANYWHERE.contains(&name.as_ref()) || at_top && NEVER.contains(&name.as_ref());
            !(left_out && entry.file_type().is_some_and(|kind| kind.is_dir()))
        })
        .build()
        .flatten()
        .filter(|entry| is_post_name(entry.path()))
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .filter_map(|entry| relative(site, entry.path()))
        .collect()
}

fn relative(site: &Path, path: &Path) -> Option<String> {
    Some(path.strip_prefix(site).ok()?.to_string_lossy().replace('\\', "/"))
}

fn is_dated(post: &Post) -> bool {
    post.date_in_name().is_some()
        || post.fields.as_ref().is_ok_and(|fields| names::has(fields, Field::Date))
}
