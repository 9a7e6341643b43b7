//! A few numbers in a row as a line, the last one marked. The numbers stand in its label: a picture is never the only telling.

use leptos::prelude::*;
use trusted_view::view;

const WIDTH: f32 = 84.0;
const TOP: f32 = 3.0;
const BOTTOM: f32 = 21.0;
/// Room at both ends for the mark at the last value.
const EDGE: f32 = 1.5;

/// The line.
#[component]
pub fn Spark(
    /// Heights from 0 to 1, oldest first.
    heights: Vec<f32>,
    /// The numbers in words.
    label: String,
    /// Draws attention: the last one stands out.
    #[prop(optional)]
    up: bool,
) -> impl IntoView {
    let points = points(&heights);
    let line = path(&points);
    let area = points
        .first()
        .zip(points.last())
        .map(|((left, _), (right, _))| format!("{line}L{right:.1} {:.1}L{left:.1} {:.1}Z", BOTTOM + 2.0, BOTTOM + 2.0));
    let end = points.last().map(|(x, y)| (format!("{x:.1}"), format!("{y:.1}")));
    view! {
        <svg class=if up { "spark up" } else { "spark" } viewBox="0 0 84 24" role="img" aria-label=label>
            <path class="area" d=area></path>
            <path class="line" d=line></path>
            {end.map(|(x, y)| view! { <circle class="end" cx=x cy=y r="2"></circle> })}
        </svg>
    }
}

fn points(heights: &[f32]) -> Vec<(f32, f32)> {
    let steps = heights.len().saturating_sub(1).max(1);
    let at = |(place, height): (usize, &f32)| {
        let share = f32::from(u16::try_from(place).unwrap_or(u16::MAX)) / f32::from(u16::try_from(steps).unwrap_or(1));
        (EDGE + share * (WIDTH - 2.0 * EDGE), BOTTOM - height.clamp(0.0, 1.0) * (BOTTOM - TOP))
    };
    heights.iter().enumerate().map(at).collect()
}

fn path(points: &[(f32, f32)]) -> String {
    let step = |(place, (x, y)): (usize, &(f32, f32))| format!("{}{x:.1} {y:.1}", if place == 0 { "M" } else { "L" });
    points.iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_runs_from_edge_to_edge_and_stays_inside() {
        let points = points(&[0.0, 0.5, 1.0, 7.0]);
        assert_eq!(points.first().copied(), Some((EDGE, BOTTOM)));
        assert_eq!(points.last().copied(), Some((WIDTH - EDGE, TOP)), "what is too high is cut");
        assert!(path(&points).starts_with("M1.5 21.0L"));
        assert!(path(&[]).is_empty());
    }
}
