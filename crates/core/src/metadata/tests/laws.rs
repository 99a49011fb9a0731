//! Laws that hold for every document and every change.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;

/// Texts that some reader takes for something else, and some that none does.
const TEXTS: &[&str] = &[
    "simple",
    "two words",
    "with: colon",
    "hash #tag",
    "a \"q\" and 'b'",
    "NO",
    "yes",
    "2024-06-01",
    "1.20",
    "",
    " lead",
    "trail ",
    "two\nlines",
    "two\nlines\n",
    "🎉 ünï",
    "- dash",
    "@at",
    "%pc",
    "a\\b",
    "true",
    "{x}",
    "[x]",
    "*star",
    "&amp",
    "!bang",
    "|pipe",
    ">gt",
    "?q",
    "key: ",
    "ends:",
    "\ttab",
    "null",
    "~",
    "0x1F",
    "1e3",
    "# c",
    "---",
    "...",
    "a\u{85}b",
    "a\u{2028}b",
    "line\n  indented\n",
    "\n\nlead nl",
    "a\r\nb",
    "x, y",
    "it's",
    "a: b: c",
    "<<",
    "=",
    "12:30:45",
    "1_000",
    "+++",
    "'",
    "\"",
    "\\",
    "a long text of very many words that goes on and on until no line of the usual length could hold all of it at once, or even twice",
];

/// Values as people write them in YAML, each going on from `key:`.
const YAML: &[&str] = &[
    " plain text",
    " 2024-05-01",
    " no",
    " 'sq it''s'",
    " \"dq \\\"x\\\" é\"",
    " [a, b]",
    " [ 'x, y' , z ]",
    " []",
    " {k: v, w: [1, 2]}",
    " ~",
    "",
    " |\n  lit one\n   two\n\n  three",
    " >-\n  fold a\n  b",
    " multi line\n  plain text",
    " \"dq multi\n  line\"",
    " \"at the\nmargin\"",
    "\n  - i1\n  - i2 # c",
    "\n- z1\n- z2",
    "\n  sub: 1\n  sub2: 'two'",
    "\n  - src: a.jpg\n    cap: \"x: y\"\n\n  - src: b.jpg",
    " 1.10",
    " ünï çødé 🎉",
    " |+\n  keep\n\n",
    " https://x.org/a#b",
    " true",
    "\n  - one\n\n  # about two\n  - two",
    "\n  deep:\n    deeper:\n      - x\n      - y: 1",
    " [\n    a,\n    b, # two\n  ]",
    " 'a\n\n  b'",
];

/// Values as people write them in TOML, each going on from `key =`.
const TOML: &[&str] = &[
    "'literal'",
    "\"basic \\\"q\\\" é\"",
    "1_000",
    "0x1F",
    "1.5e3",
    "true",
    "2024-05-01",
    "2024-05-01T10:00:00+02:00",
    "[]",
    "[ \"a\", 'b' ]",
    "[\n  \"a\", # one\n  'b',\n]",
    "{ a = 1, b = 'x' }",
    "\"\"\"\nlines\nof text\"\"\"",
    "'''raw\nlines'''",
    "{}",
];

/// Values as people write them in JSON.
const JSON: &[&str] = &[
    "\"text\"",
    "\"q \\\" \\u00e9\"",
    "1.50",
    "true",
    "null",
    "[]",
    "[\"a\",\"b\"]",
    "[\n    \"a\",\n    \"b\"\n  ]",
    "{}",
    "{\"k\": 1, \"l\": [2]}",
];

fn text_value() -> impl Strategy<Value = Value> {
    prop_oneof![3 => select(TEXTS).prop_map(t), 1 => "\\PC{0,12}".prop_map(|s| t(&s)), 1 => any::<String>().prop_map(|s| t(&s))]
}

fn value(null: bool) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        8 => text_value(),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => select(&["1", "1.20", "-3"][..]).prop_map(n),
        1 => select(&["2024-06-01", "2024-06-01T09:00:00-07:00"][..]).prop_map(d),
        1 => Just(if null { Value::Null } else { t("") }),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let key = select(&["a", "b c", "yes", "é", "x: y"][..]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::vec((key, inner), 0..3).prop_map(|entries| {
                let mut map: Vec<(String, Value)> = Vec::new();
                for (key, value) in entries {
                    if map.iter().all(|(k, _)| k != key) {
                        map.push((key.to_owned(), value));
                    }
                }
                Value::Map(map)
            }),
        ]
    })
}

