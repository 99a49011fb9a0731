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
