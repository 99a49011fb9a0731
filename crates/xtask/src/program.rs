//! Starting a program: say what is started, wait, and stop at the first that fails.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a command of xtask ended early.
pub(crate) enum Stopped {
    /// A program ended with a failure; it has said why itself.
    Failed(String),
    /// Something is missing on this machine or was asked for wrongly.
    Cannot(String),
}

impl Stopped {
    /// 1 for a failed check, 2 for what stands in the way of checking.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Stopped::Failed(_) => 1,
            Stopped::Cannot(_) => 2,
        }
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Stopped::Failed(sentence) | Stopped::Cannot(sentence)) = self;
        to.write_str(sentence)
    }
}

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).to_owned());
    package.ancestors().nth(2).map(Path::to_owned).unwrap_or(package)
}

/// The screen's folder.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// Cargo, in the repository.
pub(crate) fn cargo() -> Command {
    in_folder(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), root())
}

/// npm or npx, in the screen's folder.
pub(crate) fn node_tool(name: &str) -> Command {
    // On Windows they are batch files, which are found only by their whole name.
    let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    in_folder(name, ui())
}

/// A program that runs in a folder.
pub(crate) fn in_folder(program: impl AsRef<OsStr>, folder: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

/// Shows a command, runs it with this terminal, and stops if it fails.
pub(crate) fn run(command: &mut Command) -> Result<(), Stopped> {
    let shown = shown(command);
    println!("$ {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Stopped::Failed(format!("“{shown}” failed ({status})."))),
        Err(error) => Err(Stopped::Cannot(format!("“{shown}” could not be started: {error}."))),
    }
}

/// What a program prints, trimmed; nothing when it is not there or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    let line = words.join(" ");
    match command.get_current_dir().filter(|folder| folder.ends_with("ui")) {
        Some(_) => format!("(cd ui && {line})"),
        None => line,
    }
}
