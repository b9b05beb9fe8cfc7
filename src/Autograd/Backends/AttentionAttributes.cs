using Autograd.Ops;

namespace Autograd.Backends;

/// <summary>What attention does beside its arrays.</summary>
/// <param name="Scale">What the products of queries and keys are multiplied by.</param>
/// <param name="IsCausal">Whether query i attends only to keys up to i + <paramref name="CausalOffset"/>.</param>
/// <param name="CausalOffset">The first query's place among the keys.</param>
/// <param name="Dropout">The probability with which a weight becomes 0; the others are divided by 1 − p.</param>
/// <param name="Key">The substream of dropout: the weight of batch b, head h, query i and key j takes the number at its row-major place.</param>
public readonly record struct AttentionAttributes(double Scale, bool IsCausal, int CausalOffset, double Dropout, RandomKey Key);
