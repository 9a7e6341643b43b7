//! Export of exactly what a list answers, or of the ticked rows: asked about where regions mix, built in slices, saved.

mod fields;
mod file;

use super::list::List;
use super::selection::Selection;
use crate::components::flow::Show;
use crate::components::{Dialog, DialogWidth, Icon, IconName};
use crate::format::count::{count, plural};
use crate::late::{late_above, late_fn};
use crate::reactive::{derived, effect, memo};
use crate::state::Toasts;
use crate::state::toasts::Tone;
use contract::RegionCode;
use leptos::html;
use leptos::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use trusted_view::view;
use working_set::RowId;

/// From here on progress is shown.
const MANY: usize = 10_000;

/// Where an export stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// Nothing is exported.
    Rest,
    /// Its regions are looked at.
    Looking,
    /// It mixes regions: the analyst's word is awaited.
    Asking(BTreeMap<RegionCode, usize>),
    /// So many rows of all are written.
    Writing(usize),
}

/// One export at a time.
#[derive(Clone, Copy)]
struct Export {
    list: List,
    toasts: Toasts,
    stage: RwSignal<Stage>,
    rows: StoredValue<Arc<[RowId]>>,
    /// The ticked rows and no others.
    selection: bool,
}

impl Export {
    fn new(list: List, selection: bool) -> Self {
        let rows = StoredValue::new(Arc::from([]));
        Self { list, toasts: Toasts::expect(), stage: RwSignal::new(Stage::Rest), rows, selection }
    }

    /// The rest is done by what is drawn from then on.
    fn begin(self, rows: Arc<[RowId]>) {
        if self.stage.get_untracked() == Stage::Rest {
            self.rows.set_value(rows);
            self.stage.set(Stage::Looking);
        }
    }

    fn is_on(self) -> bool {
        self.stage.with(|stage| *stage != Stage::Rest)
    }

    /// Looks where the rows live; one region needs no question.
    fn look(self) {
        let rows = self.rows.get_value();
        leptos::task::spawn_local(async move {
            let regions = file::regions(self.list, &rows).await;
            if self.stage.try_get_untracked() != Some(Stage::Looking) {
                return;
            }
            if regions.len() > 1 { self.stage.set(Stage::Asking(regions)) } else { self.write() }
        });
    }

    fn write(self) {
        let rows = self.rows.get_value();
        self.stage.set(Stage::Writing(0));
        leptos::task::spawn_local(async move {
            let preamble = file::preamble(self.list);
            let told = move |done: usize| {
                // The screen may have gone, or the analyst may have cancelled.
                let on = matches!(self.stage.try_get_untracked(), Some(Stage::Writing(_)));
                if on {
                    self.stage.set(Stage::Writing(done));
                }
                on
            };
            let built = file::build(self.list, &rows, &preamble, self.selection, told).await;
            let on = matches!(self.stage.try_get_untracked(), Some(Stage::Writing(_)));
            let Some((parts, written)) = built.filter(|_| on) else { return };
            self.stage.set(Stage::Rest);
            match file::save(parts, &file::name(self.list)) {
                Ok(()) => {
                    let text = format!("{} exported", plural(written as u64, "investigation"));
                    self.toasts.push(Tone::Done, text, Some(preamble.coverage), None);
                }
                Err(why) => self.toasts.failed("Nothing was exported", format!("{why}. Try again.")),
            }
        });
    }

    fn cancel(self) {
        self.stage.set(Stage::Rest);
    }
}

/// Exports every row of the list's question.
#[component]
pub(super) fn ExportButton(
    /// The list.
    list: List,
) -> impl IntoView {
    let export = Export::new(list, false);
    let begin = move |_| export.begin(list.answer.with_untracked(|answer| Arc::clone(&answer.rows)));
    view! {
        <button
            class="btn quiet icon-only"
            aria-label="Export as CSV"
            title="Export as CSV: every row that the question answers"
            on:click=begin
        >
            <Icon name=IconName::Download />
        </button>
        {late_above(export_dialog, move || export.is_on(), move || (export,))}
    }
}

