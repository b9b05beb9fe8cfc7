#!/usr/bin/python3
"""Reference numbers for layers of recurrent networks: one layer in one direction. README.md gives the generator and the schema.

Attributes: `reverse`. Inputs: x [T, B, I], h [B, H], for lstm c [B, H], weight_ih, weight_hh and, if there are two more, bias_ih and
bias_hh. Outputs: the state of every step, the last state and, for lstm, the last cell.
"""
from reference import *
from torch import _VF

GATES = {"rnnTanh": 1, "rnnRelu": 1, "gru": 3, "lstm": 4}
CELLS = {"rnnTanh": _VF.rnn_tanh, "rnnRelu": _VF.rnn_relu, "gru": _VF.gru, "lstm": _VF.lstm}


def layer(op, reverse):
    def run(x, *rest):
        states, weights = (rest[:2], rest[2:]) if op == "lstm" else (rest[:1], rest[1:])
        hx = [s.unsqueeze(0) for s in states]
        x = x.flip(0) if reverse else x
        y, *last = CELLS[op](x, hx if op == "lstm" else hx[0], list(weights), len(weights) == 4, 1, 0.0, True, False, False)
        return [y.flip(0) if reverse else y] + [s.squeeze(0) for s in last]
    return run


TABLE = [("plain", 3, 2, 3, 2, True, False, True), ("reverse", 3, 2, 3, 2, True, True, True), ("no_bias", 4, 1, 2, 3, False, False, True),
         ("no_bias_reverse", 2, 3, 1, 2, False, True, False), ("one_step", 1, 2, 2, 3, True, False, True), ("tail", 2, 1, 3, 19, True, False, False),
         ("long", 12, 2, 2, 2, True, False, False), ("rows", 2, 7, 2, 2, True, True, False)]
for op, gates in GATES.items():
    for label, steps, batch, inputs, units, bias, reverse, second in TABLE:
        rows = gates * units
        specs = [g(steps, batch, inputs, scale=2.0), g(batch, units, scale=2.0)] + ([g(batch, units, scale=2.0)] if op == "lstm" else [])
        specs += [g(rows, inputs, scale=2.0), g(rows, units, scale=2.0)] + ([g(rows), g(rows)] if bias else [])
        case(f"{op}_{label}", op, layer(op, reverse), specs, second=second, reverse=reverse)
write()
