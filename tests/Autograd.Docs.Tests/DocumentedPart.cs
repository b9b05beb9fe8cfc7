namespace Autograd.Docs.Tests;

/// <summary>A method or an operation as its file documents it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Detail">A method's call; the way an operation is written.</param>
/// <param name="Text">Summary and remarks in one line.</param>
internal sealed record DocumentedPart(string Name, string Detail, string Text);
