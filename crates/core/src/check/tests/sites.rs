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

#[test]
fn code_that_may_come_from_elsewhere_is_no_fault() {
    let (error, look) = (Some(Severity::Error), Some(Severity::Warning));
    let callout = "{{< callout type=\"info\" >}}Mind the gap.{{< /callout >}}";
    let module = "[[module.imports]]\npath = 'github.com/imfing/hextra'\n";
    let code = "_vendor/github.com/imfing/hextra/layouts/shortcodes/callout.html";
    let post = "content/posts/a.md";
    for (files, expected, why) in [
        (&[("hugo.toml", "title = 'a'\n")][..], error, "nobody has it"),
        (&[("hugo.toml", module)], look, "a module may"),
        (
            &[("hugo.toml", "a = 1\n"), ("config/_default/module.yaml", "imports:\n- path: x\n")],
            look,
            "as one may",
        ),
        (&[("hugo.toml", "theme = 'hextra'\n")], look, "so may a theme that is not in the folder"),
        (
            &[("hugo.toml", "theme = 'hextra'\n"), ("themes/hextra/theme.toml", "")],
            error,
            "one that is there has not",
        ),
        (&[("hugo.toml", module), (code, "x")], None, "a module that is kept here has it"),
        (
            &[("hugo.toml", module), ("_vendor/modules.txt", "x")],
            error,
            "it is kept here and has not",
        ),
    ] {
        assert_eq!(weight(&site(files), post, callout, Rule::M1), expected, "{why}");
    }
    let clip = "{% youtube \"https://youtu.be/x\" %}";
    let post = "_posts/2026-11-18-a.md";
    for (configuration, gems, expected, why) in [
        ("title: a\n", "gem 'jekyll'\n", error, "nobody has it"),
        (
            "plugins: [jekyll-feed, jekyll-seo-tag]\n",
            "gem \"github-pages\"\n",
            error,
            "these have no such tag",
        ),
        ("plugins:\n  - jekyll-youtube\n", "", look, "a plug-in may"),
        (
            "title: a\n",
            "group :jekyll_plugins do\n  gem \"jekyll-youtube\", \"~> 1\"\nend\n",
            look,
            "so may a gem",
        ),
    ] {
        let place = site(&[("_config.yml", configuration), ("Gemfile", gems)]);
        assert_eq!(weight(&place, post, clip, Rule::M1), expected, "{why}");
        assert_eq!(weight(&place, post, "{% youtube", Rule::M1), error, "it never ends: {why}");
        assert_eq!(
            weight(&place, post, "{{ name }}", Rule::M1),
            error,
            "a plug-in gives no values: {why}"
        );
    }
    let post = "posts/a.md";
    let place = site(&[
        (
            "eleventy.config.js",
            "import codes from \"./_config/codes.js\";\nexport default (c) => codes(c);\n",
        ),
        ("_config/codes.js", "export default (c) => c.addShortcode(\"box\", x);\n"),
        ("posts/posts.json", "{\"series\": \"Floods\"}"),
        ("posts/posts.11tydata.js", "module.exports = { place: 'Orrin' }"),
    ]);
    for (body, expected, why) in [
        ("{% box %}", None, "a file that the configuration takes in has it"),
        ("{% crate %}", error, "nobody has it"),
        ("{{ title }}", None, "the story’s own"),
        ("{{ series }} and {{ place }}", None, "of its folder"),
        ("{{ name }}", error, "nobody’s"),
    ] {
        assert_eq!(weight(&place, post, body, Rule::M1), expected, "{why}");
    }
    place.write("eleventy.config.js", "export default (c) => c.addPlugin(boxes);\n");
    let found = weight(&place, post, "{% crate %}", Rule::M1);
    assert_eq!(found, look, "a plug-in may have it");
    let found = place.findings(post, None);
    let code = found.iter().find(|finding| finding.rule == Rule::M1).unwrap();
    assert!(code.fix.is_none(), "written for readers, code that works would be broken");
}

#[test]
fn html_stays_where_any_file_of_the_configuration_says_so() {
    for (file, text, drops) in [
        ("config/_default/markup.yml", "goldmark:\n  renderer:\n    unsafe: true\n", false),
        (
            "config/_default/markup.json",
            "{\"goldmark\": {\"renderer\": {\"unsafe\": true}}}",
            false,
        ),
        ("config/_default/markup.toml", "goldmark = { renderer = { unsafe = true } }\n", false),
        ("config/_default/markup.yml", "goldmark:\n  renderer:\n    hardWraps: true\n", true),
    ] {
        let place = site(&[("hugo.toml", "title = 'a'\n"), (file, text)]);
        let found = weight(&place, "content/posts/a.md", "The vote is <b>set</b>.", Rule::M2);
        assert_eq!(found.is_some(), drops, "{file}: {text}");
    }
}

