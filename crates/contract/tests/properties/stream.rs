//! Random lines of working sets and data of events.

use crate::idr::investigation;
use crate::leaves::*;
use contract::stream::*;
use proptest::prelude::*;

fn expected() -> impl Strategy<Value = Expected> {
    (customer(), any::<u64>()).prop_map(|(organization_id, records)| Expected { organization_id, records })
}

fn header() -> impl Strategy<Value = Header> {
    (moment(), text(), moment(), several(expected())).prop_map(|(as_of, cursor, closed_since, expected)| Header {
        as_of,
        cursor,
        closed_since,
        expected,
    })
}

fn record_actor() -> impl Strategy<Value = RecordActor> {
    (actor_kind(), text()).prop_map(|(kind, name)| RecordActor { kind, name })
}

pub(crate) fn record() -> impl Strategy<Value = Record> {
    (investigation(), any::<u64>(), any::<u64>(), several(record_actor())).prop_map(
        |(investigation, version, alert_count, actors)| Record { investigation, version, alert_count, actors },
    )
}

fn removed() -> impl Strategy<Value = Removed> {
    (customer(), rrn()).prop_map(|(organization_id, rrn)| Removed { organization_id, rrn })
}

fn end() -> impl Strategy<Value = End> {
    any::<u64>().prop_map(|records| End { records })
}

fn line() -> impl Strategy<Value = Line> {
    prop_oneof![
        header().prop_map(|working_set| Line::Header { working_set }),
        record().prop_map(|record| Line::Record(Box::new(record))),
        removed().prop_map(|removed| Line::Removed { removed }),
        end().prop_map(|end| Line::End { end }),
    ]
}

crate::round_trips! {
    an_expected(expected()), a_header(header()), a_record_actor(record_actor()), a_record(record()),
    a_removed(removed()), an_end(end()), a_line(line()), a_heartbeat(moment().prop_map(|as_of| Heartbeat { as_of })),
    a_customer_turn(customer().prop_map(|organization_id| CustomerTurn { organization_id })),
}

proptest! {
    #[test]
    fn a_line_is_one_line(line in line()) {
        prop_assert!(!serde_json::to_string(&line).unwrap().contains(['\n', '\r']));
    }

    #[test]
    fn a_cut_line_is_no_line(line in line(), at in any::<prop::sample::Index>()) {
        let bytes = serde_json::to_vec(&line).unwrap();
        let cut = bytes.get(..at.index(bytes.len())).unwrap();
        prop_assert!(serde_json::from_slice::<Line>(cut).is_err());
    }

    #[test]
    fn a_record_is_an_investigation_to_who_knows_no_more(record in record()) {
        let text = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(serde_json::from_str::<contract::idr::Investigation>(&text).unwrap(), record.investigation);
    }
}
