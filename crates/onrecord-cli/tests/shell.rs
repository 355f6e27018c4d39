//! Completions and manual pages.

mod command;

use command::Folder;

const COMMANDS: [&str; 15] = [
    "read",
    "add",
    "find",
    "stories",
    "story",
    "threads",
    "export",
    "stats",
    "check",
    "reread",
    "corrections",
    "serve",
    "demo",
    "explain",
    "ontology",
];

#[test]
fn every_shell_gets_completions_of_all_commands() {
    let folder = Folder::new("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = folder.run(&format!("completions {shell}"));
        ran.check(0, "");
        for command in COMMANDS {
            assert!(ran.out.contains(command), "{shell} completes {command}");
        }
        assert!(ran.out.contains("min-confidence"), "{shell} completes options");
    }
    assert_eq!(folder.run("completions tcsh").code, Some(2));
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new("man");
    let whole = folder.run("man");
    whole.check(0, "");
    assert!(whole.out.contains(".TH onrecord 1") && whole.out.contains("SUBCOMMANDS"), "{}", whole.out);
    for command in COMMANDS {
        assert!(whole.out.contains(&format!("onrecord\\-{command}")), "{command} is listed");
        let page = folder.run(&format!("man {command}"));
        page.check(0, "");
        assert!(page.out.contains(&format!(".TH onrecord-{command} 1")), "{}", page.out);
    }
    let check = folder.run("man ontology check");
    assert!(check.out.contains("List each mistake"), "{}", check.out);
    let unknown = folder.run("man weather");
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""));
    assert!(unknown.err.contains("there is no command \"weather\""), "{}", unknown.err);
}
