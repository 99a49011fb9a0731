//! Pictures that were not added, what was taken out of one and left in, and what is said of where
//! one comes from.

use super::{named, problem, visible};
use crate::photo::{self, Field, Group, Kept, ProvenanceError, Removed};
use crate::view::Problem;

impl From<&photo::Refusal> for Problem {
    fn from(refusal: &photo::Refusal) -> Problem {
        picture("The picture", refusal)
    }
}

/// Why a picture was not added.
pub fn picture(name: &str, refusal: &photo::Refusal) -> Problem {
    use photo::Refusal as R;
    let name = visible(name);
    let not_added = |why: String| format!("“{name}” was not added. {why}");
    match refusal {
        R::NotAPicture { .. } => problem(
            "not-a-picture",
            not_added("It is not a picture, whatever its name says.".to_owned()),
            "Choose a JPEG, PNG, WebP, GIF or HEIC file.",
        ),
        R::UnsupportedFormat(format) => problem(
            "format",
            not_added(format!("Pictures in the form {format} cannot be read here.")),
            "Export it as JPEG and drop it again.",
        ),
        R::ForPrinting => problem(
            "for-printing",
            not_added("It is stored for printing, and its colours would change.".to_owned()),
            "Save it as RGB and drop it again.",
        ),
        R::TooLarge(_) => problem(
            "too-large",
            not_added(
                "It is larger than 40 MB, 12,000 pixels a side or 108 million pixels.".to_owned(),
            ),
            "Make it smaller and drop it again.",
        ),
        R::Damaged { .. } => problem(
            "damaged",
            not_added("Its data are damaged.".to_owned()),
            "Get the file again from where it came, and drop it again.",
        ),
        R::Unfinished(photo::Trouble::TookTooLong) => problem(
            "too-slow",
            not_added("It could not be read within 20 seconds.".to_owned()),
            "Export it as JPEG and drop it again.",
        ),
        R::Unfinished(photo::Trouble::BrokeOff) => problem(
            "broke-off",
            not_added("Reading it broke off; nothing else was touched.".to_owned()),
            "Export it as JPEG and drop it again.",
        ),
        R::Unfinished(photo::Trouble::NotBegun) => problem(
            "not-begun",
            not_added("This computer could not begin to read it.".to_owned()),
            "Close some programs and drop it again.",
        ),
        R::Unfinished(photo::Trouble::Cancelled) => {
            problem("cancelled", not_added("You stopped it.".to_owned()), "")
        }
        R::CannotBeCleaned { .. } => problem(
            "not-clean",
            not_added("What it tells of place and camera could not be taken out.".to_owned()),
            "Export it as JPEG and drop it again.",
        ),
    }
}

/// Why the file of a picture was not taken.
pub fn original(name: &str, error: &photo::OriginalError) -> Problem {
    match error {
        photo::OriginalError::File(error) => error.into(),
        photo::OriginalError::Refused(refusal) => picture(name, refusal),
    }
}

impl From<&ProvenanceError> for Problem {
    fn from(error: &ProvenanceError) -> Problem {
        match error {
            ProvenanceError::Broken { path } => problem(
                "provenance-broken",
                format!("{} cannot be read.", named(path)),
                "It says where a picture comes from, and was left as it is. Mend it, or take it away.",
            ),
            ProvenanceError::Changed { .. } => problem(
                "provenance-changed",
                "Somebody else changed what is said of this picture at the same moment.",
                "Nothing was changed here. Look at it again.",
            ),
            ProvenanceError::NoFile(error) => error.into(),
            ProvenanceError::Write(error) => error.into(),
        }
    }
}

/// What was taken out of a file, each kind once, in a fixed order; technical details are not told.
pub fn removed(removed: &[Removed]) -> Vec<&'static str> {
    let mut groups: Vec<Group> = removed.iter().map(|one| one.group).collect();
    groups.sort();
    groups.dedup();
    groups.into_iter().filter_map(group).collect()
}

fn group(group: Group) -> Option<&'static str> {
    Some(match group {
        Group::Location => "Location",
        Group::Place => "Names of places",
        Group::PeopleShown => "Names of people shown",
        Group::CameraSerial => "Camera serial number or owner",
        Group::DateTaken => "Date and time taken",
        Group::Thumbnail => "Embedded preview",
        Group::EditingHistory => "Editing history",
        Group::CameraSettings => "Camera settings",
        Group::Comment => "Comments",
        Group::Animation => "Animation",
        Group::Technical => return None,
        Group::Other => "Other hidden details",
    })
}

/// What was left in a file, each once, in a fixed order.
pub fn kept(kept: &[Kept]) -> Vec<&'static str> {
    let mut fields: Vec<Field> = kept.iter().map(|one| one.field).collect();
    fields.sort();
    fields.dedup();
    fields.into_iter().map(field).collect()
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Creator => "Creator",
        Field::Credit => "Credit line",
        Field::Source => "Source",
        Field::Copyright => "Copyright notice",
        Field::UsageTerms => "Usage terms",
        Field::WebStatement => "Licence address",
        Field::LicensorName => "Licensor",
        Field::LicensorUrl => "Licensor address",
        Field::Description => "Caption",
        Field::AltText => "Description",
        Field::DigitalSourceType => "How it was made",
        Field::ColourProfile => "Colour profile",
    }
}
