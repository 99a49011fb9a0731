//! What the second reader lets through, and what it stops.

use super::*;

/// The header before and after a change of `key` to a text, and whether the witness agrees.
type Case = (Format, &'static str, &'static str, &'static str, &'static str, bool, &'static str);

#[test]
fn the_witness_sees_what_differs() {
    use Format::{Json, Toml, Yaml};
    let cases: Vec<Case> = vec![
        (Yaml, "a: x\nb: 1\n", "a: y\nb: 1\n", "a", "y", true, "as asked"),
        (Yaml, "a: x\nb: 1\n", "a: z\nb: 1\n", "a", "y", false, "another value"),
        (Yaml, "a: x\nb: 1\n", "a: y\nb: 2\n", "a", "y", false, "a neighbour"),
        (Yaml, "a: x\nb: 1\n", "a: y\n", "a", "y", false, "a neighbour gone"),
        (Yaml, "a: x\n", "a: y\nb: 1\n", "a", "y", false, "a neighbour come"),
        (Yaml, "a: x\n", "a: 12\n", "a", "12", false, "a number, not a text"),
        (Yaml, "a: x\n", "a: y: z\n", "a", "y: z", false, "no reader takes it"),
        (Yaml, "m:\n  a: x\n  b: 1\n", "m:\n  a: y\n  b: 1\n", "m.a", "y", true, "inside a map"),
        (Yaml, "m:\n  a: x\n  b: 1\n", "m:\n  a: y\n", "m.a", "y", false, "its sister gone"),
        (Yaml, "m: [x, z]\n", "m: [y, z]\n", "m[0]", "y", true, "an item"),
        (Yaml, "m: [x, z]\n", "m: [y, w]\n", "m[0]", "y", false, "the item beside it"),
        (Yaml, "m: [x]\n", "m: [x, y]\n", "m[1]", "y", true, "one item more"),
        (Yaml, "b: 1\n", "b: 1\nm:\n  a: y\n", "m.a", "y", true, "a map made for it"),
        (
            Yaml,
            "a: x\nb: !t 1\n",
            "a: z\nb: !t 1\n",
            "a",
            "y",
            true,
            "it knows no types: no verdict",
        ),
        (
            Yaml,
            "a: 0b11\nb: 1\n",
            "a: z\nb: 1\n",
            "a",
            "y",
            true,
            "it read the field otherwise before",
        ),
        (Yaml, "a: 0b11\nb: 1\n", "a: y\nb: 2\n", "a", "y", false, "but knows the neighbour"),
        (Json, "{\"a\": \"x\", \"b\": 1}", "{\"a\": \"y\", \"b\": 1}", "a", "y", true, "in JSON"),
        (
            Json,
            "{\"a\": \"x\", \"b\": 1}",
            "{\"a\": \"y\", \"b\": 1,}",
            "a",
            "y",
            false,
            "a comma too many",
        ),
        (Toml, "a = 1\n", "a = 2\n", "a", "y", true, "no witness for TOML"),
    ];
    for (format, before, after, key, value, agrees, why) in cases {
        let was = parse(before, format).unwrap().value();
        let edit = set(key, t(value));
        assert_eq!(witness::agrees(before, after, &was, &edit, format), agrees, "{why}");
    }
}

#[test]
fn what_goes_may_leave_nothing_behind_and_take_nothing_along() {
    for (before, after, key, agrees, why) in [
        ("a: x\nb: 1\n", "b: 1\n", "a", true, "a key"),
        ("a: x\nb: 1\n", "a: x\nb: 1\n", "a", false, "still there"),
        ("a: x\nb: 1\n", "", "a", false, "its neighbour too"),
        ("m: [x, z]\n", "m: [z]\n", "m[0]", true, "an item"),
        ("m: [x, z]\n", "m: [x]\n", "m[0]", false, "the wrong item"),
        ("m: [x]\n", "m: []\n", "m[0]", true, "the only item"),
        ("m:\n  a: x\n", "m: {}\n", "m.a", true, "the only key"),
    ] {
        let was = parse(before, Format::Yaml).unwrap().value();
        let edit = Edit::remove(key);
        assert_eq!(witness::agrees(before, after, &was, &edit, Format::Yaml), agrees, "{why}");
    }
}
