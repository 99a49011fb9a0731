//! Changes of TOML and JSON headers, changes that are refused, and changes that are none.

use super::*;

#[test]
fn toml_changes_only_the_field() {
    let title = |value: &str| vec![set("title", t(value))];
    run(
        vec![
            (
                "title = \"Old\" # c\nx = 1\n",
                title("New"),
                "title = \"New\" # c\nx = 1\n",
                "the comment behind stays",
            ),
            ("title = 'Old'\n", title("New"), "title = 'New'\n", "literal stays literal"),
            ("title = 'Old'\n", title("It's"), "title = \"It's\"\n", "unless it cannot hold it"),
            (
                "title = \"\"\"\nOld\nlines\"\"\"\n",
                title("New\nlines"),
                "title = \"\"\"\nNew\nlines\"\"\"\n",
                "lines stay lines",
            ),
            (
                "title = 'Old'\n",
                title("a\u{7}\u{85}"),
                "title = \"a\\u0007\\u0085\"\n",
                "control characters",
            ),
            (
                "date = 2024-05-01\n",
                vec![set("date", d("2024-06-01T09:00:00-07:00"))],
                "date = 2024-06-01T09:00:00-07:00\n",
                "a date",
            ),
            (
                "date = \"2024-05-01\"\n",
                vec![set("date", d("2024-06-01"))],
                "date = \"2024-06-01\"\n",
                "a date in quotes",
            ),
            (
                "a = 1\n\n[params] # p\nx = 1\n",
                title("New"),
                "a = 1\ntitle = \"New\"\n\n[params] # p\nx = 1\n",
                "a new key before the first table",
            ),
            (
                "# c\n\n[params]\nx = 1\n",
                title("New"),
                "title = \"New\"\n# c\n\n[params]\nx = 1\n",
                "the first key before the first table",
            ),
            (
                "[params]\n  x = 1\n\n[other]\ny = 1\n",
                vec![set("params.alt", t("A"))],
                "[params]\n  x = 1\n  alt = \"A\"\n\n[other]\ny = 1\n",
                "into a table, indented like the others",
            ),
            (
                "[params]\n",
                vec![set("params.alt", t("A"))],
                "[params]\nalt = \"A\"\n",
                "into an empty table",
            ),
            (
                "title = 'x'\n",
                vec![set("extra.alt", t("A"))],
                "title = 'x'\n\n[extra]\nalt = 'A'\n",
                "a new table, quoted like the rest",
            ),
            (
                "[a.b]\nc = 1\n",
                vec![set("a.d", n("2"))],
                "[a.b]\nc = 1\n\n[a]\nd = 2\n",
                "a table that was only implied",
            ),
            (
                "p.x = 1\np.y = 2\nz = 1\n",
                vec![set("p.w", n("3"))],
                "p.x = 1\np.y = 2\np.w = 3\nz = 1\n",
                "dotted keys",
            ),
            (
                "im = { src = \"a\" }\n",
                vec![set("im.alt", t("b"))],
                "im = { src = \"a\", alt = \"b\" }\n",
                "an inline table",
            ),
            (
                "tags = [ \"a\", # c\n  'b', ]\n",
                vec![Edit::push("tags", "c")],
                "tags = [ \"a\", # c\n  'b',\n  \"c\", ]\n",
                "a wrapped array",
            ),
            (
                "tags = [\"a\", \"b\"]\n",
                vec![set("tags", l(&["b"]))],
                "tags = [\"b\"]\n",
                "an item less",
            ),
            ("tags = []\n", vec![Edit::push("tags", "a")], "tags = [\"a\"]\n", "the first item"),
            (
                "[[r]]\nsrc = 'a'\n\n# two\n[[r]]\nsrc = 'b'\n",
                vec![set("r[0].alt", t("A"))],
                "[[r]]\nsrc = 'a'\nalt = 'A'\n\n# two\n[[r]]\nsrc = 'b'\n",
                "one of several tables",
            ),
            (
                "[[r]]\nsrc = 'a'\n",
                vec![Edit::push("r", m(&[("src", t("b"))]))],
                "[[r]]\nsrc = 'a'\n\n[[r]]\nsrc = 'b'\n",
                "one table more",
            ),
            (
                "[[r]]\nsrc = 'a'\n\n# two\n[[r]]\nsrc = 'b'\n",
                vec![Edit::remove("r[0]")],
                "# two\n[[r]]\nsrc = 'b'\n",
                "one table less; the next keeps its comment",
            ),
            ("a = 1\nb = 2 # c\n", vec![Edit::remove("a")], "b = 2 # c\n", "a key out"),
            ("x = 1\n[[r]]\nsrc = 'a'\n", vec![Edit::remove("r[0]")], "x = 1\n", "the only one"),
            ("a.b = 1\nc = 2\n", vec![Edit::remove("a.b")], "c = 2\n", "the only dotted key"),
            ("[p]\na = 1\n[q]\nb = 1\n", vec![Edit::remove("p")], "[q]\nb = 1\n", "a table out"),
            (
                "a = 1\n",
                vec![set("a", m(&[("b", n("2"))]))],
                "a = { b = 2 }\n",
                "a number becomes a table",
            ),
        ],
        toml,
    );
}

