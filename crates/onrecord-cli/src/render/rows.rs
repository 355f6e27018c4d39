//! Rows of a table with aligned columns.

use super::clean::clean;

/// The maximum width of a cell in characters.
const MAX_CELL: usize = 40;

/// Returns the rows under the names of their columns. Cells are aligned to the left, except counts (the last
/// column), which are aligned to the right. Returns an empty text if there are no rows.
pub(crate) fn text(columns: &[&'static str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let heads: Vec<String> = columns.iter().map(|column| column.replace('_', " ").to_uppercase()).collect();
    let cells = rows.iter().map(|row| row.iter().map(|cell| short(&clean(cell))).collect());
    let all: Vec<Vec<String>> = std::iter::once(heads).chain(cells).collect();
    let width = |column: usize| all.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns.len()).map(|column| width(column).unwrap_or(0)).collect();
    let last = columns.len().saturating_sub(1);
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| match at == last {
            true => format!("{cell:>width$}"),
            false => format!("{cell:<width$}"),
        });
        cells.collect::<Vec<_>>().join("  ") + "\n"
    };
    all.iter().map(line).collect()
}

fn short(cell: &str) -> String {
    match cell.char_indices().nth(MAX_CELL) {
        Some(_) => cell.chars().take(MAX_CELL - 1).chain(['…']).collect(),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["2025-02", "Ann Lée", "3"]), row(["2025-03", "", "12"]), row(["", "\u{1b}[2Jx", "1"])];
        let expected = "\
MONTH    ACTOR COUNTRY  EVENTS
2025-02  Ann Lée             3
2025-03                     12
";
        let shown = text(&["month", "actor_country", "events"], &rows);
        assert!(shown.starts_with(expected) && !shown.contains('\u{1b}'), "{shown:?}");
        assert_eq!(text(&["month"], &[]), "");
        assert_eq!(short(&"é".repeat(50)).chars().count(), MAX_CELL);
    }
}
