namespace Autograd.NN.Tests.Modules;

/// <summary>A network as a user writes it.</summary>
internal sealed class GoodNet : Module
{
    private readonly Linear _input, _output;
    private readonly ModuleList<Linear> _blocks;
    private readonly ModuleDictionary<Linear> _heads;
    private readonly Parameter _scale;
    private readonly StateBuffer _mean;

    public GoodNet()
    {
        _input = Add("input", new Linear(4, 3));
        _blocks = AddList("blocks", new Linear(3, 3), new Linear(3, 3, bias: false));
        _heads = Add("heads", new ModuleDictionary<Linear> { { "main", new Linear(3, 3) } });
        _output = Add("output", new Linear(3, 2));
        _scale = AddParameter("scale", [3], Initialisers.Constant(2));
        _mean = AddBuffer("mean", Variable.Zeros([3]));
    }

    public StateBuffer Mean => _mean;

    public ModuleList<Linear> Blocks => _blocks;

    protected override Variable Forward(Variable x)
    {
        x = _input.Call(x);
        foreach (var block in _blocks)
            x = block.Call(x).Relu();
        return _output.Call((_heads["main"].Call(x) * _scale.Value) - _mean.Value);
    }
}

/// <summary>Runs a function given by the test, with parts of the test's choosing.</summary>
internal sealed class TestNet : Module
{
    private readonly Func<TestNet, Variable, Variable> _forward;

    public TestNet(Func<TestNet, Variable, Variable> forward) => _forward = forward;

    public TModule Adopt<TModule>(string name, TModule module)
        where TModule : ModuleBase => Add(name, module);

    public TModule Lend<TModule>(TModule module)
        where TModule : ModuleBase => Borrow(module);

    public Variable Lend(Variable variable) => Borrow(variable);

    public Parameter Own(string name, Variable value) => AddParameter(name, value);

    public Parameter Own(string name, Shape shape, Initialiser initialiser) => AddParameter(name, shape, initialiser);

    public Parameter Tie(string name, Parameter shared) => AddParameter(name, shared);

    public Parameter Own(string name, Shape shape, DType dtype) => AddParameter(name, shape, Initialisers.Constant(0), dtype);

    public StateBuffer Hold(string name, Variable value) => AddBuffer(name, value);

    public RandomGenerator Numbers => Random;

    protected override Variable Forward(Variable input) => _forward(this, input);
}
