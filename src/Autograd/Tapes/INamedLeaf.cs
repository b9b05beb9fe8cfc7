namespace Autograd.Tapes;

/// <summary>What holds a leaf under a name, as a module's parameter does: reports name the leaf by it.</summary>
internal interface INamedLeaf
{
    /// <summary>The name, from the outermost holder on.</summary>
    string Path { get; }
}
