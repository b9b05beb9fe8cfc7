namespace Autograd.GradientChecking;

/// <summary>What the slopes on both sides say about a point.</summary>
/// <param name="Kink">The slopes of a kink, or null.</param>
/// <param name="SmoothBelow">
/// 0, or the step at which a jump that larger steps show is gone: a kink, or a bend, lies beside the point, and only steps below
/// it tell the derivative.
/// </param>
internal readonly record struct KinkFinding(OneSidedSlopes? Kink, double SmoothBelow);
