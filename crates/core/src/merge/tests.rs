#![allow(clippy::unwrap_used)]

use super::*;

/// Paragraphs, one below the other.
fn story(paragraphs: &[&str]) -> String {
    format!("{}\n", paragraphs.join("\n\n"))
}

const HEADER: &str = "---\ntitle: A title # ours\ndescription: A dek.\ntags: [one, two]\nimage:\n  src: a.jpg\n  alt: A man.\n---\n\n";
const ONE: &str = "The first paragraph tells of the river. It has two sentences.";
const TWO: &str = "The second one is about buses at night, and about who waits for them.";
const THREE: &str = "The third speaks of courts. Their corridors are long. Nobody sits down.";

#[test]
fn what_nobody_or_one_of_them_changed_is_taken_as_it_is() {
    let (a, b) = ("---\r\na: 1\r\n---\r\n\r\nX\r\n\n\n  y", "anything\u{feff}\r at all");
    for (base, ours, theirs, expected, why) in [
        (a, a, a, a, "nobody changed it"),
        (a, b, a, b, "only ours"),
        (a, a, b, b, "only theirs"),
        (a, b, b, b, "both the same"),
        ("", a, a, a, "both new, and the same"),
    ] {
        assert_eq!(merge(base, ours, theirs).text().as_deref(), Some(expected), "{why}");
    }
}

#[test]
fn what_each_changed_in_another_place_is_put_together() {
    let base = story(&[ONE, TWO, THREE]);
    let three = |a: &str, b: &str, c: &str| story(&[a, b, c]);
    let rows: &[(&str, String, String, String)] = &[
        (
            "one paragraph each",
            three("The first paragraph tells of the lake. It has two sentences.", TWO, THREE),
            three(ONE, TWO, "The third speaks of courts. Their corridors are long. All stand."),
            three(
                "The first paragraph tells of the lake. It has two sentences.",
                TWO,
                "The third speaks of courts. Their corridors are long. All stand.",
            ),
        ),
        (
            "one sentence each of the same paragraph",
            three(
                ONE,
                TWO,
                "The third speaks of jails. Their corridors are long. Nobody sits down.",
            ),
            three(ONE, TWO, "The third speaks of courts. Their corridors are long. Nobody sits."),
            three(ONE, TWO, "The third speaks of jails. Their corridors are long. Nobody sits."),
        ),
        (
            "one moves what the other one rewords",
            story(&[THREE, ONE, TWO]),
            three(
                ONE,
                TWO,
                "The third speaks of courts. Their corridors are cold. Nobody sits down.",
            ),
            story(&[
                "The third speaks of courts. Their corridors are cold. Nobody sits down.",
                ONE,
                TWO,
            ]),
        ),
        (
            "one takes out, the other one adds",
            story(&[ONE, THREE]),
            story(&[ONE, TWO, THREE, "Something new at the end."]),
            story(&[ONE, THREE, "Something new at the end."]),
        ),
        (
            "both add at the end",
            story(&[ONE, TWO, THREE, "Ours speaks about rain."]),
            story(&[ONE, TWO, THREE, "A spokesman said no."]),
            story(&[ONE, TWO, THREE, "Ours speaks about rain.", "A spokesman said no."]),
        ),
        (
            "both add the same, one of them more",
            story(&[ONE, "Added by both.", TWO, THREE]),
            story(&[ONE, "Added by both.", "And one more.", TWO, THREE]),
            story(&[ONE, "Added by both.", "And one more.", TWO, THREE]),
        ),
    ];
    for (why, ours, theirs, expected) in rows {
        assert_eq!(merge(&base, ours, theirs).text().as_ref(), Some(expected), "{why}");
        let swapped = merge(&base, theirs, ours);
        assert!(swapped.passages().is_empty(), "{why}: the other way round");
    }
}

