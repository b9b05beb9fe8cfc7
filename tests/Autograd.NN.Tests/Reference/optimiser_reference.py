#!/usr/bin/python3
"""Reference trajectories of PyTorch's optimisers and learning rate schedules in float64.

Usage: /usr/bin/python3 optimiser_reference.py
Writes optimisers.json, schedules.json and line_searches.json beside itself. Only numbers are taken over.

The optimisers minimise a loss from one start for 100 steps:
    x is [16, 3], w1 [3, 5], b1 [5], w2 [5, 2], b2 [2]; streams 0 to 4 of splitmix64 (see README.md), value = (u - 0.5) * scale
    loss = mean((tanh(x w1 + b1) w2 + b2 - sin(3 x[:, :2]))^2)
and store all parameters in a row v (w1, b1, w2, b2) after some of the steps, beside the losses before them. "spread" is how far the
stored parameters move at most when the start is multiplied by 1 + 1e-15: what rounding alone may do.

L-BFGS has a loss of its own, sum(c (v[1:] - v[:-1]^2)^2 + (1 - v[:-1])^2) with c = 5: on the network's, and in a steeper valley after some
steps, its spread is as great as the parameters. With c = 100 (steep) 20 steps are stored.
"""
import json, math, os, sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

VERSION = 1
HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1
STORED = [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]


def splitmix64(seed, count):
    """The first `count` numbers of stream `seed`, in [0, 1): pure integer arithmetic, then (z >> 11) * 2^-53."""
    state, numbers = seed & MASK, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        numbers.append((z >> 11) * 2.0 ** -53)
    return numbers


def array(seed, shape, scale):
    return torch.tensor([(u - 0.5) * scale for u in splitmix64(seed, math.prod(shape))]).reshape(shape)


X = array(0, (16, 3), 2)
Y = torch.sin(3 * X[:, :2])
SHAPES = [((3, 5), 1.5), ((5,), 1.0), ((5, 2), 1.5), ((2,), 1.0)]


def start(factor=1.0):
    return [(array(1 + i, shape, scale) * factor).requires_grad_() for i, (shape, scale) in enumerate(SHAPES)]


def loss_of(p):
    return ((torch.tanh(X @ p[0] + p[1]) @ p[2] + p[3] - Y) ** 2).mean()


def valley(c):
    def loss(p):
        v = torch.cat([t.flatten() for t in p])
        return (c * (v[1:] - v[:-1] ** 2) ** 2 + (1 - v[:-1]) ** 2).sum()
    return loss


def row(p):
    return [v for t in p for v in t.detach().flatten().tolist()]


def run(make, loss_of, steps, factor=1.0):
    p = start(factor)
    optimiser = make(p)
    stored, losses = [], []

    def closure():
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(p)
        loss.backward()
        return loss

    for step in range(1, steps + 1):
        loss = optimiser.step(closure)
        if step in STORED:
            losses.append(loss.item())
            stored.append(row(p))
    return stored, losses, optimiser


O = torch.optim
groups = lambda p: [{"params": p[:2], "lr": 0.01, "weight_decay": 0.1}, {"params": p[2:], "lr": 0.003}]
OPTIMISERS = {
    "sgd": lambda p: O.SGD(p, 0.1),
    "sgd_decay": lambda p: O.SGD(p, 0.1, weight_decay=0.01),
    "sgd_momentum": lambda p: O.SGD(p, 0.05, 0.9),
    "sgd_dampening": lambda p: O.SGD(p, 0.05, 0.9, 0.5, 0.01),
    "sgd_nesterov": lambda p: O.SGD(p, 0.05, 0.9, nesterov=True, weight_decay=0.01),
    "adam": lambda p: O.Adam(p, 0.02, foreach=False),
    "adam_decay": lambda p: O.Adam(p, 0.02, (0.8, 0.95), 1e-6, 0.05, foreach=False),
    "adam_amsgrad": lambda p: O.Adam(p, 0.05, (0.7, 0.9), amsgrad=True, foreach=False),
    "adamw": lambda p: O.AdamW(p, 0.02, weight_decay=0.1, foreach=False),
    "adamw_amsgrad": lambda p: O.AdamW(p, 0.05, (0.7, 0.9), weight_decay=0.1, amsgrad=True, foreach=False),
    "adamw_groups": lambda p: O.AdamW(groups(p), 0.02, weight_decay=0.02, foreach=False),
    "rmsprop": lambda p: O.RMSprop(p, 0.01, foreach=False),
    "rmsprop_momentum": lambda p: O.RMSprop(p, 0.005, 0.95, 1e-6, 0.01, 0.8, foreach=False),
    "rmsprop_centred": lambda p: O.RMSprop(p, 0.003, 0.99, 1e-3, centered=True, foreach=False),
    "rmsprop_centred_momentum": lambda p: O.RMSprop(p, 0.002, 0.9, 1e-4, 0.02, 0.7, centered=True, foreach=False),
    "adagrad": lambda p: O.Adagrad(p, 0.1, foreach=False),
    "adagrad_all": lambda p: O.Adagrad(p, 0.2, 0.05, 0.01, 0.1, 1e-6, foreach=False),
    "lbfgs": lambda p: O.LBFGS(p, 0.2, max_iter=1, history_size=5),
    "lbfgs_iterations": lambda p: O.LBFGS(p, 0.1, max_iter=3, history_size=4),
    "lbfgs_wolfe": lambda p: O.LBFGS(p, 1, max_iter=1, history_size=10, line_search_fn="strong_wolfe"),
    "lbfgs_wolfe_iterations": lambda p: O.LBFGS(p, 0.5, max_iter=4, max_eval=6, history_size=3, line_search_fn="strong_wolfe"),
    "lbfgs_wolfe_steep": lambda p: O.LBFGS(p, 1, max_iter=1, history_size=10, line_search_fn="strong_wolfe"),
}


