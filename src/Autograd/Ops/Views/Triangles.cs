using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Triangles of matrices.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The lower triangle of a matrix, or of each matrix of a batch: y[…, i, j] = x[…, i, j] where j ≤ i + offset, 0 elsewhere. The
    /// rest of x is not looked at: NaN and ∞ there do not show, and its gradient is exactly 0.
    /// </summary>
    /// <param name="offset">The last diagonal kept: 0 the main one, positive ones above it, negative ones below.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Variable Tril(int offset = 0)
    {
        CheckMatrix("tril");
        return Where(Triangles.Lower(Shape[^2], Shape[^1], offset, Device), this, 0);
    }

    /// <summary>
    /// The upper triangle of a matrix, or of each matrix of a batch: y[…, i, j] = x[…, i, j] where j ≥ i + offset, 0 elsewhere. The
    /// rest of x is not looked at: NaN and ∞ there do not show, and its gradient is exactly 0.
    /// </summary>
    /// <param name="offset">The first diagonal kept: 0 the main one, positive ones above it, negative ones below.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Variable Triu(int offset = 0)
    {
        CheckMatrix("triu");
        return offset == int.MinValue ? this : Where(Triangles.Lower(Shape[^2], Shape[^1], offset - 1, Device), 0, this);
    }

    private void CheckMatrix(string operation)
    {
        ThrowIfReleased(operation);
        if (Rank < 2)
            throw Errors.Argument(operation, $"the input has shape {Shape}", "give a matrix or a batch of matrices, […, rows, columns]");
    }

    /// <summary>The masks that choose a triangle: choosing, not multiplying, keeps NaN out.</summary>
    private static class Triangles
    {
        private static readonly ConstantCache<(int Rows, int Columns, int Offset, Device Device)> Masks =
            new(key => Make(key.Rows, key.Columns, key.Offset, key.Device));

        /// <summary>Where column ≤ row + offset, bool[rows, columns].</summary>
        public static Variable Lower(int rows, int columns, int offset, Device device) =>
            Masks.Get((rows, columns, Math.Clamp(offset, -rows, columns), device));

        private static Variable Make(int rows, int columns, int offset, Device device)
        {
            Shape shape = [rows, columns];
            var mask = New("tril", shape, DType.Bool, device);
            var last = Arange(offset, (double)rows + offset, 1, DType.Int64, device);
            var column = Arange(columns, DType.Int64, device);
            var lasts = new TensorView(last.Storage, shape, Strides.Create([1, 0]), 0);
            var columnNumbers = new TensorView(column.Storage, shape, Strides.Create([0, 1]), 0);
            mask.Storage.Backend.Compare<LessOrEqualOp.Rule>(columnNumbers, lasts, mask.View);
            return mask;
        }
    }
}