#[test]
fn taxonomies_are_those_of_the_language() {
    let configuration = "base_url = 'https://a.example'\ntaxonomies = [{ name = 'tags' }]\n[languages.fr]\ntaxonomies = [{ name = 'sujets' }]\n[languages.de]\n";
    let place = site(&[("zola.toml", configuration)]);
    for (name, taxonomy, known) in [
        ("index.md", "tags", true),
        ("index.md", "sujets", false),
        ("index.fr.md", "sujets", true),
        ("index.fr.md", "tags", false),
        ("index.de.md", "tags", false),
    ] {
        let path = format!("content/posts/wall/{name}");
        place.write(&path, &format!("+++\ntitle = 'A'\ndate = 2026-11-18T07:30:00-05:00\n[taxonomies]\n{taxonomy} = ['x']\n+++\nText.\n"));
        assert_eq!(has(&place, &path, Rule::M4), !known, "{name}: {taxonomy}");
    }
}

#[test]
fn a_link_within_zola_leads_to_its_file() {
    let place = site(&[
        ("zola.toml", "base_url = 'https://a.example'\n"),
        ("content/posts/harbor.md", "+++\ntitle = 'H'\ndate = 2026-11-18\n+++\nText.\n"),
    ]);
    let path = "content/posts/wall.md";
    for (link, dead) in [
        ("@/posts/harbor.md", false),
        ("@/posts/harbor.md#pilots", false),
        ("@/posts/harbour.md", true),
    ] {
        let found = weight(&place, path, &format!("[the pilots]({link})"), Rule::L2);
        assert_eq!(found.is_some(), dead, "{link}");
    }
}

#[test]
fn what_astro_requires_of_a_post_is_there_and_of_its_kind() {
    let schema = "import { defineCollection, z } from 'astro:content'\n\
        const blog = defineCollection({ schema: z.object({\n\
        title: z.string(), pubDate: z.coerce.date(), desk: z.enum(['city', 'state']),\n\
        minutes: z.number().int(), pinned: z.boolean().optional(), share: z.coerce.number().optional(),\n\
        seen: z.date().optional(), ends: z.string().or(z.date()).optional(), series: z.string().nullish(),\n\
        tags: z.array(z.enum(['river', 'wall'])).optional(), place: z.string().min(3).max(10).optional(),\n\
        kind: z.enum(['a', 'b']).default('a') }) })\nexport const collections = { blog }\n";
    let place = site(&[("astro.config.mjs", ""), ("src/content.config.ts", schema)]);
    let path = "src/content/blog/wall.md";
    let check = |more: &str| {
        place.write(path, &format!("---\ntitle: A\npubDate: 2026-11-18\n{more}---\nText.\n"));
        let found = place.findings(path, None).into_iter();
        found.filter(|f| f.rule == Rule::M4).map(|f| f.field.name()).collect::<Vec<_>>()
    };
    let whole = "desk: city\nminutes: 4\n";
    assert_eq!(check(whole), [""; 0], "all is there");
    for (more, field, why) in [
        ("minutes: 4\n", "desk", "it is missing"),
        ("desk:\nminutes: 4\n", "desk", "it is empty"),
        ("desk: sports\nminutes: 4\n", "desk", "none of the two"),
        ("desk: city\nminutes: soon\n", "minutes", "no number"),
        ("desk: city\nminutes: \"4\"\n", "minutes", "a text"),
        ("desk: city\nminutes: 4.5\n", "minutes", "not whole"),
        ("desk: city\nminutes: 4\npinned: maybe\n", "pinned", "neither yes nor no"),
        ("desk: city\nminutes: 4\nkind: c\n", "kind", "where it is there it is one of them"),
        ("desk: city\nminutes: 4\ntags: [river, tide]\n", "tags", "one of them is not known"),
        ("desk: city\nminutes: 4\nplace: Cooper Street\n", "place", "too long"),
        ("desk: city\nminutes: 4\nplace: Or\n", "place", "too short"),
        (
            "desk: city\nminutes: 4\nseen: \"2026-11-18\"\n",
            "seen",
            "a text that is not made a date",
        ),
    ] {
        assert_eq!(check(more), [field], "{why}");
    }
    for (more, why) in [
        ("pinned: true\nkind: b\n", "as they should be"),
        ("tags: [river, wall]\nplace: Örtchen\n", "known, and of a length that it takes"),
        ("share: \"4\"\n", "made a number"),
        ("ends: soon\n", "either will do"),
        ("seen: 2026-11-18\n", "a day"),
        ("series: null\n", "may be empty"),
        ("mood: fine\n", "nobody asks about it"),
    ] {
        assert_eq!(check(&format!("{whole}{more}")), [""; 0], "{why}");
    }
    place.write("src/content/notes/wall.md", "---\ntitle: A\npubDate: 2026-11-18\n---\nText.\n");
    assert!(!has(&place, "src/content/notes/wall.md", Rule::M4), "another collection");
    place.write(path, "---\npubDate: 2026-11-18\ndesk: city\nminutes: 4\n---\nText.\n");
    let found = place.findings(path, None);
    assert!(ids(&found).contains("T1") && !ids(&found).contains("M4"), "said once: {found:#?}");
}