/// Exports the ticked rows, in the order of the list.
#[component]
pub(super) fn ExportSelection(
    /// The list.
    list: List,
    /// Its ticked rows.
    selection: Selection,
) -> impl IntoView {
    let export = Export::new(list, true);
    let begin = move |_| {
        let ticked = selection.rows();
        let mut wanted: HashSet<RowId> = ticked.iter().copied().collect();
        let ordered = |answer: &Arc<working_set::Answer>| {
            answer.rows.iter().filter(|row| wanted.remove(*row)).copied().collect::<Vec<_>>()
        };
        let mut rows = list.answer.with_untracked(ordered);
        // Ticked, and no longer among the answers: last.
        rows.extend(ticked.into_iter().filter(|row| wanted.contains(row)));
        export.begin(rows.into());
    };
    view! {
        <button class="btn quiet" title="Export the selected as CSV" on:click=begin>
            <Icon name=IconName::Download />
            "Export"
        </button>
        {late_above(export_dialog, move || export.is_on(), move || (export,))}
    }
}

late_fn!(tools: /// See [`ExportDialog`].
    fn export_dialog(export: Export) -> AnyView {
        view! { <ExportDialog export=export /> }.into_any()
    }
);

/// Exports; names the regions before they end up in one file, and shows how far a long export is.
#[component]
fn ExportDialog(export: Export) -> impl IntoView {
    let stage = export.stage;
    let begun = memo(move || stage.with(|stage| *stage == Stage::Looking));
    effect(move || {
        if begun.get() {
            export.look();
        }
    });
    let total = move || export.rows.with_value(|rows| rows.len());
    let asking = memo(move || stage.with(|stage| matches!(stage, Stage::Asking(_))));
    let open = derived(move || {
        stage.with(|stage| match stage {
            Stage::Asking(_) => true,
            Stage::Writing(_) => total() > MANY,
            Stage::Rest | Stage::Looking => false,
        })
    });
    let title = move || {
        stage.track();
        format!("Export {}", plural(total() as u64, "investigation"))
    };
    let footer = move || {
        view! {
            <button class="btn" on:click=move |_| export.cancel()>
                "Cancel"
            </button>
            <Show when=move || asking.get()>
                <button class="btn primary" on:click=move |_| export.write()>
                    "Export into one file"
                </button>
            </Show>
        }
        .into_any()
    };
    view! {
        <Dialog
            open=open
            title=derived(title)
            width=DialogWidth::Narrow
            on_close=move |()| export.cancel()
            footer=footer
        >
            {move || match asking.get() {
                true => view! { <Mixed stage=stage /> }.into_any(),
                false => view! { <Writing stage=stage total=total() /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Mixed(stage: RwSignal<Stage>) -> impl IntoView {
    let regions = stage.with_untracked(|stage| match stage {
        Stage::Asking(regions) => regions.clone(),
        _ => BTreeMap::new(),
    });
    let number = regions.len();
    let lines = regions.into_iter().map(|(region, rows)| {
        view! {
            <li>
                <b>{region.to_string()}</b>
                " "
                {plural(rows as u64, "investigation")}
            </li>
        }
    });
    view! {
        <p>
            {format!("The file puts data of {} regions into one place, outside of all of them:", count(number as u64))}
        </p>
        <ul class="plain-list mt-2">{lines.collect_view()}</ul>
    }
}

#[component]
fn Writing(stage: RwSignal<Stage>, total: usize) -> impl IntoView {
    let done = memo(move || match stage.get() {
        Stage::Writing(done) => done,
        _ => 0,
    });
    let bar = NodeRef::<html::I>::new();
    effect(move || {
        let share = done.get() as f64 * 100.0 / total.max(1) as f64;
        if let Some(bar) = bar.get() {
            // A width of our own making is one.
            _ = web_sys::HtmlElement::style(&bar).set_property("--w", &format!("{share:.1}%"));
        }
    });
    view! {
        <p class="num">{move || format!("{} of {} written", count(done.get() as u64), count(total as u64))}</p>
        <div
            class="progress mt-2"
            role="progressbar"
            aria-label="Export"
            aria-valuemin="0"
            aria-valuemax=total
            aria-valuenow=done
        >
            <i node_ref=bar></i>
        </div>
    }
}
