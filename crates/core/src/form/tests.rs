#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::metadata::{self, Format};
use crate::site::{Generator, Kind, Site};
use crate::story::FieldError;
use crate::view::{Control as Shown, FieldEdit, FieldValue};

/// A profile as of a site without posts: the usual keys.
fn profile() -> Profile {
    let folder = tempfile::tempdir().unwrap();
    let mut profile = Site::open(folder.path()).unwrap().0.profile;
    profile.time_zone = "America/New_York".into();
    profile
}

fn read(header: &str) -> Fields {
    metadata::read(&format!("---\n{header}---\n")).unwrap()
}

/// The form of a site with these headers.
fn form<S: AsRef<str>>(headers: impl IntoIterator<Item = S>) -> Form {
    let mut form = Form::default();
    for header in headers {
        form.add(&counted_in(header.as_ref()));
    }
    form
}

fn counted_in(header: &str) -> Counted {
    let (fields, profile) = (read(header), profile());
    counted("news/a.md", Some(&fields), &Story::read(&fields, &profile, None), &profile)
}

#[test]
fn a_day_in_words_stays_in_words() {
    for (raw, day, written) in [
        ("Jul 08 2022", "2025-02-03", "Feb 03 2025"),
        ("July 8, 2022", "2025-02-13", "February 13, 2025"),
        ("8 July 2022", "2025-02-03", "3 February 2025"),
        ("8. Juli 2022", "2025-02-03", ""),
    ] {
        let form = DateForm::of(raw, true);
        let text = form.map(|form| form.write(day, "", "").unwrap());
        let text = text.and_then(|value| value.text()).unwrap_or_default();
        assert_eq!(text, written, "{raw}");
    }
}

fn key(name: &str) -> Vec<String> {
    name.split('.').map(str::to_owned).collect()
}

/// The whole header after a change of one field.
fn after(header: &str, form: &Form, name: &str, value: FieldValue) -> Result<String, String> {
    changed(&format!("---\n{header}---\n"), form, &key(name), value)
        .map(|text| text["---\n".len()..text.len() - "---\n".len()].to_owned())
}

fn changed(text: &str, form: &Form, key: &[String], value: FieldValue) -> Result<String, String> {
    let edit = FieldEdit::Own { key: key.to_vec(), value };
    let fields = metadata::read(text).unwrap();
    let edits = crate::story::edits(&edit, &fields, None, &profile(), form.field_of(&edit))
        .map_err(|error| error.to_string())?;
    metadata::edit(text, &edits).map_err(|error| error.to_string())
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text { text: text.into() }
}

fn number(text: &str) -> FieldValue {
    FieldValue::Number { text: text.into() }
}

fn list(items: &[&str]) -> FieldValue {
    FieldValue::List { items: items.iter().map(|item| (*item).to_owned()).collect() }
}

fn date(day: &str, time: &str) -> FieldValue {
    FieldValue::Date { day: day.into(), time: time.into(), zone: "America/New_York".into() }
}

