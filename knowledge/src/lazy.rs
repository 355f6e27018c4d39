//! Parts of a language that are read on first use.

use std::sync::OnceLock;

use crate::mistake::Mistake;
use crate::pack::Pack;

/// Data that the program builds from some files of a language pack.
pub trait Part {
    /// Returns the part; mistakes in its files are added to `mistakes`.
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Self;

    /// Returns the part of the bundled language.
    ///
    /// # Panics
    ///
    /// If the bundled files have a mistake; the tests of each part rule that out.
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

/// A part that is read on first use, so that a short article does not pay for parts that it does not need.
#[derive(Debug)]
pub struct Lazy<T>(OnceLock<T>);

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Lazy(OnceLock::new())
    }
}

impl<T: Part> Lazy<T> {
    /// Reads the part now, and adds the mistakes in its files to `mistakes`.
    pub fn load(&self, pack: &Pack, mistakes: &mut Vec<Mistake>) {
        self.0.get_or_init(|| T::read(pack, mistakes));
    }

    /// Returns the part, which is read from `pack` on first use.
    ///
    /// # Panics
    ///
    /// If the files have a mistake. Packs of users are read completely with [`Lazy::load`] before they are used, and a
    /// test loads the bundled one.
    pub fn get(&self, pack: &Pack) -> &T {
        self.0.get_or_init(|| without_mistakes(pack))
    }
}
