using Autograd;

namespace LinearRegression;

/// <summary>Solves A·β = b for a symmetric positive definite A = L·Lᵀ: first L, then L·z = b downwards, then Lᵀ·β = z upwards.</summary>
internal static class NormalEquations
{
    public static double[] Solve(Variable a, Variable b)
    {
        var (factor, solution) = (a.ToArray<double>(), b.ToArray<double>());
        var n = solution.Length;
        ref double L(int row, int column) => ref factor[(row * n) + column];

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                for (var k = 0; k < j; k++)
                    L(i, j) -= L(i, k) * L(j, k);
                L(i, j) = i == j ? Math.Sqrt(L(i, i)) : L(i, j) / L(j, j);
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                solution[i] -= L(i, k) * solution[k];
            solution[i] /= L(i, i);
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                solution[i] -= L(k, i) * solution[k];
            solution[i] /= L(i, i);
        }

        return solution;
    }
}
