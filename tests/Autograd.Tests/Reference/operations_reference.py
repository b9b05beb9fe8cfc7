#!/usr/bin/python3
"""Reference numbers for the operations the framework began with.

Usage: /usr/bin/python3 operations_reference.py
"""
from reference import *

# --- elementwise, one input -------------------------------------------------------------------------------------

def unary():
    table = [("neg", torch.neg, {}), ("exp", torch.exp, {}), ("log", torch.log, {"shift": 2.25}),
             ("sqrt", torch.sqrt, {"shift": 2.25}), ("tanh", torch.tanh, {}), ("sigmoid", torch.sigmoid, {}),
             ("relu", torch.relu, {}), ("abs", torch.abs, {})]
    for name, f, domain in table:
        case(name, name, f, [g(3, 5, **domain)], second=True)
        case(f"{name}_scalar", name, f, [g(**domain)], second=True)
    case("exp_wide", "exp", torch.exp, [given([-700.0, -30.0, -1e-9, 0.0, 1e-9, 30.0, 700.0])], second=True)
    case("log_wide", "log", torch.log, [given([1e-300, 1e-9, 0.999999, 1.0, 1.000001, 1e9, 1e300])])
    case("sqrt_wide", "sqrt", torch.sqrt, [given([1e-300, 1e-9, 1.0, 2.0, 1e9, 1e300])])
    case("tanh_wide", "tanh", torch.tanh, [given([-40.0, -8.0, -1e-6, -1e-10, 0.0, 1e-10, 1e-6, 8.0, 40.0])], second=True)
    case("sigmoid_wide", "sigmoid", torch.sigmoid, [given([-40.0, -8.0, -1e-6, 0.0, 1e-6, 8.0, 30.0])], second=True)
    case("relu_zero", "relu", torch.relu, [given([-1.0, -1e-300, 0.0, 1e-300, 2.0])], corner="relu'(0) = 0")
    case("abs_zero", "abs", torch.abs, [given([-1.0, -1e-300, 0.0, 1e-300, 2.0])], corner="abs'(0) = 0")


# --- elementwise, two or three ----------------------------------------------------------------------------------

PAIRS = [("same", (2, 3), (2, 3)), ("row", (3, 4), (4,)), ("both", (2, 1, 3), (4, 1)), ("scalar", (5,), ()),
         ("empty", (0, 3), (1, 3))]


def binary():
    positive, away = {"shift": 2.25}, {"scale": 2.0, "shift": 2.0}
    table = [("add", torch.add, {}, {}), ("sub", torch.sub, {}, {}), ("mul", torch.mul, {}, {}),
             ("div", torch.div, {}, away), ("pow", torch.pow, positive, {}), ("maximum", torch.maximum, {}, {})]
    for name, f, left, right in table:
        for kind, s, t in PAIRS:
            case(f"{name}_{kind}", name, f, [g(*s, **left), g(*t, **right)], second=True)
        case(f"{name}_row_left", name, f, [g(4, **left), g(3, 4, **right)], second=True)
    case("div_negative", "div", torch.div, [g(2, 3), given([[-0.5, -2.0, 3.0]])], second=True)
    for e in (-1.0, 0.5, 2.0, 3.0, 2.5):
        case(f"pow_scalar_{e:g}", "powScalar", lambda x: x ** e, [g(5, **positive)], second=True, exponent=e)
    for e in (2.0, 3.0, -2.0):
        case(f"pow_scalar_negative_base_{e:g}", "powScalar", lambda x: x ** e, [given([-2.0, -0.5, 1.5])], second=True, exponent=e)
    for e in (0.0, 1.0, 2.0):
        case(f"pow_scalar_zero_{e:g}", "powScalar", lambda x: x ** e, [given([0.0, 1.5, -2.0])], corner="x^y at x = 0", exponent=e)
    case("pow_zero_base", "pow", torch.pow, [given([0.0, 0.0, 0.0, 2.0]), given([1.0, 2.0, 3.5, 0.0])], corner="x^y at x = 0")
    case("maximum_ties", "maximum", torch.maximum, [given([1.0, 2.0, 3.0]), given([1.0, 3.0, 2.0])], corner="a tie gives each side half")
    where = lambda c, x, y: torch.where(c, x, y)
    case("where_same", "where", where, [bools([[True, False, True], [False, False, True]]), g(2, 3), g(2, 3)], second=True)
    case("where_condition_row", "where", where, [bools([True, False, True]), g(2, 3), g(2, 3)], second=True)
    case("where_value_row", "where", where, [bools([[True, False, True], [False, True, True]]), g(3), g(2, 1)], second=True)
    case("where_all_broadcast", "where", where, [bools([[[True]], [[False]]]), g(3, 1), g(4)], second=True)
    case("where_scalar", "where", where, [bools([True, False, True, False]), g(), g(4)], second=True)


