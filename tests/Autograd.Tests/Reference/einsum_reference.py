#!/usr/bin/python3
"""Reference numbers for einsum and average pooling.

Usage: /usr/bin/python3 einsum_reference.py
"""
from reference import *

# --- einsum -------------------------------------------------------------------------------------------------------

def einsum():
    table = [("ij,jk->ik", (2, 3), (3, 4)), ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)), ("bij , bjk", (2, 2, 3), (2, 3, 2)),
             ("bhqd,bhkd->bhqk", (2, 2, 3, 2), (2, 2, 2, 2)), ("bhqk,bhkd->bqhd", (2, 2, 3, 2), (2, 2, 2, 3)),
             ("ii->i", (3, 3)), ("ii", (3, 3)), ("iij->ji", (2, 2, 3)), ("ba", (2, 3)), ("ij->", (2, 3)), ("ij->ji", (2, 3)),
             ("i,j->ij", (2,), (3,)), ("i,i->", (4,), (4,)), ("ij,ij->i", (2, 3), (2, 3)), ("ij,j->i", (2, 3), (3,)),
             ("...ij,...jk->...ik", (2, 1, 2, 3), (3, 3, 2)), ("...,...", (2, 3), (3,)), ("i...->...", (2, 3, 2)), ("...i,i->...", (2, 2, 3), (3,)),
             ("ij,jk,kl->il", (2, 3), (3, 2), (2, 4)), ("ij,ik,il->jkl", (2, 2), (2, 3), (2, 2)), ("a,b,c->cab", (2,), (3,), (2,)),
             ("ii,ij->j", (2, 2), (2, 3)), ("abc,cbd,da->", (2, 3, 2), (2, 3, 2), (2, 2)), ("ijkl,klm->mij", (2, 2, 3, 2), (3, 2, 2)),
             ("ij,kl->ik", (2, 3), (2, 3)), ("i,->i", (3,), ()), ("Ab,bA->bA", (2, 3), (3, 2)), ("bA", (2, 3))]
    for number, (equation, *operands) in enumerate(table):
        case(f"einsum_{number}", "einsum", lambda *t: torch.einsum(equation, *t), [g(*shape) for shape in operands], second=True, equation=equation)


# --- average pooling ------------------------------------------------------------------------------------------------

def pooling():
    for name, shape, kernel, stride, padding, ceil, included in (
            ("plain", (1, 2, 4, 4), (2, 2), (2, 2), (0, 0), False, True), ("overlapping", (2, 1, 5, 4), (3, 2), (1, 1), (0, 0), False, True),
            ("padded", (1, 1, 4, 5), (3, 3), (2, 2), (1, 1), False, True), ("padded_not_counted", (1, 1, 4, 5), (3, 3), (2, 2), (1, 1), False, False),
            ("ceil", (1, 1, 5, 6), (2, 3), (2, 2), (0, 0), True, True), ("ceil_padded", (1, 1, 5, 6), (3, 2), (2, 3), (1, 1), True, True),
            ("ceil_padded_not_counted", (1, 1, 5, 6), (3, 2), (2, 3), (1, 1), True, False), ("gaps", (1, 1, 7, 6), (2, 1), (3, 2), (0, 0), False, True)):
        case(f"avgpool2d_{name}", "avgPool2d", lambda t: F.avg_pool2d(t, kernel, stride, padding, ceil, included), [g(*shape)], second=True,
             kernel=kernel, stride=stride, padding=padding, ceil=ceil, included=included)
    for name, shape, size in (("global", (2, 2, 3, 4), (1, 1)), ("divides", (1, 2, 4, 6), (2, 3)), ("uneven", (1, 1, 7, 5), (3, 2)),
                              ("larger", (1, 1, 2, 3), (3, 5)), ("one_row", (1, 2, 5, 4), (1, 3)), ("same", (1, 1, 2, 2), (2, 2))):
        case(f"adaptive_avgpool2d_{name}", "adaptiveAvgPool2d", lambda t: F.adaptive_avg_pool2d(t, size), [g(*shape)], second=True, size=size)


einsum()
pooling()
write()
