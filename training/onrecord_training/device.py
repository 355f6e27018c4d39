"""The device for training: a GPU if torch finds one, otherwise the CPU. The other programs run on the CPU; models and
losses run on the device of their inputs."""
import torch

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
# Processors without AVX-512 compute bf16 ten times slower than f32.
BF16 = DEVICE.type == "cuda" or "AVX512" in torch.backends.cpu.get_cpu_capability()


def autocast():
    return torch.autocast(DEVICE.type, dtype=torch.bfloat16, enabled=BF16)
