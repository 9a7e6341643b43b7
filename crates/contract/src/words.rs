//! Enumerations of the wire. A word that is not known is kept as it came, shown and sent back unchanged.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
            /// A word this version does not know, as it came.
            Other(Box<str>),
        }

        impl $name {
            /// The known words, in their usual order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire.
            pub fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }

            /// Reads a word in any case; an unknown one is kept.
            pub fn from_word(word: &str) -> Self {
                $(if word.eq_ignore_ascii_case($word) { return Self::$variant; })+
                Self::Other(word.into())
            }

            /// Reads a word in any case, known ones only: for requests, where a typo must be refused.
            pub fn known(word: &str) -> Option<Self> {
                match Self::from_word(word) {
                    Self::Other(_) => None,
                    known => Some(known),
                }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.word()) }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from_word(&Cow::<str>::deserialize(deserializer)?))
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .examples([$($word),+])
                    .description(Some("Readers keep words they do not know"))
                    .into()
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

words!(
    /// Where an investigation stands. Active = not closed.
    Status { Open = "OPEN", Investigating = "INVESTIGATING", Waiting = "WAITING", Closed = "CLOSED" }
);
words!(
    /// How urgent. The order of the variants is from most to least urgent; unknown words come last.
    Priority { Critical = "CRITICAL", High = "HIGH", Medium = "MEDIUM", Low = "LOW", Unspecified = "UNSPECIFIED" }
);
words!(
    /// What it turned out to be.
    Disposition {
        Undecided = "UNDECIDED", Benign = "BENIGN", Malicious = "MALICIOUS", NotApplicable = "NOT_APPLICABLE",
        Unknown = "UNKNOWN", FalsePositive = "FALSE_POSITIVE", SecurityTest = "SECURITY_TEST",
    }
);
words!(
    /// What opened the investigation.
    Source { Manual = "MANUAL", Hunt = "HUNT", Alert = "ALERT", User = "USER", Automation = "AUTOMATION" }
);
words!(
    /// Who sees a comment: the partner's analysts only, or the customer too.
    Visibility { Internal = "INTERNAL", Public = "PUBLIC" }
);
words!(
    /// What an actor is.
    ActorKind { User = "USER", Asset = "ASSET", Address = "ADDRESS" }
);
words!(
    /// The SIEM role in one customer's instance: Viewer reads, Analyst also changes, Admin also administers.
    Role { Viewer = "VIEWER", Analyst = "ANALYST", Admin = "ADMIN" }
);
words!(
    /// Gate 1: the customer's tie to the Primary Customer.
    Association { Active = "ACTIVE", Pending = "PENDING", Ended = "ENDED" }
);
words!(
    /// Gate 2: a SIEM licence.
    Licence { Active = "ACTIVE", Expired = "EXPIRED", Missing = "NONE" }
);
words!(
    /// Gate 3: access of this analyst to a customer.
    AccessState { Granted = "GRANTED", Missing = "NONE" }
);

impl Status {
    /// Active work: everything but closed, unknown words included.
    pub fn active(&self) -> bool {
        *self != Self::Closed
    }
}

impl Priority {
    /// 5 for critical down to 1 for unspecified, 0 for an unknown word.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Critical => 5,
            Self::High => 4,
            Self::Medium => 3,
            Self::Low => 2,
            Self::Unspecified => 1,
            Self::Other(_) => 0,
        }
    }
}

impl Role {
    /// May change investigations; an unknown role may not.
    pub fn may_change(&self) -> bool {
        matches!(self, Self::Analyst | Self::Admin)
    }
}
