//! Words as people leave them: names that are not printed, HTML, captions, links, other languages.

use super::*;

const END: &str = "The vote is set for Thursday, December 3.";
const FIGURE: &str = "*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";

/// A site of Hugo's that keeps HTML.
fn with_html() -> Place {
    let place = Place::hugo("wall-vote");
    let keeps = "[markup.goldmark.renderer]\nunsafe = true\n";
    place.write(
        "hugo.toml",
        &format!("baseURL = 'https://orrin.example/'\ntitle = 'Record'\n{keeps}"),
    );
    place
}

#[test]
fn a_name_that_is_not_printed_is_found_wherever_it_stands() {
    let place = with_html();
    place.write(
        ".galley/site.toml",
        "[check]\ndo_not_name = ['Jane Doe', \"Seán O'Brien\", 'Ward']\n",
    );
    place.bytes("content/posts/wall-vote/jane-doe.jpg", &jpeg(1200, 800));
    place.bytes("content/posts/wall-vote/JaneDoe2.jpg", &jpeg(1200, 800));
    let tags = "tags:\n";
    let rows = [
        (END, "Seán O’Brien left.", "the other apostrophe"),
        (END, "Sea\u{301}n O'Brien left.", "a letter and its mark"),
        (END, "JANE DOE FOUND", "shouted"),
        (END, "jane doe left.", "whispered"),
        (END, "Jane\u{a0}Doe left.", "a hard space"),
        (tags, "subtitle: \"Jane Doe speaks\"\ntags:\n", "a field of the site’s own"),
        (tags, "extra:\n  people: [\"Ana\", \"Jane Doe\"]\ntags:\n", "in a list of its own"),
        (tags, "aliases: [/news/jane-doe-speaks/]\ntags:\n", "in an old address"),
        (tags, "slug: jane-doe\ntags:\n", "in the address"),
        (END, "<p>Jane Doe left.</p>", "in HTML"),
        (END, "<div>\n  <p>So said <em>Jane</em> Doe.</p>\n</div>", "in HTML of several lines"),
        (END, "<p>Se&aacute;n O&rsquo;Brien left.</p>", "spelled out in HTML"),
        (
            END,
            "![A street.](jane-doe.jpg)\n*A street. (Photo: Ana Li)*",
            "in the name of a picture",
        ),
        (END, "![A street.](/img/jane_doe.jpg)\n*A street. (Photo: Ana Li)*", "with other signs"),
        (END, "![A street.](JaneDoe2.jpg)\n*A street. (Photo: Ana Li)*", "and none between"),
        (END, "[The family](/people/jane-doe/) left.", "in a link"),
        (END, "<a href=\"/people/jane-doe/\">The family</a> left.", "in a link of HTML"),
        ("src: \"wall.jpg\"", "src: \"/img/jane-doe.jpg\"", "in the name of the lead picture"),
    ];
    for (from, to, why) in rows {
        let found = place.check(&with(from, to));
        assert!(ids(&found).contains("C8"), "{why}: “{to}”: {found:#?}");
    }
    for (from, to, why) in [
        (END, "Jane Doering left.", "another name"),
        (END, "Mary-Jane Doering left.", "nor this"),
        (END, "The ward voted.", "one small word is looked for as it is written"),
        (END, "[The family](/people/jane-doering/) left.", "another address"),
        (END, "<p class=\"x\">Jane left.</p>\n\n<p>Doe left.</p>", "two paragraphs"),
    ] {
        let found = place.check(&with(from, to));
        assert!(!ids(&found).contains("C8"), "{why}: “{to}”: {found:#?}");
    }
}

