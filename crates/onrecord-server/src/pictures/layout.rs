//! The layout of networks: connected nodes are near each other, and none overlap.

use std::collections::VecDeque;

use super::geometry::Rect;

/// Number of sweeps over all nodes; the stress falls by less than a thousandth per sweep long before the last.
const N_SWEEPS: usize = 200;
/// Maximum number of sweeps that push overlapping nodes apart.
const MAX_PUSHES: usize = 400;
/// Maximum distance between unconnected nodes, in ties.
const MAX_UNCONNECTED: usize = 3;
/// Minimum horizontal and vertical gap between two nodes, in pixels.
const GAP: (f64, f64) = (16.0, 20.0);

/// Minimum distance between a node and the edge of the picture, in pixels.
const EDGE: f64 = 10.0;

/// Returns the centre of each node within a picture of this width and height.
///
/// Stress majorization (Gansner et al. 2004) brings distances as close as possible to the lengths of shortest paths
/// between nodes. Then the nodes are stretched over the picture, and overlapping ones are pushed apart. The result is
/// deterministic.
pub(super) fn place_nodes(
    sizes: &[(f64, f64)],
    ties: &[(usize, usize)],
    (width, height): (f64, f64),
) -> Vec<(f64, f64)> {
    let distances = distances(sizes.len(), ties);
    let mut centers = circle(sizes.len());
    for _ in 0..N_SWEEPS {
        for at in 0..centers.len() {
            centers[at] = majorized(&centers, &distances[at], at);
        }
    }
    fill(&mut centers, sizes, (width, height));
    push_apart(&mut centers, sizes, (width, height));
    centers
}

/// Returns the initial layout: nodes on a circle, rotated so that no two have the same height.
fn circle(n: usize) -> Vec<(f64, f64)> {
    let angle = |at: usize| at as f64 / n.max(1) as f64 * std::f64::consts::TAU + 0.3;
    (0..n).map(|at| (angle(at).cos(), angle(at).sin())).collect()
}

/// Returns the length of the shortest path between any two nodes, in ties. Unconnected nodes get one more than the
/// longest path, at most [`MAX_UNCONNECTED`].
fn distances(n: usize, ties: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut neighbors: Vec<Vec<usize>> = vec![vec![]; n];
    for &(one, other) in ties {
        neighbors[one].push(other);
        neighbors[other].push(one);
    }
    let from = |start: usize| {
        let mut steps: Vec<Option<usize>> = vec![None; n];
        steps[start] = Some(0);
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            for &other in &neighbors[at] {
                if steps[other].is_none() {
                    steps[other] = steps[at].map(|steps| steps + 1);
                    queue.push_back(other);
                }
            }
        }
        steps
    };
    let steps: Vec<Vec<Option<usize>>> = (0..n).map(from).collect();
    // The bound keeps unconnected components from pushing each other to the edges.
    let unconnected = (steps.iter().flatten().flatten().max().unwrap_or(&0) + 1).min(MAX_UNCONNECTED);
    steps.iter().map(|row| row.iter().map(|steps| steps.unwrap_or(unconnected) as f64).collect()).collect()
}

/// Returns the next centre of node `at`: the weighted mean of the positions at the desired distances from the other
/// nodes.
fn majorized(centers: &[(f64, f64)], distances: &[f64], at: usize) -> (f64, f64) {
    let (x, y) = centers[at];
    let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
    for (other, &(ox, oy)) in centers.iter().enumerate().filter(|(other, _)| *other != at) {
        let wanted = distances[other];
        let weight = 1.0 / (wanted * wanted);
        let (dx, dy) = (x - ox, y - oy);
        let distance = (dx * dx + dy * dy).sqrt();
        // Two nodes at the same point move apart sideways.
        let (dx, dy) = if distance > 1e-9 {
            (dx / distance, dy / distance)
        } else if at < other {
            (-1.0, 0.0)
        } else {
            (1.0, 0.0)
        };
        sum.0 += weight * (ox + wanted * dx);
        sum.1 += weight * (oy + wanted * dy);
        weights += weight;
    }
    if weights > 0.0 { (sum.0 / weights, sum.1 / weights) } else { (x, y) }
}

/// Stretches the layout over the picture. Half of each coordinate comes from the rank of the node, which spreads
/// clustered nodes.
fn fill(centers: &mut [(f64, f64)], sizes: &[(f64, f64)], (width, height): (f64, f64)) {
    let range = |of: fn(&(f64, f64)) -> f64| {
        centers.iter().map(of).fold((f64::MAX, f64::MIN), |(least, most), at| (least.min(at), most.max(at)))
    };
    let (xs, ys) = (range(|center| center.0), range(|center| center.1));
    let stretched = |at: f64, (least, most): (f64, f64), rank: f64, half: f64, room: f64| {
        let share = if most - least > 1e-6 { (at - least) / (most - least) } else { 0.5 };
        half + EDGE + (share + rank) / 2.0 * (room - 2.0 * half - 2.0 * EDGE)
    };
    let (across, down) = (ranks(centers, |center| center.0), ranks(centers, |center| center.1));
    for (at, (center, size)) in centers.iter_mut().zip(sizes).enumerate() {
        let x = stretched(center.0, xs, across[at], size.0 / 2.0, width);
        *center = (x, stretched(center.1, ys, down[at], size.1 / 2.0, height));
    }
}

