//! Whole stories: another address, another folder, a copy, away and back.

use std::fs;
use std::path::Path;

use galley_core::desk::Saving;
use galley_core::publish::Publication;
use galley_core::view::{ActKind, FieldEdit, SentOn, State};

use crate::newsroom::{Newsroom, git, photograph, words};

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";
const JURY: &str = "content/posts/jury-letter/index.md";

/// Every address that a built page leads to on its own site, with the page.
fn links(pages: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![pages.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|end| end == "html") {
                let html = fs::read_to_string(&path).expect("a page");
                let page = format!("/{}", path.strip_prefix(pages).expect("inside").display());
                for mark in ["href=\"", "src=\"", "href=", "url="] {
                    let values = html.split(mark).skip(1);
                    for value in values.filter_map(|rest| rest.split(['"', '>', ' ', '\'']).next())
                    {
                        found.push((page.clone(), value.to_owned()));
                    }
                }
            }
        }
    }
    found
}

/// The addresses of the site's own that lead nowhere.
fn dead(pages: &Path, origin: &str) -> Vec<(String, String)> {
    let mut dead = links(pages);
    dead.retain(|(page, link)| {
        let link = link.strip_prefix(origin).unwrap_or(link);
        let link = link.split(['#', '?']).next().unwrap_or(link);
        let foreign = link.contains(':') || link.starts_with("//") || link.is_empty();
        let at = match link.strip_prefix('/') {
            Some(rooted) => pages.join(rooted),
            None => pages.join(page.trim_start_matches('/')).parent().expect("a folder").join(link),
        };
        !foreign && !at.is_file() && !at.join("index.html").is_file()
    });
    dead.sort();
    dead.dedup();
    dead
}

#[test]
fn readers_of_the_old_address_come_to_the_new_one_in_the_site_that_hugo_builds() {
    let mut newsroom = Newsroom::new();
    let jury = "[the water](/posts/boil-notice-lifted/), [again]({{< relref \"boil-notice-lifted\" >}}).\n\n[and]: ../boil-notice-lifted/ \n[and] here: ![A](/posts/boil-notice-lifted/";
    newsroom.illustrate(NOTICE, &photograph(700, 500), &words("A tap.", "", "Kofi Brobbey"), false);
    newsroom.save(NOTICE);
    newsroom.type_at_end(JURY, &format!("{jury}boil-notice-lifted-1.jpg)\n"));
    newsroom.save(JURY);
    newsroom.approve(NOTICE);
    newsroom.approve(JURY);
    newsroom.publish(&[NOTICE, JURY]);
    let before = newsroom.built("hugo");
    let known_dead = dead(&before.path().join("pages"), "https://orrinrecord.example");

    newsroom.type_at_end(NOTICE, "\nTyped and not saved yet.\n");
    let act = newsroom.desk.rename(NOTICE, "Water is safe: drink!", newsroom.now).expect("renamed");
    let path = act.path.expect("it is somewhere");
    assert_eq!(path, newsroom.path("water-is-safe-drink"));
    assert_eq!(
        (act.sent_on, act.links, act.address.as_str()),
        (SentOn::Yes, 1, "/posts/water-is-safe-drink/")
    );
    assert!(!newsroom.site.join("content/posts/boil-notice-lifted").exists(), "nothing is left");
    let text = newsroom.file(&path);
    assert!(text.contains("Typed and not saved yet."), "what was typed went along");
    assert!(text.contains("aliases:\n  - \"/posts/boil-notice-lifted/\""), "{text}");
    assert_eq!(newsroom.state(&path), State::LiveWithChanges, "readers have it at its old address");
    newsroom.save(&path);
    let review = newsroom.desk.review(&path, newsroom.now).expect("it is reviewed");
    assert_eq!(review.pictures, [], "its pictures went along");

    newsroom.approve(&path);
    newsroom.approve(JURY);
    assert_eq!(newsroom.state(&path), State::Approved);
    assert!(matches!(newsroom.publish(&[&path, JURY]), Publication::Sent { .. }));
    assert_eq!(newsroom.state(&path), State::Live);
    let left = newsroom.git(&["status", "--porcelain", "--", "content/posts/[!n]*"]);
    assert_eq!(left, "", "nothing is left over");
    let files = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main"]);
    assert!(!files.contains("posts/boil-notice-lifted/"), "readers do not have it twice");

    let built = newsroom.built("hugo");
    let pages = built.path().join("pages");
    let old =
        fs::read_to_string(pages.join("posts/boil-notice-lifted/index.html")).expect("a page");
    assert!(old.contains("https://orrinrecord.example/posts/water-is-safe-drink/"), "{old}");
    assert!(pages.join("posts/water-is-safe-drink/index.html").is_file());
    assert_eq!(dead(&pages, "https://orrinrecord.example"), known_dead, "no link leads nowhere");
}

