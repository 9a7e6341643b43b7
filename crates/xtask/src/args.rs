//! Owns reading flags and options off the command line; what nobody asked for is an error.

use crate::failure::{Failure, Result};
use std::collections::VecDeque;

/// The words typed after `cargo xtask`, taken one by one.
pub struct Args(VecDeque<String>);

impl Args {
    pub fn from_env() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// The first word.
    pub fn command(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Whether `--name` stands there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() != before
    }

    /// The value of `--name VALUE` or `--name=VALUE`.
    ///
    /// # Errors
    /// When `--name` stands there without a value.
    pub fn option(&mut self, name: &str) -> Result<Option<String>> {
        let prefix = format!("{name}=");
        if let Some(at) = self.0.iter().position(|word| word.starts_with(&prefix)) {
            return Ok(self.0.remove(at).and_then(|word| word.strip_prefix(&prefix).map(str::to_owned)));
        }
        let Some(at) = self.0.iter().position(|word| word == name) else { return Ok(None) };
        self.0.remove(at);
        match self.0.remove(at) {
            Some(value) if !value.starts_with("--") => Ok(Some(value)),
            _ => Err(Failure::new(format!("{name} needs a value"))),
        }
    }

    /// # Errors
    /// When words are left that no command understood.
    pub fn done(self) -> Result<()> {
        match self.0.front() {
            None => Ok(()),
            Some(word) => {
                Err(Failure::new(format!("did not understand `{word}`; `cargo xtask help` lists the commands")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(words: &[&str]) -> Args {
        Args(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn takes_options_in_both_forms_and_any_order() {
        let mut a = args(&["--fresh", "--port", "9000", "--scale=small"]);
        assert_eq!(a.option("--scale").unwrap().as_deref(), Some("small"));
        assert!(a.flag("--fresh"));
        assert_eq!(a.option("--port").unwrap().as_deref(), Some("9000"));
        assert_eq!(a.option("--data").unwrap(), None);
        a.done().unwrap();
    }

    #[test]
    fn a_missing_value_and_an_unknown_word_are_errors() {
        assert!(args(&["--port"]).option("--port").is_err());
        assert!(args(&["--port", "--fresh"]).option("--port").is_err());
        assert!(args(&["--prot"]).done().is_err());
    }
}
