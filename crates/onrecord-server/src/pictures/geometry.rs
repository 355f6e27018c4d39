//! Screen sizes and rectangles.

/// The width of a screen that a picture is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Wide,
    Narrow,
}

impl Size {
    pub(super) const BOTH: [Size; 2] = [Size::Wide, Size::Narrow];

    /// Returns the style class that makes the picture visible on this screen.
    pub(super) fn class(self) -> &'static str {
        match self {
            Size::Wide => "wide",
            Size::Narrow => "narrow",
        }
    }

    /// Returns the width of the picture in pixels.
    pub(super) fn width(self) -> f64 {
        match self {
            Size::Wide => 960.0,
            Size::Narrow => 360.0,
        }
    }
}

/// A rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    /// Returns whether two rectangles overlap.
    pub(super) fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }

    /// Returns whether a point is in the rectangle or on its edge.
    pub(super) fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.left + self.width).contains(&x) && (self.top..=self.top + self.height).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_that_touch_do_not_overlap() {
        let rect = |left| Rect { left, top: 0.0, width: 10.0, height: 10.0 };
        assert!(rect(0.0).overlaps(&rect(9.0)));
        assert!(!rect(0.0).overlaps(&rect(10.0)));
        assert!(rect(0.0).contains((10.0, 10.0)) && !rect(0.0).contains((10.1, 10.0)));
    }
}
