//! How each kind of reference follows, with its reason.
#![allow(clippy::unwrap_used)]

use std::fs;

use super::*;
use crate::site::Site;

const HUGO: &[(&str, &str)] = &[
    ("hugo.toml", "baseURL = 'https://x.example/'"),
    ("content/posts/old/index.md", ""),
    ("content/posts/old/a b.jpg", ""),
    ("content/posts/other/index.md", ""),
    ("content/posts/flat.md", ""),
];
const JEKYLL: &[(&str, &str)] =
    &[("_config.yml", "url: https://x.example\nbaseurl: /paper"), ("_posts/2024-01-02-old.md", "")];
const ZOLA: &[(&str, &str)] =
    &[("zola.toml", "base_url = 'https://x.example'"), ("content/posts/old.md", "")];

/// Follows a text of `stand` through a site in which the first story moves.
fn followed(
    files: &[(&str, &str)],
    moved: &[(&str, &str)],
    address: (&str, &str),
    stand: Stand<'_>,
    text: &str,
) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let site = Site::open(folder.path()).unwrap().0;
    let rules = Rules::read(&site);
    let stories =
        [("content/posts/other/index.md", Some("/posts/other/")), (moved[0].0, Some(address.0))];
    let moves = Moves::new(&rules, &site.folder, stories.into_iter());
    let mut moves = moves.with_templates(&site.profile.templates);
    for (before, after) in moved {
        moves.file(before, after);
    }
    moves.address(moved[0].0, address.0, address.1);
    spliced(text, &moves.in_text(text, stand))
}

fn at<'a>(path: &'a str, address: &'a str) -> Stand<'a> {
    Stand { path, to_path: path, address: Some(address), to_address: Some(address) }
}

fn hugo(text: &str, stand: Stand<'_>) -> String {
    let moved = [
        ("content/posts/old/index.md", "content/news/new/index.md"),
        ("content/posts/old/a b.jpg", "content/news/new/a b.jpg"),
    ];
    followed(HUGO, &moved, ("/posts/old/", "/news/new/"), stand, text)
}

#[test]
fn references_of_other_stories_follow() {
    let other = at("content/posts/other/index.md", "/posts/other/");
    for (before, after, why) in [
        ("[x](/posts/old/)", "[x](/news/new/)", "an inline link"),
        ("[x](/posts/old)", "[x](/news/new)", "without a slash, as it was"),
        (
            "[x]( </posts/old/#a> \"t\")",
            "[x]( </news/new/#a> \"t\")",
            "in marks, with a part and a title",
        ),
        (
            "[x](https://x.example/posts/old/?a=b)",
            "[x](https://x.example/news/new/?a=b)",
            "with the host",
        ),
        ("<https://x.example/posts/old/>", "<https://x.example/news/new/>", "that shows itself"),
        (
            "[x](https://y.example/posts/old/)",
            "[x](https://y.example/posts/old/)",
            "another site's",
        ),
        (
            "[x][o] and [o]\n\n[o]: /posts/old/ 'T'\n",
            "[x][o] and [o]\n\n[o]: /news/new/ 'T'\n",
            "a definition",
        ),
        ("[o]: <../old/>\n", "[o]: <../../news/new/>\n", "one that nobody uses, relative"),
        ("[x](../old/)", "[x](../../news/new/)", "relative to its own address"),
        ("[x](../old/index.md)", "[x](../../news/new/index.md)", "a file beside"),
        ("![p](/posts/old/a%20b.jpg)", "![p](/news/new/a%20b.jpg)", "its picture, by address"),
        ("![p](<../old/a b.jpg>)", "![p](<../../news/new/a%20b.jpg>)", "its picture, by file"),
        (
            "[![p](/posts/old/a%20b.jpg)](/posts/old/)",
            "[![p](/news/new/a%20b.jpg)](/news/new/)",
            "both",
        ),
        (
            "[a ](/posts/old/)[](/posts/old/)",
            "[a ](/news/new/)[](/news/new/)",
            "with a blank, without words",
        ),
        ("[a\\](b](/posts/old/)", "[a\\](b](/news/new/)", "brackets in the words"),
        ("<a class=x href='/posts/old/'>x</a>", "<a class=x href='/news/new/'>x</a>", "HTML"),
        (
            "<div data-href=\"/posts/old/\">\n</div>",
            "<div data-href=\"/posts/old/\">\n</div>",
            "no link",
        ),
        ("{{< ref \"posts/old\" >}}", "{{< ref \"news/new\" >}}", "Hugo's ref"),
        (
            "[x]({{< relref \"/posts/old/index.md#a\" >}})",
            "[x]({{< relref \"/news/new/index.md#a\" >}})",
            "with ending and part",
        ),
        ("{{% ref path=\"old\" %}}", "{{% ref path=\"new\" %}}", "a name alone"),
        ("{{< ref \"../old\" >}}", "{{< ref \"/news/new\" >}}", "beside"),
        ("{{</* ref \"posts/old\" */>}}", "{{</* ref \"posts/old\" */>}}", "a comment"),
        (
            "{{< figure src=\"/posts/old/a b.jpg\" >}}",
            "{{< figure src=\"/news/new/a%20b.jpg\" >}}",
            "in a shortcode",
        ),
        ("`[x](/posts/old/)`", "`[x](/posts/old/)`", "code"),
        ("/posts/old/ is a text", "/posts/old/ is a text", "no reference"),
        (
            "[x](/posts/older/) [x](/posts/old/other/)",
            "[x](/posts/older/) [x](/posts/old/other/)",
            "others",
        ),
        ("[x](mailto:posts/old/) [x](#old)", "[x](mailto:posts/old/) [x](#old)", "no pages"),
    ] {
        assert_eq!(hugo(before, other), after, "{why}");
    }
}

