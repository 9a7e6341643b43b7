//! Drawing: everything that a row shows is read in one place, and drawn when any of it differs.

use super::GridState;
use crate::pages::investigations::grid::cursor::Spot;
use crate::pages::investigations::grid::lines::nearest;
use crate::pages::investigations::grid::pool::{Look, Pool, Scene};
use crate::reactive::effect;
use crate::route::Route;
use leptos::prelude::*;
use std::sync::Arc;
use working_set::RowRef;

impl GridState {
    /// Draws whenever anything that rows show differs; scrolling draws by itself, see `scrolled`.
    pub(super) fn keep_drawn(self) {
        effect(move || {
            if let (Some(rows), Some(sticky)) = (self.rows.get(), self.sticky.get()) {
                let columns = self.columns.get_untracked();
                self.pool.set_value(Pool::new(rows.into(), &sticky, &columns));
                self.measure();
                self.touch();
            } else {
                self.pool.set_value(None);
            }
        });
        // Other roles, another minute, another zone: rows that did not change look different.
        let (now, zone, roles) = (self.list.clock.now(), self.list.clock.zone(), self.list.session.roles());
        effect(move || {
            now.track();
            zone.track();
            self.epoch.update_value(|epoch| *epoch += 1);
            self.touch();
        });
        effect(move || {
            roles.track();
            self.list.session.signal().track();
            self.pool.update_value(|pool| {
                if let Some(pool) = pool {
                    pool.ask_again();
                }
            });
            self.epoch.update_value(|epoch| *epoch += 1);
            self.touch();
        });
        effect(move || {
            let columns = self.columns.get();
            self.pool.update_value(|pool| {
                if let Some(pool) = pool {
                    pool.set_columns(&columns);
                }
            });
            self.touch();
        });
        effect(move || {
            self.drawn.track();
            self.lines.track();
            self.list.sync.with(|_| ());
            self.list.silent.track();
            self.list.noun.track();
            self.cursor.now.track();
            self.cursor.inside.track();
            self.selection.track();
            self.peeked.track();
            self.menu.track();
            self.draw();
        });
    }

    /// Draws what is seen, as it is now.
    pub(in crate::pages::investigations::grid) fn draw(&self) {
        self.draw_lines(false);
    }

    /// Draws what is seen, and what will be seen next unless it is still `on_its_way` somewhere else.
    pub(in crate::pages::investigations::grid) fn draw_lines(&self, on_its_way: bool) {
        let (Some(mut space), Some(stop)) = (self.space.try_get_value(), self.stop()) else { return };
        space.measured(self.lines.with_untracked(|lines| lines.len()), space.line, space.seen);
        self.space.set_value(space);
        let list = self.list;
        let me = untrack(|| list.session.with_session(|session| session.analyst.email.clone())).unwrap_or_default();
        let zone = list.clock.zone().get_untracked();
        let now = list.clock.now().get_untracked();
        let href = |row: RowRef<'_>| list.href(&Route::Investigation(row.customer(), row.id_text().to_owned()));
        let barred = |customer| untrack(|| self.changes.barred(customer));
        let selected = |row| self.selection.contains(row);
        let (newest, shown) = (list.answer.get_untracked(), self.live.shown.get_untracked());
        let current = Arc::ptr_eq(&newest, &shown);
        let asked = list.question.get_untracked();
        // The focus in a menu of a cell is in the cell.
        let inside = self.cursor.inside.get_untracked() || self.menu.with_untracked(Option::is_some);
        list.sync.with_untracked(|set| {
            let left = |row| !current && !set.matches(&asked, row, now);
            self.lines.with_untracked(|lines| {
                list.silent.with_untracked(|silent| {
                    let scene = Scene {
                        set,
                        lines,
                        space,
                        range: if on_its_way { space.in_sight() } else { space.drawn() },
                        on_its_way,
                        look: Look {
                            now,
                            zone: &zone,
                            me: &me,
                            epoch: self.epoch.get_value(),
                            href: &href,
                            barred: &barred,
                        },
                        noun: list.noun.get_untracked(),
                        groups: &newest.groups,
                        silent,
                        cursor: self.cursor.now.get_untracked(),
                        held: inside,
                        inside,
                        stop,
                        open: self.peeked.get_untracked(),
                        selected: &selected,
                        left: &left,
                    };
                    self.pool.update_value(|pool| {
                        if let Some(pool) = pool {
                            pool.render(&scene);
                        }
                    });
                });
            });
        });
    }

    /// The line that the Tab key enters the grid by: the cursor's, or the first row that is seen.
    fn stop(&self) -> Option<Option<usize>> {
        let at = self.cursor.now.try_get_untracked()?;
        Some(at.map(|(line, _)| line).or_else(|| {
            let first = self.space.with_value(|space| space.first_whole());
            self.lines.with_untracked(|lines| nearest(lines, first))
        }))
    }

    /// Puts the focus on what the cursor is on; true when it is there now.
    pub(super) fn take(&self) -> bool {
        let Some((_, spot)) = self.cursor.now.get_untracked() else { return false };
        let cell = self.cursor.cell.get_untracked();
        let element = self.pool.with_value(|pool| pool.as_ref().and_then(|pool| pool.element(&spot, cell)));
        let Some(element) = element else { return false };
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // It fails only when the element has just left the page.
        element.focus_with_options(&options).is_ok()
    }

    /// The cursor's spot, when it is a row's.
    pub(in crate::pages::investigations::grid) fn on_row(&self) -> Option<(usize, working_set::RowId)> {
        match self.cursor.now.get_untracked()? {
            (line, Spot::Row(row)) => Some((line, row)),
            (_, Spot::Head(_)) => None,
        }
    }
}
