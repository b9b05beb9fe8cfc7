namespace Autograd.Tests.Ops.Recurrent;

/// <summary>A recurrent layer in plain loops: every sum one number at a time, every step in its turn.</summary>
internal static class NaiveRecurrence
{
    /// <summary>What a cell makes of its gates' sums, input's and state's apart, of the state and of the cell before.</summary>
    public delegate (double State, double Cell) Cell(double[] fromInput, double[] fromState, double state, double cell);

    /// <summary>The output, the last state and, where there is one, the last cell, one after the other.</summary>
    public static double[] Run(
        (int Steps, int Batch, int Inputs, int Units) size,
        int gates,
        bool reverse,
        Cell cell,
        double[] x,
        double[] state,
        double[]? cells,
        double[] inputWeight,
        double[] stateWeight,
        double[]? inputBias = null,
        double[]? stateBias = null)
    {
        var (steps, batch, inputs, units) = size;
        var output = new double[steps * batch * units];
        var (h, c) = ((double[])state.Clone(), (double[])(cells ?? new double[batch * units]).Clone());
        for (var order = 0; order < steps; order++)
        {
            var time = reverse ? steps - 1 - order : order;
            var (nextH, nextC) = (new double[h.Length], new double[c.Length]);
            for (var row = 0; row < batch; row++)
            {
                for (var unit = 0; unit < units; unit++)
                {
                    var (fromInput, fromState) = (new double[gates], new double[gates]);
                    for (var gate = 0; gate < gates; gate++)
                    {
                        var place = (gate * units) + unit;
                        fromInput[gate] = inputBias?[place] ?? 0;
                        for (var k = 0; k < inputs; k++)
                            fromInput[gate] += x[(((time * batch) + row) * inputs) + k] * inputWeight[(place * inputs) + k];
                        fromState[gate] = stateBias?[place] ?? 0;
                        for (var k = 0; k < units; k++)
                            fromState[gate] += h[(row * units) + k] * stateWeight[(place * units) + k];
                    }

                    var at = (row * units) + unit;
                    (nextH[at], nextC[at]) = cell(fromInput, fromState, h[at], c[at]);
                    output[(time * batch * units) + at] = nextH[at];
                }
            }

            (h, c) = (nextH, nextC);
        }

        return cells is null ? [.. output, .. h] : [.. output, .. h, .. c];
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
