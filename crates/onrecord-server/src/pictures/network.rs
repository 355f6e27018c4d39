//! Networks: a box for each actor, and arrows for events and statements between them.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use onrecord_record::ActorKind;

use super::geometry::{Rect, Size};
use super::layout::{centered_rect, place_nodes};
use super::text::{px, text_width, truncate};

/// The box of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) kind: ActorKind,
    /// Address of its link.
    pub(crate) href: String,
    /// Tooltip and accessible name.
    pub(crate) label: String,
}

/// An arrow between two nodes, given by their indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whether the arrow stands for events; otherwise it stands for statements.
    pub(crate) is_action: bool,
    /// Number of events or statements, shown as the width of the arrow.
    pub(crate) n: u64,
    /// Tooltip and accessible name.
    pub(crate) label: String,
}

/// Maximum number of actors in a wide picture.
pub(crate) const N_NODES: usize = 24;
const TEXT: f64 = 13.0;
const HEIGHT: f64 = 28.0;

/// Returns the maximum numbers of actors and arrows for a legible picture, and its height in pixels.
fn bounds(size: Size) -> (usize, usize, f64) {
    match size {
        Size::Wide => (N_NODES, 60, 620.0),
        Size::Narrow => (11, 22, 520.0),
    }
}

/// Returns a picture of the first nodes, and of the first arrows between them. Both are sorted, the strongest first.
pub(crate) fn draw_network(label: &str, nodes: &[Node], arrows: &[Arrow]) -> Markup {
    html! { @for size in Size::BOTH { (draw(label, nodes, arrows, size)) } }
}

/// The nodes and arrows of one picture with their positions.
struct Drawing<'a> {
    nodes: Vec<&'a Node>,
    /// Arrows with the indices of their ends in `nodes`.
    arrows: Vec<(usize, usize, &'a Arrow)>,
    names: Vec<String>,
    centers: Vec<(f64, f64)>,
    boxes: Vec<Rect>,
    height: f64,
}

impl<'a> Drawing<'a> {
    fn new(nodes: &'a [Node], arrows: &'a [Arrow], size: Size) -> Drawing<'a> {
        let (max_nodes, max_arrows, max_height) = bounds(size);
        let n_nodes = nodes.len().min(max_nodes);
        let is_shown = |arrow: &&Arrow| arrow.from < n_nodes && arrow.to < n_nodes && arrow.from != arrow.to;
        let arrows: Vec<&Arrow> = arrows.iter().filter(is_shown).take(max_arrows).collect();
        // Nodes without arrows are left out.
        let connected: BTreeSet<usize> = arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
        let index: BTreeMap<usize, usize> = connected.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        let nodes: Vec<&Node> = connected.iter().map(|&old| &nodes[old]).collect();
        let arrows: Vec<(usize, usize, &Arrow)> = arrows
            .into_iter()
            .filter_map(|arrow| Some((*index.get(&arrow.from)?, *index.get(&arrow.to)?, arrow)))
            .collect();
        // With few nodes, there is room for longer names.
        let max_chars = match (size, nodes.len()) {
            (Size::Wide, ..=12) => 36,
            (Size::Wide, _) => 24,
            (Size::Narrow, ..=5) => 24,
            (Size::Narrow, _) => 15,
        };
        let names: Vec<String> = nodes.iter().map(|node| truncate(&node.name, max_chars)).collect();
        let sizes: Vec<(f64, f64)> = names.iter().map(|name| (text_width(name, TEXT) + 22.0, HEIGHT)).collect();
        // With few nodes, the picture is smaller.
        let height = max_height.min(140.0 + 40.0 * nodes.len() as f64);
        let ties: Vec<(usize, usize)> = arrows.iter().map(|&(from, to, _)| (from, to)).collect();
        let centers = place_nodes(&sizes, &ties, (size.width(), height));
        let boxes = centers.iter().zip(&sizes).map(|(&center, &size)| centered_rect(center, size)).collect();
        Drawing { nodes, arrows, names, centers, boxes, height }
    }
}

fn draw(label: &str, nodes: &[Node], arrows: &[Arrow], size: Size) -> Markup {
    let drawing = Drawing::new(nodes, arrows, size);
    let Drawing { centers, boxes, .. } = &drawing;
    let max = drawing.arrows.iter().map(|(.., arrow)| arrow.n).max().unwrap_or(1).max(1) as f64;
    html! {
        svg class={ "picture network " (size.class()) } viewBox={ "0 0 " (px(size.width())) " " (px(drawing.height)) }
            role="group" aria-label=(label) {
            @for &(from, to, arrow) in &drawing.arrows {
                g class={ "line " (if arrow.is_action { "done" } else { "spoken" }) } data-a=(from) data-b=(to) {
                    title { (arrow.label) }
                    (draw_arrow(arrow, centers[from], centers[to], &boxes[to], (arrow.n as f64 / max).sqrt()))
                }
            }
            @for (idx, node) in drawing.nodes.iter().enumerate() {
                a class={ "node " (node.kind.as_str()) } href=(node.href) data-n=(idx) aria-label=(node.label) {
                    title { (node.label) }
                    rect x=(px(boxes[idx].left)) y=(px(boxes[idx].top)) width=(px(boxes[idx].width))
                        height=(px(boxes[idx].height)) rx="6" {}
                    text x=(px(centers[idx].0)) y=(px(centers[idx].1 + TEXT * 0.35)) font-size=(TEXT)
                        text-anchor="middle" { (drawing.names[idx]) }
                }
            }
        }
    }
}

