#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

fn braces(generator: Generator, path: &str) -> Braces {
    static KNOWN: LazyLock<Vec<Arc<Known>>> = LazyLock::new(|| {
        let site = tempfile::tempdir().unwrap();
        for file in ["_includes/figure.html", "layouts/shortcodes/map.html"] {
            let file = site.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        }
        Generator::ALL.map(|one| Arc::new(Known::read(site.path(), one))).into()
    });
    let known = KNOWN.iter().find(|known| known.generator() == generator).unwrap();
    Braces::new(path, Arc::clone(known), BTreeSet::from(["clip".to_owned(), "raw".to_owned()]))
}

/// What is written of a text that somebody types into an empty story.
fn typed(generator: Generator, path: &str, text: &str) -> String {
    let mut braces = braces(generator, path);
    braces.open("", None);
    braces.written(text).into_owned()
}

/// What is shown of a text that lies in a file, and what is written of it again.
fn opened(generator: Generator, path: &str, text: &str) -> (String, String) {
    let mut braces = braces(generator, path);
    let shown = braces.open(text, None);
    let written = braces.written(&shown).into_owned();
    (shown, written)
}

#[test]
fn what_is_typed_reaches_readers() {
    use Generator::{Astro, Eleventy, Hugo, Jekyll, Zola};
    for (generator, shown, written, why) in [
        (Jekyll, "a {{ name }} b", "a &#123;{ name }} b", "a value of nobody"),
        (Eleventy, "a {{ name }} b", "a &#123;{ name }} b", "in Eleventy too"),
        (Jekyll, "a {% if %}", "a &#123;% if %}", "a tag without an end"),
        (Jekyll, "a {{ name", "a &#123;{ name", "no end"),
        (Jekyll, "{{{ a }}}", "&#123;&#123;{ a }}}", "three"),
        (Jekyll, "{% raw %}", "&#123;% raw %}", "a word"),
        (Jekyll, "{% include figure.html %}", "{% include figure.html %}", "the site has it"),
        (Jekyll, "{% clip 1 %}", "{% clip 1 %}", "other stories have it"),
        (Jekyll, "{{ site.title }} {{ x }}", "{{ site.title }} &#123;{ x }}", "each by itself"),
        (Jekyll, "{{ a {{ site.title }}", "&#123;{ a {{ site.title }}", "one within another"),
        (Jekyll, "*{{ a }}* [b]({{ c }})", "*&#123;{ a }}* [b](&#123;{ c }})", "marks stay"),
        (Jekyll, "a `{{ b }}` c", "a {% raw %}`{{ b }}`{% endraw %} c", "Liquid runs in code"),
        (
            Jekyll,
            "a\n\n```js\n{{ b }}\n```\n\nc",
            "a\n\n{% raw %}\n```js\n{{ b }}\n```\n{% endraw %}\n\nc",
            "and in blocks of code",
        ),
        (
            Jekyll,
            "a\r\n\r\n```\r\n{{ b }}\r\n```\r\n",
            "a\r\n\r\n{% raw %}\r\n```\r\n{{ b }}\r\n```\r\n{% endraw %}\r\n",
            "with the line ends of the file",
        ),
        (
            Jekyll,
            "- a\n\n  ```liquid\n  {% if b %}{{ c }}\n  ```\n",
            "- a\n\n  ```liquid\n  {{ \"{%\" }} if b %}{{ \"{{\" }} c }}\n  ```\n",
            "in a list, where a line more would be read otherwise",
        ),
        (
            Eleventy,
            "> ```\n> {{ a }}\n> ```\n",
            "> ```\n> {{ \"{{\" }} a }}\n> ```\n",
            "in a quotation",
        ),
        (Jekyll, "a\n\n    {{ b }}\n\nc", "a\n\n    {{ \"{{\" }} b }}\n\nc", "code by its indent"),
        (
            Jekyll,
            "a `{% raw %}{{ b }}{% endraw %}` c",
            "a `{{ \"{%\" }} raw %}{{ \"{{\" }} b }}{{ \"{%\" }} endraw %}` c",
            "about the tag itself",
        ),
        (
            Jekyll,
            "```\n{% raw %}\n{{ b }}\n{% endraw %}\n```\n",
            "```\n{{ \"{%\" }} raw %}\n{{ \"{{\" }} b }}\n{{ \"{%\" }} endraw %}\n```\n",
            "in a block",
        ),
        (
            Jekyll,
            "The tag {% raw %} and its end `{% endraw %}`.",
            "The tag &#123;% raw %} and its end `{{ \"{%\" }} endraw %}`.",
            "an end in code ends nothing in prose",
        ),
        (
            Jekyll,
            "```\nno {% endraw %} alone\n```\n",
            "```\nno {{ \"{%\" }} endraw %} alone\n```\n",
            "an end without its beginning",
        ),
        (Jekyll, "a `b` {c}", "a `b` {c}", "single braces are text"),
        (Hugo, "{{ name }} {% raw %}", "{{ name }} {% raw %}", "text to Hugo"),
        (Hugo, "a {{< x >}}", "a &#123;{< x >}}", "Hugo’s own, without what it needs"),
        (Hugo, "a {{% b %}}", "a &#123;{% b %}}", "nobody’s"),
        (Hugo, "a {{< map >}}", "a {{< map >}}", "the site’s"),
        (Hugo, "a `{{< map >}}`", "a `{{</* map */>}}`", "in code it is shown"),
        (Hugo, "a `{{</* b */>}}`", "a `{{</* b */>}}`", "shown already"),
        (Zola, "{{ name }} {% raw %}", "{{ name }} {% raw %}", "text to Zola"),
        (Zola, "a {{ b() }}", "a &#123;{ b() }}", "nobody’s"),
        (Zola, "a `{{ b() }}`", "a `{{/* b() */}}`", "in code"),
        (Astro, "{{ name }} {% raw %} {{< x >}}", "{{ name }} {% raw %} {{< x >}}", "all text"),
    ] {
        let path = "posts/a.md";
        let file = typed(generator, path, shown);
        assert_eq!(file, written, "{why}");
        let again = opened(generator, path, &file);
        let as_typed = if shown.contains("/*") { again.0.clone() } else { shown.to_owned() };
        assert_eq!(again, (as_typed, file), "read again: {why}");
    }
}

