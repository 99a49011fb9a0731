//! Addresses by generator, each with its reason. What Hugo and Jekyll really build is compared in
//! the acceptance tests.
#![allow(clippy::unwrap_used)]

use std::fs;

use super::*;
use crate::metadata;
use crate::site::Site;

/// A site of these files, opened.
fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let site = Site::open(folder.path()).unwrap().0;
    (folder, site)
}

fn fields(inner: &str) -> Fields {
    metadata::read(&format!("---\n{inner}\n---\n")).unwrap()
}

fn told(files: &[(&str, &str)], cases: &[(&str, &str, Option<&str>, &str)]) {
    let (_folder, site) = site(files);
    let rules = Rules::read(&site);
    for (path, inner, address, why) in cases {
        assert_eq!(rules.of(path, &fields(inner)).as_deref(), *address, "{path}: {why}");
    }
}

#[test]
fn hugo() {
    told(
        &[("hugo.toml", "baseURL = 'https://x.example/paper/'\n")],
        &[
            ("content/posts/a-b/index.md", "", Some("/posts/a-b/"), "a bundle"),
            ("content/posts/a-b.md", "", Some("/posts/a-b/"), "flat"),
            ("content/posts/2024-01-02-a.md", "", Some("/posts/2024-01-02-a/"), "the day stays"),
            ("content/Posts/A B.md", "", Some("/posts/a-b/"), "lower case, no blanks"),
            ("content/posts/a.md", "slug: other", Some("/posts/other/"), "a slug"),
            ("content/posts/a/index.md", "slug: other", Some("/posts/other/"), "of a bundle"),
            ("content/posts/a.md", "url: /x/y.html", Some("/x/y.html"), "a whole address"),
            ("content/posts/a.md", "url: x", Some("/x"), "without a slash before"),
            ("content/a.md", "", Some("/a/"), "no section"),
            ("static/a.md", "", None, "no page"),
        ],
    );
    let permalinks = "baseURL = 'https://x.example'\n[permalinks]\nposts = '/:year/:month/:slug/'\nnews = '/n/:slugorfilename'\n[permalinks.page]\nart = '/:sections[1:]/:filename/'\n";
    told(
        &[("config.toml", permalinks), ("content/posts/a.md", "")],
        &[
            (
                "content/posts/a.md",
                "title: Ein Fest\ndate: 2024-03-09",
                Some("/2024/03/ein-fest/"),
                "the slug is the headline's",
            ),
            (
                "content/posts/a.md",
                "title: T\nslug: s\ndate: 2024-03-09T23:00:00-07:00",
                Some("/2024/03/s/"),
                "the day as written",
            ),
            ("content/posts/a.md", "title: T", None, "no date"),
            ("content/news/a/index.md", "", Some("/n/a"), "the bundle's name"),
            ("content/art/x/y/a.md", "", Some("/x/y/a/"), "some of the sections"),
        ],
    );
    let languages = "baseURL: https://x.example\ndefaultContentLanguage: en\nlanguages:\n  en: {}\n  de: {}\n  fr:\n    contentDir: content/fr\nuglyURLs: true\n";
    told(
        &[("hugo.yaml", languages)],
        &[
            ("content/posts/a.md", "", Some("/posts/a.html"), "the first language"),
            ("content/posts/a.de.md", "", Some("/de/posts/a.html"), "by the file's name"),
            ("content/posts/a/index.de.md", "", Some("/de/posts/a.html"), "of a bundle"),
            ("content/fr/posts/a.md", "", Some("/fr/posts/a.html"), "by the folder"),
        ],
    );
    told(
        &[
            ("config/_default/hugo.toml", "baseURL = 'https://x.example'"),
            ("config/_default/permalinks.toml", "posts = '/:section/:yearday/:title/'"),
        ],
        &[("content/posts/a.md", "title: A\ndate: 2024-02-01", Some("/posts/32/a/"), "in parts")],
    );
}

