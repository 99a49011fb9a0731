#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::preview::AsWritten;

fn open(text: &str) -> Manuscript {
    let post = Post::from_bytes("posts/a.md", text.as_bytes().to_vec(), None);
    Manuscript::open(post, Braces::default(), &AsWritten)
}

fn change(from: u32, to: u32, insert: &str) -> Change {
    Change { from, to, insert: insert.to_owned() }
}

#[test]
fn changes_land_where_the_editor_means() {
    let header = "---\ntitle: T\n---\n";
    for (body, changes, after, why) in [
        ("abc", vec![change(1, 2, "X")], "aXc", "plain letters"),
        ("💥é\nx", vec![change(3, 3, "!")], "💥é!\nx", "a pair counts two, an accent one"),
        (
            "a\r\nb\r\n",
            vec![change(2, 2, "c\n")],
            "a\r\nc\r\nb\r\n",
            "a line end counts one and stays CRLF",
        ),
        ("a\rb\n", vec![change(2, 3, "c")], "a\rc\n", "a lone CR is a line end"),
        ("abcdef", vec![change(0, 1, ""), change(3, 3, "-"), change(5, 6, "")], "bc-de", "several"),
        ("abc", vec![change(3, 3, "d")], "abcd", "at the end"),
    ] {
        let mut manuscript = open(&format!("{header}{body}"));
        manuscript.edit(1, &changes, &AsWritten).unwrap();
        assert_eq!(manuscript.body(), after, "{why}");
        assert!(manuscript.text().starts_with(header), "the fields stay: {why}");
    }
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    for (version, changes, why) in [
        (1, vec![change(0, 99, "")], "past the end"),
        (1, vec![change(1, 1, "x")], "inside a pair"),
        (1, vec![change(2, 3, ""), change(0, 1, "")], "out of order"),
        (7, vec![change(0, 0, "x")], "a version that never was"),
    ] {
        let mut manuscript = open("💥ab");
        assert!(manuscript.edit(version, &changes, &AsWritten).is_err(), "{why}");
        assert_eq!(manuscript.text(), "💥ab", "{why}");
    }
    let mut manuscript = open("ab");
    manuscript.edit(1, &[change(0, 0, "x")], &AsWritten).unwrap();
    assert!(
        manuscript.edit(1, &[change(0, 0, "y")], &AsWritten).is_err(),
        "made against an older text"
    );
}

#[test]
fn a_damaged_header_opens_as_a_whole_for_repair() {
    let mut manuscript = open("---\ntitle: \"A\nText.\n");
    assert!(manuscript.broken().is_some_and(Unreadable::is_repairable));
    assert_eq!(manuscript.editor_text(), "---\ntitle: \"A\nText.\n");
    manuscript.edit(1, &[change(13, 13, "\"\n---")], &AsWritten).unwrap();
    assert_eq!(manuscript.text(), "---\ntitle: \"A\"\n---\nText.\n");
}

proptest! {
    /// Typing and taking it back leaves every byte as it was, whatever the line ends.
    #[test]
    fn typing_and_undoing_changes_nothing(
        body in "([a-zé💥 ]|\r\n|\n|\r|\t|\u{2028}|# |\\* ){0,40}",
        at in 0.0..1.0_f64,
        typed in "[a-z💥]{1,4}",
    ) {
        let before = format!("---\r\ntitle: T # kept\r\n---\r\n{body}");
        let mut manuscript = open(&before);
        let units = crate::preview::units(&manuscript.body());
        let editor: Vec<u16> = manuscript.editor_text().encode_utf16().collect();
        prop_assert_eq!(units as usize, editor.len());
        let mut place = (f64::from(units) * at) as u32;
        // The editor never stands inside a pair.
        if editor.get(place as usize).is_some_and(|unit| (0xdc00..0xe000).contains(unit)) {
            place -= 1;
        }
        let length = typed.encode_utf16().count() as u32;
        manuscript.edit(1, &[change(place, place, &typed)], &AsWritten).unwrap();
        manuscript.edit(2, &[change(place, place + length, "")], &AsWritten).unwrap();
        prop_assert_eq!(manuscript.text(), before);
    }
}
