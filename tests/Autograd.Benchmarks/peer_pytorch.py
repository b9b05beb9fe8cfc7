#!/usr/bin/env python3
"""Peer side of the performance table: the same workloads in PyTorch, one figure a line.

Usage: peer_pytorch.py [--threads N] [--blas-threads N] [--only NAME,NAME] [--seconds S] [--device cuda]
       peer_pytorch.py --versions
Prints `name<TAB>figure<TAB>unit`. Every step is forward + backward + optimiser step.
"""
import argparse, os, re, sys, time, resource

# PyTorch at its best: OpenBLAS's own threads and OpenMP's fight each other, so one of them stays at 1.
_n = sys.argv[sys.argv.index("--threads") + 1] if "--threads" in sys.argv else "2"
_blas = sys.argv[sys.argv.index("--blas-threads") + 1] if "--blas-threads" in sys.argv else "1"
os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"] = _n, _blas
import torch, torch.nn as nn, torch.nn.functional as F

ap = argparse.ArgumentParser()
ap.add_argument("--threads", type=int, default=2)
ap.add_argument("--blas-threads", type=int, default=1)
ap.add_argument("--only", default="")
ap.add_argument("--seconds", type=float, default=2.0)
ap.add_argument("--device", default="cpu")
ap.add_argument("--versions", action="store_true")
a = ap.parse_args()
if a.versions:
    import platform
    blas = os.path.realpath("/usr/lib/x86_64-linux-gnu/libblas.so.3")
    gpu = f", {torch.cuda.get_device_name(0)}" if torch.cuda.is_available() else ""
    print(f"Python {platform.python_version()}, PyTorch {torch.__version__}, BLAS {os.path.dirname(blas).split('/')[-1] or blas}{gpu}")
    sys.exit()
torch.set_num_threads(a.threads)
torch.manual_seed(0)
# float32 is float32 on both sides, but where a workload's name says otherwise.
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
wait = lambda: None
if a.device != "cpu":
    if hasattr(torch, "set_default_device"):
        torch.set_default_device(a.device)
    else:
        torch.set_default_tensor_type(torch.cuda.FloatTensor)
    wait = torch.cuda.synchronize
only = set(filter(None, a.only.split(",")))

def rate(step, seconds=None):
    seconds = seconds or a.seconds
    for _ in range(3):
        step()
    best = 0.0
    for _ in range(3):
        wait()
        n, batch, t0 = 0, 1, time.perf_counter()
        while True:
            began = time.perf_counter()
            for _ in range(batch):
                step()
            n += batch
            if a.device != "cpu":
                wait()
                if time.perf_counter() - began < 0.05:
                    batch *= 2
            t = time.perf_counter() - t0
            if t > seconds / 3:
                break
        best = max(best, n / t)
    return best

def report(name, figure, unit):
    print(f"{name}\t{figure:.4g}\t{unit}", flush=True)

def want(name):
    return not only or name in only

# --- matrix products -------------------------------------------------------
for n in (32, 64, 128, 256, 512, 1024, 2048):
    if want(f"gemm{n}"):
        x, y = torch.randn(n, n), torch.randn(n, n)
        report(f"gemm{n}", 2 * n ** 3 * rate(lambda: x @ y) / 1e9, "GFLOP/s")

# Large and reduced ones only by name.
for name in sorted(only):
    m = re.fullmatch(r"gemm(\d+)(_tf32|_own)?", name)
    if m and (m[2] or int(m[1]) > 2048):
        n = int(m[1])
        torch.backends.cuda.matmul.allow_tf32 = m[2] == "_tf32"
        x, y = torch.randn(n, n), torch.randn(n, n)
        report(name, 2 * n ** 3 * rate(lambda: x @ y) / 1e9, "GFLOP/s")
        torch.backends.cuda.matmul.allow_tf32 = False
    m = re.fullmatch(r"(copy|add|exp)_(\d+)mi", name)
    if m:
        n = int(m[2]) << 20
        x, y, z = torch.randn(n), torch.randn(n), torch.empty(n)
        step = {"copy": lambda: z.copy_(x), "add": lambda: torch.add(x, y, out=z), "exp": lambda: torch.exp(x, out=z)}[m[1]]
        report(name, (12 if m[1] == "add" else 8) * n * rate(step) / 1e9, "GB/s")

