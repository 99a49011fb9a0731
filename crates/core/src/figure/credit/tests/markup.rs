use super::super::split;

/// Line, description, credit, why.
const LINES: &[(&str, &str, Option<&str>, &str)] = &[
    (
        "*A carrier wades through snow. Photo: Ana Ruiz*",
        "A carrier wades through snow.",
        Some("Ana Ruiz"),
        "emphasis around both: no half of it stays",
    ),
    ("Trains at noon. *Photo: Ana Ruiz*", "Trains at noon.", Some("Ana Ruiz"), "around the credit"),
    ("Trains at noon. **Photo: Ana Ruiz**", "Trains at noon.", Some("Ana Ruiz"), "strong"),
    (
        "The *Aurora* leaves. Photo: Ana Ruiz",
        "The *Aurora* leaves.",
        Some("Ana Ruiz"),
        "emphasis within the description stays",
    ),
    (
        "The strike goes on. _(Photo: Ana Ruiz/NewsWire)_",
        "The strike goes on.",
        Some("Ana Ruiz/NewsWire"),
        "around the bracket",
    ),
    (
        "The river rises. <span class=\"credit\">(Photo: Ana Ruiz)</span>",
        "The river rises.",
        Some("Ana Ruiz"),
        "no empty element stays",
    ),
    (
        "The river rises. <small>Photo: Ana Ruiz/DLNR</small>",
        "The river rises.",
        Some("Ana Ruiz/DLNR"),
        "a tag",
    ),
    ("On the steps.<br>Photo by Ana Ruiz", "On the steps.", Some("Ana Ruiz"), "a new line"),
    (
        "The ferry leaves &mdash; Photo: Ana Ruiz",
        "The ferry leaves",
        Some("Ana Ruiz"),
        "an entity for the dash",
    ),
    (
        "Terraces &copy; 2019 Ana Ruiz",
        "Terraces",
        Some("© 2019 Ana Ruiz"),
        "an entity for the sign",
    ),
    (
        "Cranes at the port. [Photo: Ana Ruiz](https://p.example/9)",
        "Cranes at the port.",
        Some("[Ana Ruiz](https://p.example/9)"),
        "a link around label and name",
    ),
    (
        "Cranes at the port. Photo: <a href=\"https://p.example/9\">Ana Ruiz</a>",
        "Cranes at the port.",
        Some("[Ana Ruiz](https://p.example/9)"),
        "a link of HTML",
    ),
    (
        "Kahvila aukeaa. Kuva: Ana Ruiz / Lehtikuva",
        "Kahvila aukeaa.",
        Some("Ana Ruiz / Lehtikuva"),
        "Finnish",
    ),
    ("Köprü açıldı. Fotoğraf: Ana Ruiz", "Köprü açıldı.", Some("Ana Ruiz"), "Turkish"),
    ("Мост открыт. Фото: Анна Руис / ТАСС", "Мост открыт.", Some("Анна Руис / ТАСС"), "Russian"),
    (
        "橋が開通した。（写真：佐藤健一）",
        "橋が開通した。",
        Some("佐藤健一"),
        "Japanese, in wide brackets",
    ),
    ("Most otwarty. Fot. Ana Ruiz", "Most otwarty.", Some("Ana Ruiz"), "Polish"),
    (
        "The debate. (Photos: left, Ana Ruiz/AP; right, Bo Lind/Reuters)",
        "The debate.",
        Some("left, Ana Ruiz/AP; right, Bo Lind/Reuters"),
        "one for each of two pictures",
    ),
    (
        "The debate. (Photos: left, Ana Ruiz; right, Bo Lind)",
        "The debate. (Photos: left, Ana Ruiz; right, Bo Lind)",
        None,
        "they may be those who are seen",
    ),
    ("*The fires of May*", "*The fires of May*", None, "emphasis alone is no credit"),
    (
        "See <em>Map: where it burned</em> &amp; more",
        "See <em>Map: where it burned</em> &amp; more",
        None,
        "a line without a credit is left as it is",
    ),
];

#[test]
fn markup_is_torn_apart_by_no_credit() {
    for &(line, description, credit, why) in LINES {
        let read = split(line);
        assert_eq!(
            (read.description.as_str(), read.credit.as_deref()),
            (description, credit),
            "{line}: {why}"
        );
    }
}
