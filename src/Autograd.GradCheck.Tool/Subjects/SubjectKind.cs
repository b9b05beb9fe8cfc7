namespace Autograd.GradientChecking.Tool.Subjects;

/// <summary>What a subject is.</summary>
internal enum SubjectKind
{
    /// <summary>An operation with a class of samples.</summary>
    Operation,

    /// <summary>A function marked with <see cref="GradientCheckedAttribute"/>.</summary>
    Function,
}