#[test]
fn words_and_links_of_html_are_looked_at() {
    table(
        &with_html(),
        &[
            (END, "<p>The vote is TK.</p>", "C3", "a placeholder"),
            (END, "<p>The vote is tomorrow.</p>", "P4", "a day"),
            (END, "<p>\n  Call her at (562) 555-0123.\n</p>", "C7", "a telephone"),
            (END, "<p>The vote (in December is set.</p>", "C1", "a bracket"),
            (END, "<p>The  vote\n   is set.</p>", "", "spaces are one in HTML"),
            (END, "<p>It&nbsp;is set.</p>", "", "a hard space that somebody spelled out"),
            (END, "<blockquote>The vote is tomorrow.</blockquote>", "", "what is quoted was said"),
            (END, "<script>\nlet when = 'TK tomorrow'\n</script>", "", "a program is no prose"),
            (END, "<pre>TK</pre>", "", "nor is code"),
            (END, "<!-- TK\ntomorrow -->\n\nSet.", "", "nor a remark"),
            (END, "<a href=\"http://localhost/x\">The report</a> is out.", "L1", "this computer"),
            (END, "The <a href=\"\">report</a> is out.", "L1", "empty"),
            (END, "<p>The <a href='http://example.org/x'>report</a>.</p>", "L1", "not secure"),
            (END, "<p>The <a href=\"/posts/boil-notices/\">notice</a>.</p>", "L2", "no story"),
            (END, "<p>The <a href=\"/posts/boil-notice/\">notice</a>.</p>", "", "a story"),
            (END, "<p>Read it <a href=\"https://example.org/x\">here</a>.</p>", "L3", "nowhere"),
            (
                END,
                "<p>Read <a href=\"https://example.org/?utm_source=x\">it all</a>.</p>",
                "L4",
                "it follows",
            ),
            (END, "<p>The <a id=\"vote\"></a>vote.</p>", "", "a place, and no link"),
            (
                END,
                "<a href=\"https://example.org/\" aria-label=\"The report\"><svg></svg></a>",
                "",
                "told to those who cannot see it",
            ),
        ],
    );
    let place = with_html();
    let text =
        with(END, "<p>Read the <a href=\"http://example.org/x?utm_source=a\">report</a>.</p>");
    let mut fixed = text.clone();
    let found = place.check(&text);
    let Some(Act::Text(edits)) = found[0].fix.clone().map(|fix| fix.act) else {
        panic!("{found:#?}")
    };
    fixed.replace_range(edits[0].0.clone(), &edits[0].1);
    assert!(fixed.contains("href=\"https://example.org/x?utm_source=a\""), "{fixed}");
}

#[test]
fn days_of_captions_are_looked_at() {
    let caption =
        |words: &str| format!("*Neighbors wait {words}. (Photo: Zoë Çelik/Orrin Record)*");
    let place = Place::hugo("wall-vote");
    for (words, expected, why) in [
        ("on Monday, June 9, 2025", "", "a Monday"),
        ("on Monday, June 10, 2025", "P5", "a Tuesday"),
        ("in Orrin tomorrow", "P4", "one day"),
    ] {
        let found = place.check(&with(FIGURE, &caption(words)));
        assert_eq!(ids(&found), expected, "{why}: {found:#?}");
        let of_caption = |one: &Finding| one.field == Field::Figure(0, Part::Caption);
        assert!(found.iter().all(of_caption), "{found:#?}");
    }
    let lead = with("The flood wall at Cooper Street.", "The flood wall, tomorrow.");
    let found = place.check(&lead);
    assert_eq!(ids(&found), "P4", "{found:#?}");
    assert_eq!(found[0].field, Field::Lead(Part::Caption));
    table(
        &place,
        &[
            (END, "They meet on Monday (June 10, 2025).", "P5", "in brackets"),
            (END, "They meet on Tuesday (June 10, 2025).", "", "a Tuesday"),
            (END, "Monday 9/11 was long ago.", "", "no year, and a name"),
        ],
    );
    for (zone, words, expected, why) in [
        ("America/New_York", "Monday 6/10/2025", "P5", "the tenth of June is a Tuesday"),
        ("America/New_York", "Tuesday, 6/10/2025", "", "as said"),
        ("America/New_York", "Monday, 13/10/2025", "", "there is no thirteenth month"),
        ("Europe/London", "Monday 6/10/2025", "", "the sixth of October is one"),
        ("Europe/London", "Friday 6/10/2025", "P5", "neither day is one"),
    ] {
        place.write(
            "hugo.toml",
            &format!("baseURL = 'https://orrin.example/'\ntimeZone = '{zone}'\n"),
        );
        let found = place.check(&with(END, &format!("They meet on {words}.")));
        assert_eq!(ids(&found), expected, "{zone}, {words}: {why}: {found:#?}");
    }
}

