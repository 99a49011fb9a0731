#![allow(clippy::unwrap_used)]

#[cfg(unix)]
use std::time::Duration;

use proptest::prelude::*;

use super::*;

/// Every form that holds all the words.
const FORMS: [Form; 3] = [Form::Markdown, Form::Html, Form::Shortcode];

fn figure(src: &str, alt: &str, caption: &str, label: &str, credit: &str, url: &str) -> Figure {
    Figure {
        src: src.to_owned(),
        alt: alt.to_owned(),
        caption: caption.to_owned(),
        label: label.to_owned(),
        credit: credit.to_owned(),
        credit_url: url.to_owned(),
        form: Form::Markdown,
        span: 0..0,
        line: 1,
    }
}

fn photo(alt: &str, caption: &str) -> Figure {
    figure("photo.jpg", alt, caption, "Photo", "Kerem Yücel/MPR News", "")
}

/// The figure that is read from what is written, which must be all there is.
#[track_caller]
fn there_and_back(figure: &Figure, form: Form) -> Figure {
    let text = write(figure, form);
    let mut read = read(&text);
    assert_eq!(read.len(), 1, "{text}");
    let one = read.remove(0);
    assert_eq!(one.span, 0..text.len(), "{text}");
    one
}

#[track_caller]
fn assert_kept(figure: &Figure) {
    for form in FORMS {
        let wanted = Figure { form, span: 0..write(figure, form).len(), ..figure.clone() };
        assert_eq!(there_and_back(figure, form), wanted, "{}", write(figure, form));
    }
    let title = there_and_back(figure, Form::Title);
    assert_eq!(title.form, Form::Title);
    assert_eq!(plain(&title.caption), plain(&figure.caption));
    assert_eq!((title.src, title.alt), (figure.src.clone(), figure.alt.clone()));
    assert_eq!((title.label, title.credit), (figure.label.clone(), figure.credit.clone()));
}

const HARD: &[(&str, &str)] = &[
    ("She said “no” and \"yes\" and 'maybe'.", "quotes"),
    ("5 * 3 * 2 and *nothing* else", "asterisks"),
    ("snake_case and _this_ and __that__", "underscores"),
    ("a | b | c", "a table's bars"),
    ("~~struck~~ and ~one~", "tildes"),
    ("C:\\temp\\new and \\_ and \\\\", "backslashes"),
    ("[sic] and [a] [b] and ](x)", "brackets"),
    ("if a < b && b > c then <b>bold</b> <script>", "angle brackets"),
    ("AT&T, &amp; and &copy; and &#65;", "ampersands and references"),
    ("See [the file](https://a.example/x_y?a=1&b_c=2&copy=3) now", "a link with & and _"),
    (
        "[All of it](https://a.example/a_(b)_c) and **[both](https://b.example/)**",
        "brackets in a link",
    ),
    ("**From left**: Ana, Bo", "strong at the start"),
    ("It is **over**", "strong at the end"),
    ("**All of it**", "strong from end to end"),
    ("in**fix**ed", "strong inside a word"),
    ("1. Not a list", "a number at the start"),
    ("# Not a heading", "a number sign at the start"),
    ("- not a list", "a dash at the start"),
    ("> not a quotation", "a pointed bracket at the start"),
    ("`code` and ``more``", "back-ticks"),
    ("👩‍👩‍👧 and 🏳️‍🌈 were there", "emoji"),
    ("سجناء في المحكمة (يسار)", "Arabic"),
    ("Ana (left), Bo (center)", "brackets that are no credit"),
    ("{{ page.title }} {% raw %} {:.x}", "templates"),
    ("Hello![link](https://a.example/)", "an exclamation mark before a link"),
    ("a*", "an asterisk at the end"),
    ("*", "an asterisk alone"),
    ("ends with a backslash \\", "a backslash at the end"),
    ("[^1] and ![no](image", "a footnote and half an image"),
    ("https://a.example/a_b_c", "a bare address"),
    ("-- and ... and ---", "smart punctuation"),
];

#[test]
fn keeps_hard_captions_and_descriptions() {
    for &(text, why) in HARD {
        let caption = photo("A kitchen.", text);
        for form in FORMS {
            let read = there_and_back(&caption, form);
            assert_eq!(read.caption, text, "{why}: {}", write(&caption, form));
            assert_eq!(read.credit, "Kerem Yücel/MPR News", "{why}");
        }
        assert_kept(&caption);
        assert_kept(&photo(text, "A caption."));
        assert_kept(&figure("photo.jpg", "A kitchen.", text, "", "", ""));
    }
}

