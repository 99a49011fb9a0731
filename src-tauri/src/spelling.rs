//! Spell checking: which dictionaries are on this computer, and in which languages the text is
//! checked. The web view checks; without a choice it does so in the system's language.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The languages that the text can be checked in, as the dictionaries are named: `en_US`, `fr`.
/// Empty where the system brings its own and there is nothing to choose.
pub(crate) fn languages() -> Vec<String> {
    if cfg!(target_os = "linux") { in_folders(&folders()) } else { Vec::new() }
}

/// Where the dictionaries of hunspell are kept: the system's, then a person's own.
fn folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = [".config/enchant/hunspell", ".local/share/hunspell"];
    ["/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts"]
        .into_iter()
        .map(PathBuf::from)
        .chain(home.iter().flat_map(|home| own.map(|folder| home.join(folder))))
        .collect()
}

fn in_folders(folders: &[PathBuf]) -> Vec<String> {
    let found: BTreeSet<String> = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| language_of(&entry.ok()?.path()))
        .collect();
    found.into_iter().collect()
}

/// The language of a dictionary that has its rules beside it; hyphenation is none.
fn language_of(path: &Path) -> Option<String> {
    if path.extension()? != "dic" || !path.with_extension("aff").is_file() {
        return None;
    }
    let mut parts = path.file_stem()?.to_str()?.split(['_', '-']);
    let language = parts.next().filter(|code| is_code(code, char::is_lowercase, 2..=3))?;
    let country = parts.next().filter(|code| is_code(code, char::is_uppercase, 2..=2));
    Some(country.map_or_else(|| language.to_owned(), |country| format!("{language}_{country}")))
}

fn is_code(code: &str, letter: fn(char) -> bool, length: std::ops::RangeInclusive<usize>) -> bool {
    code.is_ascii() && length.contains(&code.len()) && code.chars().all(letter)
}

/// The languages to check in, for a choice: none chosen is the system's, an empty choice is off.
#[cfg(any(target_os = "linux", test))]
pub(crate) fn wanted(choice: Option<&[String]>) -> Vec<String> {
    match choice {
        Some(languages) => languages.to_vec(),
        None => vec![of_the_system(&std::env::var("LANG").unwrap_or_default())],
    }
}

#[cfg(any(target_os = "linux", test))]
fn of_the_system(lang: &str) -> String {
    let language = lang.split(['.', '@']).next().unwrap_or_default();
    let known = language.len() >= 2 && language != "POSIX";
    if known { language.to_owned() } else { "en_US".to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn dictionaries_are_found_by_their_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "en_US.dic",
            "en_US.aff",
            "de_DE_frami.dic",
            "de_DE_frami.aff",
            "fr.dic",
            "fr.aff",
            "pt_BR.dic",
            "hyph_en_US.dic",
            "hyph_en_US.aff",
            "README.dic",
            "README.aff",
            "sr-Latn.dic",
            "sr-Latn.aff",
        ] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let missing = folder.path().join("missing");
        assert_eq!(
            in_folders(&[folder.path().to_owned(), missing]),
            ["de_DE", "en_US", "fr", "sr"],
            "each once; pt_BR has no rules, hyphenation and notes are no dictionaries"
        );
    }

    #[test]
    fn a_choice_goes_before_the_system() {
        for (lang, language, why) in [
            ("de_DE.UTF-8", "de_DE", "without its encoding"),
            ("sr_RS@latin", "sr_RS", "without its variant"),
            ("C", "en_US", "no language"),
            ("POSIX", "en_US", "no language either"),
            ("", "en_US", "nothing said"),
        ] {
            assert_eq!(of_the_system(lang), language, "{why}");
        }
        assert_eq!(wanted(Some(&[])), Vec::<String>::new(), "off");
        assert_eq!(wanted(Some(&["fr".to_owned()])), ["fr"]);
    }
}
