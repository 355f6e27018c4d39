//! Where the nodes of a network lie: those with ties near each other, none upon another.

use super::geometry::Rect;

/// Sweeps over all nodes; the sum of what is wrong falls by less than a thousandth long before.
const N_SWEEPS: usize = 200;
/// Sweeps that push nodes apart at most.
const N_PUSHES: usize = 400;
/// The distance of nodes that no ties join, in ties.
const MAX_APART: usize = 3;
/// Room between two nodes, in pixels.
const GAP: (f64, f64) = (16.0, 20.0);

/// Returns the middle of each node, whose sizes are `sizes`, within a picture of this width and height. Distances come
/// as near as they can to the numbers of ties from node to node (stress majorization, Gansner and others 2004), then the
/// picture is filled and nodes are pushed apart. There is no chance in it.
pub(super) fn laid_out(sizes: &[(f64, f64)], ties: &[(usize, usize)], (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let distances = distances(sizes.len(), ties);
    let mut places = circle(sizes.len());
    for _ in 0..N_SWEEPS {
        for at in 0..places.len() {
            places[at] = nearer(&places, &distances[at], at);
        }
    }
    fill(&mut places, sizes, (width, height));
    push_apart(&mut places, sizes, (width, height));
    places
}

/// Returns the nodes around a circle, so that nothing is decided yet; the angle keeps any two from being on one line.
fn circle(n: usize) -> Vec<(f64, f64)> {
    let angle = |at: usize| at as f64 / n.max(1) as f64 * std::f64::consts::TAU + 0.3;
    (0..n).map(|at| (angle(at).cos(), angle(at).sin())).collect()
}

/// Returns how many ties lead from each node to each other one; where none do, one more than the most, within bounds.
fn distances(n: usize, ties: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut others: Vec<Vec<usize>> = vec![vec![]; n];
    for &(one, other) in ties {
        others[one].push(other);
        others[other].push(one);
    }
    let from = |start: usize| {
        let mut steps: Vec<Option<usize>> = vec![None; n];
        steps[start] = Some(0);
        let mut next = std::collections::VecDeque::from([start]);
        while let Some(at) = next.pop_front() {
            for &other in &others[at] {
                if steps[other].is_none() {
                    steps[other] = steps[at].map(|steps| steps + 1);
                    next.push_back(other);
                }
            }
        }
        steps
    };
    let steps: Vec<Vec<Option<usize>>> = (0..n).map(from).collect();
    // Parts of the network that nothing joins must not press each other to the edges.
    let apart = (steps.iter().flatten().flatten().max().unwrap_or(&0) + 1).min(MAX_APART);
    steps.iter().map(|row| row.iter().map(|steps| steps.unwrap_or(apart) as f64).collect()).collect()
}

/// Returns where node `at` is at the distances it should be, as the others see it.
fn nearer(places: &[(f64, f64)], distances: &[f64], at: usize) -> (f64, f64) {
    let (x, y) = places[at];
    let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
    for (other, &(ox, oy)) in places.iter().enumerate().filter(|(other, _)| *other != at) {
        let wanted = distances[other];
        let weight = 1.0 / (wanted * wanted);
        let (dx, dy) = (x - ox, y - oy);
        let is = (dx * dx + dy * dy).sqrt();
        // Two at one place go apart to the sides.
        let (dx, dy) = if is > 1e-9 {
            (dx / is, dy / is)
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

/// Stretches the picture to its width and height. Half of each place is its order among the others, so that those who
/// lie close have room.
fn fill(places: &mut [(f64, f64)], sizes: &[(f64, f64)], (width, height): (f64, f64)) {
    let ends = |of: fn(&(f64, f64)) -> f64| {
        places.iter().map(of).fold((f64::MAX, f64::MIN), |(least, most), at| (least.min(at), most.max(at)))
    };
    let (xs, ys) = (ends(|place| place.0), ends(|place| place.1));
    let stretched = |at: f64, (least, most): (f64, f64), order: f64, half: f64, room: f64| {
        let share = if most - least > 1e-6 { (at - least) / (most - least) } else { 0.5 };
        half + 1.0 + (share + order) / 2.0 * (room - 2.0 * half - 2.0)
    };
    let (across, down) = (orders(places, |place| place.0), orders(places, |place| place.1));
    for (at, (place, size)) in places.iter_mut().zip(sizes).enumerate() {
        let x = stretched(place.0, xs, across[at], size.0 / 2.0, width);
        *place = (x, stretched(place.1, ys, down[at], size.1 / 2.0, height));
    }
}

/// Returns the place of each node in their order by `of`, from 0 to 1.
fn orders(places: &[(f64, f64)], of: fn(&(f64, f64)) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| of(&places[*a]).total_cmp(&of(&places[*b])).then(a.cmp(b)));
    let mut shares = vec![0.5; places.len()];
    if places.len() > 1 {
        order.iter().enumerate().for_each(|(nth, at)| shares[*at] = nth as f64 / (places.len() - 1) as f64);
    }
    shares
}

/// Pushes nodes off each other, to the side on which less is missing, and keeps them within the picture.
fn push_apart(places: &mut [(f64, f64)], sizes: &[(f64, f64)], (width, height): (f64, f64)) {
    for _ in 0..N_PUSHES {
        let mut is_done = true;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let (dx, dy) = (places[other].0 - places[one].0, places[other].1 - places[one].1);
                let missing = |apart: f64, a: f64, b: f64, gap: f64| (a + b) / 2.0 + gap - apart.abs();
                let x = missing(dx, sizes[one].0, sizes[other].0, GAP.0);
                let y = missing(dy, sizes[one].1, sizes[other].1, GAP.1);
                if x <= 0.01 || y <= 0.01 {
                    continue;
                }
                is_done = false;
                let side = |apart: f64| if apart < 0.0 { -0.5 } else { 0.5 };
                let push = if x < y { (x * side(dx), 0.0) } else { (0.0, y * side(dy)) };
                places[one] = (places[one].0 - push.0, places[one].1 - push.1);
                places[other] = (places[other].0 + push.0, places[other].1 + push.1);
            }
        }
        for (place, size) in places.iter_mut().zip(sizes) {
            let within = |at: f64, half: f64, room: f64| at.clamp(half + 1.0, (room - half - 1.0).max(half + 1.0));
            *place = (within(place.0, size.0 / 2.0, width), within(place.1, size.1 / 2.0, height));
        }
        if is_done {
            return;
        }
    }
}

/// Returns the rectangle of a node.
pub(super) fn rect((x, y): (f64, f64), (width, height): (f64, f64)) -> Rect {
    Rect { left: x - width / 2.0, top: y - height / 2.0, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: usize, ties: &[(usize, usize)], picture: (f64, f64), size: (f64, f64)) -> Vec<(f64, f64)> {
        let sizes = vec![size; n];
        let places = laid_out(&sizes, ties, picture);
        assert_eq!(places, laid_out(&sizes, ties, picture));
        let rects: Vec<Rect> = places.iter().map(|&place| rect(place, size)).collect();
        for (at, one) in rects.iter().enumerate() {
            assert!(one.left >= 0.0 && one.left + one.width <= picture.0, "{one:?}");
            assert!(one.top >= 0.0 && one.top + one.height <= picture.1, "{one:?}");
            assert!(rects[at + 1..].iter().all(|other| !one.overlaps(other)), "{rects:?}");
        }
        places
    }

    #[test]
    fn nodes_lie_apart_and_within() {
        let star: Vec<(usize, usize)> = (1..24).map(|other| (0, other)).collect();
        let places = check(24, &star, (960.0, 620.0), (130.0, 28.0));
        let (x, y) = places[0];
        assert!((300.0..660.0).contains(&x) && (180.0..440.0).contains(&y), "{x} {y}");
        check(12, &star[..11], (360.0, 520.0), (110.0, 28.0));
        check(6, &[(0, 1), (2, 3)], (960.0, 620.0), (130.0, 28.0));
        check(1, &[], (960.0, 620.0), (130.0, 28.0));
        check(0, &[], (960.0, 620.0), (130.0, 28.0));
    }

    #[test]
    fn those_with_ties_are_near() {
        let places = check(4, &[(0, 1), (2, 3), (1, 2)], (900.0, 600.0), (80.0, 20.0));
        let apart =
            |a: usize, b: usize| ((places[a].0 - places[b].0).powi(2) + (places[a].1 - places[b].1).powi(2)).sqrt();
        assert!(apart(0, 1) < apart(0, 2) && apart(0, 2) < apart(0, 3));
    }
}
