//! The kernels, and which of them a processor can run.

/// The processor instructions used for inference. Results are bit-identical with each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kernel {
    /// x86-64 with AVX-512 and its byte dot products.
    Avx512Vnni,
    /// x86-64 with AVX2, FMA and the byte dot products of AVX-VNNI.
    AvxVnni,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// 64-bit Arm with the `sdot` instruction.
    NeonDot,
    /// Plain Rust. Slow where the compiler's baseline lacks fused multiply-add, as on x86-64.
    Portable,
}

impl Kernel {
    /// All kernels, the fastest first within each architecture.
    pub const ALL: [Kernel; 5] = [Kernel::Avx512Vnni, Kernel::AvxVnni, Kernel::Avx2, Kernel::NeonDot, Kernel::Portable];

    /// Returns the fastest kernel that this processor can run.
    pub fn detect() -> Kernel {
        let available = Kernel::ALL.into_iter().find(|kernel| kernel.is_available());
        available.unwrap_or(Kernel::Portable)
    }

    /// Returns whether this processor can run the kernel.
    ///
    /// ```
    /// assert!(onrecord_infer::Kernel::Portable.is_available());
    /// ```
    pub fn is_available(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512Vnni => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vnni")
                    && Kernel::Avx2.is_available()
            }
            #[cfg(target_arch = "x86_64")]
            Kernel::AvxVnni => is_x86_feature_detected!("avxvnni") && Kernel::Avx2.is_available(),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "aarch64")]
            Kernel::NeonDot => {
                std::arch::is_aarch64_feature_detected!("neon") && std::arch::is_aarch64_feature_detected!("dotprod")
            }
            Kernel::Portable => true,
            #[allow(unreachable_patterns, reason = "which kernels are left depends on the architecture")]
            _ => false,
        }
    }
}