class Loss:
    """A made-up held-out loss for the plateau: it falls, stands, falls, rises."""
    def __call__(self, t):
        return 1 / (1 + 0.2 * min(t, 20)) + 0.05 * math.sin(t) + (0.01 * (t - 60) if t > 60 else 0)


S = O.lr_scheduler


def sequential(o):
    return S.SequentialLR(o, [S.LinearLR(o, 0.1, 1.0, 10), S.CosineAnnealingLR(o, 80, 0.001)], [10])


def sequential3(o):
    return S.SequentialLR(o, [S.ConstantLR(o, 0.5, 1000), S.ExponentialLR(o, 0.9), S.StepLR(o, 7, 0.3)], [20, 50])


def plateau(**k):
    return lambda o: S.ReduceLROnPlateau(o, **k)


SCHEDULES = {
    "step": lambda o: S.StepLR(o, 15, 0.3),
    "multi_step": lambda o: S.MultiStepLR(o, [10, 35, 35, 80], 0.2),
    "exponential": lambda o: S.ExponentialLR(o, 0.93),
    "lambda": lambda o: S.LambdaLR(o, lambda t: 1 / (1 + 0.1 * t)),
    "linear": lambda o: S.LinearLR(o, 0.25, 0.75, 40),
    "warmup": lambda o: S.LinearLR(o, 1 / 30, 1.0, 30),
    "cosine": lambda o: S.CosineAnnealingLR(o, 60, 0.002),
    "restarts": lambda o: S.CosineAnnealingWarmRestarts(o, 17, 1, 0.001),
    "restarts_growing": lambda o: S.CosineAnnealingWarmRestarts(o, 10, 2),
    "one_cycle": lambda o: S.OneCycleLR(o, [0.1, 0.03], 101),
    "one_cycle_linear": lambda o: S.OneCycleLR(o, [0.1, 0.03], 101, pct_start=0.21, anneal_strategy="linear", base_momentum=0.8,
                                               max_momentum=0.9, div_factor=10, final_div_factor=100),
    "one_cycle_three_phase": lambda o: S.OneCycleLR(o, [0.1, 0.03], 101, pct_start=0.4, three_phase=True),
    "chained": lambda o: S.ChainedScheduler([S.LinearLR(o, 0.1, 1.0, 20), S.ExponentialLR(o, 0.97)]),
    "sequential": sequential,
    "sequential_three": sequential3,
    "plateau": plateau(factor=0.5, patience=4),
    "plateau_absolute": plateau(factor=0.2, patience=2, threshold=0.02, threshold_mode="abs", cooldown=5, min_lr=0.004),
    "plateau_max": plateau(mode="max", factor=0.5, patience=5, threshold=0.05),
    "plateau_max_absolute": plateau(mode="max", factor=0.7, patience=3, threshold=0.05, threshold_mode="abs"),
}


def schedule(name, make):
    a, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = O.SGD([{"params": [a], "lr": 0.1}, {"params": [b], "lr": 0.03}], 0.1, momentum=0.5)
    scheduler = make(optimiser)
    rates, momenta, loss = [], [], Loss()
    for t in range(101):
        rates.append([g["lr"] for g in optimiser.param_groups])
        momenta.append(optimiser.param_groups[0]["momentum"])
        optimiser.step()
        if t < 100:
            scheduler.step(*([loss(t) * (-1 if "max" in name else 1)] if name.startswith("plateau") else []))
    return {"rates": rates, "momenta": momenta if name.startswith("one_cycle") else None}


