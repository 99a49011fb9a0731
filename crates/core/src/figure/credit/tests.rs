#![allow(clippy::unwrap_used)]

use super::*;

type Row = (
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
);

/// Line, description, credit, label, creator, source, why.
const LINES: &[Row] = &[
    (
        "an adult hand grasping a child's hand through prison bars - Photo: iStock",
        "an adult hand grasping a child's hand through prison bars",
        Some("iStock"),
        Some("Photo"),
        None,
        Some("iStock"),
        "dash and label",
    ),
    (
        "Aerial of Salinas Valley State Prison in Soledad, CA (Photo: KSBW News)",
        "Aerial of Salinas Valley State Prison in Soledad, CA",
        Some("KSBW News"),
        Some("Photo"),
        None,
        Some("KSBW News"),
        "a call sign is an organisation",
    ),
    (
        "image of State of California capitol building in Sacramento next to the California state flag.",
        "image of State of California capitol building in Sacramento next to the California state flag.",
        None,
        None,
        None,
        None,
        "no credit; the full stop stays",
    ),
    (
        "Leonard Peltier, at his home on the Chippewa Reservation in North Dakota (Kerem Yücel/MPR News)",
        "Leonard Peltier, at his home on the Chippewa Reservation in North Dakota",
        Some("Kerem Yücel/MPR News"),
        None,
        Some("Kerem Yücel"),
        Some("MPR News"),
        "brackets without a label, because Name/Org is inside",
    ),
    (
        "ICE agents outside a Newark NJ detention facility (Photo:  Brian Branch Price/ZUMA Press Wire)",
        "ICE agents outside a Newark NJ detention facility",
        Some("Brian Branch Price/ZUMA Press Wire"),
        Some("Photo"),
        Some("Brian Branch Price"),
        Some("ZUMA Press Wire"),
        "two spaces",
    ),
    (
        "Join civil rights leaders to urge Gov. Newsom to commute all death sentences; rally at capital 6-26",
        "Join civil rights leaders to urge Gov. Newsom to commute all death sentences; rally at capital 6-26",
        None,
        None,
        None,
        None,
        "neither a hyphen in a date nor an abbreviation is a separator",
    ),
    (
        "fingers forming heart hands from behind prison bars (Photo: Rajesh Rajput)",
        "fingers forming heart hands from behind prison bars",
        Some("Rajesh Rajput"),
        Some("Photo"),
        Some("Rajesh Rajput"),
        None,
        "two capitalised words are a person",
    ),
    (
        "graphic of a public defender in a courtroom (graphic - iStock)",
        "graphic of a public defender in a courtroom",
        Some("iStock"),
        Some("Graphic"),
        None,
        Some("iStock"),
        "brackets come before dashes",
    ),
    (
        "Defendant's seating in San Diego Courtroom (Photo: Adriana Heldiz/CalMatters)",
        "Defendant's seating in San Diego Courtroom",
        Some("Adriana Heldiz/CalMatters"),
        Some("Photo"),
        Some("Adriana Heldiz"),
        Some("CalMatters"),
        "an apostrophe opens no quotation",
    ),
    (
        "on sat 6/14, LA Free Legal Clinics will be on the ground to support participants of the LA Protests",
        "on sat 6/14, LA Free Legal Clinics will be on the ground to support participants of the LA Protests",
        None,
        None,
        None,
        None,
        "a date is not Name/Org",
    ),
];

#[test]
fn takes_published_lines_apart() {
    for &(line, description, credit, label, creator, source, why) in LINES {
        let read = split(line);
        assert_eq!(read.description, description, "{why}");
        assert_eq!(read.credit.as_deref(), credit, "{why}");
        assert_eq!(read.label.as_deref(), label, "{why}");
        assert_eq!(read.creator.as_deref(), creator, "{why}");
        assert_eq!(read.source.as_deref(), source, "{why}");
        assert_eq!(read.confidence == Confidence::None, credit.is_none(), "{why}");
    }
}