#[test]
fn json_changes_only_the_field() {
    let around = |inner: &str| format!("{inner}\nText.\n");
    let title = |value: &str| vec![set("title", t(value))];
    run(
        vec![
            (
                "{\n  \"title\": \"Old\",\n  \"x\": 1.10\n}",
                title("New \"q\""),
                "{\n  \"title\": \"New \\\"q\\\"\",\n  \"x\": 1.10\n}",
                "a text",
            ),
            (
                "{\n\t\"a\" : 1\n}",
                title("New"),
                "{\n\t\"a\" : 1,\n\t\"title\": \"New\"\n}",
                "a new key on its own line",
            ),
            (
                "{\"a\":1,\"b\":2}",
                title("New"),
                "{\"a\":1,\"b\":2,\"title\": \"New\"}",
                "all on one line",
            ),
            ("{}", title("New"), "{\"title\": \"New\"}", "the first key"),
            (
                "{\n  \"a\": 1,\n  \"b\": 2\n}",
                vec![Edit::remove("b")],
                "{\n  \"a\": 1\n}",
                "the last key, with the comma before it",
            ),
            (
                "{\n  \"a\": 1,\n  \"b\": 2\n}",
                vec![Edit::remove("a")],
                "{\n  \"b\": 2\n}",
                "the first key",
            ),
            (
                "{\n  \"t\": [\"a\",\"b\"]\n}",
                vec![Edit::push("t", "c")],
                "{\n  \"t\": [\"a\",\"b\",\"c\"]\n}",
                "a list on one line",
            ),
            (
                "{\n  \"t\": [\n    \"a\"\n  ]\n}",
                vec![Edit::push("t", "c")],
                "{\n  \"t\": [\n    \"a\",\n    \"c\"\n  ]\n}",
                "a list on several",
            ),
            (
                "{\n  \"a\": 1\n}",
                vec![set("image.alt", t("A"))],
                "{\n  \"a\": 1,\n  \"image\": {\n    \"alt\": \"A\"\n  }\n}",
                "with the map around it",
            ),
            (
                "{\n  \"date\": \"2024-01-01\"\n}",
                vec![set("date", d("2024-06-01"))],
                "{\n  \"date\": \"2024-06-01\"\n}",
                "a date is a text",
            ),
            (
                "{\"a\": null}",
                vec![set("a", true.into())],
                "{\"a\": true}",
                "nothing becomes something",
            ),
        ],
        around,
    );
}

#[test]
fn a_post_without_a_header_gets_one() {
    let cases = [
        ("Text\n", "---\ntitle: \"A\"\n---\nText\n", "above the text"),
        ("", "---\ntitle: \"A\"\n---\n", "in an empty file"),
        ("\u{feff}Text", "\u{feff}---\ntitle: \"A\"\n---\nText", "behind the byte order mark"),
        ("Text\r\nmore", "---\r\ntitle: \"A\"\r\n---\r\nText\r\nmore", "with its line ends"),
    ];
    for (before, after, why) in cases {
        assert_eq!(edit(before, &[set("title", t("A"))]).unwrap(), after, "{why}");
    }
}

