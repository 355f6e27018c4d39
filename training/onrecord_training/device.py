"""Where training computes: on a GPU where torch sees one, else on the processor. The other programs stay on the processor; models
and losses compute where their inputs are."""
import torch

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
# Processors without AVX-512 compute bf16 ten times slower than f32.
BF16 = DEVICE.type == "cuda" or "AVX512" in torch.backends.cpu.get_cpu_capability()


def autocast():
    return torch.autocast(DEVICE.type, dtype=torch.bfloat16, enabled=BF16)
