#!/usr/bin/python3
"""Reference numbers for recurrent modules in float64: nn.RNN, nn.GRU and nn.LSTM of several layers and directions.

Usage: /usr/bin/python3 recurrent_reference.py        # version 1; writes recurrent.json beside itself
Array number `s` of a case (the parameters in the file's order, then the input, then the initial states, then the cotangents of the output
and of each final state) is stream `seed = 100 · case + s` of SplitMix64, as README.md has it, scale 1. Stored are the output, the final
states, and the gradients of the parameters, the input and the initial states, all flat.
"""
import json, math, os, sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch, torch.nn as nn
torch.set_num_threads(1)

VERSION = 1
HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1


def made(seed, shape):
    state, numbers = seed & MASK, []
    for _ in range(math.prod(shape)):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        numbers.append((z >> 11) * 2.0 ** -53 - 0.5)
    return torch.tensor(numbers, dtype=torch.float64).reshape(shape)


def flat(t): return t.detach().flatten().tolist()


CASES = []


def case(kind, steps, batch, inputs, units, layers=1, bidirectional=False, bias=True, batch_first=False, states=True):
    number = len(CASES)
    options = dict(num_layers=layers, bidirectional=bidirectional, bias=bias, batch_first=batch_first, dtype=torch.float64)
    module = {"rnn": lambda: nn.RNN(inputs, units, **options), "rnnRelu": lambda: nn.RNN(inputs, units, nonlinearity="relu", **options),
              "gru": lambda: nn.GRU(inputs, units, **options), "lstm": lambda: nn.LSTM(inputs, units, **options)}[kind]()
    parameters, seed = list(module.named_parameters()), 100 * number
    with torch.no_grad():
        for i, (_, p) in enumerate(parameters):
            p.copy_(made(seed + i, p.shape))
    seed += len(parameters)
    x = made(seed, (batch, steps, inputs) if batch_first else (steps, batch, inputs)).requires_grad_()
    shape = (layers * (2 if bidirectional else 1), batch, units)
    initial = [made(seed + 1 + i, shape).requires_grad_() for i in range(2 if kind == "lstm" else 1)] if states else []
    seed += 1 + len(initial)
    y, final = module(x, (tuple(initial) if kind == "lstm" else initial[0]) if states else None)
    outputs = [y, *(final if kind == "lstm" else [final])]
    wrt = [p for _, p in parameters] + [x] + initial
    gradients = torch.autograd.grad(outputs, wrt, [made(seed + i, o.shape) for i, o in enumerate(outputs)])
    CASES.append({"kind": kind, "steps": steps, "batch": batch, "inputs": inputs, "units": units, "layers": layers, "bidirectional": bidirectional,
                  "bias": bias, "batchFirst": batch_first, "states": states, "parameters": [[n, list(p.shape)] for n, p in parameters],
                  "outputs": [flat(o) for o in outputs], "gradients": [flat(t) for t in gradients]})


for kind in ("rnn", "rnnRelu", "gru", "lstm"):
    case(kind, 4, 3, 2, 3)
    case(kind, 3, 2, 3, 2, layers=2, states=False)
    case(kind, 3, 2, 3, 2, layers=2, bidirectional=True)
    case(kind, 3, 2, 2, 2, layers=3, bidirectional=True, bias=False, batch_first=True)
    case(kind, 2, 3, 2, 5, batch_first=True, states=False)
with open(os.path.join(HERE, "recurrent.json"), "w") as f:
    head = {"script": "recurrent_reference.py", "scriptVersion": VERSION, "torch": torch.__version__, "python": sys.version.split()[0], "dtype": "float64"}
    f.write(json.dumps(head, separators=(",", ":"))[:-1] + ',"cases":[\n')
    f.write(",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in CASES))
    f.write("\n]}\n")
print(len(CASES), "cases,", f"{os.path.getsize(os.path.join(HERE, 'recurrent.json'))} bytes")
