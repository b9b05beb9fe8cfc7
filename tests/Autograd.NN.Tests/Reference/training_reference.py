#!/usr/bin/python3
"""Reference numbers for training: losses, gradients and final parameters of two small models in PyTorch.

Usage: /usr/bin/python3 training_reference.py [--data digits.csv.gz]
Writes training_float64.json and training_float32.json beside itself. README.md gives the generator and the schema.
"""
import argparse, csv, gzip, json, math, os, sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch, torch.nn.functional as F
torch.set_num_threads(1)

VERSION = 1
HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--data", default="digits.csv.gz", help="1,797 rows: 64 pixels 0-16, then the class")
a = ap.parse_args()

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


# name, shape, scale. The seed of a parameter is its index in the list; value = (u − 0.5) · scale.
MODELS = {
    "mlp": [("hidden.weight", (32, 64), 0.25), ("hidden.bias", (32,), 0.25),
            ("output.weight", (10, 32), 0.375), ("output.bias", (10,), 0.375)],
    "cnn": [("conv1.weight", (8, 1, 3, 3), 0.625), ("conv1.bias", (8,), 0.625),
            ("conv2.weight", (16, 8, 3, 3), 0.25), ("conv2.bias", (16,), 0.25),
            ("hidden.weight", (32, 256), 0.125), ("hidden.bias", (32,), 0.125),
            ("output.weight", (10, 32), 0.375), ("output.bias", (10,), 0.375)],
}
LR, BETAS, EPS, BATCH, TRAIN = 1e-3, (0.9, 0.999), 1e-8, 32, 1437

with gzip.open(a.data, "rt") as f:
    DATA = [[int(float(v)) for v in row] for row in csv.reader(f)]


def parameters(kind, dtype):
    """Every number is made in float64 and rounded once to the dtype."""
    made = []
    for index, (_, shape, scale) in enumerate(MODELS[kind]):
        u = splitmix64(index, math.prod(shape))
        made.append(torch.tensor([(v - 0.5) * scale for v in u], dtype=torch.float64)
                    .reshape(shape).to(dtype).requires_grad_())
    return made


def images(rows, dtype):
    """x[k] = pixel[k] / 16 + k / 1024, k = 8·row + column. Exact in float32 too. The ramp is there for the pooling:
    without it, blank corners of the digits give equal values in one window, and the answer would hang on a tie."""
    ramp = torch.arange(64, dtype=torch.float64) / 1024
    return (torch.tensor([r[:64] for r in rows], dtype=torch.float64) / 16 + ramp).to(dtype).reshape(-1, 1, 8, 8)


def batch(step, dtype):
    rows = [DATA[(step * BATCH + i) % TRAIN] for i in range(BATCH)]
    return images(rows, dtype), torch.tensor([r[64] for r in rows])


