//! The words of credits, as newsrooms write them in a dozen languages.

/// What a picture is called: what a label begins with.
const KIND: &str = concat!(
    // English
    r"photo ?(?:graphs?|graphy|graphers?|illustrations?)|photos?|pics?|pictures?|images?|graphics?|",
    r"infographics?|illustrations?|illustrators?|art(?:work|ists?)?|drawings?|cartoons?|maps?|charts?|",
    r"videos?|composites?|(?:courtroom )?sketch(?:es)?|screen ?(?:shot|grab|capture)s?|renderings?|animations?|visuali[sz]ations?|diagrams?|cgi|",
    // German, Dutch, Scandinavian
    r"fotos?|fotografien?|bild(?:er)?|symbol(?:foto|bild)|archiv(?:foto|bild)|arkiv(?:foto|bild)e?|aufnahme|afbeelding|grafik(?:en)?|zeichnung|",
    r"fotograf(?:in|en|e)?|karte|kaart|collage|montage|beeld|tekening|illustraties?|bilde|illustrasjon|",
    r"teckning|tegning|karta|",
    // French, Spanish, Portuguese, Italian
    r"photographies?|dessins?|carte|infographie|fotograf[ií]as?|imagen|im[aá]genes|imagem|imagens|",
    r"ilustraci[oó]n|ilustra[cç][aã]o|gráficos?|infograf[ií]a|infográfico|mapa|vídeo|dibujo|desenho|arte|",
    r"capture d[’']écran|captura de (?:pantalla|tela|ecrã)|schermata|bildschirmfoto|zrzut ekranu|",
    r"immagin[ei]|illustrazione|disegno|vignetta|grafico|mappa|imatge|il·lustració|gràfic|",
    r"photographe|fot[oó]graf[oa]|dessinat(?:eur|rice)|",
    // Polish, Indonesian
    r"ilustracja|rysunek|grafika|wykres|gambar|ilustrasi|infografis|peta|",
    // Finnish, Danish, Hungarian, Czech, Turkish, Vietnamese
    r"(?:vide|valo|arkisto|kuvitus)?kuva(?:t|aja)?|billeder?|fot[oó]k?|fénykép|snímek|fotoğraf(?:lar)?|çizim|görsel|harita|ảnh|",
    // Russian, Ukrainian, Bulgarian, Greek
    r"фото(?:графия|графии|графія)?|снимок|снимка|світлина|φωτο(?:γραφία)?|",
    // Japanese, Chinese, Korean, Arabic, Hebrew, Hindi
    r"写真(?:提供)?|画像|撮影|(?:图片|照片|圖片)(?:来源|來源)?|摄影|攝影|사진|صورة|تصوير|צילום|फोटो",
);

/// What may stand before the kind: "cover photo", "original editorial illustration".
const SORT: &str = concat!(
    r"(?:(?:original|editorial|cover|features?|featured|header|banner|hero|lead|main|title|top|photo|staff|",
    r"file|stock|archive|archival|historical|satellite|aerial|drone|composite|contributed|submitted|",
    r"handout|courtesy)[ -]){0,2}",
);

/// Words of a label that name no kind of picture.
const PLAIN: &str = concat!(
    r"courtesy(?: of)?|supplied|map data|autor(?:in|e|a)?|auteur|kaynak|sumber|zdroj|źródło zdję[cć]i?a?|crediti|(?:foto|imagen|imagem|fotograf[ií]a)s? de (?:archivo|arquivo|arxiu)|photo archives?|(?:editorial )?credits?(?: photos?| image)?|source|via|handout|still|copyright|artist|photog|",
    r"(?:bild|foto|grafik|karten)(?:quelle|nachweis|rechte|credits?)|quelle|",
    r"kartendaten|données cartographiques|",
    r"crédits?(?: (?:photos?|images?|photographiques?|illustrations?))?|",
    r"créditos?(?: (?:de|da|das|de la|de las|del) (?:fotos?|image[mn]|fotograf[ií]a))?|",
    r"cr[eé]ditos?(?: (?:fotos?|fotográficos?))?|fuente|fonte|bron|kilde|källa|źródło|zdj[eę]cie|fot\.|",
    r"cortes[ií]a(?: de)?",
);

