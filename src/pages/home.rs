//! Platform Home of the Primary Customer: a card per product the account really has.

use crate::app::Settings;
use crate::components::flow::Show;
use crate::components::{CodeTag, CustomerMark, Icon, IconName, MarkSize, PriorityMark, RegionTag};
use crate::pages::parts::CoverageLine;
use crate::pages::shell::use_title;
use crate::reactive::memo;
use crate::route::Route;
use crate::state::{Clock, Links, SessionState};
use crate::sync::Sync;
use contract::Priority;
use contract::directory::Customer;
use leptos::prelude::*;
use trusted_view::view;
use working_set::Query;

/// Platform Home.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let session = SessionState::expect();
    use_title(|| "Platform Home".to_owned());
    let primary = memo(move || session.primary());
    let about = memo(move || {
        session.with_session(|session| {
            let customers = session.customers.iter().filter(|customer| !customer.primary).count();
            format!("Primary Customer, {customers} customers in {} regions", session.regions.len())
        })
    });
    view! {
        <div class="screen-scroll grow">
            <div class="page">
                {move || primary.get().map(|customer| view! { <Heading customer=customer about=about /> })}
                <div class="cards home-cards">
                    {move || primary.get().map(|customer| view! { <SiemCard primary=customer /> })}
                    <PreferencesCard />
                </div>
            </div>
        </div>
    }
}

#[component]
fn Heading(customer: Customer, about: Memo<Option<String>>) -> impl IntoView {
    view! {
        <div class="row gap-4 home-head">
            <CustomerMark id=customer.id size=MarkSize::Huge />
            <div>
                <h1>{customer.name}</h1>
                <p class="row muted">
                    <CodeTag code=customer.code />
                    <RegionTag region=customer.region />
                    <span>{about}</span>
                </p>
            </div>
        </div>
    }
}

/// With the preference off, or without any right to the multi-customer screens, the card leads to the Primary
/// Customer's own SIEM.
#[component]
fn SiemCard(primary: Customer) -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let label = Settings::expect().with(|config| config.product_label.clone());
    let id = primary.id;
    let multi = memo(move || session.preferences().multi_customer);
    let target = move || {
        if multi.get() {
            links.to(&Route::Customers(Default::default()))
        } else if session.standing(&primary).expected() {
            links.to(&Route::CustomerInvestigations(id, Default::default()))
        } else {
            links.to(&Route::Access(id))
        }
    };
    let about = move || {
        if multi.get() {
            "Investigations of every customer you can work in".to_owned()
        } else {
            "Multi Customer Investigations is off: this leads to your own account's investigations".to_owned()
        }
    };
    view! {
        <section class="card product-card primary">
            <div class="row gap-3">
                <span class="product-icon">
                    <Icon name=IconName::Shield />
                </span>
                <div class="grow">
                    <h2>
                        <a href=target>{label}</a>
                    </h2>
                    <p class="soft">{about}</p>
                </div>
                <Icon name=IconName::ArrowRight />
            </div>
            <Show when=move || multi.get()>
                <Figures />
            </Show>
        </section>
    }
}

/// What waits behind the card, with what the numbers are worth.
#[component]
fn Figures() -> impl IntoView {
    let (clock, sync) = (Clock::expect(), Sync::expect());
    let whole = memo(move || {
        let now = clock.now().get();
        sync.with(|set| set.loads(now).whole)
    });
    let of = move |wanted: Priority| {
        whole.with(|load| {
            load.by_priority.iter().find(|(priority, _)| *priority == wanted).map(|(_, total)| format!("{total:#}"))
        })
    };
    view! {
        <div class="stats home-stats">
            <div class="stat">
                <div class="value">{move || whole.with(|load| format!("{:#}", load.active))}</div>
                <div class="label">"active"</div>
            </div>
            <div class="stat">
                <div class="value">{move || of(Priority::Critical)}</div>
                <div class="label">
                    <PriorityMark priority=Priority::Critical bare=true />
                    "critical"
                </div>
            </div>
            <div class="stat">
                <div class="value">{move || of(Priority::High)}</div>
                <div class="label">
                    <PriorityMark priority=Priority::High bare=true />
                    "high"
                </div>
            </div>
            <div class="stat">
                <div class="value">{move || whole.with(|load| format!("{:#}", load.unassigned))}</div>
                <div class="label">"unassigned"</div>
            </div>
        </div>
        <div class="home-coverage">
            <CoverageLine query=Query::active() />
        </div>
    }
}

#[component]
fn PreferencesCard() -> impl IntoView {
    let links = Links::expect();
    let session = SessionState::expect();
    let state = move || {
        let word = if session.preferences().multi_customer { "on" } else { "off" };
        format!("Multi Customer Investigations is {word}")
    };
    view! {
        <section class="card product-card">
            <div class="row gap-3">
                <span class="product-icon">
                    <Icon name=IconName::Sliders />
                </span>
                <div class="grow">
                    <h2>
                        <a href=links.to(&Route::Preferences)>"User Preferences"</a>
                    </h2>
                    <p class="soft">{state}</p>
                </div>
            </div>
        </section>
    }
}
