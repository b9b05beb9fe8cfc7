"""Reference numbers of softmax, further reductions and losses. Attributes: axes (var, std, prod, norm; may be negative), axis (softmax,
logSoftmax, cumsum), correction (var, std), p (norm; null is infinity), reduction, weight (null or one number a class), and by loss delta,
ignoreIndex, positiveWeight, logTarget, full and eps."""
from reference import *


def softmaxes():
    for name, f in (("softmax", torch.softmax), ("logSoftmax", torch.log_softmax)):
        for label, axis, shape in (("last", -1, (3, 5)), ("first", 0, (4, 3)), ("middle", 1, (2, 3, 2)), ("vector", 0, (9,)), ("one", -1, (3, 1)), ("empty", -1, (0, 4))):
            case(f"{name}_{label}", name, lambda x: f(x, axis), [g(*shape)], second=True, axis=axis)
        case(f"{name}_large", name, lambda x: f(x, -1), [given([[1000.0, 1001.0, 998.5], [-700.0, -701.0, -699.0]])], second=True, axis=-1)


def spreads():
    for name, f in (("var", torch.var), ("std", torch.std)):
        for label, axes, correction in (("last", [-1], 1), ("outer", [0, 2], 1), ("all", [0, 1, 2], 0), ("first", [0], 0)):
            case(f"{name}_{label}", name, lambda x: f(x, axes, correction=correction), [g(2, 3, 4)], second=True, axes=axes, correction=correction)
        case(f"{name}_far", name, lambda x: f(x, [0], correction=1), [g(6, shift=1000.0)], second=True, axes=[0], correction=1)


def extremes():
    for axes in ([0], [-1], [0, 2]):
        case(f"min_{''.join(map(str, axes))}", "min", lambda x: x.amin(axes), [g(2, 3, 4)], axes=axes)
    case("min_ties", "min", lambda x: x.amin([1]), [given([[1.0, 3.0, 1.0], [2.0, 2.0, 2.0]])], corner="ties share evenly", axes=[1])
    ties = given([[1.0, 3.0, 3.0, 2.0], [5.0, 5.0, 5.0, 5.0], [0.0, -1.0, 7.0, -1.0]])
    for name, f in (("argMax", torch.argmax), ("argMin", torch.argmin)):
        for axis in (0, 1):
            case(f"{name}_{axis}", name, lambda x: f(x, axis), [g(5, 4)], axis=axis)
        case(f"{name}_ties", name, lambda x: f(x, 1), [ties], corner="the first of equals", axis=1)


def products():
    # torch.prod takes one axis; several are one after the other.
    def prod(x, axes):
        for axis in sorted(axes, reverse=True):
            x = x.prod(axis)
        return x
    for axes in ([0], [1], [0, 2], [0, 1, 2]):
        case(f"prod_{''.join(map(str, axes))}", "prod", lambda x: prod(x, axes), [g(2, 3, 4)], second=True, axes=axes)
    zeros = given([[2.0, 0.0, 3.0, -1.0], [0.0, 2.0, 0.0, 3.0], [1.0, -2.0, 0.5, 4.0]])
    case("prod_zeros", "prod", lambda x: prod(x, [1]), [zeros], second=True, axes=[1])
    case("prod_zeros_columns", "prod", lambda x: prod(x, [0]), [zeros], second=True, axes=[0])


def norms():
    for p in (1.0, 2.0, 3.0, 0.5, 1.5, -1.0, -2.0, math.inf, -math.inf):
        name = f"{p:g}".replace("inf", "infinity")
        for axes in ([1], [0, 2]):
            case(f"norm_{name}_{''.join(map(str, axes))}", "norm", lambda x: torch.linalg.vector_norm(x, p, axes), [g(2, 3, 4)], second=True, axes=axes,
                 p="-infinity" if p == -math.inf else "infinity" if p == math.inf else p)
    for p in (1.0, 2.0):
        case(f"norm_{p:g}_zero", "norm", lambda x: torch.linalg.vector_norm(x, p, [1]), [given([[0.0, 0.0], [0.0, 3.0]])], corner="the gradient of a norm of 0 is 0", axes=[1], p=p)


