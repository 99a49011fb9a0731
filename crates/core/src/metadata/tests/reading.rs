//! Finding and reading headers.

use super::*;

fn fields(entries: &[(&str, Value)]) -> Vec<(String, Value)> {
    entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

#[test]
fn the_header_ends_where_the_text_begins() {
    /// The file, the header that it has, the text below, and why.
    type Case = (&'static str, Option<(Format, &'static str)>, &'static str, &'static str);
    let cases: &[Case] = &[
        ("---\na: 1\n---\nText", Some((Format::Yaml, "a: 1\n")), "Text", "the plain case"),
        (
            "---  \na: 1\n---\t\n\nText",
            Some((Format::Yaml, "a: 1\n")),
            "\nText",
            "trailing blanks on the marks",
        ),
        ("---\r\na: 1\r\n---\r\nText", Some((Format::Yaml, "a: 1\r\n")), "Text", "CRLF"),
        ("\u{feff}---\na: 1\n---\nText", Some((Format::Yaml, "a: 1\n")), "Text", "byte order mark"),
        ("---\n---\nText", Some((Format::Yaml, "")), "Text", "empty header"),
        ("---\na: 1\n---", Some((Format::Yaml, "a: 1\n")), "", "no final newline"),
        (
            "---\na: 1\n...\nText",
            Some((Format::Yaml, "a: 1\n")),
            "Text",
            "closed by dots, as Jekyll has it",
        ),
        (
            "---\na: x --- y\n---\n---\n",
            Some((Format::Yaml, "a: x --- y\n")),
            "---\n",
            "only a whole line closes; a rule may follow",
        ),
        ("+++\na = 1\n+++\nText", Some((Format::Toml, "a = 1\n")), "Text", "TOML"),
        ("---toml\na = 1\n---\nText", Some((Format::Toml, "a = 1\n")), "Text", "language named"),
        (
            "\n\n+++\na = 1\n+++\nText",
            Some((Format::Toml, "a = 1\n")),
            "Text",
            "blank lines above, as Zola has it",
        ),
        (
            "<!-- lint off -->\n\n+++\na = 1\n+++\n\n<!-- lint on -->\nText",
            Some((Format::Toml, "a = 1\n")),
            "\n<!-- lint on -->\nText",
            "a comment above, as Hugo has it",
        ),
        ("<!--\n---\na: 1\n---\n-->\n", Some((Format::Yaml, "a: 1\n")), "-->\n", "inside one"),
        (
            "<!-- note -->\n---\nA quote\n---\n",
            None,
            "<!-- note -->\n---\nA quote\n---\n",
            "rules below a comment",
        ),
        ("<!-- note -->\n+++\nText", None, "<!-- note -->\n+++\nText", "a comment and no header"),
        (
            "{\n \"a\": \"}\\\"\"\n}\n\nText",
            Some((Format::Json, "{\n \"a\": \"}\\\"\"\n}")),
            "\nText",
            "JSON; a brace in a string does not close",
        ),
        ("{}\nText", Some((Format::Json, "{}")), "Text", "empty JSON"),
        ("Text\n---\nmore\n---\n", None, "Text\n---\nmore\n---\n", "no header: rules in the text"),
        ("\u{feff}Text", None, "Text", "no header, byte order mark"),
        ("", None, "", "empty file"),
        ("{{< figure >}}\nText", None, "{{< figure >}}\nText", "a shortcode is no JSON"),
        ("{% include x %}\n", None, "{% include x %}\n", "a tag is no JSON"),
        ("{: .lead}\nText", None, "{: .lead}\nText", "an attribute list is no JSON"),
        ("\n---\nText", None, "\n---\nText", "a rule after a blank line"),
        ("----\nText", None, "----\nText", "four dashes are a rule"),
        ("--- title\nText", None, "--- title\nText", "more on the line is text"),
    ];
    for (text, header, body, why) in cases {
        let split = split(text).unwrap_or_else(|error| panic!("{why}: {error}"));
        assert_eq!(&text[split.body..], *body, "{why}");
        let found = split.header.as_ref().map(|h| (h.format, &text[h.inner.clone()]));
        assert_eq!(found, *header, "{why}");
        if let Some(header) = split.header {
            assert_eq!(header.whole, 0..split.body, "{why}");
        }
    }
}

