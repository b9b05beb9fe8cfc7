using Autograd;
using Autograd.NN;

namespace FineTuning;

/// <summary>
/// What is added to a frozen layer W (Hu et al., LoRA, 2021): W·x + B·A·x, with A [rank, in] and B [out, rank]. B starts as zero,
/// so at first nothing is added.
/// </summary>
internal sealed class LowRank : Module
{
    private readonly Parameter _a, _b;

    public LowRank(int inputs, int outputs, int rank)
    {
        _a = AddParameter("a", [rank, inputs], Initialisers.KaimingUniform(Math.Sqrt(5)));
        _b = AddParameter("b", [outputs, rank], Initialisers.Constant(0));
    }

    protected override Variable Forward(Variable x) => x.Linear(_a).Linear(_b);
}