#[test]
fn a_live_story_does_not_move_unseen_when_its_date_changes() {
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let path = "_posts/2026-03-09-old-words.md";
    let edit =
        FieldEdit::Date { day: "2026-04-09".into(), time: "09:00".into(), zone: "UTC".into() };
    let fields = newsroom.set(path, edit).metadata;
    assert_eq!(fields.address, "/2026/04/old-words/");
    assert_eq!(fields.address_live, "/2026/03/old-words/", "readers have it there");
    let findings = newsroom.desk.checking(path).run(newsroom.now).findings;
    let moved = findings.iter().find(|finding| finding.rule == "S3").expect("it is told");
    let Some(fix) = moved.fix.as_ref() else { panic!("one step settles it: {moved:?}") };
    assert_eq!(fix.label, "Lead the old address on");
}

const JEKYLL: &[(&str, &[u8])] = &[
    ("_config.yml", b"title: The Orrin Record\nurl: https://x.example\npermalink: /:year/:month/:title/\nplugins: [jekyll-redirect-from]\nfuture: true\n"),
    ("_layouts/post.html", b"<html><body><h1>{{ page.title }}</h1>{{ content }}</body></html>\n"),
    ("index.html", b"---\n---\n{% for post in site.posts %}<a href=\"{{ post.url }}\">{{ post.title }}</a>{% endfor %}\n"),
    ("_posts/2026-03-09-old-words.md", b"---\nlayout: post\nauthor: Ana Lindqvist\ntitle: Old words\ndate: 2026-03-09 09:00:00 +0000\n---\nText with ![a tap](/assets/tap.jpg).\n"),
    ("_posts/2026-03-10-other.md", b"---\nlayout: post\nauthor: Ana Lindqvist\ntitle: Other\ndate: 2026-03-10 09:00:00 +0000\n---\n[one]({% post_url 2026-03-09-old-words %}) [two]({{ site.baseurl }}/2026/03/old-words/)\n[three](../old-words/) [four][o]\n\n[o]: /2026/03/old-words/\n"),
    ("assets/tap.jpg", include_bytes!("../posts/content/posts/night-court-bus/corridor.jpg")),
];

#[test]
fn readers_of_the_old_address_come_to_the_new_one_in_the_site_that_jekyll_builds() {
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let path = "_posts/2026-03-09-old-words.md";
    let other = "_posts/2026-03-10-other.md";
    let act = newsroom.desk.rename(path, "New words", newsroom.now).expect("renamed");
    let now = act.path.expect("it is somewhere");
    assert_eq!(now, "_posts/2026-03-09-new-words.md", "the day stays");
    assert_eq!((act.sent_on, act.links), (SentOn::Yes, 1));
    newsroom.approve(&now);
    newsroom.approve(other);
    assert!(matches!(newsroom.publish(&[&now, other]), Publication::Sent { .. }));
    let built = newsroom.built("jekyll");
    let pages = built.path().join("pages");
    let old = fs::read_to_string(pages.join("2026/03/old-words/index.html")).expect("a page");
    assert!(old.contains("https://x.example/2026/03/new-words/"), "{old}");
    let linking = fs::read_to_string(pages.join("2026/03/other/index.html")).expect("a page");
    assert_eq!(linking.matches("new-words").count(), 4, "{linking}");
    assert!(!linking.contains("old-words"), "{linking}");
    assert_eq!(dead(&pages, "https://x.example"), [], "no link leads nowhere");
}

