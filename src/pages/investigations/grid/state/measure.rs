//! Measures: how tall rows are, how much is seen of them, how far the grid is scrolled.

use super::GridState;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::AddEventListenerOptions;

/// Height of a row, in pixels, while no style sheet says another.
const UNSTYLED: f64 = 36.0;

impl GridState {
    /// Measures when the grid comes, when the window changes, and when rows get another height.
    pub(super) fn keep_measure(self) {
        let measure = move || request_animation_frame(move || self.measure());
        Effect::new(move || {
            self.list.session.preferences();
            self.list.coverage.with(working_set::Coverage::loading);
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
        Effect::new(move || {
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
        let moved = self.space.try_update_value(|space| {
            let before = *space;
            space.measured(space.count, space.line, (height - head).max(0.0));
            space.scroll(top);
            before != *space
        });
        if moved == Some(true) {
            let away = self.space.with_value(|space| space.away());
            if self.away.get_untracked() != away {
                self.away.set(away);
            }
            self.draw();
        }
    }

    /// Scrolls so that this place among the lines is the first that is seen.
    pub(in crate::pages::investigations::grid) fn scroll_to(&self, top: f64) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let to = self.space.try_update_value(|space| space.go(top));
        if let Some(to) = to {
            // Pixels of a list fit with room to spare.
            scroller.set_scroll_top(to as i32);
            self.scrolled();
        }
    }
}