#[test]
fn items_rows_and_quotes_stay_on_lines_of_their_own() {
    let [water, bread] = ["The first item is about water.", "The second item is about bread."];
    for (mark, end, why) in [("- ", "", "a list"), ("> ", "", "a quote"), ("| ", " |", "a table")] {
        let lines = |all: &[&str]| {
            let all: Vec<String> = all.iter().map(|line| format!("{mark}{line}{end}")).collect();
            story(&[ONE, &all.join("\n"), TWO])
        };
        let (wine, cheese) = ("The first item is about wine.", "The third item is about cheese.");
        let base = lines(&[water, bread]);
        let (ours, theirs) = (lines(&[wine, bread]), lines(&[water, bread, cheese]));
        let expected = lines(&[wine, bread, cheese]);
        assert_eq!(merge(&base, &ours, &theirs).text().as_ref(), Some(&expected), "{why}");
        assert_eq!(merge(&base, &theirs, &ours).text().as_ref(), Some(&expected), "{why}, swapped");
    }
    // The sentence that parts two lines goes, and the one before it changes.
    let list = |first: &str| story(&[&format!("- {first}\n- Third comes cheese.")]);
    let base = list("First comes water. Then comes bread.");
    let text =
        merge(&base, &list("First comes water."), &list("First comes wine. Then comes bread."));
    assert_eq!(text.text(), Some(list("First comes wine.")));
}

#[test]
fn a_paragraph_stays_in_its_item() {
    let item = "1. The first thing to do is to go there.";
    let said = "    It is far from here. It takes all day. Bring some water.";
    let base = story(&[item, said, TWO]);
    let with = |from: &str, to: &str| base.replace(from, to);
    let merged = merge(&base, &with("far", "not far"), &with("some water", "some bread"));
    let both = with("far", "not far").replace("some water", "some bread");
    assert_eq!(merged.text(), Some(both), "a sentence each");
    let out = story(&[item, said.trim(), TWO]);
    let ours = |text: &str| text.replace("buses", "trains");
    for (from, to, why) in [(&out, &base, "put into the item"), (&base, &out, "taken out of it")] {
        assert_eq!(merge(from, &ours(from), to).text(), Some(ours(to)), "{why}");
        assert_eq!(merge(from, to, &ours(from)).text(), Some(ours(to)), "{why}, swapped");
    }
    let merged = merge(&base, &with("far", "near"), &with("far", "miles away"));
    for (choice, word) in [(Choice::Ours, "near"), (Choice::Theirs, "miles away")] {
        assert_eq!(merged.with(&[choice]), with("far", word), "asked about, and still in the item");
    }
}

#[test]
fn only_a_passage_that_both_changed_is_asked_about() {
    let base = story(&[ONE, TWO, THREE]);
    let mine = "The second one is about buses at dawn, and about who waits for them.";
    let yours = "The second one is about trains at night, and about who waits for them.";
    let ours =
        story(&["The first paragraph tells of the lake. It has two sentences.", mine, THREE]);
    let theirs = story(&[ONE, yours, THREE, "New."]);
    let merged = merge(&base, &ours, &theirs);
    let passages = merged.passages();
    assert_eq!(passages.len(), 1);
    assert_eq!((passages[0].base.as_str(), passages[0].ours.as_str()), (TWO, mine));
    assert_eq!(passages[0].theirs, yours);
    assert_eq!(passages[0].before, "The first paragraph tells of the lake. It has two sentences.");
    assert_eq!(passages[0].after, THREE);
    assert_eq!(merged.text(), None);
    let first = "The first paragraph tells of the lake. It has two sentences.";
    for (choice, expected) in [
        (Choice::Ours, vec![first, mine, THREE, "New."]),
        (Choice::Theirs, vec![first, yours, THREE, "New."]),
        (Choice::Both, vec![first, mine, yours, THREE, "New."]),
        (Choice::Own("Mine alone.".into()), vec![first, "Mine alone.", THREE, "New."]),
    ] {
        assert_eq!(merged.with(std::slice::from_ref(&choice)), story(&expected), "{choice:?}");
    }
    let by: Vec<(usize, By)> = merged.taken().iter().map(|t| (t.paragraph, t.by)).collect();
    assert_eq!(by, [(1, By::Ours), (4, By::Theirs)]);
}

#[test]
fn one_took_out_what_the_other_one_reworded() {
    let base = story(&[ONE, TWO, THREE]);
    let yours = "The second one is about trains at night, and about who waits for them.";
    let merged = merge(&base, &story(&[ONE, THREE]), &story(&[ONE, yours, THREE]));
    let passage = merged.passages()[0].clone();
    assert_eq!((passage.ours.as_str(), passage.theirs.as_str()), ("", yours));
    assert!(!passage.takes_both());
    assert_eq!(merged.with(&[Choice::Ours]), story(&[ONE, THREE]));
    assert_eq!(merged.with(&[Choice::Theirs]), story(&[ONE, yours, THREE]));
}

