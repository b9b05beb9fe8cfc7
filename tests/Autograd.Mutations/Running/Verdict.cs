namespace Autograd.Mutations.Running;

/// <summary>What became of a mutant.</summary>
internal enum Verdict
{
    /// <summary>A suite failed with it and passes without.</summary>
    Caught,

    /// <summary>Every suite passed with it, and its code ran.</summary>
    Survived,

    /// <summary>Every suite passed, because its code never ran.</summary>
    NotReached,

    /// <summary>No sample has a dtype or shape on which it changes anything: it is none.</summary>
    NotApplicable,

    /// <summary>A suite failed with it, and without it afterwards: the process is not to be trusted any more.</summary>
    Tainted,
}
