//! People: their names in captions and bylines, and what is nobody's business.

use super::*;

const END: &str = "The vote is set for Thursday, December 3.";
const CAPTION: &str = "*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";

/// The story with another last paragraph and caption.
fn told(end: &str, caption: &str) -> String {
    let caption = format!("*{caption} (Photo: Zoë Çelik/Orrin Record)*");
    with(END, end).replace(CAPTION, &caption)
}

/// What a rule says of a story, with what it weighs.
fn said(place: &Place, text: &str, rule: Rule) -> Vec<(Severity, String)> {
    let found = place.check(text);
    let found = found.into_iter().filter(|finding| finding.rule == rule);
    found.map(|finding| (finding.severity, finding.message)).collect()
}

#[test]
fn people_of_captions_are_told_from_nouns() {
    let place = Place::hugo("wall-vote");
    let text = "Walter Pruitt dug the beds. Pruitt sells greens with Eddie Salcedo and Noor Haddad. \
                “We dug,” Sokha Prum said. Prum left.";
    for (caption, says, why) in [
        ("Tight rings, says Priscilla Vance.", "names Priscilla Vance;", "a full stop behind"),
        ("Eddie Salcedo and Priscilla Vance.", "names Priscilla Vance;", "the last of two"),
        ("Volunteer Priscilla Vance counts.", "names Priscilla Vance;", "once, without her part"),
        ("Wally Pruitt, left, weeds.", "“Walter Pruitt” in the text", "a short name"),
        ("Walter Pruit, left, weeds.", "“Walter Pruitt” in the text", "a doubled letter less"),
        ("Eddy Salcedo weeds.", "“Eddie Salcedo” in the text", "a given name"),
        ("Dr. Nour Haddad with a scale.", "“Noor Haddad” in the text", "a letter"),
        ("A notice for Sokha Prumm.", "“Sokha Prum” in the text", "a letter more"),
        ("Robert Pruitt, left, weeds.", "names Robert Pruitt;", "another of that surname"),
        ("Walter Pruitt weeds.", "", "as in the text"),
        ("Pruitt, left, weeds.", "", "by the surname"),
        ("A page of Google Docs.", "", "a thing"),
        ("The lot of the Harbor Ledger.", "", "a place"),
    ] {
        let found = said(&place, &told(text, caption), Rule::I10);
        let expected = usize::from(!says.is_empty());
        assert_eq!(found.len(), expected, "{why}: {caption}: {found:?}");
        assert!(found.iter().all(|(_, message)| message.contains(says)), "{why}: {found:?}");
    }
    let called = "Walter Pruitt dug the beds; all call him Wally.";
    let found = said(&place, &told(called, "Wally Pruitt, left, weeds."), Rule::I10);
    assert_eq!(found, [], "the text says so");
}

#[test]
fn nouns_of_other_languages_are_no_people() {
    let place = Place::hugo("wall-vote");
    let german = "Die Häuser sind nicht neu, und die Mieter leben mit der Angst. Das ist so.";
    for (language, text, captions) in [
        (
            "de",
            german,
            &[
                "Manche Briefe kamen doppelt.",
                "Dieser Fluss, elf Meter breit.",
                "Zwei Leute. Ihre Kescher sind leer.",
                "Am Montag: Kleine Jacken, große Haken.",
                "Ein Gobio, elf Zentimeter lang.",
                "Andere Mieter wehren sich.",
            ][..],
        ),
        ("fr", "Le maire et les élus sont dans une salle.", &["Cette Mairie, fermée."]),
        ("es", "El consejo y los vecinos se van.", &["Los Vecinos, en la plaza."]),
        ("nl", "Het plan van een raad is niet af.", &["Deze Kamer, in Den Haag."]),
    ] {
        for caption in captions {
            for said_so in ["", language] {
                let line = format!("language: \"{said_so}\"\ntags:\n");
                let text = told(&format!("{text} ").repeat(9), caption);
                let text = if said_so.is_empty() { text } else { text.replace("tags:\n", &line) };
                let found = said(&place, &text, Rule::I10);
                assert_eq!(found, [], "{caption}");
            }
        }
    }
    let text = told(&format!("{german} {german} {german}"), "Sabine Krüger zählt Briefe.");
    assert_eq!(said(&place, &text, Rule::I10).len(), 1, "a person is one in German too");
}

