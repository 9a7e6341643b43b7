//! Any route survives its address; hostile addresses are read without loss or panic.

use super::*;
use contract::{Disposition, Priority, RegionCode, Source, Status, Timestamp};
use proptest::prelude::*;

fn reread(route: &Route, base: &BasePath) -> Route {
    let href = route.href(base);
    let (rest, fragment) = href.split_once('#').unwrap_or((&href, ""));
    let (path, search) = rest.split_once('?').unwrap_or((rest, ""));
    Route::parse(&Address {
        path: base.strip(path).expect("below the base").to_owned(),
        search: search.to_owned(),
        fragment: fragment.to_owned(),
    })
}

fn customers() -> impl Strategy<Value = CustomerId> {
    any::<u128>().prop_map(CustomerId::from_u128)
}

fn regions() -> impl Strategy<Value = RegionCode> {
    "[a-z][a-z0-9]{0,5}".prop_map(|text| text.parse().expect("a region"))
}

fn distinct<T: PartialEq + std::fmt::Debug>(item: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(item, 0..4).prop_map(|items| {
        let mut out: Vec<T> = Vec::new();
        for item in items {
            if !out.contains(&item) {
                out.push(item);
            }
        }
        out
    })
}

prop_compose! {
    fn investigations()(
        customers in distinct(customers()), regions in distinct(regions()),
        priorities in distinct("[A-Z]{1,9}".prop_map(|w| Priority::from_word(&w))),
        statuses in distinct(prop::sample::select(Status::KNOWN)),
        assignees in distinct(prop_oneof![
            Just(AssigneeFilter::Me), Just(AssigneeFilter::Unassigned),
            "\\PC{1,12}@x".prop_map(AssigneeFilter::Email)]),
        sources in distinct(prop::sample::select(Source::KNOWN)),
        dispositions in distinct(prop::sample::select(Disposition::KNOWN)),
        tags in distinct("\\PC{1,8}"),
        from in prop::option::of(any::<i64>()), to in prop::option::of(any::<i64>()),
        words in any::<String>(),
        columns in distinct(prop::sample::select(&SortColumn::ALL[..])), descending in any::<bool>(),
    ) -> InvestigationsQuery {
        InvestigationsQuery {
            customers, regions, priorities, statuses, assignees, sources, dispositions, tags,
            from: from.map(Timestamp::from_micros), to: to.map(Timestamp::from_micros), words,
            sort: columns.into_iter().take(3).map(|(column, _)| SortKey { column, descending }).collect(),
        }
    }
}

fn tables() -> impl Strategy<Value = CustomerTableQuery> {
    (
        any::<String>(),
        prop::collection::vec(regions(), 0..3),
        prop::collection::vec("\\PC{0,9}", 0..3),
        prop::option::of(prop::sample::select(vec![AccessFilter::Workable, AccessFilter::Missing])),
        any::<[bool; 3]>(),
        prop::option::of("[a-z]{1,9}"),
    )
        .prop_map(|(words, regions, tiers, access, [favourites, attention, descending], sort)| {
            CustomerTableQuery {
                words,
                regions,
                tiers,
                access,
                favourites,
                attention,
                descending: descending && sort.is_some(),
                sort,
            }
        })
}

fn routes() -> impl Strategy<Value = Route> {
    prop_oneof![
        Just(Route::SignIn),
        Just(Route::Home),
        Just(Route::Preferences),
        tables().prop_map(Route::CustomerTable),
        tables().prop_map(Route::Customers),
        investigations().prop_map(Route::Investigations),
        (customers(), investigations()).prop_map(|(id, query)| Route::CustomerInvestigations(id, query)),
        (customers(), "\\PC{1,20}").prop_map(|(id, text)| Route::Investigation(id, text)),
        customers().prop_map(Route::Access),
    ]
}

proptest! {
    #[test]
    fn an_address_says_the_whole_route(route in routes(), base in "(/[a-z]{1,6}){0,3}") {
        prop_assert_eq!(reread(&route, &BasePath::new(&base)), route);
    }

    #[test]
    fn hostile_addresses_are_read(path in any::<String>(), search in any::<String>(), fragment in any::<String>()) {
        let route = Route::parse(&Address { path, search, fragment });
        prop_assert_eq!(reread(&route, &BasePath::default()), route);
    }

    #[test]
    fn segments_are_unescaped_once(text in any::<String>()) {
        prop_assert_eq!(parts::decode(&parts::encode(&text)), Some(text));
    }
}

#[test]
fn what_analysts_paste_stays_as_typed() {
    for words in ["%41", "50%", "../../etc", "a+b", "<img src=x onerror=alert(1)>", "漢字 🦀", "%2541", "a&b=c#d?e"]
    {
        let route = Route::Investigations(InvestigationsQuery { words: words.to_owned(), ..Default::default() });
        assert_eq!(reread(&route, &BasePath::default()), route, "{words}");
        assert!(!route.address().search.contains("img"), "typed words never reach the query string");
    }
}

#[test]
fn a_base_path_ends_at_a_segment() {
    let base = BasePath::new("/portal/mci/");
    assert_eq!(base.strip("/portal/mci/home"), Some("/home"));
    assert_eq!(base.strip("/portal/mci"), Some("/"));
    assert_eq!(base.strip("/portal/mcix"), None);
    assert_eq!(base.strip("/"), None);
}

#[test]
fn unreadable_paths_are_not_found() {
    for path in [
        "/customers/x/investigations",
        "/customers",
        "/multi",
        "/access/1",
        "/home/x",
        "/customers/%/investigations/%zz",
    ] {
        assert_eq!(Route::parse(&Address::path(path)), Route::NotFound, "{path}");
    }
}