#[test]
fn the_control_is_that_of_most_values() {
    let sentence = "A sentence that goes on for longer than a line of the form can hold it, and \
                    then goes on for one more, until nobody would want it in a field of one line.";
    let long = format!("k: {sentence}\n");
    for (values, control, why) in [
        (&["k: One", "k: Two", "k: Three"][..], Control::Text, "all different"),
        (&["k: a", "k: b", "k: a", "k: a", "k: b", "k: a"], Control::Choice, "two that recur"),
        (&["k: a", "k: b", "k: c", "k: d", "k: e", "k: a"], Control::Text, "hardly any recurs"),
        (&["k: a.jpg", "k: /img/B.PNG", "k: c.webp"], Control::Picture, "names of pictures"),
        (&[long.trim(), "k: Short"], Control::LongText, "one of two is long"),
        (&["k: |\n  One\n  Two", "k: a", "k: b"], Control::LongText, "several lines"),
        (&["k: 1", "k: 2.5", "k: \"3\""], Control::Number, "most are numbers"),
        (&["k: \"1\"", "k: \"2\"", "k: 3"], Control::Text, "most are texts of digits"),
        (&["k: true", "k: false"], Control::Switch, "yes or no"),
        (&["k: no", "k: yes"], Control::Text, "words that only some readers take for yes or no"),
        (&["k: 2024-01-02", "k: 2024-02-03"], Control::Date { time: false }, "days"),
        (&["k: \"2024-01-02\"", "k: x"], Control::Text, "the first of equals is the wider one"),
        (&["k: \"2024-01-02\""], Control::Date { time: false }, "a day in quotes"),
        (&["k: 2024-01-02T03:04:05Z"], Control::Date { time: true }, "with a time"),
        (&["k: 2024-01-02 03:04:05 -0700"], Control::Date { time: true }, "as Jekyll has it"),
        (&["k: [a, b]", "k: [a]"], Control::List, "a list"),
        (&["k: [a, b]", "k: a"], Control::List, "a list that is a text when it is single"),
        (&["k:\n  - n: a"], Control::Structured, "a list of maps"),
        (&["k:", "k: \"\"", "k: []"], Control::Text, "nothing but empty ones"),
        (&["k:", "k: 3"], Control::Number, "empty ones do not count"),
    ] {
        let form = form(values.iter().map(|value| format!("{value}\n")));
        assert_eq!(form.fields()[0].control, control, "{why}: {values:?}");
    }
}

#[test]
fn the_key_of_an_address_is_changed_with_the_address_alone() {
    let fields = read("title: T\nslug: high-tide\nmood: calm\n");
    for (generator, shown) in [(Generator::Hugo, 1), (Generator::Generic, 2)] {
        let mut profile = profile();
        profile.generator = generator;
        let found = Form::default().fields_of("a.md", &fields, &profile);
        assert_eq!(found.len(), shown, "{generator:?}: {found:?}");
    }
}

#[test]
fn keys_of_the_model_are_left_out_and_maps_are_gone_into() {
    let fields = read(
        "title: T\ndescription: D\nimage:\n  src: a.jpg\n  size: 2\nseo:\n  title: S\n\
         a.b: dotted\na:\n  b: nested\nempty: {}\n",
    );
    let found: Vec<Vec<String>> =
        own(&fields, &profile().keys).iter().map(|(key, _)| names(key)).collect();
    let expected = ["image size", "seo title", "a.b", "a b", "empty"];
    let expected: Vec<Vec<String>> =
        expected.iter().map(|key| key.split(' ').map(str::to_owned).collect()).collect();
    assert_eq!(found, expected, "a key with a dot is another than a key in a map");
}

#[test]
fn the_fields_that_most_posts_use_come_first_and_templates_last() {
    let headers = (0..40).map(|n| {
        let series = if n % 2 == 0 { "series: Courts\n" } else { "" };
        let once = if n == 7 { "css: extra.css\n" } else { "" };
        let minutes = if n == 39 { "" } else { "minutes: 4\n" };
        format!("layout: post\ndraft: false\n{series}{minutes}{once}summary_card: large {n}\n")
    });
    let form = form(headers);
    let shown: Vec<(String, u32, bool, bool)> = form
        .fields()
        .iter()
        .map(|field| (field.key.to_string(), field.posts, field.needed, field.more))
        .collect();
    let row = |key: &str, posts, needed, more| (key.to_owned(), posts, needed, more);
    assert_eq!(
        shown,
        [
            row("layout", 40, true, true),
            row("draft", 40, true, true),
            row("summary_card", 40, true, false),
            row("minutes", 39, false, false),
            row("series", 20, false, false),
            row("css", 1, false, true),
        ],
        "of 40 posts 39 are not 98 of a hundred; one is rare; one value in all \
         is the template's"
    );
}

