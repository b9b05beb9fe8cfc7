#!/usr/bin/python3
"""Reference numbers for normalisation and attention, in float64. README.md gives the generator and the schema.

Attributes: layerNorm, rmsNorm: axes (how many last ones), epsilon, weight, bias (whether they are among the inputs, in this order);
groupNorm: groups; batchNorm: training (else inputs 1 and 2 are mean and variance); attention: causal, scale (null for the default), mask
(null, "bool" or "float", the fourth input), groups (query heads a key head serves); rope: base, offset, interleaved; swiGlu: none.
"""
from reference import *


def norms():
    def layer(name, shape, axes, weight=True, bias=True, epsilon=1e-5, second=True):
        inner = shape[len(shape) - axes:]
        inputs = [g(*shape)] + ([g(*inner)] if weight else []) + ([g(*inner)] if bias else [])

        def f(x, *rest):
            rest = list(rest)
            # Its second derivative needs a weight.
            return F.layer_norm(x, inner, rest.pop(0) if weight else torch.ones(inner, dtype=torch.float64), rest.pop(0) if bias else None, epsilon)
        case(f"layer_norm_{name}", "layerNorm", f, inputs, second=second, axes=axes, epsilon=epsilon, weight=weight, bias=bias)
    layer("rows", (3, 5), 1)
    layer("two_axes", (2, 3, 4), 2)
    layer("vector", (7,), 1)
    layer("weight", (2, 6), 1, bias=False)
    layer("bias", (2, 6), 1, weight=False)
    layer("plain", (4, 3), 1, weight=False, bias=False)
    layer("epsilon", (2, 5), 1, epsilon=0.25)
    layer("tail", (2, 37), 1, second=False)

    def rms(name, shape, weight=True, epsilon=1e-5, second=True):
        f = lambda x, w=1: x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon) * w
        case(f"rms_norm_{name}", "rmsNorm", f, [g(*shape)] + ([g(shape[-1])] if weight else []), second=second, axes=1, epsilon=epsilon, weight=weight, bias=False)
    rms("rows", (3, 5))
    rms("plain", (2, 2, 3), weight=False)
    rms("epsilon", (2, 4), epsilon=0.5)
    rms("tail", (2, 37), second=False)

    def group(name, shape, groups, second=True):
        case(f"group_norm_{name}", "groupNorm", lambda x, w, b: F.group_norm(x, groups, w, b), [g(*shape), g(shape[1]), g(shape[1])], second=second, groups=groups)
    group("images", (2, 4, 2, 3), 2)
    group("one", (2, 3, 4), 1)
    group("instance", (2, 3, 4), 3)
    group("vectors", (3, 6), 2)

    def batch(name, shape, training, second=True):
        c = shape[1]
        if training:
            case(f"batch_norm_{name}", "batchNorm", lambda x, w, b: F.batch_norm(x, None, None, w, b, True), [g(*shape), g(c), g(c)], second=second, training=True)
        else:
            f = lambda x, m, v, w, b: ((x.transpose(1, -1) - m) / torch.sqrt(v + 1e-5) * w + b).transpose(1, -1)
            case(f"batch_norm_{name}", "batchNorm", f, [g(*shape), g(c), g(c, scale=1.0, shift=1.0), g(c), g(c)], second=second, training=False)
    batch("columns", (5, 3), True)
    batch("sequences", (3, 2, 4), True)
    batch("images", (2, 3, 2, 2), True)
    batch("tail", (4, 37), True, second=False)
    batch("evaluation", (4, 3), False)
    batch("evaluation_images", (2, 3, 2, 2), False)


def attention():
    def attend(name, q, keys, width=2, causal=False, scale=None, mask=None, groups=1, second=True):
        leading, (queries, features) = list(q[:-2]), q[-2:]
        if groups > 1:
            leading[-1] //= groups

        def f(q, k, v, m=None):
            if groups > 1:
                k, v = k.repeat_interleave(groups, -3), v.repeat_interleave(groups, -3)
            s = q @ k.transpose(-1, -2) * (features ** -0.5 if scale is None else scale)
            if m is not None:
                s = s.masked_fill(~m, -math.inf) if m.dtype == torch.bool else s + m
            if causal:
                s = s.masked_fill(~torch.ones(queries, keys, dtype=torch.bool).tril(), -math.inf)
            return torch.softmax(s, -1) @ v
        inputs = [g(*q), g(*leading, keys, features), g(*leading, keys, width)] + ([] if mask is None else [mask])
        kind = None if mask is None else "bool" if isinstance(mask, Given) else "float"
        case(f"attention_{name}", "attention", f, inputs, second=second, causal=causal, scale=scale, mask=kind, groups=groups)
    attend("one_head", (3, 2), 4)
    attend("heads", (2, 2, 3, 2), 3, 3)
    attend("causal", (2, 4, 2), 4, causal=True)
    attend("causal_more_keys", (3, 2), 5, causal=True)
    attend("causal_more_queries", (5, 2), 3, causal=True)
    attend("scale", (3, 2), 4, scale=0.25)
    attend("bool_mask", (3, 2), 4, mask=bools([[True, False, True, True], [False, True, False, False], [True, True, True, False]]))
    attend("bool_mask_causal", (3, 2), 3, causal=True, mask=bools([[True, True, True], [True, False, True], [False, True, True]]))
    attend("float_mask", (2, 3, 2), 4, mask=g(3, 4))
    attend("shared", (4, 3, 2), 3, groups=2)
    attend("long", (1, 70, 3), 5, 2, second=False)


def rope_of(x, base, offset, interleaved):
    length, dims = x.shape[-2:]
    half = dims // 2
    angles = torch.outer(torch.arange(offset, offset + length, dtype=torch.float64), base ** (-torch.arange(half, dtype=torch.float64) * 2 / dims))
    c, s = torch.cos(angles), torch.sin(angles)
    if interleaved:
        a, b = x[..., 0::2], x[..., 1::2]
        return torch.stack((a * c - b * s, a * s + b * c), -1).flatten(-2)
    a, b = x[..., :half], x[..., half:]
    return torch.cat((a * c - b * s, a * s + b * c), -1)


def parts():
    def rope(name, shape, base=10000.0, offset=0, interleaved=False):
        case(f"rope_{name}", "rope", lambda x: rope_of(x, base, offset, interleaved), [g(*shape)], second=False, base=base, offset=offset, interleaved=interleaved)
    rope("halves", (2, 3, 4))
    rope("interleaved", (2, 3, 4), interleaved=True)
    rope("offset", (2, 6), offset=5)
    rope("base", (3, 2), base=500.0, interleaved=True)
    case("swiglu_values", "swiGlu", lambda a, b: F.silu(a) * b, [g(3, 4, scale=16.0), g(3, 4)], second=True)
    case("swiglu_broadcast", "swiGlu", lambda a, b: F.silu(a) * b, [g(3, 1), g(4)], second=True)


for part in (norms, attention, parts):
    part()
write()
