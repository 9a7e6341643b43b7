//! What stands in the place of a late part until it is there: nothing at first, then a calm sign, or what to do when it
//! could not be fetched.

use super::{Entered, Missing, at_once};
use crate::app::Settings;
use crate::components::{Banner, Tone};
use futures::FutureExt;
use js_sys::Promise;
use leptos::prelude::*;
use std::pin::Pin;
use trusted_view::view;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How far what is drawn late has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Coming,
    There,
    Not,
}

/// Fetches.
type Fetch = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), Missing>>>> + Send + Sync>;

/// Draws what a late function draws with these arguments, at once where its part is there, and stands in for it until then.
pub fn late<A, F>(
    enter: impl Fn(Option<A>) -> F + Copy + Send + Sync + 'static,
    arguments: impl Fn() -> A + Send + 'static,
) -> AnyView
where
    A: 'static,
    F: Future<Output = Entered<AnyView>> + 'static,
{
    placed(enter, arguments, false)
}

/// As [`late`], for what opens above a screen: nothing until `open` first holds; from then on it stays.
pub fn late_above<A, F>(
    enter: impl Fn(Option<A>) -> F + Copy + Send + Sync + 'static,
    open: impl Fn() -> bool + Send + Sync + 'static,
    arguments: impl Fn() -> A + Copy + Send + 'static,
) -> AnyView
where
    A: 'static,
    F: Future<Output = Entered<AnyView>> + 'static,
{
    let wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || open());
    (move || wanted.get().then(|| placed(enter, arguments, true))).into_any()
}

fn placed<A, F>(
    enter: impl Fn(Option<A>) -> F + Copy + Send + Sync + 'static,
    arguments: impl Fn() -> A + Send + 'static,
    above: bool,
) -> AnyView
where
    A: 'static,
    F: Future<Output = Entered<AnyView>> + 'static,
{
    let there = matches!(at_once(enter(None)), Some(Ok(_)));
    let draw = move || at_once(enter(Some(arguments()))).and_then(Result::ok).flatten();
    let fetch = move || Box::pin(enter(None).map(|entered| entered.map(drop))) as Pin<Box<_>>;
    stand(there, Box::new(draw), Box::new(fetch), above)
}

fn stand(there: bool, draw: Box<dyn Fn() -> Option<AnyView> + Send>, fetch: Fetch, above: bool) -> AnyView {
    let came = RwSignal::new(if there { Came::There } else { Came::Coming });
    let fetch = StoredValue::new(fetch);
    let ask = move || {
        let Some(fetching) = fetch.try_with_value(|fetch| fetch()) else { return };
        leptos::task::spawn_local(async move {
            let done = fetching.await;
            // Who has left meanwhile is told nothing.
            _ = came.try_set(if done.is_ok() { Came::There } else { Came::Not });
        });
    };
    if !there {
        ask();
    }
    let retry = Callback::new(move |()| {
        came.set(Came::Coming);
        ask();
    });
    (move || match came.get() {
        Came::There => draw(),
        Came::Coming => Some(view! { <Coming above=above /> }.into_any()),
        Came::Not => Some(view! { <Failed above=above retry=retry /> }.into_any()),
    })
    .into_any()
}

#[component]
fn Coming(above: bool) -> impl IntoView {
    view! {
        <div class="late" class:above=above>
            <p class="late-busy row" role="status">
                <span class="spin" aria-hidden="true"></span>
                "Loading…"
            </p>
        </div>
    }
}

#[component]
fn Failed(above: bool, retry: Callback<()>) -> impl IntoView {
    let replaced = RwSignal::new(false);
    let ask = outdated();
    leptos::task::spawn_local(async move {
        if ask.await {
            _ = replaced.try_set(true);
        }
    });
    let reload = move |_| {
        // A page that may not reload itself is reloaded by hand.
        _ = window().location().reload();
    };
    let said = move || match replaced.get() {
        true => view! {
            <Banner
                tone=Tone::Warn
                title="A new version of the app is there, and this part came with it"
                actions=move || view! { <button type="button" class="btn small" on:click=reload>"Reload"</button> }
            >
                "Reloading empties what you are typing; finish it first. "
            </Banner>
        }
        .into_any(),
        false => view! {
            <Banner
                tone=Tone::Danger
                title="This part of the app could not be loaded"
                actions=move || {
                    view! { <button type="button" class="btn small" on:click=move |_| retry.run(())>"Retry"</button> }
                }
            >
                "Nothing is lost. "
            </Banner>
        }
        .into_any(),
    };
    view! {
        <div class="late" class:above=above>
            {said}
        </div>
    }
}

/// Whether the server has another build than the one that runs; only `boot.js` knows where its files are.
fn outdated() -> impl Future<Output = bool> {
    let asked = Settings::expect().with(|config| config.outdated.clone()).map(|ask| ask.call0(&JsValue::NULL));
    async move {
        let Some(Ok(asked)) = asked else { return false };
        let Ok(promise) = asked.dyn_into::<Promise>() else { return false };
        JsFuture::from(promise).await.is_ok_and(|answer| answer.as_bool() == Some(true))
    }
}
