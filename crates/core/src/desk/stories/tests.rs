//! Any act on any story: taken back it leaves every byte as it was, broken off it is finished.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::library::acts::Act;
use crate::sample;
use crate::versions::Why;

const FILES: &[(&str, &str)] = &[
    ("hugo.toml", "baseURL = \"https://x.example/\"\ntitle = \"X\"\n"),
    (
        "content/posts/one/index.md",
        "---\ntitle: \"One\" # kept\ndate: 2026-01-01\nlead: /posts/one/a.jpg\n---\r\n\r\n![A](a.jpg)\n*Caption*\n\n[two](/posts/two/) and [flat](../../news/flat.md)",
    ),
    ("content/posts/one/a.jpg", "A"),
    ("content/posts/one/deep/b.pdf", "B"),
    ("content/posts/one/.hidden", "H"),
    (
        "content/posts/two/index.md",
        "+++\ntitle = 'Two'\ndate = 2026-01-02\nrelated = ['/posts/one/']\n+++\n\n[one](/posts/one/#x) ![A](/posts/one/a.jpg)\n\n[o]: ../one/\n",
    ),
    ("content/posts/two/index.de.md", "---\ntitle: Zwei\ndate: 2026-01-02\n---\nText\n"),
    (
        "content/news/flat.md",
        "---\ntitle: Flat\ndate: 2026-01-03\n---\n![](flat.jpg) {{< ref \"/posts/one\" >}}\n",
    ),
    ("content/news/flat.jpg", "F"),
    ("content/news/broken.md", "---\ntitle: [\n---\n[one](/posts/one/)\n"),
    ("content/news/_index.md", "---\ntitle: News\n---\n"),
];

struct Place {
    home: tempfile::TempDir,
    site: PathBuf,
    desk: Desk,
}

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().unwrap()
}

/// A site whose stories are all with readers.
fn place() -> Place {
    place_of(FILES)
}

fn place_of(files: &[(&str, &str)]) -> Place {
    let home = tempfile::tempdir().unwrap();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let site = sample::set_up(&files, "none/", home.path(), now()).unwrap();
    let desk = Desk::open(&site, &home.path().join("data"), false).unwrap();
    Place { home, site, desk }
}

impl Place {
    fn restart(&mut self) {
        self.desk = Desk::open(&self.site, &self.home.path().join("data"), false).unwrap();
    }

    fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        look(&self.site, &self.site, &mut found);
        found
    }
}

