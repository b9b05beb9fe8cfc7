using Autograd;
using Autograd.NN;

namespace CustomOperation;

/// <summary>A small network through both operations: the direction of a point decides, not its distance.</summary>
internal sealed class Model : Module
{
    private readonly Linear _hidden, _output;

    public Model()
    {
        _hidden = Add("hidden", new Linear(2, 32));
        _output = Add("output", new Linear(32, 1));
    }

    protected override Variable Forward(Variable x) => _output.Call(_hidden.Call(x.UnitRows()).Swish());
}