#[test]
fn keeps_addresses_of_pictures() {
    let rows = [
        ("photo.jpg", "![A.](photo.jpg)", "plain"),
        ("my photo (1).jpg", "![A.](<my photo (1).jpg>)", "space and brackets"),
        ("a(b).jpg", "![A.](<a(b).jpg>)", "brackets alone"),
        ("a_b*c.jpg", "![A.](a_b*c.jpg)", "marks mean nothing in an address"),
        ("a\\b<c>.jpg", "![A.](<a\\\\b\\<c\\>.jpg>)", "backslash and pointed brackets"),
        ("x.jpg?a=1&copy;=2", "![A.](x.jpg?a=1&amp;copy;=2)", "a reference in an address"),
        ("/bilder/größe.jpg", "![A.](/bilder/größe.jpg)", "letters beyond ASCII"),
    ];
    for (src, written, why) in rows {
        let one = figure(src, "A.", "", "", "", "");
        assert_eq!(write(&one, Form::Markdown), written, "{why}");
        for form in [Form::Markdown, Form::Html, Form::Shortcode] {
            assert_eq!(there_and_back(&one, form).src, src, "{why}");
        }
    }
}

#[test]
fn writes_the_canonical_form() {
    let rows = [
        (
            photo("A man sits.", "He is home."),
            "![A man sits.](photo.jpg)\n*He is home. (Photo: Kerem Yücel/MPR News)*",
            "all of it",
        ),
        (figure("x.jpg", "", "", "", "", ""), "![](x.jpg)", "decoration"),
        (figure("x.jpg", "A.", "Caption.", "", "", ""), "![A.](x.jpg)\n*Caption.*", "no credit"),
        (
            figure("x.jpg", "A.", "", "Graphic", "iStock", ""),
            "![A.](x.jpg)\n*(Graphic: iStock)*",
            "no caption",
        ),
        (
            figure("x.jpg", "A.", "", "", "iStock", ""),
            "![A.](x.jpg)\n*(Photo: iStock)*",
            "a credit without a label is a photo's",
        ),
        (
            figure("x.jpg", "A.", "C.", "Photo", "Ana/Org", "https://a.example/p?x=1&y=2"),
            "![A.](x.jpg)\n*C. (Photo: [Ana/Org](https://a.example/p?x=1&y=2))*",
            "a credit that leads somewhere",
        ),
        (
            figure("x.jpg", " A\n b ", " two\r\nlines ", "Photo", " Ana \n", ""),
            "![A b](x.jpg)\n*two lines (Photo: Ana)*",
            "one line each",
        ),
    ];
    for (figure, text, why) in rows {
        assert_eq!(write(&figure, Form::Markdown), text, "{why}");
    }
}

/// What Hugo's own `figure` makes of caption and credit, without its templates' spaces: its two
/// values one behind the other, and a space only before a link.
#[test]
fn hugo_prints_caption_and_credit_apart() {
    let rows = [
        (
            figure("a.jpg", "A.", "Women at the pier.", "Photo", "Ana/AP", ""),
            r#"{{< figure src="a.jpg" alt="A." caption="Women at the pier. (Photo: Ana/AP)" >}}"#,
            "one behind the other",
        ),
        (
            figure("a.jpg", "A.", "Women.", "Foto", "Ana/AP", "https://a.example/"),
            r#"{{< figure src="a.jpg" alt="A." caption="Women." attr="(Foto: Ana/AP)" attrlink="https://a.example/" >}}"#,
            "a link has a space before it",
        ),
        (
            figure("a.jpg", "A.", "", "Foto", "Ana/AP", ""),
            r#"{{< figure src="a.jpg" alt="A." attr="Foto: Ana/AP" >}}"#,
            "a credit alone needs no brackets",
        ),
        (figure("a.jpg", "", "", "", "", ""), "![](a.jpg)", "Hugo drops an empty description"),
    ];
    for (figure, text, why) in rows {
        assert_eq!(write(&figure, Form::Shortcode), text, "{why}");
        let read = there_and_back(&figure, Form::Shortcode);
        let words = |one: &Figure| {
            (one.alt.clone(), one.caption.clone(), one.label.clone(), one.credit.clone())
        };
        assert_eq!(words(&read), words(&figure), "{why}");
        assert_eq!(read.credit_url, figure.credit_url, "{why}");
    }
}

