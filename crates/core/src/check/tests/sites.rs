//! What sites are like: their languages, their configuration, what they build.

use super::*;

/// A site of these files.
fn site(files: &[(&str, &str)]) -> Place {
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    files.iter().for_each(|(path, text)| place.write(path, text));
    place
}

fn story(title: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-18T07:30:00-05:00\n{more}---\n\nThe vote is set.\n")
}

fn has(place: &Place, path: &str, rule: Rule) -> bool {
    place.findings(path, None).iter().any(|finding| finding.rule == rule)
}

/// The weight of a rule's finding in a text under a plain header; none where it finds nothing.
fn weight(place: &Place, path: &str, body: &str, rule: Rule) -> Option<Severity> {
    place.write(path, &story("A vote on the wall", "").replace("The vote is set.", body));
    let found = place.findings(path, None);
    found.iter().find(|finding| finding.rule == rule).map(|finding| finding.severity)
}

#[test]
fn a_translation_has_an_address_of_its_own() {
    let (hugo, zola) = (
        "baseURL = 'https://a.example'\ndefaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n",
        "base_url = 'https://a.example'\ndefault_language = 'en'\n[languages.de]\n",
    );
    let (wall, tide) = (story("The wall", ""), story("The tide", ""));
    for (configuration, text) in
        [("hugo.toml", hugo), ("zola.toml", zola), ("_config.yml", "collections: {news: {}}\n")]
    {
        let root = if configuration == "_config.yml" { "_news" } else { "content/news" };
        let place = site(&[(configuration, text)]);
        if configuration == "_config.yml" {
            place.write("_posts/2026-11-17-boat.md", &story("A boat", ""));
        }
        for (name, text) in [("wall", &wall), ("tide", &tide)] {
            place.write(&format!("{root}/{name}/index.md"), text);
            place.write(&format!("{root}/{name}/index.de.md"), text);
        }
        for path in ["wall/index.md", "wall/index.de.md", "tide/index.de.md"] {
            let found = place.findings(&format!("{root}/{path}"), None);
            assert!(!ids(&found).contains("S1"), "{configuration}, {path}: {found:#?}");
            assert!(!ids(&found).contains("T6"), "a headline may be the same: {found:#?}");
        }
        let slugged = story("The wall", "slug: mauer\n");
        place.write(&format!("{root}/a.en.md"), &slugged);
        place.write(&format!("{root}/a.de.md"), &slugged);
        let path = format!("{root}/a.de.md");
        assert!(!has(&place, &path, Rule::S1), "{configuration}: one slug in two languages");
        place.write(&format!("{root}/b.de.md"), &slugged);
        assert!(has(&place, &path, Rule::S1), "{configuration}: one slug twice in one language");
        assert!(
            has(&place, &path, Rule::T6),
            "{configuration}: one headline twice in one language"
        );
    }
}
