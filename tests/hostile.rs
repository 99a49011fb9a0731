//! Texts that somebody might write to run something, to load something, or to lead readers away.
//!
//! Each kind is built from what varies in it: which element, which attribute, how the dangerous
//! word is spelled. Whatever runs sets `top.ran`; whatever loads asks `server`, which the tests
//! listen at. No text is here twice.

use std::collections::HashSet;

/// One of them.
pub struct Hostile {
    /// What it tries.
    pub kind: &'static str,
    /// The text, as it stands in a story or a field.
    pub text: String,
}

/// What a script does when it runs: no quotes and no brackets, so that it fits in anywhere.
const RUN: &str = "top.ran=1";

/// All of them.
pub fn strings(server: &str) -> Vec<Hostile> {
    let mut all = Vec::new();
    for (kind, texts) in [
        ("handler", handlers()),
        ("script address", script_addresses(server)),
        ("load", loads(server)),
        ("parser confusion", confusions(server)),
        ("style", styles(server)),
        ("markdown", markdown(server)),
        ("figure", figures(server)),
        ("name", names()),
        ("frame", frames(server)),
    ] {
        all.extend(texts.into_iter().map(|text| Hostile { kind, text }));
    }
    let mut seen = HashSet::new();
    all.retain(|hostile| seen.insert(hostile.text.clone()));
    all
}

/// Handlers of events that come by themselves, on every element that has one, in every spelling.
fn handlers() -> Vec<String> {
    const ELEMENTS: [(&str, &str, &str); 34] = [
        ("img", "src=x", "onerror"),
        ("img", "src=x loading=eager", "onerror"),
        ("image", "src=x", "onerror"),
        ("svg", "", "onload"),
        ("svg", "xmlns=http://www.w3.org/2000/svg", "onload"),
        ("body", "", "onload"),
        ("body", "", "onpageshow"),
        ("body", "", "onhashchange"),
        ("html", "", "onmouseover"),
        ("iframe", "", "onload"),
        ("frameset", "", "onload"),
        ("object", "data=x", "onerror"),
        ("object", "data=x", "onload"),
        ("embed", "src=x", "onload"),
        ("video", "src=x", "onerror"),
        ("video", "poster=x autoplay", "onloadstart"),
        ("audio", "src=x", "onerror"),
        ("source", "src=x", "onerror"),
        ("track", "src=x default", "onerror"),
        ("details", "open", "ontoggle"),
        ("dialog", "open", "onclose"),
        ("marquee", "", "onstart"),
        ("input", "autofocus", "onfocus"),
        ("input", "type=image src=x", "onerror"),
        ("select", "autofocus", "onfocus"),
        ("textarea", "autofocus", "onfocus"),
        ("button", "autofocus", "onfocus"),
        ("a", "href=#x tabindex=1 autofocus", "onfocus"),
        ("div", "contenteditable autofocus tabindex=0", "onfocusin"),
        ("div", "style=animation:x", "onanimationstart"),
        ("p", "style=transition:all", "ontransitionend"),
        ("link", "rel=stylesheet href=x", "onerror"),
        ("style", "", "onload"),
        ("script", "src=x", "onerror"),
    ];
    let spell = |(element, with, event): (&str, &str, &str)| {
        let upper = element.to_uppercase();
        let odd: String = event
            .chars()
            .enumerate()
            .map(|(at, sign)| if at % 2 == 0 { sign.to_ascii_uppercase() } else { sign })
            .collect();
        [
            format!("<{element} {with} {event}={RUN}>"),
            format!("<{element} {with} {event}=\"{RUN}\">x</{element}>"),
            format!("<{element} {with} {event}='{RUN}'/>"),
            format!("<{element}/{}/{event}={RUN}//", with.replace(' ', "/")),
            format!("<{upper}\t{with}\t{odd}\t=\t{RUN}>"),
            format!("<{element} {with} {event}=&#116;op&#46;ran&#61;1>"),
            format!("<{element} {with} {event}=`{RUN}`>"),
            format!("<{element} {with} x=\">\" {event}=\"{RUN}\">"),
            format!("<<{element} {with} {event}={RUN}>"),
            format!("<{element} {with} \"{event}={RUN}>"),
            format!("<p><{element}\u{c}{with}\u{c}{event}={RUN}></p>"),
        ]
    };
    ELEMENTS.into_iter().flat_map(spell).collect()
}

