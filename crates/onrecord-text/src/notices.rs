/// The codes of the notices about an input that its text does not show; they are copied if the text is read again.
/// `language` is not one of them, since it follows from the text and the metadata.
pub const INPUT_NOTICES: [&str; 9] =
    ["columns", "cut", "date", "encoding", "limits", "metadata", "paywall", "replaced-characters", "summary"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// Adds the codes with which notices are made in the files of a folder.
    fn add_codes(folder: &Path, codes: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add_codes(&path, codes);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                let made = source.split(concat!("Notice::", "new(")).skip(1);
                codes.extend(
                    made.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()).map(str::to_owned),
                );
            }
        }
    }

    #[test]
    fn every_notice_of_an_input_is_listed() {
        let mut codes = BTreeSet::new();
        add_codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
        assert!(codes.remove("language"));
        assert_eq!(codes, INPUT_NOTICES.map(str::to_owned).into());
    }
}