#[test]
fn a_site_that_cannot_send_readers_on_says_so() {
    let plain = b"title: X\nurl: https://x.example\npermalink: /:title/\n".as_slice();
    let mut files = JEKYLL.to_vec();
    files[0].1 = plain;
    let path = "_posts/2026-03-09-old-words.md";
    let mut newsroom = Newsroom::of(&files, "none/");
    let preview = newsroom.desk.rename_preview(path, "New words");
    assert_eq!((preview.sent_on, preview.address.as_str()), (SentOn::No, "/new-words/"));
    let taken = newsroom.desk.rename_preview(path, "Other");
    assert_eq!(taken.problem.map(|problem| problem.code).as_deref(), Some("address-taken"));
    assert_eq!(
        newsroom.desk.rename(path, "New words", newsroom.now).expect("renamed").sent_on,
        SentOn::No
    );

    files.push(("_redirects", b"/a /b"));
    let mut newsroom = Newsroom::of(&files, "none/");
    let act = newsroom.desk.rename(path, "New words", newsroom.now).expect("renamed");
    let now = act.path.expect("it is somewhere");
    assert_eq!(act.sent_on, SentOn::Yes);
    assert_eq!(newsroom.file("_redirects"), "/a /b\n/old-words/ /new-words/ 301\n");
    newsroom.approve(&now);
    newsroom.publish(&[&now]);
    let sent = git(&newsroom.publishing, &["show", "main:_redirects"]);
    assert!(sent.contains("/old-words/ /new-words/ 301"), "the line is sent with the story");
}

#[test]
fn the_address_of_a_live_story_stays_when_its_headline_changes() {
    let mut newsroom = Newsroom::new();
    newsroom.set(NOTICE, FieldEdit::Title { value: "Quite another headline".to_owned() });
    newsroom.save(NOTICE);
    let metadata = newsroom.open(NOTICE).metadata;
    assert_eq!(
        (metadata.address.as_str(), metadata.slug.as_str()),
        ("/posts/boil-notice-lifted/", "boil-notice-lifted")
    );
    assert!(metadata.address_fixed);
}

#[test]
fn a_story_that_is_renamed_twice_leaves_one_old_address_and_back_again_none() {
    let mut newsroom = Newsroom::new();
    let before = newsroom.file(NOTICE);
    let once =
        newsroom.desk.rename(NOTICE, "once", newsroom.now).expect("renamed").path.expect("a path");
    let twice =
        newsroom.desk.rename(&once, "twice", newsroom.now).expect("renamed").path.expect("a path");
    let text = newsroom.file(&twice);
    assert!(
        text.contains("/posts/boil-notice-lifted/") && !text.contains("/posts/once/"),
        "{text}"
    );
    let mut newsroom = newsroom.restart();
    assert_eq!(newsroom.state(&twice), State::LiveWithChanges, "also after a restart");
    let back = newsroom.desk.rename(&twice, "boil-notice-lifted", newsroom.now).expect("renamed");
    assert_eq!(back.path.as_deref(), Some(NOTICE));
    assert_eq!(newsroom.file(NOTICE), before, "byte for byte as it was");
    assert_eq!(newsroom.state(NOTICE), State::Live);
}

#[test]
fn earlier_versions_and_the_open_text_go_where_the_story_goes() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("A first name");
    newsroom.type_at_end(&path, "One. ");
    newsroom.save(&path);
    newsroom.type_at_end(&path, "Two. ");
    newsroom.after(600).save(&path);
    newsroom.type_at_end(&path, "Three.");
    let versions = newsroom.desk.earlier(&path).list().len();
    assert!(versions > 0);
    let act = newsroom.desk.rename(&path, "Another name", newsroom.now).expect("renamed");
    let now = act.path.clone().expect("a path");
    assert_eq!(act.post.expect("it is open").text, "One. Two. Three.");
    assert_eq!(newsroom.desk.earlier(&now).list().len(), versions, "they went along");
    assert_eq!(newsroom.desk.latest(), Some(now.clone()));
    newsroom.type_at_end(&now, " Four.");
    assert!(matches!(newsroom.after(5).save(&now), Saving::Saved { .. }), "typing goes on");
    let refused = newsroom.desk.take_back(&act.id, newsroom.now);
    assert!(refused.is_err(), "what was typed since is not taken back with it");
    assert!(newsroom.file(&now).contains("One. Two. Three. Four."));
}

