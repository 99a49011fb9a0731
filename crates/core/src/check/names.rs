//! Names: one spelling each, in the caption as in the text.

mod captions;
mod people;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Act, Copy, Draft, Field, Rule, words};
pub(super) use people::is_given;
use people::{is_of_no_person, same_spelled};

/// A word that begins with a capital, with what joins it to others.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{Lu}[\p{L}\p{M}'’]*(?:-\p{Lu}?[\p{L}\p{M}'’]+)*(?: (?:(?:de|del|della|di|da|van|von|der|den|la|le|bin|al|of|the) ){0,2}\p{Lu}[\p{L}\p{M}'’]*(?:-\p{Lu}?[\p{L}\p{M}'’]+)*)*")
        .expect("a fixed pattern")
});

pub(super) fn check(copy: &mut Copy<'_>) {
    two_spellings(copy);
    captions::check(copy);
}

/// Words behind which another name stands.
const JOINS: [&str; 3] = ["of", "de", "von"];

/// A run of capitalised words, and where it is first.
type Names = BTreeMap<String, Option<(usize, Range<usize>)>>;

/// The names of a text. The first word of a sentence may be any word: it counts in a run only.
fn names_of(text: &str, block: Option<usize>, names: &mut Names) {
    for found in NAME.find_iter(text) {
        let name = owner(found.as_str());
        let at = found.start()..found.start() + name.len();
        let first = begins(text, at.start);
        if !name.contains(' ') && first {
            continue;
        }
        names.entry(name.to_owned()).or_insert_with(|| block.map(|block| (block, at.clone())));
        // “Chair Ana Li” is Ana Li too.
        for (gap, _) in name.match_indices(' ') {
            let rest = &name[gap + 1..];
            // “Kerem Yucel of CalMatters” is CalMatters as well.
            // “A Coastguard boat” is one of the Coastguard.
            let belongs = name[..gap].rsplit(' ').next().is_some_and(|word| JOINS.contains(&word))
                || first && ["A", "An", "The"].contains(&&name[..gap]);
            if (rest.contains(' ') || belongs) && rest.starts_with(char::is_uppercase) {
                let at = at.start + gap + 1..at.end;
                names.entry(rest.to_owned()).or_insert_with(|| block.map(|block| (block, at)));
            }
        }
    }
}

/// A name without the ending of what somebody owns: “Ana’s”.
fn owner(name: &str) -> &str {
    let name = name.trim_end_matches(['\'', '’']);
    name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name)
}

/// Whether a sentence begins here. “Gov.” ends none.
fn begins(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let signs = ['.', '!', '?', ':', '”', '"', '“', '‘', '—', '–', '•', '('];
    let title = before.strip_suffix('.').map(|rest| before_of(rest, rest.len()));
    before.is_empty() || before.ends_with(signs) && !title.is_some_and(is_short_title)
}

fn is_short_title(word: &str) -> bool {
    ["Dr", "Gov", "Hon", "Mr", "Mrs", "Ms", "Prof", "Rep", "Rev", "Sen"].contains(&word)
}

/// The word before a place; nothing where a sign is between.
fn before_of(text: &str, at: usize) -> &str {
    text[..at]
        .trim_end()
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default()
}

/// The words of a text, and where they begin.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*").expect("a fixed pattern"));
    WORD.find_iter(text).map(|word| (word.start(), word.as_str()))
}

/// Two names that are one, spelled differently.
fn alike(a: &str, b: &str) -> bool {
    if a == b || a.replace('’', "'") == b.replace('’', "'") {
        return false;
    }
    let (words_a, words_b) = (parts(a), parts(b));
    // Without the word that they both begin with (“Chair”) they are compared too.
    if words_a[0] == words_b[0] && words_a.len() > 2 && words_b.len() > 2 {
        return false;
    }
    let (bare_a, bare_b) = (bare(a), bare(b));
    let capitals = |text: &str| text.chars().filter(|letter| letter.is_uppercase()).count();
    let long = bare_a.chars().count() >= 5;
    if bare_a == bare_b {
        // “Coastguard” and “Coast Guard” have their capitals where their words begin.
        let joined = words_a.len() != words_b.len()
            && [a, b].iter().all(|name| capitals(name) == parts(name).len());
        // “CalMatters” and “Cal Matters”, “Szczepańska” and “Szczepanska”; not “US” and “Us”,
        // nor what an article stands before.
        return long
            && a.to_lowercase() != b.to_lowercase()
            && (joined || capitals(a) == capitals(b))
            && ![words_a[0], words_b[0]].contains(&"The");
    }
    if words_a.len() != words_b.len() {
        return false;
    }
    let differing: Vec<(&str, &str)> =
        words_a.iter().zip(&words_b).filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
    let [(one, other)] = differing[..] else { return false };
    let letters = one.chars().count().min(other.chars().count());
    let person = words_a.len() == 2 && words_a[0] == words_b[0] && is_given(words_a[0]);
    let spelled = words_a.len() == 2 && words_a[1] == words_b[1] && same_spelled(one, other);
    if spelled || person && letters >= 5 && one_slip(one, other) && !is_plural(one, other) {
        return true;
    }
    // One full name whose other part agrees; or a long single name with a letter doubled or two
    // letters changed round.
    (words_a.len() >= 2 && letters >= 5 && one_slip(one, other) && !inflected(one, other))
        || (words_a.len() == 1 && letters >= 6 && doubled_or_turned(one, other))
}

