//! Which key holds what: in sites built in many ways, and in posts that differ from the rest.

use super::small;

/// How a header and its file look in one kind of site, and what is in it.
struct Case {
    why: &'static str,
    marker: &'static str,
    path: &'static str,
    header: &'static str,
    /// description, authors, date, updated, tags
    keys: [Option<&'static str>; 5],
    /// lead src, alt, caption, credit
    lead: [Option<&'static str>; 4],
}

const NONE: [Option<&str>; 4] = [None; 4];

const CASES: &[Case] = &[
    Case {
        why: "Hugo, YAML, words of the picture beside it",
        marker: "hugo.toml",
        path: "content/posts/{}.md",
        header: "---\ntitle: T\ndate: 2024-05-0{}T09:00:00-05:00\nlastmod: 2024-06-01\ndescription: D\nauthors: [Ana]\ntags: [a]\nimage: /img/{}.jpg\nimage-description: Alt\nimage-credit: Who\nimage-caption: Cap\n---\n",
        keys: [Some("description"), Some("authors"), Some("date"), Some("lastmod"), Some("tags")],
        lead: [
            Some("image"),
            Some("image-description"),
            Some("image-caption"),
            Some("image-credit"),
        ],
    },
    Case {
        why: "Hugo, TOML, PaperMod's cover",
        marker: "hugo.toml",
        path: "content/blog/{}/index.md",
        header: "+++\ntitle = 'T'\ndate = 2024-05-0{}\nsummary = 'D'\nauthor = 'Ana'\ncategories = ['c']\n[cover]\nimage = 'c{}.jpg'\nalt = 'Alt'\ncaption = 'Cap'\nrelative = true\n+++\n",
        keys: [Some("summary"), Some("author"), Some("date"), None, Some("categories")],
        lead: [Some("cover.image"), Some("cover.alt"), Some("cover.caption"), None],
    },
    Case {
        why: "Hugo, resources of a bundle",
        marker: "hugo.toml",
        path: "content/posts/{}/index.md",
        header: "+++\ntitle = 'T'\ndate = 2024-05-0{}\ndescription = 'D'\n[[resources]]\nsrc = 'a{}.jpg'\nname = 'cover'\ntitle = 'Cap'\n[resources.params]\nalt = 'Alt'\ncredit = 'Who'\n+++\n",
        keys: [Some("description"), None, Some("date"), None, None],
        lead: [
            Some("resources[0].src"),
            Some("resources[0].params.alt"),
            Some("resources[0].title"),
            Some("resources[0].params.credit"),
        ],
    },
    Case {
        why: "Hugo, resources as Docsy has them",
        marker: "hugo.toml",
        path: "content/blog/{}/index.md",
        header: "+++\ntitle = 'T'\ndate = 2024-05-0{}\ndescription = 'D'\n[[resources]]\nsrc = 'a{}.jpg'\ntitle = 'Cap'\n[resources.params]\nbyline = 'Who'\n+++\n",
        keys: [Some("description"), None, Some("date"), None, None],
        lead: [
            Some("resources[0].src"),
            None,
            Some("resources[0].title"),
            Some("resources[0].params.byline"),
        ],
    },
    Case {
        why: "Hugo, params and a list of images",
        marker: "hugo.toml",
        path: "content/news/{}.md",
        header: "---\ntitle: T\npublishDate: 2024-05-0{}\nparams:\n  subtitle: D\n  author: Ana\nimages:\n  - /img/{}.png\n---\n",
        keys: [Some("params.subtitle"), Some("params.author"), Some("publishDate"), None, None],
        lead: [Some("images[0]"), None, None, None],
    },
    Case {
        why: "Jekyll, seo-tag's map of a picture",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\nlayout: post\ntitle: T\nexcerpt: D\nauthor: ana\nlast_modified_at: 2024-06-01\ntags: [a]\nimage:\n  path: /img/{}.jpg\n  alt: Alt\n  caption: Cap\n  credit: Who\n---\n{}",
        keys: [Some("excerpt"), Some("author"), None, Some("last_modified_at"), Some("tags")],
        lead: [Some("image.path"), Some("image.alt"), Some("image.caption"), Some("image.credit")],
    },
    Case {
        why: "Minimal Mistakes, a picture on top",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\ntitle: T\nheader:\n  image: /assets/images/{}.jpg\n  image_description: Alt\n  caption: Cap\n  teaser: /assets/images/t{}.jpg\ncategories: [c]\n---\n{}",
        keys: [None, None, None, None, Some("categories")],
        lead: [
            Some("header.image"),
            Some("header.image_description"),
            Some("header.caption"),
            None,
        ],
    },
    Case {
        why: "Minimal Mistakes, an overlay",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\ntitle: T\nexcerpt: D\nheader:\n  overlay_image: /assets/{}.jpg\n  overlay_color: '#333'\n  caption: Cap\ntagline: Not this\n---\n{}{}",
        keys: [Some("excerpt"), None, None, None, None],
        lead: [Some("header.overlay_image"), None, Some("header.caption"), None],
    },
    Case {
        why: "Minimal Mistakes, teasers only",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\ntitle: T\nheader:\n  teaser: /assets/{}.jpg\n---\n{}{}",
        keys: [None; 5],
        lead: [Some("header.teaser"), None, None, None],
    },
    Case {
        why: "Jekyll, Clean Blog",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\ntitle: T\nsubtitle: D\ndate: 2024-05-0{} 23:45:13 -0400\nbackground: '/img/posts/{}.jpg'\n---\n",
        keys: [Some("subtitle"), None, Some("date"), None, None],
        lead: [Some("background"), None, None, None],
    },
    Case {
        why: "Jekyll, a picture map of its own",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\ntitle: T\ndek: D\nbyline: Ana\nimage:\n  feature: {}.jpg\n  credit: Who\n  creditlink: https://x.example\n---\n{}{}",
        keys: [Some("dek"), Some("byline"), None, None, None],
        lead: [Some("image.feature"), None, None, Some("image.credit")],
    },
    Case {
        why: "Eleventy, flat words",
        marker: ".eleventy.js",
        path: "posts/{}.md",
        header: "---\ntitle: T\ndate: 2024-05-0{}\ndescription: D\nauthor: Ana\ntags: [posts, a]\nfeatured_image: /img/{}.jpg\nfeatured_image_alt: Alt\nphoto_credit: Who\n---\n",
        keys: [Some("description"), Some("author"), Some("date"), None, Some("tags")],
        lead: [Some("featured_image"), Some("featured_image_alt"), None, Some("photo_credit")],
    },
    Case {
        why: "Eleventy, JSON, a map of the hero",
        marker: ".eleventy.js",
        path: "src/blog/{}.md",
        header: "---json\n{\"title\": \"T\", \"date\": \"2024-05-0{}\", \"summary\": \"D\", \"hero\": {\"src\": \"/h{}.webp\", \"alt\": \"Alt\", \"credit\": \"Who\"}}\n---\n",
        keys: [Some("summary"), None, Some("date"), None, None],
        lead: [Some("hero.src"), Some("hero.alt"), None, Some("hero.credit")],
    },
    Case {
        why: "Astro's blog starter, dates in words",
        marker: "astro.config.mjs",
        path: "src/content/blog/{}.md",
        header: "---\ntitle: 'T'\ndescription: 'D'\npubDate: 'Jul 0{} 2022'\nupdatedDate: 'Aug 01 2022'\nheroImage: '/blog-{}.jpg'\n---\n",
        keys: [Some("description"), None, Some("pubDate"), Some("updatedDate"), None],
        lead: [Some("heroImage"), None, None, None],
    },
    Case {
        why: "Astro, an image map, MDX, AstroPaper's times",
        marker: "astro.config.mjs",
        path: "src/content/posts/{}/index.mdx",
        header: "---\nauthor: Ana\ntitle: T\npubDatetime: 2024-05-0{}T10:00:00Z\nmodDatetime: 2024-06-01T10:00:00Z\nimage:\n  src: ./p{}.png\n  alt: Alt\ntags:\n  - a\n---\n",
        keys: [None, Some("author"), Some("pubDatetime"), Some("modDatetime"), Some("tags")],
        lead: [Some("image.src"), Some("image.alt"), None, None],
    },
    Case {
        why: "Astro, words joined to the hero",
        marker: "astro.config.mjs",
        path: "src/content/blog/{}.md",
        header: "---\ntitle: T\npubDate: 2024-05-0{}\nexcerpt: D\nheroImage: ../../assets/{}.jpg\nheroImageAlt: Alt\nheroCaption: Cap\nheroImageCredit: Who\n---\n",
        keys: [Some("excerpt"), None, Some("pubDate"), None, None],
        lead: [
            Some("heroImage"),
            Some("heroImageAlt"),
            Some("heroCaption"),
            Some("heroImageCredit"),
        ],
    },
    Case {
        why: "Zola, taxonomies and extra",
        marker: "zola.toml",
        path: "content/blog/{}.md",
        header: "+++\ntitle = 'T'\ndate = 2024-05-0{}\nupdated = 2024-06-01\ndescription = 'D'\nauthors = ['Ana']\n[taxonomies]\ntags = ['a']\ncategories = ['c']\n[extra]\nimage = 'i{}.jpg'\nimage_alt = 'Alt'\nimage_credit = 'Who'\n+++\n",
        keys: [
            Some("description"),
            Some("authors"),
            Some("date"),
            Some("updated"),
            Some("taxonomies.tags"),
        ],
        lead: [Some("extra.image"), Some("extra.image_alt"), None, Some("extra.image_credit")],
    },
    Case {
        why: "Zola, a map in extra, the author too",
        marker: "zola.toml",
        path: "content/posts/{}/index.md",
        header: "+++\ntitle = 'T'\ndate = 2024-05-0{}\n[extra]\nauthor = 'Ana'\nsummary = 'D'\ncover = { src = 'c{}.jpg', alt = 'Alt', caption = 'Cap', credit = 'Who' }\n+++\n",
        keys: [Some("extra.summary"), Some("extra.author"), Some("date"), None, None],
        lead: [
            Some("extra.cover.src"),
            Some("extra.cover.alt"),
            Some("extra.cover.caption"),
            Some("extra.cover.credit"),
        ],
    },
    Case {
        why: "a thumbnail is the lead picture where there is no other, one for networks is the last",
        marker: "hugo.toml",
        path: "content/posts/{}.md",
        header: "---\ntitle: T\ndate: 2024-05-0{}\nthumbnail: /t{}.jpg\nog_image: /og.jpg\n---\n",
        keys: [None, None, Some("date"), None, None],
        lead: [Some("thumbnail"), None, None, None],
    },
    Case {
        why: "for search engines is for readers where there is no dek",
        marker: "hugo.toml",
        path: "content/posts/{}.md",
        header: "---\ntitle: T\ndate: 2024-05-0{}\nmeta_description: D{}\nfeatured: true\ncover: dark blue\nbanner: Read this\n---\n",
        keys: [Some("meta_description"), None, Some("date"), None, None],
        lead: NONE,
    },
    Case {
        why: "not every text is a date, not every yes",
        marker: ".eleventy.js",
        path: "posts/{}.md",
        header: "---\ntitle: T\ndate: soon\npublished: true\ncreated: 2024-05-0{}\nauthors:\n  - name: Ana\n    url: https://x.example\n---\n",
        keys: [None, Some("authors"), Some("created"), None, None],
        lead: NONE,
    },
    Case {
        why: "Hugo: who a post is attributed to",
        marker: "hugo.toml",
        path: "content/blog/{}.md",
        header: "---\ntitle: T\npublishdate: 2024-05-0{}\nsubtitle: D\nattribution: Ana\n---\n",
        keys: [Some("subtitle"), Some("attribution"), Some("publishdate"), None, None],
        lead: NONE,
    },
    Case {
        why: "a person as a map",
        marker: ".eleventy.js",
        path: "posts/{}.md",
        header: "---\ntitle: T\ndate: 2024-05-0{}\nauthor:\n  name: Ana\n  email: a@x.example\n---\n",
        keys: [None, Some("author.name"), Some("date"), None, None],
        lead: NONE,
    },
    Case {
        why: "an empty key is the site's name for the field all the same",
        marker: "hugo.toml",
        path: "content/posts/{}.md",
        header: "---\ntitle: T\ndate: 2024-05-0{}\ndescription: ''\nimage: \"\"\n---\n",
        keys: [Some("description"), None, Some("date"), None, None],
        lead: [Some("image"), None, None, None],
    },
    Case {
        why: "Hugo: keys in capitals",
        marker: "hugo.toml",
        path: "content/post/{}.md",
        header: "---\nTitle: T\nDate: 2024-05-0{}\nDescription: D\nAuthor: Ana\nTags: [a]\nThumbnail: /img/{}.png\n---\n",
        keys: [Some("Description"), Some("Author"), Some("Date"), None, Some("Tags")],
        lead: [Some("Thumbnail"), None, None, None],
    },
    Case {
        why: "Jekyll: a newsroom's own words",
        marker: "_config.yml",
        path: "_posts/2024-05-0{}-a.md",
        header: "---\nhed: T\nsubhed: D\nauthor: Ana\nfeatured-image:\n  path: /img/{}.jpg\n  alt: Alt\n  cutline: Cap\n  credit: Who\n---\n",
        keys: [Some("subhed"), Some("author"), None, None, None],
        lead: [
            Some("featured-image.path"),
            Some("featured-image.alt"),
            Some("featured-image.cutline"),
            Some("featured-image.credit"),
        ],
    },
];

#[test]
fn the_keys_of_sites_in_use_are_learned() {
    for case in CASES {
        let posts: Vec<(String, String)> = (1..=4)
            .map(|n| {
                let n = n.to_string();
                (case.path.replace("{}", &n), case.header.replace("{}", &n))
            })
            .collect();
        let mut files = vec![(case.marker, "")];
        files.extend(posts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let small = small(&files);
        assert_eq!(small.posts.len(), 4, "{}: all are listed", case.why);
        let keys = &small.site.profile.keys;
        let learned = [&keys.description, &keys.authors, &keys.date, &keys.updated, &keys.tags];
        assert_eq!(learned.map(Option::as_deref), case.keys, "{}", case.why);
        let lead = [&keys.lead_src, &keys.lead_alt, &keys.lead_caption, &keys.lead_credit];
        assert_eq!(lead.map(Option::as_deref), case.lead, "{}", case.why);
        let story = small.story(&posts[0].0);
        let dek = case.keys[0].is_some() && !case.why.contains("empty");
        assert_eq!(story.dek.starts_with('D'), dek, "{}", case.why);
        let byline: Vec<String> = case.keys[1].iter().map(|_| "Ana".to_owned()).collect();
        assert_eq!(
            story.authors.join("").to_lowercase(),
            byline.join("").to_lowercase(),
            "{}",
            case.why
        );
        assert!(story.date.is_some_and(|when| when.day.is_some()), "{}", case.why);
        if let Some(lead) = story.lead {
            let words = [lead.alt.as_str(), lead.caption.as_str(), lead.credit.as_str()];
            let wanted = ["Alt", "Cap", "Who"];
            for ((word, wanted), key) in words.iter().zip(wanted).zip(&case.lead[1..]) {
                assert_eq!(*word == wanted, key.is_some(), "{}: {word}", case.why);
            }
        }
    }
}

#[test]
fn an_empty_key_of_a_picture_is_the_sites_own() {
    let post = |caption: &str| {
        format!(
            "---\ntitle: T\ndate: 2024-05-02\nimage: /a.jpg\nimageAlt: Alt\nimageCaption: \"{caption}\"\nimageCredit: Who\n---\n"
        )
    };
    let empty = post("");
    let mixed = post("A caption.");
    for (last, why) in [(&empty, "empty in all of them"), (&mixed, "filled in one")] {
        let files = [
            ("eleventy.config.js", ""),
            ("posts/a.md", empty.as_str()),
            ("posts/b.md", empty.as_str()),
            ("posts/c.md", last.as_str()),
        ];
        let keys = small(&files).site.profile.keys;
        assert_eq!(keys.lead_caption.as_deref(), Some("imageCaption"), "{why}");
    }
}

#[test]
fn a_post_that_uses_another_key_than_the_rest_is_read_and_changed_by_it() {
    let usual = "---\ntitle: T\ndate: 2024-05-02\ndescription: D\nauthor: Ana\nimage: /a.jpg\nimage_alt: Alt\ntags: [x]\n---\n";
    let other = "---\ntitle: T\npublishDate: 2024-05-01\nsummary: Other D\nauthors: [Bo, Cy]\ncover:\n  image: b.jpg\n  alt: Other alt\n  credit: Who\ncategories: [c]\n---\n";
    let files = [
        ("hugo.toml", ""),
        ("content/posts/a.md", usual),
        ("content/posts/b.md", usual),
        ("content/posts/other.md", other),
    ];
    let small = small(&files);
    let story = small.story("content/posts/other.md");
    assert_eq!((story.dek.as_str(), story.authors.join(",").as_str()), ("Other D", "Bo,Cy"));
    assert_eq!(story.date.map(|when| when.raw).as_deref(), Some("2024-05-01"));
    assert!(story.tags.is_empty(), "categories are something else where there are tags");
    let lead = story.lead.unwrap();
    assert_eq!((&*lead.src, &*lead.alt, &*lead.credit), ("b.jpg", "Other alt", "Who"));

    let post = small.posts.iter().find(|post| post.path.ends_with("other.md")).unwrap();
    let fields = post.fields.as_ref().unwrap();
    let profile = &small.site.profile;
    for (change, key) in [
        (crate::view::FieldEdit::Dek { value: "New".into() }, "summary"),
        (crate::view::FieldEdit::Authors { value: vec!["Bo".into()] }, "authors"),
    ] {
        let edits = crate::story::edits(&change, fields, None, profile, None).unwrap();
        assert_eq!(edits.len(), 1);
        assert_eq!(edits[0].key.to_string(), key, "no second key for the same field");
    }
    assert_eq!(crate::form::own(fields, &profile.keys_of(fields)).len(), 1, "categories alone");
}

/// A post of a site with this line in its header, after its tags were set; read as it was and as
/// it is.
fn retagged(
    (marker, path): (&str, &str),
    line: &str,
    tags: &[&str],
    new: &[&str],
    why: &str,
) -> String {
    let header = format!("---\ntitle: T\ndate: 2024-05-01\n{line}\n---\n");
    let site = small(&[(marker, ""), (path, &header)]);
    assert_eq!(site.story(path).tags, tags, "{why}");
    let value = new.iter().map(|tag| (*tag).to_owned()).collect();
    let change = crate::view::FieldEdit::Tags { value };
    let fields = site.posts[0].fields.as_ref().unwrap();
    let edits = crate::story::edits(&change, fields, None, &site.site.profile, None).unwrap();
    let text = crate::metadata::edit(&site.posts[0].text, &edits).unwrap();
    assert_eq!(small(&[(marker, ""), (path, &text)]).story(path).tags, new, "{why}");
    text
}

#[test]
fn tags_in_one_text_are_told_apart_and_stay_one_text() {
    for (marker, path, before, tags, new, after, why) in [
        (
            "hugo.toml",
            "content/posts/a.md",
            "a b, c",
            &["a b", "c"][..],
            &["c", "d"][..],
            "c, d",
            "commas",
        ),
        (
            "_config.yml",
            "_posts/2024-05-01-a.md",
            "a b c",
            &["a", "b", "c"],
            &["b", "d"],
            "b d",
            "words",
        ),
        (
            "_config.yml",
            "_posts/2024-05-01-a.md",
            "a b",
            &["a", "b"],
            &["a b"],
            "[\"a b\"]",
            "a list where words would come apart",
        ),
        (
            "hugo.toml",
            "content/posts/a.md",
            "a",
            &["a"],
            &["Bonn, Rhine"],
            "[\"Bonn, Rhine\"]",
            "or what has a comma",
        ),
    ] {
        let text = retagged((marker, path), &format!("tags: {before}"), tags, new, why);
        assert_eq!(
            text.contains(&format!("tags: {after}\n")),
            !after.starts_with('['),
            "{why}: {text}"
        );
    }
}

#[test]
fn tags_are_written_as_the_generator_takes_them_apart() {
    for (marker, path, before, tags, new, after, why) in [
        (
            "_config.yml",
            "_posts/2024-05-01-a.md",
            "category: city news",
            &["city news"][..],
            &["river"][..],
            "category: river\n",
            "a singular key has one name, of however many words",
        ),
        (
            "_config.yml",
            "_posts/2024-05-01-a.md",
            "category: blog",
            &["blog"],
            &["blog", "river"],
            "category:\n",
            "two names in it are a list",
        ),
        (
            "_config.yml",
            "_posts/2024-05-01-a.md",
            "categories: blog",
            &["blog"],
            &["blog", "river"],
            "categories: blog river\n",
            "Jekyll takes the words of the plural",
        ),
        (
            ".eleventy.js",
            "posts/a.md",
            "tags: river",
            &["river"],
            &["river", "bridge"],
            "tags:\n",
            "to Eleventy “river, bridge” were one tag",
        ),
        (
            ".eleventy.js",
            "posts/a.md",
            "tags: a, b",
            &["a", "b"],
            &["a", "c"],
            "tags: a, c\n",
            "a site whose own template parts at commas goes on so",
        ),
    ] {
        let text = retagged((marker, path), before, tags, new, why);
        assert!(text.contains(after), "{why}: {text}");
    }
}

#[test]
fn the_leading_file_of_a_bundle_is_found_by_its_name() {
    let first =
        "+++\ntitle='T'\ndate=2024-05-01\nresources=[{src='a.jpg', params={alt='A'}}]\n+++\n";
    let second = "+++\ntitle='T'\ndate=2024-05-01\nresources=[{src='x.pdf'},{src='b.jpg', name='cover', params={alt='B'}}]\n+++\n";
    let small = small(&[
        ("hugo.toml", ""),
        ("content/posts/a/index.md", first),
        ("content/posts/b/index.md", second),
    ]);
    for (path, src, alt) in [("a", "a.jpg", "A"), ("b", "b.jpg", "B")] {
        let lead = small.story(&format!("content/posts/{path}/index.md")).lead.unwrap();
        assert_eq!((lead.src.as_str(), lead.alt.as_str()), (src, alt));
    }
}

#[test]
fn a_pattern_leads_only_where_it_is_called_so() {
    let all =
        "+++\ntitle='T'\ndate=2024-05-01\nresources=[{src='*.jpg', params={credit='Ana'}}]\n+++\n";
    let one = "+++\ntitle='T'\ndate=2024-05-02\nresources=[{src='*.jpg', params={credit='Ana'}},{src='img/lead-*', name='cover', params={alt='B'}}]\n+++\n";
    let plain =
        "+++\ntitle='T'\ndate=2024-05-03\nresources=[{src='a.jpg', params={alt='A'}}]\n+++\n";
    let small = small(&[
        ("hugo.toml", ""),
        ("content/posts/a/index.md", all),
        ("content/posts/a/a.jpg", ""),
        ("content/posts/b/index.md", one),
        ("content/posts/b/img/lead-2.jpg", ""),
        ("content/posts/b/img/lead-1.jpg", ""),
        ("content/posts/b/other.jpg", ""),
        ("content/posts/c/index.md", plain),
    ]);
    assert!(small.story("content/posts/a/index.md").lead.is_none(), "it is about all of them");
    let path = "content/posts/b/index.md";
    let lead = small.story(path).lead.unwrap();
    assert_eq!((lead.src.as_str(), lead.alt.as_str()), ("img/lead-*", "B"));
    let file = "content/posts/b/img/lead-1.jpg";
    assert_eq!(crate::library::resolve(&small.site, path, &lead.src).as_deref(), Some(file));
    assert!(crate::library::means(path, &lead.src, file));
    assert!(!crate::library::means(path, &lead.src, "content/posts/b/other.jpg"));
}

#[test]
fn a_picture_may_be_named_from_the_address_of_the_page() {
    let small = small(&[
        ("_config.yml", "permalink: /news/:title/\n"),
        ("_posts/2024-05-01-a.md", "---\ntitle: A\n---\n"),
        ("img/plan.png", ""),
        ("_posts/img/plan.png", ""),
    ]);
    let path = "_posts/2024-05-01-a.md";
    for (src, file, why) in [
        ("../../img/plan.png", Some("img/plan.png"), "up from the page at /news/a/"),
        ("../img/plan.png", Some("img/plan.png"), "up from the file"),
        ("img/plan.png", Some("_posts/img/plan.png"), "beside the file comes first"),
        ("../../img/none.png", None, "nothing there"),
        ("../../../etc/passwd", None, "outside of the site"),
    ] {
        assert_eq!(crate::library::resolve(&small.site, path, src).as_deref(), file, "{why}");
    }
    assert!(crate::library::means(path, "../../img/plan.png", "img/plan.png"));
}

#[test]
fn people_in_maps_keep_what_is_said_of_them() {
    let header = "---\ntitle: T\ndate: 2024-05-01\nauthors:\n- name: Ana\n  url: https://a.example\n- name: Bo\n---\n";
    let small = small(&[(".eleventy.js", ""), ("posts/a.md", header), ("posts/b.md", header)]);
    assert_eq!(small.story("posts/a.md").authors, ["Ana", "Bo"]);
    let fields = small.posts[0].fields.as_ref().unwrap();
    let change = crate::view::FieldEdit::Authors { value: vec!["Ana".into(), "Cy".into()] };
    let edits = crate::story::edits(&change, fields, None, &small.site.profile, None).unwrap();
    let text = crate::metadata::edit(&small.posts[0].text, &edits).unwrap();
    assert_eq!(text, header.replace("name: Bo", "name: Cy"));
}

#[test]
fn pictures_lie_where_most_of_them_lie() {
    let post = |n: usize, src: &str| {
        (
            format!("content/posts/{n}.md"),
            format!("---\ntitle: T\ndate: 2024-05-01\nimage: {src}\n---\n"),
        )
    };
    for (sources, folders, place, why) in [
        (
            ["/img/a/1.jpg", "/img/b/2.jpg", "/img/c/3.jpg"],
            &["static/img/a", "static/img/b", "static/img/c"][..],
            ("static/img", "/img/"),
            "each story has a folder of its own: the one around them",
        ),
        (
            ["/img/1.jpg", "/img/2.jpg", "/img/3.jpg"],
            &["static/img"],
            ("static/img", "/img/"),
            "one folder",
        ),
        (["a.jpg", "b.jpg", "/img/3.jpg"], &["static/img"], ("", ""), "beside the post"),
        (
            ["../../pics/1.jpg", "../../pics/2.jpg", "../../pics/3.jpg"],
            &["pics"],
            ("pics", "../../pics/"),
            "by way of the folders above",
        ),
        (
            ["../../../out/1.jpg", "../../../out/2.jpg", "../../../out/3.jpg"],
            &[],
            ("static/images", "/images/"),
            "never outside of the site: the usual folder",
        ),
    ] {
        let posts: Vec<(String, String)> =
            sources.iter().enumerate().map(|(n, src)| post(n, src)).collect();
        let keep: Vec<String> = folders.iter().map(|folder| format!("{folder}/.keep")).collect();
        let mut files = vec![("hugo.toml", "")];
        files.extend(keep.iter().map(|path| (path.as_str(), "")));
        files.extend(posts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let profile = small(&files).site.profile;
        assert_eq!((profile.images.as_str(), profile.image_address.as_str()), place, "{why}");
    }
}

#[test]
fn template_code_that_names_the_site_stands_before_new_pictures_in_texts() {
    for (reference, address, why) in [
        ("{{ site.baseurl }}/assets/img/N.jpg", "{{ site.baseurl }}/assets/img/", "before it"),
        (
            "{{ \"/assets/img/N.jpg\" | relative_url }}",
            "{{ site.baseurl }}/assets/img/",
            "a filter around it says the same",
        ),
        ("/assets/img/N.jpg", "/assets/img/", "without"),
    ] {
        let post = |n: usize| {
            let body = format!("![A]({})\n", reference.replace('N', &n.to_string()));
            let path = format!("_posts/2024-05-0{}-story.md", n + 1);
            (path, format!("---\ntitle: T\n---\n{body}"))
        };
        let posts: Vec<(String, String)> = (0..3).map(post).collect();
        let mut files = vec![("_config.yml", "baseurl: /paper\n"), ("assets/img/.keep", "")];
        files.extend(posts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let profile = small(&files).site.profile;
        assert_eq!(profile.images, "assets/img", "{why}");
        assert_eq!(profile.image_address, address, "{why}");
        assert_eq!(
            profile.lead_reference(&format!("{address}x.jpg")),
            "/assets/img/x.jpg",
            "{why}"
        );
    }
}

#[test]
fn tags_are_not_asked_for_where_a_site_sorts_by_something_else() {
    let post = ("content/posts/a.md", "---\ntitle: A\ndate: 2026-01-02\nbeats: [harbor]\n---\n");
    let tagged = ("content/posts/a.md", "---\ntitle: A\ndate: 2026-01-02\ntags: [harbor]\n---\n");
    for (configuration, post, untagged, why) in [
        (("hugo.toml", "[taxonomies]\nbeat = \"beats\"\n"), post, true, "beats alone"),
        (
            ("hugo.toml", "[taxonomies]\nbeat = \"beats\"\ntag = \"tags\"\n"),
            post,
            false,
            "tags too",
        ),
        (("hugo.toml", "title = \"A\"\n"), post, false, "Hugo has tags by itself"),
        (("hugo.toml", "[taxonomies]\nbeat = \"beats\"\n"), tagged, false, "the stories have tags"),
        (
            ("config/_default/taxonomies.toml", "beat = \"beats\"\n"),
            post,
            true,
            "in a file of its own",
        ),
        (
            ("zola.toml", "base_url = \"https://x.org\"\ntaxonomies = [{ name = \"beats\" }]\n"),
            post,
            true,
            "Zola",
        ),
        (("zola.toml", "base_url = \"https://x.org\"\n"), post, false, "it names none"),
    ] {
        let small = small(&[configuration, post]);
        assert_eq!(small.site.profile.untagged, untagged, "{configuration:?}: {why}");
    }
}
