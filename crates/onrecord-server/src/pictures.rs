//! Pictures as SVG, which need no script: maps of places and networks of actors. The same data gives the same picture.
//!
//! Every picture is drawn twice, for wide and for narrow screens, and the style shows one of them: words in a picture that
//! is only made smaller could not be read on a phone.

mod layout;
mod map;
mod network;

pub(crate) use map::{Dot, map};
pub(crate) use network::{Line, N_NODES, Node, network};

/// The screens that pictures are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Wide,
    Narrow,
}

impl Size {
    const BOTH: [Size; 2] = [Size::Wide, Size::Narrow];

    /// The class by which the style chooses.
    fn class(self) -> &'static str {
        match self {
            Size::Wide => "wide",
            Size::Narrow => "narrow",
        }
    }

    /// Pixels from left to right.
    fn width(self) -> f64 {
        match self {
            Size::Wide => 960.0,
            Size::Narrow => 360.0,
        }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rect {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Rect {
    fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }

    fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.left + self.width).contains(&x) && (self.top..=self.top + self.height).contains(&y)
    }
}

/// Returns about how wide `text` is in the sans serif letters of a system, `size` pixels high.
fn text_width(text: &str, size: f64) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | ':' | '|' | 'f' | 't' | 'r' | ' ' | '-' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '…' => 0.9,
        'A'..='Z' => 0.7,
        '\u{0}'..='\u{24f}' => 0.58,
        _ => 1.0,
    };
    text.chars().map(of).sum::<f64>() * size
}

/// Returns `text`, cut so that it has at most `n` characters.
fn cut(text: &str, n: usize) -> String {
    match text.char_indices().nth(n) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(n.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// Returns a number of pixels as pictures write it.
fn px(pixels: f64) -> String {
    let text = format!("{pixels:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut() {
        for (text, expected) in [("Rome", "Rome"), ("Roma X", "Roma…"), ("São Paulo", "São P…"), ("", "")] {
            assert_eq!(cut(text, if text.starts_with('S') { 6 } else { 5 }), expected);
        }
        assert_eq!([px(1.0), px(2.25), px(-0.5)], ["1", "2.2", "-0.5"]);
    }

    #[test]
    fn rectangles_that_touch_do_not_overlap() {
        let rect = |left| Rect { left, top: 0.0, width: 10.0, height: 10.0 };
        assert!(rect(0.0).overlaps(&rect(9.0)));
        assert!(!rect(0.0).overlaps(&rect(10.0)));
        assert!(rect(0.0).contains((10.0, 10.0)) && !rect(0.0).contains((10.1, 10.0)));
    }
}
