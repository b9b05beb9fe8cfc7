#!/usr/bin/python3
"""Reference numbers for batch normalisation's running averages, multi-head attention and transformer blocks, in float64 from PyTorch.

Usage: /usr/bin/python3 attention_reference.py
Writes attention.json beside itself: README.md gives the generator; an array is its shape and the seed of values (u − 0.5) · 2, and
parameters are (u − 0.5), 1 more for the weights of normalisations. `allowed` are masks, true where a query may attend.
"""
import json, math, os, sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch, torch.nn as nn
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

VERSION = 1
HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1


def splitmix64(seed, count):
    """The first `count` numbers of stream `seed`, in [0, 1): pure integer arithmetic, then (z >> 11) · 2^-53."""
    state, numbers = seed & MASK, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        numbers.append((z >> 11) * 2.0 ** -53)
    return numbers


def values(shape, seed, scale=2.0, shift=0.0):
    return torch.tensor([(u - 0.5) * scale + shift for u in splitmix64(seed, math.prod(shape))]).reshape(shape)


def flat(t): return t.detach().flatten().tolist()


def load(module):
    """Every parameter from the stream of its place; weights of normalisations lie around 1."""
    for index, (name, p) in enumerate(module.named_parameters()):
        with torch.no_grad():
            p.copy_(values(tuple(p.shape), index, 1.0, 1.0 if "norm" in name and name.endswith("weight") else 0.0))


def batch_norm(name, make, shape, momentum):
    module = make(shape[1], momentum=momentum)
    with torch.no_grad():
        module.weight.copy_(values((shape[1],), 0, 1.0, 1.0))
        module.bias.copy_(values((shape[1],), 1, 1.0))
    steps = []
    for step in range(3):
        y = module(values(shape, 10 + step, 4.0, 0.5))
        steps.append({"mean": flat(module.running_mean), "variance": flat(module.running_var), "y": flat(y)})
    module.eval()
    return {"name": name, "shape": list(shape), "momentum": momentum, "steps": steps, "evaluated": flat(module(values(shape, 20, 4.0, 0.5)))}


def differentiated(name, module, inputs, call, **attributes):
    load(module)
    tensors = [values(shape, 100 + i).requires_grad_() for i, shape in enumerate(inputs)]
    y = call(*tensors)
    named = list(module.named_parameters())
    gradients = torch.autograd.grad(y, tensors + [p for _, p in named], values(tuple(y.shape), 200))
    return {"name": name, **attributes, "inputs": [list(s) for s in inputs], "output": {"shape": list(y.shape), "data": flat(y)},
            "inputGradients": [flat(t) for t in gradients[:len(tensors)]],
            "parameters": [{"name": n, "shape": list(p.shape), "gradient": flat(t)} for (n, p), t in zip(named, gradients[len(tensors):])]}


ALLOWED = [[True, False, True, True], [False, True, True, False], [True, True, True, True]]
cases = {
    "batchNorm": [
        batch_norm("columns", nn.BatchNorm1d, (4, 3), 0.1), batch_norm("sequences", nn.BatchNorm1d, (3, 2, 5), 0.3),
        batch_norm("images", nn.BatchNorm2d, (2, 3, 2, 2), 0.1), batch_norm("cumulative", nn.BatchNorm2d, (2, 2, 3, 2), None)],
    "attention": [],
    "block": [],
}

own = nn.MultiheadAttention(6, 2, batch_first=True)
cases["attention"].append(differentiated("self", own, [(2, 3, 6)], lambda x: own(x, x, x, need_weights=False)[0], features=6, heads=2, bias=True, causal=False, allowed=None))
causal = nn.MultiheadAttention(6, 3, batch_first=True)
square = ~torch.ones(4, 4, dtype=torch.bool).tril()
cases["attention"].append(differentiated("causal", causal, [(2, 4, 6)], lambda x: causal(x, x, x, attn_mask=square, need_weights=False)[0], features=6, heads=3, bias=True, causal=True, allowed=None))
cross = nn.MultiheadAttention(4, 2, batch_first=True)
cases["attention"].append(differentiated("cross", cross, [(2, 3, 4), (2, 4, 4)], lambda q, k: cross(q, k, k, attn_mask=~torch.tensor(ALLOWED), need_weights=False)[0], features=4, heads=2, bias=True, causal=False, allowed=ALLOWED))
bare = nn.MultiheadAttention(4, 1, bias=False, batch_first=True)
cases["attention"].append(differentiated("without bias", bare, [(1, 3, 4)], lambda x: bare(x, x, x, need_weights=False)[0], features=4, heads=1, bias=False, causal=False, allowed=None))

block = nn.TransformerEncoderLayer(6, 2, 10, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
cases["block"].append(differentiated("gelu", block, [(2, 4, 6)], lambda x: block(x), features=6, heads=2, hidden=10, causal=False))
masked = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
cases["block"].append(differentiated("causal", masked, [(1, 4, 4)], lambda x: masked(x, src_mask=square), features=4, heads=2, hidden=8, causal=True))

path = os.path.join(HERE, "attention.json")
with open(path, "w") as f:
    json.dump({"script": os.path.basename(sys.argv[0]), "scriptVersion": VERSION, "torch": torch.__version__, **cases}, f, separators=(",", ":"), allow_nan=False)
    f.write("\n")
print(os.path.getsize(path), "bytes")
