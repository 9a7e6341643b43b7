//! Owns one Chromium: starting it, moving about in it, and taking it down with everything it started.

mod input;
mod look;

use crate::process::Group;
use crate::server::temporary;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId, WebDriver, WindowHandle};

/// How long a lookup waits for what it looks for, unless told otherwise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// How often a lookup looks again.
const PAUSE: Duration = Duration::from_millis(40);

/// A tab of the browser.
#[derive(Debug, Clone, PartialEq)]
pub struct Tab(WindowHandle);

/// A running Chromium with its driver.
///
/// Every lookup waits for up to 15 s and sees only what is visible. Names of controls are their accessible names.
pub struct Browser {
    driver: WebDriver,
    /// Where lookups begin: nothing, or the selector of the element whose shadow root is the whole world.
    inside: Mutex<Option<String>>,
    _group: Group,
    _home: TempDir,
}

impl Browser {
    /// Where the browser and its driver are; none when one of them is not installed.
    pub fn installed() -> Option<(PathBuf, PathBuf)> {
        let find = |variable: &str, names: &[&str]| {
            let told = std::env::var_os(variable).map(PathBuf::from);
            let path = std::env::var_os("PATH").unwrap_or_default();
            let on_path = || {
                std::env::split_paths(&path)
                    .flat_map(|dir| names.iter().map(move |name| dir.join(name)))
                    .find(|file| file.is_file())
            };
            told.filter(|file| file.is_file()).or_else(on_path)
        };
        Some((
            find("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?,
            find("CHROMEDRIVER", &["chromedriver"])?,
        ))
    }

    /// Starts one with an empty profile.
    ///
    /// # Errors
    /// When it is not installed or does not answer within 90 s.
    pub async fn start() -> Result<Self> {
        let (chromium, driver) =
            Self::installed().context("Chromium or its driver is missing: `cargo xtask tools` installs them")?;
        let home = temporary("browser")?;
        let mut command = Command::new(driver);
        command
            .arg("--port=0")
            .env("TMPDIR", home.path())
            .env("HOME", home.path())
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC");
        let group = Group::start(&mut command)?;
        let port: u16 = group.hear(Duration::from_secs(30), |line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        })?;
        let Value::Object(wanted) = capabilities(&chromium) else { bail!("the capabilities are no object") };
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), Capabilities::from(wanted));
        let driver = tokio::time::timeout(Duration::from_secs(90), session)
            .await
            .context("Chromium did not start within 90 s")??;
        Ok(Self { driver, inside: Mutex::new(None), _group: group, _home: home })
    }

    /// Ends it; dropping it does the same, less politely.
    pub async fn quit(self) {
        // Whatever is left is killed with its group.
        let _ = tokio::time::timeout(Duration::from_secs(5), self.driver.clone().quit()).await;
    }

    /// As if nobody had been here: one empty tab, no cookie, nothing stored, nothing blocked, nothing in the log.
    ///
    /// # Errors
    /// When the browser does not answer; then a new one is needed.
    pub async fn reset(&self) -> Result<()> {
        self.look_inside(None);
        let tabs = self.driver.windows().await?;
        for tab in tabs.iter().skip(1) {
            self.driver.switch_to_window(tab.clone()).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(tabs.first().context("the browser has no tab")?.clone()).await?;
        self.driver.goto("about:blank").await?;
        self.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await?;
        self.devtools("Network.clearBrowserCookies", json!({})).await?;
        self.devtools("Storage.clearDataForOrigin", json!({ "origin": "*", "storageTypes": "all" })).await?;
        self.console().await.map(drop)
    }

    /// From here on every lookup begins in the shadow root of that element; `None` goes back to the page.
    pub fn look_inside(&self, css: Option<&str>) {
        *self.inside.lock().unwrap_or_else(PoisonError::into_inner) = css.map(str::to_owned);
    }

    fn inside(&self) -> Option<String> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens an address; comes back when the page's own files have loaded.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn goto(&self, address: &str) -> Result<()> {
        self.driver.goto(address).await.with_context(|| format!("opening {address}"))
    }

    /// # Errors
    /// When the browser does not answer.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.driver.refresh().await?)
    }

    /// # Errors
    /// When the browser does not answer.
    pub async fn back(&self) -> Result<()> {
        Ok(self.driver.back().await?)
    }

    /// # Errors
    /// When the browser does not answer.
    pub async fn forward(&self) -> Result<()> {
        Ok(self.driver.forward().await?)
    }

    /// What the address bar shows.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn address(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Waits until the address without its origin satisfies `wanted`, and answers it.
    ///
    /// # Errors
    /// When it does not within 15 s.
    pub async fn at(&self, what: &str, wanted: impl Fn(&str) -> bool) -> Result<String> {
        self.wait(&format!("the address {what}"), async || {
            let url = self.driver.current_url().await?;
            let whole = url.as_str();
            let path = whole.strip_prefix(&url.origin().ascii_serialization()).unwrap_or(whole);
            ensure!(wanted(path), "it is {path}");
            Ok(Some(path.to_owned()))
        })
        .await
    }

    /// The document's title.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn title(&self) -> Result<String> {
        Ok(self.driver.title().await?)
    }

    /// The tab that is in front.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn tab(&self) -> Result<Tab> {
        Ok(Tab(self.driver.window().await?))
    }

    /// Opens another tab and goes to it.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn new_tab(&self) -> Result<Tab> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab.clone()).await?;
        Ok(Tab(tab))
    }

    /// Goes to a tab.
    ///
    /// # Errors
    /// When it was closed.
    pub async fn switch(&self, tab: &Tab) -> Result<()> {
        Ok(self.driver.switch_to_window(tab.0.clone()).await?)
    }

    /// Waits until there are `count` tabs and goes to the last one: for links that open one.
    ///
    /// # Errors
    /// When there are not within 15 s.
    pub async fn newest_of(&self, count: usize) -> Result<Tab> {
        let tab = self
            .wait(&format!("{count} tabs"), async || {
                let tabs = self.driver.windows().await?;
                Ok(if tabs.len() == count { tabs.last().cloned() } else { None })
            })
            .await?;
        self.driver.switch_to_window(tab.clone()).await?;
        Ok(Tab(tab))
    }

    /// The size of the page in CSS pixels.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await.map(drop)
    }

    /// Runs a script in the page; its `arguments` are `arguments`, what it returns is the answer (promises are awaited).
    ///
    /// # Errors
    /// What the script throws.
    pub async fn js(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Asks the browser itself, in the words of its DevTools protocol.
    ///
    /// # Errors
    /// When it refuses.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let raw = Raw("goog/cdp/execute", json!({ "cmd": command, "params": parameters }));
        Ok(self.driver.cmd(raw).await.with_context(|| command.to_owned())?.value()?)
    }

    /// What was logged as an error since the last call: exceptions, refusals of a policy, failed loads.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        Ok(entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// The picture, the document and the console, for whoever has to find out what went wrong.
    ///
    /// # Errors
    /// When the browser does not answer or the files cannot be written.
    pub async fn evidence(&self, folder: &Path, name: &str) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        let file = |kind: &str| folder.join(format!("{name}.{kind}"));
        self.screenshot(&file("png")).await?;
        std::fs::write(file("html"), self.document().await?)?;
        let address = self.address().await?;
        std::fs::write(file("log"), format!("{address}\n{}\n", self.console().await?.join("\n")))?;
        Ok(())
    }

    /// A PNG of what is to be seen.
    ///
    /// # Errors
    /// When the browser does not answer or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        Ok(std::fs::write(file, self.driver.screenshot_as_png().await?)?)
    }

    /// Waits until `attempt` answers something. What it meanwhile fails with counts as not yet.
    ///
    /// # Errors
    /// When it does not within 15 s; says what was waited for, and what stood in the way last.
    pub async fn wait<T>(&self, what: &str, attempt: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        self.wait_for(PATIENCE, what, attempt).await
    }

    /// As [`Browser::wait`], with a patience of its own.
    ///
    /// # Errors
    /// As [`Browser::wait`].
    pub async fn wait_for<T>(
        &self,
        patience: Duration,
        what: &str,
        mut attempt: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let end = Instant::now() + patience;
        loop {
            let answer = attempt().await;
            if let Ok(Some(found)) = answer {
                return Ok(found);
            }
            if Instant::now() > end {
                let why = answer.err().map_or_else(String::new, |error| format!(" ({error:#})"));
                let seen = self.visible_text().await.unwrap_or_else(|error| format!("{error:#}"));
                let seen: String = seen.chars().take(1500).collect();
                bail!("waited {} s in vain for {what}{why}; to be seen was:\n{seen}", patience.as_secs());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn capabilities(chromium: &Path) -> Value {
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "unhandledPromptBehavior": "accept",
        "goog:chromeOptions": { "binary": chromium, "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,900",
            "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
        ]},
    })
}

/// A command that the client has no name for.
#[derive(Debug)]
struct Raw(&'static str, Value);

impl FormatRequestData for Raw {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session}/{}", self.0)).add_body(self.1.clone())
    }
}
