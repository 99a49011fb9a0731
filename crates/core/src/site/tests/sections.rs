//! Which files are stories, and where a new one goes.

use super::{Site, small};

const POST: &str = "---\ntitle: T\ndate: 2024-05-01\n---\n";
const DRAFT: &str = "---\ntitle: T\n---\n";

/// What kind of site it is, its files, and those that are stories.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "Hugo: two sections, their own pages, pages with dates",
        &[
            ("hugo.toml", ""),
            ("content/_index.md", POST),
            ("content/about.md", POST),
            ("content/contact/index.md", POST),
            ("content/search.md", POST),
            ("content/blog/_index.md", POST),
            ("content/blog/a.md", POST),
            ("content/blog/draft.md", DRAFT),
            ("content/news/b/index.md", POST),
            ("content/news/b/notes.md", POST),
            ("content/pages/imprint.md", POST),
            ("content/authors/ana.md", POST),
        ],
        &["content/blog/a.md", "content/blog/draft.md", "content/news/b/index.md"],
    ),
    (
        "Hugo: languages by folder, documents beside the blog",
        &[
            ("hugo.toml", ""),
            ("content/en/about.md", POST),
            ("content/en/blog/2024/05/a.md", POST),
            ("content/de/blog/2024/05/a.md", POST),
            ("content/de/blog/_index.de.md", POST),
            ("content/en/docs/setup.md", POST),
            ("content/en/docs/use/first.md", DRAFT),
        ],
        &["content/de/blog/2024/05/a.md", "content/en/blog/2024/05/a.md"],
    ),
    (
        "Hugo: languages by file",
        &[
            ("hugo.toml", ""),
            ("content/about.de.md", POST),
            ("content/posts/a.md", POST),
            ("content/posts/a.de.md", POST),
            ("content/posts/b/index.md", POST),
            ("content/posts/b/index.de.md", POST),
        ],
        &[
            "content/posts/a.de.md",
            "content/posts/a.md",
            "content/posts/b/index.de.md",
            "content/posts/b/index.md",
        ],
    ),
    (
        "Hugo: the site says where its posts are",
        &[
            ("hugo.toml", "[params]\nmainSections = ['dispatch']\n"),
            ("content/dispatch/a.md", DRAFT),
            ("content/recipes/b.md", POST),
        ],
        &["content/dispatch/a.md"],
    ),
    (
        "Hugo: sections of a newsroom have any name; resources of the site are no content",
        &[
            ("hugo.toml", ""),
            ("content/politics/a.md", POST),
            ("content/resources/b.md", POST),
            ("resources/_gen/c.md", POST),
            ("public/d.md", POST),
        ],
        &["content/politics/a.md", "content/resources/b.md"],
    ),
    (
        "Jekyll: drafts, categories, collections with dates",
        &[
            ("_config.yml", "collections:\n  briefs:\n    output: true\n  staff: {}\n"),
            ("_posts/2024-05-01-a.md", DRAFT),
            ("_posts/2024-5-2-b.markdown", DRAFT),
            ("sport/_posts/2024-05-03-c.md", DRAFT),
            ("_drafts/d.md", DRAFT),
            ("_briefs/e.md", POST),
            ("_staff/ana.md", POST),
            ("_pages/about.md", POST),
            ("about.md", POST),
            ("README.md", POST),
        ],
        &[
            "_briefs/e.md",
            "_drafts/d.md",
            "_posts/2024-05-01-a.md",
            "_posts/2024-5-2-b.markdown",
            "sport/_posts/2024-05-03-c.md",
        ],
    ),
    (
        "Jekyll: sources in a folder",
        &[
            ("_config.yml", "source: docs\ncollections_dir: col\ncollections: [news]\n"),
            ("docs/_posts/2024-05-01-a.md", DRAFT),
            ("docs/col/_news/b.md", POST),
        ],
        &["docs/_posts/2024-05-01-a.md", "docs/col/_news/b.md"],
    ),
    (
        "Eleventy: the list of a folder is a page",
        &[
            (".eleventy.js", ""),
            ("src/index.md", POST),
            ("src/about.md", POST),
            ("src/blog/index.md", POST),
            ("src/blog/a.md", POST),
            ("src/blog/archive.md", DRAFT),
            ("src/blog/b/index.md", POST),
            ("src/_includes/note.md", POST),
            ("docs/how.md", DRAFT),
        ],
        &["src/blog/a.md", "src/blog/b/index.md"],
    ),
    (
        "Astro: collections, MDX, people and pages",
        &[
            ("astro.config.mjs", ""),
            ("src/content/blog/a.md", POST),
            ("src/content/blog/b.mdx", POST),
            ("src/content/blog/_draft.md", POST),
            ("src/content/blog/_releases/c.md", POST),
            ("src/content/authors/ana.md", DRAFT),
            ("src/pages/about.md", POST),
        ],
        &["src/content/blog/_releases/c.md", "src/content/blog/a.md", "src/content/blog/b.mdx"],
    ),
    (
        "Astro of old: posts are pages",
        &[("astro.config.mjs", ""), ("src/pages/about.md", POST), ("src/pages/posts/a.md", POST)],
        &["src/pages/posts/a.md"],
    ),
    (
        "Zola: sections, a page in the root",
        &[
            ("zola.toml", ""),
            ("content/_index.md", POST),
            ("content/about.md", POST),
            ("content/blog/_index.md", POST),
            ("content/blog/2024-05-01-a.md", DRAFT),
            ("content/blog/b/index.md", POST),
            ("content/blog/b/more.md", POST),
        ],
        &["content/blog/2024-05-01-a.md", "content/blog/b/index.md"],
    ),
    (
        "Zola: many posts in the root itself, and pages among them",
        &[
            ("zola.toml", ""),
            ("content/about.md", POST),
            ("content/a.md", POST),
            ("content/b.md", POST),
            ("content/c.md", POST),
            ("content/d.md", POST),
            ("content/e.md", POST),
            ("content/inside/f.md", POST),
        ],
        &[
            "content/a.md",
            "content/b.md",
            "content/c.md",
            "content/d.md",
            "content/e.md",
            "content/inside/f.md",
        ],
    ),
    (
        "Hugo: many dated pages above the posts, and few posts",
        &[
            ("hugo.toml", ""),
            ("content/a.md", POST),
            ("content/b.md", POST),
            ("content/c.md", POST),
            ("content/d.md", POST),
            ("content/e.md", POST),
            ("content/f.md", POST),
            ("content/post/g.md", POST),
            ("content/post/h.md", POST),
            ("content/post/i.md", POST),
        ],
        &["content/post/g.md", "content/post/h.md", "content/post/i.md"],
    ),
    (
        "Zola: posts without a date in the root",
        &[
            ("zola.toml", ""),
            ("content/_index.md", DRAFT),
            ("content/a.md", DRAFT),
            ("content/about.md", DRAFT),
        ],
        &["content/a.md"],
    ),
    (
        "nothing tells: files in folders",
        &[("notes/a.md", "Text."), ("notes/b.md", "Text.")],
        &["notes/a.md", "notes/b.md"],
    ),
    (
        "a file that cannot be read stays in the list",
        &[
            ("hugo.toml", ""),
            ("content/posts/a.md", POST),
            ("content/posts/broken.md", "---\ntitle: A: B\n---\n"),
        ],
        &["content/posts/a.md", "content/posts/broken.md"],
    ),
];

