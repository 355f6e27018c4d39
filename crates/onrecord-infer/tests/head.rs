//! Compares the building blocks of heads with plain loops.

mod random;

use onrecord_infer::{HiddenLayer, Kernel, Linear, Weights, gelu, log_softmax, matmul, matmul_transposed, softmax};
use proptest::prelude::*;
use random::{File, Random};

fn close(found: &[f32], expected: impl Iterator<Item = f64>, tolerance: f64) -> bool {
    let expected: Vec<f64> = expected.collect();
    let near = |(&found, &expected): (&f32, &f64)| (f64::from(found) - expected).abs() <= tolerance;
    found.len() == expected.len() && found.iter().zip(&expected).all(near)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn products_are_sums_of_products(m in 0..20usize, k in 0..40usize, n in 0..40usize, seed: u64) {
        let mut random = Random(seed);
        let (a, b) = (random.floats(m * k, 1.0), random.floats(k * n, 1.0));
        let mut transposed = vec![0.0; k * n];
        for i in 0..k {
            for j in 0..n {
                transposed[j * k + i] = b[i * n + j];
            }
        }
        // The order of operations is guaranteed: fused multiply-add over k, starting from zero.
        let exact = |i: usize, j: usize| (0..k).fold(0.0f32, |sum, t| a[i * k + t].mul_add(b[t * n + j], sum));
        let expected: Vec<f32> = (0..m * n).map(|at| exact(at / n, at % n)).collect();
        prop_assert_eq!(&matmul(&a, &b, m, k, n), &expected);
        prop_assert_eq!(&matmul_transposed(&a, &transposed, m, k, n), &expected);
    }

    #[test]
    fn linear_is_the_same_on_every_kernel(m in 1..20usize, k in 1..40usize, n in 1..40usize, seed: u64) {
        let mut random = Random(seed);
        let mut file = File::default();
        let (weight, bias) = (random.floats(n * k, 1.0), random.floats(n, 1.0));
        file.floats("head.weight", &[n, k], &weight);
        file.floats("head.bias", &[n], &bias);
        let weights = Weights::parse(file.finish()).unwrap();
        let x = random.floats(m * k, 1.0);
        let exact = |i: usize, j: usize| (0..k).fold(bias[j], |sum, t| x[i * k + t].mul_add(weight[j * k + t], sum));
        let expected: Vec<f32> = (0..m * n).map(|at| exact(at / n, at % n)).collect();
        for kernel in Kernel::ALL.into_iter().filter(|kernel| kernel.is_available()) {
            let linear = Linear::load(&weights, "head").unwrap().with_kernel(kernel).unwrap();
            prop_assert_eq!((linear.inputs(), linear.outputs()), (k, n));
            prop_assert_eq!(&linear.apply(&x, m), &expected);
        }
    }

    #[test]
    fn a_hidden_layer_is_near_f32_and_the_same_on_every_kernel(m in 0..20usize, k in 1..4usize, n in 1..4usize, seed: u64) {
        let (k, n) = (k * 64, n * 64);
        let mut random = Random(seed);
        let mut file = File::default();
        file.linear("head", k, n, &mut random);
        let bytes = file.finish();
        let ints = random::ints(&bytes).remove("head.q").unwrap();
        let weights = Weights::parse(bytes).unwrap();
        let floats = |name: &str| weights.tensor(name).unwrap().to_f32().unwrap();
        let (scale, bias) = (floats("head.scale"), floats("head.bias"));
        let weight: Vec<f32> = (0..n * k)
            .map(|at| {
                let (output, input) = (at / k, at % k);
                let place = (output / 64) * 64 * k + input / 4 * 256 + output % 64 * 4 + input % 4;
                f32::from(ints[place]) * scale[output]
            })
            .collect();
        let x = random.floats(m * k, 1.0);
        let mut exact = Linear::new(k, &weight, bias).apply(&x, m);
        gelu(&mut exact);
        let layer = HiddenLayer::load(&weights, "head").unwrap();
        prop_assert_eq!((layer.inputs(), layer.outputs()), (k, n));
        prop_assert!(layer.verify("head").is_ok());
        let expected = layer.apply(&x, m);
        // The error of an input is at most half a step of 1/127; weights are below 5 / sqrt(k) in magnitude.
        prop_assert!(close(&expected, exact.iter().map(|&value| f64::from(value)), 0.15));
        for kernel in Kernel::ALL.into_iter().filter(|kernel| kernel.is_available()) {
            let layer = HiddenLayer::load(&weights, "head").unwrap().with_kernel(kernel).unwrap();
            prop_assert_eq!(&layer.apply(&x, m), &expected);
        }
    }

    #[test]
    fn softmax_sums_to_one(n in 0..70usize, scale in 0.1..60.0f32, seed: u64) {
        let row = Random(seed).floats(n, scale);
        let largest = row.iter().fold(f64::MIN, |a, &b| a.max(f64::from(b)));
        let powers: Vec<f64> = row.iter().map(|&v| (f64::from(v) - largest).exp()).collect();
        let sum: f64 = powers.iter().sum();
        let (mut probabilities, mut logarithms) = (row.clone(), row.clone());
        softmax(&mut probabilities);
        log_softmax(&mut logarithms);
        prop_assert!(close(&probabilities, powers.iter().map(|power| power / sum), 1e-6));
        let exact = row.iter().map(|&v| f64::from(v) - largest - sum.ln());
        prop_assert!(close(&logarithms, exact, 2e-5));
    }

    #[test]
    fn gelu_takes_any_length(n in 0..40usize, seed: u64) {
        let values = Random(seed).floats(n, 6.0);
        let mut together = values.clone();
        gelu(&mut together);
        for (value, found) in values.iter().zip(&together) {
            let mut alone = [*value];
            gelu(&mut alone);
            prop_assert_eq!(alone[0].to_bits(), found.to_bits());
        }
    }
}
