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
    fn values()(
        customers in distinct(customers()), regions in distinct(regions()),
        priorities in distinct("[A-Z]{1,9}".prop_map(|w| Priority::from_word(&w))),
        statuses in distinct(prop::sample::select(Status::KNOWN)),
        assignees in distinct(prop_oneof![
            Just(AssigneeFilter::Me), Just(AssigneeFilter::Unassigned),
            "\\PC{1,12}@x".prop_map(AssigneeFilter::Email)]),
        sources in distinct(prop::sample::select(Source::KNOWN)),
        dispositions in distinct(prop::sample::select(Disposition::KNOWN)),
        tags in distinct(prop::option::of("\\PC{1,8}")),
        responsibilities in distinct(prop::option::of("\\PC{1,8}")),
        ages in distinct(word_of(&AgeBand::ALL)),
    ) -> Values {
        Values {
            customers, regions, priorities, statuses, assignees, sources, dispositions, tags, responsibilities, ages,
        }
    }
}

fn word_of<T: Copy + std::fmt::Debug>(table: &'static [(T, &'static str)]) -> impl Strategy<Value = T> {
    prop::sample::select(table).prop_map(|(value, _)| value)
}

prop_compose! {
    fn look()(
        sorted in distinct(word_of(&SortColumn::ALL)), descending in any::<bool>(),
        group in prop::option::of(word_of(&GroupBy::ALL)),
        shown in distinct(word_of(&GridColumn::ALL)), width in prop::option::of(any::<u16>()),
        open in prop::option::of((customers(), "\\PC{1,12}")), everything in any::<bool>(),
    ) -> InvestigationsQuery {
        InvestigationsQuery {
            sort: sorted.into_iter().take(3).map(|column| SortKey { column, descending }).collect(),
            group,
            columns: shown.into_iter().map(|column| ColumnAt { column, width }).collect(),
            open: open.map(|(customer, id)| OpenRow { customer, id }),
            everything,
            ..InvestigationsQuery::default()
        }
    }
}

prop_compose! {
    fn investigations()(
        included in values(), not in values(), look in look(), words in any::<String>(),
        from in prop::option::of(any::<i64>()), to in prop::option::of(any::<i64>()),
    ) -> InvestigationsQuery {
        let (from, to) = (from.map(Timestamp::from_micros), to.map(Timestamp::from_micros));
        let mut query = InvestigationsQuery { not, from, to, words, ..look };
        query.include(included);
        query
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
    fn a_saved_query_is_the_same_list(query in investigations()) {
        prop_assert_eq!(InvestigationsQuery::from_search(&query.search(), &query.words), query);
    }

    #[test]
    fn how_rows_are_shown_never_decides_which(query in investigations(), look in look()) {
        let InvestigationsQuery { sort, group, columns, open, everything, .. } = look;
        let other = InvestigationsQuery { sort, group, columns, open, everything, ..query.clone() };
        prop_assert_eq!(other.meaning(), query.meaning());
        prop_assert!(!query.without_filters().narrowed());
    }

    #[test]
    fn hostile_pairs_are_read(name in "(not_)?(tag|open|columns|sort|group|age|status|customer|view)", value in any::<String>()) {
        let address = Address::with("/multi/investigations", [(name.as_str(), value)], "");
        let route = Route::parse(&address);
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

#[test]
fn an_address_keeps_what_is_left_out_and_how_rows_are_shown() {
    let words =
        "not_priority=LOW&tag=&not_tag=noise&age=older&group=customer&columns=priority%2Ctitle%3A420%2Cnone%3A9";
    let route = Route::parse(&Address {
        path: "/multi/investigations".to_owned(),
        search: words.to_owned(),
        fragment: String::new(),
    });
    let Route::Investigations(query) = &route else { panic!("{route:?}") };
    assert_eq!(query.not.priorities, [Priority::Low]);
    assert_eq!((&query.tags, &query.not.tags), (&vec![None], &vec![Some("noise".to_owned())]));
    assert_eq!((query.ages.as_slice(), query.group), (&[AgeBand::Older][..], Some(GroupBy::Customer)));
    let title = ColumnAt { column: GridColumn::Title, width: Some(420) };
    assert_eq!(query.columns, [ColumnAt { column: GridColumn::Priority, width: None }, title]);
    assert_eq!(reread(&route, &BasePath::default()), route);
}
