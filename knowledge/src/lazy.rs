//! Parts of a language that are read when somebody first asks for them.

use std::sync::OnceLock;

use crate::mistake::Mistake;
use crate::pack::Pack;

/// What a program makes of some files of a pack.
pub trait Part {
    /// Returns the part; whatever is wrong with its files is added to `mistakes`.
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Self;

    /// Returns the part of the language that comes with the program.
    ///
    /// # Panics
    ///
    /// Where the bundled files have a mistake; the tests of each part rule that out.
    fn bundled() -> Self
    where
        Self: Sized,
    {
        without_mistakes(&Pack::bundled())
    }
}

fn without_mistakes<T: Part>(pack: &Pack) -> T {
    let mut mistakes = Vec::new();
    let part = T::read(pack, &mut mistakes);
    assert!(mistakes.is_empty(), "expected bundled files without mistakes, found {}", mistakes[0]);
    part
}

/// A part that is read from its files at the first question, so that a short article does not pay for all of them.
#[derive(Debug)]
pub struct Lazy<T>(OnceLock<T>);

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Lazy(OnceLock::new())
    }
}

impl<T: Part> Lazy<T> {
    /// Reads the part now and adds its mistakes.
    pub fn load(&self, pack: &Pack, mistakes: &mut Vec<Mistake>) {
        self.0.get_or_init(|| T::read(pack, mistakes));
    }

    /// Returns the part, which is read from `pack` where it was not before.
    ///
    /// # Panics
    ///
    /// Where the files have a mistake. Packs of users are loaded as a whole, with [`Lazy::load`], before anything is asked
    /// of them, and a test loads the bundled one.
    pub fn get(&self, pack: &Pack) -> &T {
        self.0.get_or_init(|| without_mistakes(pack))
    }
}
