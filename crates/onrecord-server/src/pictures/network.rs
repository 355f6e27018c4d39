//! A network: a box for each actor, and arrows for what they do to and say about each other.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use onrecord_record::ActorKind;

use super::geometry::{Rect, Size};
use super::layout::{laid_out, rect};
use super::text::{cut, px, text_width};

/// An actor in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) kind: ActorKind,
    /// Where it leads.
    pub(crate) address: String,
    /// What it says when it is pointed at.
    pub(crate) told: String,
}

/// An arrow between two nodes, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whether it is of events; of statements where not.
    pub(crate) is_done: bool,
    /// How much there is; the width of the arrow.
    pub(crate) n: u64,
    /// What it says when it is pointed at.
    pub(crate) told: String,
}

/// Actors in the wide picture.
pub(crate) const N_NODES: usize = 24;
const TEXT: f64 = 13.0;
const HEIGHT: f64 = 28.0;

/// How many actors and arrows a picture has at most, and its height: more could not be told apart.
fn bounds(size: Size) -> (usize, usize, f64) {
    match size {
        Size::Wide => (N_NODES, 60, 620.0),
        Size::Narrow => (11, 22, 520.0),
    }
}

/// Returns the picture of the first of `nodes`, and the first of `lines` between them: those of the most come first.
pub(crate) fn network(label: &str, nodes: &[Node], lines: &[Line]) -> Markup {
    html! { @for size in Size::BOTH { (drawn(label, nodes, lines, size)) } }
}

fn drawn(label: &str, nodes: &[Node], lines: &[Line], size: Size) -> Markup {
    let (n_nodes, n_lines, most_height) = bounds(size);
    let n_nodes = nodes.len().min(n_nodes);
    let is_there = |line: &&Line| line.from < n_nodes && line.to < n_nodes && line.from != line.to;
    let lines: Vec<&Line> = lines.iter().filter(is_there).take(n_lines).collect();
    // Those without an arrow would only be in the way.
    let joined: BTreeSet<usize> = lines.iter().flat_map(|line| [line.from, line.to]).collect();
    let place: BTreeMap<usize, usize> = joined.iter().enumerate().map(|(place, &at)| (at, place)).collect();
    let nodes: Vec<&Node> = joined.iter().map(|&at| &nodes[at]).collect();
    let lines: Vec<(usize, usize, &Line)> =
        lines.into_iter().filter_map(|line| Some((*place.get(&line.from)?, *place.get(&line.to)?, line))).collect();
    let names: Vec<String> =
        nodes.iter().map(|node| cut(&node.name, if size == Size::Wide { 24 } else { 15 })).collect();
    let sizes: Vec<(f64, f64)> = names.iter().map(|name| (text_width(name, TEXT) + 22.0, HEIGHT)).collect();
    // A few need no large picture.
    let height = most_height.min(140.0 + 40.0 * nodes.len() as f64);
    let ties: Vec<(usize, usize)> = lines.iter().map(|&(from, to, _)| (from, to)).collect();
    let places = laid_out(&sizes, &ties, (size.width(), height));
    let rects: Vec<Rect> = places.iter().zip(&sizes).map(|(&place, &size)| rect(place, size)).collect();
    let most = lines.iter().map(|(.., line)| line.n).max().unwrap_or(1).max(1) as f64;
    html! {
        svg class={ "picture network " (size.class()) } viewBox={ "0 0 " (px(size.width())) " " (px(height)) }
            role="group" aria-label=(label) {
            @for &(from, to, line) in &lines {
                g class={ "line " (if line.is_done { "done" } else { "spoken" }) } data-a=(from) data-b=(to) {
                    title { (line.told) }
                    (arrow(line, places[from], places[to], &rects[to], (line.n as f64 / most).sqrt()))
                }
            }
            @for (at, node) in nodes.iter().enumerate() {
                a class={ "node " (node.kind.as_str()) } href=(node.address) data-n=(at) aria-label=(node.told) {
                    title { (node.told) }
                    rect x=(px(rects[at].left)) y=(px(rects[at].top)) width=(px(rects[at].width))
                        height=(px(rects[at].height)) rx="6" {}
                    text x=(px(places[at].0)) y=(px(places[at].1 + TEXT * 0.35)) font-size=(TEXT)
                        text-anchor="middle" { (names[at]) }
                }
            }
        }
    }
}

/// Returns an arrow, bent so that the one back and the one of the other kind lie beside it.
fn arrow(line: &Line, from: (f64, f64), to: (f64, f64), end: &Rect, share: f64) -> Markup {
    let width = 1.2 + 3.8 * share;
    let bend = if line.is_done { 0.09 } else { 0.2 };
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    let control = (middle.0 - (to.1 - from.1) * bend, middle.1 + (to.0 - from.0) * bend);
    let at = |t: f64| {
        let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        (mix(from.0, control.0, to.0), mix(from.1, control.1, to.1))
    };
    let steps = || (0..=100).rev().map(|step| f64::from(step) / 100.0);
    let tip = at(steps().find(|&t| !end.contains(at(t))).unwrap_or(1.0));
    let length = 7.0 + 1.5 * width;
    let away = |t: f64| ((at(t).0 - tip.0).powi(2) + (at(t).1 - tip.1).powi(2)).sqrt();
    let before = steps().find(|&t| !end.contains(at(t)) && away(t) >= length).unwrap_or(0.5);
    let base = at(before);
    let back = (base.0 - tip.0, base.1 - tip.1);
    let (side, reach) = ((-back.1, back.0), (back.0.powi(2) + back.1.powi(2)).sqrt().max(1e-6));
    let half = (3.0 + width) / reach;
    // The part of the curve up to the base of the head is a curve of the same kind.
    let turn = (from.0 + (control.0 - from.0) * before, from.1 + (control.1 - from.1) * before);
    let point = |(x, y): (f64, f64)| format!("{} {}", px(x), px(y));
    let corner = |to: f64| point((base.0 + side.0 * half * to, base.1 + side.1 * half * to));
    html! {
        path d={ "M" (point(from)) "Q" (point(turn)) " " (point(base)) } stroke-width=(px(width)) {}
        path class="head" d={ "M" (point(tip)) "L" (corner(1.0)) "L" (corner(-1.0)) "z" } {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_drawn_within_its_bounds() {
        let node = |at: usize| Node {
            name: format!("<Actor> {at}"),
            kind: ActorKind::Person,
            address: "/".to_owned(),
            told: String::new(),
        };
        let line = |from, to| Line { from, to, is_done: true, n: 1, told: String::new() };
        for n in [0, 1, 2, 30, 200] {
            let nodes: Vec<Node> = (0..n).map(node).collect();
            let lines: Vec<Line> = (0..n).flat_map(|from| [line(from, 0), line(0, from), line(from, from)]).collect();
            let drawn = network("X", &nodes, &lines).0;
            assert_eq!(drawn.matches("<svg").count(), 2);
            let n_joined = |max: usize| if n > 1 { n.min(max) } else { 0 };
            assert_eq!(drawn.matches("data-n=").count(), n_joined(N_NODES) + n_joined(11), "{n}");
            assert!(!drawn.contains("NaN") && !drawn.contains("<Actor"), "{drawn}");
            assert_eq!(drawn, network("X", &nodes, &lines).0);
        }
    }
}