#[test]
fn a_figure_of_the_sites_own_gets_the_credit_in_its_place() {
    let known = [("figure".to_owned(), Template { src: "src".to_owned(), ..Template::default() })];
    let own = Templates::new(known.into(), None);
    let one = figure("a.jpg", "A.", "Women.", "Foto", "Ana/AP", "");
    let text = r#"{{< figure src="a.jpg" alt="A." caption="Women." attr="Foto: Ana/AP" >}}"#;
    assert_eq!(write_with(&one, Form::Shortcode, &own), text);
    let bare = figure("a.jpg", "", "", "", "", "");
    let text = r#"{{< figure src="a.jpg" alt="" >}}"#;
    assert_eq!(write_with(&bare, Form::Shortcode, &own), text);
}

#[test]
fn a_short_code_is_changed_as_hugo_prints_it() {
    let rows = [
        (
            r#"{{< figure src="a.jpg" alt="A." attr="Foto: Ana" >}}"#,
            r#"{{< figure src="a.jpg" alt="A." caption="Women. (Foto: Ana)" >}}"#,
            "a caption comes to a credit",
        ),
        (
            r#"{{< figure src="a.jpg" alt="A." caption="Men." attr="Foto: Ana" class="wide" >}}"#,
            r#"{{< figure src="a.jpg" alt="A." caption="Women." attr="Foto: Ana" class="wide" >}}"#,
            "as the site has it",
        ),
        (
            r#"{{< figure src="a.jpg" alt="A." caption="Men." attr="(Foto: Ana)" >}}"#,
            r#"{{< figure src="a.jpg" alt="A." caption="Women. (Foto: Ana)" >}}"#,
            "what ran together is parted",
        ),
    ];
    for (before, after, why) in rows {
        let one = Figure { caption: "Women.".to_owned(), ..read(before).remove(0) };
        let text = rewrite(before, &one, Form::Shortcode, NO_TEMPLATES);
        assert_eq!(text.as_deref(), Some(after), "{why}");
    }
    for (before, after, why) in [
        (r#"{{< figure src="a.jpg" alt="A." >}}"#, "![](a.jpg)", "decoration"),
        (
            r#"{{< figure src="a.jpg" alt="A." link="/b/" >}}"#,
            r#"{{< figure src="a.jpg" alt="" link="/b/" >}}"#,
            "a link is not lost",
        ),
    ] {
        let one = Figure { alt: String::new(), ..read(before).remove(0) };
        let text = rewrite(before, &one, Form::Shortcode, NO_TEMPLATES);
        assert_eq!(text.as_deref(), Some(after), "{why}");
    }
}

#[test]
fn keeps_credits() {
    for (credit, why) in [
        ("Ana Ruiz/AP", "plain"),
        ("Ana (AP)/Org", "brackets of its own"),
        ("Ana_Ruiz*/[Org]", "marks"),
        ("Smith & Sons <x>", "entities"),
        ("a) b", "a closing bracket of its own"),
        ("a (b", "an opening bracket of its own"),
        ("Photo: doubly", "a label of its own"),
    ] {
        assert_kept(&figure("x.jpg", "A.", "Caption (left).", "Illustration", credit, ""));
        for form in FORMS {
            let linked = figure("x.jpg", "A.", "C.", "Photo", credit, "https://a.example/x_(y)");
            let read = there_and_back(&linked, form);
            assert_eq!(
                (read.credit.as_str(), read.credit_url.as_str()),
                (credit, "https://a.example/x_(y)"),
                "{why}"
            );
        }
    }
}

#[test]
fn reads_what_others_wrote() {
    let rows: &[(&str, Form, [&str; 6], &str)] = &[
        (
            "![A](x.jpg)\n_Caption. (photo: Ana Ruiz)_",
            Form::Markdown,
            ["x.jpg", "A", "Caption.", "Photo", "Ana Ruiz", ""],
            "underscores, a label in lower case",
        ),
        (
            "![A](x.jpg)\n*Caption (left).*",
            Form::Markdown,
            ["x.jpg", "A", "Caption (left).", "", "", ""],
            "a bracket that is no credit",
        ),
        (
            "![A](x.jpg)\n*See [here](https://a.example). (Source: [Org](https://b.example))*",
            Form::Markdown,
            ["x.jpg", "A", "See [here](https://a.example).", "Source", "Org", "https://b.example"],
            "links in both",
        ),
        ("![A](x.jpg)", Form::Plain, ["x.jpg", "A", "", "", "", ""], "alone"),
        ("[![A](x.jpg)](big.jpg)", Form::Plain, ["x.jpg", "A", "", "", "", ""], "in a link"),
        (
            "![A](x.jpg)\n{: .align-center}",
            Form::Plain,
            ["x.jpg", "A", "", "", "", ""],
            "kramdown attributes on the next line",
        ),
        (
            "![A](x.jpg){: .align-center}\n*C.*\n{: .small}",
            Form::Markdown,
            ["x.jpg", "A", "C.", "", "", ""],
            "kramdown attributes on both lines",
        ),
        (
            "![A](x.jpg \"The caption. (Photo: iStock)\")",
            Form::Title,
            ["x.jpg", "A", "The caption.", "Photo", "iStock", ""],
            "a title",
        ),
        (
            "<figure class=\"wide\">\n<img alt='A\n  &amp; B' src=x.jpg width=10 />\n<figcaption>One <a href=\"https://a.example/?a&amp;b\">two</a> <em>three</em> &eacute;<br><cite>Photo: Ana/Org</cite></figcaption>\n</figure>",
            Form::Html,
            ["x.jpg", "A & B", "One [two](https://a.example/?a&b) three é", "Photo", "Ana/Org", ""],
            "another hand's HTML",
        ),
        (
            "<figure>\n\n  <img src=\"x.jpg\" alt=\"A\">\n\n  <figcaption>C. (Photo: Ana)</figcaption>\n\n</figure>",
            Form::Html,
            ["x.jpg", "A", "C.", "Photo", "Ana", ""],
            "blank lines inside",
        ),
        (
            "<div><figure><img src=\"x.jpg\"><figcaption><p class='photo-credit'>Ana Ruiz/AP</p></figcaption></figure></div>",
            Form::Html,
            ["x.jpg", "", "", "", "Ana Ruiz/AP", ""],
            "a credit without label inside a division",
        ),
        (
            "{{< figure src=\"x.jpg\" alt=`A \"b\"` caption=\"C **d** [e](https://a.example)\" attr=\"Photo: Ana\" attrlink=\"https://b.example\" class=wide >}}",
            Form::Shortcode,
            [
                "x.jpg",
                "A \"b\"",
                "C **d** [e](https://a.example)",
                "Photo",
                "Ana",
                "https://b.example",
            ],
            "Hugo",
        ),
        (
            "{{% figure\n  src=x.jpg\n  title=\"T\" %}}",
            Form::Shortcode,
            ["x.jpg", "", "T", "", "", ""],
            "Hugo on several lines, bare value, title",
        ),
        (
            "{% include figure image_path=\"/a.jpg\" alt=\"A \\\"b\\\"\" caption=\"C. (Photo: Ana/Org)\" class='wide' %}",
            Form::Template,
            ["/a.jpg", "A \"b\"", "C.", "Photo", "Ana/Org", ""],
            "Jekyll's Minimal Mistakes",
        ),
        (
            "{%- include figure.html src='/a.jpg' width=page.width credit=\"Ana Ruiz\" -%}",
            Form::Template,
            ["/a.jpg", "", "", "", "Ana Ruiz", ""],
            "an include with a variable",
        ),
        (
            "{% include \"linked-figure.html\",\n     image: \"/a.jpg\",\n     alt: \"A\",\n     caption: \"C [d](https://a.example)\" %}",
            Form::Template,
            ["/a.jpg", "A", "C [d](https://a.example)", "", "", ""],
            "an include on several lines, with colons",
        ),
        (
            "{% image \"/a.jpg\" \"A\" \"100vw\" %}",
            Form::Template,
            ["/a.jpg", "A", "", "", "", ""],
            "Eleventy, in order",
        ),
        (
            "{% figure src=\"/a.jpg\", alt=\"A\", caption=\"C\" %}",
            Form::Template,
            ["/a.jpg", "A", "C", "", "", ""],
            "Eleventy, by name",
        ),
        (
            "{{ figure(src=\"a.jpg\", alt=\"A\", width=300, caption=`C`, attr=\"Photo: Ana\", attrlink=\"https://b.example\") }}",
            Form::Template,
            ["a.jpg", "A", "C", "Photo", "Ana", "https://b.example"],
            "Zola",
        ),
        (
            "<Figure src=\"/a.jpg\" alt=\"A\" caption=\"C\" width={300} />",
            Form::Template,
            ["/a.jpg", "A", "C", "", "", ""],
            "a component of Astro's",
        ),
        (
            "<Image\n  src=\"/a.jpg\"\n  alt=\"A\"\n/>",
            Form::Template,
            ["/a.jpg", "A", "", "", "", ""],
            "a component on several lines",
        ),
    ];
    for (text, form, [src, alt, caption, label, credit, url], why) in rows {
        for (before, after) in [("", ""), ("Some text.\n\n", "\n\nMore ![x](y.png) text.\n")] {
            for crlf in [false, true] {
                let mut body = format!("{before}{text}{after}");
                if crlf {
                    body = body.replace('\n', "\r\n");
                }
                let read = read(&body);
                assert_eq!(read.len(), if after.is_empty() { 1 } else { 2 }, "{why}: {body}");
                let one = &read[0];
                let got =
                    [&one.src, &one.alt, &one.caption, &one.label, &one.credit, &one.credit_url];
                assert_eq!(got, [src, alt, caption, label, credit, url], "{why}");
                assert_eq!(one.form, *form, "{why}");
                assert_eq!(one.line, if before.is_empty() { 1 } else { 3 }, "{why}");
                assert!(!body[one.span.clone()].ends_with(['\n', '\r']), "{why}");
                if let Some(two) = read.get(1) {
                    assert_eq!(
                        (two.form, &body[two.span.clone()]),
                        (Form::Inline, "![x](y.png)"),
                        "{why}"
                    );
                }
            }
        }
    }
}

/// Before, the other words (description, caption, credit), after, why.
#[test]
fn changes_nothing_but_the_words() {
    let rows: &[(&str, [&str; 3], Option<&str>, &str)] = &[
        (
            "![A (Photo: Ana)](<x y.jpg>)",
            ["A", "", "Ana"],
            Some("![A](<x y.jpg>)\n*(Photo: Ana)*"),
            "the address stays as written",
        ),
        (
            "[![A (Photo: Ana)](x.jpg)](big.jpg)",
            ["A", "", "Ana"],
            Some("[![A](x.jpg)](big.jpg)\n*(Photo: Ana)*"),
            "the link stays",
        ),
        (
            "![A](x.jpg){: .wide}\r\n_C. (photo: Ana)_",
            ["B", "C.", "Ana"],
            Some("![B](x.jpg){: .wide}\r\n_C. (photo: Ana)_"),
            "a line that says the same stays",
        ),
        (
            "<figure class=\"wide\"><img alt=\"A\" src=\"x.jpg\" width=\"9\"></figure>",
            ["B", "", "Ana"],
            Some(
                "<figure class=\"wide\"><img alt=\"B\" src=\"x.jpg\" width=\"9\"><figcaption><span class=\"credit\">(Photo: Ana)</span></figcaption></figure>",
            ),
            "attributes of tags stay",
        ),
        (
            "<figure class=\"left\"><a href=\"big.jpg\"><img src=\"a.jpg\" width=300></a></figure>",
            ["B", "", ""],
            Some(
                "<figure class=\"left\"><a href=\"big.jpg\"><img alt=\"B\" src=\"a.jpg\" width=300></a></figure>",
            ),
            "a description where there was none",
        ),
        (
            "<figure><img src='a.jpg' alt='A' class='x'><figcaption>C</figcaption></figure>",
            ["B", "C", ""],
            Some(
                "<figure><img src='a.jpg' alt=\"B\" class='x'><figcaption>C</figcaption></figure>",
            ),
            "other quotation marks",
        ),
        (
            "{{< figure src=\"a.jpg\" alt=\"A\" caption=\"C\" class=\"wide\" link=\"/big.jpg\" width=\"300\" >}}",
            ["A", "D", "Ana"],
            Some(
                "{{< figure src=\"a.jpg\" alt=\"A\" caption=\"D (Photo: Ana)\" class=\"wide\" link=\"/big.jpg\" width=\"300\" >}}",
            ),
            "other parameters of a short code stay",
        ),
        (
            "{{% figure src=`a.jpg` class=wide title=\"C\" /%}}",
            ["B", "D", ""],
            Some("{{% figure src=`a.jpg` class=wide title=\"D\" alt=\"B\" /%}}"),
            "its form and its title stay",
        ),
        (
            "[![A](a.jpg \"C\")](big.jpg)",
            ["B", "D", ""],
            Some("[![B](a.jpg \"D\")](big.jpg)"),
            "the link around a picture with a title stays",
        ),
        (
            "{% include figure popup=true image_path=\"/a.jpg\" alt=\"A (Photo: Ana)\" class='w' %}",
            ["A", "", "Ana"],
            Some(
                "{% include figure popup=true image_path=\"/a.jpg\" alt=\"A\" class='w' caption=\"(Photo: Ana)\" %}",
            ),
            "a figure gets a caption",
        ),
        (
            "{{ figure(src=\"a.jpg\", alt=\"A (Photo: Ana)\", credit=\"\", width=3) }}",
            ["A", "", "Ana"],
            Some("{{ figure(src=\"a.jpg\", alt=\"A\", credit=\"Photo: Ana\", width=3) }}"),
            "a credit of its own",
        ),
        (
            "{{ figure(src=\"a.jpg\", alt=\"A (Photo: Ana)\", width=3) }}",
            ["A", "", "Ana"],
            Some("{{ figure(src=\"a.jpg\", alt=\"A\", caption=\"(Photo: Ana)\", width=3) }}"),
            "brackets inside quotation marks end no call",
        ),
        (
            "{% image \"/a.jpg\" \"A (Photo: Ana)\" %}",
            ["A", "", "Ana"],
            None,
            "nobody knows whether an image would show a credit",
        ),
        (
            "{% image \"/a.jpg\" \"A\" %}",
            ["A \"b\"", "", ""],
            Some("{% image \"/a.jpg\" 'A \"b\"' %}"),
            "the other quotation marks",
        ),
    ];
    for (source, [alt, caption, credit], after, why) in rows {
        let one = read(source).remove(0);
        let label = if credit.is_empty() { "" } else { "Photo" };
        let [alt, caption, label, credit] = [alt, caption, &label, credit].map(|t| (*t).to_owned());
        let wanted = Figure { alt, caption, label, credit, ..one };
        assert_eq!(
            rewrite(source, &wanted, Form::Markdown, super::NO_TEMPLATES).as_deref(),
            *after,
            "{why}"
        );
    }
}

#[test]
fn leaves_attributes_outside() {
    let body = "![A](x.jpg)\n*C.*\n{: .wide}\n";
    assert_eq!(&body[read(body)[0].span.clone()], "![A](x.jpg)\n*C.*");
}

#[test]
fn knows_what_is_no_figure_of_its_own() {
    let rows = [
        ("Text ![A](x.jpg) text", 1, "in a sentence"),
        ("![A](x.jpg) ![B](y.jpg)", 2, "two on a line"),
        ("![A](x.jpg)\nand text", 1, "text below"),
        ("![A](x.jpg)\n*emphasis* and more", 1, "only part of the line is emphasised"),
        ("![A](x.jpg)\n**strong**", 1, "strong is not emphasis"),
        ("- ![A](x.jpg)\n- text\n", 1, "a list"),
        ("- ![A](x.jpg)\n\n- text\n", 1, "a loose list"),
        ("> ![A](x.jpg)\n> *C.*\n", 1, "a quotation"),
        ("| a |\n|---|\n| ![A](x.jpg) |\n", 1, "a table"),
        ("# ![A](x.jpg)\n", 1, "a heading"),
        ("Text <img src='x.jpg' alt=A> text", 1, "HTML in a sentence"),
        ("<p><img src='x.jpg' alt=A></p>", 1, "HTML outside a figure"),
    ];
    for (body, count, why) in rows {
        let read = read(body);
        assert_eq!(read.len(), count, "{why}");
        assert!(read.iter().all(|one| one.form == Form::Inline), "{why}: {read:?}");
        assert_eq!((read[0].src.as_str(), read[0].alt.as_str()), ("x.jpg", "A"), "{why}");
    }
}

#[test]
fn sees_no_figure_where_there_is_none() {
    for (body, why) in [
        ("```\n![A](x.jpg)\n```\n", "code"),
        ("    ![A](x.jpg)\n", "indented code"),
        ("`![A](x.jpg)`", "a code span"),
        ("\\![A](x.jpg)", "an escape"),
        ("<!-- <figure><img src=x.jpg></figure> -->", "a comment"),
        ("<figure>", "half an element"),
        ("{{</* figure src=\"x\" */>}}", "a shortcode that is shown"),
        ("{{< figure src=\"x\"", "half a shortcode"),
        ("{{< gallery dir=\"x\" >}}", "another shortcode"),
        ("{% include figure image_path=page.image %}", "an address that only the site knows"),
        ("{% include gallery.html image=\"a.jpg\" %}", "another include"),
        ("{% figure \"a.jpg\" %}Text{% endfigure %}", "a template that holds text"),
        ("{{ resize_image(path=\"a.jpg\", width=1) }}", "a function that answers with an address"),
        ("{% include figure image_path=\"a.jpg\" %} and text", "a template in a sentence"),
        ("<Image src={photo} alt=\"A\" />", "a picture that a program brings"),
        ("```\n{% include figure image_path=\"a.jpg\" %}\n```", "a template that is shown"),
    ] {
        assert_eq!(read(body), [], "{why}");
    }
}

/// Four times the text takes about four times as long, counted in the thread's own time: what else
/// the machine does is no matter. Twice the square of it would be sixteen.
#[cfg(unix)]
#[test]
fn takes_time_with_the_length_of_hostile_texts() {
    let one = ("", "");
    let caption = ("![a](b)\n*", "*");
    for (around, unit) in [
        (one, "<figure>"),
        (one, "<figure><img src=x>\n\n"),
        (one, "![a](b)\n*c "),
        (one, "![a](b)\n*c*\n"),
        (caption, "\\["),
        (caption, "(Photo: "),
        (caption, "\\*\\*a"),
        (one, "{{< figure src=\"a\" "),
        (one, "<img "),
        (one, "{% image \"a\" %}"),
        (one, "{% image \"a\" \"b "),
        (one, "<Image src=\"a\" />"),
        (one, "{{ figure(src=\"a\", b="),
    ] {
        let text =
            |bytes: usize| format!("{}{}{}", around.0, unit.repeat(bytes / unit.len()), around.1);
        let (short, long) = (spent(&text(50_000)), spent(&text(200_000)));
        let most = short * 10 + Duration::from_millis(30);
        assert!(long < most, "{unit:?}: {short:?}, and {long:?} for four times as much");
    }
}

/// The least of three times that reading a text takes this thread.
#[cfg(unix)]
fn spent(body: &str) -> Duration {
    let own = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::from_secs(time.tv_sec as u64) + Duration::from_nanos(time.tv_nsec as u64)
    };
    let one = || {
        let begun = own();
        read(body);
        own() - begun
    };
    (0..3).map(|_| one()).min().unwrap_or_default()
}

