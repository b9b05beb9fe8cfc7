namespace Autograd.GradientChecking;

/// <summary>A wrong call of an operation, and the exact text it must be refused with.</summary>
/// <param name="Name">What is wrong about the call.</param>
/// <param name="Call">The call.</param>
/// <param name="Exception">The exception's exact type.</param>
/// <param name="Message">Its exact message.</param>
public sealed record OperationErrorSample(string Name, Action Call, Type Exception, string Message);
