//! The fields of the site's own: set, shown in the review, taken out again.

use galley_core::view::{Control, FieldEdit, FieldValue, OwnField};

use crate::newsroom::Newsroom;

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";

fn text(text: &str) -> FieldValue {
    FieldValue::Text { text: text.to_owned() }
}

impl Newsroom {
    /// Gives other stories of the sample a field that this one lacks.
    fn with_sections(mut self) -> Newsroom {
        for (n, slug) in
            ["jury-letter", "calder-court-breakers", "night-court-bus"].iter().enumerate()
        {
            let path = self.path(slug);
            let before = self.file(&path);
            let own = format!("---\nsection: \"Courts\"\nminutes: {n}\ntitle:");
            self.write_outside(&path, before.replacen("---\ntitle:", &own, 1));
        }
        let events = self.desk.seen_outside(None, self.now);
        assert!(!events.is_empty());
        self
    }

    fn set_own(&mut self, key: &str, value: FieldValue) -> Vec<OwnField> {
        let edit = FieldEdit::Own { key: vec![key.to_owned()], value };
        self.set(NOTICE, edit).metadata.own
    }
}

#[test]
fn a_field_that_neighbours_have_is_offered_set_reviewed_and_taken_out() {
    let mut newsroom = Newsroom::new().with_sections();
    let before = newsroom.file(NOTICE);
    let offered = newsroom.open(NOTICE).metadata.own;
    let field = |own: &[OwnField], key: &str| {
        own.iter().find(|field| field.key == [key]).cloned().expect("it is offered")
    };
    assert_eq!(field(&offered, "section").control, Control::Choice, "one that recurs");
    assert_eq!(field(&offered, "minutes").value, FieldValue::None, "the story lacks it");
    let choices = newsroom.desk.choices();
    let sections = choices.own.iter().find(|own| own.key == ["section"]).expect("it has choices");
    assert_eq!(sections.choices, ["Courts"]);

    newsroom.set_own("section", text("Health"));
    let own = newsroom.set_own("minutes", FieldValue::Number { text: "2".to_owned() });
    assert_eq!(field(&own, "section").value, text("Health"));
    newsroom.save(NOTICE);
    let now = newsroom.file(NOTICE);
    let come: Vec<&str> = now.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(come, ["section: \"Health\"", "minutes: 2"], "in the site's types");
    let review = newsroom.desk.review(NOTICE, newsroom.now).expect("it is reviewed");
    let changed: Vec<&str> = review.fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(changed, ["section", "minutes"]);

    newsroom.set_own("section", FieldValue::None);
    newsroom.set_own("minutes", FieldValue::None);
    newsroom.save(NOTICE);
    assert_eq!(newsroom.file(NOTICE), before, "byte for byte as it was");
}

#[test]
fn a_field_that_is_shared_says_so_and_is_not_changed() {
    let mut newsroom = Newsroom::new();
    let before = newsroom.file(NOTICE);
    let shared = before.replacen("---\n", "---\ndesk: &desk Metro\nteam: *desk\n", 1);
    newsroom.write_outside(NOTICE, &shared);
    newsroom.desk.seen_outside(None, newsroom.now);
    let own = newsroom.open(NOTICE).metadata.own;
    assert!(own.iter().all(|field| field.locked.is_some()), "{own:?}");
    let edit = FieldEdit::Own { key: vec!["desk".to_owned()], value: text("News") };
    assert!(newsroom.desk.set_field(NOTICE, &edit, newsroom.now).is_err());
    newsroom.save(NOTICE);
    assert_eq!(newsroom.file(NOTICE), shared);
}

#[test]
fn a_byline_of_ids_shows_names_and_stays_one_of_ids() {
    let post: &[u8] = b"---\nlayout: post\ntitle: One\nauthor: ana\ndate: 2026-03-09 09:00:00 +0000\n---\nText.\n";
    let people: &[u8] = b"ana:\n  name: Ana Lindqvist\nzoe:\n  name: Zo\xc3\xab \xc3\x87elik\n";
    let mut newsroom = Newsroom::of(
        &[
            ("_config.yml", b"title: The Orrin Record\n"),
            ("_data/authors.yml", people),
            ("_posts/2026-03-09-one.md", post),
        ],
        "none/",
    );
    let path = "_posts/2026-03-09-one.md";
    assert_eq!(newsroom.open(path).metadata.authors, ["Ana Lindqvist"]);
    assert_eq!(newsroom.desk.choices().authors, ["Ana Lindqvist", "Zoë Çelik"]);
    newsroom.set(path, FieldEdit::Authors { value: vec!["Zoë Çelik".to_owned()] });
    newsroom.save(path);
    let before = String::from_utf8_lossy(post).into_owned();
    assert_eq!(newsroom.file(path), before.replace("author: ana", "author: zoe"), "one line");
    assert_eq!(newsroom.open(path).metadata.authors, ["Zoë Çelik"]);
}
