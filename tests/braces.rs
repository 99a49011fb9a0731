//! Braces in prose: readers see what was typed, in the pages that the generators build.

use galley_core::desk::Saving;
use galley_core::publish::Publication;

use crate::generators::{newsroom_of, page, words_of};
use crate::newsroom::Newsroom;

/// Code that no tag around it holds, and what readers are to see of it.
const IN_LISTS: &str = "- A step:\n\n  ```liquid\n  {% if page.list %}{{ page.list }}{% endif %}\n  ```\n\n- The tag `{% raw %}{{ page.raw }}{% endraw %}` and `{{< ref \"a\" >}}`.\n\n> ```\n> {{ page.quoted }}\n> ```\n\n```\n{% raw %}\n{{ page.block }}\n{% endraw %}\n```\n";
const SEEN_IN_LISTS: &[&str] = &[
    "{% if page.list %}{{ page.list }}{% endif %}",
    "The tag {% raw %}{{ page.raw }}{% endraw %} and {{< ref \"a\" >}}.",
    "{{ page.quoted }}",
    "{% raw %} {{ page.block }} {% endraw %}",
];

const TYPED: &str = "Write {{ name }} or {% raw %} or {{< x >}} or {{ call() }} for it, and {{ never close.\n\nIn code: `{{ page.title }}` and `{{< figure >}}`.\n\n```liquid\n{% if page.title %}\n```\n";

const JEKYLL: &[(&str, &[u8])] = &[
    ("_config.yml", b"title: The Orrin Record\nurl: https://x.example\nfuture: true\n"),
    ("_layouts/post.html", b"<html><body><h1>{{ page.title }}</h1>{{ content }}</body></html>\n"),
    ("_includes/figure.html", b"<figure>The wall at noon</figure>\n"),
    ("_posts/2026-03-09-old.md", b"---\nlayout: post\nauthor: Ana Lindqvist\ntitle: Old\nexcerpt: Old words.\ndate: 2026-03-09 09:00:00 +0000\n---\nIt was {{ page.title }} and {{ gone }}.\n\nThe end.\n"),
];

fn readers_see_it(mut newsroom: Newsroom, program: &str) {
    let path = newsroom.begin("Braces for readers");
    let typed = format!("{TYPED}\n{IN_LISTS}");
    newsroom.type_at_end(&path, &typed);
    assert!(matches!(newsroom.save(&path), Saving::Saved { .. }));
    let file = newsroom.file(&path);
    assert_eq!(newsroom.save(&path), Saving::Nothing, "a second save writes nothing");
    assert!(newsroom.open(&path).text.ends_with(&typed), "the author sees what was typed");
    newsroom = newsroom.restart();
    assert!(newsroom.open(&path).text.ends_with(&typed), "and sees it again another day");
    assert_eq!(newsroom.save(&path), Saving::Nothing);
    assert_eq!(newsroom.file(&path), file);

    newsroom.approve(&path);
    assert!(matches!(newsroom.publish(&[&path]), Publication::Sent { .. }));
    let built = newsroom.built(program);
    let text = words_of(&page(&built.path().join("pages"), "braces-for-readers"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Write {{ name }} or {% raw %} or {{< x >}} or {{ call() }} for it, and {{ never close.",
        "In code: {{ page.title }} and {{< figure >}}.",
        "{% if page.title %}",
    ]
    .iter()
    .chain(SEEN_IN_LISTS)
    {
        assert!(text.contains(*words), "{words} in {text}\n{file}");
    }
}

#[test]
fn readers_see_typed_braces_in_the_site_that_hugo_builds() {
    readers_see_it(Newsroom::new(), "hugo");
}

#[test]
fn readers_see_typed_braces_in_the_site_that_jekyll_builds() {
    readers_see_it(Newsroom::of(JEKYLL, "none/"), "jekyll");
}

#[test]
#[ignore = "cargo xtask test generators installs it"]
fn readers_see_typed_braces_in_the_site_that_eleventy_builds() {
    readers_see_it(newsroom_of("sites/eleventy"), "eleventy");
}

#[test]
#[ignore = "cargo xtask test generators installs it"]
fn readers_see_typed_braces_in_the_site_that_astro_builds() {
    readers_see_it(newsroom_of("sites/astro"), "astro");
}

#[test]
#[ignore = "cargo xtask test generators installs it"]
fn readers_see_typed_braces_in_the_site_that_zola_builds() {
    readers_see_it(newsroom_of("sites/zola"), "zola");
}

#[test]
fn template_code_that_was_there_and_that_the_site_knows_is_left_alone() {
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let path = "_posts/2026-03-09-old.md";
    let before = newsroom.file(path);
    newsroom.type_at_end(path, "\n{% include figure.html %}\n\n{{ new }}\n");
    newsroom.save(path);
    let added = "\n{% include figure.html %}\n\n&#123;{ new }}\n";
    assert_eq!(newsroom.file(path), format!("{before}{added}"), "only what is new is looked at");
}

#[test]
fn half_a_tag_becomes_the_tag_when_the_rest_is_typed() {
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let path = "_posts/2026-03-09-old.md";
    let before = newsroom.file(path);
    newsroom.type_at_end(path, "{% include fig");
    newsroom.after(1).save(path);
    assert_eq!(newsroom.file(path), format!("{before}&#123;% include fig"));
    newsroom.type_at_end(path, "ure.html %}");
    newsroom.after(1).save(path);
    assert_eq!(newsroom.file(path), format!("{before}{{% include figure.html %}}"));
}

#[test]
fn typed_braces_come_back_after_a_crash() {
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let path = "_posts/2026-03-09-old.md";
    newsroom.type_at_end(path, "One {{ brace }}.");
    newsroom.save(path);
    newsroom.type_at_end(path, " Two {{ braces }}.");
    let mut newsroom = newsroom.restart();
    let post = newsroom.open(path);
    assert!(post.restored.is_some() && post.outside.is_none(), "it is known whose text it is");
    assert!(post.text.ends_with("One {{ brace }}. Two {{ braces }}."), "{}", post.text);
    newsroom.save(path);
    assert!(newsroom.file(path).ends_with("One &#123;{ brace }}. Two &#123;{ braces }}."));
}

#[test]
fn the_copy_desk_has_nothing_to_say_of_braces_that_readers_see() {
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    let path = "_posts/2026-03-09-old.md";
    newsroom.type_at_end(path, "Two  {{ braces }} are two  {{ braces }} TKTK.\n");
    let found = newsroom.desk.checking(path).run(newsroom.now).findings;
    let braces: Vec<&str> =
        found.iter().filter(|one| one.rule == "M1").map(|one| one.message.as_str()).collect();
    assert_eq!(braces.len(), 1, "only the old one: {braces:?}");
    let text: Vec<u16> = newsroom.open(path).text.encode_utf16().collect();
    let tk = found.iter().find(|one| one.rule == "C3").expect("the placeholder is found");
    let galley_core::view::FindingPlace::Text { from, to } = tk.at else { panic!("{tk:?}") };
    let words = String::from_utf16(&text[from as usize..to as usize]).expect("text");
    assert!(words.contains("TK") && words.len() < 6, "it is shown where it stands: {words}");
}
