//! The reference sign-in, and what stands in its place while it is not known who this is.

use crate::api::{ApiError, Next, Problem};
use crate::components::flow::Show;
use crate::components::{Banner, Icon, IconName, Tone};
use crate::state::{Phase, SessionState};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use trusted_view::view;

/// Shown until somebody is signed in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = SessionState::expect();
    let body = move || match session.phase().get() {
        Phase::SignedOut => view! { <SignInForm heading=true /> }.into_any(),
        Phase::Failed(error) => view! { <Unreachable error=error /> }.into_any(),
        _ => view! {
            <p class="row sign-in-wait" role="status">
                <span class="spin" aria-hidden="true"></span>
                "Signing in…"
            </p>
        }
        .into_any(),
    };
    view! {
        <main class="sign-in" id="main">
            <div class="sign-in-box">
                <Glyph />
                {body}
            </div>
            <footer class="muted small">"Times are shown in UTC until you sign in"</footer>
        </main>
    }
}

/// The app's own mark.
#[component]
pub fn Glyph(
    /// More classes.
    #[prop(default = "sign-in-glyph")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 22 22" aria-hidden="true">
            <rect width="22" height="22" rx="6" fill="currentColor"></rect>
            <path
                d="M5 6.5h5v5H5zM12 6.5h5M12 11.5h5M5 15.5h12"
                fill="none"
                stroke="var(--on-accent)"
                stroke-width="1.6"
                stroke-linejoin="round"
                stroke-linecap="round"
            ></path>
        </svg>
    }
}

#[component]
fn Unreachable(error: ApiError) -> impl IntoView {
    let session = SessionState::expect();
    let retry = error.next() == Next::Retry || session.embedded();
    view! {
        <h1>"The app cannot start"</h1>
        <Banner tone=Tone::Danger title=error.to_string()>
            "Nothing is lost. It is not known yet who is signed in."
        </Banner>
        <Show when=move || retry>
            <button class="btn primary large block" on:click=move |_| leptos::task::spawn_local(session.start())>
                "Retry"
            </button>
        </Show>
    }
}

/// Address and password. Also drawn in place when a session ends.
#[component]
pub fn SignInForm(
    /// Whether the form names itself.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let session = SessionState::expect();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        leptos::task::spawn_local(async move {
            let outcome = session.sign_in(email.get_untracked(), password.get_untracked()).await;
            busy.try_set(false);
            if let Err(problem) = outcome {
                error.try_set(Some(problem));
                password.try_set(String::new());
            }
        });
    };
    let wrong = move || error.get().map(sentence);
    view! {
        <Show when=move || heading>
            <h1>"Sign in"</h1>
            <p class="soft sign-in-sub">"Multi-Customer Investigations"</p>
        </Show>
        <form class="card sign-in-form" on:submit=submit>
            <div class="field">
                <label for="mci-email">"Email"</label>
                <input
                    class="input"
                    id="mci-email"
                    name="email"
                    type="email"
                    required
                    autocomplete="username"
                    prop:value=email
                    on:input:target=move |event| email.set(event.target().value())
                />
            </div>
            <div class="field">
                <label for="mci-password">"Password"</label>
                <input
                    class="input"
                    id="mci-password"
                    name="password"
                    type="password"
                    required
                    autocomplete="current-password"
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby="mci-sign-in-error"
                    prop:value=password
                    on:input:target=move |event| password.set(event.target().value())
                />
                <span class="error" id="mci-sign-in-error" role="alert">
                    {move || {
                        wrong().map(|text| view! { <Icon name=IconName::CrossCircle small=true /> {text} })
                    }}
                </span>
            </div>
            <button type="submit" class="btn primary large block" aria-disabled=move || busy.get().then_some("true")>
                {move || if busy.get() { "Signing in…" } else { "Sign in" }}
            </button>
        </form>
    }
}

fn sentence(error: ApiError) -> String {
    match &error.problem {
        Problem::SignedOut => "Email or password is wrong.".to_owned(),
        Problem::Busy { retry_after_secs } => format!("Too many tries. Wait {retry_after_secs} s and try again."),
        _ => error.to_string(),
    }
}
