//! One part of the page that is still asked for, or did not answer. It says so for itself; the others stand.

use super::details::Details;
use crate::api::{ApiError, Problem};
use crate::components::{Banner, Tone};
use crate::reactive::memo;
use crate::state::{Query, Remote};
use leptos::prelude::*;
use trusted_view::view;

/// What is to be said before or instead of the content.
#[derive(Debug, Clone, PartialEq)]
enum Notice {
    Nothing,
    Resting,
    Failed(ApiError, bool),
}

/// Shapes while the first answer is on its way, a banner with Retry when it failed, nothing otherwise.
#[component]
pub(super) fn PartNotice<T>(
    /// Whose page this is.
    details: Details,
    /// The part, at the start of a sentence: `Alerts`.
    what: &'static str,
    /// What was asked.
    query: Query<T>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let notice = memo(move || {
        query.signal().with(|state| match state {
            Remote::Loading => Notice::Resting,
            Remote::Ready(_) | Remote::Refreshing(_) => Notice::Nothing,
            Remote::Failed(error, known) => Notice::Failed(error.clone(), known.is_some()),
        })
    });
    move || match notice.get() {
        Notice::Nothing => ().into_any(),
        Notice::Resting => view! {
            <div class="inv-rest" role="status">
                <span class="sr">{format!("{what}: being read")}</span>
                <span class="skel p-62" aria-hidden="true"></span>
                <span class="skel p-78" aria-hidden="true"></span>
                <span class="skel p-54" aria-hidden="true"></span>
            </div>
        }
        .into_any(),
        Notice::Failed(error, known) => view! {
            <div class="inv-notice">
                <Banner
                    tone=Tone::Danger
                    title=format!("{what} at {} could not be read", details.name().get_untracked())
                    actions=move || {
                        view! {
                            <button type="button" class="btn small" on:click=move |_| query.reload()>
                                "Retry"
                            </button>
                        }
                    }
                >
                    {format!("{error}. ")}
                    {if known { "What you see is older." } else { "Nothing is lost." }}
                    <Reference error=error />
                </Banner>
            </div>
        }
        .into_any(),
    }
}

/// Where the operator finds the cause.
#[component]
pub(super) fn Reference(
    /// What went wrong.
    error: ApiError,
) -> impl IntoView {
    error.correlation_id.map(|id| {
        view! {
            <div class="muted small">
                "Reference "
                <span class="mono">{id}</span>
            </div>
        }
    })
}

/// The gateway speaks the public subset only, so that this part does not exist there.
pub(super) fn absent<T>(state: &Remote<T>) -> bool {
    matches!(state, Remote::Failed(error, _) if matches!(error.problem, Problem::NotFound(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Service;

    #[test]
    fn a_part_is_absent_only_where_the_gateway_does_not_have_it() {
        let error =
            |problem| Remote::<()>::Failed(ApiError::new(Service::Region("eu".parse().unwrap()), problem), None);
        assert!(absent(&error(Problem::NotFound("Not found".into()))));
        assert!(!absent(&error(Problem::Unreachable)));
        assert!(!absent(&Remote::<()>::Loading) && !absent(&Remote::Ready(())));
    }
}