/// `javascript:` and its relatives wherever an address may stand.
fn script_addresses(server: &str) -> Vec<String> {
    let schemes = [
        format!("javascript:{RUN}"),
        format!("JaVaScRiPt:{RUN}"),
        format!("javascript&colon;{RUN}"),
        format!("&#106;avascript:{RUN}"),
        format!("&#x6A;&#x61;vascript:{RUN}"),
        format!("&#0000106avascript:{RUN}"),
        format!("java&#9;script:{RUN}"),
        format!("java&Tab;script:{RUN}"),
        format!("java&NewLine;script:{RUN}"),
        format!("&#1;javascript:{RUN}"),
        format!("&#32;&#14;javascript:{RUN}"),
        format!("javascript\u{ff1a}{RUN}"),
        format!("java\u{0}script:{RUN}"),
        format!("javascript://x%0a{RUN}"),
        format!("javascript:/*--></title></style>*/{RUN}"),
        format!("vbscript:{RUN}"),
        format!("data:text/html,%3Cscript%3E{RUN}%3C/script%3E"),
        "data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4=".to_owned(),
        format!("data:image/svg+xml,%3Csvg/onload={RUN}%3E"),
        format!("DATA:;,<script>{RUN}</script>"),
        format!("blob:http://{server}/x"),
        format!("view-source:javascript:{RUN}"),
        format!("feed:javascript:{RUN}"),
        format!("jar:javascript:{RUN}!/x"),
        "file:///etc/passwd".to_owned(),
        "\\\\evil\\share\\x".to_owned(),
        "ms-appinstaller:?source=https://evil.example/x".to_owned(),
        "tauri://localhost/index.html".to_owned(),
        "ipc://localhost/open_link".to_owned(),
    ];
    let places = |address: &String| {
        [
            format!("[x]({address})"),
            format!("[x](<{address}>)"),
            format!("![x]({address})"),
            format!("<{address}>"),
            format!("[x][e]\n\n[e]: {address}"),
            format!("<a href=\"{address}\">x</a>"),
            format!("<a href='{address}' target=_top>x</a>"),
            format!("<img src=\"{address}\">"),
            format!("<iframe src=\"{address}\"></iframe>"),
            format!("<embed src=\"{address}\"><object data=\"{address}\"></object>"),
            format!("<form action=\"{address}\"><button>x</button></form>"),
            format!("<button formaction=\"{address}\" autofocus>x</button>"),
            format!("<svg><a xlink:href=\"{address}\"><text>x</text></a></svg>"),
            format!("<math href=\"{address}\">x</math>"),
            format!("<meta http-equiv=refresh content=\"0;url={address}\">"),
            format!("<base href=\"{address}\">"),
            format!("<body background=\"{address}\"><table background=\"{address}\"></table>"),
        ]
    };
    schemes.iter().flat_map(places).collect()
}