/// Every file, and every folder.
fn look(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != ".git" {
                found.insert(format!("{name}/"), Vec::new());
                look(&path, root, found);
            }
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// Something that a person does with a story.
#[derive(Debug, Clone)]
enum Doing {
    Rename(usize, String),
    Move(usize, usize),
    Duplicate(usize),
    Delete(usize),
}

const FOLDERS: [&str; 3] = ["content/posts", "content/news", "content"];

impl Doing {
    fn plan(&self, desk: &Desk) -> Result<Act, StoryError> {
        let all = desk.library.entries();
        let path = |n: &usize| all[n % all.len()].path.clone();
        let plan = match self {
            Doing::Rename(n, name) => desk.plan_rename(&path(n), name),
            Doing::Move(n, folder) => desk.plan_move(&path(n), FOLDERS[*folder], now()),
            Doing::Duplicate(n) => desk.plan_duplicate(&path(n), now()),
            Doing::Delete(n) => desk.plan_delete(&path(n), now()),
        };
        plan.map(|plan| plan.act)
    }
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        (0..6_usize, "[a-c]{1,2}").prop_map(|(n, name)| Doing::Rename(n, name)),
        (0..6_usize, 0..3_usize).prop_map(|(n, folder)| Doing::Move(n, folder)),
        (0..6_usize).prop_map(Doing::Duplicate),
        (0..6_usize).prop_map(Doing::Delete),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn acts_that_are_taken_back_leave_every_byte_as_it_was(all in proptest::collection::vec(doing(), 1..5)) {
        let mut place = place();
        let mut trees = vec![place.tree()];
        let mut done = Vec::new();
        for one in all {
            if place.desk.library.entries().is_empty() {
                break;
            }
            let Ok(act) = one.plan(&place.desk) else { continue };
            let act = place.desk.act(Plan::of(act), now()).unwrap();
            done.push(act.id);
            trees.push(place.tree());
        }
        place.restart();
        prop_assert_eq!(Some(&place.tree()), trees.last(), "nothing is done twice");
        while let Some(id) = done.pop() {
            trees.pop();
            place.desk.take_back(&id, now()).unwrap();
            prop_assert_eq!(Some(&place.tree()), trees.last());
        }
        let states = place.desk.library(now());
        prop_assert!(states.stories.iter().all(|row| row.state == view::State::Live), "all is live");
    }
}

#[test]
fn an_act_that_is_broken_off_anywhere_is_finished_at_the_next_start() {
    for doing in [
        Doing::Rename(0, "new name".to_owned()),
        Doing::Move(2, 1),
        Doing::Duplicate(3),
        Doing::Delete(3),
    ] {
        let mut place = place();
        let before = place.tree();
        let act = doing.plan(&place.desk).unwrap();
        let done = place.desk.act(Plan::of(act.clone()), now()).unwrap();
        let after = place.tree();
        assert_ne!(before, after);
        place.desk.take_back(&done.id, now()).unwrap();
        for stopped in 0..=act.changes.len() {
            let id = place.desk.acts.begin(&act, now()).unwrap();
            let Place { desk, .. } = &place;
            let kept =
                Kept { versions: &desk.versions, trail: &desk.trail, journals: &desk.journals };
            desk.acts.steps(&act, &kept, stopped).unwrap();
            place.restart();
            assert_eq!(place.tree(), after, "{doing:?} after {stopped} steps");
            place.desk.take_back(&id, now()).unwrap();
            assert_eq!(place.tree(), before, "{doing:?} taken back");
        }
    }
}

#[test]
fn a_jekyll_story_keeps_its_name_whatever_its_day_looks_like() {
    let text = "---\ntitle: A\n---\nText\n";
    let posts = ["2024-1-5-tide", "2024-1-5-ab", "2024-01-05-old", "2024-01-05"];
    let paths = posts.map(|name| format!("_posts/{name}.md"));
    let mut files = vec![("_config.yml", "title: X\n"), ("_drafts/idea.md", text)];
    files.extend(paths.iter().map(|path| (path.as_str(), text)));
    let place = place_of(&files);
    for (post, draft) in posts.iter().zip(["tide", "ab", "old", "2024-01-05"]) {
        let plan = place.desk.plan_move(&format!("_posts/{post}.md"), "_drafts", now()).unwrap();
        assert_eq!(plan.act.to_story, Some(format!("_drafts/{draft}.md")), "{post}");
    }
    let plan = place.desk.plan_rename("_posts/2024-1-5-tide.md", "flood").unwrap();
    assert_eq!(plan.act.to_story.as_deref(), Some("_posts/2024-1-5-flood.md"));
}

#[test]
fn a_copy_of_a_translation_is_in_its_language() {
    let text = "---\ntitle: A\ndate: 2026-01-01\n---\nText\n";
    let place = place_of(&[
        ("hugo.toml", "baseURL = \"https://x.example/\"\n"),
        ("content/posts/tide.md", text),
        ("content/posts/tide.de.md", text),
        ("content/news/tide.de.md", text),
    ]);
    let copy = place.desk.plan_duplicate("content/posts/tide.de.md", now()).unwrap();
    assert_eq!(copy.act.to_story.as_deref(), Some("content/posts/tide-2.de.md"));
    let moved = place.desk.plan_move("content/posts/tide.de.md", "content/news", now()).unwrap();
    assert_eq!(moved.act.to_story.as_deref(), Some("content/news/tide-2.de.md"));
    let back = crate::library::trash::free_place(&place.site, "content/posts/tide.de.md").unwrap();
    assert_eq!(back, "content/posts/tide-2.de.md");
}

#[test]
fn a_copy_has_an_address_of_its_own() {
    let story = "---\ntitle: Snow\ndate: 2026-11-20 09:00:00 +0000\n---\nText\n";
    for (permalink, expected, why) in [
        ("/:year/:month/:title/", "_posts/2026-11-22-snow-2.md", "no day in it"),
        ("/:year/:month/:day/:title/", "_posts/2026-11-22-snow.md", "the day tells them apart"),
    ] {
        let config = format!("permalink: {permalink}\n");
        let place = place_of(&[("_config.yml", &config), ("_posts/2026-11-20-snow.md", story)]);
        let copy = place.desk.plan_duplicate("_posts/2026-11-20-snow.md", now()).unwrap();
        assert_eq!(copy.act.to_story.as_deref(), Some(expected), "{why}");
    }
    let config = "permalink: /:year/:month/:title/\n";
    let mut place = place_of(&[("_config.yml", config), ("_posts/2026-11-20-snow.md", story)]);
    let new = place.desk.begin("Snow", None, now()).unwrap();
    assert_eq!(new.path, "_posts/2026-11-22-snow-2.md", "nor has a new story of one headline");
}

#[test]
fn a_new_story_has_its_fields_in_the_order_of_its_neighbours() {
    let story = |title: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2026-11-20\nauthor: Ana\nlayout: story.njk\n---\nText\n"
        )
    };
    let (a, b, c) = (story("A"), story("B"), story("C"));
    let mut place = place_of(&[
        ("eleventy.config.js", ""),
        ("posts/a.md", a.as_str()),
        ("posts/b.md", b.as_str()),
        ("posts/c.md", c.as_str()),
    ]);
    let path = place.desk.begin("Snow", Some("Ana"), now()).unwrap().path;
    let text = std::fs::read_to_string(place.site.join(path)).unwrap();
    let keys: Vec<&str> =
        text.lines().filter_map(|line| line.split_once(':')).map(|(k, _)| k).collect();
    assert_eq!(keys, ["title", "date", "author", "layout", "description"], "{text}");
}

