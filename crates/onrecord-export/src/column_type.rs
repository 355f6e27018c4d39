//! The types of the columns of tables, for formats with typed columns.

/// The type of a column. An empty cell is a missing value in a column of any type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, including lists and times of publication.
    Text,
    /// Whole numbers.
    Whole,
    /// Other numbers.
    Real,
    /// `true` or `false`.
    Bool,
    /// A day in ISO 8601.
    Date,
    /// A value in JSON. Formats without such a type write it as text.
    Json,
}

impl ColumnType {
    /// Returns the type of the column with this name, which is the same in all tables.
    pub fn of(column: &str) -> ColumnType {
        match column {
            "quad" | "mentions" | "geonames" | "story" | "year" | "articles" | "publishers" | "n_reports"
            | "events" => ColumnType::Whole,
            "goldstein" | "lat" | "lon" | "confidence" | "speaker_confidence" | "low" | "high" => ColumnType::Real,
            "approximate" => ColumnType::Bool,
            "date" | "first_reported" | "day" | "week" => ColumnType::Date,
            "reports" => ColumnType::Json,
            _ => ColumnType::Text,
        }
    }

    /// Returns the number of days from 1970-01-01 to the day in a cell of type [`ColumnType::Date`]; `None` for other
    /// cells.
    ///
    /// ```
    /// use onrecord_export::ColumnType;
    ///
    /// assert_eq!(ColumnType::days("1970-03-01"), Some(59));
    /// assert_eq!(ColumnType::days(""), None);
    /// ```
    pub fn days(cell: &str) -> Option<i32> {
        let date: jiff::civil::Date = cell.parse().ok()?;
        Some(date.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days())
    }
}