# --- models ----------------------------------------------------------------
def train(name, model, x, y, lossf, opt):
    def step():
        opt.zero_grad(set_to_none=True)
        lossf(model(x), y).backward()
        opt.step()
    report(name, rate(step), "steps/s")

for b in (32, 128, 256):
    if want(f"mlp_b{b}") and (b < 256 or only):
        m = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        train(f"mlp_b{b}", m, torch.randn(b, 784), torch.randint(0, 10, (b,)), F.cross_entropy,
              torch.optim.Adam(m.parameters()))

if want("xor"):
    m = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    x = torch.tensor([[0., 0], [0, 1], [1, 0], [1, 1]]); y = torch.tensor([[0.], [1], [1], [0]])
    train("xor", m, x, y, F.binary_cross_entropy_with_logits, torch.optim.SGD(m.parameters(), 0.1))

for b in (64, 256):
    if not want(f"cnn_b{b}") or (b > 64 and not only):
        continue
    m = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
                      nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))
    train(f"cnn_b{b}", m, torch.randn(b, 1, 28, 28), torch.randint(0, 10, (b,)), F.cross_entropy,
          torch.optim.Adam(m.parameters()))

class Block(nn.Module):
    def __init__(s, i, o, stride=1):
        super().__init__()
        s.c1, s.b1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        s.c2, s.b2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        s.sc = nn.Identity() if stride == 1 and i == o else nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))
    def forward(s, x):
        return F.relu(s.b2(s.c2(F.relu(s.b1(s.c1(x))))) + s.sc(x))

for b in (32, 256):
    if not want(f"resnet20_b{b}") or (b > 32 and not only):
        continue
    layers, i = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], 16
    for o, st in ((16, 1), (32, 2), (64, 2)):
        for k in range(3):
            layers.append(Block(i, o, st if k == 0 else 1)); i = o
    m = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    train(f"resnet20_b{b}", m, torch.randn(b, 3, 32, 32), torch.randint(0, 10, (b,)), F.cross_entropy,
          torch.optim.SGD(m.parameters(), 0.1, momentum=0.9))

