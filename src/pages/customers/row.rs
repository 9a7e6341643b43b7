//! One customer's work: counts, a bar and a week beside them, and the way in. Unknown is said, never zero. Only what
//! changed is drawn again, so that the focus stays where it is while rows come in.

use super::rows::{LoadRow, of_priority};
use crate::components::flow::Show;
use crate::components::{CustomerName, Icon, IconName, PriorityBar, RelativeTime, Spark, TimeStyle};
use crate::format::words;
use crate::format::zone::clock_time;
use crate::reactive::{derived, memo};
use crate::route::Route;
use crate::state::{Clock, Links};
use crate::sync::Sync;
use contract::Priority;
use leptos::prelude::*;
use trusted_view::view;
use working_set::{CustomerState, Load, Total};

/// A row of the Customers view.
#[component]
pub(super) fn CustomerLoadRow(
    /// Its facts, as they change.
    row: Memo<Option<LoadRow>>,
    /// The largest customer's active work.
    largest: Memo<Option<Total>>,
) -> impl IntoView {
    let links = Links::expect();
    let customer = memo(move || row.with(|row| row.as_ref().map(|row| row.customer.clone())));
    let state = memo(move || row.with(|row| row.as_ref().map(|row| row.load.state.clone())));
    let load = memo(move || row.with(|row| row.as_ref().and_then(|row| row.load.load.clone())));
    let known = memo(move || load.with(Option::is_some));
    let role = memo(move || {
        row.with(|row| {
            row.as_ref().map(|row| row.role.as_ref().map_or("?".to_owned(), |role| words::role(role).to_owned()))
        })
    });
    let down =
        derived(move || matches!(state.get(), Some(CustomerState::Failing { .. } | CustomerState::Stale { .. })));
    let head = move || {
        customer.get().map(|customer| {
            view! {
                <a class="name-link" href=links.to(&Route::CustomerInvestigations(customer.id, Default::default()))>
                    <CustomerName
                        id=customer.id
                        name=customer.name
                        code=customer.code
                        region=customer.region
                        down=down
                    />
                </a>
            }
        })
    };
    let manage = move || {
        customer.get().map(|customer| {
            view! {
                <a
                    class="btn small"
                    href=links.to(&Route::CustomerInvestigations(customer.id, Default::default()))
                    aria-label=format!("Manage Investigations, {}", customer.name)
                >
                    "Manage Investigations"
                </a>
            }
        })
    };
    view! {
        <tr class:unavailable=move || !known.get()>
            <th scope="row">{head}</th>
            {move || match known.get() {
                true => view! { <Counts load=load largest=largest /> }.into_any(),
                false => view! { <Unknown state=state customer=customer /> }.into_any(),
            }}
            <td class="soft w-wide">{role}</td>
            <td class="num">{manage}</td>
        </tr>
    }
}

#[component]
fn Counts(load: Memo<Option<Load>>, largest: Memo<Option<Total>>) -> impl IntoView {
    let clock = Clock::expect();
    let parts = memo(move || {
        let whole = largest.get();
        load.with(|load| {
            let counts = load.iter().flat_map(|load| load.by_priority.clone());
            counts
                .map(|(priority, total)| {
                    let share = whole.map_or(0.0, |whole| total.share_of(whole));
                    (priority, share, format!("{total:#}"))
                })
                .collect::<Vec<(Priority, f32, String)>>()
        })
    });
    let cells = (0..Priority::KNOWN.len()).map(|at| {
        let total = memo(move || load.with(|load| load.as_ref().and_then(|load| of_priority(load, at))));
        view! { <CountCell total=total class=if at == 0 { "num pn t-danger strong" } else { "num pn" } /> }
    });
    let active = memo(move || load.with(|load| load.as_ref().map(|load| format!("{:#}", load.active))));
    let unassigned = memo(move || load.with(|load| load.as_ref().map(|load| load.unassigned)));
    let oldest = memo(move || load.with(|load| load.as_ref().and_then(|load| load.oldest)));
    let oldest = move || {
        oldest.get().map(|at| {
            view! { <RelativeTime at=at now=clock.now() zone=clock.zone() style=TimeStyle::Age /> }
        })
    };
    view! {
        <td class="num strong">{active}</td>
        <td class="w-wide c-bar">{move || view! { <PriorityBar parts=parts.get() /> }}</td>
        {cells.collect_view()}
        <CountCell total=unassigned class="num" />
        <td class="num soft">{oldest}</td>
        <Week load=load />
    }
}

