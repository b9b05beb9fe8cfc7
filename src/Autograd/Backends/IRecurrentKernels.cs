using Autograd.Ops;

namespace Autograd.Backends;

/// <summary>Layers of recurrent networks over whole sequences, for any cell.</summary>
public interface IRecurrentKernels
{
    /// <summary>Runs the cell through the sequence: fills the output, the gates and the cells.</summary>
    /// <typeparam name="TCell">The cell.</typeparam>
    /// <param name="arrays">The arrays.</param>
    void Recur<TCell>(in RecurrentArrays arrays)
        where TCell : struct, IRecurrentCell;

    /// <summary>Goes back through the sequence: fills the cotangents that are asked for.</summary>
    /// <typeparam name="TCell">The cell.</typeparam>
    /// <param name="arrays">The arrays as <see cref="Recur"/> left them.</param>
    /// <param name="cotangents">The cotangents.</param>
    void RecurVjp<TCell>(in RecurrentArrays arrays, in RecurrentCotangents cotangents)
        where TCell : struct, IRecurrentCell;
}
