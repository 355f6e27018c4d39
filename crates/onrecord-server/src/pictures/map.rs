//! Maps: land, borders, and a dot for each place.

use maud::{Markup, html};

use super::geometry::{Rect, Size};
use super::text::{px, text_width, truncate};

/// A place on a map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot {
    /// Name of the place.
    pub(crate) name: String,
    /// Tooltip and accessible name.
    pub(crate) label: String,
    /// Address of its link.
    pub(crate) href: String,
    /// Number of entries, shown as the area of the dot.
    pub(crate) n: u64,
    /// Latitude in degrees.
    pub(crate) latitude: f64,
    /// Longitude in degrees.
    pub(crate) longitude: f64,
}

/// Southern and northern edge of the world map in degrees; it leaves out Antarctica.
const EDGES: (f64, f64) = (-58.0, 84.0);
/// Distance from these edges, in degrees, at which places beyond them are drawn, so that their dots are not cut off.
const INSET: f64 = 3.0;
/// Minimum width of a map in degrees: at a larger scale, the outlines would look coarse.
const MIN_SPAN: f64 = 14.0;
/// Margin at each side, as a share of the map.
const MARGIN: f64 = 0.12;
/// Length of a degree of latitude in degrees of longitude on the world map: true at 36 degrees.
const WORLD_STRETCH: f64 = 1.24;
/// Minimum number of entries that the largest dot stands for, so that places with few entries get small dots.
const MIN_LARGEST: u64 = 10;
const TEXT: f64 = 13.0;

/// The part of the Earth that a picture shows, in an equidistant cylindrical projection that is true at its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    west: f64,
    north: f64,
    /// Pixels per degree of longitude.
    scale: f64,
    /// Length of a degree of latitude in degrees of longitude.
    stretch: f64,
    width: f64,
    height: f64,
}

impl Frame {
    /// Returns the part that contains all dots.
    fn around(dots: &[Dot], size: Size) -> Frame {
        let width = size.width();
        let ends = |of: fn(&Dot) -> f64| {
            dots.iter().map(of).fold((f64::MAX, f64::MIN), |(least, most), at| (least.min(at), most.max(at)))
        };
        let (west, east) = ends(|dot| dot.longitude);
        let (south, north) = ends(|dot| dot.latitude);
        let world = || {
            let scale = width / 360.0;
            let height = (EDGES.1 - EDGES.0) * scale * WORLD_STRETCH;
            Frame { west: -180.0, north: EDGES.1, scale, stretch: WORLD_STRETCH, width, height }
        };
        let is_beyond = south < EDGES.0 || north > EDGES.1;
        if dots.is_empty() || is_beyond || !(east - west).is_finite() || !(north - south).is_finite() {
            return world();
        }
        let height: f64 = match size {
            Size::Wide => 500.0,
            Size::Narrow => 300.0,
        };
        let stretch = 1.0 / ((south + north) / 2.0).to_radians().cos().clamp(0.4, 1.0);
        let across = ((east - west) / (1.0 - 2.0 * MARGIN)).max(MIN_SPAN);
        let along = ((north - south) / (1.0 - 2.0 * MARGIN)).max(MIN_SPAN / 3.0);
        let scale = (width / across).min(height / (along * stretch));
        let (across, along) = (width / scale, height / (scale * stretch));
        if across >= 300.0 || along >= EDGES.1 - EDGES.0 {
            return world();
        }
        let west = ((west + east - across) / 2.0).clamp(-180.0, 180.0 - across);
        let north = ((south + north + along) / 2.0).clamp(EDGES.0 + along, EDGES.1);
        Frame { west, north, scale, stretch, width, height }
    }

    fn at(&self, dot: &Dot) -> (f64, f64) {
        let latitude = match dot.latitude {
            south if south < EDGES.0 => EDGES.0 + INSET,
            north if north > EDGES.1 => EDGES.1 - INSET,
            latitude => latitude,
        };
        ((dot.longitude - self.west) * self.scale, (self.north - latitude) * self.scale * self.stretch)
    }

    /// Returns the transform of `land.svg`, whose unit is a tenth of a degree.
    fn transform(&self) -> String {
        let down = self.scale * self.stretch;
        format!(
            "translate({:.2} {:.2}) scale({:.5} {:.5})",
            -self.west * self.scale,
            self.north * down,
            self.scale / 10.0,
            down / 10.0
        )
    }
}

/// Returns a map with `dots`, sorted by their number of entries, the largest first.
pub(crate) fn draw_map(label: &str, dots: &[Dot]) -> Markup {
    html! { @for size in Size::BOTH { (draw(label, dots, size)) } }
}