#[test]
fn a_person_has_one_spelling() {
    let place = Place::hugo("wall-vote");
    for (end, count, why) in [
        ("Frank Adeyemi spoke. Later Frank Adeyemie left.", 1, "a letter more"),
        ("The cook is Chan Sovann, and Sovann says yes. Chan Sovanne left.", 1, "called by it"),
        ("They met Gavin Newsom. Later Gov. Newsome left.", 1, "the surname alone"),
        ("Ruth Halloran spoke. Ruth Haloran left, and so did Halloran.", 1, "once"),
        ("They met Ann Peterson. Later Anne Peterson left.", 1, "a given name"),
        ("The Coast Guard came. A Coastguard boat left.", 1, "one word or two"),
        ("The Adeyemis met Frank Adeyemi.", 0, "a family"),
        ("Much of Latin America is Latin American.", 0, "a word made of it"),
        ("They met Jon Peterson and John Peterson.", 0, "two people"),
    ] {
        let found = said(&place, &with(END, end), Rule::C4);
        assert_eq!(found.len(), count, "{why}: {found:?}");
    }
}

#[test]
fn an_address_is_private_where_somebody_lives() {
    use Severity::{Info, Warning};
    let place = Place::hugo("wall-vote");
    for (end, expected, why) in [
        ("He lives at 1422 W. 14th Street, Apt. 3.", &[Warning][..], "a numbered street"),
        ("He lives at 2200 Pine Way, she at 31 Ocean View Place.", &[Warning, Warning], "homes"),
        ("City Hall is at 411 W. Ocean Blvd. The board meets there.", &[Info], "an office"),
        ("He lives above the store at 411 Ocean Blvd.", &[Warning], "a home in an office"),
        ("Call the city at (562) 555-6711.", &[Info], "the number of an office"),
        ("Call her at (562) 555-6711.", &[Warning], "her number"),
        ("Write to cityclerk@longbeach.gov.", &[Info], "the letter box of an office"),
        ("Write to amin.mehr@longbeach.gov.", &[Warning], "somebody’s"),
        (
            "### The four branches\n\n* **Bret Harte**, 1595 W. Willow St.\n* **Mark Twain**, 1401 E. Anaheim St.\n* **Burnett**, 560 E. Hill St.",
            &[Info],
            "libraries",
        ),
        (
            "They were fined:\n\n* Bret Harte, 1595 W. Willow St.\n* Mark Twain, 1401 E. Anaheim St.",
            &[Warning],
            "a list of homes",
        ),
        ("Cross the 415 Main Street Bridge.", &[], "a bridge"),
        ("Sie wohnt in der Kameruner Straße 12, gleich hier.", &[Warning], "a German home"),
        ("Das Rathaus, Müllerstraße 146, ist zu.", &[], "a German town hall"),
    ] {
        let found = said(&place, &with(END, end), Rule::C7);
        let weights: Vec<Severity> = found.iter().map(|(weight, _)| *weight).collect();
        assert_eq!(weights, expected, "{why}: {found:?}");
    }
}

#[test]
fn bylines_are_names() {
    let place = Place::hugo("wall-vote");
    for (byline, fixed, why) in [
        ("Maria Nwosu (biologist)", &["Maria Nwosu"][..], "a job in brackets"),
        ("Maria Nwosu, Food Critic", &["Maria Nwosu"], "a job"),
        ("Executive Director Maria Nwosu", &["Maria Nwosu"], "a job in front"),
        ("Maria Nwosu @mnwosu", &["Maria Nwosu"], "a name of a network"),
        ("Maria Nwosu, Redakteurin", &["Maria Nwosu"], "a German job"),
        ("Maria Nwosu and Tomás Breck", &["Maria Nwosu", "Tomás Breck"], "two people"),
    ] {
        let found = place.check(&with("- \"Maria Nwosu\"", &format!("- \"{byline}\"")));
        assert_eq!(ids(&found), "A2", "{why}: {found:#?}");
        let act = found[0].fix.clone().map(|fix| fix.act);
        let value = fixed.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(act, Some(Act::Field(FieldEdit::Authors { value })), "{why}");
    }
    let found = place.check(&with("- \"Maria Nwosu\"", "- \"Arts and Culture Desk\""));
    assert_eq!(ids(&found), "", "an office");
}