#[test]
fn a_paragraph_that_both_wrote_anew_is_one_passage() {
    let base = story(&[ONE, TWO, THREE]);
    let (mine, yours) = ("Rain fell.", "A spokesman said no.");
    let reworded = "The second one is about trains at night, and about who waits for them.";
    for (ours, theirs) in [(mine, yours), (mine, reworded), (reworded, yours)] {
        let merged = merge(&base, &story(&[ONE, ours, THREE]), &story(&[ONE, theirs, THREE]));
        let passage = merged.passages()[0].clone();
        assert_eq!((passage.ours.as_str(), passage.theirs.as_str()), (ours, theirs));
        assert_eq!((merged.passages().len(), passage.base.as_str()), (1, TWO));
        assert_eq!(merged.with(&[Choice::Ours]), story(&[ONE, ours, THREE]));
        assert_eq!(merged.with(&[Choice::Both]), story(&[ONE, ours, theirs, THREE]));
    }
    let merged = merge("", "# Both, by us\n", "# Both, by them\n");
    assert_eq!(merged.passages().len(), 1, "both began the same story");
}

#[test]
fn of_two_that_began_apart_only_what_differs_is_asked_about() {
    let whole = |title: &str, all: &[&str]| {
        format!("---\ntitle: {title}\ndescription: A dek.\n---\n\n{}", story(all))
    };
    let mine = "The second one is about buses at dawn, and about who waits for them.";
    let yours = "The second one is about trains at night, and about who waits for them.";
    let (added, more) = ("Ours speaks about rain.", "A spokesman said no.");

    let merged =
        merge("", &whole("Ours", &[ONE, mine, THREE]), &whole("Theirs", &[ONE, yours, THREE]));
    let asked: Vec<_> =
        merged.passages().iter().map(|p| (p.ours.clone(), p.theirs.clone())).collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(asked, [pair("Ours", "Theirs"), pair(mine, yours)], "a field and a paragraph");
    assert_eq!(merged.with(&[Choice::Ours, Choice::Theirs]), whole("Ours", &[ONE, yours, THREE]));
    assert_eq!(merged.taken(), [], "what both have was not put together");

    for (why, ours, theirs, expected) in [
        ("one has more", vec![ONE, TWO, added], vec![ONE, TWO], vec![ONE, TWO, added]),
        (
            "each has more elsewhere",
            vec![added, ONE, TWO],
            vec![ONE, more, TWO],
            vec![added, ONE, more, TWO],
        ),
        ("in another order", vec![THREE, ONE, TWO], vec![ONE, TWO, THREE], vec![THREE, ONE, TWO]),
        ("the same", vec![ONE, TWO], vec![ONE, TWO], vec![ONE, TWO]),
    ] {
        let (ours, theirs) = (whole("A", &ours), whole("A", &theirs) + "\n");
        assert_eq!(merge("", &ours, &theirs).text(), Some(whole("A", &expected)), "{why}");
    }

    let merged = merge("", &story(&[ONE, added, THREE]), &story(&[ONE, THREE, more, TWO]));
    assert_eq!(merged.text(), Some(story(&[ONE, added, THREE, more, TWO])));
    let merged = merge("", &story(&[ONE, added, TWO]), &story(&[ONE, more, TWO]));
    assert_eq!(merged.passages().len(), 1, "each has something else in the same place");
    assert_eq!(merged.with(&[Choice::Both]), story(&[ONE, added, more, TWO]));
    let merged = merge("", &story(&[added]), &story(&[more]));
    assert_eq!(merged.with(&[Choice::Theirs]), story(&[more]), "nothing is common");
}

