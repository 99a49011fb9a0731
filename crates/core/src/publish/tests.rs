#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::address::{self, Address};
use super::*;
use crate::keys::NoKeys;
use crate::repository::test_desk::{Desk, ana, ed, git, now, post, write};
use crate::repository::{Approval, Blocked};

mod in_step;
mod meanwhile;
mod press;
mod refusals;
mod sending;
mod taking_back;

fn send(repo: &Repository, stories: &[StoryFiles]) -> Publication {
    carried(|errand| publish(repo, stories, errand)).unwrap()
}

/// An errand of the editor, who has no keys and stops nothing.
fn carried<T>(out: impl FnOnce(Errand<'_>) -> T) -> T {
    let (who, stop) = (ed(), Stop::default());
    out(Errand { who: &who, now: now(), keys: &NoKeys, step: &mut |_| {}, stop: &stop })
}

fn sent(publication: Publication) -> (String, Vec<String>) {
    match publication {
        Publication::Sent { commit, paths } => (commit, paths),
        other => panic!("not sent: {other:?}"),
    }
}

/// Three stories, approved one after the other.
fn three(desk: &Desk) -> [StoryFiles; 3] {
    let stories = ["a", "b", "c"].map(|name| post(&format!("posts/{name}.md")));
    for story in &stories {
        desk.write(&story.post, format!("# {}\n", story.post));
        assert!(matches!(desk.approve(story).unwrap(), Approval::Approved { .. }));
    }
    stories
}

/// A post shows what it names.
fn names(_: &str, text: &str, file: &str) -> bool {
    text.contains(file)
}

fn take_back(repo: &Repository, posts: &[&str], anyway: bool) -> Publication {
    let posts: Vec<String> = posts.iter().map(|post| (*post).to_owned()).collect();
    let files = |path: &str| match path {
        "posts/new.md" => StoryFiles::new(path, ["posts/dog.jpg"]),
        path => post(path),
    };
    let (used_elsewhere, shows) = (&|_: &str, _: &str| false, &names);
    let what = TakeBack { posts: &posts, files: &files, used_elsewhere, shows, anyway };
    carried(|errand| undo(repo, &what, errand)).unwrap()
}

const LONG: &str = "---\ntitle: Old # ours\ndescription: A dek.\ntags: [one]\n---\n\nThe river rose in the night. \
Nobody was hurt.\n\nThe bridge is closed until Monday, the town hall said.\n";

/// A desk and a colleague's, both with the long story.
fn long() -> (Desk, crate::repository::test_desk::Desk2, StoryFiles) {
    let desk = Desk::new();
    let story = post("posts/old.md");
    desk.write("posts/old.md", LONG);
    desk.approve(&story).unwrap();
    sent(send(&desk.repo, std::slice::from_ref(&story)));
    let bea = desk.colleague("bea");
    (desk, bea, story)
}