#[test]
fn a_post_that_is_taken_out_leaves_no_trace() {
    let headers =
        ["k: a\ntags: [x]\n", "k: 2\nm:\n  d: 2024-01-01\n", "k: [u, v]\nlong: |\n  a\n  b\n"];
    let mut both = form(headers);
    let other = counted_in("k: b\nm:\n  d: \"2024-01-01T10:00\"\nonly: here\ntags: [y]\n");
    let (fields, choices) = (both.fields().to_vec(), both.choices());
    both.add(&other);
    assert_ne!(both.fields(), fields);
    both.take_out(&other);
    assert_eq!(both.fields(), fields);
    assert_eq!(both.choices(), choices);
    headers.iter().for_each(|header| both.take_out(&counted_in(header)));
    assert_eq!((both.fields(), both.choices()), (&[][..], view::Choices::default()));
}

#[test]
fn values_are_completed_by_how_often_they_are_used() {
    let form =
        form(["s: [b, a]\ntags: [x, y]\n", "s: [b]\ntags: [y]\n", "s: [c]\nauthors: [Ana]\n"]);
    let choices = form.choices();
    assert_eq!(choices.tags, ["y", "x"]);
    assert_eq!(choices.authors, ["Ana"]);
    assert_eq!(choices.own[0].choices, ["b", "a", "c"]);
}

#[test]
fn a_change_keeps_the_type_and_the_lines_of_its_neighbours() {
    let site = form([
        "num: 1\nq: \"1\"\non: true\nday: 2024-01-02\nat: 2024-01-02 03:04:05 -0500\nquoted: \"2024-01-02\"\n\
         zulu: 2024-01-02T03:04:05Z\nl: [a, b]\nyears: [2020, 2021]\none: [x]\nseo:\n  title: S\n  x: 1\nt: Text\n",
    ]);
    for (before, name, value, wanted, why) in [
        (
            "num: 1 # c\nz: 1\n",
            "num",
            number("12"),
            "num: 12 # c\nz: 1\n",
            "a number, its comment stays",
        ),
        ("q: \"5\"\n", "q", text("6"), "q: \"6\"\n", "digits in quotes stay in quotes"),
        ("num: \"5\"\n", "num", text("6"), "num: \"6\"\n", "also where the site has numbers"),
        ("on: true\n", "on", FieldValue::Switch { on: false }, "on: false\n", "a switch"),
        ("t: 'It''s'\n", "t", text("It’s"), "t: 'It’s'\n", "quotes as they are"),
        ("t: a\n", "t", text("no"), "t: \"no\"\n", "a word that some take for false"),
        ("day: 2024-01-02\n", "day", date("2026-11-18", ""), "day: 2026-11-18\n", "a day"),
        (
            "at: 2024-01-02 03:04:05 -0500\n",
            "at",
            date("2026-07-18", "09:30"),
            "at: 2026-07-18 09:30:00 -0400\n",
            "spaces and no colon, summer time",
        ),
        (
            "quoted: \"2024-01-02\"\n",
            "quoted",
            date("2026-11-18", ""),
            "quoted: \"2026-11-18\"\n",
            "in quotes",
        ),
        (
            "zulu: 2024-01-02T03:04:05Z\n",
            "zulu",
            date("2026-11-18", "09:00"),
            "zulu: 2026-11-18T09:00:00-05:00\n",
            "Z only where it is true",
        ),
        (
            "l:\n  - a\n  - b\n",
            "l",
            list(&["a", "c", "b"]),
            "l:\n  - a\n  - c\n  - b\n",
            "an item between",
        ),
        (
            "years: [2020]\n",
            "years",
            list(&["2020", "2022"]),
            "years: [2020, 2022]\n",
            "numbers stay numbers",
        ),
        ("one: x\n", "one", list(&["z"]), "one: z\n", "a single text stays one"),
        ("one: x\n", "one", list(&["x", "z"]), "one:\n  - x\n  - z\n", "until there are two"),
        ("a: 1\n", "num", number("3"), "a: 1\nnum: 3\n", "added in the site's type"),
        (
            "a: 1\n",
            "quoted",
            date("2026-11-18", ""),
            "a: 1\nquoted: \"2026-11-18\"\n",
            "and in its form",
        ),
        ("a: 1\n", "seo.title", text("S"), "a: 1\nseo:\n  title: \"S\"\n", "added with its map"),
        (
            "seo:\n  x: 1\n",
            "seo.title",
            text("S"),
            "seo:\n  x: 1\n  title: \"S\"\n",
            "into its map",
        ),
        ("a: 1\nt: b\n", "t", FieldValue::None, "a: 1\n", "cleared, it goes"),
        (
            "a: 1\nt: b\n",
            "t",
            text(""),
            "a: 1\nt: \"\"\n",
            "while it is written, it keeps its place",
        ),
        ("a: 1\n", "t", text(""), "a: 1\n", "nothing is not added"),
        ("a: 1\nseo:\n  title: S\n", "seo.title", FieldValue::None, "a: 1\n", "the last of a map"),
        ("a: 1\nl: [x]\n", "l", list(&[]), "a: 1\n", "no item, no list"),
        (
            "t: |\n  One\n  Two\n",
            "t",
            text("One\nThree"),
            "t: |\n  One\n  Three\n",
            "a block stays one",
        ),
        ("t: a   # c\n", "t", text("a"), "t: a   # c\n", "what says the same is left alone"),
    ] {
        assert_eq!(after(before, &site, name, value).as_deref(), Ok(wanted), "{why}");
    }
}

