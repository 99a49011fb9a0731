//! What other editors and Astro's schema say.

use super::super::{Kind, SchemaField};
use super::small;

/// The fields as lines: `key kind! [choices] Label`, with `!` where they are needed.
fn lines(fields: &[SchemaField]) -> Vec<String> {
    let line = |field: &SchemaField| {
        let needed = if field.required { "!" } else { "" };
        let choices = match field.choices.as_slice() {
            [] => String::new(),
            choices => format!(" {choices:?}"),
        };
        let label = field.label.as_deref().map(|label| format!(" {label}")).unwrap_or_default();
        format!("{} {:?}{needed}{choices}{label}", field.key, field.kind)
    };
    fields.iter().map(line).collect()
}

const DECAP: &str = "\
backend: {name: git-gateway}
site_url: https://record.example
media_folder: static/uploads
public_folder: /uploads
collections:
  - name: settings
    files: [{file: data/site.yml, name: site, fields: [{name: title, widget: string}]}]
  - &news
    name: news
    folder: content/dispatch
    create: true
    slug: '{{year}}-{{month}}-{{day}}-{{slug}}'
    fields: &fields
      - {label: Headline, name: title, widget: string}
      - {label: Publish Date, name: date, widget: datetime}
      - {label: Standfirst, name: summary, widget: text, required: false}
      - {label: Section, name: section, widget: select, options: [City, {label: Courts, value: courts}]}
      - {label: Featured, name: featured, widget: boolean}
      - {label: Layout, name: layout, widget: hidden, default: post}
      - label: Picture
        name: picture
        widget: object
        required: false
        fields:
          - {label: File, name: src, widget: image}
          - {label: Credit, name: credit, widget: string}
      - {label: Body, name: body, widget: markdown}
  - <<: *news
    name: staff
    folder: content/staff
    fields: [{label: Name, name: title, widget: string}]
";

#[test]
fn decap_names_folders_files_fields_and_pictures() {
    let small = small(&[
        ("hugo.toml", ""),
        ("static/admin/config.yml", DECAP),
        ("static/uploads/a.txt", ""),
    ]);
    let profile = &small.site.profile;
    assert_eq!(profile.posts.0, "content/dispatch/{year}-{month}-{day}-{slug}.md");
    assert_eq!(
        (profile.images.as_str(), profile.image_address.as_str()),
        ("static/uploads", "/uploads/")
    );
    assert_eq!(profile.address.as_deref(), Some("https://record.example"));
    assert_eq!(
        lines(&profile.schema),
        [
            "title Text! Headline",
            "date DayAndTime! Publish Date",
            "summary LongText Standfirst",
            "section Choice! [\"City\", \"courts\"] Section",
            "featured Switch Featured",
            "picture.src Picture File",
            "picture.credit Text Credit",
        ]
    );
    assert_eq!(profile.keys.description.as_deref(), Some("summary"));
    assert_eq!(profile.keys.lead_src.as_deref(), Some("picture.src"));
    assert_eq!(profile.keys.lead_credit.as_deref(), Some("picture.credit"));
}

#[test]
fn a_collection_with_dates_is_one_of_posts_whatever_its_name() {
    let small = small(&[
        ("hugo.toml", ""),
        ("static/admin/config.yml", DECAP),
        ("content/dispatch/undated.md", "---\ntitle: T\n---\n"),
        ("content/staff/ana.md", "---\ntitle: Ana\ndate: 2024-05-01\n---\n"),
    ]);
    assert_eq!(small.listed(), ["content/dispatch/undated.md"]);
}

#[test]
fn pages_cms_names_folders_files_fields_and_pictures() {
    let config = "\
media:
  - {name: pictures, input: static/pictures, output: /pictures}
content:
  - name: posts
    type: collection
    path: content/posts
    filename: '{primary}/index.md'
    fields:
      - {name: title, label: Headline, type: string, required: true}
      - {name: date, type: date, options: {time: true}}
      - {name: tags, type: string, list: true}
      - {name: kind, type: select, options: {values: [News, {value: col, label: Column}]}}
      - {name: seo, type: object, fields: [{name: title, type: string, required: true}]}
      - {name: links, type: object, list: true, fields: [{name: url, type: string}]}
      - {name: body, type: rich-text}
  - {name: about, type: file, path: content/about.md}
";
    let small = small(&[("hugo.toml", ""), (".pages.yml", config)]);
    let profile = &small.site.profile;
    assert_eq!(profile.posts.0, "content/posts/{slug}/index.md");
    assert_eq!(profile.image_address, "/pictures/");
    assert_eq!(
        lines(&profile.schema),
        [
            "title Text! Headline",
            "date DayAndTime",
            "tags List",
            "kind Choice [\"News\", \"col\"]",
            "seo.title Text",
            "links Structured",
        ]
    );
}