def write(name, out):
    out = {"script": "optimiser_reference.py", "scriptVersion": VERSION, "torch": torch.__version__, "python": sys.version.split()[0], **out}
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(out, f, allow_nan=False, separators=(",", ":"))
        f.write("\n")


optimisers = {}
for name, make in OPTIMISERS.items():
    steep = name.endswith("steep")
    loss, steps = (valley(100 if steep else 5), 20 if steep else 100) if name.startswith("lbfgs") else (loss_of, 100)
    stored, losses, o = run(make, loss, steps)
    other, _, _ = run(make, loss, steps, 1 + 1e-15)
    spread = max(abs(x - y) for r, q in zip(stored, other) for x, y in zip(r, q))
    optimisers[name] = {"steps": [step for step in STORED if step <= steps], "losses": losses, "parameters": stored, "spread": spread}
    if name.startswith("lbfgs"):
        state = o.state[o.param_groups[0]["params"][0]]
        optimisers[name] |= {"iterations": state["n_iter"], "evaluations": state["func_evals"]}
    print(f"{name:28} loss {losses[0]:.6f} -> {losses[-1]:.3e} spread {spread:.1e}")
write("optimisers.json", {"optimisers": optimisers})
write("schedules.json", {"schedules": {name: schedule(name, make) for name, make in SCHEDULES.items()}})


# Line searches along functions of one variable, f(t) = c0 t + c1 t^2 + c2 t^4 + c3 / (1 + c4 (t - c5)^2): coefficients, first length and the answer.
from torch.optim.lbfgs import _strong_wolfe


def line_function(c):
    def f(t):
        q = 1 + c[4] * (t - c[5]) * (t - c[5])
        return (c[0] * t + c[1] * t * t + c[2] * t * t * t * t + c[3] / q,
                c[0] + 2 * c[1] * t + 4 * c[2] * t * t * t - 2 * c[3] * c[4] * (t - c[5]) / (q * q))
    return f


# Found by search: each tells c1, the first comparison of two points, or the comparison with the low end from a near miss.
CASES = [
    (-1e-06, 0.0, 0.0, 1.49, 61.2, -0.512, 664.0), (-1e-06, 0.0, 0.0, 1.49, 53.1, -0.323, 319.0), (-1e-06, 0.0, 0.0, 1.78, 9.77, -0.515, 815.0),
    (-1.02, 0.0, 0.0, -15.0, 31.8, 0.524, 0.41), (-0.0687, 0.0, 0.0, -1.99, 1.48, 3.43, 2.85), (-0.017, -0.284, 0.0, -32.8, 2.01, 1.39, 1.12),
    (-0.0115, 0.0, 0.0, -4.34, 15.4, 7.1, 1.21), (-0.0469, 0.0, 0.0, -17.5, 80.9, 3.7, 0.105), (-0.00274, 0.0, 0.0, -4.92, 20.3, 7.16, 6.48),
]
for k in range(400):
    u = splitmix64(1000 + k, 10)
    CASES.append((-10 ** (4 * u[0] - 2), (u[1] - 0.3) * 4 if u[6] > 0.3 else 0.0, u[2] ** 4 if u[7] > 0.4 else 0.0, (u[3] - 0.5) * 20,
                  10 ** (6 * u[4] - 2), 5 * u[5], 10 ** (4 * u[8] - 2)))


def search(c, first):
    f = line_function(c)
    f0, g0 = f(0.0)
    loss, _, t, evaluations = _strong_wolfe(lambda x, t, d: (f(float(t))[0], torch.tensor([f(float(t))[1]])),
                                            None, first, torch.ones(1), f0, torch.tensor([g0]), torch.tensor(g0))
    return float(t), loss, evaluations


searches = []
for *c, first in CASES:
    if line_function(c)(0.0)[1] >= 0:
        continue
    t, loss, evaluations = search(c, first)
    other, _, same = search([x * (1 + 1e-15) for x in c], first)

    # Where a function falls without end, rounding alone decides how far the search goes.
    if abs(t - other) <= 1e-12 * abs(t) and evaluations == same:
        searches.append([*c, first, t, loss, evaluations])
print(len(searches), "line searches")
write("line_searches.json", {"searches": searches})