#[test]
fn an_empty_field_stays_where_the_site_writes_it_so() {
    let site = form(["t: a\nl: [x]\n", "t: \"\"\nl: []\n", "t:\nl: []\n", "t: \"\"\nl: []\n"]);
    for (before, name, wanted) in [("t: b\n", "t", "t: \"\"\n"), ("l: [b]\n", "l", "l: []\n")] {
        assert_eq!(after(before, &site, name, FieldValue::None).as_deref(), Ok(wanted));
    }
}

#[test]
fn what_is_none_of_its_kind_is_refused() {
    let site = form(["n: 1\nd: 2024-01-02\ns:\n  - x: 1\n"]);
    for (name, value, why) in [
        ("n", number("twelve"), "no number"),
        ("n", number("007"), "octal to some"),
        ("n", number("1,5"), "a comma"),
        ("d", date("2026-02-30", ""), "no such day"),
        ("d", date("2026-02-03", "25:00"), "no such time"),
        ("s", FieldValue::Structured { text: "x".into() }, "parts are not set here"),
    ] {
        assert!(after("a: 1\n", &site, name, value).is_err(), "{why}");
    }
}

/// The header after a field was said in one text, as somebody says it on the command line.
fn after_said(header: &str, form: &Form, name: &str, words: &str) -> Result<String, FieldError> {
    let (path, fields) = (KeyPath::from(name), read(header));
    let (field, old) = (form.field(&path), fields.get(&path));
    let value = said(words, "news/a.md", field, old, &profile())?;
    Ok(after(header, form, name, value).unwrap())
}

#[test]
fn what_is_said_in_one_text_becomes_a_value_of_the_field() {
    let habits = "published: true\nsticky: false\nsince: 2024-01-02\nminutes: 3\ncity: Orrin\n";
    let mut site = form((0..30).map(|_| habits));
    site.schema.push(SchemaField {
        choices: vec!["News".into(), "Sport".into()],
        ..what_a_schema_says("news", "section", Kind::Choice)
    });
    for (header, name, words, wanted, why) in [
        ("published: true\n", "published", "no", "published: false\n", "no is no text"),
        ("published: true\n", "published", "Off", "published: false\n", "in any case"),
        ("a: 1\n", "sticky", "yes", "a: 1\nsticky: true\n", "as the others have it"),
        ("sticky: \"no\"\n", "sticky", "no", "sticky: false\n", "a text in the place of a switch"),
        ("a: 1\nsticky: true\n", "sticky", "", "a: 1\n", "cleared"),
        ("a: 1\nsince: 2024-01-02\n", "since", "", "a: 1\n", "a date too"),
        ("a: 1\nminutes: 2\n", "minutes", "", "a: 1\n", "and a number"),
        ("a: 1\nsince: 2024-01-02\n", "since", "2025-02-03", "a: 1\nsince: 2025-02-03\n", "a day"),
        ("a: 1\n", "section", "Sport", "a: 1\nsection: \"Sport\"\n", "one of the choices"),
        ("a: 1\nsection: News\n", "section", "", "a: 1\n", "none of them"),
        ("a: 1\n", "city", "Calder", "a: 1\ncity: \"Calder\"\n", "no schema asks for the others'"),
    ] {
        assert_eq!(after_said(header, &site, name, words).as_deref(), Ok(wanted), "{why}");
    }
    for (name, words, error) in [
        ("published", "maybe", FieldError::NotASwitch("maybe".into())),
        ("since", "tomorrow", FieldError::NotADate("tomorrow".into())),
        ("section", "Weather", FieldError::NotAChoice("Weather".into(), "News, Sport".into())),
    ] {
        assert_eq!(after_said("a: 1\n", &site, name, words), Err(error), "{name}");
    }
}

