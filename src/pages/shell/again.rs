//! Signing in again in place: the screen, its drafts and its selection stay behind the dialog.

use crate::components::flow::Show;
use crate::components::{Banner, Dialog, DialogWidth, Tone};
use crate::pages::sign_in::SignInForm;
use crate::reactive::{derived, effect, memo};
use crate::state::{Drafts, Phase, SessionState};
use leptos::prelude::*;
use trusted_view::view;

/// A dialog while the session is over; put aside, a line that leads back to it.
#[component]
pub(super) fn SignInAgain() -> impl IntoView {
    let session = SessionState::expect();
    let drafts = Drafts::expect();
    let ended = memo(move || session.phase().get() == Phase::Ended);
    let aside = RwSignal::new(false);
    effect(move || {
        if !ended.get() {
            aside.set(false);
        }
    });
    let open = derived(move || ended.get() && !aside.get());
    let kept = move || match drafts.count() {
        0 => "Nothing is lost: this screen stays as it is.".to_owned(),
        1 => "One draft comment is kept in this tab. Sign in and it is where you left it.".to_owned(),
        count => format!("{count} draft comments are kept in this tab. Sign in and they are where you left them."),
    };
    view! {
        <Dialog open=open title="Your session ended" width=DialogWidth::Narrow on_close=move |()| aside.set(true)>
            <p class="soft sign-in-kept">{kept}</p>
            <Show
                when=move || !session.embedded()
                fallback=move || {
                    view! {
                        <button class="btn primary" on:click=move |_| leptos::task::spawn_local(session.start())>
                            "Continue with your portal's session"
                        </button>
                    }
                }
            >
                <SignInForm />
            </Show>
        </Dialog>
        <Show when=move || ended.get() && aside.get()>
            <div class="session-ended">
                <Banner tone=Tone::Warn title="Your session ended" flush=true>
                    <button class="link" on:click=move |_| aside.set(false)>
                        "Sign in"
                    </button>
                    " to load and save again. What you see stays."
                </Banner>
            </div>
        </Show>
    }
}