def sums():
    for axis in (0, 1, -1):
        case(f"cumsum_{axis}", "cumSum", lambda x: x.cumsum(axis), [g(2, 3, 4)], second=True, axis=axis, reverse=False)
        case(f"cumsum_{axis}_reverse", "cumSum", lambda x: x.flip(axis).cumsum(axis).flip(axis), [g(2, 3, 4)], second=True, axis=axis, reverse=True)
    case("cumsum_integers", "cumSum", lambda x: x.cumsum(0), [ints([3, -1, 4, 1, -5])], axis=0, reverse=False)


def elementwise_losses():
    x, t = g(3, 4), g(3, 4)
    probability = g(3, 4, scale=0.5, shift=0.5)
    for reduction in ("mean", "sum", "none"):
        r = {"reduction": reduction}
        case(f"mse_{reduction}", "mseLoss", lambda x, t: F.mse_loss(x, t, **r), [x, t], second=True, **r)
        case(f"l1_{reduction}", "l1Loss", lambda x, t: F.l1_loss(x, t, **r), [x, t], second=True, **r)
        for delta in (1.0, 0.75):
            case(f"huber_{delta:g}_{reduction}", "huberLoss", lambda x, t: F.huber_loss(x, t, delta=delta, **r), [x, t], second=True, delta=delta, **r)
            case(f"smoothL1_{delta:g}_{reduction}", "smoothL1Loss", lambda x, t: F.smooth_l1_loss(x, t, beta=delta, **r), [x, t], second=True, beta=delta, **r)
        weight = [0.5, 2.0, 1.0, 3.0]
        w = torch.tensor(weight, dtype=torch.float64)
        # PyTorch's derivative by the target is taken by autograd of the formula: its own functions have none for some targets.
        def bce(p, t):
            y = -(t * p.log() + (1 - t) * torch.log1p(-p))
            assert torch.allclose(y, F.binary_cross_entropy(p, t.detach(), reduction="none"), rtol=1e-13)
            return y
        def logits(x, t, positive):
            y = -(positive * t * F.logsigmoid(x) + (1 - t) * F.logsigmoid(-x))
            assert torch.allclose(y, F.binary_cross_entropy_with_logits(x, t.detach(), reduction="none", pos_weight=positive), rtol=1e-13)
            return y
        reduce = {"mean": torch.mean, "sum": torch.sum, "none": lambda y: y}[reduction]
        one = torch.ones(4, dtype=torch.float64)
        case(f"bce_{reduction}", "bceLoss", lambda p, t: reduce(bce(p, t)), [probability, probability], second=True, weight=None, **r)
        case(f"bce_{reduction}_weights", "bceLoss", lambda p, t: reduce(bce(p, t) * w), [probability, probability], second=True, weight=weight, **r)
        case(f"bceLogits_{reduction}", "bceWithLogitsLoss", lambda x, t: reduce(logits(x, t, one)), [x, probability], second=True, weight=None, positiveWeight=None, **r)
        case(f"bceLogits_{reduction}_weights", "bceWithLogitsLoss", lambda x, t: reduce(logits(x, t, w) * w.flip(0)), [x, probability], second=True,
             weight=weight[::-1], positiveWeight=weight, **r)
        classes = ints([3, 0, 1])
        log = g(3, 4, shift=-3.0)
        case(f"nll_{reduction}", "nllLoss", lambda x, t: F.nll_loss(x, t, **r), [log, classes], second=True, weight=None, ignoreIndex=-100, **r)
        case(f"nll_{reduction}_weights", "nllLoss", lambda x, t: F.nll_loss(x, t, weight=w, ignore_index=0, **r), [log, classes], second=True, weight=weight, ignoreIndex=0, **r)
        for full in (False, True):
            case(f"gaussian_{reduction}{'_full' if full else ''}", "gaussianNllLoss", lambda x, t, v: F.gaussian_nll_loss(x, t, v, full=full, **r),
                 [x, t, g(3, 4, scale=2.0, shift=2.0)], second=True, full=full, eps=1e-6, **r)
    for reduction in ("mean", "sum", "none", "batchmean"):
        for logs, target in ((False, probability), (True, g(3, 4, scale=2.0, shift=-2.0))):
            case(f"kl_{reduction}{'_log' if logs else ''}", "klDivLoss", lambda q, p: F.kl_div(q, p, reduction=reduction, log_target=logs),
                 [g(3, 4, shift=-3.0), target], second=True, logTarget=logs, reduction=reduction)


softmaxes()
spreads()
extremes()
products()
norms()
sums()
elementwise_losses()
write()