#[test]
fn a_story_is_shown_with_what_it_has_and_what_its_neighbours_have() {
    let site = form((0..20).map(|n| {
        format!("n: {n}\nat: 2024-01-02T03:04:05-05:00\nparts:\n  - x: 1\nsection: {}\n", n % 2)
    }));
    let fields =
        read("n: \"5\"\nsection: News\nown: yes and no\nparts:\n  - name: A\n    url: b\n");
    let shown = site.fields_of("", &fields, &profile());
    let row = |name: &str| shown.iter().find(|field| field.key == [name]).unwrap();
    for (name, control, value, needed, why) in [
        ("n", Shown::Text, text("5"), true, "the story's own type counts"),
        ("at", Shown::DayAndTime, FieldValue::None, true, "offered though it lacks it"),
        ("section", Shown::Text, text("News"), true, "a text among numbers"),
        ("own", Shown::Text, text("yes and no"), false, "no other story has it"),
        (
            "parts",
            Shown::Structured,
            FieldValue::Structured { text: "name: A, url: b".into() },
            true,
            "shown as text",
        ),
    ] {
        let field = row(name);
        assert_eq!((field.control, &field.value, field.needed), (control, &value, needed), "{why}");
    }
    assert!(
        site.fields_of("", &read("a: 1\n"), &profile()).iter().all(|field| field.key != ["parts"]),
        "what cannot be set here is not offered"
    );
}

#[test]
fn what_is_shared_or_stands_twice_is_known_beforehand() {
    let header = "---\na: &x 1\nb: *x\ntwice: 1\ntwice: 2\nfree: 1\n---\n";
    let keys = ["a", "b", "twice", "free", "missing"].map(KeyPath::from);
    let refused: Vec<bool> =
        metadata::refusals(header, &keys).into_iter().map(|reason| reason.is_some()).collect();
    assert_eq!(refused, [true, true, true, false, false]);
}

/// What a form shows, sent back as it is, changes nothing; in every story of a real blog.
#[test]
#[allow(clippy::print_stderr)]
fn what_is_shown_is_what_is_there() {
    let Some(folder) = std::env::var_os("GALLEY_CORPUS") else { return };
    let (site, posts) = Site::open(std::path::Path::new(&folder)).unwrap();
    let profile = &site.profile;
    let headers: Vec<Fields> = posts.into_iter().filter_map(|post| post.fields.ok()).collect();
    assert!(!headers.is_empty(), "GALLEY_CORPUS holds no posts");
    let mut form = Form::default();
    for fields in &headers {
        form.add(&counted(
            "posts/a.md",
            Some(fields),
            &Story::read(fields, profile, None),
            profile,
        ));
    }
    for field in form.fields() {
        eprintln!(
            "{:<28}{:>5}  {:?}{}{}  {:?}",
            field.key.to_string(),
            field.posts,
            field.control,
            if field.needed { ", needed" } else { "" },
            if field.more { ", folded" } else { "" },
            field.choices.iter().take(6).collect::<Vec<_>>()
        );
    }
    for fields in &headers {
        for own in form.fields_of("", fields, profile) {
            let edit = FieldEdit::Own { key: own.key.clone(), value: own.value.clone() };
            let edits = crate::story::edits(&edit, fields, None, profile, form.field_of(&edit));
            assert_eq!(edits, Ok(Vec::new()), "{:?} {:?}", own.key, own.value);
        }
    }
}

