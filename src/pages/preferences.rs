//! User Preferences → Profile Preferences: the multi-customer switch with its conditions, time zone, theme, density.

use crate::api::{ApiError, directory};
use crate::app::Settings;
use crate::components::{Badge, BadgeTone, Banner, ChoiceGroup, Menu, MenuItem, MenuKind, MenuLook, Tone};
use crate::format::zone;
use crate::pages::shell::use_title;
use crate::reactive::{derived, memo};
use crate::state::{Clock, SessionState};
use contract::Timestamp;
use contract::directory::Preferences;
use leptos::prelude::*;
use trusted_view::view;

/// Saves a change at once, and says so.
#[derive(Clone, Copy)]
struct Saving {
    session: SessionState,
    clock: Clock,
    saved: RwSignal<Option<Timestamp>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Saving {
    fn new() -> Self {
        Self {
            session: SessionState::expect(),
            clock: Clock::expect(),
            saved: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn change(self, edit: impl FnOnce(&mut Preferences)) {
        let mut wanted = self.session.preferences();
        edit(&mut wanted);
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = directory::save_preferences(self.session.api(), wanted).await;
            self.busy.try_set(false);
            match outcome {
                Ok(saved) => {
                    self.session.saved(saved);
                    self.error.try_set(None);
                    self.saved.try_set(Some(self.clock.exact()));
                }
                Err(error) => {
                    self.session.note(&error);
                    self.error.try_set(Some(error));
                }
            }
        });
    }
}

/// Profile preferences.
#[component]
pub(super) fn PreferencesPage() -> impl IntoView {
    use_title(|| "User Preferences".to_owned());
    let saving = Saving::new();
    let foot = move || match saving.saved.get() {
        Some(at) => {
            let time = saving.clock.zone().with(|zone| zone::clock_time(at, zone));
            format!("Saved {time}. Stored with your account, without any customer data.")
        }
        None => "Saved as you change it. Stored with your account, without any customer data.".to_owned(),
    };
    view! {
        <div class="screen-scroll grow">
            <div class="page page-narrow">
                <div class="page-title">
                    <div>
                        <h1>"User Preferences"</h1>
                    </div>
                </div>
                <div class="stack settings">
                    {move || {
                        saving
                            .error
                            .get()
                            .map(|error| {
                                view! {
                                    <Banner tone=Tone::Danger title="Not saved">
                                        {error.to_string()} ". What was saved before stands."
                                    </Banner>
                                }
                            })
                    }}
                    <section>
                        <h2>"Profile Preferences"</h2>
                        <div class="card">
                            <MultiCustomer saving=saving />
                        </div>
                    </section>
                    <section>
                        <h2>"Dates and times"</h2>
                        <div class="card">
                            <TimeZone saving=saving />
                        </div>
                    </section>
                    <section>
                        <h2>"Display"</h2>
                        <div class="card">
                            <Display saving=saving />
                        </div>
                    </section>
                    <p class="muted small" role="status">
                        {foot}
                    </p>
                </div>
            </div>
        </div>
    }
}

#[component]
fn MultiCustomer(saving: Saving) -> impl IntoView {
    let on = memo(move || saving.session.preferences().multi_customer);
    view! {
        <div class="setting">
            <div>
                <div class="name">
                    <span class="row">
                        "Multi Customer Investigations"
                        {move || {
                            if on.get() {
                                view! { <Badge text="On" tone=BadgeTone::Ok /> }
                            } else {
                                view! { <Badge text="Off" tone=BadgeTone::Plain /> }
                            }
                        }}
                    </span>
                </div>
                <p class="desc">
                    "Work the investigations of all customers in one place. Off: the SIEM card opens your own account’s SIEM only."
                </p>
            </div>
            <div class="ctl">
                <input
                    type="checkbox"
                    class="switch"
                    role="switch"
                    aria-label="Multi Customer Investigations"
                    prop:checked=on
                    aria-disabled=move || saving.busy.get().then_some("true")
                    on:change:target=move |event| {
                        let wanted = event.target().checked();
                        // The switch shows what is saved, not what was asked for: the directory may refuse.
                        event.target().set_checked(on.get_untracked());
                        if !saving.busy.get_untracked() {
                            saving.change(|preferences| preferences.multi_customer = wanted);
                        }
                    }
                />
            </div>
        </div>
    }
}

#[component]
fn TimeZone(saving: Saving) -> impl IntoView {
    let fixed = Settings::expect().with(|config| config.time_zone.is_some());
    let current = saving.clock.zone();
    let items = derived(move || {
        let now = current.get();
        let own = MenuItem::new("", format!("Browser’s own ({})", zone::browser_zone())).checked(now.is_empty());
        let named = zone::zones().into_iter().map(|name| {
            let checked = name == now;
            MenuItem::new(name.clone(), name).checked(checked)
        });
        std::iter::once(own).chain(named).collect::<Vec<_>>()
    });
    let disabled = derived(move || fixed.then(|| "The portal decides the time zone".to_owned()));
    let pick = Callback::new(move |zone: String| saving.change(|preferences| preferences.time_zone = zone));
    let shown = move || current.with(|zone| if zone.is_empty() { zone::browser_zone() } else { zone.clone() });
    let time = move || current.with(|zone| zone::clock_time(saving.clock.now().get(), zone));
    view! {
        <div class="setting">
            <div>
                <div class="name">"Time zone"</div>
                <p class="desc">"Every time on screen is shown in this zone and says so."</p>
            </div>
            <div class="ctl zone-ctl">
                <Menu
                    label="Time zone"
                    items=items
                    look=MenuLook::Select
                    kind=MenuKind::Listbox
                    search="Find a time zone"
                    disabled=disabled
                    on_pick=pick
                >
                    {shown}
                    <span class="muted">{time}</span>
                </Menu>
            </div>
        </div>
    }
}

const THEMES: &[(&str, &str)] = &[("system", "System"), ("light", "Light"), ("dark", "Dark")];
const DENSITIES: &[(&str, &str)] = &[("compact", "Compact"), ("default", "Default"), ("comfortable", "Comfortable")];

#[component]
fn Display(saving: Saving) -> impl IntoView {
    let preferences = memo(move || saving.session.preferences());
    let host_theme = Settings::expect().with(|config| config.theme.is_some());
    let theme = derived(move || preferences.with(|preferences| preferences.theme.clone()));
    let density = derived(move || preferences.with(|preferences| preferences.density.clone()));
    view! {
        <div class="setting">
            <div>
                <div class="name">"Theme"</div>
                <p class="desc">
                    {host_theme.then_some("The portal around this app decides the theme here; your choice holds elsewhere.")}
                </p>
            </div>
            <div class="ctl">
                <ChoiceGroup
                    label="Theme"
                    choices=THEMES
                    value=theme
                    on_choose=move |theme| saving.change(|preferences| preferences.theme = theme)
                />
            </div>
        </div>
        <div class="setting">
            <div>
                <div class="name">"Density"</div>
                <p class="desc">"Height of a row in lists. Targets never get smaller than 24 pixels."</p>
            </div>
            <div class="ctl">
                <ChoiceGroup
                    label="Density"
                    choices=DENSITIES
                    value=density
                    on_choose=move |density| saving.change(|preferences| preferences.density = density)
                />
            </div>
        </div>
    }
}
