//! Text and numbers in pictures.

/// Estimates the width of `text` in pixels, in a sans serif font of `size` pixels.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | ':' | '|' | 'f' | 't' | 'r' | ' ' | '-' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '…' => 0.9,
        'A'..='Z' => 0.7,
        '\u{0}'..='\u{24f}' => 0.58,
        _ => 1.0,
    };
    text.chars().map(of).sum::<f64>() * size
}

/// Returns the first `n` characters of `text`, with an ellipsis if there are more. It is cut between words if at least
/// a third of `n` remains, so that the words shown are also in the accessible name.
pub(super) fn truncate(text: &str, n: usize) -> String {
    if text.chars().nth(n).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(n.saturating_sub(1)).collect();
    match kept.rsplit_once(' ') {
        Some((whole, _)) if whole.chars().count() >= n.div_ceil(3) => format!("{whole} …"),
        _ => format!("{}…", kept.trim_end()),
    }
}

/// Formats a number of pixels with at most one decimal.
pub(super) fn px(pixels: f64) -> String {
    let text = format!("{pixels:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_truncated() {
        for (text, expected) in [("Rome", "Rome"), ("Roma X", "Roma…"), ("Florianópolis", "Flor…"), ("", "")] {
            assert_eq!(truncate(text, 5), expected);
        }
        assert_eq!(truncate("Conservative Party of Canada", 15), "Conservative …");
        assert_eq!(truncate("El Salvadorans abroad", 12), "El Salvador…");
        assert_eq!([px(1.0), px(2.25), px(-0.5)], ["1", "2.2", "-0.5"]);
    }
}