#[test]
fn takes_the_marks_off() {
    assert_eq!(plain("**From left**: [Ana](https://a.example) * 2 \\*x"), "From left: Ana * 2 *x");
    assert_eq!(
        markdown("a_b & **c** [d](https://e.example/f_g)"),
        "a\\_b &amp; **c** [d](https://e.example/f_g)"
    );
}

/// Texts out of the signs that mean something to some engine. No backslash comes before a mark
/// that it would escape: those pairs are the caption's own spelling of a mark.
fn hard_text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "a",
        "Ana",
        " ",
        " ",
        ".",
        "*",
        "**",
        "_",
        "__",
        "|",
        "~~",
        "\\ ",
        "[",
        "]",
        "(",
        "<",
        ">",
        "&",
        "&amp;",
        "`",
        "\"",
        "'",
        "!",
        "#",
        "1.",
        "-",
        "{{",
        "{%",
        "é",
        "🙂",
        "م",
        "[b](https://c.example/d_e&f)",
        "**g**",
        ":",
        "://",
        "^",
    ]);
    prop::collection::vec(parts, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_written_is_read(alt in hard_text(), caption in hard_text(), credit in hard_text()) {
        let settled = |text: &str| inline::caption(&inline::tidy(&pieces(text)));
        let alt = inline::squeeze(&alt);
        let caption = settled(&caption);
        let credit = inline::squeeze(&credit.replace(['(', ')'], ""));
        // Settling a caption settles it for good, and takes no letter away.
        prop_assert_eq!(settled(&caption), caption.clone());
        let label = if credit.is_empty() { "" } else { "Photo" };
        let figure = figure("photo.jpg", &alt, &caption, label, &credit, "");
        for form in FORMS {
            // Hugo has no spelling for a back-tick beside a backslash.
            let shown = if form == Form::Shortcode && alt.contains('\\') { alt.replace('`', "'") } else { alt.clone() };
            let text = write(&figure, form);
            let read = read(&text);
            prop_assert_eq!(read.len(), 1, "{}", text);
            let one = &read[0];
            prop_assert_eq!(plain(&one.caption), plain(&caption), "{}", text);
            prop_assert_eq!((&one.alt, &one.credit, &one.label), (&shown, &credit, &figure.label), "{}", text);
            // What was read is written as it was.
            prop_assert_eq!(write(one, form), text);
        }
    }

    #[test]
    fn a_text_without_marks_stays_as_typed(text in "[a-z *_|~<>&\"'#.!-]{0,40}") {
        let text = inline::squeeze(&text);
        prop_assume!(!text.contains("**"));
        let figure = photo("A.", &text);
        for form in FORMS {
            prop_assert_eq!(&read(&write(&figure, form))[0].caption, &text);
        }
    }

    #[test]
    fn templates_of_a_site_say_any_words(
        alt in "[A-Z][a-z é’,.-]{0,30}[a-z]",
        caption in "[A-Z][a-z é’,.-]{0,30}[a-z]",
        name in "[A-Z][a-z]{1,8} [A-Z][a-zé]{1,8}",
        hostile in hard_text(),
    ) {
        let (alt, caption) = (inline::squeeze(&alt), inline::squeeze(&caption));
        for (source, credited) in [
            ("{% include figure image_path=\"/a.jpg\" alt=\"A\" caption=\"C.\" class='w' %}", true),
            ("{% include linked-figure.html src=\"/a.jpg\" alt=\"A\" caption=\"\" credit=\"\" %}", true),
            ("{% image \"/a.jpg\", \"A\" %}", false),
            ("{{ figure(src=\"a.jpg\", alt=\"A\", caption=\"C.\", width=3) }}", true),
            ("<Figure src=\"/a.jpg\" alt=\"A\" caption=\"C.\" credit=\"\" />", true),
        ] {
            let one = read(source).remove(0);
            let words = |alt: &str| Figure {
                alt: alt.to_owned(),
                caption: if credited { caption.clone() } else { String::new() },
                label: if credited { "Photo".to_owned() } else { String::new() },
                credit: if credited { name.clone() } else { String::new() },
                ..one.clone()
            };
            let wanted = words(&alt);
            let text = rewrite(source, &wanted, Form::Markdown, super::NO_TEMPLATES);
            prop_assert!(text.is_some(), "{} takes {:?}", source, wanted);
            let text = text.unwrap_or_default();
            let again = read(&text).remove(0);
            prop_assert_eq!(
                (&again.src, &again.alt, &again.caption, &again.credit),
                (&one.src, &wanted.alt, &wanted.caption, &wanted.credit),
                "{}", text
            );
            // What has no spelling in the template is refused, never written half.
            let hard = words(&inline::squeeze(&hostile));
            if let Some(text) = rewrite(source, &hard, Form::Markdown, super::NO_TEMPLATES) {
                prop_assert_eq!(&read(&text)[0].alt, &hard.alt, "{}", text);
            }
        }
    }

    #[test]
    fn reading_never_fails(body in "(\\PC|[\\n\\r!\\[\\](){}<>*_\"`&=-]|<figure>|<img src=x>|</figure>|!\\[a\\]\\(b\\)|\\{\\{< figure src=\"){0,60}") {
        for figure in read(&body) {
            prop_assert!(body.is_char_boundary(figure.span.start) && body.is_char_boundary(figure.span.end));
            write(&figure, figure.form);
        }
    }
}