#[test]
fn all_that_was_put_together_is_named_with_who_wrote_it() {
    let header = |title: &str, dek: &str, tags: &str| {
        format!("---\ntitle: {title}\ndescription: {dek}\ntags: [{tags}]\n---\n\n")
    };
    let lake = ONE.replace("river", "lake");
    let taken = |base: String, ours: String, theirs: String| -> Vec<(String, By, String)> {
        let merged = merge(&base, &ours, &theirs);
        let place = |taken: &Taken| match &taken.place {
            Place::Field(key) => key.to_string(),
            Place::Header => "header".to_owned(),
            Place::Text => taken.paragraph.to_string(),
        };
        merged.taken().iter().map(|t| (place(t), t.by, t.text.clone())).collect()
    };
    let is = |place: &str, by: By, text: &str| (place.to_owned(), by, text.to_owned());
    let base = header("A", "D", "x") + &story(&[ONE, TWO]);
    // The text is what they differ in: of the fields, only ours has changed.
    assert_eq!(
        taken(
            base.clone(),
            header("Ours", "D", "x") + &story(&[&lake, TWO]),
            header("A", "D", "x") + &story(&[ONE, TWO, THREE]),
        ),
        [is("title", By::Ours, "Ours"), is("1", By::Ours, &lake), is("3", By::Theirs, THREE)]
    );
    // The other way round: of the text, only theirs has, and of a list each a part.
    assert_eq!(
        taken(
            base.clone(),
            header("Ours", "Same", "x, y") + &story(&[ONE, TWO]),
            header("A", "Same", "z, x") + &story(&[&lake, TWO]),
        ),
        [
            is("title", By::Ours, "Ours"),
            is("description", By::Both, "Same"),
            is("tags", By::Both, "x, y, z"),
            is("1", By::Theirs, &lake)
        ]
    );
    // A sentence each, one that was moved, and one that both wrote.
    let (ours, theirs) =
        (THREE.replace("courts", "jails"), THREE.replace("Nobody sits down", "All stand"));
    let both = ours.replace("Nobody sits down", "All stand");
    assert_eq!(
        taken(
            story(&[ONE, TWO, THREE]),
            story(&[TWO, ONE, &ours, "New."]),
            story(&[ONE, TWO, &theirs, "New."]),
        ),
        [is("2", By::Ours, ONE), is("3", By::Both, &both), is("4", By::Both, "New.")]
    );
    // Fields that could not be told apart, until one of them mended them.
    let header = |a: &str, b: &str| format!("---\ntitle: {a}\nx: 1\ny: {b}\n---\n\n{ONE}\n");
    assert_eq!(
        taken(header("[a", "1"), header("b", "1"), header("[a", "2")),
        [is("header", By::Ours, "title: b"), is("header", By::Theirs, "y: 2")]
    );
}

#[test]
fn fields_are_put_together_by_what_they_mean() {
    let with = |from: &str, to: &str| format!("{HEADER}{ONE}\n").replace(from, to);
    let base = with("", "");
    for (why, ours, theirs, expected) in [
        (
            "two fields",
            with("A title", "Another title"),
            with("A dek.", "A better dek."),
            with("A title", "Another title").replace("A dek.", "A better dek."),
        ),
        (
            "a field and the text",
            with("A dek.", "A better dek."),
            with("the river", "the lake"),
            with("A dek.", "A better dek.").replace("the river", "the lake"),
        ),
        (
            "tags, item by item",
            with("[one, two]", "[one, two, three]"),
            with("[one, two]", "[four, two]"),
            with("[one, two]", "[two, three, four]"),
        ),
        (
            "two keys of one map",
            with("a.jpg", "b.jpg"),
            with("A man.", "A man sits."),
            with("a.jpg", "b.jpg").replace("A man.", "A man sits."),
        ),
        (
            "one adds, one takes out",
            with("description: A dek.\n", ""),
            with("tags:", "layout: post\ntags:"),
            with("description: A dek.\n", "layout: post\n"),
        ),
        (
            "a comment of the others' stays",
            with("A dek.", "A better dek."),
            with("image:\n", "# asked Ana\nimage:\n"),
            with("A dek.", "A better dek.").replace("image:\n", "# asked Ana\nimage:\n"),
        ),
    ] {
        let merged = merge(&base, &ours, &theirs);
        let text = merged.text().unwrap_or_else(|| panic!("{why}: {:?}", merged.passages()));
        if why.starts_with("tags") {
            let tags = metadata::read(&text).unwrap();
            let mut tags = tags.get(&"tags".into()).unwrap().texts();
            tags.sort_unstable();
            assert_eq!(tags, ["four", "three", "two"], "{why}");
        } else if why.starts_with("one adds") {
            let (a, b) = (metadata::read(&text).unwrap(), metadata::read(&expected).unwrap());
            for (key, value) in &a.entries {
                assert_eq!(b.get(&KeyPath::key(key)), Some(value), "{why}");
            }
            assert_eq!(a.entries.len(), b.entries.len(), "{why}");
        } else {
            assert_eq!(text, expected, "{why}");
        }
    }
    let merged = merge(&base, &with("A title", "Ours"), &with("A title", "Theirs"));
    let passage = merged.passages()[0].clone();
    assert_eq!(passage.place, Place::Field(KeyPath::key("title")));
    assert_eq!((passage.ours.as_str(), passage.theirs.as_str()), ("Ours", "Theirs"));
    assert_eq!(merged.with(&[Choice::Ours]), with("A title", "Ours"));
    assert_eq!(merged.with(&[Choice::Theirs]), with("A title", "Theirs"), "the comment stays");
}