/// Returns an arrow that ends at the edge of the box `target`. It is curved so that it covers neither the arrow in the
/// opposite direction nor the arrow of the other kind. `strength` from 0 to 1 gives the width.
fn draw_arrow(arrow: &Arrow, from: (f64, f64), to: (f64, f64), target: &Rect, strength: f64) -> Markup {
    let width = 1.2 + 3.8 * strength;
    let bend = if arrow.is_action { 0.09 } else { 0.2 };
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    let control = (middle.0 - (to.1 - from.1) * bend, middle.1 + (to.0 - from.0) * bend);
    let at = |t: f64| {
        let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        (mix(from.0, control.0, to.0), mix(from.1, control.1, to.1))
    };
    let steps = || (0..=100).rev().map(|step| f64::from(step) / 100.0);
    let tip = at(steps().find(|&t| !target.contains(at(t))).unwrap_or(1.0));
    let head_length = 7.0 + 1.5 * width;
    let distance = |t: f64| ((at(t).0 - tip.0).powi(2) + (at(t).1 - tip.1).powi(2)).sqrt();
    let neck = steps().find(|&t| !target.contains(at(t)) && distance(t) >= head_length).unwrap_or(0.5);
    let base = at(neck);
    let back = (base.0 - tip.0, base.1 - tip.1);
    let (side, reach) = ((-back.1, back.0), (back.0.powi(2) + back.1.powi(2)).sqrt().max(1e-6));
    let half = (3.0 + width) / reach;
    // The part of a quadratic curve up to the base of the head is again a quadratic curve.
    let shaft_control = (from.0 + (control.0 - from.0) * neck, from.1 + (control.1 - from.1) * neck);
    let point = |(x, y): (f64, f64)| format!("{} {}", px(x), px(y));
    let corner = |to: f64| point((base.0 + side.0 * half * to, base.1 + side.1 * half * to));
    html! {
        path d={ "M" (point(from)) "Q" (point(shaft_control)) " " (point(base)) } stroke-width=(px(width)) {}
        path class="head" d={ "M" (point(tip)) "L" (corner(1.0)) "L" (corner(-1.0)) "z" } {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_actors_have_longer_names() {
        let names = |n: usize, size| {
            let name = "Landwirtschafts-und-Fischereiministerium";
            let node =
                |_| Node { name: name.to_owned(), kind: ActorKind::Person, href: String::new(), label: String::new() };
            let nodes: Vec<Node> = (0..n).map(node).collect();
            let arrow = |from| Arrow { from, to: 0, is_action: true, n: 1, label: String::new() };
            let arrows: Vec<Arrow> = (1..n).map(arrow).collect();
            Drawing::new(&nodes, &arrows, size).names[0].chars().count()
        };
        assert_eq!([names(4, Size::Wide), names(20, Size::Wide)], [36, 24]);
        assert!([names(4, Size::Narrow), names(9, Size::Narrow)] == [24, 15]);
    }

    #[test]
    fn a_network_is_drawn_within_its_bounds() {
        let node = |at: usize| Node {
            name: format!("<Actor> {at}"),
            kind: ActorKind::Person,
            href: "/".to_owned(),
            label: String::new(),
        };
        let arrow = |from, to| Arrow { from, to, is_action: true, n: 1, label: String::new() };
        for n in [0, 1, 2, 30, 200] {
            let nodes: Vec<Node> = (0..n).map(node).collect();
            let arrows: Vec<Arrow> =
                (0..n).flat_map(|from| [arrow(from, 0), arrow(0, from), arrow(from, from)]).collect();
            let svg = draw_network("X", &nodes, &arrows).0;
            assert_eq!(svg.matches("<svg").count(), 2);
            let n_connected = |max: usize| if n > 1 { n.min(max) } else { 0 };
            assert_eq!(svg.matches("data-n=").count(), n_connected(N_NODES) + n_connected(11), "{n}");
            assert!(!svg.contains("NaN") && !svg.contains("<Actor"), "{svg}");
            assert_eq!(svg, draw_network("X", &nodes, &arrows).0);
        }
    }
}
