//! The form is the site's: three differently built sites, each kind of control, one field each time.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::app::App;
use crate::driver::{Element, key};
use crate::steps::{git, photograph};

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
    /// The lead picture gets another description.
    Describe(&'static str),
}
use Do::{Add, Choose, Clear, Day, Describe, Turn, Type};

/// The label of the lead picture.
const LEAD: &str = "Lead picture";

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
            let note = if n % 2 == 1 {
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
                     header:\n  image: /assets/{n}.jpg\n  image_description: \"The river on day {day}\"\n  caption: The gauge. # under it\n\
                     {updated}{note}related:\n  - title: Other\n    url: /other/\n\
                     comments: false\n---\n\nText of story {n}.\n",
                    n % 5 == 0
                ),
            )
        },
        picture: Some(|n| format!("assets/{n}.jpg")),
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
            (
                "Note",
                Type("Short."),
                &[
                    "-  A note of the editors that is folded over two lines",
                    "-  of the file.",
                    "+  Short.",
                ],
            ),
            ("Kicker", Clear, &["-kicker: Day 23"]),
            (
                LEAD,
                Describe("The river: low."),
                &[
                    "-  image_description: \"The river on day 24\"",
                    "+  image_description: \"The river: low.\"",
                ],
            ),
        ],
    );
}

