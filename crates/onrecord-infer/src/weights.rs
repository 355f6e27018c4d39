//! Reads a safetensors file: parses its header and uses its tensors in place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use safetensors::{Dtype, SafeTensors};

use crate::error::{Error, ErrorKind};

/// The bytes of a weight file, shared by everything that was loaded from it.
type Shared = Arc<Cow<'static, [u8]>>;

/// A parsed weight file: named tensors and a map of strings.
///
/// Parsing reads only the header. Large int8 tensors are used in place, so `&'static [u8]` from `include_bytes!` costs
/// no memory; owned bytes stay alive as long as anything that was loaded from them.
#[derive(Clone, Debug)]
pub struct Weights {
    bytes: Shared,
    metadata: BTreeMap<String, String>,
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    dtype: Dtype,
    shape: Vec<usize>,
    range: Range<usize>,
}

impl Weights {
    /// Returns the tensors of a safetensors file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Container`] if the bytes are not exactly one well-formed safetensors file.
    ///
    /// ```
    /// use onrecord_infer::{ErrorKind, Weights};
    ///
    /// let empty = Weights::parse(b"\x02\0\0\0\0\0\0\0{}".as_slice()).unwrap();
    /// assert!(!empty.contains("anything"));
    /// assert_eq!(Weights::parse(Vec::new()).unwrap_err().kind(), ErrorKind::Container);
    /// ```
    pub fn parse(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Weights, Error> {
        let bytes: Cow<'static, [u8]> = bytes.into();
        let malformed = |message: String| Error::about(ErrorKind::Container, "weight file", message);
        let (header_len, header) =
            SafeTensors::read_metadata(&bytes).map_err(|e| malformed(format!("not a safetensors file: {e}")))?;
        // The header is preceded by eight bytes that give its length.
        let data_start = header_len.checked_add(8).ok_or_else(|| malformed("header length overflows".into()))?;
        let metadata = header.metadata().iter().flatten();
        let metadata = metadata.map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut entries = BTreeMap::new();
        for (name, info) in header.tensors() {
            let (start, end) = info.data_offsets;
            let range = data_start.checked_add(start).zip(data_start.checked_add(end));
            let range = range.filter(|&(start, end)| start <= end && end <= bytes.len());
            let (start, end) = range.ok_or_else(|| malformed(format!("tensor `{name}` lies outside the file")))?;
            let entry = Entry { dtype: info.dtype, shape: info.shape.clone(), range: start..end };
            entries.insert(name, entry);
        }
        Ok(Weights { bytes: Arc::new(bytes), metadata, entries })
    }

    /// Returns the value of a key in the file's `__metadata__`, or `None`.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.metadata.get(key).map(String::as_str)
    }

    /// Returns whether the file has a tensor with this name.
    pub fn contains(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Returns the names of all tensors, in the order of their bytes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Returns the tensor with this name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Missing`] if there is none.
    pub fn tensor(&self, name: &str) -> Result<Tensor<'_>, Error> {
        let found = self.entries.get_key_value(name);
        let (name, entry) =
            found.ok_or_else(|| Error::about(ErrorKind::Missing, name, "the file has no such tensor"))?;
        let bytes = &self.bytes[entry.range.clone()];
        Ok(Tensor { name, entry, bytes })
    }

    /// Returns a whole number above zero from the metadata.
    pub(crate) fn count(&self, key: &str) -> Result<usize, Error> {
        let text =
            self.metadata(key).ok_or_else(|| Error::about(ErrorKind::Missing, key, "the metadata has no such key"))?;
        let count = text.parse().ok().filter(|&count: &usize| count > 0);
        count.ok_or_else(|| {
            let message = format!("expected a whole number above zero, found {text:?}");
            Error::about(ErrorKind::Value, key, message)
        })
    }

    /// Returns the values of an F32 tensor of exactly this shape.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let tensor = self.tensor(name)?;
        tensor.expect(Dtype::F32, shape)?;
        tensor.to_f32()
    }

    /// Returns the values of an I32 tensor of exactly this shape.
    pub(crate) fn integers(&self, name: &str, shape: &[usize]) -> Result<Vec<i32>, Error> {
        let tensor = self.tensor(name)?;
        tensor.expect(Dtype::I32, shape)?;
        let (values, _) = tensor.bytes.as_chunks();
        Ok(values.iter().map(|&bytes| i32::from_le_bytes(bytes)).collect())
    }

    /// Returns the bytes of an I8 tensor of exactly this shape, in place.
    pub(crate) fn bytes(&self, name: &str, shape: &[usize]) -> Result<ByteTensor, Error> {
        let tensor = self.tensor(name)?;
        tensor.expect(Dtype::I8, shape)?;
        Ok(ByteTensor { file: Arc::clone(&self.bytes), range: tensor.entry.range.clone() })
    }
}

/// One tensor of a [`Weights`] file.
#[derive(Clone, Copy, Debug)]
pub struct Tensor<'a> {
    name: &'a str,
    entry: &'a Entry,
    bytes: &'a [u8],
}

impl<'a> Tensor<'a> {
    /// Returns the name in the file.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Returns the length of each dimension, outermost first.
    pub fn shape(&self) -> &'a [usize] {
        &self.entry.shape
    }

    /// Returns all values in row order; F16 and BF16 are widened.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::ElementType`] if the tensor is not F32, F16 or BF16, [`ErrorKind::Value`] if a value is infinite or
    /// not a number.
    pub fn to_f32(&self) -> Result<Vec<f32>, Error> {
        let mut values = Vec::with_capacity(self.bytes.len() * 8 / self.entry.dtype.bitsize().max(8));
        self.each_f32(|value| values.push(value))?;
        Ok(values)
    }

