//! Every word of the wire in sentence case. A word that is not known is shown as it came.

use contract::{Association, Disposition, Licence, Priority, Role, Source, Status, Visibility};

/// `Open`, `Investigating`, `Waiting`, `Closed`.
pub fn status(word: &Status) -> &str {
    match word {
        Status::Open => "Open",
        Status::Investigating => "Investigating",
        Status::Waiting => "Waiting",
        Status::Closed => "Closed",
        Status::Other(raw) => raw,
    }
}

/// `Critical`, `High`, `Medium`, `Low`, `Unspecified`.
pub fn priority(word: &Priority) -> &str {
    match word {
        Priority::Critical => "Critical",
        Priority::High => "High",
        Priority::Medium => "Medium",
        Priority::Low => "Low",
        Priority::Unspecified => "Unspecified",
        Priority::Other(raw) => raw,
    }
}

/// `Undecided`, `Benign`, `Malicious`, `Not applicable`, …
pub fn disposition(word: &Disposition) -> &str {
    match word {
        Disposition::Undecided => "Undecided",
        Disposition::Benign => "Benign",
        Disposition::Malicious => "Malicious",
        Disposition::NotApplicable => "Not applicable",
        Disposition::Unknown => "Unknown",
        Disposition::FalsePositive => "False positive",
        Disposition::SecurityTest => "Security test",
        Disposition::Other(raw) => raw,
    }
}

/// What opened an investigation: `Alert`, `Manual`, …
pub fn source(word: &Source) -> &str {
    match word {
        Source::Manual => "Manual",
        Source::Hunt => "Hunt",
        Source::Alert => "Alert",
        Source::User => "User",
        Source::Automation => "Automation",
        Source::Other(raw) => raw,
    }
}

/// `Internal`, `Public`.
pub fn visibility(word: &Visibility) -> &str {
    match word {
        Visibility::Internal => "Internal",
        Visibility::Public => "Public",
        Visibility::Other(raw) => raw,
    }
}

/// A SIEM role: `Viewer`, `Analyst`, `Admin`.
pub fn role(word: &Role) -> &str {
    match word {
        Role::Viewer => "Viewer",
        Role::Analyst => "Analyst",
        Role::Admin => "Admin",
        Role::Other(raw) => raw,
    }
}

/// A customer's tie to the Primary Customer: `Active`, `Pending`, `Ended`.
pub fn association(word: &Association) -> &str {
    match word {
        Association::Active => "Active",
        Association::Pending => "Pending",
        Association::Ended => "Ended",
        Association::Other(raw) => raw,
    }
}

/// A SIEM licence: `Active`, `Expired`, `None`.
pub fn licence(word: &Licence) -> &str {
    match word {
        Licence::Active => "Active",
        Licence::Expired => "Expired",
        Licence::Missing => "None",
        Licence::Other(raw) => raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Same letters as the wire, first one capital, no underscore.
    fn assert_sentence_case(word: &str, shown: &str) {
        assert_eq!(shown.to_uppercase().replace(' ', "_"), word, "{word} is shown as {shown}");
        assert!(shown.starts_with(char::is_uppercase) && !shown.chars().skip(1).any(char::is_uppercase), "{shown}");
    }

    macro_rules! all_words {
        ($($show:path => $words:ty),+ $(,)?) => {$(
            for word in <$words>::KNOWN {
                assert_sentence_case(word.word(), $show(word));
            }
            assert_eq!($show(&<$words>::from_word("ESCALATED_2")), "ESCALATED_2");
        )+};
    }

    #[test]
    fn every_known_word_is_shown_in_sentence_case_and_an_unknown_one_as_it_came() {
        all_words!(
            status => Status, priority => Priority, disposition => Disposition, source => Source,
            visibility => Visibility, role => Role, association => Association, licence => Licence,
        );
    }
}
