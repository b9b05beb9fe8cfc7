using Autograd.Ops;

namespace Autograd;

/// <content>Einstein's summation.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Products of operands summed over named axes: <c>Einsum("bij,bjk->bik", a, b)</c> is the batched matrix product,
    /// y[b, i, k] = Σⱼ a[b, i, j] · b[b, j, k].
    /// </summary>
    /// <remarks>
    /// <para>
    /// Each axis of an operand has a letter; equal letters mean equal indices, and letters that the result does not name are summed
    /// over. A letter twice in one operand takes the diagonal. '...' stands for any number of axes, which broadcast at their ends and are
    /// summed over where a written result leaves them out. Without '->' the result has '...' first and then the letters that stand once,
    /// capitals before small letters, each in the alphabet's order. Spaces do not count.
    /// </para>
    /// <para>
    /// It is computed by views, sums, <see cref="MatMul"/> and products, two operands at a time: always the two whose
    /// product is the cheapest, the first such pair of several, so that the order depends on shapes alone. Operands are copied only where
    /// several of their axes become one and do not lie so in memory. The result may be a view of an operand, or the operand itself. As in
    /// MatMul, 0 · ∞ is NaN.
    /// </para>
    /// </remarks>
    /// <param name="equation">A term an operand with commas between, then maybe '->' and the result's term.</param>
    /// <param name="operands">One for each term; float32, float64, int32 or int64.</param>
    /// <exception cref="ArgumentException">
    /// The equation cannot be read, or the operands' number, axes, lengths or dtypes do not fit it. Lengths of one letter must be equal: 1
    /// broadcasts within '...' only.
    /// </exception>
    public static Variable Einsum(string equation, params ReadOnlySpan<Variable> operands)
    {
        ArgumentNullException.ThrowIfNull(equation);
        foreach (var operand in operands)
        {
            ArgumentNullException.ThrowIfNull(operand, nameof(operands));
            operand.ThrowIfReleased("einsum");
        }

        return EinsumContraction.Run(EinsumEquation.Read(equation), operands);
    }
}
