//! The choices for what is typed, in groups: what each says, and what it does.

use super::command::{Command, Commands};
use super::find::{Named, customers, investigations, says};
use crate::format::text::{clip, one_line, title};
use crate::route::{InvestigationsQuery, Route, Screen};
use crate::state::{Links, SessionState};
use crate::sync::Sync;
use contract::directory::Customer;
use leptos::prelude::*;

/// Commands shown while nothing is typed.
const SHOWN: usize = 12;

/// How a choice looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Face {
    /// A customer with its mark, code and region, and what is in the way.
    Customer(Box<Customer>, &'static str),
    /// An investigation at its customer.
    Investigation(Box<Customer>, String, String),
    /// Words and a key.
    Words(String, &'static str),
}

/// What a choice does.
#[derive(Clone)]
pub(super) enum Act {
    /// Goes somewhere.
    Go(Box<Route>),
    /// Does something.
    Run(Command),
}

/// One choice.
#[derive(Clone)]
pub(super) struct Choice {
    /// The group it stands in.
    pub(super) group: &'static str,
    /// How it looks.
    pub(super) face: Face,
    /// What it does.
    pub(super) act: Act,
}

/// What is to be shown for the words: choices, and a sentence where an id leads nowhere.
#[derive(Clone, Default)]
pub(super) struct Choices {
    /// In order.
    pub(super) list: Vec<Choice>,
    /// Why an id is no choice.
    pub(super) note: Option<String>,
}

/// What the choices are made from.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    pub(super) session: SessionState,
    pub(super) sync: Sync,
    pub(super) links: Links,
    pub(super) commands: Commands,
}

impl Sources {
    /// The choices for these words, tracked.
    pub(super) fn choices(self, typed: &str) -> Choices {
        let all = self.session.with_session(|session| session.customers.clone()).unwrap_or_default();
        let mut found = Choices::default();
        self.investigations(&all, typed, &mut found);
        for customer in customers(&all, typed) {
            found.list.push(self.customer(customer));
        }
        let commands = self.commands.now();
        let limit = if typed.trim().is_empty() { SHOWN } else { usize::MAX };
        for command in commands.into_iter().filter(|command| says(command.word(), typed)).take(limit) {
            let face = Face::Words(clip(&one_line(command.word()), 100).into_owned(), command.key());
            found.list.push(Choice { group: "Actions", face, act: Act::Run(command) });
        }
        if let Some(choice) = self.search(typed) {
            found.list.push(choice);
        }
        found
    }

    fn customer(self, customer: &Customer) -> Choice {
        let open = self.session.standing(customer).expected();
        let route = if open {
            self.links.route().with_untracked(|route| route.for_customer(customer.id))
        } else {
            Route::Access(customer.id)
        };
        let face = Face::Customer(Box::new(customer.clone()), if open { "" } else { "Why can’t I see it?" });
        Choice { group: "Customers", face, act: Act::Go(Box::new(route)) }
    }

    fn investigations(self, all: &[Customer], typed: &str, found: &mut Choices) {
        let named = self.sync.with_untracked(|set| investigations(set, all, typed));
        for named in named {
            match named {
                Named::None => {}
                Named::Broken => found.note = Some("This is not a whole RRN".to_owned()),
                Named::Unknown => found.note = Some("No customer of yours has this investigation".to_owned()),
                Named::NotLoaded(id) => self.not_loaded(all, &id, found),
                Named::Known { customer, region, id, title: name } => {
                    let Some(customer) = all.iter().find(|other| other.id == customer) else { continue };
                    let words = match name {
                        Some(name) => title(&name),
                        None => format!("Not loaded: {region} will be asked"),
                    };
                    found.list.push(self.investigation(customer, id, words));
                }
            }
        }
    }

    /// In one customer's context its region can be asked; anywhere else only a whole RRN says whom to ask.
    fn not_loaded(self, all: &[Customer], id: &str, found: &mut Choices) {
        let here = self.links.route().with_untracked(Route::screen);
        let here = here.customer().and_then(|here| all.iter().find(|customer| customer.id == here));
        match here {
            Some(customer) => {
                let words = format!("Not loaded: {} will be asked", customer.region);
                found.list.push(self.investigation(customer, id.to_owned(), words));
            }
            None => {
                let id = clip(id, 40);
                found.note = Some(format!("{id} is not among what is loaded. A whole RRN says which region to ask."));
            }
        }
    }

    fn investigation(self, customer: &Customer, id: String, words: String) -> Choice {
        let route = if self.session.standing(customer).expected() {
            Route::Investigation(customer.id, id.clone())
        } else {
            Route::Access(customer.id)
        };
        let face = Face::Investigation(Box::new(customer.clone()), id, words);
        Choice { group: "Investigations", face, act: Act::Go(Box::new(route)) }
    }

    fn search(self, typed: &str) -> Option<Choice> {
        let words = typed.trim();
        if words.is_empty() || words.to_ascii_lowercase().starts_with("rrn:") {
            return None;
        }
        let query = InvestigationsQuery { words: words.to_owned(), ..InvestigationsQuery::default() };
        let here = self.links.route().with_untracked(Route::screen);
        let said = clip(&one_line(words), 60).into_owned();
        let (route, text) = match here {
            Screen::CustomerInvestigations(customer) | Screen::Investigation(customer, _) => (
                Route::CustomerInvestigations(customer, query),
                format!("Search this customer’s investigations for “{said}”"),
            ),
            _ if self.session.preferences().multi_customer => {
                (Route::Investigations(query), format!("Search all investigations for “{said}”"))
            }
            _ => return None,
        };
        Some(Choice { group: "Search", face: Face::Words(text, ""), act: Act::Go(Box::new(route)) })
    }
}
