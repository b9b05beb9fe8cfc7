"""Derivatives to 60 digits for AccuracyTests: run with python3 and mpmath, writes accuracy.json beside itself.

Points are doubles, taken exactly; each derivative is written out by hand and evaluated with 80 digits, and compared with
mpmath's own numerical derivative at 200 digits before it is believed.
"""
import json
import pathlib

from mpmath import mp, mpf, sin, cos, tan, exp, log, sqrt, atan, asin, sinh, cosh, tanh, cbrt, diff

FUNCTIONS = {
    "exp": (exp, exp, [-30, -1, 0, 1e-9, 0.5, 1, 10, 300, 700]),
    "log": (log, lambda x: 1 / x, [1e-8, 1e-3, 0.1, 0.9, 1, 3, 1e6, 1e100]),
    "sqrt": (sqrt, lambda x: 1 / (2 * sqrt(x)), [1e-12, 1e-4, 0.3, 1, 7, 1e6, 1e12]),
    "cbrt": (cbrt, lambda x: 1 / (3 * cbrt(x) ** 2), [1e-6, 0.01, 0.5, 8, 1e9]),
    "sin": (sin, cos, [0, 1e-8, 0.3, 1, 3, 100, 12345.678, 1e6]),
    "cos": (cos, lambda x: -sin(x), [0.001, 0.3, 1, 3, 100, 1e6]),
    "tan": (tan, lambda x: 1 + tan(x) ** 2, [0, 0.3, 1, 1.5, 1.57, -1.2]),
    "tanh": (tanh, lambda x: 1 - tanh(x) ** 2, [-5, -1, 0, 1e-9, 0.3, 2, 8]),
    "sinh": (sinh, cosh, [-20, -1, 0, 0.4, 3]),
    "cosh": (cosh, sinh, [-20, -1, 0.01, 0.4, 3]),
    "atan": (atan, lambda x: 1 / (1 + x * x), [-50, -1, 0, 0.2, 3, 1000]),
    "asin": (asin, lambda x: 1 / sqrt(1 - x * x), [-0.99, -0.5, 0, 0.3, 0.999]),
    "1/x": (lambda x: 1 / x, lambda x: -1 / x ** 2, [1e-6, -1e-3, 0.7, 3, 1e5]),
    "1/(x - 1)": (lambda x: 1 / (x - 1), lambda x: -1 / (x - 1) ** 2, [0, 0.5, 0.875, 1.0625, 1.0009765625, 20]),
    "x^2": (lambda x: x ** 2, lambda x: 2 * x, [1e-9, 0.1, 1, 3, 1e8]),
    "x^3": (lambda x: x ** 3, lambda x: 3 * x ** 2, [1e-6, 0.1, 1, 3, 1e6]),
    "x^20": (lambda x: x ** 20, lambda x: 20 * x ** 19, [0.1, 0.5, 1, 3]),
    "x^0.3": (lambda x: x ** mpf(0.3), lambda x: mpf(0.3) * x ** (mpf(0.3) - 1), [1e-6, 0.01, 0.5, 5, 1e5]),
    "x^2.5": (lambda x: x ** mpf(2.5), lambda x: mpf(2.5) * x ** mpf(1.5), [1e-3, 0.1, 1, 30]),
    "x log x": (lambda x: x * log(x), lambda x: log(x) + 1, [1e-6, 0.01, 0.9, 2, 1e4]),
    "x^x": (lambda x: x ** x, lambda x: x ** x * (log(x) + 1), [0.01, 0.5, 1, 2.5, 10]),
    "exp 50x": (lambda x: exp(50 * x), lambda x: 50 * exp(50 * x), [-1, -0.1, 0, 0.3, 5]),
    "exp exp x": (lambda x: exp(exp(x)), lambda x: exp(x + exp(x)), [-3, 0, 1, 3, 5]),
    "Gauss": (lambda x: exp(-x * x), lambda x: -2 * x * exp(-x * x), [-3, -0.5, 0.01, 1, 4]),
    "narrow Gauss": (lambda x: exp(-500000 * x * x), lambda x: -1000000 * x * exp(-500000 * x * x), [0.0001, 0.0009765625, -0.002]),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), lambda x: exp(-x) / (1 + exp(-x)) ** 2, [-20, -5, -1, 0, 0.3, 4]),
    "softplus": (lambda x: log(1 + exp(x)), lambda x: 1 / (1 + exp(-x)), [-3, -1, 0, 0.3, 4, 30]),
    "Runge": (lambda x: 1 / (1 + 25 * x * x), lambda x: -50 * x / (1 + 25 * x * x) ** 2, [-0.9, -0.1, 0.01, 0.2, 3]),
    "sin 100x": (lambda x: sin(100 * x), lambda x: 100 * cos(100 * x), [0, 0.1, 0.5, 2, 30]),
    "sin 1000x": (lambda x: sin(1000 * x), lambda x: 1000 * cos(1000 * x), [0, 0.1, 0.5, 1, 7]),
    "x sin(1/x)": (lambda x: x * sin(1 / x), lambda x: sin(1 / x) - cos(1 / x) / x, [0.0078125, 0.05, 0.3, 2]),
    "sqrt(x^2 + 1e-12)": (lambda x: sqrt(x * x + mpf(1e-12)), lambda x: x / sqrt(x * x + mpf(1e-12)), [1e-7, 1e-6, -1e-4, 0.5]),
    "exp(-1/x^2)": (lambda x: exp(-1 / x ** 2), lambda x: 2 * exp(-1 / x ** 2) / x ** 3, [0.2, 0.4, 1, 3]),
    "logistic map": (lambda x: iterate(x)[0], lambda x: iterate(x)[1], [0.125, 0.3, 0.62]),
    "exp x sin x + x^3": (lambda x: exp(x) * sin(x) + x ** 3, lambda x: exp(x) * (sin(x) + cos(x)) + 3 * x ** 2, [-2, 0, 0.7, 5]),
    "log(1 + x^2)": (lambda x: log(1 + x * x), lambda x: 2 * x / (1 + x * x), [0.01, 0.5, 1, 100]),
    "tanh 1000x": (lambda x: tanh(1000 * x), lambda x: 1000 * (1 - tanh(1000 * x) ** 2), [0, 0.001, -0.0002, 0.004]),
}


def iterate(x):
    y, slope = x, mpf(1)
    for _ in range(8):
        slope *= mpf(3.75) * (1 - 2 * y)
        y = mpf(3.75) * y * (1 - y)
    return y, slope


def main():
    rows = []
    for name, (value, slope, points) in FUNCTIONS.items():
        for x in points:
            mp.dps = 80
            text = mp.nstr(slope(mpf(x)), 60)
            mp.dps = 200
            by_differences = diff(value, mpf(x), h=mpf(10) ** -60)
            assert abs(by_differences - slope(mpf(x))) <= mpf(10) ** -50 * (1 + abs(slope(mpf(x)))), (name, x)
            rows.append({"function": name, "x": float(x), "derivative": text})
    lines = ",\n".join("  " + json.dumps(row) for row in rows)
    (pathlib.Path(__file__).parent / "accuracy.json").write_text(f"[\n{lines}\n]\n")
    print(len(FUNCTIONS), "functions,", len(rows), "points")


main()