#[test]
fn a_header_that_cannot_be_read_says_where_and_why() {
    let deep =
        |open: &str, close: &str, n: usize| format!("a: {}{}\n", open.repeat(n), close.repeat(n));
    let keys: String = (0..201).map(|i| format!("k{i}: 1\n")).collect();
    let long = format!("a: {}\n", "x".repeat(MAX_BYTES));
    let bomb = format!(
        "a0: &a0 [x, x, x, x, x, x, x, x, x]\n{}",
        (1..9)
            .map(|i| format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", ")))
            .collect::<String>()
    );
    let chain = format!(
        "a0: &a0 x\n{}",
        (1..190).map(|i| format!("a{i}: &a{i} [*a{}]\n", i - 1)).collect::<String>()
    );
    let cases: &[(String, Option<usize>, Reason, &str)] = &[
        ("---\na: 1\nText".into(), Some(1), Reason::HeaderNotClosed, "Y1: never closed"),
        ("Text\n".repeat(0) + "---", Some(1), Reason::HeaderNotClosed, "Y2: only a mark"),
        ("+++\na = 1\n".into(), Some(1), Reason::HeaderNotClosed, "TOML never closed"),
        ("{\n\"a\": 1\n".into(), Some(1), Reason::HeaderNotClosed, "JSON never closed"),
        ("---js\nx\n---\n".into(), Some(1), Reason::Language("js".into()), "a program as a header"),
        (yaml("title: A: B\n"), Some(2), Reason::Colon, "the colon that breaks Jekyll silently"),
        (
            yaml("x: 1\ntitle: \"A\ny: 2\n"),
            Some(3),
            Reason::OpenQuote,
            "the line of the quote, not the one after",
        ),
        (yaml("title: 'A\n"), Some(2), Reason::OpenQuote, "single quote to the end"),
        (yaml("title: \"A\" B\n"), Some(2), Reason::AfterQuote, "quote inside a quoted headline"),
        (
            yaml("x: 1\ntags: [a, b\ny: 2\n"),
            Some(3),
            Reason::OpenBracket('['),
            "the line of the bracket",
        ),
        (yaml("tags: a]\nm: ]\n"), Some(3), Reason::StrayBracket, "closing bracket alone"),
        (yaml("title: @who says\n"), Some(2), Reason::Start('@'), "a handle first"),
        (yaml("a:\n\tb: 1\n"), Some(3), Reason::Tab, "Y4: tab as indent"),
        (yaml("a:\n   b: 1\n  c: 2\n"), Some(4), Reason::Indent, "indented between two levels"),
        (yaml("a: 1\nsome words\nb: 2\n"), Some(3), Reason::NoColon, "a line of prose"),
        (yaml("a: \"\\q\"\n"), Some(2), Reason::Escape, "unknown escape"),
        (yaml("a: *gone\n"), Some(2), Reason::Alias, "reference to nothing"),
        (yaml("a: &a [*a]\n"), Some(2), Reason::Alias, "reference to itself"),
        (yaml("- a\n- b\n"), Some(2), Reason::NotFields, "a list"),
        (yaml("just text\n"), Some(2), Reason::NotFields, "a text"),
        (yaml("a: {{ x }}\n"), Some(2), Reason::OddKey, "a placeholder that nobody filled in"),
        (yaml("? [a, b]\n: 1\n"), Some(2), Reason::OddKey, "a list as a key"),
        (yaml("a: \u{0}x\n"), Some(2), Reason::Character, "a NUL"),
        (yaml(&bomb), Some(6), Reason::Alias, "Y7: references that multiply"),
        (yaml(&chain), Some(9), Reason::TooDeep, "Y8: references that nest"),
        (yaml(&deep("[", "]", 8)), Some(2), Reason::TooDeep, "nine levels"),
        (yaml(&deep("[", "", 10_000)), Some(2), Reason::TooDeep, "Y9: ten thousand brackets"),
        (yaml(&deep("{a: ", "}", 9_000)), Some(2), Reason::TooDeep, "nine thousand braces"),
        (yaml(&keys), None, Reason::TooManyKeys, "201 keys"),
        (yaml(&long), None, Reason::TooLong, "Y15: more than 64 KB"),
        (toml("a = \"x\nb = 1\n"), Some(2), Reason::OpenQuote, "TOML quote"),
        (toml("a = 1\na = 2\n"), Some(3), Reason::RepeatedKey, "TOML key twice"),
        (toml("a = yes\n"), Some(2), Reason::BadValue, "TOML bare word"),
        (toml("a = 2026-02-30\n"), Some(2), Reason::BadValue, "TOML day that does not exist"),
        (toml("título = 1\n"), Some(2), Reason::NoColon, "TOML bare key beyond ASCII"),
        (toml(&format!("a = {}\n", "[".repeat(10_000))), Some(2), Reason::TooDeep, "TOML brackets"),
        (
            format!("{}1{}\n", "{\"a\":".repeat(9), "}".repeat(9)),
            Some(1),
            Reason::TooDeep,
            "JSON nine levels",
        ),
        (
            format!("{}1{}\n", "{\"a\":".repeat(9_000), "}".repeat(9_000)),
            Some(1),
            Reason::TooDeep,
            "JSON nine thousand levels",
        ),
        ("{\"a\": {\"b\" 1}}\n".into(), Some(1), Reason::NoColon, "JSON without a colon"),
        (
            "{\"a\": 1,}\n".into(),
            Some(1),
            Reason::Syntax("trailing commas are not allowed".into()),
            "JSON trailing comma",
        ),
    ];
    for (text, line, reason, why) in cases {
        let error = read(text).expect_err(why);
        assert_eq!((error.line, &error.reason), (*line, reason), "{why}: {error}");
        if !matches!(reason, Reason::HeaderNotClosed | Reason::Language(_)) {
            assert!(split(text).is_ok(), "{why}: the text below can still be opened");
        }
        assert!(
            matches!(edit(text, &[set("x", t("y"))]), Err(EditError::Read(e)) if e == error),
            "{why}: nor can it be changed"
        );
    }
}