/// Line, credit, creator (where it is to be told), why: what other sites have.
const OTHER_LINES: &[(&str, Option<&str>, Option<&str>, &str)] = &[
    (
        "A waterfall in a forest (by Noor Haddad on Unsplash)",
        Some("Noor Haddad on Unsplash"),
        Some("Noor Haddad"),
        "no label, but a library of pictures",
    ),
    (
        "Clouds over a lake (Photo by Night Heron from Pexels)",
        Some("Night Heron from Pexels"),
        Some("Night Heron"),
        "a library of pictures by another word",
    ),
    (
        "A beach seen from above (© joris7/Getty Images)",
        Some("© joris7/Getty Images"),
        Some("joris7"),
        "the name of an account",
    ),
    (
        "A queue. Image Credit: r.malik / Shutterstock",
        Some("r.malik / Shutterstock"),
        Some("r.malik"),
        "blanks around the slash",
    ),
    (
        "Troops advanced. REUTERS/Ana Ruiz",
        Some("REUTERS/Ana Ruiz"),
        Some("Ana Ruiz"),
        "an agency first, behind a sentence",
    ),
    ("A letter (by hand on paper)", None, None, "how it was made, and no library"),
    ("The yard, seen on Flickr", None, None, "no bracket"),
    (
        "Kids in the garden (Photo credit: Ana Ruiz)",
        Some("Ana Ruiz"),
        Some("Ana Ruiz"),
        "two words of a label",
    ),
    ("A cell block (Image credit: Getty Images)", Some("Getty Images"), None, "an image's credit"),
    ("The yard (Photo/Ana Ruiz)", Some("Ana Ruiz"), Some("Ana Ruiz"), "a label and a slash"),
    (
        "The yard (AP Photo/Rich Pedroncelli, File)",
        Some("AP Photo/Rich Pedroncelli, File"),
        Some("Rich Pedroncelli"),
        "an agency's file",
    ),
    (
        "The yard (Reuters/Lucy Nicholson)",
        Some("Reuters/Lucy Nicholson"),
        Some("Lucy Nicholson"),
        "the agency first",
    ),
    ("The yard (© Ana Ruiz)", Some("© Ana Ruiz"), None, "rights in brackets"),
    ("The yard (Photo: Ana Ruiz (AP))", Some("Ana Ruiz (AP)"), None, "brackets inside"),
    ("The yard (Photo: Ana Ruiz", Some("Ana Ruiz"), Some("Ana Ruiz"), "never closed"),
    ("Kids at play, photo by Ana Ruiz", Some("Ana Ruiz"), Some("Ana Ruiz"), "a comma and a name"),
    ("What now? Photo: Ana Ruiz", Some("Ana Ruiz"), Some("Ana Ruiz"), "a question before it"),
    ("The yard (Wikimedia Commons)", Some("Wikimedia Commons"), None, "an archive"),
    (
        "The yard (Rosa Diaz/Initiate Justice)",
        Some("Rosa Diaz/Initiate Justice"),
        Some("Rosa Diaz"),
        "an unknown organisation",
    ),
    ("The yard (photo: rajesh rajput)", Some("rajesh rajput"), None, "no capitals"),
    ("Le jardin (Crédit photo : Zoé Blanc)", Some("Zoé Blanc"), Some("Zoé Blanc"), "French"),
    ("Der Hof (Foto: Jörg Weiß/dpa)", Some("Jörg Weiß/dpa"), None, "German"),
    ("The yard. Photo courtesy of the family", Some("the family"), None, "courtesy without a name"),
    ("The yard (Map: where the fires burned)", None, None, "a remark about a map"),
    ("A page. Chart: Deaths by year", None, None, "a chart's title"),
    ("The yard (Photo: inmates at work)", None, None, "a remark about a photo"),
    ("The yard (Photo: 2019)", None, None, "a year"),
    ("A collage (photo-illustration)", None, None, "a kind of picture"),
    ("The mural. Art by women inside the prison shows grief.", None, None, "a sentence"),
    ("He waits. Photo by Ana Ruiz shows the yard.", None, None, "a sentence about a photo"),
    ("Open days (Monday/Wednesday)", None, None, "days"),
    ("The form (Spanish/English)", None, None, "languages"),
    ("The route (Los Angeles/San Francisco)", None, None, "places"),
    ("The rally (He/Him)", None, None, "pronouns"),
    ("The room (N/A)", None, None, "nothing"),
    ("The desk (credit to all volunteers)", None, None, "thanks"),
    ("Oil lamp (Art: Oil on canvas)", None, None, "a technique"),
    ("A talk (via Zoom)", None, None, "a programme"),
    ("A hand. Video: How to vote", None, None, "a title"),
    ("A class (courtesy in court)", None, None, "the word itself"),
    ("The stand - Map: See below", None, None, "a hint"),
];

