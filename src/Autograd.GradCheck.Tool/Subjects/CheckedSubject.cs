namespace Autograd.GradientChecking.Tool.Subjects;

/// <summary>Something to be checked: an operation or a marked function, with its samples.</summary>
/// <param name="Name">The operation's name without the suffix Op; a function's with its class.</param>
/// <param name="Kind">Which of both.</param>
/// <param name="FullName">The operation's type, or the function's class and name, in full.</param>
/// <param name="Samples">Makes the samples.</param>
internal sealed record CheckedSubject(string Name, SubjectKind Kind, string FullName, Func<IEnumerable<OperationSample>> Samples)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
