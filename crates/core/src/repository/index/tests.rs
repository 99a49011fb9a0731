#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use git2::{Index, IndexEntry, IndexTime};
use proptest::prelude::*;

use super::bytes::{Unread, ids, replaced};
use super::*;
use crate::repository::test_desk::{Desk, git, post};

/// A file of an index: its path, a letter for its id, its stage, whether it is only meant to be
/// added, and when it was written.
type File = (String, u8, u16, bool, i32);

fn id(letter: u8) -> Oid {
    Oid::from_bytes(&[letter; 20]).unwrap()
}

fn written(version: u32, files: &[File], place: &Path) -> Vec<u8> {
    let _ = fs::remove_file(place);
    let mut index = Index::open(place).unwrap();
    index.set_version(version).unwrap();
    for (path, letter, stage, intended, second) in files {
        let entry = IndexEntry {
            ctime: IndexTime::new(3, 4),
            mtime: IndexTime::new(*second, 6),
            dev: 7,
            ino: 8,
            mode: 0o100644,
            uid: 9,
            gid: 10,
            file_size: 11,
            id: id(*letter),
            flags: stage << 12,
            flags_extended: if *intended { 1 << 13 } else { 0 },
            path: path.as_bytes().to_owned(),
        };
        index.add(&entry).unwrap();
    }
    index.write().unwrap();
    fs::read(place).unwrap()
}

type Listed = Vec<(String, Oid, u32, u16, u16, u32)>;

fn listed(bytes: &[u8], place: &Path) -> Listed {
    fs::write(place, bytes).unwrap();
    let row = |e: IndexEntry| {
        let path = String::from_utf8(e.path).unwrap();
        (path, e.id, e.mode, (e.flags >> 12) & 3, e.flags_extended & (1 << 13), e.file_size)
    };
    Index::open(place).unwrap().iter().map(row).collect()
}

fn paths() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["a", "b", "a.b", "a0", "ä", "a-long-name"]),
        1..4,
    )
    .prop_map(|names| names.join("/"))
}

fn is_in(one: &str, other: &str) -> bool {
    one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}

proptest! {
    #[test]
    fn replacing_in_bytes_is_replacing_one_by_one(
        files in prop::collection::btree_map(paths(), (1u8..5, 0u16..4, any::<bool>(), 90i32..110), 0..20),
        changes in prop::collection::btree_map(paths(), prop::option::of(5u8..9), 0..6),
        version in 2u32..5,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("index");
        let mut all: Vec<File> = Vec::new();
        for (path, (letter, stage, intended, second)) in files {
            if all.iter().any(|(other, ..)| is_in(&path, other) || is_in(other, &path)) {
                continue;
            }
            let sides = if stage == 0 { vec![0] } else { vec![1, 2, 3] };
            let intended = intended && version > 2 && stage == 0;
            all.extend(sides.into_iter().map(|stage| (path.clone(), letter, stage, intended, second)));
        }
        let mut wanted = Wanted::new();
        for (path, new) in changes {
            if new.is_some() && wanted.iter().any(|(other, entry): (&String, &Option<_>)| entry.is_some() && (is_in(&path, other) || is_in(other, &path))) {
                continue;
            }
            let entry = |letter| (Entry { id: id(letter), mode: 0o100755 }, Stat { size: 12, ..Stat::default() });
            wanted.insert(path, new.map(entry));
        }
        let old = written(version, &all, &place);
        let mut expected = listed(&old, &place);
        // From second 100 on git looks inside, and goes on doing so.
        for row in &mut expected {
            let racy = all.iter().any(|(path, .., second)| *path == row.0 && *second >= 100);
            row.5 = if racy { 0 } else { row.5 };
        }
        for (path, new) in &wanted {
            expected.retain(|(other, ..)| other != path);
            if let Some((entry, stat)) = new {
                expected.retain(|(other, ..)| !is_in(other, path) && !is_in(path, other));
                expected.push((path.clone(), entry.id, 0o100755, 0, 0, stat.size));
            }
        }
        expected.sort();
        expected.sort_by(|one, other| (one.0.as_bytes(), one.3).cmp(&(other.0.as_bytes(), other.3)));
        let new = replaced(&old, 100, &wanted).unwrap();
        prop_assert_eq!(listed(&new, &place), expected);
        for (path, entry) in &wanted {
            let found = ids(&new, &BTreeSet::from([path.as_str()])).unwrap();
            prop_assert_eq!(found.get(path.as_str()).copied(), entry.map(|entry| entry.0.id));
        }
        // Cut short or changed, it is no index.
        let half = &new[..new.len() / 2];
        prop_assert_eq!(replaced(half, 100, &wanted), Err(Unread::Damaged));
    }
}

