//! The OpenAPI document says what the gateway does.

use crate::world::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn document() -> Value {
    serde_json::to_value(backend::gateway::openapi()).unwrap()
}

#[test]
fn every_call_of_the_contract_is_described() {
    let document = document();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods =
                ["get", "put", "post", "patch", "delete"].into_iter().filter(|method| item.get(method).is_some());
            methods.map(|method| format!("{method} {path}")).collect::<Vec<_>>()
        })
        .collect();
    let item = "/idr/v2/investigations/{rrn}";
    let public: Vec<String> = vec![
        "get /idr/v2/investigations".to_owned(),
        "post /idr/v2/investigations/_search".to_owned(),
        format!("get {item}"),
        format!("patch {item}"),
        format!("put {item}/status/{{status}}"),
        format!("put {item}/priority/{{priority}}"),
        format!("put {item}/disposition/{{disposition}}"),
        format!("put {item}/assignee"),
        format!("get {item}/alerts"),
        format!("delete {item}/alerts/{{alert}}"),
        format!("get {item}/rapid7-product-alerts"),
        "get /idr/v1/comments".to_owned(),
        "post /idr/v1/comments".to_owned(),
        "delete /idr/v1/comments/{rrn}".to_owned(),
        "put /idr/v1/comments/{rrn}/{visibility}".to_owned(),
    ];
    let parts = ["actors", "activity", "alerts/{alert}/evidence"].map(|part| format!("/investigations/{{rrn}}/{part}"));
    let fixed = "/mci/v1/customers/{organization_id}";
    let mut expected: BTreeSet<String> = public.iter().cloned().collect();
    expected.extend(public.iter().map(|call| call.replacen(' ', &format!(" {fixed}"), 1)));
    expected.extend(parts.iter().flat_map(|part| [format!("get /mci/v1{part}"), format!("get {fixed}{part}")]));
    for call in [
        "get /validate",
        "get /mci/v1",
        "get /mci/v1/summary",
        "get /mci/v1/roles",
        "post /mci/v1/assignees",
        "post /mci/v1/bulk",
        "get /mci/v1/working-set",
        "get /mci/v1/changes",
        "get /mci/v1/views",
        "post /mci/v1/views",
        "put /mci/v1/views/{id}",
        "delete /mci/v1/views/{id}",
        "put /mci/v1/views/{id}/marks",
    ] {
        expected.insert(call.to_owned());
    }
    assert_eq!(described, expected);
}

#[test]
fn operations_are_named_once_and_every_segment_is_described() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters") {
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{method} {path} has no summary");
            assert!(operation["responses"]["401"].is_object(), "{method} {path}");
            let none = Vec::new();
            let described: BTreeSet<&str> = [&operation["parameters"], &item["parameters"]]
                .into_iter()
                .flat_map(|list| list.as_array().unwrap_or(&none))
                .filter(|parameter| parameter["in"] == "path")
                .map(|parameter| parameter["name"].as_str().unwrap())
                .collect();
            let segments: BTreeSet<&str> =
                path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')).collect();
            assert_eq!(described, segments, "{method} {path}");
        }
    }
    let list = document["paths"]["/idr/v2/investigations"]["get"]["parameters"].as_array().unwrap();
    let names: BTreeSet<&str> = list.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    let wanted = [
        "index",
        "size",
        "statuses",
        "sources",
        "priorities",
        "assignee.email",
        "start_time",
        "end_time",
        "sort",
        "tags",
        "multi-customer",
    ];
    assert_eq!(names, wanted.into_iter().collect());
}

#[tokio::test]
async fn what_is_described_is_there() {
    let world = World::new().await;
    let client = world.client(INES);
    for (path, item) in document()["paths"].as_object().unwrap() {
        let path = path.replace("{organization_id}", &ACME.to_string()).replace("{rrn}", "A1");
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let answer = client.send(&method.to_uppercase(), &path, None, &[]).await;
            assert_ne!(answer.status, 405, "{method} {path}");
            assert!(!answer.text.contains("There is nothing at this address."), "{method} {path}");
        }
    }
}
