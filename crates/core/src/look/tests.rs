//! Looks of small sites, as generators leave them.

#![allow(clippy::unwrap_used)]

use super::*;

fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (site, _) = Site::open(folder.path()).unwrap();
    (folder, site)
}

fn seen(site: &Site) -> Option<view::Look> {
    let stories = [
        Wanted { slug: "not-built".to_owned(), title: "Another".to_owned() },
        Wanted { slug: "night-court".to_owned(), title: "Night court & bus".to_owned() },
    ];
    let mut picture =
        |file: &str| file.ends_with(".png").then(|| format!("picture://localhost/{}", file.len()));
    look(site, &stories, &mut picture)
}

const PAGE: &str = r#"<!doctype html><html lang=en class="no-js" data-theme="paper" onload="x()">
<head><title>x</title>
<link rel="stylesheet" href="https://record.example/base/css/main.css?v=1">
<link rel=stylesheet href="/base/css/print.css" media="print">
<link rel=stylesheet href="https://fonts.example/x.css"><link rel=icon href=/base/x.png>
<link rel=stylesheet href="more.css"><style>.extra{color:green}</style><script>run()</script></head>
<body class="single" data-x="1"><nav><p>Home</p></nav>
<div id=page class="wrap"><main class="main"><article class="post">
<header class="post-header"><h1 class="post-title">Night court
&amp; bus</h1><p class=meta>Ana</p></header>
<div class="post-content md"><p>When Orrin County opened its docket.</p><p>It went on.</p></div>
<footer><p>Share this</p></footer></article></main></div></body></html>"#;

#[test]
fn a_built_page_tells_sheets_and_frame() {
    let (_folder, site) = site(&[
        ("hugo.toml", "baseURL = 'https://record.example/base/'\ntitle = 'Record'\n"),
        ("public/index.html", "<h1>Home</h1>"),
        ("public/css/main.css", "@import 'x.css';.post{background:url(../img/a.png)}"),
        ("public/css/print.css", ".post{color:black}"),
        ("public/img/a.png", "x"),
        ("public/posts/night-court/more.css", ".more{color:blue}"),
        ("public/posts/night-court/index.html", PAGE),
        ("themes/t/static/css/t.css", ".other{color:red}"),
    ]);
    let look = seen(&site).unwrap();
    assert_eq!(
        look.css,
        ".post{background:url(\"picture://localhost/16\")}\n@media print {\n.post{color:black}\n}\n\
         .more{color:blue}\n.extra{color:green}\n"
    );
    assert_eq!(
        look.sheets,
        ["public/css/main.css", "public/css/print.css", "public/posts/night-court/more.css"]
    );
    let shown = |all: &[view::LookElement]| {
        let one = |element: &view::LookElement| {
            format!("{}#{}.{}", element.tag, element.id, element.class)
        };
        all.iter().map(one).collect::<Vec<_>>().join(" > ")
    };
    assert_eq!(shown(&look.around), "div#page.wrap > main#.main > article#.post");
    assert_eq!(shown(&look.head), "header#.post-header");
    assert_eq!(shown(&[look.title]), "h1#.post-title");
    assert_eq!(shown(&look.text), "div#.post-content md");
    assert_eq!(look.root.data, [("data-theme".to_owned(), "paper".to_owned())]);
    assert_eq!((look.root.class.as_str(), look.body.class.as_str()), ("no-js", "single"));
}

#[test]
fn a_page_says_its_language_and_direction() {
    let page = PAGE
        .replace("<html lang=en", "<html lang=\"ar-EG\" dir=RTL")
        .replace("<div id=page", "<div dir=sideways lang='\"><script>' id=page")
        .replace("<h1 class", "<h1 dir=auto class");
    let (_folder, site) = site(&[
        ("public/index.html", "x"),
        ("public/css/main.css", ".a{color:red}"),
        ("public/posts/night-court.html", &page.replace("https://record.example/base", "")),
    ]);
    let look = seen(&site).unwrap();
    assert_eq!((look.root.lang.as_str(), look.root.dir.as_str()), ("ar-EG", "rtl"));
    assert_eq!((look.around[0].lang.as_str(), look.around[0].dir.as_str()), ("", ""));
    assert_eq!(look.title.dir, "auto");
}

#[test]
fn sheets_that_are_named_come_instead() {
    let (_folder, site) = site(&[
        (".galley/site.toml", "[preview]\nstylesheets = ['look/a.css', '../b.css', 'gone.css']\n"),
        ("look/a.css", ".a{color:red}"),
        ("public/index.html", "x"),
        ("public/posts/night-court.html", PAGE),
    ]);
    let look = seen(&site).unwrap();
    assert_eq!(
        (look.css.as_str(), look.sheets.as_slice()),
        (".a{color:red}\n", &["look/a.css".to_owned()][..])
    );
    assert_eq!(look.text[0].class, "post-content md", "the frame is still that of the page");
}

#[test]
fn without_a_page_the_theme_is_taken() {
    let (_folder, site) = site(&[
        ("themes/t/static/css/main.css", ".post-title{x:y}.post-content p{x:y}.container{x:y}"),
        ("themes/t/static/css/main.min.css", ".twice{}"),
        ("themes/t/static/css/normalize.css", ".first{}"),
        ("themes/t/static/css/admin.css", ".admin{}"),
        ("static/css/own.css", ".post{x:y}.postscript{}"),
    ]);
    let look = seen(&site).unwrap();
    assert_eq!(
        look.sheets,
        ["themes/t/static/css/normalize.css", "themes/t/static/css/main.css", "static/css/own.css"]
    );
    assert!(!look.sure, "which of them a page loads is a guess");
    assert_eq!(look.title.class, "post-title");
    assert_eq!(look.text[0].class, "post-content");
    assert_eq!(look.around[0].class, "container");
    assert_eq!(look.around[1].class, "post");
}

#[test]
fn a_site_without_sheets_has_no_look() {
    let (_folder, site) = site(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")]);
    assert_eq!(seen(&site), None);
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_site_is_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.css"), ".secret{}").unwrap();
    let (folder, site) =
        site(&[(".galley/site.toml", "[preview]\nstylesheets = ['css/a.css', 'l.css']\n")]);
    std::os::unix::fs::symlink(outside.path(), folder.path().join("css")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.css"), folder.path().join("l.css"))
        .unwrap();
    fs::rename(outside.path().join("secret.css"), outside.path().join("a.css")).unwrap();
    assert_eq!(seen(&site), None);
}

#[test]
fn addresses_stay_in_the_site() {
    let (_folder, site) =
        site(&[("public/img/a.png", "x"), ("a b.png", "x"), ("public/css/x.css", "x")]);
    for (root, address, file, why) in [
        (Some("public"), "../img/a.png", Some("public/img/a.png"), "beside the sheet"),
        (Some("public"), "/img/a.png?v=2", Some("public/img/a.png"), "from the root"),
        (None, "../../a%20b.png", Some("a b.png"), "with a blank"),
        (None, "../../../a.png", None, "outside"),
        (None, "//e.example/a.png", None, "elsewhere"),
        (None, "https://e.example/a.png", None, "elsewhere"),
        (None, "data:image/png;base64,AAAA", None, "of its own"),
        (None, "..\\img\\a.png", None, "no backslashes"),
        (None, "", None, "nothing"),
        (None, "#x", None, "a place"),
    ] {
        let found = resolve(&site.folder, "public/css", root, address);
        assert_eq!(found.as_deref(), file, "{why}");
    }
}