#[test]
fn jekyll() {
    let post = "_posts/2024-01-12-A-story.md";
    told(
        &[("_config.yml", "title: x\n"), ("_posts/2024-01-12-a.md", "")],
        &[
            (post, "", Some("/2024/01/12/A-story.html"), "the usual form"),
            (
                post,
                "categories: News Sport",
                Some("/news/sport/2024/01/12/A-story.html"),
                "one text",
            ),
            (post, "categories: [Big News]", Some("/big news/2024/01/12/A-story.html"), "a list"),
            (
                post,
                "category: a\ncategories: [a, b]",
                Some("/a/b/2024/01/12/A-story.html"),
                "each once",
            ),
            ("news/_posts/2024-01-12-a.md", "", Some("/news/2024/01/12/a.html"), "a folder above"),
            (
                "_posts/sub/2024-01-12-a.md",
                "",
                Some("/2024/01/12/a.html"),
                "a folder below is none",
            ),
            (post, "date: 2024-02-03", Some("/2024/02/03/A-story.html"), "the field's day"),
            ("_posts/2024-1-5-tide.md", "", Some("/2024/01/05/tide.html"), "a day without zeros"),
            ("_posts/2024-01-5-ab.md", "", Some("/2024/01/05/ab.html"), "with one"),
            ("_posts/2024-01-05.md", "", None, "a day alone is no post"),
            ("_posts/2024-01-05_tide.md", "", None, "nor is this"),
            (post, "date: 2024-02-03 23:30:00 -0800", Some("/2024/02/04/A-story.html"), "in UTC"),
            (post, "permalink: /x/y/", Some("/x/y/"), "its own"),
            (post, "permalink: /x/:slug", Some("/x/a-story"), "with words"),
            (post, "slug: other", Some("/2024/01/12/other.html"), "a slug"),
            ("_drafts/a.md", "", None, "readers have no draft"),
        ],
    );
    let defaults = "url: https://x.example\nbaseurl: /paper\npermalink: pretty\ntimezone: America/Los_Angeles\ndefaults:\n  - scope: {path: '', type: posts}\n    values: {permalink: '/:categories/:title/'}\n  - scope: {path: news}\n    values: {permalink: '/n/:year/:title/'}\n";
    told(
        &[("_config.yml", defaults), ("_posts/2024-01-12-a.md", "")],
        &[
            (post, "", Some("/A-story/"), "the default of posts"),
            ("news/_posts/2024-01-12-a.md", "", Some("/n/2024/a/"), "the nearer one"),
            (
                post,
                "date: 2024-01-01T01:00:00Z\npermalink: /:year/:title",
                Some("/2023/A-story"),
                "the site's zone",
            ),
        ],
    );
}

#[test]
fn collections_of_jekyll() {
    // By its posts the site is known as one of Jekyll’s.
    const POST: (&str, &str) = ("_posts/2024-01-12-a.md", "");
    let (story, deep) = ("_stories/A-b.md", "_stories/2024/tide.md");
    let collections = |more: &str, site: &str| {
        format!(
            "url: https://x.example\n{site}collections:\n  stories:\n    output: true\n{more}  drafts:\n    output: false\n  notes:\n"
        )
    };
    let told_by = |more: &str, site: &str, cases: &[(&str, &str, Option<&str>, &str)]| {
        told(&[("_config.yml", &collections(more, site)), ("_stories/a.md", ""), POST], cases);
    };
    told_by(
        "",
        "",
        &[
            (story, "", Some("/stories/A-b.html"), "as Jekyll has it by itself"),
            (deep, "", Some("/stories/2024/tide.html"), "with its folders"),
            (story, "permalink: /x/:title/", Some("/x/A-b/"), "its own"),
            (story, "permalink: /x/:year/:name/", None, "a day that nobody names"),
            (
                story,
                "permalink: /:year/:name/\ndate: 2024-01-12",
                Some("/2024/a-b/"),
                "one that it has",
            ),
            ("_drafts/a.md", "", None, "not built"),
            ("_notes/a.md", "", None, "nothing says that it is built"),
            ("_other/a.md", "", None, "no collection"),
            ("stories/a.md", "", None, "a page"),
        ],
    );
    told_by("", "permalink: pretty\n", &[(story, "", Some("/stories/A-b/"), "as the site's end")]);
    told_by(
        "",
        "permalink: /:title/\n",
        &[(deep, "", Some("/stories/2024/tide/"), "as the site's end")],
    );
    told_by(
        "    permalink: /s/:path/\n",
        "",
        &[(deep, "", Some("/s/2024/tide/"), "the collection's")],
    );
    told_by(
        "    permalink: /:collection/:title:output_ext\n",
        "",
        &[(story, "slug: other", Some("/stories/other.html"), "with its name")],
    );
    let defaults =
        "defaults:\n  - scope: {path: '', type: stories}\n    values: {permalink: '/d/:title/'}\n";
    told_by("", defaults, &[(story, "", Some("/d/A-b/"), "the default of its kind")]);
    let below = collections("", "collections_dir: all\n");
    told(
        &[("_config.yml", &below), ("all/_stories/a.md", ""), POST],
        &[
            ("all/_stories/a.md", "", Some("/stories/a.html"), "in a folder of all collections"),
            (story, "", None, "and nowhere else"),
        ],
    );
}