/// Returns the rank of each node by the coordinate `of`, from 0 to 1.
fn ranks(centers: &[(f64, f64)], of: fn(&(f64, f64)) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..centers.len()).collect();
    order.sort_by(|a, b| of(&centers[*a]).total_cmp(&of(&centers[*b])).then(a.cmp(b)));
    let mut shares = vec![0.5; centers.len()];
    if centers.len() > 1 {
        order.iter().enumerate().for_each(|(nth, at)| shares[*at] = nth as f64 / (centers.len() - 1) as f64);
    }
    shares
}

/// Pushes overlapping nodes apart along the shorter way, and keeps all nodes within the picture.
fn push_apart(centers: &mut [(f64, f64)], sizes: &[(f64, f64)], (width, height): (f64, f64)) {
    for _ in 0..MAX_PUSHES {
        let mut is_done = true;
        for one in 0..centers.len() {
            for other in one + 1..centers.len() {
                let (dx, dy) = (centers[other].0 - centers[one].0, centers[other].1 - centers[one].1);
                let missing = |apart: f64, a: f64, b: f64, gap: f64| (a + b) / 2.0 + gap - apart.abs();
                let x = missing(dx, sizes[one].0, sizes[other].0, GAP.0);
                let y = missing(dy, sizes[one].1, sizes[other].1, GAP.1);
                if x <= 0.01 || y <= 0.01 {
                    continue;
                }
                is_done = false;
                let side = |apart: f64| if apart < 0.0 { -0.5 } else { 0.5 };
                let push = if x < y { (x * side(dx), 0.0) } else { (0.0, y * side(dy)) };
                centers[one] = (centers[one].0 - push.0, centers[one].1 - push.1);
                centers[other] = (centers[other].0 + push.0, centers[other].1 + push.1);
            }
        }
        for (center, size) in centers.iter_mut().zip(sizes) {
            let within = |at: f64, half: f64, room: f64| at.clamp(half + EDGE, (room - half - EDGE).max(half + EDGE));
            *center = (within(center.0, size.0 / 2.0, width), within(center.1, size.1 / 2.0, height));
        }
        if is_done {
            return;
        }
    }
}

/// Returns the rectangle of this width and height around a point.
pub(super) fn centered_rect((x, y): (f64, f64), (width, height): (f64, f64)) -> Rect {
    Rect { left: x - width / 2.0, top: y - height / 2.0, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: usize, ties: &[(usize, usize)], picture: (f64, f64), size: (f64, f64)) -> Vec<(f64, f64)> {
        let sizes = vec![size; n];
        let centers = place_nodes(&sizes, ties, picture);
        assert_eq!(centers, place_nodes(&sizes, ties, picture));
        let rects: Vec<Rect> = centers.iter().map(|&center| centered_rect(center, size)).collect();
        for (at, one) in rects.iter().enumerate() {
            assert!(one.left >= EDGE - 0.01 && one.left + one.width <= picture.0 - EDGE + 0.01, "{one:?}");
            assert!(one.top >= EDGE - 0.01 && one.top + one.height <= picture.1 - EDGE + 0.01, "{one:?}");
            assert!(rects[at + 1..].iter().all(|other| !one.overlaps(other)), "{rects:?}");
        }
        centers
    }

    #[test]
    fn nodes_neither_overlap_nor_leave_the_picture() {
        let star: Vec<(usize, usize)> = (1..24).map(|other| (0, other)).collect();
        let centers = check(24, &star, (960.0, 620.0), (130.0, 28.0));
        let (x, y) = centers[0];
        assert!((300.0..660.0).contains(&x) && (180.0..440.0).contains(&y), "{x} {y}");
        check(12, &star[..11], (360.0, 520.0), (110.0, 28.0));
        check(6, &[(0, 1), (2, 3)], (960.0, 620.0), (130.0, 28.0));
        check(1, &[], (960.0, 620.0), (130.0, 28.0));
        check(0, &[], (960.0, 620.0), (130.0, 28.0));
    }

    #[test]
    fn nodes_with_ties_are_near() {
        let centers = check(4, &[(0, 1), (2, 3), (1, 2)], (900.0, 600.0), (80.0, 20.0));
        let apart =
            |a: usize, b: usize| ((centers[a].0 - centers[b].0).powi(2) + (centers[a].1 - centers[b].1).powi(2)).sqrt();
        assert!(apart(0, 1) < apart(0, 2) && apart(0, 2) < apart(0, 3));
    }
}