#[test]
fn a_copy_of_a_story_with_keys_of_its_own_has_another_headline_and_day() {
    let usual = "---\ntitle: A\ndate: 2026-01-01\n---\nText\n";
    let own = "---\nheadline: Tide\npublished: 2026-01-01\n---\nText\n";
    let place = place_of(&[
        ("hugo.toml", "baseURL = \"https://x.example/\"\n"),
        ("content/posts/a.md", usual),
        ("content/posts/b.md", usual),
        ("content/posts/tide.md", own),
    ]);
    let copy = place.desk.plan_duplicate("content/posts/tide.md", now()).unwrap();
    let text = String::from_utf8(copy.act.changes[0].after.clone().unwrap()).unwrap();
    let text = text.split("---").nth(1).unwrap();
    assert!(
        text.contains("headline: Tide (copy)") && text.contains("published: 2026-11-22"),
        "{text}"
    );
    assert!(!text.contains("title:") && !text.contains("\ndate:"), "{text}");
}

/// A site whose readers are sent on by a file.
fn with_redirects(redirects: &str) -> Place {
    let text = "---\ntitle: A\ndate: 2026-01-01\n---\nText\n";
    place_of(&[
        ("_config.yml", "title: X\npermalink: /:title/\n"),
        ("_redirects", redirects),
        ("_posts/2026-01-01-a.md", text),
    ])
}

#[test]
fn a_story_that_is_back_at_its_address_is_not_led_away_from() {
    let mut place = with_redirects("/x /y\n");
    let lies = |place: &Place| fs::read_to_string(place.site.join("_redirects")).unwrap();
    let plan = place.desk.plan_rename("_posts/2026-01-01-a.md", "b").unwrap();
    place.desk.act(plan, now()).unwrap();
    assert_eq!(lies(&place), "/x /y\n/a/ /b/ 301\n");
    let plan = place.desk.plan_rename("_posts/2026-01-01-b.md", "a").unwrap();
    place.desk.act(plan, now()).unwrap();
    assert_eq!(lies(&place), "/x /y\n", "readers have it there, and nothing leads away");
}

#[test]
fn a_folder_with_two_stories_is_renamed_with_both_lines() {
    let text = "---\ntitle: A\ndate: 2026-01-01\n---\nText\n";
    let mut place = place_of(&[
        ("astro.config.mjs", "export default {}\n"),
        ("public/_redirects", "/x /y\n"),
        ("src/content.config.ts", ""),
        ("src/pages/blog/[...slug].astro", "---\n---\n"),
        ("src/content/blog/trip/index.md", text),
        ("src/content/blog/trip/day-1/index.md", text),
        ("src/content/blog/other.md", text),
    ]);
    let plan = place.desk.plan_rename("src/content/blog/trip/index.md", "tour").unwrap();
    let of_file = plan.act.changes.iter().filter(|change| change.path == "public/_redirects");
    assert_eq!(of_file.count(), 1, "{:?}", plan.act.changes);
    place.desk.act(plan, now()).unwrap();
    let lies = fs::read_to_string(place.site.join("public/_redirects")).unwrap();
    assert_eq!(lies.lines().filter(|line| line.contains("/tour")).count(), 2, "{lies}");
}

