namespace Autograd.NN;

/// <summary>
/// A batch of a <see cref="DataLoader"/>: the rows of each data set, in Variables that the next batch fills again. They
/// belong to no tape; what must last longer is cloned.
/// </summary>
public sealed class Batch
{
    private readonly Variable[] _variables;

    internal Batch(Variable[] variables, int count) => (_variables, Count) = (variables, count);

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>Which rows these are, in their order.</summary>
    public ReadOnlyMemory<int> Indices { get; internal set; }

    /// <summary>The rows of a data set, [<see cref="Count"/>, …].</summary>
    /// <param name="index">The data set, in the order given to the loader.</param>
    public Variable this[int index] => _variables[index];

    /// <summary>The rows of the first two data sets: inputs and targets.</summary>
    /// <param name="inputs">Of the first.</param>
    /// <param name="targets">Of the second.</param>
    public void Deconstruct(out Variable inputs, out Variable targets) => (inputs, targets) = (_variables[0], _variables[1]);
}