#[test]
fn the_sites_own_address_is_read_where_it_is_written_out() {
    let astro = "import { defineConfig } from 'astro/config'\n// site: 'https://old.example'\nexport default defineConfig({ site: 'https://a.example', trailingSlash: 'never' })\n";
    let data = "module.exports = {\n  title: \"Record\",\n  url: \"https://a.example/\",\n}\n";
    for (files, path, known, why) in [
        (&[("astro.config.mjs", astro)][..], "src/content/blog/a.md", true, "Astro"),
        (
            &[("astro.config.mjs", "export default { site: process.env.SITE }")],
            "src/content/blog/a.md",
            false,
            "made by a program",
        ),
        (
            &[("eleventy.config.js", ""), ("_data/metadata.js", data)],
            "posts/a.md",
            true,
            "Eleventy",
        ),
        (
            &[
                ("eleventy.config.js", ""),
                ("src/_data/site.json", "{\"url\": \"https://a.example\"}"),
            ],
            "posts/a.md",
            true,
            "Eleventy's data in another folder",
        ),
    ] {
        let place = site(files);
        let door = "Read [the report](https://a.example/admin/x).";
        assert_eq!(weight(&place, path, door, Rule::L1).is_some(), known, "{why}");
        let letter = "Write to desk@a.example today.";
        assert_eq!(weight(&place, path, letter, Rule::C7).is_some(), !known, "{why}");
    }
}

#[test]
fn a_byline_that_a_folder_gives_is_one() {
    let bare = "---\ntitle: A vote\ndate: 2026-11-18\n---\n\nThe vote is set.\n";
    let defaults = "defaults:\n- scope: {path: '', type: posts}\n  values: {author: The Desk}\n";
    for (files, path, given, why) in [
        (
            &[("eleventy.config.js", ""), ("posts/posts.json", "{\"author\": \"The Desk\"}")][..],
            "posts/a.md",
            true,
            "data of the folder",
        ),
        (
            &[
                ("eleventy.config.js", ""),
                ("posts/posts.11tydata.json", "{\"author\": \"The Desk\"}"),
            ],
            "posts/2026/a.md",
            true,
            "of the one above",
        ),
        (
            &[("eleventy.config.js", ""), ("notes/notes.json", "{\"author\": \"The Desk\"}")],
            "posts/a.md",
            false,
            "of another",
        ),
        (
            &[("eleventy.config.js", ""), ("posts/posts.json", "{\"layout\": \"post\"}")],
            "posts/a.md",
            false,
            "of something else",
        ),
        (&[("_config.yml", defaults)], "_posts/2026-11-18-a.md", true, "defaults of posts"),
        (
            &[("_config.yml", "defaults:\n- scope: {path: news}\n  values: {author: The Desk}\n")],
            "_posts/2026-11-18-a.md",
            false,
            "of a folder",
        ),
    ] {
        let place = site(files);
        place.write(path, bare);
        assert_eq!(!has(&place, path, Rule::A1), given, "{why}");
        let profile = Site::open(place.folder.path()).unwrap().0.profile;
        let fields = Post::read(place.folder.path(), path).fields.unwrap();
        let key = profile.keys_to_write(&fields).authors;
        if given {
            assert_eq!(key.as_deref(), Some("author"), "the key that the site reads: {why}");
            assert!(profile.single_author, "one text: {why}");
        }
    }
}
