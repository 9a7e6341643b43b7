//! Random records of the public dialect.

use crate::leaves::*;
use contract::idr::*;
use contract::*;
use proptest::prelude::*;
use serde_json::Value;

pub(crate) fn person() -> impl Strategy<Value = Assignee> {
    (text(), text()).prop_map(|(name, email)| Assignee { name, email })
}

pub(crate) fn investigation() -> impl Strategy<Value = Investigation> {
    let words = (source(), status(), priority(), disposition());
    let times = (moment(), maybe(moment()), maybe(moment()), maybe(moment()));
    (rrn(), customer(), text(), words, times, maybe(person()), maybe(text()), texts()).prop_map(
        |(rrn, organization_id, title, words, times, assignee, responsibility, tags)| Investigation {
            rrn,
            organization_id,
            title,
            source: words.0,
            status: words.1,
            priority: words.2,
            disposition: words.3,
            assignee,
            created_time: times.0,
            last_accessed: times.1,
            first_alert_time: times.2,
            latest_alert_time: times.3,
            responsibility,
            tags,
        },
    )
}

fn assignee_patch() -> impl Strategy<Value = AssigneePatch> {
    maybe(text()).prop_map(|email| AssigneePatch { email })
}

pub(crate) fn patch() -> impl Strategy<Value = InvestigationPatch> {
    (maybe(text()), maybe(status()), maybe(priority()), maybe(disposition()), maybe(assignee_patch())).prop_map(
        |(title, status, priority, disposition, assignee)| InvestigationPatch {
            title,
            status,
            priority,
            disposition,
            assignee,
        },
    )
}

fn criterion() -> impl Strategy<Value = SearchCriterion> {
    (text(), text(), json()).prop_map(|(field, operator, value)| SearchCriterion { field, operator, value })
}

fn sort() -> impl Strategy<Value = SearchSort> {
    (text(), text()).prop_map(|(field, order)| SearchSort { field, order })
}

fn search() -> impl Strategy<Value = SearchRequest> {
    (several(criterion()), several(sort()), maybe(moment()), maybe(moment()))
        .prop_map(|(search, sort, start_time, end_time)| SearchRequest { search, sort, start_time, end_time })
}

fn alert() -> impl Strategy<Value = Alert> {
    let texts_ = (text(), text(), text(), maybe(text()), maybe(text()));
    let times = (moment(), maybe(moment()), maybe(moment()));
    let rule = prop_oneof![Just(Value::Null), text().prop_map(Value::from), json()];
    (texts_, times, rule, maybe(priority()), maybe(text()), texts()).prop_map(
        |(texts, times, detection_rule_rrn, priority, category, techniques)| Alert {
            id: texts.0,
            title: texts.1,
            alert_type: texts.2,
            alert_type_description: texts.3,
            alert_source: texts.4,
            created_time: times.0,
            first_event_time: times.1,
            latest_event_time: times.2,
            detection_rule_rrn,
            priority,
            category,
            techniques,
        },
    )
}

fn creator() -> impl Strategy<Value = Creator> {
    (text(), text()).prop_map(|(kind, name)| Creator { kind, name })
}

fn comment() -> impl Strategy<Value = Comment> {
    (text(), text(), maybe(creator()), maybe(text()), visibility(), moment()).prop_map(
        |(rrn, target, creator, body, visibility, created_time)| Comment {
            rrn,
            target,
            creator,
            body,
            visibility,
            created_time,
        },
    )
}

fn new_comment() -> impl Strategy<Value = NewComment> {
    (rrn(), text(), maybe(visibility())).prop_map(|(target, body, visibility)| NewComment { target, body, visibility })
}

fn product_alert() -> impl Strategy<Value = ProductAlert> {
    (text(), text()).prop_map(|(name, kind)| ProductAlert { name, kind })
}

pub(crate) fn metadata() -> impl Strategy<Value = PageMetadata> {
    (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>())
        .prop_map(|(index, size, total_pages, total_data)| PageMetadata { index, size, total_pages, total_data })
}

pub(crate) fn page() -> impl Strategy<Value = Page<Investigation>> {
    (several(investigation()), metadata()).prop_map(|(data, metadata)| Page { data, metadata })
}

fn error() -> impl Strategy<Value = ErrorBody> {
    // Null and absent are one on the wire.
    let current = maybe(json().prop_filter("null is absent", |value| !value.is_null()));
    (text(), text(), current).prop_map(|(message, correlation_id, current)| ErrorBody {
        message,
        correlation_id,
        current,
    })
}

crate::round_trips! {
    assignee(person()), an_investigation(investigation()), assignee_patch_(assignee_patch()), investigation_patch(patch()),
    assignee_body(text().prop_map(|user_email_address| AssigneeBody { user_email_address })),
    search_criterion(criterion()), search_sort(sort()), search_request(search()), an_alert(alert()),
    product_alert_(product_alert()), a_creator(creator()), a_comment(comment()), a_new_comment(new_comment()),
    page_metadata(metadata()), a_page(page()), error_body(error()),
}

proptest! {
    #[test]
    fn a_list_is_read_from_each_of_its_forms(page in page()) {
        let wrapped: Answer<Investigation> = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
        prop_assert_eq!(&wrapped, &Answer { data: page.data.clone(), metadata: Some(page.metadata) });
        let bare: Answer<Investigation> = serde_json::from_str(&serde_json::to_string(&page.data).unwrap()).unwrap();
        prop_assert_eq!(bare, Answer { data: page.data, metadata: None });
    }
}