/// All that loads by itself.
fn loads(server: &str) -> Vec<String> {
    let addresses = [
        format!("http://{server}/l"),
        format!("//{server}/l"),
        format!("hTTp:\\\\{server}\\l"),
        format!("ht&#116;p://{server}/l"),
        format!(" \t//{server}/l"),
        format!("/\t/{server}/l"),
        format!("/\\{server}/l"),
        format!("http:{server}/l"),
    ];
    let places = |address: &String| {
        [
            format!("![x](<{address}>)"),
            format!("<img src=\"{address}\">"),
            format!("<p><img alt=x src=\"{address}\" width=1></p>"),
            format!("<img srcset=\"{address} 1x, {address}2 2x\" sizes=1px>"),
            format!("<img src=x lowsrc=\"{address}\" longdesc=\"{address}\">"),
            format!("<picture><source srcset=\"{address}\"><img src=x></picture>"),
            format!("<video src=\"{address}\" poster=\"{address}\" autoplay></video>"),
            format!("<audio src=\"{address}\" autoplay preload=auto></audio>"),
            format!(
                "<video autoplay><source src=\"{address}\"><track src=\"{address}\" default></video>"
            ),
            format!("<input type=image src=\"{address}\">"),
            format!("<body background=\"{address}\">"),
            format!("<table background=\"{address}\"><td background=\"{address}\">x</table>"),
            format!("<link rel=stylesheet href=\"{address}\">"),
            format!("<link rel=\"preload\" as=image href=\"{address}\">"),
            format!("<link rel=prefetch href=\"{address}\"><link rel=icon href=\"{address}\">"),
            format!(
                "<link rel=manifest href=\"{address}\"><link rel=preconnect href=\"{address}\">"
            ),
            format!(
                "<link rel=modulepreload href=\"{address}\"><link rel=import href=\"{address}\">"
            ),
            format!("<meta http-equiv=refresh content=\"0; url={address}\">"),
            format!("<meta http-equiv=\"refresh\" content='0;{address}'>"),
            format!("<base href=\"{address}/\"><img src=after-base>"),
            format!("<iframe src=\"{address}\"></iframe>"),
            format!("<frameset><frame src=\"{address}\"></frameset>"),
            format!("<object data=\"{address}\"><param name=movie value=\"{address}\"></object>"),
            format!("<embed src=\"{address}\"><applet code=x codebase=\"{address}\"></applet>"),
            format!("<script src=\"{address}\"></script>"),
            format!("<script type=module src=\"{address}\"></script>"),
            format!("<svg><image href=\"{address}\" xlink:href=\"{address}\"/></svg>"),
            format!("<svg><use href=\"{address}#x\"/><script href=\"{address}\"/></svg>"),
            format!("<svg><filter><feImage href=\"{address}\"/></filter></svg>"),
            format!("<bgsound src=\"{address}\"><layer src=\"{address}\"></layer>"),
            format!("<a href=\"{address}\" ping=\"{address}\">x</a>"),
            format!("<form action=\"{address}\" method=post><input autofocus></form>"),
            format!("<html manifest=\"{address}\"><head profile=\"{address}\">"),
            format!("<blockquote cite=\"{address}\"><q cite=\"{address}\">x</q></blockquote>"),
            format!(
                "<portal src=\"{address}\"></portal><fencedframe src=\"{address}\"></fencedframe>"
            ),
            format!("<xml src=\"{address}\"></xml><?xml-stylesheet href=\"{address}\"?>"),
        ]
    };
    addresses.iter().flat_map(places).collect()
}

