//! `cargo xtask run`: set up, build, open.

use std::path::{Path, PathBuf};

use crate::program::{self, Stopped};
use crate::{build, setup, test};

/// Opens Galley with a folder, or with the sample site. Without a display an author's day is done
/// on a virtual screen, and screenshots are kept.
pub(crate) fn run(folder: Option<&str>) -> Result<(), Stopped> {
    let folder = folder.map(site).transpose()?;
    let display = has_display();
    setup::machine(!display)?;
    setup::node()?;
    let app = build::app()?;
    if !display {
        return without_display(&app);
    }
    let mut open = program::in_folder(app, program::root());
    match folder {
        Some(folder) => open.arg(folder),
        None => open.arg("--sample"),
    };
    program::run(&mut open)
}

/// The folder that was named, as the app can find it from anywhere.
fn site(folder: &str) -> Result<PathBuf, Stopped> {
    let path = Path::new(folder).canonicalize();
    path.map_err(|error| Stopped::Cannot(format!("{folder} cannot be opened: {error}.")))
}

fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// From a headline to the readers, in the real app.
fn without_display(app: &Path) -> Result<(), Stopped> {
    let shots = program::root().join("shots");
    println!("There is no display here: a story is written and published on a virtual screen.");
    let mut day = test::desktop(app, &["main_job::a_story_goes_from_its_headline_to_the_readers"]);
    program::run(day.env("GALLEY_SHOTS", &shots))?;
    println!("\nIt went well. The screenshots are in {}.", shots.display());
    Ok(())
}
