//! Pictures of a site's own: what their templates take is read from the templates.
#![allow(clippy::unwrap_used)]

use std::fs;

use tempfile::TempDir;

use crate::figure::{self, Figure, Form};
use crate::post::Post;
use crate::site::Site;

const PIC: &str = "<figure><img src=\"{{ include.file | prepend: '/media/' | relative_url }}\" \
    alt=\"{{ include.desc }}\"><figcaption>{{ include.words }} <small>{{ include.by }}</small>\
    </figcaption></figure>";

/// A site whose posts hold this text, each with a picture of its own.
fn site(marker: (&str, &str), template: (&str, &str), post: &str, call: &str) -> (TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write(marker.0, marker.1);
    write(template.0, template.1);
    for nth in 1..=4 {
        let header = format!("title: A {nth}\ndate: 2026-01-0{nth}\ncover: {{file: a.jpg}}");
        let text = format!("---\n{header}\n---\n\nText.\n\n{call}\n");
        write(&post.replace('N', &nth.to_string()), &text);
    }
    for picture in ["media/a.jpg", "static/pics/a.jpg", "public/img/a.jpg"] {
        write(picture, "");
    }
    let site = Site::open(folder.path()).unwrap().0;
    (folder, site)
}

fn moor(call: &str) -> (TempDir, Site) {
    let marker = ("_config.yml", "title: Moor\n");
    site(marker, ("_includes/pic.html", PIC), "_posts/2026-01-0N-a.md", call)
}

const CALL: &str =
    "{% include pic.html file=\"a.jpg\" desc=\"A gate\" words=\"It was mended.\" by='Tom Ark' %}";

/// Path, description, caption, label, credit.
fn said(figure: &Figure) -> [&str; 5] {
    [&figure.src, &figure.alt, &figure.caption, &figure.label, &figure.credit]
}

#[test]
fn a_template_says_what_its_parameters_are() {
    let jekyll = ("_config.yml", "title: x\n");
    let hugo = ("hugo.toml", "title = 'x'\n");
    let zola = ("zola.toml", "base_url = 'https://x.org'\n");
    let eleventy = |text| ("eleventy.config.js", text);
    let all = ["/media/a.jpg", "A gate", "Mended.", "", "Tom Ark"];
    for (marker, template, post, call, expected, why) in [
        (
            jekyll,
            ("_includes/pic.html", PIC),
            "_posts/2026-01-0N-a.md",
            "{% include pic.html file=\"a.jpg\" desc=\"A gate\" words=\"Mended.\" by=\"Tom Ark\" %}",
            all,
            "each stands in a place that tells",
        ),
        (
            jekyll,
            (
                "_includes/media/shot.html",
                "{% assign at = include.f %}{% if include.f contains '://' %}<img src=\"{{ at }}\">\
                 {% else %}<img src=\"{{ site.baseurl }}/media/{{ at }}\" alt=\"{{ include.d | escape }}\">\
                 {% endif %}<p class=\"cutline\">{{ include.c | markdownify }}</p>\
                 <p>Photo: {{ include.p }}</p>",
            ),
            "_posts/2026-01-0N-a.md",
            "{% include media/shot.html f=\"a.jpg\" d=\"A gate\" c=\"Mended.\" p=\"Tom Ark\" class=\"wide\" %}",
            all,
            "a variable, a picture of another site, and words before a credit",
        ),
        (
            jekyll,
            (
                "_includes/pic.html",
                "{% capture where %}/media/{{ include.file }}{% endcapture %}\
                 <img alt=\"{{ include.desc | default: include.words }}\" src=\"{{ where | relative_url }}\">\
                 <div class='pic-credit'>{{ include.by }}</div><div class='pic-caption'>{{ include.words }}</div>",
            ),
            "_posts/2026-01-0N-a.md",
            "{% include pic.html words=\"Mended.\" file=\"a.jpg\" by=\"Tom Ark\" desc=\"A gate\" %}",
            all,
            "what is captured, and classes",
        ),
        (
            hugo,
            (
                "layouts/shortcodes/photo.html",
                "<figure><img src=\"{{ printf \"pics/%s\" (.Get \"name\") | relURL }}\" alt=\"{{ .Get \"says\" }}\">\
                 {{ with .Get \"below\" }}<figcaption>{{ . | markdownify }}{{ with $.Get \"who\" }} <span class=\"byline\">{{ . }}</span>{{ end }}</figcaption>{{ end }}</figure>",
            ),
            "content/posts/aN.md",
            "{{< photo name=\"a.jpg\" says=\"A gate\" below=\"Mended.\" who=`Tom Ark` >}}",
            ["/pics/a.jpg", "A gate", "Mended.", "", "Tom Ark"],
            "with, and a format",
        ),
        (
            hugo,
            (
                "layouts/shortcodes/photo.html",
                "{{ $img := .Page.Resources.GetMatch (.Get 0) }}{{ $small := $img.Resize \"600x\" }}\
                 <img src=\"{{ $small.RelPermalink }}\" alt=\"{{ .Get 1 }}\"><figcaption>{{ .Get 2 }} © {{ .Get 3 }}</figcaption>",
            ),
            "content/posts/aN/index.md",
            "{{< photo \"a.jpg\" \"A gate\" \"Mended.\" \"Tom Ark\" >}}",
            ["a.jpg", "A gate", "Mended.", "", "Tom Ark"],
            "beside the story, and values without names",
        ),
        (
            zola,
            (
                "templates/shortcodes/photo.html",
                "<figure><img src=\"{{ get_url(path=\"pics/\" ~ path) }}\" alt=\"{{ desc }}\">\
                 {% if words %}<figcaption>{{ words | markdown(inline=true) | safe }} <cite>{{ by }}</cite></figcaption>{% endif %}</figure>",
            ),
            "content/aN.md",
            "{{ photo(path=\"a.jpg\", desc=\"A gate\", words=\"Mended.\", by=\"Tom Ark\") }}",
            ["/pics/a.jpg", "A gate", "Mended.", "", "Tom Ark"],
            "a joined path",
        ),
        (
            eleventy(
                "module.exports = (c) => { c.addShortcode(\"photo\", function (file, alt, caption = \"\", credit) {\n\
                 return `<figure><img src=\"/img/${file}\" alt=\"${alt}\">${caption ? `<figcaption>${caption} <small>${credit}</small></figcaption>` : \"\"}</figure>`; }); };",
            ),
            ("package.json", "{}"),
            "posts/aN.md",
            "{% photo \"a.jpg\", \"A gate\", \"Mended.\", \"Tom Ark\" %}",
            ["/img/a.jpg", "A gate", "Mended.", "", "Tom Ark"],
            "a function of the configuration",
        ),
        (
            eleventy(
                "const shot = require(\"./shot.js\"); module.exports = (c) => { c.addShortcode(\"shot\", shot); };",
            ),
            (
                "shot.js",
                "module.exports = function shot({ file, says, below, who }) {\n  return `<img src=\"/img/${file}\" alt=\"${says}\"><p class=\"caption\">${below}</p><p>Photo by ${who}</p>`;\n};",
            ),
            "posts/aN.md",
            "{% shot file=\"a.jpg\", says=\"A gate\", below=\"Mended.\", who=\"Tom Ark\" %}",
            ["/img/a.jpg", "A gate", "Mended.", "", "Tom Ark"],
            "a function that is taken in, with names",
        ),
    ] {
        let (_folder, site) = site(marker, template, post, call);
        let figures = figure::read_with(call, &site.profile.templates);
        let found: Vec<_> = figures.iter().map(said).collect();
        assert_eq!(found, [expected], "{call}: {why}");
        assert_eq!(site.profile.figure, Form::Template, "{call}: new pictures are written so, too");
    }
}