fn draw(label: &str, dots: &[Dot], size: Size) -> Markup {
    let frame = Frame::around(dots, size);
    let most = dots.iter().map(|dot| dot.n).max().unwrap_or(0).max(MIN_LARGEST) as f64;
    let largest = if size == Size::Wide { 18.0 } else { 11.0 };
    let radius = |dot: &Dot| 3.0 + largest * (dot.n as f64 / most).sqrt();
    let labels = labels(dots, &frame, size, radius);
    html! {
        svg class={ "picture map " (size.class()) } viewBox={ "0 0 " (px(frame.width)) " " (px(frame.height)) }
            role="group" aria-label=(label) {
            g transform=(frame.transform()) {
                use class="land" href="/assets/land.svg#land" {}
                use class="borders" href="/assets/land.svg#borders" {}
            }
            @for dot in dots {
                @let (x, y) = frame.at(dot);
                a href=(dot.href) aria-label=(dot.label) {
                    title { (dot.label) }
                    circle cx=(px(x)) cy=(px(y)) r=(px(radius(dot))) {}
                }
            }
            // Names are drawn above all dots. Their links are for the mouse only, since the dots are links for the
            // keyboard too.
            @for (dot, at) in dots.iter().zip(&labels) {
                @if let Some(at) = at {
                    a href=(dot.href) tabindex="-1" aria-hidden="true" {
                        title { (dot.label) }
                        text x=(px(at.left)) y=(px(at.top + TEXT * 0.9)) font-size=(TEXT) { (short_name(dot, size)) }
                    }
                }
            }
        }
    }
}

fn short_name(dot: &Dot, size: Size) -> String {
    truncate(&dot.name, if size == Size::Wide { 24 } else { 16 })
}

/// Returns a position for the name of each dot that does not overlap other dots and names; the largest dots come first.
fn labels(dots: &[Dot], frame: &Frame, size: Size, radius: impl Fn(&Dot) -> f64) -> Vec<Option<Rect>> {
    let whole = Rect { left: 2.0, top: 2.0, width: frame.width - 4.0, height: frame.height - 4.0 };
    let disc = |dot: &Dot| {
        let ((x, y), r) = (frame.at(dot), radius(dot));
        Rect { left: x - r, top: y - r, width: 2.0 * r, height: 2.0 * r }
    };
    let max = if size == Size::Wide { 24 } else { 9 };
    let mut taken: Vec<Rect> = dots.iter().map(disc).collect();
    let mut n_placed = 0;
    let mut placed = Vec::with_capacity(dots.len());
    for dot in dots {
        let width = text_width(&short_name(dot, size), TEXT);
        let own = disc(dot);
        let (middle, below) = (own.top + own.height / 2.0 - TEXT / 2.0, own.top + own.height + 1.0);
        let centred = own.left + (own.width - width) / 2.0;
        let room = [
            (own.left + own.width + 3.0, middle),
            (own.left - width - 3.0, middle),
            (centred, own.top - TEXT - 3.0),
            (centred, below),
        ];
        let fits = |rect: &Rect| {
            whole.contains((rect.left, rect.top))
                && whole.contains((rect.left + rect.width, rect.top + rect.height))
                && !taken.iter().any(|other| *other != own && other.overlaps(rect))
        };
        let rects = room.map(|(left, top)| Rect { left, top, width, height: TEXT + 2.0 });
        let found = rects.into_iter().find(|rect| n_placed < max && fits(rect));
        if let Some(rect) = found {
            taken.push(rect);
            n_placed += 1;
        }
        placed.push(found);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(name: &str, latitude: f64, longitude: f64) -> Dot {
        Dot { name: name.to_owned(), label: String::new(), href: String::new(), n: 1, latitude, longitude }
    }

    #[test]
    fn every_dot_is_on_its_map() {
        for (places, is_world) in [
            (vec![(41.9, 12.5)], false),
            (vec![(41.9, 12.5), (48.9, 2.3)], false),
            (vec![(41.9, 12.5), (-33.9, 151.2), (38.9, -77.0)], true),
            (vec![(71.0, 25.8), (78.2, 15.6)], false),
            (vec![(-54.8, -68.3)], false),
            (vec![(-78.2, 16.4)], true),
            (vec![(-90.0, 0.0), (90.0, 0.0), (84.5, 179.0), (-58.5, -180.0)], true),
            (vec![(-78.2, 16.4), (-54.8, -68.3)], true),
            (vec![(-17.7, 178.1)], false),
            (vec![], true),
        ] {
            let dots: Vec<Dot> = places.iter().map(|(latitude, longitude)| dot("X", *latitude, *longitude)).collect();
            for size in Size::BOTH {
                let frame = Frame::around(&dots, size);
                assert_eq!(frame.west == -180.0 && frame.scale == size.width() / 360.0, is_world, "{places:?}");
                let whole = Rect { left: 0.0, top: 0.0, width: frame.width, height: frame.height };
                assert!(dots.iter().all(|dot| whole.contains(frame.at(dot))), "{places:?} {frame:?}");
            }
        }
    }

    #[test]
    fn names_do_not_overlap() {
        let dots: Vec<Dot> = (0..40).map(|at| dot("Santa Maria", 40.0 + f64::from(at) / 20.0, 12.0)).collect();
        let frame = Frame::around(&dots, Size::Wide);
        let placed: Vec<Rect> = labels(&dots, &frame, Size::Wide, |_| 4.0).into_iter().flatten().collect();
        assert!(!placed.is_empty());
        for (at, one) in placed.iter().enumerate() {
            assert!(placed[at + 1..].iter().all(|other| !one.overlaps(other)));
        }
    }
}
