//! Counts what work costs, without a clock.
//!
//! Two things are counted on the thread that works. Allocations, and the bytes allocated, are counted by the allocator of the test
//! in every run of the tests. They show what is copied or kept too often, but not a loop that only compares. For that,
//! `.ci/growth` compiles the crates that read with LLVM's instrumentation of basic blocks
//! (<https://clang.llvm.org/docs/SanitizerCoverage.html>), on which libFuzzer builds too: each block that runs calls
//! [`__sanitizer_cov_trace_pc`]. Both counts are the same in every run and on every machine, however busy it is, which
//! neither times nor a processor's counters of instructions are; many virtual machines have no such counters. The
//! blocks include generic code of the standard library, and leave out the kernels of the encoder, whose cost for each
//! window of words is fixed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static COST: Cell<Cost> = const { Cell::new(Cost { blocks: 0, allocations: 0, bytes: 0 }) };
}

/// What work costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    /// The number of basic blocks that ran; 0 if the crates were compiled without instrumentation.
    pub(crate) blocks: u64,
    /// The number of allocations.
    pub(crate) allocations: u64,
    /// The number of bytes allocated, including those that were freed.
    pub(crate) bytes: u64,
}

/// Returns what `work` costs on this thread.
pub(crate) fn cost(work: impl FnOnce()) -> Cost {
    let before = COST.get();
    work();
    let after = COST.get();
    Cost {
        blocks: after.blocks - before.blocks,
        allocations: after.allocations - before.allocations,
        bytes: after.bytes - before.bytes,
    }
}

/// Called by each basic block of instrumented code.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_pc() {
    let _ = COST.try_with(|cost| cost.set(Cost { blocks: cost.get().blocks + 1, ..cost.get() }));
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(bytes: usize) {
    let _ = COST.try_with(|cost| {
        let now = cost.get();
        cost.set(Cost { allocations: now.allocations + 1, bytes: now.bytes + bytes as u64, ..now });
    });
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// The largest factor by which the cost may grow when the input doubles. n log n grows by 2.17 from 4,000 to 8,000; the
/// rest is for tables and caches that are just full at the smaller size.
const MAX_RATIO: f64 = 2.4;

/// Counts below these are not compared: they are the cost of starting.
const LEAST: Cost = Cost { blocks: 20_000, allocations: 500, bytes: 200_000 };

/// Returns how the cost of `work` grows too fast from an input of some length to one of twice that length, one line for each count;
/// nothing if it does not at one of the lengths in `sizes`. `ONRECORD_GROWTH=4` makes all inputs four times as long.
pub(crate) fn too_fast<T>(family: &str, sizes: &[usize], make: impl Fn(usize) -> T, work: impl Fn(&T)) -> Vec<String> {
    let factor: usize = std::env::var("ONRECORD_GROWTH").map_or(1, |given| given.parse().expect("a factor"));
    let mut lines = Vec::new();
    for n_bytes in sizes.iter().map(|n_bytes| factor * n_bytes) {
        let [small, large] = [n_bytes, 2 * n_bytes].map(|n_bytes| {
            let input = make(n_bytes);
            cost(|| work(&input))
        });
        lines = growth(family, small, large);
        if lines.is_empty() {
            break;
        }
    }
    lines
}

/// Returns the counts that grow too fast.
fn growth(family: &str, small: Cost, large: Cost) -> Vec<String> {
    let counts = [
        ("blocks", small.blocks, large.blocks, LEAST.blocks),
        ("allocations", small.allocations, large.allocations, LEAST.allocations),
        ("bytes", small.bytes, large.bytes, LEAST.bytes),
    ];
    if std::env::var_os("ONRECORD_COUNT_BLOCKS").is_some() {
        assert!(large.blocks > 0, "expected crates compiled with instrumentation, found none");
    }
    let is_too_fast = |&&(_, small, large, least): &&(&str, u64, u64, u64)| {
        large > least && large as f64 > MAX_RATIO * small.max(least / 4) as f64
    };
    let line = |(count, small, large, _): &(&str, u64, u64, u64)| {
        format!("{family}: {count} grow from {small} to {large}, {:.2} times", *large as f64 / *small as f64)
    };
    counts.iter().filter(is_too_fast).map(line).collect()
}