#[test]
fn what_cannot_be_told_is_no_picture_and_none_of_its_words() {
    for (template, call, why) in [
        ("<a href=\"{{ include.file }}\">x</a>", CALL, "it shows none"),
        (
            "<img src=\"{{ include.file | hash }}\">",
            CALL,
            "nobody knows what becomes of the address",
        ),
        ("<img src=\"{{ include.dir }}/{{ include.file }}\">", CALL, "two make the address"),
        ("<img src=\"{{ page.cover }}\"><p>{{ include.file }}</p>", CALL, "another names it"),
    ] {
        let marker = ("_config.yml", "title: x\n");
        let (_folder, site) =
            site(marker, ("_includes/pic.html", template), "_posts/2026-01-0N-a.md", call);
        assert_eq!(figure::read_with(call, &site.profile.templates), [], "{template}: {why}");
        assert_ne!(site.profile.figure, Form::Template);
    }
    let (_folder, site) = moor(CALL);
    let id = "{% include pic.html file=\"gate\" desc=\"A gate\" %}";
    assert_eq!(figure::read_with(id, &site.profile.templates), [], "an id is no file");
    let odd = "{% include pic.html file=\"a.jpg\" class=\"wide\" caption=\"Not shown\" %}";
    let [one] = &figure::read_with(odd, &site.profile.templates)[..] else { panic!("a figure") };
    assert_eq!(said(one), ["/media/a.jpg", "", "", "", ""], "the template shows no `caption`");
}