/// A value of each kind that a form can send.
fn any_value() -> impl Strategy<Value = FieldValue> {
    let word = "[A-Za-z0-9ÄéЖ猫:#'\"\\\\ \\-\\[\\]{},&*!|>%@`?.]{0,12}";
    let line = word.prop_map(|text| text.trim().to_owned());
    let several = proptest::collection::vec(line.clone(), 2..4).prop_map(|lines| lines.join("\n"));
    prop_oneof![
        prop_oneof![line.clone(), several]
            .prop_map(|text| FieldValue::Text { text: text.trim().to_owned() }),
        (-5000..5000_i64).prop_map(|n| number(&n.to_string())),
        (0..500_u32, 1..99_u32).prop_map(|(a, b)| number(&format!("{a}.{b}"))),
        any::<bool>().prop_map(|on| FieldValue::Switch { on }),
        (1..28_u8, 0..24_u8)
            .prop_map(|(day, hour)| date(&format!("2026-06-{day:02}"), &format!("{hour:02}:30"))),
        proptest::collection::vec(line, 1..4).prop_map(|items| {
            let items = items.into_iter().filter(|item| !item.is_empty());
            FieldValue::List { items: items.collect() }
        }),
    ]
}

const YAML: &str = "---\ntitle: T # c\nfirst: \"a\"\nsecond:   2\nthird: true\n\n# about\nfourth:\n- x\n- 'y'\n\
                    fifth: 2024-01-02T03:04:05-05:00\nsix.th: dotted\nsix: {th: nested}\n---\nBody\n";
const TOML: &str = "+++\ntitle = 'T' # c\nfirst = \"a\"\nsecond =   2\nthird = true\n\n# about\nfourth = [\"x\", 'y']\n\
                    fifth = 2024-01-02T03:04:05-05:00\n\"six.th\" = \"dotted\"\n[six] # s\nth = \"nested\"\n+++\nBody\n";
const JSON: &str = "{\n  \"title\": \"T\",\n  \"first\": \"a\",\n  \"second\":   2,\n  \"third\": true,\n  \"fourth\": [\"x\", \"y\"],\n  \
                    \"fifth\": \"2024-01-02T03:04:05-05:00\",\n  \"six.th\": \"dotted\",\n  \"six\": {\"th\": \"nested\"}\n}\n\nBody\n";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A field set to a value of any kind reads back as that value, all other fields as they were.
    #[test]
    fn what_is_set_is_read_back_and_nothing_else_moves(
        format in 0..3_usize,
        place in 0..8_usize,
        value in any_value(),
    ) {
        let (text, format) = [(YAML, Format::Yaml), (TOML, Format::Toml), (JSON, Format::Json)][format];
        let keys = [&["first"][..], &["second"], &["third"], &["fourth"], &["fifth"], &["six.th"], &["six", "th"], &["new", "one"]];
        let key: Vec<String> = keys[place].iter().map(|name| (*name).to_owned()).collect();
        let Ok(now) = changed(text, &Form::default(), &key, value.clone()) else {
            // JSON's and TOML's lists and texts hold everything; nothing is to be refused.
            return Err(TestCaseError::fail(format!("{format:?} {key:?} {value:?} was refused")));
        };
        let (old, new) = (metadata::read(text).unwrap(), metadata::read(&now).unwrap());
        let empty = matches!(&value, FieldValue::Text { text } if text.is_empty())
            || matches!(&value, FieldValue::List { items } if items.is_empty());
        let path = KeyPath::of(&key);
        if !empty {
            let got = new.get(&path).unwrap();
            let shown = match (&value, got) {
                (FieldValue::Text { text }, Value::Text(got)) => text.as_str() == got,
                (FieldValue::Number { text }, Value::Number(got)) => text == got,
                (FieldValue::Switch { on }, Value::Bool(got)) => on == got,
                (FieldValue::Date { day, time, .. }, got) => {
                    let when = When::read(&plain(got)).view("America/New_York");
                    (&when.day, &when.time) == (day, time)
                }
                (FieldValue::List { items }, Value::List(_)) => got.texts() == *items,
                (FieldValue::List { items }, Value::Text(got)) => items[..] == [got.clone()],
                _ => false,
            };
            prop_assert!(shown, "{value:?} became {got:?} in\n{now}");
        }
        let rest = |fields: &Fields| {
            let keys = crate::site::Keys::default();
            own(fields, &keys).into_iter().filter(|(other, _)| *other != path).collect::<Vec<_>>()
        };
        prop_assert_eq!(rest(&old), rest(&new));
        prop_assert!(now.ends_with("Body\n"));
        let form = Form::default();
        for own in form.fields_of("", &new, &profile()) {
            let again = changed(&now, &form, &own.key, own.value.clone());
            prop_assert_eq!(again.as_ref(), Ok(&now), "{:?} sent back as it is shown", own);
        }
    }
}