#[test]
fn links_as_people_leave_them() {
    table(
        &Place::hugo("wall-vote"),
        &[
            (END, "Read https://example.org/abc now.", "L3", "an address among the words"),
            (END, "Read `https://example.org/abc` now.", "", "code"),
            (END, "[A report on https at length](https://example.org/abc) is out.", "", "words"),
            (END, "[the report](https://example.org/a b.pdf)", "L1", "a space in the address"),
            (END, "[the report](/files/a b.pdf)", "L1", "in one of our own"),
            (END, "[The board] (see page b) left.", "", "brackets"),
            (END, "[the report](htps://example.org/x)", "L1", "a letter is missing"),
            (END, "[the report](htttps://example.org/x)", "L1", "one too many"),
            (END, "[the report](ftp://example.org/x)", "", "another way"),
            (END, "[the report](C:\\\\Users\\\\a.doc)", "L1", "this computer"),
            (END, "[the report](C:/Users/a.doc)", "L1", "this computer"),
        ],
    );
    let place = Place::hugo("wall-vote");
    let text = with(END, "[the report](https://example.org/a b.pdf)");
    let found = place.check(&text);
    let Some(Act::Text(edits)) = found[0].fix.clone().map(|fix| fix.act) else {
        panic!("{found:#?}")
    };
    let mut fixed = text.clone();
    fixed.replace_range(edits[0].0.clone(), &edits[0].1);
    assert_eq!(ids(&place.check(&fixed)), "", "{fixed}");
    let named = with(END, "So said Kerem Yucel of CalMatters to the board.");
    let credit = named.replace("Photo: Zoë Çelik/Orrin Record)*", "Photo: Zoë Çelik/Cal Matters)*");
    assert_eq!(ids(&place.check(&named)), "");
    assert_eq!(ids(&place.check(&credit)), "I10", "{:#?}", place.check(&credit));
}

#[test]
fn quotations_and_spaces_of_other_languages_are_no_slips() {
    let dane = "Hun sagde »nej« og gik, og han sagde »ja«.";
    table(
        &Place::hugo("wall-vote"),
        &[
            (END, dane, "", "Danish opens with »"),
            (END, "Hon sa ”ja” och gick.", "", "Swedish opens with ”"),
            (END, "Hon sa »ja» och gick.", "", "or with »"),
            (END, "She said ”yes“ and left.", "C1", "neither way"),
            (END, "She left” at noon.", "C1", "closed and not opened"),
            (END, "She left» at noon.", "C1", "nor here"),
            (
                END,
                "Il a dit\u{a0}: «\u{a0}Oui, je viens\u{a0}!\u{a0}»",
                "",
                "French has these spaces",
            ),
            (END, "The river rose 10\u{a0}km and 5\u{a0}%.", "", "number and unit"),
            (END, "The vote\u{a0}is set.", "C2", "a slip"),
        ],
    );
    let place = Place::hugo("wall-vote");
    let french = STORY.replace(END, "Le vote de M.\u{a0}Dupont est fini.");
    assert_eq!(ids(&place.check(&french)), "C2");
    let french = french.replacen("tags:", "lang: fr\ntags:", 1);
    assert_eq!(ids(&place.check(&french)), "", "the story says that it is French");
}