/// A site whose posts are files, with a story that nobody else has: a draft with a picture, which
/// has a copy in another size.
fn flat_with_draft() -> Place {
    let mut place = place_of(&[
        ("_config.yml", "title: X\npermalink: /:title/\n"),
        ("_posts/2026-01-01-old.md", "---\ntitle: Old\ndate: 2026-01-01\n---\nText\n"),
        ("assets/images/tide-1.jpg", "Tide"),
        ("assets/images/tide-1-480.jpg", "Small tide"),
        (".galley/pictures/assets/images/tide-1.jpg.toml", "creator = \"Ana\"\n"),
    ]);
    place.write(DRAFT, "---\ntitle: Weekly\nimage: /assets/images/weekly-1.jpg\n---\n![A](/assets/images/weekly-1.jpg)\n*(Photo: Ana)*\n");
    place.write("assets/images/weekly-1.jpg", "First");
    place.write(".galley/pictures/assets/images/weekly-1.jpg.toml", "creator = \"Ana\"\n");
    place.restart();
    place
}

const DRAFT: &str = "_posts/2026-11-22-weekly.md";

impl Place {
    fn write(&self, path: &str, text: &str) {
        let file = self.site.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.site.join(path)).unwrap_or_default()
    }

    fn bring_back_last(&mut self) -> view::StoryAct {
        let id = self.desk.deleted()[0].id.clone();
        self.desk.bring_back(&id, now()).unwrap()
    }
}

#[test]
fn a_deleted_picture_comes_back_beside_another_that_took_its_name() {
    let mut place = flat_with_draft();
    let names = ["assets/images/tide-1.jpg", "assets/images/tide-1-480.jpg"];
    place.desk.throw_away(&names.map(str::to_owned), &[], now()).unwrap();
    assert!(!place.site.join(names[0]).exists());
    place.write(names[0], "A new picture of the tide");
    let back = place.bring_back_last();
    assert_eq!((back.title.as_str(), back.path), ("tide-1-2.jpg", None));
    assert_eq!(place.read(names[0]), "A new picture of the tide");
    assert_eq!(place.read("assets/images/tide-1-2.jpg"), "Tide");
    assert_eq!(place.read("assets/images/tide-1-2-480.jpg"), "Small tide", "with its copy");
    let said = ".galley/pictures/assets/images/tide-1-2.jpg.toml";
    assert!(place.read(said).contains("Ana"), "and with what is said of it");
    assert!(place.desk.deleted().is_empty());

    place.desk.take_back(&back.id, now()).unwrap();
    assert!(!place.site.join("assets/images/tide-1-2.jpg").exists(), "taken back");
    place.write("assets/images/tide-1-2.jpg", "Tide");
    let again = place.bring_back_last();
    assert_eq!(again.title, "tide-1-2.jpg", "the same picture is there again: it is that");
    assert_eq!(place.read("assets/images/tide-1-2-480.jpg"), "Small tide");
    assert!(!place.site.join("assets/images/tide-1-2-2.jpg").exists());
}

