"""What the scripts of reference numbers share: values, gradients, tangents and second derivatives in float64 from PyTorch.

A script beside this one begins with `from reference import *`, calls `case` for each of its cases and ends with `write()`, which
writes NAME.json for NAME_reference.py, one case a line. README.md gives the generator and the schema.
"""
import json, math, os, sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch, torch.nn.functional as F
torch.set_num_threads(1)

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


# --- how an array is written ------------------------------------------------------------------------------------

class Generated:
    """(u − 0.5) · scale + shift. Scales are powers of two, so the addition is the only rounding, fused or not."""
    def __init__(self, shape, scale=4.0, shift=0.0): self.shape, self.scale, self.shift = shape, scale, shift


class Given:
    def __init__(self, data, dtype="float64", shape=None):
        t = torch.tensor(data, dtype={"float64": torch.float64, "int64": torch.int64, "bool": torch.bool}[dtype])
        self.tensor, self.dtype = t if shape is None else t.reshape(shape), dtype


def g(*shape, scale=4.0, shift=0.0): return Generated(shape, scale, shift)
def given(data): return Given(data)
def ints(data): return Given(data, "int64")
def bools(data): return Given(data, "bool")


def flat(t): return t.detach().flatten().tolist()


def realise(spec, seed):
    """The JSON form of an array, and its tensor."""
    if isinstance(spec, Given):
        return {"dtype": spec.dtype, "shape": list(spec.tensor.shape), "data": flat(spec.tensor)}, spec.tensor.clone()
    values = [(u - 0.5) * spec.scale + spec.shift for u in splitmix64(seed, math.prod(spec.shape))]
    return ({"dtype": "float64", "shape": list(spec.shape), "seed": seed, "scale": spec.scale, "shift": spec.shift},
            torch.tensor(values, dtype=torch.float64).reshape(spec.shape))


CASES = []


def some(t):
    """Numbers of an array, or null where all are zero or the array is not reached at all."""
    return None if t is None or not bool((t != 0).any()) else flat(t)


def case(name, op, function, inputs, second=False, corner=None, **attributes):
    """One case. second: also the derivatives of s = Σ ⟨w_i, gradient_i⟩, w_i generated, one for each float input."""
    seed = 100 * (len(CASES) + 1)
    specs, tensors = zip(*(realise(spec, seed + i) for i, spec in enumerate(inputs)))
    leaves = [t.requires_grad_() if t.is_floating_point() else None for t in tensors]
    live = [t for t in leaves if t is not None]
    result = function(*tensors)
    outputs = list(result) if isinstance(result, (tuple, list)) else [result]
    entry = {"name": name, "op": op, "attributes": attributes, "inputs": list(specs)}
    if corner:
        entry["corner"] = corner
    entry["outputs"] = [{"dtype": str(o.dtype).split(".")[1], "shape": list(o.shape), "data": flat(o)} for o in outputs]
    if live and outputs[0].is_floating_point():
        made = [realise(Generated(tuple(o.shape), 2.0), seed + 40 + i) for i, o in enumerate(outputs)]
        cotangents = [t.requires_grad_() for _, t in made]
        gradients = iter(torch.autograd.grad(outputs, live, cotangents, create_graph=True))
        gradients = [None if t is None else next(gradients) for t in leaves]
        entry["cotangents"] = [s for s, _ in made]
        entry["gradients"] = [None if t is None else flat(t) for t in gradients]
        if second:
            w = [None if t is None else realise(Generated(tuple(t.shape), 2.0), seed + 70 + i) for i, t in enumerate(leaves)]
            s = sum((t * d[1]).sum() for t, d in zip(gradients, w) if t is not None)
            wrt = torch.autograd.grad(s, live + cotangents, allow_unused=True)
            # ⟨cotangent, tangent⟩ and ⟨direction, gradient⟩ are one number, reached by two walks.
            other = sum((c * t).sum() for c, t in zip(cotangents, wrt[len(live):]) if t is not None)
            assert torch.isclose(s, torch.as_tensor(other, dtype=s.dtype), rtol=1e-12, atol=1e-12), name
            first = iter(wrt[:len(live)])
            entry["second"] = {
                "directions": [None if d is None else d[0] for d in w],
                "gradients": [None if t is None else some(next(first)) for t in leaves],
                "tangents": [some(t) for t in wrt[len(live):]]}
    for key in ("cotangents", "gradients", "second"):
        entry.setdefault(key, None)
    CASES.append(entry)


def write():
    """Writes the cases beside the script that was run, under its name."""
    script = os.path.basename(sys.argv[0])
    names = [c["name"] for c in CASES]
    assert len(set(names)) == len(names), "two cases of one name"
    head = {"script": script, "scriptVersion": VERSION, "torch": torch.__version__, "python": sys.version.split()[0], "dtype": "float64",
            "count": len(CASES)}
    path = os.path.join(HERE, script.replace("_reference.py", ".json"))
    with open(path, "w") as f:
        f.write(json.dumps(head, separators=(",", ":"))[:-1] + ',"cases":[\n')
        f.write(",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False, ensure_ascii=False) for c in CASES))
        f.write("\n]}\n")
    ops = {}
    for c in CASES:
        n = ops.setdefault(c["op"], [0, 0]); n[0] += 1; n[1] += c["second"] is not None
    print(len(CASES), "cases,", os.path.getsize(path), "bytes;", ", ".join(f"{k} {v[0]} ({v[1]})" for k, v in ops.items()))