/// What one parser takes for text and the next for an element.
fn confusions(server: &str) -> Vec<String> {
    let load = format!("<img src=http://{server}/c onerror={RUN}>");
    const OUTER: [(&str, &str); 8] = [
        ("<svg>", "</svg>"),
        ("<math>", "</math>"),
        ("<svg><foreignObject>", "</foreignObject></svg>"),
        ("<svg><desc>", "</desc></svg>"),
        ("<math><mtext>", "</mtext></math>"),
        ("<math><mi><mglyph>", "</mglyph></mi></math>"),
        ("<math><annotation-xml encoding=\"text/html\">", "</annotation-xml></math>"),
        ("<form><math><mtext></form><form><mglyph>", "</mglyph></mtext></math></form>"),
    ];
    const INNER: [&str; 12] = [
        "style",
        "title",
        "textarea",
        "noscript",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "template",
        "plaintext",
        "script",
        "select",
    ];
    let mut texts = Vec::new();
    for (open, close) in OUTER {
        for inner in INNER {
            texts.push(format!("{open}<{inner}>{load}</{inner}>{close}"));
            texts.push(format!("{open}<{inner}><!--</{inner}>{load}-->{close}"));
            texts.push(format!("{open}<{inner}><a title=\"</{inner}>{load}\">x{close}"));
        }
        for text in [
            format!("{open}<![CDATA[><]]>{load}{close}"),
            format!("{open}<![CDATA[</svg>{load}]]>{close}"),
            format!("{open}</p>{load}{close}"),
            format!("{open}</br>{load}{close}"),
            format!("{open}<p><style><!--</style>{load}--></style>{close}"),
            format!("{open}<table><tr><td><style><a id=\"</style>{load}\">{close}"),
            format!("{open}<malignmark><b><style>{load}</style>{close}"),
            format!("{open}<animate onbegin={RUN} attributeName=x dur=1s>{close}"),
            format!("{open}<set attributeName=href to=javascript:{RUN}>{close}"),
            format!(
                "{open}<a><set attributeName=href to=javascript:{RUN}><text>x</text></a>{close}"
            ),
        ] {
            texts.push(text);
        }
    }
    for inner in INNER {
        for text in [
            format!("<{inner}>{load}</{inner}>"),
            format!("<{inner}><p title=\"</{inner}>{load}\"></{inner}>"),
            format!("</{inner}>{load}"),
            format!("<{inner}<{inner}>>{load}</{inner}>"),
            format!("<p><{inner}\n>{load}</{inner}\n></p>"),
        ] {
            texts.push(text);
        }
    }
    for text in [
        "<!-->LOAD-->",
        "<!--->LOAD-->",
        "<!-- --!>LOAD-->",
        "<!--\n\n-->LOAD",
        "<!--[if gte IE 4]>LOAD<![endif]-->",
        "<!DOCTYPE x [<!ENTITY y 'LOAD'>]>&y;",
        "<?php LOAD ?>LOAD",
        "<? foo=\"><LOAD\">",
        "<!foo=\"[[[LOAD]]]\">",
        "</ LOAD>",
        "<%LOAD%>",
        "<a<b>LOAD",
        "<table>LOAD<tr><td></table>",
        "<table><form>LOAD</table></form>",
        "<table><caption>LOAD</table>",
        "<select><option>LOAD</select>LOAD",
        "<p><p><p>LOAD",
        "<li><li>LOAD",
        "<h1><h2>LOAD</h1></h2>",
        "<a><a>LOAD</a></a>",
        "<b><p></b>LOAD</p>",
        "<ruby><rt>LOAD",
        "<frameset>LOAD</frameset>LOAD",
        "<head>LOAD</head>",
        "<html><body>LOAD</body></html>LOAD",
        "<p title='\n\n'>LOAD",
        "<p title=\"-->LOAD\">",
        "<p title=\"]]>LOAD\">",
        "</iframe></textarea><script>top.ran=1</script>",
        "]]>--!><script>top.ran=1</script>",
        "\"><script>top.ran=1</script>",
        "'><script>top.ran=1</script>",
        "</script><script>top.ran=1</script>",
        "<scr<script>ipt>top.ran=1</scr</script>ipt>",
        "<SCRIPT>top.ran=1</SCRIPT >",
        "<script\u{0}>top.ran=1</script>",
        "<script/x>top.ran=1</script\t>",
        "<script>/*<!--*/top.ran=1//--></script>",
        "<script><!--\ntop.ran=1\n--></script>",
        "<svg><script>top.ran&equals;1</script></svg>",
        "<svg><script>/*&midast;/top.ran=1</script>",
        "+ADw-script+AD4-top.ran=1+ADw-/script+AD4-",
        "\u{feff}<script>top.ran=1</script>",
        "%3Cscript%3Etop.ran=1%3C/script%3E",
        "\u{ff1c}script\u{ff1e}top.ran=1\u{ff1c}/script\u{ff1e}",
        "&lt;script&gt;top.ran=1&lt;/script&gt;",
        "&amp;lt;script&amp;gt;top.ran=1",
        "\u{202e}<script>top.ran=1</script>",
    ] {
        texts.push(text.replace("LOAD", &load));
    }
    for depth in [100, 300, 600] {
        for element in ["b", "div", "svg", "table", "blockquote", "math"] {
            texts.push(format!("{}{load}", format!("<{element}>").repeat(depth)));
        }
    }
    texts
}