#[test]
fn a_key_that_only_this_story_has_is_its_own() {
    let place = Place::hugo("wall-vote");
    let dated = with("tags:", "updated: 2025-11-18T07:30:00-05:00\ntags:");
    for n in 0..8 {
        let other = STORY.replace("County board", &format!("Other {n}"));
        place.write(
            &format!("content/posts/other-{n}/index.md"),
            &other.replace("tags:", "lastmod: 2026-11-19T07:30:00-05:00\ntags:"),
        );
    }
    let found = place.check(&dated);
    assert_eq!(ids(&found), "P3", "{found:#?}");
    let short = with(
        "description: \"Both own land behind the proposed line. Without them the board is one vote short of the six it needs.\"",
        "summary: \"Short.\"",
    );
    let found = place.check(&short);
    let dek = found.iter().find(|finding| finding.rule == Rule::D2).unwrap();
    assert_eq!(dek.line, 3, "where its dek stands: {dek:#?}");
}

#[test]
fn a_caption_that_is_a_credit_has_one_and_shows_nobody() {
    let place = Place::hugo("wall-vote");
    let line = "*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";
    for (caption, rules) in [
        ("*Fotografía: Ana Ruiz*", ""),
        ("*Photo: Ana Ruiz for The Record*", ""),
        ("*Neighbors at the railing. (Photo by Ana Ruiz/AP)*", ""),
        ("*Neighbors at the railing. Ana Ruiz is one of them.*", "I1 I10"),
    ] {
        let text = with(line, caption);
        assert_eq!(ids(&place.check(&text)), rules, "{caption}: {:#?}", place.check(&text));
    }
}

#[test]
fn a_day_without_a_year_is_of_a_year_that_it_fits() {
    let place = Place::hugo("wall-vote");
    table(
        &place,
        &[
            (END, "The vote was on Wednesday, March 4.", "", "of the story’s own year"),
            (END, "The vote was on Monday, March 4.", "P5", "of none"),
            (END, "It was on Tuesday, Feb. 18.", "P5", "of the year before: worth a look"),
            (END, "In 2019, Friday, May 3, was cold.", "", "a year that is named before"),
            (END, "It runs Friday through Sunday, June 12-14.", "", "the first of several"),
            (END, "It runs Mon-Fri, June 15-19.", "", "short"),
            (END, "The fair is Saturday and Sunday, June 13 and 14.", "", "a pair"),
            (END, "The fair is Saturday and Sunday, June 14 and 15.", "P5", "a day late"),
            (END, "On Mondays, Tuesdays and Fridays, June 19 on, it is open.", "", "several"),
            (END, "He left that Friday. June 30 is the deadline.", "", "a sentence ends there"),
            (END, "Er kommt am Freitag, dem 28. Juni.", "P5", "German"),
            (END, "Er kommt am Sonntag, dem 28. Juni.", "", "a Sunday"),
            (END, "Er kam am Donnerstag (24.2.2026).", "P5", "in digits"),
            (END, "Er kam gestern.", "P4", "German, too"),
            (END, "Am Morgen kam er.", "", "a time of day"),
        ],
    );
    let severity = |words: &str| place.check(&with(END, words))[0].severity;
    assert_eq!(severity("It was on Monday, March 4."), Severity::Error);
    let found = place.check(&with(END, "It was on Tuesday, Feb. 18."));
    assert_eq!((found[0].severity, found[0].fix.is_some()), (Severity::Warning, false));
    let german = place.check(&with(END, "Er kam am Donnerstag (24.2.2026)."));
    assert_eq!(german[0].fix.as_ref().unwrap().label, words::fix_write("Dienstag"));
}

#[test]
fn what_programs_and_people_leave_behind_is_told() {
    table(
        &Place::hugo("wall-vote"),
        &[
            (END, "Sie sagte [Zitat prüfen] dazu.", "C3", "left to do, in German"),
            (END, "Das kostet viel (nachtragen!).", "C3", "and in brackets"),
            (END, "The wall {++that stands++} holds.", "C3", "a tracked change"),
            (END, "See Error! Reference source not found. there.", "C3", "a reference"),
            (END, "As an AI language model, I cannot say.", "C3", "a machine"),
            (END, "[Name] is no link.", "C3", "a gap"),
            (
                END,
                "Ours\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> maria\n",
                "C3",
                "two versions",
            ),
        ],
    );
}
