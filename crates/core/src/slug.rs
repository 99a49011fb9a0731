//! File names from headlines: `a-z`, `0-9` and single hyphens, at most 60 letters cut at a word.
//!
//! Marks are dropped after NFKD ("Čelik" → "celik"); a headline without any Latin letter or digit
//! gives `story`. A name is never one that some system refuses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names that Windows keeps for devices, and that generators keep for pages of their own.
const TAKEN: [&str; 13] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "index", "page", "tag",
    "tags",
];

/// The file name of a headline, without ending.
pub fn of(headline: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for letter in headline.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        let plain: &str = match letter {
            'a'..='z' | '0'..='9' => &letter.to_string(),
            'A'..='Z' => &letter.to_ascii_lowercase().to_string(),
            'ß' => "ss",
            'æ' | 'Æ' => "ae",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'þ' | 'Þ' => "th",
            'ı' => "i",
            // "day's" is one word.
            '\'' | '’' => continue,
            _ => {
                gap = !slug.is_empty();
                continue;
            }
        };
        if gap {
            slug.push('-');
            gap = false;
        }
        slug.push_str(plain);
    }
    let slug = match slug.get(..60) {
        Some(start) if slug.len() > 60 => {
            let whole = slug.as_bytes().get(60) == Some(&b'-');
            let end = if whole { 60 } else { start.rfind('-').unwrap_or(60) };
            slug[..end].to_owned()
        }
        _ => slug,
    };
    match slug.as_str() {
        "" => "story".to_owned(),
        taken if TAKEN.contains(&taken) => format!("{taken}-story"),
        _ => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_give_safe_names() {
        let long = "word ".repeat(1000);
        for (headline, name, why) in [
            ("Night court ends at 9:30.", "night-court-ends-at-9-30", "marks become gaps"),
            ("Zoë Çelik’s day", "zoe-celiks-day", "accents and apostrophes go"),
            ("Łukasz and Ørsted", "lukasz-and-orsted", "letters that NFKD leaves alone"),
            ("../../etc/passwd", "etc-passwd", "no path comes of it"),
            ("   ", "story", "nothing gives something"),
            ("💥", "story", "nor do pictures"),
            ("مرحبا", "story", "nor other scripts"),
            ("CON", "con-story", "a name Windows keeps"),
            ("index", "index-story", "a name generators keep"),
            (
                &long,
                "word-word-word-word-word-word-word-word-word-word-word-word",
                "cut at a word, at most 60",
            ),
        ] {
            assert_eq!(of(headline), name, "{why}");
            assert!(of(headline).len() <= 60, "{why}");
        }
    }
}