fn parts(name: &str) -> Vec<&str> {
    name.split(' ').collect()
}

/// Small letters without marks, spaces and hyphens.
pub(super) fn bare(name: &str) -> String {
    let letters = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    letters.filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// “Republican” and “Republicans”, “Canada” and “Canadas”: a word and its ending.
fn inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|end| matches!(end, "s" | "n" | "d" | "r" | "e" | "y"))
        || a.ends_with("ses") && b.ends_with("sis")
        || a.ends_with("sis") && b.ends_with("ses")
        || a.chars().next().map(|l| l.to_lowercase().to_string())
            != b.chars().next().map(|l| l.to_lowercase().to_string())
}

/// “Adeyemi” and “Adeyemis”: more of a family, or what is theirs.
fn is_plural(a: &str, b: &str) -> bool {
    a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

/// One letter more, less, other, or two changed round.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let digits = a.iter().chain(&b).any(char::is_ascii_digit);
    let same = |a: &[char], b: &[char]| a == b;
    !digits
        && match (rest_a.len(), rest_b.len()) {
            (x, y) if x == y + 1 => same(&rest_a[1..], rest_b),
            (x, y) if y == x + 1 => same(rest_a, &rest_b[1..]),
            (x, y) if x == y && x > 0 => {
                same(&rest_a[1..], &rest_b[1..])
                    || x > 1
                        && rest_a[0] == rest_b[1]
                        && rest_a[1] == rest_b[0]
                        && same(&rest_a[2..], &rest_b[2..])
            }
            _ => false,
        }
}

fn doubled_or_turned(a: &str, b: &str) -> bool {
    if !one_slip(a, b) || inflected(a, b) {
        return false;
    }
    let single = |text: &str| {
        let mut letters: Vec<char> = text.to_lowercase().chars().collect();
        letters.dedup();
        letters
    };
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    single(a) == single(b) || sorted(a) == sorted(b)
}

