//! Every state that something asked of a server can be in, declared once.

use crate::api::ApiError;

/// A value from afar.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    /// Asked, nothing yet.
    Loading,
    /// As answered.
    Ready(T),
    /// As answered before; the same question is being asked again.
    Refreshing(T),
    /// Not answered; what was answered before, if anything.
    Failed(ApiError, Option<T>),
}

impl<T> Remote<T> {
    /// The newest value there is, old or not.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready(value) | Self::Refreshing(value) | Self::Failed(_, Some(value)) => Some(value),
            Self::Loading | Self::Failed(_, None) => None,
        }
    }

    /// The failure that stands.
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Failed(error, _) => Some(error),
            _ => None,
        }
    }

    /// The same question is asked again: what was known stays.
    pub fn again(self) -> Self {
        match self {
            Self::Ready(value) | Self::Refreshing(value) | Self::Failed(_, Some(value)) => Self::Refreshing(value),
            Self::Loading | Self::Failed(_, None) => Self::Loading,
        }
    }

    /// What an answer makes of it: a failure keeps what was known.
    pub fn settle(self, outcome: Result<T, ApiError>) -> Self {
        match (outcome, self) {
            (Ok(value), _) => Self::Ready(value),
            (Err(error), Self::Ready(value) | Self::Refreshing(value) | Self::Failed(_, Some(value))) => {
                Self::Failed(error, Some(value))
            }
            (Err(error), _) => Self::Failed(error, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Problem, Service};

    #[test]
    fn a_failure_keeps_what_was_known() {
        let error = ApiError::new(Service::Directory, Problem::Unreachable);
        let known = Remote::Loading.settle(Ok(1));
        assert_eq!(known, Remote::Ready(1));
        let failed = known.again().settle(Err(error.clone()));
        assert_eq!(failed, Remote::Failed(error.clone(), Some(1)));
        assert_eq!(failed.again(), Remote::Refreshing(1));
        assert_eq!(Remote::<u8>::Loading.settle(Err(error.clone())), Remote::Failed(error, None));
    }
}
