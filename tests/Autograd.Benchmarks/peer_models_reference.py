#!/usr/bin/python3
"""Reference numbers for the benchmark's models: losses and gradient checksums in PyTorch, for weights and data made from seeds.

Usage: /usr/bin/python3 peer_models_reference.py
Writes peer_models.json beside itself: for each model and dtype the loss, and for each parameter of the gradient Σ g, Σ g² and
Σ (k + 1) g / n. Parameter i, in the modules' order, is made from stream i: (u − 0.5) · s, s = 2 / √fan-in for two axes and more and 0.2
otherwise, plus 1 for the scales of norms. Inputs are stream 1000, (u − 0.5) · 2, or floor(u · classes); targets stream 1001.
The streams are SplitMix64's, (z >> 11) · 2^-53, all made in float64 and rounded once.
"""
import json, os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
import torch, torch.nn as nn, torch.nn.functional as F
torch.set_num_threads(1)
HERE = os.path.dirname(os.path.abspath(__file__))


def stream(seed, count):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) * 2.0 ** -53


def floats(shape, seed, scale, shift=0.0):
    return torch.from_numpy((stream(seed, int(np.prod(shape))) - 0.5) * scale + shift).reshape(shape)


def classes(shape, seed, count):
    return torch.from_numpy(np.floor(stream(seed, int(np.prod(shape))) * count).astype(np.int64)).reshape(shape)


class ResidualBlock(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.c1, self.b1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        self.c2, self.b2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        plain = stride == 1 and i == o
        self.sc = nn.Identity() if plain else nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        return F.relu(self.b2(self.c2(F.relu(self.b1(self.c1(x))))) + self.sc(x))


def resnet20():
    layers, i = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], 16
    for o, stride in ((16, 1), (32, 2), (64, 2)):
        for k in range(3):
            layers.append(ResidualBlock(i, o, stride if k == 0 else 1))
            i = o
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class TransformerLayer(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.l1, self.l2 = heads, nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.o = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.f1, self.f2 = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(self.l1(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        mask = torch.full((t, t), float("-inf"), dtype=x.dtype).triu(1)
        w = F.softmax((q @ k.transpose(-1, -2)) * (d // self.heads) ** -0.5 + mask, -1) @ v
        x = x + self.o(w.transpose(1, 2).reshape(b, t, d))
        return x + self.f2(F.gelu(self.f1(self.l2(x))))


class Gpt(nn.Module):
    def __init__(self, vocabulary, d, heads, layers, length):
        super().__init__()
        self.te, self.pe = nn.Embedding(vocabulary, d), nn.Embedding(length, d)
        self.blocks = nn.ModuleList(TransformerLayer(d, heads) for _ in range(layers))
        self.ln, self.head = nn.LayerNorm(d), nn.Linear(d, vocabulary, bias=False)

    def forward(self, tokens):
        x = self.te(tokens) + self.pe.weight[: tokens.shape[1]]
        for block in self.blocks:
            x = block(x)
        return self.head(self.ln(x))


class Last(nn.Module):
    def __init__(self):
        super().__init__()
        self.r, self.o = nn.LSTM(64, 256), nn.Linear(256, 10)

    def forward(self, x):
        return self.o(self.r(x)[0][-1])


def residual(model, x):
    x = x.requires_grad_()
    g = torch.autograd.grad(model(x).sum(), x, create_graph=True)[0]
    gg = torch.autograd.grad(g[:, 0].sum(), x, create_graph=True)[0]
    return ((g[:, 1] - 0.01 * gg[:, 0]) ** 2).mean()


def mlp():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))


def cnn():
    return nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(9216, 128),
                         nn.ReLU(), nn.Linear(128, 10))


def pinn():
    return nn.Sequential(nn.Linear(2, 50), nn.Tanh(), nn.Linear(50, 50), nn.Tanh(), nn.Linear(50, 50), nn.Tanh(), nn.Linear(50, 1))


LABELS = lambda count: (lambda: classes((count,), 1001, 10))
MODELS = {
    "mlp_b32": (mlp, lambda: floats((32, 784), 1000, 2.0), LABELS(32), lambda m, x, y: F.cross_entropy(m(x), y)),
    "cnn_b64": (cnn, lambda: floats((64, 1, 28, 28), 1000, 2.0), LABELS(64), lambda m, x, y: F.cross_entropy(m(x), y)),
    "resnet20_b32": (resnet20, lambda: floats((32, 3, 32, 32), 1000, 2.0), LABELS(32), lambda m, x, y: F.cross_entropy(m(x), y)),
    "gpt_d128": (lambda: Gpt(65, 128, 4, 4, 64), lambda: classes((12, 64), 1000, 65), lambda: classes((12, 64), 1001, 65),
                 lambda m, x, y: F.cross_entropy(m(x).view(-1, 65), y.view(-1))),
    "lstm_h256": (Last, lambda: floats((50, 32, 64), 1000, 2.0), LABELS(32), lambda m, x, y: F.cross_entropy(m(x), y)),
    "pinn": (pinn, lambda: floats((1000, 2), 1000, 1.0, 0.5), None, lambda m, x, y: residual(m, x)),
}


def fill(model):
    for index, (name, p) in enumerate(model.named_parameters()):
        norm = p.dim() == 1 and name.endswith("weight")
        scale = 0.2 if p.dim() == 1 else 2.0 / np.sqrt(np.prod(p.shape[1:]))
        with torch.no_grad():
            p.copy_(floats(tuple(p.shape), index, scale, 1.0 if norm else 0.0))


def sums(g):
    g = g.detach().double().flatten()
    weights = torch.arange(1, g.numel() + 1, dtype=torch.float64)
    return [g.sum().item(), (g * g).sum().item(), (g * weights).sum().item() / g.numel()]


results = {"torch": torch.__version__, "models": {}}
for name, (make, x, y, loss) in MODELS.items():
    entry = results["models"][name] = {}
    for dtype in (torch.float64, torch.float32):
        model = make().to(dtype)
        fill(model)
        data = x()
        value = loss(model, data.to(dtype) if data.is_floating_point() else data, y() if y else None)
        value.backward()
        entry[str(dtype).split(".")[1]] = {"loss": value.item(), "gradients": [sums(torch.zeros_like(p) if p.grad is None else p.grad) for p in model.parameters()]}
    print(name, entry["float64"]["loss"], len(entry["float64"]["gradients"]), "parameters")
with open(os.path.join(HERE, "peer_models.json"), "w") as f:
    json.dump(results, f, separators=(",", ":"))
    f.write("\n")