#[test]
fn takes_other_lines_apart_and_invents_nothing() {
    let wrong: Vec<String> = OTHER_LINES
        .iter()
        .filter_map(|&(line, credit, creator, why)| {
            let read = split(line);
            let right = read.credit.as_deref() == credit
                && (creator.is_none() || read.creator.as_deref() == creator)
                && (credit.is_some() || read.description == line);
            (!right).then(|| format!("{line} ({why}): {:?} {:?}", read.credit, read.creator))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn is_not_misled() {
    let lines = [
        ("From left: Ana Ruiz, Bo Li and Cy Fox (center)", None, "a place in the picture"),
        ("Sen. Susan Rubio (D-Baldwin Park)", None, "a party"),
        ("Incarcerated Womxn’s Clemency and Support Project (IWCSP)", None, "an acronym"),
        ("Rally at capitol (6/26)", None, "a date"),
        ("A clinic (he/she/they welcome)", None, "lower case on both sides of a slash"),
        ("San Quentin - the oldest prison in California", None, "a dash without a label"),
        ("Before/after of the yard", None, "a slash outside brackets"),
        (
            "Families wait outside (Photo courtesy of the Ruiz family)",
            Some("the Ruiz family"),
            "courtesy",
        ),
        ("Men in the yard — Illustration: Molly Crabapple", Some("Molly Crabapple"), "a long dash"),
        ("Judge speaks. Photo by Ana Ruiz", Some("Ana Ruiz"), "a sentence of its own"),
        (
            "Gov. Newsom (left) signs the bill (AP Photo/Rich Pedroncelli)",
            Some("AP Photo/Rich Pedroncelli"),
            "only the last bracket counts",
        ),
        ("A mural [Image: Unsplash]", Some("Unsplash"), "square brackets"),
        ("Photo: iStock", None, "a label with nothing before it: left for a person"),
    ];
    for (line, credit, why) in lines {
        assert_eq!(split(line).credit.as_deref(), credit, "{line}: {why}");
    }
}

#[test]
fn reads_what_is_written_from_it() {
    for &(_, description, credit, label, creator, source, why) in LINES {
        let Some(credit) = credit else { continue };
        let read = split(&format!("{description} ({}: {credit})", label.unwrap_or("Photo")));
        assert_eq!(read.description, description, "{why}");
        assert_eq!(read.credit.as_deref(), Some(credit), "{why}");
        assert_eq!((read.creator.as_deref(), read.source.as_deref()), (creator, source), "{why}");
        assert_eq!(read.confidence, Confidence::High, "{why}");
    }
}

#[test]
fn normalises_before_it_reads() {
    let read = split("Ein Hof\u{a0} (Photo:\u{200b} Kerem Yu\u{308}cel/MPR\u{a0}News)");
    assert_eq!(read.credit.as_deref(), Some("Kerem Yücel/MPR News"));
    assert_eq!(read.label.as_deref(), Some("Photo"));
}

#[test]
fn ends_soon_on_a_hostile_line() {
    for line in ["(".repeat(20_000), "a - ".repeat(20_000), "x. Photo ".repeat(10_000)] {
        let started = std::time::Instant::now();
        split(&line);
        assert!(started.elapsed().as_secs() < 2, "{}…", &line[..8]);
    }
}
