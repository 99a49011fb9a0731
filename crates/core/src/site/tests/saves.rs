//! What a save changes in a header, and what it leaves as it stands.

use super::{Small, small};
use crate::metadata::{self, Value};
use crate::story;
use crate::view::{FieldEdit, PictureWords};

const HUGO: (&str, &str) = ("hugo.toml", "content/posts/a.md");
const JEKYLL: (&str, &str) = ("_config.yml", "_posts/2024-01-02-a.md");

/// A site of one post with these lines in its header.
fn site_of((marker, path): (&str, &str), lines: &str) -> Small {
    small(&[(marker, ""), (path, &format!("---\ntitle: T\n{lines}\n---\n"))])
}

/// The post of that path after one change of its form.
fn saved(small: &Small, path: &str, change: FieldEdit) -> String {
    let post = small.posts.iter().find(|post| post.path == path).unwrap();
    let fields = post.fields.as_ref().unwrap();
    let edits = story::edits(&change, fields, None, &small.site.profile, None).unwrap();
    metadata::edit(&post.text, &edits).unwrap()
}

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

/// What stands under a key of the header.
fn value(text: &str, key: &str) -> Option<Value> {
    metadata::read(text).unwrap().get(&key.into()).cloned()
}

#[test]
fn an_empty_key_is_no_field_where_the_other_posts_say_something_else_there() {
    const DEK: &str = "lead: The town gets bread again.";
    for (place, line, empty, keys, why) in [
        (HUGO, DEK, "lead:", [Some("lead"), None, None], "the dek is no picture too"),
        (HUGO, "teaser: Bread again.", "teaser:", [Some("teaser"), None, None], "nor is a teaser"),
        (HUGO, "featured: true", "featured:", [None; 3], "a switch is no picture"),
        (HUGO, "banner: true", "banner: \"\"", [None; 3], "nor is that one"),
        (HUGO, "photo: 2", "photo:", [None; 3], "nor is a number"),
        (HUGO, "author: false", "author:", [None; 3], "a switch is no byline"),
        (HUGO, "summary: true", "summary:", [None; 3], "nor a dek"),
        (JEKYLL, "published: true", "published:", [None; 3], "nor a date"),
        (HUGO, "lead:", "lead:", [Some("lead"), None, None], "one key is one field"),
    ] {
        let date = if place == HUGO { "date: 2024-01-02\n" } else { "" };
        let path = |n: usize| place.1.replace("a.md", &format!("a{n}.md"));
        let post = |n: usize| {
            let line = if n == 7 { empty } else { line };
            (path(n), format!("---\ntitle: T\n{date}{line}\n---\n"))
        };
        let posts: Vec<(String, String)> = (0..20).map(post).collect();
        let mut files = vec![(place.0, "")];
        files.extend(posts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let small = small(&files);
        let found = &small.site.profile.keys;
        let got = [&found.description, &found.lead_src, &found.authors].map(|key| key.as_deref());
        assert_eq!(got, keys, "{why}");
        assert_eq!(found.date.as_deref(), (place == HUGO).then_some("date"), "{why}");
    }
}

#[test]
fn tags_that_are_not_shown_stay_and_those_that_are_keep_their_type() {
    for (before, tags, after, why) in [
        (
            "tags:\n- name: News\n  slug: news",
            &["extra"][..],
            "tags:\n- name: News\n  slug: news\n- extra",
            "maps",
        ),
        ("tags: [true, news]", &["news", "extra"], "tags: [true, news, extra]", "a switch"),
        ("tags: [a, true, news]", &["news"], "tags: [true, news]", "beside one that goes"),
        ("tags: [a, true]", &[], "tags: [true]", "where all others go"),
        ("tags: [2024, news]", &["2024", "news", "x"], "tags: [2024, news, x]", "a number"),
        ("tags: 2024", &["2024", "x"], "tags: [2024, x]", "a number alone"),
    ] {
        let small = site_of(HUGO, &format!("date: 2024-01-02\n{before}"));
        let text = saved(&small, HUGO.1, FieldEdit::Tags { value: names(tags) });
        let after = value(&format!("---\n{after}\n---\n"), "tags");
        assert_eq!(value(&text, "tags"), after, "{why}");
    }
}

#[test]
fn a_byline_keeps_what_it_says_of_its_people() {
    for (before, people, after, why) in [
        (
            "author: {full_name: Ann Lee, email: a@x.example}",
            &["Ann Lee", "Bo"][..],
            "author: [{full_name: Ann Lee, email: a@x.example}, {full_name: Bo}]",
            "a map becomes a list when a second person comes",
        ),
        (
            "author: {full_name: Ann Lee, email: a@x.example}",
            &["Ann Leigh"],
            "author: {full_name: Ann Leigh, email: a@x.example}",
            "and is a map as long as there is one",
        ),
        (
            "author: {name: Ann, email: a@x.example}",
            &["Ann", "Bo"],
            "author: [{name: Ann, email: a@x.example}, {name: Bo}]",
            "two people are two people, not two names of one",
        ),
        (
            "author: [{name: Ann}, {handle: bo}]",
            &["Ann", "Cy"],
            "author: [{name: Ann}, {handle: bo}, {name: Cy}]",
            "who has no name stays",
        ),
        (
            "author: [{name: Ann, email: a@x.example}, {name: Bo}]",
            &["Anne", "Bo"],
            "author: [{name: Anne, email: a@x.example}, {name: Bo}]",
            "a name is corrected, and nothing else",
        ),
        (
            "author: [{name: Ann, email: a@x.example}, {name: Bo}]",
            &["Bo", "Ann"],
            "author: [{name: Bo}, {name: Ann, email: a@x.example}]",
            "in another order",
        ),
        (
            "author: [{name: Ann, email: a@x.example}, {name: Bo}]",
            &["Cy", "Bo"],
            "author: [{name: Cy}, {name: Bo}]",
            "somebody else does not get her address",
        ),
        ("author: Ann", &["Ann", "Bo"], "author: [Ann, Bo]", "a text becomes a list"),
    ] {
        let lines = format!("date: 2024-01-02\n{before}");
        let small = site_of(HUGO, &lines);
        let text = saved(&small, HUGO.1, FieldEdit::Authors { value: names(people) });
        let wanted = value(&format!("---\n{after}\n---\n"), "author");
        assert_eq!(value(&text, "author"), wanted, "{why}");
        let fields = metadata::read(&text).unwrap();
        let read = story::Story::read(&fields, &small.site.profile, None);
        assert_eq!(read.authors, names(people), "{why}: read back");
    }
}

#[test]
fn of_two_ids_of_one_name_the_one_that_is_there_stays() {
    let post = "---\ntitle: T\nauthors: [lee, bo]\n---\n";
    let people = "ann:\n  name: Ann Lee\nlee:\n  name: Ann Lee\nbo:\n  name: Bo Ray\n";
    let small = small(&[(JEKYLL.0, ""), (JEKYLL.1, post), ("_data/authors.yml", people)]);
    assert_eq!(small.story(JEKYLL.1).authors, ["Ann Lee", "Bo Ray"]);
    let value = names(&["Ann Lee", "Bo Ray", "Cy"]);
    let text = saved(&small, JEKYLL.1, FieldEdit::Authors { value });
    assert_eq!(text, post.replace("[lee, bo]", "[lee, bo, Cy]"));
}

#[test]
fn a_corrected_date_is_written_as_it_was() {
    let new_york = "UTC−05:00";
    for (place, before, (day, time), after, why) in [
        (
            JEKYLL,
            "2024-01-02 20:30:15",
            ("2024-01-02", "20:45"),
            "2024-01-02 20:45:00",
            "no offset",
        ),
        (JEKYLL, "2024-01-02 20:30:15", ("2024-01-03", "20:30"), "2024-01-03 20:30:15", "seconds"),
        (
            JEKYLL,
            "2024-01-02 20:30:15 -0500",
            ("2024-01-03", "20:30"),
            "2024-01-03 20:30:15 -0500",
            "an offset behind a space",
        ),
        (HUGO, "2024-01-02T20:30:15", ("2024-01-02", "20:45"), "2024-01-02T20:45:00", "Hugo’s"),
        (HUGO, "2022/7/8 10:00", ("2022-07-09", "10:00"), "2022-07-09 10:00", "strokes"),
        (HUGO, "2024-01-02", ("2024-01-03", ""), "2024-01-03", "a day alone"),
        (HUGO, "2024-01-02", ("2024-01-02", ""), "2024-01-02", "one that is left as it is"),
        (HUGO, "2024-01-02", ("2024-01-02", "12:00"), "2024-01-02T12:00:00+00:00", "a time is set"),
    ] {
        let small = site_of(place, &format!("date: {before}"));
        let shown = story::When::read(before).view(&small.site.profile.time_zone);
        let zone = if before.ends_with("-0500") { new_york.to_owned() } else { shown.zone };
        let change = FieldEdit::Date { day: day.to_owned(), time: time.to_owned(), zone };
        let text = saved(&small, place.1, change);
        let got = value(&text, "date").and_then(|date| date.as_str().map(str::to_owned));
        assert_eq!(got.as_deref(), Some(after), "{why}");
    }
}

#[test]
fn a_credit_within_the_caption_stays_as_it_stands_and_is_read_again() {
    let said = "Photo credit: **Ann** and [Bo](https://b.example)";
    let lines = format!("header:\n  image: /a.jpg\n  caption: \"{said}\"");
    let small = site_of(JEKYLL, &lines);
    let lead = small.story(JEKYLL.1).lead.unwrap();
    let words = PictureWords { caption: "A wall".to_owned(), ..lead.words() };
    let text = saved(&small, JEKYLL.1, FieldEdit::LeadWords { words });
    assert!(text.contains(&format!("caption: \"A wall. {said}\"\n")), "{text}");

    let again = small_of(JEKYLL, &text);
    let lead = again.story(JEKYLL.1).lead.unwrap();
    assert_eq!(lead.credit, "Ann and [Bo](https://b.example)");
    let words = PictureWords { credit: "Cy".to_owned(), ..lead.words() };
    let text = saved(&again, JEKYLL.1, FieldEdit::LeadWords { words });
    assert!(text.contains("caption: \"A wall. Photo credit: Cy\"\n"), "one credit: {text}");
}

fn small_of((marker, path): (&str, &str), text: &str) -> Small {
    small(&[(marker, ""), (path, text)])
}

#[test]
fn an_empty_key_in_another_case_is_the_field_where_case_counts_for_nothing() {
    let usual = "---\ntitle: T\ndate: 2024-01-02\ndescription: D\ntags: [a]\n---\n";
    let post = "---\ntitle: T\ndate: 2024-01-02\nDescription: \"\"\nTags: []\n---\n";
    let small = small(&[
        (HUGO.0, ""),
        (HUGO.1, post),
        ("content/posts/b.md", usual),
        ("content/posts/c.md", usual),
    ]);
    let text = saved(&small, HUGO.1, FieldEdit::Dek { value: "New".to_owned() });
    assert_eq!(text, post.replace("\"\"", "\"New\""));
    let text = saved(&small, HUGO.1, FieldEdit::Tags { value: names(&["x"]) });
    assert_eq!(value(&text, "tags"), None, "{text}");
    assert_eq!(value(&text, "Tags"), Some(Value::List(vec!["x".into()])));
}

#[test]
fn an_empty_text_makes_room_for_a_lead_picture() {
    let usual = "---\ntitle: T\ndate: 2024-01-02\ncover:\n  image: /a.jpg\n  alt: A\n---\n";
    let post = "---\ntitle: T\ndate: 2024-01-02\ncover: \"\"\n---\n";
    let small = small(&[
        (HUGO.0, ""),
        (HUGO.1, post),
        ("content/posts/b.md", usual),
        ("content/posts/c.md", usual),
    ]);
    let post = small.posts.iter().find(|post| post.path == HUGO.1).unwrap();
    let words = PictureWords { alt: "B".to_owned(), ..PictureWords::default() };
    let profile = &small.site.profile;
    let edits = story::lead_edits("/b.jpg", &words, post.fields.as_ref().unwrap(), profile);
    let text = metadata::edit(&post.text, &edits).unwrap();
    assert_eq!(value(&text, "cover.image"), Some("/b.jpg".into()));
    assert_eq!(value(&text, "cover.alt"), Some("B".into()));
}

#[test]
fn a_key_that_nobody_has_yet_is_called_as_the_generator_or_the_schema_calls_it() {
    let post = "---\ntitle: A\n---\nText.\n";
    let schema = "import { defineCollection, z } from 'astro:content';\nconst blog = defineCollection({ schema: z.object({ title: z.string(), pubDate: z.date(), updateDate: z.date().optional() }) });\nexport const collections = { blog };\n";
    for (files, updated, lead) in [
        (&[("hugo.toml", ""), ("content/posts/a.md", post)][..], "lastmod", "image.src"),
        (
            &[("_config.yml", ""), ("_posts/2024-01-01-a.md", post)],
            "last_modified_at",
            "image.path",
        ),
        (
            &[
                ("config.toml", "base_url = 'x'"),
                ("content/a.md", "+++\ntitle = 'A'\n+++\nText.\n"),
            ],
            "updated",
            "extra.image.src",
        ),
        (
            &[
                ("astro.config.mjs", ""),
                ("src/content/config.ts", schema),
                ("src/content/blog/a.md", post),
            ],
            "updateDate",
            "heroImage",
        ),
    ] {
        let site = small(files);
        let fields = site.posts[0].fields.as_ref().unwrap();
        let keys = site.site.profile.keys_to_write(fields);
        let told = (keys.updated.as_deref(), keys.lead_src.as_deref());
        assert_eq!(told, (Some(updated), Some(lead)), "{:?}", site.site.profile.generator);
    }
}

#[test]
fn pictures_of_the_site_s_root_are_referred_to_as_they_are_found() {
    // The layout puts the root before a lead picture; in a text nothing does.
    let post = |n: usize| format!("---\ntitle: A{n}\nthumbnail: \"img/a{n}.jpg\"\n---\nText.\n");
    let posts = [post(1), post(2), post(3)];
    let small = small(&[
        ("hugo.toml", ""),
        ("content/post/one.md", &posts[0]),
        ("content/post/two.md", &posts[1]),
        ("content/post/three.md", &posts[2]),
        ("static/img/a1.jpg", "x"),
        ("static/img/a2.jpg", "x"),
        ("static/img/a3.jpg", "x"),
    ]);
    let profile = &small.site.profile;
    let place = profile.picture_place("content/post/one.md");
    assert_eq!(place, ("static/img".to_owned(), "/img/".to_owned()));
    assert_eq!(profile.lead_reference("/img/b.jpg"), "img/b.jpg");
}

#[test]
fn the_folder_of_what_is_built_has_a_name_of_its_own_in_astro_s_themes() {
    let post =
        |n: usize| format!("---\ntitle: A{n}\nimage: ~/assets/images/a{n}.jpg\n---\nText.\n");
    let posts = [post(1), post(2)];
    let small = small(&[
        ("astro.config.mjs", ""),
        ("src/content/blog/one.md", &posts[0]),
        ("src/content/blog/two.md", &posts[1]),
        ("src/assets/images/a1.jpg", "x"),
        ("src/assets/images/a2.jpg", "x"),
    ]);
    let profile = &small.site.profile;
    let place = profile.picture_place("src/content/blog/one.md");
    assert_eq!(place, ("src/assets/images".to_owned(), "~/assets/images/".to_owned()));
    let post = "src/content/blog/one.md";
    for src in ["~/assets/images/a1.jpg", "@/assets/images/a1.jpg"] {
        let found = crate::library::resolve(&small.site, post, src);
        assert_eq!(found.as_deref(), Some("src/assets/images/a1.jpg"), "{src}");
    }
}

#[test]
fn a_file_without_a_day_in_its_name_is_no_post_of_jekyll_s() {
    let post = "---\ntitle: A\n---\nText.\n";
    let small = small(&[
        ("_config.yml", ""),
        ("_posts/2024-01-01-a.md", post),
        ("_posts/template.md", post),
        ("_drafts/next.md", post),
    ]);
    assert_eq!(small.listed(), ["_drafts/next.md", "_posts/2024-01-01-a.md"]);
}
