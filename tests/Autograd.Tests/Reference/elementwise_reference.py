"""Reference numbers of the elementwise operations. Run with PyTorch 1.13; writes elementwise.json beside it."""
from reference import *

SHAPES = [("matrix", (3, 5)), ("scalar", ()), ("empty", (0, 2)), ("tail", (11,))]


def unary():
    away, positive = {"scale": 4.0}, {"shift": 2.25}
    table = [
        ("square", torch.square, away), ("rsqrt", torch.rsqrt, positive), ("reciprocal", torch.reciprocal, positive),
        ("sin", torch.sin, away), ("cos", torch.cos, away), ("erf", torch.erf, away), ("expm1", torch.expm1, away),
        ("normalCdf", torch.special.ndtr, away), ("log1p", torch.log1p, positive), ("gelu", F.gelu, away),
        ("geluTanh", lambda x: F.gelu(x, approximate="tanh"), away), ("silu", F.silu, away)]
    for name, f, domain in table:
        for kind, shape in SHAPES:
            case(f"{name}_{kind}", name, f, [g(*shape, **domain)], second=True)
    # No second derivative: theirs is absent, ours 0.
    for name, f in (("sign", torch.sign), ("floor", torch.floor), ("round", torch.round)):
        for kind, shape in SHAPES:
            case(f"{name}_{kind}", name, f, [g(*shape, **away)])
    near = given([-1e-3, -1e-9, 0.0, 1e-12, 1e-5])
    for name, f in (("sin", torch.sin), ("erf", torch.erf), ("expm1", torch.expm1), ("log1p", torch.log1p), ("gelu", F.gelu), ("silu", F.silu)):
        case(f"{name}_near_zero", name, f, [near], second=True)
    case("sin_large", "sin", torch.sin, [given([1e3, -1e6, 12345678.9, 1e15, -3e22])], second=True)
    case("cos_large", "cos", torch.cos, [given([1e3, -1e6, 12345678.9, 1e15, -3e22])], second=True)
    case("erf_wide", "erf", torch.erf, [given([-7.0, -3.0, -1.0, 0.999, 1.001, 2.5, 5.0])], second=True)
    case("gelu_wide", "gelu", F.gelu, [given([-4.0, -2.0, 3.0, 9.0])], second=True)
    case("silu_wide", "silu", F.silu, [given([-30.0, -9.0, 9.0, 30.0])], second=True)
    case("expm1_wide", "expm1", torch.expm1, [given([-40.0, -3.0, 7.0, 700.0])], second=True)
    case("log1p_wide", "log1p", torch.log1p, [given([-0.999999, -0.5, 1e9, 1e300])])
    case("round_halves", "round", torch.round, [given([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5])], corner="halves go to the even integer")
    case("floor_integers", "floor", torch.floor, [given([-2.0, -1.5, 0.0, 1.0, 1.5])], corner="floor's derivative is 0 on the steps too")
    case("sign_zero", "sign", torch.sign, [given([-2.0, 0.0, 3.0])], corner="sign(0) = 0")


def attributes():
    for beta, threshold in ((1.0, 20.0), (2.0, 20.0), (2.0, 1.0)):
        f = lambda x: F.softplus(x, beta, threshold)
        case(f"softplus_{beta:g}_{threshold:g}", "softplus", f, [g(3, 5)], second=True, beta=beta, threshold=threshold)
    case("softplus_wide", "softplus", F.softplus, [given([-40.0, -9.0, 9.0, 19.0, 25.0, 300.0])], second=True, beta=1.0, threshold=20.0)
    for slope in (0.01, 0.3):
        case(f"leakyrelu_{slope:g}", "leakyRelu", lambda x: F.leaky_relu(x, slope), [g(3, 5)], second=True, slope=slope)
    case("leakyrelu_zero", "leakyRelu", lambda x: F.leaky_relu(x, 0.25), [given([-1.0, 0.0, 2.0])], corner="leakyrelu'(0) = slope", slope=0.25)
    case("prelu", "prelu", lambda x, s: F.prelu(x, s), [g(2, 3, 2), g(3)], second=True)
    for alpha in (1.0, 0.5):
        case(f"elu_{alpha:g}", "elu", lambda x: F.elu(x, alpha), [g(3, 5)], second=True, alpha=alpha)
    case("elu_zero", "elu", lambda x: F.elu(x, 2.0), [given([-1.0, 0.0, 2.0])], corner="elu'(0) = alpha", alpha=2.0)
    case("clamp_both", "clamp", lambda x: x.clamp(-0.5, 0.75), [g(3, 5)], second=True, min=-0.5, max=0.75)
    case("clamp_min", "clamp", lambda x: x.clamp(min=-0.5), [g(3, 5)], second=True, min=-0.5, max=None)
    case("clamp_max", "clamp", lambda x: x.clamp(max=0.75), [g(3, 5)], second=True, min=None, max=0.75)
    case("clamp_boundary", "clamp", lambda x: x.clamp(-1.0, 1.0), [given([-1.5, -1.0, 0.0, 1.0, 1.5])], corner="on a bound the gradient is 1", min=-1.0, max=1.0)
    case("clamp_variables", "clampVariables", torch.clamp, [g(3, 5), g(5, scale=0.5, shift=-0.75), g(3, 1, scale=0.5, shift=0.75)])
    case("clamp_crossed", "clampVariables", torch.clamp, [given([0.0, 1.5, 3.0]), given([2.0, 2.0, 2.0]), given([1.0, 1.0, 1.0])], corner="crossed bounds give the maximum")


def several():
    pairs = [("same", (2, 3), (2, 3)), ("row", (3, 4), (4,)), ("both", (2, 1, 3), (4, 1)), ("scalar", (5,), ()), ("empty", (0, 3), (1, 3))]
    for kind, s, t in pairs:
        case(f"minimum_{kind}", "minimum", torch.minimum, [g(*s), g(*t)], second=True)
        case(f"logaddexp_{kind}", "logAddExp", torch.logaddexp, [g(*s), g(*t)], second=True)
        case(f"remainder_{kind}", "remainder", torch.remainder, [g(*s, scale=16.0), g(*t, scale=2.0, shift=2.0)])
        case(f"remainder_negative_{kind}", "remainder", torch.remainder, [g(*s, scale=16.0), g(*t, scale=2.0, shift=-2.0)])
        case(f"lerp_{kind}", "lerp", torch.lerp, [g(*s), g(*t), g(*t)], second=True)
    case("minimum_ties", "minimum", torch.minimum, [given([1.0, 2.0, 3.0]), given([1.0, 3.0, 2.0])], corner="a tie gives each side half")
    case("logaddexp_far", "logAddExp", torch.logaddexp, [given([-300.0, 150.0, 3.0, 3.0]), given([300.0, -150.0, 3.0, 50.0])], second=True)
    for w in (0.0, 0.25, 1.0, 1.5):
        case(f"lerp_number_{w:g}", "lerpNumber", lambda a, b: torch.lerp(a, b, w), [g(2, 3), g(2, 3)], second=True, weight=w)


unary()
attributes()
several()
write()
