//! Values, the paths that name them, and the changes that can be asked for.

use std::fmt;

/// A value as it stands in a header.
///
/// What a YAML header writes without quotes is typed by the YAML 1.2 core schema, and by the
/// timestamp form of YAML 1.1. So `no` and `yes` are texts: readers disagree about them, and
/// they are kept as they are written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A key without a value, `null` or `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written: `1.10` stays `1.10`.
    Number(String),
    /// A text, with `\n` line ends.
    Text(String),
    /// A date or a date and time, written without quotes, as written.
    Date(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values in the order of the file.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The characters of a text, a date or a number; `None` for anything else.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(s) | Value::Date(s) | Value::Number(s) => Some(s),
            _ => None,
        }
    }

    /// `true` or `false`, when the value is one of them. A text such as `"no"` is not.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map.
    pub fn as_map(&self) -> Option<&[(String, Value)]> {
        match self {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// One text, or each text of a list: `author: Ann` and `authors: [Ann, Bo]` alike.
    /// Items that are neither text, date nor number are left out.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Value::List(items) => items.iter().filter_map(Value::as_str).collect(),
            other => other.as_str().into_iter().collect(),
        }
    }

    /// The value at `path` inside this one.
    pub fn at(&self, path: &[Step]) -> Option<&Value> {
        let mut value = self;
        for step in path {
            value = match (step, value) {
                (Step::Key(key), Value::Map(entries)) => &entries.iter().find(|(k, _)| k == key)?.1,
                (Step::Index(i), Value::List(items)) => items.get(*i)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// Whether this, as wanted, is what was read: a date may stand in quotes, and the order of
    /// a map's keys does not matter.
    pub(super) fn is_met_by(&self, got: &Value) -> bool {
        match (self, got) {
            (Value::Date(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_met_by(b))
            }
            (Value::Map(a), Value::Map(b)) => {
                let sorted = |m: &[(String, Value)]| {
                    let mut order: Vec<usize> = (0..m.len()).collect();
                    order.sort_by(|&x, &y| m[x].0.cmp(&m[y].0));
                    order
                };
                a.len() == b.len()
                    && sorted(a)
                        .into_iter()
                        .zip(sorted(b))
                        .all(|(i, j)| a[i].0 == b[j].0 && a[i].1.is_met_by(&b[j].1))
            }
            _ => self == got,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

/// One step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A key of a map.
    Key(String),
    /// An item of a list, counted from 0.
    Index(usize),
}

/// Where a value is: `title`, `image.alt`, `resources[0].params.credit`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyPath(pub Vec<Step>);

impl KeyPath {
    /// A key of the header itself, whatever characters are in it.
    pub fn key(name: impl Into<String>) -> Self {
        KeyPath(vec![Step::Key(name.into())])
    }

    /// Keys inside each other, the outermost first, whatever characters are in them.
    pub fn of(names: &[String]) -> Self {
        KeyPath(names.iter().cloned().map(Step::Key).collect())
    }
}

/// Dots part keys, `[n]` is an item. A bracket that holds no number belongs to the key.
impl From<&str> for KeyPath {
    fn from(text: &str) -> Self {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let mut key = part;
            let mut indexes = Vec::new();
            while let Some((head, index)) = key.strip_suffix(']').and_then(|s| s.rsplit_once('[')) {
                let Ok(index) = index.parse() else { break };
                indexes.push(Step::Index(index));
                key = head;
            }
            if !key.is_empty() || indexes.is_empty() {
                steps.push(Step::Key(key.to_owned()));
            }
            steps.extend(indexes.into_iter().rev());
        }
        KeyPath(steps)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// What to do with a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Gives it this value; adds it, and the maps around it, where it is missing. At the index
    /// one past the end of a list it adds an item. Of a list only the items that differ are
    /// rewritten, of a map only the keys that differ.
    Set(Value),
    /// Takes it out, key and all, or the item out of its list. Nothing to do where it is missing.
    Remove,
    /// Adds an item at the end of the list, which is made where it is missing.
    Push(Value),
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Which field.
    pub key: KeyPath,
    /// What to do.
    pub change: Change,
}

impl Edit {
    /// Sets a field.
    pub fn set(key: impl Into<KeyPath>, value: impl Into<Value>) -> Self {
        Edit { key: key.into(), change: Change::Set(value.into()) }
    }

    /// Takes a field out.
    pub fn remove(key: impl Into<KeyPath>) -> Self {
        Edit { key: key.into(), change: Change::Remove }
    }

    /// Adds an item to a list.
    pub fn push(key: impl Into<KeyPath>, value: impl Into<Value>) -> Self {
        Edit { key: key.into(), change: Change::Push(value.into()) }
    }
}