    /// Passes each value to `take` in turn, with the same values and errors as [`Tensor::to_f32`]; values before one
    /// that is not finite are still passed.
    pub(crate) fn each_f32(&self, take: impl FnMut(f32)) -> Result<(), Error> {
        let halves = || self.bytes.as_chunks().0.iter().map(|&half| u16::from_le_bytes(half));
        match self.entry.dtype {
            Dtype::F32 => self.give(self.bytes.as_chunks().0.iter().map(|&word| f32::from_le_bytes(word)), take),
            Dtype::F16 => self.give(halves().map(widen_half), take),
            Dtype::BF16 => self.give(halves().map(|half| f32::from_bits(u32::from(half) << 16)), take),
            other => {
                let message = format!("expected F32, F16 or BF16, found {other:?}");
                Err(Error::about(ErrorKind::ElementType, self.name, message))
            }
        }
    }

    fn give(&self, values: impl Iterator<Item = f32>, mut take: impl FnMut(f32)) -> Result<(), Error> {
        for (idx, value) in values.enumerate() {
            if !value.is_finite() {
                let message = format!("expected finite values, found {value} at index {idx}");
                return Err(Error::about(ErrorKind::Value, self.name, message));
            }
            take(value);
        }
        Ok(())
    }

    /// Checks the element type, the shape and the number of bytes.
    pub(crate) fn expect(&self, dtype: Dtype, shape: &[usize]) -> Result<(), Error> {
        if self.entry.dtype != dtype {
            let message = format!("expected {dtype:?}, found {:?}", self.entry.dtype);
            return Err(Error::about(ErrorKind::ElementType, self.name, message));
        }
        let n_values = shape.iter().try_fold(1usize, |n, &length| n.checked_mul(length));
        let n_bytes = n_values.and_then(|n| n.checked_mul(dtype.bitsize() / 8));
        if self.entry.shape != shape || n_bytes != Some(self.bytes.len()) {
            let message = format!("expected shape {shape:?}, found {:?}", self.entry.shape);
            return Err(Error::about(ErrorKind::Shape, self.name, message));
        }
        Ok(())
    }

    /// Returns the two dimensions of a matrix.
    pub(crate) fn matrix_shape(&self) -> Result<[usize; 2], Error> {
        <[usize; 2]>::try_from(self.shape()).map_err(|_| {
            let message = format!("expected two dimensions, found shape {:?}", self.shape());
            Error::about(ErrorKind::Shape, self.name, message)
        })
    }
}

/// The bytes of an int8 tensor, in place in its file.
#[derive(Clone)]
pub(crate) struct ByteTensor {
    file: Shared,
    range: Range<usize>,
}

impl ByteTensor {
    /// Returns the bytes (two's complement) in row order.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.file[self.range.clone()]
    }
}

/// Returns the exact value of an IEEE 754 binary16 number.
fn widen_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let exponent = u32::from(half >> 10) & 0x1f;
    let fraction = u32::from(half) & 0x3ff;
    let magnitude = match exponent {
        // Subnormal: a multiple of 2^-24, which f32 represents exactly.
        0 => (fraction as f32 / 16_777_216.0).to_bits(),
        0x1f => 0x7f80_0000 | (fraction << 13),
        _ => ((exponent + 112) << 23) | (fraction << 13),
    };
    f32::from_bits(sign | magnitude)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_widen_exactly() {
        // Values from IEEE 754-2019, table 3.5 (binary16): one, two thirds rounded, largest, smallest normal,
        // smallest subnormal, infinity.
        let table = [
            (0x3c00, 1.0),
            (0xbc00, -1.0),
            (0x3955, 0.666_503_9),
            (0x7bff, 65_504.0),
            (0x0400, 6.103_515_6e-5),
            (0x0001, 5.960_464_5e-8),
            (0x8000, -0.0),
            (0x7c00, f32::INFINITY),
        ];
        for (half, expected) in table {
            assert_eq!(widen_half(half).to_bits(), f32::to_bits(expected), "{half:#06x}");
        }
        assert!(widen_half(0x7e00).is_nan());
    }
}
