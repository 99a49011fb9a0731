//! How a site keeps its stories: shown, said otherwise, taken back; and where a new story goes.

use std::fs;

use galley_core::desk::Desk;
use galley_core::view::{ProfileRow, SiteProfile};
use jiff::Timestamp;

use crate::newsroom::git;

const POST: &str = "---\ntitle: A headline\ndate: 2026-05-01\ndescription: D\nsubtitle: S\nauthor: Ana\n---\n\nText.\n";

fn site() -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().expect("a home");
    let folder = home.path().join("site");
    for path in
        ["content/blog/a.md", "content/blog/b.md", "content/news/c/index.md", "content/about.md"]
    {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, POST).expect("written");
    }
    fs::write(folder.join("hugo.toml"), "").expect("written");
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "All"]);
    let desk = Desk::open(&folder, &home.path().join("data"), false).expect("it opens");
    (home, desk)
}

fn row<'a>(profile: &'a SiteProfile, id: &str) -> &'a ProfileRow {
    profile.rows.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("{id} is there"))
}

fn chosen(profile: &SiteProfile, id: &str) -> Vec<String> {
    let choices = row(profile, id).choices.iter().filter(|choice| choice.chosen);
    choices.flat_map(|choice| choice.value.clone()).collect()
}

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().expect("a time")
}

#[test]
fn what_is_said_of_a_site_is_written_as_a_difference_and_taken_back() {
    let (home, mut desk) = site();
    let file = home.path().join("site/.galley/site.toml");
    assert!(!desk.site_view().confirmed, "nobody looked yet");
    let profile = desk.site_profile();
    assert_eq!(chosen(&profile, "description"), ["description"]);
    let fits = row(&profile, "description").choices.iter();
    assert!(fits.clone().any(|choice| choice.value == ["subtitle"]), "what else fits is offered");
    assert_eq!(chosen(&profile, "folders"), ["content/blog", "content/news"]);
    assert!(!file.exists(), "looking writes nothing");

    let text = |text: &str| vec![text.to_owned()];
    let profile = desk.say("description", &text("subtitle")).expect("it is said");
    assert_eq!(chosen(&profile, "description"), ["subtitle"]);
    assert_eq!(
        fs::read_to_string(&file).expect("there"),
        "[keys]\ndescription = \"subtitle\"\n",
        "the difference and nothing else"
    );
    assert!(desk.library(now()).stories.iter().all(|row| row.dek == "S"), "the list goes by it");
    let profile = desk.say("folders", &text("content/news")).expect("it is said");
    assert_eq!(chosen(&profile, "folders"), ["content/news"]);
    assert_eq!(desk.library(now()).stories.len(), 1);
    let profile = desk.call_story("content/about.md", true).expect("it is said");
    assert_eq!(chosen(&profile, "pages"), ["content/about.md"]);
    assert_eq!(desk.library(now()).stories.len(), 2);

    desk.call_story("content/about.md", false).expect("taken back");
    let both = ["content/blog".to_owned(), "content/news".to_owned()];
    desk.say("folders", &both).expect("taken back");
    desk.say("description", &text("description")).expect("taken back");
    assert_eq!(desk.library(now()).stories.len(), 3);
    let said = fs::read_to_string(&file).expect("there");
    assert!(!said.contains("keys") && !said.contains("stories"), "no difference is left: {said}");

    assert!(desk.site_view().confirmed, "who changes something has looked");
    assert!(desk.say("description_of", &text("x")).is_err(), "no such row");
    assert!(desk.say("path", &text("content/blog/x.md")).is_err(), "no name for the story");
    let again = Desk::open(&home.path().join("site"), &home.path().join("data"), false);
    assert!(again.expect("it opens").site_view().confirmed, "remembered");
}

