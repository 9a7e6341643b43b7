//! Structure while data is on its way: rows at rest, hidden from screen readers, which hear the count instead.

use leptos::prelude::*;
use trusted_view::view;

/// Rows of the investigations grid. Stands inside `.grid`, whose column measures it takes.
#[component]
pub fn SkeletonGrid(
    /// How many rows.
    #[prop(default = 8)]
    rows: usize,
    /// The customer's column is not there: one customer's own list.
    #[prop(optional)]
    one_customer: bool,
) -> impl IntoView {
    (0..rows)
        .map(|row| {
            view! {
                <div class="r" role="row" aria-hidden="true">
                    <div role="gridcell" class="c-check">
                        <span class="skel w-16"></span>
                    </div>
                    <div role="gridcell" class="c-prio">
                        <span class="skel dot"></span>
                    </div>
                    <div role="gridcell" class="c-title">
                        <span class=title_class(row)></span>
                    </div>
                    {(!one_customer)
                        .then(|| {
                            view! {
                                <div role="gridcell" class="c-cust">
                                    <span class="skel dot w-20"></span>
                                    <span class="skel w-96"></span>
                                </div>
                            }
                        })}
                    <div role="gridcell" class="c-status">
                        <span class="skel w-72"></span>
                    </div>
                    <div role="gridcell" class="c-who">
                        <span class="skel dot w-20"></span>
                    </div>
                    <div role="gridcell" class="c-alerts"></div>
                    <div role="gridcell" class="c-latest"></div>
                    <div role="gridcell" class="c-age">
                        <span class="skel w-56"></span>
                    </div>
                </div>
            }
        })
        .collect_view()
}

/// Rows of a plain table. Stands inside `<tbody>`.
#[component]
pub fn SkeletonTable(
    /// How many columns.
    columns: usize,
    /// How many rows.
    #[prop(default = 8)]
    rows: usize,
) -> impl IntoView {
    (0..rows)
        .map(|row| {
            let cells = (0..columns)
                .map(|column| {
                    let class = if column == 0 { title_class(row) } else { "skel w-72" };
                    view! {
                        <td>
                            <span class=class></span>
                        </td>
                    }
                })
                .collect_view();
            view! { <tr aria-hidden="true">{cells}</tr> }
        })
        .collect_view()
}

/// Titles are of different lengths.
fn title_class(row: usize) -> &'static str {
    match row % 3 {
        0 => "skel p-62",
        1 => "skel p-78",
        _ => "skel p-54",
    }
}