#[test]
fn front_matter_cms_names_folders_files_and_fields() {
    let config = r#"{
  // Comments and commas at the end are usual here.
  "frontMatter.content.pageFolders": [
    {"title": "News", "path": "[[workspace]]/content/news", "filePrefix": "yyyy-MM-dd", "contentTypes": ["story"]},
  ],
  "frontMatter.taxonomy.contentTypes": [
    {"name": "story", "pageBundle": true, "fields": [
      {"title": "Headline", "name": "title", "type": "string", "required": true},
      {"title": "Published", "name": "date", "type": "datetime"},
      {"title": "Desk", "name": "desk", "type": "choice", "choices": ["City", {"id": "c", "title": "Courts"}]},
      {"name": "seo", "type": "fields", "fields": [{"name": "noindex", "type": "boolean"}]},
      {"name": "tags", "type": "tags"},
    ]},
  ],
}"#;
    let small = small(&[("hugo.toml", ""), ("frontmatter.json", config)]);
    let profile = &small.site.profile;
    assert_eq!(profile.posts.0, "content/news/{year}-{month}-{day}-{slug}/index.md");
    assert_eq!(
        lines(&profile.schema),
        [
            "title Text! Headline",
            "date DayAndTime Published",
            "desk Choice [\"City\", \"c\"] Desk",
            "seo.noindex Switch",
            "tags List",
        ]
    );
}

const ASTRO: &str = r#"
import { defineCollection, reference, z } from 'astro:content'
import { glob } from "astro/loaders"
// const old = defineCollection({ schema: z.object({ nothing: z.string() }) })
import { MOODS } from './moods'
const BEATS: readonly string[] = ['water', 'roads'] as const
enum Season { Spring = 'spring', Autumn = 'autumn' }
export const WIRE_PATH = "src/data/wire"
const blog = defineCollection({
  loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' }),
  schema: ({ image }) =>
    z.object({
      title: z.string().max(90, "Too long, isn't it"),
      description: z.string(),
      pubDate: z.coerce.date(), /* the day */
      updatedDate: z.coerce.date().optional(),
      heroImage: z.optional(image()),
      cover: z.object({ src: image(), alt: z.string() }).optional(),
      author: reference('authors'),
      section: z.enum(['City', "Courts"]),
      beat: z.enum(BEATS).optional(),
      season: z.nativeEnum(Season).optional(),
      beats: z.array(z.enum(BEATS)).optional(),
      mood: z.enum(MOODS).optional(),
      tags: z.array(z.string()).default(['other']),
      sources: z.array(z.object({ url: z.string().url() })),
      minutes: z.number(),
      draft: z.boolean().default(false),
      'photo-credit': z.string().nullish(),
      when: z.string().or(z.date()),
      own: madeElsewhere,
      desks: z.enum(Object.keys(desks)).array(),
      home: z.strictObject({ title: z.string() }).prefault({}),
    }).extend({ note: z.string().optional() }),
})
const wireSchema = z.object({ title: z.string(), date: z.date(), state: z.union([z.literal("a"), z.literal("b")]) })
const wireStories = defineCollection({ loader: glob({ pattern: "**/*.md", base: `./${WIRE_PATH}` }), schema: wireSchema })
const careers = defineCollection({ schema: z.object({ title: z.string(), published: z.date() }) })
const quotes = defineCollection({ schema: z.object({ url: z.string(), published: z.date() }) })
const authors = defineCollection({ type: 'data', schema: z.object({ name: z.string() }) })
export const collections = { blog, wire: wireStories, authors }
"#;

#[test]
fn astros_schema_is_read_and_not_run() {
    let small = small(&[("astro.config.mjs", ""), ("src/content.config.ts", ASTRO)]);
    let profile = &small.site.profile;
    let of = |folder: &str| -> Vec<SchemaField> {
        profile.schema.iter().filter(|field| field.folder == folder).cloned().collect()
    };
    assert_eq!(
        lines(&of("src/content/blog")),
        [
            "title Text!",
            "description Text!",
            "pubDate Day!",
            "updatedDate Day",
            "heroImage Picture",
            "cover.src Picture",
            "cover.alt Text",
            "author Text!",
            "section Choice! [\"City\", \"Courts\"]",
            "beat Choice [\"water\", \"roads\"]",
            "season Choice [\"spring\", \"autumn\"]",
            "beats List [\"water\", \"roads\"]",
            "mood Choice",
            "tags List",
            "sources Structured!",
            "minutes Number!",
            "draft Switch",
            "photo-credit Text",
            "when Text!",
            "own Text",
            "desks List!",
            "home.title Text",
            "note Text",
        ]
    );
    assert_eq!(
        lines(&of("src/data/wire")),
        ["title Text!", "date Day!", "state Choice! [\"a\", \"b\"]"]
    );
    assert_eq!(of("src/content/authors"), [], "people are no posts");
    assert_eq!(of("src/content/quotes"), [], "what has no headline is none");
    assert_eq!(profile.keys.date.as_deref(), Some("pubDate"));
    assert_eq!(profile.posts.0, "src/content/blog/{slug}.md");
    assert!(profile.schema.iter().all(|field| field.kind != Kind::LongText));
}

