//! File names from headlines: `a-z`, `0-9` and single hyphens, at most 60 letters cut at a word.
//!
//! 1. Latin, Cyrillic and Greek letters become plain ones (“Čelik” → `celik`, “Київ” → `kiyiv`).
//!    An apostrophe joins ("day's" is one word), everything else parts.
//! 2. What is too long ends at a word.
//! 3. A headline without any such letter or digit gives the name of its day: `story-2026-11-18`.
//! 4. What some system refuses, and what generators keep for pages of their own, gets `-story`.
//! 5. [`number`] numbers what is [`Taken`] already, whatever its ending, case or spelling in Unicode.
//!
//! Where a file system tells fewer names apart than another one, the stricter of the two counts:
//! a newsroom has both.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::files::{At, PathError};

/// Letters of a name at most.
pub const LONGEST: usize = 60;

/// Names that Windows keeps for devices, with or without an ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin", "conout"];

/// Names that generators keep for pages of their own.
const PAGES: [&str; 7] = ["index", "page", "tag", "tags", "readme", "license", "changelog"];

/// The file name of a headline, without ending; `story` where nothing of it can stand in one.
pub fn of(headline: &str) -> String {
    typed(headline).unwrap_or_else(|| "story".to_owned())
}

/// The name that somebody typed; none where nothing of it can stand in one.
pub fn typed(text: &str) -> Option<String> {
    let name = plain(text);
    (!name.is_empty()).then(|| safe(name))
}

/// The file name of a headline that was written on that day.
pub fn dated(headline: &str, day: Date) -> String {
    typed(headline).unwrap_or_else(|| format!("story-{day}"))
}

fn plain(headline: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for letter in headline.nfkc().flat_map(letters).filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'a'..='z' | '0'..='9' => {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(letter);
            }
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '\u{ad}' | '\u{200b}'..='\u{200f}' => {}
            _ => gap = true,
        }
    }
    cut(slug)
}

/// The plain letters that a letter of the three alphabets is written with, in lower case; any
/// other sign as it is.
fn letters(letter: char) -> Vec<char> {
    let alphabet = letter.is_alphabetic()
        && matches!(letter, '\u{80}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
    match deunicode::deunicode_char(letter).filter(|_| alphabet) {
        // Signs that stand for a soft or hard letter are left out; the word goes on.
        Some(plain) => plain
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|l| l.to_ascii_lowercase())
            .collect(),
        None => vec![letter.to_ascii_lowercase()],
    }
}

fn cut(mut slug: String) -> String {
    if slug.len() > LONGEST {
        let whole = slug.as_bytes()[LONGEST] == b'-';
        let end = if whole { LONGEST } else { slug[..LONGEST].rfind('-').unwrap_or(LONGEST) };
        slug.truncate(end);
    }
    slug
}

fn safe(name: String) -> String {
    let numbered = |device: &str| {
        name.strip_prefix(device).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    let kept = DEVICES.contains(&name.as_str())
        || PAGES.contains(&name.as_str())
        || numbered("com")
        || numbered("lpt");
    if kept { format!("{name}-story") } else { name }
}

/// The names that are taken in one folder: of files without their ending, and of folders.
#[derive(Debug, Default)]
pub struct Taken(HashSet<String>);

impl Taken {
    /// Looks into a folder; one that is not there has no names.
    pub fn in_folder(folder: &Path) -> Result<Taken, PathError> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Taken::default()),
            Err(source) => return Err(PathError { path: folder.to_owned(), source }),
        };
        let mut taken = Taken::default();
        for entry in entries {
            let entry = entry.at(folder)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            taken.add(&name);
        }
        Ok(taken)
    }

    /// Takes in a name, with its ending.
    pub fn add(&mut self, name: &str) {
        self.0.insert(folded(name));
        for ending in [".md", ".mdx", ".markdown"] {
            if let Some(stem) = folded(name).strip_suffix(ending) {
                self.0.insert(stem.to_owned());
            }
        }
    }

    /// Gives a name free: the story that has it is the one that is moved.
    pub fn without(mut self, name: &str) -> Taken {
        self.0.remove(&folded(name));
        self
    }

    /// Whether a name, without its ending, is taken.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(&folded(name))
    }
}

/// The first of `name`, `name-2`, `name-3`, … that is not taken.
pub fn number(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut tried = name.to_owned();
    for n in 2.. {
        if !taken(&tried) {
            break;
        }
        let end = format!("-{n}");
        let room = LONGEST - end.len();
        tried = format!("{}{end}", name.get(..room).unwrap_or(name).trim_end_matches('-'));
    }
    tried
}