# --- reductions -------------------------------------------------------------------------------------------------

def reductions():
    logsumexp = lambda x, axes, keep: torch.logsumexp(x, axes, keep)
    table = [("sum", lambda x, axes, keep: x.sum(axes, keep)), ("mean", lambda x, axes, keep: x.mean(axes, keep)),
             ("max", lambda x, axes, keep: x.amax(axes, keep)), ("logsumexp", logsumexp)]
    everything = [0, 1, 2]
    for name, f in table:
        for axes in ([0], [1], [-1], [0, 2], [1, 2], everything):
            for keep in (False, True):
                # keepDims changes only the output's shape: three sets of axes are enough for it.
                if keep and axes not in ([0], [0, 2], everything):
                    continue
                label = "all" if axes == everything else "".join(str(x) for x in axes).replace("-1", "last")
                case(f"{name}_{label}{'_keep' if keep else ''}", name, lambda x: f(x, axes, keep), [g(2, 3, 4)],
                     second=name == "logsumexp" and not keep, axes=axes, keepDims=keep)
        case(f"{name}_one_element", name, lambda x: f(x, [0], False), [g(1)], axes=[0], keepDims=False)
    for name, f in table[:2]:
        case(f"{name}_second_order", name, lambda x: f(x, [1], False), [g(2, 3)], second=True, axes=[1], keepDims=False)
    case("sum_empty_axis", "sum", lambda x: x.sum([0]), [g(0, 3)], axes=[0], keepDims=False)
    case("sum_empty_result", "sum", lambda x: x.sum([1]), [g(0, 3)], axes=[1], keepDims=False)
    ties = given([[1.0, 3.0, 3.0, 2.0], [5.0, 5.0, 5.0, 5.0], [0.0, -1.0, 7.0, -1.0]])
    for axes in ([1], [0], [0, 1]):
        case(f"max_ties_{''.join(map(str, axes))}", "max", lambda x: x.amax(axes), [ties], corner="ties share evenly", axes=axes, keepDims=False)
    case("logsumexp_large", "logsumexp", lambda x: logsumexp(x, [1], False),
         [given([[1000.0, 1000.5, 999.0], [-1000.0, -1001.0, -1000.25]])], second=True, axes=[1], keepDims=False)


# --- views and joins --------------------------------------------------------------------------------------------

