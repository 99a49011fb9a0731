//! Real posts, when there are some: GALLEY_CORPUS names their folder.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;

/// Sets each field of each post to something else and back; the file must come back byte for
/// byte. A text that stands on several lines has one word changed and changed back.
#[test]
#[allow(clippy::print_stderr)]
fn every_post_of_a_corpus_comes_back_byte_for_byte() {
    let Some(folder) = std::env::var_os("GALLEY_CORPUS") else { return };
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files);
    assert!(!files.is_empty(), "GALLEY_CORPUS holds no posts");
    let mut refused = BTreeMap::<String, Vec<String>>::new();
    let mut refuse = |why: String, name: &str| refused.entry(why).or_default().push(name.into());
    let mut differing = Vec::new();
    let mut counts = [0; 5];
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(path) else {
            refuse("not UTF-8".into(), &name);
            continue;
        };
        let read = match read(&text) {
            Ok(read) => read,
            Err(error) => {
                refuse(error.to_string(), &name);
                continue;
            }
        };
        counts[0] += 1;
        for (i, (key, value)) in read.entries.iter().enumerate() {
            let end = read.lines.get(i + 1).copied().unwrap_or(usize::MAX);
            let lines = text.lines().skip(read.lines[i]).take(end - read.lines[i] - 1);
            let several = lines
                .take_while(|line| !line.starts_with("---"))
                .any(|line| !line.trim().is_empty() && !line.starts_with('#'));
            let other = match value {
                Value::Text(text) if several => t(&text.replacen(" the ", " another ", 1)),
                Value::Text(_) => t("Another headline of several words"),
                Value::Date(_) => d("2031-02-03T04:05:06-05:00"),
                Value::Number(_) => n("12345"),
                Value::Bool(value) => Value::Bool(!value),
                Value::Null => t("Something"),
                Value::List(items) => Value::List([&items[..], &[t("another item")]].concat()),
                Value::Map(_) => continue,
            };
            if &other == value {
                continue;
            }
            let path = KeyPath::key(key);
            let to = edit(&text, &[Edit::set(path.clone(), other)]);
            let back = to.and_then(|to| {
                assert_ne!(to, text, "{name}: {key} did not change");
                edit(&to, &[Edit::set(path, value.clone())])
            });
            match back {
                Ok(back) if back == text => {}
                Ok(back) => {
                    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
                    let (old, new) = (lines(&text), lines(&back));
                    let first = old.iter().zip(&new).position(|(a, b)| a != b).unwrap_or(0);
                    differing.push((several, format!("{name}: {:?} {:?}", old[first], new[first])));
                }
                Err(error) => refuse(error.to_string(), &name),
            }
            counts[1] += usize::from(key == "title");
            counts[2] += 1;
            counts[3] += usize::from(several);
        }
    }
    eprintln!(
        "{} posts, {} read; set and set back: {} titles, {} fields in all, {} of them on \
         several lines; {} refused, {} not the same bytes",
        files.len(),
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        refused.values().map(Vec::len).sum::<usize>(),
        differing.len()
    );
    for (reason, names) in &refused {
        eprintln!("  {reason}: {names:?}");
    }
    for (_, name) in &differing {
        eprintln!("  differs: {name}");
    }
    assert!(differing.iter().all(|(several, _)| *several), "a field on one line differs");
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "md" || e == "markdown") {
            files.push(path);
        }
    }
}
