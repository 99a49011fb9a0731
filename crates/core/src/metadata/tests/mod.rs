#![allow(clippy::unwrap_used)]

mod cases;
mod corpus;
mod laws;
mod reading;

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
