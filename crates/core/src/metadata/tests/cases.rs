//! Changes, each with the exact text that must come of it.

use super::*;

/// What is between the marks before, the changes, what is between them after, and why.
type Case = (&'static str, Vec<Edit>, &'static str, &'static str);

fn run(cases: Vec<Case>, around: fn(&str) -> String) {
    for (before, edits, after, why) in cases {
        for (mark, crlf) in [("", false), ("\u{feff}", false), ("", true)] {
            let dress = |inner: &str| {
                let text = format!("{mark}{}", around(inner));
                if crlf { text.replace('\n', "\r\n") } else { text }
            };
            let got = edit(&dress(before), &edits)
                .unwrap_or_else(|error| panic!("{why} (CRLF {crlf}): {error}"));
            assert_eq!(got, dress(after), "{why} (CRLF {crlf})");
        }
    }
}

#[test]
fn yaml_changes_only_the_field() {
    let title = |value: &str| vec![set("title", t(value))];
    run(
        vec![
            ("title: Old\n", title("New"), "title: New\n", "plain stays plain"),
            ("title: 'Old'\n", title("New"), "title: 'New'\n", "single quotes stay"),
            ("title: \"Old\"\n", title("New"), "title: \"New\"\n", "double quotes stay"),
            ("title: 'Old'\n", title("It's"), "title: 'It''s'\n", "an apostrophe is doubled"),
            (
                "title: 'Old'\n",
                title("a\nb"),
                "title: \"a\\nb\"\n",
                "single quotes cannot hold a line break",
            ),
            ("title: Old\n", title("A: B"), "title: \"A: B\"\n", "a colon needs quotes"),
            ("title: Old\n", title("A #1"), "title: \"A #1\"\n", "so does a hash after a space"),
            ("title: Old\n", title("@who"), "title: \"@who\"\n", "and a handle first"),
            ("title: Old\n", title("no"), "title: \"no\"\n", "and what is false in Norway"),
            ("title: Old\n", title("1.20"), "title: \"1.20\"\n", "and what looks like a number"),
            (
                "title: Old\n",
                title("2024-06-01"),
                "title: \"2024-06-01\"\n",
                "and what looks like a date",
            ),
            ("title: Old\n", title(" lead"), "title: \" lead\"\n", "and a space first"),
            ("title: Old\n", title(""), "title: \"\"\n", "and nothing"),
            ("title: Old\n", title("null"), "title: \"null\"\n", "and the word for nothing"),
            ("title: Old\n", title("~"), "title: \"~\"\n", "and its sign"),
            ("title: Old\n", title("- x"), "title: \"- x\"\n", "and a dash first"),
            ("title: Old\n", title("12:30"), "title: \"12:30\"\n", "base 60 in YAML 1.1"),
            (
                "title: Old\n",
                title("a\u{85}b\u{7}"),
                "title: \"a\\u0085b\\u0007\"\n",
                "and control characters",
            ),
            ("title: Old\n", title("💥 Gęślą"), "title: 💥 Gęślą\n", "not letters of the world"),
            ("title: Old\n", title("18F at ten"), "title: 18F at ten\n", "nor a digit first"),
            (
                "title:   Old   # note\nx: 1\n",
                title("New"),
                "title:   New   # note\nx: 1\n",
                "spacing and comment stay",
            ),
            ("title : Old\n", title("New"), "title : New\n", "odd spacing stays"),
            ("title:\tOld\n", title("New"), "title:\tNew\n", "a tab after the colon stays"),
            ("\"title\": Old\n", title("New"), "\"title\": New\n", "a quoted key stays"),
            ("title:\nx: 1\n", title("New"), "title: \"New\"\nx: 1\n", "a key without a value"),
            (
                "title:  # todo\nx: 1\n",
                title("New"),
                "title: \"New\"  # todo\nx: 1\n",
                "its comment stays",
            ),
            (
                "title: ~\nx: y\n",
                title("New"),
                "title: New\nx: y\n",
                "new quoting follows the others",
            ),
            ("title: Old\n", vec![set("title", Value::Null)], "title:\n", "nothing is not written"),
            (
                "title: Old\n  goes on\nx: 1\n",
                title("Old goes off"),
                "title: Old\n  goes off\nx: 1\n",
                "lines that are alike stay",
            ),
            (
                "title: \"Old\n  goes on\"\n",
                title("New goes on"),
                "title: \"New\n  goes on\"\n",
                "in quotes too",
            ),
            (
                "title: \"Old\ngoes on\"\nx: 1\n",
                title("New goes on"),
                "title: \"New\ngoes on\"\nx: 1\n",
                "at the margin too, as old Jekyll posts have it",
            ),
            (
                "dek: |\n  a\n  b\n\nx: 1\n",
                vec![set("dek", t("c\nd\n"))],
                "dek: |\n  c\n  d\n\nx: 1\n",
                "a block stays a block",
            ),
            (
                "dek: >-  # why\n    a\n    b\nx: 1\n",
                vec![set("dek", t("a c"))],
                "dek: >-  # why\n    a\n    c\nx: 1\n",
                "folded too, with its comment",
            ),
            (
                "dek: >-\n  a\n  b\n  c\n",
                vec![set("dek", t("a b d"))],
                "dek: >-\n  a\n  b\n  d\n",
                "folded lines that are alike stay",
            ),
            (
                "dek: >\n  a\n  b\n",
                vec![set("dek", t("x"))],
                "dek: >-\n  x\n",
                "the last line break is part of the text",
            ),
            (
                "dek: |\n  a\nx: 1\n",
                vec![set("dek", t("  a"))],
                "dek: \"  a\"\nx: 1\n",
                "what a block cannot hold",
            ),
            (
                "dek: |+\n  a\n\nx: 1\n",
                vec![set("dek", t("b"))],
                "dek: |-\n  b\nx: 1\n",
                "blank lines that are part of the text go",
            ),
            (
                "x: 1\ndate: 2024-01-01\n",
                vec![set("date", d("2024-06-01T09:00:00-07:00"))],
                "x: 1\ndate: 2024-06-01T09:00:00-07:00\n",
                "a date without quotes",
            ),
            (
                "date: '2024-01-01'\n",
                vec![set("date", d("2024-06-01"))],
                "date: '2024-06-01'\n",
                "a date in quotes keeps them",
            ),
            ("draft: true\n", vec![set("draft", false.into())], "draft: false\n", "yes or no"),
            ("n: 1\n", vec![set("n", n("1.50"))], "n: 1.50\n", "a number as written"),
            (
                "title: A\n# end\n",
                vec![set("dek", t("B"))],
                "title: A\ndek: B\n# end\n",
                "a new key behind the last, like the others",
            ),
            (
                "title: \"A\"\n",
                vec![set("dek", t("B"))],
                "title: \"A\"\ndek: \"B\"\n",
                "in quotes where they are",
            ),
            (
                "# c\n",
                vec![set("dek", t("B"))],
                "# c\ndek: \"B\"\n",
                "the first key behind comments",
            ),
            ("", vec![set("dek", t("B"))], "dek: \"B\"\n", "the first key"),
            (
                "dek: |\n  a\n\n",
                vec![set("x", n("1"))],
                "dek: |\n  a\nx: 1\n\n",
                "behind a block, before the blank line",
            ),
            ("a: A\n", vec![set("x: y", t("B"))], "a: A\n\"x: y\": B\n", "a key that needs quotes"),
            (
                "title: A\nimage:\n    src: a.jpg\nx: 1\n",
                vec![set("image.alt", t("B"))],
                "title: A\nimage:\n    src: a.jpg\n    alt: B\nx: 1\n",
                "a nested key, indented like its neighbours",
            ),
            (
                "title: A\n",
                vec![set("image.alt", t("B"))],
                "title: A\nimage:\n  alt: B\n",
                "with the map around it",
            ),
            (
                "image:\nx: y\n",
                vec![set("image.alt", t("B"))],
                "image:\n  alt: B\nx: y\n",
                "in a map that was only announced",
            ),
            (
                "image: {src: a, alt: \"b\"}\n",
                vec![set("image.alt", t("c, d"))],
                "image: {src: a, alt: \"c, d\"}\n",
                "between braces",
            ),
            (
                "image: { src: a }\n",
                vec![set("image.alt", t("b"))],
                "image: { src: a, alt: b }\n",
                "between braces, a new key",
            ),
            (
                "image: {src: a, alt: b}\n",
                vec![Edit::remove("image.src")],
                "image: {alt: b}\n",
                "between braces, one less",
            ),
            (
                "x: 1\ntitle: A # c\n# about y\ny: 2\n",
                vec![Edit::remove("title")],
                "x: 1\n# about y\ny: 2\n",
                "the comment above the next key stays",
            ),
            (
                "dek: |\n  a\n\ny: 2\n",
                vec![Edit::remove("dek")],
                "\ny: 2\n",
                "so does the blank line behind a block",
            ),
            (
                "dek: |+\n  a\n\nx: 1\n\ny: 2\n",
                vec![Edit::remove("x")],
                "dek: |+\n  a\n\ny: 2\n",
                "blank lines that would become part of a text go",
            ),
            ("title: A\n", vec![Edit::remove("title")], "", "the only key"),
            (
                "image:\n  alt: A\nx: 1\n",
                vec![Edit::remove("image.alt")],
                "image: {}\nx: 1\n",
                "the only key of a map leaves an empty map",
            ),
            ("x: 1\n", vec![Edit::remove("title")], "x: 1\n", "nothing to take out"),
            (
                "tags: [a, 'b']\n",
                vec![Edit::push("tags", "c d")],
                "tags: [a, 'b', 'c d']\n",
                "brackets stay",
            ),
            ("tags: []\n", vec![Edit::push("tags", "a")], "tags: [\"a\"]\n", "empty brackets stay"),
            (
                "tags:\n  [\n    a,\n    b, # two\n  ]\n",
                vec![Edit::push("tags", "c")],
                "tags:\n  [\n    a,\n    b, # two\n    c,\n  ]\n",
                "one per line stays one per line",
            ),
            (
                "tags: [\n  a,\n  b # two\n]\n",
                vec![Edit::push("tags", "c")],
                "tags: [\n  a,\n  b, # two\n  c\n]\n",
                "without a comma at the end",
            ),
            (
                "tags: [a,\n  b]\n",
                vec![Edit::push("tags", "c")],
                "tags: [a,\n  b,\n  c]\n",
                "wrapped brackets",
            ),
            (
                "tags: [a,b,c]\n",
                vec![set("tags", l(&["a", "c"]))],
                "tags: [a,c]\n",
                "an item out of brackets",
            ),
            (
                "tags:\n- a\n- b # two\n\nx: 1\n",
                vec![Edit::push("tags", "c")],
                "tags:\n- a\n- b # two\n- c\n\nx: 1\n",
                "dashes at the margin",
            ),
            (
                "tags:\n  -   a\n  -   b\n",
                vec![set("tags", l(&["a", "x", "b"]))],
                "tags:\n  -   a\n  -   x\n  -   b\n",
                "dashes with wide gaps",
            ),
            (
                "tags:\n- a # one\n- 'b' # two\n- c\n",
                vec![set("tags", l(&["a", "c"]))],
                "tags:\n- a # one\n- c\n",
                "the others keep their comments",
            ),
            (
                "tags:\n- a # one\n- 'b' # two\n",
                vec![set("tags", l(&["a", "no"]))],
                "tags:\n- a # one\n- 'no' # two\n",
                "an item is rewritten in its place",
            ),
            ("tags:\n- a\n", vec![set("tags", l(&[]))], "tags: []\n", "an empty list"),
            (
                "tags: a\nx: 1\n",
                vec![set("tags", l(&["a", "b"]))],
                "tags:\n  - a\n  - b\nx: 1\n",
                "a text becomes a list",
            ),
            (
                "tags: # what\n- a\n# in between\n- b\nx: 1\n",
                vec![set("tags", t("a"))],
                "tags: a # what\nx: 1\n",
                "a list becomes a text",
            ),
            (
                "a:\n- x\n",
                vec![set("tags", l(&["b"]))],
                "a:\n- x\ntags:\n- b\n",
                "a new list is indented like the others",
            ),
            (
                "a: [x]\n",
                vec![set("tags", l(&["b", "c, d"]))],
                "a: [x]\ntags: [b, \"c, d\"]\n",
                "in brackets where the others are",
            ),
            (
                "media:\n  - src: a\n    alt: b\n\n  - src: c\n",
                vec![set("media[0].alt", t("B")), set("media[1].alt", t("D"))],
                "media:\n  - src: a\n    alt: B\n\n  - src: c\n    alt: D\n",
                "maps in a list",
            ),
            (
                "media:\n  - src: a\n    alt: b\n",
                vec![Edit::remove("media[0].src")],
                "media:\n  - alt: b\n",
                "the key behind the dash",
            ),
            (
                "media:\n- src: a\nx: 1\n",
                vec![Edit::push("media", m(&[("src", t("b")), ("alt", t("c"))]))],
                "media:\n- src: a\n- src: b\n  alt: c\nx: 1\n",
                "another map",
            ),
            (
                "media:\n- src: a\n- src: b\n",
                vec![Edit::remove("media[0]")],
                "media:\n- src: b\n",
                "one map less",
            ),
            (
                "a: &n A\nb: *n\ntitle: x\n",
                title("z"),
                "a: &n A\nb: *n\ntitle: z\n",
                "beside anchors",
            ),
            (
                "a: 1\na: 2\ntitle: x\n",
                title("z"),
                "a: 1\na: 2\ntitle: z\n",
                "beside a key that stands twice",
            ),
            ("{title: x, a: 1}\n", title("z"), "{title: z, a: 1}\n", "the whole header in braces"),
            (
                "title: A\n",
                vec![set("a", t("x")), set("a", t("z")), Edit::remove("title")],
                "a: z\n",
                "one after the other",
            ),
        ],
        yaml,
    );
}

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