/// Styles that load, cover the window, or once ran.
fn styles(server: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for declaration in [
        "background:url(ADDRESS)",
        "background-image:url('ADDRESS')",
        "background:u\\72l(ADDRESS)",
        "background:\\75\\72\\6c(ADDRESS)",
        "background:/**/url(/**/ADDRESS)",
        "list-style:url(ADDRESS)",
        "list-style-image:image-set(\"ADDRESS\" 1x)",
        "background:-webkit-image-set(url(ADDRESS) 1x)",
        "cursor:url(ADDRESS),auto",
        "content:url(ADDRESS)",
        "border-image:url(ADDRESS) 30",
        "mask:url(ADDRESS#x)",
        "-webkit-mask-image:url(ADDRESS)",
        "filter:url(ADDRESS#x)",
        "clip-path:url(ADDRESS#x)",
        "shape-outside:url(ADDRESS)",
        "--x:url(ADDRESS);background:var(--x)",
        "background:cross-fade(url(ADDRESS),url(ADDRESS))",
        "behavior:url(ADDRESS)",
        "-moz-binding:url(ADDRESS#x)",
        "width:expression(top.ran=1)",
        "xss:expr/**/ession(top.ran=1)",
        "position:fixed;inset:0;z-index:9999;background:white",
        "font-family:'x';src:url(ADDRESS)",
    ] {
        let declaration = declaration.replace("ADDRESS", &format!("http://{server}/s"));
        let quoted = declaration.replace('"', "&quot;");
        for text in [
            format!("<p style=\"{quoted}\">x</p>"),
            format!("<div style='{}'>x</div>", declaration.replace('\'', "&#39;")),
            format!("<style>*{{{declaration}}}</style>"),
            format!("<style>@media all{{p{{{declaration}}}}}</style>x"),
            format!("<svg><style>*{{{declaration}}}</style></svg>"),
            format!("<table><td style=\"{quoted}\">x</table>"),
        ] {
            texts.push(text);
        }
    }
    for sheet in [
        "@import 'ADDRESS';",
        "@import url(ADDRESS);",
        "@\\69mport \"ADDRESS\";",
        "@charset 'x';@import 'ADDRESS' layer(x);",
        "@font-face{font-family:x;src:url(ADDRESS)}*{font-family:x}",
        "@namespace url(ADDRESS);",
        "@page{background:url(ADDRESS)}",
        "@keyframes x{from{background:url(ADDRESS)}}*{animation:x 1s}",
        "@supports(display:block){*{background:url(ADDRESS)}}",
        "input[value^=a]{background:url(ADDRESS)}",
        "</style><script>top.ran=1</script>",
        "<!--</style>--><script>top.ran=1</script>",
    ] {
        let sheet = sheet.replace("ADDRESS", &format!("http://{server}/i"));
        texts.push(format!("<style>{sheet}</style>"));
        texts.push(format!("<STYLE type='text/css'>{sheet}</STYLE>"));
    }
    texts
}

