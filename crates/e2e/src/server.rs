//! Owns a backend of one scenario: the real program on a data directory of its own, in one process or in several.

use crate::process::{self, Group};
use crate::{place, root, target};
use anyhow::{Context, Result, bail, ensure};
use contract::Timestamp;
use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// How long a backend may take until it listens.
const PATIENCE: Duration = Duration::from_secs(30);

/// Data directories by what is in them.
static SEEDED: Mutex<BTreeMap<String, TempDir>> = Mutex::new(BTreeMap::new());

/// Removes what was seeded; a static is not dropped by itself.
pub(crate) fn forget_seeds() {
    SEEDED.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

/// What a scenario wants of its backend.
#[derive(Debug, Clone)]
pub struct Setup {
    scale: &'static str,
    partner: &'static str,
    investigations: Option<u32>,
    clock: Option<String>,
    serve: Vec<String>,
    own_app: bool,
}

impl Setup {
    /// The demo data: 46 customers in 4 regions.
    pub fn demo() -> Self {
        Self { scale: "demo", partner: "normal", investigations: None, clock: None, serve: Vec::new(), own_app: false }
    }

    /// A handful of customers; the default for whatever needs no crowd.
    pub fn small() -> Self {
        Self { scale: "small", ..Self::demo() }
    }

    /// 200 customers in 7 regions, with so many active investigations.
    pub fn wide(investigations: u32) -> Self {
        Self { scale: "large", investigations: Some(investigations), ..Self::demo() }
    }

    /// The partner lacks something: `unlicensed` or `empty`.
    #[must_use]
    pub fn partner(self, partner: &'static str) -> Self {
        Self { partner, ..self }
    }

    /// Seeded and served as if it were that moment (RFC 3339), ticking on from there.
    #[must_use]
    pub fn clock(self, moment: &str) -> Self {
        Self { clock: Some(moment.to_owned()), ..self }
    }

    /// More arguments for `mci serve` and `mci directory`, such as `["--base-path", "/soc/"]`.
    #[must_use]
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.serve.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Served from a copy of the built app, which the scenario may change: the folder `app` in the server's data.
    #[must_use]
    pub fn own_app(self) -> Self {
        Self { own_app: true, ..self }
    }

    /// The directory and all regions in one process, on ports of its choice.
    ///
    /// # Errors
    /// When the backend or the app is not built, the seed fails, or nothing listens in time.
    pub fn start(&self) -> Result<Server> {
        let data = self.fresh_data()?;
        let mut serve = self.mci("serve", data.path())?;
        let built = app()?;
        let served = if self.own_app { data.path().join("app") } else { built.clone() };
        if self.own_app {
            copy_all(&built, &served).with_context(|| format!("copying {}", built.display()))?;
        }
        serve.args(["--port", "0", "--app"]).arg(served).args(&self.serve);
        let group = Group::start(&mut serve)?;
        let url = group.hear(PATIENCE, listening)?;
        let directory = Part { group: Some(group), command: serve };
        Ok(Server { url, data, directory, regions: BTreeMap::new() })
    }

    /// The directory and every region as processes of their own, so that one can be stopped.
    ///
    /// # Errors
    /// As [`Setup::start`].
    pub fn start_split(&self) -> Result<Server> {
        let data = self.fresh_data()?;
        let codes = regions(data.path())?;
        // Held until all are known, so that no two are the same.
        let held: Vec<TcpListener> =
            (0..=codes.len()).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<std::io::Result<_>>()?;
        let mut ports =
            held.iter().map(|port| Ok(port.local_addr()?.port())).collect::<Result<Vec<u16>>>()?.into_iter();
        drop(held);
        let port = ports.next().context("no port")?;
        let url = format!("http://127.0.0.1:{port}");
        let mut directory = self.mci("directory", data.path())?;
        directory.args(["--port", &port.to_string(), "--app"]).arg(app()?).args(&self.serve);
        let mut regions = BTreeMap::new();
        for (code, port) in codes.into_iter().zip(ports) {
            directory.args(["--region-url", &format!("{code}=http://127.0.0.1:{port}")]);
            let mut region = self.mci("region", data.path())?;
            region.args(["--region", &code, "--port", &port.to_string(), "--directory", &url]);
            // A gateway answers the pages that the directory serves, and those the scenario names.
            for pair in self.serve.windows(2).filter(|pair| pair.first().is_some_and(|word| word == "--allow-origin")) {
                region.args(pair);
            }
            regions.insert(code, Part { group: None, command: region });
        }
        let mut server = Server { url, data, directory: Part { group: None, command: directory }, regions };
        server.directory.start()?;
        for region in server.regions.values_mut() {
            region.start()?;
        }
        Ok(server)
    }

    fn mci(&self, command: &str, data: &Path) -> Result<Command> {
        let made_by = "`cargo build -p backend` makes it, and `cargo xtask test --only e2e` does so first";
        let mut mci = Command::new(place("MCI_PROGRAM", target().join("debug/mci"), made_by)?);
        mci.arg(command).arg("--data").arg(data);
        if let Some(clock) = &self.clock {
            mci.args(["--clock", clock]);
        }
        Ok(mci)
    }

    /// Seeded once a process for each kind, copied for each server.
    fn fresh_data(&self) -> Result<TempDir> {
        let mut seeded = SEEDED.lock().unwrap_or_else(PoisonError::into_inner);
        let kind = format!("{} {} {:?} {:?}", self.scale, self.partner, self.investigations, self.clock);
        if !seeded.contains_key(&kind) {
            let made = temporary("seeded")?;
            let mut seed = self.mci("seed", &made.path().join("data"))?;
            seed.args(["--scale", self.scale, "--partner", self.partner]);
            if let Some(investigations) = self.investigations {
                seed.args(["--investigations", &investigations.to_string()]);
            }
            process::run(&mut seed)?;
            seeded.insert(kind.clone(), made);
        }
        let from = seeded.get(&kind).context("the seed is gone")?.path().join("data");
        let copy = temporary("data")?;
        copy_all(&from, copy.path()).with_context(|| format!("copying {}", from.display()))?;
        Ok(copy)
    }
}

/// A running backend; ends when dropped.
pub struct Server {
    url: String,
    data: TempDir,
    directory: Part,
    regions: BTreeMap<String, Part>,
}

impl Server {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address of a path such as `/multi`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Its data directory.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The regions that run as processes of their own.
    pub fn regions(&self) -> Vec<&str> {
        self.regions.keys().map(String::as_str).collect()
    }

    /// Kills one region's process, as if its machine were gone.
    ///
    /// # Errors
    /// When there is no such process: see [`Setup::start_split`].
    pub fn stop_region(&mut self, code: &str) -> Result<()> {
        self.part(code)?.group = None;
        Ok(())
    }

    /// Starts it again, on its old port.
    ///
    /// # Errors
    /// When there is no such process, or it does not listen in time.
    pub fn start_region(&mut self, code: &str) -> Result<()> {
        self.part(code)?.start()
    }

    /// Starts every process again, on its old port, as if so many hours had passed; see [`Setup::start_split`].
    ///
    /// # Errors
    /// When the server is one process, or one of its parts does not listen in time.
    pub fn pass_hours(&mut self, hours: u32) -> Result<()> {
        ensure!(!self.regions.is_empty(), "the parts of a server in one process have no ports to come back to");
        let then = hours_from_now(hours)?;
        let mut parts: Vec<_> = std::iter::once(&mut self.directory).chain(self.regions.values_mut()).collect();
        for part in &mut parts {
            part.group = None;
            part.command.args(["--clock", &then]);
        }
        parts.into_iter().try_for_each(Part::start)
    }

    /// Runs another `mci` command on this server's data directory and answers what it printed.
    ///
    /// # Errors
    /// When the command fails.
    pub fn mci(&self, command: &[&str]) -> Result<String> {
        let mut mci = Command::new(self.directory.command.get_program());
        process::run(mci.args(command).arg("--data").arg(self.data()))
    }

    /// What every process of it has printed.
    pub fn log(&self) -> String {
        let parts = std::iter::once(&self.directory).chain(self.regions.values());
        parts.filter_map(|part| part.group.as_ref()).map(Group::said).collect()
    }

    fn part(&mut self, code: &str) -> Result<&mut Part> {
        match self.regions.get_mut(code) {
            Some(part) => Ok(part),
            None => bail!("no process of a region {code}"),
        }
    }
}

/// One process of a server, and how to start it again.
struct Part {
    group: Option<Group>,
    command: Command,
}

impl Part {
    fn start(&mut self) -> Result<()> {
        let group = Group::start(&mut self.command)?;
        group.hear(PATIENCE, listening)?;
        self.group = Some(group);
        Ok(())
    }
}

/// Where the built app is.
fn app() -> Result<PathBuf> {
    place(
        "MCI_APP",
        root().join("dist"),
        "`cargo xtask build` makes it, and `cargo xtask test --only e2e` does so first",
    )
}

fn listening(line: &str) -> Option<String> {
    line.strip_prefix("listening on ").map(|url| url.trim().trim_end_matches('/').to_owned())
}

/// The regions of a data directory.
fn regions(data: &Path) -> Result<Vec<String>> {
    let mut codes = Vec::new();
    for entry in fs::read_dir(data.join("regions")).context("reading the regions")? {
        codes.push(entry?.file_name().to_string_lossy().into_owned());
    }
    codes.sort();
    Ok(codes)
}

/// That moment as `mci` reads it.
fn hours_from_now(hours: u32) -> Result<String> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let now = Timestamp::from_micros(i64::try_from(now.as_micros())?);
    Ok(now.plus_secs(i64::from(hours) * 3_600).to_string())
}

pub(crate) fn temporary(what: &str) -> Result<TempDir> {
    tempfile::Builder::new().prefix(&format!("mci-e2e-{what}-")).tempdir().context("making a temporary directory")
}

fn copy_all(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &to)?
        } else {
            fs::copy(entry.path(), to).map(drop)?
        }
    }
    Ok(())
}
