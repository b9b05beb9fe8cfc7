namespace Autograd.Ilgpu.Blas;

/// <summary>
/// How BLAS, which stores columns one after the other, is told of a matrix of ours, which is mostly stored by rows. To BLAS
/// our rows × columns matrix with unit steps along its rows is the transposed one, stored by columns.
/// </summary>
/// <param name="IsTransposed">Whether BLAS must transpose to see our matrix's transposed.</param>
/// <param name="Leading">From one column to the next, as BLAS stores them.</param>
internal readonly record struct BlasMatrix(bool IsTransposed, int Leading)
{
    /// <summary>Tells of a matrix, if its elements are next to each other along one of its axes.</summary>
    /// <param name="rows">How many rows, 1 or more.</param>
    /// <param name="columns">How many columns, 1 or more.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="columnStep">From one column to the next.</param>
    /// <param name="matrix">What BLAS is told.</param>
    public static bool TryMap(int rows, int columns, long rowStep, long columnStep, out BlasMatrix matrix)
    {
        // A step along an axis of length 1 is never taken, and what it says is of no account.
        if (columns == 1 || columnStep == 1)
        {
            var leading = rows == 1 ? columns : rowStep;
            if (leading >= columns && leading <= int.MaxValue)
            {
                matrix = new BlasMatrix(false, (int)leading);
                return true;
            }
        }

        if (rows == 1 || rowStep == 1)
        {
            var leading = columns == 1 ? rows : columnStep;
            if (leading >= rows && leading <= int.MaxValue)
            {
                matrix = new BlasMatrix(true, (int)leading);
                return true;
            }
        }

        matrix = default;
        return false;
    }
}