/// A document and its format.
fn document() -> impl Strategy<Value = (Format, String)> {
    let part = (any::<Index>(), 0u8..8, 0u8..8);
    (0..3usize, prop::collection::vec(part, 0..6), any::<(bool, bool, bool)>()).prop_map(
        |(format, parts, (crlf, bom, last))| {
            let mut inner = String::new();
            let format = [Format::Yaml, Format::Toml, Format::Json][format];
            for (i, (pick, above, behind)) in parts.iter().enumerate() {
                match format {
                    Format::Yaml | Format::Toml => {
                        inner += ["# about the next\n", "\n", "", "", "", "", "", ""][*above as usize];
                        let value = match format {
                            Format::Yaml => format!("k{i}:{}", pick.get(YAML)),
                            _ => format!("k{i} = {}", pick.get(TOML)),
                        };
                        inner += &value;
                        if *behind == 0 && !value.contains('\n') && !value.ends_with(':') {
                            inner += " # behind";
                        }
                        inner += "\n";
                    }
                    Format::Json => {
                        let comma = if i > 0 { "," } else { "" };
                        let gap = if *above < 6 { "\n  " } else { " " };
                        inner += &format!("{comma}{gap}\"k{i}\": {}", pick.get(JSON));
                    }
                }
            }
            if format == Format::Toml && parts.len() > 2 {
                inner += "\n[table] # t\nx = 1\nd.e = 'f'\n# about the next\n[[many]]\nsrc = 'a'\n\n[[many]]\nsrc = 'b'\n[many.sub]\ny = 1\n";
            }
            let body = if last { "Text.\n\nMore" } else { "Text.\n" };
            let text = match format {
                Format::Yaml => format!("---\n{inner}---\n{body}"),
                Format::Toml => format!("+++\n{inner}+++\n{body}"),
                Format::Json => format!("{{{inner}\n}}\n{body}"),
            };
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            (format, if bom { format!("\u{feff}{text}") } else { text })
        },
    )
}

/// All paths that lead somewhere, and a few that do not yet.
fn paths(fields: &Fields) -> Vec<KeyPath> {
    fn walk(value: &Value, path: &[Step], found: &mut Vec<KeyPath>) {
        if !path.is_empty() {
            found.push(KeyPath(path.to_vec()));
        }
        let mut below = |step, value: Option<&Value>| {
            let path = [path, &[step]].concat();
            match value {
                Some(value) => walk(value, &path, found),
                None => found.push(KeyPath(path)),
            }
        };
        match value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    below(Step::Key(key.clone()), Some(value));
                }
                below(Step::Key("new".into()), None);
            }
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    below(Step::Index(i), Some(item));
                }
                below(Step::Index(items.len()), None);
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&Value::Map(fields.entries.clone()), &[], &mut found);
    found.push("new.below".into());
    found
}

fn without(fields: &Fields, path: &KeyPath) -> Vec<(String, Value)> {
    let Step::Key(first) = &path.0[0] else { unreachable!() };
    let mut rest: Vec<_> = fields.entries.iter().filter(|(key, _)| key != first).cloned().collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    rest
}

