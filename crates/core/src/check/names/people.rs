//! What people are called: given names, titles, and words that stand before nouns. As far as a
//! program can tell a person from a thing, it is by these.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::bare;
use crate::check::tongue::Tongue;

/// Given names that are hardly ever a place, a thing or a word: in small letters, without marks.
const GIVEN: &str = "
    aaron abby abdul abigail abraham adam adele adrian adriana agnes ahmed aisha alan alba albert
    alberto alejandra alejandro alex alexander alexandra alfonso alfred ali alice alicia alison
    allen allison alma amanda amelia amir amy ana anders andre andrea andreas andres andrew andy
    angela angelica angelina anil anita anja anke ann anna anne anneliese annette annika anthony
    antje antonio armando arthur arturo ashley astrid axel ayse barbara beate beatrice
    beatriz becky ben benjamin bernard bernd bernice beth betty beverly bob bobby bonnie brad
    brandon brenda brendan brian bridget britta bruce bryan caleb camila carla carlos carmen carol
    caroline carolyn carsten cassandra catherine cathy cecilia cesar charles cheryl chris christa
    christian christina christine christopher cindy claire clara claudia colin colleen connie
    connor cora corinna corinne craig cristina curtis cynthia dagmar daniel daniela danielle danny
    darius daryl dave david deborah debra dennis derek derrick desiree diana diane diego
    dieter dimitri dolores dominic don donald donna dora doris dorothea dorothy doug douglas duncan
    dwayne dylan ed eddie eddy edgar edith edna eduardo edward edwin eileen elaine elena eleanor
    elias elisa elisabeth elise elizabeth elke ella ellen ellie elsa emil emily emma enrique eric
    erica erik erika erin ernest ernesto esteban esther ethan eugene eva evelyn fabian fatima
    federico felicia felipe felix fernanda fernando francesca francis francisco franziska frank
    fred frederick frida friedrich fritz gabriel gabriela gail gary gavin geoffrey gerald gerard
    gerhard gertrud gina gisela gladys glenn gloria gordon greg gregory greta guadalupe guillermo
    gunter gunther gustavo hakan hannah hannelore hannes hans harald harold harriet harry hassan
    heather hector heidi heike heinrich heinz helen helena helga helmut henry herbert hermann holger
    horst howard hussein ibrahim ignacio ilse inge ingrid irene iris irma isaac isabel isabella
    ismail ivan jacob jacqueline jaime jakob jale jamal james jamie jan jane janet janice jared
    jasmin jasmine jason javier jean jeff jeffrey jennifer jenny jens jeremy jerome jerry jesse
    jessica jesus jill jim jimmy joachim joan joann joanna joanne joe joel johann johanna johannes
    john johnny jon jonas jonathan jorge jose josef joseph josephine josh joshua juan juanita judith
    judy julia julian juliana julie julio jurgen justin jutta kai karen karim karin karina karl karla
    karsten katarina kate katharina katherine kathleen kathryn kathy katie katja katrin keiko keith
    kelly ken kenneth kerstin kevin kim klara klaus kristen kristin kristina kurt kyle larry lars
    latoya laura lauren leah lena leo leon leonard leonardo leroy leslie leticia linda lisa lois
    lorenzo loretta lori louis louise lourdes lucas lucia luciana lucy luis luisa lukas luke lutz
    lydia lynn maggie malcolm malik manfred manuel manuela marc marcel marcia marco marcos marcus
    margaret margarita margot maria marianne maribel marie marilyn mario marion marisol marjorie
    mark markus marlene marta martha martin martina marvin mary mathias matt matthew matthias
    maureen mauricio max maximilian maya mehmet melanie melissa meredith michael michaela
    michel michele michelle miguel mike miriam mitchell mohamed mohammad mohammed moira monica
    monika monique muhammad mustafa myriam nadia nadine nadja nancy naomi natalia natalie natasha
    nathan nathaniel neil nia nicholas nick nicola nicolas nicole nina noah noemi nora norbert norma
    norman noor nour octavio oksana olga oliver olivia omar oscar otto pablo pamela patricia patrick
    paul paula pauline pedro peggy penelope peter petra philip philipp phillip phyllis pierre pilar
    priscilla priya rachel rafael raj rainer ralf ralph ramon raquel raul ray raymond rebecca regina
    reinhard renate rene ricardo richard rick rita rob robert roberta roberto robyn rodrigo roger
    roland rolf ron ronald rosa rosalind rosemary roxanne ruben rudolf rudy russell ruth ryan sabine
    sabrina sally salvador sam samantha samir samuel sandra sandy sara sarah saul scott sean
    sebastian sergio seth shannon sharon shawn sheila shelley sherry shirley sibylle sigrid silke
    silvia simon simone sofia sonia sonja sophia sophie stacy stefan stefanie steffen stella stephan
    stephanie stephen steve steven stuart sue susan susana susanne suzanne svenja sven sybille sylvia
    tamara tammy tanja tanya tara tariq ted terence teresa terrence terry thea theodore theresa
    thomas thorsten tiffany tim timothy tina tobias todd tom tomas tommy tony torsten tracy travis
    tyler tyrell tyrone udo ulrich ulrike ursula ute uwe valentina valeria valerie vanessa vera
    veronica veronika vicente vicki victor viktor vincent vivian volker waltraud walter wally wanda
    wayne wendy werner wilhelm willem william willie wolfgang xavier yasmin yolanda yusuf yvette
    yvonne zachary zoe";

