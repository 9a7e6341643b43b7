//! Owns what a person does with mouse and keyboard.

use super::Browser;
use anyhow::{Result, bail, ensure};
use thirtyfour::{Key, WebElement};

impl Browser {
    /// Clicks the control with that role and accessible name; see [`Browser::control`].
    ///
    /// # Errors
    /// When there is none within 15 s, or something covers it.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        self.wait(&format!("a {role} `{name}` to click"), async || {
            self.control_now(role, name).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Clicks the first visible element for a CSS selector.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn click_css(&self, css: &str) -> Result<()> {
        self.wait(&format!("an element `{css}` to click"), async || {
            let Some(element) = self.find_all(css).await?.into_iter().next() else { return Ok(None) };
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Clicks the innermost visible element that says that text.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn click_text(&self, text: &str) -> Result<()> {
        self.wait(&format!("the text `{text}` to click"), async || {
            let Some(element) = self.text_now(text).await? else { return Ok(None) };
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what stands in the text field called `name`.
    ///
    /// # Errors
    /// When there is no such field within 15 s, or it holds something else afterwards.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        self.wait(&format!("the field `{name}` to hold what is typed"), async || {
            let field = self.field_now(name).await?;
            field.click().await?;
            self.chord(&[Key::Control], 'a').await?;
            self.press(Key::Backspace).await?;
            field.send_keys(text).await?;
            let holds = field.prop("value").await?.unwrap_or_default();
            ensure!(holds == text, "it holds {holds:?}");
            Ok(Some(()))
        })
        .await
    }

    /// Types where the text field called `name` stands, after what it holds.
    ///
    /// # Errors
    /// When there is no such field within 15 s.
    pub async fn type_into(&self, name: &str, text: &str) -> Result<()> {
        Ok(self.field(name).await?.send_keys(text).await?)
    }

    /// What the text field called `name` holds.
    ///
    /// # Errors
    /// When there is no such field within 15 s.
    pub async fn value(&self, name: &str) -> Result<String> {
        Ok(self.field(name).await?.prop("value").await?.unwrap_or_default())
    }

    /// Chooses the option that says `option` in the drop-down list called `name`.
    ///
    /// # Errors
    /// When there is no such list or option within 15 s.
    pub async fn choose(&self, name: &str, option: &str) -> Result<()> {
        let list = self.control("combobox", name).await?;
        self.wait(&format!("the option `{option}` of `{name}`"), async || {
            for candidate in list.find_all(thirtyfour::By::Tag("option")).await? {
                if candidate.prop("text").await?.is_some_and(|text| text.trim() == option) {
                    candidate.click().await?;
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Types wherever the keyboard's focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn keys(&self, text: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// One key, such as `Key::Enter`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn press(&self, key: Key) -> Result<()> {
        Ok(self.driver.action_chain().key_down(key.clone()).key_up(key).perform().await?)
    }

    /// One key while others are held.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn chord(&self, held: &[Key], key: char) -> Result<()> {
        let mut actions = self.driver.action_chain();
        for modifier in held {
            actions = actions.key_down(modifier.clone());
        }
        actions = actions.key_down(key).key_up(key);
        for modifier in held.iter().rev() {
            actions = actions.key_up(modifier.clone());
        }
        Ok(actions.perform().await?)
    }

    async fn field(&self, name: &str) -> Result<WebElement> {
        self.wait(&format!("a text field called `{name}`"), async || self.field_now(name).await.map(Some)).await
    }

    async fn field_now(&self, name: &str) -> Result<WebElement> {
        for role in ["textbox", "searchbox", "combobox"] {
            if let Ok(field) = self.control_now(role, name).await {
                return Ok(field);
            }
        }
        bail!("there are {:?}", self.names("textbox").await?)
    }
}