#[test]
fn a_hugo_site_of_folders_with_toml() {
    let site = Site {
        files: vec![(
            "hugo.toml",
            "baseURL = 'https://marl.example/'\ntitle = 'Lower Marl'\n".to_owned(),
        )],
        post: |n| {
            let day = n + 1;
            (
                format!("content/posts/story-{n}/index.md"),
                format!(
                    "+++\ntitle = 'Story {n}'\ndescription = \"What happened.\"\ndate = 2026-01-{day:02}T09:00:00-05:00\n\
                     authors = ['Ana Lindqvist']\ntags = ['river']\ndraft = false\nweight = {n} # order\n\
                     series = ['Flood', \"Wall\"]\nissue = '{n}'\n\n[params]\ntoc = true\nmood = '{}'\nembargo = 2026-02-{day:02}\n\n\
                     [cover]\nimage = 'wall.jpg'\nalt = 'The wall' # as seen\ncaption = \"Day {day}.\"\n\
                     +++\n\nText of story {n}.\n",
                    ["calm", "grave"][n % 2]
                ),
            )
        },
        picture: Some(|n| format!("content/posts/story-{n}/wall.jpg")),
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
            (
                LEAD,
                Describe("The wall at noon"),
                &["-alt = 'The wall' # as seen", "+alt = 'The wall at noon' # as seen"],
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
        picture: None,
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

const COLLECTIONS: &str = "\
import { defineCollection, z } from 'astro:content'
const blog = defineCollection({
  schema: ({ image }) => z.object({
    title: z.string(),
    description: z.string(),
    author: z.string(),
    pubDate: z.coerce.date(),
    updatedDate: z.coerce.date().optional(),
    heroImage: image(),
    heroImageAlt: z.string(),
    section: z.enum(['City', 'Courts', 'Schools']),
    minutes: z.number(),
    places: z.array(z.string()),
    correction: z.string().optional(),
    featured: z.boolean().default(false),
    seo: z.object({ title: z.string() }),
    tags: z.array(z.string()).default([]),
  }),
})
export const collections = { blog }
";

/// A collection of Astro's; the newest story lacks four fields that its schema needs.
fn astro() -> Site {
    Site {
        files: vec![
            ("astro.config.mjs", "export default {}\n".to_owned()),
            ("src/content/config.ts", COLLECTIONS.to_owned()),
        ],
        post: |n| {
            let day = n + 1;
            let needed = format!(
                "section: {}\nminutes: {n}\nplaces:\n  - Lower Marl\n  - Fenwick\nseo:\n  title: 'Short {n}'\n",
                ["City", "Courts", "Schools"][n % 3]
            );
            let needed = if n == 23 { "featured: true # on the front page\n" } else { &needed };
            (
                format!("src/content/blog/story-{n}.md"),
                format!(
                    "---\ntitle: 'Story {n}'\ndescription: 'What happened.'\nauthor: Ana Lindqvist\n\
                     pubDate: 2026-01-{day:02}\nheroImage: './hall-{n}.jpg'\nheroImageAlt: 'The hall'\n\
                     {needed}tags: [council]\n---\n\nText of story {n}.\n"
                ),
            )
        },
        picture: Some(|n| format!("src/content/blog/hall-{n}.jpg")),
        newest: "Story 22",
    }
}

#[test]
fn an_astro_collection_with_a_schema() {
    astro().with_each(
        "astro",
        &[
            ("Section", Choose("Schools"), &["-section: Courts", "+section: Schools"]),
            ("Minutes", Type("7"), &["-minutes: 22", "+minutes: 7"]),
            ("Featured", Turn, &["+featured: true"]),
            ("Places", Add("Orrin"), &["+  - Orrin"]),
            ("Headline in search", Type("Hall"), &["-  title: 'Short 22'", "+  title: 'Hall'"]),
            ("Correction", Type("A name."), &["+correction: 'A name.'"]),
            ("Updated", Day("2026-07-04"), &["+updatedDate: 2026-07-04"]),
            (
                LEAD,
                Describe("The hall, empty"),
                &["-heroImageAlt: 'The hall'", "+heroImageAlt: 'The hall, empty'"],
            ),
        ],
    );
}

#[test]
fn what_the_schema_needs_is_marked_until_it_is_there() {
    let home = tempfile::tempdir().expect("a home");
    let folder = astro().make(home.path());
    let app = App::start(home.path(), Some(&folder));
    app.open_story("Story 23").click("Story");
    let marked = || {
        let marked = app.driver.run(
            "return [...document.querySelectorAll('.side .field')]
               .filter((one) => one.textContent.includes('This site needs it'))
               .map((one) => one.querySelector('label, .lab').textContent.trim()).join('|')",
            json!([]),
        );
        marked.as_str().unwrap_or_default().to_owned()
    };
    app.control("Section");
    let until = |wanted: &str| {
        app.driver.wait(&format!("“{wanted}” are marked"), || {
            let now: Vec<String> =
                marked().split('|').map(|one| one.replace("This site needs it", "")).collect();
            (now.join("|") == wanted).then_some(())
        });
    };
    until("Section|Minutes|Places|Headline in search");
    app.shots("needed");
    app.driver.resize(1400, 900);
    app.act("Section", &Choose("City"));
    until("Minutes|Places|Headline in search");
    app.act("Minutes", &Type("4"));
    until("Places|Headline in search");
    app.act("Places", &Add("Orrin"));
    until("Headline in search");
    app.until_saved();
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(changed_lines(&folder), "+section: 'City'\n+minutes: 4\n+places: ['Orrin']");
}

/// A site made for a test: 24 posts and what tells its generator.
struct Site {
    files: Vec<(&'static str, String)>,
    post: fn(usize) -> (String, String),
    /// Where the lead picture of a post lies.
    picture: Option<fn(usize) -> String>,
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
            app.click("Story");
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
        let bytes = photograph(480, 320);
        for n in 0..24 {
            let Some(picture) = self.picture else { break };
            let file = folder.join(picture(n));
            fs::create_dir_all(file.parent().expect("in a folder")).expect("made");
            fs::write(file, &bytes).expect("written");
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
                 const lead = arguments[0] === 'Lead picture' ? document.querySelector('.side .lead-short button') : null;
                 const control = label?.control ?? turn ?? lead;
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
             if (control.closest('.lead-short')) return control.closest('.lead-short').textContent;
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
            Describe(words) => {
                self.driver.click(&control);
                self.driver.find(".side textarea[id$='-alt']");
                self.fill(".side textarea[id$='-alt']", words);
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