#[test]
fn a_deleted_live_story_is_taken_down_and_comes_back_with_all_its_pictures() {
    let mut newsroom = Newsroom::new();
    let folder = newsroom.site.join("content/posts/jury-letter");
    let count = fs::read_dir(&folder).expect("its folder").count();
    let text = newsroom.file(JURY);
    let act = newsroom.desk.delete(JURY, newsroom.now).expect("deleted");
    assert_eq!((act.kind, act.path), (ActKind::Delete, None));
    assert!(!folder.exists());
    let press = newsroom.desk.press();
    let row = press.changed.iter().find(|row| row.path == JURY).expect("it is in the press room");
    assert!(
        row.takes_down && row.replaces && row.title.starts_with("Called for jury duty?"),
        "{row:?}"
    );
    let mut newsroom = newsroom.restart();
    let review = newsroom.desk.review(JURY, newsroom.now).expect("it is reviewed");
    assert!(review.takes_down && review.anything && review.problem.is_none(), "{review:?}");
    newsroom.approve(JURY);
    assert!(newsroom.desk.press().ready.iter().any(|row| row.path == JURY && row.takes_down));
    assert!(matches!(newsroom.publish(&[JURY]), Publication::Sent { .. }));
    let files = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main"]);
    assert!(!files.contains("jury-letter"), "with its pictures: {files}");
    let press = newsroom.desk.press();
    assert!(press.ready.iter().chain(&press.changed).all(|row| row.path != JURY), "it is done");

    let deleted = newsroom.desk.deleted();
    assert_eq!((deleted.len(), deleted[0].live), (1, false));
    newsroom.after(20 * 24 * 3600);
    let back = newsroom.desk.bring_back(&deleted[0].id, newsroom.now).expect("it comes back");
    assert_eq!(back.path.as_deref(), Some(JURY));
    assert_eq!(newsroom.file(JURY), text);
    assert_eq!(fs::read_dir(&folder).expect("its folder").count(), count);
    assert_eq!(newsroom.state(JURY), State::Writing, "as a new one");
    assert!(newsroom.desk.deleted().is_empty());
}

#[test]
fn a_story_comes_back_beside_another_that_took_its_place() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Same words");
    newsroom.type_at_end(&path, "The first.");
    let act = newsroom.desk.delete(&path, newsroom.now).expect("deleted");
    let other = newsroom.begin("Same words");
    assert_eq!(other, path, "nobody has the first, so its name is free");
    newsroom.type_at_end(&other, "The second.");
    assert!(newsroom.desk.take_back(&act.id, newsroom.now).is_err(), "its place is taken");
    let back = newsroom.desk.bring_back(&act.id, newsroom.now).expect("it comes back");
    let back = back.path.expect("a path");
    assert_eq!(back, newsroom.path("same-words-2"));
    assert!(newsroom.file(&back).contains("The first."));
    assert!(newsroom.file(&other).contains("The second."));
}

#[test]
fn a_copy_is_a_story_of_its_own() {
    let mut newsroom = Newsroom::new();
    newsroom.desk.rename(JURY, "jury", newsroom.now).expect("renamed");
    let path = newsroom.path("jury");
    let act = newsroom.desk.duplicate(&path, newsroom.now).expect("copied");
    let copy = act.path.expect("a path");
    assert_eq!(copy, newsroom.path("jury-2"));
    let text = newsroom.file(&copy);
    assert!(
        text.contains("leaves out (copy)\"") && text.contains("date: 2026-11-22T10:00:00-05:00"),
        "{text}"
    );
    assert!(!text.contains("aliases"), "readers of the old address do not come here");
    assert_eq!(newsroom.state(&copy), State::Writing);
    let pictures = |path: &str| {
        fs::read_dir(newsroom.site.join(path).parent().expect("a folder")).expect("it").count()
    };
    assert_eq!(pictures(&path), pictures(&copy), "its pictures are copied");
    newsroom.desk.take_back(&act.id, newsroom.now).expect("taken back");
    assert!(!newsroom.site.join("content/posts/jury-2").exists());
}