/// Markdown that is taken apart wrongly.
fn markdown(server: &str) -> Vec<String> {
    let parts = [
        format!("\" onerror=\"{RUN}"),
        format!("' onerror='{RUN}"),
        format!("\"><script>{RUN}</script>"),
        format!("\"><img src=http://{server}/m onerror={RUN}>"),
        format!("&quot;&gt;&lt;script&gt;{RUN}&lt;/script&gt;"),
        format!("<img src=x onerror={RUN}>"),
        format!("</a></p><script>{RUN}</script>"),
        format!("`<script>{RUN}</script>`"),
        format!("\\\"><script>{RUN}</script>"),
        format!("]()<script>{RUN}</script>"),
        format!("${{{RUN}}}"),
        format!("{{{{constructor.constructor('{RUN}')()}}}}"),
    ];
    let places = |part: &String| {
        let line = part.replace('\n', " ");
        [
            format!("![{line}](y)"),
            format!("![x{line}](y)"),
            format!("[x](y \"{line}\")"),
            format!("[x](y '{line}')"),
            format!("![x](y ({line}))"),
            format!("[x](<y{line}>)"),
            format!("![x](y{line})"),
            format!("[x][r{line}]\n\n[r{line}]: y"),
            format!("[x][q]\n\n[q]: y \"{line}\""),
            format!("```{line}\ncode\n```"),
            format!("~~~ {line}\ncode\n~~~"),
            format!("# x {{#{line}}}"),
            format!("## x {{.{line} onclick={RUN}}}"),
            format!("### x {{onmouseover=\"{line}\" style=x}}"),
            format!("| a | b |\n|---|---|\n| {line} | x |"),
            format!("x[^{line}]\n\n[^{line}]: note"),
            format!("x[^f]\n\n[^f]: {line}"),
            format!("- [ ] {line}\n- [x] {line}"),
            format!("> {line}\n>> {line}"),
            format!("x\n{line}\n==="),
            format!("<http://{server}/{line}>"),
            format!("<x@{server}{line}>"),
            format!("[![{line}](y)](z \"{line}\")"),
            format!("{{{{< figure src=\"y\" alt=\"{line}\" >}}}}"),
            format!("{{% include x.html alt=\"{line}\" %}}"),
            format!("<Component value={{{line}}} />"),
            format!("{{{line}}}"),
            format!("<details open>\n\n{line}\n\n</details>"),
            format!("<!-- {line} -->"),
            format!("~~{line}~~ **{line}** _{line}_"),
        ]
    };
    parts.iter().flat_map(places).collect()
}

/// Captions, credits and addresses of pictures.
fn figures(server: &str) -> Vec<String> {
    let parts = [
        format!("<script>{RUN}</script>"),
        format!("\"><img src=http://{server}/f onerror={RUN}>"),
        format!("[x](javascript:{RUN})"),
        format!("<a href=\"javascript:{RUN}\">x</a>"),
        format!("![](http://{server}/f)"),
        format!("<style>*{{background:url(http://{server}/f)}}</style>"),
        "&lt;img src=x onerror=top.ran=1&gt;".to_owned(),
    ];
    let places = |part: &String| {
        let attribute = part.replace('"', "&quot;");
        [
            format!("![A hall.](hall.jpg)\n*{part}*"),
            format!("![A hall.](hall.jpg)\n*Caption. (Photo: {part})*"),
            format!("![A hall.](hall.jpg)\n*Caption. (Photo: [{part}]({part}))*"),
            format!("![{part}](hall.jpg \"{part}\")"),
            format!(
                "<figure><img src=hall.jpg alt=\"{attribute}\"><figcaption>{part}</figcaption></figure>"
            ),
            format!(
                "<figure>\n<img src=\"{attribute}\">\n<figcaption>x <cite>{part}</cite></figcaption>\n</figure>"
            ),
            format!(
                "<figure><img src=hall.jpg><figcaption><a href=\"{attribute}\">x</a> <span class=credit>{part}</span></figcaption></figure>"
            ),
            format!(
                "{{{{< figure src=\"{part}\" caption=\"{part}\" attr=\"{part}\" attrlink=\"{part}\" >}}}}"
            ),
            format!("{{{{< figure src=`hall.jpg` title=`{part}` link=`{part}` >}}}}"),
            format!("{{% figure src='{part}' caption='{part}' %}}"),
        ]
    };
    let mut texts: Vec<String> = parts.iter().flat_map(places).collect();
    for path in [
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "..%2f..%2fx.jpg",
        "%2e%2e/%2e%2e/x.jpg",
        "images/../../x.jpg",
        "C:\\x.jpg",
        "\\\\evil\\share\\x.jpg",
        "//evil.example/x.jpg",
        "x.jpg?https://evil.example/",
        "x.svg#<script>",
        "picture://localhost/00000000000000000000",
        "picture://localhost/../index.html",
        "http://picture.localhost/x",
        "http://picture.localhost.evil.example/x",
        "http://picture.localhost@evil.example/x",
        "asset://localhost/etc/passwd",
        "x\u{0}.jpg",
        "x.jpg\" onerror=\"top.ran=1",
    ] {
        texts.push(format!("![x](<{path}>)"));
        texts.push(format!("<p><img src=\"{}\"> x</p>", path.replace('"', "&quot;")));
        texts.push(format!("<img src='{}'>", path.replace('\'', "&#39;")));
    }
    texts
}