#[test]
fn values_are_what_the_file_says() {
    /// The file, its fields, and why.
    type Case<'a> = (String, &'a [(&'a str, Value)], &'a str);
    let cases: &[Case<'_>] = &[
        (
            yaml("a: x\nb: 'y'\nc: \"z\"\n"),
            &[("a", t("x")), ("b", t("y")), ("c", t("z"))],
            "quoting",
        ),
        (
            yaml("a: no\nb: yes\nc: on\n"),
            &[("a", t("no")), ("b", t("yes")), ("c", t("on"))],
            "Y6: readers disagree, so texts",
        ),
        (yaml("a: true\nb: FALSE\n"), &[("a", true.into()), ("b", false.into())], "truth values"),
        (
            yaml("a: 1.10\nb: 0x1F\nc: 1e3\nd: 1_000\n"),
            &[("a", n("1.10")), ("b", n("0x1F")), ("c", n("1e3")), ("d", t("1_000"))],
            "numbers as written",
        ),
        (
            yaml("a: 2024-05-01\nb: 2024-05-01 09:00:00 -0700\nc: '2024-05-01'\nd: 9999-99-99\n"),
            &[
                ("a", d("2024-05-01")),
                ("b", d("2024-05-01 09:00:00 -0700")),
                ("c", t("2024-05-01")),
                ("d", d("9999-99-99")),
            ],
            "dates; in quotes a text; Y13",
        ),
        (
            yaml("a:\nb: ~\nc: null\nd: ''\n"),
            &[("a", Value::Null), ("b", Value::Null), ("c", Value::Null), ("d", t(""))],
            "nothing is not empty",
        ),
        (
            yaml("a: [x, 'y, z']\nb:\n- p\n- q\n"),
            &[("a", l(&["x", "y, z"])), ("b", l(&["p", "q"]))],
            "lists of both kinds",
        ),
        (yaml("a:\n  b:\n    c: 1\n"), &[("a", m(&[("b", m(&[("c", n("1"))]))]))], "maps"),
        (
            yaml("a: |\n  x\n  y\nb: >-\n  x\n  y\n"),
            &[("a", t("x\ny\n")), ("b", t("x y"))],
            "texts in blocks",
        ),
        (yaml("a: &n Ann\nb: *n\n"), &[("a", t("Ann")), ("b", t("Ann"))], "a reference is read"),
        (
            yaml("a: !!python/object x\nb: !include /etc/passwd\nc: !!str 12\n"),
            &[("a", t("x")), ("b", t("/etc/passwd")), ("c", t("12"))],
            "Y10: types are not obeyed",
        ),
        (yaml("'q k': 1\n2024: 2\n"), &[("q k", n("1")), ("2024", n("2"))], "keys as written"),
        (yaml("título: ñ\n🎉: 日本\n"), &[("título", t("ñ")), ("🎉", t("日本"))], "beyond ASCII"),
        (yaml("# only\n\n"), &[], "nothing but comments"),
        (yaml("{a: 1, b: [x]}\n"), &[("a", n("1")), ("b", l(&["x"]))], "the header in braces"),
        (
            toml("a = 'x'\nb = 2024-05-01\nc = 0x1F\n[d]\ne.f = true\n[[g]]\nh = 1\n[[g]]\n"),
            &[
                ("a", t("x")),
                ("b", d("2024-05-01")),
                ("c", n("0x1F")),
                ("d", m(&[("e", m(&[("f", true.into())]))])),
                ("g", Value::List(vec![m(&[("h", n("1"))]), m(&[])])),
            ],
            "TOML",
        ),
        (
            "+++\r\na = '''x\r\ny'''\r\n+++\r\n".into(),
            &[("a", t("x\ny"))],
            "TOML text of two lines in a CRLF file",
        ),
        (
            "{\"a\": \"caf\\u00e9\", \"b\": [1.50, null]}\n".into(),
            &[("a", t("café")), ("b", Value::List(vec![n("1.50"), Value::Null]))],
            "JSON",
        ),
        ("No header\n".into(), &[], "no header"),
    ];
    for (text, expected, why) in cases {
        let read = read(text).unwrap_or_else(|error| panic!("{why}: {error}"));
        assert_eq!(read.entries, fields(expected), "{why}");
    }
}

#[test]
fn what_stands_twice_is_told_and_lines_are_counted() {
    let text =
        "\u{feff}---\r\n# c\r\ntitle: A\r\ntags:\r\n- x\r\ntitle: B\r\nx: 1\r\ntitle: C\r\n---\r\n";
    let read = read(text).unwrap();
    assert_eq!(read.duplicates, ["title"]);
    assert_eq!(read.lines, [3, 4, 6, 7, 8]);
    assert_eq!(read.get(&"title".into()), Some(&t("A")));
    assert_eq!(read.get(&"tags[0]".into()), Some(&t("x")));
    assert_eq!(read.line("x"), Some(7));
}

#[test]
fn what_stands_inside_another_field_has_a_line_too() {
    for (text, lines) in [
        ("---\nimage:\n  src: a\n  alt: b\nlist:\n- src: c\n---\n", [3, 4, 6]),
        ("---\nimage: {src: a,\n  alt: b}\nlist: [{src: c}]\n---\n", [2, 3, 4]),
        ("+++\nx = 1\n[image]\nsrc = 'a'\nalt = 'b'\n[[list]]\nsrc = 'c'\n+++\n", [4, 5, 7]),
        (
            "{\"image\": {\n\"src\": \"a\",\n\"alt\": \"b\"},\n\"list\": [{\"src\": \"c\"}]}\n",
            [2, 3, 4],
        ),
    ] {
        let read = read(text).unwrap();
        let found = ["image.src", "image.alt", "list[0].src"].map(|path| read.line(path));
        assert_eq!(found, lines.map(Some), "{text}");
    }
}

#[test]
fn key_paths_are_read_as_they_are_shown() {
    for (text, steps) in [
        ("title", 1),
        ("image.alt", 2),
        ("resources[0].params.credit", 4),
        ("a[1][2]", 3),
        ("a[b]", 1),
    ] {
        let path = KeyPath::from(text);
        assert_eq!(path.0.len(), steps, "{text}");
        assert_eq!(path.to_string(), text);
    }
}

#[test]
fn a_composed_header_reads_back_in_every_notation() {
    let entries = fields(&[
        ("title", t("No: \"really\" #1\n")),
        ("draft", false.into()),
        ("date", d("2026-11-18T09:00:00-05:00")),
        ("weight", n("3")),
        ("tags", l(&["courts", "no", "1.20"])),
        ("none", l(&[])),
        ("image", m(&[("src", t("a.jpg")), ("alt", t("")), ("sizes", l(&["x"]))])),
        ("media", Value::List(vec![m(&[("src", t("a"))]), m(&[("src", t("b")), ("n", n("1"))])])),
    ]);
    for format in [Format::Yaml, Format::Toml, Format::Json] {
        let text = compose(format, &entries) + "Text.\n";
        let read = read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read.format, Some(format));
        let wanted = Value::Map(entries.clone());
        assert!(wanted.is_met_by(&Value::Map(read.entries)), "{text}");
        assert_eq!(&text[split(&text).unwrap().body..], "Text.\n");
    }
    assert_eq!(
        compose(Format::Yaml, &entries[..5]),
        "---\ntitle: \"No: \\\"really\\\" #1\\n\"\ndraft: false\ndate: 2026-11-18T09:00:00-05:00\n\
         weight: 3\ntags:\n  - \"courts\"\n  - \"no\"\n  - \"1.20\"\n---\n"
    );
}

