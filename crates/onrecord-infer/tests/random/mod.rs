//! Weight files with random numbers, for tests and examples.
#![allow(dead_code, unreachable_pub, reason = "shared by tests that each use a part")]

use std::collections::BTreeMap;

use safetensors::tensor::{Dtype, TensorView};

/// Dimensions of a random encoder.
pub struct Size {
    pub vocabulary: usize,
    pub hidden: usize,
    pub inner: usize,
    pub layers: usize,
    pub heads: usize,
    pub positions: usize,
    pub extra: &'static [usize],
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a value uniformly distributed in [-scale, scale).
    pub fn float(&mut self, scale: f32) -> f32 {
        ((self.bits() >> 40) as f32 / 8_388_608.0 - 1.0) * scale
    }

    pub fn floats(&mut self, n: usize, scale: f32) -> Vec<f32> {
        (0..n).map(|_| self.float(scale)).collect()
    }
}

/// A file under construction.
#[derive(Default)]
pub struct File {
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
    metadata: BTreeMap<String, String>,
}

impl File {
    pub fn metadata(&mut self, key: &str, value: impl ToString) {
        self.metadata.insert(key.into(), value.to_string());
    }

    pub fn raw(&mut self, name: &str, dtype: Dtype, shape: &[usize], bytes: Vec<u8>) {
        self.tensors.push((name.into(), dtype, shape.to_vec(), bytes));
    }

    pub fn floats(&mut self, name: &str, shape: &[usize], values: &[f32]) {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.raw(name, Dtype::F32, shape, bytes);
    }

    /// Adds a quantized linear layer with random int8 weights, some of which have the largest magnitudes.
    pub fn linear(&mut self, name: &str, inputs: usize, outputs: usize, random: &mut Random) {
        let scale = 3.0 / (inputs as f32).sqrt() / 127.0;
        let mut panels = vec![0u8; inputs * outputs];
        let mut sums = vec![0i32; outputs];
        for output in 0..outputs {
            for input in 0..inputs {
                let weight = match random.bits() % 64 {
                    0 => -128,
                    1 => 127,
                    other => (other as i64 * 4 - 130) as i8,
                };
                sums[output] += i32::from(weight);
                panels[(output / 64) * 64 * inputs + input / 4 * 256 + output % 64 * 4 + input % 4] = weight as u8;
            }
        }
        let sums = sums.iter().flat_map(|sum| sum.to_le_bytes()).collect();
        self.raw(&format!("{name}.q"), Dtype::I8, &[outputs / 64, inputs / 4, 64, 4], panels);
        self.raw(&format!("{name}.sum"), Dtype::I32, &[outputs], sums);
        let scales: Vec<f32> = (0..outputs).map(|_| scale * (1.0 + random.float(0.5))).collect();
        self.floats(&format!("{name}.scale"), &[outputs], &scales);
        self.floats(&format!("{name}.bias"), &[outputs], &random.floats(outputs, 0.1));
    }

    pub fn norm(&mut self, name: &str, hidden: usize, random: &mut Random) {
        let weight: Vec<f32> = (0..hidden).map(|_| 1.0 + random.float(0.2)).collect();
        self.floats(&format!("{name}.weight"), &[hidden], &weight);
        self.floats(&format!("{name}.bias"), &[hidden], &random.floats(hidden, 0.1));
    }

    pub fn finish(self) -> Vec<u8> {
        let views = self.tensors.iter().map(|(name, dtype, shape, bytes)| {
            let view = TensorView::new(*dtype, shape.clone(), bytes).expect("shape fits bytes");
            (name.clone(), view)
        });
        safetensors::serialize(views, Some(self.metadata.into_iter().collect())).expect("serializable tensors")
    }
}

/// Returns a file with a complete encoder named `encoder`.
pub fn file(size: &Size, seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let mut file = File::default();
    let hidden = size.hidden;
    file.metadata("encoder.layers", size.layers);
    file.metadata("encoder.heads", size.heads);
    let words = (0..size.vocabulary * hidden).map(|_| random.bits() as u8).collect();
    file.raw("encoder.embed.q", Dtype::I8, &[size.vocabulary, hidden], words);
    let scales: Vec<f32> = (0..size.vocabulary).map(|_| 0.001 + random.float(0.0005)).collect();
    file.floats("encoder.embed.scale", &[size.vocabulary], &scales);
    let position = random.floats(size.positions * hidden, 0.05);
    file.floats("encoder.position", &[size.positions, hidden], &position);
    for (i, &rows) in size.extra.iter().enumerate() {
        let table = random.floats(rows * hidden, 0.1);
        file.floats(&format!("encoder.extra.{i}"), &[rows, hidden], &table);
    }
    file.norm("encoder.embed.norm", hidden, &mut random);
    for i in 0..size.layers {
        file.linear(&format!("encoder.{i}.qkv"), hidden, hidden * 3, &mut random);
        file.linear(&format!("encoder.{i}.out"), hidden, hidden, &mut random);
        file.norm(&format!("encoder.{i}.norm1"), hidden, &mut random);
        file.linear(&format!("encoder.{i}.up"), hidden, size.inner, &mut random);
        file.linear(&format!("encoder.{i}.down"), size.inner, hidden, &mut random);
        file.norm(&format!("encoder.{i}.norm2"), hidden, &mut random);
    }
    file.finish()
}

/// Int8 tensors by name.
pub type Ints = BTreeMap<String, Vec<i8>>;

/// Returns the int8 tensors of a file.
pub fn ints(bytes: &[u8]) -> Ints {
    let file = safetensors::SafeTensors::deserialize(bytes).expect("a safetensors file");
    let tensors = file.iter().filter(|(_, tensor)| tensor.dtype() == Dtype::I8);
    tensors.map(|(name, tensor)| (name.into(), tensor.data().iter().map(|&byte| byte as i8).collect())).collect()
}
