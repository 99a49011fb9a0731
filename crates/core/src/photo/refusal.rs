//! Why a file is not taken as a picture.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The reason, as a sentence that begins with "it" or "the picture".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// Its first bytes are not a picture's, whatever its name says.
    #[error("it is not a picture: it looks like {looks_like}")]
    NotAPicture {
        /// What it looks like: "a web page", "an empty file".
        looks_like: Cow<'static, str>,
    },
    /// A picture, but not one that every browser shows and that can be cleaned here.
    #[error("{0} pictures cannot be used: save it as JPEG or PNG")]
    UnsupportedFormat(
        /// The format's name: "HEIC", "SVG".
        Cow<'static, str>,
    ),
    /// Its colours are inks, and what they look like only a printer's profile tells.
    #[error("the picture is stored for printing (CMYK): save it as RGB")]
    ForPrinting,
    /// It is beyond a limit.
    #[error("the picture is too large: {0}")]
    TooLarge(
        /// Which limit, and by how much.
        Excess,
    ),
    /// It ends too early or cannot be decoded.
    #[error("the picture is damaged: {reason}")]
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
    /// What should not be published could not be taken out.
    #[error("the picture could not be cleaned: {reason}")]
    CannotBeCleaned {
        /// What stood in the way.
        reason: String,
    },
    /// Whoever was to look at it came to no end.
    #[error("the picture could not be looked at: {0}")]
    Unfinished(
        /// Why.
        Trouble,
    ),
}

/// Why work on a picture came to no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Trouble {
    /// It was ended when its time was over.
    #[error("it took too long")]
    TookTooLong,
    /// It ended by itself, as a decoder does that runs out of memory or into a trap.
    #[error("it broke off")]
    BrokeOff,
    /// It could not be begun.
    #[error("it could not be begun")]
    NotBegun,
    /// Somebody did not want it any more.
    #[error("it was cancelled")]
    Cancelled,
}

/// How a picture is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Excess {
    /// The file.
    #[error("{bytes} bytes, where {limit} are allowed")]
    Bytes {
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Its sides.
    #[error("{width} × {height} pixels")]
    Pixels {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// The memory that decoding it would take.
    #[error("it needs too much memory")]
    Memory,
}

impl Refusal {
    pub(super) fn damaged(reason: impl std::fmt::Display) -> Refusal {
        Refusal::Damaged { reason: reason.to_string() }
    }

    pub(super) fn from_decoder(error: image::ImageError) -> Refusal {
        match error {
            image::ImageError::Limits(_) => Refusal::TooLarge(Excess::Memory),
            image::ImageError::Unsupported(_) => {
                Refusal::damaged("it is stored in a way that is not supported")
            }
            other => Refusal::damaged(other),
        }
    }
}