#[test]
fn a_new_post_is_written_like_its_neighbour() {
    let entries = fields(&[
        ("title", t("New")),
        ("dek", t("A: B")),
        ("date", d("2026-11-18")),
        ("tags", l(&["a", "no"])),
        ("authors", l(&["Ann"])),
        ("image", m(&[("alt", t("C"))])),
    ]);
    let cases = [
        (
            "---\r\ntitle: 'Old'\ndek: old\ndate: '2024-01-01'\ntags: [x]\nauthors:\n- y\nimage:\n    alt: z\n---\n",
            "---\ntitle: 'New'\ndek: \"A: B\"\ndate: '2026-11-18'\ntags: [a, \"no\"]\nauthors:\n- Ann\nimage:\n    alt: C\n---\n",
            "as each key is there",
        ),
        (
            "No header",
            "---\ntitle: \"New\"\ndek: \"A: B\"\ndate: 2026-11-18\ntags:\n  - \"a\"\n  - \"no\"\nauthors:\n  - \"Ann\"\nimage:\n  alt: \"C\"\n---\n",
            "nothing to go by",
        ),
        (
            "+++\na = 'b'\n+++\n",
            "+++\ntitle = 'New'\ndek = 'A: B'\ndate = 2026-11-18\ntags = ['a', 'no']\nauthors = ['Ann']\n\n[image]\nalt = 'C'\n+++\n",
            "in TOML",
        ),
    ];
    for (sample, expected, why) in cases {
        assert_eq!(compose_like(sample, &entries), expected, "{why}");
    }
}