#[test]
fn git_reads_what_was_written() {
    for version in ["2", "3", "4"] {
        let desk = Desk::new();
        for (path, text) in [("posts/a/one.md", "1"), ("posts/a/two.md", "2"), ("z/file", "z")] {
            desk.write(path, text);
        }
        let long = format!("posts/{}/{}/{}.md", "x".repeat(190), "y".repeat(190), "z".repeat(190));
        desk.write(&long, "long");
        desk.git(&["update-index", "--index-version", version]);
        desk.git(&["add", "-A"]);
        desk.git(&["commit", "-qm", "More"]);
        desk.write("meant.md", "meant");
        if version != "2" {
            desk.git(&["add", "-N", "meant.md"]);
        }
        let place = desk.site.join(".git/index");
        assert!(has(&fs::read(&place).unwrap(), b"TREE"), "git wrote the trees that it knows");
        desk.write("posts/b.md", "b");
        desk.write("posts/a/one.md", "one");
        desk.write(&long, "longer");
        for path in ["posts/b.md", "posts/a/one.md", &long] {
            desk.approve(&post(path)).unwrap();
        }
        fs::remove_file(desk.site.join("z/file")).unwrap();
        desk.approve(&post("z/file")).unwrap();
        // A folder becomes a file, and a file a folder.
        fs::remove_dir_all(desk.site.join("posts/a")).unwrap();
        desk.write("posts/a", "file");
        let mut story = post("posts/a");
        story.earlier = vec!["posts/a/one.md".into(), "posts/a/two.md".into()];
        desk.approve(&story).ok();
        let meant = if version == "2" { "?? meant.md" } else { "A meant.md" };
        let status = desk.git(&["status", "--porcelain"]);
        assert_eq!(status.trim(), meant, "version {version}");
        assert!(has(&fs::read(&place).unwrap(), b"TREE"), "the others are still known");
        assert_eq!(fs::read(&place).unwrap()[7].to_string(), version);
        desk.git(&["rm", "-q", "--cached", "-f", "--ignore-unmatch", "meant.md"]);
        assert_eq!(desk.git(&["write-tree"]), desk.git(&["rev-parse", "HEAD^{tree}"]));
        desk.git(&["fsck", "--strict"]);
    }
}

fn has(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|four| four == name)
}

/// Trees that are remembered for a path that changed would have git take the old ones for it.
#[test]
fn trees_above_a_changed_path_are_forgotten_and_others_kept() {
    let desk = Desk::new();
    desk.write("other/deep/file", "1");
    desk.git(&["add", "-A"]);
    desk.git(&["commit", "-qm", "More"]);
    let place = desk.site.join(".git/index");
    let tree = |name: &str| {
        let bytes = fs::read(&place).unwrap();
        let at = bytes.windows(4).position(|four| four == b"TREE").unwrap();
        let name = format!("{name}\0");
        let at = at + bytes[at..].windows(name.len()).position(|w| w == name.as_bytes()).unwrap();
        bytes[at + name.len()..][..2].to_vec()
    };
    assert_eq!((tree("posts"), tree("deep")), (b"1 ".to_vec(), b"1 ".to_vec()));
    desk.write("posts/old.md", "# Newer\n");
    desk.approve(&post("posts/old.md")).unwrap();
    assert_eq!((tree("posts"), tree("deep")), (b"-1".to_vec(), b"1 ".to_vec()));
}

#[test]
fn a_change_in_the_second_of_the_index_is_still_seen() {
    let desk = Desk::new();
    let place = desk.site.join(".git/index");
    let second = |path: &Path| {
        use std::os::unix::fs::MetadataExt;
        let about = fs::metadata(path).unwrap();
        about.mtime().max(about.ctime())
    };
    for n in 0.. {
        desk.write("layouts/page.html", format!("<main {n}>"));
        desk.git(&["add", "layouts/page.html"]);
        // As long as before, and written over in the same second.
        desk.write("layouts/page.html", format!("<nain {n}>"));
        if second(&desk.site.join("layouts/page.html")) == second(&place) {
            break;
        }
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    std::thread::sleep(Duration::from_secs(1) - Duration::from_nanos(now.subsec_nanos().into()));
    desk.write("posts/new.md", "# New\n");
    desk.approve(&post("posts/new.md")).unwrap();
    let status = git(&desk.site, &["status", "--porcelain"]);
    assert_eq!(status, "MM layouts/page.html");
}
