//! One array per fact, all of one length: a row is the same place in each.

use crate::key::Column;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)+) => {
        /// A row's numbers.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(crate) struct Cells { $($(#[$doc])* pub(crate) $name: $kind,)+ }

        /// The arrays.
        #[derive(Debug, Default)]
        pub(crate) struct Columns { $($(#[$doc])* pub(crate) $name: Vec<$kind>,)+ }

        impl Columns {
            /// A row's numbers; `None` beyond the last row.
            pub(crate) fn get(&self, slot: u32) -> Option<Cells> {
                let slot = slot as usize;
                Some(Cells { $($name: *self.$name.get(slot)?,)+ })
            }

            /// Writes a row's numbers.
            pub(crate) fn set(&mut self, slot: u32, cells: &Cells) {
                let slot = slot as usize;
                $(if let Some(cell) = self.$name.get_mut(slot) { *cell = cells.$name; })+
            }

            /// Adds a row.
            pub(crate) fn push(&mut self, cells: &Cells) {
                $(self.$name.push(cells.$name);)+
            }

            /// True when another row has no room.
            pub(crate) fn full(&self) -> bool {
                self.len() == self.flags.capacity()
            }

            /// Makes room for `rows` in all, and no more.
            pub(crate) fn room_for(&mut self, rows: usize) {
                $(self.$name.reserve_exact(rows.saturating_sub(self.$name.len()));)+
            }

            /// Gives back room that is not used, where it is worth the copying.
            pub(crate) fn shrink(&mut self) {
                if self.flags.capacity() > self.len() + self.len() / 16 + 64 {
                    $(self.$name.shrink_to_fit();)+
                }
            }

            /// Bytes held.
            pub(crate) fn memory(&self) -> usize {
                0 $(+ self.$name.capacity() * size_of::<$kind>())+
            }
        }
    };
}

columns! {
    /// Counts how many rows had this slot.
    generation: u32,
    /// See [`flag`].
    flags: u8,
    /// Customer, region and spelling of the name.
    place: u32,
    status: u32,
    priority: u32,
    disposition: u32,
    source: u32,
    /// 0: not stated.
    responsibility: u32,
    /// 0: none.
    assignee: u32,
    /// 0: none.
    tags: u32,
    /// Microseconds, as the three that follow; [`NEVER`] where there is none.
    created: i64,
    accessed: i64,
    first_alert: i64,
    latest_alert: i64,
    version: u64,
    alerts: u64,
    /// When the answer that told it was asked for.
    asked: u32,
    /// The latest reading that named it.
    named: u32,
    /// The set's revision when it last changed.
    touched: u32,
    /// The set's revision when it came.
    added: u32,
    /// Its title, id and actors as told.
    text: u32,
    /// The same, folded.
    hay: u32,
    title_len: u32,
    id_len: u8,
}

/// No moment.
pub(crate) const NEVER: i64 = i64::MIN;

/// Bits of `flags`.
pub(crate) mod flag {
    /// The slot holds a row.
    pub(crate) const LIVE: u8 = 1;
    /// Only history told of it.
    pub(crate) const HISTORY: u8 = 2;
    /// `version` is told.
    pub(crate) const VERSION: u8 = 4;
    /// `alerts` is told.
    pub(crate) const ALERTS: u8 = 8;
    /// Actors are told.
    pub(crate) const ACTORS: u8 = 16;
    /// A change is on trial.
    pub(crate) const TRIAL: u8 = 32;
}

impl Columns {
    /// The numbers of one column's values; an age is none of them.
    pub(crate) fn of(&self, column: Column) -> Option<&[u32]> {
        Some(match column {
            Column::Customer | Column::Region => &self.place,
            Column::Priority => &self.priority,
            Column::Status => &self.status,
            Column::Assignee => &self.assignee,
            Column::Source => &self.source,
            Column::Tag => &self.tags,
            Column::Disposition => &self.disposition,
            Column::Responsibility => &self.responsibility,
            Column::Age => return None,
        })
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.flags.len()
    }

    /// True when the slot holds a row.
    pub(crate) fn live(&self, slot: u32) -> bool {
        self.flags.get(slot as usize).is_some_and(|flags| flags & flag::LIVE != 0)
    }
}

/// A place of a column, 0 or the like beyond its end.
pub(crate) fn at<T: Copy + Default>(column: &[T], slot: u32) -> T {
    column.get(slot as usize).copied().unwrap_or_default()
}
