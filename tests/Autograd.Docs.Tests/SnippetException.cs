namespace Autograd.Docs.Tests;

/// <summary>A code block that does not compile or does not do what its text says; the message begins with file and line.</summary>
public sealed class SnippetException(string message) : Exception(message);
