//! Owns child processes: each in a group of its own that ends with its owner, and what it prints.

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A process with everything it started; all of it is killed on drop, so that nothing outlives a trial.
pub(crate) struct Group {
    child: Child,
    lines: Receiver<String>,
    said: Arc<Mutex<String>>,
}

impl Group {
    /// Starts it; both its streams are kept.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        let (sender, lines) = channel();
        let said = Arc::new(Mutex::new(String::new()));
        if let Some(stdout) = child.stdout.take() {
            let said = said.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    note(&said, &line);
                    // Nobody may be listening any more; the pipe has to be emptied all the same.
                    let _ = sender.send(line);
                }
            });
        }
        if let Some(stderr) = child.stderr.take() {
            let said = said.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    note(&said, &line);
                }
            });
        }
        Ok(Self { child, lines, said })
    }

    /// The first line of standard output that `wanted` takes something from.
    pub(crate) fn hear<T>(&self, patience: Duration, wanted: impl Fn(&str) -> Option<T>) -> Result<T> {
        let end = Instant::now() + patience;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left).with_context(|| {
                format!(
                    "process {} did not say within {} s that it listens; it said:\n{}",
                    self.child.id(),
                    patience.as_secs(),
                    self.said()
                )
            })?;
            if let Some(found) = wanted(&line) {
                return Ok(found);
            }
        }
    }

    /// Everything it has printed.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Runs a command to its end; its whole output is in the error.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("starting {program}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    anyhow::ensure!(output.status.success(), "{command:?} failed:\n{text}{}", String::from_utf8_lossy(&output.stderr));
    Ok(text)
}

fn note(said: &Mutex<String>, line: &str) {
    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
    said.push_str(line);
    said.push('\n');
}