def views():
    for label, shape in (("merge", [4, 6]), ("flat", [24]), ("infer", [-1, 2]), ("insert", [2, 1, 12])):
        case(f"reshape_{label}", "reshape", lambda x: x.reshape(shape), [g(2, 3, 4)], shape=shape)
    case("reshape_scalar", "reshape", lambda x: x.reshape([]), [g(1, 1)], shape=[])
    for order in ([2, 0, 1], [0, 2, 1], [2, 1, 0]):
        case(f"permute_{''.join(map(str, order))}", "permute", lambda x: x.permute(order), [g(2, 3, 4)], order=order)
    for label, source, shape in (("column", (3, 1), [3, 4]), ("rank", (3, 1), [2, 3, 2]), ("scalar", (), [2, 2]), ("same", (2, 3), [2, 3])):
        case(f"expand_{label}", "expand", lambda x: x.expand(shape), [g(*source)], second=label == "rank", shape=shape)
    slices = [("plain", (5, 4), [1, 0], [4, 4], [1, 1]), ("step", (7, 4), [0, 1], [7, 4], [2, 1]),
              ("both", (7, 5), [1, 0], [7, 5], [3, 2]), ("one", (5, 4), [2, 3], [3, 4], [1, 1]),
              ("long_step", (6,), [1], [6], [10]), ("empty", (4, 3), [2, 0], [2, 3], [1, 1]),
              ("deep", (2, 3, 5), [0, 1, 1], [2, 3, 5], [1, 1, 2])]
    for label, shape, starts, stops, steps in slices:
        where = tuple(slice(*t) for t in zip(starts, stops, steps))
        case(f"slice_{label}", "slice", lambda x: x[where], [g(*shape)], starts=starts, stops=stops, steps=steps)
    overlap = lambda x: x[0:4] * x[1:5] * x[1:5]
    case("slice_overlap", "sliceOverlap", overlap, [g(5)], second=True, formula="x[0..4] · x[1..5]²")
    cat = lambda axis: lambda *xs: torch.cat(xs, axis)
    case("cat_rows", "cat", cat(0), [g(2, 3), g(1, 3)], second=True, axis=0)
    case("cat_columns", "cat", cat(1), [g(2, 3), g(2, 1), g(2, 2)], axis=1)
    case("cat_last", "cat", cat(-1), [g(2, 2, 1), g(2, 2, 3)], axis=-1)
    case("cat_empty", "cat", cat(0), [g(0, 2), g(2, 2)], axis=0)
    split = lambda sizes, axis: lambda x: torch.split(x, sizes, axis)
    case("split_rows", "split", split([1, 3], 0), [g(4, 3)], sizes=[1, 3], axis=0)
    case("split_columns", "split", split([2, 1, 2], 1), [g(2, 5)], sizes=[2, 1, 2], axis=1)
    case("split_last", "split", split([3, 1], -1), [g(2, 2, 4)], second=True, sizes=[3, 1], axis=-1)


def indexing():
    gather = lambda axis: lambda x, i: torch.gather(x, axis, i)
    case("gather_rows", "gather", gather(0), [g(3, 4), ints([[0, 2, 1, 0], [2, 2, 0, 0]])], second=True, axis=0)
    case("gather_columns", "gather", gather(1), [g(3, 4), ints([[3, 3], [0, 1], [2, 2]])], axis=1)
    case("gather_one_column", "gather", gather(1), [g(3, 4), ints([[1], [0], [3]])], axis=1)
    case("gather_deep", "gather", gather(1), [g(2, 3, 2), ints([[[0, 2], [1, 1]], [[2, 2], [0, 1]]])], axis=1)
    case("gather_fewer_rows", "gather", gather(1), [g(3, 4), ints([[3, 0, 3, 3, 1]])], axis=1)
    select = lambda axis: lambda x, i: torch.index_select(x, axis, i)
    case("index_select_rows", "indexSelect", select(0), [g(4, 3), ints([3, 0, 3, 3])], second=True, axis=0)
    case("index_select_columns", "indexSelect", select(1), [g(2, 5), ints([4, 1])], axis=1)
    case("index_select_deep", "indexSelect", select(1), [g(2, 3, 2), ints([2, 2, 0, 1])], axis=1)
    case("index_select_none", "indexSelect", select(0), [g(4, 3), Given([], "int64")], axis=0)
    case("one_hot_vector", "oneHot", lambda i: F.one_hot(i, 4), [ints([0, 3, 1, 3])], classes=4)
    case("one_hot_matrix", "oneHot", lambda i: F.one_hot(i, 3), [ints([[0, 2], [1, 1]])], classes=3)