#[test]
fn a_deleted_draft_comes_back_with_its_own_pictures_and_versions() {
    let mut place = flat_with_draft();
    let text = place.read(DRAFT);
    place.desk.versions.keep(DRAFT, b"As it was before", Why::Replaced, now()).unwrap();
    place.desk.delete(DRAFT, now()).unwrap();
    assert!(!place.site.join("assets/images/weekly-1.jpg").exists());

    place.write(DRAFT, "---\ntitle: Weekly\n---\n![B](/assets/images/weekly-1.jpg)\n");
    place.write("assets/images/weekly-1.jpg", "Second");
    place.restart();
    assert_eq!(place.desk.earlier(DRAFT).list(), [], "another story has no earlier versions");
    place.desk.versions.keep(DRAFT, b"The other one", Why::Replaced, now()).unwrap();

    let back = place.bring_back_last().path.unwrap();
    assert_eq!(back, "_posts/2026-11-22-weekly-2.md");
    assert_eq!(place.read("assets/images/weekly-1.jpg"), "Second");
    assert_eq!(place.read("assets/images/weekly-1-2.jpg"), "First");
    assert_eq!(place.read(&back), text.replace("weekly-1.jpg", "weekly-1-2.jpg"));
    let kept = |path: &str| {
        let versions = place.desk.versions.list(path).into_iter();
        let texts = versions.filter_map(|one| place.desk.versions.read(path, &one.id));
        texts.map(|bytes| String::from_utf8(bytes).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(kept(&back), ["As it was before"]);
    assert_eq!(kept(DRAFT), ["The other one"]);
}

#[test]
fn a_deleted_story_comes_back_as_it_was_where_its_place_is_free() {
    let mut place = flat_with_draft();
    place.desk.versions.keep(DRAFT, b"As it was before", Why::Replaced, now()).unwrap();
    let before = place.tree();
    place.desk.delete(DRAFT, now()).unwrap();
    place.write("assets/images/weekly-1.jpg", "First");
    assert_eq!(place.bring_back_last().path.as_deref(), Some(DRAFT));
    assert_eq!(place.tree(), before, "a picture that is there again is its own");
    assert_eq!(place.desk.earlier(DRAFT).list().len(), 1);
}

#[test]
fn what_belongs_to_a_story_stays_with_it_when_a_rename_is_not_done() {
    let mut place = flat_with_draft();
    place.desk.versions.keep(DRAFT, b"As it was before", Why::Replaced, now()).unwrap();
    let before = place.tree();
    // Nothing can be written there, as on a full disk.
    let data = place.home.path().join("data/sites");
    let own = fs::read_dir(data).unwrap().next().unwrap().unwrap().path();
    fs::create_dir_all(own.join("trail.json/in-the-way")).unwrap();
    place.desk.rename(DRAFT, "monthly", now()).unwrap_err();
    assert_eq!(place.tree(), before);
    assert_eq!(place.desk.earlier(DRAFT).list().len(), 1);
    let new = "_posts/2026-11-22-monthly.md";
    assert_eq!((place.desk.earlier(new).list().len(), place.desk.trail.of(&[new]).len()), (0, 0));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_wherever_it_goes() {
    let mut place = flat_with_draft();
    let mode = |place: &Place, path: &str| files::mode(&place.site.join(path));
    let picture = "assets/images/weekly-1.jpg";
    files::set_mode(&place.site.join(DRAFT), 0o600).unwrap();
    files::set_mode(&place.site.join(picture), 0o640).unwrap();
    let renamed = place.desk.rename(DRAFT, "monthly", now()).unwrap();
    let path = renamed.path.unwrap();
    assert_eq!(mode(&place, &path), Some(0o600));
    place.desk.take_back(&renamed.id, now()).unwrap();
    assert_eq!(mode(&place, DRAFT), Some(0o600), "taken back");
    place.desk.rename_picture(picture, "weekly-7", now()).unwrap();
    assert_eq!(mode(&place, "assets/images/weekly-7.jpg"), Some(0o640));
    place.desk.delete(DRAFT, now()).unwrap();
    let back = place.bring_back_last().path.unwrap();
    assert_eq!(mode(&place, &back), Some(0o600), "brought back");
    assert_eq!(mode(&place, "assets/images/weekly-7.jpg"), Some(0o640));
}

/// Jekyll builds nothing of `_drafts`: readers do not have what lies there, wherever it was sent.
#[test]
fn a_story_among_the_drafts_of_jekyll_is_not_live() {
    let text = "---\ntitle: Half\n---\nNot yet.\n";
    let state_of = |configuration: &str, path: &str| {
        let other = ("_posts/2026-01-01-other.md", "---\ntitle: Other\n---\nText.\n");
        let mut place = place_of(&[("_config.yml", configuration), other, (path, text)]);
        let row = place.desk.library(now()).stories.into_iter().find(|row| row.path == path);
        let row = row.unwrap();
        (row.state, row.with_readers)
    };
    let built = (view::State::Live, true);
    for (configuration, path, expected, why) in [
        ("title: X\n", "_drafts/half.md", (view::State::Writing, false), "left out"),
        ("title: X\n", "north/_drafts/half.md", (view::State::Writing, false), "of a category"),
        ("title: X\nshow_drafts: true\n", "_drafts/half.md", built, "the site is told to"),
        ("title: X\n", "_posts/2026-01-02-half.md", built, "a post"),
    ] {
        assert_eq!(state_of(configuration, path), expected, "{path}: {why}");
    }
}
