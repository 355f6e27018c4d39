//! Vectors that are kept beyond their window for coreference: those of tokens that may head a mention.

/// Number of vectors that are kept exactly. Later ones are quantized, to bound the memory for texts of megabytes;
/// ordinary articles stay far below this number.
const EXACT: usize = 1 << 14;

/// Vectors of the tokens of a text that may head a mention.
#[derive(Debug)]
pub(crate) struct HeadVectors {
    width: usize,
    /// The tokens, in ascending order.
    tokens: Vec<u32>,
    /// The first [`EXACT`] vectors.
    exact: Vec<f32>,
    /// The later vectors, as int8 with one scale each.
    rounded: Vec<i8>,
    scales: Vec<f32>,
}

impl HeadVectors {
    pub(crate) fn new(width: usize) -> HeadVectors {
        HeadVectors { width, tokens: Vec::new(), exact: Vec::new(), rounded: Vec::new(), scales: Vec::new() }
    }

    /// Stores the vector of a token; tokens must be added in ascending order.
    pub(crate) fn push(&mut self, token: usize, vector: &[f32]) {
        if self.tokens.len() < EXACT {
            self.exact.extend_from_slice(vector);
        } else {
            let largest = vector.iter().fold(0f32, |a, v| a.max(v.abs())).max(f32::MIN_POSITIVE);
            self.scales.push(largest / 127.0);
            self.rounded.extend(vector.iter().map(|v| (v / largest * 127.0).round() as i8));
        }
        self.tokens.push(token as u32);
    }

    /// Appends the vector of a token to `out`, or zeros if it was not stored.
    pub(crate) fn extend(&self, token: usize, out: &mut Vec<f32>) {
        if !self.extend_kept(token, out) {
            out.resize(out.len() + self.width, 0.0);
        }
    }

    /// Appends the vector of a token to `out` if it was stored; returns whether it was.
    pub(crate) fn extend_kept(&self, token: usize, out: &mut Vec<f32>) -> bool {
        let width = self.width;
        match self.tokens.binary_search(&(token as u32)) {
            Ok(i) if i < EXACT => out.extend_from_slice(&self.exact[i * width..(i + 1) * width]),
            Ok(i) => {
                let i = i - EXACT;
                let row = &self.rounded[i * width..(i + 1) * width];
                out.extend(row.iter().map(|&v| f32::from(v) * self.scales[i]));
            }
            Err(_) => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_come_back_exact_and_later_ones_nearly() {
        let mut vectors = HeadVectors::new(4);
        let vector = |t: usize| [t as f32, 0.5, -3.0 * t as f32, 0.0];
        let tokens: Vec<usize> = (0..EXACT + 10).map(|i| 2 * i + 1).collect();
        tokens.iter().for_each(|&t| vectors.push(t, &vector(t)));
        for (i, &token) in tokens.iter().enumerate() {
            let mut found = Vec::new();
            vectors.extend(token, &mut found);
            let allowed = if i < EXACT { 0.0 } else { 3.0 * token as f32 / 254.0 * 1.001 };
            assert!(found.iter().zip(vector(token)).all(|(a, b)| (a - b).abs() <= allowed), "{token}: {found:?}");
        }
        let mut missing = Vec::new();
        vectors.extend(4, &mut missing);
        assert_eq!(missing, [0.0; 4]);
    }

    #[test]
    fn zeros_stay_zeros() {
        let mut vectors = HeadVectors::new(2);
        (0..=EXACT).for_each(|t| vectors.push(t, &[0.0, 0.0]));
        let mut found = Vec::new();
        vectors.extend(EXACT, &mut found);
        assert_eq!(found, [0.0, 0.0]);
    }
}