#[test]
fn other_words_change_their_parameter_and_nothing_else() {
    let (_folder, site) = moor(CALL);
    let own = &site.profile.templates;
    let call = "{%  include pic.html  file='a.jpg'   desc=\"A gate\" id=\"7\" by='Tom Ark' %}";
    let [one] = &figure::read_with(call, own)[..] else { panic!("a figure") };
    for (wanted, expected, why) in [
        (
            Figure { alt: "A \"new\" gate".into(), ..one.clone() },
            Some(
                "{%  include pic.html  file='a.jpg'   desc=\"A &quot;new&quot; gate\" id=\"7\" by='Tom Ark' %}",
            ),
            "the description, whose quotation marks must not end it on the page",
        ),
        (
            Figure { credit: "Ann Bee/Moor".into(), label: "Photo".into(), ..one.clone() },
            Some(
                "{%  include pic.html  file='a.jpg'   desc=\"A gate\" id=\"7\" by='Ann Bee/Moor' %}",
            ),
            "the credit, without a label where there was none",
        ),
        (
            Figure { credit: "Ann Bee".into(), label: "Graphic".into(), ..one.clone() },
            Some(
                "{%  include pic.html  file='a.jpg'   desc=\"A gate\" id=\"7\" by='Graphic: Ann Bee' %}",
            ),
            "what the credit is for, where it is no photo",
        ),
        (
            Figure { caption: "It & **all**.".into(), ..one.clone() },
            Some(
                "{%  include pic.html  file='a.jpg'   desc=\"A gate\" id=\"7\" by='Tom Ark' words=\"It &amp; <strong>all</strong>.\" %}",
            ),
            "a caption that was not there, as the template shows it",
        ),
        (Figure { alt: "{{ x }}".into(), ..one.clone() }, None, "it would be run"),
    ] {
        let text = figure::rewrite(call, &wanted, Form::Markdown, own);
        assert_eq!(text.as_deref(), expected, "{why}");
        if let Some(text) = text {
            let [again] = &figure::read_with(&text, own)[..] else { panic!("{text}") };
            assert_eq!(said(again)[..3], said(&wanted)[..3], "{why}");
            assert_eq!(again.credit, wanted.credit, "{why}");
        }
    }
    assert_eq!(figure::nowhere(call, one, own), [""; 0], "the template has a place for all");
}

#[test]
fn a_new_picture_is_written_as_the_newest_posts_do() {
    let (_folder, site) = moor(CALL);
    let profile = &site.profile;
    assert_eq!((profile.images.as_str(), profile.image_address.as_str()), ("media", "/media/"));
    for (src, alt, caption, label, credit, expected, why) in [
        (
            "/media/new.jpg",
            "A wall",
            "The wall.",
            "Photo",
            "Nia Bevan",
            "{% include pic.html file=\"new.jpg\" desc=\"A wall\" words=\"The wall.\" by=\"Nia Bevan\" %}",
            "all of it",
        ),
        (
            "/media/new.jpg",
            "",
            "",
            "",
            "",
            "{% include pic.html file=\"new.jpg\" desc=\"\" %}",
            "decoration",
        ),
        (
            "/elsewhere/new.jpg",
            "A wall",
            "",
            "",
            "",
            "![A wall](/elsewhere/new.jpg)",
            "the template shows nothing that lies there",
        ),
    ] {
        let figure = Figure {
            src: src.into(),
            alt: alt.into(),
            caption: caption.into(),
            label: label.into(),
            credit: credit.into(),
            credit_url: String::new(),
            form: Form::Template,
            span: 0..0,
            line: 1,
        };
        let text = profile.write_figure(&figure, profile.figure);
        assert_eq!(text, expected, "{why}");
        let [again] = &figure::read_with(&text, &profile.templates)[..] else { panic!("{text}") };
        let words = |one: &Figure| {
            [one.src.clone(), one.alt.clone(), one.caption.clone(), one.credit.clone()]
        };
        assert_eq!(words(again), words(&figure), "{why}");
    }
}

#[test]
fn values_without_names_stay_in_their_places() {
    let config = "module.exports = (c) => { c.addShortcode(\"photo\", (file, alt, caption, credit) => \
        `<img src=\"/img/${file}\" alt=\"${alt}\"><figcaption>${caption}<small>${credit}</small></figcaption>`); };";
    let call = "{% photo \"a.jpg\", \"A gate\", \"Mended.\", \"Tom Ark\" %}";
    let (_folder, site) =
        site(("eleventy.config.js", config), ("package.json", "{}"), "posts/aN.md", call);
    let own = &site.profile.templates;
    let short = "{% photo \"a.jpg\", \"A gate\" %}";
    let [one] = &figure::read_with(short, own)[..] else { panic!("a figure") };
    let wanted = Figure { credit: "Ann Bee".into(), ..one.clone() };
    let text = figure::rewrite(short, &wanted, Form::Markdown, own).unwrap();
    assert_eq!(text, "{% photo \"a.jpg\", \"A gate\", \"\", \"Ann Bee\" %}");
    let new = Figure { src: "/img/b.jpg".into(), ..wanted };
    let text = site.profile.write_figure(&new, site.profile.figure);
    assert_eq!(text, "{% photo \"b.jpg\", \"A gate\", \"\", \"Ann Bee\" %}");
}

#[test]
fn a_picture_that_is_read_is_checked_by_its_true_path() {
    use crate::check::Told;
    use crate::library::resolve;
    use crate::story::Story;
    let (folder, site) = moor(CALL);
    let post = Post::read(folder.path(), "_posts/2026-01-01-a.md");
    let told = Told::of(&post, &Story::of(&post, &site.profile), &site, None);
    let sources: Vec<&String> = told.sources().collect();
    assert_eq!(sources, ["/media/a.jpg"]);
    assert_eq!(resolve(&site, &post.path, sources[0]).as_deref(), Some("media/a.jpg"));
}
