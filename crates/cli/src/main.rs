//! `galley`: the core on the command line, for scripts, for the publishing repository's checks,
//! and for measuring.
//!
//! Exit 0: done. Exit 1: findings, or a refusal that the output names. Exit 2: wrong use, or input
//! that cannot be read; one sentence on standard error says which file and what to do.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what this program does")]

mod ask;
mod change;
mod check;
mod keys;
mod place;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use galley_core::view::{Person, Problem};
use serde_json::Value;

const USAGE: &str = "\
galley COMMAND [--json] …

  profile SITE                  what Galley learned of the site
  list SITE                     its stories, newest first
  show POST                     fields, figures and words of a story
  render POST [--card]          the HTML that the preview shows
  set POST FIELD=VALUE…         changes fields, and only their lines
  roundtrip SITE                reads every story and writes it back in memory
  check SITE or POST [--links]  what somebody should look at before readers do; with --links the
                                pages are asked to which stories link
  credit LINE                   takes description and credit apart
  photo FILE --into POST [--alt T] [--caption T] [--credit T] [--lead]
                                cleans a picture and puts it in a story
  status SITE                   stories that are not simply live
  approve POST… [--as \"Name <mail>\"] [--despite REASON]
                                approves stories exactly as they lie on disk, unless something
                                must be fixed; the reason is kept for what is worth a look, such
                                as a story of one's own
  publish SITE [POST…] [--user NAME --secret-from FILE]
                                sends approved stories and reads back what arrived; signs in with
                                what the file holds (- is standard input), else with the keychain
  undo SITE [POST…] [--anyway]  takes the last publication back, or these stories: readers get
                                what they had before. --anyway: although somebody published
                                them again since
  clone ADDRESS FOLDER [--user NAME --secret-from FILE]
                                brings a site into a new folder inside of FOLDER";

/// A command: its name, what it does, and the options that it takes besides `--json`.
type Command = (&'static str, fn(&Words) -> Result<Answer, Wrong>, &'static [&'static str]);

const COMMANDS: [Command; 14] = [
    ("profile", ask::profile, &[]),
    ("list", ask::list, &[]),
    ("show", ask::show, &[]),
    ("render", ask::render, &["card"]),
    ("set", change::set, &[]),
    ("roundtrip", ask::roundtrip, &[]),
    ("check", check::check, &["links"]),
    ("credit", ask::credit, &[]),
    ("photo", change::photo, &["into", "alt", "caption", "credit", "lead"]),
    ("status", ask::status, &[]),
    ("approve", change::approve, &["as", "despite"]),
    ("publish", change::publish, &["user", "secret-from"]),
    ("undo", change::undo, &["anyway", "user", "secret-from"]),
    ("clone", change::clone, &["user", "secret-from"]),
];

/// What a command found: the JSON of the contract, the same for people, and the exit.
pub(crate) struct Answer {
    json: Value,
    text: String,
    exit: u8,
}

impl Answer {
    /// Done.
    pub(crate) fn done(json: Value, text: impl Into<String>) -> Answer {
        Answer { json, text: text.into(), exit: 0 }
    }

    /// Findings, or a refusal.
    pub(crate) fn refused(json: Value, text: impl Into<String>) -> Answer {
        Answer { json, text: text.into(), exit: 1 }
    }
}

/// Why a command came to nothing: one sentence.
#[derive(Debug)]
pub(crate) struct Wrong(String);

impl Wrong {
    /// Wrong use.
    pub(crate) fn usage(sentence: impl Into<String>) -> Wrong {
        Wrong(format!("{}\nTry `galley --help`.", sentence.into()))
    }

    /// A problem of the core, with the file that it is about.
    pub(crate) fn about(file: &str, problem: &Problem) -> Wrong {
        Wrong(format!("{file}: {} {}", problem.sentence, problem.hint))
    }
}

/// The words after the command.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) free: Vec<PathBuf>,
    pub(crate) card: bool,
    pub(crate) lead: bool,
    pub(crate) anyway: bool,
    pub(crate) into: Option<PathBuf>,
    pub(crate) alt: Option<String>,
    pub(crate) caption: Option<String>,
    pub(crate) credit: Option<String>,
    /// Who approves, where it is not who works on this computer.
    pub(crate) as_person: Option<Person>,
    /// Why what is worth a look is right as it is.
    pub(crate) despite: Option<String>,
    /// Whether the pages are asked to which stories link.
    pub(crate) links: bool,
    pub(crate) user: Option<String>,
    /// The file that holds the secret: an argument would be seen by everybody on this computer.
    pub(crate) secret_from: Option<PathBuf>,
}

impl Words {
    /// The one free word.
    pub(crate) fn one(&self, what: &str) -> Result<&PathBuf, Wrong> {
        match self.free.as_slice() {
            [one] => Ok(one),
            _ => Err(Wrong::usage(format!("This command takes one {what}."))),
        }
    }
}

fn main() -> ExitCode {
    galley_worker::serve_if_asked();
    let mut json = false;
    match run(&mut json) {
        Ok(answer) => {
            let mut text = match json && !answer.json.is_null() {
                true => serde_json::to_string_pretty(&answer.json).unwrap_or_default(),
                false => answer.text,
            };
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            match say(&text) {
                Ok(()) => ExitCode::from(answer.exit),
                Err(error) => {
                    warn(&format!("The answer could not be written: {error}."));
                    ExitCode::from(2)
                }
            }
        }
        Err(Wrong(sentence)) => {
            warn(sentence.trim_end());
            ExitCode::from(2)
        }
    }
}

/// Writes the answer. A reader that has seen enough (`| head`) is no error.
fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}

/// Says something beside the answer.
pub(crate) fn warn(sentence: &str) {
    eprintln!("galley: {sentence}");
}

/// The word that belongs to an option.
fn text(parser: &mut lexopt::Parser) -> Result<String, Wrong> {
    let value = parser.value().map_err(|error| Wrong::usage(format!("{error}.")))?;
    Ok(value.to_string_lossy().into_owned())
}

/// `Name <mail>`: what carries a name forever takes no guess for either.
fn person(text: &str) -> Result<Person, Wrong> {
    let parts = text.trim().strip_suffix('>').and_then(|text| text.split_once('<'));
    let (name, email) = parts.map(|(name, email)| (name.trim(), email.trim())).unwrap_or_default();
    let address =
        email.split_once('@').is_some_and(|(at, host)| !at.is_empty() && !host.is_empty());
    if name.is_empty() || !address || email.contains(char::is_whitespace) {
        return Err(Wrong::usage("Say who approves with name and address: --as \"Name <mail>\"."));
    }
    Ok(Person { name: name.to_owned(), email: email.to_owned() })
}

fn run(json: &mut bool) -> Result<Answer, Wrong> {
    use lexopt::prelude::*;

    let mut parser = lexopt::Parser::from_env();
    let mut command: Option<String> = None;
    let mut words = Words::default();
    let mut given: Vec<String> = Vec::new();
    let wrong = |error: lexopt::Error| Wrong::usage(format!("{error}."));
    while let Some(word) = parser.next().map_err(wrong)? {
        if let Long(option) = &word
            && *option != "json"
        {
            given.push((*option).to_owned());
        }
        match word {
            Long("json") => *json = true,
            Long("card") => words.card = true,
            Long("lead") => words.lead = true,
            Long("anyway") => words.anyway = true,
            Long("into") => words.into = Some(text(&mut parser)?.into()),
            Long("alt") => words.alt = Some(text(&mut parser)?),
            Long("caption") => words.caption = Some(text(&mut parser)?),
            Long("credit") => words.credit = Some(text(&mut parser)?),
            Long("user") => words.user = Some(text(&mut parser)?),
            Long("secret-from") => words.secret_from = Some(text(&mut parser)?.into()),
            Long("links") => words.links = true,
            Long("despite") => words.despite = Some(text(&mut parser)?),
            Long("as") => words.as_person = Some(person(&text(&mut parser)?)?),
            Long("help") | Short('h') => return Ok(Answer::done(serde_json::Value::Null, USAGE)),
            Long("version") => {
                return Ok(Answer::done(
                    serde_json::Value::Null,
                    concat!("galley ", env!("CARGO_PKG_VERSION")),
                ));
            }
            Value(word) if command.is_none() => command = Some(word.string().map_err(wrong)?),
            Value(word) => words.free.push(word.into()),
            other => return Err(wrong(other.unexpected())),
        }
    }
    let Some(command) = command else { return Err(Wrong::usage("Say what to do.")) };
    let Some((name, act, takes)) = COMMANDS.iter().find(|(name, ..)| *name == command) else {
        return Err(Wrong::usage(format!("There is no command “{command}”.")));
    };
    // An option that would count for nothing was meant for something.
    if let Some(other) = given.iter().find(|option| !takes.contains(&option.as_str())) {
        return Err(Wrong::usage(format!("`galley {name}` takes no --{other}.")));
    }
    act(&words)
}
