//! The frame around every screen: top bar, the customer's identity band, messages, and signing in again in place.

mod account;
mod again;
mod band;
mod conflict;
mod help;
mod news;
mod palette;
mod side;
mod switcher;
mod toaster;
mod topbar;

pub use palette::{Command, offer};
pub use side::Side;

use crate::app::Settings;
use crate::route::Screen;
use crate::state::SessionState;
use again::SignInAgain;
use band::IdentityBand;
use conflict::ConflictDialog;
use help::Help;
use leptos::html::Main;
use leptos::prelude::*;
use palette::{Commands, Palette};
use toaster::Toaster;
use topbar::TopBar;
use trusted_view::view;

/// Top bar, band, screen.
#[component]
pub fn Shell(
    /// Which screen it frames.
    screen: Memo<Screen>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<Main>::new();
    let commands = Commands::new();
    provide_context(commands);
    news::tell(screen);
    // A new screen takes the focus, so that a keyboard or screen reader starts where the news is.
    Effect::new(move |before: Option<Screen>| {
        let now = screen.get();
        if before.is_some_and(|before| before != now)
            && let Some(main) = main.get_untracked()
        {
            let _ = main.focus();
        }
        now
    });
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    view! {
        <div class="app can-flow">
            <button class="skip-link" on:click=skip>"Skip to content"</button>
            <TopBar screen=screen commands=commands />
            {move || screen.with(Screen::customer).map(|customer| view! { <IdentityBand customer=customer /> })}
            <main class="screen" id="main" tabindex="-1" node_ref=main>
                {children()}
            </main>
        </div>
        <Toaster />
        <ConflictDialog />
        <Palette commands=commands />
        <Help commands=commands />
        <SignInAgain />
    }
}

/// Writes the document's title while the caller's screen stands, where the title is ours to write.
pub fn use_title(title: impl Fn() -> String + Send + Sync + 'static) {
    let session = SessionState::expect();
    let owned = Settings::expect().with(|config| config.owns_title);
    Effect::new(move || {
        let title = title();
        let partner = session.primary().map(|customer| customer.name);
        if owned {
            document().set_title(&match partner {
                Some(partner) => format!("{title} · {partner}"),
                None => title,
            });
        }
    });
}