#[test]
fn stories_are_told_from_pages() {
    for (why, files, stories) in CASES {
        assert_eq!(small(files).listed(), *stories, "{why}");
    }
}

#[test]
fn every_folder_of_stories_can_take_a_new_one() {
    for (why, files, places) in [
        (
            "sections",
            &[
                ("hugo.toml", ""),
                ("content/blog/a.md", POST),
                ("content/blog/b.md", POST),
                ("content/news/c/index.md", POST),
            ][..],
            &[("content/blog/{slug}.md", None), ("content/news/{slug}/index.md", None)][..],
        ),
        (
            "languages by folder, years",
            &[
                ("hugo.toml", ""),
                ("content/de/blog/2024/05/a.md", POST),
                ("content/en/blog/2023/05/a.md", POST),
                ("content/en/blog/2024/06/b.md", POST),
            ],
            &[
                ("content/en/blog/{year}/{month}/{slug}.md", Some("en")),
                ("content/de/blog/{year}/{month}/{slug}.md", Some("de")),
            ],
        ),
        (
            "languages by file",
            &[
                ("hugo.toml", "defaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\n"),
                ("content/posts/a.md", POST),
                ("content/posts/b.md", POST),
                ("content/posts/a.de.md", POST),
            ],
            &[("content/posts/{slug}.md", None), ("content/posts/{slug}.de.md", Some("de"))],
        ),
        (
            "Jekyll, and what waits is no place",
            &[
                ("_config.yml", ""),
                ("_posts/2024-05-01-a.md", POST),
                ("sport/_posts/2024-05-01-b.md", POST),
                ("_drafts/c.md", POST),
            ],
            &[
                ("_posts/{year}-{month}-{day}-{slug}.md", None),
                ("sport/_posts/{year}-{month}-{day}-{slug}.md", None),
            ],
        ),
        ("no posts yet", &[("zola.toml", "")], &[("content/posts/{slug}/index.md", None)]),
    ] {
        let profile = small(files).site.profile;
        let found: Vec<(&str, Option<&str>)> = profile
            .places
            .iter()
            .map(|place| (place.path.0.as_str(), place.language.as_deref()))
            .collect();
        assert_eq!(found, places, "{why}");
        assert_eq!(profile.posts, profile.places[0].path, "{why}");
    }
}

#[test]
fn a_folder_with_nothing_of_a_site_in_it_is_none() {
    for (files, none, why) in [
        (&[("letter.txt", "Dear all"), ("Fotos/a.txt", "a")][..], true, "other files"),
        (&[("hugo.toml", "title = \"New\"\n")], false, "a site before its first story"),
        (&[("posts/a.md", "---\ntitle: A\n---\nText.\n")], false, "stories that nothing builds"),
    ] {
        assert_eq!(Site::is_none(small(files).folder.path()), none, "{why}");
    }
}
