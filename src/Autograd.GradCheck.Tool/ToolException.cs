namespace Autograd.GradientChecking.Tool;

/// <summary>A usage or load error: one line for the user, exit code 2.</summary>
internal sealed class ToolException(string message) : Exception(message);