#[test]
fn a_story_that_moves_takes_its_own_references_along() {
    let own = Stand {
        path: "content/posts/old/index.md",
        to_path: "content/news/new/index.md",
        address: Some("/posts/old/"),
        to_address: Some("/news/new/"),
    };
    for (before, after, why) in [
        (
            "![p](<a b.jpg>) ![p](./a%20b.jpg)",
            "![p](<a b.jpg>) ![p](./a%20b.jpg)",
            "its picture goes along",
        ),
        ("![p](missing.jpg)", "![p](missing.jpg)", "a picture that is missing stays missing"),
        ("![p](/posts/old/a%20b.jpg)", "![p](/news/new/a%20b.jpg)", "its picture by address"),
        ("[x](../other/)", "[x](../../posts/other/)", "a neighbour by address"),
        ("[x](../flat.md)", "[x](../../posts/flat.md)", "a neighbour by file"),
        (
            "{{< ref \"../flat.md\" >}}",
            "{{< ref \"/posts/flat.md\" >}}",
            "a neighbour by content path",
        ),
        ("[x](/posts/other/)", "[x](/posts/other/)", "from the root it leads there still"),
        ("[top](/posts/old/#top)", "[top](/news/new/#top)", "itself"),
    ] {
        assert_eq!(hugo(before, own), after, "{why}");
    }
}

#[test]
fn a_flat_story_in_another_folder_finds_its_pictures() {
    let files = [
        ("hugo.toml", "baseURL = 'https://x.example/'"),
        ("content/posts/a.md", ""),
        ("content/posts/shared.jpg", ""),
        ("content/posts/own.jpg", ""),
    ];
    let moved = [
        ("content/posts/a.md", "content/news/a.md"),
        ("content/posts/own.jpg", "content/news/own.jpg"),
    ];
    let own = Stand {
        path: "content/posts/a.md",
        to_path: "content/news/a.md",
        address: Some("/posts/a/"),
        to_address: Some("/news/a/"),
    };
    let text =
        followed(&files, &moved, ("/posts/a/", "/news/a/"), own, "![](own.jpg) ![](shared.jpg)");
    assert_eq!(text, "![](own.jpg) ![](../posts/shared.jpg)");
}

#[test]
fn an_address_that_was_pasted_from_a_browser_follows() {
    let files = [("hugo.toml", "baseURL = 'https://x.example/'"), ("content/posts/höhle.md", "")];
    let moved = [("content/posts/höhle.md", "content/posts/grün.md")];
    let address = ("/posts/höhle/", "/posts/grün/");
    let rules = Rules::default();
    let mut moves = Moves::new(&rules, Path::new(""), std::iter::empty());
    moves.file(moved[0].0, moved[0].1);
    moves.address(moved[0].0, address.0, address.1);
    for (before, after, why) in [
        ("[x](/posts/höhle/)", "[x](/posts/grün/)", "in letters"),
        ("[x](/posts/h%C3%B6hle/)", "[x](/posts/gr%C3%BCn/)", "in signs for them"),
        ("[x](/posts/h%c3%b6hle/#a)", "[x](/posts/gr%C3%BCn/#a)", "in small ones"),
        ("[x](h%C3%B6hle.md)", "[x](gr%C3%BCn.md)", "a file"),
    ] {
        assert!(
            moves.signs().iter().any(|sign| before.contains(sign.as_str())),
            "{why}: looked at"
        );
        let stand = at("content/posts/a.md", "/posts/a/");
        assert_eq!(followed(&files, &moved, address, stand, before), after, "{why}");
    }
}