#[test]
fn an_entry_of_a_list_that_both_changed_stays_one() {
    let gallery = |entries: &[(&str, &str, &str)]| {
        let one = |(src, caption, credit): &(&str, &str, &str)| {
            format!("  - src: {src}\n    caption: {caption}\n    credit: {credit}\n")
        };
        let all: String = entries.iter().map(one).collect();
        format!("---\ntitle: A\ngallery:\n{all}---\n\n{ONE}\n")
    };
    let (a, b, c) = (("a.jpg", "Old", "Ann"), ("b.jpg", "Bridge", "Ben"), ("c.jpg", "Court", "Cy"));
    let both = ("a.jpg", "New", "Zoe");
    for (ours, theirs, expected, why) in [
        (
            &[("a.jpg", "New", "Ann"), b][..],
            &[("a.jpg", "Old", "Zoe"), b][..],
            &[both, b][..],
            "caption and credit",
        ),
        (&[b, ("a.jpg", "New", "Ann")], &[("a.jpg", "Old", "Zoe"), b], &[b, both], "moved as well"),
        (
            &[("a.jpg", "New", "Ann"), b],
            &[("a.jpg", "Old", "Zoe"), b, c],
            &[both, b, c],
            "one added",
        ),
        (&[("a.jpg", "New", "Ann")], &[("a.jpg", "Old", "Zoe"), b, c], &[both, c], "one taken out"),
        (
            &[("z.jpg", "Old", "Ann"), b],
            &[("a.jpg", "Old", "Zoe"), b],
            &[("z.jpg", "Old", "Zoe"), b],
            "another file",
        ),
        (
            &[a, c, b],
            &[a, b, ("d.jpg", "D", "Di")],
            &[a, c, b, ("d.jpg", "D", "Di")],
            "one more each",
        ),
        (&[a, b, c], &[a, b, c], &[a, b, c], "the same"),
    ] {
        let text = merge(&gallery(&[a, b]), &gallery(ours), &gallery(theirs)).text();
        let text = text.unwrap_or_else(|| panic!("{why}: asked"));
        let read = |text: &str| metadata::read(text).unwrap().get(&"gallery".into()).cloned();
        assert_eq!(read(&text), read(&gallery(expected)), "{why}: {text}");
    }
    for (ours, theirs, why) in [
        (&[b][..], &[("a.jpg", "New", "Ann"), b][..], "one took out what the other one changed"),
        (&[("a.jpg", "New", "Ann"), b], &[("a.jpg", "Newer", "Ann"), b], "both changed a caption"),
        (&[a, b, c], &[a, b, ("c.jpg", "Kids", "Cy")], "both added it, with other words"),
    ] {
        let (ours, theirs) = (gallery(ours), gallery(theirs));
        let merged = merge(&gallery(&[a, b]), &ours, &theirs);
        assert_eq!(merged.passages().len(), 1, "{why}");
        let read = |text: &str| metadata::read(text).unwrap().entries;
        assert_eq!(read(&merged.with(&[Choice::Ours])), read(&ours), "{why}");
        assert_eq!(read(&merged.with(&[Choice::Theirs])), read(&theirs), "{why}");
    }
    // The name itself is what one of them changed.
    let people = |name: &str, role: &str| {
        format!("---\nauthors:\n  - name: {name}\n    role: {role}\n---\n\n{ONE}\n")
    };
    let base = people("Ann Lee", "Reporter");
    let merged = merge(&base, &people("Ann Lee", "Editor"), &people("Ann Li", "Reporter"));
    assert_eq!(merged.text(), Some(people("Ann Li", "Editor")), "one person");
}