class GptBlock(nn.Module):
    def __init__(s, d, h):
        super().__init__()
        s.h = h; s.l1, s.l2 = nn.LayerNorm(d), nn.LayerNorm(d)
        s.qkv, s.o = nn.Linear(d, 3 * d), nn.Linear(d, d)
        s.f1, s.f2 = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
    def forward(s, x, mask):
        b, t, d = x.shape
        q, k, v = s.qkv(s.l1(x)).view(b, t, 3, s.h, d // s.h).permute(2, 0, 3, 1, 4)
        w = (q @ k.transpose(-1, -2)) * (d // s.h) ** -0.5
        w = F.softmax(w + mask, -1) @ v
        x = x + s.o(w.transpose(1, 2).reshape(b, t, d))
        return x + s.f2(F.gelu(s.f1(s.l2(x))))

class Gpt(nn.Module):
    def __init__(s, vocab, d, h, L, T):
        super().__init__()
        s.te, s.pe = nn.Embedding(vocab, d), nn.Embedding(T, d)
        s.blocks = nn.ModuleList(GptBlock(d, h) for _ in range(L))
        s.ln, s.head = nn.LayerNorm(d), nn.Linear(d, vocab, bias=False)
        s.register_buffer("mask", torch.full((T, T), float("-inf")).triu(1))
    def forward(s, i):
        x = s.te(i) + s.pe.weight[: i.shape[1]]
        for b in s.blocks:
            x = b(x, s.mask)
        return s.head(s.ln(x))

for name, vocab, d, h, layers, T, b in (("gpt_d128", 65, 128, 4, 4, 64, 12), ("gpt_d768", 50257, 768, 12, 12, 512, 8)):
    if not want(name) or (d > 128 and not only):
        continue
    m = Gpt(vocab, d, h, layers, T)
    i, y = torch.randint(0, vocab, (b, T)), torch.randint(0, vocab, (b, T))
    train(name, m, i, y, lambda o, t: F.cross_entropy(o.view(-1, vocab), t.view(-1)),
          torch.optim.AdamW(m.parameters(), 1e-3))

for name, b in (("lstm_h256", 32), ("lstm_b256", 256)):
    if not want(name) or (b > 32 and not only):
        continue
    class L(nn.Module):
        def __init__(s):
            super().__init__(); s.r = nn.LSTM(64, 256); s.o = nn.Linear(256, 10)
        def forward(s, x): return s.o(s.r(x)[0][-1])
    m = L()
    train(name, m, torch.randn(50, b, 64), torch.randint(0, 10, (b,)), F.cross_entropy,
          torch.optim.Adam(m.parameters()))

if want("pinn"):
    m = nn.Sequential(nn.Linear(2, 50), nn.Tanh(), nn.Linear(50, 50), nn.Tanh(), nn.Linear(50, 50), nn.Tanh(), nn.Linear(50, 1))
    x = torch.rand(1000, 2, requires_grad=True); opt = torch.optim.Adam(m.parameters())
    def step():  # u_t - 0.01 u_xx = 0
        opt.zero_grad(set_to_none=True)
        u = m(x)
        g = torch.autograd.grad(u.sum(), x, create_graph=True)[0]
        gg = torch.autograd.grad(g[:, 0].sum(), x, create_graph=True)[0]
        ((g[:, 1] - 0.01 * gg[:, 0]) ** 2).mean().backward()
        opt.step()
    report("pinn", rate(step), "steps/s")

# --- overhead of one recorded operation -------------------------------------
if want("chain_1"):
    x = torch.ones(1, requires_grad=True); c = torch.full((1,), 0.999)
    def step():
        y = x
        for _ in range(1000):
            y = y * c
        y.sum().backward()
    report("chain_1", 1e9 / (rate(step) * 1000), "ns/op fwd+bwd")

if want("chain_tanh"):
    x = torch.ones(4, 8, requires_grad=True); c = torch.full((4, 8), 0.999); b = torch.full((8,), 0.01, requires_grad=True)
    def step():  # 1,000 links of tanh(y * c + b) with a broadcast b
        x.grad = b.grad = None
        y = x
        for _ in range(1000):
            y = torch.tanh(y * c + b)
        y.sum().backward()
    report("chain_tanh", 1e9 / (rate(step) * 1000), "ns/link fwd+bwd")

# --- elementwise and rowwise -------------------------------------------------
def fb(name, f, *shape):
    if not want(name): return
    x = torch.randn(*shape, requires_grad=True); g = torch.ones(*shape)
    def step():
        x.grad = None
        f(x).backward(g)
    n = 1
    for s in shape: n *= s
    report(name, n * rate(step) / 1e6, "Melem/s fwd+bwd")

fb("exp_1m", torch.exp, 1 << 20)
fb("tanh_1m", torch.tanh, 1 << 20)
fb("gelu_1m", F.gelu, 1 << 20)
fb("add_1m", lambda x: x + x, 1 << 20)
fb("softmax_1kx1k", lambda x: F.softmax(x, -1), 1024, 1024)
fb("layernorm_1kx1k", lambda x: F.layer_norm(x, (1024,)), 1024, 1024)
fb("sum_rows_1kx1k", lambda x: x.sum(0).expand(1024, 1024), 1024, 1024)
fb("sum_1m", lambda x: x.sum().expand(1 << 20), 1 << 20)
fb("transpose_1kx1k", lambda x: x.t().contiguous(), 1024, 1024)
report("peak_rss", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
