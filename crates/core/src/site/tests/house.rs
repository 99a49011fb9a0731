//! What people said about their site, and how it is written down.

use std::fs;

use super::super::{HOUSE_PATH, HouseError, HouseSaveError, Setting};
use super::small;

const POST: &str = "---\ntitle: T\ndate: 2024-05-01\ndescription: D\nsubtitle: S\n---\n";

const FILES: &[(&str, &str)] = &[
    ("hugo.toml", "baseURL = 'https://a.example/'\n"),
    ("content/blog/a.md", POST),
    ("content/blog/b.md", POST),
    ("content/recipes/c.md", POST),
    ("content/about.md", POST),
];

fn with_house(house: &str) -> super::Small {
    let mut files = FILES.to_vec();
    files.push((HOUSE_PATH, house));
    small(&files)
}

#[test]
fn what_people_said_comes_before_what_was_learned() {
    let small = with_house(
        "address = 'https://b.example'\n\
         [posts]\nstories = ['content/about.md']\npages = ['content/recipes', 'content/blog/b.md']\n\
         path = 'content/blog/{year}/{slug}.md'\ndate = 2024-01-31\n\
         [keys]\ndescription = 'subtitle'\nupdated = 'changed'\nlead_src = ''\n\
         [figure]\nform = 'title'\n[images]\nfolder = 'static/img'\naddress = '/img/'\n\
         [limits]\nheadline = 70\ndek = 150\n[preview]\nstylesheets = ['static/a.css', '../../etc/passwd']\n\
         [check]\nhouse_words = 'theirs'\n",
    );
    assert_eq!(small.site.house.problem, None);
    assert_eq!(small.listed(), ["content/about.md", "content/blog/a.md"]);
    let profile = &small.site.profile;
    assert_eq!(profile.posts.0, "content/blog/{year}/{slug}.md");
    assert_eq!(profile.keys.description.as_deref(), Some("subtitle"));
    assert_eq!(profile.keys.updated.as_deref(), Some("changed"));
    assert_eq!(profile.keys.lead_src, None);
    assert_eq!(small.story("content/blog/a.md").dek, "S");
    assert_eq!(profile.figure.name(), "title");
    assert_eq!((profile.images.as_str(), profile.image_address.as_str()), ("static/img", "/img/"));
    assert_eq!((profile.limits.headline, profile.limits.dek), (Some(70), Some(150)));
    assert_eq!(profile.preview.stylesheets, ["static/a.css"], "nothing outside of the site");
    assert_eq!(profile.address.as_deref(), Some("https://b.example"));
    assert_eq!(profile.date.time, None, "days alone");
    assert!(small.site.house.table("check").unwrap().contains_key("house_words"));
    assert_eq!(small.site.learned.keys.description.as_deref(), Some("description"));
}

#[test]
fn folders_that_people_name_are_the_only_ones() {
    let small = with_house("[posts]\nfolders = ['content/recipes']\n");
    assert_eq!(small.listed(), ["content/recipes/c.md"]);
}

#[test]
fn what_lies_in_a_folder_that_people_name_is_a_story_whatever_it_is_called() {
    let undated = "---\ntitle: T\n---\nText.\n";
    let small = small(&[
        ("hugo.toml", "baseURL = 'https://a.example/'\n"),
        ("content/blog/a.md", POST),
        ("content/docs/b.md", undated),
        ("content/docs/deep/c.md", undated),
        ("content/docs/_index.md", undated),
        ("texts/d.md", undated),
        (HOUSE_PATH, "[posts]\nfolders = ['content/docs', 'texts']\n"),
    ]);
    assert_eq!(small.listed(), ["content/docs/b.md", "content/docs/deep/c.md", "texts/d.md"]);
    let folders: Vec<&str> = small.site.sections.of_posts().collect();
    assert_eq!(folders, ["content/docs", "content/docs/deep", "texts"], "these are ticked");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_left_alone() {
    for (house, line, why) in [
        ("[keys\ndescription = 'subtitle'\n", 1, "a bracket is missing"),
        ("[keys]\ndescription = subtitle\n", 2, "a text without quotes"),
    ] {
        let mut small = with_house(house);
        assert!(
            matches!(&small.site.house.problem, Some(HouseError::Broken { line: at, .. }) if *at == line),
            "{why}: {:?}",
            small.site.house.problem
        );
        assert_eq!(small.site.profile, small.site.learned, "{why}");
        let said = small
            .site
            .house
            .set(&small.site.folder, &[("keys.description", Some(Setting::Text("x".into())))]);
        assert!(matches!(said, Err(HouseSaveError::Broken { .. })), "{why}");
        assert_eq!(fs::read_to_string(small.site.folder.join(HOUSE_PATH)).unwrap(), house, "{why}");
    }
    let small = with_house("[posts]\nfolders = 3\n[limits]\ndek = 120\n");
    assert_eq!(small.site.house.problem, Some(HouseError::Wrong { key: "posts.folders".into() }));
    assert_eq!(small.site.profile.limits.dek, Some(120), "the rest counts");
}

#[test]
fn a_change_writes_its_own_line_and_goes_with_the_difference() {
    let text = |text: &str| Some(Setting::Text(text.to_owned()));
    let small = small(FILES);
    let file = small.site.folder.join(HOUSE_PATH);
    let mut house = small.site.house.clone();
    house.set(&small.site.folder, &[("keys.description", None)]).unwrap();
    assert!(!file.exists(), "nothing is written for nothing");

    house.set(&small.site.folder, &[("keys.description", text("subtitle"))]).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "[keys]\ndescription = \"subtitle\"\n");
    let written =
        "# Ours\n[keys] # names\ndescription = \"subtitle\" # as Ana wants it\nunknown = [1,  2]\n";
    fs::write(&file, written).unwrap();
    let said = house.set(&small.site.folder, &[("keys.tags", text("topics"))]);
    assert!(matches!(said, Err(HouseSaveError::Changed { .. })), "somebody else was quicker");

    let mut small = small.again();
    small.site.house.set(&small.site.folder, &[("keys.description", text("dek"))]).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), written.replace("subtitle", "dek"));
    small.site.house.set(&small.site.folder, &[("keys.description", None)]).unwrap();
    let left = "# Ours\n[keys] # names\nunknown = [1,  2]\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), left, "comments and unknown keys stay");
    let folders = Setting::List(vec!["content/blog".into(), "content/recipes".into()]);
    small.site.house.set(&small.site.folder, &[("posts.folders", Some(folders))]).unwrap();
    let small = small.again();
    assert_eq!(small.posts.len(), 3);
    assert_eq!(small.site.house.problem, None);
}