#[test]
fn a_story_moves_to_another_folder_and_its_pictures_are_found() {
    let files: &[(&str, &[u8])] = &[
        ("hugo.toml", b"baseURL = 'https://x.example/'\n"),
        (
            "content/posts/a.md",
            b"---\ntitle: A\ndate: 2026-01-01\n---\n![own](a.jpg) ![shared](s.jpg)\n",
        ),
        (
            "content/posts/b.md",
            b"---\ntitle: B\ndate: 2026-01-02\n---\n![shared](s.jpg) [a](/posts/a/)\n",
        ),
        ("content/posts/a.jpg", b"own"),
        ("content/posts/s.jpg", b"shared"),
        ("content/news/a.md", b"---\ntitle: Other\ndate: 2026-01-03\n---\nText\n"),
    ];
    let mut newsroom = Newsroom::of(files, "none/");
    let folders = newsroom.desk.folders();
    assert_eq!(folders.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["posts", "news"]);
    assert_eq!(folders.iter().map(|one| one.stories).collect::<Vec<_>>(), [2, 1]);
    let act =
        newsroom.desk.move_to("content/posts/a.md", "content/news", newsroom.now).expect("moved");
    assert_eq!(act.path.as_deref(), Some("content/news/a-2.md"), "the name is taken there");
    let text = newsroom.file("content/news/a-2.md");
    assert!(text.contains("![own](a.jpg) ![shared](../posts/s.jpg)"), "{text}");
    assert!(text.contains("aliases:"), "{text}");
    assert!(newsroom.site.join("content/news/a.jpg").is_file());
    assert!(newsroom.file("content/posts/b.md").contains("[a](/news/a-2/)"));
    newsroom.desk.take_back(&act.id, newsroom.now).expect("taken back");
    assert_eq!(newsroom.git(&["status", "--porcelain"]), "", "byte for byte as it was");
}

#[test]
fn a_story_can_go_to_the_places_of_the_site_and_nowhere_else() {
    let story = |title: &str| format!("---\ntitle: {title}\ndate: 2026-01-01\n---\nText\n");
    let (one, two, three) = (story("One"), story("Zwei"), story("Three"));
    let files: &[(&str, &[u8])] = &[
        (
            "hugo.toml",
            b"baseURL = 'https://x.example/'\n[languages.en]\ncontentDir = 'content/en'\n[languages.de]\ncontentDir = 'content/de'\n",
        ),
        ("content/en/posts/one.md", one.as_bytes()),
        ("content/de/posts/zwei.md", two.as_bytes()),
        ("content/en/posts/2026/three.md", three.as_bytes()),
        ("content/en/about.md", b"---\ntitle: About\n---\n"),
        ("static/img/a.jpg", b"picture"),
    ];
    let newsroom = Newsroom::of(files, "none/");
    let folders: Vec<(String, Option<String>, u32)> =
        newsroom.desk.folders().into_iter().map(|f| (f.folder, f.language, f.stories)).collect();
    let place = |folder: &str, code: &str, stories| (folder.into(), Some(code.into()), stories);
    assert_eq!(folders, [place("content/en/posts", "en", 2), place("content/de/posts", "de", 1)]);
}

#[test]
fn a_draft_of_jekyll_can_go_among_the_posts_and_back() {
    let mut files = JEKYLL.to_vec();
    files.push(("_drafts/later.md", b"---\nlayout: post\ntitle: Later\n---\nText.\n"));
    let newsroom = Newsroom::of(&files, "none/");
    let folders: Vec<String> = newsroom.desk.folders().into_iter().map(|f| f.folder).collect();
    assert_eq!(folders, ["_posts", "_drafts"]);
}

#[test]
fn lengths_are_those_of_the_site_and_of_its_house_rules() {
    let lengths = |said: Option<&str>| {
        let mut files = JEKYLL.to_vec();
        files.extend(said.map(|said| (".galley/site.toml", said.as_bytes())));
        let view = Newsroom::of(&files, "none/").desk.site_view();
        [view.headline, view.dek].map(|one| (one.least, one.fits, one.most, one.said))
    };
    assert_eq!(lengths(None), [(0, 70, 255, false), (50, 300, 500, false)]);
    let house = "[limits]\nheadline = 60\n[check.limits]\nheadline = 120\ndek_most = 160\n";
    assert_eq!(lengths(Some(house)), [(0, 60, 120, true), (50, 160, 500, true)]);
    let long = "[limits]\nheadline = 300\ndek = 40\n";
    assert_eq!(lengths(Some(long)), [(0, 300, 300, true), (40, 40, 500, true)]);
}

