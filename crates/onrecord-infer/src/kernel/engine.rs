//! Runs a loop with the instructions of a kernel.

#[cfg(target_arch = "aarch64")]
use super::arm;
use super::isa::Job;
use super::kinds::Kernel;
use super::portable;
#[cfg(target_arch = "x86_64")]
use super::x86;
use crate::error::{Error, ErrorKind};

/// A kernel that this processor can run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engine(Kernel);

impl Engine {
    /// Returns the fastest engine for this processor.
    pub(crate) fn detect() -> Engine {
        // Invariant: the kernel is available; `detect` returns no other.
        Engine(Kernel::detect())
    }

    /// Returns the engine of this kernel, or an error if the processor lacks the instructions.
    pub(crate) fn new(kernel: Kernel) -> Result<Engine, Error> {
        if kernel.is_available() {
            Ok(Engine(kernel))
        } else {
            let message = "this processor lacks its instructions";
            Err(Error::about(ErrorKind::Kernel, format!("kernel {kernel:?}"), message))
        }
    }

    /// Returns the kernel.
    pub(crate) fn kernel(self) -> Kernel {
        self.0
    }

    /// Runs the job.
    pub(crate) fn run<J: Job>(self, job: J) -> J::Output {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: an engine exists only for a kernel whose instructions were detected.
            Kernel::Avx512Vnni => unsafe { x86::run_avx512_vnni(job) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Kernel::AvxVnni => unsafe { x86::run_avx_vnni(job) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Kernel::Avx2 => unsafe { x86::run_avx2(job) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Kernel::NeonDot => unsafe { arm::run_neon_dot(job) },
            _ => job.run(portable::Portable),
        }
    }
}
