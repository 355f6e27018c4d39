//! Sparse vectors over the terms of a store.

/// Weights of terms, sorted by the numbers of the terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// Returns the vector of `pairs`; weights of the same term are summed.
    pub(crate) fn new(mut pairs: Vec<(u32, f32)>) -> Vector {
        pairs.sort_by_key(|pair| pair.0);
        pairs.dedup_by(|later, first| {
            let is_same = later.0 == first.0;
            if is_same {
                first.1 += later.1;
            }
            is_same
        });
        Vector(pairs)
    }

    /// Returns the terms and their weights.
    pub(crate) fn pairs(&self) -> &[(u32, f32)] {
        &self.0
    }

    /// Returns the Euclidean length.
    pub(crate) fn length(&self) -> f32 {
        self.0.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt()
    }

    /// Returns the `n` heaviest pairs, the heaviest first.
    pub(crate) fn heaviest(&self, n: usize) -> Vec<(u32, f32)> {
        let mut pairs = self.0.clone();
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs.truncate(n);
        pairs
    }

    /// Adds `other`.
    pub(crate) fn add(&mut self, other: &Vector) {
        let mut pairs = std::mem::take(&mut self.0);
        pairs.extend_from_slice(&other.0);
        *self = Vector::new(pairs);
    }

    /// Returns the terms that both vectors have, with both weights.
    pub(crate) fn common<'a>(&'a self, other: &'a Vector) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
        let mut at = 0;
        self.0.iter().filter_map(move |&(term, weight)| {
            while other.0.get(at).is_some_and(|pair| pair.0 < term) {
                at += 1;
            }
            other.0.get(at).filter(|pair| pair.0 == term).map(|pair| (term, weight, pair.1))
        })
    }

    /// Returns the vector as bytes: the number and weight of each term, four little-endian bytes each.
    pub(crate) fn pack(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(term, weight)| [term.to_le_bytes(), weight.to_le_bytes()].concat()).collect()
    }

    /// Returns the vector encoded in `bytes`, ignoring damaged parts.
    pub(crate) fn unpack(bytes: &[u8]) -> Vector {
        let four = |bytes: &[u8]| <[u8; 4]>::try_from(bytes).unwrap_or_default();
        let pairs = bytes.chunks_exact(8).map(|pair| {
            let weight = f32::from_le_bytes(four(&pair[4..]));
            (u32::from_le_bytes(four(&pair[..4])), if weight.is_finite() { weight } else { 0.0 })
        });
        Vector::new(pairs.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_added_and_compared() {
        let mut sum = Vector::new(vec![(3, 1.0), (1, 2.0), (3, 0.5)]);
        assert_eq!(sum.pairs(), [(1, 2.0), (3, 1.5)]);
        let other = Vector::new(vec![(2, 1.0), (3, 2.0)]);
        assert_eq!(sum.common(&other).collect::<Vec<_>>(), [(3, 1.5, 2.0)]);
        sum.add(&other);
        assert_eq!(sum.pairs(), [(1, 2.0), (2, 1.0), (3, 3.5)]);
        assert_eq!(Vector::unpack(&sum.pack()), sum);
    }

    #[test]
    fn damaged_bytes_give_no_weights() {
        assert_eq!(Vector::unpack(&[1, 2, 3]), Vector::default());
        assert_eq!(Vector::unpack(&[7, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).pairs(), [(7, 0.0)]);
    }
}