/// What somebody did: "photo by", "Foto von", "courtesy of".
const DONE: &str = concat!(
    r"photographed by|illustrated by|fotografiert von|photographié par|fotografiado por|fotografado por|",
    r"(?:photo|image|picture|illustration|video)s? credits?(?: goes)?(?: to| by)?|credits? (?:goes )?to|",
    r"crédits? (?:photo|image)s?(?: à| de)?|mit freundlicher genehmigung (?:von|der|des)|",
    r"(?:fotos?|im[aá]gen(?:es)?|v[ií]deos?) cedid[ao]s? p[eo]r|(?:submitted|contributed|supplied) by|avec l[’']aimable autorisation d(?:e|u|es)|per gentile concessione d(?:i|el|ella|ei)|cortes[ií]a de|",
    r"gentileza de|cort[eè]sia d(?:e|i)|met dank aan|dzięki uprzejmości|courtesy(?: of)?",
);

/// That somebody let a picture be used.
const COURTESY: &str = concat!(
    r"(?:courtesy of|cort[eè]s[ií]a d(?:e|i)|gentileza(?: de)?|avec l[’']aimable autorisation d(?:e|u|es)|",
    r"per gentile concessione d(?:i|el|ella|ei)|mit freundlicher genehmigung (?:von|der|des)|met dank aan)",
);

/// "X-ray: NASA/CXC; Optical: NASA/STScI": who made each part of a picture.
const PARTS: &str = r"[\p{L}-]+(?: \p{L}+)?: ?[^:;]+(?:; ?[\p{L}-]+(?: \p{L}+)?: ?[^:;]+)+";

/// A pattern in which `LABEL`, `BY`, `KIND`, `SHORT`, `COURTESY` and `PARTS` stand for these words.
pub(super) fn expand(pattern: &str) -> String {
    let label = format!(
        r"(?:{SORT}(?:{KIND})(?:(?: |/|-)?(?:credits?|cred|source|copyright|courtesy(?: of)?))?|{PLAIN})"
    );
    let by = format!(
        concat!(
            r"(?:{sort}(?:{kind}),? (?:is |was )?(?:provided |supplied |contributed |submitted |released |issued |taken |made |shot |captured |created )?",
            r"(?:by|courtesy(?: of)?|von|par|por|di|van|door|av)|",
            r"(?:fotos?|fotograf[ií]as?|photos?|imagen|imagem|ilustraci[oó]n|ilustração) de|",
            r"official (?:[\w.&’-]+ ){{1,3}}photo(?:graph)?s? by|{done})"
        ),
        sort = SORT,
        kind = KIND,
        done = DONE,
    );
    let kind = format!("(?:{SORT}(?:{KIND}))");
    let short = "(?:[Ff]ot|[Pp]h|[Rr]ys|[Ii]ll?|[Zz]dj)\\.";
    pattern
        .replace("SHORT", short)
        .replace("COURTESY", COURTESY)
        .replace("PARTS", PARTS)
        .replace("LABEL", &label)
        .replace("BY", &by)
        .replace("KIND", &kind)
}

/// Agencies and libraries of pictures, as an alternative of a pattern without regard to case.
pub(super) const AGENCIES: &str = concat!(
    r"iStock(?:photo)?|Getty(?: Images)?|Shutterstock|Unsplash|Pexels|Pixabay|Freepik|Alamy(?: Stock Photo)?|",
    r"Adobe Stock|Dreamstime|Depositphotos|Bigstock|Canva|Flickr|Wikimedia(?: Commons)?|Wikipedia|",
    r"Creative Commons|Library of Congress|Associated Press|AP|AFP|EPA|EPA-EFE|Reuters|AP Photo|ZUMA(?: Press)?(?: Wire)?|",
    r"KCNA|TASS|Yonhap|Kyodo(?: News)?|UPI|NurPhoto|Redux|Imagn(?: Images)?|USA TODAY Sports|Icon Sportswire|PA (?:Images|Media)|Bloomberg|Magnum(?: Photos)?|Newscom|Anadolu(?: Agency)?|Xinhua|Press Association|PA Wire|(?:The )?Canadian Press|PTI|ANI|AAP|",
    r"dpa|ddp|epd|KNA|PAP|ČTK|DHA|İHA|ANTARA|East News|Imagoeconomica|Cuartoscuro|Pacemaker|Press Eye|Inpho|Sportsfile|Folhapress|Estadão Conteúdo|LaPresse|imago(?: images)?|picture[ -]alliance|Keystone|APA|ANSA|Belga|ANP|Lusa|EFE|Europa Press|",
    r"Agência Brasil|akg-images|SIPA(?: USA)?|MaxPPP|Hans Lucas|NTB|TT|Ritzau|123RF|Fotolia|Rawpixel",
);

