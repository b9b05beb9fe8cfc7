#!/usr/bin/env python3
"""NumPy's side of the `shapes` command: one line a shape, GFLOP/s, the best of three stretches.

Usage: shapes_peer.py DTYPE SECONDS THREADS SHAPE...
"""
import os
import sys
import time

dtype, seconds, threads = sys.argv[1], float(sys.argv[2]), sys.argv[3]
os.environ["OPENBLAS_NUM_THREADS"] = threads
import numpy as np  # noqa: E402 (the thread count is read at import)

random = np.random.default_rng(0)


def operand(batch, rows, columns, transposed):
    stored = (columns, rows) if transposed else (rows, columns)
    x = random.standard_normal(stored if batch == 1 else (batch, *stored)).astype(dtype)
    return x.swapaxes(-1, -2) if transposed else x


for shape in sys.argv[4:]:
    sizes, _, layout = shape.partition(":")
    layout = layout or "nn"
    batch, _, sizes = sizes.rpartition("b")
    batch = int(batch or 1)
    m, n, k = map(int, sizes.split("x"))
    a, b = operand(batch, m, k, layout[0] == "t"), operand(batch, k, n, layout[1] == "t")
    c = a @ b
    best = 0.0
    for _ in range(3):
        count, start = 0, time.perf_counter()
        while True:
            np.matmul(a, b, out=c)
            count += 1
            elapsed = time.perf_counter() - start
            if elapsed > seconds / 3:
                break
        best = max(best, count / elapsed)
    print(f"{shape}\t{2.0 * batch * m * n * k * best / 1e9:.4g}", flush=True)