/// Names that stand for something of the window's.
fn names() -> Vec<String> {
    const NAMES: [&str; 24] = [
        "__TAURI_INTERNALS__",
        "__TAURI__",
        "isTauri",
        "ipc",
        "top",
        "parent",
        "self",
        "document",
        "location",
        "body",
        "head",
        "cookie",
        "defaultView",
        "currentScript",
        "createElement",
        "getElementById",
        "querySelector",
        "fetch",
        "origin",
        "name",
        "attributes",
        "children",
        "__proto__",
        "constructor",
    ];
    let spell = |name: &str| {
        [
            format!("<a id={name}>x</a><a id={name} name=invoke href=x>x</a>"),
            format!("<form name={name}><input name=invoke></form>"),
            format!("<img name={name} src=x><object id={name}></object>"),
            format!("## x {{#{name}}}"),
            format!("<p class=\"here glass sub {name}\" data-path={name}>x</p>"),
        ]
    };
    NAMES.into_iter().flat_map(spell).collect()
}

/// Frames and windows.
fn frames(server: &str) -> Vec<String> {
    let inside = format!("<script>{RUN}</script><img src=http://{server}/n>");
    let quoted = inside.replace('"', "&quot;").replace('<', "&lt;");
    let mut texts = Vec::new();
    for sandbox in
        ["", "sandbox", "sandbox=allow-scripts", "sandbox='allow-scripts allow-same-origin'"]
    {
        for attribute in ["srcdoc", "SRCDOC", "src=javascript: srcdoc"] {
            texts.push(format!("<iframe {sandbox} {attribute}='{inside}'></iframe>"));
            texts.push(format!("<iframe {sandbox} {attribute}=\"{quoted}\"></iframe>"));
        }
        texts.push(format!("<iframe {sandbox} src=\"data:text/html,{quoted}\"></iframe>"));
        texts.push(format!("<iframe {sandbox} src=about:blank onload={RUN}></iframe>"));
        texts.push(format!("<iframe {sandbox} src=tauri://localhost/index.html></iframe>"));
        texts.push(format!("<iframe {sandbox} src=picture://localhost/x></iframe>"));
    }
    for target in ["_top", "_parent", "_self", "_blank", "main"] {
        texts
            .push(format!("<a href=http://{server}/a target={target} autofocus accesskey=x>x</a>"));
        texts.push(format!("<base target={target}><a href=http://{server}/a>x</a>"));
        texts.push(format!(
            "<form target={target} action=http://{server}/a><input type=submit></form>"
        ));
        texts.push(format!(
            "<area shape=default href=http://{server}/a target={target}><map name=x>"
        ));
    }
    texts
}
