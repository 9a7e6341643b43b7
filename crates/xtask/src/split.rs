//! Owns `cargo xtask run --split`: the directory and every region as processes of their own.

use crate::app;
use crate::failure::{Doing, Failure, Result};
use crate::run::Asked;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a process may take until it listens.
const PATIENCE: Duration = Duration::from_secs(60);

/// Serves until the directory ends or a signal asks for the end; a region may stop on its own, to see what the app says.
///
/// # Errors
/// When a process cannot be started or does not listen in time.
pub fn main(asked: &Asked, program: &Path) -> Result<ExitCode> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).doing(|| "listening for signals".to_owned())?;
    let codes = regions(&asked.data)?;
    let ports = ports(asked.port, codes.len() + 1)?;
    let url = |port: &u16| format!("http://127.0.0.1:{port}");
    let directory_port = ports.first().copied().unwrap_or(asked.port);
    let regions: Vec<(&String, &u16)> = codes.iter().zip(ports.iter().skip(1)).collect();

    let mut all = Processes(Vec::new());
    let mut directory = asked.listen(program, "directory", directory_port);
    directory.arg("--app").arg(app::dist());
    for (code, port) in &regions {
        directory.args(["--region-url", &format!("{code}={}", url(port))]);
    }
    let mut listening = vec![all.start("directory", &mut directory)?];
    for (code, port) in &regions {
        let mut region = asked.listen(program, "region", **port);
        region.args(["--region", code, "--directory", &url(&directory_port)]);
        listening.push(all.start(&format!("region {code}"), &mut region)?);
    }
    for ready in listening {
        ready.recv_timeout(PATIENCE).map_err(|_| {
            Failure::new("a process does not listen; see what it printed above. All of them were ended")
        })?;
    }
    for process in &all.0 {
        println!("      {:<12} pid {}", process.name, process.child.id());
    }
    println!("listening on {}", url(&directory_port));
    while signals.pending().next().is_none() {
        if all.ended("directory") {
            return Err(Failure::new("the directory ended, and so does everything else"));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(ExitCode::SUCCESS)
}

/// The regions of a data directory.
fn regions(data: &Path) -> Result<Vec<String>> {
    let folder = data.join("regions");
    let entries = fs::read_dir(&folder).doing(|| format!("reading {}", folder.display()))?;
    let mut codes: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    codes.sort();
    Ok(codes)
}

/// `first`, `first + 1`, …; with 0 whatever is free.
fn ports(first: u16, count: usize) -> Result<Vec<u16>> {
    if first != 0 {
        let ports: Vec<u16> = (first..).take(count).collect();
        return if ports.len() == count {
            Ok(ports)
        } else {
            Err(Failure::new("there are not enough ports above --port"))
        };
    }
    let held: std::io::Result<Vec<TcpListener>> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0")).collect();
    let held = held.doing(|| "looking for free ports".to_owned())?;
    held.iter().map(|port| Ok(port.local_addr().doing(|| "looking for free ports".to_owned())?.port())).collect()
}

struct Process {
    name: String,
    child: Child,
    ended: bool,
}

/// Ended together, however this function is left.
struct Processes(Vec<Process>);

impl Processes {
    /// Starts one; the receiver hears once it listens, and everything it prints is passed on with its name.
    fn start(&mut self, name: &str, command: &mut Command) -> Result<Receiver<()>> {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().doing(|| format!("starting the {name}"))?;
        let (ready, heard) = channel();
        if let Some(stdout) = child.stdout.take() {
            let name = name.to_owned();
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(std::result::Result::ok) {
                    if line.starts_with("listening on ") {
                        let _ = ready.send(());
                    }
                    println!("      [{name}] {line}");
                }
            });
        }
        self.0.push(Process { name: name.to_owned(), child, ended: false });
        Ok(heard)
    }

    /// Whether the named one has ended; the end of any is said once.
    fn ended(&mut self, name: &str) -> bool {
        for process in self.0.iter_mut().filter(|process| !process.ended) {
            if let Ok(Some(status)) = process.child.try_wait() {
                process.ended = true;
                println!("      the {} stopped ({status}); the others go on", process.name);
            }
        }
        self.0.iter().any(|process| process.ended && process.name == name)
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        let alive: Vec<String> = self
            .0
            .iter_mut()
            .filter_map(|process| matches!(process.child.try_wait(), Ok(None)).then(|| process.child.id().to_string()))
            .collect();
        if !alive.is_empty() {
            // Asked politely first; the standard library only knows the other way.
            let _ = Command::new("kill").arg("-TERM").args(&alive).stderr(Stdio::null()).status();
        }
        let patience = Instant::now() + Duration::from_secs(5);
        for process in &mut self.0 {
            while matches!(process.child.try_wait(), Ok(None)) && Instant::now() < patience {
                std::thread::sleep(Duration::from_millis(20));
            }
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }
}