#[test]
fn jekyll_and_zola_follow_in_their_own_words() {
    let jekyll = |text| {
        let moved = [("_posts/2024-01-02-old.md", "_posts/2024-01-02-new.md")];
        let address = ("/2024/01/02/old.html", "/2024/01/02/new.html");
        let stand = at("_posts/2024-01-09-other.md", "/2024/01/09/other.html");
        followed(JEKYLL, &moved, address, stand, text)
    };
    for (before, after, why) in [
        ("[x]({% post_url 2024-01-02-old %})", "[x]({% post_url 2024-01-02-new %})", "post_url"),
        (
            "{%- post_url /2024-01-02-old -%}",
            "{%- post_url /2024-01-02-new -%}",
            "tight, from the root",
        ),
        ("{% link _posts/2024-01-02-old.md %}", "{% link _posts/2024-01-02-new.md %}", "link"),
        ("[x](/paper/2024/01/02/old.html)", "[x](/paper/2024/01/02/new.html)", "with the base"),
        (
            "[x]({{ site.baseurl }}/2024/01/02/old.html)",
            "[x]({{ site.baseurl }}/2024/01/02/new.html)",
            "behind braces",
        ),
        (
            "[x]({{ '/2024/01/02/old.html' | relative_url }})",
            "[x]({{ '/2024/01/02/new.html' | relative_url }})",
            "in braces",
        ),
        ("[x](../02/old.html)", "[x](../02/new.html)", "relative"),
    ] {
        assert_eq!(jekyll(before), after, "{why}");
    }
    let zola = |text| {
        let moved = [("content/posts/old.md", "content/posts/new.md")];
        let stand = at("content/a.md", "/a/");
        followed(ZOLA, &moved, ("/posts/old/", "/posts/new/"), stand, text)
    };
    assert_eq!(zola("[x](@/posts/old.md#a)"), "[x](@/posts/new.md#a)");
    assert_eq!(
        zola("{{ get_url(path=\"@/posts/old.md\") }}"),
        "{{ get_url(path=\"@/posts/new.md\") }}"
    );
}

#[test]
fn a_text_that_refers_to_nothing_that_moves_has_none_of_the_signs() {
    let folder = tempfile::tempdir().unwrap();
    let rules = Rules::default();
    let mut moves = Moves::new(&rules, folder.path(), std::iter::empty());
    moves.file("content/posts/old/index.md", "content/posts/new/index.md");
    moves.file("content/posts/old/a b.jpg", "content/posts/new/a b.jpg");
    moves.address("content/posts/old/index.md", "/x/older/", "/x/new/");
    assert_eq!(moves.signs(), ["a b", "a%20b", "old", "older"]);
}

/// A site whose own include puts a folder before the name of a picture.
#[test]
fn a_picture_of_a_template_of_the_site_follows() {
    let files = [
        ("_config.yml", "title: x"),
        (
            "_includes/pic.html",
            "<img src=\"/media/{{ include.file }}\" alt=\"{{ include.desc }}\">",
        ),
        ("_posts/2024-01-02-old.md", "---\ntitle: x\n---\n"),
        ("media/a.jpg", ""),
    ];
    let moved =
        |after| [("_posts/2024-01-02-old.md", "_posts/2024-01-02-old.md"), ("media/a.jpg", after)];
    let call = "{% include pic.html desc=\"a.jpg\" file='a.jpg' %}\n";
    for (after, expected, why) in [
        ("media/b.jpg", "{% include pic.html desc=\"a.jpg\" file='b.jpg' %}\n", "another name"),
        (
            "media/in/b.jpg",
            "{% include pic.html desc=\"a.jpg\" file='in/b.jpg' %}\n",
            "a folder below",
        ),
        ("else/b.jpg", call, "the template shows none that lies there"),
    ] {
        let stand = at("_posts/2024-01-02-old.md", "/old/");
        let now = followed(&files, &moved(after), ("/old/", "/old/"), stand, call);
        assert_eq!(now, expected, "{why}");
    }
}
