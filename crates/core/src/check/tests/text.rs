//! Words as people leave them: names that are not printed, HTML, captions, links, other languages.

use super::*;

const END: &str = "The vote is set for Thursday, December 3.";
const FIGURE: &str = "*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";

/// A site of Hugo's that keeps HTML.
fn with_html() -> Place {
    let place = Place::hugo("wall-vote");
    let keeps = "[markup.goldmark.renderer]\nunsafe = true\n";
    place.write(
        "hugo.toml",
        &format!("baseURL = 'https://orrin.example/'\ntitle = 'Record'\n{keeps}"),
    );
    place
}