# --- linear algebra ---------------------------------------------------------------------------------------------

def products():
    def matmul(ta, tb):
        return lambda a, b: (a.transpose(-1, -2) if ta else a) @ (b.transpose(-1, -2) if tb else b)
    shapes = [("dot", (4,), (4,)), ("matrix_vector", (3, 4), (4,)), ("vector_matrix", (4,), (4, 5)), ("plain", (3, 4), (4, 5)),
              ("batched", (2, 3, 4), (2, 4, 2)), ("broadcast_right", (2, 3, 4), (4, 2)), ("broadcast_left", (3, 4), (2, 4, 2)),
              ("broadcast_both", (2, 1, 3, 2), (3, 2, 2)), ("batched_vector", (2, 3, 4), (4,)), ("vector_batched", (4,), (2, 4, 3)),
              ("outer", (3, 1), (1, 4)), ("empty_inner", (2, 0), (0, 3)), ("empty_rows", (0, 3), (3, 2))]
    for label, s, t in shapes:
        case(f"matmul_{label}", "matmul", matmul(False, False), [g(*s), g(*t)],
             second=label in ("dot", "matrix_vector", "vector_matrix", "plain", "batched", "broadcast_right", "broadcast_left", "broadcast_both"),
             transposeA=False, transposeB=False)
    for label, s, t, ta, tb in (("a", (4, 3), (4, 2), True, False), ("b", (3, 4), (2, 4), False, True), ("ab", (4, 3), (2, 4), True, True),
                                ("batched_b", (2, 3, 4), (2, 2, 4), False, True), ("broadcast_a", (4, 3), (2, 4, 2), True, False)):
        case(f"matmul_transposed_{label}", "matmul", matmul(ta, tb), [g(*s), g(*t)], second=True, transposeA=ta, transposeB=tb)
    case("linear_matrix", "linear", F.linear, [g(3, 4), g(5, 4), g(5)], second=True)
    case("linear_no_bias", "linear", F.linear, [g(3, 4), g(5, 4)])
    case("linear_vector", "linear", F.linear, [g(4), g(3, 4), g(3)], second=True)
    case("linear_batched", "linear", F.linear, [g(2, 3, 4), g(2, 4), g(2)], second=True)


# --- convolution and pooling ------------------------------------------------------------------------------------

