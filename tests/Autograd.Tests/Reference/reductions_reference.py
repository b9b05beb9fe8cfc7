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


def elementwise_losses():
    for reduction in ("mean", "sum", "none"):
        case(f"mse_{reduction}", "mseLoss", lambda x, t: F.mse_loss(x, t, reduction=reduction), [g(3, 4), g(3, 4)], second=True, reduction=reduction)


softmaxes()
spreads()
extremes()
elementwise_losses()
write()
