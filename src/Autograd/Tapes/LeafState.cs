namespace Autograd.Tapes;

/// <summary>What only some Variables have: a gradient, hooks, a claim by a running walk. Made when first needed.</summary>
internal sealed class LeafState
{
    public Variable? Grad;
    public List<Func<Variable, Variable?>>? Hooks;
    public Walk? Claimant;

    /// <summary>The gradient whose buffer a walk donated: ZeroGrad may return it to the pool, but never one the user set.</summary>
    public Variable? OwnGrad;
    public int TapeHint = -1;
    public INamedLeaf? Holder;
}