#[test]
fn what_is_refused_changes_nothing_and_says_why() {
    type Check = fn(&EditError) -> bool;
    let cases: Vec<(String, Edit, Check, &str)> = vec![
        (
            yaml("a: &n A\nb: *n\n"),
            set("a", t("B")),
            |e| matches!(e, EditError::Anchored { bound: Bound::Anchor, .. }),
            "others refer to it",
        ),
        (
            yaml("a: &n A\nb: *n\n"),
            set("b", t("B")),
            |e| matches!(e, EditError::Anchored { bound: Bound::Alias, .. }),
            "a reference",
        ),
        (
            yaml("a: &n A\nb: *n\n"),
            Edit::remove("a"),
            |e| matches!(e, EditError::Anchored { .. }),
            "others refer to what would go",
        ),
        (
            yaml("d: &d\n  x: 1\ne:\n  <<: *d\n"),
            set("d.x", n("2")),
            |e| matches!(e, EditError::Anchored { .. }),
            "inside an anchor",
        ),
        (
            yaml("d: &d\n- x\ne: *d\n"),
            Edit::push("d", "y"),
            |e| matches!(e, EditError::Anchored { .. }),
            "a list that is used twice",
        ),
        (
            yaml("a: [&n x, *n]\n"),
            set("a", l(&["y"])),
            |e| matches!(e, EditError::Anchored { .. }),
            "an anchor inside",
        ),
        (
            yaml("a: !!str 12\n"),
            set("a", t("13")),
            |e| matches!(e, EditError::Anchored { bound: Bound::Tag, .. }),
            "a type spelled out",
        ),
        (
            yaml("a: 1\na: 2\n"),
            set("a", n("3")),
            |e| matches!(e, EditError::Repeated { .. }),
            "which of the two",
        ),
        (
            yaml("a: 1\na: 2\n"),
            Edit::remove("a"),
            |e| matches!(e, EditError::Repeated { .. }),
            "which of the two goes",
        ),
        (
            yaml("a: text\n"),
            set("a.b", t("x")),
            |e| matches!(e, EditError::NoPlace { .. }),
            "a text has no parts",
        ),
        (
            yaml("a: [x]\n"),
            set("a[2]", t("x")),
            |e| matches!(e, EditError::NoPlace { .. }),
            "past the end",
        ),
        (
            yaml("a: text\n"),
            Edit::push("a", "x"),
            |e| matches!(e, EditError::NoPlace { .. }),
            "a text is no list",
        ),
        (
            yaml("a: x\n"),
            set("a", d("soon")),
            |e| matches!(e, EditError::Unwritable { .. }),
            "no date",
        ),
        (
            yaml("a: x\n"),
            set("a", n("1.2.3")),
            |e| matches!(e, EditError::Unwritable { .. }),
            "no number",
        ),
        (
            yaml("a: x\n"),
            set("a", t(&"x".repeat(MAX_BYTES))),
            |e| {
                matches!(
                    e,
                    EditError::NotFaithful {
                        fault: Fault::Unreadable(ReadError { reason: Reason::TooLong, .. }),
                        ..
                    }
                )
            },
            "too long to be read again",
        ),
        (
            yaml("? a\n: x\n"),
            set("a", t("y")),
            |e| matches!(e, EditError::Layout { .. }),
            "a key with a question mark",
        ),
        (
            yaml("a:\n  - - x\n    - y\n"),
            Edit::remove("a[0][0]"),
            |e| matches!(e, EditError::Layout { .. }),
            "a list behind a dash",
        ),
        (
            toml("a = 1\n"),
            set("a", Value::Null),
            |e| matches!(e, EditError::Unwritable { .. }),
            "TOML knows no nothing",
        ),
        (
            toml("a = 2024-05-01\n"),
            set("a", d("2024-02-30")),
            |e| matches!(e, EditError::Unwritable { .. }),
            "TOML knows the calendar",
        ),
        (
            toml("[a]\nb = 1\n"),
            set("a", n("1")),
            |e| matches!(e, EditError::Layout { .. }),
            "a table of TOML becomes a number",
        ),
        (
            "{\"a\": 1, \"a\": 2}\n".into(),
            set("a", n("3")),
            |e| matches!(e, EditError::Repeated { .. }),
            "twice in JSON",
        ),
    ];
    for (text, change, expected, why) in cases {
        let also = set("zz", t("fine"));
        let error = edit(&text, &[also, change]).expect_err(why);
        assert!(expected(&error), "{why}: {error:?}");
    }
}

