//! What can go wrong with a request, as one type: where, what, and what the analyst can do next.

use super::endpoint::Service;
use contract::CustomerId;
use std::fmt;

/// A request that did not do what it was sent for.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    /// Who did not answer as asked.
    pub service: Service,
    /// What happened.
    pub problem: Problem,
    /// Finds the cause in the server's log, where the server sent one.
    pub correlation_id: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// No answer: network, name, refused connection, cross-origin refusal.
    Unreachable,
    /// No answer within the time allowed.
    TimedOut,
    /// The session is over; signing in again helps.
    SignedOut,
    /// 403: access exists, the role forbids.
    Forbidden(String),
    /// 404: not there, or not for this analyst.
    NotFound(String),
    /// 400, 409 and the like: the request itself is refused.
    Refused(String),
    /// 410: what was asked from is forgotten; asking from the start helps.
    Gone(String),
    /// 412: somebody changed it since. Holds what stands now.
    Stale(Box<serde_json::Value>),
    /// 429, or 503 with a wish.
    Busy {
        /// Seconds to wait.
        retry_after_secs: u64,
    },
    /// 5xx.
    Failed(u16, String),
    /// An answer that cannot be read.
    Malformed(String),
    /// The answer names another customer or investigation than was asked about. Nothing was taken over.
    WrongCustomer {
        /// Asked about.
        asked: CustomerId,
        /// As answered.
        answered: String,
    },
}

/// What the analyst can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Try the same again.
    Retry,
    /// Sign in again, in place.
    SignIn,
    /// Look at what is needed.
    Why,
    /// Tell the operator.
    Report,
}

impl ApiError {
    /// An error without a server's own words.
    pub fn new(service: Service, problem: Problem) -> Self {
        Self { service, problem, correlation_id: None }
    }

    /// What to offer.
    pub fn next(&self) -> Next {
        match self.problem {
            Problem::Unreachable | Problem::TimedOut | Problem::Busy { .. } | Problem::Failed(..) => Next::Retry,
            Problem::SignedOut => Next::SignIn,
            Problem::Forbidden(_) | Problem::NotFound(_) => Next::Why,
            Problem::Refused(_) | Problem::Malformed(_) | Problem::WrongCustomer { .. } => Next::Report,
            Problem::Stale(_) | Problem::Gone(_) => Next::Retry,
        }
    }

    /// Whether the same request may succeed later without anybody doing anything.
    pub fn passing(&self) -> bool {
        matches!(
            self.problem,
            Problem::Unreachable
                | Problem::TimedOut
                | Problem::Busy { .. }
                | Problem::Failed(..)
                | Problem::Malformed(_)
        )
    }

    /// The bare reason, to stand after a colon: "not answering".
    pub fn reason(&self) -> String {
        match &self.problem {
            Problem::Unreachable => "not answering".to_owned(),
            Problem::TimedOut => "too slow to answer".to_owned(),
            Problem::SignedOut => "your session ended".to_owned(),
            Problem::Forbidden(message)
            | Problem::NotFound(message)
            | Problem::Refused(message)
            | Problem::Gone(message) => message.clone(),
            Problem::Stale(_) => "somebody changed it since".to_owned(),
            Problem::Busy { retry_after_secs } => format!("busy, asks to wait {retry_after_secs} s"),
            Problem::Failed(status, _) => format!("answered {status}"),
            Problem::Malformed(_) => "answered something unreadable".to_owned(),
            Problem::WrongCustomer { .. } => "answered for another customer".to_owned(),
        }
    }
}

impl fmt::Display for ApiError {
    /// One sentence for the analyst.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let service = &self.service;
        match &self.problem {
            Problem::Forbidden(message)
            | Problem::NotFound(message)
            | Problem::Refused(message)
            | Problem::Gone(message)
                if !message.is_empty() =>
            {
                f.write_str(message)
            }
            Problem::SignedOut => f.write_str("Your session ended. Sign in to go on"),
            Problem::Failed(status, message) if !message.is_empty() => {
                write!(f, "{service} answered {status}: {message}")
            }
            Problem::WrongCustomer { asked, answered } => {
                write!(f, "Refused: asked about customer {asked}, the answer names {answered}. Nothing was taken over")
            }
            _ => write!(
                f,
                "{service} {}",
                match &self.problem {
                    Problem::Unreachable => "is not answering".to_owned(),
                    Problem::TimedOut => "is too slow to answer".to_owned(),
                    Problem::Busy { .. } => format!("is {}", self.reason()),
                    _ => self.reason(),
                }
            ),
        }
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_a_sentence_and_a_next_step() {
        let eu: Service = Service::Region("eu".parse().unwrap());
        let unreachable = ApiError::new(eu.clone(), Problem::Unreachable);
        assert_eq!(unreachable.to_string(), "eu is not answering");
        assert_eq!(unreachable.next(), Next::Retry);
        assert!(unreachable.passing());
        let failed = ApiError::new(eu.clone(), Problem::Failed(503, "unavailable".into()));
        assert_eq!(failed.to_string(), "eu answered 503: unavailable");
        let role = ApiError::new(eu, Problem::Forbidden("You are Viewer at Adelbeck Shipping".into()));
        assert_eq!(role.to_string(), "You are Viewer at Adelbeck Shipping");
        assert_eq!(role.next(), Next::Why);
        assert!(!role.passing());
    }
}
