//! What an analyst waits for, timed without a browser: load, order, keystrokes, filters with facets, groups, upserts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench fails loudly")]

#[path = "engine/world.rs"]
mod world;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use working_set::{Choice, Column, Direction, Key, Query, RowId, SortColumn, SortKey, WorkingSet};
use world::{NOW, World};

fn keys(columns: &[(SortColumn, Direction)]) -> Vec<SortKey> {
    columns.iter().map(|(column, direction)| SortKey { column: *column, direction: *direction }).collect()
}

fn by_priority_and_latest() -> Query {
    let sort = keys(&[(SortColumn::Priority, Direction::Descending), (SortColumn::LatestAlert, Direction::Descending)]);
    Query { sort, ..Query::active() }
}

fn load(bench: &mut Criterion, name: &str, world: &World) {
    bench.bench_function(&format!("{name}/load from bytes"), |bench| {
        bench.iter_batched(
            WorkingSet::new,
            |mut set| {
                world.load(&mut set);
                set
            },
            BatchSize::PerIteration,
        );
    });
    let mut set = WorkingSet::new();
    world.load(&mut set);
    println!("{name}: {} bytes a row", set.memory() / set.len());
}

fn questions(bench: &mut Criterion, name: &str, world: &World) {
    let loaded = || {
        let mut set = WorkingSet::new();
        world.load(&mut set);
        set
    };
    bench.bench_function(&format!("{name}/first order by priority and latest alert"), |bench| {
        let ready = || {
            let set = loaded();
            set.count(&Query::active(), NOW);
            set
        };
        bench.iter_batched(
            ready,
            |set| {
                set.answer(&by_priority_and_latest(), NOW);
                set
            },
            BatchSize::PerIteration,
        );
    });
    bench.bench_function(&format!("{name}/first order by title"), |bench| {
        let query = Query { sort: keys(&[(SortColumn::Title, Direction::Ascending)]), ..Query::active() };
        bench.iter_batched(
            loaded,
            |set| {
                set.answer(&query, NOW);
                set
            },
            BatchSize::PerIteration,
        );
    });
    let set = loaded();
    let mut turn = 0;
    bench.bench_function(&format!("{name}/filter by five customers, answered and counted"), |bench| {
        bench.iter(|| {
            turn += 1;
            let mut query = by_priority_and_latest();
            for customer in turn..turn + 5 {
                query.set(Key::Customer(world.customer(customer)), Choice::Included);
            }
            black_box((set.answer(&query, NOW), set.facets(&query, NOW)))
        });
    });
    bench.bench_function(&format!("{name}/filter by five customers, answered"), |bench| {
        bench.iter(|| {
            turn += 1;
            let mut query = by_priority_and_latest();
            for customer in turn..turn + 5 {
                query.set(Key::Customer(world.customer(customer)), Choice::Included);
            }
            black_box(set.answer(&query, NOW))
        });
    });
    bench.bench_function(&format!("{name}/facets of all columns"), |bench| {
        bench.iter(|| black_box(set.facets(&by_priority_and_latest(), NOW)));
    });
    for (label, typed) in [("first letter", "s"), ("second letter, from the first", "sp"), ("a word nobody has", "xqz")]
    {
        let (before, after) = (&typed[..typed.len() - 1], typed);
        bench.bench_function(&format!("{name}/keystroke: {label}"), |bench| {
            let ask = |text: &str| set.answer(&Query { text: text.to_owned(), ..by_priority_and_latest() }, NOW);
            let mut noise = 0;
            let ready = || {
                // Four other questions in between, so that none of these words is kept.
                for _ in 0..4 {
                    noise += 1;
                    ask(&format!("n{noise}"));
                }
                ask(before);
            };
            bench.iter_batched(ready, |()| ask(after), BatchSize::PerIteration);
        });
    }
    bench.bench_function(&format!("{name}/group by customer"), |bench| {
        let query = Query { group_by: Some(Column::Customer), ..by_priority_and_latest() };
        bench.iter(|| black_box(set.answer(&query, NOW)));
    });
    bench.bench_function(&format!("{name}/every row's handle and title"), |bench| {
        let rows = set.answer(&by_priority_and_latest(), NOW).rows;
        bench.iter(|| rows.iter().map(|row: &RowId| set.row(*row).unwrap().title().len()).sum::<usize>());
    });
}

fn changes(bench: &mut Criterion, name: &str, world: &World) {
    let mut set = WorkingSet::new();
    world.load(&mut set);
    let mut round = 0;
    bench.bench_function(&format!("{name}/1,000 changes and the answer"), |bench| {
        let query = by_priority_and_latest();
        set.answer(&query, NOW);
        let changes = |round: &mut usize| {
            *round += 1;
            (0..1_000).map(|at| world.changed(at * 37 + *round, *round)).collect::<Vec<_>>()
        };
        bench.iter_batched(
            || changes(&mut round),
            |rows| {
                let asked = set.asking();
                set.ingest(rows, asked);
                black_box(set.answer(&query, NOW))
            },
            BatchSize::PerIteration,
        );
    });
}

fn all(bench: &mut Criterion) {
    for rows in [100_000, 500_000] {
        let (name, world) = (format!("{}k", rows / 1_000), World::new(rows));
        load(bench, &name, &world);
        questions(bench, &name, &world);
        changes(bench, &name, &world);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).without_plots();
    targets = all
}
criterion_main!(benches);
