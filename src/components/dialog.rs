//! A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back.

use super::unique_id;
use crate::components::flow::Show;
use crate::reactive::effect;
use leptos::html;
use leptos::prelude::*;
use trusted_view::view;

/// Widest that a dialog gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// 440 px: a question.
    Narrow,
    /// 640 px.
    #[default]
    Normal,
    /// 960 px: two sides of something.
    Broad,
}

/// A modal dialog. Its content lives only while it is open. A click beside it does nothing: nobody loses a text by it.
#[component]
pub fn Dialog(
    /// Whether it is there.
    #[prop(into)]
    open: Signal<bool>,
    /// What it asks or says; names the dialog.
    #[prop(into)]
    title: Signal<String>,
    /// How wide.
    #[prop(optional)]
    width: DialogWidth,
    /// A line under the title: whose data this is about.
    #[prop(optional, into)]
    subtitle: Option<ViewFn>,
    /// Buttons, the main one last; without any the browser's Escape is the way out.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// It was closed, by Escape or by `open`; set `open` to false here.
    #[prop(into)]
    on_close: Callback<()>,
    /// The body.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog");
    let class = match width {
        DialogWidth::Narrow => "dialog narrow",
        DialogWidth::Normal => "dialog",
        DialogWidth::Broad => "dialog broad",
    };
    let labelled_by = title_id.clone();
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-labelledby=labelled_by
            on:close=move |_| {
                // The browser says so a moment later; by then it may be open again.
                let closed = dialog.get_untracked().is_none_or(|dialog| !dialog.open());
                if closed && open.try_get_untracked() == Some(true) {
                    on_close.run(());
                }
            }
            on:keydown=|event| event.stop_propagation()
        >
            <Show when=move || open.get()>
                <Shown dialog=dialog />
                <header>
                    <div>
                        <h2 id=title_id.clone()>{title}</h2>
                        {subtitle.clone().map(|subtitle| subtitle.run())}
                    </div>
                </header>
                <div class="body">{children()}</div>
                {footer.clone().map(|footer| view! { <footer>{footer.run()}</footer> })}
            </Show>
        </dialog>
    }
}

/// Opens the dialog once its content is in the page, so that the focus finds it, and closes it before the content goes.
#[component]
fn Shown(
    /// The dialog around it.
    dialog: NodeRef<html::Dialog>,
) -> impl IntoView {
    effect(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It can only fail when the dialog has left the page, and then nobody is looking.
            _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten()
            && dialog.open()
        {
            dialog.close();
        }
    });
}
