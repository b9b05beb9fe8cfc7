#!/usr/bin/python3
"""Reference for defaults: constructors' default values and the distributions of fresh parameters, by PyTorch.

Usage: /usr/bin/python3 defaults_reference.py
Writes defaults.json beside itself: for each class its defaults, and for each parameter mean, standard deviation, largest magnitude and
kurtosis over many draws (a uniform distribution has kurtosis 1.8, a normal one 3; null where all are one number).
"""
import inspect, json, os
import torch, torch.nn as nn
torch.manual_seed(0)
HERE = os.path.dirname(os.path.abspath(__file__))
DRAWS = 400

LAYERS = {
    "Linear": (nn.Linear, (24, 40)),
    "Conv2d": (nn.Conv2d, (6, 10, 3)),
    "Embedding": (nn.Embedding, (30, 20)),
    "BatchNorm1d": (nn.BatchNorm1d, (12,)),
    "BatchNorm2d": (nn.BatchNorm2d, (12,)),
    "LayerNorm": (nn.LayerNorm, (12,)),
    "GroupNorm": (nn.GroupNorm, (3, 12)),
    "Rnn": (nn.RNN, (10, 14)),
    "Gru": (nn.GRU, (10, 14)),
    "Lstm": (nn.LSTM, (10, 14)),
    "MultiHeadAttention": (nn.MultiheadAttention, (16, 4)),
}
OTHERS = {
    "MaxPool2d": nn.MaxPool2d, "AvgPool2d": nn.AvgPool2d, "Dropout": nn.Dropout, "Gelu": nn.GELU, "Softplus": nn.Softplus, "LeakyReLU": nn.LeakyReLU,
    "ELU": nn.ELU, "CrossEntropyLoss": nn.CrossEntropyLoss, "MseLoss": nn.MSELoss, "HuberLoss": nn.HuberLoss, "NllLoss": nn.NLLLoss,
    "GaussianNllLoss": nn.GaussianNLLLoss, "Sgd": torch.optim.SGD, "Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW,
    "RmsProp": torch.optim.RMSprop, "Adagrad": torch.optim.Adagrad, "Lbfgs": torch.optim.LBFGS,
}


def plain(value):
    return isinstance(value, (bool, int, float, str)) or value is None or (isinstance(value, tuple) and all(plain(v) for v in value))


def defaults(cls):
    found = {}
    for base in cls.__mro__:
        if base.__module__.startswith("torch.nn") or base.__module__.startswith("torch.optim"):
            for name, p in inspect.signature(base.__init__).parameters.items():
                if p.default is not inspect.Parameter.empty and plain(p.default) and name not in ("device", "dtype") and name not in found:
                    found[name] = p.default
    return found


def distribution(values):
    if bool((values == values[0]).all()):
        return {"mean": values[0].item(), "std": 0.0, "largest": values[0].abs().item(), "kurtosis": None}
    centred = values - values.mean()
    variance = (centred ** 2).mean()
    return {"mean": values.mean().item(), "std": variance.sqrt().item(), "largest": values.abs().max().item(),
            "kurtosis": ((centred ** 4).mean() / variance ** 2).item()}


result = {"torch": torch.__version__, "classes": {}}
for name, (cls, arguments) in LAYERS.items():
    drawn = {}
    for _ in range(DRAWS):
        layer = cls(*arguments).double()
        for key, value in list(layer.named_parameters()) + [(k, b.double()) for k, b in layer.named_buffers()]:
            drawn.setdefault(key, (list(value.shape), []))[1].append(value.detach().flatten())
    result["classes"][name] = {"arguments": list(arguments), "defaults": defaults(cls),
                               "parameters": {k: {"shape": s, **distribution(torch.cat(v))} for k, (s, v) in drawn.items()}}
for name, cls in OTHERS.items():
    result["classes"][name] = {"arguments": [], "defaults": defaults(cls), "parameters": {}}
with open(os.path.join(HERE, "defaults.json"), "w") as f:
    json.dump(result, f, indent=1)
    f.write("\n")
for name, entry in result["classes"].items():
    print(name, entry["defaults"], {k: (round(v["std"], 4), v["kurtosis"]) for k, v in entry["parameters"].items()})
