//! `GET|PUT /preferences`: what an analyst chose, checked before it is kept.

use super::caller::Caller;
use super::state::DirectoryState;
use super::view::View;
use crate::http::Body;
use crate::{Error, Result};
use axum::Json;
use axum::extract::State;
use contract::directory::Preferences;
use contract::{CustomerId, ErrorBody};
use serde::Deserialize;
use std::collections::HashSet;

const THEMES: [&str; 3] = ["system", "light", "dark"];
const DENSITIES: [&str; 3] = ["compact", "default", "comfortable"];
const MOST_FAVOURITES: usize = 1_000;

/// A change of some of the preferences; what is absent or null stays as it is.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
pub(super) struct PreferencesChange {
    multi_customer: Option<bool>,
    theme: Option<String>,
    density: Option<String>,
    time_zone: Option<String>,
    favourites: Option<Vec<CustomerId>>,
}

/// The caller's preferences as they take effect.
#[utoipa::path(get, path = "/preferences", tag = "directory", responses(
    (status = 200, body = Preferences), (status = 401, body = ErrorBody)))]
pub(super) async fn read(State(state): State<DirectoryState>, caller: Caller) -> Result<Json<Preferences>> {
    let chosen = state.store().preferences(caller.analyst.id).await?.unwrap_or_default();
    Ok(Json(View::of(&caller.analyst, &state).await?.effective(chosen)))
}

/// Changes what the body names and answers the whole. Switching the multi-customer screens on is refused with 409
/// while the partner lacks partner status, a licence, or a licensed associated customer; the sentence says which.
#[utoipa::path(put, path = "/preferences", tag = "directory", request_body = PreferencesChange, responses(
    (status = 200, body = Preferences), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub(super) async fn write(
    State(state): State<DirectoryState>,
    caller: Caller,
    Body(change): Body<PreferencesChange>,
) -> Result<Json<Preferences>> {
    let view = View::of(&caller.analyst, &state).await?;
    if let (Some(true), Some(obstacle)) = (change.multi_customer, view.obstacle()) {
        let sentence = format!("Multi Customer Investigations cannot be switched on: {obstacle}");
        return Err(Error::Conflict(sentence));
    }
    let chosen = state.store().preferences(caller.analyst.id).await?.unwrap_or_default();
    let chosen = change.applied_to(chosen)?;
    state.store().set_preferences(caller.analyst.id, &chosen).await?;
    Ok(Json(view.effective(chosen)))
}

impl PreferencesChange {
    fn applied_to(self, chosen: Preferences) -> Result<Preferences> {
        if let Some(theme) = &self.theme {
            one_of("theme", theme, &THEMES)?;
        }
        if let Some(density) = &self.density {
            one_of("density", density, &DENSITIES)?;
        }
        if self.time_zone.as_deref().is_some_and(|zone| !sound_zone(zone)) {
            return Err(Error::BadRequest("time_zone is not an IANA name such as Europe/Lisbon.".to_owned()));
        }
        if self.favourites.as_ref().is_some_and(|favourites| favourites.len() > MOST_FAVOURITES) {
            return Err(Error::BadRequest(format!("At most {MOST_FAVOURITES} favourites are kept.")));
        }
        let mut seen = HashSet::new();
        Ok(Preferences {
            multi_customer: self.multi_customer.unwrap_or(chosen.multi_customer),
            theme: self.theme.unwrap_or(chosen.theme),
            density: self.density.unwrap_or(chosen.density),
            time_zone: self.time_zone.unwrap_or(chosen.time_zone),
            favourites: self
                .favourites
                .map(|ids| ids.into_iter().filter(|id| seen.insert(*id)).collect())
                .unwrap_or(chosen.favourites),
        })
    }
}

fn one_of(name: &str, word: &str, words: &[&str]) -> Result<()> {
    if words.contains(&word) {
        return Ok(());
    }
    Err(Error::BadRequest(format!("{name} is one of {}.", words.join(", "))))
}

/// Spelt like a name of the time zone database; empty for the browser's own. Whether the browser knows it, it says.
fn sound_zone(zone: &str) -> bool {
    zone.len() <= 64 && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-/".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hostile_bodies_are_refused_or_sound(text in ".{0,80}", theme in ".{0,12}", zone in ".{0,70}") {
            let _ = serde_json::from_str::<PreferencesChange>(&text);
            let change = PreferencesChange { theme: Some(theme), time_zone: Some(zone), ..Default::default() };
            if let Ok(kept) = change.applied_to(Preferences::default()) {
                prop_assert!(THEMES.contains(&kept.theme.as_str()));
                prop_assert!(sound_zone(&kept.time_zone));
            }
        }
    }

    #[test]
    fn what_is_absent_stays() {
        let before = Preferences { theme: "dark".into(), time_zone: "Europe/Lisbon".into(), ..Preferences::default() };
        let change: PreferencesChange = serde_json::from_str(r#"{"density":"compact","time_zone":null}"#).unwrap();
        let after = change.applied_to(before.clone()).unwrap();
        assert_eq!(after, Preferences { density: "compact".into(), ..before });
    }
}
