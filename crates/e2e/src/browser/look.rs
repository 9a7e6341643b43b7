//! Owns finding things the way a person names them: by what they are and how they are called, or by what they say.

use super::Browser;
use crate::place;
use anyhow::{Result, bail, ensure};
use serde_json::{Value, json};
use std::path::PathBuf;
use thirtyfour::WebElement;
use thirtyfour::session::scriptret::ScriptRet;

const PAGE: &str = include_str!("page.js");

impl Browser {
    /// The first visible element for a CSS selector.
    ///
    /// # Errors
    /// When there is none within 15 s.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.wait(&format!("an element `{css}`"), async || self.first("css", vec![json!(css)]).await).await
    }

    /// All visible elements for a CSS selector, now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn find_all(&self, css: &str) -> Result<Vec<WebElement>> {
        Ok(self.ask("css", vec![json!(css)]).await?.elements()?)
    }

    /// The first visible control with that role (`button`, `link`, `textbox`, `row`, …) and accessible name; where none has
    /// exactly that name, the first one that begins with it.
    ///
    /// # Errors
    /// When there is none within 15 s; says which names there are.
    pub async fn control(&self, role: &str, name: &str) -> Result<WebElement> {
        self.wait(&format!("a {role} called `{name}`"), async || self.control_now(role, name).await.map(Some)).await
    }

    /// As [`Browser::control`], without waiting.
    pub(super) async fn control_now(&self, role: &str, name: &str) -> Result<WebElement> {
        match self.first("role", vec![json!(role), json!(name)]).await? {
            Some(found) => Ok(found),
            None => bail!("there are {:?}", self.names(role).await?),
        }
    }

    /// As [`Browser::see`], without waiting.
    pub(super) async fn text_now(&self, text: &str) -> Result<Option<WebElement>> {
        self.first("text", vec![json!(text)]).await
    }

    /// The accessible names of everything visible with that role, now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn names(&self, role: &str) -> Result<Vec<String>> {
        Ok(self.ask("names", vec![json!(role)]).await?.convert()?)
    }

    /// Waits until some visible element says that text (spaces folded) and answers the innermost one.
    ///
    /// # Errors
    /// When none does within 15 s.
    pub async fn see(&self, text: &str) -> Result<WebElement> {
        self.wait(&format!("the text `{text}`"), async || self.text_now(text).await).await
    }

    /// Waits until nothing visible says that text. It proves something only where the text was there, or the page is ready.
    ///
    /// # Errors
    /// When it is still there after 15 s.
    pub async fn gone(&self, text: &str) -> Result<()> {
        self.wait(&format!("the text `{text}` to go"), async || Ok(self.text_now(text).await?.is_none().then_some(())))
            .await
    }

    /// Waits until the number of visible elements for a selector satisfies `wanted`, and answers it.
    ///
    /// # Errors
    /// When it does not within 15 s.
    pub async fn count(&self, css: &str, wanted: impl Fn(usize) -> bool) -> Result<usize> {
        self.wait(&format!("the number of `{css}`"), async || {
            let count = self.find_all(css).await?.len();
            ensure!(wanted(count), "there are {count}");
            Ok(Some(count))
        })
        .await
    }

    /// What the first visible element for a selector says, spaces folded.
    ///
    /// # Errors
    /// When there is none within 15 s.
    pub async fn text(&self, css: &str) -> Result<String> {
        let text = self.find(css).await?.text().await?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What all visible elements for a selector say, now, spaces folded.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.find_all(css).await? {
            texts.push(element.text().await?.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        Ok(texts)
    }

    /// Everything that is to be read on the page, now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn visible_text(&self) -> Result<String> {
        Ok(self.ask("seen", Vec::new()).await?.convert()?)
    }

    /// The document's source, or that of the shadow root that is being looked into.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn document(&self) -> Result<String> {
        Ok(self.ask("document", Vec::new()).await?.convert()?)
    }

    /// The violations of the accessibility rules (axe-core: WCAG A and AA), one line each: rule, what it wants, where. Open
    /// shadow roots are included.
    ///
    /// # Errors
    /// When axe-core is not installed or does not run.
    pub async fn axe(&self) -> Result<Vec<String>> {
        let made_by = "`cargo xtask tools` installs axe-core";
        let file = place("AXE_CORE", axe_core().unwrap_or_default(), made_by)?;
        self.driver.execute(std::fs::read_to_string(file)?, vec![]).await?;
        let run = "const done = arguments[arguments.length - 1];
            axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
                (result) => done(result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.flat().join(' ')).join(', ')}`)),
                (error) => done(String(error)));";
        match self.driver.execute_async(run, vec![]).await?.json() {
            Value::Array(lines) => Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
            other => bail!("axe-core did not run: {other}"),
        }
    }

    /// The first of what a verb of `page.js` answers.
    async fn first(&self, verb: &str, arguments: Vec<Value>) -> Result<Option<WebElement>> {
        Ok(self.ask(verb, arguments).await?.elements()?.into_iter().next())
    }

    async fn ask(&self, verb: &str, arguments: Vec<Value>) -> Result<ScriptRet> {
        let script = format!("const [inside, verb, words] = arguments; return (() => {{ {PAGE} }})()[verb](...words);");
        Ok(self.driver.execute(script, vec![json!(self.inside()), json!(verb), json!(arguments)]).await?)
    }
}

/// Where `cargo xtask tools` keeps the rules, for a `cargo test` that was typed by hand.
fn axe_core() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    let tools = std::fs::read_dir(cache.join("multi-customer-investigations/tools")).ok()?;
    tools.flatten().map(|tool| tool.path().join("node_modules/axe-core/axe.min.js")).find(|file| file.is_file())
}