/// Names of which people go by several, and spellings of one.
const SHORT: [&str; 24] = [
    "albert al bert",
    "alexander alex sasha",
    "andrew andy",
    "anthony tony",
    "benjamin ben",
    "charles charlie chuck",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "deborah debra debbie deb",
    "edward ed eddie eddy ted",
    "elizabeth liz lizzie beth betty",
    "francisco paco pancho",
    "james jim jimmy",
    "jose pepe",
    "joseph joe joey",
    "katherine kate kathy katie",
    "margaret maggie peggy meg",
    "michael mike mick",
    "richard rick dick",
    "robert rob bob bobby",
    "susan sue suzie",
    "thomas tom tommy",
    "william bill billy will",
];

/// Spellings of one name.
const SPELLINGS: [&str; 30] = [
    "alan allan allen",
    "ann anne",
    "brian bryan",
    "carl karl",
    "catherine katherine kathryn",
    "christoph christof",
    "debora deborah debra",
    "elisabeth elizabeth",
    "eric erik",
    "geoffrey jeffrey",
    "gunter gunther",
    "hanna hannah",
    "isabel isabelle",
    "jonathan johnathan",
    "katharina katarina",
    "lucas lukas",
    "marc mark",
    "mathew matthew",
    "mathias matthias",
    "michele michelle",
    "mohamed mohammed mohammad muhammad",
    "nicholas nicolas",
    "noor nour",
    "philip phillip philipp",
    "rachael rachel",
    "ralf ralph",
    "sara sarah",
    "sean shawn shaun",
    "stephen steven",
    "teresa theresa",
];

/// What somebody is called before the name.
const TITLES: &str = "
    attorney captain chair chairman chairwoman chef chief coach commissioner councilman
    councilmember councilwoman deputy detective director doctor dr editor engineer father frau
    governor herr imam judge justice lawyer lieutenant mayor minister mr mrs ms nurse officer pastor
    photographer president principal prof professor rabbi ranger rep reporter sen senator sergeant
    sheriff sister student supervisor teacher tenant vendor volunteer";

/// Words of a sentence's beginning that stand before nouns, by language.
const BEFORE_NOUNS: [(Tongue, &str); 5] = [
    (
        Tongue::English,
        "a all an another both each every few four her his its many most my no one our several some \
         that the their these this those three two",
    ),
    (
        Tongue::German,
        "alle allerlei andere anderer anderes beide das dein deine dem den der deren des dessen die \
         diese diesem diesen dieser dieses drei ein eine einem einen einer eines einige etliche euer \
         ihr ihre ihrem ihren ihrer ihres jede jedem jeden jeder jedes jene jener jenes kein keine \
         keinem keinen keiner manch manche manchem manchen mancher manches mehr mehrere mein meine \
         meinem meinen meiner nur sein seine seinem seinen seiner seines so solche solcher solches \
         unser unsere unserem unseren unserer unseres viel viele vielen vier wenige welche welcher \
         zwei",
    ),
    (
        Tongue::French,
        "au aucun aucune aux ce ces cet cette chaque des deux du la le les leur leurs ma mes mon nos \
         notre plusieurs quelques sa ses son ta tes ton tous toute toutes trois un une vos votre",
    ),
    (
        Tongue::Spanish,
        "algunas algunos aquel aquella cada dos el ella esa ese esos esta este estas estos la las lo \
         los mi mis muchas muchos nuestra nuestro nuestras nuestros otra otras otro otros su sus \
         todas todos tres un una unas unos varias varios",
    ),
    (
        Tongue::Dutch,
        "alle andere dat de deze die drie een elke enkele geen haar het hun ieder iedere mijn ons \
         onze sommige twee veel vele zijn",
    ),
];

