namespace Autograd.Tests.Table;

/// <summary>What a suite of the operation table throws when a sample fails.</summary>
public sealed class TableException(string message) : Exception(message);