#[test]
fn house_rules_are_written_as_differences_and_the_last_change_is_taken_back_to_the_byte() {
    let ours = "# ours\n[check] # the desk\nlabels = ['Photo'] # only these\n\n[check.words]\n'e-mail' = 'email' # since 2019\n";
    let mut files = JEKYLL.to_vec();
    files.push((".galley/site.toml", ours.as_bytes()));
    let mut newsroom = Newsroom::of(&files, "none/");
    let file = newsroom.site.join(".galley/site.toml");
    let text = || std::fs::read_to_string(&file).unwrap_or_default();
    let mut rules = newsroom.desk.house_rules();
    assert_eq!(newsroom.desk.set_house_rules(&rules).unwrap(), rules);
    assert_eq!(text(), ours, "nothing differs, nothing is written");

    rules.words.clear();
    rules.do_not_name.push(" Ana Li ".to_owned());
    for rule in rules.rules.iter_mut().filter(|rule| rule.id == "I1") {
        rule.severity = None;
    }
    for limit in rules.limits.iter_mut().filter(|limit| limit.name == "dek_most") {
        limit.value = 200;
    }
    let now = newsroom.desk.set_house_rules(&rules).unwrap();
    assert_eq!(now.do_not_name, ["Ana Li"]);
    let written = text();
    for line in ["# ours", "[check] # the desk", "labels = ['Photo'] # only these", "I1 = \"off\""]
    {
        assert!(written.contains(line), "{line} is in\n{written}");
    }
    assert!(written.contains("dek_most = 200") && !written.contains("e-mail"), "{written}");
    assert!(!written.contains("dek_least"), "only what differs:\n{written}");
    newsroom.desk.undo_house_rules().unwrap();
    assert_eq!(text(), ours, "to the byte, comments and all");

    newsroom.desk.set_house_rules(&rules).unwrap();
    std::fs::write(&file, "[check]\none_person = true\n").unwrap();
    newsroom.desk.undo_house_rules().unwrap_err();
    assert_eq!(text(), "[check]\none_person = true\n", "what somebody else wrote stays");

    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let folder = newsroom.site.join(".galley");
    let mut rules = newsroom.desk.house_rules();
    rules.one_person = true;
    newsroom.desk.set_house_rules(&rules).unwrap();
    assert!(folder.join("site.toml").is_file());
    newsroom.desk.undo_house_rules().unwrap();
    assert!(!folder.exists(), "as if nobody had said anything");
}

#[test]
fn a_publication_that_brought_another_address_is_taken_back_with_the_old_one() {
    for one_story in [true, false] {
        let mut newsroom = Newsroom::new();
        let tree = |newsroom: &Newsroom| {
            git(&newsroom.publishing, &["ls-tree", "-r", "main", "--", "content/posts"])
        };
        newsroom.illustrate(
            NOTICE,
            &photograph(70, 50),
            &words("A tap.", "", "Kofi Brobbey"),
            false,
        );
        newsroom.save(NOTICE);
        newsroom.approve(NOTICE);
        newsroom.publish(&[NOTICE]);
        let before = tree(&newsroom);
        let act = newsroom.desk.rename(NOTICE, "Water is safe", newsroom.now).expect("renamed");
        let path = act.path.expect("it is somewhere");
        newsroom.approve(&path);
        assert!(matches!(newsroom.publish(&[&path]), Publication::Sent { .. }));
        let after = tree(&newsroom);
        assert!(after.contains("water-is-safe/") && !after.contains("boil-notice-lifted/"));

        let asked: &[&str] = if one_story { &[&path] } else { &[] };
        assert!(matches!(newsroom.undo(asked), Publication::Sent { .. }));
        assert_eq!(tree(&newsroom), before, "readers have it at its old address, whole");
        assert!(newsroom.site.join(&path).is_file(), "here it keeps the new one");
        assert!(!newsroom.site.join(NOTICE).exists(), "and is there once");
        assert_eq!(newsroom.state(&path), State::Approved);

        assert!(matches!(newsroom.publish(&[&path]), Publication::Sent { .. }));
        assert_eq!(tree(&newsroom), after, "published again, it moves again");
        assert_eq!(newsroom.state(&path), State::Live);
    }
}
