//! Measures: how tall rows are, how much is seen of them, how far the grid is scrolled.

use super::GridState;
use crate::reactive::{effect, memo};
use leptos::html::Div;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::AddEventListenerOptions;

/// Height of a row, in pixels, while no style sheet says another.
const UNSTYLED: f64 = 36.0;
/// How long the list stands still before the rows around those that are seen are drawn.
const SETTLED: Duration = Duration::from_millis(80);

impl GridState {
    /// Measures when the grid comes, when the window changes, and when rows get another height.
    pub(super) fn keep_measure(self) {
        let measure = move || request_animation_frame(move || self.measure());
        // Only these: to measure is to have everything laid out, in the middle of whatever is being written.
        let density = memo(move || self.list.session.preferences().density);
        let loading = memo(move || self.list.coverage.with(working_set::Coverage::loading));
        effect(move || {
            density.track();
            loading.track();
            self.peeked.track();
            if self.scroller.get().is_some() && self.rows.get().is_some() {
                self.measure();
                // Once more when styles have come in.
                measure();
            }
        });
        let resize = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || resize.remove());
        self.follow_page();
    }

    /// On a screen too low for panes the page scrolls, not the grid: scrolls of anything around it count too.
    fn follow_page(self) {
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(true);
        let listen = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            let own = self.scroller.try_get_untracked().flatten();
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if let (Some(own), Some(target)) = (own, target)
                && target != *AsRef::<web_sys::Node>::as_ref(&own)
                && target.contains(Some(&own))
            {
                self.scrolled();
            }
        });
        let listen = StoredValue::new_local(listen);
        let around = StoredValue::new_local(None::<web_sys::Node>);
        effect(move || {
            let Some(scroller) = self.scroller.get() else { return };
            let root = scroller.get_root_node();
            listen.with_value(|listen| {
                let call = listen.as_ref().unchecked_ref();
                // The same listener twice is one.
                _ = root.add_event_listener_with_callback_and_add_event_listener_options("scroll", call, &options);
            });
            around.set_value(Some(root));
        });
        on_cleanup(move || {
            if let Some(Some(root)) = around.try_get_value() {
                listen.try_with_value(|listen| {
                    let call = listen.as_ref().unchecked_ref();
                    _ = root.remove_event_listener_with_callback_and_bool("scroll", call, true);
                });
            }
        });
    }

    pub(super) fn measure(&self) {
        let node = |node: NodeRef<Div>| node.try_get_untracked().flatten();
        let Some(probe) = node(self.probe) else { return };
        let line = probe.get_bounding_client_rect().height();
        let line = if line < 1.0 { UNSTYLED } else { line };
        self.space.try_update_value(|space| space.measured(space.count, line, space.seen));
        if self.come_back() {
            return;
        }
        self.scrolled();
    }

    /// Reads how far it is scrolled and draws at once: the frame that shows the new place shows its rows.
    pub(in crate::pages::investigations::grid) fn scrolled(&self) {
        let node = |node: NodeRef<Div>| node.try_get_untracked().flatten();
        let (Some(scroller), Some(rows)) = (node(self.scroller), node(self.rows)) else { return };
        let window_height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let head = f64::from(rows.offset_top());
        let (mut top, mut height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
        if height > window_height {
            // The scroller is as tall as its rows: what is seen is what the window shows of it.
            top = (head - rows.get_bounding_client_rect().top()).max(0.0);
            height = window_height;
        }
        let before = self.space.try_update_value(|space| {
            let before = *space;
            space.measured(space.count, space.line, (height - head).max(0.0));
            space.scroll(top);
            (before != *space).then_some(before)
        });
        if let Some(before) = before.flatten() {
            let away = self.space.with_value(|space| space.away());
            if self.away.get_untracked() != away {
                self.away.set(away);
            }
            let far = self.space.with_value(|space| space.is_far_from(&before));
            self.draw_lines(far);
            if far {
                self.settle();
            }
        }
    }

    /// Draws the rows around those that are seen once the list stands still: a long way is one screen after the other.
    fn settle(&self) {
        let grid = *self;
        let later = set_timeout_with_handle(move || grid.draw(), SETTLED).ok();
        if let Some(before) = self.settling.try_update_value(|now| std::mem::replace(now, later)).flatten() {
            before.clear();
        }
    }

    /// Scrolls so that this place among the lines is the first that is seen.
    pub(in crate::pages::investigations::grid) fn scroll_to(&self, top: f64) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let before = self.space.get_value();
        let to = self.space.try_update_value(|space| space.go(top));
        // Where it stands already nothing is set: that would have everything laid out before it is drawn.
        if to == Some(before.scrolled()) {
            if self.space.get_value() != before {
                self.draw();
            }
        } else if let Some(to) = to {
            // Pixels of a list fit with room to spare.
            scroller.set_scroll_top(to as i32);
            self.scrolled();
        }
    }
}