#[test]
fn an_expression_in_mdx_is_one_where_something_has_that_name() {
    for (shown, written, why) in [
        ("a {name} b", "a &#123;name} b", "nobody’s"),
        ("a {frontmatter.title}", "a {frontmatter.title}", "the file’s own"),
        (
            "import X from './x'\n\n<X a={b} />\n\n{X.c}",
            "import X from './x'\n\n<X a={b} />\n\n{X.c}",
            "imported",
        ),
        ("`{a}` {/* b */}", "`{a}` {/* b */}", "code, and a remark"),
        ("{{ a }}", "&#123;&#123; a }}", "each brace"),
    ] {
        let file = typed(Generator::Astro, "src/a.mdx", shown);
        assert_eq!(file, written, "{why}");
        assert_eq!(opened(Generator::Astro, "src/a.mdx", &file), (shown.to_owned(), file), "{why}");
    }
}

#[test]
fn what_was_there_stays_as_it_is() {
    for (before, shown, typed, after, why) in [
        (
            "{{ old }}",
            "{{ old }}",
            "{{ old }} {{ new }}",
            "{{ old }} &#123;{ new }}",
            "code of old",
        ),
        ("`{{ old }}`", "`{{ old }}`", "`{{ old }}` x", "`{{ old }}` x", "old code"),
        (
            "```\n{{ old }}\n```\n",
            "```\n{{ old }}\n```\n",
            "```\n{{ old }} {{ new }}\n```\n",
            "```\n{{ old }} {{ \"{{\" }} new }}\n```\n",
            "new code beside old",
        ),
        (
            "`{{ \"{{\" }} a }}`",
            "`{{ \"{{\" }} a }}`",
            "`{{ \"{{\" }} a }}` b",
            "`{{ \"{{\" }} a }}` b",
            "printed by another hand where Galley would hold it",
        ),
        ("&#123;&#123; a }}", "&#123;&#123; a }}", "b", "b", "written by another hand"),
        (
            "{{ a }} and &#123;{ a }}",
            "{{ a }} and &#123;{ a }}",
            "{{ a }} or &#123;{ a }}",
            "{{ a }} or &#123;{ a }}",
            "both ways: neither is touched",
        ),
    ] {
        let mut braces = braces(Generator::Jekyll, "_posts/a.md");
        assert_eq!(braces.open(before, None), shown, "{why}");
        assert_eq!(braces.written(shown), before, "{why}");
        assert_eq!(braces.written(typed), after, "{why}");
    }
}

#[test]
fn a_post_that_switches_them_off_keeps_its_braces() {
    let mut braces = braces(Generator::Jekyll, "_posts/a.md");
    let fields = crate::metadata::read("---\nrender_with_liquid: false\n---\n").unwrap();
    braces.open("", Some(&fields));
    assert_eq!(braces.written("{{ a }}"), "{{ a }}");
}

#[test]
fn a_place_is_found_in_both_texts() {
    let mut braces = braces(Generator::Jekyll, "_posts/a.md");
    braces.open("", None);
    let shown = "é {{ a }} b `{{ c }}` d";
    let writing = braces.writing(shown);
    let written = braces.written(shown);
    for word in [" a ", " b ", " d"] {
        let at = written.find(word).unwrap();
        assert_eq!(shown_at(&writing, at), shown.find(word).unwrap(), "{word}");
    }
    assert_eq!(shown_at(&writing, written.len()), shown.len());
}

#[test]
fn a_longer_fence_is_not_ended_by_a_shorter_one() {
    let text = "````{%\n```\n";
    let file = typed(Generator::Jekyll, "posts/a.md", text);
    let (shown, again) = opened(Generator::Jekyll, "posts/a.md", &file);
    assert_eq!((shown.as_str(), &again), (text, &file));
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "{{",
        "}}",
        "{%",
        "%}",
        "{{<",
        ">}}",
        "{",
        "}",
        " ",
        "\n",
        "\n\n",
        "a",
        "name",
        "é",
        "`",
        "```",
        "\n```\n",
        "*",
        "[",
        "](",
        ")",
        "raw",
        "endraw",
        "include",
        "figure.html",
        "if",
        "endif",
        "site.title",
        "map",
        "<p>",
        "</p>",
        "> ",
        "- ",
        "    ",
        "|",
        "\"",
        "\\",
        "&",
        "b()",
        "x",
    ]);
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whatever_is_in_a_file_stays(text in pieces(), entity in pieces(), which in 0..6_usize) {
        let text = format!("{text}&#123;{entity}{{% raw %}}`{text}`{{% endraw %}}");
        let (_, written) = opened(Generator::ALL[which], "posts/a.md", &text);
        prop_assert_eq!(written, text);
    }

    #[test]
    fn what_was_typed_is_read_again_and_written_again(text in pieces(), which in 0..6_usize) {
        let generator = Generator::ALL[which];
        let file = typed(generator, "posts/a.md", &text);
        let (shown, again) = opened(generator, "posts/a.md", &file);
        prop_assert_eq!(&again, &file);
        // Where code holds a tag that ends it, the file may be shown as it is.
        if !text.contains("raw") {
            prop_assert_eq!(shown, text);
        }
    }
}
