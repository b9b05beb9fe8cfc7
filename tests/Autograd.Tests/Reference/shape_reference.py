#!/usr/bin/python3
"""Reference numbers for shape operations, masks and embeddings.

Usage: /usr/bin/python3 shape_reference.py
"""
from reference import *

# --- shapes ------------------------------------------------------------------------------------------------------

def shapes():
    def pad(name, x, amounts, value=0.0):
        flat_amounts = [n for pair in reversed(amounts) for n in pair]
        case(f"pad_{name}", "pad", lambda t: F.pad(t, flat_amounts, value=value), [x], second=True, amounts=[n for pair in amounts for n in pair], value=value)
    pad("vector", g(4), [(2, 1)])
    pad("image", g(1, 2, 3, 2), [(1, 2), (0, 3)], 1.5)
    pad("cropped", g(3, 5), [(-1, 2), (1, -2)])
    pad("all_axes", g(2, 1, 3), [(1, 0), (0, 2), (2, 2)], -1.0)
    for name, shape, axes in (("vector", (5,), [0]), ("matrix", (3, 4), [0, 1]), ("outer", (2, 3, 4), [0, -1]), ("empty", (0, 3), [1])):
        case(f"flip_{name}", "flip", lambda t: torch.flip(t, axes), [g(*shape)], second=True, axes=axes)
    for name, shape, offset in (("square", (3, 3), 0), ("wide", (2, 4), 1), ("tall", (4, 2), -2), ("batch", (2, 2, 3, 3), -1)):
        case(f"tril_{name}", "tril", lambda t: torch.tril(t, offset), [g(*shape)], second=True, offset=offset)
        case(f"triu_{name}", "triu", lambda t: torch.triu(t, offset), [g(*shape)], second=True, offset=offset)
    for name, shape, offset, first, second in (("square", (3, 3), 0, 0, 1), ("above", (3, 5), 2, 0, 1), ("below", (5, 3), -1, 0, 1),
                                               ("batch", (2, 3, 4), 1, -2, -1), ("outer", (3, 2, 4), -1, 2, 0)):
        case(f"diagonal_{name}", "diagonal", lambda t: torch.diagonal(t, offset, first, second), [g(*shape)], second=True, offset=offset, first=first, second_axis=second)
    for name, shape, offset, first, second in (("vector", (3,), 0, 0, 1), ("above", (2,), 2, 0, 1), ("batch", (2, 3), -1, -2, -1), ("outer", (2, 3), 1, 2, 0)):
        case(f"diagonal_embed_{name}", "diagonalEmbed", lambda t: torch.diag_embed(t, offset, first, second), [g(*shape)], second=True, offset=offset, first=first, second_axis=second)
    for name, shape, counts in (("vector", (3,), [2]), ("matrix", (2, 3), [2, 2]), ("last", (2, 3), [2]), ("new", (3,), [2, 1, 2]), ("none", (2, 2), [0, 2])):
        case(f"tile_{name}", "tile", lambda t: torch.tile(t, counts), [g(*shape)], second=0 not in counts, counts=counts)
    for name, shape, start, end in (("all", (2, 3, 2), 0, -1), ("rest", (2, 3, 2), 1, -1), ("scalar", (), 0, -1), ("middle", (2, 2, 3, 2), -3, -2)):
        case(f"flatten_{name}", "flatten", lambda t: torch.flatten(t, start, end), [g(*shape)], second=True, start=start, end=end)
    case("squeeze_all", "squeezeAll", torch.squeeze, [g(1, 2, 1, 3)], second=True)
    case("squeeze_all_scalar", "squeezeAll", torch.squeeze, [g(1, 1)], second=True)
    for axis in (0, 1, -1):
        case(f"stack_{axis}", "stack", lambda *t: torch.stack(t, axis), [g(2, 3), g(2, 3)], second=True, axis=axis)


# --- indexing -----------------------------------------------------------------------------------------------------

def indexing():
    fill = lambda x, m, v: x.masked_fill(m, v)
    case("masked_fill_scalar", "maskedFill", fill, [g(2, 3), bools([[True, False, True], [False, False, True]]), g()], second=True)
    case("masked_fill_broadcast", "maskedFill", fill, [g(2, 3, 2), bools([[True], [False], [True]]), g()], second=True)
    case("masked_fill_number", "maskedFillNumber", lambda x, m: x.masked_fill(m, -2.5), [g(2, 3), bools([True, False, True])], second=True, value=-2.5)
    for name, places, padding in (("plain", [1, 0, 3, 1], None), ("matrix", [[2, 2], [0, 3]], None), ("padding", [[1, 0, 1], [3, 1, 2]], 1),
                                  ("padding_from_the_end", [3, 0, 3], -1)):
        case(f"embedding_{name}", "embedding", lambda w, i: F.embedding(i, w, padding), [g(4, 3), ints(places)], second=padding is None, padding=padding)


shapes()
indexing()
write()