/// What stands in brackets alone and says that the picture came from somebody.
pub(super) const HANDED: &str = r"(?:courtesy|file|stock|submitted|provided|contributed|handout) (?:photo|image|art)|(?:photo|image) (?:provided|submitted)|handout|D\.\s?R\.|materiały prasowe|divulgação|contains modified copernicus [^.]+";

/// Words of an organisation's name.
pub(super) const ORGANISATIONS: &str = concat!(
    r"(?i)\b(?:news|press|wire|media|images?|stock|istock|getty|shutterstock|unsplash|pexels|ap|afp|",
    r"reuters|zuma|tv|radio|times|post|journal|tribune|project|matters|foundation|department|office|",
    r"dept|cdcr|archives?|library|collection|university|agency|creative commons|wikimedia|flickr|adobe|",
    r"record|guardian|herald|chronicle|gazette|observer|magazine|institute|association|museum|network|",
    r"coalition|alliance|daily|review|standard|telegraph|independent|citizen|examiner|dispatch|inquirer|sentinel|bulletin|reporter|trust|zeitung|archiv|verlag|universität|agence|agência|agencia|prensa|",
    r"ministerio|ministério|ministry|gobierno|governo|prefeitura|ayuntamiento)\b"
);

/// How the names of other houses begin, or end: they are no person's.
pub(super) const HOUSE: &str = concat!(
    r"(?i)^(?:ville d[eu’']|mairie|stadt|landkreis|comune|gemeente|(?:city|town|county|state) of|",
    r"presidencia|polic[ií]a|bomberos|secretar[ií]a|comisi[oó]n|instituto|cruz roja|guardia|national)\b|",
    r"\b(?:service|police|prison|sheriff|commission|council|board|bureau|authority|society|party|union|",
    r"technologies|company|group|pictures|photography|",
    r"hospital|college|school|church|clinic|tourism|diocese)$|",
    r"^(?:stadt|staats|landes|bundes|kreis)archiv\b"
);

/// What stands where a name should, and is none.
pub(super) const NOBODY: &[&str] = &[
    "unknown",
    "n/a",
    "none",
    "unbekannt",
    "inconnu",
    "desconocido",
    "desconocida",
    "sconosciuto",
];

/// Words that begin a remark and no name.
pub(super) const REMARKS: &[&str] = &[
    "a", "an", "above", "after", "all", "at", "before", "below", "bottom", "center", "centre",
    "click", "enlarged", "four", "from", "how", "in", "inset", "left", "me", "my", "of", "on",
    "read", "right", "see", "taken", "that", "these", "this", "three", "top", "two", "undated",
    "watch", "what", "when", "where", "who", "why",
];

/// Licences and the words around them, at the end of a credit.
pub(super) const LICENCE: &str = concat!(
    r"(?i)(?:[,.;/|\u{2013}\u{2014}-]\s*)?(?:[(\[]\s*)?(?:(?:licen[sc]ed |used |shared |published |available )?",
    r"(?:under |with )(?:an? |the )?)?(?:",
    r"CC0(?: 1\.0)?|CC[ \-]BY(?:[ \-](?:SA|ND|NC))*(?:[ \-/]\d\.\d)?(?: \w\w)?|",
    r"Creative Commons(?: [\w.\- ]{2,30})?|(?:in the )?public domain|open[ -]licen[sc]e(?: material)?|GFDL|",
    r"permission|all rights reserved|some rights reserved|",
    r"dom[ií]nio público|domaine public|gemeinfrei)(?: licen[sc]e)?[)\]]?(?: <https?://[^\s>]+>)?",
    r"(?:,?\s*(?:via|on|from) (?:Wikimedia Commons|Flickr|Wikipedia))?\.?$",
);
