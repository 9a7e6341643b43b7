//! Timings: parsing and colouring a query, matching and counting events.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leql::evaluate::{Aggregation, GroupLimits, LogEvent, Matcher};

const SHORT: &str = "where(user = alice AND result = FAILED) groupby(source_address) limit(10)";

fn events() -> Vec<String> {
    (0..1_000)
        .map(|at| {
            format!(
                r#"{{"timestamp":"2026-03-02T10:00:{:02}Z","user":"user-{}","result":"{}","source_address":"10.{}.7.{}","bytes":{},"process":{{"name":"cmd.exe","args":["/c","whoami","-{at}"]}},"message":"An account failed to log on to the domain controller; the reason was a bad password"}}"#,
                at % 60, at % 50, if at % 3 == 0 { "FAILED" } else { "SUCCESS" }, at % 16, at % 250, at * 17
            )
        })
        .collect()
}

fn parsing(criterion: &mut Criterion) {
    let list: Vec<String> = (0..5_000).map(|at| format!("user-{at}")).collect();
    let long = format!("where(user IN [{}])", list.join(", "));
    let mut group = criterion.benchmark_group("parse");
    for (name, text) in [("short", SHORT), ("a list of 5,000", long.as_str())] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| leql::parse(black_box(text))));
        group.bench_function(format!("{name}, colours"), |bencher| bencher.iter(|| leql::tokens(black_box(text))));
    }
}

fn matching(criterion: &mut Criterion) {
    let lines = events();
    let mut group = criterion.benchmark_group("match 1,000 events");
    group.throughput(Throughput::Elements(lines.len() as u64));
    for text in [
        "where(user = user-7)",
        "where(user IIN [USER-7, USER-8, USER-9])",
        "where(source_address = IP(10.3.0.0/16))",
        "where(message ICONTAINS PASSWORD)",
        "where(\"bad password\")",
        "where(/whoami.*-99/)",
    ] {
        let matcher = leql::parse(text).ok().and_then(|query| Matcher::new(&query, text).ok());
        let Some(matcher) = matcher else { continue };
        group.bench_function(text, |bencher| {
            bencher.iter(|| lines.iter().filter(|line| matcher.matches(&LogEvent::read(line))).count());
        });
    }
}

fn counting(criterion: &mut Criterion) {
    let lines = events();
    let mut group = criterion.benchmark_group("count 1,000 events");
    group.throughput(Throughput::Elements(lines.len() as u64));
    for text in ["groupby(user)", "groupby(user, result) calculate(sum:bytes, unique:source_address) timeslice(60)"] {
        let Ok(query) = leql::parse(text) else { continue };
        group.bench_function(text, |bencher| {
            bencher.iter(|| {
                let mut counted = Aggregation::new(&query, 0, 1_000, GroupLimits::default()).ok();
                for (time, line) in (0..).zip(&lines) {
                    counted.iter_mut().for_each(|counted| counted.add(&LogEvent::read(line), time));
                }
                counted.map(|counted| counted.finish(&query))
            });
        });
    }
}

criterion_group!(benches, parsing, matching, counting);
criterion_main!(benches);
