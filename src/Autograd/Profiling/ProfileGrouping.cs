namespace Autograd;

/// <summary>What a profile's rows are sums over.</summary>
public enum ProfileGrouping
{
    /// <summary>A row an operation and phase, all modules together.</summary>
    Operation,

    /// <summary>A row a module path and phase, all operations together.</summary>
    Module,

    /// <summary>A row an operation, module path and phase.</summary>
    OperationAndModule,
}