#[test]
fn a_header_that_cannot_be_read_is_asked_about_whole() {
    let of = |title: &str| format!("---\ntitle: [{title}\n---\n\n{ONE}\n");
    let merged = merge(&of("a"), &of("b"), &of("c"));
    assert_eq!(merged.passages()[0].place, Place::Header);
    assert_eq!(merged.with(&[Choice::Ours]), of("b"));
    assert_eq!(merged.with(&[Choice::Theirs]), of("c"));
}

#[test]
fn line_ends_and_the_end_of_the_file_stay_as_they_are_here() {
    let base = story(&[ONE, TWO]);
    let ours = base.replace("river", "lake").replace('\n', "\r\n");
    let theirs = base.replace("buses", "trains");
    let text = merge(&base, &ours, &theirs).text().unwrap();
    assert_eq!(
        text,
        base.replace("river", "lake").replace("buses", "trains").replace('\n', "\r\n")
    );
    let ours = base.replace("river", "lake").trim_end().to_owned();
    let text = merge(&base, &ours, &theirs).text().unwrap();
    assert!(text.ends_with("for them."), "no line end was there, none comes: {text:?}");
}

#[test]
fn a_text_that_only_one_of_them_changed_stays_byte_for_byte() {
    let header = |title: &str| format!("---\ntitle: {title}\n---\n");
    for (text, why) in [
        ("\nPara one.\n\nPara two.\n", "as most are"),
        ("\n  \n\nPara one.\n", "a line of blanks before it"),
        ("\t\n\u{c}\n\nPara one.\n", "one with a form feed"),
        ("Para two.\n\u{a0}\nPara three.\n", "a blank that parts no words is no blank line"),
        ("Para two.\n\u{3000}\nPara three.\n", "nor is a wide one"),
        ("\n\n \n", "no text at all"),
        ("\n\u{a0}\n", "one that is not seen"),
        ("Text.\n\u{a0}\n \n", "and at the end"),
    ] {
        let merged = |base: &str, ours: String, theirs: String| {
            merge(&format!("{}{base}", header("A")), &ours, &theirs).text()
        };
        let both = Some(format!("{}{text}", header("B")));
        let (a, b) = (header("A"), header("B"));
        assert_eq!(
            merged("Old.\n", format!("{a}{text}"), format!("{b}Old.\n")),
            both,
            "ours: {why}"
        );
        assert_eq!(
            merged("Old.\n", format!("{b}Old.\n"), format!("{a}{text}")),
            both,
            "theirs: {why}"
        );
    }
}

#[test]
fn what_is_not_seen_stays_where_both_changed_the_text() {
    let base = format!("  \n\n{ONE}\n\u{a0}\n{TWO}\n\n\u{3000}\n\n{THREE}\n");
    let (ours, theirs) = (base.replace("river", "lake"), base.replace("courts", "judges"));
    let both = ours.replace("courts", "judges");
    assert_eq!(merge(&base, &ours, &theirs).text(), Some(both));
}

#[test]
fn a_fenced_block_is_one_paragraph() {
    let text = "A\n\n```\none\n\ntwo\n```\n\nB\n";
    assert_eq!(text::paragraphs(text), ["A\n\n", "```\none\n\ntwo\n```\n\n", "B\n"]);
    assert_eq!(text::paragraphs("\n\nA\n \nB"), ["A\n \n", "B"]);
    assert_eq!(text::paragraphs(""), [""; 0]);
}

#[test]
fn marks_that_another_program_left_are_seen() {
    for (text, expected, why) in [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n", true, "all three, in order"),
        ("Title\n=======\n\ntext", false, "a headline underlined"),
        ("<<<<<<< HEAD\n>>>>>>> x\n", false, "no middle"),
        ("a <<<<<<< b\n=======\n>>>>>>> c", false, "not at the start of a line"),
    ] {
        assert_eq!(has_conflict_marks(text), expected, "{why}");
    }
}

// ---- Laws ------------------------------------------------------------------------------------

/// Chooses by numbers: the same seed, the same story.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // A linear congruential generator (Knuth, MMIX).
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const NOUNS: [&str; 12] = [
    "river", "court", "bus", "school", "judge", "map", "wall", "vote", "tax", "bridge", "jail",
    "farm",
];

fn sentence(dice: &mut Dice, serial: &mut usize) -> String {
    *serial += 1;
    let [a, b, c] = [0; 3].map(|_| NOUNS[dice.roll(12)]);
    format!("The {a} and the {b} number {serial} are near the {c}.")
}