#[test]
fn a_file_is_no_story_when_somebody_says_so_and_one_again_when_they_take_it_back() {
    let (home, mut desk) = site();
    let file = home.path().join("site/.galley/site.toml");
    let profile = desk.call_story("content/blog/a.md", false).expect("it is said");
    let listed = |desk: &mut Desk| desk.library(now()).stories.len();
    assert_eq!(listed(&mut desk), 2, "it has left the list");
    assert_eq!(
        fs::read_to_string(&file).expect("there"),
        "[posts]\npages = [\"content/blog/a.md\"]\n"
    );
    let offered = row(&profile, "pages").choices.iter().map(|choice| choice.value.clone());
    assert!(
        offered.clone().any(|value| value == ["content/blog/a.md"]),
        "where it can be called one again"
    );
    desk.call_story("content/blog/a.md", true).expect("taken back");
    assert_eq!(listed(&mut desk), 3);
    let said = fs::read_to_string(&file).expect("there");
    assert!(!said.contains("a.md"), "no difference is left: {said}");

    for (path, why) in [
        ("content/blog/gone.md", "no such file"),
        ("../outside.md", "not in the site"),
        ("hugo.toml", "no text"),
    ] {
        assert!(desk.call_story(path, true).is_err(), "{why}");
    }
}

#[test]
fn pictures_come_in_several_sizes_where_figures_can_offer_them() {
    let (home, mut desk) = site();
    let file = home.path().join("site/.galley/site.toml");
    let shown = |profile: &SiteProfile| profile.rows.iter().any(|row| row.id == "sizes");
    assert!(!shown(&desk.site_profile()), "an image of Markdown has one address");
    let text = |text: &str| vec![text.to_owned()];
    let profile = desk.say("figure", &text("html")).expect("it is said");
    assert_eq!(chosen(&profile, "sizes"), [""]);
    let profile = desk.say("sizes", &text("480,800,1200+webp")).expect("it is said");
    assert_eq!(chosen(&profile, "sizes"), ["480,800,1200+webp"]);
    let said = fs::read_to_string(&file).expect("there");
    assert!(said.contains("widths = [480, 800, 1200]\nwebp = true\n"), "{said}");
    let profile = desk.say("sizes", &text("480,800,1200")).expect("it is said");
    assert_eq!(chosen(&profile, "sizes"), ["480,800,1200"]);
    let own = fs::read_to_string(&file).expect("there").replace("480, 800, 1200", "640");
    fs::write(&file, own).expect("written");
    let mut desk =
        Desk::open(&home.path().join("site"), &home.path().join("data"), false).expect("it opens");
    assert_eq!(chosen(&desk.site_profile(), "sizes"), ["640"], "what somebody wrote stays");
    for wrong in ["huge", "0", "+webp", "480,"] {
        assert!(desk.say("sizes", &text(wrong)).is_err(), "{wrong} is no choice");
    }
    desk.say("sizes", &text("480,800,1200")).expect("it is said");
    desk.say("sizes", &text("640")).expect("what was before comes back");
    desk.say("sizes", &text("")).expect("taken back");
    let said = fs::read_to_string(&file).expect("there");
    assert!(!said.contains("images"), "no difference is left: {said}");
}

#[test]
fn a_new_story_goes_where_it_is_wanted_in_the_manner_of_its_neighbours() {
    let (home, mut desk) = site();
    let places = desk.site_view().places;
    let paths: Vec<&str> = places.iter().map(|place| place.path.as_str()).collect();
    assert_eq!(paths, ["content/blog/{slug}.md", "content/news/{slug}/index.md"]);
    for (place, path) in [
        (Some("content/news/{slug}/index.md"), "content/news/one-more/index.md"),
        (None, "content/blog/one-more.md"),
        (Some("../{slug}.md"), "content/blog/one-more-2.md"),
    ] {
        let post = desk.begin_in(place, "One more", Some("Ana"), now()).expect("it begins");
        assert_eq!(post.path, path);
        let text = fs::read_to_string(home.path().join("site").join(path)).expect("there");
        assert!(text.contains("date: 2026-11-22\n"), "days alone, as the others: {text}");
        assert!(text.contains("author: Ana\n"), "one name, as the others: {text}");
    }
}
