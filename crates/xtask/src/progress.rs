//! Owns what a person sees while a command works: numbered steps, and a sign of life from anything that takes long.

use crate::failure::{Doing, Result};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// `[2/5] what is being done`.
pub struct Steps {
    done: usize,
    total: usize,
}

impl Steps {
    pub fn new(total: usize) -> Self {
        Self { done: 0, total }
    }

    pub fn next(&mut self, what: &str) {
        self.done += 1;
        eprintln!("[{}/{}] {what}", self.done, self.total);
    }
}

/// What a finished program left.
pub struct Finished {
    pub ok: bool,
    /// Both streams, in the order the lines arrived.
    pub output: String,
    /// Its standard output alone.
    pub stdout: String,
}

/// Runs a program to its end; quiet for two seconds, then says how long it has run and what it said last.
///
/// # Errors
/// When the program cannot be started.
pub fn run(what: &str, command: &mut Command) -> Result<Finished> {
    let started = Instant::now();
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .doing(|| format!("starting {program}"))?;
    let (lines, received) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        forward(stdout, true, lines.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        forward(stderr, false, lines.clone());
    }
    drop(lines);
    let mut heartbeat = Heartbeat::new(what, started);
    let mut output = String::new();
    let mut stdout = String::new();
    loop {
        match received.recv_timeout(heartbeat.wait()) {
            Ok((own, line)) => {
                if !line.trim().is_empty() {
                    heartbeat.last = line.trim().to_owned();
                }
                if own {
                    stdout.push_str(&line);
                }
                output.push_str(&line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        heartbeat.beat();
    }
    heartbeat.clear();
    let status = child.wait().doing(|| format!("waiting for {program}"))?;
    Ok(Finished { ok: status.success(), output, stdout })
}

/// As [`run`], where anything but success is an error that carries the end of the output.
///
/// # Errors
/// When the program cannot be started or does not succeed.
pub fn must(what: &str, command: &mut Command) -> Result<Finished> {
    let finished = run(what, command)?;
    if finished.ok {
        return Ok(finished);
    }
    Err(crate::failure::Failure::new(format!("{what} failed:\n{}", tail(&finished.output, 60))))
}

/// The last `count` lines.
pub fn tail(output: &str, count: usize) -> String {
    let lines: Vec<&str> = output.lines().collect();
    let skipped = lines.len().saturating_sub(count);
    lines.iter().skip(skipped).fold(String::new(), |text, line| text + "    " + line + "\n")
}

fn forward(stream: impl Read + Send + 'static, stdout: bool, lines: Sender<(bool, String)>) {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
            if lines.send((stdout, String::from_utf8_lossy(&bytes).into_owned())).is_err() {
                return;
            }
            bytes.clear();
        }
    });
}

/// On a terminal one line that is rewritten; elsewhere a line now and then, ever less often.
struct Heartbeat<'a> {
    what: &'a str,
    started: Instant,
    next: Instant,
    pause: Duration,
    last: String,
    terminal: bool,
    shown: bool,
}

impl<'a> Heartbeat<'a> {
    fn new(what: &'a str, started: Instant) -> Self {
        let pause = Duration::from_secs(2);
        let terminal = std::io::stderr().is_terminal();
        Self { what, started, next: started + pause, pause, last: String::new(), terminal, shown: false }
    }

    fn wait(&self) -> Duration {
        self.next.saturating_duration_since(Instant::now()).max(Duration::from_millis(20))
    }

    fn beat(&mut self) {
        if Instant::now() < self.next {
            return;
        }
        let line = format!("      … {} {} s: {}", self.what, self.started.elapsed().as_secs(), plain(&self.last));
        if self.terminal {
            eprint!("\r\x1b[K{}", line.chars().take(110).collect::<String>());
            let _ = std::io::stderr().flush();
            self.pause = Duration::from_secs(1);
        } else {
            eprintln!("{}", line.chars().take(160).collect::<String>());
            self.pause = (self.pause * 2).min(Duration::from_secs(30));
        }
        self.shown = true;
        self.next = Instant::now() + self.pause;
    }

    fn clear(&self) {
        if self.terminal && self.shown {
            eprint!("\r\x1b[K");
            let _ = std::io::stderr().flush();
        }
    }
}

/// A line without colour codes and other control characters.
pub fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c == '\x1b' {
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else if !c.is_control() {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{plain, run, tail};
    use std::process::Command;

    #[test]
    fn keeps_both_streams_and_the_outcome() {
        let finished = run("a test", Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert!(!finished.ok);
        assert!(finished.output.contains("out\n") && finished.output.contains("err\n"));
    }

    #[test]
    fn plain_drops_colours() {
        assert_eq!(plain("\u{1b}[1m\u{1b}[32mCompiling\u{1b}[0m x\r"), "Compiling x");
    }

    #[test]
    fn tail_keeps_the_end() {
        assert_eq!(tail("a\nb\nc\n", 2), "    b\n    c\n");
    }
}
