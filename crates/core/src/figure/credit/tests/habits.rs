//! The habits of newsrooms: labels of their own, houses written as one, credits that come first.

use super::*;

/// Line, description, credit, why.
const HABITS: &[(&str, &str, Option<&str>, &str)] = &[
    // Labels
    ("A hall. Photo supplied by Ana Ruiz", "A hall.", Some("Ana Ruiz"), "supplied"),
    ("A hall. (Supplied: Ana Ruiz)", "A hall.", Some("Ana Ruiz"), "in Australia"),
    ("A hall. Image source, River Trust", "A hall.", Some("River Trust"), "a comma ends it"),
    ("A hall. Credit...Ana Ruiz for The Echo", "A hall.", Some("Ana Ruiz for The Echo"), "dots"),
    ("A hall. PHOTO | ANA RUIZ | NMG", "A hall.", Some("ANA RUIZ | NMG"), "strokes"),
    ("A hall. Composite: Ana Ruiz/PA", "A hall.", Some("Ana Ruiz/PA"), "several in one"),
    ("En hall. Fotograf: Ana Ruiz", "En hall.", Some("Ana Ruiz"), "Swedish"),
    ("La sala. Mappa: Legambiente", "La sala.", Some("Legambiente"), "Italian"),
    ("Salon. Kaynak: TÜİK", "Salon.", Some("TÜİK"), "Turkish"),
    ("Sala. Rys. Ana Ruiz", "Sala.", Some("Ana Ruiz"), "Polish, shortened"),
    ("Sala | fot. Ana Ruiz", "Sala", Some("Ana Ruiz"), "no stroke is left behind"),
    ("La salle. Capture d’écran : France 3", "La salle.", Some("France 3"), "French"),
    ("La sala. Foto: cortesía de Ana Ruiz", "La sala.", Some("Ana Ruiz"), "given"),
    (
        "The graph. Credit: Courtesy of the researchers",
        "The graph.",
        Some("the researchers"),
        "twice",
    ),
    ("De hal. Illustratie Ana Ruiz", "De hal.", Some("Ana Ruiz"), "no colon"),
    ("La sala (foto ANSA/Ana Ruiz)", "La sala", Some("ANSA/Ana Ruiz"), "an agency first"),
    (
        "The zone. Map data © OpenStreetMap contributors",
        "The zone.",
        Some("OpenStreetMap contributors"),
        "data",
    ),
    ("A page (Screengrab from Facebook)", "A page", Some("Facebook"), "a screen"),
    ("A page (The bus from Facebook)", "A page (The bus from Facebook)", None, "no screen"),
    ("THE HALL, 1956 PHOTO: ANA RUIZ", "THE HALL, 1956", Some("ANA RUIZ"), "all in capitals"),
    // Houses
    ("A hall. UN Photo/Ana Ruiz", "A hall.", Some("UN Photo/Ana Ruiz"), "an office's photo"),
    ("A hall. LaPresse/Ana Ruiz", "A hall.", Some("LaPresse/Ana Ruiz"), "a house written as one"),
    ("A hall. —ANA RUIZ/ECHO", "A hall.", Some("ANA RUIZ/ECHO"), "behind a dash without a blank"),
    ("A hall (Ana Ruiz | Valley Daily)", "A hall", Some("Ana Ruiz | Valley Daily"), "a stroke"),
    ("A hall (ABC North: Ana Ruiz)", "A hall", Some("ABC North: Ana Ruiz"), "a colon"),
    ("A hall (Ruiz: Ana Lee)", "A hall (Ruiz: Ana Lee)", None, "no house"),
    ("La sala. ANA RUIZ (EUROPA PRESS)", "La sala.", Some("ANA RUIZ (EUROPA PRESS)"), "both"),
    (
        "La salle. PHOTO ANA RUIZ, OUEST-INFO",
        "La salle.",
        Some("ANA RUIZ, OUEST-INFO"),
        "in capitals",
    ),
    (
        "Hops, 1911. Library of Congress, Prints Division",
        "Hops, 1911.",
        Some("Library of Congress, Prints Division"),
        "a part of a library",
    ),
    (
        "Ice. Photos: Alpine Club archive, left; Ana Ruiz/AP, right",
        "Ice.",
        Some("Alpine Club archive, left; Ana Ruiz/AP, right"),
        "by their places",
    ),
    (
        "Light. Credit: X-ray: NASA/CXC; Optical: ESA",
        "Light.",
        Some("X-ray: NASA/CXC; Optical: ESA"),
        "by their parts",
    ),
    (
        "FILE PHOTO: Ships at the port of Tema, Ghana, May 9, 2022. REUTERS/Ana Ruiz/File Photo",
        "FILE PHOTO: Ships at the port of Tema, Ghana, May 9, 2022.",
        Some("REUTERS/Ana Ruiz/File Photo"),
        "what is on file shows something too",
    ),
    (
        "A hall. | Ana Ruiz, Valley News",
        "A hall.",
        Some("Ana Ruiz, Valley News"),
        "a stroke behind a stop",
    ),
    (
        "Sala pod Sejmem / Ana Ruiz / East News",
        "Sala pod Sejmem",
        Some("Ana Ruiz / East News"),
        "strokes alone",
    ),
    ("A hall. By Ana T. Ruiz", "A hall.", Some("Ana T. Ruiz"), "by, as a sentence"),
    ("A hall. By noon it was full", "A hall. By noon it was full", None, "a sentence"),
    (
        "A hall. ANA RUIZ FOR THE ECHO",
        "A hall.",
        Some("ANA RUIZ FOR THE ECHO"),
        "in capitals, for a house",
    ),
    (
        "A hall. Ana Ruiz, Senior Photographer",
        "A hall.",
        Some("Ana Ruiz, Senior Photographer"),
        "what she is",
    ),
    (
        "A hall. Ana Ruiz, Stanford University",
        "A hall. Ana Ruiz, Stanford University",
        None,
        "who is seen",
    ),
    ("A hall. Photo / Ana Ruiz", "A hall.", Some("Ana Ruiz"), "a stroke behind the label"),
    ("A hall. [Ana Ruiz, Standard]", "A hall.", Some("Ana Ruiz, Standard"), "square brackets"),
    (
        "A wall. © Ana Ruiz (cc-by-sa/2.0)",
        "A wall.",
        Some("© Ana Ruiz (cc-by-sa/2.0)"),
        "a licence in brackets",
    ),
    (
        "Salle. © Photo Ana Ruiz / Mediapart",
        "Salle.",
        Some("Ana Ruiz / Mediapart"),
        "a sign, then the label",
    ),
    (
        "Sala. Fuente de la imagen, Getty Images",
        "Sala.",
        Some("Getty Images"),
        "a comma ends it in Spanish",
    ),
    (
        "Sala cheia em Porto Alegre Imagem: Ana Ruiz/UOL",
        "Sala cheia em Porto Alegre",
        Some("Ana Ruiz/UOL"),
        "no stop before it",
    ),
    // Before the description
    (
        "Foto: Ana Ruiz. Eine Imkerin bei der Arbeit.",
        "Eine Imkerin bei der Arbeit.",
        Some("Ana Ruiz"),
        "a label",
    ),
    ("© Ana Ruiz/MSF. A clinic in Goma.", "A clinic in Goma.", Some("Ana Ruiz/MSF"), "a sign"),
    ("© Ana Ruiz/MSF - A clinic in Goma", "A clinic in Goma", Some("Ana Ruiz/MSF"), "a dash"),
    ("(Credit: NASA) Melt ponds in July.", "Melt ponds in July.", Some("NASA"), "a bracket"),
    (
        "Photo: Ana Ruiz – AP via Wikimedia Commons",
        "Photo: Ana Ruiz – AP via Wikimedia Commons",
        None,
        "nothing but a credit",
    ),
    (
        "Map: Fire zones. The wind turned at noon.",
        "Map: Fire zones. The wind turned at noon.",
        None,
        "a title",
    ),
    // The sign in a sentence
    (
        "The sign reads © 1987 and has not been touched since.",
        "The sign reads © 1987 and has not been touched since.",
        None,
        "prose",
    ),
    ("A hall © 1987 dpa", "A hall", Some("© 1987 dpa"), "an owner in small letters"),
    ("A hall ©MSF", "A hall", Some("© MSF"), "the sign has its blank"),
];

#[test]
fn reads_the_habits_of_newsrooms() {
    for &(line, description, credit, why) in HABITS {
        let read = split(line);
        let told = (read.description.as_str(), read.credit.as_deref());
        assert_eq!(told, (description, credit), "{line}: {why}");
    }
}

#[test]
fn a_credit_that_comes_first_is_looked_at_by_a_person() {
    assert_eq!(
        split("Foto: Ana Ruiz. Eine Imkerin bei der Arbeit.").confidence,
        Confidence::Medium
    );
}
