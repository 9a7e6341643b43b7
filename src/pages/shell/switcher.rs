//! Go to customer: type to find, keep the screen. Only customers that the analyst can work in are offered.

use crate::components::{CodeTag, CustomerMark, Icon, IconName, Menu, MenuItem, MenuKind, MenuLook, RegionTag};
use crate::reactive::{derived, memo};
use crate::route::Screen;
use crate::state::{Links, SessionState};
use contract::CustomerId;
use contract::directory::Customer;
use leptos::prelude::*;
use trusted_view::view;

/// Button and list.
#[component]
pub(super) fn Switcher(
    /// The screen to keep.
    screen: Memo<Screen>,
) -> impl IntoView {
    let session = SessionState::expect();
    let links = Links::expect();
    let here = memo(move || screen.with(Screen::customer).and_then(|id| session.customer(id)));
    let items = derived(move || {
        let customers = session.with_session(|current| {
            current.customers.iter().filter(|customer| session.standing(customer).expected()).map(choice).collect()
        });
        customers.unwrap_or_default()
    });
    let go = Callback::new(move |value: String| {
        if let Ok(customer) = value.parse::<CustomerId>() {
            links.go(&links.route().with_untracked(|route| route.for_customer(customer)));
        }
    });
    let face = move || match here.get() {
        Some(customer) => view! {
            <CustomerMark id=customer.id />
            <span class="clip" dir="auto">{customer.name}</span>
        }
        .into_any(),
        None => view! {
            <Icon name=IconName::Building />
            <span class="clip">"Go to customer"</span>
        }
        .into_any(),
    };
    view! {
        <Menu
            label="Go to customer"
            items=items
            look=MenuLook::Bare("scope")
            kind=MenuKind::Listbox
            search="Name, code or alias"
            on_pick=go
        >
            {face}
            <Icon name=IconName::UpDown small=true />
        </Menu>
    }
}

/// Found by name, code and alias; told apart by mark, code and region.
fn choice(customer: &Customer) -> MenuItem {
    let words = [&customer.name, &customer.code].into_iter().chain(&customer.aliases).cloned().collect::<Vec<_>>();
    let customer = customer.clone();
    MenuItem::new(customer.id.to_string(), words.join(" ")).view(move || {
        view! {
            <CustomerMark id=customer.id />
            <span class="clip grow" dir="auto">{customer.name.clone()}</span>
            <CodeTag code=customer.code.clone() />
            <RegionTag region=customer.region.clone() />
        }
    })
}
