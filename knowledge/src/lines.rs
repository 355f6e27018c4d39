//! The lines of a knowledge file of any syntax.

/// Returns the lines of a text that are neither empty nor comments, trimmed, each with its number, counted from 1.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(line_idx, line)| (line_idx + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