/// A name as the least particular file system compares it.
fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headlines_give_safe_names() {
        let long = "word ".repeat(1000);
        let one = "x".repeat(5000);
        for (headline, name, why) in [
            ("Night court ends at 9:30.", "night-court-ends-at-9-30", "marks become gaps"),
            ("Zoë Çelik’s day", "zoe-celiks-day", "accents and apostrophes go"),
            ("Łukasz and Ørsted", "lukasz-and-orsted", "letters with a stroke"),
            ("Straße, Ærø, Đỗ, Þór, ﬁn", "strasse-aero-do-thor-fin", "letters that are two"),
            ("Ngọc Anh Trần’s café", "ngoc-anh-trans-cafe", "several marks on one letter"),
            ("Zoe\u{308} in NFD", "zoe-in-nfd", "marks that stand apart"),
            ("Київ і Щедрик", "kiyiv-i-shchedrik", "Cyrillic"),
            ("Съезд и мягкий знак", "sezd-i-miagkii-znak", "soft and hard signs are no gaps"),
            ("Ελληνική ψηφοφορία", "ellenike-psephophoria", "Greek"),
            ("١٢٣ مرحبا 2026", "2026", "what can be kept of other scripts is kept"),
            ("Soft\u{ad}hyphen zero\u{200b}width", "softhyphen-zerowidth", "signs without width"),
            ("½ price № 5 ™", "1-2-price-no-5-tm", "signs that are letters together"),
            // N1 to N4: names of devices.
            ("CON", "con-story", "N1, N20: Windows keeps it for a device"),
            ("AUX", "aux-story", "N2"),
            ("NUL.txt", "nul-txt", "N3: the dot is a gap, so it is no device any more"),
            ("com1", "com1-story", "N4"),
            ("LPT9", "lpt9-story", "N4"),
            ("COM¹", "com1-story", "N4: the raised one is a one"),
            ("com10", "com10", "no device"),
            // N5 to N8: signs that a path or a drive is made of.
            ("a:b", "a-b", "N5: a stream of a file"),
            ("what? a*b a|b a\"b <a>", "what-a-b-a-b-a-b-a", "N6: Windows has none of these"),
            ("post.", "post", "N7: a dot at the end"),
            ("post.md ", "post-md", "N7: a space at the end"),
            ("a\\b", "a-b", "N8: never taken for a path"),
            ("..\\evil", "evil", "N8"),
            // N9 and N10 are two names in one folder: `names_are_unique_in_their_folder`.
            ("two\nlines\r\u{1b}[31m", "two-lines-31m", "N11: no control characters"),
            ("cod\u{202e}fdp", "cod-fdp", "N12: no direction marks"),
            // N13, a name that is not UTF-8, comes from no headline.
            (&one, &one[..60], "N14: never too long for a disk, also without a word's end"),
            ("a/b/c/d", "a-b-c-d", "N15: no folder in a name"),
            (".g\u{200c}it", "git", "N16: never the folder of the repository"),
            ("git~1", "git-1", "N16: nor its short name"),
            ("--upload-pack=x", "upload-pack-x", "N18: no option"),
            (".DS_Store", "ds-store", "N19: nothing hidden"),
            ("~$x", "x", "N19: no leaving of another program"),
            ("../../etc/passwd", "etc-passwd", "N20: no path comes of it"),
            ("   ", "story", "N20: nothing gives something"),
            ("💥", "story", "N20: nor do pictures"),
            ("مرحبا", "story", "N20: nor other scripts"),
            (
                &long,
                "word-word-word-word-word-word-word-word-word-word-word-word",
                "N20: at a word",
            ),
            ("index", "index-story", "a page of the generator"),
            ("README", "readme-story", "a file about the project"),
        ] {
            assert_eq!(of(headline), name, "{why}");
        }
    }

    #[test]
    fn a_headline_without_letters_is_named_after_its_day() {
        let day = jiff::civil::date(2026, 11, 18);
        for (headline, name) in
            [("مرحبا", "story-2026-11-18"), ("北京", "story-2026-11-18"), ("Ja", "ja")]
        {
            assert_eq!(dated(headline, day), name);
        }
    }

    #[test]
    fn names_are_unique_in_their_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Post.md", "page-one.markdown", "bundle", "cafe\u{301}.mdx", "note.jpg"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let taken = Taken::in_folder(folder.path()).unwrap();
        for (name, free, why) in [
            ("post", "post-2", "N9: another case is the same file on some computers"),
            ("page-one", "page-one-2", "another ending would have the same address"),
            ("bundle", "bundle-2", "a folder"),
            ("café", "café-2", "N10: the same letters in another spelling"),
            ("note", "note", "a picture has another address"),
            ("new", "new", "free"),
        ] {
            assert_eq!(number(name, |name| taken.has(name)), free, "{why}");
        }
        assert!(!taken.without("Post").has("post"), "a story may keep its own name");
        assert!(Taken::in_folder(&folder.path().join("none")).unwrap().0.is_empty());
    }

    proptest! {
        #[test]
        fn every_name_is_safe_and_stays_as_it_is(headline in any::<String>()) {
            let name = of(&headline);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST + "-story".len());
            prop_assert!(name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
            prop_assert!(!name.starts_with('-') && !name.ends_with('-') && !name.contains("--"));
            prop_assert_eq!(of(&name), name.clone(), "a name of a name is the name");
            prop_assert_eq!(crate::repository::portable(&format!("posts/{name}.md")), Ok(()));
        }
    }
}
