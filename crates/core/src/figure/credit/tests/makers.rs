//! Who made it, for whom, and what else a line says of that.

use super::*;

/// Line, creator, source, why.
const MAKERS: &[(&str, Option<&str>, Option<&str>, &str)] = &[
    ("A hall (Foto: Jörg Weiß/dpa)", Some("Jörg Weiß"), Some("dpa"), "an agency in small letters"),
    ("A hall. Foto: Jörg Weiß, dpa", Some("Jörg Weiß"), Some("dpa"), "behind a comma"),
    ("A hall (Foto: SWR, Ana Ruiz)", Some("Ana Ruiz"), Some("SWR"), "a station first"),
    ("A hall. REUTERS/Ana Ruiz/File Photo", Some("Ana Ruiz"), Some("REUTERS"), "the archive"),
    ("A hall. Credit: ESA/Hubble, M. Ruiz", None, Some("ESA/Hubble, M. Ruiz"), "left whole"),
    ("A hall. Foto: EFE/Ana Ruiz", Some("Ana Ruiz"), Some("EFE"), "the agency first"),
    ("A hall. Foto: IMAGO / Ana Ruiz", Some("Ana Ruiz"), Some("IMAGO"), "in capitals"),
    ("A hall. Photo: IFRC/Ana Ruiz", Some("Ana Ruiz"), Some("IFRC"), "an office first"),
    (
        "A hall. Photo: Capitol News Illinois/Ana Ruiz",
        Some("Ana Ruiz"),
        Some("Capitol News Illinois"),
        "a newsroom first",
    ),
    (
        "Le pont. Crédits : Ville de Lyon / A. Martin",
        Some("A. Martin"),
        Some("Ville de Lyon"),
        "a city first",
    ),
    ("Hands (Getty Images/iStockphoto)", None, Some("Getty Images/iStockphoto"), "nobody by name"),
    ("A hall (© Ana Ruiz / AFP)", Some("Ana Ruiz"), Some("AFP"), "a sign before the name"),
    ("A hall (© UNHCR/Ana Ruiz)", Some("Ana Ruiz"), Some("UNHCR"), "a sign before the office"),
    ("Köln (c) Stadt Köln", None, Some("Stadt Köln"), "a city and no person"),
    (
        "La fiscal. Fotografía de Ana María Arévalo Gosen",
        Some("Ana María Arévalo Gosen"),
        None,
        "a name of four words",
    ),
    (
        "El acto. Foto: Presidencia de la República",
        None,
        Some("Presidencia de la República"),
        "an office of four words",
    ),
    (
        "Die Band (Quelle: Wikimedia Commons, Foto: raph7, CC BY 2.0)",
        None,
        Some("Wikimedia Commons, Foto: raph7, CC BY 2.0"),
        "a library is no creator",
    ),
    ("A hall. Photo: Ana Ruiz and Bo Lind", Some("Ana Ruiz and Bo Lind"), None, "two people"),
    (
        "A hall. Photo: Mercy Hospital & Bo Lind",
        None,
        Some("Mercy Hospital & Bo Lind"),
        "a house and somebody",
    ),
    ("A hall. Photo: © 2021 Ana Ruiz", Some("Ana Ruiz"), None, "the year is no part of a name"),
    (
        "A hall. Photo: Stadtarchiv Göttingen",
        None,
        Some("Stadtarchiv Göttingen"),
        "an archive is no person",
    ),
];

#[test]
fn tells_who_made_it_from_whom_it_was_made_for() {
    for &(line, creator, source, why) in MAKERS {
        let read = split(line);
        assert_eq!(
            (read.creator.as_deref(), read.source.as_deref()),
            (creator, source),
            "{line}: {why}"
        );
    }
}

