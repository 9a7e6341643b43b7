//! Owns running scenarios as tests: one browser for all, a limit of time for each, evidence of what failed.

use crate::{Browser, target};
use anyhow::{Result, anyhow};
use libtest_mimic::{Arguments, Failed, Trial};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

/// How long one scenario may take, its backend's start included.
const LIMIT: Duration = Duration::from_secs(90);

/// The scenarios of this run.
pub struct Suite {
    stage: Arc<Stage>,
    trials: Vec<Trial>,
    /// Without a browser the scenarios are skipped, except where nobody would notice.
    skip: bool,
}

/// The runtime and the one browser, started when first needed and replaced after a failure.
struct Stage {
    runtime: Runtime,
    browser: Mutex<Option<Browser>>,
}

impl Suite {
    /// # Errors
    /// When the runtime cannot be started.
    pub fn new() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let in_ci = std::env::var_os("CI").is_some_and(|value| value != "false" && !value.is_empty());
        let skip = Browser::installed().is_none() && !in_ci;
        if skip {
            eprintln!("Chromium or its driver is missing, so nothing is run here: `cargo xtask tools` installs them");
        }
        Ok(Self { stage: Arc::new(Stage { runtime, browser: Mutex::new(None) }), trials: Vec::new(), skip })
    }

    /// Adds a scenario. Its name says what is then true, such as `sign_in::a_wrong_password_says_so`.
    pub fn add<F>(&mut self, name: &str, scenario: F)
    where
        F: AsyncFn(&Browser) -> Result<()> + Send + 'static,
    {
        let (stage, own_name) = (self.stage.clone(), name.to_owned());
        let trial = Trial::test(name, move || stage.perform(&own_name, &scenario).map_err(Failed::from));
        self.trials.push(trial.with_ignored_flag(self.skip));
    }

    /// Runs what the command line asks for and closes with the line that every test runner of Rust closes with.
    pub fn run(self) -> ExitCode {
        let conclusion = libtest_mimic::run(&Arguments::from_args(), self.trials);
        self.stage.runtime.block_on(async {
            if let Some(browser) = self.stage.browser.lock().await.take() {
                browser.quit().await;
            }
        });
        crate::server::forget_seeds();
        conclusion.exit_code()
    }
}

impl Stage {
    fn perform(&self, name: &str, scenario: &impl AsyncFn(&Browser) -> Result<()>) -> std::result::Result<(), String> {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.runtime.block_on(self.play(name, scenario))));
        match outcome {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(format!("{error:#}")),
            Err(panic) => {
                self.runtime.block_on(async { *self.browser.lock().await = None });
                let said = panic.downcast_ref::<String>().map(String::as_str);
                Err(said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned())
            }
        }
    }

    async fn play(&self, name: &str, scenario: &impl AsyncFn(&Browser) -> Result<()>) -> Result<()> {
        let mut slot = self.browser.lock().await;
        if let Some(browser) = slot.as_ref()
            && browser.reset().await.is_err()
        {
            *slot = None;
        }
        let browser = match slot.take() {
            Some(browser) => browser,
            None => Browser::start().await?,
        };
        let browser = slot.insert(browser);
        let limited = tokio::time::timeout(LIMIT, scenario(browser)).await;
        let outcome = limited.unwrap_or_else(|_| Err(anyhow!("not done after {} s", LIMIT.as_secs())));
        if let Err(error) = outcome {
            let folder = target().join("e2e-failures");
            let file = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            let kept = tokio::time::timeout(Duration::from_secs(10), browser.evidence(&folder, &file)).await;
            *slot = None;
            return Err(match kept {
                Ok(Ok(())) => error.context(format!("see {}.png, .html and .log", folder.join(file).display())),
                Ok(Err(other)) => error.context(format!("no picture: {other:#}")),
                Err(_) => error.context("no picture: the browser does not answer"),
            });
        }
        Ok(())
    }
}