fn two_spellings(copy: &mut Copy<'_>) {
    let story = Text::of(copy);
    let names = &story.names;
    let mut by_shape: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    // Names that are one begin alike: only those are compared.
    for name in names.keys() {
        let shape: String = bare(name).chars().take(2).collect();
        by_shape.entry(shape).or_default().push(name);
    }
    let mut drafts = Vec::new();
    for group in by_shape.values() {
        for (i, a) in group.iter().enumerate() {
            for b in &group[i + 1..] {
                if alike(a, b) || story.is_one_person(a, b) {
                    drafts.push(spelling(copy, names, a, b));
                }
            }
        }
    }
    for (surname, full) in story.surnames() {
        // What is written behind is a name; to write it out is more than a spelling.
        drafts.push(Draft { fix: None, ..spelling(copy, names, surname, full) });
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

/// The rarer of two spellings is the one to look at.
fn spelling(copy: &Copy<'_>, names: &Names, a: &str, b: &str) -> Draft {
    let count = |name: &str| {
        copy.prose.blocks.iter().map(|block| block.text.matches(name).count()).sum::<usize>()
    };
    let (rare, usual) = if count(a) <= count(b) { (a, b) } else { (b, a) };
    let place = names.get(rare).cloned().flatten();
    let field = if place.is_some() { Field::Text } else { Field::Dek };
    let mut draft = Draft::new(Rule::C4, field, words::two_spellings(rare, usual))
        .about(format!("{rare}/{usual}"));
    if let Some((block, at)) = place
        && let Some(block) = copy.prose.blocks.get(block)
    {
        draft = draft.at(block.place(at.clone()));
        if block.is_plain(&at) {
            let act = Act::Text(vec![(block.place(at), usual.to_owned())]);
            draft = draft.fix(words::fix_use(usual), act);
        }
    }
    draft
}

/// What a story says, and whom it names.
struct Text {
    text: String,
    /// Its letters alone.
    bare: String,
    names: Names,
}

impl Text {
    fn of(copy: &Copy<'_>) -> Text {
        let mut text = format!("{}\n{}", copy.story.title, copy.story.dek);
        let mut names = Names::new();
        for (i, block) in copy.prose.blocks.iter().enumerate() {
            text.push('\n');
            text.push_str(&block.text);
            if block.heading.is_none() {
                names_of(&block.text, Some(i), &mut names);
            }
        }
        names_of(&copy.story.dek, None, &mut names);
        Text { bare: bare(&text), text, names }
    }

    /// Whether a name stands in the text as a whole.
    fn holds(&self, name: &str) -> bool {
        let whole = |(at, _): (usize, &str)| {
            !self.text[at + name.len()..].starts_with(|letter: char| letter.is_alphabetic())
        };
        self.text.match_indices(name).any(whole)
    }

    /// Whether a word stands in the text.
    fn has(&self, word: &str) -> bool {
        words_of(&self.text).any(|(_, one)| one == word)
    }

    /// Whether the text calls somebody by this name alone, and has no such word.
    fn calls(&self, surname: &str) -> bool {
        let small = surname.to_lowercase();
        let alone = |at: usize| !before_of(&self.text, at).starts_with(char::is_uppercase);
        words_of(&self.text).any(|(at, one)| one == surname && alone(at))
            && words_of(&self.text).all(|(_, one)| one != small)
    }

    /// Whether two full names are one, whose second part has an ending more: “Chan Sovann” is a
    /// person where the text calls him Sovann too.
    fn is_one_person(&self, a: &str, b: &str) -> bool {
        let (words_a, words_b) = (parts(a), parts(b));
        let ([first, a], [other, b]) = (&words_a[..], &words_b[..]) else { return false };
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        first == other
            && short.chars().count() >= 5
            && one_slip(a, b)
            && !is_plural(a, b)
            // “Latin America” and “Latin American”.
            && !(short.ends_with('a') && long.ends_with("an"))
            && !is_of_no_person(short)
            && (self.calls(a) || self.calls(b))
    }

    /// Surnames that the text spells otherwise in a full name, with that name.
    fn surnames(&self) -> Vec<(&str, &str)> {
        // A surname that stands in a full name too is told of with that name.
        let in_full = |name: &str| {
            let rest = |full: &String| full.strip_suffix(name).is_some_and(|it| it.ends_with(' '));
            self.names.keys().any(rest)
        };
        let single =
            |name: &&String| !name.contains(' ') && name.chars().count() >= 6 && !in_full(name);
        let singles: Vec<&String> = self.names.keys().filter(single).collect();
        let mut found = Vec::new();
        for full in self.names.keys().filter(|full| full.split(' ').next().is_some_and(is_given)) {
            let [_, surname] = parts(full)[..] else { continue };
            let other = |name: &&&String| {
                let ends = name.strip_suffix('e') == Some(surname)
                    || surname.strip_suffix('e') == Some(name.as_str());
                (ends || doubled_or_turned(name, surname)) && !self.has(&name.to_lowercase())
            };
            found.extend(singles.iter().find(other).map(|name| (name.as_str(), full.as_str())));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_two_spellings() {
        for (a, b, same, why) in [
            ("CalMatters", "Cal Matters", true, "one word or two"),
            ("Szczepańska", "Szczepanska", true, "a mark"),
            ("Adriana Heldiz", "Adriana Heldis", true, "one letter"),
            ("Jon Smith", "John Smith", false, "short first names are often two people’s"),
            ("Maria Nwosu", "Marai Nwosu", true, "changed round"),
            ("Zimmerman", "Zimmermann", false, "an ending"),
            ("Phillips", "Philips", true, "a doubled letter"),
            ("Republican", "Republicans", false, "a plural"),
            ("Canada", "Canadian", false, "a word made of it"),
            ("Ana Li", "Ana Liu", false, "too short to tell"),
            ("GitHub", "Github", false, "house style, not a name"),
            ("John Warner", "John Warder", true, "one letter"),
            ("Frank Adeyemi", "Frank Adeyemie", true, "a person has no ending"),
            ("Frank Adeyemi", "Frank Adeyemis", false, "but what is theirs has"),
            ("Latin America", "Latin American", false, "a word made of it"),
            ("Ann Peterson", "Anne Peterson", true, "two spellings of one given name"),
            ("Stephen Marsh", "Steven Marsh", true, "so these"),
            ("Walter Marsh", "Robert Marsh", false, "two people"),
            ("Coast Guard", "Coastguard", true, "one word or two"),
            ("Xi Jinping", "Xi Jin Ping", true, "so this"),
            ("The New", "TheNew", false, "the name of a page"),
        ] {
            assert_eq!(alike(a, b), same, "{why}");
        }
    }
}
