//! What All Investigations opens with: the analyst's default view where its address says nothing, and the way to say
//! "everything" where there is one.

use super::kept::Views;
use crate::pages::investigations::list::List;
use crate::reactive::{effect_after, memo};
use crate::route::InvestigationsQuery;
use leptos::prelude::*;

/// A default that is known later than this moves nothing: the analyst is reading already.
const PATIENCE_SECS: i64 = 3;

/// Opens the default view once it is known; from then on an empty address says that everything is meant, so that it
/// opens the same rows again.
pub(super) fn open_default(list: List, views: Views) {
    if list.customer().is_some() {
        return;
    }
    let empty = memo(move || list.query.with(|query| *query == InvestigationsQuery::default()));
    let entered_empty = empty.get_untracked();
    let entered = list.clock.exact();
    effect_after(move |decided: Option<bool>| {
        let decided = decided.unwrap_or(!entered_empty);
        let default = views.kept().with(|kept| kept.iter().find(|kept| kept.view.default).cloned());
        let Some(default) = default else { return decided || !empty.get() };
        if empty.get() {
            let late = list.clock.exact().secs_since(entered) > PATIENCE_SECS;
            let query = if decided || late {
                InvestigationsQuery { everything: true, ..InvestigationsQuery::default() }
            } else {
                views.opened().set(Some(default.key()));
                default.query()
            };
            list.replace(query);
        }
        true
    });
}