/// Line, credit, why: what has no colon, or a description that looks like a credit.
const BARE_LINES: &[(&str, Option<&str>, &str)] = &[
    (
        "Une salle. Photo Zoé Blanc/La Provence",
        Some("Zoé Blanc/La Provence"),
        "as French papers have it",
    ),
    ("Une salle (photo Zoé Blanc/AFP)", Some("Zoé Blanc/AFP"), "the same in brackets"),
    ("A hall (Photo By Ana Ruiz/Getty Images)", Some("Ana Ruiz/Getty Images"), "with “By”"),
    ("Une femme. Photo DR", Some("DR"), "all rights reserved"),
    ("Une femme. Photo AFP", Some("AFP"), "an agency"),
    ("Smoke over the lake / Photo: Ana Ruiz", Some("Ana Ruiz"), "behind a stroke"),
    ("Streik / Foto: Jörg Weiß, CC BY-SA 4.0", Some("Jörg Weiß, CC BY-SA 4.0"), "and a licence"),
    ("Der Anwalt im Saal. dpa/Jörg Weiß", Some("dpa/Jörg Weiß"), "an agency in small letters"),
    ("Una mujer. Foto cedida por la familia", Some("la familia"), "a courtesy in Spanish"),
    (
        "Chart: Jobs by county, 2020–2024 (Source: Bureau of Labor Statistics)",
        Some("Bureau of Labor Statistics"),
        "the title of a chart",
    ),
    ("Map: Fires in Butte County (Graphic: CAL FIRE)", Some("CAL FIRE"), "the title of a map"),
    ("A man in a hat. photo: unknown", None, "nobody"),
    ("A man in a hat (Photo credit: unknown)", None, "nobody either"),
    ("Una calle. Foto cedida por la policía muestra el lugar", None, "a sentence"),
    ("The tower (photo 3 of 5)", None, "a number"),
    ("The bridges (photo San Diego/Los Angeles)", None, "places"),
    ("The hall. Photo East Wing/West Wing", None, "places without an office"),
    ("Sound / Video: How to vote", None, "a title behind a stroke"),
];

#[test]
fn finds_credits_without_a_colon_and_behind_titles() {
    let wrong: Vec<String> = BARE_LINES
        .iter()
        .filter_map(|&(line, credit, why)| {
            let read = split(line);
            (read.credit.as_deref() != credit).then(|| format!("{line} ({why}): {:?}", read.credit))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Line, credit, confidence, why: words before “by” are lost with the description, unless they stay.
const BEFORE_BY: &[(&str, &str, Confidence, &str)] = &[
    (
        "He signs. Official White House Photo by Ana Ruiz",
        "Official White House Photo by Ana Ruiz",
        Confidence::Medium,
        "an office, as in a bracket",
    ),
    (
        "Officials tour the plant. Official NASA photo by Ana Ruiz",
        "Official NASA photo by Ana Ruiz",
        Confidence::Medium,
        "an office in one word",
    ),
    (
        "Homes burn (File photo by Ana Ruiz/AP)",
        "File photo by Ana Ruiz/AP",
        Confidence::Medium,
        "no picture of today",
    ),
    (
        "Damage in Rafah. Satellite image by Maxar Technologies",
        "Satellite image by Maxar Technologies",
        Confidence::Medium,
        "from where it was taken",
    ),
    ("A hall. Handout photo by UAW", "Handout photo by UAW", Confidence::Medium, "handed out"),
    ("A hall. Staff photo by Ana Ruiz", "Ana Ruiz", Confidence::Medium, "one of the house"),
    ("A hall. Cover photo by Ana Ruiz", "Ana Ruiz", Confidence::High, "its place on the page"),
    ("A hall. Photo by Ana Ruiz", "Ana Ruiz", Confidence::High, "its kind is its label"),
];

#[test]
fn words_before_by_are_not_lost_unasked() {
    for &(line, credit, confidence, why) in BEFORE_BY {
        let read = split(line);
        assert_eq!(read.credit.as_deref(), Some(credit), "{line}: {why}");
        assert_eq!(read.confidence, confidence, "{line}: {why}");
    }
}