#[test]
fn zola() {
    told(
        &[
            ("config.toml", "base_url = 'https://x.example'\n[languages.de]\n"),
            ("templates/page.html", ""),
        ],
        &[
            ("content/posts/a/index.md", "", Some("/posts/a/"), "a folder of its own"),
            ("content/posts/2024-01-02-a.md", "", Some("/posts/a/"), "the day is no part"),
            ("content/posts/A b.md", "", Some("/posts/a-b/"), "made plain"),
            ("content/posts/a.md", "slug: s", Some("/posts/s/"), "a slug"),
            ("content/posts/a.md", "path: x/y", Some("/x/y/"), "a whole address"),
            ("content/posts/a.de.md", "", Some("/de/posts/a/"), "a language"),
        ],
    );
}

#[test]
fn eleventy() {
    told(
        &[
            ("eleventy.config.js", "export default () => ({ dir: { input: 'src' } })"),
            ("src/blog/blog.json", r#"{"permalink": "/b/{{ page.fileSlug }}/"}"#),
            ("src/run/run.11tydata.js", "module.exports = { permalink: (data) => data.x }"),
        ],
        &[
            ("src/posts/a.md", "", Some("/posts/a/"), "below the input folder"),
            ("src/posts/a/index.md", "", Some("/posts/a/"), "an index"),
            ("src/posts/a/index.de.md", "", Some("/posts/a/index.de/"), "beside another"),
            ("src/posts/a.md", "permalink: /x/index.html", Some("/x/"), "its own"),
            (
                "src/posts/a.md",
                "title: Ein Fest\npermalink: '/{{ title | slugify }}/'",
                Some("/ein-fest/"),
                "from the headline",
            ),
            ("src/posts/a.md", "permalink: false", None, "not built"),
            ("src/posts/a.md", "permalink: '/{{ x | run }}/'", None, "a program"),
            ("src/blog/2024-01-02-a.md", "", Some("/b/a/"), "the folder's data"),
            ("src/run/a.md", "", None, "the folder's program"),
        ],
    );
}

#[test]
fn astro() {
    told(
        &[
            ("astro.config.mjs", "export default {}"),
            ("src/pages/news/[...slug].astro", "const all = await getCollection('blog');"),
        ],
        &[
            ("src/content/blog/a/index.md", "", Some("/news/a/"), "where the page is"),
            ("src/content/blog/A b.mdx", "", Some("/news/a-b/"), "made plain"),
            ("src/content/blog/a.md", "slug: s", Some("/news/s/"), "a slug"),
            ("src/content/notes/a.md", "", Some("/notes/a/"), "no page names it"),
            ("src/pages/about.md", "", Some("/about/"), "a page"),
        ],
    );
}

#[test]
fn a_name_is_changed_where_it_comes_from() {
    let (_folder, hugo) =
        site(&[("hugo.toml", "baseURL = 'https://x.example'\n[permalinks]\nposts = '/:slug/'\n")]);
    let (_other, jekyll) = site(&[("_config.yml", "x: 1"), ("_posts/2024-01-12-a.md", "")]);
    let (hugo, jekyll) = (Rules::read(&hugo), Rules::read(&jekyll));
    for (rules, path, inner, file, written, why) in [
        (&hugo, "content/news/a.md", "", Some("new"), None, "the file"),
        (&hugo, "content/news/a.md", "slug: x", Some("new"), Some(("slug", "new")), "and its slug"),
        (
            &hugo,
            "content/posts/a.md",
            "title: T",
            Some("new"),
            Some(("slug", "new")),
            "the pattern",
        ),
        (&hugo, "content/news/a.md", "url: /x/old/", None, Some(("url", "/x/new/")), "whole"),
        (
            &jekyll,
            "_posts/2024-01-12-a.md",
            "permalink: /x/old.html",
            None,
            Some(("permalink", "/x/new.html")),
            "whole",
        ),
        (&jekyll, "_posts/2024-01-12-a.md", "permalink: /x/:title/", Some("new"), None, "by words"),
    ] {
        let renaming = rules.rename(path, &fields(inner), "new");
        assert_eq!(renaming.file.as_deref(), file, "{why}");
        let wanted: Vec<Edit> = written
            .into_iter()
            .map(|(key, to)| Edit::set(key, Value::Text(to.to_owned())))
            .collect();
        assert_eq!(renaming.fields, wanted, "{why}");
    }
}

#[test]
fn readers_of_the_old_address_are_sent_on_where_the_site_can() {
    let redirects = |files: &[(&str, &str)], inner: &str| {
        let (_folder, site) = site(files);
        Rules::read(&site).send_on(&fields(inner), "/old/", "/new/")
    };
    let hugo = ("hugo.toml", "baseURL = 'https://x.example'");
    let jekyll = ("_posts/2024-01-12-a.md", "");
    let push = |key: &str, address: &str| {
        let change = metadata::Change::Push(Value::Text(address.to_owned()));
        SendOn::Fields(vec![Edit { key: metadata::KeyPath::key(key), change }])
    };
    let set = |key: &str, all: &[&str]| {
        let all = all.iter().map(|one| Value::Text((*one).to_owned())).collect();
        Edit::set(key, Value::List(all))
    };
    assert_eq!(redirects(&[hugo], ""), push("aliases", "/old/"));
    assert_eq!(redirects(&[hugo], "aliases: [/older/]"), push("aliases", "/old/"));
    assert_eq!(redirects(&[hugo], "aliases: [/old]"), SendOn::Fields(vec![]), "known already");
    assert_eq!(
        redirects(&[hugo], "aliases: [/new/, /older/]"),
        SendOn::Fields(vec![
            set("aliases", &["/older/"]),
            Edit {
                key: metadata::KeyPath::key("aliases"),
                change: metadata::Change::Push(Value::Text("/old/".to_owned()))
            }
        ]),
        "an address that is its own again leads nowhere"
    );
    assert_eq!(
        redirects(
            &[("_config.yml", "plugins: [jekyll-redirect-from]"), jekyll],
            "redirect_from: /a/"
        ),
        SendOn::Fields(vec![set("redirect_from", &["/a/", "/old/"])]),
        "one address becomes a list"
    );
    assert_eq!(redirects(&[("_config.yml", "x: 1"), jekyll], ""), SendOn::Nothing);
    assert_eq!(
        redirects(&[("_config.yml", "baseurl: /b"), jekyll, ("_redirects", "")], ""),
        SendOn::Line { file: "_redirects".to_owned(), line: "/b/old/ /b/new/ 301".to_owned() }
    );
    assert_eq!(
        redirects(&[("zola.toml", "base_url = 'https://x.example'")], ""),
        push("aliases", "old/"),
        "Zola wants no slash before"
    );
}

#[test]
fn a_line_of_the_file_of_redirects_counts_and_leads_in_no_circle() {
    let line = "/old/ /new/ 301";
    for (before, after, why) in [
        ("", "/old/ /new/ 301\n", "the first"),
        ("/a /b", "/a /b\n/old/ /new/ 301\n", "at the end"),
        ("/a /b\r\n", "/a /b\r\n/old/ /new/ 301\r\n", "with the line ends that are there"),
        ("/new/ /old/ 301\n/a /b\n", "/a /b\n/old/ /new/ 301\n", "it was renamed back"),
        ("/old /older\n", "/old/ /new/ 301\n", "it led elsewhere"),
        ("/a /b\n/* /404 404\n", "/a /b\n/old/ /new/ 301\n/* /404 404\n", "above what catches all"),
        ("# Rest\n/* /x", "/old/ /new/ 301\n# Rest\n/* /x", "and above what is said of it"),
        ("/:name /x\n", "/old/ /new/ 301\n/:name /x\n", "a pattern"),
        ("/a/* /x\n", "/a/* /x\n/old/ /new/ 301\n", "another folder's"),
        (
            "/new/ /de/ 302 Language=de\n",
            "/new/ /de/ 302 Language=de\n/old/ /new/ 301\n",
            "for some",
        ),
        ("/new/ /x 200\n", "/new/ /x 200\n/old/ /new/ 301\n", "that shows another page"),
    ] {
        assert_eq!(with_redirect("_redirects", before, line), after, "{why}");
        assert_eq!(with_redirect("_redirects", after, line), after, "{why}: once");
    }
}

#[test]
fn addresses_are_compared_as_servers_read_them() {
    for (one, other) in [
        ("/a/b/", "/a/b"),
        ("/a/b/index.html", "/a/b/"),
        ("/a/b.html", "/a/b"),
        ("/a/b/#part", "/a/b/"),
        ("/caf%C3%A9/", "/café/"),
    ] {
        assert_eq!(key(one), key(other));
    }
    assert_ne!(key("/a/b/"), key("/a/c/"));
}