def convolutions():
    table = [  # label, input, weight, bias, stride, padding, dilation, groups, second order
        ("plain", (1, 2, 4, 4), (3, 2, 3, 3), True, (1, 1), (0, 0), (1, 1), 1, True),
        ("same", (2, 1, 4, 4), (2, 1, 3, 3), True, (1, 1), (1, 1), (1, 1), 1, True),
        ("no_bias", (1, 2, 4, 3), (2, 2, 2, 2), False, (1, 1), (0, 0), (1, 1), 1, False),
        ("pointwise", (2, 3, 2, 2), (2, 3, 1, 1), True, (1, 1), (0, 0), (1, 1), 1, True),
        ("pointwise_stride", (1, 2, 5, 4), (3, 2, 1, 1), True, (2, 2), (0, 0), (1, 1), 1, False),
        ("stride", (1, 2, 5, 5), (2, 2, 3, 3), True, (2, 2), (1, 1), (1, 1), 1, True),
        ("stride_leftover", (1, 1, 6, 6), (2, 1, 3, 3), True, (2, 2), (0, 0), (1, 1), 1, True),
        ("stride_beyond_kernel", (1, 1, 7, 7), (1, 1, 2, 2), True, (3, 3), (0, 0), (1, 1), 1, False),
        ("dilation", (1, 1, 6, 5), (2, 1, 3, 2), True, (1, 1), (0, 0), (2, 3), 1, True),
        ("dilation_padding_stride", (1, 2, 6, 6), (2, 2, 3, 3), True, (2, 1), (2, 2), (2, 2), 1, True),
        ("groups", (1, 4, 4, 4), (4, 2, 3, 3), True, (1, 1), (1, 1), (1, 1), 2, True),
        ("groups_three", (2, 3, 3, 3), (6, 1, 2, 2), False, (1, 1), (0, 0), (1, 1), 3, False),
        ("depthwise", (1, 3, 4, 4), (3, 1, 3, 3), True, (1, 1), (1, 1), (1, 1), 3, True),
        ("depthwise_stride", (1, 2, 5, 5), (2, 1, 3, 3), True, (2, 2), (1, 1), (1, 1), 2, False),
        ("depthwise_multiplier", (1, 2, 4, 4), (4, 1, 3, 3), False, (1, 1), (0, 0), (1, 1), 2, False),
        ("rectangular", (1, 2, 4, 6), (2, 2, 2, 3), True, (1, 2), (0, 1), (1, 1), 1, True),
        ("row_kernel", (1, 1, 3, 6), (2, 1, 1, 4), True, (1, 1), (0, 2), (1, 1), 1, False),
        ("column_kernel", (1, 1, 6, 2), (2, 1, 3, 1), True, (2, 1), (1, 0), (1, 1), 1, False),
        ("whole_image", (2, 2, 3, 3), (2, 2, 3, 3), True, (1, 1), (0, 0), (1, 1), 1, False),
        ("padding_beyond_kernel", (1, 1, 2, 2), (1, 1, 2, 2), True, (1, 1), (2, 3), (1, 1), 1, False)]
    for label, x, w, bias, stride, padding, dilation, groups, second in table:
        f = lambda x, w, b=None: F.conv2d(x, w, b, stride, padding, dilation, groups)
        case(f"conv2d_{label}", "conv2d", f, [g(*x), g(*w)] + ([g(w[0])] if bias else []), second=second,
             stride=list(stride), padding=list(padding), dilation=list(dilation), groups=groups)


def pools():
    table = [("plain", (1, 2, 4, 4), (2, 2), (2, 2), (0, 0), (1, 1), True), ("leftover", (1, 1, 5, 5), (2, 2), (2, 2), (0, 0), (1, 1), False),
             ("overlap", (1, 1, 5, 5), (3, 3), (1, 1), (0, 0), (1, 1), True), ("padding", (2, 1, 4, 4), (3, 3), (2, 2), (1, 1), (1, 1), True),
             ("dilation", (1, 1, 6, 6), (2, 2), (1, 1), (0, 0), (2, 3), False), ("dilation_padding", (1, 1, 6, 6), (3, 3), (2, 2), (1, 1), (2, 2), True),
             ("rectangular", (1, 2, 4, 6), (2, 3), (1, 2), (0, 1), (1, 1), False), ("stride_beyond_kernel", (1, 1, 7, 5), (2, 1), (3, 2), (0, 0), (1, 1), False),
             ("whole_image", (2, 2, 3, 3), (3, 3), (1, 1), (0, 0), (1, 1), False)]
    attributes = lambda k, s, p, d: dict(kernel=list(k), stride=list(s), padding=list(p), dilation=list(d))
    for label, x, k, s, p, d, second in table:
        case(f"max_pool2d_{label}", "maxPool2d", lambda x: F.max_pool2d(x, k, s, p, d), [g(*x)], second=second, **attributes(k, s, p, d))
    negative = g(1, 1, 3, 3, shift=-8.0)   # padding must count as −∞, not as 0
    case("max_pool2d_negative", "maxPool2d", lambda x: F.max_pool2d(x, 3, 2, 1), [negative], **attributes((3, 3), (2, 2), (1, 1), (1, 1)))
    ties = given([[[[0.0, 0.0, 1.0, 2.0], [0.0, 0.0, 2.0, 1.0]]]])
    case("max_pool2d_ties", "maxPool2d", lambda x: F.max_pool2d(x, 2), [ties], corner="the first of equal values in row-major order takes the gradient",
         **attributes((2, 2), (2, 2), (0, 0), (1, 1)))