/// 500 cases of each law, or as many as PROPTEST_CASES says.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 500;
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn splitting_loses_no_byte(text in prop_oneof![
        any::<String>(),
        "(\u{feff})?(\n)?(---|\\+\\+\\+|\\{|---toml)[ \t]?\r?\n(a: 1\r?\n){0,2}(---|\\+\\+\\+|\\}|\\.\\.\\.)?[ \t]?(\r?\n)?(text)?",
    ]) {
        if let Ok(split) = split(&text) {
            prop_assert!(text.is_char_boundary(split.body));
            match split.header {
                Some(header) => {
                    prop_assert_eq!(header.whole.clone(), 0..split.body);
                    prop_assert!(header.inner.start <= header.inner.end);
                    prop_assert!(header.inner.end <= header.whole.end);
                    prop_assert_eq!(format!("{}{}", &text[header.whole], &text[split.body..]), text);
                }
                None => prop_assert_eq!(text[..split.body].trim_start_matches('\u{feff}'), ""),
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(inner in "([a-c:\\-\\[\\]{}#'\"|>&*!%@`,?=. \t\r\n\u{85}é]|: |- |---|\n  ){0,30}", format in 0..3usize, key in "[a-c]") {
        let text = match format {
            0 => format!("---\n{inner}\n---\n"),
            1 => format!("+++\n{inner}\n+++\n"),
            _ => format!("{{\"a\": {inner}}}\n"),
        };
        if let Ok(fields) = read(&text) {
            for change in [Change::Set(t("New: value")), Change::Remove, Change::Push(t("x"))] {
                let edit_one = Edit { key: key.as_str().into(), change: change.clone() };
                if let Ok(changed) = edit(&text, &[edit_one]) {
                    let now = read(&changed).unwrap();
                    prop_assert_eq!(without(&fields, &key.as_str().into()), without(&now, &key.as_str().into()));
                    if let Change::Set(value) = change {
                        prop_assert_eq!(now.get(&key.as_str().into()), Some(&value));
                    }
                }
            }
        }
    }

    #[test]
    fn a_change_changes_its_field_and_nothing_else((format, text) in document(), pick in any::<Index>(), new in value(true), kind in 0..6) {
        let before = read(&text).unwrap();
        let path = pick.get(&paths(&before)).clone();
        let change = match kind {
            0 => Change::Remove,
            1 => Change::Push(new.clone()),
            _ => Change::Set(new.clone()),
        };
        let has_null = format!("{new:?}").contains("Null");
        let changed = match edit(&text, &[Edit { key: path.clone(), change: change.clone() }]) {
            Ok(changed) => changed,
            Err(EditError::NoPlace { .. }) if kind != 0 => return Ok(()),
            Err(EditError::Unwritable { .. }) if format == Format::Toml && has_null => return Ok(()),
            // A list behind a dash, and a table of TOML within a value, are not moved about.
            Err(EditError::Layout { .. }) if path.0.len() > 1 || format == Format::Toml => return Ok(()),
            Err(EditError::NotFaithful { fault: Fault::Unreadable(_), .. }) if path.0.len() > 3 => return Ok(()),
            // Blank lines would become part of a text above.
            Err(EditError::NotFaithful { fault: Fault::Values, .. }) if text.contains("|+") && path.0.len() > 1 => return Ok(()),
            Err(error) => panic!("{path} {change:?}: {error:?}\n{text}"),
        };
        let after = read(&changed).unwrap();
        prop_assert_eq!(without(&before, &path), without(&after, &path), "{}", changed);
        match &change {
            Change::Set(value) if format == Format::Toml && after.get(&path).is_none() => prop_assert_eq!(value, &l(&[])),
            Change::Set(value) => prop_assert!(value.is_met_by(after.get(&path).unwrap()), "{changed}"),
            Change::Remove if matches!(path.0.last(), Some(Step::Key(_))) => prop_assert_eq!(after.get(&path), None),
            Change::Push(value) => {
                prop_assert!(value.is_met_by(after.get(&path).unwrap().as_list().unwrap().last().unwrap()));
            }
            Change::Remove => {}
        }
        // The text below and all lines of other fields are as they were.
        prop_assert_eq!(&text[split(&text).unwrap().body..], &changed[split(&changed).unwrap().body..]);
        prop_assert_eq!(text.starts_with('\u{feff}'), changed.starts_with('\u{feff}'));
        let crlf = text.contains("\r\n");
        prop_assert!(changed.split_inclusive('\n').filter(|l| l.ends_with('\n')).all(|l| l.ends_with("\r\n") == crlf));
        if format != Format::Json {
            let Step::Key(first) = &path.0[0] else { unreachable!() };
            let kept = |text: &str, fields: &Fields| -> Vec<String> {
                let lines: Vec<&str> = text.lines().collect();
                let mut kept = Vec::new();
                for (i, (key, _)) in fields.entries.iter().enumerate() {
                    if key != first && key.starts_with('k') {
                        let from = fields.lines[i] - 1;
                        kept.push(lines[from].to_owned());
                    }
                }
                kept
            };
            prop_assert_eq!(kept(&text, &before), kept(&changed, &after));
        }
    }

    #[test]
    fn a_text_set_and_set_back_leaves_no_trace((format, text) in document(), old in select(TEXTS), new in select(TEXTS), form in 0..3) {
        let plain = |text: &str| scalar::is_plain(text, false);
        prop_assume!(format != Format::Toml || !old.contains('\u{85}'));
        prop_assume!(!read(&text).unwrap().entries.is_empty() || format == Format::Yaml);
        // A field written in one of the usual ways, quoted so that both texts fit it.
        let as_written = match (format, form) {
            (Format::Yaml, 0) if plain(old) && plain(new) => old.to_owned(),
            (Format::Yaml, 1) if !format!("{old}{new}").chars().any(scalar::is_unprintable) => {
                format!("'{}'", old.replace('\'', "''"))
            }
            (Format::Toml, 1) if !format!("{old}{new}").chars().any(|c| c.is_control() || c == '\'') => {
                format!("'{old}'")
            }
            _ => scalar::double_quoted(old),
        };
        let eol = line_end(&text).as_str();
        let start = split(&text).unwrap().header.unwrap().inner.start;
        let comma = if read(&text).unwrap().entries.is_empty() { "" } else { "," };
        let (at, line) = match format {
            Format::Yaml => (start, format!("title: {as_written} # behind{eol}")),
            Format::Toml => (start, format!("title = {as_written} # behind{eol}")),
            Format::Json => (start + 1, format!("\"title\": {as_written}{comma}")),
        };
        let text = format!("{}{line}{}", &text[..at], &text[at..]);
        let there = edit(&text, &[set("title", t(new))]).unwrap();
        prop_assert_eq!(there == text, old == new);
        prop_assert_eq!(edit(&there, &[set("title", t(old))]).unwrap(), text);
    }

    #[test]
    fn a_composed_header_reads_as_what_was_composed(values in prop::collection::vec(value(false), 0..5), format in 0..3usize) {
        let format = [Format::Yaml, Format::Toml, Format::Json][format];
        let entries: Vec<_> = values.into_iter().enumerate().map(|(i, v)| (format!("k{i}"), v)).collect();
        let text = compose(format, &entries);
        let fields = read(&text).unwrap();
        prop_assert_eq!(fields.format, Some(format));
        prop_assert!(Value::Map(entries).is_met_by(&Value::Map(fields.entries)), "{}", text);
    }
}
