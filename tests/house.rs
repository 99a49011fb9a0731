//! What people said of the site is shared like a story: reviewed, approved, sent, and put together.

use std::fs;

use galley_core::publish::Publication;
use galley_core::view::{Approval, Fate, State};

use crate::newsroom::{Newsroom, git};

const HOUSE: &str = ".galley/site.toml";
const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";

impl Newsroom {
    /// How far what people said of the site is, as the press room lists it.
    fn house(&mut self) -> Option<State> {
        let press = self.desk.press();
        let among = |stories: &[galley_core::view::PressStory]| stories.iter().any(|one| one.house);
        match (among(&press.ready), among(&press.changed)) {
            (true, _) => Some(State::Approved),
            (_, true) => Some(State::LiveWithChanges),
            _ => None,
        }
    }

    /// What an editor reads of it: each setting, with what went and what came.
    fn settings(&mut self) -> Vec<String> {
        let review = self.desk.review(HOUSE, self.now).expect("it is reviewed");
        assert!(review.house && review.anything, "{review:?}");
        let sign = |fate| match fate {
            Fate::Same => "",
            Fate::In => "+",
            Fate::Out => "-",
        };
        let told = |field: &galley_core::view::FieldChange| {
            let runs = field.runs.iter().map(|run| format!(" {}{}", sign(run.fate), run.text));
            format!("{}:{}", field.field, runs.collect::<String>())
        };
        review.fields.iter().map(told).collect()
    }
}

#[test]
fn what_people_said_of_the_site_reaches_the_team() {
    let mut newsroom = Newsroom::new();
    assert_eq!(newsroom.house(), None, "nobody said anything");
    newsroom.desk.say("figure", &["html".to_owned()]).expect("said");
    let mut rules = newsroom.desk.house_rules();
    rules.labels = vec!["Foto".to_owned()];
    newsroom.desk.set_house_rules(&rules).expect("written");
    newsroom.desk.say("figure", &["title".to_owned()]).expect("said after the rules were changed");
    assert_eq!(newsroom.house(), Some(State::LiveWithChanges));
    assert_eq!(newsroom.settings(), ["check.labels: +Foto", "figure.form: +title"]);

    // A story goes without it as long as nobody approved it.
    newsroom.type_at_end(NOTICE, "More.");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    assert!(matches!(newsroom.publish(&[NOTICE]), Publication::Sent { .. }));
    assert_eq!(newsroom.with_readers(HOUSE), None, "unapproved, it stays");

    let stale = newsroom.desk.review(HOUSE, newsroom.now).expect("it is reviewed").content;
    newsroom.desk.say("figure", &["html".to_owned()]).expect("said");
    let (now, editor) = (newsroom.now, crate::newsroom::editor());
    let approval = newsroom.desk.approve(HOUSE, &stale, &editor, &editor, now);
    assert_eq!(approval.expect("it runs"), Approval::Changed, "exactly what was read");
    assert!(matches!(newsroom.approve(HOUSE), Approval::Approved { state: State::Approved }));
    assert_eq!(newsroom.house(), Some(State::Approved));
    assert_eq!(newsroom.desk.may_not_be_sent(&[HOUSE.to_owned()], newsroom.now), None);
    assert!(newsroom.desk.pages(&[HOUSE.to_owned()]).is_empty(), "it is no page");
    assert!(matches!(newsroom.publish(&[HOUSE]), Publication::Sent { .. }));
    assert_eq!(newsroom.house(), None);
    assert_eq!(newsroom.with_readers(HOUSE).as_deref(), Some(newsroom.file(HOUSE).trim_end()));

    // And back again.
    assert!(matches!(newsroom.undo(&[HOUSE]), Publication::Sent { .. }));
    assert_eq!(newsroom.with_readers(HOUSE), None);
    assert_eq!(newsroom.house(), Some(State::Approved), "it waits here as it was approved");
}

#[test]
fn what_others_said_of_the_site_holds_here_at_once() {
    let mut newsroom = Newsroom::new();
    let other = newsroom.other_computer();
    let site = other.path().join("site");
    fs::create_dir_all(site.join(".galley")).expect("a folder");
    let hers = "# Ours.\n[figure]\nform = \"html\"\n\n[check]\nlabels = [\"Foto\"]\n";
    fs::write(site.join(HOUSE), hers).expect("written");
    git(&site, &["add", HOUSE]);
    git(&site, &["commit", "-qam", "How we keep them"]);
    git(&site, &["push", "-q"]);
    newsroom.keep_in_step();
    let figure = |newsroom: &Newsroom| {
        let rows = newsroom.desk.site_profile().rows;
        let row = rows.into_iter().find(|row| row.id == "figure").expect("there");
        row.choices.into_iter().find(|choice| choice.chosen).expect("one").value
    };
    assert_eq!(figure(&newsroom), ["html"]);
    assert_eq!(newsroom.house(), None, "it came approved");

    // Both say something else: each holds, whoever sends it later.
    fs::write(site.join(HOUSE), hers.replace("[\"Foto\"]", "[\"Foto\", \"Karte\"]"))
        .expect("written");
    git(&site, &["commit", "-qam", "Another label"]);
    git(&site, &["push", "-q"]);
    newsroom.desk.say("figure", &["title".to_owned()]).expect("said");
    assert!(matches!(newsroom.approve(HOUSE), Approval::Approved { .. }));
    assert!(matches!(newsroom.publish(&[HOUSE]), Publication::Sent { .. }));
    let both = "# Ours.\n[figure]\nform = \"title\"\n\n[check]\nlabels = [\"Foto\", \"Karte\"]";
    assert_eq!(newsroom.with_readers(HOUSE).as_deref(), Some(both));
    newsroom.keep_in_step();
    assert_eq!(newsroom.file(HOUSE).trim_end(), both, "and here too");

    // What nobody approved here yet is put together with what comes.
    git(&site, &["pull", "-q"]);
    fs::write(site.join(HOUSE), format!("{both}\none_person = true\n")).expect("written");
    git(&site, &["commit", "-qam", "One may do both"]);
    git(&site, &["push", "-q"]);
    newsroom.desk.say("figure", &["html".to_owned()]).expect("said");
    newsroom.keep_in_step();
    assert_eq!(newsroom.settings(), ["figure.form: -title +html"]);
    assert!(newsroom.desk.house_rules().one_person);
}
