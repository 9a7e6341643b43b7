//! The analyst's own menu: preferences and signing out.

use crate::components::{Avatar, Icon, IconName, Menu, MenuItem, MenuLook};
use crate::reactive::{derived, memo};
use crate::route::Route;
use crate::state::{Drafts, Links, SessionState, Toasts};
use leptos::prelude::*;
use trusted_view::view;

/// Avatar and menu.
#[component]
pub(super) fn Account() -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let (drafts, toasts) = (Drafts::expect(), Toasts::expect());
    let analyst = memo(move || {
        session
            .with_session(|session| (session.analyst.name.clone(), session.analyst.email.clone()))
            .unwrap_or_default()
    });
    let items = derived(move || {
        let entry = |value: &str, text: &'static str, icon: IconName| {
            MenuItem::new(value, text).view(move || view! { <Icon name=icon /> {text} })
        };
        let mut items = vec![entry("preferences", "User Preferences", IconName::Sliders).head(analyst.get().1)];
        if !session.embedded() {
            items.push(entry("sign-out", "Sign out", IconName::Leave));
        }
        items
    });
    let pick = Callback::new(move |value: String| {
        if value == "preferences" {
            links.go(&Route::Preferences);
            return;
        }
        sign_out(session, links, drafts, toasts);
    });
    view! {
        <Menu label="Account" items=items look=MenuLook::Bare("avatar-btn") on_pick=pick>
            {move || {
                let (name, email) = analyst.get();
                view! {
                    <span class="sr">{format!("{name}, account")}</span>
                    <Avatar name=name email=email large=true />
                }
            }}
        </Menu>
    }
}

/// Ends the session and forgets what was written; says so when it did not work.
pub(super) fn sign_out(session: SessionState, links: Links, drafts: Drafts, toasts: Toasts) {
    leptos::task::spawn_local(async move {
        match session.sign_out().await {
            Ok(()) => {
                drafts.clear();
                links.replace(&Route::SignIn);
            }
            Err(error) => toasts.failed("You are still signed in", error.to_string()),
        }
    });
}
