#![allow(clippy::unwrap_used)]

mod cases;
mod corpus;
mod laws;
mod measure;
mod reading;
mod witnessed;
mod yaml_cases;

use super::*;

/// A text.
fn t(text: &str) -> Value {
    Value::Text(text.into())
}

/// A list of texts.
fn l(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| t(item)).collect())
}

/// A map.
fn m(entries: &[(&str, Value)]) -> Value {
    Value::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

/// A date.
fn d(text: &str) -> Value {
    Value::Date(text.into())
}

/// A number.
fn n(text: &str) -> Value {
    Value::Number(text.into())
}

fn set(key: &str, value: Value) -> Edit {
    Edit::set(key, value)
}

fn yaml(inner: &str) -> String {
    format!("---\n{inner}---\nText.\n")
}

fn toml(inner: &str) -> String {
    format!("+++\n{inner}+++\nText.\n")
}

/// What is between the marks before, the changes, what is between them after, and why.
type Case = (&'static str, Vec<Edit>, &'static str, &'static str);

/// Makes each change, in a plain file, behind a byte order mark, and with CRLF line ends.
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