fn what_a_schema_says(folder: &str, key: &str, kind: Kind) -> SchemaField {
    SchemaField {
        folder: folder.into(),
        key: key.into(),
        label: None,
        kind,
        required: false,
        choices: Vec::new(),
        strict: false,
        refers: String::new(),
        whole: false,
        letters: (None, None),
    }
}

#[test]
fn a_whole_number_is_asked_for_where_the_schema_has_one() {
    let mut form = Form::with_schema(&[SchemaField {
        whole: true,
        ..what_a_schema_says("news", "minutes", Kind::Number)
    }]);
    form.add(&counted_in("minutes: 3\n"));
    let wrong = FieldError::NotWhole("2.5".into());
    assert_eq!(after_said("a: 1\n", &form, "minutes", "2.5"), Err(wrong.clone()), "said");
    let typed = FieldValue::Number { text: "2.5".into() };
    assert_eq!(after("a: 1\n", &form, "minutes", typed), Err(wrong.to_string()), "typed");
    assert_eq!(after_said("a: 1\n", &form, "minutes", "4").as_deref(), Ok("a: 1\nminutes: 4\n"));
}

#[test]
fn what_the_schema_says_comes_before_what_the_values_look_like() {
    let field = |folder: &str, key: &str, kind, required| SchemaField {
        required,
        ..what_a_schema_says(folder, key, kind)
    };
    let mut schema = vec![
        field("news", "section", Kind::Choice, true),
        field("news", "summary", Kind::LongText, false),
        field("news", "title", Kind::Text, true),
        field("news", "image", Kind::Picture, false),
        field("news", "parts", Kind::Structured, true),
        field("blog", "mood", Kind::Text, true),
    ];
    schema[0].choices = vec!["City".into(), "Courts".into()];
    let mut form = Form::with_schema(&schema);
    form.add(&counted_in("section: Courts\nown: 1\n"));
    form.add(&counted_in("section: Sport\n"));
    let of = |path: &str, header: &str| {
        let shown = form.fields_of(path, &read(header), &profile());
        let line = |own: &view::OwnField| (own.key.join("."), own.control, own.needed);
        shown.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        of("news/a.md", "title: T\n"),
        [
            ("section".to_owned(), Shown::Choice, true),
            ("own".to_owned(), Shown::Number, false),
            ("summary".to_owned(), Shown::LongText, false),
        ],
        "what the model has a field for, and what has parts, is not offered"
    );
    let elsewhere = of("blog/a.md", "title: T\n");
    assert!(elsewhere.contains(&("mood".to_owned(), Shown::Text, true)), "{elsewhere:?}");
    assert!(!elsewhere.iter().any(|(key, ..)| key == "summary"), "not a field of this folder");
    assert!(!elsewhere.iter().any(|(key, ..)| key == "own"), "only posts of another folder use it");
    let told = of("blog/a.md", "own: 3\n");
    assert!(told.iter().any(|(key, ..)| key == "own"), "but what a story has is shown");
    let sections = form.field(&KeyPath::key("section")).unwrap();
    assert_eq!(sections.choices, ["City", "Courts", "Sport"], "the schema's first");
}