/// Opened per day: today marked, in the critical colour when it is more than twice any of the six days before.
#[component]
fn Week(load: Memo<Option<Load>>) -> impl IntoView {
    let days = memo(move || load.with(|load| load.as_ref().map(|load| load.opened_per_day)));
    let drawn = move || {
        days.get().map(|days| {
            let highest = days.into_iter().max_by(|a, b| a.known_cmp(*b));
            let heights = days.iter().map(|day| highest.map_or(0.0, |highest| day.share_of(highest))).collect();
            let said: Vec<String> = days.iter().map(|day| format!("{day:#}")).collect();
            let label = format!("Opened per day, last 7 days of UTC, today last: {}", said.join(", "));
            let (up, title) = (rising(&days), label.clone());
            view! {
                <span title=title>
                    <Spark heights=heights label=label up=up />
                </span>
            }
        })
    };
    view! { <td class="w-wide">{drawn}</td> }
}

/// Today has more than twice what any day before it had.
fn rising(days: &[Total; 7]) -> bool {
    let [before @ .., today] = days;
    let highest = before.iter().max_by(|a, b| a.known_cmp(**b));
    highest.is_some_and(|highest| today.known_cmp(*highest).is_gt() && highest.share_of(*today) < 0.5)
}

#[component]
fn CountCell(total: Memo<Option<Total>>, class: &'static str) -> impl IntoView {
    let none = memo(move || total.get().is_some_and(Total::none));
    let words = memo(move || total.get().map_or("?".to_owned(), |total| format!("{total:#}")));
    view! {
        <td class=move || if none.get() { "num pn zero" } else { class }>
            {move || match none.get() {
                true => view! {
                    <span aria-hidden="true">"·"</span>
                    <span class="sr">"0"</span>
                }
                .into_any(),
                false => view! { {words} }.into_any(),
            }}
        </td>
    }
}

#[component]
fn Unknown(state: Memo<Option<CustomerState>>, customer: Memo<Option<contract::directory::Customer>>) -> impl IntoView {
    let (sync, clock) = (Sync::expect(), Clock::expect());
    let region = memo(move || customer.get().map(|customer| customer.region));
    let retry =
        memo(move || matches!(state.get(), Some(CustomerState::Failing { .. } | CustomerState::Refused { .. })));
    let text = memo(move || {
        let code = region.get().map(|region| region.to_string()).unwrap_or_default();
        match state.get() {
            Some(CustomerState::Failing { since, .. }) => {
                let since = clock.zone().with(|zone| clock_time(since, zone));
                format!("{code} not answering since {since}, counts unknown")
            }
            Some(CustomerState::Refused { .. }) => format!("{code} refused, counts unknown"),
            _ => "Loading, counts not known yet".to_owned(),
        }
    });
    let again = move |_| {
        if let Some(region) = region.get_untracked() {
            sync.retry(&[region]);
        }
    };
    view! {
        <td class="num">"?"</td>
        <td colspan="9">
            <span class="row t-warn">
                <Icon name=IconName::Warn />
                {text}
                <Show when=move || retry.get()>
                    <button class="link" on:click=again>
                        "Retry"
                    </button>
                </Show>
            </span>
        </td>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{CustomerId, Rrn};
    use working_set::{Standing, StandingOf, WorkingSet};

    #[test]
    fn a_day_rises_when_it_has_twice_what_any_before_it_had() {
        let mut set = WorkingSet::new();
        let customer = CustomerId::from_u128(1);
        let region: contract::RegionCode = "eu".parse().unwrap();
        let now = "2026-03-17T10:00:00Z".parse().unwrap();
        set.ledger_mut().expect([StandingOf { customer, region: region.clone(), standing: Standing::Expected }]);
        let days = |set: &WorkingSet| set.loads(now).whole.opened_per_day;
        assert!(!rising(&days(&set)), "nothing is no news");
        let asked = set.asking();
        let opened = ["2026-03-12T08:00:00Z", "2026-03-17T07:00:00Z", "2026-03-17T08:00:00Z", "2026-03-17T09:00:00Z"];
        let row = |at: usize| {
            let row: contract::idr::Investigation = serde_json::from_value(serde_json::json!({
                "rrn": Rrn::new(&region, customer, &format!("N{at}")).unwrap(), "organization_id": customer,
                "title": "t", "source": "ALERT", "status": "OPEN", "priority": "LOW", "created_time": opened[at]
            }))
            .unwrap();
            row.into()
        };
        set.ingest((0..3).map(row), asked);
        assert!(!rising(&days(&set)), "2 after 1 is an ordinary day");
        let asked = set.asking();
        set.ingest((3..4).map(row), asked);
        assert!(rising(&days(&set)));
    }
}