/// Words behind which a place stands, or a thing, by language; English ones count everywhere.
const BEFORE_PLACES: [(Tongue, &str); 5] = [
    (Tongue::English, "across around at behind from in inside near of on outside the through to"),
    (
        Tongue::German,
        "am an auf aus bei beim das dem den der des die durch ein eine einem einen einer eines gegen \
         hinter im in ins nach neben um unter vom von vor zu zum zur zwischen über",
    ),
    (Tongue::French, "au aux chez dans de derrière des devant du en la le les sur un une vers à"),
    (Tongue::Spanish, "a al ante con de del desde el en entre hacia la las los sobre un una"),
    (Tongue::Dutch, "aan bij de door een het in naar naast om op te tot uit van voor"),
];

/// Words of saying, before or behind a name.
const SAYS: &str = "said says sagt sagte erzählt erklärt dice dijo dit zegt zei";

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split_whitespace()
}

/// Whether people are called so.
pub(in crate::check) fn is_given(word: &str) -> bool {
    static ALL: LazyLock<HashSet<&str>> = LazyLock::new(|| words(GIVEN).collect());
    ALL.contains(bare(word).as_str())
}

/// Whether a word stands before a name and is none.
pub(super) fn is_title(word: &str) -> bool {
    let word = bare(word);
    words(TITLES).any(|title| title == word)
}

/// Whether a word says that somebody says something.
pub(super) fn says(word: &str) -> bool {
    let word = word.to_lowercase();
    words(SAYS).any(|says| says == word)
}

/// Whether two given names are two spellings of one.
pub(super) fn same_spelled(a: &str, b: &str) -> bool {
    grouped(&SPELLINGS, a, b)
}

/// Whether one given name may be what people call the other.
pub(super) fn same_called(a: &str, b: &str) -> bool {
    let begin = |name: &str| bare(name).chars().take(3).collect::<String>();
    let (long_a, long_b) = (a.chars().count() >= 4, b.chars().count() >= 4);
    grouped(&SPELLINGS, a, b) || grouped(&SHORT, a, b) || long_a && long_b && begin(a) == begin(b)
}

fn grouped(groups: &[&'static str], a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    let has = |group: &&'static str, name: &str| words(group).any(|one| one == name);
    a != b && groups.iter().any(|group| has(group, &a) && has(group, &b))
}

/// Whether a word at the beginning of a sentence belongs to the noun behind it: “Dieser Fluss”.
pub(super) fn is_before_nouns(word: &str, tongue: Tongue) -> bool {
    in_tongue(&BEFORE_NOUNS, word, tongue)
}

/// Whether a place or a thing stands behind a word: “near”, “im”.
pub(super) fn is_before_places(word: &str, tongue: Tongue) -> bool {
    in_tongue(&BEFORE_PLACES, word, tongue)
}

/// In a language that is not known the words of all count.
fn in_tongue(lists: &[(Tongue, &'static str)], word: &str, tongue: Tongue) -> bool {
    let word = word.to_lowercase();
    let counts = |of: Tongue| of == tongue || of == Tongue::English || tongue == Tongue::Unknown;
    let lists = lists.iter().filter(|(of, _)| counts(*of));
    lists.into_iter().any(|(_, list)| words(list).any(|one| one == word))
}

/// Words that stand in names of places, offices and things, not of people.
const NO_PERSON: &str = "
    Academy Act Agency Airport Alley Army Association Avenue Award Awards Bank Bay Beach Board
    Boulevard Bridge Building Bureau Capitol Center Centre Church City Clinic Club College Commission
    Committee Company Congress Council County Court Courthouse Creek Department District East
    Facility Federal Festival Fire Forest Foundation Garden Gardens Group Hall Heights High Hills
    Hospital House Institute Island Jail Justice Lake Library Market Memorial Mount Museum National
    New North Office Park Pier Plaza Police Prison Program Project River Road San Santa School
    Senate Service Services Society South Square State Station Street Team Tower Union United
    University Valley Week West";

/// Whether a word stands in names of places and offices.
pub(super) fn is_of_no_person(word: &str) -> bool {
    words(NO_PERSON).any(|one| one == word)
}
