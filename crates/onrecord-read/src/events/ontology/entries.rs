//! The entries of a line: words separated by commas, each with its irregular forms.

/// Returns the entries of a line: each word, with the forms that follow its `=`.
pub(super) fn entries(text: &str) -> impl Iterator<Item = (&str, Vec<String>)> {
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| {
        let (word, forms) = entry.split_once('=').map_or((entry, ""), |(word, forms)| (word.trim(), forms));
        (word, forms.split(';').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned).collect())
    })
}
