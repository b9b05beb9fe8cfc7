#!/usr/bin/python3
"""Peer side of the Digits example: the same two models, trained in PyTorch on the same 1,797 digits.

Usage: /usr/bin/python3 digits_peer.py [--model cnn|mlp|both] [--epochs 30] [--seed 0,1,2,3,4] [--threads 1]
                      [--batch 64] [--lr 1e-3] [--schedule constant|cosine] [--dropout 0.25,0.5]
                      [--jitter 0] [--hidden 128] [--data digits.csv.gz]

Prints one line a seed (model, seed, test accuracy, wall time of the training alone), then the median.
Input is pixels / 16. The split is 1,437 training and 360 test digits, drawn by the seed. With --jitter P the
training images of a batch are, each with probability P, shifted by one pixel in one of the eight directions.
"""
import argparse, csv, gzip, math, os, statistics, sys, time

ap = argparse.ArgumentParser()
ap.add_argument("--model", default="both", choices=["cnn", "mlp", "both"])
ap.add_argument("--epochs", type=int, default=30)
ap.add_argument("--seed", default="0,1,2,3,4")
ap.add_argument("--threads", type=int, default=1)
ap.add_argument("--batch", type=int, default=64)
ap.add_argument("--lr", type=float, default=1e-3)
ap.add_argument("--schedule", default="constant", choices=["constant", "cosine"])
ap.add_argument("--dropout", default="0.25,0.5", help="after the pool, after the hidden layer (CNN only)")
ap.add_argument("--jitter", type=float, default=0.0)
ap.add_argument("--hidden", type=int, default=128, help="hidden units of the MLP")
ap.add_argument("--data", default="digits.csv.gz", help="1,797 rows: 64 pixels 0-16, then the class")
a = ap.parse_args()

# OpenBLAS's own threads and OpenMP's fight each other, so OpenBLAS stays at 1.
os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"] = str(a.threads), "1"
import torch, torch.nn as nn, torch.nn.functional as F
torch.set_num_threads(a.threads)

with gzip.open(a.data, "rt") as f:
    rows = torch.tensor([[float(v) for v in r] for r in csv.reader(f)])
pixels, classes = (rows[:, :64] / 16).reshape(-1, 1, 8, 8), rows[:, 64].long()
TRAIN = 1437
d1, d2 = (float(v) for v in a.dropout.split(","))


def build(kind):
    if kind == "mlp":
        return nn.Sequential(nn.Flatten(), nn.Linear(64, a.hidden), nn.ReLU(), nn.Linear(a.hidden, 10))
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Dropout(d1), nn.Flatten(), nn.Linear(1024, 128), nn.ReLU(), nn.Dropout(d2), nn.Linear(128, 10))


def shifted(x):
    n = len(x)
    move = torch.randint(-1, 2, (n, 2)) * (torch.rand(n, 1) < a.jitter)
    p = F.pad(x, (1, 1, 1, 1))[:, 0]
    r, c = torch.arange(8)[None, :, None], torch.arange(8)[None, None, :]
    return p[torch.arange(n)[:, None, None], r + 1 + move[:, 0, None, None], c + 1 + move[:, 1, None, None]][:, None]


def run(kind, seed):
    torch.manual_seed(seed)
    order = torch.randperm(len(pixels))
    train, test = order[:TRAIN], order[TRAIN:]
    x, y = pixels[train], classes[train]
    model = build(kind)
    optimiser = torch.optim.Adam(model.parameters(), a.lr)
    steps, step = a.epochs * math.ceil(TRAIN / a.batch), 0
    model.train()
    start = time.perf_counter()
    for _ in range(a.epochs):
        for rows in torch.randperm(TRAIN).split(a.batch):
            if a.schedule == "cosine":
                optimiser.param_groups[0]["lr"] = a.lr * 0.5 * (1 + math.cos(math.pi * step / steps))
            xb = shifted(x[rows]) if a.jitter > 0 else x[rows]
            loss = F.cross_entropy(model(xb), y[rows])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            step += 1
    seconds = time.perf_counter() - start
    model.eval()
    with torch.no_grad():
        accuracy = (model(pixels[test]).argmax(1) == classes[test]).double().mean().item()
    return accuracy, seconds


torch.manual_seed(0)
warm = build("cnn")                               # the first call of each kernel is slow: keep it out of the times
F.cross_entropy(warm(pixels[:a.batch]), classes[:a.batch]).backward()
for kind in ("mlp", "cnn") if a.model == "both" else (a.model,):
    results = []
    for seed in map(int, a.seed.split(",")):
        accuracy, seconds = run(kind, seed)
        results.append((accuracy, seconds))
        print(f"{kind}\tseed {seed}\t{100 * accuracy:.2f} %\t{seconds:.2f} s", flush=True)
    print(f"{kind}\tmedian\t{100 * statistics.median(r[0] for r in results):.2f} %"
          f"\t{statistics.median(r[1] for r in results):.2f} s"
          f"\t({a.threads} threads, batch {a.batch}, lr {a.lr:g} {a.schedule}, {a.epochs} epochs)", flush=True)