#[test]
fn what_the_schema_gives_no_headline_is_no_story() {
    let quote = "---\nurl: https://x.example\npublished: 2024-05-01\n---\nWell said.\n";
    let post = "---\ntitle: T\npubDate: 2024-05-01\n---\n";
    let small = small(&[
        ("astro.config.mjs", ""),
        ("src/content.config.ts", ASTRO),
        ("src/content/blog/a.md", post),
        ("src/content/quotes/b.md", quote),
    ]);
    assert_eq!(small.listed(), ["src/content/blog/a.md"]);
}

#[test]
fn settings_say_where_pictures_go_before_a_generator_does() {
    let config = DECAP.replace("static/uploads", "src/img").replace("/uploads", "/img");
    let small = small(&[
        (".eleventy.js", ""),
        ("admin/config.yml", &config),
        ("content/dispatch/a.md", "---\ntitle: T\ndate: 2024-05-01\n---\n"),
    ]);
    let profile = &small.site.profile;
    assert_eq!((&*profile.images, &*profile.image_address), ("src/img", "/img/"));
}

#[test]
fn no_file_of_settings_stops_a_site_from_opening() {
    let deep = "[".repeat(50_000);
    for (file, text) in [
        ("static/admin/config.yml", "collections: {a: 1}\n"),
        ("static/admin/config.yml", "collections:\n\t- x"),
        ("static/admin/config.yml", "- just\n- a list\n"),
        (".pages.yml", "content: none"),
        ("frontmatter.json", "{\"frontMatter.content.pageFolders\": 7}"),
        ("frontmatter.json", deep.as_str()),
        ("src/content.config.ts", "defineCollection({ schema: z.object({ a: 'unclosed"),
        ("src/content.config.ts", "const a = defineCollection("),
        ("src/content.config.ts", "defineCollection"),
        (
            "src/content.config.ts",
            "const a = defineCollection({schema: a}) const a = z.object({a})",
        ),
    ] {
        let small = small(&[
            ("astro.config.mjs", ""),
            (file, text),
            ("src/content/blog/a.md", "---\ntitle: T\ndate: 2024-05-01\n---\n"),
        ]);
        assert_eq!(small.posts.len(), 1, "{text:.40}");
    }
}

#[test]
fn a_reference_is_one_of_the_entries_of_its_collection() {
    let config = "const stories = defineCollection({ loader: glob({ base: './src/content/stories' }), schema: z.object({\n\
        title: z.string(), date: z.date(), writers: z.array(reference('people')), series: reference('series').optional(),\n\
        place: reference('places'), nothing: reference('empty') }) });\n\
        const crew = defineCollection({ loader: glob({ pattern: '*.json', base: './src/crew' }), schema: z.object({ name: z.string() }) });\n\
        const series = defineCollection({ schema: z.object({ label: z.string() }) });\n\
        const places = defineCollection({ loader: file('src/places.json'), schema: z.object({ label: z.string() }) });\n\
        export const collections = { stories, people: crew, series, places };";
    let small = small(&[
        ("astro.config.mjs", ""),
        ("src/content.config.ts", config),
        ("src/crew/ada-moss.json", "{\"name\": \"Ada Moss\"}"),
        ("src/crew/lea-roth.json", "{\"name\": \"L\u{e9}a Roth\"}"),
        ("src/content/series/Night Shift.yaml", "label: Nights"),
        ("src/content/series/water/index.md", "---\nlabel: Water\n---\n"),
        ("src/places.json", "[{\"id\": \"dock\", \"label\": \"Dock\"}]"),
        (
            "src/content/stories/a.md",
            "---\ntitle: A\ndate: 2026-01-02\nwriters: [ada-moss]\nplace: dock\n---\n",
        ),
    ]);
    let profile = &small.site.profile;
    assert_eq!(
        lines(&profile.schema),
        [
            "title Text!",
            "date Day!",
            "writers List! [\"ada-moss\", \"lea-roth\"]",
            "series Choice [\"night-shift\", \"water\"]",
            "place Choice! [\"dock\"]",
            "nothing Text!",
        ]
    );
    assert_eq!(profile.name_of("ada-moss".into()), "Ada Moss", "a byline is a name");
    assert_eq!(profile.byline_of("L\u{e9}a Roth"), "lea-roth");
}