class Margins:
    """How close a run comes to a kink: the least |x| before a ReLU, and the least gap between the two greatest
    positive values of a pooling window. A gap of 0 is a tie."""
    def __init__(self): self.relu, self.pool, self.ties = math.inf, math.inf, 0

    def relu_of(self, x):
        self.relu = min(self.relu, x.detach().abs().min().item())
        return F.relu(x)

    def pool_of(self, x):
        n, c, h, w = x.shape
        top = x.detach().reshape(n, c, h // 2, 2, w // 2, 2).permute(0, 1, 2, 4, 3, 5).reshape(-1, 4).topk(2).values
        gap = (top[:, 0] - top[:, 1])[top[:, 0] > 0]
        self.ties += int((gap == 0).sum())
        self.pool = min(self.pool, gap.min().item())
        return F.max_pool2d(x, 2)


def logits(kind, p, x, m):
    if kind == "mlp":
        return F.linear(m.relu_of(F.linear(x.flatten(1), p[0], p[1])), p[2], p[3])
    x = m.relu_of(F.conv2d(x, p[0], p[1], padding=1))
    x = m.pool_of(m.relu_of(F.conv2d(x, p[2], p[3], padding=1)))
    return F.linear(m.relu_of(F.linear(x.flatten(1), p[4], p[5])), p[6], p[7])


def checksum(t):
    """Exactly rounded sums over the values as float64; `weighted` is Σ (k + 1)·v[k] / n and notices a wrong order."""
    v = t.detach().to(torch.float64).flatten().tolist()
    return {"sum": math.fsum(v), "sumOfSquares": math.fsum(x * x for x in v),
            "weighted": math.fsum((k + 1) * x for k, x in enumerate(v)) / len(v), "first": v[:4]}


def train(kind, dtype, steps, reverse=False):
    p, m = parameters(kind, dtype), Margins()
    optimiser = torch.optim.Adam(p, LR, BETAS, EPS, foreach=False)
    losses, initial, gradients = [], [checksum(t) for t in p], None
    for step in range(steps):
        x, y = batch(step, dtype)
        if reverse:
            x, y = x.flip(0), y.flip(0)
        loss = F.cross_entropy(logits(kind, p, x, m), y)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if step == 0:
            gradients = [checksum(t.grad) for t in p]
        optimiser.step()
        losses.append(loss.item())
    held = DATA[TRAIN:]
    with torch.no_grad():
        right = int((logits(kind, p, images(held, dtype), Margins()).argmax(1) == torch.tensor([r[64] for r in held])).sum())
    return {"losses": losses, "initial": initial, "gradients": gradients, "final": [checksum(t) for t in p],
            "right": right, "held": len(held), "margins": m, "parameters": [t.detach() for t in p]}


def model(kind, dtype, steps):
    run, other = train(kind, dtype, steps), train(kind, dtype, steps, reverse=True)
    exact = run if dtype == torch.float64 else train(kind, torch.float64, steps)
    m = run["margins"]
    return {
        "name": kind, "steps": steps,
        "losses": run["losses"],
        "parameters": [
            {"name": name, "shape": list(shape), "seed": index, "scale": scale, "initial": run["initial"][index],
             "gradientAtStep0": run["gradients"][index], "final": run["final"][index]}
            for index, (name, shape, scale) in enumerate(MODELS[kind])],
        "heldOutRight": run["right"], "heldOutCount": run["held"],
        # How far rounding alone moves this run: the same batches in reverse order, and float64 against this dtype.
        "spread": {
            "losses": max(abs(x - y) for x, y in zip(run["losses"], other["losses"])),
            "parameters": max((x - y).abs().max().item() for x, y in zip(run["parameters"], other["parameters"])),
            "lossesToFloat64": max(abs(x - y) for x, y in zip(run["losses"], exact["losses"])),
            "parametersToFloat64": max((x.double() - y).abs().max().item()
                                       for x, y in zip(run["parameters"], exact["parameters"]))},
        "margins": {"relu": m.relu, "pool": m.pool if m.pool < math.inf else None, "poolTies": m.ties},
    }


def write(name, dtype, steps):
    out = {
        "script": "training_reference.py", "scriptVersion": VERSION, "torch": torch.__version__,
        "python": sys.version.split()[0], "dtype": name,
        "batch": BATCH, "trainRows": TRAIN,
        "optimiser": {"name": "Adam", "lr": LR, "beta1": BETAS[0], "beta2": BETAS[1], "eps": EPS},
        "models": [model(kind, dtype, steps) for kind in MODELS],
    }
    with open(os.path.join(HERE, f"training_{name}.json"), "w") as f:
        json.dump(out, f, indent=1, allow_nan=False)
        f.write("\n")
    for m in out["models"]:
        print(name, m["name"], "loss", m["losses"][0], "→", m["losses"][-1], "held out", m["heldOutRight"], "of",
              m["heldOutCount"], m["spread"], m["margins"])


write("float64", torch.float64, 200)
write("float32", torch.float32, 10)