fn paragraph(dice: &mut Dice, serial: &mut usize) -> String {
    let count = 1 + dice.roll(3);
    let sentences: Vec<String> = (0..count).map(|_| sentence(dice, serial)).collect();
    // On one line, or each on its own; as a list, a quote, a table, or within an item.
    match dice.roll(7) {
        0 | 1 => sentences.join("\n"),
        2 => lines(&sentences, ["- ", "> ", "    "][dice.roll(3)], ""),
        3 => lines(&sentences, "| ", " |"),
        _ => sentences.join(" "),
    }
}

fn lines(all: &[String], mark: &str, end: &str) -> String {
    all.iter().map(|one| format!("{mark}{one}{end}")).collect::<Vec<_>>().join("\n")
}

/// A list of paragraphs, changed at random; with `grow`, lists get more items.
fn edited(paragraphs: &[String], dice: &mut Dice, serial: &mut usize, grow: bool) -> Vec<String> {
    let mut all = paragraphs.to_vec();
    for _ in 0..dice.roll(4) {
        let place = if all.is_empty() { 0 } else { dice.roll(all.len()) };
        match dice.roll(7) {
            0 => all.insert(place, paragraph(dice, serial)),
            1 if !all.is_empty() => drop(all.remove(place)),
            2 if !all.is_empty() => {
                let moved = all.remove(place);
                let to = dice.roll(all.len() + 1);
                all.insert(to, moved);
            }
            3 if !all.is_empty() => all[place] = paragraph(dice, serial),
            4 if grow && all.get(place).is_some_and(|one| !one.starts_with("The")) => {
                let mark = &all[place][..all[place].find("The").unwrap_or(0)];
                let end = if mark == "| " { " |" } else { "" };
                let line = lines(&[sentence(dice, serial)], mark, end);
                all[place] = format!("{}\n{line}", all[place]);
            }
            _ if !all.is_empty() => {
                *serial += 1;
                let from = NOUNS[dice.roll(12)];
                all[place] = all[place].replacen(from, &format!("place{serial}"), 1);
            }
            _ => {}
        }
    }
    all
}

fn sentences_of(text: &str) -> Vec<String> {
    use unicode_segmentation::UnicodeSegmentation;
    let all = text.split_sentence_bounds().map(|s| s.trim().to_owned());
    all.filter(|s| !s.is_empty()).collect()
}

