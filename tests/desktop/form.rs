//! The form is the site's: three differently built sites, each kind of control, one field each time.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::app::App;
use crate::driver::{Element, key};
use crate::steps::git;

/// What is done to a field in the form.
enum Do {
    /// Everything in it is replaced by what is typed.
    Type(&'static str),
    /// Everything in it goes, and the field is left.
    Clear,
    /// A value of the list is chosen.
    Choose(&'static str),
    /// A switch is turned.
    Turn,
    /// A day is picked.
    Day(&'static str),
    /// An item is added.
    Add(&'static str),
}
use Do::{Add, Choose, Clear, Day, Turn, Type};

/// A field's label, what is done, and what git says has changed: lines out and lines in.
type Step = (&'static str, Do, &'static [&'static str]);

#[test]
fn a_jekyll_site_with_yaml() {
    let site = Site {
        files: vec![("_config.yml", "title: The Lower Marl Line\n".to_owned())],
        post: |n| {
            let (day, section) = (n + 1, ["News", "Sport", "Opinion"][n % 3]);
            let updated =
                if n % 4 == 3 { "last_modified_at: 2026-02-01 08:00:00 -0500\n" } else { "" };
            let note = if n % 2 == 0 {
                "note: >-\n  A note of the editors that is folded over two lines\n  of the file.\n"
            } else {
                ""
            };
            (
                format!("_posts/2026-01-{day:02}-story-{n}.md"),
                format!(
                    "---\nlayout: post\ntitle: Story {n}\ndescription: 'What happened on day {day}.'\n\
                     author: Ana Lindqvist\ndate: 2026-01-{day:02} 09:00:00 -0500\ntags: [river, council]\n\
                     section: {section} # as in the menu\nreading_time: {n}\nfeatured: {}\nkicker: Day {n}\n\
                     image: /assets/{n}.jpg\n{updated}{note}related:\n  - title: Other\n    url: /other/\n\
                     comments: false\n---\n\nText of story {n}.\n",
                    n % 5 == 0
                ),
            )
        },
        newest: "Story 23",
    };
    site.with_each(
        "jekyll",
        &[
            (
                "Section",
                Choose("Sport"),
                &["-section: Opinion # as in the menu", "+section: Sport # as in the menu"],
            ),
            ("Reading time", Type("12"), &["-reading_time: 23", "+reading_time: 12"]),
            ("Featured", Turn, &["-featured: false", "+featured: true"]),
            ("Kicker", Type("Day 24: no"), &["-kicker: Day 23", "+kicker: \"Day 24: no\""]),
            (
                "Updated",
                Day("2026-07-04"),
                &[
                    "-last_modified_at: 2026-02-01 08:00:00 -0500",
                    "+last_modified_at: 2026-07-04 08:00:00 -0400",
                ],
            ),
            ("Note", Type("Short."), &["+note: Short."]),
            ("Kicker", Clear, &["-kicker: Day 23"]),
        ],
    );
}

#[test]
fn a_hugo_site_with_toml() {
    let site = Site {
        files: vec![(
            "hugo.toml",
            "baseURL = 'https://marl.example/'\ntitle = 'Lower Marl'\n".to_owned(),
        )],
        post: |n| {
            let day = n + 1;
            (
                format!("content/posts/story-{n}.md"),
                format!(
                    "+++\ntitle = 'Story {n}'\ndescription = \"What happened.\"\ndate = 2026-01-{day:02}T09:00:00-05:00\n\
                     authors = ['Ana Lindqvist']\ntags = ['river']\ndraft = false\nweight = {n} # order\n\
                     series = ['Flood', \"Wall\"]\nissue = '{n}'\n\n[params]\ntoc = true\nmood = '{}'\nembargo = 2026-02-{day:02}\n\
                     +++\n\nText of story {n}.\n",
                    ["calm", "grave"][n % 2]
                ),
            )
        },
        newest: "Story 23",
    };
    site.with_each(
        "hugo",
        &[
            ("Weight", Type("-3.5"), &["-weight = 23 # order", "+weight = -3.5 # order"]),
            ("Table of contents", Turn, &["-toc = true", "+toc = false"]),
            ("Mood", Choose("calm"), &["-mood = 'grave'", "+mood = 'calm'"]),
            ("Issue", Type("42"), &["-issue = '23'", "+issue = '42'"]),
            ("Embargo", Day("2026-07-04"), &["-embargo = 2026-02-24", "+embargo = 2026-07-04"]),
            (
                "Series",
                Add("River"),
                &["-series = ['Flood', \"Wall\"]", "+series = ['Flood', \"Wall\", \"River\"]"],
            ),
        ],
    );
}

#[test]
fn an_eleventy_site_with_nested_yaml() {
    let site = Site {
        files: vec![(".eleventy.js", "module.exports = () => ({});\n".to_owned())],
        post: |n| {
            let day = n + 1;
            (
                format!("posts/story-{n}.md"),
                format!(
                    "---\ntitle: \"Story {n}\"\ndescription: \"What happened.\"\ndate: 2026-01-{day:02}\nauthors:\n- Ana Lindqvist\n\
                     tags:\n- river\nseo:\n  title: \"Short {n}\"\n  noindex: false\ntopics:\n- water\n- council\n\
                     corrected: \"2026-02-{day:02}\"\nedition: \"{n}\"\n---\nText of story {n}.\n"
                ),
            )
        },
        newest: "Story 23",
    };
    site.with_each(
        "eleventy",
        &[
            (
                "Headline in search",
                Type("Shorter"),
                &["-  title: \"Short 23\"", "+  title: \"Shorter\""],
            ),
            ("Seo noindex", Turn, &["-  noindex: false", "+  noindex: true"]),
            ("Topics", Add("Law"), &["+- Law"]),
            (
                "Corrected",
                Day("2026-07-04"),
                &["-corrected: \"2026-02-24\"", "+corrected: \"2026-07-04\""],
            ),
            ("Edition", Type("7"), &["-edition: \"23\"", "+edition: \"7\""]),
        ],
    );
}

/// A site made for a test: 24 posts and what tells its generator.
struct Site {
    files: Vec<(&'static str, String)>,
    post: fn(usize) -> (String, String),
    newest: &'static str,
}

impl Site {
    /// Does each step on the newest story, looks at the lines that differ, and puts the file back.
    fn with_each(&self, name: &str, steps: &[Step]) {
        let home = tempfile::tempdir().expect("a home");
        let folder = self.make(home.path());
        let app = App::start(home.path(), Some(&folder));
        for (label, act, lines) in steps {
            app.open_story(self.newest);
            app.click("Story");
            let before = app.shown(label);
            app.act(label, act);
            let mut found = String::new();
            let deadline = std::time::Instant::now() + crate::driver::PATIENCE;
            while found != lines.join("\n") {
                assert!(std::time::Instant::now() < deadline, "{name}, {label}: {found}");
                std::thread::sleep(std::time::Duration::from_millis(100));
                found = changed_lines(&folder);
            }
            git(&folder, &["checkout", "-q", "."]);
            app.driver.run("document.activeElement?.blur()", json!([]));
            app.driver.wait(&format!("“{label}” as it was"), || {
                (app.shown(label) == before).then_some(())
            });
        }
        app.shots(name);
    }

    fn make(&self, home: &Path) -> PathBuf {
        let folder = home.join("site");
        let posts = (0..24).map(self.post);
        let files = self.files.iter().map(|(path, text)| ((*path).to_owned(), text.clone()));
        for (path, text) in files.chain(posts) {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().expect("in a folder")).expect("made");
            fs::write(file, text).expect("written");
        }
        git(&folder, &["init", "-q"]);
        git(&folder, &["add", "."]);
        let who = ["-c", "user.name=Ana", "-c", "user.email=ana@marl.example"];
        git(&folder, &[&who[..], &["commit", "-q", "-m", "Stories"]].concat());
        folder
    }
}

/// Lines that went and came, as git has them, with nothing around them.
fn changed_lines(folder: &Path) -> String {
    let diff = git(folder, &["diff", "--unified=0"]);
    let lines = diff.lines().filter(|line| {
        line.starts_with(['-', '+']) && !line.starts_with("---") && !line.starts_with("+++")
    });
    lines.collect::<Vec<_>>().join("\n")
}

impl App {
    /// The control with this label in the story's form.
    fn control(&self, label: &str) -> Element {
        self.driver.wait(&format!("the field “{label}”"), || {
            let found = self.driver.run(
                "for (const one of document.querySelectorAll('[data-here]')) one.removeAttribute('data-here');
                 const label = [...document.querySelectorAll('.side .field label')].find((one) => one.textContent.trim() === arguments[0]);
                 const turn = [...document.querySelectorAll('[role=switch]')].find((one) => one.textContent.trim() === arguments[0]);
                 const control = label?.control ?? turn;
                 control?.setAttribute('data-here', '');
                 control?.closest('details')?.setAttribute('open', '');
                 control?.scrollIntoView({block: 'center'});
                 return Boolean(control)",
                json!([label]),
            );
            found.as_bool().filter(|found| *found).map(|_| ())
        });
        self.driver.find("[data-here]")
    }

    /// What the control with this label shows.
    fn shown(&self, label: &str) -> String {
        self.control(label);
        let shown = self.driver.run(
            "const control = document.querySelector('[data-here]');
             const chips = control.closest('.field')?.querySelectorAll('.chip') ?? [];
             return [control.value, control.getAttribute('aria-checked'), ...[...chips].map((chip) => chip.textContent)].join('|')",
            json!([]),
        );
        shown.as_str().unwrap_or_default().to_owned()
    }

    fn act(&self, label: &str, act: &Do) {
        let control = self.control(label);
        let value = |value: &str, event: &str| {
            self.driver.run(
                "const control = document.querySelector('[data-here]');
                 control.value = arguments[0];
                 control.dispatchEvent(new Event(arguments[1], {bubbles: true}));",
                json!([value, event]),
            );
        };
        match act {
            Choose(choice) => value(choice, "change"),
            Day(day) => value(day, "input"),
            Turn => self.driver.click(&control),
            Add(item) => {
                self.driver.click(&control);
                self.driver.type_letters(item);
                self.driver.press(&[key::ENTER]);
            }
            Type(text) => {
                self.driver.click(&control);
                self.driver.press(&[key::CONTROL, "a"]);
                self.driver.type_letters(text);
            }
            Clear => {
                self.driver.click(&control);
                self.driver.press(&[key::CONTROL, "a"]);
                self.driver.press(&[key::DELETE]);
                self.driver.press(&[key::TAB]);
            }
        }
    }

    /// The form by day and by night, in a wide window and in a narrow one.
    fn shots(&self, name: &str) {
        for (theme, width) in [("light", 1400), ("dark", 1400), ("light", 900), ("dark", 700)] {
            self.driver.run(
                "document.documentElement.dataset.theme = arguments[0];
                 document.querySelector('.side .scroll')?.scrollTo(0, 0)",
                json!([theme]),
            );
            self.driver.resize(width, 1000);
            if width < 720 {
                // The form slides over the manuscript when it is asked for.
                self.driver.press(&[key::CONTROL, key::SHIFT, "s"]);
                self.driver.find(".side.over");
            }
            self.shot(&format!("20-form-{name}-{theme}-{width}"));
        }
    }
}
