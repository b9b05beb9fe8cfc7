namespace Autograd.NN;

/// <summary>The gradients of a list of parameters or Variables; null where there is none.</summary>
internal interface IGradientList
{
    int Count { get; }

    Variable? this[int index] { get; }
}