/// How many pairs of edits are tried: `GALLEY_MERGES` names another number.
fn rounds() -> u64 {
    std::env::var("GALLEY_MERGES").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

#[test]
fn every_sentence_of_either_side_is_in_the_text_or_asked_about() {
    let mut asked = 0;
    for seed in 0..rounds() {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
        let mut serial = 0;
        let grow = seed % 2 == 0;
        let count = dice.roll(9);
        let base: Vec<String> = (0..count).map(|_| paragraph(&mut dice, &mut serial)).collect();
        let [ours, theirs] = [0; 2].map(|_| edited(&base, &mut dice, &mut serial, grow));
        let [base, ours, theirs] =
            [base, ours, theirs].map(|list| format!("---\na: 1\n---\n\n{}\n", list.join("\n\n")));
        let merged = merge(&base, &ours, &theirs);
        let passages = merged.passages();
        asked += usize::from(!passages.is_empty());
        let sides: String =
            passages.iter().map(|p| format!("{}\n\n{}\n\n", p.ours, p.theirs)).collect();
        let about = || format!("seed {seed}:\n{base}\n===\n{ours}\n===\n{theirs}\n===\n{merged:?}");
        for choice in [Choice::Ours, Choice::Theirs, Choice::Both] {
            let text = merged.with(&vec![choice; passages.len()]);
            for typed in sentences_of(&ours).into_iter().chain(sentences_of(&theirs)) {
                let new = !base.contains(&typed);
                assert!(
                    !new || text.contains(&typed) || sides.contains(&typed),
                    "{typed}\n{}",
                    about()
                );
            }
            // And nothing stands there that nobody wrote.
            for is in sentences_of(&text) {
                let known = ours.contains(&is) || theirs.contains(&is);
                assert!(known, "{is}\n{}", about());
            }
        }
        // An item, a quote, a row begins a line.
        for mark in ["- The", "> The", "| The"] {
            let text = merged.with(&[]);
            let begun = text.lines().filter(|line| line.starts_with(mark)).count();
            assert_eq!(text.matches(mark).count(), begun, "{mark}\n{}", about());
        }
        // What both left as it was is there, once; or it is asked about, with what it was put to.
        for paragraph in text::paragraphs(&base[base.find("---\n\n").unwrap() + 5..]) {
            let all = |text: &str| text.matches(paragraph.trim()).count() == 1;
            if all(&base) && all(&ours) && all(&theirs) {
                let count = merged.with(&[]).matches(paragraph.trim()).count();
                let asked = count == 0 && sides.contains(paragraph.trim());
                assert!(count == 1 || asked, "{paragraph}\n{}", about());
            }
        }
        assert_eq!(merge(&base, &ours, &base).text().as_ref(), Some(&ours));
        assert_eq!(merge(&base, &base, &theirs).text().as_ref(), Some(&theirs));
        // Put together once more, as after a crash, nothing is lost and nothing comes twice; it
        // may stand elsewhere or be asked about, where one of them moved it. (An item that is new in
        // a list of which the other one left a line may come twice.)
        if !grow
            && let Some(text) = merged.text()
            && let Some(again) = merge(&base, &text, &theirs).text()
        {
            let sorted = |text: &str| {
                let mut all = sentences_of(text);
                all.sort();
                all
            };
            assert_eq!(sorted(&again), sorted(&text), "again\n{}", about());
        }
    }
    assert!(asked > 0, "some pairs are asked about");
}

#[test]
fn of_two_that_began_apart_nothing_is_lost_and_what_both_have_comes_once() {
    let mut asked = 0;
    for seed in 0..rounds() {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 7);
        let mut serial = 0;
        let count = dice.roll(9);
        let known: Vec<String> = (0..count).map(|_| paragraph(&mut dice, &mut serial)).collect();
        let [ours, theirs] = [0; 2].map(|_| {
            let title = ["A", "B"][dice.roll(2)];
            let list = edited(&known, &mut dice, &mut serial, true);
            format!("---\ntitle: {title}\ndate: 2026-01-01\n---\n\n{}\n", list.join("\n\n"))
        });
        let merged = merge("", &ours, &theirs);
        let passages = merged.passages();
        asked += usize::from(!passages.is_empty());
        let sides: String =
            passages.iter().map(|p| format!("{}\n\n{}\n\n", p.ours, p.theirs)).collect();
        let about = || format!("seed {seed}:\n{ours}\n===\n{theirs}\n===\n{merged:?}");
        for choice in [Choice::Ours, Choice::Theirs, Choice::Both] {
            let text = merged.with(&vec![choice; passages.len()]);
            for typed in sentences_of(&ours).into_iter().chain(sentences_of(&theirs)) {
                let is = text.contains(&typed) || sides.contains(&typed);
                assert!(is || typed.contains("title:"), "{typed}\n{}", about());
            }
            for is in sentences_of(&text) {
                let known = ours.contains(&is) || theirs.contains(&is);
                assert!(known || is.contains("title:"), "{is}\n{}", about());
            }
            let list = |text: &str| -> Vec<String> {
                let body = &text[text.find("---\n\n").map_or(0, |end| end + 5)..];
                text::paragraphs(body).iter().map(|one| one.trim().to_owned()).collect()
            };
            let lists = [&ours, &theirs, &text].map(|text| list(text));
            for paragraph in &lists[0] {
                let [mine, yours, is] =
                    [0, 1, 2].map(|n| lists[n].iter().filter(|one| *one == paragraph).count());
                if mine == 1 && yours == 1 {
                    assert_eq!(is, 1, "{paragraph}\n{}", about());
                }
            }
        }
    }
    assert!(asked > 0, "some pairs are asked about");
}

#[test]
fn any_three_texts_come_to_something() {
    use proptest::prelude::*;
    let text = "(---\n(title: [a-c]{0,3}\n|tags: \\[[a-c, ]{0,6}\\]\n|# c\n){0,3}---\n)?([a-c.`\r\n #>!*-]{0,40})";
    proptest!(ProptestConfig::with_cases(400), |(a in text, b in text, c in text)| {
        let merged = merge(&a, &b, &c);
        let choices = vec![Choice::Theirs; merged.passages().len()];
        let both = vec![Choice::Both; merged.passages().len()];
        prop_assert!(!has_conflict_marks(&merged.with(&choices)));
        merged.with(&both);
    });
}