#[test]
fn a_name_that_is_not_printed_is_found_where_no_prose_is() {
    let place = Place::hugo("wall-vote");
    let html = "baseURL = 'https://orrin.example/'\n[markup.goldmark.renderer]\nunsafe = true\n";
    place.write("hugo.toml", html);
    place.write(".galley/site.toml", "[check]\ndo_not_name = ['Danny Quintero']\n");
    place.write("layouts/shortcodes/pullquote.html", "{{ .Inner }}");
    let german = "Das ist nicht neu, und die Mutter ist nicht mit der Schule auf dem Weg.";
    let german = format!("{german} {german} {german} Danny Quinteros Mutter kam.");
    for (from, to, why) in [
        (END, "Quintero, Danny, was listed.", "the surname first"),
        (END, german.as_str(), "a German genitive"),
        (END, "```\nDanny Quintero\n```", "code"),
        (END, "So `Danny Quintero` it is.", "code in a line"),
        (
            END,
            "{{< pullquote by=\"Danny Quintero\" >}}\nI said so.\n{{< /pullquote >}}",
            "what a short code prints",
        ),
        (END, "<!-- source: Danny Quintero -->\n\nSet.", "a remark that stands in the page"),
        ("- \"river\"", "- \"danny-quintero\"", "a tag"),
    ] {
        let found = said(&place, &with(from, to), Rule::C8);
        assert_eq!(found.len(), 1, "{why}: {found:?}");
        assert_eq!(found[0].0, Severity::Error, "{why}");
    }
    for (end, why) in [
        ("{{/* Danny Quintero */}}\n\nSet.", "a remark of the generator’s"),
        ("The board met Danny Quinteros.", "another name, in English"),
    ] {
        assert_eq!(said(&place, &with(END, end), Rule::C8), [], "{why}");
    }
    place.write("hugo.toml", "baseURL = 'https://orrin.example/'\n");
    let remark = with(END, "Set.\n\n<!-- source: Danny Quintero -->");
    assert_eq!(said(&place, &remark, Rule::C8), [], "Hugo takes the remark out");
}

#[test]
fn the_name_behind_a_pen_name_is_printed_nowhere() {
    let place = Place::hugo("wall-vote");
    let ana = "name: Imani Castellanos\npen_name: true\nlegal_name: Irene Castle\n";
    place.write("data/authors/imani.yml", ana);
    place.write("data/authors/tom.yml", "name: Tom Roe\nlegal_name: Thomas Roe\n");
    for (from, to, count, why) in [
        (END, "Irene Castle left with him.", 1, "in the text"),
        (CAPTION, "*Irene Castle left. (Photo: Ana Li)*", 1, "in a caption"),
        ("- \"river\"", "- \"irene-castle\"", 1, "in a tag"),
        ("- \"Maria Nwosu\"", "- \"Irene Castle\"", 1, "in the byline"),
        (END, "Imani Castellanos left.", 0, "the pen name"),
        (END, "Thomas Roe left.", 0, "no pen name"),
    ] {
        let found = said(&place, &with(from, to), Rule::A3);
        assert_eq!(found.len(), count, "{why}: {found:?}");
        for (severity, message) in found {
            assert_eq!(severity, Severity::Error);
            assert!(message.contains("Imani Castellanos") && !message.contains("Irene"), "{why}");
        }
    }
    for people in [
        "- id: imani\n  name: Imani Castellanos\n  pen_name: yes\n  legal_name: Irene Castle\n",
        "imani:\n  name: Imani Castellanos\n  pen_name: true\n  legal_name: Irene Castle\n",
    ] {
        let place = Place::hugo("wall-vote");
        place.write("data/authors.yml", people);
        let found = said(&place, &with(END, "Irene Castle left."), Rule::A3);
        assert_eq!(found.len(), 1, "{people}");
    }
}

#[test]
fn sources_are_the_newsrooms() {
    let place = Place::hugo("wall-vote");
    let weigh = |line: &str| {
        let text = with("tags:\n", &format!("{line}\ntags:\n"));
        let found = said(&place, &text, Rule::G3);
        found.first().map(|(severity, _)| *severity)
    };
    assert_eq!(weigh("sources: a nurse"), None, "one other story shows no habit");
    for i in 0..3 {
        place.write(&format!("content/posts/other-{i}/index.md"), STORY);
    }
    for (line, severity, why) in [
        ("sources: \"J. S.-P., nurse, 217-555-0100\"", Some(Severity::Error), "whom nobody names"),
        ("email: ana@mail.example", Some(Severity::Error), "somebody’s letter box"),
        ("email: press@record.example", None, "an office’s"),
        ("sources: https://example.org/report", None, "a page"),
        ("sources: [\"The Record, 1974\"]", None, "papers"),
    ] {
        assert_eq!(weigh(line), severity, "{why}: {line}");
    }
    let other = STORY.replace("tags:\n", "sources: The Record\ntags:\n");
    place.write("content/posts/other-0/index.md", &other);
    assert_eq!(weigh("sources: The Times"), None, "other stories have them too");
}