#[test]
fn a_template_tells_which_words_it_has_no_place_for() {
    for (source, nowhere, why) in [
        ("{% include image.html src=\"/a.jpg\" alt=\"A\" %}", &["caption", "credit"][..], "none"),
        ("{% include figure.html src=\"/a.jpg\" alt=\"A\" %}", &[], "a figure has a caption"),
        ("{% image \"/a.jpg\", \"A\" %}", &["caption", "credit"], "places, no names"),
        ("<Figure src=\"/a.jpg\" alt=\"A\" caption=\"C.\" credit=\"\" />", &[], "all of them"),
        ("![A](/a.jpg)", &[], "Markdown has a line for them"),
    ] {
        let figure = read(source).remove(0);
        assert_eq!(
            super::nowhere(source, &figure, super::NO_TEMPLATES),
            nowhere,
            "{source}: {why}"
        );
    }
}

/// A figure, not a verdict: `cargo xtask bench figures`.
#[test]
#[ignore = "a measurement, run by its name"]
#[allow(clippy::print_stderr)]
fn measure_figures_in_a_megabyte() {
    let story = format!(
        "{}\n\n![A man sits.](photo.jpg)\n*He is [home](https://a.example). (Photo: Ana/Org)*\n\n",
        "Words of a **story** that goes on and on, with [links](https://a.example). ".repeat(40)
    );
    let body = story.repeat(1_000_000 / story.len());
    for _ in 0..3 {
        let started = std::time::Instant::now();
        let count = read(&body).len();
        eprintln!("{} bytes, {count} figures: {:?}", body.len(), started.elapsed());
    }
}