#[test]
fn a_value_that_is_there_already_changes_no_byte() {
    let cases: &[(String, Edit, &str)] = &[
        (yaml("title:   'Old'\n"), set("title", t("Old")), "quoted"),
        (yaml("title: \"a\\u0062\"\n"), set("title", t("ab")), "escaped"),
        (yaml("dek: >\n  a\n  b\n"), set("dek", t("a b\n")), "folded"),
        (yaml("date: '2024-01-01'\n"), set("date", d("2024-01-01")), "a date in quotes"),
        (yaml("tags: [ a , b ]\n"), set("tags", l(&["a", "b"])), "a list"),
        (
            yaml("m: {b: 1, a: 2}\n"),
            set("m", m(&[("a", n("2")), ("b", n("1"))])),
            "a map in another order",
        ),
        (yaml("a: &n A\nb: *n\n"), set("b", t("A")), "a reference"),
        (yaml("a: 1\n"), Edit::remove("b"), "not there"),
        ("No header".into(), Edit::remove("b"), "no header"),
    ];
    for (text, change, why) in cases {
        assert_eq!(&edit(text, std::slice::from_ref(change)).unwrap(), text, "{why}");
    }
}

#[test]
fn the_gate_lets_nothing_else_through() {
    let before = "# c\na: 1\nb: 2\n";
    let cases: &[(&str, Result<(), Fault>, &str)] = &[
        ("# c\na: 9\nb: 2\n", Ok(()), "what was asked for"),
        ("# c\na: 8\nb: 2\n", Err(Fault::Values), "another value"),
        ("# c\na: 9\nb: 3\n", Err(Fault::Values), "another field"),
        ("# c\na: 9\n", Err(Fault::Values), "a field lost"),
        ("# c\na: 9\nb: 2\nx: 1\n", Err(Fault::Values), "a field more"),
        ("# d\na: 9\nb: 2\n", Err(Fault::Lines), "another comment"),
        ("# c\na: 9\nb:  2\n", Err(Fault::Lines), "other blanks"),
        ("# c\na: 9\n# e\nb: 2\n", Ok(()), "a comment within the lines of the field"),
        ("# c\na: 9\r\nb: 2\n", Err(Fault::LineEnds), "another line end"),
    ];
    for (after, expected, why) in cases {
        let change = set("a", n("9"));
        let wanted = m(&[("a", n("9")), ("b", n("2"))]);
        let got =
            gate::check(before, after, (&wanted, &wanted), &change, Format::Yaml, Some(4..9), "\n");
        let fault = got.map_err(|error| match error {
            EditError::NotFaithful { fault, .. } => fault,
            other => panic!("{why}: {other}"),
        });
        assert_eq!(&fault, expected, "{why}");
    }
    let unreadable =
        gate::check(before, "a: [", (&m(&[]), &m(&[])), &set("a", t("")), Format::Yaml, None, "\n");
    assert!(matches!(unreadable, Err(EditError::NotFaithful { fault: Fault::Unreadable(_), .. })));
}

#[test]
fn an_item_that_goes_from_a_list_of_many_lines_takes_no_comment_of_another() {
    let cases = || {
        let mut cases: Vec<Case> = Vec::new();
        for (before, items, after, why) in [
            (
                "[\n  \"a\", # one\n  \"b\", # two\n]",
                &["a"][..],
                "[\n  \"a\", # one\n]",
                "the last, with its comma",
            ),
            (
                "[\n  \"a\", # one\n  \"b\" # two\n]",
                &["a"],
                "[\n  \"a\" # one\n]",
                "the last, without",
            ),
            (
                "[\n  \"a\", # one\n  # more\n  \"b\",\n]",
                &["a"],
                "[\n  \"a\", # one\n  # more\n]",
                "a comment on a line of its own",
            ),
            (
                "[\n  \"a\", # one\n  # two\n  \"b\",\n]",
                &["b"],
                "[\n  # two\n  \"b\",\n]",
                "which belongs to the next",
            ),
            ("[\"a\", # one\n  \"b\"]", &["a"], "[\"a\" # one\n  ]", "the bracket behind it"),
            ("[\"a\", # one\n  \"b\",]", &["a"], "[\"a\", # one\n  ]", "behind a comma"),
            ("[\n  \"a\",\n  \"b\"\n]", &["a"], "[\n  \"a\"\n]", "no comments"),
        ] {
            let leak = |text: &str| -> &'static str { format!("KEY{text}\nx: 1\n").leak() };
            cases.push((leak(before), vec![set("tags", l(items))], leak(after), why));
        }
        cases
    };
    let dressed = |key: &str, other: &str| -> Vec<Case> {
        let dress =
            |text: &str| -> &'static str { text.replace("KEY", key).replace("x: 1", other).leak() };
        let all = cases().into_iter();
        all.map(|(before, edits, after, why)| (dress(before), edits, dress(after), why)).collect()
    };
    run(dressed("tags = ", "x = 1"), toml);
    run(dressed("tags: ", "x: 1"), yaml);
}