# --- losses -----------------------------------------------------------------------------------------------------

def losses():
    def indices(name, shape, target, reduction="mean", smoothing=0.0, ignore=-100, weight=None, second=False, **more):
        w = None if weight is None else torch.tensor(weight, dtype=torch.float64)
        f = lambda x, t: F.cross_entropy(x, t, w, ignore_index=ignore, reduction=reduction, label_smoothing=smoothing)
        case(f"cross_entropy_{name}", "crossEntropy", f, [g(*shape, **more), ints(target)], second=second, reduction=reduction,
             labelSmoothing=smoothing, ignoreIndex=ignore, weight=weight, classAxis=1)
    t, w = [2, 0, 4, 2], [0.5, 2.0, 1.0, 0.25, 1.5]
    for reduction in ("mean", "sum", "none"):
        indices(reduction, (4, 5), t, reduction, second=True)
        indices(f"weight_{reduction}", (4, 5), t, reduction, weight=w, second=reduction == "mean")
        indices(f"smoothing_{reduction}", (4, 5), t, reduction, smoothing=0.125, second=reduction == "mean")
        indices(f"ignore_{reduction}", (4, 5), [2, 1, 4, 1], reduction, ignore=1, second=reduction == "mean")
    indices("ignore_negative", (4, 5), [2, -100, 4, -100])
    indices("ignore_weight_smoothing", (4, 5), [2, 1, 4, 3], smoothing=0.25, ignore=1, weight=w, second=True)
    indices("weight_smoothing_sum", (4, 5), t, "sum", smoothing=0.25, weight=w)
    indices("one_row", (1, 3), [1])
    indices("large", (3, 4), [0, 3, 2], scale=256.0)
    indices("image", (2, 3, 2, 2), [[[0, 2], [1, 1]], [[2, 2], [0, 1]]], second=True)
    indices("image_none", (2, 3, 2), [[0, 2], [1, 1]], "none", weight=w[:3])

    def soft(name, reduction="mean", smoothing=0.0, weight=None, second=True):
        w = None if weight is None else torch.tensor(weight, dtype=torch.float64)
        f = lambda x, p: F.cross_entropy(x, p, w, reduction=reduction, label_smoothing=smoothing)
        p = given([[0.5, 0.25, 0.125, 0.125], [0.0, 1.0, 0.0, 0.0], [0.25, 0.25, 0.25, 0.25]])
        case(f"cross_entropy_soft_{name}", "crossEntropySoft", f, [g(3, 4), p], second=second, reduction=reduction,
             labelSmoothing=smoothing, weight=weight, classAxis=1)
    for reduction in ("mean", "sum", "none"):
        soft(reduction, reduction)
    soft("smoothing", smoothing=0.25)
    soft("weight", weight=w[:4])
    soft("weight_smoothing_sum", "sum", 0.125, w[:4], second=False)

def additions():
    scatter = lambda axis, shape: lambda x, i: torch.zeros(shape, dtype=x.dtype).scatter_add(axis, i, x)
    case("scatter_add_rows", "scatterAdd", scatter(0, (4, 3)), [g(2, 3), ints([[0, 3, 0], [0, 1, 3]])], second=True, axis=0, length=4)
    case("scatter_add_columns", "scatterAdd", scatter(1, (2, 5)), [g(2, 3), ints([[4, 4, 0], [1, 1, 1]])], axis=1, length=5)
    add = lambda axis, shape: lambda x, i: torch.zeros(shape, dtype=x.dtype).index_add(axis, i, x)
    case("index_add_rows", "indexAdd", add(0, (4, 3)), [g(3, 3), ints([3, 0, 3])], second=True, axis=0, length=4)
    case("index_add_columns", "indexAdd", add(1, (2, 4)), [g(2, 2), ints([2, 2])], axis=1, length=4)


for part in (unary, binary, reductions, views, indexing, products, convolutions, pools, losses, additions):
    part()
write()
